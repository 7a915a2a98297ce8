//! Comparisons and membership as operations, each figure in the unit of its column.

use crate::engine::plan::lower::{Lowering, Result};
use crate::engine::plan::operand::Operand;
use crate::engine::plan::{Node, Op};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::value::{Number, Value};
use crate::language::law::{Comparison, Expression, Kind, Type};

impl Lowering<'_> {
    /// A comparison of two operands, the figures of both in one unit.
    pub(super) fn compare(
        &mut self,
        by: Comparison,
        left: Operand,
        right: Operand,
    ) -> Result<Operand> {
        match (left, right) {
            (Operand::Figure(left), Operand::Figure(right)) => {
                Ok(Operand::Truth(by.holds(left.cmp(&right))))
            }
            (Operand::Truth(left), Operand::Truth(right)) => {
                Ok(Operand::Truth(by.holds(left.cmp(&right))))
            }
            (Operand::Nothing, other) | (other, Operand::Nothing) => {
                Ok(self.compare_nothing(by, other))
            }
            (Operand::Of(node), Operand::Figure(figure)) => {
                Ok(self.compare_with(by, node, &figure))
            }
            (Operand::Figure(figure), Operand::Of(node)) => {
                Ok(self.compare_with(turned(by), node, &figure))
            }
            (Operand::Of(node), Operand::Truth(truth))
            | (Operand::Truth(truth), Operand::Of(node)) => {
                let same = (by == Comparison::Equal) == truth;
                Ok(if same { Operand::Of(node) } else { self.truth(Op::Not(node)) })
            }
            (Operand::Of(left), Operand::Of(right)) => {
                let unit = self.common_unit([&Operand::Of(left), &Operand::Of(right)])?;
                let (left, right) = (self.rescaled(left, unit)?, self.rescaled(right, unit)?);
                Ok(self.truth(Op::Compare(by, left, right)))
            }
            (Operand::Truth(_), Operand::Figure(_)) | (Operand::Figure(_), Operand::Truth(_)) => {
                Ok(Operand::Truth(by == Comparison::NotEqual))
            }
        }
    }

    /// Nothing equals only nothing and stands in no order.
    pub(super) fn compare_nothing(&mut self, by: Comparison, other: Operand) -> Operand {
        let is_nothing = match other {
            Operand::Nothing => Operand::Truth(true),
            Operand::Truth(_) | Operand::Figure(_) => Operand::Truth(false),
            Operand::Of(node) if self.plan.operations[node].optional => {
                self.truth(Op::IsNothing(node))
            }
            Operand::Of(_) => Operand::Truth(false),
        };
        match by {
            Comparison::Equal => is_nothing,
            Comparison::NotEqual => self.not(is_nothing),
            Comparison::Less
            | Comparison::LessOrEqual
            | Comparison::Greater
            | Comparison::GreaterOrEqual => Operand::Truth(false),
        }
    }

    /// A comparison with a figure that need be no multiple of the column's unit.
    pub(super) fn compare_with(&mut self, by: Comparison, node: Node, with: &Number) -> Operand {
        let unit = self.plan.operations[node].unit;
        let (by, figure) = match (unit.figure(with), unit.floor(with)) {
            (Some(figure), _) => (by, figure),
            // Between two figures of the column.
            (None, Some(below)) => match by {
                Comparison::Less | Comparison::LessOrEqual => (Comparison::LessOrEqual, below),
                Comparison::Greater | Comparison::GreaterOrEqual => (Comparison::Greater, below),
                Comparison::Equal => return self.truth(Op::OneOf(node, Vec::new())),
                Comparison::NotEqual => {
                    let none = self.truth(Op::OneOf(node, Vec::new()));
                    return self.not(none);
                }
            },
            // Past every figure of the column.
            (None, None) => {
                let far = if with.is_negative() { i64::MIN } else { i64::MAX };
                (by, far)
            }
        };
        self.truth(Op::CompareWith(by, node, figure))
    }

    pub(super) fn within(
        &mut self,
        value: Id<Expression>,
        set: Id<Expression>,
        span: Span,
    ) -> Result<Operand> {
        let kind = &self.laws.expressions[set].kind;
        let mut all = Vec::new();
        if let Kind::Set(elements) = kind {
            for element in elements {
                all.push(self.expression(*element)?);
            }
        } else if let Kind::Literal(Value::Set(elements)) = kind {
            for element in elements.iter() {
                all.push(Operand::of_value(element).ok_or(self.never("a set of texts", span))?);
            }
        } else {
            return self.has(value, set, span);
        }
        let value = self.expression(value)?;
        let value = self.node(value);
        let unit = self.plan.operations[value].unit;
        let mut figures = Vec::new();
        for element in all {
            match element {
                // What no figure of the column can be is in it for no row.
                Operand::Figure(number) => figures.extend(unit.figure(&number)),
                Operand::Nothing => {}
                Operand::Of(_) | Operand::Truth(_) => {
                    return Err(self.never("a set that is not the same for all", span));
                }
            }
        }
        figures.sort_unstable();
        figures.dedup();
        Ok(self.truth(Op::OneOf(value, figures)))
    }

    /// `x in F`: a value that is the same for all in a set that is stated.
    pub(super) fn has(
        &mut self,
        value: Id<Expression>,
        set: Id<Expression>,
        span: Span,
    ) -> Result<Operand> {
        let Type::Set(inner) = &self.laws.expressions[set].type_ else {
            return Err(self.never("an error", span));
        };
        if !matches!(inner.as_ref(), Type::Enum(_)) {
            return Err(self.never("a set of what is no enum", span));
        }
        let (value, set) = (self.expression(value)?, self.expression(set)?);
        let (Operand::Figure(value), Operand::Of(set)) = (value, set) else {
            return Err(self.never("a value that is not the same for all", span));
        };
        let at = value.to_i64().and_then(|at| u32::try_from(at).ok()).filter(|at| *at < 63);
        let at = at.ok_or(self.never("an enum of many values", span))?;
        Ok(self.truth(Op::Has(set, at)))
    }
}

/// The comparison that holds with the sides exchanged.
fn turned(by: Comparison) -> Comparison {
    match by {
        Comparison::Equal => Comparison::Equal,
        Comparison::NotEqual => Comparison::NotEqual,
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
    }
}
