//! `solon test`: the tests and asserts of the laws.

use crate::facts;
use crate::front::cli::Exit;
use crate::front::cli::coverage::Covering;
use crate::front::cli::mutate::Mutation;
use crate::front::cli::regress::Snapshots;
use crate::front::cli::session::Session;
use crate::front::cli::watch::watch;
use crate::front::files::{self, Input, Kind};
use crate::front::project::{self, Project};
use crate::front::settings::{self, Settings};
use crate::ground::diagnostic::{Code, Found};
use crate::ground::table::Id;
use crate::ground::text::{Source, Sources, Span};
use crate::tools::report::{annotations, json, junit, regression};
use crate::tools::testing::mutate::SheetTexts;
use crate::tools::testing::{self, Results, coverage, tell};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Run the tests and asserts of laws, and the regressions of a project.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon test
  solon test policies
  solon test policies/ru --all
  solon test policies --format json
  solon test policies --format junit > tests.xml
  solon test policies/ru/landing --coverage
  solon test policies --coverage=lcov > lcov.info
  solon test policies/ru/landing --boundaries >> policies/ru/landing/tests.law
  solon test policies/ru/landing --mutate
  solon test --review
  solon test --watch
  solon test policies --mutate --only comparison --only date --law ru.landing

Asserts are tried on sheets at the boundaries of what they compare: one that holds is not proved.
The exit code is 1 where anything failed; a run without tests is an error.
Regressions stand in the solon.toml of a named folder, or, without a path, of the project.")]
pub struct Test {
    /// Law files, or folders of them; without one, the project in which the command runs
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How the result is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
    /// List what passed too
    #[arg(long)]
    all: bool,
    /// Run again whenever a file changes
    #[arg(long, conflicts_with_all = ["accept", "review"])]
    watch: bool,
    #[command(flatten)]
    covering: Covering,
    #[command(flatten)]
    mutation: Mutation,
    #[command(flatten)]
    snapshots: Snapshots,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: `solon.tests/1`, with --mutate `solon.mutation/1`
    Json,
    /// For the dashboards of CI
    Junit,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

impl Test {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        let paths = match self.paths.is_empty() {
            false => self.paths.clone(),
            true => match here() {
                Some(root) => vec![root],
                None => {
                    let help = "name law files or folders, or run it below a `solon.toml`";
                    return session.refuse(Code::E1004, "nothing to test", help);
                }
            },
        };
        match self.watch {
            true => watch(session, &paths, &|| self.once(session, &paths)),
            false => self.once(session, &paths),
        }
    }

    fn once(&self, session: &Session, paths: &[PathBuf]) -> Exit {
        let mut project = project::open(paths, &session.limits);
        let settings = settings(paths, session, &mut project);
        let exit = session.report(&project.found.diagnostics, &project.sources);
        if exit != Exit::Done {
            return exit;
        }
        let elsewhere = project.elsewhere();
        let mut found = Found::new();
        let Project { sources, laws, .. } = &mut project;
        let mut texts = SheetTexts::new();
        let mut load = |file: Id<Source>, path: &str, span: Span| {
            let text = text((sources, &mut found), session, (file, path, span))?;
            texts.insert((file, path.to_owned()), text);
            facts::load(laws, &elsewhere, sources, text, &session.limits, &mut found)
        };
        let results = testing::run(laws, &mut load);
        let touched = self.covering.is_asked().then(|| coverage::coverage(laws, &mut load));
        let exit = session.report(&found.diagnostics, sources);
        if results.is_empty() && settings.is_empty() {
            let help = "name laws with `test` or `assert` declarations, or their `tests for` files";
            return session.refuse(Code::E1004, "nothing to test", help);
        }
        let failed = if results.failures() > 0 { Exit::Findings } else { Exit::Done };
        if self.mutation.is_asked() && exit.or(failed) == Exit::Done {
            let json = self.format == Format::Json;
            return self.mutation.run(session, &project, (&elsewhere, &texts), json, self.all);
        }
        if let Some(touched) = touched.filter(|_| exit.or(failed) == Exit::Done) {
            let Project { laws, sources, .. } = &project;
            let mut load = |file: Id<Source>, path: &str, _| {
                let text = texts.get(&(file, path.to_owned()))?;
                facts::load(laws, &elsewhere, sources, *text, &session.limits, &mut Found::new())
            };
            return self.covering.tell(session, &project, &mut load, &touched);
        }
        self.finish(session, &project, &results, &settings, exit.or(failed))
    }

    /// Runs the regressions, and tells everything.
    fn finish(
        &self,
        session: &Session,
        project: &Project,
        results: &Results,
        settings: &[Settings],
        mut exit: Exit,
    ) -> Exit {
        let (laws, sources) = (&project.laws, &project.sources);
        let mut compared = Vec::new();
        for settings in settings {
            match self.snapshots.run(session, settings) {
                Ok((one, ended)) => {
                    exit = exit.or(ended);
                    compared.push((settings.snapshots(), one));
                }
                Err(failed) => exit = exit.or(failed),
            }
        }
        if self.snapshots.is_asked() && settings.is_empty() {
            let help = "name the folder of a `solon.toml` that lists a `[[regression]]`";
            return session.refuse(Code::E1004, "no regressions to hold against snapshots", help);
        }
        let text = match self.format {
            Format::Text => {
                let mut out = match results.is_empty() {
                    true => String::new(),
                    false => tell::text(laws, sources, results, self.all),
                };
                for (folder, one) in &compared {
                    out.push_str(&regression::text(one, folder));
                    if self.snapshots.waits() && !one.differing.is_empty() {
                        out.push_str(regression::HOW);
                    }
                }
                out
            }
            Format::Json => json::pretty(&json::tests(laws, sources, results, &compared)),
            Format::Junit => junit::report(laws, sources, results, &compared),
            Format::Github => annotations::github(
                &annotations::failures(laws, sources, results, &compared),
                sources,
            ),
            Format::Sarif => annotations::sarif(
                &annotations::failures(laws, sources, results, &compared),
                sources,
            ),
        };
        session.print(&text, exit)
    }
}

/// The root of the project in which the command runs.
fn here() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let root = here.ancestors().find(|above| above.join(settings::FILE).is_file())?;
    // The folder itself is named shortly in reports.
    Some(if root == here { PathBuf::from(".") } else { root.to_owned() })
}

/// What the named folders say of their regressions.
fn settings(paths: &[PathBuf], session: &Session, project: &mut Project) -> Vec<Settings> {
    let Project { sources, found, .. } = project;
    let folders = paths.iter().filter(|path| path.is_dir());
    let all = folders.map(|folder| settings::open(folder, &session.limits, sources, found));
    all.filter(|settings| !settings.regressions.is_empty()).collect()
}

/// The text of the sheet at a path as a test writes it: relative to the test's file, below its
/// project root.
pub(super) fn text(
    (sources, found): (&mut Sources, &mut Found),
    session: &Session,
    (file, path, span): (Id<Source>, &str, Span),
) -> Option<Id<Source>> {
    let home = PathBuf::from(&sources.source(file).name);
    let folder = home.parent().unwrap_or(Path::new(""));
    let beside = folder.join(path);
    let real = std::fs::canonicalize(&beside);
    let root = std::fs::canonicalize(&home).map(|home| project::root(&home));
    let inside = match (&real, &root) {
        (Ok(real), Ok(root)) => real.starts_with(root),
        (Ok(_), Err(_)) => false,
        // What does not exist is reported as such below.
        (Err(_), _) => !Path::new(path).is_absolute(),
    };
    if !inside {
        found
            .report(Code::E1006, span, format!("`{path}` leads out of the project"))
            .help("a test's sheet must lie below the project root, by a relative path");
        return None;
    }
    let name = files::shown(&files::tidied(&beside));
    let input = Input { real: real.unwrap_or_else(|_| beside.clone()), path: beside, name };
    let before = found.diagnostics.len();
    let read = files::read(&input, Kind::Sheet, &session.limits, sources, found);
    if let Some(unread) = found.diagnostics.get_mut(before) {
        unread.span = unread.span.or(Some(span));
    }
    read
}
