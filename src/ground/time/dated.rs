//! What changes by date: versions that hold from one day until another. Nobody else searches by date.

use crate::ground::time::{Date, Interval};

/// One version and the days on which it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version<T> {
    /// The days on which it holds.
    pub days: Interval,
    /// What holds.
    pub value: T,
}

/// Versions in the order of their days, without overlap; gaps are possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<T> {
    versions: Vec<Version<T>>,
}

impl<T> Dated<T> {
    /// Versions that each begin on a day and last until the next; the last until `until`.
    /// Days must ascend; one that does not is dropped (the checker reports it before).
    pub fn starting(starts: impl IntoIterator<Item = (Date, T)>, until: Option<Date>) -> Self {
        let mut versions: Vec<Version<T>> = Vec::new();
        for (from, value) in starts {
            if let Some(last) = versions.last_mut() {
                if from <= last.days.from {
                    continue;
                }
                last.days.until = Some(from);
            }
            versions.push(Version { days: Interval { from, until }, value });
        }
        Self { versions }
    }

    /// Versions whose days are known: they must ascend without overlap; gaps are possible.
    pub fn of(versions: impl IntoIterator<Item = Version<T>>) -> Self {
        Self { versions: versions.into_iter().collect() }
    }

    /// One value that holds on every day of `days`.
    pub fn constant(days: Interval, value: T) -> Self {
        Self { versions: vec![Version { days, value }] }
    }

    /// The version in force on a day.
    pub fn on(&self, date: Date) -> Option<&Version<T>> {
        let after = self.versions.partition_point(|version| version.days.from <= date);
        self.versions.get(after.checked_sub(1)?).filter(|version| version.days.contains(date))
    }

    /// The next day after `date` on which another version, or none, is in force.
    pub fn horizon(&self, date: Date) -> Option<Date> {
        let after = self.versions.partition_point(|version| version.days.from <= date);
        let current = after.checked_sub(1).and_then(|at| self.versions.get(at));
        let end = current.and_then(|version| version.days.horizon(date));
        end.or_else(|| self.versions.get(after).map(|version| version.days.from))
    }

    /// Every version in order.
    pub fn versions(&self) -> &[Version<T>] {
        &self.versions
    }
}
