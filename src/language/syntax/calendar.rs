//! Calendars as written: weekends and holidays.

use crate::ground::text::Span;
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
