//! Cells of rows: values as tables have them, exact and without ornament.

use crate::ground::time::{Date, Duration, Family};
use crate::ground::value::{Currency, Number, Value};
use crate::language::law::{Laws, Type};
use std::borrow::Cow;

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing stands here.
    Empty,
    /// A text, a word, a number or an amount.
    Text(Cow<'a, str>),
    /// True or false.
    Truth(bool),
    /// A date.
    Day(Date),
    /// Texts.
    Texts(Vec<Cow<'a, str>>),
}

impl<'a> Cell<'a> {
    /// A word or name.
    pub fn word(word: &'a str) -> Self {
        Cell::Text(Cow::Borrowed(word))
    }

    /// A date, where there is one.
    pub fn day(day: Option<Date>) -> Self {
        day.map_or(Cell::Empty, Cell::Day)
    }

    /// A value of a type.
    pub fn value(laws: &'a Laws, type_: &Type, value: &Value) -> Self {
        match (value, type_) {
            (_, Type::Optional(inner)) if *value != Value::None => {
                // A column of what may be none holds texts only.
                match Self::value(laws, inner, value) {
                    Cell::Truth(truth) => Cell::word(if truth { "true" } else { "false" }),
                    Cell::Day(day) => Cell::Text(day.to_string().into()),
                    Cell::Texts(texts) => Cell::Text(texts.join(";").into()),
                    same @ (Cell::Empty | Cell::Text(_)) => same,
                }
            }
            (Value::Bool(truth), _) => Cell::Truth(*truth),
            (Value::Date(day), _) => Cell::Day(*day),
            (Value::Set(values), Type::Set(inner)) => {
                Cell::Texts(values.iter().map(|value| text(laws, inner, value)).collect())
            }
            (_, _) => Cell::Text(text(laws, type_, value)),
        }
    }
}

/// A value as one text.
fn text<'a>(laws: &'a Laws, type_: &Type, value: &Value) -> Cow<'a, str> {
    match (value, type_) {
        (_, Type::Optional(inner)) => text(laws, inner, value),
        (Value::Bool(true), _) => Cow::Borrowed("true"),
        (Value::Bool(false), _) => Cow::Borrowed("false"),
        (Value::Number(number), _) => number_of(type_, number).into(),
        (Value::Range(ends), _) => {
            format!("{} to {}", number_of(type_, &ends.0), number_of(type_, &ends.1)).into()
        }
        (Value::Date(day), _) => day.to_string().into(),
        (Value::DateTime(minute), _) => minute.to_string().into(),
        (Value::Duration(duration), _) => duration_text(*duration).into(),
        (Value::Country(country), _) => country.code().to_owned().into(),
        (Value::Text(text), _) => text.to_string().into(),
        (Value::Variant(at), Type::Enum(of)) => {
            let variant =
                usize::try_from(*at).ok().and_then(|at| laws.enumerations[*of].variants.get(at));
            variant.map_or(Cow::Borrowed(""), |variant| Cow::Borrowed(variant.name.as_str()))
        }
        (Value::Variant(at), _) => at.to_string().into(),
        (Value::Set(values), _) => {
            let inner = if let Type::Set(inner) = type_ { inner } else { type_ };
            let texts: Vec<_> = values.iter().map(|value| text(laws, inner, value)).collect();
            texts.join(";").into()
        }
        (Value::None, _) => Cow::Borrowed("none"),
    }
}

fn number_of(type_: &Type, number: &Number) -> String {
    match type_ {
        Type::Money(currency) | Type::MoneyRange(currency) => amount(number, *currency),
        Type::Optional(inner) => number_of(inner, number),
        Type::Bool
        | Type::Number(_)
        | Type::NumberRange(_)
        | Type::Date
        | Type::DateTime
        | Type::Duration(_)
        | Type::Country
        | Type::Text
        | Type::Enum(_)
        | Type::Set(_)
        | Type::List(_)
        | Type::Unknown => number.to_string(),
    }
}

/// An amount: a decimal with at least the minor digits of its currency, `6000000.00`; a fraction
/// such as `90000001/15` where there is no finite decimal.
pub fn amount(number: &Number, currency: Currency) -> String {
    let Some(mut digits) = number.decimal() else { return number.to_string() };
    let least = usize::try_from(currency.minor_digits()).unwrap_or(0);
    let places = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if places < least {
        if places == 0 {
            digits.push('.');
        }
        digits.extend(std::iter::repeat_n('0', least - places));
    }
    digits
}

/// A duration in its own unit: `30 days`.
fn duration_text(duration: Duration) -> String {
    let unit = match duration.family {
        Family::Days => "day",
        Family::Months => "month",
        Family::Hours => "hour",
        Family::WorkingDays => "working day",
    };
    let more = if duration.amount == 1 { "" } else { "s" };
    format!("{} {unit}{more}", duration.amount)
}
