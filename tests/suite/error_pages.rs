//! The pages of the codes: each bad example gives exactly that code, each good one none.

use crate::check::{checked, codes};
use solon::engine::eval::{Evaluator, Explain};
use solon::engine::verdict::Outcome;
use solon::facts::given::{blank, give};
use solon::ground::diagnostic::{Code, Found, Severity};
use solon::language::law::{Expect, Laws};
use std::path::Path;

/// The first block of `kind` below a heading of a page.
fn block<'a>(page: &'a str, heading: &str, kind: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(&format!("## {heading}\n"))?;
    let rest = rest.split("\n## ").next()?;
    let (_, rest) = rest.split_once(&format!("```{kind}\n"))?;
    rest.split("```").next()
}

/// What is found that is as grave as the code: an example of an error may leave a name unused.
fn as_grave(code: Code, mut found: Found) -> Found {
    let warns = code.severity() != Severity::Error;
    found.diagnostics.retain(|it| warns || it.code.severity() == Severity::Error);
    found
}

#[test]
fn the_examples_of_every_page_are_what_they_say() {
    for code in Code::ALL {
        let name = code.name();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors");
        let Ok(page) = std::fs::read_to_string(folder.join(format!("{name}.md"))) else { continue };
        assert!(page.starts_with(&format!("# {name}: ")), "{name}");
        let Some(bad) = block(&page, "Bad", "law") else { continue };
        if name.starts_with("W01") || ["E0210", "E0211"].contains(&name) {
            let good = block(&page, "Good", "law").unwrap();
            assert_eq!(crate::lint::codes(bad), [name], "the bad example of {name}");
            assert_eq!(crate::lint::codes(good), [""; 0], "the good example of {name}");
            continue;
        }
        let (laws, _, found) = checked(&[("bad.law", bad)]);
        match name.starts_with("E07") {
            true => assert_eq!(failures(&laws.laws), [name], "the bad example of {name}"),
            false => {
                assert_eq!(codes(&as_grave(*code, found)), [name], "the bad example of {name}");
            }
        }
        let good = block(&page, "Good", "law").unwrap_or_else(|| panic!("{name} has no good one"));
        let (laws, _, found) = checked(&[("good.law", good)]);
        assert_eq!(failures(&laws.laws), [""; 0], "the good example of {name}");
        let found = as_grave(*code, found);
        assert_eq!(codes(&found), [""; 0], "the good example of {name}");
    }
}

/// The codes of the errors in what the tests of a law expect to hold.
fn failures(laws: &Laws) -> Vec<&'static str> {
    let mut codes = Vec::new();
    for test in laws.tests.iter().filter(|test| test.sheet.is_none()) {
        let subject = laws.laws[test.law].subject;
        let (mut sheet, instance) = blank(laws, subject, "given");
        give(laws, &mut sheet, instance, &test.given);
        let mut evaluator = Evaluator::new(laws, test.law, &sheet, instance, Explain::No);
        for expect in &test.expect {
            let Expect::Holds(condition, _) = expect else { continue };
            if let Outcome::Failed(failure) = evaluator.evaluate(*condition, test.on).outcome {
                codes.extend(failure.kind.code().map(Code::name));
            }
        }
    }
    codes
}
