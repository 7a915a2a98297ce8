//! Tests as written: a sheet, a day, what is given and what is expected.

use crate::ground::text::Span;
use crate::language::syntax::clause::{clause, label, name, path};
use crate::language::syntax::expression::read::{expression, period};
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::literal;
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
    pub target: Target,
    /// Its value.
    pub value: GivenValue,
    /// `from DATE`: an entry of its history.
    pub from: Option<Literal>,
    /// The clause.
    pub span: Span,
}

/// What is given or needed: a fact or an event, and the period of a figure of a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
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
        needs: Vec<Target>,
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
    pub needs: Vec<Target>,
}

/// `test "…" { … }`
pub(super) fn test(reader: &mut Reader, documentation: Words, node: Node) -> Test {
    let written = node.all(Rule::test_clause);
    Test {
        documentation,
        name: label(reader, node.part(Rule::label)),
        clauses: written.map(|part| test_clause(reader, part.last())).collect(),
        span: reader.span(node),
    }
}

fn test_clause(reader: &mut Reader, node: Node) -> TestClause {
    let span = reader.span(node);
    match node.rule() {
        Rule::sheet => {
            let mut labels = node.all(Rule::label);
            let path = labels.next().unwrap_or(node);
            let path = label(reader, path);
            TestClause::Sheet { path, entity: labels.next().map(|part| label(reader, part)), span }
        }
        Rule::test_on => TestClause::On(literal::date(reader, node.part(Rule::date)), span),
        Rule::given => TestClause::Given(given(reader, node)),
        Rule::expect => TestClause::Expect(expect(reader, node)),
        _ => TestClause::Clause(clause(reader, node)),
    }
}

fn given(reader: &mut Reader, node: Node) -> Given {
    let target = target(reader, node);
    let value = match node.maybe(Rule::expression) {
        Some(value) => GivenValue::Value(expression(reader, value)),
        None => GivenValue::Unknown(reader.span(node.part(Rule::unknown))),
    };
    let from = node.maybe(Rule::date).map(|date| literal::date(reader, date));
    Given { target, value, from, span: reader.span(node) }
}

/// `company.turnover in 2021`
fn target(reader: &mut Reader, node: Node) -> Target {
    Target {
        name: path(reader, node.part(Rule::path)),
        period: node.maybe(Rule::period).map(|part| period(reader, part)),
    }
}

fn needs(reader: &mut Reader, node: Node) -> Vec<Target> {
    node.all(Rule::need).map(|part| target(reader, part)).collect()
}

fn expect(reader: &mut Reader, node: Node) -> Expect {
    let span = reader.span(node);
    let inner = node.last();
    match inner.rule() {
        Rule::expect_state => Expect::State {
            name: path(reader, inner.part(Rule::path)),
            state: expect_state(reader, inner),
            span,
        },
        Rule::expect_undetermined => Expect::Undetermined {
            value: expression(reader, inner.part(Rule::expression)),
            needs: needs(reader, inner.part(Rule::needs)),
            span,
        },
        _ => Expect::Holds(expression(reader, inner), span),
    }
}

fn expect_state(reader: &mut Reader, node: Node) -> ExpectState {
    let date = node.maybe(Rule::date).map(|part| literal::date(reader, part));
    let (since, until) = if node.has(Rule::kw_since) { (date, None) } else { (None, date) };
    ExpectState {
        status: state(reader, node.part(Rule::state)),
        late: node.has(Rule::late),
        since,
        until,
        needs: node.maybe(Rule::needs).map(|part| needs(reader, part)).unwrap_or_default(),
    }
}

/// The words of a status: `breached`, `not in force`.
pub(super) fn state(reader: &mut Reader, node: Node) -> Vec<Name> {
    node.parts().map(|word| name(reader, word)).collect()
}
