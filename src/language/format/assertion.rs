//! Writes asserts.

use crate::language::format::clause::clause;
use crate::language::format::document::Doc;
use crate::language::format::expression::expression;
use crate::language::format::pen::Pen;
use crate::language::syntax::Assertion;

/// `assert "Nobody at or below half a million is caught" { … }`
pub fn assertion<'t>(pen: &mut Pen<'t>, written: &'t Assertion) -> Doc<'t> {
    let mut docs = pen.documentation(&written.documentation);
    docs.extend([pen.word("assert"), Doc::Space(1), pen.at(written.name.span)]);
    docs.extend([Doc::Space(1), pen.word("{")]);
    let mut rows = Vec::new();
    let mut clauses = written.clauses.iter().peekable();
    let start = written.condition.span.start;
    while let Some(row) = clauses.next_if(|row| row.span().start < start) {
        rows.push(clause(pen, row).padded(0));
    }
    rows.push(expression(pen, &written.condition));
    for row in clauses {
        rows.push(clause(pen, row).padded(0));
    }
    pen.close(docs, rows)
}
