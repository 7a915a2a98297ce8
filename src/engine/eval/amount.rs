//! Amounts: ranges, floors and caps, rounding, the greater and the lesser.

use crate::engine::eval::Evaluator;
use crate::engine::eval::moving::{Moving, earlier};
use crate::engine::eval::possible::{self, Place};
use crate::engine::verdict::{FailureKind, Outcome};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::{Bounds, Number, Rounding, Value};
use crate::language::law::{Expression, Extreme, Type};

impl Evaluator<'_> {
    /// `a to b`
    pub(super) fn range(
        &mut self,
        low: Id<Expression>,
        high: Id<Expression>,
        place: Place,
        on: Date,
    ) -> Moving {
        let low = self.expression(low, on).settled(on);
        let high = self.expression(high, on).settled(on);
        Moving::until(earlier(low.horizon, high.horizon), ranged(low.outcome, high.outcome, place))
    }

    /// `x no less than y`, `x no more than y`; on a range, each end.
    pub(super) fn clamp(
        &mut self,
        value: Id<Expression>,
        floor: bool,
        limit: Id<Expression>,
        place: Place,
        on: Date,
    ) -> Moving {
        let value = self.expression(value, on).settled(on);
        let limit = self.expression(limit, on).settled(on);
        let horizon = earlier(value.horizon, limit.horizon);
        let extreme = if floor { Extreme::Greater } else { Extreme::Lesser };
        let outcome = more_extreme(extreme, value.outcome, limit.outcome, place);
        Moving::until(horizon, outcome)
    }

    /// `greater of { a, b }`, `lesser of { a, b }`
    pub(super) fn extreme_of(
        &mut self,
        extreme: Extreme,
        operands: &[Id<Expression>],
        place: Place,
        on: Date,
    ) -> Moving {
        let mut result: Option<Moving> = None;
        for operand in operands {
            let operand = self.expression(*operand, on).settled(on);
            result = Some(match result {
                None => operand,
                Some(before) => Moving::until(
                    earlier(before.horizon, operand.horizon),
                    more_extreme(extreme, before.outcome, operand.outcome, place),
                ),
            });
        }
        // The grammar asks for at least one operand.
        result.unwrap_or_else(|| Moving::until(None, place.failed(FailureKind::Mistyped)))
    }

    /// `x rounded half up to s`
    pub(super) fn rounded(
        &mut self,
        value: Id<Expression>,
        mode: Rounding,
        step: Id<Expression>,
        place: Place,
        on: Date,
    ) -> Moving {
        let value = self.expression(value, on).settled(on);
        let step = self.expression(step, on).settled(on);
        let horizon = earlier(value.horizon, step.horizon);
        let round = |value: &Number, step: &Number| {
            value.rounded(mode, step).ok_or(FailureKind::DivisionByZero)
        };
        let exact = |value: &Value, step: &Value| match (value, step) {
            (Value::Number(value), Value::Number(step)) => round(value, step).map(Value::Number),
            (Value::Range(ends), Value::Number(step)) => {
                Ok(possible::between(&round(&ends.0, step)?, &round(&ends.1, step)?))
            }
            _ => Err(FailureKind::Mistyped),
        };
        // A greater number is never rounded to less.
        let loose = |value: &Bounds<Number>, step: &Bounds<Number>| {
            Ok(match step.single() {
                Some(step) => value.rising(|edge| edge.rounded(mode, step)),
                None => Bounds::unbounded(),
            })
        };
        Moving::until(horizon, place.combine(value.outcome, step.outcome, &exact, &loose))
    }
}

/// The greater or the lesser of two; of a range and a limit, each end.
fn more_extreme(extreme: Extreme, one: Outcome, two: Outcome, place: Place) -> Outcome {
    let pick = |one: &Number, two: &Number| match extreme {
        Extreme::Greater => one.max(two).clone(),
        Extreme::Lesser => one.min(two).clone(),
    };
    let exact = |one: &Value, two: &Value| match (one, two) {
        (Value::Range(ends), Value::Number(limit)) | (Value::Number(limit), Value::Range(ends)) => {
            Ok(possible::between(&pick(&ends.0, limit), &pick(&ends.1, limit)))
        }
        (one, two) => Ok(match extreme {
            Extreme::Greater => one.max(two).clone(),
            Extreme::Lesser => one.min(two).clone(),
        }),
    };
    let loose = |one: &Bounds<Number>, two: &Bounds<Number>| {
        Ok(match extreme {
            Extreme::Greater => one.greater(two),
            Extreme::Lesser => one.lesser(two),
        })
    };
    if possible::choices(&one).is_some() && possible::choices(&two).is_some() {
        return place.combine(one, two, &exact, &loose);
    }
    let needs = possible::needs_of(&one).and(&possible::needs_of(&two));
    if *place.type_ == Type::Date
        && let (Some(one), Some(two)) = (possible::dates(&one), possible::dates(&two))
    {
        return possible::date(extreme_bounds(extreme, &one, &two), needs);
    }
    if *place.type_ == Type::DateTime
        && let (Some(one), Some(two)) = (possible::minutes(&one), possible::minutes(&two))
    {
        return possible::datetime(extreme_bounds(extreme, &one, &two), needs);
    }
    place.combine(one, two, &exact, &loose)
}

/// The bounds of the greater or the lesser of two.
fn extreme_bounds<T: Ord + Clone>(extreme: Extreme, one: &Bounds<T>, two: &Bounds<T>) -> Bounds<T> {
    match extreme {
        Extreme::Greater => one.greater(two),
        Extreme::Lesser => one.lesser(two),
    }
}

fn ranged(low: Outcome, high: Outcome, place: Place) -> Outcome {
    let exact = |low: &Value, high: &Value| match (low, high) {
        (Value::Number(low), Value::Number(high)) if low <= high => {
            Ok(possible::between(low, high))
        }
        (Value::Number(_), Value::Number(_)) => Err(FailureKind::RangeReversed),
        _ => Err(FailureKind::Mistyped),
    };
    let (one, two) = (possible::numbers(&low), possible::numbers(&high));
    let few = possible::choices(&low).is_some() && possible::choices(&high).is_some();
    match (one, two) {
        (Some(one), Some(two)) if !few => {
            let orders = one.orders(&two);
            if orders.greater && !orders.less && !orders.equal {
                return place.failed(FailureKind::RangeReversed);
            }
            place.range(one, two, possible::needs_of(&low).and(&possible::needs_of(&high)))
        }
        (_, _) => place.combine(low, high, &exact, &|_, _| Ok(Bounds::unbounded())),
    }
}
