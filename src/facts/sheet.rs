//! A fact sheet: the instances of entities, what is stated of each and what has happened to it.

use crate::ground::table::{Id, Table};
use crate::ground::text::{self, Span};
use crate::ground::time::{Date, DateTime, Moment, Period};
use crate::ground::value::{Bounds, Number, Value};
use crate::language::law::{Entity, Event, Fact, Laws};
use std::collections::BTreeMap;

/// What is known of one root entity (a company) and of those that belong to it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its name in reports: the path as it was given, or what a test calls it.
    pub name: String,
    /// The text it was read from; `None` for a sheet made of givens or generated.
    pub source: Option<Id<text::Source>>,
    /// Every instance; the root first, each owner before what belongs to it.
    pub instances: Table<Instance>,
    /// Through which day events are recorded; `None`: through the day asked.
    pub recorded_through: Option<Date>,
}

/// One entity of the sheet, such as one service.
#[derive(Clone, Debug)]
pub struct Instance {
    /// What it is.
    pub entity: Id<Entity>,
    /// What it belongs to.
    pub owner: Option<Id<Instance>>,
    /// What reports call it: its `name` fact, or its entity and number.
    pub name: String,
    /// What is stated, by fact; `None`: nothing, so unknown.
    records: Vec<Option<Record>>,
    /// What has happened, by event; `None`: nothing recorded.
    occurrences: Vec<Option<Occurrences>>,
    /// The lists that are stated.
    lists: BTreeMap<Id<Fact>, Listed>,
    /// Where it stands in the sheet.
    pub span: Option<Span>,
}

/// What a sheet states of a list of entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    /// These, in the order of the sheet, and no others.
    Known(Vec<Id<Instance>>),
    /// `unknown`: which there are is not known.
    Unknown,
}

/// What a sheet states of one fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A bare value: it holds on every day.
    Always(Entry),
    /// A history: entries in the order of their first days; unknown before the first.
    History(Vec<(Date, Entry)>),
    /// Figures of periods, in order.
    Periods(Vec<(Period, Entry)>),
    /// Figures of periods with their own dates, each following the one before.
    OwnPeriods(Vec<OwnPeriod>),
}

/// The figure of a period with its own dates.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnPeriod {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub last: Date,
    /// The period it is called after, where the sheet says so.
    pub name: Option<Period>,
    /// Its figure.
    pub entry: Entry,
}

/// One stated value with where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What is known.
    pub known: Known,
    /// Where the figure came from, shown in explanations, never evaluated.
    pub provenance: Option<Box<Provenance>>,
    /// Where it is written.
    pub span: Option<Span>,
}

/// What is known of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// The value itself; [`Value::None`] is known to be nothing.
    Value(Value),
    /// Between which limits it lies.
    Bounds(Bounds<Number>),
    /// Nothing: stated as `unknown`.
    Unknown,
}

/// Where a figure came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// `source`: the publication or document.
    pub source: Option<String>,
    /// `of`: the day the figure is of.
    pub of: Option<Date>,
    /// `note`: anything else worth saying.
    pub note: Option<String>,
}

/// What a sheet records of one event.
#[derive(Clone, Debug, PartialEq)]
pub enum Occurrences {
    /// These, in the order of their dates; none other happened.
    Recorded(Vec<Occurrence>),
    /// `unknown`: whether and when it happened is not known.
    Unknown(Option<Span>),
}

/// One occurrence of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrence {
    /// The day it happened.
    pub on: Date,
    /// The minute of that day, where its event is one `at time` and the record says it.
    pub at: Option<DateTime>,
    /// Its fields, in the order of the event's; `None`: not stated, so unknown.
    pub fields: Vec<Option<Entry>>,
    /// Where the record came from.
    pub provenance: Option<Box<Provenance>>,
    /// Where it is written.
    pub span: Option<Span>,
}

impl Occurrence {
    /// When it happened, as far as the record says it.
    pub fn moment(&self) -> Moment {
        self.at.map_or(Moment::Day(self.on), Moment::Minute)
    }
}

impl Sheet {
    /// A sheet without instances.
    pub fn new(name: impl Into<String>, source: Option<Id<text::Source>>) -> Self {
        Self { name: name.into(), source, instances: Table::new(), recorded_through: None }
    }

    /// Adds an instance, also to the list of its owner.
    pub fn add(&mut self, instance: Instance, laws: &Laws) -> Id<Instance> {
        let (owner, list) = (instance.owner, laws.entities[instance.entity].owner);
        let id = self.instances.add(instance);
        if let (Some(owner), Some((_, list))) = (owner, list) {
            let before = self.instances[owner].lists.entry(list);
            match before.or_insert_with(|| Listed::Known(Vec::new())) {
                Listed::Known(all) => all.push(id),
                Listed::Unknown => {}
            }
        }
        id
    }

    /// Whether an instance, or one that it belongs to, bears a name.
    pub fn bears(&self, instance: Id<Instance>, name: &str) -> bool {
        let mut at = Some(instance);
        while let Some(here) = at {
            if self.instances[here].name == name {
                return true;
            }
            at = self.instances[here].owner;
        }
        false
    }

    /// The instance that stands for `entity` as seen from `instance`: itself or one of its owners.
    pub fn reach(&self, instance: Id<Instance>, entity: Id<Entity>) -> Option<Id<Instance>> {
        let mut at = Some(instance);
        while let Some(here) = at {
            if self.instances[here].entity == entity {
                return Some(here);
            }
            at = self.instances[here].owner;
        }
        None
    }

    /// Names the outermost entity by a number, where it does not state its name: for sheets that
    /// stand behind one another in one file.
    pub fn number(&mut self, number: u64, laws: &Laws) {
        let root = self.instances.ids().next();
        if let Some(root) = root.filter(|root| self.instances[*root].stated_name(laws).is_none()) {
            let word = &laws.entities[self.instances[root].entity].name;
            self.instances[root].name = format!("{word} {number}");
        }
    }

    /// Names each instance by its `name`, else by its entity and number.
    pub fn name_instances(&mut self, laws: &Laws) {
        let mut counts: BTreeMap<(Option<Id<Instance>>, Id<Entity>), usize> = BTreeMap::new();
        for id in self.instances.ids() {
            let instance = &self.instances[id];
            let count = counts.entry((instance.owner, instance.entity)).or_default();
            *count += 1;
            let entity = &laws.entities[instance.entity];
            let stated = instance.stated_name(laws);
            let number = match instance.owner {
                Some(_) => format!("{} {count}", entity.name),
                None => entity.name.clone(),
            };
            self.instances[id].name = stated.unwrap_or(number);
        }
    }
}

impl Instance {
    /// An instance of which nothing is stated yet.
    pub fn new(entity: Id<Entity>, owner: Option<Id<Instance>>, laws: &Laws) -> Self {
        Self {
            entity,
            owner,
            name: String::new(),
            records: vec![None; laws.facts.len()],
            occurrences: vec![None; laws.events.len()],
            lists: BTreeMap::new(),
            span: None,
        }
    }

    /// Its `name` fact, where that is stated.
    pub fn stated_name(&self, laws: &Laws) -> Option<String> {
        let fields = &laws.entities[self.entity].fields;
        let field = fields.iter().find(|field| laws.facts[**field].name == "name")?;
        match self.record(*field)? {
            Record::Always(entry) => match &entry.known {
                Known::Value(Value::Text(text)) => Some(text.to_string()),
                Known::Value(_) | Known::Bounds(_) | Known::Unknown => None,
            },
            Record::History(_) | Record::Periods(_) | Record::OwnPeriods(_) => None,
        }
    }

    /// What is stated of a fact.
    pub fn record(&self, fact: Id<Fact>) -> Option<&Record> {
        self.records.get(fact.index()).and_then(Option::as_ref)
    }

    /// States a fact anew, or takes back all that was stated of it.
    pub fn set_record(&mut self, fact: Id<Fact>, record: Option<Record>) {
        if let Some(place) = self.records.get_mut(fact.index()) {
            *place = record;
        }
    }

    /// What is stated of a list of entities; `None`: nothing, so unknown.
    pub fn list(&self, fact: Id<Fact>) -> Option<&Listed> {
        self.lists.get(&fact)
    }

    /// States a list anew; which entities belong to it says each of them.
    pub fn set_list(&mut self, fact: Id<Fact>, listed: Listed) {
        self.lists.insert(fact, listed);
    }

    /// What is recorded of an event.
    pub fn occurrences(&self, event: Id<Event>) -> Option<&Occurrences> {
        self.occurrences.get(event.index()).and_then(Option::as_ref)
    }

    /// Records an event anew, or takes back all that was recorded of it.
    pub fn set_occurrences(&mut self, event: Id<Event>, occurrences: Option<Occurrences>) {
        if let Some(place) = self.occurrences.get_mut(event.index()) {
            *place = occurrences;
        }
    }
}
