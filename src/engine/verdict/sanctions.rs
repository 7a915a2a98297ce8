//! What became of a block of sanctions: its episode, the state of each step, and the amounts.

use crate::engine::verdict::{Needs, Outcome, Reason};
use crate::facts::Instance;
use crate::ground::table::Id;
use crate::ground::time::{Date, Duration};
use crate::ground::value::{Currency, Number};
use crate::language::law::{Duty, Sanctions, Step, test::StatusWord};

/// One block on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockVerdict {
    /// The block.
    pub block: Id<Sanctions>,
    /// The current episode, or the last one; `None` where there was none.
    pub episode: Option<Episode>,
    /// Its steps in order.
    pub steps: Vec<StepVerdict>,
    /// The sum of the episode's fines, by the currency of its fines; `None`: it has no fines.
    pub total: Option<(Currency, Outcome)>,
    /// What remains payable of it after cure; equal to `total` where nothing was waived.
    pub payable: Option<(Currency, Outcome)>,
    /// Whether `total` and `payable` grow while nothing else changes.
    pub grows: bool,
    /// What its fines may come to together, where they would come to more.
    pub together: Option<Together>,
    /// Of a block that counts once for the owner: with which entity its fines do.
    pub counted: Option<Counted>,
}

/// With which entity of an owner the fines of a block count that counts once for it.
#[derive(Clone, Debug, PartialEq)]
pub enum Counted {
    /// With the one judged.
    Here,
    /// With another; where more than one is named, it is not known with which.
    With(Vec<Id<Instance>>),
    /// With the one judged, if they do not come to anything for these.
    Perhaps {
        /// Those for which they may come to something.
        with: Vec<Id<Instance>>,
        /// What would settle it.
        needs: Needs,
    },
}

/// A cap on the fines of a block that cuts them.
#[derive(Clone, Debug, PartialEq)]
pub struct Together {
    /// The most that they come to together: an amount, or a range of which each end is a cap.
    pub most: Outcome,
    /// What they would come to without it.
    pub alone: Outcome,
    /// Whether it is not known that it applies.
    pub perhaps: bool,
}

/// From breach to cure.
#[derive(Clone, Debug, PartialEq)]
pub struct Episode {
    /// The first day of the breach, never before the block's own first day.
    pub breach: Date,
    /// Whether it may have begun earlier, on days that are not known.
    pub at_the_latest: bool,
    /// The first day on which no duty of the block was breached any more.
    pub end: Option<Date>,
    /// Whether it ended by cure: the duties were met, not merely no longer applicable.
    pub cured: bool,
    /// The duties breached on the day asked.
    pub open: Vec<Id<Duty>>,
}

/// One step on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct StepVerdict {
    /// The step.
    pub step: Id<Step>,
    /// Its state.
    pub state: State,
    /// The amount of a fine or the share of a throttle: as recorded, else what is open.
    pub amount: Option<Amount>,
    /// What of a fine counts in the sum of its block, where a cap on the block cuts it.
    pub counts: Option<Outcome>,
    /// Why, where it was asked for: of `when`, of the amount, of the length of its clock.
    pub reasons: Vec<Reason>,
}

/// The state of a step: one closed list.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Nothing has triggered it.
    NotTriggered(NotTriggered),
    /// Its clock runs.
    Waiting {
        /// The first day on which it could be taken.
        until: Date,
        /// Whether that day moves with the day asked, since an earlier step is not recorded.
        moving: bool,
    },
    /// A power that may be used.
    Available {
        /// Since when.
        since: Date,
        /// Whether `since` is only the first known day.
        at_the_latest: bool,
    },
    /// A mandatory step that must be taken.
    Due {
        /// Since when.
        since: Date,
        /// Whether `since` is only the first known day.
        at_the_latest: bool,
    },
    /// It was taken.
    Imposed {
        /// Since when.
        since: Date,
    },
    /// It was taken and has ended.
    Lifted {
        /// Since when.
        since: Date,
    },
    /// What is known does not settle it.
    Undetermined {
        /// What would.
        needs: Needs,
    },
}

/// Why nothing has triggered a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTriggered {
    /// The block or the step is not in force.
    NotInForce,
    /// No duty is breached.
    NoBreach,
    /// Its `when` does not hold.
    When,
    /// What its clock waits for has not happened.
    Clock,
    /// It has ended.
    Ended,
}

/// An amount of money or a share, exact: a single amount has equal ends; what is undetermined
/// has bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// The range, a number where both ends are equal.
    pub outcome: Outcome,
    /// The currency; `None` for a share.
    pub currency: Option<Currency>,
    /// Whether it was recorded, not derived.
    pub recorded: bool,
    /// How it goes on while nothing else changes.
    pub growth: Growth,
}

/// How an amount goes on from the day asked while nothing else changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Growth {
    /// It stays.
    None,
    /// It grows steadily.
    Steady(Box<Steady>),
    /// It grows as the fines do that it sums up.
    WithItsFines,
}

/// A fine that grows, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Steady {
    /// By how much for each unit of time, before any doubling: an amount or a range.
    pub by: Outcome,
    /// The unit of time.
    pub per: Duration,
    /// Whether a unit counts as soon as it has begun.
    pub started: bool,
    /// How often the rate doubles.
    pub doubling_every: Option<Duration>,
    /// The first day that counts.
    pub from: Date,
    /// Whether `from` is only the earliest day that it may be.
    pub at_the_earliest: bool,
    /// Whether the upper end of a range has reached its limit and only the lower one grows.
    pub low_only: bool,
    /// The first day on which it no longer grows like this, where that is known.
    pub until: Option<Date>,
}

impl Amount {
    /// Both ends, where they are known.
    pub fn ends(&self) -> Option<(Number, Number)> {
        use crate::ground::value::Value;
        match &self.outcome {
            Outcome::Known(Value::Range(ends)) => Some((ends.0.clone(), ends.1.clone())),
            Outcome::Known(Value::Number(number)) => Some((number.clone(), number.clone())),
            Outcome::Known(_) | Outcome::Undetermined(_) | Outcome::Failed(_) => None,
        }
    }
}

impl State {
    /// What would settle it, where it is undetermined.
    pub fn needs(&self) -> Option<&Needs> {
        if let State::Undetermined { needs } = self { Some(needs) } else { None }
    }

    /// The word of the closed list.
    pub fn word(&self) -> StatusWord {
        match self {
            State::NotTriggered(_) => StatusWord::NotTriggered,
            State::Waiting { .. } => StatusWord::Waiting,
            State::Available { .. } => StatusWord::Available,
            State::Due { .. } => StatusWord::Due,
            State::Imposed { .. } => StatusWord::Imposed,
            State::Lifted { .. } => StatusWord::Lifted,
            State::Undetermined { .. } => StatusWord::Undetermined,
        }
    }
}
