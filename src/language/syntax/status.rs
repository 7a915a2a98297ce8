//! Statuses as written: latches that begin and end.

use crate::ground::text::Span;
use crate::language::syntax::clause::{clause, maybe_label, name, path};
use crate::language::syntax::expression::read::expression;
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::{Clause, Expression, Label, Name, Path, Words};

/// `status designated "…" { begins on designation ends on withdrawal }`
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
    /// What stands between its braces, in order.
    pub clauses: Vec<StatusClause>,
    /// The declaration.
    pub span: Span,
}

/// What a status says.
#[derive(Clone, Debug, PartialEq)]
pub enum StatusClause {
    /// `begins …`
    Begins(Turn, Span),
    /// `ends …`
    Ends(Turn, Span),
    /// A clause of the whole status.
    Clause(Clause),
}

/// What turns a latch.
#[derive(Clone, Debug, PartialEq)]
pub enum Turn {
    /// `on EVENT`
    On(Path),
    /// `when CONDITION`
    When(Expression),
    /// A date expression
    At(Expression),
}

/// `status designated "…" { … }`
pub(super) fn status(reader: &mut Reader, documentation: Words, node: Node) -> Status {
    let written = node.all(Rule::status_clause);
    Status {
        documentation,
        name: name(reader, node.part(Rule::name)),
        label: maybe_label(reader, node),
        clauses: written.map(|part| status_clause(reader, part.last())).collect(),
        span: reader.span(node),
    }
}

fn status_clause(reader: &mut Reader, node: Node) -> StatusClause {
    let span = reader.span(node);
    match node.rule() {
        Rule::begins => StatusClause::Begins(turn(reader, node.part(Rule::turn)), span),
        Rule::status_ends => StatusClause::Ends(turn(reader, node.part(Rule::turn)), span),
        _ => StatusClause::Clause(clause(reader, node)),
    }
}

fn turn(reader: &mut Reader, node: Node) -> Turn {
    match node.maybe(Rule::path) {
        Some(event) => Turn::On(path(reader, event)),
        None => {
            let value = expression(reader, node.part(Rule::expression));
            if node.has(Rule::kw_when) { Turn::When(value) } else { Turn::At(value) }
        }
    }
}
