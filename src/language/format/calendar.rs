//! Writes calendars.

use crate::language::format::clause::{clause, head, list, said};
use crate::language::format::document::Doc;
use crate::language::format::literal::literal;
use crate::language::format::pen::Pen;
use crate::language::syntax::{Calendar, CalendarClause};

/// How wide the words of its clauses are.
const WORDS: usize = 8;

/// `calendar commission { weekend saturday, sunday holidays { 2023-01-01 } }`
pub fn calendar<'t>(pen: &mut Pen<'t>, written: &'t Calendar) -> Doc<'t> {
    let (name, label) = (&written.name, written.label.as_ref());
    let mut docs = head(pen, &written.documentation, "calendar", name, label);
    docs.extend([Doc::Space(1), pen.word("{")]);
    let mut rows = Vec::new();
    for row in &written.clauses {
        let said = match row {
            CalendarClause::Weekend(days, _) => said(pen, "weekend", |pen| {
                let mut docs = Vec::new();
                for (at, day) in days.iter().enumerate() {
                    docs.push(pen.at(day.span));
                    if at + 1 < days.len() {
                        docs.extend([pen.comma(), Doc::Space(1)]);
                    }
                }
                Doc::several(docs)
            }),
            CalendarClause::Holidays(days, _) => said(pen, "holidays", |pen| {
                let open = vec![pen.word("{")];
                let rows = pen.separated(days, |pen, day| vec![literal(pen, day)]);
                list(pen, open, 1, rows.into_iter().map(Doc::several).collect(), false)
            }),
            CalendarClause::VerifiedThrough(date, _) => {
                said(pen, "verified through", |pen| literal(pen, date))
            }
            CalendarClause::Clause(row) => clause(pen, row),
        };
        rows.push(said.padded(WORDS));
    }
    pen.close(docs, rows)
}
