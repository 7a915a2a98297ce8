//! Scales as written: graduated amounts, marginal or flat.

use crate::ground::text::Span;
use crate::language::syntax::{Clause, Expression, FieldType, Label, Literal, Name, Words};

/// `scale income_tax on money EUR, marginal { from 2025-01-01 { up to 11_497 EUR: 0% … } }`
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
    /// The type it is applied to.
    pub on: FieldType,
    /// Marginal or flat.
    pub kind: ScaleKind,
    /// Clauses of the whole scale.
    pub clauses: Vec<Clause>,
    /// `verified through DATE`
    pub verified_through: Option<(Literal, Span)>,
    /// Its versions; one without a date where the bands stand directly between the braces.
    pub versions: Vec<ScaleVersion>,
    /// The declaration.
    pub span: Span,
}

/// How the bands are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScaleKind {
    /// Each slice at its own rate.
    Marginal,
    /// The one value of the band.
    Flat,
}

/// The bands of one version.
#[derive(Clone, Debug, PartialEq)]
pub struct ScaleVersion {
    /// `///` lines before it.
    pub documentation: Words,
    /// `from DATE`
    pub from: Option<Literal>,
    /// Clauses between the date and the brace.
    pub clauses: Vec<Clause>,
    /// The bands in order.
    pub bands: Vec<Band>,
    /// The version.
    pub span: Span,
}

/// `up to 11_497 EUR: 0%`
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Where it ends.
    pub edge: BandEdge,
    /// Its rate or value.
    pub value: Expression,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// The band.
    pub span: Span,
}

/// Where a band ends.
#[derive(Clone, Debug, PartialEq)]
pub enum BandEdge {
    /// `up to X`, X included
    UpTo(Expression),
    /// `below X`, X excluded
    Below(Expression),
    /// `above`, the rest
    Above,
}
