//! Decision tables: one answer for each combination of what is asked.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::value::{Bounds, Number, Value};
use crate::language::law::{Basis, Expression, Law, Type};

/// A decision table. It is complete and its rows exclude each other: the checker has seen to that.
#[derive(Clone, Debug)]
pub struct DecisionTable {
    /// Its name, `late_fee`.
    pub name: String,
    /// What reports call it.
    pub label: Option<String>,
    /// `///` lines, joined.
    pub documentation: String,
    /// The law it belongs to; `None` for one of a vocabulary.
    pub law: Option<Id<Law>>,
    /// What it is asked.
    pub columns: Vec<Column>,
    /// What it answers.
    pub gives: Type,
    /// Its rows in order.
    pub rows: Vec<Row>,
    /// Which row answers which cases: together they hold every case, and no two a case in common.
    pub cases: Vec<Cases>,
    /// Clauses of the whole.
    pub basis: Basis,
    /// Where it is declared.
    pub span: Span,
}

/// One question of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub type_: Type,
}

/// The cases that one row answers. They are what its cells say, but for a row that says `any` of a
/// country or text: it gives way to a row that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cases {
    /// One cell per column.
    pub cells: Vec<Cell>,
    /// The position of the row.
    pub row: usize,
}

/// One row: when all its cells admit what is asked, its answer holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// One cell per column.
    pub cells: Vec<Cell>,
    /// The answer.
    pub result: Id<Expression>,
    /// Its clauses.
    pub basis: Basis,
    /// Where its cells are written, the answer left out.
    pub asked: Span,
    /// Where it is written.
    pub span: Span,
}

/// What a cell admits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Anything.
    Any,
    /// One of these values, sorted.
    OneOf(Vec<Value>),
    /// Any but these values, sorted: what other rows leave of `any`.
    NoneOf(Vec<Value>),
    /// What lies within bounds: a number, an amount, or a duration or date on its number line.
    Within(Bounds<Number>),
}
