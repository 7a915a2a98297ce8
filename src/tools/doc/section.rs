//! One declaration as a section.

use crate::language::syntax::{Declaration, Label, Name};
use crate::tools::doc::source::Texts;
use crate::tools::doc::{Block, Section, duties, figures, sanctions, terms};

/// The section of a declaration; none of a test or an assert, which stand together at the end.
pub fn section(texts: &Texts<'_>, written: &Declaration) -> Option<Section> {
    Some(match written {
        Declaration::Unit(it) => named(texts, "unit", &it.name, it.label.as_ref(), terms::unit(it)),
        Declaration::Entity(it) => {
            named(texts, "entity", &it.name, it.label.as_ref(), terms::entity(texts, it))
        }
        Declaration::Enumeration(it) => {
            named(texts, "enum", &it.name, it.label.as_ref(), terms::enumeration(texts, it))
        }
        Declaration::Facts(it) => {
            let of = it.of.as_ref().map(|of| format!(" of {}", of.text)).unwrap_or_default();
            Section {
                anchor: String::new(),
                kind: "facts",
                name: String::new(),
                title: format!("Facts{of}"),
                blocks: terms::facts(texts, it),
            }
        }
        Declaration::Event(it) => {
            named(texts, "event", &it.name, it.label.as_ref(), terms::event(texts, it))
        }
        Declaration::Parameter(it) => {
            named(texts, "parameter", &it.name, it.label.as_ref(), figures::parameter(texts, it))
        }
        Declaration::Scale(it) => {
            named(texts, "scale", &it.name, it.label.as_ref(), figures::scale(texts, it))
        }
        Declaration::Table(it) => {
            named(texts, "table", &it.name, it.label.as_ref(), figures::table(texts, it))
        }
        Declaration::Calendar(it) => {
            named(texts, "calendar", &it.name, it.label.as_ref(), figures::calendar(texts, it))
        }
        Declaration::Define(it) => {
            named(texts, "define", &it.name, it.label.as_ref(), duties::define(texts, it))
        }
        Declaration::Status(it) => {
            named(texts, "status", &it.name, it.label.as_ref(), duties::status(texts, it))
        }
        Declaration::Duty(it) => {
            named(texts, "duty", &it.name, it.label.as_ref(), duties::duty(texts, it))
        }
        Declaration::Sanctions(it) => {
            let blocks = sanctions::sanctions(texts, it);
            named(texts, "sanctions", &it.name, it.label.as_ref(), blocks)
        }
        Declaration::Test(_) | Declaration::Assertion(_) => return None,
    })
}

fn named(
    texts: &Texts<'_>,
    kind: &'static str,
    name: &Name,
    label: Option<&Label>,
    blocks: Vec<Block>,
) -> Section {
    let title = title(name, label);
    Section { anchor: texts.anchor_at(name.span), kind, name: name.text.to_string(), title, blocks }
}

/// What readers call what has a name: its label, or else its name without the underscores.
pub fn title(name: &Name, label: Option<&Label>) -> String {
    match label.map(|label| label.text.trim()) {
        Some(label) if !label.is_empty() => label.to_owned(),
        Some(_) | None => spoken(&name.text),
    }
}

/// `open_local_office` as `Open local office`.
fn spoken(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str().replace('_', " "))
}
