//! Parts of a run: which of its chunks, so that the parts of several machines make one whole.

/// One of several parts of a run, and how much of it is done already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which one, from 0.
    pub at: u64,
    /// Of how many.
    pub of: u64,
    /// How many of its chunks were judged before.
    pub done: u64,
}

impl Shard {
    /// All of a run.
    pub const WHOLE: Shard = Shard { at: 0, of: 1, done: 0 };

    /// The number of its first chunk to judge.
    pub fn first(&self) -> u64 {
        self.done.saturating_mul(self.of).saturating_add(self.at)
    }

    /// Whether a chunk, by its number, is one to judge: shards take turns.
    pub fn takes(&self, number: u64) -> bool {
        let of = self.of.max(1);
        number % of == self.at && number / of >= self.done
    }
}
