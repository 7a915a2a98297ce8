//! `solon check`: every problem of the laws named, and what they hold.

use crate::front::cli::Exit;
use crate::front::cli::lint::Form;
use crate::front::cli::session::Session;
use crate::front::cli::watch::watch;
use crate::front::diagnostics;
use crate::front::project::{self, Project};
use crate::language::law::Judged;
use clap::Args;
use std::path::PathBuf;

/// Check laws: syntax, names, types, units and dates, all problems at once.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon check policies
  solon check policies/ru/landing/landing.law --format json
  solon check policies --format sarif > check.sarif
  solon check policies --watch

Warnings are no failure: the exit code is 3 only where an error was found, or 6 for a limit.")]
pub struct Check {
    /// Law files, or folders of them
    #[arg(value_name = "LAW", required = true)]
    laws: Vec<PathBuf>,
    /// How the result is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Check again whenever a file changes
    #[arg(long)]
    watch: bool,
}

impl Check {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        match self.watch {
            true => watch(session, &self.laws, &|| self.once(session)),
            false => self.once(session),
        }
    }

    fn once(&self, session: &Session) -> Exit {
        let project = project::open(&self.laws, &session.limits);
        let problems = &project.found.diagnostics;
        let exit = Exit::of(problems);
        if let Some(exit) = self.format.print(session, problems, &project.sources, exit) {
            return exit;
        }
        let exit = session.report(problems, &project.sources);
        if exit == Exit::Done {
            return session.print(&summary(&project), exit);
        }
        session.say(&format!("{}\n", diagnostics::count(problems)));
        exit
    }
}

/// What was checked, in one line: `1 law, 1 vocabulary: no problems`.
fn summary(project: &Project) -> String {
    let named = project.laws.laws.iter().filter(|law| law.judged == Judged::Named).count();
    let found = project.laws.laws.len() - named;
    let mut parts = vec![counted(named, "law", "laws")];
    if found > 0 {
        parts.push(format!("{} used by them", counted(found, "law", "laws")));
    }
    let vocabularies = project.laws.vocabularies.len();
    if vocabularies > 0 {
        parts.push(counted(vocabularies, "vocabulary", "vocabularies"));
    }
    let problems = diagnostics::count(&project.found.diagnostics);
    let problems = if problems.is_empty() { "no problems".to_owned() } else { problems };
    format!("checked {}: {problems}\n", parts.join(", "))
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
