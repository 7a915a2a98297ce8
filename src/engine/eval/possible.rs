//! The values still reachable where what is known does not settle which: bounds and choices.

use crate::engine::verdict::{Needs, Outcome, Possible, Undetermined};
use crate::ground::time::Date;
use crate::ground::value::{Bounds, Edge, Number, Value};

/// Open, with what would settle it.
pub(super) fn undetermined(needs: Needs, possible: Possible) -> Outcome {
    Outcome::Undetermined(Box::new(Undetermined { needs, possible }))
}

/// A number within bounds: known where only one is left.
pub(super) fn number(bounds: Bounds<Number>, needs: impl FnOnce() -> Needs) -> Outcome {
    match bounds.single() {
        Some(number) => Outcome::Known(Value::Number(number.clone())),
        None => undetermined(needs(), Possible::Number(bounds)),
    }
}

/// A date within bounds: known where only one is left.
pub(super) fn date(bounds: Bounds<Date>, needs: impl FnOnce() -> Needs) -> Outcome {
    match bounds.single() {
        Some(date) => Outcome::Known(Value::Date(*date)),
        None => undetermined(needs(), Possible::Date(bounds)),
    }
}

/// The truth value of an outcome, where it is settled. A condition that is nothing, as a field of
/// an event that has not happened, does not hold.
pub(super) fn truth(outcome: &Outcome) -> Option<bool> {
    match outcome {
        Outcome::Known(value) => Some(*value == Value::Bool(true)),
        Outcome::Undetermined(_) | Outcome::Failed(_) => None,
    }
}

/// The bounds of a number, an amount or a duration; `None` where it is none of them.
pub(super) fn numbers(outcome: &Outcome) -> Option<Bounds<Number>> {
    match outcome {
        Outcome::Known(value) => figure(value).map(Bounds::exactly),
        Outcome::Undetermined(open) => match &open.possible {
            Possible::Anything => Some(Bounds::unbounded()),
            Possible::Number(bounds) => Some(bounds.clone()),
            Possible::OneOf(values) => {
                let figures: Option<Vec<Number>> = values.iter().map(figure).collect();
                let figures = figures?;
                let edge = |at: &Number| Edge { at: at.clone(), included: true };
                let (low, high) = (figures.iter().min(), figures.iter().max());
                Some(Bounds { low: low.map(edge), high: high.map(edge) })
            }
            Possible::Range(_) | Possible::Date(_) => None,
        },
        Outcome::Failed(_) => None,
    }
}

/// The number that a number, an amount or a duration in its own unit is.
pub(super) fn figure(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::Duration(duration) => Some(Number::whole(duration.amount)),
        Value::Bool(_)
        | Value::Range(_)
        | Value::Date(_)
        | Value::Country(_)
        | Value::Text(_)
        | Value::Variant(_)
        | Value::Set(_)
        | Value::None => None,
    }
}
