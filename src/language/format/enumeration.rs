//! Writes enums.

use crate::language::format::clause::{behind, head, list};
use crate::language::format::document::{Doc, GAP, columns};
use crate::language::format::pen::Pen;
use crate::language::syntax::Enumeration;

/// `enum role { owner, messenger }`: one to a line where any has a label.
pub fn enumeration<'t>(pen: &mut Pen<'t>, written: &'t Enumeration) -> Doc<'t> {
    let (name, label) = (&written.name, written.label.as_ref());
    let mut docs = head(pen, &written.documentation, "enum", name, label);
    docs.extend(behind(pen, &written.clauses));
    docs.extend([Doc::Space(1), pen.word("{")]);
    let mut above = Vec::new();
    let rows = pen.separated(&written.variants, |pen, variant| {
        above.push(pen.documentation(&variant.documentation));
        let mut cells = vec![pen.at(variant.name.span)];
        cells.extend(variant.label.as_ref().map(|label| pen.at(label.span)));
        cells
    });
    let apart = written
        .variants
        .iter()
        .any(|variant| variant.label.is_some() || !variant.documentation.is_empty());
    let rows = match apart {
        true => columns(rows, GAP),
        false => rows.into_iter().map(Doc::several).collect(),
    };
    let rows = above.into_iter().zip(rows).map(|(mut docs, row)| {
        docs.push(row);
        Doc::several(docs)
    });
    let rows = rows.collect();
    list(pen, docs, 1, rows, apart)
}
