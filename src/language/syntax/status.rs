//! Statuses as written: latches that begin and end.

use crate::ground::text::Span;
use crate::language::syntax::{Clause, Expression, Label, Name, Path, Words};

/// `status designated "…" { begins on designation ends on withdrawal }`
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
    /// What stands between its braces, in order.
    pub clauses: Vec<StatusClause>,
    /// The declaration.
    pub span: Span,
}

/// What a status says.
#[derive(Clone, Debug, PartialEq)]
pub enum StatusClause {
    /// `begins …`
    Begins(Turn, Span),
    /// `ends …`
    Ends(Turn, Span),
    /// A clause of the whole status.
    Clause(Clause),
}

/// What turns a latch.
#[derive(Clone, Debug, PartialEq)]
pub enum Turn {
    /// `on EVENT`
    On(Path),
    /// `when CONDITION`
    When(Expression),
    /// A date expression
    At(Expression),
}
