//! Writes a law's own facts.

use crate::language::format::document::Doc;
use crate::language::format::entity::fields;
use crate::language::format::pen::Pen;
use crate::language::syntax::Facts;

/// `facts { … }`, `facts company { … }`
pub fn facts<'t>(pen: &mut Pen<'t>, facts: &'t Facts) -> Doc<'t> {
    let mut docs = pen.documentation(&facts.documentation);
    docs.push(pen.word("facts"));
    if let Some(owner) = &facts.of {
        docs.extend([Doc::Space(1), pen.at(owner.span)]);
    }
    fields(pen, docs, &facts.fields)
}
