//! What an expression is lowered to: an operation, or something that is the same for all rows; and how
//! several are brought to one unit.

use crate::engine::plan::lower::{Lowering, Result, TOO_FINE};
use crate::engine::plan::{Arm, Node, Op, Operation, Unit};
use crate::ground::value::{Number, Value};

/// A lowered expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    /// What an operation gives.
    Of(Node),
    /// True or false for all rows.
    Truth(bool),
    /// A figure for all rows: a number, an amount, a day, the position of a value of an enum.
    Figure(Number),
    /// Known to be nothing for all rows.
    Nothing,
}

impl Operand {
    /// A figure that is the same for all rows; `None` of one that is large.
    pub fn figure(number: Number) -> Option<Self> {
        number.fraction().is_some().then_some(Operand::Figure(number))
    }

    /// A value that is the same for all rows; `None` of one that is no figure.
    pub fn of_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(truth) => Some(Operand::Truth(*truth)),
            Value::Number(_) | Value::Date(_) | Value::Duration(_) => {
                value.on_line().and_then(Operand::figure)
            }
            Value::Country(country) => Some(Operand::Figure(Number::whole(country.position()))),
            Value::Variant(at) => Some(Operand::Figure(Number::whole(i64::from(*at)))),
            Value::None => Some(Operand::Nothing),
            Value::Range(_) | Value::DateTime(_) | Value::Text(_) | Value::Set(_) => None,
        }
    }
}

impl Lowering<'_> {
    /// What is the same for all rows, with whether it is a truth and its unit.
    pub fn constant(&self, operand: &Operand) -> (Arm, bool, Unit) {
        match operand {
            Operand::Of(node) => {
                let operation = &self.plan.operations[*node];
                (Arm::Of(*node), operation.is_truth, operation.unit)
            }
            Operand::Truth(truth) => (Arm::Constant(i64::from(*truth)), true, Unit::ONE),
            Operand::Nothing => (Arm::Nothing, false, Unit::ONE),
            Operand::Figure(number) => match Unit::of_number(number) {
                Some((figure, unit)) => (Arm::Constant(figure), false, unit),
                None => (Arm::Nothing, false, Unit::ONE),
            },
        }
    }

    /// Whether an operand gives truths.
    pub fn is_truth(&self, operand: &Operand) -> bool {
        match operand {
            Operand::Of(node) => self.plan.operations[*node].is_truth,
            Operand::Truth(_) => true,
            Operand::Figure(_) | Operand::Nothing => false,
        }
    }

    /// Whether an operand may be nothing.
    pub fn is_optional(&self, operand: &Operand) -> bool {
        match operand {
            Operand::Of(node) => self.plan.operations[*node].optional,
            Operand::Truth(_) | Operand::Figure(_) => false,
            Operand::Nothing => true,
        }
    }

    /// The greatest unit of which all figures are whole multiples.
    pub fn common_unit<'o>(&self, operands: impl IntoIterator<Item = &'o Operand>) -> Result<Unit> {
        let mut common: Option<Unit> = None;
        for operand in operands {
            let unit = match operand {
                Operand::Of(node) => self.plan.operations[*node].unit,
                Operand::Figure(number) if number.is_zero() => continue,
                Operand::Figure(number) => Unit::of_number(number).ok_or(TOO_FINE)?.1,
                Operand::Truth(_) | Operand::Nothing => continue,
            };
            common = Some(match common {
                Some(known) => known.common(unit).ok_or(TOO_FINE)?,
                None => unit,
            });
        }
        Ok(common.unwrap_or(Unit::ONE))
    }

    /// An operand as a choice, its figure in a unit.
    pub fn arm(&mut self, operand: &Operand, unit: Unit) -> Result<Arm> {
        Ok(match operand {
            Operand::Of(node) => Arm::Of(self.rescaled(*node, unit)?),
            Operand::Truth(truth) => Arm::Constant(i64::from(*truth)),
            Operand::Figure(number) => Arm::Constant(unit.figure(number).ok_or(TOO_FINE)?),
            Operand::Nothing => Arm::Nothing,
        })
    }

    /// The figures of an operation in another unit, of which they are whole multiples.
    pub fn rescaled(&mut self, node: Node, unit: Unit) -> Result<Node> {
        let operation = &self.plan.operations[node];
        if operation.is_truth || operation.unit == unit {
            return Ok(node);
        }
        let factor = operation.unit.in_units_of(unit).ok_or(TOO_FINE)?;
        let optional = operation.optional;
        let op = Op::Sum(vec![(factor, node)], 0);
        let operand = self.add(Operation { op, is_truth: false, unit, optional });
        Ok(self.node(operand))
    }

    /// An operation that gives figures.
    pub fn figure(&mut self, op: Op, unit: Unit, optional: bool) -> Operand {
        self.add(Operation { op, is_truth: false, unit, optional })
    }
}
