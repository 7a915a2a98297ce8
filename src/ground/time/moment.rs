//! A day, or a minute of one: when something is due or was done.

use crate::ground::time::{Date, DateTime};
use std::fmt;

/// A day where a law counts in days, a minute where it counts in hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::Day(date) => write!(out, "{date}"),
            Moment::Minute(minute) => write!(out, "{minute}"),
        }
    }
}
