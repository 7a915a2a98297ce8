//! Scales as operations: the slices of a marginal one, the stretches of a flat one.

use crate::engine::plan::lower::{Lowering, Result, TOO_FINE};
use crate::engine::plan::operand::Operand;
use crate::engine::plan::{Node, Op, Operation, Unit};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::value::{Edge, Number};
use crate::language::law::{Bands, Expression, Scale, ScaleKind};

impl Lowering<'_> {
    /// `income_tax(x)`, by the bands of the day's rules.
    pub(super) fn scale(
        &mut self,
        id: Id<Scale>,
        operand: Id<Expression>,
        span: Span,
    ) -> Result<Operand> {
        let scale = &self.laws.scales[id];
        let own = scale.law.is_none_or(|law| std::ptr::eq(&self.laws.laws[law], self.law));
        let Some(version) = scale.versions.on(self.rules).filter(|_| own) else {
            return Err(self.never("a scale of another law, or without bands on that day", span));
        };
        let operand = self.expression(operand)?;
        let node = self.node(operand);
        match scale.kind {
            ScaleKind::Marginal => self.slices(node, &version.value),
            ScaleKind::Flat => self.stretches(node, &version.value),
        }
    }

    /// Each slice from zero on at its rate.
    fn slices(&mut self, of: Node, bands: &Bands) -> Result<Operand> {
        let ends: Vec<Operand> = bands
            .bands
            .iter()
            .filter_map(|band| band.until.as_ref().map(|edge| Operand::Figure(edge.at.clone())))
            .collect();
        let whole = Operand::Of(of);
        let unit = self.common_unit(ends.iter().chain([&whole]))?;
        let node = self.rescaled(of, unit)?;
        let rates = || bands.bands.iter().map(|band| band.value.on_line().unwrap_or(Number::ZERO));
        let rates_of: Vec<Operand> = rates().map(Operand::Figure).collect();
        let rate = self.common_unit(&rates_of)?;
        let (mut low, mut slices) = (0_i64, Vec::new());
        for (band, number) in bands.bands.iter().zip(rates()) {
            let factor = rate.figure(&number).ok_or(TOO_FINE)?;
            let high = match &band.until {
                Some(edge) => unit.figure(&edge.at).ok_or(TOO_FINE)?,
                None => i64::MAX,
            };
            if factor != 0 {
                slices.push((low, high, factor));
            }
            low = high;
        }
        let optional = self.plan.operations[node].optional;
        let unit = unit.times(rate).ok_or(TOO_FINE)?;
        Ok(self.figure(Op::Slices(node, slices), unit, optional))
    }

    /// The one value of the band in which a figure falls.
    fn stretches(&mut self, of: Node, bands: &Bands) -> Result<Operand> {
        let unit = self.plan.operations[of].unit;
        let mut behind = Vec::new();
        let mut values = Vec::new();
        for band in &bands.bands {
            values.push(Operand::of_value(&band.value).ok_or(TOO_FINE)?);
            behind.extend(band.until.as_ref().map(|edge| behind_edge(unit, edge)));
        }
        let behind: Option<Vec<i64>> = behind.into_iter().collect();
        self.lookup(of, behind.ok_or(TOO_FINE)?, &values)
    }

    /// The value of the stretch in which a figure falls; unknown where it is nothing.
    pub(super) fn lookup(
        &mut self,
        of: Node,
        behind: Vec<i64>,
        values: &[Operand],
    ) -> Result<Operand> {
        let is_truth = values.iter().any(|value| self.is_truth(value));
        let optional = values.iter().any(|value| self.is_optional(value));
        let unit = if is_truth { Unit::ONE } else { self.common_unit(values)? };
        let arms: Result<Vec<_>> = values.iter().map(|value| self.arm(value, unit)).collect();
        let op = Op::Lookup(of, behind, arms?);
        Ok(self.add(Operation { op, is_truth, unit, optional }))
    }
}

/// The first figure of a column that lies behind the upper edge of a stretch.
pub(super) fn behind_edge(unit: Unit, edge: &Edge<Number>) -> Option<i64> {
    match unit.figure(&edge.at) {
        Some(figure) if edge.included => figure.checked_add(1),
        Some(figure) => Some(figure),
        None => unit.floor(&edge.at)?.checked_add(1),
    }
}
