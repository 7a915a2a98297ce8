//! The names in fact sheets: keys that are facts, events, fields and laws, and values of enums.

use crate::facts::document::{Content, Format, Key, Node};
use crate::facts::load::root;
use crate::facts::schema::{Schema, Slot};
use crate::facts::{json, toml, yaml};
use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::ground::text::{Source, Span};
use crate::language::law::{Entity, Enumeration, Event, Fact, Laws, Type};
use crate::tools::names::{Names, Written};

/// The keys of an entry that say where its value comes from and when it holds.
const PROVENANCE: [&str; 6] = ["source", "of", "note", "from", "to", "on"];

/// The names of one sheet.
#[derive(Clone, Debug, Default)]
pub struct SheetNames {
    /// Every name that means a declaration, by its place.
    pub written: Vec<Written>,
    /// Names that mean one and cannot be written anew in their place: a name with escapes, or one of
    /// a law that is split over several keys.
    pub unclear: Vec<Written>,
}

/// Finds the names of a sheet; `None` where it does not read.
pub fn sheet(names: &Names, laws: &Laws, source: &Source, id: Id<Source>) -> Option<SheetNames> {
    let mut found = Found::new();
    let format = Format::of(&source.name);
    let document = match format {
        Format::Yaml => yaml::read(&source.text, id, &mut found),
        Format::Json => json::read(&source.text, id, &mut found),
        Format::Toml => toml::read(&source.text, id, &mut found),
    };
    let document = document.filter(|_| !found.has_errors())?;
    let schema = Schema::of(laws);
    let mut reading = Reading { names, laws, schema: &schema, found: SheetNames::default() };
    if let Content::Map(pairs) = &document.content
        && let Some(entity) = root(laws, &schema, pairs.iter().map(|(key, _)| key.text.as_str()))
    {
        reading.instance(entity, pairs);
    }
    let mut found = reading.found;
    found.written.sort_unstable();
    found.written.dedup();
    Some(found)
}

struct Reading<'a, 'l> {
    names: &'a Names,
    laws: &'l Laws,
    schema: &'a Schema<'l>,
    found: SheetNames,
}

impl Reading<'_, '_> {
    fn instance(&mut self, entity: Id<Entity>, pairs: &[(Key, Node)]) {
        let schema = self.schema;
        let keys = schema.of_entity(entity);
        for (key, node) in pairs {
            match keys.get(key.text.as_str()) {
                Some(slot) => self.slot(entity, *slot, key, node),
                None => self.split(entity, key, node),
            }
        }
    }

    fn slot(&mut self, entity: Id<Entity>, slot: Slot, key: &Key, node: &Node) {
        match slot {
            Slot::Fact(fact) => {
                self.key(key, self.laws.facts[fact].span);
                self.values(node, self.enumeration(fact));
            }
            Slot::List(listed) => {
                let fields = self.laws.entities[entity].fields.iter();
                let mut fields = fields.map(|field| &self.laws.facts[*field]);
                if let Some(span) = fields.find(|it| it.name == key.text).map(|it| it.span) {
                    self.key(key, span);
                }
                let Content::List(items) = &node.content else { return };
                for item in items {
                    if let Content::Map(pairs) = &item.content {
                        self.instance(listed, pairs);
                    }
                }
            }
            Slot::Event(event) => {
                self.key(key, self.laws.events[event].span);
                self.occurrences(node, event);
            }
            Slot::Block(law) => {
                self.key(key, self.laws.laws[law].span);
                let Content::Map(pairs) = &node.content else { return };
                let schema = self.schema;
                let keys = schema.of_block(law, entity);
                for (key, node) in pairs {
                    if let Some(slot) = keys.get(key.text.as_str()) {
                        self.slot(entity, *slot, key, node);
                    }
                }
            }
        }
    }

    /// In TOML a dotted key is several keys in one another.
    fn split(&mut self, entity: Id<Entity>, key: &Key, node: &Node) {
        let Content::Map(pairs) = &node.content else { return };
        let parts = format!("{}.", key.text);
        if !self.laws.laws.iter().any(|law| law.name.starts_with(&parts)) {
            return;
        }
        for (inner, node) in pairs {
            let text = format!("{parts}{}", inner.text);
            let whole = Key { text, span: inner.span };
            let schema = self.schema;
            match schema.of_entity(entity).get(whole.text.as_str()) {
                Some(slot) => self.slot(entity, *slot, &whole, node),
                None => self.split(entity, &whole, node),
            }
        }
    }

    fn occurrences(&mut self, node: &Node, event: Id<Event>) {
        match &node.content {
            Content::List(items) => items.iter().for_each(|item| self.occurrences(item, event)),
            Content::Map(pairs) => {
                for (key, node) in pairs {
                    let fields = self.laws.events[event].fields.iter();
                    let field = fields.copied().find(|it| self.laws.facts[*it].name == key.text);
                    if let Some(field) = field {
                        self.key(key, self.laws.facts[field].span);
                        self.values(node, self.enumeration(field));
                    }
                }
            }
            Content::Scalar(_) => {}
        }
    }

    /// Notes the values of an enum in whatever a fact is stated with.
    fn values(&mut self, node: &Node, of: Option<Id<Enumeration>>) {
        let Some(of) = of else { return };
        match &node.content {
            Content::List(items) => items.iter().for_each(|item| self.values(item, Some(of))),
            Content::Map(pairs) => {
                let stated = |key: &Key| !PROVENANCE.contains(&key.text.as_str());
                for (_, node) in pairs.iter().filter(|(key, _)| stated(key)) {
                    self.values(node, Some(of));
                }
            }
            Content::Scalar(scalar) => {
                let mut variants = self.laws.enumerations[of].variants.iter();
                let variant = variants.find(|variant| variant.name == scalar.text);
                if let Some(span) = variant.map(|variant| variant.span) {
                    self.write(&scalar.text, node.span, span);
                }
            }
        }
    }

    fn enumeration(&self, fact: Id<Fact>) -> Option<Id<Enumeration>> {
        let mut type_ = &self.laws.facts[fact].type_;
        while let Type::Set(of) | Type::Optional(of) = type_ {
            type_ = of;
        }
        if let Type::Enum(of) = type_ { Some(*of) } else { None }
    }

    fn key(&mut self, key: &Key, declared: Span) {
        self.write(&key.text, key.span, declared);
    }

    fn write(&mut self, words: &str, span: Span, declared: Span) {
        let Some(what) = self.names.declared_at(declared) else { return };
        // What every step has (`amount`, `lifted`) is declared nowhere: its place is the step's.
        if self.names.declared[what].name != words {
            return;
        }
        let quoted = span.range().len() == words.len() + 2;
        let written = Written { span, what, declares: false, quoted };
        match quoted || span.range().len() == words.len() {
            true => self.found.written.push(written),
            false => self.found.unclear.push(written),
        }
    }
}
