//! What a law file declares, as a tree: for the list of symbols beside the text and for the search.

use crate::ground::text::Span;
use crate::language::syntax::{Declaration, Field, Header, Label, LawFile, Name, SanctionsClause};
use gen_lsp_types::SymbolKind;

/// One declaration and those within it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name, or the text of a test's.
    pub name: String,
    /// What it is and how it is called.
    pub detail: String,
    /// The picture that editors show beside it.
    pub kind: SymbolKind,
    /// Where it stands.
    pub span: Span,
    /// Where its name stands.
    pub named: Span,
    /// What it holds.
    pub inside: Vec<Entry>,
}

/// The outline of a file: its header, which holds everything else.
pub fn outline(file: &LawFile, length: usize) -> Vec<Entry> {
    let inside: Vec<Entry> = file.declarations.iter().map(declared).collect();
    let Some(header) = &file.header else { return inside };
    let (word, name, title, span, kind) = match header {
        Header::Law { name, title, span, .. } => {
            ("law", name, title.as_ref(), *span, SymbolKind::Module)
        }
        Header::Vocabulary { name, span, .. } => {
            ("vocabulary", name, None, *span, SymbolKind::Package)
        }
        Header::Tests { law, span, .. } => ("tests", law, None, *span, SymbolKind::Module),
    };
    let whole = Span::new(span.source, span.start as usize, length.max(span.end as usize));
    let detail = detail(word, title);
    vec![Entry { name: name.dotted(), detail, kind, span: whole, named: name.span, inside }]
}

fn detail(word: &str, label: Option<&Label>) -> String {
    match label {
        Some(label) => format!("{word} “{}”", label.text),
        None => word.to_owned(),
    }
}

fn entry(word: &str, name: &Name, label: Option<&Label>, span: Span, kind: SymbolKind) -> Entry {
    Entry {
        name: name.text.to_string(),
        detail: detail(word, label),
        kind,
        span: whole(span, name.span),
        named: name.span,
        inside: Vec::new(),
    }
}

/// A place that holds the name: a declaration that was torn may end before it.
fn whole(span: Span, name: Span) -> Span {
    Span { start: span.start.min(name.start), end: span.end.max(name.end), ..span }
}

fn fields(word: &str, fields: &[Field]) -> Vec<Entry> {
    let row = |field: &Field| {
        entry(word, &field.name, field.label.as_ref(), field.span, SymbolKind::Field)
    };
    fields.iter().map(row).collect()
}

fn declared(declaration: &Declaration) -> Entry {
    match declaration {
        Declaration::Unit(it) => {
            entry("unit", &it.name, it.label.as_ref(), it.span, SymbolKind::TypeParameter)
        }
        Declaration::Entity(it) => Entry {
            inside: fields("field", &it.fields),
            ..entry("entity", &it.name, it.label.as_ref(), it.span, SymbolKind::Class)
        },
        Declaration::Enumeration(it) => {
            let variants = it.variants.iter().map(|variant| {
                let label = variant.label.as_ref();
                let span =
                    label.map_or(variant.name.span, |label| variant.name.span.to(label.span));
                entry("value", &variant.name, label, span, SymbolKind::EnumMember)
            });
            Entry {
                inside: variants.collect(),
                ..entry("enum", &it.name, it.label.as_ref(), it.span, SymbolKind::Enum)
            }
        }
        Declaration::Facts(it) => {
            let of = it.of.as_ref().map(|of| format!(" of {}", of.text)).unwrap_or_default();
            Entry {
                name: format!("facts{of}"),
                detail: String::new(),
                kind: SymbolKind::Object,
                span: it.span,
                named: Span { end: it.span.end.min(it.span.start + 5), ..it.span },
                inside: fields("fact", &it.fields),
            }
        }
        Declaration::Event(it) => Entry {
            inside: fields("field", &it.fields),
            ..entry("event", &it.name, it.label.as_ref(), it.span, SymbolKind::Event)
        },
        Declaration::Parameter(it) => {
            entry("parameter", &it.name, it.label.as_ref(), it.span, SymbolKind::Constant)
        }
        Declaration::Scale(it) => {
            entry("scale", &it.name, it.label.as_ref(), it.span, SymbolKind::Array)
        }
        Declaration::Table(it) => {
            entry("table", &it.name, it.label.as_ref(), it.span, SymbolKind::Array)
        }
        Declaration::Calendar(it) => {
            entry("calendar", &it.name, it.label.as_ref(), it.span, SymbolKind::Array)
        }
        Declaration::Define(it) => {
            entry("define", &it.name, it.label.as_ref(), it.span, SymbolKind::Variable)
        }
        Declaration::Status(it) => {
            entry("status", &it.name, it.label.as_ref(), it.span, SymbolKind::Boolean)
        }
        Declaration::Duty(it) => {
            entry("duty", &it.name, it.label.as_ref(), it.span, SymbolKind::Interface)
        }
        Declaration::Sanctions(it) => {
            let steps = it.clauses.iter().filter_map(|clause| match clause {
                SanctionsClause::Step(step) => {
                    let label = step.label.as_ref();
                    Some(entry("step", &step.name, label, step.span, SymbolKind::Method))
                }
                SanctionsClause::For(..)
                | SanctionsClause::OnCure(..)
                | SanctionsClause::Together { .. }
                | SanctionsClause::Per(..)
                | SanctionsClause::Clause(_) => None,
            });
            Entry {
                inside: steps.collect(),
                ..entry("sanctions", &it.name, it.label.as_ref(), it.span, SymbolKind::Struct)
            }
        }
        Declaration::Test(it) => called("test", &it.name, it.span),
        Declaration::Assertion(it) => called("assert", &it.name, it.span),
    }
}

/// A test or an assert: its name is a text.
fn called(word: &str, label: &Label, span: Span) -> Entry {
    let name = match label.text.trim() {
        "" => word.to_owned(),
        text => text.to_owned(),
    };
    Entry {
        name,
        detail: word.to_owned(),
        kind: SymbolKind::Function,
        span: whole(span, label.span),
        named: label.span,
        inside: Vec::new(),
    }
}
