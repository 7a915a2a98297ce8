//! The JSON Schema of a fact sheet: the keys, types, units and dates that the reader of sheets takes.

use crate::facts::schema::{Keys, Schema, Slot, outermost};
use crate::ground::table::Id;
use crate::language::law::{Basis, Entity, Event, Fact, Judged, Law, Laws, Type};
use crate::tools::export::figure::{Figures, any, distinct, mapping};
use crate::tools::export::pattern;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The dialect of every schema here.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of the sheets that `laws` are judged by. `elsewhere` names the laws that exist below
/// the project root and are not loaded: their blocks are skipped, whatever they hold.
pub fn schema(laws: &Laws, elsewhere: &BTreeSet<String>) -> Value {
    let keys = Schema::of(laws);
    let mut writing = Writing {
        laws,
        schema: &keys,
        elsewhere,
        entities: distinct(laws.entities.iter().map(|entity| entity.name.as_str())),
        events: distinct(laws.events.iter().map(|event| event.name.as_str())),
        figures: Figures::new(laws),
    };
    let roots: BTreeSet<Id<Entity>> =
        laws.laws.iter().map(|law| outermost(laws, law.subject)).collect();
    let forms: Vec<Value> = roots.into_iter().map(|root| writing.entity(root)).collect();
    let named = laws.laws.iter().filter(|law| law.judged == Judged::Named);
    let named: Vec<&str> = named.map(|law| law.name.as_str()).collect();
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!(DIALECT));
    schema.insert("title".to_owned(), json!(format!("Fact sheets for {}", named.join(", "))));
    if let Value::Object(root) = any(forms) {
        schema.extend(root);
    }
    let defined = writing.figures.defined.into_iter().collect();
    schema.insert("$defs".to_owned(), Value::Object(defined));
    Value::Object(schema)
}

struct Writing<'a, 'l> {
    laws: &'l Laws,
    schema: &'a Schema<'l>,
    elsewhere: &'a BTreeSet<String>,
    entities: Vec<String>,
    events: Vec<String>,
    figures: Figures<'l>,
}

impl Writing<'_, '_> {
    /// Where an entity is defined, and all that it may state. The entities of its lists are defined
    /// one after the other: they may lie in one another as deep as an author likes.
    fn entity(&mut self, entity: Id<Entity>) -> Value {
        let mut waiting = vec![entity];
        let mut seen = BTreeSet::new();
        while let Some(next) = waiting.pop() {
            if seen.insert(next) {
                let keys = self.schema.of_entity(next);
                waiting.extend(keys.values().filter_map(|slot| match slot {
                    Slot::List(listed) => Some(*listed),
                    Slot::Fact(_) | Slot::Event(_) | Slot::Block(_) => None,
                }));
                let schema = self.instance(next, keys);
                self.figures.define(self.called(next), |_| schema);
            }
        }
        json!({ "$ref": format!("#/$defs/{}", self.called(entity)) })
    }

    fn called(&self, entity: Id<Entity>) -> String {
        let name = self.entities.get(entity.index()).map_or("", String::as_str);
        format!("entity.{name}")
    }

    fn instance(&mut self, entity: Id<Entity>, keys: &Keys<'_>) -> Value {
        let row = &self.laws.entities[entity];
        let mut properties = self.keys(entity, keys);
        let outermost = row.owner.is_none();
        if outermost {
            let through = "Through which day events are recorded";
            for key in ["recorded through", "recorded_through"] {
                properties.entry(key).or_insert(self.figures.day(through));
            }
        }
        let mut schema = mapping(properties, &[]);
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("title".to_owned(), json!(row.label.as_ref().unwrap_or(&row.name)));
            if outermost {
                let both = json!({ "required": ["recorded through", "recorded_through"] });
                schema.insert("not".to_owned(), both);
            }
            if !self.elsewhere.is_empty() {
                let names = pattern::one_of(self.elsewhere.iter().map(String::as_str));
                let skipped = "The law is not among those of this schema: skipped";
                let skipped = json!({ names: { "description": skipped } });
                schema.insert("patternProperties".to_owned(), skipped);
            }
        }
        schema
    }

    fn keys(&mut self, entity: Id<Entity>, keys: &Keys<'_>) -> Map<String, Value> {
        let mut properties = Map::new();
        for (key, slot) in keys {
            let schema = match slot {
                Slot::Fact(fact) => self.fact(*fact),
                Slot::Event(event) => self.event(*event),
                Slot::Block(law) => self.block(*law, entity),
                Slot::List(listed) => json!({
                    "anyOf": [
                        {
                            "type": "array",
                            "items": { "$ref": format!("#/$defs/{}", self.called(*listed)) },
                        },
                        { "const": "unknown" },
                    ],
                }),
            };
            properties.insert((*key).to_owned(), schema);
        }
        properties
    }

    fn block(&mut self, law: Id<Law>, entity: Id<Entity>) -> Value {
        let keys = self.schema.of_block(law, entity);
        let properties = self.keys(entity, keys);
        let row = &self.laws.laws[law];
        let source = format!("Source: {}", row.source);
        told(mapping(properties, &[]), Some(&row.title), &row.documentation, &row.basis, &source)
    }

    fn fact(&mut self, fact: Id<Fact>) -> Value {
        let row = &self.laws.facts[fact];
        let schema = self.figures.fact(&row.type_, row.temporal);
        told(schema, row.label.as_deref(), &row.documentation, &row.basis, "")
    }

    /// An event: a date, a list of dates, or entries with fields.
    fn event(&mut self, event: Id<Event>) -> Value {
        let row = &self.laws.events[event];
        let law = row.law.map_or("", |law| self.laws.laws[law].name.as_str());
        let once = match self.events.get(event.index()) {
            Some(name) => format!("occurrence.{law}.{name}").replace("..", "."),
            None => String::new(),
        };
        let once = match self.figures.defined.contains_key(&once) {
            true => json!({ "$ref": format!("#/$defs/{once}") }),
            false => {
                let schema = self.occurrence(event);
                self.figures.define(once, |_| schema)
            }
        };
        let words = [json!({ "const": "unknown" }), json!({ "const": "none" })];
        let many = json!({ "type": "array", "items": once });
        let forms: Vec<Value> = [once].into_iter().chain(words).chain([many]).collect();
        let step = row.step.map(|step| &self.laws.steps[step]);
        let label = row.label.as_deref().or(step.and_then(|step| step.label.as_deref()));
        let documentation = step.map_or(&row.documentation, |step| &step.documentation);
        told(any(forms), label, documentation, &row.basis, "")
    }

    /// One occurrence: a date, or an entry with fields.
    fn occurrence(&mut self, event: Id<Event>) -> Value {
        let row = &self.laws.events[event];
        let mut when = vec![self.figures.value(&Type::Date)];
        if row.at_time {
            when.push(self.figures.value(&Type::DateTime));
        }
        let mut properties = Map::new();
        let mut told_when = any(when.clone());
        if let Some(schema) = told_when.as_object_mut() {
            let words = if row.at_time { "The day, or the minute" } else { "The day" };
            schema.insert("description".to_owned(), json!(words));
        }
        properties.insert("on".to_owned(), told_when);
        properties.extend(self.figures.provenance());
        for field in &row.fields {
            let fact = &self.laws.facts[*field];
            let schema = self.figures.entry(&fact.type_);
            let schema = told(schema, fact.label.as_deref(), &fact.documentation, &fact.basis, "");
            properties.insert(fact.name.clone(), schema);
        }
        when.push(mapping(properties, &["on"]));
        any(when)
    }
}

/// A schema with its title, and as description what the law says of it and where.
fn told(
    schema: Value,
    label: Option<&str>,
    documentation: &str,
    basis: &Basis,
    more: &str,
) -> Value {
    let cites = basis.cites.join("; ");
    let quotes = basis.quotes.iter().map(|words| format!("“{words}”"));
    let parts = [documentation.to_owned(), cites].into_iter().chain(quotes);
    let parts: Vec<String> =
        parts.chain([more.to_owned()]).filter(|part| !part.is_empty()).collect();
    let mut all = Map::new();
    if let Some(label) = label {
        all.insert("title".to_owned(), json!(label));
    }
    if !parts.is_empty() {
        all.insert("description".to_owned(), json!(parts.join("\n\n")));
    }
    if let Value::Object(schema) = schema {
        for (key, value) in schema {
            all.entry(key).or_insert(value);
        }
    }
    Value::Object(all)
}
