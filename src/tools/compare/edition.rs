//! Two editions of the same laws: the trees that were read, and what they mean together.

use crate::ground::diagnostic::Found;
use crate::ground::text::{Limits, Sources};
use crate::language::check::check;
use crate::language::law::{Judged, Law, Laws};
use crate::language::syntax::LawFile;
use std::collections::BTreeSet;

/// The laws in one wording.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// The files as they are written.
    pub files: Vec<(LawFile, Judged)>,
    /// What they mean together.
    pub laws: Laws,
}

/// The laws before and after an amendment, their texts among the same sources.
#[derive(Clone, Copy, Debug)]
pub struct Editions<'a> {
    /// Every text of both, and of the sheets.
    pub sources: &'a Sources,
    /// How large sheets may be.
    pub limits: &'a Limits,
    /// The laws that are loaded in neither: what a sheet says of them is skipped.
    pub elsewhere: &'a BTreeSet<String>,
    /// Before.
    pub old: &'a Edition,
    /// After.
    pub new: &'a Edition,
}

impl Edition {
    /// The edition that files make, and every problem of it.
    pub fn of(files: Vec<(LawFile, Judged)>, sources: &Sources) -> (Self, Found) {
        let checked = check(&files, sources);
        (Self { files, laws: checked.laws }, checked.found)
    }

    /// The law of a name that is answered for.
    pub fn law(&self, name: &str) -> Option<&Law> {
        self.laws.laws.iter().find(|law| law.name == name && law.judged == Judged::Named)
    }

    /// The names of the laws that are answered for, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let named = self.laws.laws.iter().filter(|law| law.judged == Judged::Named);
        named.map(|law| law.name.as_str())
    }
}

impl<'a> Editions<'a> {
    /// The names of the laws that are answered for in both, in order.
    pub fn shared(&self) -> Vec<&'a str> {
        let Editions { old, new, .. } = *self;
        old.names().filter(|name| new.law(name).is_some()).collect()
    }

    /// The names of the laws that are answered for in only one: the old ones, then the new ones.
    pub fn alone(&self) -> (Vec<&'a str>, Vec<&'a str>) {
        let Editions { old, new, .. } = *self;
        (
            old.names().filter(|name| new.law(name).is_none()).collect(),
            new.names().filter(|name| old.law(name).is_none()).collect(),
        )
    }
}
