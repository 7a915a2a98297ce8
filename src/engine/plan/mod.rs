//! A law lowered to a flat list of operations on columns, for one day: what the engines for many rows
//! carry out. They know operations and no constructs.
//!
//! A figure is a whole number of units that the plan knows (kopecks, ten-thousandths, days), so that
//! percentages and marginal scales change the unit and not the figure, and everything stays exact.

pub mod unit;
pub mod lower;
pub mod operand;
pub mod scale;
pub mod table;
pub mod comparison;
pub mod figures;
pub mod expression;

pub use lower::{Lowered, Unsupported, lower, lower_with};
pub use unit::Unit;

use crate::ground::table::{Id, Table};
use crate::ground::time::{Date, MonthEnd};
use crate::ground::value::Rounding;
use crate::language::law::{Comparison, Entity, Event, Fact, Type};

/// What is computed of each row, for one day.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The day.
    pub on: Date,
    /// What is read of each row.
    pub inputs: Vec<Input>,
    /// The operations; each uses only what stands before it.
    pub operations: Table<Operation>,
}

/// One column that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What states it.
    pub stated: Stated,
    /// The entity whose instance states it.
    pub of: Id<Entity>,
    /// The type of its value.
    pub type_: Type,
    /// In which units its figure is held; [`Unit::ONE`] for truths, dates and values of enums.
    pub unit: Unit,
}

/// What a row states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stated {
    /// A fact: one value for all days.
    Fact(Id<Fact>),
    /// An event: the day of its only occurrence, or nothing.
    Event(Id<Event>),
}

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// What it does.
    pub op: Op,
    /// Whether it gives truths; figures otherwise.
    pub is_truth: bool,
    /// In which units a figure is.
    pub unit: Unit,
    /// Whether it may be known to be nothing.
    pub optional: bool,
}

/// The position of an operation in its plan.
pub type Node = Id<Operation>;

/// A figure to choose: of an operation, or one that is the same for all rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arm {
    /// What an operation gives.
    Of(Node),
    /// A figure in the unit of the whole; a truth as 0 or 1.
    Constant(i64),
    /// Known to be nothing.
    Nothing,
}

/// The operations. What cannot be told exactly of a row is unknown, and the row is then answered by
/// the reference evaluator.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// A column that is read.
    Input(usize),
    /// The same for all rows.
    Constant(Arm),
    /// The day of an event, where it has happened by the day of the plan.
    Happened(Node),
    /// `not`
    Not(Node),
    /// `and`, by the strong logic of Kleene
    All(Vec<Node>),
    /// `or`, by the strong logic of Kleene
    Any(Vec<Node>),
    /// A comparison of two figures in one unit, or of truths for equality.
    Compare(Comparison, Node, Node),
    /// A comparison with a figure.
    CompareWith(Comparison, Node, i64),
    /// Whether a figure is one of these, sorted.
    OneOf(Node, Vec<i64>),
    /// Whether a set, as bits, has the element at a position.
    Has(Node, u32),
    /// Whether nothing is there.
    IsNothing(Node),
    /// A sum of figures, each times a factor, and a figure.
    Sum(Vec<(i64, Node)>, i64),
    /// A product of two figures.
    Product(Node, Node),
    /// The one where a condition holds, else the other.
    Choose(Node, Arm, Arm),
    /// A base, unless an exception holds; two with different values are a conflict.
    Except(Arm, Vec<(Node, Arm)>),
    /// The greatest of several figures (`true`), the least.
    Extreme(bool, Vec<Node>),
    /// No less than the first, then no more than the second.
    Clamp(Node, Option<i64>, Option<i64>),
    /// A quotient by a whole number above one, rounded to a whole one.
    Round(Node, i64, Rounding),
    /// The value of the stretch in which a figure falls: of each the figure behind its last.
    Lookup(Node, Vec<i64>, Vec<Arm>),
    /// The sum of the slices of a figure: of each from where, to where, and its factor.
    Slices(Node, Vec<(i64, i64, i64)>),
    /// A figure, unknown outside two limits, and where it is nothing unless that is allowed.
    Bounded(Node, (i64, i64), bool),
    /// A date so many months later.
    Months(Node, i64, Option<MonthEnd>),
}

impl Op {
    /// Calls `visit` with each operation that this one uses.
    pub fn each_operand(&self, visit: &mut dyn FnMut(Node)) {
        let arm = |arm: &Arm, visit: &mut dyn FnMut(Node)| match arm {
            Arm::Of(node) => visit(*node),
            Arm::Constant(_) | Arm::Nothing => {}
        };
        match self {
            Op::Input(_) | Op::Constant(_) => {}
            Op::Happened(of)
            | Op::Not(of)
            | Op::CompareWith(_, of, _)
            | Op::OneOf(of, _)
            | Op::Has(of, _)
            | Op::IsNothing(of)
            | Op::Clamp(of, _, _)
            | Op::Round(of, _, _)
            | Op::Bounded(of, _, _)
            | Op::Slices(of, _)
            | Op::Months(of, _, _) => visit(*of),
            Op::All(of) | Op::Any(of) | Op::Extreme(_, of) => of.iter().copied().for_each(visit),
            Op::Compare(_, one, two) | Op::Product(one, two) => {
                visit(*one);
                visit(*two);
            }
            Op::Sum(terms, _) => terms.iter().for_each(|(_, of)| visit(*of)),
            Op::Choose(condition, one, two) => {
                visit(*condition);
                arm(one, visit);
                arm(two, visit);
            }
            Op::Except(base, exceptions) => {
                arm(base, visit);
                for (condition, value) in exceptions {
                    visit(*condition);
                    arm(value, visit);
                }
            }
            Op::Lookup(of, _, values) => {
                visit(*of);
                values.iter().for_each(|value| arm(value, visit));
            }
        }
    }
}
