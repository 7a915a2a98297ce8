//! `solon lint`: advice on laws, and the edits that follow it.

use crate::facts::{self, Sheet};
use crate::front::cli::Exit;
use crate::front::cli::asked::Day;
use crate::front::cli::session::Session;
use crate::front::project::{self, Project};
use crate::front::settings::{self, Settings};
use crate::front::{diagnostics, files, sheets};
use crate::ground::diagnostic::{Code, Diagnostic, Found, Severity};
use crate::ground::table::Id;
use crate::ground::text::{Source, Span};
use crate::ground::time::Date;
use crate::language::check::check;
use crate::language::syntax;
use crate::tools::lint::fix::fixed;
use crate::tools::lint::{Rule, Subject, lint};
use crate::tools::report::annotations;
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// So many rounds of edits are made: one edit may bring another to light.
const MOST_ROUNDS: usize = 8;

/// Give advice on laws: what their author would want to look at again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon lint policies
  solon lint policies --fix
  solon lint policies --facts sheets --on 2026-01-01
  solon lint policies --format sarif > lint.sarif
  solon lint --rules

What is right as it is says so beside the provision: `allow untested \"the act repeals it\"`.
The exit code is 1 where advice is left that is more than a note.")]
pub struct Lint {
    /// Law files, or folders of them
    #[arg(value_name = "LAW", required_unless_present = "rules")]
    laws: Vec<PathBuf>,
    /// Fact sheets to look at beside those of the tests
    #[arg(long, value_name = "SHEET", num_args = 1..)]
    facts: Vec<PathBuf>,
    /// The day on which the laws are to be relied upon, YYYY-MM-DD or today
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    /// Make the edits that are certain
    #[arg(long)]
    fix: bool,
    /// How the result is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Form::Text)]
    format: Form,
    /// List the rules
    #[arg(long)]
    rules: bool,
}

/// How problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Problems to standard error, one line to standard output
    Text,
    /// Every problem as JSON to standard output
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

impl Form {
    /// Prints problems in a form that is for programs; `None` where it is for people.
    pub fn print(
        self,
        session: &Session,
        found: &[Diagnostic],
        sources: &crate::ground::text::Sources,
        exit: Exit,
    ) -> Option<Exit> {
        let annotations = annotations::of(found);
        let text = match self {
            Form::Text => return None,
            Form::Json => diagnostics::json(found, sources),
            Form::Github => annotations::github(&annotations, sources),
            Form::Sarif => annotations::sarif(&annotations, sources),
        };
        Some(session.print(&text, exit))
    }
}

/// What was looked at, and what was found.
struct Looked {
    project: Project,
    found: Vec<Diagnostic>,
}

impl Lint {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        if self.rules {
            return session.print(&rules(), Exit::Done);
        }
        let on = self.on.map(|on| on.date(session));
        let mut mended = 0;
        let mut looked = self.look(session, on);
        for _ in 0..MOST_ROUNDS {
            if !self.fix || is_wrong(&looked.found) {
                break;
            }
            match mend(session, &looked) {
                Ok(0) => break,
                Ok(count) => mended += count,
                Err(exit) => return exit,
            }
            looked = self.look(session, on);
        }
        let Looked { project, found } = &looked;
        let advice = found.iter().any(|it| it.code.severity() == Severity::Warning);
        let exit = match (Exit::of(found), advice) {
            (Exit::Done, true) => Exit::Findings,
            (exit, _) => exit,
        };
        if let Some(exit) = self.format.print(session, found, &project.sources, exit) {
            return exit;
        }
        session.report(found, &project.sources);
        let files = project.files.len();
        let count = diagnostics::count(found);
        let count = if count.is_empty() { "no advice".to_owned() } else { count };
        let plural = if files == 1 { "file" } else { "files" };
        let done = if mended > 0 { format!("{mended} mended; ") } else { String::new() };
        session.print(&format!("looked at {files} {plural}: {done}{count}\n"), exit)
    }

    /// Reads the laws and their sheets, and looks with every rule.
    fn look(&self, session: &Session, on: Option<Date>) -> Looked {
        let mut project = project::open(&self.laws, &session.limits);
        let mut off = Vec::new();
        let folders: Vec<PathBuf> = self.laws.iter().filter(|it| it.is_dir()).cloned().collect();
        for folder in folders {
            let Project { sources, found, .. } = &mut project;
            let Settings { off: here, .. } =
                settings::open(&folder, &session.limits, sources, found);
            off.extend(here);
        }
        if is_wrong(&project.found.diagnostics) {
            let found = std::mem::take(&mut project.found.diagnostics);
            return Looked { project, found };
        }
        let mut all = match self.facts.is_empty() {
            true => Vec::new(),
            false => sheets::open(&self.facts, &mut project, &session.limits),
        };
        all.extend(sheets_of_tests(session, &mut project));
        let checked = std::mem::take(&mut project.found.diagnostics);
        let Project { sources, laws, files, .. } = &project;
        let subject = Subject { sources, files, laws, sheets: &all, on, off: &off };
        let found = lint(subject, &checked);
        Looked { project, found }
    }
}

fn is_wrong(found: &[Diagnostic]) -> bool {
    Exit::of(found) != Exit::Done
}

/// The sheets that tests name, each once.
fn sheets_of_tests(session: &Session, project: &mut Project) -> Vec<Sheet> {
    let elsewhere = project.elsewhere();
    let Project { sources, laws, .. } = project;
    let named = laws.tests.iter().filter_map(|test| {
        let (path, _, span) = test.sheet.as_ref()?;
        Some(((test.span.source, path.clone()), *span))
    });
    let named: BTreeMap<(Id<Source>, String), Span> = named.collect();
    // What is wrong with them `test` says.
    let mut found = Found::new();
    let mut read: BTreeMap<String, Sheet> = BTreeMap::new();
    for ((file, path), span) in named {
        let text = super::test::text((sources, &mut found), session, (file, &path, span));
        let Some(text) = text else { continue };
        let name = sources.source(text).name.clone();
        if let Some(sheet) =
            facts::load(laws, &elsewhere, sources, text, &session.limits, &mut found)
        {
            read.entry(name).or_insert(sheet);
        }
    }
    read.into_values().collect()
}

/// Makes the edits that are certain, and writes the files, unless they would no longer check.
fn mend(session: &Session, looked: &Looked) -> Result<usize, Exit> {
    let Looked { project, found } = looked;
    let fixed = fixed(&project.sources, found);
    if fixed.mended == 0 {
        return Ok(0);
    }
    let mut sources = project.sources.clone();
    let mut files = project.files.clone();
    let mut read = Found::new();
    for (source, text) in &fixed.texts {
        sources.replace(*source, text.as_str());
        let again = syntax::read(*source, text, &session.limits, &mut read);
        if let Some((file, _)) = files.iter_mut().find(|(file, _)| file.source == *source) {
            *file = again;
        }
    }
    if read.has_errors() || check(&files, &sources).found.has_errors() {
        session.say("the edits would make a law that does not check: nothing was changed\n");
        return Ok(0);
    }
    for (source, text) in &fixed.texts {
        let path = PathBuf::from(&project.sources.source(*source).name);
        if let Err(error) = files::write(&path, text) {
            let message = format!("`{}` cannot be written", files::shown(&path));
            let help = format!("the system says: {}", files::said(&error));
            return Err(session.refuse(Code::E1008, &message, &help));
        }
    }
    Ok(fixed.mended)
}

/// The rules, a line each.
fn rules() -> String {
    let line = |rule: &Rule| {
        let code = rule.code();
        let level = match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        format!("{}  {:<26} {level:<8} {}\n", code.name(), rule.name(), code.title())
    };
    Rule::ALL.iter().map(line).collect()
}
