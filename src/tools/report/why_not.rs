//! Why something did not apply: a status, a duty, a step, a block, a definition, or a fact an alternative
//! rests on.

use crate::engine::verdict::{Reason, ReasonStep};
use crate::tools::report::explained::{duty, roots, sanctions, status, step};
use crate::tools::report::explanation::{Depth, Teller};
use crate::tools::report::layout::Look;
use crate::tools::report::{Case, condition};

/// The answer for one name; `None` where the verdict knows no such name.
pub fn write(case: Case<'_>, name: &str, depth: Depth, look: Look) -> Option<String> {
    let laws = case.laws;
    let mut teller = Teller::new(case, depth, look);
    let duties = &case.verdict.duties;
    if let Some(at) = duties.iter().position(|row| laws.duties[row.duty].name == name) {
        return Some(duty(case, at, depth, look, &mut teller));
    }
    let statuses = &case.verdict.statuses;
    if let Some(at) = statuses.iter().position(|row| laws.statuses[row.status].name == name) {
        return Some(status(case, at, look, &mut teller));
    }
    for (at, block) in case.verdict.sanctions.iter().enumerate() {
        if laws.sanctions[block.block].name == name {
            return Some(sanctions(case, at, look, &mut teller));
        }
        let position = block.steps.iter().position(|row| laws.steps[row.step].name == name);
        if let Some(position) = position {
            return Some(format!("\n{}", step(case, (at, position), look, &mut teller)));
        }
    }
    let mut found = Vec::new();
    for root in roots(case) {
        find(case, root, None, name, &mut found);
    }
    if found.is_empty() {
        return None;
    }
    let mut out = String::from("\n");
    let mut said: Vec<String> = Vec::new();
    for reason in found {
        let words = Teller::new(case, depth, look).tree(reason, 2);
        if !said.contains(&words) {
            out.push_str(&words);
            said.push(words);
        }
    }
    Some(out)
}

/// The nodes of a name: a definition itself, and the condition around a fact, event or parameter.
fn find<'a>(
    case: Case<'a>,
    reason: &'a Reason,
    around: Option<&'a Reason>,
    name: &str,
    found: &mut Vec<&'a Reason>,
) {
    match &reason.step {
        ReasonStep::Define(define) if case.define(*define) == name => {
            if !reason.parts.is_empty() {
                found.push(reason);
            }
        }
        ReasonStep::Fact { fact, .. } if case.fact(*fact) == name => {
            found.push(around.unwrap_or(reason));
        }
        ReasonStep::Event { event, .. } if case.event(*event) == name => {
            found.push(around.unwrap_or(reason));
        }
        ReasonStep::Parameter { parameter, .. } if case.parameter(*parameter) == name => {
            found.push(around.unwrap_or(reason));
        }
        ReasonStep::Status { status, .. } if case.latch(*status) == name => {
            found.push(reason);
        }
        ReasonStep::Scale { scale, .. } if case.scale(*scale) == name => found.push(reason),
        ReasonStep::Table { table, .. } if case.table(*table) == name => found.push(reason),
        ReasonStep::Define(_)
        | ReasonStep::Scale { .. }
        | ReasonStep::Table { .. }
        | ReasonStep::Status { .. }
        | ReasonStep::Fact { .. }
        | ReasonStep::Event { .. }
        | ReasonStep::Parameter { .. }
        | ReasonStep::Literal
        | ReasonStep::Combined
        | ReasonStep::Counted(_)
        | ReasonStep::History(_) => {}
    }
    let compares = condition::compares(case, reason);
    for part in &reason.parts {
        find(case, part, compares.then_some(reason), name, found);
    }
}

/// The names that can be asked for.
pub fn names(case: Case<'_>) -> Vec<String> {
    let laws = case.laws;
    let mut names: Vec<String> = Vec::new();
    for row in &case.verdict.statuses {
        names.push(laws.statuses[row.status].name.clone());
    }
    for row in &case.verdict.duties {
        names.push(laws.duties[row.duty].name.clone());
    }
    for block in &case.verdict.sanctions {
        names.push(laws.sanctions[block.block].name.clone());
        names.extend(block.steps.iter().map(|row| laws.steps[row.step].name.clone()));
    }
    for root in roots(case) {
        named(case, root, &mut names);
    }
    names.sort();
    names.dedup();
    names
}

fn named(case: Case<'_>, reason: &Reason, names: &mut Vec<String>) {
    match &reason.step {
        ReasonStep::Define(define) => names.push(case.define(*define)),
        ReasonStep::Status { status, .. } => names.push(case.latch(*status)),
        ReasonStep::Fact { fact, .. } => names.push(case.fact(*fact)),
        ReasonStep::Event { event, .. } => names.push(case.event(*event)),
        ReasonStep::Parameter { parameter, .. } => {
            names.push(case.parameter(*parameter));
        }
        ReasonStep::Scale { scale, .. } => names.push(case.scale(*scale)),
        ReasonStep::Table { table, .. } => names.push(case.table(*table)),
        ReasonStep::Literal
        | ReasonStep::Combined
        | ReasonStep::Counted(_)
        | ReasonStep::History(_) => {}
    }
    for part in &reason.parts {
        named(case, part, names);
    }
}
