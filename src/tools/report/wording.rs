//! Every sentence a reader sees: one match for each closed list of states, reasons and warnings.

use crate::engine::verdict::{
    Breach, DutyVerdict, Episode, Failure, FailureKind, Late, Needs, NotTriggered, Outcome,
    Presumption, State, Status, StepState, StepVerdict, Turning, Verified, Warning,
};
use crate::ground::time::{Date, Moment};
use crate::ground::value::Value;
use crate::language::law::{Kind, Measure, Modality, Since, Step, Turn};
use crate::tools::report::harmless::plain;
use crate::tools::report::layout::Tone;
use crate::tools::report::{Case, figure, fines, needs, origin};

/// The whole of a verdict in a sentence.
pub fn state(case: Case<'_>) -> String {
    let breached = |status: &Status| matches!(status, Status::Breached { .. });
    let open = |status: &Status| matches!(status, Status::Undetermined { .. });
    match case.verdict.state {
        State::Error => "the law cannot be evaluated".to_owned(),
        State::NotInForce => match case.law().in_force.from {
            from if case.verdict.on < from => format!("the law is in force from {from}"),
            _ => "the law is no longer in force".to_owned(),
        },
        State::Breach => format!("{} breached", duties_that(case, breached)),
        State::Undetermined => format!("{} undetermined", duties_that(case, open)),
        State::NotApplicable => "no duty applies".to_owned(),
        State::CompliantLate => {
            "every duty that applies is met or pending, not always in time".to_owned()
        }
        State::Compliant => "every duty that applies is met or pending".to_owned(),
    }
}

/// The duties of which something is true, and the verb: `install_counter is`, `2 duties are`.
fn duties_that(case: Case<'_>, holds: fn(&Status) -> bool) -> String {
    let rows: Vec<&DutyVerdict> =
        case.verdict.duties.iter().filter(|row| holds(&row.status)).collect();
    match rows.as_slice() {
        [row] => format!("{} is", case.laws.duties[row.duty].name),
        [] => "a duty is".to_owned(),
        rows => format!("{} of {} duties are", rows.len(), case.verdict.duties.len()),
    }
}

/// How a state is coloured.
pub fn state_tone(state: State) -> Tone {
    match state {
        State::Error | State::Breach => Tone::Bad,
        State::Undetermined => Tone::Open,
        State::NotInForce | State::NotApplicable => Tone::Faint,
        State::CompliantLate | State::Compliant => Tone::Good,
    }
}

/// The status of a duty as it stands in its column.
pub fn status(status: &Status) -> (String, Tone) {
    let word = status.word().words();
    match status {
        Status::Breached { .. } => (word.to_uppercase(), Tone::Bad),
        Status::Fulfilled { .. } => (word.to_owned(), Tone::Good),
        Status::Pending { .. } | Status::Undetermined { .. } => (word.to_owned(), Tone::Open),
        Status::NotInForce | Status::NotApplicable => (word.to_owned(), Tone::Faint),
    }
}

/// What there is to say of a duty on a day.
pub fn duty(case: Case<'_>, verdict: &DutyVerdict, on: Date) -> String {
    match &verdict.status {
        Status::NotInForce => commencement(case, verdict),
        Status::NotApplicable
        | Status::Pending { .. }
        | Status::Fulfilled { .. }
        | Status::Breached { .. }
        | Status::Undetermined { .. } => {
            became(case, &verdict.status, verdict.due, &verdict.breaches, on)
        }
    }
}

/// What became of a duty, or of one of the times that it arose.
pub fn became(
    case: Case<'_>,
    status: &Status,
    due: Option<Moment>,
    breaches: &[Breach],
    on: Date,
) -> String {
    let was_due = due.map_or(String::new(), |due| format!(" (was due {due})"));
    match status {
        Status::NotInForce | Status::NotApplicable => lapsed(breaches),
        Status::Pending { until } => match due {
            Some(due) => format!("due {due}, {}", ahead(on, due.date())),
            None => format!("until {until} at the earliest"),
        },
        Status::Fulfilled { since, at_the_latest, late } => {
            let late = match late {
                Late::No => String::new(),
                Late::Yes => format!(", late{was_due}"),
                Late::Undetermined(_) => ", late or not: undetermined".to_owned(),
            };
            format!("since {}{late}", since_day(*since, *at_the_latest))
        }
        Status::Breached { since, at_the_latest } => {
            let days = figure::days(since.days_until(on));
            let days = if *at_the_latest { format!("{days} or more") } else { days };
            // A state that is due at once was due on the day the breach began.
            let due = due.filter(|due| *due != Moment::Day(*since));
            let due = due.map_or(String::new(), |due| format!(", was due {due}"));
            format!("since {} ({days}){due}", since_day(*since, *at_the_latest))
        }
        Status::Undetermined { needs } => needed(case, needs),
    }
}

/// Whether a status holds, as it stands in its column.
pub fn holds(outcome: &Outcome) -> (String, Tone) {
    match outcome {
        Outcome::Known(Value::Bool(true)) => ("yes".to_owned(), Tone::Strong),
        Outcome::Known(_) => ("no".to_owned(), Tone::Faint),
        Outcome::Undetermined(_) => ("undetermined".to_owned(), Tone::Open),
        Outcome::Failed(_) => ("error".to_owned(), Tone::Bad),
    }
}

/// What made a status what it is: since when, and by which clause and event.
pub fn turned(case: Case<'_>, outcome: &Outcome, turning: Option<&Turning>) -> String {
    let began = match outcome {
        Outcome::Known(value) => *value == Value::Bool(true),
        Outcome::Undetermined(open) => return needed(case, &open.needs),
        Outcome::Failed(_) => return String::new(),
    };
    let Some(turning) = turning else { return "not begun".to_owned() };
    let since = since_day(turning.since, turning.at_the_latest);
    let since = if began { format!("since {since}") } else { format!("ended {since}") };
    let clause = match turning.by {
        Turn::On(_) => None,
        Turn::When(part) => Some(format!("when {}", case.words(case.laws.expressions[part].span))),
        Turn::At(part) => Some(case.words(case.laws.expressions[part].span)),
    };
    let events = turning.events.iter().map(|(event, on)| {
        let row = &case.laws.events[*event];
        let whose = case.sheet.reach(case.verdict.entity, row.entity);
        let from = whose.map_or(String::new(), |whose| origin::record(case, whose, *event, *on));
        format!("{} on {on}{from}", case.event(*event))
    });
    let because: Vec<String> = clause.into_iter().chain(events).collect();
    if because.is_empty() { since } else { format!("{since}: {}", because.join("; ")) }
}

/// Since when, and whether it may have been earlier.
pub fn since_day(since: Date, at_the_latest: bool) -> String {
    if at_the_latest { format!("{since} at the latest") } else { since.to_string() }
}

fn ahead(on: Date, day: Date) -> String {
    match on.days_until(day) {
        0 => "today".to_owned(),
        count => format!("in {}", figure::days(count)),
    }
}

fn commencement(case: Case<'_>, verdict: &DutyVerdict) -> String {
    let own = case.laws.duties[verdict.duty].commencement;
    let law = case.law().in_force;
    let from = own.from.unwrap_or(law.from);
    if case.verdict.on < from {
        return format!("from {from}");
    }
    match own.until.or(law.until) {
        Some(until) => format!("until {until}"),
        None => String::new(),
    }
}

/// A breach that lies in the past.
fn lapsed(breaches: &[Breach]) -> String {
    match breaches.last() {
        Some(breach) => past(breach),
        None => String::new(),
    }
}

/// A breach, from and until.
pub fn past(breach: &Breach) -> String {
    let from = since_day(breach.days.from, breach.at_the_latest);
    match (breach.days.until, breach.cured) {
        (Some(until), true) => format!("breached from {from} until {until}, then cured"),
        (Some(until), false) => format!("breached from {from} until {until}, then no longer bound"),
        (None, _) => format!("breached since {from}"),
    }
}

/// The state of a step as it stands in its column.
pub fn step_state(state: &StepState) -> (String, Tone) {
    let word = state.word().words().to_owned();
    match state {
        StepState::Imposed { .. } | StepState::Due { .. } => (word, Tone::Bad),
        StepState::Available { .. } | StepState::Waiting { .. } => (word, Tone::Open),
        StepState::Undetermined { .. } => (word, Tone::Open),
        StepState::NotTriggered(_) | StepState::Lifted { .. } => (word, Tone::Faint),
    }
}

/// Whether there is nothing to say of a step but why it is idle.
pub fn is_idle(state: &StepState) -> bool {
    matches!(state, StepState::NotTriggered(_))
}

/// What there is to say of a step: since or until when, then what it is. A day that is the first
/// of the breach is said of the block, not again of each step.
pub fn step(case: Case<'_>, verdict: &StepVerdict, breach: Option<&Episode>) -> String {
    let row = &case.laws.steps[verdict.step];
    let measure = measure(row, verdict);
    let open = match &verdict.state {
        StepState::Available { since, at_the_latest } | StepState::Due { since, at_the_latest } => {
            breach.is_some_and(|it| it.breach == *since && it.at_the_latest == *at_the_latest)
        }
        // What it needs is listed with what the whole verdict needs.
        StepState::Undetermined { .. } => true,
        StepState::NotTriggered(_)
        | StepState::Waiting { .. }
        | StepState::Imposed { .. }
        | StepState::Lifted { .. } => false,
    };
    let when = if open { String::new() } else { step_when(case, verdict) };
    if when.is_empty() { measure } else { format!("{when}: {measure}") }
}

/// Since or until when a step is in its state.
pub fn step_when(case: Case<'_>, verdict: &StepVerdict) -> String {
    match &verdict.state {
        StepState::NotTriggered(why) => not_triggered(case, *why, &case.laws.steps[verdict.step]),
        StepState::Waiting { until, moving } => {
            let moving =
                if *moving { ", moving with each day the step before is not taken" } else { "" };
            format!("until {until} at the earliest{moving}")
        }
        StepState::Available { since, at_the_latest } | StepState::Due { since, at_the_latest } => {
            format!("since {}", since_day(*since, *at_the_latest))
        }
        StepState::Imposed { since } | StepState::Lifted { since } => format!("since {since}"),
        StepState::Undetermined { needs } => needed(case, needs),
    }
}

/// Why nothing has triggered a step.
pub fn not_triggered(case: Case<'_>, why: NotTriggered, step: &Step) -> String {
    match why {
        NotTriggered::NotInForce => {
            let block = case.laws.sanctions[step.block].commencement;
            let from = step.commencement.from.or(block.from);
            match from.filter(|from| case.verdict.on < *from) {
                Some(from) => format!("in force from {from}"),
                None => "not in force".to_owned(),
            }
        }
        NotTriggered::NoBreach => "no duty is breached".to_owned(),
        NotTriggered::When => match step.when {
            Some(when) => {
                format!("only when {}", case.words(case.laws.expressions[when].span))
            }
            None => "its condition does not hold".to_owned(),
        },
        NotTriggered::Clock => match &step.clock {
            Some(clock) => format!("its clock waits for {}", clock_start(case, clock.since)),
            None => "its clock has not started".to_owned(),
        },
        NotTriggered::Ended => "the breach has ended".to_owned(),
    }
}

/// What starts a clock.
pub fn clock_start(case: Case<'_>, since: Since) -> String {
    match since {
        Since::Breach => "a breach".to_owned(),
        Since::Event(event) => case.event(event),
        Since::Step(step) => case.laws.steps[step].name.clone(),
    }
}

/// What a step does, as the law says it: `may fine 500,000 to 1,000,000 RUB by court`.
pub fn measure(step: &Step, verdict: &StepVerdict) -> String {
    let modality = match step.modality {
        Modality::May => "may",
        Modality::Shall => "shall",
    };
    let told = |amount| format!("{}{}", figure::amount(amount), fines::growth(amount));
    let amount = || verdict.amount.as_ref().map_or(String::new(), told);
    let measure = match &step.measure {
        Measure::Notice(words) => format!("notice “{}”", plain(words)),
        Measure::Ban(words) => format!("ban “{}”", plain(words)),
        Measure::Throttle(_) => format!("throttle {}", amount()),
        Measure::Block => "block".to_owned(),
        Measure::Fine(_) => format!("fine {}{}", amount(), fines::counts(verdict)),
        Measure::Lose(words) => format!("lose “{}”", plain(words)),
    };
    let by = step.by.as_ref().map_or(String::new(), |by| format!(", by {}", plain(by)));
    let on = step.on.as_ref().map_or(String::new(), |on| format!(", on {}", plain(on)));
    format!("{modality} {}{on}{by}", measure.trim_end())
}

/// The word for a measure in machine-readable reports.
pub fn measure_word(measure: &Measure) -> &'static str {
    match measure {
        Measure::Notice(_) => "notice",
        Measure::Ban(_) => "ban",
        Measure::Throttle(_) => "throttle",
        Measure::Block => "block",
        Measure::Fine(_) => "fine",
        Measure::Lose(_) => "lose",
    }
}

/// From breach to cure.
pub fn episode(case: Case<'_>, episode: &Episode) -> String {
    let since = since_day(episode.breach, episode.at_the_latest);
    let duties: Vec<&str> =
        episode.open.iter().map(|duty| case.laws.duties[*duty].name.as_str()).collect();
    match (episode.end, episode.cured) {
        (None, _) => format!("breach since {since}: {}", duties.join(", ")),
        (Some(end), true) => format!("breach from {since}, cured on {end}"),
        (Some(end), false) => format!("breach from {since}, ended on {end} without cure"),
    }
}

/// What a verdict supposes on a day past the last one that the sheet records; empty before it.
pub fn projected(case: Case<'_>) -> String {
    match case.sheet.recorded_through {
        Some(through) if case.verdict.projected => format!(
            "projected: the sheet is recorded through {through}; facts are taken to stay as they are, \
             and whether anything has happened since is open"
        ),
        Some(_) | None => String::new(),
    }
}

/// A presumption: in place of what, what is presumed, and why.
pub fn presumed(case: Case<'_>, presumption: &Presumption) -> (String, String) {
    let laws = case.laws;
    let whole = &laws.expressions[presumption.expression];
    let value = figure::outcome(&presumption.outcome, &whole.type_, laws);
    let of =
        if let Kind::Presumed(value, _) = whole.kind { &laws.expressions[value] } else { whole };
    let of = case.words(of.span);
    let needs = presumption.needs.iter();
    let names: Vec<String> = needs.map(|need| needs::question(case, need).wanted()).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    (of, format!("presumed {value}, as {} {verb} not known", names.join(", ")))
}

/// A warning of a verdict.
pub fn warning(case: Case<'_>, warning: &Warning) -> String {
    match warning {
        Warning::EarlyRecord { step, on, earliest: Some(earliest) } => format!(
            "{} is recorded on {on}, before {earliest}, the earliest day it could be taken",
            case.laws.steps[*step].name
        ),
        Warning::EarlyRecord { step, on, earliest: None } => format!(
            "{} is recorded on {on}, when nothing had triggered it",
            case.laws.steps[*step].name
        ),
        Warning::AmountOutside { step, on } => format!(
            "the amount of {} recorded on {on} lies outside what the law allows",
            case.laws.steps[*step].name
        ),
        Warning::PastVerified { figure } => {
            let (name, through) = match figure {
                Verified::Law(law) => {
                    let row = &case.laws.laws[*law];
                    (row.name.clone(), row.verified_through)
                }
                Verified::Parameter(parameter) => {
                    let row = &case.laws.parameters[*parameter];
                    (case.parameter(*parameter), row.verified_through)
                }
                Verified::Scale(scale) => {
                    let row = &case.laws.scales[*scale];
                    (case.scale(*scale), row.verified_through)
                }
            };
            match through {
                Some(day) => format!("{name} is used past {day}, through which it was verified"),
                None => format!("{name} is used past the day through which it was verified"),
            }
        }
        Warning::PossibleConflict { one, two } => format!(
            "two exceptions with different values may both hold: {} and {}",
            case.place(*one),
            case.place(*two)
        ),
    }
}

/// What would settle something; where nothing would, an error stands in the way.
fn needed(case: Case<'_>, needs: &Needs) -> String {
    if needs.is_empty() {
        return "cannot be evaluated: see the errors".to_owned();
    }
    let names = needs.iter().map(|need| needs::question(case, need).wanted());
    format!("needs {}", names.collect::<Vec<_>>().join(", "))
}

/// The word for a warning in machine-readable reports.
pub fn warning_word(warning: &Warning) -> &'static str {
    match warning {
        Warning::EarlyRecord { .. } => "early_record",
        Warning::AmountOutside { .. } => "amount_outside",
        Warning::PastVerified { .. } => "past_verified",
        Warning::PossibleConflict { .. } => "possible_conflict",
    }
}

/// An evaluation error, its code first: `solon code E0702` explains it.
pub fn failure(case: Case<'_>, failure: &Failure) -> String {
    let words = failure_words(case, failure);
    match failure.kind.code() {
        Some(code) => format!("{}  {words}", code.name()),
        None => words,
    }
}

/// An evaluation error without its code.
pub fn failure_words(case: Case<'_>, failure: &Failure) -> String {
    let place = case.place(failure.span);
    let on = failure.on;
    match &failure.kind {
        FailureKind::Conflict(one, two) => format!(
            "two exceptions hold on {on} and give different values: {} and {}",
            case.place(*one),
            case.place(*two)
        ),
        FailureKind::NoVersion => format!("no version is in force on {on}: {place}"),
        FailureKind::DivisionByZero => format!("a division by zero on {on}: {place}"),
        FailureKind::DateOutOfRange => {
            format!("a date outside the years 0001 to 9999 on {on}: {place}")
        }
        FailureKind::NumberTooLarge => format!("a number of too many digits on {on}: {place}"),
        FailureKind::RangeReversed => {
            format!("a range whose low end is above its high end on {on}: {place}")
        }
        FailureKind::TooManyPeriods => {
            format!("a duty owed in more periods than can be followed by {on}: {place}")
        }
        FailureKind::DurationNotWhole => {
            format!("a duration that is not whole on {on}: {place}")
        }
        FailureKind::Mistyped => {
            format!("values of the wrong type on {on}, a fault of Solon, not of the law: {place}")
        }
    }
}
