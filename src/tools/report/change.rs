//! What differs between two verdicts, in words: the next change, and the steps of a timeline.

use crate::engine::timeline::{Ahead, Change, ChangeOf};
use crate::engine::verdict::{Amount, Outcome, State, Status, StepState};
use crate::ground::table::Id;
use crate::ground::value::Value;
use crate::language::law::{self, Define};
use crate::tools::report::{Case, figure, fines, instance, needs, wording};

/// When the verdict next changes while the facts stay as they are, and how.
pub fn words(case: Case<'_>) -> String {
    match case.next {
        Some(change) => {
            let projected = if is_projected(case, change) { " (projected)" } else { "" };
            let what = grouped(case, &change.what).join("; ");
            format!("{}  {what}{projected}", change.date)
        }
        None => "none while the facts stay as they are".to_owned(),
    }
}

/// Whether a change lies past the last day that the sheet records, which is the day asked where it
/// does not say so: until then nothing else may happen.
pub fn is_projected(case: Case<'_>, change: &Change) -> bool {
    case.sheet.recorded_through.unwrap_or(case.verdict.on) < change.date
}

/// Each difference, the most telling first: what duties and steps become; what else only where
/// nothing else is different.
pub fn list(case: Case<'_>, what: &[ChangeOf]) -> Vec<String> {
    let told = what.iter().filter(|change| !told_of_one(change, what));
    let told: Vec<String> = told.filter_map(|change| telling(case, change)).collect();
    if !told.is_empty() {
        return told;
    }
    let rest: Vec<String> = what.iter().filter_map(|change| other(case, change)).collect();
    if rest.is_empty() { vec!["details change".to_owned()] } else { rest }
}

/// Whether a change of a duty is told of one of the times that it arose.
fn told_of_one(change: &ChangeOf, what: &[ChangeOf]) -> bool {
    let ChangeOf::Duty { duty: whole, to: becomes, .. } = change else { return false };
    what.iter().any(|change| match change {
        ChangeOf::Instance { duty, to: Some(to), .. } => {
            duty == whole && to.word() == becomes.word()
        }
        ChangeOf::Instance { to: None, .. }
        | ChangeOf::State { .. }
        | ChangeOf::Definition { .. }
        | ChangeOf::Status { .. }
        | ChangeOf::Duty { .. }
        | ChangeOf::Step { .. }
        | ChangeOf::Amount { .. }
        | ChangeOf::Total { .. }
        | ChangeOf::Needs { .. }
        | ChangeOf::Presumptions { .. }
        | ChangeOf::Projected { .. }
        | ChangeOf::Else => false,
    })
}

/// The same, what happens to several told once: `ban_ads_of, ban_ads_on become available`.
pub fn grouped(case: Case<'_>, what: &[ChangeOf]) -> Vec<String> {
    let mut groups: Vec<(Vec<String>, String)> = Vec::new();
    for words in list(case, what) {
        let (name, rest) = match words.split_once(" becomes ") {
            Some((name, rest)) => (name.to_owned(), rest.to_owned()),
            None => (words, String::new()),
        };
        match groups.last_mut() {
            Some((names, last)) if *last == rest && !rest.is_empty() => names.push(name),
            Some(_) | None => groups.push((vec![name], rest)),
        }
    }
    let told = groups.into_iter().map(|(names, rest)| match (names.as_slice(), rest.as_str()) {
        (_, "") => names.join(", "),
        ([name], rest) => format!("{name} becomes {rest}"),
        (names, rest) => format!("{} become {rest}", names.join(", ")),
    });
    told.collect()
}

fn telling(case: Case<'_>, change: &ChangeOf) -> Option<String> {
    let laws = case.laws;
    Some(match change {
        // Why nothing triggers it is another thing now; that nothing does is not.
        ChangeOf::Step {
            from: StepState::NotTriggered(_), to: StepState::NotTriggered(_), ..
        } => {
            return None;
        }
        ChangeOf::Definition { define, to, .. } => definition(case, *define, to.as_ref()),
        ChangeOf::Status { status, to, .. } => latch(case, *status, to.as_ref()),
        ChangeOf::Duty {
            from: Status::Undetermined { .. },
            to: Status::Undetermined { .. },
            ..
        }
        | ChangeOf::Step {
            from: StepState::Undetermined { .. },
            to: StepState::Undetermined { .. },
            ..
        } => return None,
        ChangeOf::Duty { duty, from, to } => {
            format!("{} {}", laws.duties[*duty].name, duty_becomes(from, to))
        }
        ChangeOf::Instance {
            from: Some(Status::Undetermined { .. }),
            to: Some(Status::Undetermined { .. }),
            ..
        } => return None,
        ChangeOf::Instance { duty, of, from, to } => {
            let name = format!("{} ({})", laws.duties[*duty].name, instance::name(case, *of));
            format!("{name} {}", instance_becomes(from.as_ref(), to.as_ref()))
        }
        ChangeOf::Step { step, from, to, amount } => {
            let becomes = step_becomes(from, to, amount.as_ref());
            format!("{} {becomes}", laws.steps[*step].name)
        }
        ChangeOf::Amount { step, to: Some(to), .. } => {
            let figure = format!("{}{}", figure::amount(to), fines::growth(to));
            format!("{}: {figure}{}", laws.steps[*step].name, wanted(case, to))
        }
        ChangeOf::Amount { step, to: None, .. } => {
            format!("{}: no amount", laws.steps[*step].name)
        }
        ChangeOf::State { .. }
        | ChangeOf::Total { .. }
        | ChangeOf::Needs { .. }
        | ChangeOf::Presumptions { .. }
        | ChangeOf::Projected { .. }
        | ChangeOf::Else => return None,
    })
}

fn other(case: Case<'_>, change: &ChangeOf) -> Option<String> {
    Some(match change {
        ChangeOf::State { to, .. } => state(*to),
        ChangeOf::Total { to: Some(to), .. } => {
            format!("fines in all: {}{}", figure::amount(to), fines::growth(to))
        }
        ChangeOf::Total { currency, to: None, .. } => format!("no fines in {currency}"),
        ChangeOf::Needs { to, .. } if to.is_empty() => "nothing is missing".to_owned(),
        ChangeOf::Needs { to, .. } => {
            let names: Vec<String> =
                to.iter().map(|need| needs::question(case, need).wanted()).collect();
            format!("what is missing: {}", names.join(", "))
        }
        ChangeOf::Projected { to: true } => "the sheet records no more: projected".to_owned(),
        ChangeOf::Projected { to: false } => "no longer projected".to_owned(),
        ChangeOf::Presumptions { to } if to.is_empty() => "nothing is presumed".to_owned(),
        ChangeOf::Presumptions { to } => {
            let told = to.iter().map(|one| wording::presumed(case, one));
            let told: Vec<String> = told.map(|(of, words)| format!("{of} {words}")).collect();
            told.join("; ")
        }
        ChangeOf::Else
        | ChangeOf::Definition { .. }
        | ChangeOf::Status { .. }
        | ChangeOf::Duty { .. }
        | ChangeOf::Instance { .. }
        | ChangeOf::Step { .. }
        | ChangeOf::Amount { .. } => return None,
    })
}

/// What would settle an amount: it is what differs where the figure of another year is missing.
fn wanted(case: Case<'_>, amount: &Amount) -> String {
    let Outcome::Undetermined(open) = &amount.outcome else { return String::new() };
    let names = open.needs.iter().map(|need| needs::question(case, need).wanted());
    format!(", needs {}", names.collect::<Vec<_>>().join(", "))
}

fn state(to: State) -> String {
    match to {
        State::Error => "the law can no longer be evaluated".to_owned(),
        State::NotInForce => "the law is no longer in force".to_owned(),
        State::Breach
        | State::Undetermined
        | State::NotApplicable
        | State::CompliantLate
        | State::Compliant => format!("the whole becomes {}", to.word().replace('_', " ")),
    }
}

fn definition(case: Case<'_>, define: Id<Define>, to: Option<&Outcome>) -> String {
    let name = case.define(define);
    match to {
        Some(to) => {
            let type_ = &case.laws.defines[define].type_;
            format!("{name} becomes {}", figure::outcome(to, type_, case.laws))
        }
        None => format!("{name} no longer counts"),
    }
}

fn latch(case: Case<'_>, status: Id<law::Status>, to: Option<&Outcome>) -> String {
    let name = &case.laws.statuses[status].name;
    match to {
        Some(Outcome::Known(Value::Bool(true))) => format!("{name} begins"),
        Some(Outcome::Known(_)) => format!("{name} ends"),
        Some(open @ (Outcome::Undetermined(_) | Outcome::Failed(_))) => {
            format!("{name} becomes {}", wording::holds(open).0)
        }
        None => format!("{name} no longer counts"),
    }
}

fn duty_becomes(from: &Status, to: &Status) -> String {
    if from.word() == to.word() {
        return match to {
            Status::Pending { until } => format!("stays pending until {until}"),
            Status::Fulfilled { since, .. } => format!("is fulfilled anew since {since}"),
            Status::Breached { since, .. } => format!("is breached anew since {since}"),
            Status::NotInForce | Status::NotApplicable | Status::Undetermined { .. } => {
                format!("stays {}", to.word().words())
            }
        };
    }
    format!("becomes {}", wording::status(to).0)
}

fn instance_becomes(from: Option<&Status>, to: Option<&Status>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => duty_becomes(from, to),
        (None, Some(to)) => format!("becomes {}", wording::status(to).0),
        (_, None) => "is no longer owed".to_owned(),
    }
}

fn step_becomes(from: &StepState, to: &StepState, amount: Option<&Amount>) -> String {
    let idle = matches!(to, StepState::NotTriggered(_) | StepState::Lifted { .. });
    let amount = amount.filter(|_| !idle);
    let told = |amount| format!(": {}{}", figure::amount(amount), fines::growth(amount));
    let measure = amount.map_or(String::new(), told);
    let word = wording::step_state(to).0;
    let until = match to {
        StepState::Waiting { until, .. } => format!(" until {until}"),
        StepState::NotTriggered(_)
        | StepState::Available { .. }
        | StepState::Due { .. }
        | StepState::Imposed { .. }
        | StepState::Lifted { .. }
        | StepState::Undetermined { .. } => String::new(),
    };
    if from.word() == to.word() {
        format!("stays {word}{until}{measure}")
    } else {
        format!("becomes {word}{until}{measure}")
    }
}

/// A step of the ladder ahead.
pub fn ahead(case: Case<'_>, ahead: &Ahead) -> String {
    let name = &case.laws.steps[ahead.step].name;
    let moving = match ahead.moving {
        true => ", if every step before it is taken as early as it can be",
        false => "",
    };
    format!("{}  {name} becomes {}{moving}", ahead.on, ahead.becomes.words())
}
