//! Writes decision tables, their cells in columns.

use crate::language::format::clause::{behind, inline, labelled};
use crate::language::format::document::{Doc, columns};
use crate::language::format::entity::field_type;
use crate::language::format::expression::expression;
use crate::language::format::pen::Pen;
use crate::language::syntax::{Cell, DecisionTable, Row};

/// `table late_fee on (class : company_class, …) -> money GBP { | any | … | 150 GBP | }`
pub fn table<'t>(pen: &mut Pen<'t>, written: &'t DecisionTable) -> Doc<'t> {
    let mut docs = pen.documentation(&written.documentation);
    docs.extend([pen.word("table"), Doc::Space(1), pen.at(written.name.span)]);
    docs.extend(labelled(pen, written.label.as_ref()));
    docs.extend([Doc::Space(1), pen.word("on"), Doc::Space(1), asked(pen, written)]);
    docs.extend([Doc::Space(1), pen.word("->"), Doc::Space(1)]);
    docs.push(field_type(pen, &written.result));
    docs.extend(behind(pen, &written.clauses));
    docs.extend([Doc::Space(1), pen.word("{")]);
    let mut above = Vec::new();
    let mut rows = Vec::new();
    for row in &written.rows {
        above.push(pen.documentation(&row.documentation));
        rows.push(cells(pen, row));
    }
    let rows = above.into_iter().zip(columns(rows, 1)).map(|(mut docs, row)| {
        docs.push(row);
        Doc::several(docs)
    });
    let rows = rows.collect();
    pen.close(docs, rows)
}

/// `(class : company_class, delay : duration in months)`
fn asked<'t>(pen: &mut Pen<'t>, written: &'t DecisionTable) -> Doc<'t> {
    let open = pen.word("(");
    let mut inside = Vec::new();
    for (at, column) in written.columns.iter().enumerate() {
        inside.push(Doc::Line(usize::from(at > 0)));
        inside.extend([pen.at(column.name.span), Doc::Space(1), pen.word(":"), Doc::Space(1)]);
        inside.push(field_type(pen, &column.type_));
        let comma = pen.comma();
        inside.extend((at + 1 < written.columns.len()).then_some(comma));
    }
    Doc::group(vec![open, Doc::nest(inside), Doc::Line(0), pen.word(")")])
}

/// The cells of a row, each with the bar before it.
fn cells<'t>(pen: &mut Pen<'t>, row: &'t Row) -> Vec<Doc<'t>> {
    let mut cells = Vec::new();
    for cell in &row.cells {
        let bar = pen.word("|");
        cells.push(Doc::several(vec![bar, Doc::Space(1), admitted(pen, cell)]));
    }
    let bar = pen.word("|");
    cells.push(Doc::several(vec![bar, Doc::Space(1), expression(pen, &row.result)]));
    let mut last = vec![pen.word("|")];
    if let Some(clauses) = inline(pen, &row.clauses) {
        last.extend([Doc::Space(1), clauses]);
    }
    cells.push(Doc::several(last));
    cells
}

/// What a cell admits.
fn admitted<'t>(pen: &mut Pen<'t>, cell: &'t Cell) -> Doc<'t> {
    let one = |pen: &mut Pen<'t>, word, limit: &'t _| {
        Doc::several(vec![pen.word(word), Doc::Space(1), expression(pen, limit)])
    };
    match cell {
        Cell::Any(_) => pen.word("any"),
        Cell::OneOf(values, _) => {
            let mut docs = Vec::new();
            for value in values {
                if !docs.is_empty() {
                    docs.extend([Doc::Space(1), pen.word("or"), Doc::Space(1)]);
                }
                docs.push(expression(pen, value));
            }
            Doc::several(docs)
        }
        Cell::UpTo(limit, _) => one(pen, "up to", limit),
        Cell::Below(limit, _) => one(pen, "below", limit),
        Cell::Above(limit, _) => one(pen, "above", limit),
        Cell::AtLeast(limit, _) => one(pen, "at least", limit),
        Cell::AboveTo(low, high, _) => {
            let low = one(pen, "above", low);
            Doc::several(vec![low, Doc::Space(1), one(pen, "to", high)])
        }
        Cell::ToBelow(low, high, _) => {
            let low = expression(pen, low);
            Doc::several(vec![low, Doc::Space(1), one(pen, "to below", high)])
        }
    }
}
