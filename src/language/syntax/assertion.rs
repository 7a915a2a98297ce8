//! Asserts as written: properties that hold for every complete sheet, history and date in force.

use crate::ground::text::Span;
use crate::language::syntax::clause::{clauses, label};
use crate::language::syntax::expression::read::expression;
use crate::language::syntax::grammar::{Node, Reader, Rule};
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

/// `assert "…" { … }`
pub(super) fn assertion(reader: &mut Reader, documentation: Words, node: Node) -> Assertion {
    Assertion {
        documentation,
        name: label(reader, node.part(Rule::label)),
        condition: expression(reader, node.part(Rule::expression)),
        clauses: clauses(reader, node),
        span: reader.span(node),
    }
}
