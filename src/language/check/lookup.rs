//! Finding what a name stands for, and saying which name was probably meant.

use crate::ground::diagnostic::{Code, MANY};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::check::homes::HomeKind;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::Entity;
use crate::language::syntax::Name;

/// So many facts are searched for a field of an entity that was meant.
const MOST_FIELDS: usize = 1_000;

impl<'a> Checker<'a> {
    /// What a name stands for in a home: what it is bound to, its own declarations, then those of
    /// used vocabularies.
    pub fn lookup(&self, home: usize, name: &str) -> Option<(Named, Span)> {
        if let Some(bound) = self.bound_to(name) {
            return Some(bound);
        }
        let home = self.homes.get(home)?;
        let own = home.names.get(name);
        let found = own.or_else(|| {
            let used = home.uses.iter().filter_map(|used| self.homes.get(*used));
            used.filter(|other| matches!(other.kind, HomeKind::Vocabulary(_)))
                .find_map(|other| other.names.get(name))
        });
        found.copied()
    }

    /// What a name stands for where an expression stands; it counts as used.
    pub fn look_at(&mut self, scope: Scope, name: &str) -> Option<(Named, Span)> {
        let found = self.lookup(scope.home, name)?;
        // A definition or status may be an answer of its own: a test that expects it is a use.
        if scope.counts || matches!(found.0, Named::Define(_) | Named::Status(_) | Named::Bound(_))
        {
            self.used.insert(found.0);
        }
        if matches!(found.0, Named::Parameter(_) | Named::Scale(_)) {
            self.figures_used.insert((scope.home, found.0));
        }
        Some(found)
    }

    /// Whether unknown names of a home may be those of a file that is missing.
    pub fn is_incomplete(&self, home: usize) -> bool {
        self.homes.get(home).is_none_or(|home| home.incomplete)
    }

    /// The names that a home sees, of the kinds wanted; none after so many problems that nobody
    /// reads a suggestion, and comparing all with all would take long.
    pub fn names_of(&self, home: usize, wanted: impl Fn(Named) -> bool) -> Vec<&'a str> {
        let Some(home) = self.homes.get(home) else { return Vec::new() };
        if self.found.diagnostics.len() > MANY {
            return Vec::new();
        }
        let used = home.uses.iter().filter_map(|used| self.homes.get(*used));
        let used = used.filter(|other| matches!(other.kind, HomeKind::Vocabulary(_)));
        std::iter::once(home)
            .chain(used)
            .flat_map(|home| &home.names)
            .filter(|(_, (named, _))| wanted(*named))
            .map(|(name, _)| *name)
            .collect()
    }

    /// The names that a home itself declares; none after so many problems that nobody reads a
    /// suggestion.
    pub fn own_names(&self, home: usize) -> Vec<&'a str> {
        let few = self.found.diagnostics.len() <= MANY;
        let home = self.homes.get(home).filter(|_| few);
        home.map_or(Vec::new(), |home| home.names.keys().copied().collect())
    }

    /// Reports a name that nothing declares, with the name that was probably meant.
    pub fn unknown_name(&mut self, what: &str, name: &str, span: Span, near: Option<String>) {
        // A field of an entity is reached through it, and an exact name is nearer than a near one.
        let near = self.field_of_entity(name).or(near);
        let found = self.found.report(Code::E0201, span, format!("unknown {what} `{name}`"));
        match near {
            Some(near) => {
                found.help(format!("did you mean `{near}`?")).fix(
                    format!("change it to `{near}`"),
                    span,
                    near,
                );
            }
            None => {
                found.help("declare it, or `use` the vocabulary that does");
            }
        }
    }

    /// The field of an entity that has this name, as it is written: `company.seat`.
    fn field_of_entity(&self, name: &str) -> Option<String> {
        let field = self
            .laws
            .facts
            .iter()
            .take(MOST_FIELDS)
            .find(|fact| fact.law.is_none() && fact.name == name)?;
        Some(format!("{}.{name}", self.laws.entities[field.entity].name))
    }

    /// Looks a name up that must be of one kind; reports what is unknown or of another.
    pub fn look_for<T>(
        &mut self,
        scope: Scope,
        name: &Name,
        what: &str,
        pick: impl Fn(Named) -> Option<T>,
    ) -> Option<T> {
        match self.look_at(scope, &name.text) {
            Some((named, place)) => {
                let picked = pick(named);
                if picked.is_none() && !matches!(named, Named::Refused(_)) {
                    self.other_kind(name, named, place, what);
                }
                picked
            }
            None => {
                if !self.is_incomplete(scope.home) {
                    let names = self.names_of(scope.home, |named| pick(named).is_some());
                    let near = self.near(&name.text, names);
                    self.unknown_name(what, &name.text, name.span, near);
                }
                None
            }
        }
    }

    /// Reports a name that stands for something of another kind than is wanted here.
    pub fn other_kind(&mut self, name: &Name, named: Named, place: Span, wanted: &str) {
        self.report(Code::E0207, name.span, format!("`{}` is {}", name.text, named.what()))
            .and(place, "declared here")
            .help(format!("name {} {wanted} here", article(wanted)));
    }

    /// Whether instances of `from` belong to instances of `to`, directly, by way of others, or
    /// are the same.
    pub fn reaches(&self, from: Id<Entity>, to: Id<Entity>) -> bool {
        let mut at = Some(from);
        for _ in 0..=self.laws.entities.len() {
            match at {
                Some(here) if here == to => return true,
                Some(here) => {
                    at = self
                        .laws
                        .entities
                        .find(here)
                        .and_then(|entity| entity.owner)
                        .map(|(owner, _)| owner);
                }
                None => return false,
            }
        }
        false
    }
}

/// `a` or `an`.
pub(super) fn article(word: &str) -> &'static str {
    match word.as_bytes().first() {
        Some(b'a' | b'e' | b'i' | b'o') => "an",
        Some(_) | None => "a",
    }
}
