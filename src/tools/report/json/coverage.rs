//! What tests touch of laws, as JSON: `solon.coverage/1`.

use crate::ground::text::Sources;
use crate::language::law::Laws;
use crate::tools::report::coverage::{called, words};
use crate::tools::testing::coverage::Coverage;
use schemars::JsonSchema;
use serde::Serialize;

/// The coverage of one run.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CoverageDocument {
    /// `solon.coverage/1`
    pub schema: &'static str,
    /// The laws, in order.
    pub laws: Vec<Law>,
}

/// What the tests touch of one law.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Law {
    /// Its name.
    pub law: String,
    /// How many goals a test touches.
    pub touched: usize,
    /// How many goals there are.
    pub of: usize,
    /// Every goal, in the order of the provisions.
    pub goals: Vec<Goal>,
}

/// One thing that a test can touch.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Goal {
    /// `outcomes of definitions`, `alternatives`, `exceptions`, `rows of tables`, `bands of scales`,
    /// `versions of parameters`, `statuses of duties`, `states of steps`, `thresholds` or `dates`
    pub kind: &'static str,
    /// The provision: `define covered`; `null`: the law itself.
    pub provision: Option<String>,
    /// What it is of: a name, or the words of the law.
    pub what: String,
    /// What is to come of it: `true`, `at`, `breached`.
    pub how: &'static str,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// How many tests touch it.
    pub tests: usize,
}

/// The document of a run.
pub fn document(laws: &Laws, sources: &Sources, coverage: &Coverage) -> CoverageDocument {
    let law = |covered: &crate::tools::testing::coverage::Covered| {
        let (touched, of) = covered.counted(None);
        let goals = covered.goals.iter().map(|(placed, tests)| {
            let at = sources.position(placed.span);
            let (what, how) = words(laws, sources, placed);
            Goal {
                kind: placed.goal.kind().words(),
                provision: placed.provision.map(|it| called(laws, it)),
                what,
                how,
                file: sources.source(placed.span.source).name.clone(),
                line: at.line,
                column: at.column,
                tests: *tests,
            }
        });
        Law { law: laws.laws[covered.law].name.clone(), touched, of, goals: goals.collect() }
    };
    let laws = coverage.laws.iter().map(law).collect();
    CoverageDocument { schema: "solon.coverage/1", laws }
}
