//! What sheets state: units, entities, enums, facts and events.

use crate::language::syntax::{Entity, Enumeration, Event, Facts, Field, Label, Unit, Words};
use crate::tools::doc::basis::{basis, in_force, opening, paragraphs, terms, told};
use crate::tools::doc::figures::{Row, grid, words};
use crate::tools::doc::section::title;
use crate::tools::doc::source::Texts;
use crate::tools::doc::{Block, Piece, SaidLine, Term};

/// A unit.
pub fn unit(written: &Unit) -> Vec<Block> {
    opening(&written.documentation, &written.clauses)
}

/// An entity and its fields.
pub fn entity(texts: &Texts<'_>, written: &Entity) -> Vec<Block> {
    let mut blocks = opening(&written.documentation, &written.clauses);
    blocks.extend(fields(texts, &written.fields));
    blocks
}

/// An enum and its values.
pub fn enumeration(texts: &Texts<'_>, written: &Enumeration) -> Vec<Block> {
    let mut blocks = opening(&written.documentation, &written.clauses);
    let rows = written.variants.iter().map(|variant| Row {
        anchor: texts.anchor_at(variant.name.span),
        title: title(&variant.name, variant.label.as_ref()),
        cells: vec![
            vec![SaidLine::plain(vec![Piece::name(variant.name.text.as_str())])],
            meaning(variant.label.as_ref(), &variant.documentation),
        ],
        basis: basis(&[]),
    });
    let rows: Vec<Row> = rows.collect();
    if !rows.is_empty() {
        blocks.push(grid(vec![words("Value"), words("Meaning")], rows));
    }
    blocks
}

/// A block of facts.
pub fn facts(texts: &Texts<'_>, written: &Facts) -> Vec<Block> {
    let mut blocks = paragraphs(&written.documentation);
    blocks.extend(fields(texts, &written.fields));
    blocks
}

/// An event and its fields.
pub fn event(texts: &Texts<'_>, written: &Event) -> Vec<Block> {
    let mut blocks = opening(&written.documentation, &written.clauses);
    let mut under = Vec::new();
    under.extend(written.of.as_ref().map(|of| Term::line("Of", vec![texts.name(of.span)])));
    if written.at_time {
        under.push(Term::line("Recorded with", words("its hour and minute")));
    }
    under.extend(in_force(texts, &written.clauses));
    blocks.extend(terms(under));
    blocks.extend(fields(texts, &written.fields));
    blocks
}

fn fields(texts: &Texts<'_>, fields: &[Field]) -> Option<Block> {
    let rows = fields.iter().map(|field| Row {
        anchor: texts.anchor_at(field.name.span),
        title: title(&field.name, field.label.as_ref()),
        cells: vec![
            vec![SaidLine::plain(vec![Piece::name(field.name.text.as_str())])],
            meaning(field.label.as_ref(), &field.documentation),
            vec![SaidLine::plain(texts.line(field.type_.span))],
        ],
        basis: basis(&field.clauses),
    });
    let rows: Vec<Row> = rows.collect();
    let head = vec![words("Name"), words("Meaning"), words("Type")];
    (!rows.is_empty()).then(|| grid(head, rows))
}

/// The label, and below it the documentation.
fn meaning(label: Option<&Label>, documentation: &Words) -> Vec<SaidLine> {
    let label = label.map(|label| SaidLine::plain(words(label.text.as_str())));
    label.into_iter().chain(told(documentation)).collect()
}
