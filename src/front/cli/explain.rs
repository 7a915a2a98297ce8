//! `solon explain`: why a verdict is what it is.

use crate::engine::eval;
use crate::front::cli::Exit;
use crate::front::cli::asked::{Asked, Day, refuse_name};
use crate::front::cli::eval::ending;
use crate::front::cli::session::Session;
use crate::tools::report::explanation::Depth;
use crate::tools::report::layout::Look;
use crate::tools::report::{Case, explained, text, why_not};
use clap::Args;

/// Explain a verdict: every condition, its values, and where each came from.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon explain policies/ru --facts apple.yaml --on 2022-02-04 --entity \"App Store\"
  solon explain policies/ru --facts apple.yaml --on 2022-02-04 --why-not open_local_office
  solon explain policies/ru --facts apple.yaml --on 2022-02-04 --full")]
pub struct Explain {
    #[command(flatten)]
    asked: Asked,
    /// The day asked about, YYYY-MM-DD or today
    #[arg(long, value_name = "DATE")]
    on: Day,
    /// Only why this did not apply: a duty, block, step, definition, fact, event or parameter
    #[arg(long, value_name = "NAME")]
    why_not: Option<String>,
    /// Everything, also what is beside the point
    #[arg(long)]
    full: bool,
}

impl Explain {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        let opened = match self.asked.open(session) {
            Ok(opened) => opened,
            Err(exit) => return exit,
        };
        let on = self.on.date(session);
        let answers = match opened.judge(session, on, eval::Explain::Yes) {
            Ok(answers) => answers,
            Err(exit) => return exit,
        };
        let cases: Vec<Case<'_>> =
            answers.iter().filter_map(|answer| opened.case(answer)).collect();
        let look = Look { width: session.width, colour: session.colour };
        let depth = if self.full { Depth::Full } else { Depth::Decisive };
        let reports: Vec<String> = match &self.why_not {
            None => cases.iter().map(|case| explained::write(*case, depth, look)).collect(),
            Some(name) => {
                let told = |case: &Case<'_>| {
                    let words = why_not::write(*case, name, depth, look)?;
                    Some(format!("{}{words}", text::heading(*case, look)))
                };
                let told: Vec<String> = cases.iter().filter_map(told).collect();
                if told.is_empty() {
                    let names: Vec<String> =
                        cases.iter().flat_map(|case| why_not::names(*case)).collect();
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    return refuse_name(session, "part of these verdicts", name, &names);
                }
                told
            }
        };
        let rule = format!("\n{}\n\n", "─".repeat(session.width));
        let verdicts: Vec<_> = cases.iter().map(|case| case.verdict).collect();
        session.print(&reports.join(&rule), ending(&verdicts, &[]))
    }
}
