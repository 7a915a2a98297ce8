//! What an amendment changes, told to people: the provisions, and what follows for companies.

pub mod words;
pub mod text;
pub mod markdown;

use crate::tools::compare::{Amended, BothSheets, Cause, Compared, Editions, Regions};

/// All that was compared.
#[derive(Clone, Copy)]
pub struct Diff<'a> {
    /// The two editions.
    pub editions: Editions<'a>,
    /// The provisions that differ.
    pub amended: &'a [Amended],
    /// The sheets that were compared, and what differs for whom.
    pub companies: Option<(&'a [BothSheets], &'a [Compared])>,
    /// For which facts an answer differs, each region with its cause; nothing where sheets were
    /// compared instead.
    pub regions: Option<(&'a Regions, &'a [Cause])>,
}

impl Diff<'_> {
    /// Whether anything differs.
    pub fn differs(&self) -> bool {
        let (old, new) = self.editions.alone();
        let companies = self.companies.iter().flat_map(|(_, compared)| compared.iter());
        !self.amended.is_empty()
            || !old.is_empty()
            || !new.is_empty()
            || self.regions.is_some_and(|(regions, _)| !regions.found.is_empty())
            || companies.into_iter().any(|it| !it.differences.is_empty())
    }
}
