//! Working days: every day but those of the weekend and the holidays.

use crate::ground::time::Date;

/// The working days of a calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workdays {
    /// The days of the weekend, Monday first.
    pub weekend: [bool; 7],
    /// Holidays in order, each once.
    pub holidays: Vec<Date>,
    /// The last day for which the holidays are verified; a later day may be either.
    pub verified_through: Option<Date>,
}
