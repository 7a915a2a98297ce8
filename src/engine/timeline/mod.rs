//! The verdict as the date moves: exact intervals, found by jumping from horizon to horizon.

pub mod change;
pub mod ahead;
pub mod extent;

pub use ahead::{Ahead, ladder_ahead};
pub use change::{Change, ChangeOf, changes, next_change};
pub use extent::{followed_through, without_echoes};

use crate::engine::eval::{Explain, judge};
use crate::engine::verdict::{Status, Verdict};
use crate::facts::{Instance, Sheet};
use crate::ground::table::Id;
use crate::ground::time::{Date, Interval, Version};
use crate::language::law::{Law, Laws};

/// How many days are looked at before a timeline is cut short.
pub const MOST_LOOKS: usize = 20_000;

/// The verdicts of a span of days.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// In order and without gaps, each as long as it can be. The verdict of each is that of its
    /// first day; on the others it differs in the day and in what moves with it, no more. Of the
    /// times that a duty has arisen those are left out that were over before that day.
    pub intervals: Vec<Version<Verdict>>,
    /// The first day that was not looked at, where there were too many to look at them all.
    pub cut: Option<Date>,
}

/// A verdict without what duties have arisen with that was over before a day: a timeline has told
/// of it before, and would else grow with the square of what happened.
pub fn without_past(mut verdict: Verdict, day: Date) -> Verdict {
    for duty in &mut verdict.duties {
        duty.instances.retain(|one| match one.status {
            Status::Fulfilled { since, .. } => day <= since,
            Status::NotInForce | Status::NotApplicable => {
                let ended = one.breaches.last().and_then(|breach| breach.days.until);
                ended.is_some_and(|ended| day <= ended)
            }
            Status::Pending { .. } | Status::Breached { .. } | Status::Undetermined { .. } => true,
        });
    }
    verdict
}

/// The verdicts of one entity under one law from `from` up to, not including, `to`.
pub fn timeline(
    laws: &Laws,
    law: Id<Law>,
    sheet: &Sheet,
    entity: Id<Instance>,
    from: Date,
    to: Date,
) -> Timeline {
    let mut intervals: Vec<Version<Verdict>> = Vec::new();
    let mut before: Option<Verdict> = None;
    let mut next = Some(from);
    for _look in 0..MOST_LOOKS {
        let Some(day) = next.filter(|day| *day < to) else {
            return Timeline { intervals, cut: None };
        };
        let verdict = judge(laws, law, sheet, entity, day, Explain::No);
        next = verdict.horizon;
        let until = Some(next.map_or(to, |next| next.min(to)));
        let same = before.as_ref().is_some_and(|before| {
            change::is_same(before, &verdict) && before.projected == verdict.projected
        });
        match intervals.last_mut().filter(|_| same) {
            Some(last) => last.days.until = until,
            None => {
                let days = Interval { from: day, until };
                intervals.push(Version { days, value: without_past(verdict.clone(), day) });
            }
        }
        before = Some(verdict);
    }
    Timeline { intervals, cut: next.filter(|day| *day < to) }
}
