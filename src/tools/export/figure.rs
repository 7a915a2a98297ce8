//! Values, entries and histories as schemas: each type once, called by its name.

use crate::ground::table::Id;
use crate::ground::time::{Cycle, Family};
use crate::ground::value::Country;
use crate::language::law::{Enumeration, Laws, Temporal, Type, Unit};
use crate::tools::export::pattern::{self, Sign};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The definitions of a schema, by name.
pub struct Figures<'l> {
    laws: &'l Laws,
    units: Vec<String>,
    enumerations: Vec<String>,
    /// What has been defined so far.
    pub defined: BTreeMap<String, Value>,
}

/// The four limits, and which of them are of one side.
const EDGES: [&str; 4] = ["below", "at_most", "above", "at_least"];

impl<'l> Figures<'l> {
    /// Nothing defined yet.
    pub fn new(laws: &'l Laws) -> Self {
        Self {
            laws,
            units: distinct(laws.units.iter().map(|unit| unit.name.as_str())),
            enumerations: distinct(laws.enumerations.iter().map(|one| one.name.as_str())),
            defined: BTreeMap::new(),
        }
    }

    /// What may stand at a fact.
    pub fn fact(&mut self, type_: &Type, temporal: Temporal) -> Value {
        match temporal {
            Temporal::Plain => self.entry(type_),
            Temporal::OverTime => self.over_time(type_),
            Temporal::Per(cycle) => self.periods(type_, cycle),
        }
    }

    /// A value, bare or with where it came from, `unknown`, `none` or bounds.
    pub fn entry(&mut self, type_: &Type) -> Value {
        let name = format!("entry.{}", self.name(type_));
        self.define(name, |this| {
            let mut forms = this.known(type_);
            forms.extend(this.stated(type_, &[]));
            any(forms)
        })
    }

    fn over_time(&mut self, type_: &Type) -> Value {
        let name = format!("over_time.{}", self.name(type_));
        self.define(name, |this| {
            let entry = this.entry(type_);
            let from = this.day("The first day of this entry");
            let items = this.stated(type_, &[("from", from)]);
            json!({
                "description": "One value for all days, or a list of entries, the earliest first",
                "anyOf": [
                    entry,
                    { "type": "array", "minItems": 1, "items": any(items) },
                ],
            })
        })
    }

    fn periods(&mut self, type_: &Type, cycle: Cycle) -> Value {
        let name = format!("per_{}.{}", cycle.word(), self.name(type_));
        self.define(name, |this| {
            let (behind, example) = match cycle {
                Cycle::Year => ("", "2021"),
                Cycle::HalfYear => ("-H[12]", "2021-H1"),
                Cycle::Quarter => ("-Q[1-4]", "2021-Q3"),
                Cycle::Month => ("-(?:0[1-9]|1[0-2])", "2021-03"),
            };
            let from = this.day("The first day of the period");
            let to = this.day("The last day of the period");
            let own = this.stated(type_, &[("from", from), ("to", to)]);
            let entry = this.entry(type_);
            let figure: Vec<Value> = [entry].into_iter().chain(own.clone()).collect();
            let mapping = json!({
                "type": "object",
                "minProperties": 1,
                "patternProperties": { (pattern::period(behind)): any(figure) },
                "additionalProperties": false,
            });
            let list = json!({ "type": "array", "minItems": 1, "items": any(own.clone()) });
            let forms = [json!({ "const": "unknown" }), mapping, list].into_iter().chain(own);
            json!({
                "description": format!("One figure for each {}: `{{ {example}: … }}`", cycle.word()),
                "anyOf": forms.collect::<Vec<_>>(),
            })
        })
    }

    /// A bare value, `unknown`, and `none` where there may be nothing.
    fn known(&mut self, type_: &Type) -> Vec<Value> {
        let value = self.value(type_);
        let unknown = json!({ "const": "unknown", "description": "It is not known" });
        let none = json!({ "const": "none", "description": "There is known to be nothing" });
        let none = matches!(type_, Type::Optional(_)).then_some(none);
        [value, unknown].into_iter().chain(none).collect()
    }

    /// The mappings that state a value or bounds, with the keys that their place needs beside them.
    fn stated(&mut self, type_: &Type, more: &[(&str, Value)]) -> Vec<Value> {
        let mut properties: Map<String, Value> =
            more.iter().map(|(key, schema)| ((*key).to_owned(), schema.clone())).collect();
        let needed: Vec<&str> = more.iter().map(|(key, _)| *key).collect();
        let known = self.known(type_);
        let mut valued = properties.clone();
        valued.insert("value".to_owned(), any(known));
        valued.extend(self.provenance());
        let required: Vec<&str> = needed.iter().copied().chain(["value"]).collect();
        let mut forms = vec![mapping(valued, &required)];
        let plain = if let Type::Optional(inner) = type_ { inner } else { type_ };
        if is_figure(plain) {
            for edge in EDGES {
                properties.insert(edge.to_owned(), self.value(plain));
            }
            properties.extend(self.provenance());
            let mut bounded = mapping(properties, &needed);
            let one = EDGES.map(|edge| json!({ "required": [edge] }));
            let [below, at_most, above, at_least] = EDGES;
            if let Some(bounded) = bounded.as_object_mut() {
                bounded.insert("anyOf".to_owned(), json!(one));
                let twice = [[below, at_most], [above, at_least]];
                let twice = twice.map(|both| json!({ "not": { "required": both } }));
                bounded.insert("allOf".to_owned(), json!(twice));
            }
            forms.push(bounded);
        }
        forms
    }

    /// Where a figure comes from.
    pub fn provenance(&mut self) -> Map<String, Value> {
        let mut words = |key: &str, told: &str| {
            let schema = json!({ "description": told, "type": ["string", "number", "boolean"] });
            self.define(key.to_owned(), |_| schema)
        };
        let source = words("source", "The publication or document it comes from");
        let note = words("note", "Anything else worth saying");
        let mut keys = Map::new();
        keys.insert("source".to_owned(), source);
        keys.insert("of".to_owned(), self.day("The day the figure is of"));
        keys.insert("note".to_owned(), note);
        keys
    }

    /// A date, and what it says here.
    pub fn day(&mut self, told: &str) -> Value {
        let mut date = self.value(&Type::Date);
        if let Some(date) = date.as_object_mut() {
            date.insert("description".to_owned(), json!(told));
        }
        date
    }

    /// A value and nothing else.
    pub fn value(&mut self, type_: &Type) -> Value {
        let plain = if let Type::Optional(inner) = type_ { inner } else { type_ };
        let name = self.name(plain);
        self.define(name, |this| this.written(plain))
    }

    fn written(&mut self, type_: &Type) -> Value {
        match type_ {
            Type::Bool => json!({ "description": "`true` or `false`", "type": "boolean" }),
            Type::Number(unit) | Type::NumberRange(unit) => self.number(*unit),
            Type::Money(currency) | Type::MoneyRange(currency) => {
                let told = format!("an amount in {currency}, as in `5 million {currency}`");
                text(&told, &pattern::money(currency.code()))
            }
            Type::Date => text("a date as `YYYY-MM-DD`", &pattern::date()),
            Type::DateTime => text("a date and hour as `YYYY-MM-DDThh:mm`", &pattern::datetime()),
            Type::Duration(family) => {
                let (told, units): (_, &[&str]) = match family {
                    Family::Days => ("days or weeks: `30 days`", &["day", "week"]),
                    Family::Months => {
                        ("months: `3 months`, `1 year`", &["month", "quarter", "year"])
                    }
                    Family::Hours => ("hours: `36 hours`", &["hour"]),
                    Family::WorkingDays => ("working days: `10 working days`", &["working day"]),
                };
                text(told, &pattern::duration(units))
            }
            Type::Country => json!({
                "description": "the two capital letters of a country, ISO 3166-1",
                "enum": Country::codes(),
            }),
            Type::Text => json!({ "description": "a text", "type": "string" }),
            Type::Enum(of) => enumeration(&self.laws.enumerations[*of]),
            Type::Set(member) => json!({
                "description": "a list, each value once",
                "type": "array",
                "uniqueItems": true,
                "items": self.value(member),
            }),
            Type::Optional(inner) => self.written(inner),
            // A sheet cannot state these.
            Type::List(_) | Type::Unknown => json!(false),
        }
    }

    fn number(&self, unit: Option<Id<Unit>>) -> Value {
        let (told, sign) = match unit {
            None => ("a number".to_owned(), Sign::Either),
            Some(unit) => {
                let unit = &self.laws.units[unit];
                let label = unit.label.as_deref().unwrap_or(&unit.name);
                (format!("a number of {label}"), Sign::Positive)
            }
        };
        let told = format!("{told}, as in `500_000`, `5 million`, `0.25`, `6%`, `1/20`");
        let mut schema = text(&told, &pattern::number(sign));
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("type".to_owned(), json!(["number", "string"]));
            if sign == Sign::Positive {
                schema.insert("minimum".to_owned(), json!(0));
            }
        }
        schema
    }

    /// What a type is called among the definitions.
    fn name(&self, type_: &Type) -> String {
        let of = |names: &[String], at: usize| names.get(at).cloned().unwrap_or_default();
        match type_ {
            Type::Bool => "bool".to_owned(),
            Type::Number(None) | Type::NumberRange(None) => "number".to_owned(),
            Type::Number(Some(unit)) | Type::NumberRange(Some(unit)) => {
                format!("number.{}", of(&self.units, unit.index()))
            }
            Type::Money(currency) | Type::MoneyRange(currency) => format!("money.{currency}"),
            Type::Date => "date".to_owned(),
            Type::DateTime => "datetime".to_owned(),
            Type::Duration(Family::Days) => "duration.days".to_owned(),
            Type::Duration(Family::Months) => "duration.months".to_owned(),
            Type::Duration(Family::Hours) => "duration.hours".to_owned(),
            Type::Duration(Family::WorkingDays) => "duration.working_days".to_owned(),
            Type::Country => "country".to_owned(),
            Type::Text => "text".to_owned(),
            Type::Enum(of_) => format!("enum.{}", of(&self.enumerations, of_.index())),
            Type::Set(member) => format!("set.{}", self.name(member)),
            Type::Optional(inner) => format!("optional.{}", self.name(inner)),
            Type::List(_) | Type::Unknown => "nothing".to_owned(),
        }
    }

    /// Defines something once, and points to it.
    pub fn define(&mut self, name: String, schema: impl FnOnce(&mut Self) -> Value) -> Value {
        let place = json!({ "$ref": format!("#/$defs/{name}") });
        if !self.defined.contains_key(&name) {
            // What is being defined is never part of itself, but for entities, which are.
            self.defined.insert(name.clone(), Value::Null);
            let schema = schema(self);
            self.defined.insert(name, schema);
        }
        place
    }
}

fn is_figure(type_: &Type) -> bool {
    matches!(type_, Type::Number(_) | Type::Money(_) | Type::NumberRange(_) | Type::MoneyRange(_))
}

/// One of several forms.
pub fn any(mut forms: Vec<Value>) -> Value {
    match (forms.pop(), forms.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            forms.extend(last);
            json!({ "anyOf": forms })
        }
    }
}

/// A mapping with these keys and no others.
pub fn mapping(properties: Map<String, Value>, required: &[&str]) -> Value {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    Value::Object(schema)
}

/// A text of a pattern; editors show the last key where it does not fit.
fn text(told: &str, pattern: &str) -> Value {
    json!({
        "description": told,
        "type": "string",
        "pattern": pattern,
        "patternErrorMessage": format!("needed: {told}"),
    })
}

fn enumeration(of: &Enumeration) -> Value {
    let names: Vec<&str> = of.variants.iter().map(|one| one.name.as_str()).collect();
    let title = of.label.as_deref().unwrap_or(&of.name);
    let mut schema = json!({ "title": title, "enum": names });
    if of.variants.iter().any(|one| one.label.is_some()) {
        let label = |one: &crate::language::law::Variant| one.label.clone().unwrap_or_default();
        let labels: Vec<String> = of.variants.iter().map(label).collect();
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("enumDescriptions".to_owned(), json!(labels));
        }
    }
    schema
}

/// Names of things of which several may be called alike: the second one is `name.2`.
pub fn distinct<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let name = |name: &'n str| {
        let count = counts.entry(name).or_default();
        *count += 1;
        if *count == 1 { name.to_owned() } else { format!("{name}.{count}") }
    };
    names.map(name).collect()
}
