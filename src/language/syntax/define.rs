//! Definitions as written: named derived values, of one wording or of dated ones.

use crate::ground::text::Span;
use crate::language::syntax::{Clause, Expression, FieldType, Label, Literal, Name, Words};

/// `define covered = …`, `define cap : money EUR { from 2023-05-02: … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Define {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// Its type, where written.
    pub type_: Option<FieldType>,
    /// What reports call it.
    pub label: Option<Label>,
    /// What it means.
    pub body: DefineBody,
    /// Its clauses: behind the expression, or between the braces before the versions.
    pub clauses: Vec<Clause>,
    /// The declaration.
    pub span: Span,
}

/// One wording or several.
#[derive(Clone, Debug, PartialEq)]
pub enum DefineBody {
    /// `= …`
    Always(Expression),
    /// `{ from DATE: … }`
    Versions(Vec<ValueVersion>),
}

/// `from 2021-07-01: 500_000 cite "art. 4(1)"`
#[derive(Clone, Debug, PartialEq)]
pub struct ValueVersion {
    /// `///` lines before it.
    pub documentation: Words,
    /// The first day.
    pub from: Literal,
    /// What holds from it.
    pub value: Expression,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// The version.
    pub span: Span,
}
