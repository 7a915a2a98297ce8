//! From a document to a sheet: every key, type, currency and date checked against the loaded laws.

use crate::facts::document::{Content, Format, Key, Node, shortened};
use crate::facts::meant::Meant;
use crate::facts::schema::{Keys, Schema, Slot, outermost};
use crate::facts::value::Reading;
use crate::facts::{Instance, Listed, Sheet, json, toml, yaml};
use crate::ground::diagnostic::{Code, Found, MANY};
use crate::ground::table::Id;
use crate::ground::text::{Limits, Source, Sources, Span};
use crate::language::law::{Entity, Law, Laws};
use std::collections::BTreeSet;

/// Reads one fact sheet against the loaded laws. All problems are reported at once, in the order
/// of the text; `None` where an error among them makes the sheet unusable.
///
/// `elsewhere` names the laws that exist below the project root and are not loaded: their blocks
/// are skipped with a note.
pub fn load(
    laws: &Laws,
    elsewhere: &BTreeSet<String>,
    sources: &Sources,
    sheet: Id<Source>,
    limits: &Limits,
    found: &mut Found,
) -> Option<Sheet> {
    load_beside(laws, &[], elsewhere, sources, sheet, limits, found)
}

/// The same, where the sheet is read against other editions of the laws as well: what only they ask
/// is skipped with a note.
pub fn load_beside(
    laws: &Laws,
    others: &[&Laws],
    elsewhere: &BTreeSet<String>,
    sources: &Sources,
    sheet: Id<Source>,
    limits: &Limits,
    found: &mut Found,
) -> Option<Sheet> {
    let mut here = Found::new();
    let source = sources.source(sheet);
    let others = others.iter().map(|laws| (*laws, Schema::of(laws))).collect();
    let around = Around { others, elsewhere };
    let read = read(laws, &around, source, sheet, limits, &mut here);
    here.diagnostics.sort_by_key(|diagnostic| diagnostic.span.map_or(0, |span| span.start));
    let usable = !here.has_errors();
    found.append(here);
    read.filter(|_| usable)
}

/// What a sheet may speak of although it is not asked.
struct Around<'a> {
    others: Vec<(&'a Laws, Schema<'a>)>,
    elsewhere: &'a BTreeSet<String>,
}

impl Around<'_> {
    /// Whether another edition asks for a key at an entity, in the block of a law where one is named.
    fn asks(&self, entity: &str, law: Option<&str>, key: &str) -> bool {
        self.others.iter().any(|(laws, schema)| {
            let entity = laws.entities.rows().find(|(_, row)| row.name == entity);
            let Some((entity, _)) = entity else { return false };
            let keys = match law {
                None => Some(schema.of_entity(entity)),
                Some(name) => {
                    let law = laws.laws.rows().find(|(_, law)| law.name == name);
                    law.map(|(law, _)| schema.of_block(law, entity))
                }
            };
            keys.is_some_and(|keys| keys.contains_key(key))
        })
    }
}

fn read(
    laws: &Laws,
    around: &Around<'_>,
    source: &Source,
    sheet: Id<Source>,
    limits: &Limits,
    found: &mut Found,
) -> Option<Sheet> {
    let top = Span::new(sheet, 0, 0);
    if source.text.len() > limits.sheet_bytes {
        found
            .report(Code::E0804, top, format!("larger than {} bytes", limits.sheet_bytes))
            .help("split the sheet, or raise the limit");
        return None;
    }
    let format = Format::of(&source.name);
    let document = match format {
        Format::Yaml => yaml::read(&source.text, sheet, found),
        Format::Json => json::read(&source.text, sheet, found),
        Format::Toml => toml::read(&source.text, sheet, found),
    };
    let document = match document {
        Some(document) => document,
        None => {
            if !found.has_errors() {
                empty(top, found);
            }
            return None;
        }
    };
    let schema = Schema::of(laws);
    let place = Place { name: &source.name, source: Some(sheet), format };
    understood(laws, &schema, around, place, &document, limits, found)
}

/// Where a document comes from: its name in reports, its text where that is kept, and its format.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The name in reports.
    pub name: &'a str,
    /// The text.
    pub source: Option<Id<Source>>,
    /// What it is written in.
    pub format: Format,
}

/// Reads a document of which the text has been read already, against a schema made once for many.
/// `None` where an error makes it unusable.
pub fn load_document(
    laws: &Laws,
    schema: &Schema<'_>,
    elsewhere: &BTreeSet<String>,
    place: Place<'_>,
    document: &Node,
    limits: &Limits,
    found: &mut Found,
) -> Option<Sheet> {
    let around = Around { others: Vec::new(), elsewhere };
    let read = understood(laws, schema, &around, place, document, limits, found);
    read.filter(|_| !found.has_errors())
}

fn understood(
    laws: &Laws,
    schema: &Schema<'_>,
    around: &Around<'_>,
    place: Place<'_>,
    document: &Node,
    limits: &Limits,
    found: &mut Found,
) -> Option<Sheet> {
    let Content::Map(pairs) = &document.content else {
        empty(document.span, found);
        return None;
    };
    let keys = pairs.iter().map(|(key, _)| key.text.as_str());
    let Some(root) = root(laws, schema, keys) else {
        let top = Span { start: 0, end: 0, ..document.span };
        found
            .report(Code::E0621, top, "no loaded law says whose sheet this is")
            .help("load a law: its `subject` and the entities above it are what a sheet tells of");
        return None;
    };
    let reading = Reading { laws, format: place.format, limits, found };
    let mut loading =
        Loading { reading, schema, around, sheet: Sheet::new(place.name, place.source) };
    loading.instance(root, None, pairs, document.span);
    loading.sheet.name_instances(laws);
    Some(loading.sheet)
}

fn empty(span: Span, found: &mut Found) {
    found
        .report(Code::E0617, span, "a sheet is a mapping of facts to values")
        .help("write `name: …` and so on, one fact a line");
}

/// The entity that the sheet tells of: of those that belong to no other, the one whose keys the
/// sheet has most of, the first declared where two have as many.
pub fn root<'k>(
    laws: &Laws,
    schema: &Schema<'_>,
    keys: impl Iterator<Item = &'k str> + Clone,
) -> Option<Id<Entity>> {
    let subjects: BTreeSet<Id<Entity>> =
        laws.laws.iter().map(|law| outermost(laws, law.subject)).collect();
    let matching = |entity: Id<Entity>| {
        let known = schema.of_entity(entity);
        keys.clone().filter(|key| known.contains_key(key)).count()
    };
    subjects.into_iter().rev().max_by_key(|entity| matching(*entity))
}

struct Loading<'a, 'l> {
    reading: Reading<'a>,
    schema: &'a Schema<'l>,
    around: &'a Around<'a>,
    sheet: Sheet,
}

impl Loading<'_, '_> {
    fn instance(
        &mut self,
        entity: Id<Entity>,
        owner: Option<Id<Instance>>,
        pairs: &[(Key, Node)],
        span: Span,
    ) {
        let laws = self.reading.laws;
        let mut instance = Instance::new(entity, owner, laws);
        instance.span = Some(span);
        let id = self.sheet.add(instance, laws);
        let keys = self.schema.of_entity(entity);
        let mut through: Option<Span> = None;
        for (key, node) in pairs {
            match keys.get(key.text.as_str()) {
                Some(slot) => self.slot(id, entity, *slot, node),
                None if owner.is_none() && is_through(&key.text) => {
                    if let Some(first) = through.replace(key.span) {
                        crate::facts::document::repeated(
                            &key.text,
                            key.span,
                            first,
                            self.reading.found,
                        );
                    }
                    self.sheet.recorded_through = self.reading.day(node);
                }
                None => self.other(id, entity, key, node),
            }
        }
    }

    fn slot(&mut self, id: Id<Instance>, entity: Id<Entity>, slot: Slot, node: &Node) {
        match slot {
            Slot::Fact(fact) => {
                let record = self.reading.record(node, fact);
                self.sheet.instances[id].set_record(fact, record);
            }
            Slot::Event(event) => {
                let occurrences = self.reading.occurrences(node, event);
                self.sheet.instances[id].set_occurrences(event, occurrences);
            }
            Slot::Block(law) => self.block(id, entity, law, node),
            Slot::List(listed) => self.list(id, listed, node),
        }
    }

    fn block(&mut self, id: Id<Instance>, entity: Id<Entity>, law: Id<Law>, node: &Node) {
        let name = self.reading.laws.laws[law].name.as_str();
        let Content::Map(pairs) = &node.content else {
            return self.needs_map(node, &format!("the facts of {name}"));
        };
        let keys = self.schema.of_block(law, entity);
        for (key, node) in pairs {
            match keys.get(key.text.as_str()) {
                Some(slot) => self.slot(id, entity, *slot, node),
                None if self.skips(entity, Some(name), key) => {}
                None => {
                    let help = self.meant(key, keys, entity);
                    self.reading.unknown_key(key, help);
                }
            }
        }
    }

    fn list(&mut self, owner: Id<Instance>, listed: Id<Entity>, node: &Node) {
        let name = self.reading.laws.entities[listed].name.as_str();
        let fact = self.reading.laws.entities[listed].owner.map(|(_, fact)| fact);
        let Some(fact) = fact else { return };
        if self.reading.is_unknown(node) {
            return self.sheet.instances[owner].set_list(fact, Listed::Unknown);
        }
        let Content::List(items) = &node.content else {
            self.reading
                .found
                .report(Code::E0617, node.span, format!("a list of {name} is needed here"))
                .here(format!("this is {}", node.in_words()))
                .help("begin each with `- `; write `[]` for none, or `unknown`");
            return;
        };
        self.sheet.instances[owner].set_list(fact, Listed::Known(Vec::new()));
        for item in items {
            match &item.content {
                Content::Map(pairs) => self.instance(listed, Some(owner), pairs, item.span),
                Content::List(_) | Content::Scalar(_) => {
                    self.needs_map(item, &format!("the facts of a {name}"));
                }
            }
        }
    }

    fn needs_map(&mut self, node: &Node, what: &str) {
        self.reading
            .found
            .report(Code::E0617, node.span, format!("{what} are needed here"))
            .here(format!("this is {}", node.in_words()))
            .help("write `fact: value`, one a line");
    }

    /// Whether a key is one that only another edition of the laws asks for; says so.
    fn skips(&mut self, entity: Id<Entity>, law: Option<&str>, key: &Key) -> bool {
        let entity = &self.reading.laws.entities[entity].name;
        let skips = self.around.asks(entity, law, &key.text);
        if skips {
            let message = format!("`{}` is asked in one edition only", shortened(&key.text));
            let told = self.reading.found.report(Code::W0601, key.span, message);
            told.help("in the other edition it is skipped");
        }
        skips
    }

    /// A key that the entity does not have: a law that is not loaded, a law's name in the parts
    /// in which TOML writes it, or a mistake.
    fn other(&mut self, id: Id<Instance>, entity: Id<Entity>, key: &Key, node: &Node) {
        if self.skips(entity, None, key) {
            return;
        }
        if self.around.elsewhere.contains(&key.text) {
            let words = shortened(&key.text);
            self.reading
                .found
                .report(
                    Code::W0601,
                    key.span,
                    format!("{words} is not loaded, its facts are skipped"),
                )
                .help("name its file too if it shall be judged");
            return;
        }
        let parts = format!("{}.", key.text);
        let named = |name: &str| name.starts_with(&parts);
        let laws = self.reading.laws;
        let begins = laws.laws.iter().any(|law| named(&law.name))
            || self.around.elsewhere.iter().any(|name| named(name));
        if let (Format::Toml, true, Content::Map(pairs)) =
            (self.reading.format, begins, &node.content)
        {
            for (inner, node) in pairs {
                let text = format!("{parts}{}", inner.text);
                let key = Key { text, span: inner.span };
                match self.schema.of_entity(entity).get(key.text.as_str()) {
                    Some(slot) => self.slot(id, entity, *slot, node),
                    None => self.other(id, entity, &key, node),
                }
            }
            return;
        }
        let help = self.meant(key, self.schema.of_entity(entity), entity);
        self.reading.unknown_key(key, help);
    }

    /// What may have been meant by a key: its right place, or a name close to it.
    fn meant(&self, key: &Key, keys: &Keys<'_>, entity: Id<Entity>) -> Meant {
        let laws = self.reading.laws;
        if let Some((law, _)) = laws.laws.rows().find(|(_, law)| law.name == key.text) {
            let places: Vec<&str> =
                self.schema.places(law).map(|at| laws.entities[at].name.as_str()).collect();
            return Meant::said(match places.as_slice() {
                [] => "this law asks nothing of a sheet".to_owned(),
                [one] => format!("its facts stand at each {one}"),
                many => format!("its facts stand at {}", many.join(" and ")),
            });
        }
        let word = key.text.as_str();
        if self.reading.found.diagnostics.len() <= MANY
            && let Some(meant) = Meant::near(word, keys.keys().copied())
        {
            return meant;
        }
        for law in laws.laws.ids() {
            if self.schema.of_block(law, entity).contains_key(word) {
                return Meant::said(format!("put it under `{}:`", laws.laws[law].name));
            }
        }
        for (at, row) in laws.entities.rows() {
            if self.schema.of_entity(at).contains_key(word) {
                return Meant::said(format!("it belongs to {}", row.name));
            }
        }
        if word.contains('.') {
            return Meant::said("load the law of that name, or take the block away");
        }
        Meant::said("no loaded law declares it: declare it there, or take it away")
    }
}

fn is_through(key: &str) -> bool {
    key == "recorded through" || key == "recorded_through"
}
