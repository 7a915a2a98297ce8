//! Exact values: rationals, bounds, truth with undetermined, and the values of the language.

pub mod number;
pub mod round;
pub mod truth;
pub mod bounds;
pub mod place;

pub use bounds::{Bounds, Edge};
pub use number::{Number, TooLarge};
pub use place::{Country, Currency};
pub use round::Rounding;
pub use truth::Truth;

use crate::ground::time::{Date, DateTime, Duration};
use std::sync::Arc;

/// A known value. Its unit, currency or enum is that of its type: the checker has seen to that.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// True or false.
    Bool(bool),
    /// A number, or an amount of money in the currency of the type.
    Number(Number),
    /// A range of amounts, both ends included; a single amount has equal ends.
    Range(Box<(Number, Number)>),
    /// A civil date.
    Date(Date),
    /// A civil local day and minute.
    DateTime(DateTime),
    /// A duration of one of the three families.
    Duration(Duration),
    /// A country.
    Country(Country),
    /// A text.
    Text(Arc<str>),
    /// A value of an enum, by its position in the declaration.
    Variant(u32),
    /// A set, sorted and without repetition.
    Set(Arc<[Value]>),
    /// Known to be nothing.
    None,
}

impl Value {
    /// Its place on the number line of its type: a number or an amount itself, a duration counted in
    /// its own unit, a date by its day; `None` for what stands on no line.
    pub fn on_line(&self) -> Option<Number> {
        match self {
            Value::Number(number) => Some(number.clone()),
            Value::Duration(duration) => Some(Number::whole(duration.amount)),
            Value::Date(date) => Some(Number::whole(Date::FIRST.days_until(*date))),
            Value::Bool(_)
            | Value::Range(_)
            | Value::DateTime(_)
            | Value::Country(_)
            | Value::Text(_)
            | Value::Variant(_)
            | Value::Set(_)
            | Value::None => None,
        }
    }
}
