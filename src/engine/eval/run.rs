//! One run of a fine that grows: units of time counted from a day, each at the rate of its first day.

use crate::engine::eval::sum::Sum;
use crate::ground::time::{Date, Strides};
use crate::ground::value::{Number, TooLarge};

/// More doublings than this make a number that nobody could pay or print.
const MOST_DOUBLINGS: i64 = 10_000;

/// How many doublings are summed up in one machine word.
const CHUNK: usize = 32;

/// A fine that grows from a known day on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// The units of time.
    pub units: Strides,
    /// Whether a unit counts as soon as it has begun.
    pub started: bool,
    /// How often the rate doubles.
    pub doubling: Option<Strides>,
    /// The last day that counts, where there is a limit to the days.
    pub last: Option<Date>,
    /// What the units come to that need no second look.
    pub settled: Tally,
    /// The rates of those that do, in order; the last one for all units to come.
    pub rates: Vec<Rate>,
    /// The next day on which the rate could change.
    pub horizon: Option<Date>,
}

/// A rate and the units that it holds for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rate {
    /// The first of them.
    pub first: i64,
    /// The first one behind them.
    pub end: i64,
    /// How much each of them adds before any doubling.
    pub each: Sum,
}

/// A sum, and whether it is more than is written: it has doubled too often.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tally {
    /// The sum.
    pub sum: Sum,
    /// Whether there is more.
    pub more: bool,
}

impl Tally {
    /// Nothing.
    pub fn zero() -> Self {
        Self { sum: Sum::zero(), more: false }
    }

    fn plus(&self, other: &Tally) -> Tally {
        Tally { sum: self.sum.plus(&other.sum), more: self.more || other.more }
    }
}

impl Run {
    /// The first day that counts.
    pub fn start(&self) -> Date {
        self.units.from
    }

    /// How many units count by the end of a day.
    pub fn counted(&self, through: Date) -> i64 {
        let through = self.last.map_or(through, |last| last.min(through));
        match self.started {
            true => self.units.begun(through),
            false => self.units.complete(through),
        }
    }

    /// The next day after `day` on which one unit more counts.
    pub fn next(&self, day: Date) -> Option<Date> {
        let counted = self.counted(day);
        let next = match self.started {
            true => self.units.first_day(counted),
            false => self.units.first_day(counted + 1).and_then(Date::previous),
        };
        next.filter(|next| day < *next && self.last.is_none_or(|last| *next <= last))
    }

    /// What has come together by the end of a day, if the rate stays as it is.
    pub fn on(&self, day: Date) -> Result<Tally, TooLarge> {
        let counted = self.counted(day);
        let mut all = self.settled.clone();
        for rate in &self.rates {
            all = all.plus(&self.tally(rate, rate.end.min(counted))?);
        }
        Ok(all)
    }

    /// The first day on which it has doubled too often.
    pub fn overflows(&self) -> Option<Date> {
        let before = self.doubling?.first_day(MOST_DOUBLINGS + 1)?.previous()?;
        let unit = self.units.begun(before);
        match self.started {
            true => self.units.first_day(unit),
            false => self.units.first_day(unit + 1).and_then(Date::previous),
        }
    }

    /// The rate of the next unit to count after a day.
    pub fn rate(&self, day: Date) -> Option<&Rate> {
        let counted = self.counted(day);
        self.rates.iter().find(|rate| counted < rate.end).or(self.rates.last())
    }

    /// Takes the rates together of which every unit counts by the end of a day.
    pub fn settle(mut self, day: Date) -> Result<Run, TooLarge> {
        let counted = self.counted(day);
        let over = self.rates.iter().take_while(|rate| rate.end <= counted).count();
        let rest = self.rates.split_off(over);
        for rate in std::mem::replace(&mut self.rates, rest) {
            self.settled = self.settled.plus(&self.tally(&rate, rate.end)?);
        }
        Ok(self)
    }

    /// What the units of a rate come to, up to one of them.
    fn tally(&self, rate: &Rate, end: i64) -> Result<Tally, TooLarge> {
        if end <= rate.first {
            return Ok(Tally::zero());
        }
        let (weight, more) = self.weight(rate.first, end)?;
        Ok(Tally { sum: rate.each.times(&weight)?, more: more && !rate.each.is_zero() })
    }

    /// How many units there are from one up to another, each as often as the rate has doubled.
    fn weight(&self, from: i64, to: i64) -> Result<(Number, bool), TooLarge> {
        let Some(doubling) = self.doubling else { return Ok((Number::whole(to - from), false)) };
        let doubled = |unit: i64| match self.units.first_day(unit) {
            Some(day) => doubling.begun(day) - 1,
            None => MOST_DOUBLINGS + 1,
        };
        // The first unit at or behind the day on which the rate doubles for the n-th time.
        let since = |times: i64| match doubling.first_day(times).and_then(Date::previous) {
            Some(before) => self.units.begun(before),
            None => i64::MAX,
        };
        let (first, last) = (doubled(from), doubled(to - 1));
        let more = last > MOST_DOUBLINGS;
        let mut counts = Vec::new();
        let mut unit = from;
        for times in first..=last.min(MOST_DOUBLINGS) {
            let until = since(times + 1).min(to);
            counts.push(until - unit);
            unit = until;
        }
        Ok((sum_of_doubled(&counts, first)?, more))
    }
}

/// The sum of counts of which each weighs twice the one before it, the first 2^`power`.
fn sum_of_doubled(counts: &[i64], power: i64) -> Result<Number, TooLarge> {
    let word = Number::whole(1 << CHUNK);
    let mut sum = Number::ZERO;
    for chunk in counts.chunks(CHUNK).rev() {
        // A calendar has fewer than 2^22 days: no word overflows.
        let value = chunk.iter().rev().fold(0i64, |sum, count| sum * 2 + count);
        sum = sum.mul(&word)?.add(&Number::whole(value));
    }
    let chunk = i64::try_from(CHUNK).unwrap_or(i64::MAX);
    for _word in 0..power / chunk {
        sum = sum.mul(&word)?;
    }
    sum.mul(&Number::whole(1 << (power % chunk)))
}
