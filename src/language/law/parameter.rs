//! Parameters: figures whose value changes by date.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Date, Dated};
use crate::ground::value::Value;
use crate::language::law::{Basis, Law, Type};

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name, `audience`.
    pub name: String,
    /// What reports call it.
    pub label: Option<String>,
    /// `///` lines, joined.
    pub documentation: String,
    /// The law it belongs to; `None` for one of a vocabulary.
    pub law: Option<Id<Law>>,
    /// Its type.
    pub type_: Type,
    /// Its values, each with its own clauses and place.
    pub versions: Dated<ParameterVersion>,
    /// Through which day the author has verified it.
    pub verified_through: Option<Date>,
    /// Clauses of the whole.
    pub basis: Basis,
    /// Where it is declared.
    pub span: Span,
}

/// One value of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterVersion {
    /// The value.
    pub value: Value,
    /// `///` lines, joined.
    pub documentation: String,
    /// Its clauses.
    pub basis: Basis,
    /// Where it is written.
    pub span: Span,
}
