//! What can be written at a place in a sheet: the keys that the laws ask for and that are not there yet,
//! and the values of their types.

use crate::facts::document::Format;
use crate::facts::entry::KEYS;
use crate::facts::load::root;
use crate::facts::schema::{Keys, Schema, Slot};
use crate::front::lsp::complete::names::country;
use crate::front::lsp::complete::offer::{Offer, Rank};
use crate::front::lsp::complete::sheet_place::SheetPlace;
use crate::front::lsp::complete::sheet_scan::{Step, Writing};
use crate::front::lsp::complete::words::MAGNITUDES;
use crate::ground::table::Id;
use crate::ground::time::Family;
use crate::ground::value::Country;
use crate::language::law::fact::Temporal;
use crate::language::law::{Entity, Event, Fact, Law, Laws, Type};
use gen_lsp_types::CompletionItemKind as Picture;

/// What stands at a place of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Means {
    /// What is known of an entity.
    Instance(Id<Entity>),
    /// The entities that belong to one.
    Listed(Id<Entity>),
    /// What a law asks of an entity.
    Block(Id<Law>, Id<Entity>),
    /// All that is stated of a fact.
    Fact(Id<Fact>),
    /// One entry of it, or one element of a set.
    Entry(Id<Fact>),
    /// One value of it.
    Value(Id<Fact>),
    /// All that is recorded of an event.
    Event(Id<Event>),
    /// One occurrence of it.
    Occurrence(Id<Event>),
    /// A text or a day.
    Plain,
}

/// Everything that can be written at a place.
pub fn offers(laws: &Laws, place: &SheetPlace<'_>, format: Format, behind: &str) -> Vec<Offer> {
    let schema = Schema::of(laws);
    let Some(top) = root(laws, &schema, place.top.iter().copied()) else { return Vec::new() };
    let mut means = Means::Instance(top);
    for step in &place.way {
        match next(laws, &schema, means, step) {
            Some(next) => means = next,
            None => return Vec::new(),
        }
    }
    let mut offers = Vec::new();
    if place.writing != Writing::Value {
        let mut keys = keys(laws, &schema, means, place.way.is_empty());
        keys.retain(|key| !place.beside.contains(key.text.as_str()));
        offers.extend(keys.into_iter().map(|key| as_key(key, place, format, behind)));
    }
    if place.writing != Writing::Key {
        let values = values(laws, means, place);
        offers.extend(values.into_iter().map(|value| as_value(value, place, format)));
    }
    offers
}

/// What a step leads to.
fn next(laws: &Laws, schema: &Schema<'_>, from: Means, step: &Step) -> Option<Means> {
    let of_slot = |slot: Slot, entity: Id<Entity>| match slot {
        Slot::Fact(fact) => Means::Fact(fact),
        Slot::Event(event) => Means::Event(event),
        Slot::Block(law) => Means::Block(law, entity),
        Slot::List(listed) => Means::Listed(listed),
    };
    match (from, step) {
        (Means::Instance(entity), Step::Key(key)) => {
            match schema.of_entity(entity).get(key.as_str()) {
                Some(slot) => Some(of_slot(*slot, entity)),
                None => is_recorded(key).then_some(Means::Plain),
            }
        }
        (Means::Block(law, entity), Step::Key(key)) => {
            Some(of_slot(*schema.of_block(law, entity).get(key.as_str())?, entity))
        }
        (Means::Listed(entity), Step::Item) => Some(Means::Instance(entity)),
        (Means::Fact(fact), Step::Item) => Some(Means::Entry(fact)),
        (Means::Fact(fact) | Means::Entry(fact) | Means::Value(fact), Step::Key(key)) => {
            Some(match key.as_str() {
                "value" | "below" | "at_least" | "above" | "at_most" => Means::Value(fact),
                "source" | "of" | "note" | "from" | "to" => Means::Plain,
                // The name of a period.
                _ => Means::Entry(fact),
            })
        }
        (Means::Entry(fact) | Means::Value(fact), Step::Item) => Some(Means::Value(fact)),
        (Means::Event(event), Step::Item) => Some(Means::Occurrence(event)),
        (Means::Event(event) | Means::Occurrence(event), Step::Key(key)) => {
            let fields = &laws.events[event].fields;
            let field = fields.iter().find(|field| laws.facts[**field].name == *key);
            Some(field.map_or(Means::Plain, |field| Means::Fact(*field)))
        }
        (Means::Instance(_) | Means::Block(..) | Means::Occurrence(_), Step::Item)
        | (Means::Listed(_), Step::Key(_))
        | (Means::Plain, _) => None,
    }
}

/// The key that says through which day events are recorded.
fn is_recorded(key: &str) -> bool {
    key == "recorded through" || key == "recorded_through"
}

/// The keys that can stand in a mapping.
fn keys(laws: &Laws, schema: &Schema<'_>, of: Means, top: bool) -> Vec<Offer> {
    let word = |key: &str| Offer::new(key, Picture::Keyword, Rank::Word);
    match of {
        Means::Instance(entity) => {
            let mut keys = slots(laws, schema.of_entity(entity));
            if top {
                let says = "through which day events are recorded";
                keys.push(word("recorded through").with(says));
            }
            keys
        }
        Means::Block(law, entity) => slots(laws, schema.of_block(law, entity)),
        Means::Fact(fact) | Means::Entry(fact) => {
            let row = &laws.facts[fact];
            let bounded = matches!(bare(&row.type_), Type::Number(_) | Type::Money(_));
            let bound = |key: &str| matches!(key, "below" | "at_least" | "above" | "at_most");
            let mut keys: Vec<Offer> =
                KEYS.into_iter().filter(|key| bounded || !bound(key)).map(word).collect();
            match (row.temporal, of) {
                (Temporal::OverTime, Means::Entry(_)) => keys.push(word("from")),
                (Temporal::OverTime, _) => keys.clear(),
                (Temporal::Per(_), Means::Entry(_)) => keys.extend(["from", "to"].map(word)),
                // The names of the periods stand there.
                (Temporal::Per(_), _) => keys.clear(),
                (Temporal::Plain, Means::Entry(_)) => keys.clear(),
                (Temporal::Plain, _) => {}
            }
            keys
        }
        Means::Event(event) | Means::Occurrence(event) => {
            let mut keys = vec![Offer { rank: Rank::Fitting, ..word("on") }];
            let fields = laws.events[event].fields.iter();
            keys.extend(fields.map(|field| of_fact(laws, *field, Rank::Name)));
            keys.extend(["source", "of", "note"].map(word));
            keys
        }
        Means::Listed(_) | Means::Value(_) | Means::Plain => Vec::new(),
    }
}

/// Keys that laws declare.
fn slots(laws: &Laws, keys: &Keys<'_>) -> Vec<Offer> {
    let rows = keys.iter().map(|(key, slot)| match slot {
        Slot::Fact(fact) => of_fact(laws, *fact, Rank::Fitting),
        Slot::Event(event) => {
            let row = &laws.events[*event];
            let what = if row.step.is_some() { "step" } else { "event" };
            let rank = if row.step.is_some() { Rank::Name } else { Rank::Clause };
            told(Offer::new(*key, Picture::Event, rank).with(what), &row.label, &row.documentation)
        }
        Slot::Block(law) => {
            let offer = Offer::new(*key, Picture::Module, Rank::Name).with("law");
            told(offer, &Some(laws.laws[*law].title.clone()), "")
        }
        Slot::List(entity) => {
            let name = &laws.entities[*entity].name;
            Offer::new(*key, Picture::Class, Rank::Clause).with(format!("list of {name}"))
        }
    });
    rows.collect()
}

fn of_fact(laws: &Laws, fact: Id<Fact>, rank: Rank) -> Offer {
    let row = &laws.facts[fact];
    let detail = match row.temporal {
        Temporal::Plain => row.type_.words(laws),
        Temporal::OverTime => format!("{} over time", row.type_.words(laws)),
        Temporal::Per(cycle) => format!("{} per {}", row.type_.words(laws), cycle.word()),
    };
    let offer = Offer::new(row.name.as_str(), Picture::Field, rank).with(detail);
    told(offer, &row.label, &row.documentation)
}

fn told(offer: Offer, label: &Option<String>, documentation: &str) -> Offer {
    let words = [label.as_deref().unwrap_or_default(), documentation];
    let words: Vec<&str> = words.into_iter().filter(|it| !it.is_empty()).collect();
    Offer { documentation: words.join("\n\n"), ..offer }
}

/// The values that can stand at a place.
fn values(laws: &Laws, of: Means, place: &SheetPlace<'_>) -> Vec<Offer> {
    let fact = match of {
        Means::Fact(fact) | Means::Entry(fact) | Means::Value(fact) => &laws.facts[fact],
        Means::Event(_) | Means::Occurrence(_) => {
            return ["unknown", "none"]
                .map(|word| Offer::new(word, Picture::Keyword, Rank::Word))
                .into();
        }
        Means::Instance(_) | Means::Listed(_) | Means::Block(..) | Means::Plain => {
            return Vec::new();
        }
    };
    let type_ = bare(&fact.type_);
    if place.written.starts_with(|letter: char| letter.is_ascii_digit()) {
        return behind_figure(type_, place.written);
    }
    let value = |word: &str| Offer::new(word, Picture::Value, Rank::Value);
    let mut offers: Vec<Offer> = match type_ {
        Type::Bool => ["true", "false"].map(value).into(),
        Type::Country => Country::codes().into_iter().map(|it| country(it, Rank::Value)).collect(),
        Type::Enum(of) => {
            let rows = laws.enumerations[*of].variants.iter().map(|variant| {
                let offer = Offer::new(variant.name.as_str(), Picture::EnumMember, Rank::Value);
                offer.with(variant.label.clone().unwrap_or_default())
            });
            rows.collect()
        }
        Type::Number(_)
        | Type::Money(_)
        | Type::NumberRange(_)
        | Type::MoneyRange(_)
        | Type::Date
        | Type::DateTime
        | Type::Duration(_)
        | Type::Text
        | Type::Set(_)
        | Type::List(_)
        | Type::Optional(_)
        | Type::Unknown => Vec::new(),
    };
    let word = |word: &str| Offer::new(word, Picture::Keyword, Rank::Word);
    offers.push(word("unknown"));
    if matches!(fact.type_, Type::Optional(_)) {
        offers.push(word("none"));
    }
    offers
}

/// What can stand behind a figure: magnitudes, the currency, units of time.
fn behind_figure(type_: &Type, written: &str) -> Vec<Offer> {
    let words: Vec<&str> = written.split_whitespace().collect();
    let blank = written.ends_with(' ');
    let before = if blank {
        words.as_slice()
    } else {
        words.get(..words.len().saturating_sub(1)).unwrap_or_default()
    };
    let Some(last) = before.last() else { return Vec::new() };
    let large = MAGNITUDES.contains(last);
    let offer = |word: &str, rank| Offer::new(word, Picture::Unit, rank);
    let magnitudes = || MAGNITUDES.iter().map(|word| offer(word, Rank::Fitting));
    match type_ {
        Type::Number(_) if before.len() == 1 => magnitudes().collect(),
        Type::Money(currency) if before.len() == 1 || before.len() == 2 && large => {
            let own = std::iter::once(offer(currency.code(), Rank::Value));
            own.chain(magnitudes().filter(|_| !large)).collect()
        }
        Type::Duration(family) if before.len() == 1 => {
            let units: &[(&str, &str)] = match family {
                Family::Days => &[("day", "days"), ("week", "weeks")],
                Family::Months => {
                    &[("month", "months"), ("quarter", "quarters"), ("year", "years")]
                }
                Family::Hours => &[("hour", "hours")],
                Family::WorkingDays => &[("working day", "working days")],
            };
            let one = *last == "1";
            units
                .iter()
                .map(|(single, many)| offer(if one { single } else { many }, Rank::Value))
                .collect()
        }
        Type::Bool
        | Type::Number(_)
        | Type::Money(_)
        | Type::NumberRange(_)
        | Type::MoneyRange(_)
        | Type::Date
        | Type::DateTime
        | Type::Duration(_)
        | Type::Country
        | Type::Text
        | Type::Enum(_)
        | Type::Set(_)
        | Type::List(_)
        | Type::Optional(_)
        | Type::Unknown => Vec::new(),
    }
}

/// The type of a single value.
fn bare(type_: &Type) -> &Type {
    let mut bare = type_;
    while let Type::Set(of) | Type::Optional(of) = bare {
        bare = of;
    }
    bare
}

/// A key as the format writes it: with its colon, unless that stands there.
fn as_key(offer: Offer, place: &SheetPlace<'_>, format: Format, behind: &str) -> Offer {
    let colon = behind.trim_start_matches(['"', ' ']).starts_with(':');
    let name = match format {
        Format::Yaml => offer.text.clone(),
        Format::Json | Format::Toml => offer.text.replace("recorded through", "recorded_through"),
    };
    let insert = match (format, place.quoted) {
        (_, true) => name.clone(),
        (Format::Yaml, false) if colon => name.clone(),
        (Format::Yaml, false) => format!("{name}: "),
        (Format::Json | Format::Toml, false) if colon => format!("\"{name}\""),
        (Format::Json | Format::Toml, false) => format!("\"{name}\": "),
    };
    Offer { text: name, insert: Some(insert), ..offer }
}

/// A value as the format writes it: what JSON has no word for stands in quotes.
fn as_value(offer: Offer, place: &SheetPlace<'_>, format: Format) -> Offer {
    let plain = matches!(offer.text.as_str(), "true" | "false");
    let insert = match format {
        Format::Json if !plain && !place.quoted => Some(format!("\"{}\"", offer.text)),
        Format::Yaml | Format::Json | Format::Toml => None,
    };
    Offer { insert, ..offer }
}
