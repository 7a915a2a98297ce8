//! `solon test`: the tests and asserts of the laws.

use crate::facts;
use crate::front::cli::Exit;
use crate::front::cli::mutate::Mutation;
use crate::front::cli::session::Session;
use crate::front::files::{self, Input, Kind};
use crate::front::project::{self, Project};
use crate::ground::diagnostic::{Code, Found};
use crate::ground::table::Id;
use crate::ground::text::{Source, Sources, Span};
use crate::tools::report::json;
use crate::tools::testing::mutate::SheetTexts;
use crate::tools::testing::{self, tell};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Run the tests and asserts of laws.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon test policies
  solon test policies/ru --all
  solon test policies --format json
  solon test policies/ru/landing --mutate
  solon test policies --mutate --only comparison --only date --law ru.landing

Asserts are tried on sheets at the boundaries of what they compare: one that holds is not proved.
The exit code is 1 where anything failed; a run without tests is an error.")]
pub struct Test {
    /// Law files, or folders of them
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// How the result is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
    /// List what passed too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    mutation: Mutation,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: `solon.tests/1`, with --mutate `solon.mutation/1`
    Json,
}

impl Test {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        let mut project = project::open(&self.paths, &session.limits);
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
        let exit = session.report(&found.diagnostics, sources);
        if results.is_empty() {
            let help = "name laws with `test` or `assert` declarations, or their `tests for` files";
            return session.refuse(Code::E1004, "nothing to test", help);
        }
        let failed = if results.failures() > 0 { Exit::Findings } else { Exit::Done };
        if self.mutation.is_asked() && exit.or(failed) == Exit::Done {
            let json = self.format == Format::Json;
            return self.mutation.run(session, &project, (&elsewhere, &texts), json, self.all);
        }
        let text = match self.format {
            Format::Text => tell::text(laws, sources, &results, self.all),
            Format::Json => json::pretty(&json::tests(laws, sources, &results)),
        };
        session.print(&text, exit.or(failed))
    }
}

/// The text of the sheet at a path as a test writes it: relative to the test's file, below its
/// project root.
fn text(
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
    let name = files::shown(&tidied(&beside));
    let input = Input { real: real.unwrap_or_else(|_| beside.clone()), path: beside, name };
    let before = found.diagnostics.len();
    let read = files::read(&input, Kind::Sheet, &session.limits, sources, found);
    if let Some(unread) = found.diagnostics.get_mut(before) {
        unread.span = unread.span.or(Some(span));
    }
    read
}

/// A path without `..` behind a folder, so that one sheet has one name in reports.
fn tidied(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        let up = part == std::path::Component::ParentDir;
        if !(up && out.file_name().is_some() && out.pop()) {
            out.push(part);
        }
    }
    out
}
