//! Writes definitions, and the dated versions of definitions and parameters.

use crate::language::format::clause::{clause, inline, labelled};
use crate::language::format::document::{Doc, GAP, WIDTH, columns_if_they_fit};
use crate::language::format::entity::field_type;
use crate::language::format::expression::expression;
use crate::language::format::literal::literal;
use crate::language::format::pen::Pen;
use crate::language::syntax::{Clause, Define, DefineBody, ValueVersion};

/// A row of versions: what stands above it, and its cells.
pub type Version<'t> = (Vec<Doc<'t>>, Vec<Doc<'t>>);

/// `define covered = …`, `define cap : money EUR { from 2023-05-02: … }`
pub fn define<'t>(pen: &mut Pen<'t>, written: &'t Define) -> Doc<'t> {
    let mut docs = pen.documentation(&written.documentation);
    docs.extend([pen.word("define"), Doc::Space(1), pen.at(written.name.span)]);
    if let Some(type_) = &written.type_ {
        docs.extend([Doc::Space(1), pen.word(":"), Doc::Space(1), field_type(pen, type_)]);
    }
    docs.extend(labelled(pen, written.label.as_ref()));
    docs.push(Doc::Space(1));
    match &written.body {
        DefineBody::Always(value) => {
            docs.extend([pen.word("="), Doc::Space(1), expression(pen, value)]);
            if let Some(clauses) = inline(pen, &written.clauses) {
                // A sentence of the law or of its author reads on a line of its own.
                let sentence = |row: &Clause| {
                    matches!(row, Clause::Quote(..) | Clause::Reading(..) | Clause::Allow(..))
                };
                let behind = Doc::nest(vec![Doc::Line(GAP), clauses]);
                docs.push(match written.clauses.iter().any(sentence) {
                    true => Doc::block(vec![behind]),
                    false => behind,
                });
            }
            Doc::group(docs)
        }
        DefineBody::Versions(dated) => {
            docs.push(pen.word("{"));
            let mut rows = Vec::new();
            for row in &written.clauses {
                rows.push((Vec::new(), vec![clause(pen, row).padded(0)]));
            }
            for row in dated {
                rows.push(version(pen, row));
            }
            let rows = versions(rows);
            pen.close(docs, rows)
        }
    }
}

/// `from 2021-07-01: 500_000  cite "art. 4(1)"`
pub fn version<'t>(pen: &mut Pen<'t>, written: &'t ValueVersion) -> Version<'t> {
    let above = pen.documentation(&written.documentation);
    let from = vec![
        pen.word("from"),
        Doc::Space(1),
        literal(pen, &written.from),
        pen.word(":"),
        Doc::Space(1),
        expression(pen, &written.value),
    ];
    let mut cells = vec![Doc::several(from)];
    cells.extend(inline(pen, &written.clauses));
    (above, cells)
}

/// Versions and other clauses, the clauses of versions in one column.
pub fn versions(rows: Vec<Version<'_>>) -> Vec<Doc<'_>> {
    let (above, rows): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    let rows = columns_if_they_fit(rows, GAP, WIDTH - 2);
    let with_above = |(mut docs, row): (Vec<_>, _)| {
        docs.push(row);
        Doc::several(docs)
    };
    above.into_iter().zip(rows).map(with_above).collect()
}
