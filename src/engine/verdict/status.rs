//! What became of a status: whether it holds on the day, since when, and what turned it.

use crate::engine::verdict::{Outcome, Reason};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{Event, Status, Turn};

/// One status on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusVerdict {
    /// The status.
    pub status: Id<Status>,
    /// Whether it holds.
    pub outcome: Outcome,
    /// What made it what it is; nothing where nothing has turned it yet, or what has is open.
    pub turning: Option<Turning>,
    /// Why, where it was asked for: of the clause that turned it, or of those that could.
    pub reasons: Vec<Reason>,
}

/// What began the stretch of days on which a status is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turning {
    /// The first of these days.
    pub since: Date,
    /// Whether it may have been so earlier, on days that are not known.
    pub at_the_latest: bool,
    /// The clause that turned it.
    pub by: Turn,
    /// The day on which its condition held, or its expression had come to the date.
    pub came: Date,
    /// The events that the clause names, each with its latest day up to then.
    pub events: Vec<(Id<Event>, Date)>,
}
