//! Enums as written: closed lists of named values.

use crate::ground::text::Span;
use crate::language::syntax::clause::{clauses, documentation, maybe_label, name};
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::{Clause, Label, Name, Words};

/// `enum role { owner, messenger }`
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
    /// Clauses between the name and the brace.
    pub clauses: Vec<Clause>,
    /// Its values.
    pub variants: Vec<Variant>,
    /// The declaration.
    pub span: Span,
}

/// One value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
}

/// `enum role { owner, messenger }`
pub(super) fn enumeration(reader: &mut Reader, words: Words, node: Node) -> Enumeration {
    let mut pending = Words::new();
    let mut variants = Vec::new();
    for part in node.parts() {
        match part.rule() {
            Rule::doc => pending.push(documentation(reader, part)),
            Rule::variant => variants.push(Variant {
                documentation: std::mem::take(&mut pending),
                name: name(reader, part.part(Rule::name)),
                label: maybe_label(reader, part),
            }),
            _ => {}
        }
    }
    Enumeration {
        documentation: words,
        name: name(reader, node.part(Rule::name)),
        label: maybe_label(reader, node),
        clauses: clauses(reader, node),
        variants,
        span: reader.span(node),
    }
}
