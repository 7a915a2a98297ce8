//! Writes scales.

use crate::language::format::clause::{behind, clause, inline, labelled, said};
use crate::language::format::document::{Doc, GAP, columns};
use crate::language::format::entity::field_type;
use crate::language::format::expression::expression;
use crate::language::format::literal::literal;
use crate::language::format::pen::Pen;
use crate::language::syntax::{Band, BandEdge, Clause, Literal, Scale, ScaleKind, ScaleVersion};

/// One of the things that stand between the braces of a scale.
enum Row<'t> {
    Clause(&'t Clause),
    VerifiedThrough(&'t Literal),
    Version(&'t ScaleVersion),
}

/// `scale income_tax on money EUR, marginal { … }`
pub fn scale<'t>(pen: &mut Pen<'t>, written: &'t Scale) -> Doc<'t> {
    let mut docs = pen.documentation(&written.documentation);
    docs.extend([pen.word("scale"), Doc::Space(1), pen.at(written.name.span)]);
    docs.extend(labelled(pen, written.label.as_ref()));
    docs.extend([Doc::Space(1), pen.word("on"), Doc::Space(1), field_type(pen, &written.on)]);
    docs.extend([pen.comma(), Doc::Space(1)]);
    docs.push(pen.word(match written.kind {
        ScaleKind::Marginal => "marginal",
        ScaleKind::Flat => "flat",
    }));
    let mut rest = in_order(written).into_iter().peekable();
    while let Some(Row::Clause(row)) = rest.next_if(|_| !pen.stands_before("{")) {
        docs.extend([Doc::Space(1), clause(pen, row).padded(0)]);
    }
    docs.extend([Doc::Space(1), pen.word("{")]);
    let mut rows = Vec::new();
    for row in rest {
        match row {
            Row::Clause(row) => rows.push(clause(pen, row).padded(0)),
            Row::VerifiedThrough(date) => {
                let said = said(pen, "verified through", |pen| literal(pen, date));
                rows.push(said.padded(0));
            }
            Row::Version(version) => match &version.from {
                Some(from) => rows.push(dated(pen, version, from)),
                None => rows.extend(bands(pen, &version.bands)),
            },
        }
    }
    pen.close(docs, rows)
}

/// What stands between the braces, in the order of the source.
fn in_order(written: &Scale) -> Vec<Row<'_>> {
    let mut rows: Vec<(u32, Row<'_>)> = Vec::new();
    rows.extend(written.clauses.iter().map(|row| (row.span().start, Row::Clause(row))));
    rows.extend(
        written
            .verified_through
            .iter()
            .map(|(date, span)| (span.start, Row::VerifiedThrough(date))),
    );
    rows.extend(written.versions.iter().map(|row| (row.span.start, Row::Version(row))));
    rows.sort_by_key(|(start, _)| *start);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// `from 2025-01-01 { … }`
fn dated<'t>(pen: &mut Pen<'t>, version: &'t ScaleVersion, from: &'t Literal) -> Doc<'t> {
    let mut docs = pen.documentation(&version.documentation);
    docs.extend([pen.word("from"), Doc::Space(1), literal(pen, from)]);
    docs.extend(behind(pen, &version.clauses));
    docs.extend([Doc::Space(1), pen.word("{")]);
    let rows = bands(pen, &version.bands);
    pen.close(docs, rows)
}

/// `up to 11_497 EUR: 0%`
fn bands<'t>(pen: &mut Pen<'t>, bands: &'t [Band]) -> Vec<Doc<'t>> {
    let mut edges = Vec::new();
    let mut values = Vec::new();
    for band in bands {
        let mut edge = match &band.edge {
            BandEdge::UpTo(limit) => {
                vec![pen.word("up to"), Doc::Space(1), expression(pen, limit)]
            }
            BandEdge::Below(limit) => {
                vec![pen.word("below"), Doc::Space(1), expression(pen, limit)]
            }
            BandEdge::Above => vec![pen.word("above")],
        };
        edge.push(pen.word(":"));
        let mut cells = vec![expression(pen, &band.value)];
        cells.extend(inline(pen, &band.clauses));
        edges.push(Doc::several(edge));
        values.push(cells);
    }
    let values = columns(values, GAP);
    let rows = edges.into_iter().zip(values).map(|(edge, value)| vec![edge, value]).collect();
    columns(rows, 1)
}
