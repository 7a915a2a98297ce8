//! `solon flip`: the smallest change of facts that would change an answer.

use crate::engine::eval::Explain;
use crate::front::cli::Exit;
use crate::front::cli::asked::{Asked, Day, refuse_name};
use crate::front::cli::session::Session;
use crate::tools::flip::{self, Flips, Question};
use crate::tools::report::layout::Look;
use crate::tools::report::{Case, flip as told, json};
use clap::{Args, ValueEnum};

/// Show the smallest change of facts that would change an answer.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon flip policies/ru/landing --facts apple.yaml --entity \"App Store\" --on 2022-02-04 --of install_counter
  solon flip policies/de --facts network.yaml --on 2020-01-01 --of covered --format json

The exit code is 1 where no change of one or two facts changes the answer of anybody asked about.")]
pub struct Flip {
    #[command(flatten)]
    asked: Asked,
    /// The day asked about, YYYY-MM-DD or today
    #[arg(long, value_name = "DATE")]
    on: Day,
    /// Whose answer is to change: a duty, step, definition or status
    #[arg(long, value_name = "NAME")]
    of: String,
    /// How the result is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: `solon.flip/1`
    Json,
}

impl Flip {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        let opened = match self.asked.open(session) {
            Ok(opened) => opened,
            Err(exit) => return exit,
        };
        let on = self.on.date(session);
        let answers = match opened.judge(session, on, Explain::No) {
            Ok(answers) => answers,
            Err(exit) => return exit,
        };
        let mut all: Vec<(Case<'_>, Flips)> = Vec::new();
        let mut names = Vec::new();
        for case in answers.iter().filter_map(|answer| opened.case(answer)) {
            let question = Question {
                laws: case.laws,
                law: case.verdict.law,
                sheet: case.sheet,
                entity: case.verdict.entity,
                on,
            };
            for (name, item) in flip::targets(question) {
                if name == self.of
                    && let Some(flips) = flip::flip(question, &item)
                {
                    all.push((case, flips));
                }
                names.push(name);
            }
        }
        if all.is_empty() {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            return refuse_name(session, "duty, step, definition or status", &self.of, &names);
        }
        let found = all.iter().any(|(_, it)| !it.found.is_empty() || !it.settles.is_empty());
        let exit = if found { Exit::Done } else { Exit::Findings };
        let text = match self.format {
            Format::Text => {
                let look = Look { width: session.width, colour: session.colour };
                let reports: Vec<String> =
                    all.iter().map(|(case, flips)| told::write(*case, flips, look)).collect();
                reports.join(&format!("\n{}\n\n", "─".repeat(session.width)))
            }
            Format::Json => {
                let all: Vec<_> = all.iter().map(|(case, flips)| (*case, flips)).collect();
                json::pretty(&json::flip::document(&all))
            }
        };
        session.print(&text, exit)
    }
}
