//! How well tests notice: the mutants of a law counted by what became of them.

use super::{Fate, Tried};

/// The mutants of one law, or of several, by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Those that a test noticed.
    pub noticed: usize,
    /// Those that no test noticed though a sheet tells them from the law.
    pub survived: usize,
    /// Those that no test noticed and no sheet was found for.
    pub alike: usize,
    /// Those that are no law.
    pub refused: usize,
}

impl Score {
    /// The score of some mutants.
    pub fn of<'a>(tried: impl IntoIterator<Item = &'a Tried>) -> Self {
        let mut score = Self::default();
        for one in tried {
            match &one.fate {
                Fate::Refused => score.refused += 1,
                Fate::Noticed(_) => score.noticed += 1,
                Fate::Survived(_) => score.survived += 1,
                Fate::Alike => score.alike += 1,
            }
        }
        score
    }

    /// How many there are.
    pub fn mutants(self) -> usize {
        self.noticed + self.survived + self.alike + self.refused
    }

    /// Those that count: the noticed of the noticed and survived, exactly.
    pub fn counted(self) -> (usize, usize) {
        (self.noticed, self.noticed + self.survived)
    }

    /// Whole percent, rounded down; 100 where nothing counts.
    pub fn percent(self) -> usize {
        let (noticed, of) = self.counted();
        (noticed * 100).checked_div(of).unwrap_or(100)
    }
}

/// The laws of a run with the mutants of each, in order.
pub fn by_law(tried: &[Tried]) -> Vec<(&str, Vec<&Tried>)> {
    let mut laws: Vec<(&str, Vec<&Tried>)> = Vec::new();
    for one in tried {
        match laws.last_mut() {
            Some((law, all)) if *law == one.law => all.push(one),
            Some(_) | None => laws.push((&one.law, vec![one])),
        }
    }
    laws
}
