//! Asserts tried on boundary sheets, and a counterexample cut down to the facts that matter.

use crate::engine::eval::{Evaluator, Explain};
use crate::engine::verdict::Outcome;
use crate::facts::generate::{Case, cases};
use crate::facts::{Instance, Record, write};
use crate::ground::table::Id;
use crate::ground::value::Value;
use crate::language::law::{Assertion, Laws};
use crate::tools::testing::expect::{failed_in_words, names};
use crate::tools::testing::{Counterexample, Finding, Tried};

/// The most sheets on which an assert is tried.
pub const BUDGET: usize = 2_000;

/// Tries an assert on its boundary sheets.
pub fn attempt(laws: &Laws, id: Id<Assertion>) -> Tried {
    let assertion = &laws.assertions[id];
    let mut sheets = 0;
    let mut open = Vec::new();
    for case in cases(laws, assertion.law, assertion.condition, BUDGET) {
        sheets += 1;
        match ask(laws, assertion, &case) {
            Outcome::Known(Value::Bool(true)) => {}
            Outcome::Undetermined(missing) => {
                if open.is_empty() {
                    open = names(laws, assertion.law, &missing.needs);
                }
            }
            violated @ (Outcome::Known(_) | Outcome::Failed(_)) => {
                let end = Finding::Refuted(Box::new(shrink(laws, assertion, case, &violated)));
                return Tried { assertion: id, sheets, end };
            }
        }
    }
    let end = if open.is_empty() { Finding::Held } else { Finding::Open(open) };
    Tried { assertion: id, sheets, end }
}

fn ask(laws: &Laws, assertion: &Assertion, case: &Case) -> Outcome {
    let law = assertion.law;
    let mut evaluator = Evaluator::new(laws, law, &case.sheet, case.subject, Explain::No);
    evaluator.evaluate(assertion.condition, case.on).outcome
}

/// Takes away what can be taken away while the assert still does not hold.
fn shrink(
    laws: &Laws,
    assertion: &Assertion,
    mut case: Case,
    violated: &Outcome,
) -> Counterexample {
    let kind = |outcome: &Outcome| match outcome {
        Outcome::Failed(failure) => Some(Some(failure.kind.clone())),
        Outcome::Known(_) => Some(None),
        Outcome::Undetermined(_) => None,
    };
    let wanted = kind(violated);
    let attempt = |case: &mut Case, change: &dyn Fn(&mut Instance), at: Id<Instance>| {
        let mut smaller = case.clone();
        change(&mut smaller.sheet.instances[at]);
        let outcome = ask(laws, assertion, &smaller);
        if outcome != Outcome::Known(Value::Bool(true)) && kind(&outcome) == wanted {
            *case = smaller;
        }
    };
    for at in case.sheet.instances.ids() {
        for fact in laws.facts.ids() {
            if case.sheet.instances[at].record(fact).is_some() {
                attempt(&mut case, &|instance| instance.set_record(fact, None), at);
            }
            for simpler in simpler(case.sheet.instances[at].record(fact)) {
                let set = |instance: &mut Instance| {
                    instance.set_record(fact, Some(simpler.clone()));
                };
                attempt(&mut case, &set, at);
            }
        }
        for event in laws.events.ids() {
            if case.sheet.instances[at].occurrences(event).is_some() {
                attempt(&mut case, &|instance| instance.set_occurrences(event, None), at);
            }
        }
    }
    let failure = match violated {
        Outcome::Failed(failure) => Some(failed_in_words(&failure.kind).to_owned()),
        Outcome::Known(_) | Outcome::Undetermined(_) => None,
    };
    let written = write::write(laws, &case.sheet);
    Counterexample { written, on: case.on, failure, sheet: case.sheet }
}

/// Records that say less: one value of a history, one figure of the periods.
fn simpler(record: Option<&Record>) -> Vec<Record> {
    match record {
        Some(Record::History(entries)) => {
            entries.iter().map(|(_, entry)| Record::Always(entry.clone())).collect()
        }
        Some(Record::Periods(figures)) if figures.len() > 1 => {
            figures.iter().map(|figure| Record::Periods(vec![figure.clone()])).collect()
        }
        Some(Record::Periods(_) | Record::OwnPeriods(_) | Record::Always(_)) | None => Vec::new(),
    }
}
