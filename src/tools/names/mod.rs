//! Every name that is written, in laws and in sheets: where it stands and which declaration it means.
//! It goes by what is written alone, so that it also serves laws that do not hold.

mod declare;
mod home;
mod mention;
mod expression;
mod sight;
pub mod sheet;
pub mod rename;

pub use rename::{Refused, rename};
pub use sight::Led;

use crate::ground::table::{Id, Table};
use crate::ground::text::{Source, Span};
use crate::language::law::Judged;
use crate::language::syntax::{LawFile, TypeName};
use compact_str::CompactString;
use home::Home;
use std::collections::BTreeMap;

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// A law.
    Law,
    /// A vocabulary.
    Vocabulary,
    /// A unit.
    Unit,
    /// An entity.
    Entity,
    /// A field of an entity.
    Field,
    /// An enum.
    Enumeration,
    /// A value of an enum.
    Variant,
    /// A fact of a law.
    Fact,
    /// An event.
    Event,
    /// A field of an event.
    EventField,
    /// A parameter.
    Parameter,
    /// A scale.
    Scale,
    /// A decision table.
    Table,
    /// A column of one.
    Column,
    /// A calendar.
    Calendar,
    /// A definition.
    Define,
    /// A status.
    Status,
    /// A duty.
    Duty,
    /// A block of sanctions.
    Sanctions,
    /// A step of one.
    Step,
    /// A name for one occurrence or element at a time.
    Binding,
}

/// A declaration, as far as its name goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Declared {
    /// The name: of a law with its dots.
    pub name: CompactString,
    /// What it is the name of.
    pub kind: NameKind,
    /// Where the name stands.
    pub span: Span,
    /// Where the whole declaration stands.
    pub whole: Span,
    /// The entity, enum, event, table or block that it is part of.
    pub of: Option<Id<Declared>>,
    /// The type that is written of it, where one is.
    pub type_: Option<TypeName>,
}

/// One place at which a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Written {
    /// The place.
    pub span: Span,
    /// What it means.
    pub what: Id<Declared>,
    /// Whether it is the place of the declaration.
    pub declares: bool,
    /// Whether it stands in quotation marks, as keys of JSON do.
    pub quoted: bool,
}

/// The names of files that belong together.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// What is declared, in the order of the files.
    pub declared: Table<Declared>,
    /// Every name of the laws that means one of them, by its place; places do not overlap.
    pub written: Vec<Written>,
    homes: Vec<Home>,
    by_span: BTreeMap<Span, Id<Declared>>,
    by_law: BTreeMap<String, usize>,
    /// The parts of what has any: fields, values, columns.
    parts: BTreeMap<Id<Declared>, BTreeMap<CompactString, Id<Declared>>>,
    /// The columns of each table in order.
    columns: BTreeMap<Id<Declared>, Vec<Id<Declared>>>,
}

/// Finds the names of files that belong together.
pub fn names(files: &[(LawFile, Judged)]) -> Names {
    let mut names = Names::default();
    names.gather(files);
    for at in 0..names.homes.len() {
        let Some(home) = names.homes.get(at) else { continue };
        for file in home.files.clone() {
            if let Some((file, _)) = files.get(file) {
                mention::file(&mut names, at, file);
            }
        }
    }
    names.written.sort_unstable();
    names.written.dedup();
    names
}

impl Names {
    /// The name that stands at a byte of a text, or ends there.
    pub fn at(&self, source: Id<Source>, offset: usize) -> Option<Written> {
        found(&self.written, source, offset)
    }

    /// Every place in the laws at which a declaration is named.
    pub fn places(&self, what: Id<Declared>) -> impl Iterator<Item = Written> {
        self.written.iter().copied().filter(move |written| written.what == what)
    }

    /// The names that stand within a place, in order.
    pub fn written_in(&self, span: Span) -> impl Iterator<Item = Written> {
        let start = (span.source, span.start);
        let first = self.written.partition_point(|it| (it.span.source, it.span.start) < start);
        let behind = self.written.get(first..).unwrap_or_default().iter().copied();
        behind.take_while(move |it| it.span.source == span.source && it.span.end <= span.end)
    }

    /// The declaration whose name stands at a place.
    pub fn declared_at(&self, span: Span) -> Option<Id<Declared>> {
        self.by_span.get(&span).copied()
    }

    /// The part of a declaration that has a name: a field, a value.
    pub fn part(&self, of: Id<Declared>, name: &str) -> Option<Id<Declared>> {
        self.parts.get(&of)?.get(name).copied()
    }

    /// The parts of a declaration in the order in which they are declared.
    pub fn parts_of(&self, of: Id<Declared>) -> Vec<Id<Declared>> {
        let mut parts: Vec<Id<Declared>> =
            self.parts.get(&of).into_iter().flat_map(BTreeMap::values).copied().collect();
        parts.sort_unstable();
        parts
    }

    /// The home whose names a text sees.
    pub fn home_of(&self, source: Id<Source>) -> Option<usize> {
        self.homes.iter().position(|home| home.sources.contains(&source))
    }

    /// What a name stands for in a home, wherever it may stand.
    pub fn visible(&self, home: usize, name: &str) -> Option<Id<Declared>> {
        self.lookup(home, name)
    }

    /// What a name stands for in a home: its own, then those of the vocabularies it uses.
    fn lookup(&self, home: usize, name: &str) -> Option<Id<Declared>> {
        let home = self.homes.get(home)?;
        let used = || home.uses.iter().filter_map(|used| self.homes.get(*used));
        let mut shared = used().filter(|other| other.kind == NameKind::Vocabulary);
        let own = home.names.get(name);
        own.or_else(|| shared.find_map(|other| other.names.get(name))).copied()
    }

    /// Notes that a name stands somewhere.
    fn write(&mut self, span: Span, what: Id<Declared>) {
        let declares = self.declared[what].span == span;
        self.written.push(Written { span, what, declares, quoted: false });
    }
}

/// The place among sorted ones that holds a byte, or ends there.
pub fn found(written: &[Written], source: Id<Source>, offset: usize) -> Option<Written> {
    let at = u32::try_from(offset).unwrap_or(u32::MAX);
    let behind = written.partition_point(|it| (it.span.source, it.span.start) <= (source, at));
    let near = behind.checked_sub(1).and_then(|last| written.get(last)).copied();
    near.filter(|it| it.span.source == source && at <= it.span.end)
}
