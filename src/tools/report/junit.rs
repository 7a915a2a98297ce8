//! The results of tests as JUnit XML.

use crate::ground::text::{Sources, Span};
use crate::language::law::Laws;
use crate::tools::report::regression;
use crate::tools::testing::regression::Compared;
use crate::tools::testing::{End, Finding, Results};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;

/// The report: a suite for each law, and one for the regressions.
pub fn report(
    laws: &Laws,
    sources: &Sources,
    results: &Results,
    compared: &[(String, Compared)],
) -> String {
    let mut suites: BTreeMap<String, TestSuite> = BTreeMap::new();
    let mut add = |law: &str, case: TestCase| {
        let suite = suites.entry(law.to_owned()).or_insert_with(|| TestSuite::new(law));
        suite.add_test_case(case);
    };
    for tested in &results.tests {
        let row = &laws.tests[tested.test];
        let law = &laws.laws[row.law].name;
        let failure = match &tested.end {
            End::Passed => None,
            End::Unusable(why) => Some(why.clone()),
            End::Failed(unmet) => {
                let line = |one: &crate::tools::testing::Unmet| {
                    let expected = sources.words(one.span).split_whitespace();
                    let expected = expected.collect::<Vec<_>>().join(" ");
                    format!("{}: {expected}; is {}", place(sources, one.span), one.actual)
                };
                Some(unmet.iter().map(line).collect::<Vec<_>>().join("\n"))
            }
        };
        add(law, case(&row.name, law, failure));
    }
    for tried in &results.assertions {
        let row = &laws.assertions[tried.assertion];
        let law = &laws.laws[row.law].name;
        let failure = match &tried.end {
            Finding::Held if tried.sheets == 0 => Some("no sheet to try it on".to_owned()),
            Finding::Held => None,
            Finding::Open(missing) => Some(format!("needs {}", missing.join(", "))),
            Finding::Refuted(example) => Some(format!(
                "on {} it does not hold for this sheet:\n{}",
                example.on, example.written
            )),
        };
        add(law, case(&row.name, law, failure));
    }
    for (folder, one) in compared {
        for differing in &one.differing {
            let told = regression::differing(differing, folder);
            add("regressions", case(&differing.snapshot.of, "regressions", Some(told)));
        }
        for path in one.unreferenced.iter().chain(&one.stale) {
            let why = "no verdict of any regression is kept there".to_owned();
            add("regressions", case(path, "regressions", Some(why)));
        }
        for of in &one.kept {
            add("regressions", case(of, "regressions", None));
        }
    }
    let mut report = Report::new("solon");
    report.add_test_suites(suites.into_values());
    report.to_string().unwrap_or_default()
}

fn case(name: &str, law: &str, failure: Option<String>) -> TestCase {
    let status = match failure {
        None => TestCaseStatus::success(),
        Some(why) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_message(why.lines().next().unwrap_or("").to_owned());
            status.set_description(why);
            status
        }
    };
    let mut case = TestCase::new(name, status);
    case.set_classname(law);
    case
}

/// `file:line:column`
fn place(sources: &Sources, span: Span) -> String {
    let at = sources.position(span);
    format!("{}:{}:{}", sources.source(span.source).name, at.line, at.column)
}
