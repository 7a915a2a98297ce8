//! The parts of the text report, each empty where it has nothing to say.

use crate::engine::verdict::{BlockVerdict, DefinitionVerdict, NotTriggered, Outcome, StepState};
use crate::ground::value::Value;
use crate::tools::report::case::{cites, definition_cites};
use crate::tools::report::harmless::plain;
use crate::tools::report::layout::{self, Look, Row, Tone};
use crate::tools::report::{
    Case, change, condition, explained, figure, fines, instance, needs, wording,
};

fn titled(title: &str, cite: &str, body: &str, look: Look) -> String {
    if body.is_empty() {
        return String::new();
    }
    format!("{}{body}", layout::ends(&format!("  {title}"), cite, Tone::Strong, look))
}

/// Evaluation errors.
pub fn failures(case: Case<'_>, look: Look) -> String {
    let body: String = case
        .verdict
        .failures
        .iter()
        .map(|failure| layout::hanging("    ", &wording::failure(case, failure), look))
        .collect();
    titled("errors", "", &body, look)
}

/// The definitions that decide, each with what decided it.
pub fn definitions(case: Case<'_>, look: Look) -> String {
    let rows: Vec<Row> =
        case.verdict.definitions.iter().map(|verdict| definition(case, verdict)).collect();
    layout::named_rows(&rows, look)
}

fn definition(case: Case<'_>, verdict: &DefinitionVerdict) -> Row {
    let define = &case.laws.defines[verdict.define];
    let (state, tone) = match &verdict.outcome {
        Outcome::Known(Value::Bool(true)) => ("yes".to_owned(), Tone::Strong),
        Outcome::Known(Value::Bool(false)) => ("no".to_owned(), Tone::Faint),
        Outcome::Known(_) => {
            (figure::outcome(&verdict.outcome, &define.type_, case.laws), Tone::Strong)
        }
        Outcome::Undetermined(_) => ("undetermined".to_owned(), Tone::Open),
        Outcome::Failed(_) => ("error".to_owned(), Tone::Bad),
    };
    let reason = verdict.reason.as_deref();
    let words = reason.map_or(Vec::new(), |reason| condition::deciding(case, reason));
    let cite = plain(&definition_cites(case, verdict).join("; "));
    Row { state, tone, name: case.define(verdict.define), words: words.join(", "), cite }
}

/// The statuses, each with what turned it.
pub fn statuses(case: Case<'_>, look: Look) -> String {
    let rows: Vec<Row> = case
        .verdict
        .statuses
        .iter()
        .map(|verdict| {
            let status = &case.laws.statuses[verdict.status];
            let (state, tone) = wording::holds(&verdict.outcome);
            let words = wording::turned(case, &verdict.outcome, verdict.turning.as_ref());
            Row { state, tone, name: status.name.clone(), words, cite: cites(&status.basis) }
        })
        .collect();
    layout::named_rows(&rows, look)
}

/// The duties.
pub fn duties(case: Case<'_>, look: Look) -> String {
    let rows: Vec<Row> = case
        .verdict
        .duties
        .iter()
        .flat_map(|verdict| {
            let duty = &case.laws.duties[verdict.duty];
            let (state, tone) = wording::status(&verdict.status);
            let words = instance::whole(case, verdict);
            let row = Row { state, tone, name: duty.name.clone(), words, cite: cites(&duty.basis) };
            std::iter::once(row).chain(instance::rows(case, verdict))
        })
        .collect();
    titled("duties", "", &layout::rows(&rows, look), look)
}

/// The blocks of sanctions; those that nothing has triggered in one line each.
pub fn sanctions(case: Case<'_>, look: Look) -> String {
    let mut out = String::new();
    let mut idle = Vec::new();
    for verdict in &case.verdict.sanctions {
        let triggered = |state: &StepState| !matches!(state, StepState::NotTriggered(_));
        if verdict.steps.iter().any(|step| triggered(&step.state)) {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&block(case, verdict, look));
        } else {
            idle.push(idle_row(case, verdict));
        }
    }
    let idle = titled("sanctions not triggered", "", &layout::rows(&idle, look), look);
    if !out.is_empty() && !idle.is_empty() {
        out.push('\n');
    }
    out + &idle
}

fn block(case: Case<'_>, verdict: &BlockVerdict, look: Look) -> String {
    let block = &case.laws.sanctions[verdict.block];
    let label = block.label.as_ref().map_or(String::new(), |label| format!("  {}", plain(label)));
    let mut body = String::new();
    if let Some(episode) = &verdict.episode {
        body.push_str(&layout::hanging("    ", &wording::episode(case, episode), look));
    }
    for words in fines::whole(case, verdict) {
        body.push_str(&layout::hanging("    ", &words, look));
    }
    let rows: Vec<Row> = verdict
        .steps
        .iter()
        .map(|step| {
            let row = &case.laws.steps[step.step];
            let (state, tone) = wording::step_state(&step.state);
            let words = wording::step(case, step, verdict.episode.as_ref());
            Row { state, tone, name: row.name.clone(), words, cite: cites(&row.basis) }
        })
        .collect();
    body.push_str(&layout::rows(&rows, look));
    titled(&format!("{}{label}", block.name), &cites(&block.basis), &body, look)
}

/// A block that nothing has triggered, and why.
fn idle_row(case: Case<'_>, verdict: &BlockVerdict) -> Row {
    let block = &case.laws.sanctions[verdict.block];
    let why = verdict.steps.iter().find_map(|step| match &step.state {
        StepState::NotTriggered(why) => Some((*why, step.step)),
        StepState::Waiting { .. }
        | StepState::Available { .. }
        | StepState::Due { .. }
        | StepState::Imposed { .. }
        | StepState::Lifted { .. }
        | StepState::Undetermined { .. } => None,
    });
    let why = why.map_or((NotTriggered::NoBreach, String::new()), |(why, step)| {
        (why, wording::not_triggered(case, why, &case.laws.steps[step]))
    });
    let words = match (&verdict.episode, why.0) {
        (Some(episode), NotTriggered::When | NotTriggered::Clock | NotTriggered::Ended) => {
            format!("{}; {}", wording::episode(case, episode), why.1)
        }
        _ => why.1,
    };
    Row {
        state: format!("{} steps", verdict.steps.len()).replace("1 steps", "1 step"),
        tone: Tone::Faint,
        name: block.name.clone(),
        words,
        cite: cites(&block.basis),
    }
}

/// The sums of fines.
pub fn totals(case: Case<'_>, look: Look) -> String {
    let totals = case.verdict.totals.iter().filter(|(_, amount)| !figure::is_nothing(amount));
    let told = |amount| format!("{}{}", figure::amount(amount), fines::growth(amount));
    let words: Vec<String> = totals.map(|(_, amount)| told(amount)).collect();
    if words.is_empty() {
        return String::new();
    }
    layout::hanging("  fines in all  ", &words.join("; "), look)
}

/// What would settle what is open.
pub fn needs(case: Case<'_>, look: Look) -> String {
    let mut body = String::new();
    for need in &case.verdict.needs {
        let question = needs::question(case, need);
        let whose = match &question.law {
            Some(law) => format!("{law} of {}", question.entity),
            None => question.entity.clone(),
        };
        let before = question.before.map_or(String::new(), |day| format!(" before {day}"));
        let words = format!("{}{before}? ({}; {whose})", question.words, question.answer);
        body.push_str(&layout::hanging(&format!("    {}  ", question.wanted()), &words, look));
        body.push_str(&explained::documented(&question.documentation, 6, look));
    }
    titled("to settle what is undetermined, state", "", &body, look)
}

/// What is taken to be so because it is not known.
pub fn presumptions(case: Case<'_>, look: Look) -> String {
    let body: String = case
        .verdict
        .presumptions
        .iter()
        .map(|presumption| {
            let (of, words) = wording::presumed(case, presumption);
            layout::hanging(&format!("    {of}: "), &words, look)
        })
        .collect();
    titled("presumptions relied on", "", &body, look)
}

/// What is worth a second look.
pub fn warnings(case: Case<'_>, look: Look) -> String {
    let body: String = case
        .verdict
        .warnings
        .iter()
        .map(|warning| layout::hanging("    ", &wording::warning(case, warning), look))
        .collect();
    titled("warnings", "", &body, look)
}

/// The author's choices that the verdict relies on.
pub fn readings(case: Case<'_>, look: Look) -> String {
    let body: String = crate::tools::report::case::readings(case)
        .iter()
        .map(|(name, reading)| layout::hanging(&format!("    {name}: "), reading, look))
        .collect();
    titled("readings relied on", "", &body, look)
}

/// What changes next, and when.
pub fn next(case: Case<'_>, look: Look) -> String {
    layout::hanging("  next change  ", &change::words(case), look)
}
