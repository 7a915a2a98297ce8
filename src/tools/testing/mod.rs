//! The laws' own tests and asserts: what was expected, what is, and where.

mod expect;
mod property;
pub mod subject;
pub mod expected;
pub mod draft;
pub mod coverage;
pub mod boundaries;
pub mod mutate;
pub mod snapshot;
pub mod regression;
pub mod tell;

use crate::engine::eval::{Evaluator, Explain};
use crate::facts::{Instance, Sheet, given};
use crate::ground::table::Id;
use crate::ground::text::{Source, Span};
use crate::ground::time::Date;
use crate::language::law::{Assertion, Judged, Laws, Test};
use std::collections::BTreeMap;

pub use property::BUDGET;

/// What became of every test and assert of the laws that were named.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// The tests, law by law, in the order of declaration.
    pub tests: Vec<Tested>,
    /// The asserts, likewise.
    pub assertions: Vec<Tried>,
}

/// What became of a test.
#[derive(Clone, Debug)]
pub struct Tested {
    /// The test.
    pub test: Id<Test>,
    /// How it ended.
    pub end: End,
}

/// How a test ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Everything is as expected.
    Passed,
    /// Some things are not: each of them.
    Failed(Vec<Unmet>),
    /// Its sheet cannot be used: why.
    Unusable(String),
}

/// One thing that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// Where it is expected.
    pub span: Span,
    /// What is expected: `covered`, `install_counter breached since 2021-07-01`.
    pub expected: String,
    /// What is: `false`, `install_counter fulfilled since 2021-08-01`.
    pub actual: String,
    /// What makes it so, where a comparison says it: `daily_users is 500_000`.
    pub because: Vec<String>,
}

/// What became of an assert.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The assert.
    pub assertion: Id<Assertion>,
    /// On how many sheets it was tried.
    pub sheets: usize,
    /// How it ended.
    pub end: Finding,
}

/// How the trial of an assert ended.
#[derive(Clone, Debug)]
pub enum Finding {
    /// It held on every sheet that was tried.
    Held,
    /// It does not hold.
    Refuted(Box<Counterexample>),
    /// It could not be settled on a complete sheet: the facts that were missing all the same.
    Open(Vec<String>),
}

/// A sheet and a day on which an assert does not hold.
#[derive(Clone, Debug)]
pub struct Counterexample {
    /// The sheet, without the facts that do not matter.
    pub sheet: Sheet,
    /// The same as YAML.
    pub written: String,
    /// The day.
    pub on: Date,
    /// What the evaluation failed with, where it did.
    pub failure: Option<String>,
}

impl Results {
    /// Whether there was nothing to test, which is never a success.
    pub fn is_empty(&self) -> bool {
        self.tests.is_empty() && self.assertions.is_empty()
    }

    /// How many tests and asserts did not pass.
    pub fn failures(&self) -> usize {
        let tests = self.tests.iter().filter(|test| test.end != End::Passed).count();
        let held = |tried: &&Tried| matches!(tried.end, Finding::Held) && tried.sheets > 0;
        tests + self.assertions.len() - self.assertions.iter().filter(held).count()
    }
}

/// Reads the sheet at a path as it is written in a test's file, for the test at a place.
pub type Load<'a> = dyn FnMut(Id<Source>, &str, Span) -> Option<Sheet> + 'a;

/// Runs every test and assert of the laws that were named. `load` reads the sheet at a path as
/// written in the file of a test; it reports what is wrong with it itself.
pub fn run(laws: &Laws, load: &mut Load<'_>) -> Results {
    let mut results = Results::default();
    let mut sheets: BTreeMap<(Id<Source>, String), Option<Sheet>> = BTreeMap::new();
    for law in laws.laws.iter().filter(|law| law.judged == Judged::Named) {
        for id in &law.tests {
            let test = &laws.tests[*id];
            let sheet = test.sheet.as_ref().map(|(path, _, span)| {
                let key = (test.span.source, path.clone());
                sheets.entry(key).or_insert_with(|| load(test.span.source, path, *span)).clone()
            });
            results.tests.push(Tested { test: *id, end: end(laws, test, sheet) });
        }
        for id in &law.assertions {
            results.assertions.push(property::attempt(laws, *id));
        }
    }
    results
}

/// Runs one test.
pub fn one(laws: &Laws, id: Id<Test>, load: &mut Load<'_>) -> Tested {
    let test = &laws.tests[id];
    let sheet = test.sheet.as_ref().map(|(path, _, span)| load(test.span.source, path, *span));
    Tested { test: id, end: end(laws, test, sheet) }
}

/// The first test or assert of the laws that were named which does not pass, if there is one: what
/// stands behind it is not run.
pub fn first_failure(laws: &Laws, load: &mut Load<'_>) -> Option<Failed> {
    for law in laws.laws.iter().filter(|law| law.judged == Judged::Named) {
        for id in &law.tests {
            if one(laws, *id, load).end != End::Passed {
                return Some(Failed::Test(*id));
            }
        }
    }
    for law in laws.laws.iter().filter(|law| law.judged == Judged::Named) {
        for id in &law.assertions {
            if !matches!(property::attempt(laws, *id).end, Finding::Held) {
                return Some(Failed::Assertion(*id));
            }
        }
    }
    None
}

/// A test or assert that does not pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// A test.
    Test(Id<Test>),
    /// An assert.
    Assertion(Id<Assertion>),
}

/// Runs one test on its sheet: `None` where it has none, `Some(None)` where it cannot be read.
#[expect(clippy::option_option, reason = "no sheet and an unreadable one are two things")]
fn end(laws: &Laws, test: &Test, sheet: Option<Option<Sheet>>) -> End {
    let (sheet, subject) = match prepared(laws, test, sheet) {
        Ok(prepared) => prepared,
        Err(why) => return End::Unusable(why),
    };
    let evaluator = Evaluator::new(laws, test.law, &sheet, subject, Explain::No);
    let unmet = expect::unmet(laws, test, &sheet, subject, evaluator);
    if unmet.is_empty() { End::Passed } else { End::Failed(unmet) }
}

/// The sheet of a test with what is given laid over it, and the entity it is about.
///
/// # Errors
///
/// Why its sheet cannot be used.
pub fn prepared(
    laws: &Laws,
    test: &Test,
    sheet: Option<Option<Sheet>>,
) -> Result<(Sheet, Id<Instance>), String> {
    let subject = laws.laws[test.law].subject;
    let (mut sheet, subject) = match sheet {
        None => given::blank(laws, subject, &test.name),
        Some(None) => return Err("its sheet cannot be read".to_owned()),
        Some(Some(sheet)) => {
            let of = test.sheet.as_ref().and_then(|(_, name, _)| name.as_deref());
            let subject =
                subject::find(laws, &sheet, subject, of).map_err(|why| why.to_string())?;
            (sheet, subject)
        }
    };
    given::give(laws, &mut sheet, subject, &test.given);
    Ok((sheet, subject))
}
