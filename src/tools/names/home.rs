//! Which files share one namespace: a law with its tests, or a vocabulary; and what they declare.

use crate::ground::table::Id;
use crate::ground::text::{Source, Span};
use crate::language::law::Judged;
use crate::language::syntax::{Header, LawFile, Path};
use crate::tools::names::{Declared, NameKind, Names};
use compact_str::CompactString;
use std::collections::BTreeMap;

/// The files whose names share one namespace.
#[derive(Clone, Debug)]
pub(super) struct Home {
    pub kind: NameKind,
    /// The positions of its files: that of the law first, then those of its tests.
    pub files: Vec<usize>,
    /// Their texts.
    pub sources: Vec<Id<Source>>,
    /// What it declares.
    pub names: BTreeMap<CompactString, Id<Declared>>,
    /// The values of the enums that it declares, by name.
    pub variants: BTreeMap<CompactString, Vec<Id<Declared>>>,
    /// The homes that it uses.
    pub uses: Vec<usize>,
    /// Its own name, where its header could be read.
    pub declared: Option<Id<Declared>>,
}

impl Names {
    /// Finds the homes and everything that they declare.
    pub(super) fn gather(&mut self, files: &[(LawFile, Judged)]) {
        for (at, (file, _)) in files.iter().enumerate() {
            match &file.header {
                Some(Header::Law { name, span, .. }) => {
                    self.home((at, file.source), NameKind::Law, Some((name, *span)));
                }
                Some(Header::Vocabulary { name, span, .. }) => {
                    self.home((at, file.source), NameKind::Vocabulary, Some((name, *span)));
                }
                None => self.home((at, file.source), NameKind::Law, None),
                Some(Header::Tests { .. }) => {}
            }
        }
        for (at, (file, _)) in files.iter().enumerate() {
            let Some(Header::Tests { law, .. }) = &file.header else { continue };
            let home = self.by_law.get(&law.dotted()).copied();
            match home.and_then(|home| self.homes.get_mut(home)) {
                Some(home) => {
                    home.files.push(at);
                    home.sources.push(file.source);
                }
                // The law that it tests is not there: its own names are found all the same.
                None => self.home((at, file.source), NameKind::Law, None),
            }
        }
        for at in 0..self.homes.len() {
            let Some(home) = self.homes.get(at) else { continue };
            for file in home.files.clone() {
                let Some((file, _)) = files.get(file) else { continue };
                for used in &file.uses {
                    let used = self.by_law.get(&used.name.dotted()).copied();
                    if let (Some(used), Some(home)) = (used, self.homes.get_mut(at)) {
                        home.uses.push(used);
                    }
                }
                for declaration in &file.declarations {
                    self.declare(at, declaration);
                }
            }
        }
    }

    fn home(
        &mut self,
        (file, source): (usize, Id<Source>),
        kind: NameKind,
        header: Option<(&Path, Span)>,
    ) {
        let declared = header.map(|(name, whole)| {
            self.add(Declared {
                name: CompactString::from(name.dotted()),
                kind,
                span: name.span,
                whole,
                of: None,
                type_: None,
            })
        });
        if let Some((name, _)) = header {
            let at = self.homes.len();
            self.by_law.entry(name.dotted()).or_insert(at);
        }
        let (names, variants, uses) = Default::default();
        let (files, sources) = (vec![file], vec![source]);
        self.homes.push(Home { kind, files, sources, names, variants, uses, declared });
    }

    /// Adds a declaration.
    pub(super) fn add(&mut self, declared: Declared) -> Id<Declared> {
        let span = declared.span;
        let id = self.declared.add(declared);
        self.by_span.insert(span, id);
        id
    }
}
