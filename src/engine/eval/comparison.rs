//! Comparisons, membership of sets, and what is known.

use crate::engine::eval::moving::{Drift, Moving, earlier};
use crate::engine::eval::{Evaluator, possible};
use crate::engine::verdict::{Outcome, Possible};
use crate::ground::table::Id;
use crate::ground::time::{Date, Duration, MonthEnd, Workdays};
use crate::ground::value::{Bounds, Number, Value};
use crate::language::law::{Comparison, Expression, Kind};
use std::cmp::Ordering;

impl Evaluator<'_> {
    /// `a < b`
    pub(super) fn compare(
        &mut self,
        comparison: Comparison,
        left: Id<Expression>,
        right: Id<Expression>,
        on: Date,
    ) -> Moving {
        let left = self.expression(left, on);
        let right = self.expression(right, on);
        let horizon = match (left.drift, right.drift) {
            (Drift::Still, Drift::Still) => earlier(left.horizon, right.horizon),
            // Nothing stays nothing, whatever the other side does.
            _ if possible::is_none(&left.outcome) || possible::is_none(&right.outcome) => {
                earlier(left.horizon, right.horizon)
            }
            _ => self.crossing(comparison, &left, &right, on),
        };
        Moving::until(horizon, compared(comparison, left.outcome, right.outcome))
    }

    /// The first day on which a comparison of what drifts may come out otherwise.
    fn crossing(
        &self,
        comparison: Comparison,
        left: &Moving,
        right: &Moving,
        on: Date,
    ) -> Option<Date> {
        let end = earlier(left.horizon, right.horizon);
        let rule = self.law.month_end.unwrap_or(MonthEnd::LastDay);
        let workdays = self.workdays();
        let rank = |days: i64| {
            let (left, right) =
                (path(left, days, rule, workdays)?, path(right, days, rule, workdays)?);
            let orders = left.orders(&right);
            Some((orders.decide(Ordering::is_lt), orders.decide(Ordering::is_le)))
        };
        // Where both move, and one of them unevenly, they may pass one another again and again.
        if [left, right].iter().all(|side| side.drift != Drift::Still)
            && [left, right].iter().any(|side| side.days().is_none())
        {
            return earlier(end, on.next());
        }
        let Some(mut before) = rank(0) else { return earlier(end, on.next()) };
        let last = end.unwrap_or(Date::LAST);
        let most = on.days_until(last);
        let mut from = 0;
        // Both move steadily, so their order passes through at most five states.
        loop {
            let differs = |days: i64| rank(days) != Some(before);
            let Some(days) = first_where(from + 1, most, differs) else { return end };
            let Some(after) = rank(days) else { return on.plus_days(days) };
            if decided(comparison, after) != decided(comparison, before) {
                return on.plus_days(days);
            }
            (before, from) = (after, days);
        }
    }

    /// `x in S`
    pub(super) fn within(
        &mut self,
        value: Id<Expression>,
        set: Id<Expression>,
        on: Date,
    ) -> Moving {
        let laws = self.laws;
        if let Kind::Set(elements) = &laws.expressions[set].kind {
            return self.among(value, elements, on);
        }
        let value = self.expression(value, on).settled(on);
        let set = self.expression(set, on).settled(on);
        let horizon = earlier(value.horizon, set.horizon);
        let outcome = match (value.outcome, set.outcome) {
            (Outcome::Failed(failure), _) | (_, Outcome::Failed(failure)) => {
                Outcome::Failed(failure)
            }
            (value, set) => match contained(&value, &set) {
                Some(holds) => Outcome::Known(Value::Bool(holds)),
                None => {
                    let needs = possible::needs_of(&value).and(&possible::needs_of(&set));
                    possible::undetermined(needs, Possible::Anything)
                }
            },
        };
        Moving::until(horizon, outcome)
    }

    /// `x in {a, b}`: whether it equals one of them.
    fn among(&mut self, value: Id<Expression>, elements: &[Id<Expression>], on: Date) -> Moving {
        let value = self.expression(value, on).settled(on);
        let mut horizon = value.horizon;
        let mut unsettled: Option<Outcome> = None;
        let mut found = false;
        for element in elements {
            let element = self.expression(*element, on).settled(on);
            horizon = earlier(horizon, element.horizon);
            let equal = compared(Comparison::Equal, value.outcome.clone(), element.outcome);
            match possible::truth(&equal) {
                Some(holds) => found |= holds,
                None => {
                    unsettled = Some(match (unsettled, equal) {
                        (None, equal) => equal,
                        (Some(Outcome::Failed(failure)), _) | (_, Outcome::Failed(failure)) => {
                            Outcome::Failed(failure)
                        }
                        (Some(before), equal) => {
                            let needs = possible::needs_of(&before);
                            let needs = needs.and(&possible::needs_of(&equal));
                            possible::undetermined(needs, Possible::Anything)
                        }
                    });
                }
            }
        }
        match unsettled {
            Some(outcome) if !found => Moving::until(horizon, outcome),
            Some(_) | None => Moving::truth(horizon, found),
        }
    }

    /// `{a, b}`
    pub(super) fn set(&mut self, elements: &[Id<Expression>], on: Date) -> Moving {
        let mut horizon = None;
        let mut outcomes = Vec::new();
        for element in elements {
            let element = self.expression(*element, on).settled(on);
            horizon = earlier(horizon, element.horizon);
            outcomes.push(element.outcome);
        }
        let known: Option<Vec<Value>> = outcomes
            .iter()
            .map(|outcome| match outcome {
                Outcome::Known(value) => Some(value.clone()),
                Outcome::Undetermined(_) | Outcome::Failed(_) => None,
            })
            .collect();
        let outcome = match known {
            Some(mut values) => {
                values.sort();
                values.dedup();
                Outcome::Known(Value::Set(values.into()))
            }
            None => match possible::one_of(outcomes, Default::default()) {
                Outcome::Undetermined(open) => {
                    possible::undetermined(open.needs, Possible::Anything)
                }
                settled @ (Outcome::Known(_) | Outcome::Failed(_)) => settled,
            },
        };
        Moving::until(horizon, outcome)
    }

    /// `x is known`, `x is unknown`
    pub(super) fn is_known(&mut self, operand: Id<Expression>, known: bool, on: Date) -> Moving {
        let moving = self.expression(operand, on);
        // However a known value moves, it stays known until its horizon.
        let is_known = match &moving.outcome {
            Outcome::Known(_) => true,
            Outcome::Undetermined(_) => false,
            Outcome::Failed(_) => return Moving::until(moving.lasts(on), moving.outcome),
        };
        Moving::truth(moving.horizon, is_known == known)
    }
}

/// Whether a comparison holds, as far as what is known settles it.
pub(super) fn compared(comparison: Comparison, left: Outcome, right: Outcome) -> Outcome {
    if let (Outcome::Known(left), Outcome::Known(right)) = (&left, &right) {
        return Outcome::Known(Value::Bool(holds(comparison, left, right)));
    }
    let equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
    if !equality && (possible::is_none(&left) || possible::is_none(&right)) {
        // Nothing stands in no order, whatever the other side is.
        return Outcome::Known(Value::Bool(false));
    }
    let (left, right) = match (left, right) {
        (Outcome::Failed(failure), _) | (_, Outcome::Failed(failure)) => {
            return Outcome::Failed(failure);
        }
        operands => operands,
    };
    match settled(comparison, &left, &right) {
        Some(holds) => Outcome::Known(Value::Bool(holds)),
        None => {
            let needs = possible::needs_of(&left).and(&possible::needs_of(&right));
            possible::undetermined(needs, Possible::Anything)
        }
    }
}

/// Whether a comparison comes out the same for all that both sides may be.
fn settled(comparison: Comparison, left: &Outcome, right: &Outcome) -> Option<bool> {
    if let (Some(left), Some(right)) = (possible::choices(left), possible::choices(right)) {
        let mut pairs =
            left.iter().flat_map(|one| right.iter().map(move |two| holds(comparison, one, two)));
        let first = pairs.next()?;
        return pairs.all(|holds| holds == first).then_some(first);
    }
    if let (Some(left), Some(right)) = (possible::numbers(left), possible::numbers(right)) {
        return left.orders(&right).decide(|order| comparison.holds(order));
    }
    if let (Some(left), Some(right)) = (possible::dates(left), possible::dates(right)) {
        return left.orders(&right).decide(|order| comparison.holds(order));
    }
    if let (Some(left), Some(right)) = (possible::minutes(left), possible::minutes(right)) {
        return left.orders(&right).decide(|order| comparison.holds(order));
    }
    let (left, right) = (possible::ends(left)?, possible::ends(right)?);
    let equal =
        |one: &Bounds<Number>, two: &Bounds<Number>| one.orders(two).decide(Ordering::is_eq);
    match (equal(&left.0, &right.0), equal(&left.1, &right.1)) {
        (Some(false), _) | (_, Some(false)) => Some(comparison == Comparison::NotEqual),
        (Some(true), Some(true)) => Some(comparison == Comparison::Equal),
        (None, _) | (_, None) => None,
    }
}

/// Whether a comparison of known values holds. Nothing equals only nothing and stands in no order.
fn holds(comparison: Comparison, left: &Value, right: &Value) -> bool {
    let nothing = *left == Value::None || *right == Value::None;
    let equal = match (left, right) {
        // A single amount is a range of one.
        (Value::Range(ends), Value::Number(number))
        | (Value::Number(number), Value::Range(ends)) => ends.0 == *number && ends.1 == *number,
        (left, right) => left == right,
    };
    match comparison {
        Comparison::Equal => equal,
        Comparison::NotEqual => !equal,
        Comparison::Less
        | Comparison::LessOrEqual
        | Comparison::Greater
        | Comparison::GreaterOrEqual => !nothing && comparison.holds(left.cmp(right)),
    }
}

/// Whether a value is in a set, as far as what is known settles it.
fn contained(value: &Outcome, set: &Outcome) -> Option<bool> {
    let sets = possible::choices(set)?;
    // Nothing is in nothing.
    let is_in = |value: &Value, set: &Value| matches!(set, Value::Set(elements) if elements.binary_search(value).is_ok());
    if sets.iter().all(|set| matches!(set, Value::Set(elements) if elements.is_empty())) {
        return Some(false);
    }
    let mut answers = possible::choices(value)?
        .iter()
        .flat_map(|value| sets.iter().map(move |set| is_in(value, set)));
    let first = answers.next()?;
    answers.all(|answer| answer == first).then_some(first)
}

/// What a comparison comes to where `<` and `<=` come to these.
fn decided(comparison: Comparison, rank: (Option<bool>, Option<bool>)) -> Option<bool> {
    let (less, at_most) = rank;
    match comparison {
        Comparison::Less => less,
        Comparison::LessOrEqual => at_most,
        Comparison::GreaterOrEqual => less.map(|less| !less),
        Comparison::Greater => at_most.map(|at_most| !at_most),
        Comparison::Equal | Comparison::NotEqual => {
            let equal = match rank {
                (Some(true), _) | (_, Some(false)) => Some(false),
                (Some(false), Some(true)) => Some(true),
                (None, _) | (_, None) => None,
            };
            equal.map(|equal| equal == (comparison == Comparison::Equal))
        }
    }
}

/// Where something that moves will be after so many days, on a line of days; `None` where that
/// cannot be said by its drift.
fn path(
    moving: &Moving,
    days: i64,
    rule: MonthEnd,
    workdays: Option<&Workdays>,
) -> Option<Bounds<i64>> {
    let line = |date: &Date| Some(Date::FIRST.days_until(*date));
    let still = match &moving.outcome {
        Outcome::Known(Value::Date(date)) => Bounds::exactly(line(date)?),
        Outcome::Known(Value::Duration(duration)) => Bounds::exactly(duration.amount),
        Outcome::Undetermined(open) => match &open.possible {
            Possible::Date(bounds) => bounds.placed(line)?,
            Possible::Number(bounds) => bounds.placed(Number::to_i64)?,
            Possible::Anything | Possible::AnythingOrNone => Bounds::unbounded(),
            Possible::Range(_) | Possible::DateTime(_) | Possible::OneOf(_) => return None,
        },
        Outcome::Known(_) | Outcome::Failed(_) => return None,
    };
    match moving.drift {
        Drift::Still => Some(still),
        Drift::Days(a_day) => {
            let by = a_day.checked_mul(days)?;
            still.placed(|at| at.checked_add(by))
        }
        Drift::Months { from, by } => {
            let date = Duration::months(by).after(from.plus_days(days)?, rule)?;
            Some(Bounds::exactly(line(&date)?))
        }
        Drift::WorkingDays { from, by } => {
            let date = workdays?.counted(from.plus_days(days)?, by)?.certain()?;
            Some(Bounds::exactly(line(&date)?))
        }
    }
}

/// The first number from `from` to `to` at which `holds`, which holds from there on.
fn first_where(from: i64, to: i64, holds: impl Fn(i64) -> bool) -> Option<i64> {
    let (mut low, mut high) = (from, to);
    if low > high || !holds(high) {
        return None;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}
