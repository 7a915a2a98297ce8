//! Sums of amounts: both ends of a range, each within bounds, and what would settle them.

use crate::engine::verdict::{Needs, Outcome, Possible, Undetermined};
use crate::ground::value::{Bounds, Edge, Number, TooLarge, Value};

/// Both ends of an amount, each within bounds, and what would settle them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sum {
    /// The lower end.
    pub low: Bounds<Number>,
    /// The upper end.
    pub high: Bounds<Number>,
    /// `Some`: undetermined.
    pub needs: Option<Needs>,
}

/// The sum of two amounts of one currency.
pub(super) fn sum_of(one: Outcome, two: Outcome) -> Outcome {
    let sum = |outcome: Outcome| Sum::of(outcome.clone()).ok_or(outcome);
    match add(sum(one), sum(two)) {
        Ok(sum) => sum.outcome(),
        Err(failed) => failed,
    }
}

/// The sum of two amounts; a failure stays one.
pub(super) fn add(one: Result<Sum, Outcome>, two: Result<Sum, Outcome>) -> Result<Sum, Outcome> {
    Ok(one?.plus(&two?))
}

/// A range whose ends are equal is a single amount.
pub(super) fn single(outcome: Outcome) -> Outcome {
    if let Outcome::Known(Value::Range(ends)) = &outcome
        && ends.0 == ends.1
    {
        return Outcome::Known(Value::Number(ends.0.clone()));
    }
    outcome
}

impl Sum {
    /// Nothing.
    pub fn zero() -> Self {
        Self::between(&Number::ZERO, &Number::ZERO)
    }

    fn between(low: &Number, high: &Number) -> Self {
        let exactly = |end: &Number| Bounds::exactly(end.clone());
        Self { low: exactly(low), high: exactly(high), needs: None }
    }

    /// The ends of an amount; `None` where there is none.
    pub fn of(outcome: Outcome) -> Option<Self> {
        match outcome {
            Outcome::Known(Value::Number(number)) => Some(Self::between(&number, &number)),
            Outcome::Known(Value::Range(ends)) => Some(Self::between(&ends.0, &ends.1)),
            Outcome::Known(_) | Outcome::Failed(_) => None,
            Outcome::Undetermined(open) => {
                let Undetermined { needs, possible } = *open;
                let anything = || (Bounds::unbounded(), Bounds::unbounded());
                let (low, high) = match possible {
                    Possible::Number(bounds) => (bounds.clone(), bounds),
                    Possible::Range(ends) => *ends,
                    Possible::OneOf(values) => spread(&values).unwrap_or_else(anything),
                    Possible::Anything
                    | Possible::AnythingOrNone
                    | Possible::Date(_)
                    | Possible::DateTime(_) => anything(),
                };
                Some(Self { low, high, needs: Some(needs) })
            }
        }
    }

    /// Both together.
    pub fn plus(&self, other: &Sum) -> Sum {
        let (low, high) = (self.low.add(&other.low), self.high.add(&other.high));
        Sum { low, high, needs: both(&self.needs, &other.needs) }
    }

    /// This much or that.
    pub fn or(&self, other: &Sum, needs: &Needs) -> Sum {
        let own = [&self.needs, &other.needs].into_iter().flatten();
        let needs = own.fold(needs.clone(), |all, more| all.and(more));
        let (low, high) = (self.low.hull(&other.low), self.high.hull(&other.high));
        Sum { low, high, needs: Some(needs) }.settled()
    }

    /// The difference.
    pub fn minus(&self, other: &Sum) -> Sum {
        let (low, high) = (self.low.sub(&other.low), self.high.sub(&other.high));
        Sum { low, high, needs: both(&self.needs, &other.needs) }
    }

    /// This much, or that, where the two differ.
    pub fn perhaps(&self, other: Sum, needs: &Needs) -> Sum {
        if *self == other { other } else { self.or(&other, needs) }
    }

    /// This much or nothing.
    pub fn or_nothing(&self, needs: &Needs) -> Sum {
        let needs = self.needs.as_ref().map_or_else(|| needs.clone(), |own| own.and(needs));
        let nothing = || Some(Edge::including(Number::ZERO));
        let widened = |ends: &Bounds<Number>| Bounds { low: nothing(), high: ends.high.clone() };
        let (low, high) = (widened(&self.low), widened(&self.high));
        Sum { low, high, needs: Some(needs) }.settled()
    }

    /// So many times as much, or a share of it.
    pub fn times(&self, factor: &Number) -> Result<Sum, TooLarge> {
        let scaled = |ends: &Bounds<Number>| ends.mul(&Bounds::exactly(factor.clone()));
        let (low, high) = (scaled(&self.low)?, scaled(&self.high)?);
        Ok(Sum { low, high, needs: self.needs.clone() }.settled())
    }

    /// Each end up to that of another.
    pub fn no_more_than(&self, most: &Sum) -> Sum {
        let exceeds = |one: &Bounds<Number>, two: &Bounds<Number>| one.orders(two).greater;
        // What the one side decides leaves the other without a say.
        if !exceeds(&self.low, &most.low) && !exceeds(&self.high, &most.high) {
            return self.clone();
        }
        if !exceeds(&most.low, &self.low) && !exceeds(&most.high, &self.high) {
            return most.clone();
        }
        let (low, high) = (self.low.lesser(&most.low), self.high.lesser(&most.high));
        Sum { low, high, needs: both(&self.needs, &most.needs) }.settled()
    }

    /// Each end at least that of another.
    pub fn no_less_than(&self, least: &Sum) -> Sum {
        let (low, high) = (self.low.greater(&least.low), self.high.greater(&least.high));
        Sum { low, high, needs: both(&self.needs, &least.needs) }.settled()
    }

    /// Whether it is known to be nothing.
    pub fn is_zero(&self) -> bool {
        *self == Self::zero()
    }

    /// Where only one amount is left, nothing is needed to know it.
    fn settled(self) -> Sum {
        match self.low.single().is_some() && self.high.single().is_some() {
            true => Sum { needs: None, ..self },
            false => self,
        }
    }

    /// What it comes to.
    pub fn outcome(self) -> Outcome {
        let end = |bounds: &Bounds<Number>| bounds.low.as_ref().map(|edge| edge.at.clone());
        match (self.needs, end(&self.low), end(&self.high)) {
            (None, Some(low), Some(high)) => {
                single(Outcome::Known(Value::Range(Box::new((low, high)))))
            }
            (needs, _, _) => Outcome::Undetermined(Box::new(Undetermined {
                needs: needs.unwrap_or_default(),
                possible: Possible::Range(Box::new((self.low, self.high))),
            })),
        }
    }
}

fn both(one: &Option<Needs>, two: &Option<Needs>) -> Option<Needs> {
    match (one, two) {
        (Some(one), Some(two)) => Some(one.and(two)),
        (one, two) => one.clone().or_else(|| two.clone()),
    }
}

/// The least and the greatest ends of several amounts.
fn spread(values: &[Value]) -> Option<(Bounds<Number>, Bounds<Number>)> {
    let mut ends: Vec<(&Number, &Number)> = Vec::with_capacity(values.len());
    for value in values {
        if let Value::Number(number) = value {
            ends.push((number, number));
        } else if let Value::Range(range) = value {
            ends.push((&range.0, &range.1));
        } else {
            return None;
        }
    }
    let edge = |at: &Number| Some(Edge::including(at.clone()));
    let lows = Bounds {
        low: edge(ends.iter().map(|end| end.0).min()?),
        high: edge(ends.iter().map(|end| end.0).max()?),
    };
    let highs = Bounds {
        low: edge(ends.iter().map(|end| end.1).min()?),
        high: edge(ends.iter().map(|end| end.1).max()?),
    };
    Some((lows, highs))
}
