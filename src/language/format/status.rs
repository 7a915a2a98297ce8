//! Writes statuses.

use crate::language::format::clause::{clause, head, path, said};
use crate::language::format::document::Doc;
use crate::language::format::expression::expression;
use crate::language::format::pen::Pen;
use crate::language::syntax::{Status, StatusClause, Turn};

/// How wide the words of its clauses are.
const WORDS: usize = 6;

/// `status designated "…" { begins on designation ends on withdrawal }`
pub fn status<'t>(pen: &mut Pen<'t>, written: &'t Status) -> Doc<'t> {
    let (name, label) = (&written.name, written.label.as_ref());
    let mut docs = head(pen, &written.documentation, "status", name, label);
    docs.extend([Doc::Space(1), pen.word("{")]);
    let mut rows = Vec::new();
    for row in &written.clauses {
        let said = match row {
            StatusClause::Begins(at, _) => said(pen, "begins", |pen| turn(pen, at)),
            StatusClause::Ends(at, _) => said(pen, "ends", |pen| turn(pen, at)),
            StatusClause::Clause(row) => clause(pen, row),
        };
        rows.push(said.padded(WORDS));
    }
    pen.close(docs, rows)
}

/// `on EVENT`, `when CONDITION`, a date.
fn turn<'t>(pen: &mut Pen<'t>, turn: &'t Turn) -> Doc<'t> {
    match turn {
        Turn::On(event) => Doc::several(vec![pen.word("on"), Doc::Space(1), path(pen, event)]),
        Turn::When(condition) => {
            Doc::several(vec![pen.word("when"), Doc::Space(1), expression(pen, condition)])
        }
        Turn::At(date) => expression(pen, date),
    }
}
