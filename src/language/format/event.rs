//! Writes events.

use crate::language::format::clause::{behind, labelled};
use crate::language::format::document::Doc;
use crate::language::format::entity::fields;
use crate::language::format::pen::Pen;
use crate::language::syntax::Event;

/// `event decision of company at time "…" cite "…" { amount : money RUB }`
pub fn event<'t>(pen: &mut Pen<'t>, event: &'t Event) -> Doc<'t> {
    let mut docs = pen.documentation(&event.documentation);
    docs.extend([pen.word("event"), Doc::Space(1), pen.at(event.name.span)]);
    if let Some(owner) = &event.of {
        docs.extend([Doc::Space(1), pen.word("of"), Doc::Space(1), pen.at(owner.span)]);
    }
    if event.at_time {
        docs.extend([Doc::Space(1), pen.word("at time")]);
    }
    docs.extend(labelled(pen, event.label.as_ref()));
    docs.extend(behind(pen, &event.clauses));
    match event.fields.is_empty() {
        true => Doc::several(docs),
        false => fields(pen, docs, &event.fields),
    }
}
