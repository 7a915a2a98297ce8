//! Writes units.

use crate::language::format::clause::{behind, head};
use crate::language::format::document::Doc;
use crate::language::format::pen::Pen;
use crate::language::syntax::Unit;

/// `unit users`
pub fn unit<'t>(pen: &mut Pen<'t>, unit: &'t Unit) -> Doc<'t> {
    let mut docs = head(pen, &unit.documentation, "unit", &unit.name, unit.label.as_ref());
    docs.extend(behind(pen, &unit.clauses));
    Doc::several(docs)
}
