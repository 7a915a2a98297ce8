//! Civil local date and time of day, to the minute, for deadlines in hours.

use crate::ground::time::Date;
use std::fmt;

/// A civil local day and minute, `2019-01-13T00:00`. There is no zone and no summer time: what a
/// law counts in hours is counted on the local clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime {
    /// The day.
    pub date: Date,
    /// Minutes since its midnight, 0 to 1439.
    minute: u16,
}

/// The minutes of a day.
const DAY: i64 = 24 * 60;

impl DateTime {
    /// The minute of a day, if there is one.
    pub fn of(date: Date, hour: u8, minute: u8) -> Option<Self> {
        let exists = hour < 24 && minute < 60;
        exists.then(|| Self { date, minute: u16::from(hour) * 60 + u16::from(minute) })
    }

    /// The first minute of a day.
    pub fn first_of(date: Date) -> Self {
        Self { date, minute: 0 }
    }

    /// The last minute of a day.
    pub fn last_of(date: Date) -> Self {
        Self { date, minute: 24 * 60 - 1 }
    }

    /// Reads `YYYY-MM-DDThh:mm` and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.split_once('T')?;
        let (hour, minute) = time.split_once(':')?;
        let two = |digits: &str| {
            let sound = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
            sound.then(|| digits.parse::<u8>().ok()).flatten()
        };
        Self::of(Date::parse(date)?, two(hour)?, two(minute)?)
    }

    /// So many hours later, or earlier where negative, within the years 0001 to 9999.
    pub fn plus_hours(self, hours: i64) -> Option<Self> {
        self.plus_minutes(hours.checked_mul(60)?)
    }

    /// So many minutes later, or earlier where negative, within the years 0001 to 9999.
    pub fn plus_minutes(self, minutes: i64) -> Option<Self> {
        let minutes = i64::from(self.minute).checked_add(minutes)?;
        let date = self.date.plus_days(minutes.div_euclid(DAY))?;
        Some(Self { date, minute: u16::try_from(minutes.rem_euclid(DAY)).ok()? })
    }

    /// The hour, 0 to 23.
    pub fn hour(self) -> u16 {
        self.minute / 60
    }

    /// The minute of the hour, 0 to 59.
    pub fn minute(self) -> u16 {
        self.minute % 60
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}T{:02}:{:02}", self.date, self.hour(), self.minute())
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}
