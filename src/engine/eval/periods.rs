//! Duties that are owed again in each period: the periods, counted from the day the duty arises or
//! by the calendar, and what became of each.

use crate::engine::eval::context::Context;
use crate::engine::eval::course;
use crate::engine::eval::instance::{Instance, Slot, Walk, matched};
use crate::engine::eval::owing::Owing;
use crate::engine::eval::possible::Place;
use crate::engine::eval::stage::{May, Owed, Phase};
use crate::engine::eval::worst::worst;
use crate::engine::eval::{Evaluator, earlier};
use crate::engine::verdict::{Failure, FailureKind, InstanceOf, Needs, Outcome};
use crate::ground::table::Id;
use crate::ground::time::{Date, DateTime, Duration, Interval, Moment, MonthEnd, Period, Version};
use crate::ground::value::Value;
use crate::language::law::{Duty, Event, Expression, Kind, Recurrence, Type};
use std::collections::BTreeSet;

/// How many days are tried on which a duty may have arisen.
const MOST_STARTS: usize = 64;
/// How many periods a duty may be owed in: every day for more than two centuries.
const MOST_PERIODS: usize = 100_000;
/// How many periods are followed, of all the days on which a duty may have arisen.
const MOST_TRIED: usize = 200_000;

/// The days on which a duty may have arisen that has applied ever since, or may have.
#[derive(Clone, Debug, Default)]
pub(super) struct Starts {
    /// In order.
    pub days: Vec<Date>,
    /// What would tell which of them.
    pub needs: Needs,
    /// Whether it applied on the first of them.
    pub certain: bool,
}

impl Starts {
    /// Adds the days within some on which it is not known whether the duty applies: those that may
    /// give another answer than the first of them.
    pub fn within(&mut self, days: Interval, recurs: Option<Recurrence>, through: Date) {
        let last = days.until.and_then(Date::previous).map_or(through, |last| last.min(through));
        let mut next = Some(days.from);
        while let Some(day) = next.filter(|day| *day <= last) {
            if self.days.last() != Some(&day) {
                self.days.push(day);
            }
            if self.days.len() > MOST_STARTS {
                return;
            }
            next = match recurs {
                // Every later day begins other periods.
                Some(Recurrence::Every(_)) => day.next(),
                // Within one period only the first and the last day can differ.
                Some(Recurrence::Calendar(cycle)) => {
                    let end = Period::containing(cycle, day).last_day().unwrap_or(last).min(last);
                    if day < end { Some(end) } else { day.next() }
                }
                Some(Recurrence::OnEach(_)) | None => None,
            };
        }
    }
}

impl Evaluator<'_> {
    /// What became, within `days`, of an act that is owed again in each period.
    pub(super) fn in_periods(
        &mut self,
        duty: &Duty,
        event: Id<Event>,
        starts: &Starts,
        days: Interval,
        through: Date,
    ) -> Walk {
        let Some((first, others)) = starts.days.split_first() else { return Walk::default() };
        let since_first = self.periods_since(duty, event, *first, days, through);
        let of_first: BTreeSet<_> = since_first.instances.iter().map(|it| it.of).collect();
        let tried = others.len().saturating_mul(since_first.instances.len());
        let mut walk = since_first;
        if others.len() > MOST_STARTS || tried > MOST_TRIED {
            walk = anything(walk, &starts.needs, days);
        } else {
            for start in others {
                let other = self.periods_since(duty, event, *start, days, through);
                walk.agree(other, &starts.needs, days);
            }
        }
        if let Some(Recurrence::Every(_)) = duty.recurs {
            // Counted from a day that is not known, no period has a name; those counted from a
            // known one go on as far as they may.
            let alone = others.is_empty();
            let goes_on = |it: &Instance| it.arose < days.from && of_first.contains(&it.of);
            walk.instances.retain(|it| starts.certain && (alone || goes_on(it)));
        }
        walk
    }

    /// The same for a duty that arose on a known day.
    fn periods_since(
        &mut self,
        duty: &Duty,
        event: Id<Event>,
        start: Date,
        days: Interval,
        through: Date,
    ) -> Walk {
        let rule = self.law.month_end.unwrap_or(MonthEnd::LastDay);
        let counts_after = duty.due.is_some_and(|due| self.names_the_period(due));
        let mut instances = Vec::new();
        let mut slots = Vec::new();
        let (mut next_one, mut too_many) = (None, None);
        for period in periods(duty.recurs, start, rule) {
            let arises = period.from.max(start);
            if through < arises || days.until.is_some_and(|until| until <= arises) {
                next_one = earlier(next_one, Some(arises));
                break;
            }
            if instances.len() == MOST_PERIODS {
                too_many = Some(arises);
                break;
            }
            let of = InstanceOf::Period(period);
            let mut instance = Instance { of, arose: arises, stages: Vec::new() };
            match self.owing_in(duty, period, arises, through) {
                Owing::NotYet(again) => {
                    let days = course::since(arises, days);
                    let days = Interval { until: earlier(days.until, again), ..days };
                    instance.stages.push(Version { days, value: Phase::NotApplicable.stage() });
                    next_one = earlier(next_one, again);
                }
                Owing::Failed(failure) => {
                    let days = course::since(arises, days);
                    instance.stages.push(Version { days, value: Phase::Failed(failure).stage() });
                }
                Owing::From { arose, low, high, needs } => {
                    let after = period.until.filter(|_| counts_after);
                    let counts_from = after.map_or(arose, |after| after.max(arose));
                    let slot = Slot {
                        ends: (Owed { arose, due: low }, Owed { arose, due: high }),
                        needs,
                        counts_from: DateTime::first_of(counts_from),
                        hours: self.hours_of(event, low, high),
                    };
                    slots.push((instances.len(), slot));
                }
            }
            instances.push(instance);
        }
        let acts = self.acts(event, Moment::Day(start));
        let (places, slots): (Vec<usize>, Vec<Slot>) = slots.into_iter().unzip();
        for ((at, slot), done) in places.iter().zip(&slots).zip(matched(&slots, &acts.done)) {
            if let Some(instance) = instances.get_mut(*at) {
                instance.stages = slot.stages(done, &acts, days);
            }
        }
        let overdue = slots.iter().filter_map(|slot| slot.ends.0.overdue()).min();
        let stages: Vec<&[_]> = instances.iter().map(|it| it.stages.as_slice()).collect();
        let until = earlier(days.until, earlier(next_one, too_many));
        let mut stages = worst(&stages, Interval { until, ..days }, through);
        if let Some(on) = too_many {
            let failure = Failure { kind: FailureKind::TooManyPeriods, span: duty.span, on };
            let failed = Phase::Failed(Box::new(failure)).stage();
            course::push(&mut stages, course::since(on, days), failed);
        }
        Walk { stages, instances, overdue, ..Walk::default() }
    }

    /// When the act of a period is owed; without `due`, on the last of its days.
    fn owing_in(&mut self, duty: &Duty, period: Interval, arises: Date, through: Date) -> Owing {
        let Some(due) = duty.due else {
            let last = period.until.and_then(Date::previous).unwrap_or(Date::LAST);
            let place = Place { type_: &Type::Date, span: duty.span, on: arises };
            let due = self.put_off(Outcome::Known(Value::Date(last)), place);
            return Owing::by(due, arises).unwrap_or(Owing::NotYet(None));
        };
        let context = Context { period: Some(period), ..Context::default() };
        self.in_context(context, |it| it.owing_by(due, arises, through))
    }

    /// Whether a due date is counted from the end of the period: what is done before that end is
    /// then done for an earlier one.
    fn names_the_period(&self, due: Id<Expression>) -> bool {
        let kind = &self.laws.expressions[due].kind;
        matches!(kind, Kind::AfterThePeriod(_))
            || kind.children().into_iter().any(|child| self.names_the_period(child))
    }
}

/// What became of a duty of which too much is open to follow it: anything.
fn anything(mut walk: Walk, needs: &Needs, days: Interval) -> Walk {
    let may = May { met: true, unmet: true };
    let value = Phase::Undetermined { needs: needs.clone(), may }.stage();
    for stretch in walk.instances.iter_mut().flat_map(|it| &mut it.stages) {
        stretch.value = value.clone();
    }
    walk.stages = vec![Version { days, value }];
    walk
}

/// The periods of a duty that arose on a day, from the one that this day is in.
fn periods(
    recurs: Option<Recurrence>,
    start: Date,
    rule: MonthEnd,
) -> Box<dyn Iterator<Item = Interval>> {
    match recurs {
        Some(Recurrence::Calendar(cycle)) => {
            let first = Period::containing(cycle, start);
            Box::new((0..).map_while(move |count| first.plus(count)?.interval()))
        }
        Some(Recurrence::Every(length)) => {
            // Each begins so many lengths after the first: month ends do not add up.
            let begin = move |count: i64| {
                let amount = length.amount.checked_mul(count)?;
                Duration { amount, ..length }.after(start, rule)
            };
            let days = move |count| Some(Interval { from: begin(count)?, until: begin(count + 1) });
            Box::new((0..).map_while(days))
        }
        Some(Recurrence::OnEach(_)) | None => Box::new(std::iter::empty()),
    }
}
