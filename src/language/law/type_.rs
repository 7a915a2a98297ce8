//! The types of the language.

use crate::ground::table::Id;
use crate::ground::time::{Date, Duration, Family};
use crate::ground::value::{Currency, Number, Value};
use crate::language::law::{Entity, Enumeration, Laws, Unit};

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// `bool`
    Bool,
    /// `number`, `number of users`
    Number(Option<Id<Unit>>),
    /// `money EUR`
    Money(Currency),
    /// A range of numbers, `50% to 90%`
    NumberRange(Option<Id<Unit>>),
    /// A range of amounts, `500_000 RUB to 1 million RUB`
    MoneyRange(Currency),
    /// `date`
    Date,
    /// `datetime`
    DateTime,
    /// `duration in days`, `… months`, `… hours`
    Duration(Family),
    /// `country`
    Country,
    /// `text`
    Text,
    /// An enum
    Enum(Id<Enumeration>),
    /// `set of T`
    Set(Box<Type>),
    /// `list of ENTITY`
    List(Id<Entity>),
    /// `optional T`
    Optional(Box<Type>),
    /// Of an expression whose error is already reported: fits everything, so that one error
    /// gives one message.
    Unknown,
}

impl Type {
    /// How it is called: as it is written in a law.
    pub fn words(&self, laws: &Laws) -> String {
        let unit = |unit: &Option<_>| match unit.and_then(|unit| laws.units.find(unit)) {
            Some(unit) => format!("number of {}", unit.name),
            None => "number".to_string(),
        };
        match self {
            Type::Bool => "bool".into(),
            Type::Number(of) => unit(of),
            Type::Money(currency) => format!("money {currency}"),
            Type::NumberRange(of) => format!("range of {}", unit(of)),
            Type::MoneyRange(currency) => format!("range of money {currency}"),
            Type::Date => "date".into(),
            Type::DateTime => "datetime".into(),
            Type::Duration(family) => format!("duration in {}", family_word(*family)),
            Type::Country => "country".into(),
            Type::Text => "text".into(),
            Type::Enum(id) => {
                laws.enumerations.find(*id).map_or("enum".into(), |row| row.name.clone())
            }
            Type::Set(of) => format!("set of {}", of.words(laws)),
            Type::List(id) => {
                let name = laws.entities.find(*id).map_or("entities", |row| row.name.as_str());
                format!("list of {name}")
            }
            Type::Optional(of) => format!("optional {}", of.words(laws)),
            Type::Unknown => "unknown".into(),
        }
    }

    /// The value at a place of its number line: see [`Value::on_line`]; `None` where there is none.
    pub fn at(&self, place: &Number) -> Option<Value> {
        match self {
            Type::Number(_) | Type::Money(_) => Some(Value::Number(place.clone())),
            Type::Duration(family) => {
                Some(Value::Duration(Duration { family: *family, amount: place.to_i64()? }))
            }
            Type::Date => {
                let day = place.to_i64().and_then(|days| Date::FIRST.plus_days(days));
                day.map(Value::Date)
            }
            Type::Bool
            | Type::NumberRange(_)
            | Type::MoneyRange(_)
            | Type::DateTime
            | Type::Country
            | Type::Text
            | Type::Enum(_)
            | Type::Set(_)
            | Type::List(_)
            | Type::Optional(_)
            | Type::Unknown => None,
        }
    }
}

/// The word of a family of durations.
pub fn family_word(family: Family) -> &'static str {
    match family {
        Family::Days => "days",
        Family::Months => "months",
        Family::Hours => "hours",
        Family::WorkingDays => "working days",
    }
}
