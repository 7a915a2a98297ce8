//! The laws of the last commit, and what differs between them and those of now.

use crate::language::law::Judged;
use crate::language::syntax::LawFile;
use crate::tools::compare::{Amended, Edition};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// The laws of a commit.
#[derive(Debug)]
pub struct Committed {
    /// The name of the commit.
    pub commit: String,
    /// What it says; none where it does not hold.
    pub edition: Option<Edition>,
    /// The text of each law, by its path now.
    pub texts: BTreeMap<PathBuf, Arc<str>>,
}

impl Committed {
    /// Whether it has a law or vocabulary of a name.
    pub fn has(&self, name: &str) -> bool {
        let files = self.edition.iter().flat_map(|edition| &edition.files);
        let mut names = files.filter_map(|(file, _): &(LawFile, Judged)| file.name());
        names.any(|it| it == name)
    }
}

/// What differs between a commit and now.
#[derive(Debug, Default)]
pub struct Changed {
    /// The provisions that differ.
    pub amended: Vec<Amended>,
    /// The laws of now, once somebody compares what follows from them.
    pub now: OnceCell<Edition>,
}
