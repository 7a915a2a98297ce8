//! Names bound within one provision: the occurrence of an event, the element of a list.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::law::{Entity, Event};

/// A name that stands for one occurrence or element at a time: `o` in `on each order as o`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The name; empty where none was written.
    pub name: String,
    /// What it stands for.
    pub to: Bound,
    /// The element whose event or list it is of; `None`: the subject's or an owner's.
    pub of: Option<Id<Binding>>,
    /// Where it is written.
    pub span: Span,
}

/// What a name is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// An occurrence of an event.
    Occurrence(Id<Event>),
    /// An instance of an entity.
    Element(Id<Entity>),
}
