//! A day, or a minute of one: when something is due or was done.

use crate::ground::time::{Date, DateTime};
use std::fmt;

/// A day where a law counts in days, a minute where it counts in hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A whole day.
    Day(Date),
    /// A minute of a day.
    Minute(DateTime),
}

impl Moment {
    /// The day, or that of the minute.
    pub fn date(self) -> Date {
        match self {
            Moment::Day(date) => date,
            Moment::Minute(minute) => minute.date,
        }
    }

    /// The first minute it may mean.
    pub fn first(self) -> DateTime {
        match self {
            Moment::Day(date) => DateTime::first_of(date),
            Moment::Minute(minute) => minute,
        }
    }

    /// The last minute it may mean.
    pub fn last(self) -> DateTime {
        match self {
            Moment::Day(date) => DateTime::last_of(date),
            Moment::Minute(minute) => minute,
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::Day(date) => write!(out, "{date}"),
            Moment::Minute(minute) => write!(out, "{minute}"),
        }
    }
}
