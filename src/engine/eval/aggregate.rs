//! Figures taken together: their sum, their average, the highest and the lowest of them.

use crate::engine::eval::possible::{self, Place};
use crate::engine::verdict::{FailureKind, Needs, Outcome};
use crate::ground::value::number::MOST_BITS;
use crate::ground::value::{Bounds, Edge, Number, TooLarge};
use crate::language::law::Aggregate;
use std::cmp::Ordering;

/// The aggregate of figures, of which there is at least one. A bounded figure counts with its
/// bounds; one that is nothing makes nothing of the whole, as it does in a sum.
pub(super) fn together(aggregate: Aggregate, figures: &[Outcome], place: Place) -> Outcome {
    match aggregate {
        Aggregate::Sum => total(figures, &[], &Number::ONE, place),
        Aggregate::Average => total(figures, &[], &count(figures.len()), place),
        Aggregate::Highest => extreme(Ordering::Greater, figures, place),
        Aggregate::Lowest => extreme(Ordering::Less, figures, place),
    }
}

/// The average of figures of which each counts for its weight, out of `whole`.
pub(super) fn weighed(
    figures: &[Outcome],
    weights: &[Number],
    whole: &Number,
    place: Place,
) -> Outcome {
    total(figures, weights, whole, place)
}

/// So many.
pub(super) fn count(number: usize) -> Number {
    Number::whole(i64::try_from(number).unwrap_or(i64::MAX))
}

/// The sum of figures, each times its weight where it has one, divided by `by`.
fn total(figures: &[Outcome], weights: &[Number], by: &Number, place: Place) -> Outcome {
    if let Some(outcome) = spoiled(figures) {
        return outcome;
    }
    let mut sum = Bounds::exactly(Number::ZERO);
    for (at, figure) in figures.iter().enumerate() {
        let Some(bounds) = possible::numbers(figure) else {
            return place.open(needs(figures.iter()));
        };
        let weighed = match weights.get(at) {
            Some(weight) => bounds.mul(&Bounds::exactly(weight.clone())),
            None => Ok(bounds),
        };
        match weighed.and_then(|weighed| within_limits(sum.add(&weighed))) {
            Ok(so_far) => sum = so_far,
            Err(TooLarge) => return place.failed(FailureKind::NumberTooLarge),
        }
    }
    match sum.div(&Bounds::exactly(by.clone())) {
        Ok(bounds) => place.number(bounds, needs(figures.iter())),
        Err(TooLarge) => place.failed(FailureKind::NumberTooLarge),
    }
}

/// The highest or the lowest of figures. Only those that may be it are needed.
fn extreme(wanted: Ordering, figures: &[Outcome], place: Place) -> Outcome {
    if let Some(outcome) = spoiled(figures) {
        return outcome;
    }
    let mut all = Vec::with_capacity(figures.len());
    for figure in figures {
        let Some(bounds) = possible::numbers(figure) else {
            return place.open(needs(figures.iter()));
        };
        all.push(bounds);
    }
    let further = |one: &Bounds<Number>, two: &Bounds<Number>| match wanted {
        Ordering::Greater => one.greater(two),
        Ordering::Less | Ordering::Equal => one.lesser(two),
    };
    let result = all.iter().cloned().reduce(|one, two| further(&one, &two));
    let Some(result) = result else { return place.failed(FailureKind::Mistyped) };
    // What the whole comes to at least: a figure that cannot lie further is not needed.
    let may_be = |bounds: &Bounds<Number>| {
        let (reached, edge) = match wanted {
            Ordering::Greater => (&result.low, &bounds.high),
            Ordering::Less | Ordering::Equal => (&result.high, &bounds.low),
        };
        match (reached, edge) {
            (Some(reached), Some(edge)) => edge.at.cmp(&reached.at) == wanted,
            (None, _) | (_, None) => true,
        }
    };
    let relevant = figures.iter().zip(&all).filter(|(_, bounds)| may_be(bounds));
    let needs = needs(relevant.map(|(figure, _)| figure));
    place.number(result, needs)
}

/// What decides the whole whatever the other figures are: nothing, or an error.
fn spoiled(figures: &[Outcome]) -> Option<Outcome> {
    let nothing = figures.iter().find(|figure| possible::is_none(figure));
    let failed = || figures.iter().find(|figure| matches!(figure, Outcome::Failed(_)));
    nothing.or_else(failed).cloned()
}

fn needs<'o>(figures: impl Iterator<Item = &'o Outcome>) -> Needs {
    Needs::all(figures.map(possible::needs_of).collect())
}

fn within_limits(bounds: Bounds<Number>) -> Result<Bounds<Number>, TooLarge> {
    let long =
        |edge: &Option<Edge<Number>>| edge.as_ref().is_some_and(|it| it.at.bits() > MOST_BITS);
    if long(&bounds.low) || long(&bounds.high) { Err(TooLarge) } else { Ok(bounds) }
}
