//! A sheet as YAML, as a person would write it; reading it gives the same sheet.

use crate::facts::schema::{Schema, Slot};
use crate::facts::{
    Entry, Instance, Known, Listed, Occurrence, Occurrences, OwnPeriod, Provenance, Record, Sheet,
};
use crate::ground::table::Id;
use crate::ground::time::{Duration, Family};
use crate::ground::value::{Bounds, Edge, Number, Value};
use crate::language::law::{Event, Fact, Laws, Type};

/// Writes what a sheet states, in the order of the laws; an empty text where it states nothing.
pub fn write(laws: &Laws, sheet: &Sheet) -> String {
    let schema = Schema::of(laws);
    let mut lines = Vec::new();
    if let Some(day) = sheet.recorded_through {
        lines.push(format!("recorded through: {day}"));
    }
    let writing = Writing { laws, schema: &schema, sheet };
    if let Some((root, _)) = sheet.instances.rows().next() {
        lines.extend(writing.instance(root));
    }
    let mut text = lines.join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

struct Writing<'a> {
    laws: &'a Laws,
    schema: &'a Schema<'a>,
    sheet: &'a Sheet,
}

impl Writing<'_> {
    fn instance(&self, id: Id<Instance>) -> Vec<String> {
        let entity = self.sheet.instances[id].entity;
        let mut lines = Vec::new();
        let mut blocks = Vec::new();
        for (key, slot) in self.schema.of_entity(entity) {
            match slot {
                Slot::Fact(_) | Slot::Event(_) => lines.extend(self.line(id, key, *slot)),
                Slot::Block(law) => {
                    let keys = self.schema.of_block(*law, entity).iter();
                    let inner: Vec<String> =
                        keys.filter_map(|(key, slot)| self.line(id, key, *slot)).collect();
                    if !inner.is_empty() {
                        blocks.push(format!("{key}:"));
                        blocks.extend(inner.into_iter().map(|line| format!("  {line}")));
                    }
                }
                Slot::List(listed) => {
                    let list = self.laws.entities[*listed].owner.map(|(_, list)| list);
                    match list.and_then(|list| self.sheet.instances[id].list(list)) {
                        Some(Listed::Known(items)) if items.is_empty() => {
                            lines.push(format!("{key}: []"));
                        }
                        Some(Listed::Known(items)) => {
                            blocks.push(format!("{key}:"));
                            blocks.extend(items.iter().flat_map(|item| self.item(*item)));
                        }
                        Some(Listed::Unknown) => lines.push(format!("{key}: unknown")),
                        None => {}
                    }
                }
            }
        }
        lines.extend(blocks);
        lines
    }

    fn item(&self, id: Id<Instance>) -> Vec<String> {
        let lines = self.instance(id);
        if lines.is_empty() {
            return vec!["  - {}".to_owned()];
        }
        let lead = |at: usize| if at == 0 { "  - " } else { "    " };
        lines.into_iter().enumerate().map(|(at, line)| format!("{}{line}", lead(at))).collect()
    }

    fn line(&self, id: Id<Instance>, key: &str, slot: Slot) -> Option<String> {
        let instance = &self.sheet.instances[id];
        let words = match slot {
            Slot::Fact(fact) => record(self.laws, fact, instance.record(fact)?),
            Slot::Event(event) => occurrences(self.laws, event, instance.occurrences(event)?),
            Slot::Block(_) | Slot::List(_) => return None,
        };
        Some(format!("{key}: {words}"))
    }
}

/// What a sheet says of a fact.
pub fn record(laws: &Laws, fact: Id<Fact>, record: &Record) -> String {
    let type_ = &laws.facts[fact].type_;
    match record {
        Record::Always(one) => entry(laws, type_, one),
        Record::History(entries) => {
            let items = entries
                .iter()
                .map(|(day, one)| format!("{{ from: {day}, {} }}", keys(laws, type_, one)));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        Record::Periods(figures) if figures.is_empty() => "unknown".to_owned(),
        Record::Periods(figures) => {
            let items = figures
                .iter()
                .map(|(period, one)| format!("{period}: {}", entry(laws, type_, one)));
            format!("{{ {} }}", items.collect::<Vec<_>>().join(", "))
        }
        Record::OwnPeriods(periods) => {
            let one = |it: &OwnPeriod| {
                let keys = keys(laws, type_, &it.entry);
                format!("{{ from: {}, to: {}, {keys} }}", it.from, it.last)
            };
            match periods.iter().map(|it| Some((it.name?, one(it)))).collect::<Option<Vec<_>>>() {
                Some(named) => {
                    let items = named.iter().map(|(name, words)| format!("{name}: {words}"));
                    format!("{{ {} }}", items.collect::<Vec<_>>().join(", "))
                }
                None => format!("[{}]", periods.iter().map(one).collect::<Vec<_>>().join(", ")),
            }
        }
    }
}

/// What a sheet records of an event.
pub fn occurrences(laws: &Laws, event: Id<Event>, occurrences: &Occurrences) -> String {
    match occurrences {
        Occurrences::Unknown(_) => "unknown".to_owned(),
        Occurrences::Recorded(list) => match list.as_slice() {
            [one] => occurrence(laws, event, one),
            many => {
                let items = many.iter().map(|one| occurrence(laws, event, one));
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
        },
    }
}

fn occurrence(laws: &Laws, event: Id<Event>, occurrence: &Occurrence) -> String {
    let mut parts = Vec::new();
    for (field, stated) in laws.events[event].fields.iter().zip(&occurrence.fields) {
        if let Some(stated) = stated {
            let fact = &laws.facts[*field];
            parts.push(format!("{}: {}", fact.name, entry(laws, &fact.type_, stated)));
        }
    }
    parts.extend(occurrence.provenance.iter().flat_map(|from| provenance(from)));
    let on = occurrence.moment();
    if parts.is_empty() {
        return on.to_string();
    }
    format!("{{ on: {on}, {} }}", parts.join(", "))
}

fn entry(laws: &Laws, type_: &Type, entry: &Entry) -> String {
    match (&entry.known, &entry.provenance) {
        (Known::Value(one), None) => value(laws, type_, one),
        (Known::Unknown, None) => "unknown".to_owned(),
        (Known::Value(_) | Known::Unknown, Some(_)) | (Known::Bounds(_), _) => {
            format!("{{ {} }}", keys(laws, type_, entry))
        }
    }
}

fn keys(laws: &Laws, type_: &Type, entry: &Entry) -> String {
    let mut parts = match &entry.known {
        Known::Value(one) => vec![format!("value: {}", value(laws, type_, one))],
        Known::Unknown => vec!["value: unknown".to_owned()],
        Known::Bounds(limits) => bounds(laws, type_, limits),
    };
    parts.extend(entry.provenance.iter().flat_map(|from| provenance(from)));
    parts.join(", ")
}

fn bounds(laws: &Laws, type_: &Type, bounds: &Bounds<Number>) -> Vec<String> {
    let at = |edge: &Edge<Number>| value(laws, type_, &Value::Number(edge.at.clone()));
    let low = bounds
        .low
        .as_ref()
        .map(|edge| format!("{}: {}", if edge.included { "at_least" } else { "above" }, at(edge)));
    let high = bounds
        .high
        .as_ref()
        .map(|edge| format!("{}: {}", if edge.included { "at_most" } else { "below" }, at(edge)));
    low.into_iter().chain(high).collect()
}

fn provenance(from: &Provenance) -> Vec<String> {
    let source = from.source.as_ref().map(|words| format!("source: {}", quoted(words)));
    let of = from.of.map(|day| format!("of: {day}"));
    let note = from.note.as_ref().map(|words| format!("note: {}", quoted(words)));
    source.into_iter().chain(of).chain(note).collect()
}

/// A value as a sheet states it.
pub fn value(laws: &Laws, type_: &Type, value_: &Value) -> String {
    match (value_, type_) {
        (Value::None, _) => "none".to_owned(),
        (_, Type::Optional(inner)) => value(laws, inner, value_),
        (Value::Bool(holds), _) => holds.to_string(),
        (Value::Number(number), Type::Money(currency) | Type::MoneyRange(currency)) => {
            format!("{} {currency}", digits(number))
        }
        (Value::Number(number), _) => digits(number),
        (Value::Range(ends), Type::MoneyRange(currency)) => {
            format!("{} {currency} to {} {currency}", digits(&ends.0), digits(&ends.1))
        }
        (Value::Range(ends), _) => format!("{} to {}", digits(&ends.0), digits(&ends.1)),
        (Value::Date(day), _) => day.to_string(),
        (Value::DateTime(minute), _) => minute.to_string(),
        (Value::Duration(duration), _) => in_units(*duration),
        (Value::Country(country), _) => country.to_string(),
        (Value::Text(text), _) => quoted(text),
        (Value::Variant(at), Type::Enum(of)) => laws.enumerations[*of]
            .variants
            .get(*at as usize)
            .map_or_else(String::new, |variant| variant.name.clone()),
        (Value::Variant(at), _) => at.to_string(),
        (Value::Set(members), Type::Set(member)) => {
            let items = members.iter().map(|one| value(laws, member, one));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        (Value::Set(_), _) => "[]".to_owned(),
    }
}

/// Digits in groups of three: `5_000_000`; a number without a finite decimal is a fraction.
fn digits(number: &Number) -> String {
    let plain = number.to_string();
    let (whole, rest) = match plain.find(['.', '/']) {
        Some(at) => plain.split_at(at),
        None => (plain.as_str(), ""),
    };
    let (sign, whole) = match whole.strip_prefix('-') {
        Some(whole) => ("-", whole),
        None => ("", whole),
    };
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && whole.len() > 4 && (whole.len() - at).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}")
}

fn in_units(duration: Duration) -> String {
    let unit = match duration.family {
        Family::Days => "days",
        Family::WorkingDays => "working days",
        Family::Months => "months",
        Family::Hours => "hours",
    };
    format!("{} {unit}", duration.amount)
}

/// A text in double quotes; what could harm a terminal or a page is written as an escape.
fn quoted(text: &str) -> String {
    let mut words = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => words.push_str("\\\""),
            '\\' => words.push_str("\\\\"),
            '\n' => words.push_str("\\n"),
            '\t' => words.push_str("\\t"),
            control if control.is_control() || is_direction(control) => {
                words.push_str(&format!("\\U{:08X}", u32::from(control)));
            }
            plain => words.push(plain),
        }
    }
    words.push('"');
    words
}

fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}
