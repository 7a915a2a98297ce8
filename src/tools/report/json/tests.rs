//! The results of tests and asserts as JSON: `solon.tests/1`.

use crate::ground::text::{Sources, Span};
use crate::language::law::Laws;
use crate::tools::testing::regression::Compared;
use crate::tools::testing::{End, Finding, Results};
use serde::Serialize;

/// The results of one run.
#[derive(Debug, Serialize)]
pub struct Document {
    schema: &'static str,
    passed: usize,
    failed: usize,
    tests: Vec<Test>,
    asserts: Vec<Assert>,
    regressions: Vec<Regressions>,
}

/// The verdicts of one project held against its snapshots.
#[derive(Debug, Serialize)]
struct Regressions {
    folder: String,
    same: usize,
    differing: Vec<Differing>,
    unreferenced: Vec<String>,
    pending: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Differing {
    snapshot: String,
    of: String,
    new: bool,
    answers: Vec<Turned>,
}

#[derive(Debug, Serialize)]
struct Turned {
    name: String,
    old: Option<String>,
    new: Option<String>,
}

#[derive(Debug, Serialize)]
struct Test {
    law: String,
    name: String,
    place: Place,
    on: String,
    result: &'static str,
    why: Option<String>,
    unmet: Vec<Unmet>,
}

#[derive(Debug, Serialize)]
struct Unmet {
    place: Place,
    expected: String,
    actual: String,
    because: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Assert {
    law: String,
    name: String,
    place: Place,
    sheets: usize,
    result: &'static str,
    needs: Vec<String>,
    counterexample: Option<Counterexample>,
}

#[derive(Debug, Serialize)]
struct Counterexample {
    on: String,
    sheet: String,
    failure: Option<String>,
}

#[derive(Debug, Serialize)]
struct Place {
    file: String,
    line: usize,
    column: usize,
}

/// The document of the results of a run.
pub fn tests(
    laws: &Laws,
    sources: &Sources,
    results: &Results,
    compared: &[(String, Compared)],
) -> Document {
    let failed = results.failures();
    Document {
        schema: "solon.tests/1",
        passed: results.tests.len() + results.assertions.len() - failed,
        failed,
        tests: ran(laws, sources, results),
        asserts: tried(laws, sources, results),
        regressions: compared.iter().map(|(folder, one)| regressions(folder, one)).collect(),
    }
}

fn regressions(folder: &str, compared: &Compared) -> Regressions {
    let differing = compared.differing.iter().map(|one| Differing {
        snapshot: one.path.clone(),
        of: one.snapshot.of.clone(),
        new: one.kept.is_none(),
        answers: one
            .turned
            .iter()
            .map(|it| Turned { name: it.name.clone(), old: it.old.clone(), new: it.new.clone() })
            .collect(),
    });
    Regressions {
        folder: folder.to_owned(),
        same: compared.kept.len(),
        differing: differing.collect(),
        unreferenced: compared.unreferenced.clone(),
        pending: compared.stale.clone(),
    }
}

fn ran(laws: &Laws, sources: &Sources, results: &Results) -> Vec<Test> {
    let row = |tested: &crate::tools::testing::Tested| {
        let test = &laws.tests[tested.test];
        let mut out = Test {
            law: laws.laws[test.law].name.clone(),
            name: test.name.clone(),
            place: place(sources, test.span),
            on: test.on.to_string(),
            result: "passed",
            why: None,
            unmet: Vec::new(),
        };
        match &tested.end {
            End::Passed => {}
            End::Unusable(why) => {
                (out.result, out.why) = ("unusable", Some(why.clone()));
            }
            End::Failed(unmet) => {
                out.result = "failed";
                out.unmet = unmet
                    .iter()
                    .map(|unmet| Unmet {
                        place: place(sources, unmet.span),
                        expected: unmet.expected.clone(),
                        actual: unmet.actual.clone(),
                        because: unmet.because.clone(),
                    })
                    .collect();
            }
        }
        out
    };
    results.tests.iter().map(row).collect()
}

fn tried(laws: &Laws, sources: &Sources, results: &Results) -> Vec<Assert> {
    let row = |tried: &crate::tools::testing::Tried| {
        let assertion = &laws.assertions[tried.assertion];
        let mut out = Assert {
            law: laws.laws[assertion.law].name.clone(),
            name: assertion.name.clone(),
            place: place(sources, assertion.span),
            sheets: tried.sheets,
            result: "held",
            needs: Vec::new(),
            counterexample: None,
        };
        match &tried.end {
            Finding::Held if tried.sheets == 0 => out.result = "not_tried",
            Finding::Held => {}
            Finding::Open(needs) => (out.result, out.needs) = ("open", needs.clone()),
            Finding::Refuted(found) => {
                out.result = "refuted";
                out.counterexample = Some(Counterexample {
                    on: found.on.to_string(),
                    sheet: found.written.clone(),
                    failure: found.failure.clone(),
                });
            }
        }
        out
    };
    results.assertions.iter().map(row).collect()
}

fn place(sources: &Sources, span: Span) -> Place {
    let at = sources.position(span);
    Place { file: sources.source(span.source).name.clone(), line: at.line, column: at.column }
}
