//! Working days: dates counted by the calendar of the law, and due dates that move by it.

use crate::engine::eval::moving::{Drift, Moving, earlier};
use crate::engine::eval::possible::{self, Place};
use crate::engine::eval::{Evaluated, Evaluator};
use crate::engine::verdict::{FailureKind, Need, Needs, Outcome, Possible, Wanted};
use crate::ground::table::Id;
use crate::ground::time::{Date, Within, Workdays};
use crate::ground::value::{Bounds, Edge, Value};
use crate::language::law::{DeadlineMove, Expression};

/// What a calendar makes of a day; `None` past the years 0001 to 9999.
type Carry<'c> = &'c dyn Fn(Date) -> Option<Within>;

impl<'a> Evaluator<'a> {
    /// The working days of the law.
    pub(super) fn workdays(&self) -> Option<&'a Workdays> {
        self.law.working_days.map(|calendar| &self.laws.calendars[calendar].workdays)
    }

    /// `10 working days after D`, `10 working days before D`
    pub(super) fn working_days(
        &self,
        by: Moving,
        after: bool,
        date: Moving,
        place: Place,
    ) -> Moving {
        let Some(days) = self.workdays() else {
            return Moving::until(None, place.failed(FailureKind::Mistyped));
        };
        let sign = if after { 1 } else { -1 };
        let drift = drifting(days, &by, sign, &date);
        let (by, date) = match drift {
            Some(_) => (by, date),
            None => (by.settled(place.on), date.settled(place.on)),
        };
        let horizon = earlier(by.horizon, date.horizon);
        let (horizon, drift) = match drift {
            Some((drift, until)) => {
                let ends = until.and_then(|days| place.on.plus_days(days));
                (earlier(horizon, ends), drift)
            }
            None => (horizon, Drift::Still),
        };
        let outcome = match possible::choices(&by.outcome) {
            Some(counts) => {
                let counted = counts.iter().map(|count| {
                    let Value::Duration(count) = count else { return Outcome::Known(Value::None) };
                    let carry = |day| days.counted(day, count.amount.checked_mul(sign)?);
                    self.carried(date.outcome.clone(), place, &carry)
                });
                possible::one_of(counted.collect(), possible::needs_of(&by.outcome))
            }
            None => match (by.outcome, date.outcome) {
                (Outcome::Failed(failure), _) | (_, Outcome::Failed(failure)) => {
                    Outcome::Failed(failure)
                }
                (_, date) if possible::is_none(&date) => date,
                (by, date) => place.open(possible::needs_of(&by).and(&possible::needs_of(&date))),
            },
        };
        Moving { outcome, horizon, drift }
    }

    /// What a due date comes to: a day is moved to a working day where the law says so, an hour is
    /// not.
    pub(super) fn deadline(&mut self, due: Id<Expression>, on: Date) -> Evaluated {
        let evaluated = self.evaluate(due, on);
        let expression = &self.laws.expressions[due];
        let place = Place { type_: &expression.type_, span: expression.span, on };
        let outcome = self.put_off(evaluated.outcome, place);
        Evaluated { outcome, ..evaluated }
    }

    /// A due date, moved to a working day where the law says so.
    pub(super) fn put_off(&self, due: Outcome, place: Place) -> Outcome {
        let (Some(moves), Some(days)) = (self.law.deadlines_move, self.workdays()) else {
            return due;
        };
        let carry = |day| match moves {
            DeadlineMove::Next => days.next(day),
            DeadlineMove::Previous => days.previous(day),
        };
        self.carried(due, place, &carry)
    }

    /// A date carried to where the calendar puts it, as far as the calendar is verified. What is no
    /// date stays what it is.
    fn carried(&self, date: Outcome, place: Place, carry: Carry) -> Outcome {
        let open = match date {
            Outcome::Known(Value::Date(day)) => {
                return match carry(day) {
                    Some(within) => self.somewhere(within),
                    None => place.failed(FailureKind::DateOutOfRange),
                };
            }
            Outcome::Known(_) | Outcome::Failed(_) => return date,
            Outcome::Undetermined(open) => open,
        };
        match open.possible {
            Possible::OneOf(values) => {
                let each = values.into_iter().map(Outcome::Known);
                let carried = each.map(|value| self.carried(value, place, carry));
                possible::one_of(carried.collect(), open.needs)
            }
            Possible::Date(bounds) => {
                let image = |edge: Option<Edge<Date>>| edge.and_then(|edge| carry(edge.at));
                let (low, high) = (image(bounds.low), image(bounds.high));
                let certain = [low, high].iter().flatten().all(|day| day.certain().is_some());
                let needs = match certain {
                    true => open.needs,
                    false => open.needs.and(&self.calendar_needed()),
                };
                let bounds = Bounds {
                    low: low.and_then(|day| day.earliest).map(Edge::including),
                    high: high.and_then(|day| day.latest).map(Edge::including),
                };
                possible::date(bounds, needs)
            }
            Possible::Anything
            | Possible::AnythingOrNone
            | Possible::Number(_)
            | Possible::Range(_)
            | Possible::DateTime(_) => Outcome::Undetermined(open),
        }
    }

    fn somewhere(&self, within: Within) -> Outcome {
        let bounds = Bounds {
            low: within.earliest.map(Edge::including),
            high: within.latest.map(Edge::including),
        };
        match within.certain() {
            Some(day) => Outcome::Known(Value::Date(day)),
            None => possible::date(bounds, self.calendar_needed()),
        }
    }

    /// What would settle which days outside the verified ones are working days.
    pub(super) fn calendar_needed(&self) -> Needs {
        let need = |calendar| Need { entity: self.subject, wanted: Wanted::WorkingDays(calendar) };
        self.law.working_days.map(need).map_or_else(Needs::default, Needs::one)
    }
}

/// How a date so many working days from one that moves a day a day drifts, and after how many
/// days the calendar no longer says so; `None` where that has no name.
fn drifting(
    workdays: &Workdays,
    by: &Moving,
    sign: i64,
    date: &Moving,
) -> Option<(Drift, Option<i64>)> {
    let (by_days, date_days) = (by.days()?, date.days()?);
    if by_days == 0 && date_days == 0 {
        return Some((Drift::Still, None));
    }
    let (Outcome::Known(Value::Duration(count)), Outcome::Known(Value::Date(from))) =
        (&by.outcome, &date.outcome)
    else {
        return None;
    };
    let count = count.amount.checked_mul(sign)?;
    workdays.counted(*from, count)?.certain()?;
    let last = workdays.last_counted(count);
    let until = last.map(|last| from.days_until(last) + 1);
    let steady = by_days == 0 && date_days == 1 && until.is_none_or(|until| 0 < until);
    steady.then_some((Drift::WorkingDays { from: *from, by: count }, until))
}
