//! Presumptions: what a verdict takes to be so because it is not known.

use crate::engine::verdict::{Needs, Outcome};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::Expression;
use std::cmp::Ordering;
use std::sync::Arc;

/// A presumption that is relied upon.
#[derive(Clone, Debug)]
pub struct Presumption {
    /// `x presumed y`
    pub expression: Id<Expression>,
    /// The facts that are not known; once they are, nothing is presumed.
    pub needs: Needs,
    /// What is presumed.
    pub outcome: Outcome,
    /// The latest day for which it was.
    pub on: Date,
}

/// A set of presumptions, shared until it grows: in order, each once; `None` where it is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Presumptions(Option<Arc<[Presumption]>>);

/// The day for which something was presumed makes it no other presumption.
impl PartialEq for Presumption {
    fn eq(&self, other: &Self) -> bool {
        self.expression == other.expression
            && self.needs == other.needs
            && self.outcome == other.outcome
    }
}

impl Presumption {
    /// In the order of the law, then of what is not known.
    fn order(&self, other: &Self) -> Ordering {
        let needs = || self.needs.iter().cmp(other.needs.iter());
        self.expression.cmp(&other.expression).then_with(needs)
    }
}

impl Presumptions {
    /// Exactly one.
    pub fn one(presumption: Presumption) -> Self {
        Self(Some(Arc::new([presumption])))
    }

    /// Those of both; where the same is presumed for several days, as for the latest of them.
    pub fn and(&self, other: &Presumptions) -> Presumptions {
        match (&self.0, &other.0) {
            (_, None) => self.clone(),
            (None, Some(_)) => other.clone(),
            (Some(one), Some(two)) if Arc::ptr_eq(one, two) => self.clone(),
            (Some(one), Some(two)) => {
                let mut all: Vec<Presumption> = one.iter().chain(two.iter()).cloned().collect();
                all.sort_by(|one, two| one.order(two).then(two.on.cmp(&one.on)));
                all.dedup_by(|two, one| one.order(two).is_eq());
                Self(Some(all.into()))
            }
        }
    }

    /// Those of all of these.
    pub fn all(mut sets: Vec<Presumptions>) -> Presumptions {
        sets.retain(|set| !set.is_empty());
        // By halves: one after the other, each would be copied again for each that follows.
        while sets.len() > 1 {
            let pairs = sets.chunks(2).map(|pair| match pair {
                [one, two] => one.and(two),
                rest => rest.first().cloned().unwrap_or_default(),
            });
            sets = pairs.collect();
        }
        sets.pop().unwrap_or_default()
    }

    /// Each of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Presumption> {
        self.0.iter().flat_map(|all| all.iter())
    }

    /// Whether nothing is presumed.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}
