//! What a sheet may say: the keys of each entity, of each law's block and of each event.

use crate::ground::table::Id;
use crate::language::law::{Entity, Event, Fact, Law, Laws, Type};
use std::collections::{BTreeMap, BTreeSet};

/// What a key of a sheet stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A fact.
    Fact(Id<Fact>),
    /// An event.
    Event(Id<Event>),
    /// The facts and events of a law.
    Block(Id<Law>),
    /// The entities that belong to this one.
    List(Id<Entity>),
}

/// The keys of one place of a sheet.
pub type Keys<'l> = BTreeMap<&'l str, Slot>;

/// Every key that the loaded laws declare.
#[derive(Debug, Default)]
pub struct Schema<'l> {
    entities: BTreeMap<Id<Entity>, Keys<'l>>,
    blocks: BTreeMap<(Id<Law>, Id<Entity>), Keys<'l>>,
}

impl<'l> Schema<'l> {
    /// The keys that `laws` declare.
    pub fn of(laws: &'l Laws) -> Self {
        let mut schema = Self::default();
        let inner: BTreeSet<Id<Fact>> =
            laws.events.iter().flat_map(|event| event.fields.iter().copied()).collect();
        for (id, entity) in laws.entities.rows() {
            let keys = schema.entities.entry(id).or_default();
            for field in &entity.fields {
                let fact = &laws.facts[*field];
                let slot = if let Type::List(listed) = fact.type_ {
                    Slot::List(listed)
                } else {
                    Slot::Fact(*field)
                };
                keys.insert(&fact.name, slot);
            }
        }
        for (id, fact) in laws.facts.rows().filter(|(id, _)| !inner.contains(id)) {
            if let Some(law) = fact.law {
                schema.block(laws, law, fact.entity).insert(&fact.name, Slot::Fact(id));
            }
        }
        for (id, event) in laws.events.rows() {
            let keys = match event.law {
                Some(law) => schema.block(laws, law, event.entity),
                None => schema.entities.entry(event.entity).or_default(),
            };
            keys.insert(&event.name, Slot::Event(id));
        }
        schema
    }

    fn block(&mut self, laws: &'l Laws, law: Id<Law>, entity: Id<Entity>) -> &mut Keys<'l> {
        let name = laws.laws[law].name.as_str();
        self.entities.entry(entity).or_default().insert(name, Slot::Block(law));
        self.blocks.entry((law, entity)).or_default()
    }

    /// The keys of an entity: its fields, its events and the laws that ask something of it.
    pub fn of_entity(&self, entity: Id<Entity>) -> &Keys<'l> {
        const NONE: &Keys<'static> = &BTreeMap::new();
        self.entities.get(&entity).unwrap_or(NONE)
    }

    /// The keys of a law's block at an entity.
    pub fn of_block(&self, law: Id<Law>, entity: Id<Entity>) -> &Keys<'l> {
        const NONE: &Keys<'static> = &BTreeMap::new();
        self.blocks.get(&(law, entity)).unwrap_or(NONE)
    }

    /// The entities at which a law's block may stand.
    pub fn places(&self, law: Id<Law>) -> impl Iterator<Item = Id<Entity>> {
        self.blocks.keys().filter(move |(of, _)| *of == law).map(|(_, entity)| *entity)
    }
}

/// The entity that `entity` belongs to in the end.
pub fn outermost(laws: &Laws, entity: Id<Entity>) -> Id<Entity> {
    let mut at = entity;
    // An entity belongs to another one at most as often as there are entities.
    for _ in laws.entities.ids() {
        match laws.entities[at].owner {
            Some((owner, _)) => at = owner,
            None => break,
        }
    }
    at
}

/// `subject` and those it belongs to, the outermost first.
pub fn chain(laws: &Laws, subject: Id<Entity>) -> Vec<Id<Entity>> {
    let mut chain = vec![subject];
    let mut at = subject;
    while let Some((owner, _)) = laws.entities[at].owner
        && chain.len() <= laws.entities.len()
    {
        chain.push(owner);
        at = owner;
    }
    chain.reverse();
    chain
}
