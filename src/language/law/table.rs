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

/// One row: when all its cells admit what is asked, its answer holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// One cell per column.
    pub cells: Vec<Cell>,
    /// The answer.
    pub result: Id<Expression>,
    /// Its clauses.
    pub basis: Basis,
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
    /// What lies within bounds: a number, an amount, or a duration or date on its number line.
    Within(Bounds<Number>),
}
