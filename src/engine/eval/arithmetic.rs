//! Sums, differences, products and quotients: exact, or as near as what is known allows.

use crate::engine::eval::moving::{Drift, Moving, earlier};
use crate::engine::eval::possible::Place;
use crate::engine::eval::{Evaluator, possible};
use crate::engine::verdict::{FailureKind, Outcome};
use crate::ground::table::Id;
use crate::ground::time::{Date, Duration};
use crate::ground::value::number::MOST_BITS;
use crate::ground::value::{Bounds, Number, TooLarge, Value};
use crate::language::law::{Arithmetic, Expression};

impl Evaluator<'_> {
    /// `-x`
    pub(super) fn negative(&mut self, operand: Id<Expression>, place: Place, on: Date) -> Moving {
        let moving = self.expression(operand, on);
        let days = moving.days().and_then(i64::checked_neg);
        let (moving, drift) = match days {
            Some(days) => (Moving { drift: Drift::Still, ..moving }, Drift::by(days)),
            None => (moving.settled(on), Drift::Still),
        };
        let minus_one = Moving::known(None, Value::Number(Number::whole(-1)));
        Moving { drift, ..operated(Arithmetic::Multiply, minus_one, moving, place) }
    }

    /// `a + b - c`, `a * b / c`: left to right.
    pub(super) fn arithmetic(
        &mut self,
        first: Id<Expression>,
        rest: &[(Arithmetic, Id<Expression>)],
        place: Place,
        on: Date,
    ) -> Moving {
        let mut result = self.expression(first, on);
        for (operator, operand) in rest {
            let operand = self.expression(*operand, on);
            result = operated(*operator, result, operand, place);
        }
        result
    }

    /// `6% of x`; a range of shares gives a range of amounts.
    pub(super) fn of(
        &mut self,
        share: Id<Expression>,
        whole: Id<Expression>,
        place: Place,
        on: Date,
    ) -> Moving {
        let share = self.expression(share, on);
        let whole = self.expression(whole, on);
        operated(Arithmetic::Multiply, share, whole, place)
    }
}

/// Two operands combined, and how the result moves.
fn operated(operator: Arithmetic, one: Moving, two: Moving, place: Place) -> Moving {
    let evenly = match (operator, one.days(), two.days()) {
        (Arithmetic::Add, Some(one), Some(two)) => one.checked_add(two),
        (Arithmetic::Subtract, Some(one), Some(two)) => one.checked_sub(two),
        (Arithmetic::Multiply | Arithmetic::Divide, Some(0), Some(0)) => Some(0),
        _ => None,
    };
    let (one, two, drift) = match evenly {
        Some(days) => (one, two, Drift::by(days)),
        None => (one.settled(place.on), two.settled(place.on), Drift::Still),
    };
    let horizon = earlier(one.horizon, two.horizon);
    if operator == Arithmetic::Divide
        && possible::figure(&two.outcome).is_some_and(|divisor| divisor.is_zero())
        && !possible::is_none(&one.outcome)
    {
        let outcome = match one.outcome {
            Outcome::Failed(_) => one.outcome,
            Outcome::Known(_) | Outcome::Undetermined(_) => {
                place.failed(FailureKind::DivisionByZero)
            }
        };
        return Moving::until(horizon, outcome);
    }
    let exact = |one: &Value, two: &Value| exactly(operator, one, two);
    let loose = |one: &Bounds<Number>, two: &Bounds<Number>| match operator {
        Arithmetic::Add => Ok(one.add(two)),
        Arithmetic::Subtract => Ok(one.sub(two)),
        Arithmetic::Multiply => one.mul(two),
        Arithmetic::Divide => one.div(two),
    };
    let outcome = place.combine(one.outcome, two.outcome, &exact, &loose);
    let drift = match outcome {
        Outcome::Known(Value::Date(_) | Value::Duration(_)) | Outcome::Undetermined(_) => drift,
        Outcome::Known(_) | Outcome::Failed(_) => Drift::Still,
    };
    Moving { outcome, horizon, drift }
}

/// What an operator makes of two known values.
fn exactly(operator: Arithmetic, one: &Value, two: &Value) -> Result<Value, FailureKind> {
    match (one, two) {
        (Value::Number(one), Value::Number(two)) => number(operator, one, two).map(Value::Number),
        (Value::Duration(one), Value::Duration(two)) => match operator {
            Arithmetic::Divide => {
                let ratio = Number::ratio(one.amount, two.amount);
                ratio.map(Value::Number).ok_or(FailureKind::DivisionByZero)
            }
            Arithmetic::Add | Arithmetic::Subtract | Arithmetic::Multiply => {
                let amount =
                    number(operator, &Number::whole(one.amount), &Number::whole(two.amount))?;
                duration(*one, &amount)
            }
        },
        (Value::Duration(of), Value::Number(times)) => {
            duration(*of, &number(operator, &Number::whole(of.amount), times)?)
        }
        (Value::Number(times), Value::Duration(of)) => {
            duration(*of, &number(operator, times, &Number::whole(of.amount))?)
        }
        (Value::Range(one), Value::Range(two)) => ends_of(
            exactly(operator, &low(one), &low(two))?,
            exactly(operator, &high(one), &high(two))?,
        ),
        (Value::Range(ends), other) => {
            ends_of(exactly(operator, &low(ends), other)?, exactly(operator, &high(ends), other)?)
        }
        (other, Value::Range(ends)) => {
            ends_of(exactly(operator, other, &low(ends))?, exactly(operator, other, &high(ends))?)
        }
        _ => Err(FailureKind::Mistyped),
    }
}

fn low(ends: &(Number, Number)) -> Value {
    Value::Number(ends.0.clone())
}

fn high(ends: &(Number, Number)) -> Value {
    Value::Number(ends.1.clone())
}

/// A range from both ends: a share of a loss turns it over.
fn ends_of(one: Value, two: Value) -> Result<Value, FailureKind> {
    match (one, two) {
        (Value::Number(one), Value::Number(two)) => {
            Ok(Value::Range(Box::new(if one <= two { (one, two) } else { (two, one) })))
        }
        _ => Err(FailureKind::Mistyped),
    }
}

fn number(operator: Arithmetic, one: &Number, two: &Number) -> Result<Number, FailureKind> {
    let result = match operator {
        Arithmetic::Add => one.add(two),
        Arithmetic::Subtract => one.sub(two),
        Arithmetic::Multiply => one.mul(two).map_err(|TooLarge| FailureKind::NumberTooLarge)?,
        Arithmetic::Divide => one.div(two).ok_or(FailureKind::DivisionByZero)?,
    };
    if result.bits() > MOST_BITS { Err(FailureKind::NumberTooLarge) } else { Ok(result) }
}

fn duration(of: Duration, amount: &Number) -> Result<Value, FailureKind> {
    if !amount.is_whole() {
        return Err(FailureKind::DurationNotWhole);
    }
    let amount = amount.to_i64().ok_or(FailureKind::NumberTooLarge)?;
    Ok(Value::Duration(Duration { amount, ..of }))
}
