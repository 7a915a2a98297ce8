//! Entities: what a sheet tells of, and which belongs to which.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::law::Fact;

/// An entity.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its name, `company`.
    pub name: String,
    /// What reports call it.
    pub label: Option<String>,
    /// Its own fields (facts of the vocabulary), in order.
    pub fields: Vec<Id<Fact>>,
    /// The entity it belongs to and the field that lists it there, where it belongs to one.
    pub owner: Option<(Id<Entity>, Id<Fact>)>,
    /// Where it is declared.
    pub span: Span,
}
