//! `solon eval`: what follows for everybody in the sheets, on a day.

use crate::engine::eval::Explain;
use crate::engine::verdict::{FailureKind, State, Verdict};
use crate::front::cli::Exit;
use crate::front::cli::asked::{Asked, Day};
use crate::front::cli::session::Session;
use crate::tools::report::layout::Look;
use crate::tools::report::{Case, json, markdown, text};
use clap::{Args, ValueEnum};

/// Judge the entities of fact sheets under laws on a day.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon eval policies/ru --facts policies/ru/landing/sheets/apple.yaml --on 2022-02-04
  solon eval policies/ru --facts sheets --on today --fail-on breach,undetermined
  solon eval law.law --facts sheet.json --on 2022-02-04 --format json --explain
  solon eval policies --facts sheet.yaml --on 2022-02-04 --law ru.landing --entity \"App Store\"

The exit code is 0 whatever the verdicts say, unless --fail-on asks otherwise;
it is 5 where a law cannot be evaluated.")]
pub struct Eval {
    #[command(flatten)]
    asked: Asked,
    /// The day asked about, YYYY-MM-DD or today
    #[arg(long, value_name = "DATE")]
    on: Day,
    /// How the result is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Add the reasons
    #[arg(long)]
    explain: bool,
    /// End with a code other than 0 on these: 1 for a breach, 4 for undetermined
    #[arg(long, value_name = "STATE", value_enum, value_delimiter = ',')]
    fail_on: Vec<FailOn>,
}

/// How verdicts are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs: `solon.verdict/1`
    Json,
    /// For documents
    Markdown,
}

/// What counts as a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A duty is breached
    Breach,
    /// What is known does not settle a verdict
    Undetermined,
}

impl Eval {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        let opened = match self.asked.open(session) {
            Ok(opened) => opened,
            Err(exit) => return exit,
        };
        let on = self.on.date(session);
        let answers = match opened.judge(session, on, Explain::Yes) {
            Ok(answers) => answers,
            Err(exit) => return exit,
        };
        let cases: Vec<Case<'_>> =
            answers.iter().filter_map(|answer| opened.case(answer)).collect();
        let look = Look { width: session.width, colour: session.colour };
        let out = match self.format {
            Format::Text => text::all(&cases, self.explain, look),
            Format::Json => json::pretty(&json::document(&cases, self.explain)),
            Format::Markdown => markdown::all(&cases, self.explain),
        };
        let verdicts: Vec<&Verdict> = cases.iter().map(|case| case.verdict).collect();
        session.print(&out, ending(&verdicts, &self.fail_on))
    }
}

/// Which code follows from all verdicts.
pub fn ending(verdicts: &[&Verdict], fail_on: &[FailOn]) -> Exit {
    let holds = |state: State| verdicts.iter().any(|verdict| verdict.state == state);
    let asked = |what: FailOn, state: State| fail_on.contains(&what) && holds(state);
    let mut failures = verdicts.iter().flat_map(|verdict| &verdict.failures);
    if holds(State::Error) {
        match failures.any(|failure| failure.kind == FailureKind::NumberTooLarge) {
            true => Exit::Limit,
            false => Exit::Evaluation,
        }
    } else if asked(FailOn::Breach, State::Breach) {
        Exit::Findings
    } else if asked(FailOn::Undetermined, State::Undetermined) {
        Exit::Undetermined
    } else {
        Exit::Done
    }
}
