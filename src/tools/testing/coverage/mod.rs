//! Coverage: what of the laws their tests touch, and what none of them does.
//!
//! A test touches what stands behind its expectations, evaluated on its sheet and day. What is taken
//! one by one (occurrences, elements of lists, periods of a window) has no outcome of its own and is
//! no goal.

pub mod goal;
pub mod stands;
mod observe;

pub use goal::{Goal, Kinds, Placed, Side, goals};

pub use observe::touched;

use super::prepared;
use crate::ground::table::Id;
use crate::language::law::{Judged, Law, Laws};
use crate::tools::testing::Load;
use stands::Reached;
use std::collections::BTreeMap;

/// What the tests touch of each law that was named.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// The laws in their order.
    pub laws: Vec<Covered>,
}

/// What the tests touch of one law.
#[derive(Clone, Debug)]
pub struct Covered {
    /// The law.
    pub law: Id<Law>,
    /// Every goal, and how many tests touch it.
    pub goals: Vec<(Placed, usize)>,
}

impl Covered {
    /// How many goals are touched, and of how many; of one kind or of all.
    pub fn counted(&self, kind: Option<Kinds>) -> (usize, usize) {
        let of_kind =
            self.goals.iter().filter(|(it, _)| kind.is_none_or(|kind| it.goal.kind() == kind));
        of_kind
            .fold((0, 0), |(touched, all), (_, hits)| (touched + usize::from(*hits > 0), all + 1))
    }

    /// The kinds that the law has, in the order of reports.
    pub fn kinds(&self) -> Vec<Kinds> {
        let mut kinds: Vec<Kinds> = self.goals.iter().map(|(it, _)| it.goal.kind()).collect();
        kinds.sort();
        kinds.dedup();
        kinds
    }
}

/// Runs every test of the laws that were named and counts what they touch.
pub fn coverage(laws: &Laws, load: &mut Load<'_>) -> Coverage {
    let mut hits: BTreeMap<Goal, usize> = BTreeMap::new();
    let named = || laws.laws.rows().filter(|(_, law)| law.judged == Judged::Named);
    for (_, law) in named() {
        for id in &law.tests {
            let test = &laws.tests[*id];
            let sheet =
                test.sheet.as_ref().map(|(path, _, span)| load(test.span.source, path, *span));
            let Ok((sheet, subject)) = prepared(laws, test, sheet) else { continue };
            let reached = Reached::by_test(laws, test);
            for goal in observe::touched(laws, test, &sheet, subject, &reached) {
                *hits.entry(goal).or_default() += 1;
            }
        }
    }
    let covered = named().map(|(law, _)| {
        let goals = goals(laws, law).into_iter();
        let goals = goals.map(|it| {
            let touched = hits.get(&it.goal).copied().unwrap_or(0);
            (it, touched)
        });
        Covered { law, goals: goals.collect() }
    });
    Coverage { laws: covered.collect() }
}
