//! Units as written: what a number counts.

use crate::ground::text::Span;
use crate::language::syntax::clause::{clauses, maybe_label, name};
use crate::language::syntax::grammar::{Node, Reader, Rule};
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

/// `unit users`
pub(super) fn unit(reader: &mut Reader, documentation: Words, node: Node) -> Unit {
    Unit {
        documentation,
        name: name(reader, node.part(Rule::name)),
        label: maybe_label(reader, node),
        clauses: clauses(reader, node),
        span: reader.span(node),
    }
}
