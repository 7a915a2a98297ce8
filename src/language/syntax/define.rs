//! Definitions as written: named derived values, of one wording or of dated ones.

use crate::ground::text::Span;
use crate::language::syntax::clause::{clause, clauses, documentation, maybe_label, name};
use crate::language::syntax::entity::field_type;
use crate::language::syntax::expression::read::definition;
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::literal;
use crate::language::syntax::{Clause, Expression, FieldType, Label, Literal, Name, Words};

/// `define covered = …`, `define cap : money EUR { from 2023-05-02: … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Define {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// Its type, where written.
    pub type_: Option<FieldType>,
    /// What reports call it.
    pub label: Option<Label>,
    /// What it means.
    pub body: DefineBody,
    /// Its clauses: behind the expression, or between the braces before the versions.
    pub clauses: Vec<Clause>,
    /// The declaration.
    pub span: Span,
}

/// One wording or several.
#[derive(Clone, Debug, PartialEq)]
pub enum DefineBody {
    /// `= …`
    Always(Expression),
    /// `{ from DATE: … }`
    Versions(Vec<ValueVersion>),
}

/// `from 2021-07-01: 500_000 cite "art. 4(1)"`
#[derive(Clone, Debug, PartialEq)]
pub struct ValueVersion {
    /// `///` lines before it.
    pub documentation: Words,
    /// The first day.
    pub from: Literal,
    /// What holds from it.
    pub value: Expression,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// The version.
    pub span: Span,
}

/// `define covered = …`
pub(super) fn define(reader: &mut Reader, words: Words, node: Node) -> Define {
    let type_ = node.maybe(Rule::field_type).map(|part| field_type(reader, part));
    let (body, clauses) = match node.maybe(Rule::versions) {
        Some(part) => versions(reader, part),
        None => {
            let value = definition(reader, node.part(Rule::definition));
            (DefineBody::Always(value), clauses(reader, node))
        }
    };
    Define {
        documentation: words,
        name: name(reader, node.part(Rule::name)),
        type_,
        label: maybe_label(reader, node),
        body,
        clauses,
        span: reader.span(node),
    }
}

fn versions(reader: &mut Reader, node: Node) -> (DefineBody, Vec<Clause>) {
    let mut pending = Words::new();
    let mut versions = Vec::new();
    let mut clauses = Vec::new();
    for part in node.parts() {
        match part.rule() {
            Rule::doc => pending.push(documentation(reader, part)),
            Rule::version_clause => match part.last() {
                version if version.rule() == Rule::value_version => {
                    versions.push(value_version(reader, std::mem::take(&mut pending), version));
                }
                other => clauses.push(clause(reader, other)),
            },
            _ => {}
        }
    }
    (DefineBody::Versions(versions), clauses)
}

/// `from 2021-07-01: 500_000 cite "art. 4(1)"`
pub(super) fn value_version(reader: &mut Reader, documentation: Words, node: Node) -> ValueVersion {
    ValueVersion {
        documentation,
        from: literal::date(reader, node.part(Rule::date)),
        value: definition(reader, node.part(Rule::definition)),
        clauses: clauses(reader, node),
        span: reader.span(node),
    }
}
