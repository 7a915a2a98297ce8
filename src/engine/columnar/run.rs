//! Carries a plan out on chunks of rows, its columns kept from one chunk to the next.

use crate::engine::columnar::column::Column;
use crate::engine::columnar::{arithmetic, choice, kernel};
use crate::engine::plan::{Node, Op, Operation, Plan};

/// A plan with room for the columns of one chunk.
#[derive(Clone, Debug)]
pub struct Machine<'p> {
    plan: &'p Plan,
    columns: Vec<Column>,
    /// Which operations are wanted, or used by one that is.
    live: Vec<bool>,
}

/// What operations read: the columns of the rows, and what was computed before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before<'a> {
    pub plan: &'a Plan,
    pub inputs: &'a [Column],
    pub columns: &'a [Column],
}

/// A column that every look-up beyond the plan finds: a plan has none.
static EMPTY: Column = Column {
    figures: Vec::new(),
    truths: Vec::new(),
    nothing: Vec::new(),
    known: Vec::new(),
    bounds: (0, 0),
};

impl<'a> Before<'a> {
    /// The column of an operation.
    pub fn of(&self, node: Node) -> &'a Column {
        let found = if let Op::Input(at) = self.plan.operations[node].op {
            self.inputs.get(at)
        } else {
            self.columns.get(node.index())
        };
        found.unwrap_or(&EMPTY)
    }
}

impl<'p> Machine<'p> {
    /// A plan of which some operations are wanted.
    pub fn new(plan: &'p Plan, wanted: &[Node]) -> Self {
        let mut live = vec![false; plan.operations.len()];
        let mut mark = |node: Node| {
            if let Some(live) = live.get_mut(node.index()) {
                *live = true;
            }
        };
        wanted.iter().copied().for_each(&mut mark);
        // Each uses only what stands before it.
        let nodes: Vec<Node> = plan.operations.ids().collect();
        for node in nodes.into_iter().rev() {
            if live.get(node.index()) == Some(&true) {
                plan.operations[node].op.each_operand(&mut |used| {
                    if let Some(live) = live.get_mut(used.index()) {
                        *live = true;
                    }
                });
            }
        }
        Self { plan, columns: vec![Column::default(); plan.operations.len()], live }
    }

    /// Computes the wanted columns for `rows` rows of `inputs`, in the order of the plan's inputs.
    pub fn run(&mut self, inputs: &[Column], rows: usize) {
        for (at, node) in self.plan.operations.ids().enumerate() {
            if self.live.get(at) != Some(&true) {
                continue;
            }
            let Some((columns, rest)) = self.columns.split_at_mut_checked(at) else { return };
            let Some(out) = rest.first_mut() else { return };
            out.clear();
            let before = Before { plan: self.plan, inputs, columns };
            operation(before, &self.plan.operations[node], out, rows);
        }
    }

    /// The column of an operation after a run.
    pub fn column<'a>(&'a self, inputs: &'a [Column], node: Node) -> &'a Column {
        Before { plan: self.plan, inputs, columns: &self.columns }.of(node)
    }
}

/// One operation: which kernel carries it out.
fn operation(before: Before<'_>, operation: &Operation, out: &mut Column, rows: usize) {
    let is_truth = operation.is_truth;
    match &operation.op {
        Op::Input(_) => {}
        Op::Constant(arm) => choice::constant(*arm, is_truth, out, rows),
        Op::Happened(of) => kernel::happened(before.plan.on, before.of(*of), out),
        Op::Not(of) => kernel::not(before.of(*of), out),
        Op::All(of) => kernel::all(before, of, out, rows),
        Op::Any(of) => kernel::any(before, of, out, rows),
        Op::Compare(by, one, two) => kernel::compare(*by, before.of(*one), before.of(*two), out),
        Op::CompareWith(by, of, with) => kernel::compare_with(*by, before.of(*of), *with, out),
        Op::OneOf(of, values) => kernel::one_of(before.of(*of), values, out),
        Op::Has(of, at) => kernel::has(before.of(*of), *at, out),
        Op::IsNothing(of) => kernel::is_nothing(before.of(*of), out, rows),
        Op::Sum(terms, constant) => arithmetic::sum(before, terms, *constant, out, rows),
        Op::Product(one, two) => arithmetic::product(before.of(*one), before.of(*two), out),
        Op::Choose(condition, then, other) => {
            choice::choose(before, *condition, (*then, *other), is_truth, out, rows);
        }
        Op::Except(base, exceptions) => {
            choice::except(before, *base, exceptions, is_truth, out, rows)
        }
        Op::Extreme(greatest, of) => arithmetic::extreme(before, *greatest, of, out),
        Op::Clamp(of, low, high) => arithmetic::clamp(before.of(*of), *low, *high, out),
        Op::Round(of, by, mode) => arithmetic::round(before.of(*of), *by, *mode, out),
        Op::Lookup(of, behind, values) => {
            choice::lookup(before, *of, (behind, values), is_truth, out, rows)
        }
        Op::Slices(of, slices) => arithmetic::slices(before.of(*of), slices, out),
        Op::Bounded(of, (low, high), may_be_nothing) => {
            kernel::bounded(before.of(*of), (*low, *high), *may_be_nothing, out);
        }
        Op::Months(of, months, rule) => kernel::months(before.of(*of), *months, *rule, out),
    }
}
