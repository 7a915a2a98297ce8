//! Scales: each slice at its rate, or the one value of the band.

use crate::engine::eval::asked::{Asked, same_until};
use crate::engine::eval::moving::{Moving, earlier};
use crate::engine::eval::possible::{self, Place};
use crate::engine::eval::{Evaluator, possible::needs_of};
use crate::engine::verdict::{BandUsed, FailureKind, Outcome, ReasonStep, Verified};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::{Bounds, Edge, Number, TooLarge, Value};
use crate::language::law::{Bands, Cell, Expression, Scale, ScaleKind};

impl Evaluator<'_> {
    /// `income_tax(x)`, by the bands of the day's rules.
    pub(super) fn scale(
        &mut self,
        id: Id<Scale>,
        operand: Id<Expression>,
        place: Place,
        on: Date,
    ) -> Moving {
        let operand = self.expression(operand, on);
        match self.laws.scales[id].law.filter(|law| !self.is_under(*law)) {
            Some(other) => self.under(other, |it| it.apply(id, operand, place, on)),
            None => self.apply(id, operand, place, on),
        }
    }

    fn apply(&mut self, id: Id<Scale>, operand: Moving, place: Place, on: Date) -> Moving {
        let scale = &self.laws.scales[id];
        let rules = self.rules_on(on);
        let horizon = self.rules_until(on, scale.versions.horizon(rules));
        let horizon = self.verified(Verified::Scale(id), scale.verified_through, on, horizon);
        let Some(version) = scale.versions.on(rules) else {
            return Moving::until(horizon, place.failed(FailureKind::NoVersion));
        };
        let bands = &version.value;
        let (moving, used) = match scale.kind {
            ScaleKind::Marginal => {
                let used = used_slices(bands, &operand.outcome);
                let operand = operand.settled(on);
                let outcome = summed(bands, operand.outcome, place);
                (Moving::until(operand.horizon, outcome), used)
            }
            ScaleKind::Flat => self.flat(scale, bands, operand, place),
        };
        let version = version.days;
        self.note(|| ReasonStep::Scale { scale: id, version, bands: used });
        Moving { horizon: earlier(horizon, moving.horizon), ..moving }
    }

    /// The value of the band, or of the bands still possible.
    fn flat(
        &self,
        scale: &Scale,
        bands: &Bands,
        operand: Moving,
        place: Place,
    ) -> (Moving, Vec<BandUsed>) {
        let on = place.on;
        let value_of =
            |at: usize| bands.bands.get(at).map(|band| Outcome::Known(band.value.clone()));
        if let Outcome::Known(value) = &operand.outcome {
            let at = value.on_line().and_then(|figure| bands.holding(&figure));
            let Some((at, outcome)) = at.and_then(|at| Some((at, value_of(at)?))) else {
                return (Moving::until(operand.lasts(on), place.nothing()), Vec::new());
            };
            let cell = Cell::Within(bands.within(at));
            let horizon = same_until(&operand, std::iter::once(&cell), on);
            return (Moving::until(horizon, outcome), vec![BandUsed { band: at, slice: None }]);
        }
        let asked = Asked::of(&operand.outcome, &scale.on, self.laws);
        let cells: Vec<Cell> =
            (0..bands.bands.len()).map(|at| Cell::Within(bands.within(at))).collect();
        let reached = cells.iter().enumerate().filter(|(_, cell)| asked.meets(cell));
        let reached: Vec<usize> = reached.map(|(at, _)| at).collect();
        let mut reachable: Vec<Outcome> = reached.iter().filter_map(|at| value_of(*at)).collect();
        if asked.none {
            reachable.push(place.nothing());
        }
        let horizon = same_until(&operand, cells.iter(), on);
        let used = reached.into_iter().map(|band| BandUsed { band, slice: None }).collect();
        let outcome =
            match (possible::one_of(reachable, needs_of(&operand.outcome)), operand.outcome) {
                (Outcome::Known(value), _) => Outcome::Known(value),
                (_, Outcome::Failed(failure)) => Outcome::Failed(failure),
                (outcome, Outcome::Known(_) | Outcome::Undetermined(_)) => outcome,
            };
        (Moving::until(horizon, outcome), used)
    }
}

/// The slices of an amount that is known; none of one that is not.
fn used_slices(bands: &Bands, outcome: &Outcome) -> Vec<BandUsed> {
    let Outcome::Known(Value::Number(amount)) = outcome else { return Vec::new() };
    let slices = slices(bands, amount).enumerate();
    let used = slices.map(|(band, slice)| BandUsed { band, slice: Some(slice) });
    used.filter(|used| used.slice.as_ref().is_some_and(|slice| !slice.is_zero())).collect()
}

/// How much of an amount lies in each band, from zero on.
fn slices(bands: &Bands, amount: &Number) -> impl Iterator<Item = Number> {
    let mut low = Number::ZERO;
    bands.bands.iter().map(move |band| {
        let end = band.until.as_ref().map_or(amount, |edge| amount.min(&edge.at));
        let slice = end.sub(&low).max(Number::ZERO);
        low = band.until.as_ref().map_or_else(|| low.clone(), |edge| edge.at.clone());
        slice
    })
}

/// What a marginal scale makes of an outcome.
fn summed(bands: &Bands, outcome: Outcome, place: Place) -> Outcome {
    let exact = |value: &Value| match value {
        Value::Number(amount) => match sum(bands, amount) {
            Ok(sum) => Ok(Value::Number(sum)),
            Err(TooLarge) => Err(FailureKind::NumberTooLarge),
        },
        Value::None => Ok(Value::None),
        Value::Bool(_)
        | Value::Range(_)
        | Value::Date(_)
        | Value::DateTime(_)
        | Value::Duration(_)
        | Value::Country(_)
        | Value::Text(_)
        | Value::Variant(_)
        | Value::Set(_) => Err(FailureKind::Mistyped),
    };
    let open = match outcome {
        Outcome::Known(value) => return place.settled(exact(&value)),
        Outcome::Failed(_) => return outcome,
        Outcome::Undetermined(open) => open,
    };
    let outcome = Outcome::Undetermined(open);
    let needs = needs_of(&outcome);
    if let Some(values) = possible::choices(&outcome) {
        let values: Result<Vec<Value>, FailureKind> = values.iter().map(exact).collect();
        return match values {
            Ok(values) => possible::choice(values, needs),
            Err(kind) => place.failed(kind),
        };
    }
    match possible::numbers(&outcome).map(|amounts| spread(bands, &amounts)) {
        Some(Ok(sums)) => place.number(sums, needs),
        Some(Err(TooLarge)) => place.failed(FailureKind::NumberTooLarge),
        None => place.open(needs),
    }
}

/// The sum of the slices of an amount, each at its rate.
fn sum(bands: &Bands, amount: &Number) -> Result<Number, TooLarge> {
    let mut sum = Number::ZERO;
    for (slice, band) in slices(bands, amount).zip(&bands.bands) {
        if let (Value::Number(rate), false) = (&band.value, slice.is_zero()) {
            sum = sum.add(&slice.mul(rate)?);
        }
    }
    Ok(sum)
}

/// Between which sums the slices of an amount within bounds lie. A sum goes straight from edge to edge,
/// so it is least and greatest at one of them.
fn spread(bands: &Bands, amounts: &Bounds<Number>) -> Result<Bounds<Number>, TooLarge> {
    let edges = bands.bands.iter().filter_map(|band| Some(&band.until.as_ref()?.at));
    let edges = std::iter::once(&Number::ZERO).chain(edges);
    let mut ends: Vec<Edge<Number>> = Vec::new();
    for edge in edges.filter(|edge| amounts.holds(edge)) {
        ends.push(Edge::including(sum(bands, edge)?));
    }
    let rate_at = |amount: &Number, above: bool| rate(bands, amount, above);
    for (end, above) in [(&amounts.low, true), (&amounts.high, false)] {
        if let Some(edge) = end {
            // Where the sum stands still beside the edge, it is reached without it.
            let included = edge.included || rate_at(&edge.at, above).is_zero();
            ends.push(Edge { at: sum(bands, &edge.at)?, included });
        }
    }
    let mut bounds: Option<Bounds<Number>> = None;
    for end in ends {
        let one = Bounds { low: Some(end.clone()), high: Some(end) };
        bounds = Some(bounds.map_or(one.clone(), |all| all.hull(&one)));
    }
    let mut bounds = bounds.unwrap_or_else(Bounds::unbounded);
    let last = bands.bands.last().map_or(Number::ZERO, rate_of);
    if amounts.high.is_none() && !last.is_zero() {
        match last.is_negative() {
            true => bounds.low = None,
            false => bounds.high = None,
        }
    }
    Ok(bounds)
}

/// The rate just above or just below an amount: none below zero.
fn rate(bands: &Bands, amount: &Number, above: bool) -> Number {
    let inside = |band: &&crate::language::law::Band| match &band.until {
        Some(edge) if above => *amount < edge.at,
        Some(edge) => *amount <= edge.at,
        None => true,
    };
    let nothing = amount.is_negative() || (amount.is_zero() && !above);
    if nothing {
        Number::ZERO
    } else {
        bands.bands.iter().find(inside).map_or(Number::ZERO, rate_of)
    }
}

fn rate_of(band: &crate::language::law::Band) -> Number {
    if let Value::Number(rate) = &band.value { rate.clone() } else { Number::ZERO }
}
