//! Decision tables as written: columns, rows and cells.

use crate::ground::text::Span;
use crate::language::syntax::{Clause, Expression, FieldType, Label, Name, Words};

/// `table late_fee on (class : company_class, …) -> money GBP { | any | … | 150 GBP | }`
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionTable {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
    /// What it is asked.
    pub columns: Vec<Column>,
    /// What it answers.
    pub result: FieldType,
    /// Clauses of the whole table.
    pub clauses: Vec<Clause>,
    /// The rows in order.
    pub rows: Vec<Row>,
    /// The declaration.
    pub span: Span,
}

/// `class : company_class`
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub type_: FieldType,
}

/// `| any | up to 1 month | any | 150 GBP |`
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// `///` lines before it.
    pub documentation: Words,
    /// One cell per column.
    pub cells: Vec<Cell>,
    /// The answer: the last cell.
    pub result: Expression,
    /// Its clauses, behind the last bar.
    pub clauses: Vec<Clause>,
    /// The row.
    pub span: Span,
}

/// What a cell admits.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// `any`
    Any(Span),
    /// `a`, `a or b`
    OneOf(Vec<Expression>, Span),
    /// `up to X`
    UpTo(Expression, Span),
    /// `below X`
    Below(Expression, Span),
    /// `above X`
    Above(Expression, Span),
    /// `at least X`
    AtLeast(Expression, Span),
    /// `above X to Y`
    AboveTo(Expression, Expression, Span),
    /// `X to below Y`
    ToBelow(Expression, Expression, Span),
}
