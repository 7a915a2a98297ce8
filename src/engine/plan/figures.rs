//! Sums, products, limits, rounded figures and moved dates as operations.

use crate::engine::plan::lower::{Lowering, Result, TOO_FINE};
use crate::engine::plan::operand::Operand;
use crate::engine::plan::{Node, Op, Operation, Unit};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Date, Family};
use crate::ground::value::{Number, Rounding};
use crate::language::law::{Arithmetic, Expression, Extreme, Type};

impl Lowering<'_> {
    pub(super) fn arithmetic(
        &mut self,
        first: Id<Expression>,
        rest: &[(Arithmetic, Id<Expression>)],
        span: Span,
    ) -> Result<Operand> {
        let mut result = self.expression(first)?;
        for (operator, operand) in rest {
            let operand = self.expression(*operand)?;
            result = match operator {
                Arithmetic::Add => self.sum(&[(1, result), (1, operand)])?,
                Arithmetic::Subtract => self.sum(&[(1, result), (-1, operand)])?,
                Arithmetic::Multiply => self.product(result, operand, span)?,
                Arithmetic::Divide => match &operand {
                    Operand::Figure(by) => match Number::ONE.div(by) {
                        Some(share) => self.product(result, Operand::Figure(share), span)?,
                        None => return Err(self.never("a division by zero", span)),
                    },
                    Operand::Of(_) | Operand::Truth(_) | Operand::Nothing => {
                        return Err(self.never("a division by what is not the same for all", span));
                    }
                },
            };
        }
        Ok(result)
    }

    /// A sum of operands, each once or taken away once.
    pub(super) fn sum(&mut self, terms: &[(i64, Operand)]) -> Result<Operand> {
        if terms.iter().any(|(_, operand)| *operand == Operand::Nothing) {
            return Ok(Operand::Nothing);
        }
        let unit = self.common_unit(terms.iter().map(|(_, operand)| operand))?;
        let (mut of, mut plain) = (Vec::new(), Number::ZERO);
        let mut optional = false;
        for (factor, operand) in terms {
            match operand {
                Operand::Figure(number) if *factor > 0 => plain = plain.add(number),
                Operand::Figure(number) => plain = plain.sub(number),
                Operand::Of(_) | Operand::Truth(_) | Operand::Nothing => {
                    optional |= self.is_optional(operand);
                    let node = self.node(operand.clone());
                    self.add_terms(&mut of, *factor, node, unit, &mut plain)?;
                }
            }
        }
        if of.is_empty() {
            return Operand::figure(plain).ok_or(TOO_FINE);
        }
        let plain = unit.figure(&plain).ok_or(TOO_FINE)?;
        Ok(self.figure(Op::Sum(of, plain), unit, optional))
    }

    /// A term of a sum; the terms of one that is a sum itself.
    pub(super) fn add_terms(
        &self,
        of: &mut Vec<(i64, Node)>,
        factor: i64,
        node: Node,
        unit: Unit,
        plain: &mut Number,
    ) -> Result<()> {
        let operation = &self.plan.operations[node];
        let scale = operation.unit.in_units_of(unit).ok_or(TOO_FINE)?;
        let times = |inner: i64| factor.checked_mul(scale)?.checked_mul(inner);
        if let Op::Sum(terms, constant) = &operation.op
            && let Some(factors) =
                terms.iter().map(|(inner, _)| times(*inner)).collect::<Option<Vec<i64>>>()
            && let Ok(constant) = operation.unit.number().mul(&Number::whole(*constant))
            && !operation.optional
        {
            of.extend(factors.into_iter().zip(terms.iter().map(|(_, node)| *node)));
            let signed = if factor < 0 { constant.neg() } else { constant };
            *plain = plain.add(&signed);
            return Ok(());
        }
        of.push((times(1).ok_or(TOO_FINE)?, node));
        Ok(())
    }

    pub(super) fn product(&mut self, one: Operand, two: Operand, span: Span) -> Result<Operand> {
        match (one, two) {
            (Operand::Nothing, _) | (_, Operand::Nothing) => Ok(Operand::Nothing),
            (Operand::Figure(one), Operand::Figure(two)) => {
                one.mul(&two).ok().and_then(Operand::figure).ok_or(TOO_FINE)
            }
            (Operand::Figure(factor), Operand::Of(node))
            | (Operand::Of(node), Operand::Figure(factor)) => self.times(node, &factor, span),
            (Operand::Of(one), Operand::Of(two)) => {
                let (a, b) = (&self.plan.operations[one], &self.plan.operations[two]);
                let optional = a.optional || b.optional;
                let unit = a.unit.times(b.unit);
                let unit = unit.ok_or(self.never("a figure too fine", span))?;
                Ok(self.figure(Op::Product(one, two), unit, optional))
            }
            (Operand::Truth(_), _) | (_, Operand::Truth(_)) => Err(self.never("an error", span)),
        }
    }

    /// A figure times a number: most of it is another unit.
    pub(super) fn times(&mut self, node: Node, factor: &Number, span: Span) -> Result<Operand> {
        let operation = &self.plan.operations[node];
        let (unit, optional) = (operation.unit, operation.optional);
        let (over, under) = factor.fraction().ok_or(self.never("a figure too large", span))?;
        if over == 0 {
            // Of what is unknown or nothing, nothing times zero is not told here.
            return Ok(self.figure(Op::Sum(vec![(0, node)], 0), unit, optional));
        }
        let share = Unit::of(1, under).and_then(|share| unit.times(share));
        let share = share.ok_or(self.never("a figure too fine", span))?;
        Ok(self.figure(Op::Sum(vec![(over, node)], 0), share, optional))
    }

    pub(super) fn extreme(&mut self, extreme: Extreme, operands: &[Operand]) -> Result<Operand> {
        let unit = self.common_unit(operands)?;
        let optional = operands.iter().any(|operand| self.is_optional(operand));
        let mut nodes = Vec::new();
        for operand in operands {
            let node = self.node(operand.clone());
            nodes.push(self.rescaled(node, unit)?);
        }
        let greatest = match extreme {
            Extreme::Greater => true,
            Extreme::Lesser => false,
        };
        Ok(self.figure(Op::Extreme(greatest, nodes), unit, optional))
    }

    pub(super) fn clamp(
        &mut self,
        value: Id<Expression>,
        floor: bool,
        limit: Id<Expression>,
        span: Span,
    ) -> Result<Operand> {
        if matches!(self.laws.expressions[value].type_, Type::NumberRange(_) | Type::MoneyRange(_))
        {
            return Err(self.never("a range of amounts", span));
        }
        let (value, limit) = (self.expression(value)?, self.expression(limit)?);
        let extreme = if floor { Extreme::Greater } else { Extreme::Lesser };
        let (Operand::Of(_), Operand::Figure(number)) = (&value, &limit) else {
            return self.extreme(extreme, &[value, limit]);
        };
        let unit = self.common_unit([&value, &limit])?;
        let Some(limit) = unit.figure(number) else {
            return Err(self.never("a figure too large", span));
        };
        let optional = self.is_optional(&value);
        let node = self.node(value);
        let node = self.rescaled(node, unit)?;
        let op = match floor {
            true => Op::Clamp(node, Some(limit), None),
            false => Op::Clamp(node, None, Some(limit)),
        };
        Ok(self.figure(op, unit, optional))
    }

    pub(super) fn rounded(
        &mut self,
        value: Id<Expression>,
        mode: Rounding,
        step: Id<Expression>,
        span: Span,
    ) -> Result<Operand> {
        let (value, step) = (self.expression(value)?, self.expression(step)?);
        let Operand::Figure(step) = step else {
            return Err(self.never("a step that is not the same for all", span));
        };
        let node = match value {
            Operand::Figure(number) => {
                let rounded = number.rounded(mode, &step);
                let refused = self.never("a step of zero", span);
                return rounded.and_then(Operand::figure).ok_or(refused);
            }
            Operand::Of(node) => node,
            Operand::Nothing => return Ok(Operand::Nothing),
            Operand::Truth(_) => return Err(self.never("an error", span)),
        };
        let (over, under) = step.fraction().ok_or(self.never("a step too fine", span))?;
        let target = Unit::of(over, under).ok_or(self.never("a step of zero", span))?;
        let Operation { unit, optional, .. } = self.plan.operations[node].clone();
        if unit.in_units_of(target).is_some() {
            return Ok(Operand::Of(self.rescaled(node, target)?));
        }
        let fine = unit.common(target).ok_or(self.never("a step too fine", span))?;
        let by = target.in_units_of(fine).ok_or(self.never("a step too fine", span))?;
        let node = self.rescaled(node, fine)?;
        Ok(self.figure(Op::Round(node, by, mode), target, optional))
    }

    pub(super) fn moved(
        &mut self,
        by: Id<Expression>,
        after: bool,
        date: Id<Expression>,
        span: Span,
    ) -> Result<Operand> {
        let Type::Duration(family) = self.laws.expressions[by].type_ else {
            return Err(self.never("an error", span));
        };
        let (by, date) = (self.expression(by)?, self.expression(date)?);
        let sign = if after { 1 } else { -1 };
        match family {
            Family::Days => {
                let moved = self.sum(&[(1, date), (sign, by)])?;
                Ok(self.in_calendar(moved))
            }
            Family::Months => {
                let (Operand::Figure(by), false) = (by, date == Operand::Nothing) else {
                    return Err(self.never("months that are not the same for all", span));
                };
                let months = by.to_i64().and_then(|by| by.checked_mul(sign));
                let months = months.ok_or(self.never("a figure too large", span))?;
                let optional = self.is_optional(&date);
                let node = self.node(date);
                let op = Op::Months(node, months, self.law.month_end);
                Ok(self.figure(op, Unit::ONE, optional))
            }
            Family::Hours | Family::WorkingDays => Err(self.never("hours or working days", span)),
        }
    }

    /// A date, unknown past the days that there are.
    pub(super) fn in_calendar(&mut self, date: Operand) -> Operand {
        let Operand::Of(node) = date else { return date };
        let optional = self.plan.operations[node].optional;
        let last = Date::FIRST.days_until(Date::LAST);
        self.figure(Op::Bounded(node, (0, last), true), Unit::ONE, optional)
    }
}
