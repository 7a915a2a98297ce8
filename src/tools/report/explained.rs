//! The answer of `explain`: every provision of a verdict with its tree of why.

use crate::engine::verdict::{Clause, DutyInstance, Reason, ReasonStep, Status, StepState};
use crate::facts::Occurrences;
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{Basis, Parameter, Step};
use crate::tools::report::case::{cites, parameter_basis, readings};
use crate::tools::report::explanation::{Depth, Teller};
use crate::tools::report::harmless::plain;
use crate::tools::report::layout::{self, Look, Tone};
use crate::tools::report::{Case, figure, instance, origin, text, wording};
use std::collections::BTreeSet;

/// The whole explanation of a verdict.
pub fn write(case: Case<'_>, depth: Depth, look: Look) -> String {
    let heading = format!("{}{}", text::heading(case, look), text::projected(case, look));
    let heading = heading + &documented(&case.law().documentation, 0, look);
    let body = reasons(case, depth, look);
    let next = text::next(case, look);
    format!("{heading}{body}\n{next}")
}

/// The reasons of a verdict without its heading.
pub fn reasons(case: Case<'_>, depth: Depth, look: Look) -> String {
    let mut out = String::new();
    let mut teller = Teller::new(case, depth, look);
    for verdict in &case.verdict.definitions {
        if let Some(reason) = &verdict.reason {
            out.push('\n');
            let documentation = &case.laws.defines[verdict.define].documentation;
            out.push_str(&documented(documentation, 2, look));
            out.push_str(&teller.tree(reason, 2));
        }
    }
    for at in 0..case.verdict.statuses.len() {
        out.push_str(&status(case, at, look, &mut teller));
    }
    for at in 0..case.verdict.duties.len() {
        out.push_str(&duty(case, at, depth, look, &mut teller));
    }
    for (block, verdict) in case.verdict.sanctions.iter().enumerate() {
        let idle =
            verdict.steps.iter().all(|step| matches!(step.state, StepState::NotTriggered(_)));
        if !idle || depth == Depth::Full {
            out.push_str(&sanctions(case, block, look, &mut teller));
        }
    }
    out.push_str(&parameters(case, look));
    let presumed = text::presumptions(case, look);
    if !presumed.is_empty() {
        out.push_str(&format!("\n{presumed}"));
    }
    let readings: String = readings(case)
        .iter()
        .map(|(name, reading)| layout::hanging(&format!("    {name}: "), reading, look))
        .collect();
    if !readings.is_empty() {
        out.push_str(&format!("\n  readings relied on\n{readings}"));
    }
    out
}

/// What the author documents with `///`, as it stands.
pub fn documented(documentation: &str, indent: usize, look: Look) -> String {
    let lead = " ".repeat(indent);
    documentation.lines().map(|line| layout::hanging(&lead, &plain(line), look)).collect()
}

/// What a provision says of itself: its name, label and citation, what its author documents, and
/// its quotation.
fn provision(
    (name, label, documentation): (&str, Option<&str>, &str),
    basis: &Basis,
    look: Look,
) -> String {
    let label = label.map_or(String::new(), |label| format!("  {}", plain(label)));
    let mut out = layout::ends(&format!("  {name}{label}"), &cites(basis), Tone::Strong, look);
    out.push_str(&documented(documentation, 4, look));
    for quote in &basis.quotes {
        out.push_str(&layout::hanging("    ", &format!("“{}”", plain(quote)), look));
    }
    out
}

/// One status: whether it holds, since when, and why.
pub fn status(case: Case<'_>, at: usize, look: Look, teller: &mut Teller<'_>) -> String {
    let Some(verdict) = case.verdict.statuses.get(at) else { return String::new() };
    let status = &case.laws.statuses[verdict.status];
    let (state, tone) = wording::holds(&verdict.outcome);
    let words = wording::turned(case, &verdict.outcome, verdict.turning.as_ref());
    let state = layout::paint(&state, tone, look);
    let (label, basis) = (status.label.as_deref(), &status.basis);
    let said = (status.name.as_str(), label, status.documentation.as_str());
    let mut out = format!("\n{}", provision(said, basis, look));
    out.push_str(&layout::hanging("    ", format!("{state} {words}").trim_end(), look));
    for reason in &verdict.reasons {
        out.push_str(&teller.tree(reason, 6));
    }
    out
}

/// One duty: its status, its history, and why.
pub fn duty(
    case: Case<'_>,
    at: usize,
    depth: Depth,
    look: Look,
    teller: &mut Teller<'_>,
) -> String {
    let Some(verdict) = case.verdict.duties.get(at) else { return String::new() };
    let duty = &case.laws.duties[verdict.duty];
    let (state, tone) = wording::status(&verdict.status);
    let words = instance::whole(case, verdict);
    let state = layout::paint(&state, tone, look);
    let said = (duty.name.as_str(), duty.label.as_deref(), duty.documentation.as_str());
    let mut out = format!("\n{}", provision(said, &duty.basis, look));
    out.push_str(format!("    {state} {words}").trim_end());
    out.push('\n');
    for breach in &verdict.breaches {
        if breach.days.until.is_some() {
            out.push_str(&layout::hanging("    ", &wording::past(breach), look));
        }
    }
    let idle = matches!(verdict.status, Status::NotInForce);
    if !idle || depth == Depth::Full {
        let when = usize::from(duty.when.is_some());
        for (position, reason) in verdict.reasons.iter().enumerate() {
            let clause = if position < when { "when" } else { "must" };
            out.push_str(&format!("    {clause}\n"));
            out.push_str(&teller.tree(reason, 6));
        }
    }
    for one in &verdict.instances {
        out.push_str(&instance(case, one, depth, look, teller));
    }
    out
}

/// One of the times that a duty has arisen: its status, its history, and why where it is open.
fn instance(
    case: Case<'_>,
    one: &DutyInstance,
    depth: Depth,
    look: Look,
    teller: &mut Teller<'_>,
) -> String {
    let (state, tone) = wording::status(&one.status);
    let state = layout::paint(&state, tone, look);
    let words = instance::words(case, one, case.verdict.on);
    let line = format!("{}: {state} {words}", instance::name(case, one.of));
    let mut out = layout::hanging("    ", line.trim_end(), look);
    let closed = one.breaches.iter().filter(|breach| breach.days.until.is_some());
    let lapsed = matches!(one.status, Status::NotApplicable);
    for breach in closed.filter(|_| !lapsed) {
        out.push_str(&layout::hanging("      ", &wording::past(breach), look));
    }
    let done = lapsed || matches!(one.status, Status::Fulfilled { .. });
    if !done || depth == Depth::Full {
        for (clause, reason) in &one.reasons {
            let clause = match clause {
                Clause::When => "when",
                Clause::Must => "must",
                Clause::Due => "due",
            };
            out.push_str(&format!("      {clause}\n"));
            out.push_str(&teller.tree(reason, 8));
        }
    }
    out
}

/// One block of sanctions: its episode, and each step with why.
pub fn sanctions(case: Case<'_>, at: usize, look: Look, teller: &mut Teller<'_>) -> String {
    let Some(verdict) = case.verdict.sanctions.get(at) else { return String::new() };
    let block = &case.laws.sanctions[verdict.block];
    let said = (block.name.as_str(), block.label.as_deref(), block.documentation.as_str());
    let mut out = format!("\n{}", provision(said, &block.basis, look));
    if let Some(episode) = &verdict.episode {
        out.push_str(&layout::hanging("    ", &wording::episode(case, episode), look));
    }
    for step in 0..verdict.steps.len() {
        out.push_str(&self::step(case, (at, step), look, teller));
    }
    out
}

/// One step: its state, and why.
pub fn step(
    case: Case<'_>,
    (block, at): (usize, usize),
    look: Look,
    teller: &mut Teller<'_>,
) -> String {
    let verdict = case.verdict.sanctions.get(block).and_then(|block| block.steps.get(at));
    let Some(verdict) = verdict else { return String::new() };
    let step = &case.laws.steps[verdict.step];
    let (state, _) = wording::step_state(&verdict.state);
    let when = wording::step_when(case, verdict);
    let measure = wording::measure(step, verdict);
    let cite = cites(&step.basis);
    let cite = if cite.is_empty() { cite } else { format!(" ({cite})") };
    let line = format!("{}: {state}, {when}; {measure}{cite}", step.name);
    let mut out = layout::hanging("    ", &line, look);
    out.push_str(&documented(&step.documentation, 6, look));
    if let (StepState::Waiting { .. }, Some(clock)) = (&verdict.state, &step.clock) {
        out.push_str(&layout::hanging("      - ", &case.words(clock.span), look));
    }
    out.push_str(&records(case, step, look));
    for reason in &verdict.reasons {
        if teller.is_telling(reason) {
            out.push_str(&teller.tree(reason, 6));
        }
    }
    out
}

/// Where the records of a step came from, those up to the day asked.
fn records(case: Case<'_>, step: &Step, look: Look) -> String {
    let of = case.laws.events[step.record].entity;
    let Some(entity) = case.sheet.reach(case.verdict.entity, of) else { return String::new() };
    let Some(Occurrences::Recorded(rows)) = case.sheet.instances[entity].occurrences(step.record)
    else {
        return String::new();
    };
    let days: BTreeSet<Date> =
        rows.iter().map(|row| row.on).filter(|day| *day <= case.verdict.on).collect();
    let line = |day: Date| {
        let from = origin::record(case, entity, step.record, day);
        layout::hanging("      - ", &format!("recorded on {day}{from}"), look)
    };
    days.into_iter().map(line).collect()
}

/// The parameters that the verdict used: value, version, and when it next changes.
fn parameters(case: Case<'_>, look: Look) -> String {
    let mut used: Vec<(Id<Parameter>, Date)> = Vec::new();
    let roots = roots(case);
    for reason in roots {
        gather(reason, &mut used);
    }
    used.sort();
    used.dedup();
    let mut body = String::new();
    let mut told = BTreeSet::new();
    for (parameter, on) in used {
        let row = &case.laws.parameters[parameter];
        let Some(version) = row.versions.on(on) else { continue };
        if !told.insert((parameter, version.days.from)) {
            continue;
        }
        let value = figure::value(&version.value.value, &row.type_, case.laws);
        let next = match row.versions.horizon(on) {
            Some(next) => format!("changes on {next}"),
            None => "no later version".to_owned(),
        };
        let verified = match row.verified_through {
            Some(day) => format!(", verified through {day}"),
            None => String::new(),
        };
        let cite = plain(&parameter_basis(case, parameter, on).join("; "));
        let cite = if cite.is_empty() { cite } else { format!(" ({cite})") };
        let words = format!("{value} since {}, {next}{verified}{cite}", version.days.from);
        body.push_str(&layout::hanging(
            &format!("    {}: ", case.parameter(parameter)),
            &words,
            look,
        ));
        body.push_str(&documented(&row.documentation, 6, look));
        body.push_str(&documented(&version.value.documentation, 6, look));
    }
    if body.is_empty() { body } else { format!("\n  parameters used\n{body}") }
}

/// Every tree of a verdict.
pub fn roots<'a>(case: Case<'a>) -> Vec<&'a Reason> {
    let definitions = case.verdict.definitions.iter().filter_map(|row| row.reason.as_deref());
    let statuses = case.verdict.statuses.iter().flat_map(|row| &row.reasons);
    let instances = case.verdict.duties.iter().flat_map(|row| &row.instances);
    let instances = instances.flat_map(|one| one.reasons.iter().map(|(_, reason)| reason));
    let duties = case.verdict.duties.iter().flat_map(|row| &row.reasons).chain(instances);
    let steps = case.verdict.sanctions.iter().flat_map(|block| &block.steps);
    definitions.chain(statuses).chain(duties).chain(steps.flat_map(|step| &step.reasons)).collect()
}

fn gather(reason: &Reason, used: &mut Vec<(Id<Parameter>, Date)>) {
    if let ReasonStep::Parameter { parameter, version } = &reason.step {
        used.push((*parameter, version.from));
    }
    for part in &reason.parts {
        gather(part, used);
    }
}
