//! Civil dates of the years 0001 to 9999, without clock or time zone.

use std::fmt;

/// A civil date, `0001-01-01` to `9999-12-31`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The first date there is.
    pub const FIRST: Date = Date(jiff::civil::date(1, 1, 1));
    /// The last date there is.
    pub const LAST: Date = Date(jiff::civil::date(9999, 12, 31));

    /// The date of a year, month and day, if it exists.
    pub fn of(year: i16, month: i8, day: i8) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        jiff::civil::Date::new(year, month, day).ok().map(Self)
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
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day after, unless this is the last.
    pub fn next(self) -> Option<Self> {
        self.plus_days(1)
    }

    /// The day before, unless this is the first.
    pub fn previous(self) -> Option<Self> {
        self.plus_days(-1)
    }

    /// So many days later, or earlier where negative, within the years 0001 to 9999.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let span = jiff::Span::new().try_days(days).ok()?;
        let date = self.0.checked_add(span).ok()?;
        (1..=9999).contains(&date.year()).then_some(Self(date))
    }

    /// How many days `later` lies after this date; negative if before.
    pub fn days_until(self, later: Date) -> i64 {
        self.0.duration_until(later.0).as_hours() / 24
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}
