//! The facts that would settle what is undetermined.

use crate::facts::Instance;
use crate::ground::table::Id;
use crate::ground::time::{Date, Period};
use crate::language::law::{Event, Fact};
use std::collections::BTreeSet;
use std::sync::Arc;

/// One missing fact of one entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Need {
    /// Whose fact it is.
    pub entity: Id<Instance>,
    /// What is wanted.
    pub wanted: Wanted,
}

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wanted {
    /// A fact of which nothing, or not enough, is stated; `before`: only on the days before the
    /// first stated entry.
    Fact {
        /// The fact.
        fact: Id<Fact>,
        /// The first stated day, where the days before it are wanted.
        before: Option<Date>,
    },
    /// The figure of one period.
    FactIn {
        /// The fact.
        fact: Id<Fact>,
        /// The period.
        period: Period,
    },
    /// Whether and when an event happened.
    Event(Id<Event>),
    /// A field of the occurrence of an event.
    EventField {
        /// The event.
        event: Id<Event>,
        /// The position of the field.
        field: usize,
        /// The day of the occurrence.
        on: Date,
    },
}

/// A set of missing facts, shared until it grows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs(Arc<BTreeSet<Need>>);

impl Needs {
    /// Exactly one.
    pub fn one(need: Need) -> Self {
        Self(Arc::new(BTreeSet::from([need])))
    }

    /// Those of both.
    pub fn and(&self, other: &Needs) -> Needs {
        if Arc::ptr_eq(&self.0, &other.0) || other.0.is_subset(&self.0) {
            return self.clone();
        }
        if self.0.is_empty() {
            return other.clone();
        }
        Self(Arc::new(self.0.union(&other.0).cloned().collect()))
    }

    /// Each of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Need> {
        self.0.iter()
    }

    /// Whether it is one of them.
    pub fn contains(&self, need: &Need) -> bool {
        self.0.contains(need)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is missing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
