//! Writes duties.

use crate::ground::time::Cycle;
use crate::language::format::clause::{clause, head, path, said};
use crate::language::format::document::Doc;
use crate::language::format::expression::expression;
use crate::language::format::literal::literal;
use crate::language::format::pen::Pen;
use crate::language::syntax::{Duty, DutyClause, Every};

/// How wide the words of its clauses are.
const WORDS: usize = 4;

/// `duty notify "…" { when … must … due … }`, one clause to a line.
pub fn duty<'t>(pen: &mut Pen<'t>, written: &'t Duty) -> Doc<'t> {
    let (name, label) = (&written.name, written.label.as_ref());
    let mut docs = head(pen, &written.documentation, "duty", name, label);
    docs.extend([Doc::Space(1), pen.word("{")]);
    let mut rows = Vec::new();
    for row in &written.clauses {
        let said = match row {
            DutyClause::When(condition, _) => said(pen, "when", |pen| expression(pen, condition)),
            DutyClause::OnEach { event, element, .. } => said(pen, "on each", |pen| {
                let mut docs = vec![path(pen, event)];
                if let Some(element) = element {
                    docs.extend([Doc::Space(1), pen.word("as"), Doc::Space(1)]);
                    docs.push(pen.at(element.span));
                }
                Doc::several(docs)
            }),
            DutyClause::Must(must) => {
                let word = if must.not { "must not" } else { "must" };
                said(pen, word, |pen| expression(pen, &must.what))
            }
            DutyClause::Due(due) => said(pen, "due", |pen| expression(pen, &due.date)),
            DutyClause::Every(every, _) => said(pen, "every", |pen| match every {
                Every::Duration(length) => literal(pen, length),
                Every::Calendar(cycle) => calendar(pen, *cycle),
            }),
            DutyClause::Clause(row) => clause(pen, row),
        };
        rows.push(said.padded(WORDS));
    }
    pen.close(docs, rows)
}

/// `calendar quarter`
fn calendar<'t>(pen: &mut Pen<'t>, cycle: Cycle) -> Doc<'t> {
    Doc::several(vec![pen.word("calendar"), Doc::Space(1), pen.word(cycle.word())])
}
