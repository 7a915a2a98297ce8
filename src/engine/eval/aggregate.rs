//! Figures taken together: their sum, their average, the highest and the lowest of them.

use crate::engine::eval::possible::{self, Place};
use crate::engine::verdict::{FailureKind, Needs, Outcome, Possible};
use crate::ground::time::Duration;
use crate::ground::value::number::MOST_BITS;
use crate::ground::value::{Bounds, Edge, Number, TooLarge, Value};
use crate::language::law::{Aggregate, Type};
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
    if let Some(outcome) = total_of_known(figures, weights, by, place) {
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

/// The same where every figure is known and counts once, as nearly all do: without bounds.
fn total_of_known(
    figures: &[Outcome],
    weights: &[Number],
    by: &Number,
    place: Place,
) -> Option<Outcome> {
    let (true, Type::Number(_) | Type::Money(_)) = (weights.is_empty(), place.type_) else {
        return None;
    };
    let mut sum = Number::ZERO;
    for figure in figures {
        let Outcome::Known(Value::Number(number)) = figure else { return None };
        sum = Some(sum.add(number)).filter(|sum| sum.bits() <= MOST_BITS)?;
    }
    let whole = if *by == Number::ONE { Some(sum) } else { sum.div(by) };
    whole.map(|number| Outcome::Known(Value::Number(number)))
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

/// A figure that counts only where something unsettled holds.
pub(super) struct Maybe {
    /// The figure.
    pub figure: Outcome,
    /// What would settle whether it counts.
    pub needs: Needs,
}

/// The aggregate of the figures of several elements, of which some only may count; `open`: what
/// would settle whether there are others. The sum of none is zero; the highest of none is nothing.
pub(super) fn of_several(
    aggregate: Aggregate,
    mut sure: Vec<Outcome>,
    maybe: &[Maybe],
    open: Option<&Needs>,
    place: Place,
) -> Outcome {
    match aggregate {
        Aggregate::Sum | Aggregate::Average => {
            let mut zero = Outcome::Known(Value::Number(Number::ZERO));
            if let Type::Duration(family) = place.type_ {
                zero = Outcome::Known(Value::Duration(Duration { family: *family, amount: 0 }));
            }
            sure.extend(maybe.iter().map(|it| {
                possible::one_of(vec![it.figure.clone(), zero.clone()], it.needs.clone())
            }));
            match (open, spoiled(&sure)) {
                (_, Some(outcome)) => outcome,
                // A figure of another may be nothing, and then so is the sum.
                (Some(open), None) => place.open(needs(sure.iter()).and(open)),
                (None, None) => total(&sure, &[], &Number::ONE, place),
            }
        }
        Aggregate::Highest => furthest(Ordering::Greater, &sure, maybe, open, place),
        Aggregate::Lowest => furthest(Ordering::Less, &sure, maybe, open, place),
    }
}

/// The highest or the lowest of figures of which some only may count: nothing where none does.
fn furthest(
    wanted: Ordering,
    sure: &[Outcome],
    maybe: &[Maybe],
    open: Option<&Needs>,
    place: Place,
) -> Outcome {
    if let Some(failed) = maybe.iter().find(|it| matches!(it.figure, Outcome::Failed(_))) {
        return failed.figure.clone();
    }
    if sure.is_empty() {
        let mut values = vec![Value::None];
        values.extend(maybe.iter().filter_map(|it| known(&it.figure)));
        let needs = unsettled(maybe.iter(), open);
        return match open {
            None if values.len() == maybe.len() + 1 && values.len() <= possible::MOST_CHOICES => {
                possible::choice(values, needs)
            }
            Some(_) | None => possible::undetermined(needs, Possible::AnythingOrNone),
        };
    }
    let base = extreme(wanted, sure, place);
    let Some(reached) = possible::numbers(&base) else { return base };
    let edges = |bounds: &Bounds<Number>| match wanted {
        Ordering::Greater => (reached.low.clone(), bounds.high.clone()),
        Ordering::Less | Ordering::Equal => (reached.high.clone(), bounds.low.clone()),
    };
    // What surely counts already reaches so far: a figure that cannot lie further is not needed.
    let further = |it: &&Maybe| match possible::numbers(&it.figure).map(|it| edges(&it)) {
        Some((Some(reached), Some(edge))) => edge.at.cmp(&reached.at) == wanted,
        Some((None, _) | (_, None)) | None => true,
    };
    let relevant: Vec<&Maybe> = maybe.iter().filter(further).collect();
    if let Some(open) = open {
        let all = possible::needs_of(&base).and(&unsettled(maybe.iter(), Some(open)));
        return place.open(all);
    }
    if relevant.is_empty() {
        return base;
    }
    let needs = possible::needs_of(&base).and(&unsettled(relevant.iter().copied(), None));
    let figures = relevant.iter().map(|it| &it.figure).chain([&base]);
    let values: Vec<Value> = figures.filter_map(known).collect();
    if values.len() == relevant.len() + 1 && values.len() <= possible::MOST_CHOICES {
        return possible::choice(values, needs);
    }
    let mut bounds = reached.clone();
    for one in &relevant {
        let Some(figure) = possible::numbers(&one.figure) else { return place.open(needs) };
        bounds = bounds.hull(&match wanted {
            Ordering::Greater => reached.greater(&figure),
            Ordering::Less | Ordering::Equal => reached.lesser(&figure),
        });
    }
    place.number(bounds, needs)
}

fn known(figure: &Outcome) -> Option<Value> {
    if let Outcome::Known(value) = figure { Some(value.clone()) } else { None }
}

/// What would settle which figures count, what they are, and whether there are others.
fn unsettled<'m>(maybe: impl Iterator<Item = &'m Maybe>, open: Option<&Needs>) -> Needs {
    let mut all: Vec<Needs> = open.into_iter().cloned().collect();
    for one in maybe {
        all.extend([one.needs.clone(), possible::needs_of(&one.figure)]);
    }
    Needs::all(all)
}
