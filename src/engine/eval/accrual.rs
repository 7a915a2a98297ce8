//! Fines that grow with time: what has come together on a day, and how it goes on.

use crate::engine::eval::run::{Rate, Run, Tally};
use crate::engine::eval::sum::Sum;
use crate::engine::eval::{Evaluator, earlier, failed, possible};
use crate::engine::verdict::{FailureKind, Needs, Outcome, Steady};
use crate::ground::table::Id;
use crate::ground::time::{Date, Duration, MonthEnd, Strides};
use crate::ground::value::{TooLarge, Value};
use crate::language::law::{Accrual, Expression};

/// The days that may count, as the breach and the records of a step leave them.
#[derive(Clone, Debug)]
pub(super) struct Within {
    /// The first of them at the earliest.
    pub early: Date,
    /// The first of them at the latest, where that is known.
    pub late: Option<Date>,
    /// What would settle which.
    pub needs: Needs,
    /// The last of them, where that day has come.
    pub stop: Option<Date>,
}

/// A fine that grows, on a day.
#[derive(Clone, Debug)]
pub(super) struct Accrued {
    /// What has come together.
    pub sum: Sum,
    /// How it goes on; nothing where it does not.
    pub steady: Option<Steady>,
    /// The next day on which it could change otherwise.
    pub horizon: Option<Date>,
    /// How it would be on later days up to the horizon.
    pub course: Option<Growing>,
}

/// What a fine that grows comes to on days on which everything else stays.
#[derive(Clone, Debug)]
pub(super) struct Growing {
    early: Run,
    late: Late,
    needs: Needs,
    cap: Option<Sum>,
}

/// The run of the latest day on which a fine may have begun to grow.
#[derive(Clone, Debug)]
enum Late {
    /// That day is known.
    Same,
    /// It may be that it never has.
    Never,
    /// Another run.
    Run(Box<Run>),
}

/// What a stretch of days has in common while a fine grows.
#[derive(Clone, Debug, PartialEq)]
struct Shape {
    rate: Option<i64>,
    grows: bool,
    /// Whether the lower and the upper end have reached the cap.
    reached: [bool; 2],
    late: bool,
    needs: Option<Needs>,
}

impl Accrued {
    /// No growth, for want of a breach or a first day.
    pub fn nothing(horizon: Option<Date>) -> Self {
        Self { sum: Sum::zero(), steady: None, horizon, course: None }
    }
}

impl Evaluator<'_> {
    /// What a fine of `rate` for each unit of time has come to on a day.
    pub(super) fn accrued(
        &mut self,
        rate: Id<Expression>,
        accrual: &Accrual,
        within: Within,
        day: Date,
    ) -> Result<Accrued, Outcome> {
        let through = within.stop.map_or(day, |stop| stop.min(day));
        let open = |horizon: Option<Date>| horizon.filter(|_| within.stop.is_none());
        let from = self.evaluate(accrual.running_from, through);
        let mut horizon = open(from.horizon);
        let Some((early, late)) = days(&from.outcome)? else {
            return Ok(Accrued::nothing(horizon));
        };
        let early = early.max(within.early);
        let late = late.and_then(|late| Some(late.max(within.late?)));
        let mut cap = None;
        if let Some(most) = accrual.no_more_than {
            let most = self.evaluate(most, through);
            horizon = earlier(horizon, open(most.horizon));
            cap = known(most.outcome)?;
        }
        let too_large = |TooLarge| failed(FailureKind::NumberTooLarge, accrual.span, day);
        let run = self.run(rate, accrual, early, through)?.settle(through).map_err(too_large)?;
        let late = match late {
            None => Late::Never,
            Some(late) if late == early => Late::Same,
            Some(late) => {
                let run = self.run(rate, accrual, late, through)?;
                Late::Run(Box::new(run.settle(through).map_err(too_large)?))
            }
        };
        let needs = possible::needs_of(&from.outcome).and(&within.needs);
        let growing = Growing { early: run, late, needs, cap };
        let sum = growing.on(through).map_err(too_large)?;
        if within.stop.is_some() {
            return Ok(Accrued { sum, ..Accrued::nothing(None) });
        }
        let begins = Some(growing.early.start()).filter(|start| day < *start);
        let until = growing.until(day);
        horizon =
            [begins, growing.early.horizon, until.horizon()].into_iter().fold(horizon, earlier);
        let steady = growing.steady(day, accrual, until.known());
        Ok(Accrued { sum, steady, horizon, course: Some(growing) })
    }

    /// The units that count from `start` through a day, and their rates.
    fn run(
        &mut self,
        rate: Id<Expression>,
        accrual: &Accrual,
        start: Date,
        through: Date,
    ) -> Result<Run, Outcome> {
        // The checker asks a law that counts months to say what a month's end is.
        let rule = self.law.month_end.unwrap_or(MonthEnd::LastDay);
        let strides = |each: Duration| Strides { from: start, each, rule };
        let last = accrual.at_most.and_then(|most| strides(most).first_day(1)?.previous());
        let mut run = Run {
            units: strides(accrual.per),
            started: accrual.started,
            doubling: accrual.doubling_every.map(strides),
            last,
            settled: Tally::zero(),
            rates: Vec::new(),
            horizon: None,
        };
        let counted = last.map_or(through, |last| last.min(through));
        if counted < start {
            return Ok(run);
        }
        let mut first = 0;
        for stretch in self.history(rate, start, counted) {
            // What rests on something that has not happened adds nothing.
            let each = known(stretch.outcome)?.unwrap_or_else(Sum::zero);
            let last = stretch.days.until.and_then(Date::previous).filter(|last| *last < counted);
            let end = last.map_or(i64::MAX, |last| run.units.begun(last));
            run.horizon = stretch.days.until.filter(|_| counted == through);
            run.rates.push(Rate { first, end, each });
            first = end;
        }
        Ok(run)
    }
}

impl Growing {
    /// What has come together by the end of a day.
    pub fn on(&self, day: Date) -> Result<Sum, TooLarge> {
        let early = self.early.on(day)?;
        let (sum, more) = match &self.late {
            Late::Same => (early.sum, early.more),
            Late::Never => (early.sum.or(&Sum::zero(), &self.needs), early.more),
            Late::Run(late) => {
                let late = late.on(day)?;
                (early.sum.or(&late.sum, &self.needs), early.more || late.more)
            }
        };
        let Some(cap) = &self.cap else { return if more { Err(TooLarge) } else { Ok(sum) } };
        let capped = sum.no_more_than(cap);
        // However much more there is, it is the cap.
        let none = Sum::zero();
        let low = capped.low == cap.low || sum.low == none.low;
        let high = capped.high == cap.high || sum.high == none.high;
        if more && !(low && high) { Err(TooLarge) } else { Ok(capped) }
    }

    /// The next day after `day` on which more may count.
    pub fn next(&self, day: Date) -> Option<Date> {
        let late = match &self.late {
            Late::Same | Late::Never => None,
            Late::Run(late) => late.next(day),
        };
        earlier(self.early.next(day), late)
    }

    /// What it comes to in the days ahead. The next unit of one run need not show in what both leave
    /// open, so that the next day would not tell whether it grows.
    fn far(&self, day: Date) -> Result<Sum, TooLarge> {
        self.on(far_behind(day))
    }

    /// What it is on a day from which it grows to `far`.
    fn shape(&self, day: Date, far: &Result<Sum, TooLarge>) -> Option<Shape> {
        let sum = self.on(day).ok()?;
        let exceeds = |cap: &Sum, low: bool| match low {
            true => cap.low.orders(&sum.low).greater,
            false => cap.high.orders(&sum.high).greater,
        };
        let reached = |low: bool| self.cap.as_ref().is_some_and(|cap| !exceeds(cap, low));
        Some(Shape {
            rate: self.early.rate(day).map(|rate| rate.first),
            grows: self.early.start() <= day && far.as_ref() != Ok(&sum),
            reached: [reached(true), reached(false)],
            late: match &self.late {
                Late::Same | Late::Never => false,
                Late::Run(late) => late.start() <= day,
            },
            needs: sum.needs,
        })
    }

    /// The first day after `day` on which it no longer grows as it does.
    fn until(&self, day: Date) -> Next {
        let simple = matches!(self.late, Late::Same)
            && self.cap.is_none()
            && self.early.last.is_none()
            && self.early.start() <= day
            && matches!(self.early.rates.as_slice(), [Rate { each: Sum { needs: None, .. }, .. }]);
        if simple {
            let overflows = self.early.overflows().filter(|last| day < *last);
            return overflows.map_or(Next::Never, Next::On);
        }
        let far = self.far(day);
        first_change(day, self.early.horizon, |day| self.shape(day, &far))
    }

    fn steady(&self, day: Date, accrual: &Accrual, until: Option<Date>) -> Option<Steady> {
        let shape = self.shape(day, &self.far(day)).filter(|shape| shape.grows)?;
        Some(Steady {
            by: self.early.rate(day)?.each.clone().outcome(),
            per: accrual.per,
            started: accrual.started,
            doubling_every: accrual.doubling_every,
            from: self.early.start(),
            at_the_earliest: !matches!(self.late, Late::Same),
            low_only: shape.reached == [false, true],
            until,
        })
    }
}

/// How many days ahead a change is looked for; behind them it is looked for anew.
const AHEAD: i64 = 1 << 9;

/// When something is next another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Not before the end of what was asked.
    Never,
    /// From this day on.
    On(Date),
    /// Not before this day; who wants to know more looks again then.
    LookAgain(Date),
}

impl Next {
    /// The day to look again.
    pub fn horizon(self) -> Option<Date> {
        match self {
            Next::Never => None,
            Next::On(day) | Next::LookAgain(day) => Some(day),
        }
    }

    /// The day of the change, where it is known.
    fn known(self) -> Option<Date> {
        match self {
            Next::On(day) => Some(day),
            Next::Never | Next::LookAgain(_) => None,
        }
    }
}

/// A day behind all those that a change is looked for on: what has not come together by then
/// still grows on each of them.
pub(super) fn far_behind(day: Date) -> Date {
    day.plus_days(2 * AHEAD).unwrap_or(Date::LAST)
}

/// The first day after `day`, and before `before`, on which something is another, where it stays
/// another from that day on.
pub(super) fn first_change<T: PartialEq>(
    day: Date,
    before: Option<Date>,
    mut of: impl FnMut(Date) -> T,
) -> Next {
    let now = of(day);
    let end = before.and_then(Date::previous).unwrap_or(Date::LAST);
    let bound = day.plus_days(AHEAD).unwrap_or(end).min(end);
    let (mut same, mut stride) = (day, 1);
    let mut other = loop {
        if bound <= same {
            let again = same.next().filter(|_| bound < end);
            return again.map_or(Next::Never, Next::LookAgain);
        }
        let probe = same.plus_days(stride).unwrap_or(bound).min(bound);
        if of(probe) != now {
            break probe;
        }
        same = probe;
        stride *= 2;
    };
    while let days @ 2.. = same.days_until(other) {
        let Some(middle) = same.plus_days(days / 2) else { break };
        if of(middle) == now { same = middle } else { other = middle }
    }
    Next::On(other)
}

/// The sum that an outcome is; nothing where it is nothing.
fn known(outcome: Outcome) -> Result<Option<Sum>, Outcome> {
    match outcome {
        Outcome::Failed(_) => Err(outcome),
        Outcome::Known(_) | Outcome::Undetermined(_) => Ok(Sum::of(outcome)),
    }
}

/// The first and the last day that a date may be; no last one where it may be none. Nothing where
/// it is none.
fn days(outcome: &Outcome) -> Result<Option<(Date, Option<Date>)>, Outcome> {
    match outcome {
        Outcome::Failed(_) => Err(outcome.clone()),
        Outcome::Known(Value::Date(date)) => Ok(Some((*date, Some(*date)))),
        Outcome::Known(_) => Ok(None),
        Outcome::Undetermined(_) => {
            let Some(bounds) = possible::dates(outcome) else {
                return Ok(Some((Date::FIRST, None)));
            };
            let low = bounds.low.map(|edge| match edge.included {
                true => edge.at,
                false => edge.at.next().unwrap_or(Date::LAST),
            });
            let high = bounds.high.map(|edge| match edge.included {
                true => edge.at,
                false => edge.at.previous().unwrap_or(Date::FIRST),
            });
            Ok(Some((low.unwrap_or(Date::FIRST), high)))
        }
    }
}
