//! The verdict as the date moves: exact intervals, found by jumping from horizon to horizon.

pub mod change;
pub mod ahead;
pub mod extent;

pub use ahead::{Ahead, ladder_ahead};
pub use change::{Change, ChangeOf, changes, next_change};
pub use extent::{followed_through, without_echoes};

use crate::engine::eval::{Explain, judge};
use crate::engine::verdict::Verdict;
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
    /// first day; on the others it differs in the day and in what moves with it, no more.
    pub intervals: Vec<Version<Verdict>>,
    /// The first day that was not looked at, where there were too many to look at them all.
    pub cut: Option<Date>,
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
    let mut next = Some(from);
    for _look in 0..MOST_LOOKS {
        let Some(day) = next.filter(|day| *day < to) else {
            return Timeline { intervals, cut: None };
        };
        let verdict = judge(laws, law, sheet, entity, day, Explain::No);
        next = verdict.horizon;
        let until = Some(next.map_or(to, |next| next.min(to)));
        match intervals.last_mut() {
            Some(last)
                if change::is_same(&last.value, &verdict)
                    && last.value.projected == verdict.projected =>
            {
                last.days.until = until;
            }
            Some(_) | None => {
                intervals.push(Version { days: Interval { from: day, until }, value: verdict });
            }
        }
    }
    Timeline { intervals, cut: next.filter(|day| *day < to) }
}
