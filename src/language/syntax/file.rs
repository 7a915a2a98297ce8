//! A law file as written: one header, the uses, the declarations and the comments between them.

use crate::ground::table::Id;
use crate::ground::text::{Source, Span};
use crate::language::syntax::{
    Assertion, Calendar, Clause, DecisionTable, Define, Duty, Entity, Enumeration, Event, Facts,
    Label, Literal, Name, Parameter, Path, Sanctions, Scale, Status, Test, Unit, Words,
};

/// One `.law` file.
#[derive(Clone, Debug, PartialEq)]
pub struct LawFile {
    /// Which text it was read from.
    pub source: Id<Source>,
    /// The header; `None` where it could not be read (its diagnostic is reported).
    pub header: Option<Header>,
    /// The `use` lines in order.
    pub uses: Vec<Use>,
    /// The declarations in order.
    pub declarations: Vec<Declaration>,
    /// Every `//` comment in order; the formatter finds their places by their spans.
    pub comments: Vec<Comment>,
}

/// What a file is: the first thing it says.
#[derive(Clone, Debug, PartialEq)]
pub enum Header {
    /// `law NAME "Title" { … }`
    Law {
        /// `///` lines before it.
        documentation: Words,
        /// The dotted name.
        name: Path,
        /// The title.
        title: Option<Label>,
        /// The clauses between its braces, in order.
        clauses: Vec<HeaderClause>,
        /// From `law` to the closing brace.
        span: Span,
    },
    /// `vocabulary NAME`
    Vocabulary {
        /// `///` lines before it.
        documentation: Words,
        /// The dotted name.
        name: Path,
        /// The whole line.
        span: Span,
    },
    /// `tests for NAME`
    Tests {
        /// `///` lines before it.
        documentation: Words,
        /// The law it tests.
        law: Path,
        /// The whole line.
        span: Span,
    },
}

/// One clause of a law's header, with its place.
#[derive(Clone, Debug, PartialEq)]
pub enum HeaderClause {
    /// `source "…"`
    Source(Label, Span),
    /// `jurisdiction RU`
    Jurisdiction(Name, Span),
    /// `authority "…"`
    Authority(Label, Span),
    /// `subject ENTITY`
    Subject(Name, Span),
    /// `in force from DATE [until DATE]`
    InForce {
        /// The first day.
        from: Literal,
        /// The first day no longer in force.
        until: Option<Literal>,
        /// The clause.
        span: Span,
    },
    /// `verified through DATE`
    VerifiedThrough(Literal, Span),
    /// `month end last day` (`false`: `next day`)
    MonthEnd {
        /// Whether the rule is `last day`.
        last_day: bool,
        /// The clause.
        span: Span,
    },
    /// `working days CALENDAR`
    WorkingDays(Name, Span),
    /// `deadlines move to next working day` (`false`: `previous`)
    DeadlinesMove {
        /// Whether they move to the next working day.
        next: bool,
        /// The clause.
        span: Span,
    },
    /// `cite`, `quote`, `reading`
    Clause(Clause),
}

/// `use NAME`
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// The law or vocabulary used.
    pub name: Path,
    /// The line.
    pub span: Span,
}

/// Anything declared, one variant per construct.
#[derive(Clone, Debug, PartialEq)]
pub enum Declaration {
    /// `unit users`
    Unit(Unit),
    /// `entity company { … }`
    Entity(Entity),
    /// `enum role { … }`
    Enumeration(Enumeration),
    /// `facts { … }`
    Facts(Facts),
    /// `event listing "…"`
    Event(Event),
    /// `parameter audience : number of users { … }`
    Parameter(Parameter),
    /// `scale income_tax on money EUR, marginal { … }`
    Scale(Scale),
    /// `table late_fee on (…) -> … { … }`
    Table(DecisionTable),
    /// `calendar commission { … }`
    Calendar(Calendar),
    /// `define covered = …`
    Define(Define),
    /// `status designated { … }`
    Status(Status),
    /// `duty notify { … }`
    Duty(Duty),
    /// `sanctions ladder { … }`
    Sanctions(Sanctions),
    /// `test "…" { … }`
    Test(Test),
    /// `assert "…" { … }`
    Assertion(Assertion),
}

/// One `//` comment, without its line break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From `//` to the end of the line.
    pub span: Span,
}
