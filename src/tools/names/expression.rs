//! The names that expressions mention: paths, the names bound in them, values of enums by what stands
//! beside them.

use crate::ground::table::Id;
use crate::language::syntax::{Count, CountWindow, Expression, Kind, Name, Path, TypeName};
use crate::tools::names::{Declared, NameKind, Names};
use compact_str::CompactString;

/// Where names are being read.
pub(super) struct Mentions<'n> {
    pub names: &'n mut Names,
    /// Whose names are seen.
    pub home: usize,
    /// The names bound here, the innermost last.
    pub bound: Vec<(CompactString, Id<Declared>)>,
}

impl Mentions<'_> {
    /// The names of an expression that is expected to be of an enum, where `hint` names one.
    pub fn value(&mut self, value: &Expression, hint: Option<Id<Declared>>) {
        match &value.kind {
            Kind::Path(path) => {
                self.path(path, hint);
            }
            Kind::Call(path, parts) => {
                let called = self.path(path, None);
                let columns = called.map(|called| self.columns(called)).unwrap_or_default();
                for (at, part) in parts.iter().enumerate() {
                    self.value(part, columns.get(at).copied().flatten());
                }
            }
            Kind::Compare(_, one, two) | Kind::In(one, two) => {
                let (first, second) = (self.hint_of(one), self.hint_of(two));
                self.value(one, second.or(first));
                self.value(two, first.or(second));
            }
            Kind::Field(of, _) => self.value(of, None),
            Kind::Occurrence { event, .. } => {
                self.path(event, None);
            }
            Kind::OverList { value, list, element, condition, .. } => {
                let to = self.path(list, None);
                let before = self.bound.len();
                self.bind(element, to);
                self.value(value, None);
                condition.iter().for_each(|condition| self.value(condition, None));
                self.bound.truncate(before);
            }
            Kind::Count(count) => self.count(count),
            Kind::Except { .. }
            | Kind::Otherwise(..)
            | Kind::Presumed(..)
            | Kind::Set(_)
            | Kind::Parenthesised(_)
            | Kind::At(..)
            | Kind::ExtremeOf(..) => self.parts(value, hint),
            Kind::If(condition, one, two) => {
                self.value(condition, None);
                self.value(one, hint);
                self.value(two, hint);
            }
            Kind::Implies(..)
            | Kind::Unless(..)
            | Kind::Chain(..)
            | Kind::Not(_)
            | Kind::Over { .. }
            | Kind::IsKnown { .. }
            | Kind::IsStatus(..)
            | Kind::Moved { .. }
            | Kind::Clamp { .. }
            | Kind::Rounded(..)
            | Kind::Range(..)
            | Kind::UpTo(_)
            | Kind::Arithmetic(..)
            | Kind::Of(..)
            | Kind::Negative(_)
            | Kind::InPeriod(..)
            | Kind::HasHappened(_)
            | Kind::AnyOf(_)
            | Kind::AllOf(_)
            | Kind::AtLeast(..)
            | Kind::OverWindow(..)
            | Kind::DaysFrom(..)
            | Kind::StartOf(_) => self.parts(value, None),
            Kind::Literal(_)
            | Kind::DayOf { .. }
            | Kind::Today
            | Kind::Breach
            | Kind::ThePeriod
            | Kind::HighestOfThem
            | Kind::Unreadable => {}
        }
    }

    fn parts(&mut self, value: &Expression, hint: Option<Id<Declared>>) {
        value.each_child(&mut |part| self.value(part, hint));
    }

    fn count(&mut self, count: &Count) {
        let to = self.path(&count.of, None);
        if let Some(CountWindow::Before(_, date)) = &count.window {
            self.value(date, None);
        }
        let before = self.bound.len();
        if let Some(element) = &count.element {
            self.bind(element, to);
        }
        count.condition.iter().for_each(|condition| self.value(condition, None));
        self.bound.truncate(before);
    }

    /// Binds a name to each occurrence of an event, or each element of a list.
    pub fn bind(&mut self, name: &Name, to: Option<Id<Declared>>) {
        let id = self.names.bind(name, to);
        self.bound.push((name.text.clone(), id));
    }

    /// Notes the names of a path; gives what the last of them means.
    pub fn path(&mut self, path: &Path, hint: Option<Id<Declared>>) -> Option<Id<Declared>> {
        if let Some((home, skip)) = self.lead(path) {
            let (law, rest) = path.segments.split_at_checked(skip)?;
            let declared = self.names.homes.get(home)?.declared?;
            let (first, last) = (law.first()?, law.last()?);
            self.names.write(first.span.to(last.span), declared);
            let (name, rest) = rest.split_first()?;
            let found = self.names.homes.get(home)?.names.get(&name.text).copied()?;
            self.names.write(name.span, found);
            return self.fields(found, rest);
        }
        let (first, rest) = path.segments.split_first()?;
        let found = self.seen(&first.text).or_else(|| {
            let alone = rest.is_empty();
            alone.then(|| self.variant(&first.text, hint)).flatten()
        })?;
        self.names.write(first.span, found);
        self.fields(found, rest)
    }

    /// What a name stands for here, by itself.
    fn seen(&self, name: &str) -> Option<Id<Declared>> {
        self.bound_to(name).or_else(|| self.names.lookup(self.home, name))
    }

    fn bound_to(&self, name: &str) -> Option<Id<Declared>> {
        let bound = self.bound.iter().rev().find(|(bound, _)| bound == name);
        bound.map(|(_, id)| *id)
    }

    /// Notes the fields behind a name.
    fn fields(&mut self, of: Id<Declared>, fields: &[Name]) -> Option<Id<Declared>> {
        let mut at = of;
        for field in fields {
            at = self.field(at, &field.text)?;
            self.names.write(field.span, at);
        }
        Some(at)
    }

    fn field(&self, of: Id<Declared>, field: &str) -> Option<Id<Declared>> {
        let row = &self.names.declared[of];
        if row.kind != NameKind::Binding {
            return self.names.part(of, field);
        }
        let to = row.of?;
        // An occurrence has the fields of its event; an element those of its entity, and what the
        // law itself declares of it.
        if self.names.declared[to].kind == NameKind::Event {
            return self.names.part(to, field);
        }
        let entity = self.names.listed_by(self.home, to)?;
        let own = self.names.part(entity, field);
        own.or_else(|| self.names.lookup(self.home, field))
    }

    /// A value of an enum by its bare name: of the enum expected, else of the one that has it.
    fn variant(&self, name: &str, hint: Option<Id<Declared>>) -> Option<Id<Declared>> {
        if let Some(found) = hint.and_then(|of| self.names.part(of, name)) {
            return Some(found);
        }
        let own = self.names.homes.get(self.home)?;
        let used = own.uses.iter().filter_map(|at| self.names.homes.get(*at));
        let all = std::iter::once(own).chain(used).filter_map(|home| home.variants.get(name));
        let mut with = all.flatten();
        let found = with.next()?;
        // Where several have it, what is meant is not clear from the name.
        with.next().is_none().then_some(*found)
    }

    /// The enum that a written value is of, where its name says so.
    fn hint_of(&self, value: &Expression) -> Option<Id<Declared>> {
        let mut value = value;
        while let Kind::Parenthesised(part)
        | Kind::At(part, _)
        | Kind::Otherwise(part, _)
        | Kind::Presumed(part, _) = &value.kind
        {
            value = part;
        }
        let (Kind::Path(path) | Kind::Call(path, _)) = &value.kind else { return None };
        let (first, rest) = path.segments.split_first()?;
        let (mut at, rest) = match self.lead(path) {
            Some((home, skip)) => {
                let (name, rest) = path.segments.get(skip..)?.split_first()?;
                (*self.names.homes.get(home)?.names.get(&name.text)?, rest)
            }
            None => (self.seen(&first.text)?, rest),
        };
        for field in rest {
            at = self.field(at, &field.text)?;
        }
        self.enumeration_of(at)
    }

    /// The enum that the type of a declaration names.
    pub fn enumeration_of(&self, of: Id<Declared>) -> Option<Id<Declared>> {
        self.names.enumeration_of(self.home, of)
    }

    fn columns(&self, table: Id<Declared>) -> Vec<Option<Id<Declared>>> {
        let columns = self.names.columns.get(&table).into_iter().flatten();
        columns.map(|column| self.enumeration_of(*column)).collect()
    }

    /// The home whose name a path begins with, and how many segments the name has. A name in sight
    /// with a field behind it comes first, and a bound name is nearer than any law.
    fn lead(&self, path: &Path) -> Option<(usize, usize)> {
        let first = path.segments.first()?;
        let long = path.segments.len();
        if long < 2
            || long == 2 && self.names.lookup(self.home, &first.text).is_some()
            || self.bound_to(&first.text).is_some()
        {
            return None;
        }
        let dotted = path.dotted();
        let mut name = dotted.as_str();
        while let Some((before, _)) = name.rsplit_once('.') {
            if let Some(home) = self.names.by_law.get(before) {
                return Some((*home, before.split('.').count()));
            }
            name = before;
        }
        None
    }
}

impl Names {
    /// The enum that the type of a declaration names, as the home of the declaration sees it.
    pub fn enumeration_of(&self, home: usize, of: Id<Declared>) -> Option<Id<Declared>> {
        let mut type_ = self.declared[of].type_.as_ref()?;
        while let TypeName::Set(inner) = type_ {
            type_ = inner;
        }
        let TypeName::Named(name) = type_ else { return None };
        self.declared_named(home, name)
    }

    /// What a name in a type stands for: as seen from where it was read, else from anywhere.
    pub(super) fn declared_named(&self, home: usize, name: &Name) -> Option<Id<Declared>> {
        let here = self.lookup(home, &name.text);
        here.or_else(|| self.homes.iter().find_map(|home| home.names.get(&name.text)).copied())
    }
}
