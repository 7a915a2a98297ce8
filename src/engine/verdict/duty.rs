//! What became of a duty: its status on the day, and its history of breaches.

use crate::engine::verdict::{Needs, Reason};
use crate::ground::table::Id;
use crate::ground::time::{Date, DateTime, Interval, Moment};
use crate::language::law::{Duty, Event, test::StatusWord};

/// One duty on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyVerdict {
    /// The duty.
    pub duty: Id<Duty>,
    /// Its status.
    pub status: Status,
    /// The last day or minute in time (an act) or the first on which the state must hold, where
    /// the duty has arisen and that is known.
    pub due: Option<Moment>,
    /// Every breach up to the day asked, in order; the last has no end where it is still open.
    pub breaches: Vec<Breach>,
    /// Of a duty that arises in each period or with each occurrence of an event: each time that it
    /// has arisen, in order. Its own status is that of the worst of them.
    pub instances: Vec<DutyInstance>,
    /// Why, where it was asked for: of `when`, then of `must`.
    pub reasons: Vec<Reason>,
}

/// One of the times that a duty has arisen.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyInstance {
    /// Which one.
    pub of: InstanceOf,
    /// Its status.
    pub status: Status,
    /// When it is due, as a duty is.
    pub due: Option<Moment>,
    /// Its breaches up to the day asked, in order.
    pub breaches: Vec<Breach>,
    /// Why, where it was asked for.
    pub reasons: Vec<(Clause, Reason)>,
}

/// What a duty has arisen with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InstanceOf {
    /// An occurrence of an event.
    Occurrence {
        /// Its day.
        on: Date,
        /// Its minute, where that is recorded.
        hour: Option<DateTime>,
        /// Its position among the records of the event, from 0.
        at: usize,
        /// The event.
        event: Id<Event>,
        /// Which of the occurrences of its day it is, from 1; 0 where it is alone.
        of_day: usize,
    },
    /// A period: its days.
    Period(Interval),
}

/// The clauses of a duty that are read anew each time it arises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clause {
    /// `when`
    When,
    /// `must`
    Must,
    /// `due`
    Due,
}

/// A breach: from its first day to its cure or the end of the duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Its days.
    pub days: Interval,
    /// Whether it may have begun earlier than `days.from`, on days that are not known.
    pub at_the_latest: bool,
    /// Whether it ended by cure (the duty was met), not because the duty ceased to apply.
    pub cured: bool,
}

/// The status of a duty: one closed list.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// Its provision is not in force.
    NotInForce,
    /// It does not apply.
    NotApplicable,
    /// It applies; its day has not come.
    Pending {
        /// The first day on which it is no longer pending; where the due date is not known, at the earliest.
        until: Date,
    },
    /// It is met.
    Fulfilled {
        /// Since when.
        since: Date,
        /// Whether `since` is only the first known day.
        at_the_latest: bool,
        /// Whether it was late.
        late: Late,
    },
    /// It is unmet.
    Breached {
        /// Since when.
        since: Date,
        /// Whether `since` is only the first known day.
        at_the_latest: bool,
    },
    /// What is known does not settle it.
    Undetermined {
        /// What would.
        needs: Needs,
    },
}

/// Whether a fulfilled duty was breached before, or done after the due day.
#[derive(Clone, Debug, PartialEq)]
pub enum Late {
    /// It was not.
    No,
    /// It was.
    Yes,
    /// Earlier days are not known.
    Undetermined(Needs),
}

impl Status {
    /// Whether it says that the duty was late.
    pub fn is_late(&self) -> bool {
        matches!(self, Status::Fulfilled { late: Late::Yes, .. })
    }

    /// The word of the closed list.
    pub fn word(&self) -> StatusWord {
        match self {
            Status::NotInForce => StatusWord::NotInForce,
            Status::NotApplicable => StatusWord::NotApplicable,
            Status::Pending { .. } => StatusWord::Pending,
            Status::Fulfilled { .. } => StatusWord::Fulfilled,
            Status::Breached { .. } => StatusWord::Breached,
            Status::Undetermined { .. } => StatusWord::Undetermined,
        }
    }
}
