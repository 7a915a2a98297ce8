//! Calendars: which days are working days, and which way a deadline moves that is none.

use crate::ground::text::Span;
use crate::ground::time::Workdays;
use crate::language::law::Basis;

/// A calendar.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Its name, `commission`.
    pub name: String,
    /// What reports call it.
    pub label: Option<String>,
    /// `///` lines, joined.
    pub documentation: String,
    /// Its weekend, its holidays and the day through which they are verified.
    pub workdays: Workdays,
    /// Its clauses.
    pub basis: Basis,
    /// Where it is declared.
    pub span: Span,
}

/// Which way the due date of a duty moves where it is no working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeadlineMove {
    /// To the next working day.
    Next,
    /// To the working day before.
    Previous,
}
