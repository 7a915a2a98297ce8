//! Each form of expression as operations, or why it has none.

use crate::engine::plan::lower::{Lowering, Result};
use crate::engine::plan::operand::Operand;
use crate::engine::plan::{Op, Operation, Stated, Unit};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Date;
use crate::ground::value::Number;
use crate::language::law::{Alternative, Event, Exception, Expression, Kind, Logic, Type};

impl Lowering<'_> {
    /// One form each.
    pub(super) fn lowered(&mut self, id: Id<Expression>) -> Result<Operand> {
        let laws = self.laws;
        let Expression { kind, type_, span } = &laws.expressions[id];
        let span = *span;
        let refuse = |what| Err(self.never(what, span));
        match kind {
            Kind::Literal(value) => match Operand::of_value(value) {
                Some(operand) => Ok(operand),
                None => refuse("a text, a range, a set or an hour"),
            },
            Kind::Fact { fact, of } if Self::is_plain(laws.facts[*fact].temporal) => {
                self.input(Stated::Fact(*fact), *of, type_)
            }
            Kind::Occurrence { event, .. } => self.event(*event, span),
            Kind::HasHappened(event) => {
                let day = self.event(*event, span)?;
                let day = self.node(day);
                let nothing = self.truth(Op::IsNothing(day));
                Ok(self.not(nothing))
            }
            Kind::Parameter(parameter) => {
                match laws.parameters[*parameter].versions.on(self.rules) {
                    Some(version) => match Operand::of_value(&version.value.value) {
                        Some(operand) => Ok(operand),
                        None => refuse("a parameter that is a text, a range or a set"),
                    },
                    None => refuse("a parameter without a value on that day"),
                }
            }
            Kind::Scale(scale, operand) => self.scale(*scale, *operand, span),
            Kind::Table(table, operands) => self.table(*table, operands, span),
            Kind::Define(define) => self.define(*define),
            Kind::Today => Ok(Operand::Figure(day(self.plan.on))),
            Kind::Not(operand) => {
                let operand = self.expression(*operand)?;
                Ok(self.not(operand))
            }
            Kind::Logic(logic, alternatives) => self.logic(*logic, alternatives),
            Kind::Negative(operand) => {
                let operand = self.expression(*operand)?;
                self.sum(&[(-1, operand)])
            }
            // A duration must come out whole.
            Kind::Arithmetic(..) | Kind::Of(..) if matches!(type_, Type::Duration(_)) => {
                refuse("a computed duration")
            }
            Kind::Arithmetic(first, rest) => self.arithmetic(*first, rest, span),
            Kind::Of(share, whole) => {
                let (share, whole) = (self.expression(*share)?, self.expression(*whole)?);
                self.product(share, whole, span)
            }
            Kind::Compare(comparison, left, right) => {
                let (left, right) = (self.expression(*left)?, self.expression(*right)?);
                self.compare(*comparison, left, right)
            }
            Kind::In(value, set) => self.within(*value, *set, span),
            Kind::If(condition, then, other) => {
                let condition = self.expression(*condition)?;
                if let Operand::Truth(holds) = condition {
                    return self.expression(if holds { *then } else { *other });
                }
                let (then, other) = (self.expression(*then)?, self.expression(*other)?);
                self.choose(condition, &then, &other)
            }
            Kind::Except(base, exceptions) => self.except(*base, exceptions),
            Kind::Otherwise(value, other) => {
                let value = self.expression(*value)?;
                if !self.is_optional(&value) {
                    return Ok(value);
                }
                let other = self.expression(*other)?;
                let node = self.node(value.clone());
                let nothing = self.truth(Op::IsNothing(node));
                self.choose(nothing, &other, &value)
            }
            Kind::ExtremeOf(extreme, operands) => {
                let operands: Result<Vec<Operand>> =
                    operands.iter().map(|it| self.expression(*it)).collect();
                self.extreme(*extreme, &operands?)
            }
            Kind::Clamp { value, floor, limit } => self.clamp(*value, *floor, *limit, span),
            Kind::Rounded(value, mode, step) => self.rounded(*value, *mode, *step, span),
            Kind::Moved { by, after, date } => self.moved(*by, *after, *date, span),
            Kind::DaysFrom(from, to) => {
                let (from, to) = (self.expression(*from)?, self.expression(*to)?);
                self.sum(&[(1, to), (-1, from)])
            }
            Kind::Fact { .. } | Kind::FactIn { .. } => refuse("a figure of a period"),
            Kind::OccurrenceField { .. } => refuse("a field of an event"),
            Kind::Status(_) | Kind::Is(..) => refuse("a status"),
            Kind::StepAmount(_) | Kind::BlockTotal(_) | Kind::BlockPayable(_) | Kind::Breach(_) => {
                refuse("an answer about sanctions")
            }
            Kind::AtLeast(..) => refuse("`at least n of`"),
            Kind::Set(_) => refuse("a set that is no operand of `in`"),
            Kind::IsKnown(..) | Kind::Presumed(..) => refuse("what is asked of the unknown"),
            Kind::Range(..) => refuse("a range of amounts"),
            Kind::AfterThePeriod(_) | Kind::ItsDay(_) | Kind::DayOf(..) => {
                refuse("a day of a period or an hour")
            }
            Kind::At(..)
            | Kind::StartOf(_)
            | Kind::Throughout(..)
            | Kind::OverPeriods { .. }
            | Kind::OverWindow { .. } => refuse("the past"),
            Kind::Count { .. }
            | Kind::OverElements { .. }
            | Kind::BoundOccurrence(_)
            | Kind::BoundField(..)
            | Kind::Seen { .. } => refuse("several occurrences, elements or laws"),
            Kind::Unknown => refuse("an error"),
        }
    }

    fn event(&mut self, event: Id<Event>, span: Span) -> Result<Operand> {
        let row = &self.laws.events[event];
        if row.at_time {
            return Err(self.never("an event with an hour", span));
        }
        let day = self.input(Stated::Event(event), row.entity, &Type::Date)?;
        let day = self.node(day);
        Ok(self.figure(Op::Happened(day), Unit::ONE, true))
    }

    /// `not a`
    pub(super) fn not(&mut self, operand: Operand) -> Operand {
        if let Operand::Truth(truth) = operand {
            return Operand::Truth(!truth);
        }
        let node = self.node(operand);
        self.truth(Op::Not(node))
    }

    fn logic(&mut self, logic: Logic, of: &[Alternative]) -> Result<Operand> {
        let deciding = match logic {
            Logic::And => false,
            Logic::Or => true,
        };
        let mut nodes = Vec::new();
        for alternative in of {
            let operand = self.expression(alternative.condition)?;
            match operand {
                Operand::Truth(truth) if truth == deciding => return Ok(Operand::Truth(deciding)),
                Operand::Truth(_) => {}
                Operand::Of(_) | Operand::Figure(_) | Operand::Nothing => {
                    nodes.push(self.node(operand));
                }
            }
        }
        Ok(match nodes.as_slice() {
            [] => Operand::Truth(!deciding),
            [only] => Operand::Of(*only),
            _ if deciding => self.truth(Op::Any(nodes)),
            _ => self.truth(Op::All(nodes)),
        })
    }

    /// The one or the other operand.
    pub(super) fn choose(
        &mut self,
        condition: Operand,
        then: &Operand,
        other: &Operand,
    ) -> Result<Operand> {
        match condition {
            Operand::Truth(true) => return Ok(then.clone()),
            Operand::Truth(false) => return Ok(other.clone()),
            Operand::Of(_) | Operand::Figure(_) | Operand::Nothing => {}
        }
        let condition = self.node(condition);
        let is_truth = self.is_truth(then) || self.is_truth(other);
        let unit = if is_truth { Unit::ONE } else { self.common_unit([then, other])? };
        let optional = self.is_optional(then) || self.is_optional(other);
        let (then, other) = (self.arm(then, unit)?, self.arm(other, unit)?);
        let op = Op::Choose(condition, then, other);
        Ok(self.add(Operation { op, is_truth, unit, optional }))
    }

    fn except(&mut self, base: Id<Expression>, exceptions: &[Exception]) -> Result<Operand> {
        let base = self.expression(base)?;
        let mut found = Vec::new();
        for exception in exceptions {
            let condition = self.expression(exception.condition)?;
            if condition == Operand::Truth(false) {
                continue;
            }
            found.push((self.node(condition), self.expression(exception.value)?));
        }
        if found.is_empty() {
            return Ok(base);
        }
        let all = || [&base].into_iter().chain(found.iter().map(|(_, value)| value));
        let is_truth = all().any(|operand| self.is_truth(operand));
        let optional = all().any(|operand| self.is_optional(operand));
        let unit = if is_truth { Unit::ONE } else { self.common_unit(all())? };
        let base = self.arm(&base, unit)?;
        let arms: Result<Vec<_>> = found
            .iter()
            .map(|(condition, value)| Ok((*condition, self.arm(value, unit)?)))
            .collect();
        Ok(self.add(Operation { op: Op::Except(base, arms?), is_truth, unit, optional }))
    }
}

/// The place of a day on the line of days.
pub(super) fn day(date: Date) -> Number {
    Number::whole(Date::FIRST.days_until(date))
}
