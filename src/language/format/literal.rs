//! Writes literals in their own words.

use crate::language::format::document::Doc;
use crate::language::format::pen::Pen;
use crate::language::syntax::Literal;

/// A literal as it was written, one blank between its words.
pub fn literal<'t>(pen: &mut Pen<'t>, literal: &'t Literal) -> Doc<'t> {
    pen.at(literal.span())
}
