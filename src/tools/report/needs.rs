//! The facts that would settle what is open, asked in the words of their labels.

use crate::engine::verdict::{Need, Wanted};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{Entity, Law, Type};
use crate::tools::report::Case;
use crate::tools::report::harmless::plain;

/// A missing fact as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The key in the sheet, `daily_users`.
    pub name: String,
    /// What the law judged calls it: by its path where it is one of another law.
    pub called: String,
    /// The law under whose name the key stands; `None`: with the entity itself.
    pub law: Option<String>,
    /// Whose fact it is.
    pub entity: String,
    /// What is asked, in the words of the label.
    pub words: String,
    /// The period whose figure is wanted.
    pub period: Option<String>,
    /// Only the days before this one are wanted.
    pub before: Option<Date>,
    /// What the author documents of it.
    pub documentation: String,
    /// The kind of answer: `number of users`, `yes or no`, `date`.
    pub answer: String,
}

/// How a missing fact is asked for.
pub fn question(case: Case<'_>, need: &Need) -> Question {
    let laws = case.laws;
    let entity = case.entity(need.entity);
    let law = |law: Option<Id<Law>>| law.map(|law| laws.laws[law].name.clone());
    match &need.wanted {
        Wanted::Fact { fact, before } => {
            let row = &laws.facts[*fact];
            let words = label(row.label.as_deref(), &row.name);
            let (name, law) = (row.name.clone(), law(row.law));
            let called = case.fact(*fact);
            let answer = kind(case, &row.type_);
            Question {
                name,
                called,
                law,
                entity,
                words,
                period: None,
                before: *before,
                documentation: row.documentation.clone(),
                answer,
            }
        }
        Wanted::FactIn { fact, period } => {
            let row = &laws.facts[*fact];
            let words = label(row.label.as_deref(), &row.name);
            let (name, law) = (row.name.clone(), law(row.law));
            let called = case.fact(*fact);
            let answer = kind(case, &row.type_);
            let period = Some(period.to_string());
            Question {
                name,
                called,
                law,
                entity,
                words,
                period,
                before: None,
                documentation: row.documentation.clone(),
                answer,
            }
        }
        Wanted::Event(event) => {
            let row = &laws.events[*event];
            let words = label(row.label.as_deref(), &row.name);
            let (name, law) = (row.name.clone(), law(row.law));
            let called = case.event(*event);
            let answer = "whether and when".to_owned();
            Question {
                name,
                called,
                law,
                entity,
                words,
                period: None,
                before: None,
                documentation: row.documentation.clone(),
                answer,
            }
        }
        Wanted::Hour { event, on } => {
            let row = &laws.events[*event];
            let words = format!("{} on {on}", label(row.label.as_deref(), &row.name));
            let (name, law) = (row.name.clone(), law(row.law));
            let answer = "at which hour".to_owned();
            let called = case.event(*event);
            Question {
                name,
                called,
                law,
                entity,
                words,
                period: None,
                before: None,
                documentation: row.documentation.clone(),
                answer,
            }
        }
        Wanted::WorkingDays(calendar) => {
            let row = &laws.calendars[*calendar];
            let days = &row.workdays;
            let known = match (days.verified_from, days.verified_through) {
                (Some(from), Some(through)) => format!(" beyond {from} to {through}"),
                (Some(from), None) => format!(" before {from}"),
                (None, Some(through)) => format!(" after {through}"),
                (None, None) => String::new(),
            };
            let name = label(row.label.as_deref(), &row.name);
            let words = format!("working days of {name}{known}");
            let answer = "holidays of the calendar".to_owned();
            let (name, law) = (row.name.clone(), None);
            let called = name.clone();
            Question {
                name,
                called,
                law,
                entity,
                words,
                period: None,
                before: None,
                documentation: row.documentation.clone(),
                answer,
            }
        }
        Wanted::EventField { event, field, on } => {
            let row = &laws.events[*event];
            let field = row.fields.get(*field).map(|field| &laws.facts[*field]);
            let name = field.map_or("", |field| field.name.as_str());
            let words = label(field.and_then(|field| field.label.as_deref()), name);
            let answer = field.map_or_else(String::new, |field| kind(case, &field.type_));
            Question {
                name: format!("{}.{name}", row.name),
                called: format!("{}.{name}", case.event(*event)),
                law: law(row.law),
                entity,
                words: format!("{words} of {} on {on}", label(row.label.as_deref(), &row.name)),
                period: None,
                before: None,
                documentation: field.map_or_else(String::new, |field| field.documentation.clone()),
                answer,
            }
        }
    }
}

impl Question {
    /// The name with the period or the days that are wanted: `revenue in 2021`.
    pub fn wanted(&self) -> String {
        match (&self.period, self.before) {
            (Some(period), _) => format!("{} in {period}", self.called),
            (None, Some(before)) => format!("{} before {before}", self.called),
            (None, None) => self.called.clone(),
        }
    }
}

fn label(label: Option<&str>, name: &str) -> String {
    label.map_or_else(|| name.replace('_', " "), plain)
}

/// What kind of answer a fact takes.
fn kind(case: Case<'_>, type_: &Type) -> String {
    let laws = case.laws;
    match type_ {
        Type::Bool => "yes or no".to_owned(),
        Type::Number(Some(unit)) => format!("number of {}", laws.units[*unit].name),
        Type::Number(None) | Type::NumberRange(_) => "number".to_owned(),
        Type::Money(currency) | Type::MoneyRange(currency) => format!("amount in {currency}"),
        Type::Date => "date".to_owned(),
        Type::DateTime => "date and hour".to_owned(),
        Type::Duration(_) => "duration".to_owned(),
        Type::Country => "country".to_owned(),
        Type::Text => "text".to_owned(),
        Type::Enum(enumeration) => {
            let variants = &laws.enumerations[*enumeration].variants;
            let names: Vec<&str> = variants.iter().map(|variant| variant.name.as_str()).collect();
            format!("one of {}", names.join(", "))
        }
        Type::Set(inner) => format!("set: {}", kind(case, inner)),
        Type::List(entity) => entity_word(case, *entity),
        Type::Optional(inner) => format!("{}, or none", kind(case, inner)),
        Type::Unknown => String::new(),
    }
}

fn entity_word(case: Case<'_>, entity: Id<Entity>) -> String {
    format!("list of {}", case.laws.entities[entity].name)
}
