//! Duties: what somebody must do, keep or not do, from when, and by when.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Cycle, Duration};
use crate::language::law::{Basis, Binding, Commencement, Event, Expression, Law};

/// A duty.
#[derive(Clone, Debug)]
pub struct Duty {
    /// Its name, `open_local_office`.
    pub name: String,
    /// What reports call it.
    pub label: Option<String>,
    /// `///` lines, joined.
    pub documentation: String,
    /// The law it belongs to.
    pub law: Id<Law>,
    /// Commencement and repeal of the provision.
    pub commencement: Commencement,
    /// When it applies; always where not written.
    pub when: Option<Id<Expression>>,
    /// How often it arises anew; `None`: once.
    pub recurs: Option<Recurrence>,
    /// What must be done or kept.
    pub must: Must,
    /// The last day in time of an act; the first day on which a state must hold.
    pub due: Option<Id<Expression>>,
    /// Its clauses.
    pub basis: Basis,
    /// Where it is declared.
    pub span: Span,
}

/// What must be done or kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Must {
    /// A state to keep true. `must not C` is kept as `not C`.
    Keep(Id<Expression>),
    /// An act: an occurrence of the event.
    Act(Id<Event>),
}

/// How often a duty arises anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recurrence {
    /// `every 6 months`, counted from the day the duty arises.
    Every(Duration),
    /// `every calendar quarter`
    Calendar(Cycle),
    /// `on each order as o`: with each occurrence of the event.
    OnEach(Id<Binding>),
}
