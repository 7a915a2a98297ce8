//! Enums: closed lists of named values.

use crate::ground::text::Span;

/// An enum.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// Its name, `presence_kind`.
    pub name: String,
    /// What reports call it.
    pub label: Option<String>,
    /// Its values in order.
    pub variants: Vec<Variant>,
    /// Where it is declared.
    pub span: Span,
}

/// One value of an enum.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// What reports call it.
    pub label: Option<String>,
    /// Where it is declared.
    pub span: Span,
}
