//! The regressions of `solon test`: the verdicts of a project held against their snapshots.

use crate::engine::eval::{Explain, judge};
use crate::engine::timeline::next_change;
use crate::facts;
use crate::front::cli::Exit;
use crate::front::cli::review::{self, Decision};
use crate::front::cli::session::Session;
use crate::front::files::{self, Kind};
use crate::front::project::{self, Project};
use crate::front::settings::{Regression, SNAPSHOTS, Settings};
use crate::ground::diagnostic::Code;
use crate::language::law::Judged;
use crate::tools::report::{Case, regression as told};
use crate::tools::testing::regression::{Compared, Files, KEPT, PENDING, Paths, compare};
use crate::tools::testing::snapshot::Snapshot;
use clap::Args;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// What to do with verdicts that are not as their snapshots say.
#[derive(Debug, Args)]
pub struct Snapshots {
    /// Take over every verdict that is new or another, and drop the snapshots of none
    #[arg(long, conflicts_with_all = ["review", "ci"])]
    accept: bool,
    /// Ask about each verdict that is new or another: accept, reject, skip, show why
    #[arg(long, conflicts_with = "ci")]
    review: bool,
    /// Write nothing, and fail where a snapshot is unreferenced or waits to be accepted
    #[arg(long)]
    ci: bool,
}

impl Snapshots {
    /// Takes over every verdict.
    pub fn accepting() -> Self {
        Self { accept: true, review: false, ci: false }
    }

    /// Whether snapshots are to be changed or are asked about.
    pub fn is_asked(&self) -> bool {
        self.accept || self.review || self.ci
    }

    /// Whether verdicts that are others are left to be accepted.
    pub fn waits(&self) -> bool {
        !self.is_asked()
    }

    /// Judges all regressions of a project and holds the verdicts against the snapshots, which are
    /// written as was asked.
    pub fn run(&self, session: &Session, settings: &Settings) -> Result<(Compared, Exit), Exit> {
        if self.review {
            review::present(session)?;
        }
        let mut verdicts = BTreeMap::new();
        let mut paths = Paths::default();
        for regression in &settings.regressions {
            judged(session, settings, regression, &mut paths, &mut verdicts)?;
        }
        let folder = settings.root.join(SNAPSHOTS);
        let files = kept(&folder).map_err(|error| unwritten(session, &folder, &error))?;
        let mut compared = compare(&verdicts, &files);
        let written = match (self.accept, self.review, self.ci) {
            (true, _, _) => accept(&folder, &mut compared),
            (_, true, _) => ask(session, &folder, &mut compared),
            (_, _, true) => Ok(()),
            (false, false, false) => wait(&folder, &mut compared, &files),
        };
        written.map_err(|error| unwritten(session, &folder, &error))?;
        let fails = !compared.is_same() || !compared.stale.is_empty();
        let exit = if fails { Exit::Findings } else { Exit::Done };
        Ok((compared, exit))
    }
}

/// Adds the snapshots of the verdicts of a regression, by their paths.
fn judged(
    session: &Session,
    settings: &Settings,
    regression: &Regression,
    paths: &mut Paths,
    verdicts: &mut BTreeMap<String, Snapshot>,
) -> Result<(), Exit> {
    let mut project = project::open(&regression.laws, &session.limits);
    let mut sheets = Vec::new();
    if !project.found.has_errors() {
        let inputs = files::gather(&regression.sheets, Kind::Sheet, &mut project.found);
        let elsewhere = project.elsewhere();
        let root = fs::canonicalize(&settings.root).unwrap_or_else(|_| settings.root.clone());
        for input in &inputs {
            let Project { sources, laws, found, .. } = &mut project;
            let read = files::read(input, Kind::Sheet, &session.limits, sources, found);
            let sheet = read
                .and_then(|id| facts::load(laws, &elsewhere, sources, id, &session.limits, found));
            let name = files::shown(input.real.strip_prefix(&root).unwrap_or(&input.path));
            sheets.extend(sheet.map(|sheet| (name, sheet)));
        }
    }
    // What is loaded is said in the project file; its author knows.
    let noted = [Code::W0001, Code::W0601];
    project.found.diagnostics.retain(|found| !noted.contains(&found.code));
    let exit = session.report(&project.found.diagnostics, &project.sources);
    if exit != Exit::Done {
        session.say(&format!("in regression `{}` of solon.toml\n", regression.name));
        return Err(exit);
    }
    let Project { sources, laws, .. } = &project;
    let before = verdicts.len();
    for (name, sheet) in &sheets {
        for (law, row) in laws.laws.rows().filter(|(_, row)| row.judged == Judged::Named) {
            let of_kind = sheet.instances.rows().filter(|(_, one)| one.entity == row.subject);
            for (entity, instance) in of_kind {
                for on in &regression.on {
                    let verdict = judge(laws, law, sheet, entity, *on, Explain::Yes);
                    let next = next_change(laws, law, sheet, entity, *on);
                    let next = next.as_ref();
                    let case = Case { laws, sources, sheet, verdict: &verdict, next, lines: false };
                    let of = [name.as_str(), instance.name.as_str(), &on.to_string()];
                    let path = paths.path(&regression.name, &row.name, of);
                    verdicts.insert(path, told::snapshot(case, name));
                }
            }
        }
    }
    if verdicts.len() == before {
        let message = format!("regression `{}` has no verdict", regression.name);
        let help = "its sheets must list an entity of the `subject` of one of its laws";
        return Err(session.refuse(Code::E1009, &message, help));
    }
    Ok(())
}

/// The files of snapshots below a folder; links are not followed.
fn kept(folder: &Path) -> io::Result<Files> {
    let mut all = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(here) = folders.pop() {
        let entries = match fs::read_dir(&here) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            let name = files::shown(path.strip_prefix(folder).unwrap_or(&path));
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file()
                && [KEPT, PENDING].iter().any(|it| name.ends_with(&format!(".{it}")))
            {
                all.insert(name, String::from_utf8_lossy(&fs::read(&path)?).into_owned());
            }
        }
    }
    Ok(all)
}

fn write(folder: &Path, path: &str, snapshot: &Snapshot) -> io::Result<()> {
    let path = folder.join(path);
    if let Some(home) = path.parent() {
        fs::create_dir_all(home)?;
    }
    files::write(&path, &snapshot.file())
}

/// Removes a file that may not be there, and the folders that it leaves empty.
fn remove(folder: &Path, path: &str) -> io::Result<()> {
    let path = folder.join(path);
    match fs::remove_file(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        removed => removed?,
    }
    let homes = path.ancestors().skip(1).take_while(|home| home.starts_with(folder));
    for home in homes {
        // A folder that holds something else stays.
        if fs::remove_dir(home).is_err() {
            break;
        }
    }
    Ok(())
}

fn waiting(path: &str) -> String {
    format!("{path}.new")
}

/// Leaves each verdict that is another beside its snapshot, to be accepted.
fn wait(folder: &Path, compared: &mut Compared, files: &Files) -> io::Result<()> {
    for one in &compared.differing {
        let path = waiting(&one.path);
        if !files.get(&path).is_some_and(|file| one.snapshot.is_in(file)) {
            write(folder, &path, &one.snapshot)?;
        }
    }
    for path in std::mem::take(&mut compared.stale) {
        remove(folder, &path)?;
    }
    Ok(())
}

fn accept(folder: &Path, compared: &mut Compared) -> io::Result<()> {
    for one in std::mem::take(&mut compared.differing) {
        write(folder, &one.path, &one.snapshot)?;
        remove(folder, &waiting(&one.path))?;
        compared.kept.push(one.snapshot.of.clone());
    }
    let gone = std::mem::take(&mut compared.unreferenced);
    for path in gone.into_iter().chain(std::mem::take(&mut compared.stale)) {
        remove(folder, &path)?;
    }
    Ok(())
}

fn ask(session: &Session, folder: &Path, compared: &mut Compared) -> io::Result<()> {
    let shown = files::shown(folder);
    let all = std::mem::take(&mut compared.differing);
    let of = all.len();
    let mut answering = true;
    for (at, one) in all.into_iter().enumerate() {
        let decision = match answering {
            true => {
                let told = told::differing(&one, &shown);
                review::ask(session, &told, &one.snapshot.content, (at + 1, of))
            }
            false => None,
        };
        answering = decision.is_some();
        match decision {
            Some(Decision::Accept) => {
                write(folder, &one.path, &one.snapshot)?;
                remove(folder, &waiting(&one.path))?;
                compared.kept.push(one.snapshot.of.clone());
            }
            Some(Decision::Reject) => {
                remove(folder, &waiting(&one.path))?;
                compared.differing.push(one);
            }
            Some(Decision::Skip) | None => {
                write(folder, &waiting(&one.path), &one.snapshot)?;
                compared.differing.push(one);
            }
        }
    }
    Ok(())
}

fn unwritten(session: &Session, folder: &Path, error: &io::Error) -> Exit {
    let message = format!("the snapshots in `{}` cannot be read or written", files::shown(folder));
    session.refuse(Code::E1008, &message, &format!("the system says: {}", files::said(error)))
}
