//! Problems that only follow from syntax errors, which are told already.

use crate::ground::diagnostic::{Code, Diagnostic, Severity};
use crate::ground::table::Id;
use crate::ground::text::{Source, Sources};
use crate::language::law::Judged;
use crate::language::syntax::LawFile;
use std::collections::{BTreeMap, BTreeSet};

/// What the syntax errors, which were told, have left out.
pub(super) struct Torn<'f> {
    /// The stretches of each file that could not be read, in order and apart.
    stretches: BTreeMap<Id<Source>, Vec<(u32, u32)>>,
    /// The names of what could not be read.
    names: BTreeSet<&'f str>,
}

impl<'f> Torn<'f> {
    /// What the errors of these files have left out.
    pub fn of(files: &'f [(LawFile, Judged)]) -> Self {
        let files = || files.iter().map(|(file, _)| file);
        let mut stretches: BTreeMap<Id<Source>, Vec<(u32, u32)>> = BTreeMap::new();
        for file in files().filter(|file| !file.torn.is_empty()) {
            let mut torn: Vec<(u32, u32)> =
                file.torn.iter().map(|span| (span.start, span.end)).collect();
            torn.sort_unstable();
            let apart = stretches.entry(file.source).or_default();
            for (start, end) in torn {
                match apart.last_mut() {
                    Some(last) if start < last.1 => last.1 = last.1.max(end),
                    Some(_) | None => apart.push((start, end)),
                }
            }
        }
        let unread = files().flat_map(|file| &file.unread);
        Self { stretches, names: unread.map(|name| name.text.as_str()).collect() }
    }

    /// Whether a problem only follows from a syntax error: it stands where something was left out,
    /// misses a name that could not be read, or warns about such a file.
    pub fn explains(&self, sources: &Sources, told: &Diagnostic) -> bool {
        let Some(span) = told.span else { return false };
        let warning = told.code.severity() == Severity::Warning;
        let inside = |all: &Vec<(u32, u32)>| {
            let after = all.partition_point(|(start, _)| *start <= span.start);
            let before = after.checked_sub(1).and_then(|at| all.get(at));
            warning || before.is_some_and(|(_, end)| span.end <= *end)
        };
        self.stretches.get(&span.source).is_some_and(inside)
            || (told.code == Code::E0201 && self.names.contains(sources.words(span)))
    }
}
