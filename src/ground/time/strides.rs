//! Equal strides of time counted from a day: the third month from a day is that day + 3 months.

use crate::ground::time::{Date, Duration, Family, MonthEnd};

/// Strides of days or months, one behind the other, the first from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strides {
    /// The first day of the first stride.
    pub from: Date,
    /// How long each is: at least a day or a month.
    pub each: Duration,
    /// What a month's end does.
    pub rule: MonthEnd,
}

impl Strides {
    /// The first day of a stride, counted from 0; `None` past the last date there is.
    pub fn first_day(self, stride: i64) -> Option<Date> {
        let amount = self.each.amount.checked_mul(stride)?;
        Duration { amount, ..self.each }.after(self.from, self.rule)
    }

    /// How many have begun by the end of a day.
    pub fn begun(self, through: Date) -> i64 {
        let days = self.from.days_until(through);
        if days < 0 || self.each.amount < 1 {
            return 0;
        }
        match self.each.family {
            Family::Days => days / self.each.amount + 1,
            Family::Months => self.months_begun(through),
            Family::Hours | Family::WorkingDays => 0,
        }
    }

    /// How many are over by the end of a day.
    pub fn complete(self, through: Date) -> i64 {
        match through.next() {
            // What begins on the day after is where the one before it ended.
            Some(next) => (self.begun(next) - 1).max(0),
            None => (self.begun(through) - 1).max(0),
        }
    }

    fn months_begun(self, through: Date) -> i64 {
        let month = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
        // Whatever a month's end does, a stride begins in its month or on the day after it.
        let near = (month(through) - month(self.from)) / self.each.amount;
        let begun = |stride: i64| self.first_day(stride).is_some_and(|day| day <= through);
        let last = (near - 1..=near + 1).rev().find(|stride| begun(*stride));
        last.unwrap_or(0) + 1
    }
}
