//! Civil dates of the years 0001 to 9999, without clock or time zone.

use std::fmt;
use std::num::NonZeroU32;

/// A civil date, `0001-01-01` to `9999-12-31`.
///
/// Held as the number of its day, counted from 1 for `0001-01-01` in the proleptic Gregorian
/// calendar: dates are compared, counted and moved far more often than they are read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NonZeroU32);

/// The days of 400 years, of 100 and of 4 without a leap century, and of one without 29 February.
const CYCLE: u32 = 146_097;
const CENTURY: u32 = 36_524;
const FOUR_YEARS: u32 = 1_461;
const YEAR: u32 = 365;

/// The day of the year before the first of each month, counted from March so that a leap day
/// comes last.
const BEFORE: [u32; 12] = [0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337];

/// The days from 1 March of the year 0 to the day before `0001-01-01`.
const OFFSET: u32 = 306;

impl Date {
    /// The first date there is.
    pub const FIRST: Date = Date(NonZeroU32::MIN);
    /// The last date there is.
    pub const LAST: Date = Date(NonZeroU32::MIN.saturating_add(3_652_058));

    /// The date of a year, month and day, if it exists.
    pub fn of(year: i16, month: i8, day: i8) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=days_in_month(year, month)).contains(&day) {
            return None;
        }
        let (year, month) = (u32::try_from(year).ok()?, u32::try_from(month).ok()?);
        let day = u32::try_from(day).ok()?;
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let before = BEFORE.get(month as usize)?;
        let leap_days = year / 4 - year / 100 + year / 400;
        NonZeroU32::new(year * YEAR + leap_days + before + day - OFFSET).map(Self)
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |range: std::ops::Range<usize>| -> Option<i16> {
            let part = text.get(range)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
        };
        let dashes = [4, 7].iter().all(|at| text.as_bytes().get(*at) == Some(&b'-'));
        if text.len() != 10 || !dashes {
            return None;
        }
        let small = |number: i16| i8::try_from(number).ok();
        Self::of(digits(0..4)?, small(digits(5..7)?)?, small(digits(8..10)?)?)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.parts().0
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.parts().1
    }

    /// The day of the month.
    pub fn day(self) -> i8 {
        self.parts().2
    }

    /// The day of the week, 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> usize {
        // The first date there is was a Monday.
        usize::try_from((self.0.get() - 1) % 7).unwrap_or(0)
    }

    /// Year, month and day of the month.
    fn parts(self) -> (i16, i8, i8) {
        let days = self.0.get() + OFFSET - 1;
        let (cycles, days) = (days / CYCLE, days % CYCLE);
        // The last century of a cycle, and the last year of four, has a day more than the others.
        let centuries = (days / CENTURY).min(3);
        let days = days - centuries * CENTURY;
        let (fours, days) = (days / FOUR_YEARS, days % FOUR_YEARS);
        let years = (days / YEAR).min(3);
        let days = days - years * YEAR;
        let year = cycles * 400 + centuries * 100 + fours * 4 + years;
        let months = BEFORE.partition_point(|before| *before <= days) as u32 - 1;
        let before = BEFORE.get(months as usize).copied().unwrap_or(0);
        let (year, month) = if months < 10 { (year, months + 3) } else { (year + 1, months - 9) };
        (year as i16, month as i8, (days - before + 1) as i8)
    }

    /// The day after, unless this is the last.
    pub fn next(self) -> Option<Self> {
        (self < Self::LAST).then(|| Self(self.0.saturating_add(1)))
    }

    /// The day before, unless this is the first.
    pub fn previous(self) -> Option<Self> {
        NonZeroU32::new(self.0.get() - 1).map(Self)
    }

    /// So many days later, or earlier where negative, within the years 0001 to 9999.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let number = i64::from(self.0.get()).checked_add(days)?;
        let date = Self(NonZeroU32::new(u32::try_from(number).ok()?)?);
        (date <= Self::LAST).then_some(date)
    }

    /// How many days `later` lies after this date; negative if before.
    pub fn days_until(self, later: Date) -> i64 {
        i64::from(later.0.get()) - i64::from(self.0.get())
    }
}

/// How many days a month has; none where there is no such month.
fn days_in_month(year: i16, month: i8) -> i8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}
