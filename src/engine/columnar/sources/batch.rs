//! Values of Arrow columns, as a sheet states them; what is only nearly a number is refused.

use crate::engine::columnar::record::Header;
use crate::engine::columnar::sinks::json;
use crate::facts::document::{Content, Node, Scalar};
use crate::ground::diagnostic::{Code, Found};
use crate::ground::text::Span;
use crate::ground::time::Date;
use arrow::array::cast::AsArray;
use arrow::array::{Array, ArrayRef, RecordBatch};
use arrow::datatypes::{
    ArrowPrimitiveType, DataType, Date32Type, Decimal128Type, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text, read by the type that its column expects.
    Text(String),
    /// A value of its own.
    Node(Node),
}

/// What is wrong with a floating number that is not a whole one.
const FLOATING: &str = "write decimals or whole numbers: a floating number is not exact";

/// Whether values of a type can be read exactly; what is wrong where they cannot.
#[expect(clippy::wildcard_enum_match_arm, reason = "the types of Arrow are not ours")]
pub fn readable(type_: &DataType) -> Result<(), String> {
    match type_ {
        DataType::Boolean
        | DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::Int64
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32
        | DataType::UInt64
        | DataType::Decimal128(..)
        | DataType::Date32
        | DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Null => Ok(()),
        DataType::List(field) | DataType::LargeList(field) => readable(field.data_type()),
        DataType::Dictionary(_, values) => readable(values),
        // Of these, whole numbers are read.
        DataType::Float32 | DataType::Float64 => Ok(()),
        other => Err(format!("columns of {other} are not read: write texts, dates or decimals")),
    }
}

/// The value of a row; `None` where there is none.
#[expect(clippy::wildcard_enum_match_arm, reason = "the types of Arrow are not ours")]
pub fn value(array: &ArrayRef, at: usize, span: Span, found: &mut Found) -> Option<Value> {
    if array.is_null(at) {
        return None;
    }
    let node = |content: Content| Some(Value::Node(Node { content, span }));
    let bare = |text: String| node(Content::Scalar(Scalar { text, quoted: false }));
    match array.data_type() {
        DataType::Boolean => bare(array.as_boolean().value(at).to_string()),
        DataType::Int8 => bare(digits::<Int8Type>(array, at)),
        DataType::Int16 => bare(digits::<Int16Type>(array, at)),
        DataType::Int32 => bare(digits::<Int32Type>(array, at)),
        DataType::Int64 => bare(digits::<Int64Type>(array, at)),
        DataType::UInt8 => bare(digits::<UInt8Type>(array, at)),
        DataType::UInt16 => bare(digits::<UInt16Type>(array, at)),
        DataType::UInt32 => bare(digits::<UInt32Type>(array, at)),
        DataType::UInt64 => bare(digits::<UInt64Type>(array, at)),
        DataType::Decimal128(_, scale) => {
            bare(decimal(array.as_primitive::<Decimal128Type>().value(at), *scale))
        }
        DataType::Date32 => {
            let days = i64::from(array.as_primitive::<Date32Type>().value(at));
            let day = Date::of(1970, 1, 1).and_then(|epoch| epoch.plus_days(days));
            match day {
                Some(day) => Some(Value::Text(day.to_string())),
                None => {
                    found.report(Code::E0608, span, "a date before 0001 or past 9999");
                    None
                }
            }
        }
        DataType::Utf8 => Some(Value::Text(array.as_string::<i32>().value(at).to_owned())),
        DataType::LargeUtf8 => Some(Value::Text(array.as_string::<i64>().value(at).to_owned())),
        DataType::Utf8View => Some(Value::Text(array.as_string_view().value(at).to_owned())),
        DataType::List(_) => node(list(&array.as_list::<i32>().value(at), span, found)),
        DataType::LargeList(_) => node(list(&array.as_list::<i64>().value(at), span, found)),
        // Whole numbers below 2^24 and 2^53 are held exactly; zero may have a sign, which goes.
        DataType::Float32 => {
            let number = array.as_primitive::<Float32Type>().value(at);
            match number.fract() == 0.0 && number.abs() < 16_777_216.0 {
                true => bare(format!("{:.0}", number + 0.0)),
                false => floating(span, found),
            }
        }
        DataType::Float64 => {
            let number = array.as_primitive::<Float64Type>().value(at);
            match number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
                true => bare(format!("{:.0}", number + 0.0)),
                false => floating(span, found),
            }
        }
        other => {
            let why = readable(other).err().unwrap_or_default();
            found.report(Code::E1014, span, "a column of this type is not read").help(why);
            None
        }
    }
}

fn floating(span: Span, found: &mut Found) -> Option<Value> {
    found.report(Code::E0606, span, "a floating number that is not whole").help(FLOATING);
    None
}

fn digits<T: ArrowPrimitiveType>(array: &ArrayRef, at: usize) -> String
where
    T::Native: std::fmt::Display,
{
    array.as_primitive::<T>().value(at).to_string()
}

/// A decimal of so many places, without zeros before or behind it that say nothing.
fn decimal(unscaled: i128, scale: i8) -> String {
    let sign = if unscaled < 0 { "-" } else { "" };
    let digits = unscaled.unsigned_abs().to_string();
    let places = match usize::try_from(scale) {
        Ok(places) => places,
        Err(_) => {
            return format!("{sign}{digits}{}", "0".repeat(usize::from(scale.unsigned_abs())));
        }
    };
    let digits = format!("{}{digits}", "0".repeat((places + 1).saturating_sub(digits.len())));
    let (whole, fraction) = digits.split_at(digits.len() - places);
    match fraction.is_empty() {
        true => format!("{sign}{whole}"),
        false => format!("{sign}{whole}.{fraction}"),
    }
}

fn list(items: &ArrayRef, span: Span, found: &mut Found) -> Content {
    let one = |at: usize| match value(items, at, span, found) {
        Some(Value::Node(node)) => node,
        Some(Value::Text(text)) => {
            Node { content: Content::Scalar(Scalar { text, quoted: true }), span }
        }
        None => {
            let text = "null".to_owned();
            Node { content: Content::Scalar(Scalar { text, quoted: false }), span }
        }
    };
    Content::List((0..items.len()).map(one).collect())
}

/// A row as a line of JSON.
pub fn original(header: &Header, batch: &RecordBatch, at: usize) -> String {
    let mut out = Vec::new();
    for (position, (heading, array)) in header.headings.iter().zip(batch.columns()).enumerate() {
        out.push(if position == 0 { b'{' } else { b',' });
        json::text(&mut out, &heading.name);
        out.push(b':');
        let span = Span::new(crate::ground::table::Id::at(0), position, position);
        match value(array, at, span, &mut Found::new()) {
            None => out.extend_from_slice(b"null"),
            Some(Value::Text(text)) => json::text(&mut out, &text),
            Some(Value::Node(node)) => shown(&mut out, &node),
        }
    }
    if out.is_empty() {
        out.push(b'{');
    }
    out.push(b'}');
    String::from_utf8_lossy(&out).into_owned()
}

fn shown(out: &mut Vec<u8>, node: &Node) {
    match &node.content {
        Content::Scalar(scalar) if scalar.quoted => json::text(out, &scalar.text),
        Content::Scalar(scalar) => out.extend_from_slice(scalar.text.as_bytes()),
        Content::List(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                shown(out, item);
            }
            out.push(b']');
        }
        // No column holds one.
        Content::Map(_) => out.extend_from_slice(b"{}"),
    }
}
