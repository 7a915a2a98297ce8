//! The values still reachable where what is known does not settle which: bounds and choices.

use crate::engine::verdict::{Failure, FailureKind, Needs, Outcome, Possible, Undetermined};
use crate::ground::text::Span;
use crate::ground::time::{Date, DateTime, Duration};
use crate::ground::value::{Bounds, Number, TooLarge, Value};
use crate::language::law::Type;

/// Beyond so many single values, numbers and dates are known by their bounds only.
pub(super) const MOST_CHOICES: usize = 16;

/// The expression that is being evaluated: its type, its place, and the day.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Its type.
    pub type_: &'a Type,
    /// Where it is written.
    pub span: Span,
    /// The day.
    pub on: Date,
}

/// An operation on known values.
pub(super) type Exact<'a> = &'a dyn Fn(&Value, &Value) -> Result<Value, FailureKind>;

/// The same operation on bounds.
pub(super) type Loose<'a> =
    &'a dyn Fn(&Bounds<Number>, &Bounds<Number>) -> Result<Bounds<Number>, TooLarge>;

impl Place<'_> {
    /// What went wrong here.
    pub fn failed(&self, kind: FailureKind) -> Outcome {
        Outcome::Failed(Box::new(Failure { kind, span: self.span, on: self.on }))
    }

    /// A value, or what went wrong here.
    pub fn settled(&self, result: Result<Value, FailureKind>) -> Outcome {
        match result {
            Ok(value) => Outcome::Known(value),
            Err(kind) => self.failed(kind),
        }
    }

    /// A number, amount or duration within bounds: known where only one is left.
    pub fn number(&self, bounds: Bounds<Number>, needs: Needs) -> Outcome {
        let known = match (bounds.single(), self.type_) {
            (None, _) => None,
            (Some(number), Type::Duration(family)) => {
                let amount = number.to_i64();
                amount.map(|amount| Value::Duration(Duration { family: *family, amount }))
            }
            (Some(number), _) => Some(Value::Number(number.clone())),
        };
        match known {
            Some(value) => Outcome::Known(value),
            None if bounds == Bounds::unbounded() => undetermined(needs, Possible::Anything),
            None => undetermined(needs, Possible::Number(bounds)),
        }
    }

    /// A range whose ends lie within bounds: known where only one is left.
    pub fn range(&self, low: Bounds<Number>, high: Bounds<Number>, needs: Needs) -> Outcome {
        match (low.single(), high.single()) {
            (Some(low), Some(high)) if low <= high => Outcome::Known(between(low, high)),
            (Some(_), Some(_)) => self.failed(FailureKind::RangeReversed),
            (None, _) | (_, None) => undetermined(needs, Possible::Range(Box::new((low, high)))),
        }
    }

    /// Two operands combined: exactly where both are known or few, else by their bounds. What is
    /// nothing makes nothing.
    pub fn combine(&self, one: Outcome, two: Outcome, exact: Exact, loose: Loose) -> Outcome {
        if is_none(&one) || is_none(&two) {
            return Outcome::Known(Value::None);
        }
        let (one, two) = match (one, two) {
            (Outcome::Known(one), Outcome::Known(two)) => {
                return self.settled(exact(&one, &two));
            }
            (Outcome::Failed(failure), _) | (_, Outcome::Failed(failure)) => {
                return Outcome::Failed(failure);
            }
            operands => operands,
        };
        let needs = needs_of(&one).and(&needs_of(&two));
        if let Some(values) = pairs(&one, &two, exact) {
            return choice(values, needs);
        }
        if let (Some(one), Some(two)) = (numbers(&one), numbers(&two))
            && !matches!(self.type_, Type::NumberRange(_) | Type::MoneyRange(_))
        {
            return match loose(&one, &two) {
                Ok(bounds) => self.number(bounds, needs),
                Err(TooLarge) => self.failed(FailureKind::NumberTooLarge),
            };
        }
        self.combine_ends(&one, &two, needs, loose)
    }

    /// Open, whatever its type admits.
    pub fn open(&self, needs: Needs) -> Outcome {
        // A truth value is never nothing: see `nothing`.
        let truth = *self.type_ == Type::Bool;
        undetermined(needs, if truth { Possible::Anything } else { Possible::AnythingOrNone })
    }

    /// What a value comes to on a day that is none: nothing; a condition does not hold.
    pub fn nothing(&self) -> Outcome {
        let truth = *self.type_ == Type::Bool;
        Outcome::Known(if truth { Value::Bool(false) } else { Value::None })
    }

    fn combine_ends(&self, one: &Outcome, two: &Outcome, needs: Needs, loose: Loose) -> Outcome {
        let (Some(one), Some(two)) = (ends(one), ends(two)) else {
            return self.open(needs);
        };
        let combined = loose(&one.0, &two.0).and_then(|low| Ok((low, loose(&one.1, &two.1)?)));
        match combined {
            Err(TooLarge) => self.failed(FailureKind::NumberTooLarge),
            // Where a range may have been turned over, either end may be either.
            Ok((low, high)) if low.orders(&high).greater => {
                let hull = low.hull(&high);
                self.range(hull.clone(), hull, needs)
            }
            Ok((low, high)) => self.range(low, high, needs),
        }
    }
}

/// Open, with what would settle it.
pub(super) fn undetermined(needs: Needs, possible: Possible) -> Outcome {
    Outcome::Undetermined(Box::new(Undetermined { needs, possible }))
}

/// A number that a sheet states by bounds: known where only one is left.
pub(super) fn number(bounds: Bounds<Number>, needs: impl FnOnce() -> Needs) -> Outcome {
    match bounds.single() {
        Some(number) => Outcome::Known(Value::Number(number.clone())),
        None => undetermined(needs(), Possible::Number(bounds)),
    }
}

/// A date within bounds: known where only one is left.
pub(super) fn date(bounds: Bounds<Date>, needs: Needs) -> Outcome {
    match bounds.single() {
        Some(date) => Outcome::Known(Value::Date(*date)),
        None if bounds == Bounds::unbounded() => undetermined(needs, Possible::Anything),
        None => undetermined(needs, Possible::Date(bounds)),
    }
}

/// A minute within bounds: known where only one is left.
pub(super) fn datetime(bounds: Bounds<DateTime>, needs: Needs) -> Outcome {
    match bounds.single() {
        Some(minute) => Outcome::Known(Value::DateTime(*minute)),
        None if bounds == Bounds::unbounded() => undetermined(needs, Possible::Anything),
        None => undetermined(needs, Possible::DateTime(bounds)),
    }
}

/// The day of what may be a minute; a date stays what it is.
pub(super) fn day_of(outcome: Outcome) -> Outcome {
    let day = |value: &Value| {
        if let Value::DateTime(minute) = value { Value::Date(minute.date) } else { value.clone() }
    };
    match outcome {
        Outcome::Known(value) => Outcome::Known(day(&value)),
        Outcome::Undetermined(open) => match open.possible {
            Possible::DateTime(bounds) => {
                date(bounds.rising(|minute| Some(minute.date)), open.needs)
            }
            Possible::OneOf(values) => choice(values.iter().map(day).collect(), open.needs),
            Possible::Anything
            | Possible::AnythingOrNone
            | Possible::Number(_)
            | Possible::Range(_)
            | Possible::Date(_) => Outcome::Undetermined(open),
        },
        failed @ Outcome::Failed(_) => failed,
    }
}

/// One of several values: known where they agree.
pub(super) fn choice(mut values: Vec<Value>, needs: Needs) -> Outcome {
    values.sort();
    values.dedup();
    match values.as_slice() {
        [value] => Outcome::Known(value.clone()),
        _ => undetermined(needs, reachable(values)),
    }
}

/// One of several outcomes, where what would settle which is `needs`: known where they agree; an
/// error among them wins over what is merely open.
pub(super) fn one_of(outcomes: Vec<Outcome>, mut needs: Needs) -> Outcome {
    let mut possible: Option<Possible> = None;
    for outcome in &outcomes {
        let here = match outcome {
            Outcome::Failed(_) => return outcome.clone(),
            Outcome::Known(value) => Possible::OneOf(vec![value.clone()]),
            Outcome::Undetermined(open) => {
                needs = needs.and(&open.needs);
                open.possible.clone()
            }
        };
        possible = Some(match possible {
            None => here,
            Some(before) => either(before, here),
        });
    }
    match possible {
        Some(Possible::OneOf(values)) => choice(values, needs),
        Some(possible) => undetermined(needs, possible),
        None => undetermined(needs, Possible::Anything),
    }
}

/// A truth value that each of these leaves open: an error wins over what is merely open.
pub(super) fn unsettled<'o>(outcomes: impl Iterator<Item = &'o Outcome>) -> Outcome {
    let mut needs = Needs::default();
    for outcome in outcomes {
        match outcome {
            Outcome::Failed(_) => return outcome.clone(),
            Outcome::Undetermined(open) => needs = needs.and(&open.needs),
            Outcome::Known(_) => {}
        }
    }
    undetermined(needs, Possible::Anything)
}

/// What is reachable where one of two sets of values is.
fn either(one: Possible, two: Possible) -> Possible {
    match (one, two) {
        (Possible::OneOf(mut one), Possible::OneOf(two)) => {
            one.extend(two);
            one.sort();
            one.dedup();
            let many = if one.len() > MOST_CHOICES { hull(&one) } else { None };
            many.unwrap_or(Possible::OneOf(one))
        }
        (Possible::OneOf(values), other) | (other, Possible::OneOf(values)) => {
            match hull(&values) {
                Some(bounds) => bounds_of_either(bounds, other),
                None if values.contains(&Value::None) => Possible::AnythingOrNone,
                None => bounds_of_either(Possible::Anything, other),
            }
        }
        (one, two) => bounds_of_either(one, two),
    }
}

fn bounds_of_either(one: Possible, two: Possible) -> Possible {
    match (one, two) {
        (Possible::Number(one), Possible::Number(two)) => Possible::Number(one.hull(&two)),
        (Possible::Date(one), Possible::Date(two)) => Possible::Date(one.hull(&two)),
        (Possible::DateTime(one), Possible::DateTime(two)) => Possible::DateTime(one.hull(&two)),
        (Possible::Range(one), Possible::Range(two)) => range_of_either(&one, &two),
        (Possible::Range(range), Possible::Number(number))
        | (Possible::Number(number), Possible::Range(range)) => {
            range_of_either(&range, &(number.clone(), number))
        }
        (Possible::AnythingOrNone, _) | (_, Possible::AnythingOrNone) => Possible::AnythingOrNone,
        (_, _) => Possible::Anything,
    }
}

type Ends = (Bounds<Number>, Bounds<Number>);

fn range_of_either(one: &Ends, two: &Ends) -> Possible {
    Possible::Range(Box::new((one.0.hull(&two.0), one.1.hull(&two.1))))
}

/// The bounds of one value, where it is of a kind that has any.
fn single(value: &Value) -> Option<Possible> {
    match value {
        Value::Number(number) => Some(Possible::Number(Bounds::exactly(number.clone()))),
        Value::Duration(duration) => {
            Some(Possible::Number(Bounds::exactly(Number::whole(duration.amount))))
        }
        Value::Date(date) => Some(Possible::Date(Bounds::exactly(*date))),
        Value::DateTime(minute) => Some(Possible::DateTime(Bounds::exactly(*minute))),
        Value::Range(ends) => {
            let (low, high) = ends.as_ref().clone();
            Some(Possible::Range(Box::new((Bounds::exactly(low), Bounds::exactly(high)))))
        }
        Value::Bool(_)
        | Value::Country(_)
        | Value::Text(_)
        | Value::Variant(_)
        | Value::Set(_)
        | Value::None => None,
    }
}

/// The bounds of several values, where they have any.
fn hull(values: &[Value]) -> Option<Possible> {
    let both = |one: Option<Possible>, two| Some(bounds_of_either(one?, two?));
    values.iter().map(single).reduce(both)?
}

/// Of truth values, both are as good as anything.
fn reachable(values: Vec<Value>) -> Possible {
    match values.as_slice() {
        [] | [Value::Bool(false), Value::Bool(true)] => Possible::Anything,
        _ => Possible::OneOf(values),
    }
}

/// What would settle an outcome.
pub(super) fn needs_of(outcome: &Outcome) -> Needs {
    match outcome {
        Outcome::Undetermined(open) => open.needs.clone(),
        Outcome::Known(_) | Outcome::Failed(_) => Needs::default(),
    }
}

/// The number, amount or duration it is known to be.
pub(super) fn figure(outcome: &Outcome) -> Option<Number> {
    match outcome {
        Outcome::Known(Value::Number(number)) => Some(number.clone()),
        Outcome::Known(Value::Duration(duration)) => Some(Number::whole(duration.amount)),
        Outcome::Known(_) | Outcome::Undetermined(_) | Outcome::Failed(_) => None,
    }
}

/// Whether it is known to be nothing.
pub(super) fn is_none(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Known(Value::None))
}

/// The truth value of an outcome, where it is settled. A condition that is nothing, as a field of
/// an event that has not happened, does not hold.
pub(super) fn truth(outcome: &Outcome) -> Option<bool> {
    match outcome {
        Outcome::Known(value) => Some(*value == Value::Bool(true)),
        Outcome::Undetermined(_) | Outcome::Failed(_) => None,
    }
}

/// The few single values it may be.
pub(super) fn choices(outcome: &Outcome) -> Option<&[Value]> {
    match outcome {
        Outcome::Known(value) => Some(std::slice::from_ref(value)),
        Outcome::Undetermined(open) => match &open.possible {
            Possible::OneOf(values) => Some(values),
            Possible::Anything
            | Possible::AnythingOrNone
            | Possible::Number(_)
            | Possible::Range(_)
            | Possible::Date(_)
            | Possible::DateTime(_) => None,
        },
        Outcome::Failed(_) => None,
    }
}

/// The results for every pair of two few choices, where each has one.
fn pairs(one: &Outcome, two: &Outcome, exact: Exact) -> Option<Vec<Value>> {
    let (one, two) = (choices(one)?, choices(two)?);
    if one.len() * two.len() > MOST_CHOICES {
        return None;
    }
    let pairs = one.iter().flat_map(|one| two.iter().map(move |two| (one, two)));
    pairs
        .map(|(one, two)| match (one, two) {
            (Value::None, _) | (_, Value::None) => Some(Value::None),
            (one, two) => exact(one, two).ok(),
        })
        .collect()
}

/// The bounds of a number, an amount or a duration; `None` where it is none of them.
pub(super) fn numbers(outcome: &Outcome) -> Option<Bounds<Number>> {
    match bounds(outcome)? {
        Possible::Anything => Some(Bounds::unbounded()),
        Possible::Number(bounds) => Some(bounds),
        Possible::Range(_)
        | Possible::Date(_)
        | Possible::DateTime(_)
        | Possible::OneOf(_)
        | Possible::AnythingOrNone => None,
    }
}

/// The bounds of a date; `None` where it is none.
pub(super) fn dates(outcome: &Outcome) -> Option<Bounds<Date>> {
    match bounds(outcome)? {
        Possible::Anything => Some(Bounds::unbounded()),
        Possible::Date(bounds) => Some(bounds),
        Possible::Range(_)
        | Possible::Number(_)
        | Possible::DateTime(_)
        | Possible::OneOf(_)
        | Possible::AnythingOrNone => None,
    }
}

/// The bounds of a minute; `None` where it is none.
pub(super) fn minutes(outcome: &Outcome) -> Option<Bounds<DateTime>> {
    match bounds(outcome)? {
        Possible::Anything => Some(Bounds::unbounded()),
        Possible::DateTime(bounds) => Some(bounds),
        Possible::Range(_)
        | Possible::Number(_)
        | Possible::Date(_)
        | Possible::OneOf(_)
        | Possible::AnythingOrNone => None,
    }
}

/// The bounds of both ends of a range; a single amount is a range of one.
pub(super) fn ends(outcome: &Outcome) -> Option<Ends> {
    match bounds(outcome)? {
        Possible::Anything => Some((Bounds::unbounded(), Bounds::unbounded())),
        Possible::Range(ends) => Some(*ends),
        Possible::Number(bounds) => Some((bounds.clone(), bounds)),
        Possible::Date(_)
        | Possible::DateTime(_)
        | Possible::OneOf(_)
        | Possible::AnythingOrNone => None,
    }
}

/// Whatever it may be, by its bounds.
fn bounds(outcome: &Outcome) -> Option<Possible> {
    match outcome {
        Outcome::Known(value) => single(value),
        Outcome::Undetermined(open) => match &open.possible {
            Possible::OneOf(values) => hull(values),
            // Nothing lies within no bounds.
            Possible::AnythingOrNone => None,
            Possible::Anything
            | Possible::Number(_)
            | Possible::Range(_)
            | Possible::Date(_)
            | Possible::DateTime(_) => Some(open.possible.clone()),
        },
        Outcome::Failed(_) => None,
    }
}

/// A range of amounts.
pub(super) fn between(low: &Number, high: &Number) -> Value {
    Value::Range(Box::new((low.clone(), high.clone())))
}
