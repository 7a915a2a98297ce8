//! Decision tables as operations: a look-up along one line, else a choice for each case.

use crate::engine::plan::lower::{Lowering, Result, TOO_FINE};
use crate::engine::plan::operand::Operand;
use crate::engine::plan::scale::behind_edge;
use crate::engine::plan::{Node, Op, Operation};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::value::{Bounds, Edge, Number, Value};
use crate::language::law::{Cases, Cell, Comparison, DecisionTable, Expression};

impl Lowering<'_> {
    /// `late_fee(c, d, r)`
    pub(super) fn table(
        &mut self,
        id: Id<DecisionTable>,
        operands: &[Id<Expression>],
        span: Span,
    ) -> Result<Operand> {
        let table = &self.laws.tables[id];
        if table.law.is_some_and(|law| !std::ptr::eq(&self.laws.laws[law], self.law)) {
            return Err(self.never("a table of another law", span));
        }
        let mut asked = Vec::new();
        for operand in operands {
            let operand = self.expression(*operand)?;
            let node = self.node(operand);
            asked.push(self.something(node));
        }
        let mut answers = Vec::new();
        for row in &table.rows {
            answers.push(self.expression(row.result)?);
        }
        if let [only] = asked.as_slice()
            && let Some((behind, values)) = self.along(*only, &table.cases, &answers)
        {
            return self.lookup(*only, behind, &values);
        }
        let mut cases = table.cases.iter().rev();
        let answer = |case: &Cases| answers.get(case.row).cloned();
        let refused = self.never("a table without rows", span);
        let mut result = cases.next().and_then(answer).ok_or(refused)?;
        for case in cases {
            let mut conditions = Vec::new();
            for (cell, node) in case.cells.iter().zip(&asked) {
                conditions.extend(self.admits(cell, *node)?);
            }
            let condition = match conditions.as_slice() {
                [] => Operand::Truth(true),
                [only] => Operand::Of(*only),
                _ => self.truth(Op::All(conditions)),
            };
            let taken = answer(case).ok_or(refused)?;
            result = self.choose(condition, &taken, &result)?;
        }
        // That the last case is what is left is known only where every operand is.
        let mut known: Vec<Node> = Vec::new();
        for node in asked {
            let same = self.compare_same(node);
            known.push(same);
        }
        let all = self.truth(Op::All(known));
        self.choose(all, &result.clone(), &result)
    }

    /// An operation that is unknown where an optional one is nothing.
    fn something(&mut self, node: Node) -> Node {
        let Operation { is_truth, unit, optional, .. } = self.plan.operations[node];
        if !optional || is_truth {
            return node;
        }
        let op = Op::Bounded(node, (i64::MIN, i64::MAX), false);
        let operand = self.figure(op, unit, false);
        self.node(operand)
    }

    /// True, and unknown where the operation is.
    fn compare_same(&mut self, node: Node) -> Node {
        let operand = self.truth(Op::Compare(Comparison::Equal, node, node));
        self.node(operand)
    }

    /// The stretches of a table of one column whose cells lie along a line, with their answers.
    fn along(
        &self,
        of: Node,
        cases: &[Cases],
        answers: &[Operand],
    ) -> Option<(Vec<i64>, Vec<Operand>)> {
        let unit = self.plan.operations[of].unit;
        let mut stretches = Vec::new();
        for case in cases {
            let [Cell::Within(bounds)] = case.cells.as_slice() else { return None };
            let behind = match &bounds.high {
                Some(edge) => behind_edge(unit, edge)?,
                None => i64::MAX,
            };
            stretches.push((bounds.high.is_none(), behind, answers.get(case.row)?.clone()));
        }
        stretches.sort_by_key(|(last, behind, _)| (*last, *behind));
        // The cases hold every figure and no two the same, so that their ends say all of them.
        let ends = stretches.iter().filter(|(last, ..)| !last).map(|(_, behind, _)| *behind);
        let ends: Vec<i64> = ends.collect();
        let values: Vec<Operand> = stretches.iter().map(|(.., value)| value.clone()).collect();
        (values.len() == ends.len() + 1).then_some((ends, values))
    }

    /// Whether a cell admits a figure; nothing where it admits every one.
    fn admits(&mut self, cell: &Cell, node: Node) -> Result<Option<Node>> {
        let operand = match cell {
            Cell::Any => return Ok(None),
            Cell::OneOf(values) => self.one_of(values, node)?,
            Cell::NoneOf(values) => {
                let found = self.one_of(values, node)?;
                self.not(found)
            }
            Cell::Within(bounds) => self.inside(bounds, node)?,
        };
        Ok(Some(self.node(operand)))
    }

    fn one_of(&mut self, values: &[Value], node: Node) -> Result<Operand> {
        let (is_truth, unit) =
            (self.plan.operations[node].is_truth, self.plan.operations[node].unit);
        let mut figures = Vec::new();
        for value in values {
            match Operand::of_value(value).ok_or(TOO_FINE)? {
                Operand::Truth(truth) => figures.push(i64::from(truth)),
                Operand::Figure(number) => figures.extend(unit.figure(&number)),
                Operand::Nothing | Operand::Of(_) => {}
            }
        }
        if is_truth {
            return Ok(match figures.as_slice() {
                [1] => Operand::Of(node),
                [0] => self.truth(Op::Not(node)),
                [] => Operand::Truth(false),
                _ => Operand::Of(self.compare_same(node)),
            });
        }
        figures.sort_unstable();
        figures.dedup();
        Ok(self.truth(Op::OneOf(node, figures)))
    }

    fn inside(&mut self, bounds: &Bounds<Number>, node: Node) -> Result<Operand> {
        let unit = self.plan.operations[node].unit;
        let mut limits = Vec::new();
        if let Some(edge) = &bounds.low {
            let before = Edge { at: edge.at.clone(), included: !edge.included };
            let from = behind_edge(unit, &before).ok_or(TOO_FINE)?;
            limits.push(self.truth(Op::CompareWith(Comparison::GreaterOrEqual, node, from)));
        }
        if let Some(edge) = &bounds.high {
            let behind = behind_edge(unit, edge).ok_or(TOO_FINE)?;
            limits.push(self.truth(Op::CompareWith(Comparison::Less, node, behind)));
        }
        let mut nodes = Vec::new();
        for limit in limits {
            nodes.push(self.node(limit));
        }
        Ok(match nodes.as_slice() {
            [] => Operand::Of(self.compare_same(node)),
            [only] => Operand::Of(*only),
            _ => self.truth(Op::All(nodes)),
        })
    }
}
