//! Events as written: what happens on a date, any number of times.

use crate::ground::text::Span;
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
