//! Parameters as written: figures whose value changes by date.

use crate::ground::text::Span;
use crate::language::syntax::{Clause, FieldType, Label, Literal, Name, ValueVersion, Words};

/// `parameter audience : number of users { from 2021-07-01: 500_000 cite "art. 4(1)" }`
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub type_: FieldType,
    /// What reports call it.
    pub label: Option<Label>,
    /// What stands between its braces, in order.
    pub clauses: Vec<ParameterClause>,
    /// The declaration.
    pub span: Span,
}

/// What a parameter says.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterClause {
    /// `from DATE: VALUE cite "…"`
    Version(ValueVersion),
    /// `verified through DATE`
    VerifiedThrough(Literal, Span),
    /// A clause of the whole parameter.
    Clause(Clause),
}
