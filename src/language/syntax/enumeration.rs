//! Enums as written: closed lists of named values.

use crate::ground::text::Span;
use crate::language::syntax::{Clause, Label, Name, Words};

/// `enum role { owner, messenger }`
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
    /// Clauses between the name and the brace.
    pub clauses: Vec<Clause>,
    /// Its values.
    pub variants: Vec<Variant>,
    /// The declaration.
    pub span: Span,
}

/// One value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
}
