//! What a run came to: how many records, which verdicts, what is missing most, and the amounts.

use crate::engine::verdict::{State, Verdict};
use crate::ground::table::Id;
use crate::ground::value::{Currency, Number};
use crate::language::law::Law;
use std::collections::BTreeMap;

/// The counts of a run, or of a part of it. Those of parts add up to those of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Records that were read.
    pub read: u64,
    /// Records that were judged.
    pub judged: u64,
    /// Records that were rejected: read and not judged.
    pub rejected: u64,
    /// Rows that were written: one for each law and entity judged.
    pub rows: u64,
    /// Records that the reference evaluator judged.
    pub by_reference: u64,
    /// How many verdicts of each law came out how.
    pub states: BTreeMap<(Id<Law>, State), u64>,
    /// In how many rows each fact is missing.
    pub needs: BTreeMap<String, u64>,
    /// What the open and imposed fines of all rows come to.
    pub totals: BTreeMap<Currency, Total>,
    /// Names of keys and columns that were passed over, and how often.
    pub skipped: BTreeMap<String, u64>,
}

/// What the fines in one currency come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The least, of those rows in which it is known.
    pub low: Number,
    /// The most, likewise.
    pub high: Number,
    /// In how many rows it is not known.
    pub open: u64,
}

/// More names than these of what was passed over help nobody.
const MOST_SKIPPED: usize = 64;

impl Tally {
    /// Counts a verdict, and the names of what it needs.
    pub fn count(&mut self, verdict: &Verdict, needs: &[String]) {
        self.rows += 1;
        *self.states.entry((verdict.law, verdict.state)).or_default() += 1;
        for need in needs {
            match self.needs.get_mut(need) {
                Some(count) => *count += 1,
                None => drop(self.needs.insert(need.clone(), 1)),
            }
        }
        for (currency, amount) in &verdict.totals {
            let total = self.totals.entry(*currency).or_default();
            match amount.ends() {
                Some((low, high)) => {
                    (total.low, total.high) = (total.low.add(&low), total.high.add(&high));
                }
                None => total.open += 1,
            }
        }
    }

    /// Counts a name that was passed over.
    pub fn skip(&mut self, name: &str, times: u64) {
        if let Some(count) = self.skipped.get_mut(name) {
            *count += times;
        } else if self.skipped.len() < MOST_SKIPPED {
            self.skipped.insert(name.to_owned(), times);
        }
    }

    /// Adds the counts of another part.
    pub fn add(&mut self, other: &Tally) {
        self.read += other.read;
        self.judged += other.judged;
        self.rejected += other.rejected;
        self.rows += other.rows;
        self.by_reference += other.by_reference;
        for (key, count) in &other.states {
            *self.states.entry(*key).or_default() += count;
        }
        for (name, count) in &other.needs {
            *self.needs.entry(name.clone()).or_default() += count;
        }
        for (currency, part) in &other.totals {
            let total = self.totals.entry(*currency).or_default();
            total.low = total.low.add(&part.low);
            total.high = total.high.add(&part.high);
            total.open += part.open;
        }
        for (name, count) in &other.skipped {
            self.skip(name, *count);
        }
    }

    /// How many verdicts came out in a state.
    pub fn in_state(&self, state: State) -> u64 {
        self.states.iter().filter(|((_, of), _)| *of == state).map(|(_, count)| count).sum()
    }
}

impl Default for Total {
    fn default() -> Self {
        Self { low: Number::ZERO, high: Number::ZERO, open: 0 }
    }
}
