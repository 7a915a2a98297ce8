//! Dates: today, durations before and after, days of periods, and another day's value.

use crate::engine::eval::Evaluator;
use crate::engine::eval::moving::{Drift, Moving, earlier};
use crate::engine::eval::possible::{self, Place};
use crate::engine::verdict::{FailureKind, Outcome, Possible};
use crate::ground::table::Id;
use crate::ground::time::{Date, DateTime, Duration, Family, MonthEnd, Period};
use crate::ground::value::{Bounds, Edge, Number, Value};
use crate::language::law::{Expression, PeriodName, Type};

/// How many stretches of days are looked through for a value on a day that is itself open.
const MOST_STRETCHES: usize = 256;

impl Evaluator<'_> {
    /// `today`
    pub(super) fn today(&mut self, on: Date) -> Moving {
        Moving { outcome: Outcome::Known(Value::Date(on)), horizon: None, drift: Drift::Days(1) }
    }

    /// `30 days after D`, `2 months before D`
    pub(super) fn moved(
        &mut self,
        by: Id<Expression>,
        after: bool,
        date: Id<Expression>,
        place: Place,
        on: Date,
    ) -> Moving {
        let counted = self.laws.expressions[by].type_ == Type::Duration(Family::WorkingDays);
        let by = self.expression(by, on);
        let date = self.expression(date, on);
        if counted {
            return self.working_days(by, after, date, place);
        }
        let drift = moved_drift(&by, after, &date);
        let (by, date) = match drift {
            Some(_) => (by, date),
            None => (by.settled(on), date.settled(on)),
        };
        let horizon = earlier(by.horizon, date.horizon);
        let rule = self.law.month_end;
        let exact = |by: &Value, date: &Value| match (by, date) {
            (Value::Duration(by), Value::Date(date)) => {
                let moved = moved(*by, after, *date, rule);
                moved.map(Value::Date).ok_or(FailureKind::DateOutOfRange)
            }
            (Value::Duration(by), Value::DateTime(minute)) => {
                let moved = hours_moved(*by, after, *minute);
                moved.map(Value::DateTime).ok_or(FailureKind::DateOutOfRange)
            }
            _ => Err(FailureKind::Mistyped),
        };
        let outcome = match (&by.outcome, possible::choices(&date.outcome)) {
            // Later days stay later, however a duration moves them.
            (Outcome::Known(Value::Duration(by)), None) => {
                let needs = possible::needs_of(&date.outcome);
                match (possible::dates(&date.outcome), possible::minutes(&date.outcome)) {
                    (_, Some(bounds)) if by.family == Family::Hours => {
                        let bounds = bounds.rising(|minute| hours_moved(*by, after, *minute));
                        possible::datetime(bounds, needs)
                    }
                    (Some(bounds), _) => {
                        let bounds = bounds.rising(|date| moved(*by, after, *date, rule));
                        possible::date(bounds, needs)
                    }
                    (None, _) => place.combine(by_outcome(*by), date.outcome, &exact, &unbounded),
                }
            }
            (_, _) => place.combine(by.outcome, date.outcome, &exact, &unbounded),
        };
        Moving { outcome, horizon, drift: drift.unwrap_or(Drift::Still) }
    }

    /// `D after the period`: the day before (first day after the period + D).
    pub(super) fn after_the_period(
        &mut self,
        by: Id<Expression>,
        place: Place,
        on: Date,
    ) -> Moving {
        let counted = self.laws.expressions[by].type_ == Type::Duration(Family::WorkingDays);
        let by = self.expression(by, on).settled(on);
        let rule = self.law.month_end;
        let first = self.period().and_then(|period| period.until);
        let last = first.and_then(Date::previous);
        if let Some(last) = last.filter(|_| counted) {
            // The first working day behind the period is one working day after its last.
            let last = Moving::known(None, Value::Date(last));
            return self.working_days(by, true, last, place);
        }
        let Some(first) = first else {
            return Moving::until(by.horizon, place.settled(Err(FailureKind::DateOutOfRange)));
        };
        let exact = |by: &Value, first: &Value| match (by, first) {
            (Value::Duration(by), Value::Date(first)) => {
                let day = moved(*by, true, *first, rule).and_then(Date::previous);
                day.map(Value::Date).ok_or(FailureKind::DateOutOfRange)
            }
            _ => Err(FailureKind::Mistyped),
        };
        let first = Outcome::Known(Value::Date(first));
        Moving::until(by.horizon, place.combine(by.outcome, first, &exact, &unbounded))
    }

    /// `days from A to B`
    pub(super) fn days_from(
        &mut self,
        from: Id<Expression>,
        to: Id<Expression>,
        place: Place,
        on: Date,
    ) -> Moving {
        let from = self.expression(from, on);
        let to = self.expression(to, on);
        let days = match (to.days(), from.days()) {
            (Some(to), Some(from)) => to.checked_sub(from),
            (_, _) => None,
        };
        let (from, to) = match days {
            Some(_) => (from, to),
            None => (from.settled(on), to.settled(on)),
        };
        let horizon = earlier(from.horizon, to.horizon);
        let exact = |from: &Value, to: &Value| match (from, to) {
            (Value::Date(from), Value::Date(to)) => {
                Ok(Value::Duration(Duration::days(from.days_until(*to))))
            }
            _ => Err(FailureKind::Mistyped),
        };
        let few =
            possible::choices(&from.outcome).is_some() && possible::choices(&to.outcome).is_some();
        let bounds = (possible::dates(&from.outcome), possible::dates(&to.outcome));
        let outcome = match bounds {
            (Some(first), Some(last)) if !few => {
                let line = |date: &Date| Some(Number::whole(Date::FIRST.days_until(*date)));
                let days = last.rising(line).sub(&first.rising(line));
                let needs = possible::needs_of(&from.outcome);
                place.number(days, needs.and(&possible::needs_of(&to.outcome)))
            }
            (_, _) => place.combine(from.outcome, to.outcome, &exact, &unbounded),
        };
        Moving { outcome, horizon, drift: Drift::by(days.unwrap_or(0)) }
    }

    /// `first day of last year`, `last day of last year`
    pub(super) fn day_of(
        &mut self,
        first: bool,
        name: PeriodName,
        place: Place,
        on: Date,
    ) -> Moving {
        let (period, horizon) = self.period_on(name, on);
        let day = match first {
            true => period.and_then(Period::first_day),
            false => period.and_then(Period::last_day),
        };
        let outcome = place.settled(day.map(Value::Date).ok_or(FailureKind::DateOutOfRange));
        Moving::until(horizon, outcome)
    }

    /// `x at D`: the facts, parameters and rules of D, and `today` is D.
    pub(super) fn at(
        &mut self,
        value: Id<Expression>,
        date: Id<Expression>,
        place: Place,
        on: Date,
    ) -> Moving {
        let date = self.expression(date, on);
        let settled = match &date.outcome {
            Outcome::Known(Value::Date(day)) => Some(*day),
            Outcome::Known(_) | Outcome::Undetermined(_) | Outcome::Failed(_) => None,
        };
        let Some(day) = settled else {
            let horizon = date.lasts(on);
            return Moving::until(horizon, self.at_open(value, date.outcome, place));
        };
        let then = self.expression(value, day);
        if self.explaining() {
            // The value stands before the day in the law.
            let last = self.parts.len().saturating_sub(1);
            if let Some(last_two) = self.parts.get_mut(last.saturating_sub(1)..) {
                last_two.reverse();
            }
        }
        match date.drift {
            // On one fixed day nothing moves.
            Drift::Still => Moving::until(date.horizon, then.outcome),
            Drift::Days(1) => {
                let ahead = then.horizon.and_then(|next| on.plus_days(day.days_until(next)));
                let drift = match then.drift {
                    Drift::Months { .. } | Drift::WorkingDays { .. } => {
                        return then_today(then, date.horizon, on);
                    }
                    Drift::Still | Drift::Days(_) => then.drift,
                };
                Moving { horizon: earlier(date.horizon, ahead), drift, ..then }
            }
            Drift::Days(_) | Drift::Months { .. } | Drift::WorkingDays { .. } => {
                then_today(then, date.horizon, on)
            }
        }
    }

    /// A value on a day that is open: what it comes to on all the days that may be meant.
    fn at_open(&mut self, value: Id<Expression>, date: Outcome, place: Place) -> Outcome {
        let open = match date {
            Outcome::Known(_) => return place.nothing(),
            Outcome::Failed(_) => return date,
            Outcome::Undetermined(open) => open,
        };
        let mut reachable = Vec::new();
        let complete = match open.possible {
            Possible::OneOf(dates) => self.quietly(|it| {
                for date in dates {
                    let Value::Date(day) = date else {
                        reachable.push(place.nothing());
                        continue;
                    };
                    reachable.push(it.expression(value, day).outcome);
                }
                true
            }),
            Possible::Date(bounds) => self.quietly(|it| {
                let edge = |edge: Option<Edge<Date>>, last| edge.map_or(last, |edge| edge.at);
                let through = edge(bounds.high, Date::LAST);
                let mut next = Some(edge(bounds.low, Date::FIRST));
                while let Some(day) = next.filter(|day| *day <= through) {
                    let then = it.expression(value, day);
                    next = then.lasts(day).filter(|next| day < *next);
                    reachable.push(then.outcome);
                    if reachable.len() > MOST_STRETCHES {
                        return false;
                    }
                }
                true
            }),
            Possible::Anything
            | Possible::AnythingOrNone
            | Possible::Number(_)
            | Possible::DateTime(_)
            | Possible::Range(_) => false,
        };
        match complete {
            true => possible::one_of(reachable, open.needs),
            false => place.open(open.needs),
        }
    }
}

/// What a value came to that is another every day.
fn then_today(then: Moving, horizon: Option<Date>, on: Date) -> Moving {
    Moving::until(earlier(horizon, on.next()), then.outcome)
}

fn by_outcome(by: Duration) -> Outcome {
    Outcome::Known(Value::Duration(by))
}

/// Dates have no bounds that are numbers.
fn unbounded(
    _: &Bounds<Number>,
    _: &Bounds<Number>,
) -> Result<Bounds<Number>, crate::ground::value::TooLarge> {
    Ok(Bounds::unbounded())
}

/// The date a duration after or before another. Without a rule for the ends of months only a date
/// on which both rules agree is one; the checker asks for the rule before.
fn moved(by: Duration, after: bool, date: Date, rule: Option<MonthEnd>) -> Option<Date> {
    let by_rule = |rule| if after { by.after(date, rule) } else { by.before(date, rule) };
    match rule {
        Some(rule) => by_rule(rule),
        None => by_rule(MonthEnd::LastDay).filter(|day| by_rule(MonthEnd::NextDay) == Some(*day)),
    }
}

/// The minute so many hours after or before another.
fn hours_moved(by: Duration, after: bool, minute: DateTime) -> Option<DateTime> {
    match by.family {
        Family::Hours if after => minute.plus_hours(by.amount),
        Family::Hours => minute.plus_hours(by.amount.checked_neg()?),
        Family::Days | Family::Months | Family::WorkingDays => None,
    }
}

/// How a moved date drifts; `None` where that has no name.
fn moved_drift(by: &Moving, after: bool, date: &Moving) -> Option<Drift> {
    let (by_days, date_days) = (by.days()?, date.days()?);
    if by_days == 0 && date_days == 0 {
        return Some(Drift::Still);
    }
    let (Outcome::Known(Value::Duration(duration)), Outcome::Known(Value::Date(from))) =
        (&by.outcome, &date.outcome)
    else {
        return None;
    };
    match duration.family {
        Family::Days if after => Some(Drift::by(date_days.checked_add(by_days)?)),
        Family::Days => Some(Drift::by(date_days.checked_sub(by_days)?)),
        Family::Months if by_days == 0 && date_days == 1 => {
            let by = if after { duration.amount } else { duration.amount.checked_neg()? };
            Some(Drift::Months { from: *from, by })
        }
        Family::Months | Family::Hours | Family::WorkingDays => None,
    }
}
