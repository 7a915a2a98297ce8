//! The values of a column, cut into stretches at every edge that its cells write.

use crate::ground::value::{Bounds, Country, Edge, Number, Value};
use crate::language::check::exhaustive::{Run, Runs};
use crate::language::law::{Cell, Type};
use std::collections::BTreeSet;

/// A place between two numbers: just before one, or just after it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    /// The number.
    pub at: Number,
    /// Whether the number itself lies before the cut.
    pub after: bool,
}

/// How the values of a column are cut.
#[derive(Clone, Debug)]
pub(super) enum Stretches {
    /// On a number line: the first stretch ends at the first cut, the last has no end.
    Line {
        /// In order.
        cuts: Vec<Cut>,
        /// The type, which says which numbers are values.
        type_: Type,
    },
    /// One by one.
    Values {
        /// Each its own stretch, in order.
        values: Vec<Value>,
        /// One stretch more for all others, where there are others of this type.
        others: Option<Type>,
    },
}

impl Stretches {
    /// Those of a column of a type with these cells.
    pub fn of<'c>(
        type_: &Type,
        variants: usize,
        cells: impl Iterator<Item = &'c Cell> + Clone,
    ) -> Self {
        let written = || -> BTreeSet<Value> {
            let values = cells.clone().filter_map(|cell| match cell {
                Cell::OneOf(values) => Some(values.iter().cloned()),
                Cell::Any | Cell::NoneOf(_) | Cell::Within(_) => None,
            });
            values.flatten().collect()
        };
        match type_ {
            Type::Bool => {
                Stretches::Values { values: [false, true].map(Value::Bool).into(), others: None }
            }
            Type::Enum(_) => {
                let all = (0..variants).filter_map(|at| u32::try_from(at).ok());
                Stretches::Values { values: all.map(Value::Variant).collect(), others: None }
            }
            Type::Country | Type::Text => {
                let values = written().into_iter().collect();
                Stretches::Values { values, others: Some(type_.clone()) }
            }
            Type::Number(_)
            | Type::Money(_)
            | Type::NumberRange(_)
            | Type::MoneyRange(_)
            | Type::Date
            | Type::DateTime
            | Type::Duration(_)
            | Type::Set(_)
            | Type::List(_)
            | Type::Optional(_)
            | Type::Unknown => {
                let mut cuts: Vec<Cut> = Vec::new();
                for cell in cells {
                    for bounds in pieces(cell) {
                        cuts.extend(low(&bounds, type_).into_iter().chain(high(&bounds, type_)));
                    }
                }
                cuts.sort();
                cuts.dedup();
                Stretches::Line { cuts, type_: type_.clone() }
            }
        }
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        let count = match self {
            Stretches::Line { cuts, .. } => cuts.len() + 1,
            Stretches::Values { values, others } => values.len() + usize::from(others.is_some()),
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// The stretches that a cell admits.
    pub fn runs(&self, cell: &Cell) -> Runs {
        if *cell == Cell::Any {
            return vec![(0, self.count())];
        }
        let mut runs: Runs = match self {
            Stretches::Line { cuts, type_ } => {
                let piece = |bounds: Bounds<Number>| {
                    let from = low(&bounds, type_).map_or(0, |cut| place(cuts, &cut));
                    let until = high(&bounds, type_).map_or(self.count(), |cut| place(cuts, &cut));
                    (from, until)
                };
                pieces(cell).into_iter().map(piece).collect()
            }
            Stretches::Values { values, .. } => {
                let one = |value: &Value| {
                    let at = u32::try_from(values.binary_search(value).ok()?).ok()?;
                    Some((at, at + 1))
                };
                match cell {
                    Cell::OneOf(values) => values.iter().filter_map(one).collect(),
                    Cell::Any | Cell::NoneOf(_) | Cell::Within(_) => Vec::new(),
                }
            }
        };
        runs.retain(|run| run.0 < run.1);
        joined(runs)
    }

    /// The cell that admits some stretches.
    pub fn cell(&self, run: Run) -> Cell {
        if run == (0, self.count()) {
            return Cell::Any;
        }
        match self {
            Stretches::Line { cuts, .. } => {
                let edge = |at: u32, low: bool| {
                    let cut = cuts.get(at.checked_sub(1)? as usize)?;
                    Some(Edge { at: cut.at.clone(), included: cut.after != low })
                };
                Cell::Within(Bounds { low: edge(run.0, true), high: edge(run.1, false) })
            }
            Stretches::Values { values, .. } => {
                let inside = values.get(run.0 as usize..run.1 as usize);
                match inside {
                    Some(inside) => Cell::OneOf(inside.into()),
                    // The last stretch stands for all others.
                    None => Cell::NoneOf(values.get(..run.0 as usize).unwrap_or(&[]).into()),
                }
            }
        }
    }

    /// A value of some stretches, the plainest there is.
    pub fn example(&self, run: Run) -> Option<Value> {
        match self {
            Stretches::Values { values, others } => match values.get(run.0 as usize) {
                Some(value) => Some(value.clone()),
                None => other(values, others.as_ref()?),
            },
            Stretches::Line { cuts, type_ } => {
                let end = |at: u32| cuts.get(at as usize);
                let low = run.0.checked_sub(1).and_then(end);
                let high = run.1.checked_sub(1).and_then(end);
                type_.at(&between(low, high))
            }
        }
    }
}

/// Runs that touch one another made one.
fn joined(mut runs: Runs) -> Runs {
    runs.sort_unstable();
    let mut all: Runs = Vec::with_capacity(runs.len());
    for run in runs {
        match all.last_mut() {
            Some(last) if run.0 <= last.1 => last.1 = last.1.max(run.1),
            Some(_) | None => all.push(run),
        }
    }
    all
}

/// What a cell admits on a number line.
fn pieces(cell: &Cell) -> Vec<Bounds<Number>> {
    match cell {
        Cell::Any | Cell::NoneOf(_) => Vec::new(),
        Cell::Within(bounds) => vec![bounds.clone()],
        Cell::OneOf(values) => {
            values.iter().filter_map(Value::on_line).map(Bounds::exactly).collect()
        }
    }
}

fn low(bounds: &Bounds<Number>, type_: &Type) -> Option<Cut> {
    let edge = bounds.low.as_ref()?;
    cut(Cut { at: edge.at.clone(), after: !edge.included }, type_)
}

fn high(bounds: &Bounds<Number>, type_: &Type) -> Option<Cut> {
    let edge = bounds.high.as_ref()?;
    cut(Cut { at: edge.at.clone(), after: edge.included }, type_)
}

/// A cut in the one form it has among the values of a type; `None` where no value lies before it or
/// none behind it.
fn cut(cut: Cut, type_: &Type) -> Option<Cut> {
    if !counts_whole(type_) || !cut.after {
        return Some(cut);
    }
    Some(Cut { at: cut.at.add(&Number::ONE), after: false })
}

/// Whether only whole numbers are values: days, months, hours.
pub(super) fn counts_whole(type_: &Type) -> bool {
    match type_ {
        Type::Date | Type::Duration(_) => true,
        Type::Bool
        | Type::Number(_)
        | Type::Money(_)
        | Type::NumberRange(_)
        | Type::MoneyRange(_)
        | Type::DateTime
        | Type::Country
        | Type::Text
        | Type::Enum(_)
        | Type::Set(_)
        | Type::List(_)
        | Type::Optional(_)
        | Type::Unknown => false,
    }
}

/// The stretch that begins at a cut.
fn place(cuts: &[Cut], cut: &Cut) -> u32 {
    let before = cuts.partition_point(|other| other < cut);
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

/// A number between two cuts: an edge that is included, else one step from an edge, else the middle.
fn between(low: Option<&Cut>, high: Option<&Cut>) -> Number {
    let fits = |number: &Number| {
        let above = low.is_none_or(|cut| cut.at < *number || (cut.at == *number && !cut.after));
        above && high.is_none_or(|cut| *number < cut.at || (cut.at == *number && cut.after))
    };
    let cent = Number::ratio(1, 100).unwrap_or(Number::ONE);
    let mut tried: Vec<Number> = vec![Number::ZERO];
    if let Some(cut) = high {
        tried = vec![cut.at.clone(), cut.at.sub(&Number::ONE), cut.at.sub(&cent)];
    }
    if let Some(cut) = low {
        tried.splice(0..0, [cut.at.clone(), cut.at.add(&Number::ONE), cut.at.add(&cent)]);
    }
    let middle = match (low, high) {
        (Some(low), Some(high)) => low.at.add(&high.at).div(&Number::whole(2)),
        (_, _) => None,
    };
    tried.extend(middle);
    let first = tried.first().cloned().unwrap_or(Number::ZERO);
    tried.into_iter().find(fits).unwrap_or(first)
}

/// A value of a type that is none of these.
fn other(values: &[Value], type_: &Type) -> Option<Value> {
    let missing = |value: &Value| values.binary_search(value).is_err();
    if *type_ == Type::Text {
        let words = std::iter::once("another".to_owned());
        let mut words = words.chain((2..).map(|number| format!("another {number}")));
        return words.find_map(|words| Some(Value::Text(words.as_str().into())).filter(missing));
    }
    let codes = ["US", "GB", "CH", "JP"].into_iter().map(str::to_owned);
    let letters = || (b'A'..=b'Z').map(char::from);
    let all = letters().flat_map(|one| letters().map(move |two| format!("{one}{two}")));
    let mut countries = codes.chain(all).filter_map(|code| Country::of(&code)).map(Value::Country);
    countries.find(missing)
}
