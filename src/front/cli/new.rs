//! `solon new`: a project that is green at once, written whole or not at all.

use crate::front::cli::Exit;
use crate::front::cli::regress::Snapshots;
use crate::front::cli::session::Session;
use crate::front::files;
use crate::front::project::{self, Project};
use crate::front::settings;
use crate::ground::diagnostic::{Code, Found};
use crate::ground::text::Sources;
use crate::tools::export::sheet;
use crate::tools::report::json;
use crate::tools::start;
use clap::Args;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Begin a project: one small law with its tests, a sheet, and what looks after them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon new my-laws
  solon new .                in the folder where you are, while it is empty
  solon new -- -odd-name

Nothing is ever overwritten: the folder must not exist, or hold nothing but `.git`. The law in it is
an example, made up for this purpose; its checks, tests and regressions pass.")]
pub struct New {
    /// The folder of the project
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// What stands in the way, and what to do about it.
struct Refusal {
    code: Code,
    message: String,
    help: String,
}

impl New {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        match self.begin(session) {
            Ok(exit) => exit,
            Err(refusal) => session.refuse(refusal.code, &refusal.message, &refusal.help),
        }
    }

    fn begin(&self, session: &Session) -> Result<Exit, Refusal> {
        let exists = self.is_there()?;
        let cannot = |error: io::Error| self.unwritten(&error);
        let target = match exists {
            true => fs::canonicalize(&self.folder).map_err(cannot)?,
            false => std::path::absolute(&self.folder).map_err(cannot)?,
        };
        let made = match exists {
            true => Vec::new(),
            false => folders_above(&target).map_err(cannot)?,
        };
        let home = if exists { target.as_path() } else { target.parent().unwrap_or(&target) };
        let part = home.join(format!(".solon-new.{}.part", std::process::id()));
        let begun = fs::create_dir(&part).map_err(cannot).and_then(|()| fill(session, &part, self));
        let placed = match begun {
            Ok(Exit::Done) => place(&part, &target, exists).map_err(cannot),
            Ok(exit) => {
                undo(&part, &made);
                return Ok(exit);
            }
            Err(refusal) => Err(refusal),
        };
        if let Err(refusal) = placed {
            undo(&part, &made);
            return Err(refusal);
        }
        Ok(session.print(&self.told(), Exit::Done))
    }

    /// Whether the folder is there and empty already; refuses what is in the way.
    fn is_there(&self) -> Result<bool, Refusal> {
        let shown = files::shown(&self.folder);
        let refuse = |message: String, help: &str| {
            Err(Refusal { code: Code::E1012, message, help: help.to_owned() })
        };
        let odd = self.folder.to_str().is_none_or(|name| name.chars().any(char::is_control));
        if self.folder.as_os_str().is_empty() || odd {
            let message = format!("`{shown}` is no name for a folder");
            return refuse(message, "name it in letters, digits, `-` and `_`");
        }
        if fs::symlink_metadata(&self.folder).is_err() {
            return Ok(false);
        }
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if self.folder.is_dir() => return Err(self.unwritten(&error)),
            Err(_) => {
                let message = format!("`{shown}` is there already and is no folder");
                return refuse(message, "name a folder that does not exist yet");
            }
        };
        let mut names: Vec<String> = entries
            .filter_map(Result::ok)
            .map(|entry| files::shown(Path::new(&entry.file_name())))
            .filter(|name| name != ".git")
            .collect();
        names.sort();
        match names.first() {
            None => Ok(true),
            Some(first) => {
                let message = format!("`{shown}` is not empty: it holds `{first}`");
                refuse(message, "name a folder that does not exist yet, or an empty one")
            }
        }
    }

    fn unwritten(&self, error: &io::Error) -> Refusal {
        Refusal {
            code: Code::E1008,
            message: format!("`{}` cannot be written", files::shown(&self.folder)),
            help: format!("nothing was made; the system says: {}", files::said(error)),
        }
    }

    /// What was made, and what to do next.
    fn told(&self) -> String {
        let shown = files::shown(&self.folder);
        let mut told = format!("made a project in {shown}\n\n");
        let made = [
            (start::LAW, "a law to begin with, and its tests"),
            ("sheets/lantern.yaml", "what is known of one shop"),
            ("snapshots/", "its verdicts, to stay as they are"),
            ("solon.toml", "the root of the project"),
            (start::SCHEMA, "what a sheet may say, for editors"),
            ("README.md", "what to do with all that"),
            (".github, .pre-commit-config.yaml", "the checks of each change"),
            (".vscode, .gitignore", "settings"),
        ];
        for (name, what) in made {
            told.push_str(&format!("  {name:<34}{what}\n"));
        }
        told.push_str("\nnext:\n");
        if !matches!(shown.as_str(), "." | "") {
            told.push_str(&format!("  cd {}\n", for_shell(&shown)));
        }
        told.push_str("  solon test\n  solon eval . --facts sheets --on 2026-01-01\n");
        told
    }
}

/// Writes the files of a project, and what is made from them.
fn fill(session: &Session, part: &Path, new: &New) -> Result<Exit, Refusal> {
    let cannot = |error: io::Error| new.unwritten(&error);
    for (path, text) in start::files() {
        let path = part.join(path);
        if let Some(home) = path.parent() {
            fs::create_dir_all(home).map_err(cannot)?;
        }
        files::write(&path, text).map_err(cannot)?;
    }
    let project = project::open(&[part.join(start::LAW)], &session.limits);
    let exit = session.report(&project.found.diagnostics, &project.sources);
    if exit != Exit::Done {
        return Ok(exit);
    }
    let Project { laws, .. } = &project;
    let schema = json::pretty(&sheet::schema(laws, &project.elsewhere()));
    files::write(&part.join(start::SCHEMA), &schema).map_err(cannot)?;
    let mut found = Found::new();
    let mut sources = Sources::new();
    let settings = settings::open(part, &session.limits, &mut sources, &mut found);
    let exit = session.report(&found.diagnostics, &sources);
    if exit != Exit::Done {
        return Ok(exit);
    }
    match Snapshots::accepting().run(session, &settings) {
        Ok((_, exit)) | Err(exit) => Ok(exit),
    }
}

/// Makes the folders above a folder, and says which were made, the innermost first.
fn folders_above(target: &Path) -> io::Result<Vec<PathBuf>> {
    let above = target.ancestors().skip(1);
    let made: Vec<PathBuf> = above.take_while(|it| !it.exists()).map(Path::to_owned).collect();
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent)?;
    }
    Ok(made)
}

/// Puts what was written in its place: as a whole, or entry by entry into a folder that is there,
/// with what was moved taken back where one of them cannot be.
fn place(part: &Path, target: &Path, exists: bool) -> io::Result<()> {
    if !exists {
        return fs::rename(part, target);
    }
    let mut moved = Vec::new();
    for entry in fs::read_dir(part)? {
        let entry = entry?;
        let to = target.join(entry.file_name());
        let free = fs::symlink_metadata(&to).is_err();
        let done = match free {
            true => fs::rename(entry.path(), &to),
            false => Err(io::Error::new(io::ErrorKind::AlreadyExists, "something is there now")),
        };
        if let Err(error) = done {
            for (from, to) in moved {
                let _ = fs::rename(to, from);
            }
            return Err(error);
        }
        moved.push((entry.path(), to));
    }
    fs::remove_dir(part)
}

/// Takes away what was begun.
fn undo(part: &Path, made: &[PathBuf]) {
    let _ = fs::remove_dir_all(part);
    for folder in made {
        let _ = fs::remove_dir(folder);
    }
}

/// A path as it can be typed behind `cd`.
fn for_shell(shown: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-".contains(letter);
    let path = if shown.starts_with('-') { format!("./{shown}") } else { shown.to_owned() };
    if path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}
