//! Half-open intervals of dates: `until` is the first day that no longer belongs.

use crate::ground::time::Date;

/// The days from `from` up to, not including, `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Interval {
    /// The first day.
    pub from: Date,
    /// The first day that no longer belongs; `None` if there is none.
    pub until: Option<Date>,
}

impl Interval {
    /// Whether `date` belongs to it.
    pub fn contains(self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date < until)
    }

    /// Whether no day belongs to it.
    pub fn is_empty(self) -> bool {
        self.until.is_some_and(|until| until <= self.from)
    }

    /// The days that belong to both, if any.
    pub fn and(self, other: Interval) -> Option<Interval> {
        let until = match (self.until, other.until) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        let both = Interval { from: self.from.max(other.from), until };
        (!both.is_empty()).then_some(both)
    }

    /// The next day on which membership changes, after `date`.
    pub fn horizon(self, date: Date) -> Option<Date> {
        if date < self.from { Some(self.from) } else { self.until.filter(|until| date < *until) }
    }
}
