//! Events: what happens on a date, any number of times.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::law::{Basis, Entity, Fact, Law, Step};

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its name, `listing`.
    pub name: String,
    /// What reports call it.
    pub label: Option<String>,
    /// `///` lines, joined.
    pub documentation: String,
    /// The law under whose name it stands in the sheet; `None` for one of a vocabulary.
    pub law: Option<Id<Law>>,
    /// The entity whose instance records it.
    pub entity: Id<Entity>,
    /// Its fields in order: plain facts that stand in each occurrence. A step's event has
    /// `lifted : date` and, for a fine, `amount`.
    pub fields: Vec<Id<Fact>>,
    /// Whether its records say the hour: as a value it is then a datetime, not a date.
    pub at_time: bool,
    /// The step it records, where it is a step's.
    pub step: Option<Id<Step>>,
    /// Its clauses.
    pub basis: Basis,
    /// Where it is declared.
    pub span: Span,
}
