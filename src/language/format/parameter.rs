//! Writes parameters.

use crate::language::format::clause::{clause, labelled, said};
use crate::language::format::define::{version, versions};
use crate::language::format::document::Doc;
use crate::language::format::entity::field_type;
use crate::language::format::literal::literal;
use crate::language::format::pen::Pen;
use crate::language::syntax::{Parameter, ParameterClause};

/// `parameter audience : number of users { from 2021-07-01: 500_000  cite "art. 4(1)" }`
pub fn parameter<'t>(pen: &mut Pen<'t>, written: &'t Parameter) -> Doc<'t> {
    let mut docs = pen.documentation(&written.documentation);
    docs.extend([pen.word("parameter"), Doc::Space(1), pen.at(written.name.span)]);
    docs.extend([Doc::Space(1), pen.word(":"), Doc::Space(1), field_type(pen, &written.type_)]);
    docs.extend(labelled(pen, written.label.as_ref()));
    docs.extend([Doc::Space(1), pen.word("{")]);
    let mut rows = Vec::new();
    for row in &written.clauses {
        rows.push(match row {
            ParameterClause::Version(row) => version(pen, row),
            ParameterClause::VerifiedThrough(date, _) => {
                let said = said(pen, "verified through", |pen| literal(pen, date));
                (Vec::new(), vec![said.padded(0)])
            }
            ParameterClause::Clause(row) => (Vec::new(), vec![clause(pen, row).padded(0)]),
        });
    }
    let rows = versions(rows);
    pen.close(docs, rows)
}
