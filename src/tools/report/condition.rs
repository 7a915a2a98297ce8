//! What decided a condition, in one line, with the values of both sides.

use crate::engine::verdict::{Outcome, Reason, ReasonStep};
use crate::ground::table::Id;
use crate::ground::time::Period;
use crate::ground::value::Value;
use crate::language::law::{Comparison, Fact, Kind, PeriodName, Quantity};
use crate::tools::report::{Case, figure};

/// Of so many occurrences or elements at most each is told in one line.
const MOST_ELEMENTS: usize = 6;

/// The conditions that decided what a reason came to, each as something true on that day:
/// `seat IE != RU`, `5,000,000 daily users > 500,000`, `not counter`, `presence not known`.
pub fn deciding(case: Case<'_>, reason: &Reason) -> Vec<String> {
    let mut said = Vec::new();
    gather(case, reason, &mut said);
    let mut seen: Vec<String> = Vec::new();
    for words in said {
        if !seen.contains(&words) {
            seen.push(words);
        }
    }
    seen
}

fn gather(case: Case<'_>, reason: &Reason, said: &mut Vec<String>) {
    if parts_decide(case, reason) && reason.parts.iter().any(|part| part.decisive) {
        for part in reason.parts.iter().filter(|part| part.decisive) {
            let mut of_part = Vec::new();
            gather(case, part, &mut of_part);
            said.extend(of_part.into_iter().map(|words| of_element(case, part, words)));
        }
    } else {
        said.push(atom(case, reason));
    }
}

/// Words about one of several occurrences or elements, which they name.
pub fn of_element(case: Case<'_>, reason: &Reason, words: String) -> String {
    match &reason.of {
        Some(of) if !words.is_empty() => format!("{}: {words}", case.element(*of)),
        Some(_) | None => words,
    }
}

/// Whether a step only hands on what its operands came to.
fn parts_decide(case: Case<'_>, reason: &Reason) -> bool {
    match &reason.step {
        ReasonStep::Define(_) => true,
        ReasonStep::Status { .. } => false,
        ReasonStep::Literal
        | ReasonStep::Fact { .. }
        | ReasonStep::Event { .. }
        | ReasonStep::Parameter { .. }
        | ReasonStep::Scale { .. }
        | ReasonStep::Table { .. }
        | ReasonStep::History(_)
        | ReasonStep::Counted(_) => false,
        ReasonStep::Combined => match &case.laws.expressions[reason.expression].kind {
            // Where nothing is presumed, only the value is there.
            Kind::Presumed(..) => !is_presumed(case, reason),
            Kind::Not(_)
            | Kind::Logic(..)
            | Kind::AtLeast(..)
            | Kind::If(..)
            | Kind::Except(..)
            | Kind::At(..)
            | Kind::OverPeriods { .. }
            | Kind::Define(_) => true,
            // So many say no more than the whole does.
            Kind::Count { quantity: Quantity::Any | Quantity::All, .. } => {
                reason.parts.iter().filter(|part| part.decisive).count() <= MOST_ELEMENTS
            }
            Kind::Literal(_)
            | Kind::Fact { .. }
            | Kind::FactIn { .. }
            | Kind::Occurrence { .. }
            | Kind::OccurrenceField { .. }
            | Kind::HasHappened(_)
            | Kind::Parameter(_)
            | Kind::StepAmount(_)
            | Kind::BlockTotal(_)
            | Kind::BlockPayable(_)
            | Kind::Breach(_)
            | Kind::Today
            | Kind::Scale(..)
            | Kind::Table(..)
            | Kind::Status(_)
            | Kind::AfterThePeriod(_)
            | Kind::OverWindow { .. }
            | Kind::Count { .. }
            | Kind::OverElements { .. }
            | Kind::Seen { .. }
            | Kind::ItsDay(_)
            | Kind::BoundOccurrence(_)
            | Kind::BoundField(..)
            | Kind::Negative(_)
            | Kind::Arithmetic(..)
            | Kind::Of(..)
            | Kind::Compare(..)
            | Kind::In(..)
            | Kind::Set(_)
            | Kind::IsKnown(..)
            | Kind::Otherwise(..)
            | Kind::ExtremeOf(..)
            | Kind::Range(..)
            | Kind::Clamp { .. }
            | Kind::Rounded(..)
            | Kind::Moved { .. }
            | Kind::DaysFrom(..)
            | Kind::DayOf(..)
            | Kind::StartOf(_)
            | Kind::Throughout(..)
            | Kind::Is(..)
            | Kind::Unknown => false,
        },
    }
}

/// The period of a window that one of the reasons below it is about.
pub fn window_period(case: Case<'_>, window: &Reason, part: &Reason) -> Option<Period> {
    let kind = |reason: &Reason| &case.laws.expressions[reason.expression].kind;
    if !matches!(kind(window), Kind::OverPeriods { .. } | Kind::OverWindow { .. }) {
        return None;
    }
    let mut waiting = vec![part];
    while let Some(reason) = waiting.pop() {
        match (kind(reason), &reason.step) {
            (
                Kind::FactIn { period: PeriodName::Window(_), .. },
                ReasonStep::Fact { period, .. },
            ) => {
                return *period;
            }
            // Figures below a window of its own are not of this one.
            (Kind::OverPeriods { .. } | Kind::OverWindow { .. }, _) => {}
            (_, _) => waiting.extend(reason.parts.iter().rev()),
        }
    }
    None
}

/// Whether something stands in place of what is not known.
pub fn is_presumed(case: Case<'_>, reason: &Reason) -> bool {
    matches!(case.laws.expressions[reason.expression].kind, Kind::Presumed(..))
        && reason.parts.get(1).is_some_and(|other| other.decisive)
}

/// What is presumed, behind the words of what is not known: `staff presumed 300`.
pub fn presumed(case: Case<'_>, reason: &Reason) -> String {
    let type_ = &case.laws.expressions[reason.expression].type_;
    let shown = figure::outcome(&reason.outcome, type_, case.laws);
    let of = reason.parts.first().map_or_else(|| case.said(reason), |of| case.said(of));
    format!("{of} presumed {shown}")
}

/// One condition with the values of both sides, said as it is: what does not hold is negated.
pub fn atom(case: Case<'_>, reason: &Reason) -> String {
    if is_presumed(case, reason) {
        return presumed(case, reason);
    }
    let expression = &case.laws.expressions[reason.expression];
    let holds = match &reason.outcome {
        Outcome::Known(Value::Bool(holds)) => *holds,
        Outcome::Known(other) => {
            return format!(
                "{} = {}",
                case.said(reason),
                figure::value(other, &expression.type_, case.laws)
            );
        }
        Outcome::Undetermined(_) => return open(case, reason),
        Outcome::Failed(_) => return format!("{}: error", case.said(reason)),
    };
    match (&expression.kind, reason.parts.as_slice()) {
        (Kind::Compare(comparison, ..), [left, right]) => {
            compared(case, *comparison, holds, left, right)
        }
        (Kind::In(..), [member, set]) => {
            // The set is worth showing where what was looked for is not in it.
            match (&set.step, holds) {
                (ReasonStep::Fact { fact, .. }, true) => {
                    let name = fact_name(case, *fact);
                    format!("{} in {name}", side(case, member))
                }
                (_, true) => format!("{} in {}", side(case, member), side(case, set)),
                (_, false) => format!("{} not in {}", side(case, member), side(case, set)),
            }
        }
        (Kind::HasHappened(event), _) => {
            let name = case.event(*event);
            match &reason.step {
                ReasonStep::Event { found: Some(day), .. } => format!("{name} on {day}"),
                ReasonStep::Event { found: None, .. } => format!("no {name}"),
                ReasonStep::Literal
                | ReasonStep::Fact { .. }
                | ReasonStep::Parameter { .. }
                | ReasonStep::Scale { .. }
                | ReasonStep::Table { .. }
                | ReasonStep::Define(_)
                | ReasonStep::Status { .. }
                | ReasonStep::Combined
                | ReasonStep::Counted(_)
                | ReasonStep::History(_) => {
                    format!("{}{name}", if holds { "" } else { "no " })
                }
            }
        }
        (Kind::Status(status), _)
            if let ReasonStep::Status { turning: Some(turning), .. } = &reason.step
                && holds =>
        {
            format!("{} since {}", case.latch(*status), turning.since)
        }
        _ => stated(&case.said(reason), holds),
    }
}

/// The words of the law, negated where they do not hold.
fn stated(words: &str, holds: bool) -> String {
    match (holds, words.contains(' ')) {
        (true, _) => words.to_owned(),
        (false, true) => format!("not ({words})"),
        (false, false) => format!("not {words}"),
    }
}

fn compared(
    case: Case<'_>,
    comparison: Comparison,
    holds: bool,
    left: &Reason,
    right: &Reason,
) -> String {
    let missing = |side: &Reason| side.outcome == Outcome::Known(Value::None);
    if !holds && (missing(left) || missing(right)) {
        // What compares with something that has not happened has no opposite that holds.
        let lacking = if missing(left) { left } else { right };
        return format!("no {}", case.said(lacking));
    }
    let comparison = if holds { comparison } else { comparison.negated() };
    format!("{} {} {}", side(case, left), comparison.symbol(), side(case, right))
}

/// One side of a comparison: its value, with the name of what it is a value of.
fn side(case: Case<'_>, reason: &Reason) -> String {
    if is_presumed(case, reason) {
        return presumed(case, reason);
    }
    if let (Kind::Presumed(..), Some(value)) =
        (&case.laws.expressions[reason.expression].kind, reason.parts.first())
    {
        return side(case, value);
    }
    let expression = &case.laws.expressions[reason.expression];
    let shown = figure::outcome(&reason.outcome, &expression.type_, case.laws);
    match (&reason.step, &reason.outcome) {
        (ReasonStep::Literal, _) => bare(shown),
        (ReasonStep::Parameter { .. }, _) => bare(shown),
        (ReasonStep::Fact { fact, period, .. }, _) => {
            let name = fact_name(case, *fact);
            let period = period.map_or(String::new(), |period| format!(" in {period}"));
            let open = matches!(reason.outcome, Outcome::Undetermined(_));
            if open && shown != "undetermined" {
                format!("{name}{period} ({})", bare(shown))
            } else if shown.chars().any(|letter| letter.is_ascii_digit()) && shown.contains(' ') {
                format!("{} {name}{period}", bare(shown))
            } else {
                format!("{name}{period} {shown}")
            }
        }
        (ReasonStep::Event { event, found, .. }, _) => {
            let name = case.event(*event);
            found.map_or_else(|| format!("no {name}"), |day| format!("{name} {day}"))
        }
        (ReasonStep::Define(define), _) => {
            format!("{} {shown}", case.define(*define))
        }
        (ReasonStep::Status { status, .. }, _) => {
            format!("{} {shown}", case.latch(*status))
        }
        (
            ReasonStep::Combined
            | ReasonStep::History(_)
            | ReasonStep::Counted(_)
            | ReasonStep::Scale { .. }
            | ReasonStep::Table { .. },
            Outcome::Known(_),
        ) => {
            if matches!(expression.kind, Kind::Set(_)) {
                shown
            } else {
                format!("{} = {shown}", case.said(reason))
            }
        }
        (
            ReasonStep::Combined
            | ReasonStep::History(_)
            | ReasonStep::Counted(_)
            | ReasonStep::Scale { .. }
            | ReasonStep::Table { .. },
            _,
        ) => case.said(reason),
    }
}

/// What a fact is called in a sentence: blanks for underscores, but not in the path of another law.
fn fact_name(case: Case<'_>, fact: Id<Fact>) -> String {
    let name = case.fact(fact);
    if name.contains('.') { name } else { name.replace('_', " ") }
}

/// A figure without its unit: the other side names it.
fn bare(shown: String) -> String {
    match shown.rsplit_once(' ') {
        Some((figure, unit))
            if unit.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
                && figure.ends_with(|letter: char| letter.is_ascii_digit()) =>
        {
            figure.to_owned()
        }
        _ => shown,
    }
}

/// A condition that what is known does not settle.
fn open(case: Case<'_>, reason: &Reason) -> String {
    let expression = &case.laws.expressions[reason.expression];
    match (&expression.kind, reason.parts.as_slice()) {
        (Kind::Compare(comparison, ..), [left, right]) => {
            let (left, right) = (unsettled(case, left), unsettled(case, right));
            format!("{left} {} {right}?", comparison.symbol())
        }
        _ => format!("{} not known", case.said(reason)),
    }
}

fn unsettled(case: Case<'_>, reason: &Reason) -> String {
    match &reason.outcome {
        Outcome::Known(_) => side(case, reason),
        Outcome::Undetermined(_) => {
            let shown = side(case, reason);
            shown.replace(" undetermined", " (not known)")
        }
        Outcome::Failed(_) => "error".to_owned(),
    }
}

/// Whether a step compares its operands, so that they are best shown together.
pub fn compares(case: Case<'_>, reason: &Reason) -> bool {
    matches!(
        case.laws.expressions[reason.expression].kind,
        Kind::Compare(..) | Kind::In(..) | Kind::IsKnown(..) | Kind::Throughout(..)
    )
}
