//! Decision tables: the row that matches, or the rows that still may.

use crate::engine::eval::Evaluator;
use crate::engine::eval::asked::{Asked, same_until};
use crate::engine::eval::context::Context;
use crate::engine::eval::moving::{Moving, earlier};
use crate::engine::eval::possible::{self, Place, needs_of};
use crate::engine::verdict::{Needs, Outcome, Presumptions, ReasonStep};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{Cases, Cell, DecisionTable, Expression};

/// Beyond so many parts that may match, every open column counts as one that decides.
const MOST_COMPARED: usize = 300;

/// A table that is asked: what is asked of each column, and the parts of its cases that it may be.
struct Question<'q> {
    table: &'q DecisionTable,
    operands: Vec<Moving>,
    asked: Vec<Asked>,
    met: Vec<&'q Cases>,
}

impl Evaluator<'_> {
    /// `late_fee(c, d, r)`
    pub(super) fn table(
        &mut self,
        id: Id<DecisionTable>,
        operands: &[Id<Expression>],
        place: Place,
        on: Date,
    ) -> Moving {
        let laws = self.laws;
        let table = &laws.tables[id];
        let mark = self.parts.len();
        let gathered = operands.iter().map(|it| self.gathering(|at| at.expression(*it, on)));
        let (operands, relied): (Vec<Moving>, Vec<Presumptions>) = gathered.unzip();
        let of_column = operands.iter().zip(&table.columns);
        let asked: Vec<Asked> = of_column
            .map(|(operand, column)| Asked::of(&operand.outcome, &column.type_, laws))
            .collect();
        let meets =
            |cases: &&Cases| cases.cells.iter().zip(&asked).all(|(cell, it)| it.meets(cell));
        let met: Vec<&Cases> = table.cases.iter().filter(meets).collect();
        let question = Question { table, operands, asked, met };
        for (column, relied) in relied.iter().enumerate() {
            if !question.is_beside_the_point(column) {
                self.rely(relied);
            }
        }
        let rows = question.rows();
        let moving = match rows.as_slice() {
            [row] if !question.may_be_nothing() => self.row_matches(&question, *row, mark, on),
            rows => self.rows_may_match(&question, rows, place),
        };
        self.note(|| ReasonStep::Table { table: id, rows });
        moving
    }

    /// The one row that matches, whatever else is open.
    fn row_matches(
        &mut self,
        question: &Question<'_>,
        row: usize,
        mark: usize,
        on: Date,
    ) -> Moving {
        let mut horizon = None;
        for (column, operand) in question.operands.iter().enumerate() {
            if question.is_beside_the_point(column) {
                self.beside_the_point(mark + column);
                continue;
            }
            let cells = question.met.iter().filter_map(|cases| cases.cells.get(column));
            // Within the one part nothing changes; of several, one may take over from another.
            let lasts = match question.met.as_slice() {
                [_] => same_until(operand, cells, on),
                _several => same_until(operand, question.column(column), on),
            };
            horizon = earlier(horizon, lasts);
        }
        let answer = self.answer(question.table, row, on);
        Moving { horizon: earlier(horizon, answer.horizon), ..answer }
    }

    /// The rows that may match: a value on which all agree, else what decides between them.
    fn rows_may_match(&mut self, question: &Question<'_>, rows: &[usize], place: Place) -> Moving {
        let on = place.on;
        let operands = question.operands.iter().enumerate();
        let operands = operands.filter(|(at, _)| !question.is_beside_the_point(*at));
        let lasting = operands.map(|(at, operand)| same_until(operand, question.column(at), on));
        let mut horizon = lasting.fold(None, earlier);
        let mut outcomes = Vec::with_capacity(rows.len());
        for row in rows {
            let answer = self.answer(question.table, *row, on).settled(on);
            horizon = earlier(horizon, answer.horizon);
            outcomes.push(answer.outcome);
        }
        let nothing = question.may_be_nothing();
        let mut reachable = outcomes.clone();
        if nothing {
            reachable.push(place.nothing());
        }
        let agreed = possible::one_of(reachable.clone(), Needs::default());
        if matches!(agreed, Outcome::Known(_)) {
            return Moving::until(horizon, agreed);
        }
        let answers: Vec<(usize, &Outcome)> = rows.iter().copied().zip(&outcomes).collect();
        let mut needs = Needs::default();
        for (column, operand) in question.operands.iter().enumerate() {
            let open = !matches!(operand.outcome, Outcome::Known(_));
            let none = nothing && question.may_be_nothing_by(column);
            if !open || !(none || question.decides(&answers, column)) {
                continue;
            }
            if let Outcome::Failed(_) = operand.outcome {
                return Moving::until(horizon, operand.outcome.clone());
            }
            needs = needs.and(&needs_of(&operand.outcome));
        }
        Moving::until(horizon, possible::one_of(reachable, needs))
    }

    /// What a row answers: it sees what a definition sees.
    fn answer(&mut self, table: &DecisionTable, row: usize, on: Date) -> Moving {
        let Some(row) = table.rows.get(row) else {
            return Moving::until(None, possible::one_of(Vec::new(), Needs::default()));
        };
        match table.law.filter(|law| !self.is_under(*law)) {
            Some(other) => self.under(other, |it| it.expression(row.result, on)),
            None => self.in_context(Context::default(), |it| it.expression(row.result, on)),
        }
    }

    /// Marks the reason of an operand on which nothing depends.
    fn beside_the_point(&mut self, at: usize) {
        if self.explaining()
            && let Some(reason) = self.parts.get_mut(at)
        {
            reason.decisive = false;
        }
    }
}

impl Question<'_> {
    /// All cells of a column.
    fn column(&self, at: usize) -> impl Iterator<Item = &Cell> {
        self.table.cases.iter().filter_map(move |cases| cases.cells.get(at))
    }

    /// Whether nothing depends on a column: every part that it may be admits anything of it.
    fn is_beside_the_point(&self, column: usize) -> bool {
        let mut cells = self.met.iter().filter_map(|cases| cases.cells.get(column));
        cells.all(|cell| *cell == Cell::Any) && !self.may_be_nothing()
    }

    /// The rows that may match, in order.
    fn rows(&self) -> Vec<usize> {
        let mut rows: Vec<usize> = self.met.iter().map(|cases| cases.row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Whether it may be that no row matches, since something asked is nothing.
    fn may_be_nothing(&self) -> bool {
        (0..self.asked.len()).any(|column| self.may_be_nothing_by(column))
    }

    /// Whether it may be that no row matches, since what is asked of this column is nothing: a row that
    /// would match, were there something, does not admit anything of it.
    fn may_be_nothing_by(&self, column: usize) -> bool {
        let none = self.asked.get(column).is_some_and(|asked| asked.none);
        let would_match = |cases: &Cases| {
            let mut cells = cases.cells.iter().zip(&self.asked);
            cells.all(|(cell, asked)| asked.none || asked.meets(cell))
        };
        none && self
            .table
            .cases
            .iter()
            .any(|cases| cases.cells.get(column) != Some(&Cell::Any) && would_match(cases))
    }

    /// Whether the answer can change while only this column does: two rows with different answers
    /// that match one case but for it.
    fn decides(&self, answers: &[(usize, &Outcome)], column: usize) -> bool {
        if self.met.len() > MOST_COMPARED {
            return true;
        }
        let answer = |row: usize| {
            let at = answers.binary_search_by_key(&row, |(of, _)| *of).ok()?;
            answers.get(at).map(|(_, outcome)| *outcome)
        };
        let differ = |one: &Cases, two: &Cases| match (answer(one.row), answer(two.row)) {
            (Some(Outcome::Known(one)), Some(Outcome::Known(two))) => one != two,
            (_, _) => one.row != two.row,
        };
        let apart = |one: &Cases, two: &Cases| {
            let both = one.cells.iter().zip(&two.cells).zip(&self.asked).enumerate();
            both.filter(|(at, _)| *at != column)
                .all(|(_, ((one, two), asked))| asked.meets_both(one, two))
        };
        self.met.iter().enumerate().any(|(at, one)| {
            let mut later = self.met.iter().skip(at + 1);
            later.any(|two| differ(one, two) && apart(one, two))
        })
    }
}
