//! Values as readers write them: grouped digits, units, currencies, names.

use crate::engine::verdict::{Amount, Outcome, Possible, Undetermined};
use crate::ground::time::{Date, DateTime, Duration, Family};
use crate::ground::value::{Bounds, Number, Value};
use crate::language::law::{Laws, Type};
use crate::tools::report::harmless::plain;

/// Digits after the point of an amount that has no finite decimal: the first of these that shows
/// more than zeros.
const PLACES: [usize; 4] = [2, 6, 12, 24];

/// An exact number with its digits in groups of three: `1,234,567.5`; one without a finite
/// decimal as `≈ 6,000,000.07`; one too small even for that as its fraction.
pub fn number(number: &Number) -> String {
    if let Some(exact) = number.decimal() {
        return grouped(&exact);
    }
    let shown = PLACES.iter().map(|places| number.approximate(*places));
    // A figure that is not zero must not look like it.
    let telling = |digits: &String| digits.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
    match shown.into_iter().find(telling) {
        Some(near) => format!("≈ {}", grouped(&near)),
        None => number.to_string(),
    }
}

fn grouped(digits: &str) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (digits, String::new()),
    };
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{sign}{out}{fraction}")
}

/// A share as a percentage: `50%`.
pub fn share(share: &Number) -> String {
    match share.mul(&Number::whole(100)) {
        Ok(hundredths) => format!("{}%", number(&hundredths)),
        Err(_) => number(share),
    }
}

/// So many days: `1 day`, `218 days`.
pub fn days(count: i64) -> String {
    duration(Duration::days(count))
}

/// A duration in the words of the language.
pub fn duration(duration: Duration) -> String {
    let Duration { family, amount } = duration;
    let (amount, word) = match family {
        Family::Days => (amount, "day"),
        Family::Months if amount != 0 && amount % 12 == 0 => (amount / 12, "year"),
        Family::Months => (amount, "month"),
        Family::Hours => (amount, "hour"),
        Family::WorkingDays => (amount, "working day"),
    };
    let plural = if amount.abs() == 1 { "" } else { "s" };
    format!("{} {word}{plural}", number(&Number::whole(amount)))
}

/// A value of a type.
pub fn value(value: &Value, type_: &Type, laws: &Laws) -> String {
    match value {
        Value::Bool(true) => "true".to_owned(),
        Value::Bool(false) => "false".to_owned(),
        Value::Number(figure) => quantity(figure, type_, laws),
        Value::Range(ends) if ends.0 == ends.1 => quantity(&ends.0, type_, laws),
        Value::Range(ends) if matches!(type_, Type::NumberRange(None)) => {
            format!("{} to {}", share(&ends.0), share(&ends.1))
        }
        Value::Range(ends) => {
            format!("{} to {}", number(&ends.0), quantity(&ends.1, type_, laws))
        }
        Value::Date(date) => date.to_string(),
        Value::DateTime(minute) => minute.to_string(),
        Value::Duration(length) => duration(*length),
        Value::Country(country) => country.code().to_owned(),
        Value::Text(text) => format!("“{}”", plain(text)),
        Value::Variant(position) => variant(*position, type_, laws),
        Value::Set(members) => {
            let inner = match type_ {
                Type::Set(inner) => inner,
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
                | Type::List(_)
                | Type::Optional(_)
                | Type::Unknown => type_,
            };
            let words: Vec<String> =
                members.iter().map(|member| self::value(member, inner, laws)).collect();
            format!("{{{}}}", words.join(", "))
        }
        Value::None => "none".to_owned(),
    }
}

fn variant(position: u32, type_: &Type, laws: &Laws) -> String {
    let enumeration = match type_ {
        Type::Enum(enumeration) => *enumeration,
        Type::Optional(inner) | Type::Set(inner) => return variant(position, inner, laws),
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
        | Type::List(_)
        | Type::Unknown => return format!("value {position}"),
    };
    let position = usize::try_from(position).unwrap_or(usize::MAX);
    let variant = laws.enumerations[enumeration].variants.get(position);
    variant.map_or_else(String::new, |variant| variant.name.clone())
}

/// What stands at a place of the number line of a type.
pub fn on_line(place: &Number, type_: &Type, laws: &Laws) -> String {
    type_.at(place).map_or_else(|| number(place), |found| value(&found, type_, laws))
}

/// A number with its unit or currency.
pub fn quantity(figure: &Number, type_: &Type, laws: &Laws) -> String {
    let figure = number(figure);
    match type_ {
        Type::Money(currency) | Type::MoneyRange(currency) => format!("{figure} {currency}"),
        Type::Number(Some(unit)) | Type::NumberRange(Some(unit)) => {
            format!("{figure} {}", laws.units[*unit].name)
        }
        Type::Optional(inner) => match inner.as_ref() {
            Type::Money(currency) => format!("{figure} {currency}"),
            Type::Number(Some(unit)) => format!("{figure} {}", laws.units[*unit].name),
            Type::Number(None)
            | Type::Bool
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
            | Type::Unknown => figure,
        },
        Type::Number(None)
        | Type::NumberRange(None)
        | Type::Bool
        | Type::Date
        | Type::DateTime
        | Type::Duration(_)
        | Type::Country
        | Type::Text
        | Type::Enum(_)
        | Type::Set(_)
        | Type::List(_)
        | Type::Unknown => figure,
    }
}

/// What an expression came to, in a few words.
pub fn outcome(outcome: &Outcome, type_: &Type, laws: &Laws) -> String {
    match outcome {
        Outcome::Known(Value::Bool(true)) => "yes".to_owned(),
        Outcome::Known(Value::Bool(false)) => "no".to_owned(),
        Outcome::Known(known) => value(known, type_, laws),
        Outcome::Undetermined(open) => undetermined(open, type_, laws),
        Outcome::Failed(_) => "error".to_owned(),
    }
}

fn undetermined(open: &Undetermined, type_: &Type, laws: &Laws) -> String {
    match &open.possible {
        Possible::Anything | Possible::AnythingOrNone => "undetermined".to_owned(),
        Possible::Number(limits) => bounds(limits, |figure| quantity(figure, type_, laws)),
        Possible::Range(ends) => {
            let low = bounds(&ends.0, number);
            format!("{low} to {}", bounds(&ends.1, |figure| quantity(figure, type_, laws)))
        }
        Possible::Date(limits) => bounds(limits, Date::to_string),
        Possible::DateTime(limits) => bounds(limits, DateTime::to_string),
        Possible::OneOf(values) => {
            let words: Vec<String> =
                values.iter().map(|possible| value(possible, type_, laws)).collect();
            format!("undetermined ({})", words.join(" or "))
        }
    }
}

/// Between limits, in the words of a fact sheet: `above 500,000`, `at least 250`.
pub fn bounds<T>(limits: &Bounds<T>, word: impl Fn(&T) -> String) -> String {
    let low = limits.low.as_ref().map(|edge| {
        format!("{} {}", if edge.included { "at least" } else { "above" }, word(&edge.at))
    });
    let high = limits.high.as_ref().map(|edge| {
        format!("{} {}", if edge.included { "at most" } else { "below" }, word(&edge.at))
    });
    match (low, high) {
        (Some(low), Some(high)) => format!("{low} and {high}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "undetermined".to_owned(),
    }
}

/// An amount of a fine, or the share of a throttle.
pub fn amount(amount: &Amount) -> String {
    let one = |figure: &Number| match amount.currency {
        Some(_) => number(figure),
        None => share(figure),
    };
    let currency = amount.currency.map_or(String::new(), |currency| format!(" {currency}"));
    if let Some((low, high)) = amount.ends() {
        let zero = amount.currency.is_none() && low.is_zero() && !high.is_zero();
        return if low == high {
            format!("{}{currency}", one(&low))
        } else if zero {
            format!("up to {}", one(&high))
        } else {
            format!("{} to {}{currency}", one(&low), one(&high))
        };
    }
    match &amount.outcome {
        Outcome::Undetermined(open) => {
            if let Possible::Range(ends) = &open.possible
                && let Some(words) = open_range(ends, &currency, one)
            {
                return words;
            }
            let limits = match &open.possible {
                Possible::Number(limits) => limits.clone(),
                Possible::Range(ends) => {
                    Bounds { low: ends.0.low.clone(), high: ends.1.high.clone() }
                }
                Possible::Anything
                | Possible::AnythingOrNone
                | Possible::Date(_)
                | Possible::DateTime(_)
                | Possible::OneOf(_) => Bounds::unbounded(),
            };
            // That a fine is not negative says nothing.
            let low = limits.low.filter(|edge| !edge.at.is_zero());
            let limits = Bounds { low, high: limits.high };
            match limits {
                Bounds { low: None, high: None } => {
                    let of = amount.currency.map_or(String::new(), |it| format!(" in {it}"));
                    format!("an undetermined amount{of}")
                }
                limits => format!("{}{currency}", bounds(&limits, one)),
            }
        }
        Outcome::Failed(_) => "an amount that cannot be computed".to_owned(),
        Outcome::Known(_) => "no amount".to_owned(),
    }
}

/// A range whose lower end is known and whose upper end is not: `100 EUR to an amount not known`.
fn open_range(
    ends: &(Bounds<Number>, Bounds<Number>),
    currency: &str,
    one: impl Fn(&Number) -> String,
) -> Option<String> {
    let low = ends.0.single()?;
    // That the upper end is not below the lower one says nothing.
    let beyond = ends.1.low.clone().filter(|edge| edge.at > *low);
    let high = Bounds { low: beyond, high: ends.1.high.clone() };
    if low.is_zero() || high.single().is_some() {
        return None;
    }
    let high = match high {
        Bounds { low: None, high: None } => "an amount not known".to_owned(),
        high => format!("an amount {}{currency}", bounds(&high, &one)),
    };
    Some(format!("{}{currency} to {high}", one(low)))
}

/// Whether an amount is known to be zero.
pub fn is_nothing(amount: &Amount) -> bool {
    amount.ends().is_some_and(|(low, high)| low.is_zero() && high.is_zero())
}
