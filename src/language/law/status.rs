//! Statuses: latches that begin and end, and can begin again.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::law::{Basis, Commencement, Event, Expression, Law};

/// A status.
#[derive(Clone, Debug)]
pub struct Status {
    /// Its name, `designated`.
    pub name: String,
    /// What reports call it.
    pub label: Option<String>,
    /// `///` lines, joined.
    pub documentation: String,
    /// The law it belongs to.
    pub law: Id<Law>,
    /// Commencement and repeal of the provision.
    pub commencement: Commencement,
    /// What begins it.
    pub begins: Vec<Turn>,
    /// What ends it; nothing where not written.
    pub ends: Vec<Turn>,
    /// Its clauses.
    pub basis: Basis,
    /// Where it is declared.
    pub span: Span,
}

/// What turns a latch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Each occurrence of an event, on its day.
    On(Id<Event>),
    /// A condition, on each day on which it becomes true.
    When(Id<Expression>),
    /// A date, on that day.
    At(Id<Expression>),
}
