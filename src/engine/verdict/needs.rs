//! The facts that would settle what is undetermined.

use crate::facts::Instance;
use crate::ground::table::Id;
use crate::ground::time::{Date, Period};
use crate::language::law::{Calendar, Event, Fact};
use std::cmp::Ordering;
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
    /// The hour of an occurrence of which only the day is recorded.
    Hour {
        /// The event.
        event: Id<Event>,
        /// The day of the occurrence.
        on: Date,
    },
    /// Which days are working days, outside those for which a calendar is verified.
    WorkingDays(Id<Calendar>),
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

/// A set of missing facts, shared until it grows: in order, each once; `None` where it is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs(Option<Arc<[Need]>>);

impl Needs {
    /// Exactly one.
    pub fn one(need: Need) -> Self {
        Self(Some(Arc::new([need])))
    }

    /// Those of both.
    pub fn and(&self, other: &Needs) -> Needs {
        match (&self.0, &other.0) {
            (_, None) => self.clone(),
            (None, Some(_)) => other.clone(),
            // What adds nothing leaves the set shared.
            (Some(one), Some(two)) if Arc::ptr_eq(one, two) || holds(one, two) => self.clone(),
            (Some(one), Some(two)) => Self(Some(merged(one, two).into())),
        }
    }

    /// Those of all of these.
    pub fn all(sets: Vec<Needs>) -> Needs {
        let mut sets: Vec<Arc<[Need]>> = sets.into_iter().filter_map(|set| set.0).collect();
        sets.dedup_by(|one, two| Arc::ptr_eq(one, two));
        let merged = match sets.as_slice() {
            [] => return Self(None),
            [only] => return Self(Some(only.clone())),
            several => several,
        };
        let mut all: Vec<Need> = merged.iter().flat_map(|set| set.iter().cloned()).collect();
        all.sort();
        all.dedup();
        Self(Some(all.into()))
    }

    /// Each of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Need> {
        self.0.iter().flat_map(|needs| needs.iter())
    }

    /// Whether it is one of them.
    pub fn contains(&self, need: &Need) -> bool {
        self.0.iter().any(|needs| needs.contains(need))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |needs| needs.len())
    }

    /// Whether nothing is missing.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

impl FromIterator<Need> for Needs {
    fn from_iter<T: IntoIterator<Item = Need>>(needs: T) -> Self {
        let mut needs: Vec<Need> = needs.into_iter().collect();
        needs.sort();
        needs.dedup();
        Self((!needs.is_empty()).then(|| needs.into()))
    }
}

/// Whether a set in order has every member of another.
fn holds(set: &[Need], other: &[Need]) -> bool {
    let mut members = set.iter();
    other.iter().all(|wanted| members.any(|member| member == wanted))
}

/// Two sets in order as one.
fn merged(one: &[Need], two: &[Need]) -> Vec<Need> {
    let mut both = Vec::with_capacity(one.len() + two.len());
    let (mut one, mut two) = (one.iter().peekable(), two.iter().peekable());
    loop {
        let order = match (one.peek(), two.peek()) {
            (None, None) => return both,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(first), Some(second)) => first.cmp(second),
        };
        if order != Ordering::Less {
            let second = two.next();
            if order == Ordering::Greater {
                both.extend(second.cloned());
                continue;
            }
        }
        both.extend(one.next().cloned());
    }
}
