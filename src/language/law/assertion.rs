//! Asserts: properties that hold for every complete sheet, history and date in force.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::law::{Basis, Expression, Law};

/// An assert.
#[derive(Clone, Debug)]
pub struct Assertion {
    /// Its name.
    pub name: String,
    /// The law it is of.
    pub law: Id<Law>,
    /// What must hold.
    pub condition: Id<Expression>,
    /// Its clauses.
    pub basis: Basis,
    /// Where it is declared.
    pub span: Span,
}
