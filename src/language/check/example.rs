//! Values in messages, as the law would write them: `4 months`, `29_316 EUR`, `public`.

use crate::ground::time::Family;
use crate::ground::value::{Number, Value};
use crate::language::check::scope::Checker;
use crate::language::law::Type;

impl Checker<'_> {
    /// A value of a type in the words of a law.
    pub fn example(&self, value: &Value, type_: &Type) -> String {
        match value {
            Value::Bool(truth) => truth.to_string(),
            Value::Number(number) => match type_ {
                Type::Money(currency) | Type::MoneyRange(currency) => {
                    format!("{} {currency}", grouped(number))
                }
                Type::Number(_)
                | Type::NumberRange(_)
                | Type::Bool
                | Type::Date
                | Type::DateTime
                | Type::Duration(_)
                | Type::Country
                | Type::Text
                | Type::Enum(_)
                | Type::Set(_)
                | Type::List(_)
                | Type::Optional(_)
                | Type::Unknown => grouped(number),
            },
            Value::Range(ends) => format!("{} to {}", grouped(&ends.0), grouped(&ends.1)),
            Value::Date(date) => date.to_string(),
            Value::DateTime(minute) => minute.to_string(),
            Value::Duration(duration) => {
                let word = match duration.family {
                    Family::Days => "day",
                    Family::Months => "month",
                    Family::Hours => "hour",
                    Family::WorkingDays => "working day",
                };
                let plural = if duration.amount.abs() == 1 { "" } else { "s" };
                format!("{} {word}{plural}", grouped(&Number::whole(duration.amount)))
            }
            Value::Country(country) => country.to_string(),
            Value::Text(text) => format!("{text:?}"),
            Value::Variant(at) => self.variant_name(*at, type_),
            Value::Set(_) => "a set".to_owned(),
            Value::None => "none".to_owned(),
        }
    }

    fn variant_name(&self, at: u32, type_: &Type) -> String {
        let name = || {
            let Type::Enum(of) = type_ else { return None };
            let row = self.laws.enumerations.find(*of)?;
            Some(row.variants.get(usize::try_from(at).ok()?)?.name.clone())
        };
        name().unwrap_or_else(|| format!("value {at}"))
    }
}

/// The digits of a number in groups of three where there are five or more: `29_316.5`.
fn grouped(number: &Number) -> String {
    let written = number.to_string();
    let digits = written.strip_prefix('-').unwrap_or(&written);
    let (whole, rest) = match digits.find(['.', '/']) {
        Some(at) => digits.split_at_checked(at).unwrap_or((digits, "")),
        None => (digits, ""),
    };
    if whole.len() < 5 || rest.starts_with('/') {
        return written;
    }
    let mut out = String::from(if written.starts_with('-') { "-" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out + rest
}
