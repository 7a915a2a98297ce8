//! Tests as written: a sheet, a day, what is given and what is expected.

use crate::ground::text::Span;
use crate::language::syntax::{Clause, Expression, Label, Literal, Name, Path, PeriodName, Words};

/// `test "Everything but the counter" { sheet … on … given … expect … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Label,
    /// What stands between its braces, in order.
    pub clauses: Vec<TestClause>,
    /// The declaration.
    pub span: Span,
}

/// What a test says.
#[derive(Clone, Debug, PartialEq)]
pub enum TestClause {
    /// `sheet "PATH" [for "NAME"]`
    Sheet {
        /// The path, relative to the law's file.
        path: Label,
        /// The entity of the sheet.
        entity: Option<Label>,
        /// The clause.
        span: Span,
    },
    /// `on DATE`
    On(Literal, Span),
    /// `given …`
    Given(Given),
    /// `expect …`
    Expect(Expect),
    /// A clause of the whole test.
    Clause(Clause),
}

/// `given presence = branch from 2022-02-04`
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// What is given.
    pub target: GivenTarget,
    /// Its value.
    pub value: GivenValue,
    /// `from DATE`: an entry of its history.
    pub from: Option<Literal>,
    /// The clause.
    pub span: Span,
}

/// What is given: a fact or an event, and the period for a figure of a period.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenTarget {
    /// `daily_users`, `company.turnover`
    pub name: Path,
    /// `in 2021`
    pub period: Option<PeriodName>,
}

/// The value given.
#[derive(Clone, Debug, PartialEq)]
pub enum GivenValue {
    /// `unknown`
    Unknown(Span),
    /// A value, or the dates of an event as a set.
    Value(Expression),
}

/// `expect …`
#[derive(Clone, Debug, PartialEq)]
pub enum Expect {
    /// `expect NAME STATUS [late] [since D | until D] [needs F, …]`
    State {
        /// The duty or step.
        name: Path,
        /// What it is expected to be.
        state: ExpectState,
        /// The clause.
        span: Span,
    },
    /// `expect undetermined EXPR needs F, …`
    Undetermined {
        /// The expression.
        value: Expression,
        /// The facts that would settle it.
        needs: Vec<Path>,
        /// The clause.
        span: Span,
    },
    /// `expect EXPR`
    Holds(Expression, Span),
}

/// The status part of an expectation.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectState {
    /// The words of the status: `not applicable`, `breached`.
    pub status: Vec<Name>,
    /// `late`
    pub late: bool,
    /// `since D`
    pub since: Option<Literal>,
    /// `until D`
    pub until: Option<Literal>,
    /// `needs F, …`
    pub needs: Vec<Path>,
}
