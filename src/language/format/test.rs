//! Writes tests.

use crate::language::format::clause::{Said, clause, listed, path, said};
use crate::language::format::document::Doc;
use crate::language::format::expression::{expression, in_period};
use crate::language::format::literal::literal;
use crate::language::format::pen::Pen;
use crate::language::syntax::{Expect, ExpectState, Given, GivenValue, Target, Test, TestClause};

/// How wide the words of its clauses are.
const WORDS: usize = 6;

/// `test "Everything but the counter" { sheet … on … given … expect … }`
pub fn test<'t>(pen: &mut Pen<'t>, written: &'t Test) -> Doc<'t> {
    let mut docs = pen.documentation(&written.documentation);
    docs.extend([pen.word("test"), Doc::Space(1), pen.at(written.name.span)]);
    docs.extend([Doc::Space(1), pen.word("{")]);
    let mut rows = Vec::new();
    for row in &written.clauses {
        let said = match row {
            TestClause::Sheet { path, entity, .. } => said(pen, "sheet", |pen| {
                let mut docs = vec![pen.at(path.span)];
                if let Some(entity) = entity {
                    docs.extend([Doc::Space(1), pen.word("for"), Doc::Space(1)]);
                    docs.push(pen.at(entity.span));
                }
                Doc::several(docs)
            }),
            TestClause::On(date, _) => said(pen, "on", |pen| literal(pen, date)),
            TestClause::Given(row) => given(pen, row),
            TestClause::Expect(row) => expect(pen, row),
            TestClause::Clause(row) => clause(pen, row),
        };
        rows.push(said.padded(WORDS));
    }
    pen.close(docs, rows)
}

/// `given presence = branch from 2022-02-04`
fn given<'t>(pen: &mut Pen<'t>, row: &'t Given) -> Said<'t> {
    said(pen, "given", |pen| {
        let mut docs = target(pen, &row.target);
        docs.extend([Doc::Space(1), pen.word("="), Doc::Space(1)]);
        docs.push(match &row.value {
            GivenValue::Unknown(span) => pen.at(*span),
            GivenValue::Value(value) => expression(pen, value),
        });
        if let Some(date) = &row.from {
            docs.extend([Doc::Space(1), pen.word("from"), Doc::Space(1), literal(pen, date)]);
        }
        Doc::several(docs)
    })
}

/// `expect NAME STATUS …`, `expect undetermined EXPR needs F, …`, `expect EXPR`
fn expect<'t>(pen: &mut Pen<'t>, row: &'t Expect) -> Said<'t> {
    match row {
        Expect::State { name, state, .. } => said(pen, "expect", |pen| {
            let mut docs = vec![path(pen, name)];
            docs.extend(expected(pen, state));
            Doc::several(docs)
        }),
        Expect::Undetermined { value, needs, .. } => said(pen, "expect", |pen| {
            let mut docs = vec![pen.word("undetermined"), Doc::Space(1), expression(pen, value)];
            docs.extend(needed(pen, needs));
            Doc::group(docs)
        }),
        Expect::Holds(value, _) => said(pen, "expect", |pen| expression(pen, value)),
    }
}

/// `fulfilled late since 2022-02-04`
fn expected<'t>(pen: &mut Pen<'t>, state: &'t ExpectState) -> Vec<Doc<'t>> {
    let mut docs = Vec::new();
    for word in &state.status {
        docs.extend([Doc::Space(1), pen.at(word.span)]);
    }
    if state.late {
        docs.extend([Doc::Space(1), pen.word("late")]);
    }
    if let Some(date) = &state.since {
        docs.extend([Doc::Space(1), pen.word("since"), Doc::Space(1), literal(pen, date)]);
    }
    if let Some(date) = &state.until {
        docs.extend([Doc::Space(1), pen.word("until"), Doc::Space(1), literal(pen, date)]);
    }
    docs.extend(needed(pen, &state.needs));
    docs
}

/// `needs F, …`
fn needed<'t>(pen: &mut Pen<'t>, needs: &'t [Target]) -> Option<Doc<'t>> {
    if needs.is_empty() {
        return None;
    }
    let words = vec![Doc::Line(1), pen.word("needs"), Doc::Space(1), listed(pen, needs, target)];
    Some(Doc::group(vec![Doc::nest(words)]))
}

/// `company.turnover in 2021`
fn target<'t>(pen: &mut Pen<'t>, row: &'t Target) -> Vec<Doc<'t>> {
    let mut docs = vec![path(pen, &row.name)];
    if let Some(period) = &row.period {
        docs.extend([Doc::Space(1), in_period(pen, period)]);
    }
    docs
}
