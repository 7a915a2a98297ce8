//! `--watch`: a command run anew whenever a file that it may read has changed.

use crate::front::cli::Exit;
use crate::front::cli::session::Session;
use crate::front::files;
use crate::front::project;
use crate::ground::diagnostic::Code;
use notify_debouncer_full::notify::{EventKind, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, new_debouncer};
use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

/// So long a folder must be quiet before the command runs again: an editor writes in several steps.
const QUIET: Duration = Duration::from_millis(150);

/// The endings of what a command reads.
const READ: [&str; 6] = ["law", "yaml", "yml", "json", "toml", "snap"];

/// Runs a command, and again after each change below the projects of `paths`, until it is
/// interrupted.
pub fn watch(session: &Session, paths: &[PathBuf], run: &dyn Fn() -> Exit) -> Exit {
    let (sender, changes) = mpsc::channel::<DebounceEventResult>();
    let mut debouncer = match new_debouncer(QUIET, None, sender) {
        Ok(debouncer) => debouncer,
        Err(error) => return unwatched(session, &error.to_string()),
    };
    let roots = roots(paths);
    for root in &roots {
        if let Err(error) = debouncer.watch(root, RecursiveMode::Recursive) {
            return unwatched(session, &format!("{}: {error}", files::shown(root)));
        }
    }
    let terminal = std::io::stdout().is_terminal();
    loop {
        if terminal {
            session.print("\x1b[2J\x1b[3J\x1b[H", Exit::Done);
        }
        run();
        session.say("watching for changes; Ctrl-C ends\n");
        loop {
            match changes.recv() {
                Ok(Ok(events)) if events.iter().any(matters) => break,
                // What was missed may have mattered.
                Ok(Err(_)) => break,
                Ok(Ok(_)) => {}
                Err(_) => return Exit::Done,
            }
        }
    }
}

/// The folders to watch: the projects of the paths; a path outside of any by its own folder.
fn roots(paths: &[PathBuf]) -> BTreeSet<PathBuf> {
    let root = |path: &PathBuf| {
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let inside = if path.is_dir() { path.join("solon.toml") } else { path };
        project::root(&inside)
    };
    let all: BTreeSet<PathBuf> = paths.iter().map(root).collect();
    let within = |one: &PathBuf| all.iter().any(|it| it != one && one.starts_with(it));
    all.iter().filter(|one| !within(one)).cloned().collect()
}

/// Whether a change is one of what is read; reading it, and what the command writes, is none.
fn matters(event: &DebouncedEvent) -> bool {
    let read = |path: &PathBuf| {
        let ending = Path::new(path).extension().and_then(|it| it.to_str());
        ending.is_none() || ending.is_some_and(|ending| READ.contains(&ending))
    };
    !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(read)
}

fn unwatched(session: &Session, why: &str) -> Exit {
    session.refuse(Code::E1001, "the folder cannot be watched", &format!("the system says: {why}"))
}
