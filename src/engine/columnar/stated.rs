//! What a sheet states, as a row of the columns that a plan reads.

use crate::engine::columnar::column::Column;
use crate::engine::plan::{Input, Stated, Unit};
use crate::facts::{Instance, Known, Occurrences, Record, Sheet};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::Value;
use crate::language::law::Type;

/// What one place of a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A figure in the unit of the column; a truth as 0 or 1.
    Figure(i64),
    /// Known to be nothing.
    Nothing,
    /// Unknown, or more than a place can hold: bounds, histories, several occurrences.
    Unknown,
}

/// What an instance of a sheet states for a column.
pub fn cell(input: &Input, sheet: &Sheet, subject: Id<Instance>) -> Cell {
    let Some(instance) = sheet.reach(subject, input.of) else { return Cell::Unknown };
    let instance = &sheet.instances[instance];
    match input.stated {
        Stated::Fact(fact) => match instance.record(fact) {
            Some(Record::Always(entry)) => match &entry.known {
                Known::Value(value) => of_value(value, input.unit),
                Known::Bounds(_) | Known::Unknown => Cell::Unknown,
            },
            Some(Record::History(_) | Record::Periods(_) | Record::OwnPeriods(_)) | None => {
                Cell::Unknown
            }
        },
        // Past the day through which events are recorded, nothing is known of them.
        Stated::Event(_) if sheet.recorded_through.is_some() => Cell::Unknown,
        Stated::Event(event) => match instance.occurrences(event) {
            None => Cell::Nothing,
            Some(Occurrences::Recorded(occurrences)) => match occurrences.as_slice() {
                [] => Cell::Nothing,
                [only] => Cell::Figure(Date::FIRST.days_until(only.on)),
                _several => Cell::Unknown,
            },
            Some(Occurrences::Unknown(_)) => Cell::Unknown,
        },
    }
}

/// A value in a unit.
fn of_value(value: &Value, unit: Unit) -> Cell {
    let figure = match value {
        Value::Bool(truth) => Some(i64::from(*truth)),
        Value::Number(_) | Value::Date(_) | Value::Duration(_) => {
            value.on_line().and_then(|number| unit.figure(&number))
        }
        Value::Country(country) => Some(country.position()),
        Value::Variant(at) => Some(i64::from(*at)),
        Value::Set(elements) => bits(elements),
        Value::None => return Cell::Nothing,
        Value::Range(_) | Value::DateTime(_) | Value::Text(_) => None,
    };
    figure.map_or(Cell::Unknown, Cell::Figure)
}

/// A set of values of an enum as bits.
fn bits(elements: &[Value]) -> Option<i64> {
    elements.iter().try_fold(0_i64, |bits, element| {
        let Value::Variant(at) = element else { return None };
        (*at < 63).then(|| Some(bits | 1_i64.checked_shl(*at)?))?
    })
}

/// Adds a row to a column.
pub fn push(column: &mut Column, type_: &Type, cell: Cell) {
    let (figure, nothing, known) = match cell {
        Cell::Figure(figure) => (figure, 0, 1),
        Cell::Nothing => (0, 1, 1),
        Cell::Unknown => (0, 0, 0),
    };
    let rows = match *type_ == Type::Bool {
        true => {
            column.truths.push(u8::from(figure == 1));
            column.truths.len()
        }
        false => {
            column.figures.push(figure);
            column.figures.len()
        }
    };
    mark(&mut column.nothing, nothing, 0, rows);
    mark(&mut column.known, known, 1, rows);
}

/// Adds a mark; the list stays empty while all marks are the usual one.
fn mark(marks: &mut Vec<u8>, mark: u8, usual: u8, rows: usize) {
    if marks.is_empty() && mark != usual {
        marks.resize(rows.saturating_sub(1), usual);
    }
    if mark != usual || !marks.is_empty() {
        marks.push(mark);
    }
}
