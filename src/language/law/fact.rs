//! Facts: what a sheet can state of an entity.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Cycle;
use crate::language::law::{Basis, Entity, Law, Type};

/// A fact.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its name, `daily_users`.
    pub name: String,
    /// What reports call it.
    pub label: Option<String>,
    /// `///` lines, joined.
    pub documentation: String,
    /// The law under whose name it stands in the sheet; `None` for a field of the entity itself.
    pub law: Option<Id<Law>>,
    /// The entity whose instance states it.
    pub entity: Id<Entity>,
    /// The type of its value.
    pub type_: Type,
    /// How it relates to time.
    pub temporal: Temporal,
    /// Its clauses.
    pub basis: Basis,
    /// Where it is declared.
    pub span: Span,
}

/// How a fact relates to time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Temporal {
    /// The same on every day.
    Plain,
    /// A state that changes: unknown before its first entry, the last entry persists.
    OverTime,
    /// One figure for each period.
    Per(Cycle),
}
