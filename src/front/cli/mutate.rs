//! `solon test --mutate`: which changes of a law its tests would not notice.

use crate::front::cli::Exit;
use crate::front::cli::asked::refuse_name;
use crate::front::cli::session::Session;
use crate::front::project::Project;
use crate::ground::diagnostic::Code;
use crate::tools::report::{json, mutation};
use crate::tools::testing::mutate::score::by_law;
use crate::tools::testing::mutate::{self, Asked, Operator, Score, SheetTexts};
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};

/// The options of a search for changes that no test notices.
#[derive(Debug, Args)]
pub struct Mutation {
    /// Change the laws in one place at a time and report the changes that no test notices
    #[arg(long)]
    mutate: bool,
    /// Only changes of this kind; can be given several times
    #[arg(long, value_name = "OPERATOR", requires = "mutate",
        value_parser = PossibleValuesParser::new(Operator::ALL.map(Operator::name)))]
    only: Vec<String>,
    /// Change only the law or vocabulary of this name
    #[arg(long, value_name = "NAME", requires = "mutate")]
    law: Option<String>,
    /// Fail only where a law has fewer than so many percent of its mutants noticed
    #[arg(long, value_name = "PERCENT", requires = "mutate",
        value_parser = clap::value_parser!(u8).range(0..=100))]
    fail_under: Option<u8>,
}

impl Mutation {
    /// Whether the laws are to be changed.
    pub fn is_asked(&self) -> bool {
        self.mutate
    }

    /// Changes the laws of a project whose tests pass.
    pub fn run(
        &self,
        session: &Session,
        project: &Project,
        (elsewhere, sheets): (&BTreeSet<String>, &SheetTexts),
        as_json: bool,
        all: bool,
    ) -> Exit {
        let names = mutate::names(&project.files);
        if let Some(law) = self.law.as_ref().filter(|law| !names.contains(law)) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            return refuse_name(session, "law that was named", law, &names);
        }
        let only: Vec<Operator> = self.only.iter().filter_map(|it| Operator::of(it)).collect();
        let asked = Asked {
            sources: &project.sources,
            limits: &session.limits,
            elsewhere,
            files: &project.files,
            sheets,
            only: &only,
            law: self.law.as_deref(),
            threads: std::thread::available_parallelism().map_or(1, usize::from),
        };
        let seen = std::io::stderr().is_terminal();
        let progress = |done: usize, of: usize| {
            if seen && (done.is_multiple_of(20) || done == of) {
                let end = if done == of { "\r\x1b[K" } else { "" };
                // Whoever does not see it misses nothing.
                let _ = write!(std::io::stderr(), "\r{done} of {of} mutants{end}");
            }
        };
        let tried = mutate::mutate(asked, &progress);
        if tried.is_empty() {
            let help = "name a law, or another kind of change with --only";
            return session.refuse(Code::E1004, "nothing to change", help);
        }
        let fails = |score: Score| match self.fail_under {
            Some(percent) => {
                let (noticed, of) = score.counted();
                noticed * 100 < of * usize::from(percent)
            }
            None => score.survived > 0,
        };
        let laws = by_law(&tried);
        let failed = laws.iter().any(|(_, all)| fails(Score::of(all.iter().copied())));
        let text = match as_json {
            true => json::pretty(&json::mutation::document(&project.sources, &tried)),
            false => mutation::text(&project.sources, &tried, all),
        };
        session.print(&text, if failed { Exit::Findings } else { Exit::Done })
    }
}
