//! Parameters as written: figures whose value changes by date.

use crate::ground::text::Span;
use crate::language::syntax::clause::{clause, documentation, maybe_label, name};
use crate::language::syntax::define::value_version;
use crate::language::syntax::entity::field_type;
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::literal;
use crate::language::syntax::{Clause, FieldType, Label, Literal, Name, ValueVersion, Words};

/// `parameter audience : number of users { from 2021-07-01: 500_000 cite "art. 4(1)" }`
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub type_: FieldType,
    /// What reports call it.
    pub label: Option<Label>,
    /// What stands between its braces, in order.
    pub clauses: Vec<ParameterClause>,
    /// The declaration.
    pub span: Span,
}

/// What a parameter says.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterClause {
    /// `from DATE: VALUE cite "…"`
    Version(ValueVersion),
    /// `verified through DATE`
    VerifiedThrough(Literal, Span),
    /// A clause of the whole parameter.
    Clause(Clause),
}

/// `parameter audience : number of users { … }`
pub(super) fn parameter(reader: &mut Reader, words: Words, node: Node) -> Parameter {
    let mut pending = Words::new();
    let mut clauses = Vec::new();
    for part in node.parts() {
        match part.rule() {
            Rule::doc => pending.push(documentation(reader, part)),
            Rule::parameter_clause => {
                let part = part.last();
                let span = reader.span(part);
                clauses.push(match part.rule() {
                    Rule::value_version => ParameterClause::Version(value_version(
                        reader,
                        std::mem::take(&mut pending),
                        part,
                    )),
                    Rule::verified => ParameterClause::VerifiedThrough(
                        literal::date(reader, part.part(Rule::date)),
                        span,
                    ),
                    _ => ParameterClause::Clause(clause(reader, part)),
                });
            }
            _ => {}
        }
    }
    Parameter {
        documentation: words,
        name: name(reader, node.part(Rule::name)),
        type_: field_type(reader, node.part(Rule::field_type)),
        label: maybe_label(reader, node),
        clauses,
        span: reader.span(node),
    }
}
