//! Duties as written: what somebody must do, keep or not do, from when, and by when.

use crate::ground::text::Span;
use crate::ground::time::Cycle;
use crate::language::syntax::{Clause, Expression, Label, Literal, Name, Path, Words};

/// `duty notify "…" { when … must … due … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
    /// What stands between its braces, in order.
    pub clauses: Vec<DutyClause>,
    /// The declaration.
    pub span: Span,
}

/// What a duty says.
#[derive(Clone, Debug, PartialEq)]
pub enum DutyClause {
    /// `when CONDITION`
    When(Expression, Span),
    /// `on each EVENT as o`
    OnEach {
        /// The event.
        event: Path,
        /// The name of each occurrence.
        element: Option<Name>,
        /// The clause.
        span: Span,
    },
    /// `must …`
    Must(Must),
    /// `due …`
    Due(Due),
    /// `every …`
    Every(Every, Span),
    /// A clause of the whole duty.
    Clause(Clause),
}

/// `must CONDITION`, `must not CONDITION`, `must EVENT`: which of them the checker tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Must {
    /// `must not`: the condition is a state to avoid.
    pub not: bool,
    /// The state or the act.
    pub what: Expression,
    /// The clause.
    pub span: Span,
}

/// `due 30 days after finding`, `due 2022-01-01`
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// The date.
    pub date: Expression,
    /// The clause.
    pub span: Span,
}

/// How often a duty recurs.
#[derive(Clone, Debug, PartialEq)]
pub enum Every {
    /// `every 6 months`, from the day the duty arises
    Duration(Literal),
    /// `every calendar month | quarter | half_year | year`
    Calendar(Cycle),
}
