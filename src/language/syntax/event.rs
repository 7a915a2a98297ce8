//! Events as written: what happens on a date, any number of times.

use crate::ground::text::Span;
use crate::language::syntax::clause::{clauses, maybe_label, name};
use crate::language::syntax::entity::fields;
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::{Clause, Field, Label, Name, Words};

/// `event decision of company at time "…" cite "…" { amount : money RUB }`
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// The owner it is an event of; the law's subject where it is not written.
    pub of: Option<Name>,
    /// `at time`: it has an hour.
    pub at_time: bool,
    /// What reports call it.
    pub label: Option<Label>,
    /// Its clauses, before the fields.
    pub clauses: Vec<Clause>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The declaration.
    pub span: Span,
}

/// `event decision "…" { amount : money RUB }`
pub(super) fn event(reader: &mut Reader, documentation: Words, node: Node) -> Event {
    let of = node.maybe(Rule::event_of).and_then(|of| of.maybe(Rule::name));
    Event {
        documentation,
        name: name(reader, node.part(Rule::name)),
        of: of.map(|owner| name(reader, owner)),
        at_time: node.has(Rule::at_time),
        label: maybe_label(reader, node),
        clauses: clauses(reader, node),
        fields: node.maybe(Rule::fields).map(|part| fields(reader, part)).unwrap_or_default(),
        span: reader.span(node),
    }
}
