//! Durations in three families that never mix: days, months and hours.

use crate::ground::time::Date;

/// Which family a duration belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// Days and weeks.
    Days,
    /// Months, quarters and years.
    Months,
    /// Hours; 24 hours are not a day.
    Hours,
    /// Working days of a calendar.
    WorkingDays,
}

/// So many days, months or hours; may be negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Duration {
    /// The family.
    pub family: Family,
    /// How many days, months or hours.
    pub amount: i64,
}

/// What a month-end rule does with a day that a month does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MonthEnd {
    /// 31 January plus one month is the last day of February.
    LastDay,
    /// 31 January plus one month is 1 March.
    NextDay,
}

impl Duration {
    /// So many days.
    pub fn days(amount: i64) -> Self {
        Self { family: Family::Days, amount }
    }

    /// So many months.
    pub fn months(amount: i64) -> Self {
        Self { family: Family::Months, amount }
    }

    /// The date this duration after `date`; `None` past the years 0001 to 9999, or where the
    /// family is not one of whole days (hours, working days).
    ///
    /// Months are added to the year and month; a day that the month does not have is then
    /// resolved by `rule`, never by the calendar library.
    pub fn after(self, date: Date, rule: MonthEnd) -> Option<Date> {
        match self.family {
            Family::Days => date.plus_days(self.amount),
            Family::Months => months_after(date, self.amount, rule),
            Family::Hours | Family::WorkingDays => None,
        }
    }

    /// The date this duration before `date`, under the same rules.
    pub fn before(self, date: Date, rule: MonthEnd) -> Option<Date> {
        Self { amount: self.amount.checked_neg()?, ..self }.after(date, rule)
    }
}

fn months_after(date: Date, months: i64, rule: MonthEnd) -> Option<Date> {
    let month = i64::from(date.year()) * 12 + i64::from(date.month()) - 1;
    let month = month.checked_add(months)?;
    let year = i16::try_from(month.div_euclid(12)).ok()?;
    let month = i8::try_from(month.rem_euclid(12) + 1).ok()?;
    let first = Date::of(year, month, 1)?;
    if let Some(same_day) = Date::of(year, month, date.day()) {
        return Some(same_day);
    }
    let next_month = months_after(first, 1, rule)?;
    match rule {
        MonthEnd::LastDay => next_month.previous(),
        MonthEnd::NextDay => Some(next_month),
    }
}
