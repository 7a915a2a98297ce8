//! What declarations have between their braces, by its name: values of enums, fields of entities and
//! of events. However many there are, each is found at once.

use crate::ground::diagnostic::{MANY, closest};
use crate::ground::table::Id;
use crate::language::check::scope::Checker;
use crate::language::law::{Entity, Enumeration, Event, Fact};
use std::collections::BTreeMap;

/// The parts of each declaration by their names; of two of one name, the first.
#[derive(Debug, Default)]
pub(super) struct Parts {
    variants: BTreeMap<Id<Enumeration>, BTreeMap<String, usize>>,
    fields: BTreeMap<Id<Entity>, BTreeMap<String, Id<Fact>>>,
    event_fields: BTreeMap<Id<Event>, BTreeMap<String, usize>>,
}

impl Checker<'_> {
    /// Takes note of the values of an enum, whose row is complete.
    pub fn know_variants(&mut self, id: Id<Enumeration>) {
        let by_name = self.parts.variants.entry(id).or_default();
        for (at, variant) in self.laws.enumerations[id].variants.iter().enumerate() {
            by_name.entry(variant.name.clone()).or_insert(at);
        }
    }

    /// Adds a field to an entity.
    pub fn add_field(&mut self, entity: Id<Entity>, fact: Id<Fact>) {
        let name = self.laws.facts[fact].name.clone();
        self.parts.fields.entry(entity).or_default().entry(name).or_insert(fact);
        self.laws.entities[entity].fields.push(fact);
    }

    /// Adds a field to an event.
    pub fn add_event_field(&mut self, event: Id<Event>, fact: Id<Fact>) {
        let at = self.laws.events[event].fields.len();
        let name = self.laws.facts[fact].name.clone();
        self.parts.event_fields.entry(event).or_default().entry(name).or_insert(at);
        self.laws.events[event].fields.push(fact);
    }

    /// The position of a value in an enum.
    pub fn variant(&self, enumeration: Id<Enumeration>, name: &str) -> Option<usize> {
        self.parts.variants.get(&enumeration)?.get(name).copied()
    }

    /// The field of an entity that has this name.
    pub fn field_named(&self, entity: Id<Entity>, name: &str) -> Option<Id<Fact>> {
        self.parts.fields.get(&entity)?.get(name).copied()
    }

    /// The position of a field of an event.
    pub fn event_field_at(&self, event: Id<Event>, name: &str) -> Option<usize> {
        self.parts.event_fields.get(&event)?.get(name).copied()
    }

    /// The name that was probably meant; none after so many problems that nobody reads a suggestion.
    pub fn near<'n>(&self, name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
        if self.found.diagnostics.len() > MANY {
            return None;
        }
        closest(name, names).map(str::to_string)
    }
}
