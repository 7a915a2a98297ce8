//! Arrow columns, such as Parquet has them, read into the columns of a plan.
//!
//! As with lines of JSON, what is common and plain is taken; a row with anything else is read as a sheet.

use crate::engine::columnar::column::Column;
use crate::engine::columnar::scan::Reading;
use crate::engine::columnar::stated::{Cell, push};
use crate::ground::time::Date;
use crate::language::law::Type;
use arrow::array::cast::AsArray;
use arrow::array::{Array, ArrayRef};
use arrow::datatypes::{
    ArrowPrimitiveType, DataType, Date32Type, Decimal128Type, Int8Type, Int16Type, Int32Type,
    Int64Type, UInt8Type, UInt16Type, UInt32Type,
};

/// How the values of a column are read.
#[derive(Clone, Copy, Debug)]
pub struct Place<'r> {
    /// The type of the fact, or a date.
    pub type_: &'r Type,
    /// How a value is read.
    pub reading: &'r Reading,
    /// What an empty place says.
    pub absent: Cell,
    /// Whether it may be nothing.
    pub optional: bool,
}

/// Reads an array into a column; rows that are not plain are marked in `odd`. `None` where no row of an
/// array of this type is plain: nothing has been read then.
pub fn read(
    array: &ArrayRef,
    place: Place<'_>,
    column: &mut Column,
    odd: &mut [bool],
) -> Option<()> {
    let cell = cells(array, place)?;
    for (at, odd) in odd.iter_mut().enumerate() {
        let read = match array.is_null(at) {
            true => Some(place.absent),
            false => cell(at),
        };
        *odd |= read.is_none();
        push(column, place.type_, read.unwrap_or(Cell::Unknown));
    }
    Some(())
}

/// A function that reads a row; `None` of one that is not plain.
type Cells<'a> = Box<dyn Fn(usize) -> Option<Cell> + 'a>;

fn cells<'a>(array: &'a ArrayRef, place: Place<'a>) -> Option<Cells<'a>> {
    match (place.reading, array.data_type()) {
        (Reading::Truth, DataType::Boolean) => {
            let truths = array.as_boolean();
            Some(Box::new(move |at| Some(Cell::Figure(i64::from(truths.value(at))))))
        }
        (Reading::Decimal(places), DataType::Int8) => whole::<Int8Type>(array, *places),
        (Reading::Decimal(places), DataType::Int16) => whole::<Int16Type>(array, *places),
        (Reading::Decimal(places), DataType::Int32) => whole::<Int32Type>(array, *places),
        (Reading::Decimal(places), DataType::Int64) => whole::<Int64Type>(array, *places),
        (Reading::Decimal(places), DataType::UInt8) => whole::<UInt8Type>(array, *places),
        (Reading::Decimal(places), DataType::UInt16) => whole::<UInt16Type>(array, *places),
        (Reading::Decimal(places), DataType::UInt32) => whole::<UInt32Type>(array, *places),
        (Reading::Decimal(places), DataType::Decimal128(_, scale)) => {
            let missing = places.checked_sub(u32::try_from(*scale).ok()?)?;
            let values = array.as_primitive::<Decimal128Type>();
            Some(Box::new(move |at| figure(i64::try_from(values.value(at)).ok()?, missing)))
        }
        (Reading::Day, DataType::Date32) => {
            let values = array.as_primitive::<Date32Type>();
            let epoch = Date::FIRST.days_until(Date::of(1970, 1, 1)?);
            let last = Date::FIRST.days_until(Date::LAST);
            Some(Box::new(move |at| {
                let day = epoch.checked_add(i64::from(values.value(at)))?;
                (0..=last).contains(&day).then_some(Cell::Figure(day))
            }))
        }
        (Reading::Day | Reading::Country | Reading::Name(_), DataType::Utf8) => {
            let texts = array.as_string::<i32>();
            Some(Box::new(move |at| place.reading.text(texts.value(at), place.optional)))
        }
        (Reading::Day | Reading::Country | Reading::Name(_), DataType::LargeUtf8) => {
            let texts = array.as_string::<i64>();
            Some(Box::new(move |at| place.reading.text(texts.value(at), place.optional)))
        }
        (Reading::Day | Reading::Country | Reading::Name(_), DataType::Utf8View) => {
            let texts = array.as_string_view();
            Some(Box::new(move |at| place.reading.text(texts.value(at), place.optional)))
        }
        (_, _) => None,
    }
}

fn whole<'a, T: ArrowPrimitiveType>(array: &'a ArrayRef, places: u32) -> Option<Cells<'a>>
where
    T::Native: Into<i64>,
{
    let values = array.as_primitive::<T>();
    Some(Box::new(move |at| figure(values.value(at).into(), places)))
}

/// A figure with so many more decimal places. Whether it may be below zero is told by the reader of
/// sheets.
fn figure(figure: i64, missing: u32) -> Option<Cell> {
    const MOST: i64 = 1_000_000_000_000_000_000;
    let figure = figure.checked_mul(10_i64.checked_pow(missing)?)?;
    (0..MOST).contains(&figure).then_some(Cell::Figure(figure))
}

/// The texts of a column that are handed through; `None` of one that holds none.
#[expect(clippy::wildcard_enum_match_arm, reason = "the types of Arrow are not ours")]
pub fn texts<'a>(array: &'a ArrayRef) -> Option<Box<dyn Fn(usize) -> &'a str + 'a>> {
    match array.data_type() {
        DataType::Utf8 => {
            let texts = array.as_string::<i32>();
            Some(Box::new(move |at| texts.value(at)))
        }
        DataType::LargeUtf8 => {
            let texts = array.as_string::<i64>();
            Some(Box::new(move |at| texts.value(at)))
        }
        DataType::Utf8View => {
            let texts = array.as_string_view();
            Some(Box::new(move |at| texts.value(at)))
        }
        _ => None,
    }
}
