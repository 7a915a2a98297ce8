//! What can be named from a place: the names in sight, the parts behind a dot, the names of other laws.

use crate::ground::table::Id;
use crate::language::syntax::TypeName;
use crate::tools::names::home::Home;
use crate::tools::names::{Declared, NameKind, Names};
use std::collections::BTreeSet;

/// What a written path has led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Led {
    /// To a declaration.
    To(Id<Declared>),
    /// To one occurrence or element of it, which a bound name stands for.
    OneOf(Id<Declared>),
    /// To a law.
    Law(usize),
}

impl Led {
    /// The declaration that it has led to.
    pub fn declared(self) -> Option<Id<Declared>> {
        match self {
            Led::To(id) => Some(id),
            Led::OneOf(_) | Led::Law(_) => None,
        }
    }
}

impl Names {
    /// Every name that is seen in a home by itself: its own, then those of the vocabularies it uses.
    pub fn in_sight(&self, home: usize) -> Vec<Id<Declared>> {
        let Some(own) = self.homes.get(home) else { return Vec::new() };
        let used = own.uses.iter().filter_map(|used| self.homes.get(*used));
        let shared = used.filter(|other| other.kind == NameKind::Vocabulary);
        let mut seen = BTreeSet::new();
        let homes = std::iter::once(own).chain(shared);
        let rows = homes.flat_map(|home| home.names.iter());
        rows.filter(|(name, _)| seen.insert(name.as_str())).map(|(_, id)| *id).collect()
    }

    /// The values of the enums in sight.
    pub fn values_in_sight(&self, home: usize) -> Vec<Id<Declared>> {
        let Some(own) = self.homes.get(home) else { return Vec::new() };
        let used = own.uses.iter().filter_map(|used| self.homes.get(*used));
        let homes = std::iter::once(own).chain(used);
        homes.flat_map(|home| home.variants.values().flatten().copied()).collect()
    }

    /// The currencies that are named in types.
    pub fn currencies(&self) -> BTreeSet<&str> {
        let types = self.declared.iter().filter_map(|row| row.type_.as_ref());
        types.filter_map(TypeName::currency).collect()
    }

    /// The columns of a table in their order.
    pub fn columns_of(&self, table: Id<Declared>) -> &[Id<Declared>] {
        self.columns.get(&table).map(Vec::as_slice).unwrap_or_default()
    }

    /// Every law and vocabulary.
    pub fn homes(&self) -> impl Iterator<Item = (usize, Id<Declared>)> {
        let rows = self.homes.iter().enumerate();
        rows.filter_map(|(at, home)| Some((at, home.declared?)))
    }

    /// The names that a law declares itself.
    pub fn own(&self, home: usize) -> Vec<Id<Declared>> {
        let home = self.homes.get(home);
        home.into_iter().flat_map(|home| home.names.values().copied()).collect()
    }

    /// What a path leads to, as seen from a home; `bound` knows the names bound near it.
    pub fn led(
        &self,
        home: usize,
        path: &[&str],
        bound: &dyn Fn(&str) -> Option<Id<Declared>>,
    ) -> Option<Led> {
        let (first, rest) = path.split_first()?;
        let mut at = match (bound(first), self.lookup(home, first)) {
            (Some(of), _) => Led::OneOf(of),
            (None, Some(found)) => Led::To(found),
            (None, None) => return self.led_by_law(path),
        };
        for name in rest {
            let inner = self.behind(home, at).into_iter();
            let found = inner.into_iter().find(|id| self.declared[*id].name == *name);
            match found {
                Some(found) => at = Led::To(found),
                None => return self.led_by_law(path),
            }
        }
        Some(at)
    }

    /// What can stand behind a dot.
    pub fn behind(&self, home: usize, led: Led) -> Vec<Id<Declared>> {
        match led {
            Led::To(id) => self.parts_of(id),
            Led::Law(home) => self.own(home),
            Led::OneOf(id) if self.declared[id].kind == NameKind::Event => self.parts_of(id),
            // An element has the fields of its entity, and what the law itself asks of it.
            Led::OneOf(id) => {
                let entity = self.listed_by(home, id);
                let mut fields = entity.map(|entity| self.parts_of(entity)).unwrap_or_default();
                fields.extend(self.own(home).into_iter().filter(|id| {
                    matches!(self.declared[*id].kind, NameKind::Fact | NameKind::Event)
                }));
                fields
            }
        }
    }

    /// The entity whose elements a list holds.
    pub fn listed_by(&self, home: usize, list: Id<Declared>) -> Option<Id<Declared>> {
        let entity = self.declared[list].type_.as_ref()?.listed()?;
        self.declared_named(home, entity)
    }

    /// The law that a path begins with, or a name of it.
    fn led_by_law(&self, path: &[&str]) -> Option<Led> {
        for length in (1..=path.len()).rev() {
            let name = path.get(..length)?.join(".");
            let Some(home) = self.by_law.get(&name).copied() else { continue };
            let mut at = Led::Law(home);
            for name in path.get(length..)? {
                let inner = match at {
                    Led::Law(home) => {
                        self.homes.get(home).and_then(|it: &Home| it.names.get(*name))
                    }
                    Led::To(of) | Led::OneOf(of) => {
                        self.parts.get(&of).and_then(|it| it.get(*name))
                    }
                };
                at = Led::To(*inner?);
            }
            return Some(at);
        }
        None
    }
}
