//! Writes entities, and the fields of entities, facts and events in columns.

use crate::ground::time::Family;
use crate::language::format::clause::{behind, head, inline};
use crate::language::format::document::{Doc, GAP, columns};
use crate::language::format::pen::Pen;
use crate::language::syntax::{Entity, Field, FieldType, TypeName};

/// `entity company { … }`
pub fn entity<'t>(pen: &mut Pen<'t>, entity: &'t Entity) -> Doc<'t> {
    let mut docs = head(pen, &entity.documentation, "entity", &entity.name, entity.label.as_ref());
    docs.extend(behind(pen, &entity.clauses));
    fields(pen, docs, &entity.fields)
}

/// `{ name : type "label" … }` behind what stands before it.
pub fn fields<'t>(pen: &mut Pen<'t>, mut head: Vec<Doc<'t>>, fields: &'t [Field]) -> Doc<'t> {
    head.extend([Doc::Space(1), pen.word("{")]);
    let mut above = Vec::new();
    let mut names = Vec::new();
    let mut rest = Vec::new();
    for field in fields {
        above.push(pen.documentation(&field.documentation));
        names.push(vec![pen.at(field.name.span), pen.word(":")]);
        let mut cells = vec![field_type(pen, &field.type_)];
        cells.extend(field.label.as_ref().map(|label| pen.at(label.span)));
        cells.extend(inline(pen, &field.clauses));
        rest.push(cells);
    }
    let cells = columns(names, 1).into_iter().zip(columns(rest, GAP));
    let rows = above.into_iter().zip(cells).map(|(mut docs, (name, rest))| {
        docs.extend([name, Doc::Space(1), rest]);
        Doc::several(docs)
    });
    let rows = rows.collect();
    pen.close(head, rows)
}

/// `optional number of users over time`
pub fn field_type<'t>(pen: &mut Pen<'t>, written: &'t FieldType) -> Doc<'t> {
    let mut docs = Vec::new();
    if written.optional {
        docs.extend([pen.word("optional"), Doc::Space(1)]);
    }
    type_name(pen, &written.name, &mut docs);
    if written.over_time {
        docs.extend([Doc::Space(1), pen.word("over time")]);
    }
    if let Some(cycle) = written.per {
        docs.extend([Doc::Space(1), pen.word("per"), Doc::Space(1), pen.word(cycle.word())]);
    }
    Doc::several(docs)
}

fn type_name<'t>(pen: &mut Pen<'t>, written: &'t TypeName, docs: &mut Vec<Doc<'t>>) {
    match written {
        TypeName::Bool => docs.push(pen.word("bool")),
        TypeName::Number(None) => docs.push(pen.word("number")),
        TypeName::Number(Some(unit)) => {
            docs.extend([pen.word("number of"), Doc::Space(1), pen.at(unit.span)]);
        }
        TypeName::Money(currency) => {
            docs.extend([pen.word("money"), Doc::Space(1), pen.at(currency.span)]);
        }
        TypeName::Date => docs.push(pen.word("date")),
        TypeName::DateTime => docs.push(pen.word("datetime")),
        TypeName::Duration(family) => docs.push(pen.word(match family {
            Family::Days => "duration in days",
            Family::Months => "duration in months",
            Family::Hours => "duration in hours",
            Family::WorkingDays => "duration in working days",
        })),
        TypeName::Country => docs.push(pen.word("country")),
        TypeName::Text => docs.push(pen.word("text")),
        TypeName::Named(name) => docs.push(pen.at(name.span)),
        TypeName::Set(of) => {
            docs.extend([pen.word("set of"), Doc::Space(1)]);
            type_name(pen, of, docs);
        }
        TypeName::List(entity) => {
            docs.extend([pen.word("list of"), Doc::Space(1), pen.at(entity.span)]);
        }
    }
}
