//! What a scale or a table is asked: a value, or the values still possible, held against a cell.

use crate::engine::eval::moving::{Drift, Moving, earlier};
use crate::engine::verdict::{Outcome, Possible};
use crate::ground::time::Date;
use crate::ground::value::{Bounds, Number, Rounding, Value};
use crate::language::law::{Cell, Laws, Type};

/// One of several values, or values within bounds.
#[derive(Debug)]
pub(super) struct Asked {
    values: Values,
    /// Whether it may be nothing, which only `any` admits.
    pub none: bool,
    /// Whether only whole numbers lie on the line.
    whole: bool,
}

#[derive(Debug)]
enum Values {
    /// These; none of them where it is certainly nothing.
    Few(Vec<Value>),
    /// Any within bounds.
    Within(Bounds<Number>),
    /// Any of its type, which has no line.
    All,
}

impl Asked {
    /// What an operand that came to `outcome` may be, in a column of a type. What cannot be evaluated
    /// may be anything.
    pub fn of(outcome: &Outcome, type_: &Type, laws: &Laws) -> Self {
        let whole = matches!(type_, Type::Date | Type::Duration(_));
        let (values, none) = match outcome {
            Outcome::Known(value) => few(std::slice::from_ref(value)),
            Outcome::Failed(_) => (any(type_, laws), false),
            Outcome::Undetermined(open) => match &open.possible {
                Possible::OneOf(values) => few(values),
                Possible::Number(bounds) => (Values::Within(bounds.clone()), false),
                Possible::Date(bounds) => {
                    (bounds.placed(day_on_line).map_or(Values::All, Values::Within), false)
                }
                Possible::Anything | Possible::Range(_) | Possible::DateTime(_) => {
                    (any(type_, laws), false)
                }
                Possible::AnythingOrNone => (any(type_, laws), true),
            },
        };
        // A condition that is nothing does not hold.
        if *type_ == Type::Bool && none {
            let mut values = match values {
                Values::Few(values) => values,
                Values::Within(_) | Values::All => vec![Value::Bool(true)],
            };
            values.push(Value::Bool(false));
            return Self { values: Values::Few(values), none: false, whole };
        }
        let values = match values {
            Values::Within(bounds) if whole => Values::Within(bounds.whole()),
            Values::Few(_) | Values::Within(_) | Values::All => values,
        };
        Self { values, none, whole }
    }

    /// Whether a cell admits some of what it may be.
    pub fn meets(&self, cell: &Cell) -> bool {
        match (cell, &self.values) {
            (Cell::Any, _) => true,
            (Cell::OneOf(values), Values::All) => !values.is_empty(),
            (Cell::NoneOf(_) | Cell::Within(_), Values::All) => true,
            (_, Values::Few(values)) => values.iter().any(|value| admits(cell, value)),
            (Cell::NoneOf(_), Values::Within(_)) => true,
            (Cell::OneOf(values), Values::Within(bounds)) => {
                values.iter().filter_map(Value::on_line).any(|at| bounds.holds(&at))
            }
            (Cell::Within(limits), Values::Within(bounds)) => {
                let both = bounds.and(limits);
                let both = if self.whole { both.whole() } else { both };
                !both.is_empty()
            }
        }
    }

    /// Whether two cells admit something in common that it may be.
    pub fn meets_both(&self, one: &Cell, two: &Cell) -> bool {
        match (one, two) {
            (Cell::Any, other) | (other, Cell::Any) => self.meets(other),
            (Cell::OneOf(values), other) | (other, Cell::OneOf(values)) => {
                let common = values.iter().filter(|value| admits(other, value)).cloned();
                self.meets(&Cell::OneOf(common.collect()))
            }
            (Cell::Within(one), Cell::Within(two)) => self.meets(&Cell::Within(one.and(two))),
            (Cell::NoneOf(one), Cell::NoneOf(two)) => {
                let mut both = [one.as_slice(), two].concat();
                both.sort();
                self.meets(&Cell::NoneOf(both))
            }
            (Cell::NoneOf(_), Cell::Within(_)) | (Cell::Within(_), Cell::NoneOf(_)) => true,
        }
    }
}

fn few(values: &[Value]) -> (Values, bool) {
    let some = values.iter().filter(|value| **value != Value::None).cloned();
    (Values::Few(some.collect()), values.contains(&Value::None))
}

/// Every value of a type.
fn any(type_: &Type, laws: &Laws) -> Values {
    match type_ {
        Type::Bool => Values::Few([false, true].map(Value::Bool).into()),
        Type::Enum(of) => {
            let count = laws.enumerations[*of].variants.len();
            let all = (0..count).filter_map(|at| u32::try_from(at).ok());
            Values::Few(all.map(Value::Variant).collect())
        }
        Type::Number(_) | Type::Money(_) | Type::Date | Type::Duration(_) => {
            Values::Within(Bounds::unbounded())
        }
        Type::NumberRange(_)
        | Type::MoneyRange(_)
        | Type::DateTime
        | Type::Country
        | Type::Text
        | Type::Set(_)
        | Type::List(_)
        | Type::Optional(_)
        | Type::Unknown => Values::All,
    }
}

/// Whether a cell admits a value.
fn admits(cell: &Cell, value: &Value) -> bool {
    match cell {
        Cell::Any => true,
        Cell::OneOf(values) => values.binary_search(value).is_ok(),
        Cell::NoneOf(values) => values.binary_search(value).is_err(),
        Cell::Within(bounds) => value.on_line().is_some_and(|at| bounds.holds(&at)),
    }
}

/// The next day on which an operand may lie otherwise to one of these cells: what moves so many days a
/// day comes to an edge of theirs, or leaves it.
pub(super) fn same_until<'c>(
    operand: &Moving,
    cells: impl Iterator<Item = &'c Cell>,
    on: Date,
) -> Option<Date> {
    let days = match operand.drift {
        Drift::Still => return operand.horizon,
        Drift::Days(days) => Number::whole(days),
        Drift::Months { .. } | Drift::WorkingDays { .. } => return operand.lasts(on),
    };
    let Some(ends) = ends(&operand.outcome) else { return operand.lasts(on) };
    let mut next = operand.horizon;
    for edge in cells.flat_map(edges) {
        for end in &ends {
            let ahead = edge.sub(end);
            let first = match ahead.is_zero() {
                true => Some(Number::ONE),
                // What lies behind is never met again.
                false => ahead.div(&days).filter(|days| !days.is_negative()),
            };
            let first = first.and_then(|days| days.to_whole(Rounding::Upward).to_i64());
            next = earlier(next, first.and_then(|days| on.plus_days(days)));
        }
    }
    next
}

/// Where on its line an operand may begin and end; `None` where it stands on none.
fn ends(outcome: &Outcome) -> Option<Vec<Number>> {
    match outcome {
        Outcome::Known(value) => value.on_line().map(|at| vec![at]),
        Outcome::Failed(_) => None,
        Outcome::Undetermined(open) => match &open.possible {
            Possible::OneOf(values) => values.iter().map(Value::on_line).collect(),
            Possible::Number(bounds) => Some(edges_of(bounds)),
            Possible::Date(bounds) => bounds.placed(day_on_line).map(|bounds| edges_of(&bounds)),
            Possible::Anything | Possible::AnythingOrNone => Some(Vec::new()),
            Possible::Range(_) | Possible::DateTime(_) => None,
        },
    }
}

/// The edges of what a cell admits on a line.
fn edges(cell: &Cell) -> Vec<Number> {
    match cell {
        Cell::Any | Cell::NoneOf(_) => Vec::new(),
        Cell::OneOf(values) => values.iter().filter_map(Value::on_line).collect(),
        Cell::Within(bounds) => edges_of(bounds),
    }
}

/// The edges of bounds, both included: only days and durations move, and they are whole.
fn edges_of(bounds: &Bounds<Number>) -> Vec<Number> {
    let Bounds { low, high } = bounds.whole();
    low.into_iter().chain(high).map(|edge| edge.at).collect()
}

fn day_on_line(date: &Date) -> Option<Number> {
    Value::Date(*date).on_line()
}
