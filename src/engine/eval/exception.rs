//! Choices: if, otherwise, and exceptions that displace a base.

use crate::engine::eval::moving::{Moving, earlier};
use crate::engine::eval::possible::{self, Place};
use crate::engine::eval::{Evaluator, possible::needs_of};
use crate::engine::verdict::{FailureKind, Needs, Outcome, Possible};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Date;
use crate::ground::value::Value;
use crate::language::law::{Exception, Expression};

impl Evaluator<'_> {
    /// `if c then a else b`
    pub(super) fn choice(
        &mut self,
        condition: Id<Expression>,
        then: Id<Expression>,
        other: Id<Expression>,
        on: Date,
    ) -> Moving {
        let condition = self.expression(condition, on).settled(on);
        if let Some(holds) = possible::truth(&condition.outcome) {
            let taken = self.expression(if holds { then } else { other }, on);
            return Moving { horizon: earlier(condition.horizon, taken.horizon), ..taken };
        }
        let then = self.expression(then, on).settled(on);
        let other = self.expression(other, on).settled(on);
        let horizon = earlier(condition.horizon, earlier(then.horizon, other.horizon));
        let reachable = vec![then.outcome, other.outcome];
        Moving::until(horizon, unsettled(condition.outcome, reachable))
    }

    /// `x otherwise y`: y where x is nothing.
    pub(super) fn otherwise(
        &mut self,
        value: Id<Expression>,
        other: Id<Expression>,
        on: Date,
    ) -> Moving {
        let value = self.expression(value, on);
        let may_be_none = match &value.outcome {
            Outcome::Known(value) => *value == Value::None,
            Outcome::Failed(_) => false,
            Outcome::Undetermined(open) => match &open.possible {
                Possible::AnythingOrNone => true,
                Possible::OneOf(values) => values.contains(&Value::None),
                Possible::Anything
                | Possible::Number(_)
                | Possible::Range(_)
                | Possible::Date(_)
                | Possible::DateTime(_) => false,
            },
        };
        if !may_be_none {
            return value;
        }
        let other = self.expression(other, on);
        let horizon = earlier(value.horizon, other.horizon);
        if possible::is_none(&value.outcome) {
            return Moving { horizon, ..other };
        }
        let (value, other) = (value.settled(on), other.settled(on));
        let horizon = earlier(value.horizon, other.horizon);
        let mut reachable = vec![other.outcome];
        match possible::choices(&value.outcome) {
            Some(values) => {
                let values = values.iter().filter(|value| **value != Value::None);
                reachable.extend(values.cloned().map(Outcome::Known));
            }
            None => {
                reachable.push(possible::undetermined(needs_of(&value.outcome), Possible::Anything))
            }
        }
        Moving::until(horizon, possible::one_of(reachable, needs_of(&value.outcome)))
    }

    /// `v except w when c`
    pub(super) fn except(
        &mut self,
        base: Id<Expression>,
        exceptions: &[Exception],
        place: Place,
        on: Date,
    ) -> Moving {
        let mut found = Displaced::default();
        let mut horizon = None;
        for exception in exceptions {
            let condition = self.expression(exception.condition, on).settled(on);
            horizon = earlier(horizon, condition.horizon);
            let truth = possible::truth(&condition.outcome);
            if truth == Some(false) {
                self.annotate(|reason| {
                    reason.decisive = false;
                    reason.basis = Some(exception.basis.clone());
                });
                continue;
            }
            let value = self.expression(exception.value, on);
            self.annotate(|reason| reason.basis = Some(exception.basis.clone()));
            let value = value.settled(on);
            horizon = earlier(horizon, value.horizon);
            match truth {
                Some(_) => found.holding.push((value.outcome, exception.span)),
                None => {
                    found.add(condition.outcome, &value.outcome, exception.span);
                    found.open.push(value.outcome);
                }
            }
        }
        if let Some(conflict) = found.conflict(place) {
            return Moving::until(horizon, conflict);
        }
        self.possible_conflicts.extend(found.clashes());
        if found.holding.is_empty() {
            let base = self.expression(base, on);
            if found.open.is_empty() {
                return Moving { horizon: earlier(horizon, base.horizon), ..base };
            }
            let base = base.settled(on);
            horizon = earlier(horizon, base.horizon);
            found.open.push(base.outcome);
        }
        Moving::until(horizon, found.outcome())
    }
}

/// The exceptions of which the condition holds, or may hold.
#[derive(Default)]
struct Displaced {
    /// The values and places of those that hold.
    holding: Vec<(Outcome, Span)>,
    /// The values of those that may hold, and of the base where none holds.
    open: Vec<Outcome>,
    /// The values and places of those that may hold, and what would settle whether they do.
    may: Vec<(Outcome, Span, Needs)>,
    /// What would settle which hold.
    needs: Needs,
    /// A condition that cannot be evaluated.
    failure: Option<Outcome>,
}

impl Displaced {
    fn add(&mut self, condition: Outcome, value: &Outcome, span: Span) {
        match condition {
            Outcome::Undetermined(open) => {
                self.needs = self.needs.and(&open.needs);
                self.may.push((value.clone(), span, open.needs.clone()));
            }
            Outcome::Failed(_) => {
                self.failure.get_or_insert(condition);
            }
            Outcome::Known(_) => {}
        }
    }

    /// Two exceptions that hold with different values.
    fn conflict(&self, place: Place) -> Option<Outcome> {
        let (first, at) = self.holding.first()?;
        let (_, other) = self.holding.iter().find(|(value, _)| differ(first, value))?;
        Some(place.failed(FailureKind::Conflict(*at, *other)))
    }

    /// The places of exceptions with different values that may both hold: one that holds and one
    /// that may, or two that hang on different facts. Two that hang on one fact may exclude each
    /// other, and are not named.
    fn clashes(&self) -> Vec<(Span, Span)> {
        let mut clashes = Vec::new();
        for (index, (value, span, needs)) in self.may.iter().enumerate() {
            let holding = self.holding.iter().filter(|(other, _)| differ(value, other));
            clashes.extend(holding.map(|(_, other)| in_order(*span, *other)));
            let apart = |other: &&(Outcome, Span, Needs)| {
                differ(value, &other.0) && !needs.iter().any(|need| other.2.contains(need))
            };
            let later = self.may.iter().skip(index + 1).filter(apart);
            clashes.extend(later.map(|(_, other, _)| in_order(*span, *other)));
        }
        clashes
    }

    fn outcome(mut self) -> Outcome {
        let mut reachable: Vec<Outcome> =
            self.holding.into_iter().map(|(value, _)| value).collect();
        reachable.append(&mut self.open);
        match self.failure {
            Some(failure) => unsettled(failure, reachable),
            None => possible::one_of(reachable, self.needs),
        }
    }
}

/// Whether two values are known and differ: what is open may still turn out equal.
fn differ(one: &Outcome, two: &Outcome) -> bool {
    matches!((one, two), (Outcome::Known(one), Outcome::Known(two)) if one != two)
}

fn in_order(one: Span, two: Span) -> (Span, Span) {
    if one <= two { (one, two) } else { (two, one) }
}

/// What is reachable where a condition is open or cannot be evaluated: a value on which all agree,
/// else what the condition came to decides between open and failed.
fn unsettled(condition: Outcome, reachable: Vec<Outcome>) -> Outcome {
    let needs = needs_of(&condition);
    match (possible::one_of(reachable, needs), condition) {
        (Outcome::Known(value), _) => Outcome::Known(value),
        (_, Outcome::Failed(failure)) => Outcome::Failed(failure),
        (outcome, _) => outcome,
    }
}
