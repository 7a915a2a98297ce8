//! Calendar periods: months, quarters, half-years and years.

use crate::ground::time::{Date, Interval};
use std::fmt;

/// How often figures are stated or duties recur.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cycle {
    /// Each calendar month.
    Month,
    /// Each quarter.
    Quarter,
    /// Each half-year.
    HalfYear,
    /// Each calendar year.
    Year,
}

/// One calendar period, `2021`, `2021-Q3` or `2021-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    /// Its length.
    pub cycle: Cycle,
    /// The year it lies in, 1 to 9999.
    pub year: i16,
    /// Which one of that year, from 1.
    pub number: i8,
}

impl Cycle {
    /// How many months it has.
    pub fn months(self) -> i8 {
        match self {
            Cycle::Month => 1,
            Cycle::Quarter => 3,
            Cycle::HalfYear => 6,
            Cycle::Year => 12,
        }
    }

    /// The word of the language.
    pub fn word(self) -> &'static str {
        match self {
            Cycle::Month => "month",
            Cycle::Quarter => "quarter",
            Cycle::HalfYear => "half_year",
            Cycle::Year => "year",
        }
    }
}

impl Period {
    /// The period of this cycle that contains `date`.
    pub fn containing(cycle: Cycle, date: Date) -> Self {
        Self { cycle, year: date.year(), number: (date.month() - 1) / cycle.months() + 1 }
    }

    /// Reads `2021`, `2021-Q3` or `2021-03`.
    pub fn parse(text: &str) -> Option<Self> {
        let year = text.get(0..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
        let year: i16 = year.parse().ok().filter(|year| *year > 0)?;
        let rest = text.get(4..)?;
        let (cycle, number, most) = match rest.as_bytes() {
            [] => (Cycle::Year, 1, 1),
            [b'-', b'Q', digit @ b'1'..=b'4'] => (Cycle::Quarter, digit - b'0', 4),
            [b'-', tens @ b'0'..=b'1', ones @ b'0'..=b'9'] => {
                (Cycle::Month, (tens - b'0') * 10 + ones - b'0', 12)
            }
            _ => return None,
        };
        let number = i8::try_from(number).ok().filter(|number| (1..=most).contains(number))?;
        Some(Self { cycle, year, number })
    }

    /// The period `count` later, or earlier where negative.
    pub fn plus(self, count: i64) -> Option<Self> {
        let per_year = i64::from(12 / self.cycle.months());
        let index = i64::from(self.year) * per_year + i64::from(self.number) - 1;
        let index = index.checked_add(count)?;
        let year = i16::try_from(index.div_euclid(per_year)).ok()?;
        let number = i8::try_from(index.rem_euclid(per_year) + 1).ok()?;
        (1..=9999).contains(&year).then_some(Self { year, number, ..self })
    }

    /// Its first day.
    pub fn first_day(self) -> Option<Date> {
        Date::of(self.year, (self.number - 1) * self.cycle.months() + 1, 1)
    }

    /// Its last day.
    pub fn last_day(self) -> Option<Date> {
        match self.plus(1).and_then(Period::first_day) {
            Some(next) => next.previous(),
            None => Some(Date::LAST),
        }
    }

    /// Its days.
    pub fn interval(self) -> Option<Interval> {
        Some(Interval { from: self.first_day()?, until: self.plus(1).and_then(Period::first_day) })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cycle, year, number } = self;
        match cycle {
            Cycle::Year => write!(out, "{year:04}"),
            Cycle::HalfYear => write!(out, "{year:04}-H{number}"),
            Cycle::Quarter => write!(out, "{year:04}-Q{number}"),
            Cycle::Month => write!(out, "{year:04}-{number:02}"),
        }
    }
}
