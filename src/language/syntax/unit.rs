//! Units as written: what a number counts.

use crate::ground::text::Span;
use crate::language::syntax::{Clause, Label, Name, Words};

/// `unit users`
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// The declaration.
    pub span: Span,
}
