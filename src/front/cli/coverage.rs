//! `solon test --coverage`: what of the laws their tests touch.

use crate::front::cli::Exit;
use crate::front::cli::session::Session;
use crate::front::project::Project;
use crate::ground::table::Id;
use crate::ground::text::Source;
use crate::language::law::Judged;
use crate::language::syntax::{Header, LawFile};
use crate::tools::report::{coverage as told, json};
use crate::tools::testing::Load;
use crate::tools::testing::boundaries::{Making, boundaries};
use crate::tools::testing::coverage::{Coverage, Placed};
use clap::{Args, ValueEnum};

/// What is asked of coverage.
#[derive(Debug, Args)]
pub struct Covering {
    /// Report what of the laws no test touches
    #[arg(long, value_name = "FORM", value_enum, num_args = 0..=1, require_equals = true,
        default_missing_value = "text", conflicts_with = "mutate")]
    coverage: Option<Form>,
    /// Print the boundary cases that no test touches as tests, with the present answers filled in
    #[arg(long, conflicts_with_all = ["coverage", "mutate"])]
    boundaries: bool,
    /// Fail where the tests touch fewer than so many percent of a law
    #[arg(long, value_name = "PERCENT", requires = "coverage",
        value_parser = clap::value_parser!(u8).range(0..=100))]
    at_least: Option<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// How much of each kind, and what is missing
    Text,
    /// Every goal: `solon.coverage/1`
    Json,
    /// For `genhtml` and editors
    Lcov,
    /// The laws with what is touched beside each line
    Source,
}

impl Covering {
    /// Whether it was asked for.
    pub fn is_asked(&self) -> bool {
        self.coverage.is_some() || self.boundaries
    }

    /// Prints the boundary cases of laws whose tests pass.
    fn boundaries(
        session: &Session,
        project: &Project,
        load: &mut Load<'_>,
        coverage: &Coverage,
    ) -> Exit {
        let Project { laws, sources, files, .. } = project;
        let called = |placed: &Placed| {
            let (what, how) = told::words(laws, sources, placed);
            format!("{what}: {how}")
        };
        let (mut out, mut open) = (String::new(), 0);
        for covered in &coverage.laws {
            let law = covered.law;
            let row = &laws.laws[law];
            let home = home(files, &row.name).unwrap_or(row.file);
            let mut making = Making { laws, sources, law, home, called: &called, load: &mut *load };
            let made = boundaries(&mut making, covered);
            if !made.found.is_empty() {
                out.push_str(&format!(
                    "// For {}: approve or correct.\n\n",
                    sources.source(home).name
                ));
            }
            for boundary in &made.found {
                let founded = boundary.placed.provision.map(|it| told::founded(laws, it));
                let founded = founded.map_or(String::new(), |words| format!("// {words}\n"));
                out.push_str(&format!("{founded}{}\n", boundary.test));
            }
            open += made.open.len();
            for placed in &made.open {
                session.say(&format!("no case was found for {}\n", called(placed)));
            }
        }
        if out.is_empty() && open == 0 {
            session.say("every boundary is touched by a test\n");
        }
        session.print(&out, Exit::Done)
    }

    /// Prints what was asked for.
    pub fn tell(
        &self,
        session: &Session,
        project: &Project,
        load: &mut Load<'_>,
        it: &Coverage,
    ) -> Exit {
        if self.boundaries {
            return Self::boundaries(session, project, load, it);
        }
        let Project { laws, sources, .. } = project;
        let out = match self.coverage {
            Some(Form::Text) | None => told::text(laws, sources, it),
            Some(Form::Json) => json::pretty(&json::coverage::document(laws, sources, it)),
            Some(Form::Lcov) => told::lcov(sources, it),
            Some(Form::Source) => told::source(sources, it),
        };
        let least = self.at_least.map_or(0, usize::from);
        let misses = it.laws.iter().any(|law| {
            let (touched, all) = law.counted(None);
            touched * 100 < all * least
        });
        session.print(&out, if misses { Exit::Findings } else { Exit::Done })
    }
}

/// The file of the tests for a law.
fn home(files: &[(LawFile, Judged)], law: &str) -> Option<Id<Source>> {
    let of = |file: &LawFile| match &file.header {
        Some(Header::Tests { law: tested, .. }) => tested.dotted() == law,
        Some(Header::Law { .. } | Header::Vocabulary { .. }) | None => false,
    };
    files.iter().find(|(file, _)| of(file)).map(|(file, _)| file.source)
}
