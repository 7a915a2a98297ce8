//! Conditions over time: their stretches, since when they hold, whether they held throughout.

use crate::engine::eval::moving::{Moving, earlier};
use crate::engine::eval::{Evaluator, possible};
use crate::engine::verdict::{Outcome, Possible, Presumptions, ReasonStep};
use crate::ground::table::Id;
use crate::ground::time::{Date, Duration, Interval, MonthEnd};
use crate::ground::value::{Bounds, Value};
use crate::language::law::{Expression, Window};
use std::collections::BTreeMap;

/// Days on which an expression comes to the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The days; `until` is the horizon of the last of them, which may lie past what was asked.
    pub days: Interval,
    /// What it comes to on each of them.
    pub outcome: Outcome,
    /// On what that relies.
    pub relied: Presumptions,
}

/// The stretches of expressions that were followed over time, as far as they were.
pub(super) type Histories = BTreeMap<Id<Expression>, Vec<Stretch>>;

impl Evaluator<'_> {
    /// The same as [`Evaluator::stretches`], all of which is relied upon.
    pub fn history(
        &mut self,
        expression: Id<Expression>,
        from: Date,
        through: Date,
    ) -> Vec<Stretch> {
        let stretches = self.stretches(expression, from, through);
        stretches.iter().for_each(|stretch| self.rely(&stretch.relied));
        stretches
    }

    /// What an expression comes to on each day from `from` through `through`: contiguous
    /// stretches, merged where equal, found by jumping from horizon to horizon. The first begins
    /// on `from`; the last may reach past `through`, up to where it could next change.
    fn stretches(&mut self, expression: Id<Expression>, from: Date, through: Date) -> Vec<Stretch> {
        let remembered = self.context.is_empty();
        let mut known = match remembered {
            true => self.histories.remove(&expression).unwrap_or_default(),
            false => Vec::new(),
        };
        if known.first().is_none_or(|first| from < first.days.from) {
            known.clear();
        }
        self.quietly(|it| it.extend(&mut known, expression, from, through));
        if self.laws.presume {
            known.iter().for_each(|stretch| self.may_rely_otherwise(stretch.days.until));
        }
        let ended = |stretch: &Stretch| stretch.days.until.is_some_and(|until| until <= from);
        let first = known.partition_point(ended);
        let within = known.iter().skip(first).take_while(|it| it.days.from <= through);
        let asked = within.map(|stretch| {
            let days = Interval { from: stretch.days.from.max(from), ..stretch.days };
            Stretch { days, ..stretch.clone() }
        });
        let asked = asked.collect();
        if remembered {
            self.histories.insert(expression, known);
        }
        asked
    }

    /// Follows an expression from where its history ends through a day.
    fn extend(
        &mut self,
        known: &mut Vec<Stretch>,
        expression: Id<Expression>,
        from: Date,
        through: Date,
    ) {
        let mut next = match known.last() {
            Some(last) => last.days.until,
            None => Some(from),
        };
        while let Some(on) = next.filter(|day| *day <= through) {
            let (moving, relied) = self.gathering(|it| it.expression(expression, on));
            // Whatever its horizon, the next look is at a later day.
            next = moving.lasts(on).and_then(|horizon| Some(horizon.max(on.next()?)));
            match known.last_mut() {
                Some(last) if last.outcome == moving.outcome && last.relied == relied => {
                    last.days.until = next;
                }
                Some(_) | None => {
                    let days = Interval { from: on, until: next };
                    known.push(Stretch { days, outcome: moving.outcome, relied });
                }
            }
        }
    }

    /// `start of (c)`: the day since which c has held without interruption, never before the
    /// law's first day; nothing where it does not hold.
    pub(super) fn start_of(&mut self, condition: Id<Expression>, on: Date) -> Moving {
        let first = self.law.in_force.from;
        if on < first {
            return Moving::known(Some(first), Value::None);
        }
        let stretches = self.history(condition, first, on);
        let horizon = stretches.last().and_then(|today| today.days.until);
        let outcome = since(&stretches);
        self.note_history(stretches);
        Moving::until(horizon, outcome)
    }

    /// `c throughout the last P`: on every day d with (P before today) < d ≤ today.
    pub(super) fn throughout(
        &mut self,
        condition: Id<Expression>,
        window: Window,
        on: Date,
    ) -> Moving {
        let rule = self.law.month_end.unwrap_or(MonthEnd::LastDay);
        let before = window.duration.before(on, rule);
        let from = before.and_then(Date::next).unwrap_or(Date::FIRST).min(on);
        let stretches = self.stretches(condition, from, on);
        let today = stretches.last().and_then(|today| today.days.until);
        let leaves = |stretch: &Stretch| leaves(stretch, window.duration, rule, on);
        let of = |truth: Option<bool>| {
            stretches.iter().filter(move |stretch| possible::truth(&stretch.outcome) == truth)
        };
        let free = |stretch: &&Stretch| stretch.relied.is_empty();
        let mut relied = Presumptions::default();
        let (outcome, horizon) = if let Some(last) = of(Some(false)).rfind(free) {
            (Outcome::Known(Value::Bool(false)), leaves(last))
        } else if let Some(last) = of(Some(false)).next_back() {
            relied = last.relied.clone();
            (Outcome::Known(Value::Bool(false)), earlier(today, leaves(last)))
        } else if of(None).next().is_some() {
            relied = stretches.iter().fold(relied, |all, stretch| all.and(&stretch.relied));
            let changes = of(None).chain(of(Some(true)).filter(|it| !free(it)));
            let gone = changes.filter_map(leaves).min();
            (possible::unsettled(of(None).map(|open| &open.outcome)), earlier(today, gone))
        } else {
            relied = stretches.iter().fold(relied, |all, stretch| all.and(&stretch.relied));
            let gone = stretches.iter().filter(|it| !free(it)).filter_map(leaves).min();
            (Outcome::Known(Value::Bool(true)), earlier(today, gone))
        };
        self.rely(&relied);
        self.note_history(stretches);
        Moving::until(horizon, outcome)
    }

    pub(super) fn note_history(&mut self, stretches: Vec<Stretch>) {
        self.note(|| {
            let stretches = stretches.into_iter();
            ReasonStep::History(stretches.map(|it| (it.days, it.outcome)).collect())
        });
    }
}

/// Since when a condition holds whose history up to today this is.
fn since(stretches: &[Stretch]) -> Outcome {
    let Some(today) = stretches.last() else { return Outcome::Known(Value::None) };
    let settled = possible::truth(&today.outcome);
    if settled == Some(false) {
        return Outcome::Known(Value::None);
    }
    // What it may have been before, back to where it certainly did not hold.
    let uninterrupted = stretches
        .iter()
        .rev()
        .take_while(|stretch| possible::truth(&stretch.outcome) != Some(false));
    let mut start = today.days.from;
    let mut at_the_latest = None;
    let mut open = Vec::new();
    for stretch in uninterrupted {
        start = stretch.days.from;
        if possible::truth(&stretch.outcome).is_none() {
            open.push(&stretch.outcome);
        } else if open.is_empty() {
            at_the_latest = Some(start);
        }
    }
    let Some(latest) = at_the_latest else {
        return match possible::unsettled(open.into_iter()) {
            Outcome::Undetermined(open) => {
                possible::undetermined(open.needs, Possible::AnythingOrNone)
            }
            settled @ (Outcome::Known(_) | Outcome::Failed(_)) => settled,
        };
    };
    match possible::unsettled(open.into_iter()) {
        Outcome::Failed(failure) => Outcome::Failed(failure),
        Outcome::Known(_) | Outcome::Undetermined(_) if start == latest => {
            Outcome::Known(Value::Date(start))
        }
        outcome @ (Outcome::Known(_) | Outcome::Undetermined(_)) => {
            possible::date(Bounds::between(start, latest), possible::needs_of(&outcome))
        }
    }
}

/// The first day after `on` on which no day of a stretch lies in a window of that length.
pub(super) fn leaves(
    stretch: &Stretch,
    length: Duration,
    rule: MonthEnd,
    on: Date,
) -> Option<Date> {
    let last = stretch.days.until.and_then(Date::previous)?;
    first_day_with(on, last, length, |day| length.before(day, rule) >= Some(last))
}

/// The first day after `on` on which `holds`, which holds from there on, and does so about a
/// window's length after `day`.
pub(super) fn first_day_with(
    on: Date,
    day: Date,
    window: Duration,
    holds: impl Fn(Date) -> bool,
) -> Option<Date> {
    let mut low = on.next()?;
    // No month is longer than 31 days, and a month end moves a date by at most 3.
    let days = window.amount.checked_mul(31).and_then(|days| days.checked_add(3));
    let mut high = days.and_then(|days| day.max(on).plus_days(days)).unwrap_or(Date::LAST).max(low);
    if !holds(high) {
        return None;
    }
    while low < high {
        let middle = low.plus_days(low.days_until(high) / 2)?;
        if holds(middle) {
            high = middle;
        } else {
            low = middle.next()?;
        }
    }
    Some(low)
}
