//! Scales as written: graduated amounts, marginal or flat.

use crate::ground::text::Span;
use crate::language::syntax::clause::{clause, clauses, documentation, maybe_label, name};
use crate::language::syntax::entity::field_type;
use crate::language::syntax::expression::read::expression;
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::literal;
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

/// `scale income_tax on money EUR, marginal { … }`
pub(super) fn scale(reader: &mut Reader, words: Words, node: Node) -> Scale {
    let mut pending = Words::new();
    let mut versions: Vec<ScaleVersion> = Vec::new();
    let mut verified_through = None;
    let mut undated: Vec<Band> = Vec::new();
    let mut written = clauses(reader, node);
    for part in node.parts() {
        if part.rule() == Rule::doc {
            pending.push(documentation(reader, part));
        }
        if part.rule() != Rule::scale_part {
            continue;
        }
        let part = part.last();
        match part.rule() {
            Rule::scale_version => {
                versions.push(scale_version(reader, std::mem::take(&mut pending), part));
            }
            Rule::band => undated.push(band(reader, part)),
            Rule::verified => {
                let date = literal::date(reader, part.part(Rule::date));
                verified_through = Some((date, reader.span(part)));
            }
            _ => written.push(clause(reader, part)),
        }
    }
    if let (Some(first), Some(last)) = (undated.first(), undated.last()) {
        let span = first.span.to(last.span);
        let bands = ScaleVersion {
            documentation: pending,
            from: None,
            clauses: Vec::new(),
            bands: undated,
            span,
        };
        versions.insert(0, bands);
    }
    let marginal = reader.words(node.part(Rule::scale_kind)) == "marginal";
    Scale {
        documentation: words,
        name: name(reader, node.part(Rule::name)),
        label: maybe_label(reader, node),
        on: field_type(reader, node.part(Rule::field_type)),
        kind: if marginal { ScaleKind::Marginal } else { ScaleKind::Flat },
        clauses: written,
        verified_through,
        versions,
        span: reader.span(node),
    }
}

fn scale_version(reader: &mut Reader, documentation: Words, node: Node) -> ScaleVersion {
    ScaleVersion {
        documentation,
        from: Some(literal::date(reader, node.part(Rule::date))),
        clauses: clauses(reader, node),
        bands: node.all(Rule::band).map(|part| band(reader, part)).collect(),
        span: reader.span(node),
    }
}

fn band(reader: &mut Reader, node: Node) -> Band {
    let edge = node.part(Rule::edge);
    let limit = edge.maybe(Rule::expression).map(|limit| expression(reader, limit));
    let edge = match limit {
        Some(limit) if edge.has(Rule::kw_below) => BandEdge::Below(limit),
        Some(limit) => BandEdge::UpTo(limit),
        None => BandEdge::Above,
    };
    Band {
        edge,
        value: expression(reader, node.part(Rule::expression)),
        clauses: clauses(reader, node),
        span: reader.span(node),
    }
}
