//! Units: what a number counts.

use crate::ground::text::Span;

/// A unit.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its name, `users`.
    pub name: String,
    /// What reports call it.
    pub label: Option<String>,
    /// Where it is declared.
    pub span: Span,
}
