//! Asserts as written: properties that hold for every complete sheet, history and date in force.

use crate::ground::text::Span;
use crate::language::syntax::{Clause, Expression, Label, Words};

/// `assert "Nobody at or below half a million is caught" { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Assertion {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Label,
    /// What must hold.
    pub condition: Expression,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// The declaration.
    pub span: Span,
}
