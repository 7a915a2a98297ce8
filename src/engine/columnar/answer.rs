//! What a computed column says of a row, as a value of the language.

use crate::engine::columnar::column::Column;
use crate::engine::plan::Unit;
use crate::ground::value::{Country, Number, Value};
use crate::language::law::Type;

/// The value of a row; `None` where it is unknown here.
pub fn value(column: &Column, row: usize, type_: &Type, unit: Unit) -> Option<Value> {
    if !column.is_known(row) {
        return None;
    }
    if column.is_nothing(row) {
        return Some(Value::None);
    }
    let plain = if let Type::Optional(inner) = type_ { inner.as_ref() } else { type_ };
    if *plain == Type::Bool {
        return column.truth(row).map(Value::Bool);
    }
    let figure = column.figure(row)?;
    match plain {
        Type::Country => Country::at_position(figure).map(Value::Country),
        Type::Enum(_) => u32::try_from(figure).ok().map(Value::Variant),
        Type::Bool
        | Type::Number(_)
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
        | Type::Unknown => plain.at(&Number::whole(figure).mul(&unit.number()).ok()?),
    }
}
