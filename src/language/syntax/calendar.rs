//! Calendars as written: weekends and holidays.

use crate::ground::text::Span;
use crate::language::syntax::clause::{clause, maybe_label, name};
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::literal;
use crate::language::syntax::{Clause, Label, Literal, Name, Words};

/// `calendar commission { weekend saturday, sunday holidays { 2023-01-01 } }`
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
    /// What stands between its braces, in order.
    pub clauses: Vec<CalendarClause>,
    /// The declaration.
    pub span: Span,
}

/// What a calendar says.
#[derive(Clone, Debug, PartialEq)]
pub enum CalendarClause {
    /// `weekend saturday, sunday`
    Weekend(Vec<Name>, Span),
    /// `holidays { 2023-01-01, 2023-04-06 }`
    Holidays(Vec<Literal>, Span),
    /// `verified through DATE`
    VerifiedThrough(Literal, Span),
    /// A clause of the whole calendar.
    Clause(Clause),
}

/// `calendar commission { … }`
pub(super) fn calendar(reader: &mut Reader, documentation: Words, node: Node) -> Calendar {
    let written = node.all(Rule::calendar_clause);
    Calendar {
        documentation,
        name: name(reader, node.part(Rule::name)),
        label: maybe_label(reader, node),
        clauses: written.map(|part| calendar_clause(reader, part.last())).collect(),
        span: reader.span(node),
    }
}

fn calendar_clause(reader: &mut Reader, node: Node) -> CalendarClause {
    let span = reader.span(node);
    match node.rule() {
        Rule::weekend => {
            let days = node.all(Rule::name).map(|day| name(reader, day)).collect();
            CalendarClause::Weekend(days, span)
        }
        Rule::holidays => {
            let days = node.all(Rule::date).map(|day| literal::date(reader, day)).collect();
            CalendarClause::Holidays(days, span)
        }
        Rule::verified => {
            CalendarClause::VerifiedThrough(literal::date(reader, node.part(Rule::date)), span)
        }
        _ => CalendarClause::Clause(clause(reader, node)),
    }
}
