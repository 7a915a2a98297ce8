//! Definitions: named derived values.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Dated;
use crate::language::law::{Basis, Expression, Law, Type};

/// A definition.
#[derive(Clone, Debug)]
pub struct Define {
    /// Its name, `covered`.
    pub name: String,
    /// What reports call it.
    pub label: Option<String>,
    /// `///` lines, joined.
    pub documentation: String,
    /// The law it belongs to.
    pub law: Id<Law>,
    /// Its type.
    pub type_: Type,
    /// Its wordings; a definition of one wording holds on every date.
    pub versions: Dated<Wording>,
    /// Clauses of the whole.
    pub basis: Basis,
    /// Where it is declared.
    pub span: Span,
}

/// One wording of a definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    /// What it says.
    pub value: Id<Expression>,
    /// Its clauses.
    pub basis: Basis,
    /// Where it is written.
    pub span: Span,
}
