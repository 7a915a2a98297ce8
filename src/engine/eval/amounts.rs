//! Amounts: of a step, as recorded or as the law leaves it open, and the sums of a block.

use crate::engine::eval::episode::Episodes;
use crate::engine::eval::step::Stand;
use crate::engine::eval::{Evaluated, Evaluator, earlier};
use crate::engine::verdict::{Amount, Needs, Outcome, Possible, StepState, Undetermined, Warning};
use crate::facts::Occurrence;
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::{Bounds, Currency, Edge, Number, TooLarge, Value};
use crate::language::law::{Expression, Fine, Measure, Sanctions, Step, Type};

/// Both ends of an amount, each within bounds, and what would settle them.
#[derive(Clone, Debug, PartialEq)]
struct Sum {
    low: Bounds<Number>,
    high: Bounds<Number>,
    /// `Some`: undetermined.
    needs: Option<Needs>,
}

/// The sums of a block on a day.
pub(super) struct Sums {
    /// Of its fines.
    pub total: Outcome,
    /// What remains payable.
    pub payable: Outcome,
    /// The currency of its fines.
    pub currency: Currency,
    /// The next day on which either could change.
    pub horizon: Option<Date>,
}

impl Evaluator<'_> {
    /// `STEP.amount`
    pub(super) fn step_amount(&mut self, step: Id<Step>, on: Date) -> Evaluated {
        let stand = self.stand(step, on);
        match self.quietly(|it| it.amount(step, &stand, on)) {
            Some((amount, evaluated)) => Evaluated {
                outcome: amount.outcome,
                horizon: earlier(evaluated, stand.horizon),
                reason: None,
            },
            None => Evaluated {
                outcome: Outcome::Known(Value::None),
                horizon: stand.horizon,
                reason: None,
            },
        }
    }

    /// `BLOCK.total`
    pub(super) fn block_total(&mut self, block: Id<Sanctions>, on: Date) -> Evaluated {
        self.summed(block, on, |sums| sums.total)
    }

    /// `BLOCK.payable`
    pub(super) fn block_payable(&mut self, block: Id<Sanctions>, on: Date) -> Evaluated {
        self.summed(block, on, |sums| sums.payable)
    }

    fn summed(
        &mut self,
        block: Id<Sanctions>,
        on: Date,
        which: impl FnOnce(Sums) -> Outcome,
    ) -> Evaluated {
        let sums = self.quietly(|it| it.sums(block, on));
        let horizon = sums.as_ref().and_then(|sums| sums.horizon);
        let outcome = sums.map_or(Outcome::Known(Value::None), which);
        Evaluated { outcome, horizon, reason: None }
    }

    /// The amount of a fine or the share of a throttle, with its horizon.
    pub(super) fn amount(
        &mut self,
        id: Id<Step>,
        stand: &Stand,
        day: Date,
    ) -> Option<(Amount, Option<Date>)> {
        let step = &self.laws.steps[id];
        let expression = range_of(step)?;
        let currency = self.currency(expression);
        let recorded = self.records_of(id, day).last();
        if let Some(outcome) = recorded.and_then(|record| self.recorded_amount(step, record)) {
            return Some((Amount { outcome, currency, recorded: true }, None));
        }
        let on = stand.frozen.unwrap_or(day);
        let evaluated = self.evaluate(expression, on);
        let horizon = evaluated.horizon.filter(|_| stand.frozen.is_none());
        let outcome = single(evaluated.outcome);
        Some((Amount { outcome, currency, recorded: false }, horizon))
    }

    /// What a record says of the amount; `None` where it says nothing.
    pub(super) fn recorded_amount(&self, step: &Step, record: &Occurrence) -> Option<Outcome> {
        let field = self.field_named(step, "amount")?;
        record.fields.get(field)?.as_ref()?;
        Some(self.field(step.record, record, field))
    }

    /// A warning where the amount of a record certainly lies outside what the law leaves open.
    pub(super) fn outside(&mut self, id: Id<Step>, stand: &Stand, day: Date) -> Option<Warning> {
        let step = &self.laws.steps[id];
        let record = self.records_of(id, day).last()?;
        let Outcome::Known(Value::Number(amount)) = self.recorded_amount(step, record)? else {
            return None;
        };
        let range = range_of(step)?;
        let on = stand.frozen.unwrap_or(record.on);
        let sum = Sum::of(self.quietly(|it| it.evaluate(range, on)).outcome)?;
        let below = sum.low.low.is_some_and(|edge| amount < edge.at);
        let above = sum.high.high.is_some_and(|edge| edge.at < amount);
        (below || above).then_some(Warning::AmountOutside { step: id, on: record.on })
    }

    /// The sums of a block's fines; `None` where it has none.
    pub(super) fn sums(&mut self, block: Id<Sanctions>, day: Date) -> Option<Sums> {
        let laws = self.laws;
        let fines = || {
            let steps = laws.sanctions[block].steps.iter().copied();
            steps.filter(|step| laws.steps[*step].measure.is_fine())
        };
        let first = fines().find_map(|step| range_of(&laws.steps[step]))?;
        let currency = self.currency(first)?;
        let mut total = Ok(Sum::zero());
        let mut payable = Ok(Sum::zero());
        let mut horizon = None;
        for step in fines() {
            let stand = self.stand(step, day);
            horizon = earlier(horizon, stand.horizon);
            let (fine, until) = self.fine(step, &stand, day);
            horizon = earlier(horizon, until);
            let remains = match (&fine, stand.cured) {
                (Ok(fine), true) => self.remains(block, step, fine, day),
                (Ok(fine), false) => self.remains_perhaps(block, step, fine, day),
                (Err(failed), _) => Err(failed.clone()),
            };
            total = add(total, fine);
            payable = add(payable, remains);
        }
        let outcome = |sum: Result<Sum, Outcome>| match sum {
            Ok(sum) => sum.outcome(),
            Err(failed) => failed,
        };
        Some(Sums { total: outcome(total), payable: outcome(payable), currency, horizon })
    }

    /// What a step adds to the sum of its block.
    fn fine(
        &mut self,
        id: Id<Step>,
        stand: &Stand,
        day: Date,
    ) -> (Result<Sum, Outcome>, Option<Date>) {
        let counts = match &stand.state {
            StepState::NotTriggered(_) | StepState::Waiting { .. } => false,
            StepState::Lifted { .. } => !stand.lifted_by_record,
            StepState::Available { .. }
            | StepState::Due { .. }
            | StepState::Imposed { .. }
            | StepState::Undetermined { .. } => true,
        };
        // Further records of one episode are further fines.
        let earlier_records = match self.records_of(id, day) {
            [before @ .., _latest] => before,
            [] => &[],
        };
        let mut sum = Ok(Sum::zero());
        for record in earlier_records {
            sum = add(sum, self.recorded_fine(id, record));
        }
        if !counts {
            return (sum, None);
        }
        let Some((amount, horizon)) = self.amount(id, stand, day) else { return (sum, None) };
        let open = match &stand.state {
            StepState::Undetermined { needs } => Some(needs),
            StepState::NotTriggered(_)
            | StepState::Waiting { .. }
            | StepState::Available { .. }
            | StepState::Due { .. }
            | StepState::Imposed { .. }
            | StepState::Lifted { .. } => None,
        };
        let fine = match Sum::of(amount.outcome.clone()) {
            Some(fine) => Ok(match open {
                Some(needs) => fine.or_nothing(needs),
                None => fine,
            }),
            None => Err(amount.outcome),
        };
        (add(sum, fine), horizon)
    }

    fn recorded_fine(&mut self, id: Id<Step>, record: &Occurrence) -> Result<Sum, Outcome> {
        let step = &self.laws.steps[id];
        let lifted = self.field_named(step, "lifted");
        if lifted.and_then(|field| record.fields.get(field)?.as_ref()).is_some() {
            return Ok(Sum::zero());
        }
        let outcome = match (self.recorded_amount(step, record), range_of(step)) {
            (Some(outcome), _) => outcome,
            (None, Some(range)) => self.evaluate(range, record.on).outcome,
            (None, None) => return Ok(Sum::zero()),
        };
        Sum::of(outcome.clone()).ok_or(outcome)
    }

    /// What remains payable of a fine after cure.
    fn remains(
        &mut self,
        block: Id<Sanctions>,
        step: Id<Step>,
        fine: &Sum,
        day: Date,
    ) -> Result<Sum, Outcome> {
        let Some(share) = self.laws.sanctions[block].on_cure else { return Ok(fine.clone()) };
        let episodes: std::rc::Rc<Episodes> = self.episodes(self.scope(step), day);
        let on = episodes.list.last().and_then(|episode| episode.end).unwrap_or(day);
        let share = self.evaluate(share, on).outcome;
        if let Outcome::Known(Value::Number(share)) = &share {
            return fine.times(share).map_err(|TooLarge| self.too_large(block, on));
        }
        match Sum::of(share.clone()) {
            // An open share leaves anything from nothing to the whole.
            Some(share) => Ok(fine.or_nothing(&share.needs.unwrap_or_default())),
            None => Err(share),
        }
    }

    /// What remains payable of a fine where it may be that the breach has been cured.
    fn remains_perhaps(
        &mut self,
        block: Id<Sanctions>,
        step: Id<Step>,
        fine: &Sum,
        day: Date,
    ) -> Result<Sum, Outcome> {
        let episodes: std::rc::Rc<Episodes> = self.episodes(self.scope(step), day);
        let Some(needs) = episodes.list.last().and_then(|episode| episode.open.as_ref()) else {
            return Ok(fine.clone());
        };
        let remains = self.remains(block, step, fine, day)?;
        Ok(if remains == *fine { remains } else { fine.or(&remains, needs) })
    }

    fn too_large(&self, block: Id<Sanctions>, on: Date) -> Outcome {
        let span = self.laws.sanctions[block].span;
        super::failed(crate::engine::verdict::FailureKind::NumberTooLarge, span, on)
    }

    fn currency(&self, expression: Id<Expression>) -> Option<Currency> {
        let type_ = &self.laws.expressions[expression].type_;
        if let Type::Money(currency) | Type::MoneyRange(currency) = type_ {
            return Some(*currency);
        }
        None
    }
}

/// The amount or share that a measure leaves open.
pub(super) fn range_of(step: &Step) -> Option<Id<Expression>> {
    match &step.measure {
        Measure::Fine(Fine { amount, .. }) | Measure::Throttle(amount) => Some(*amount),
        Measure::Notice(_) | Measure::Ban(_) | Measure::Block | Measure::Lose(_) => None,
    }
}

/// A range whose ends are equal is a single amount.
fn single(outcome: Outcome) -> Outcome {
    if let Outcome::Known(Value::Range(ends)) = &outcome
        && ends.0 == ends.1
    {
        return Outcome::Known(Value::Number(ends.0.clone()));
    }
    outcome
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
fn add(one: Result<Sum, Outcome>, two: Result<Sum, Outcome>) -> Result<Sum, Outcome> {
    Ok(one?.plus(&two?))
}

impl Sum {
    fn zero() -> Self {
        Self { low: exactly(&Number::from(0)), high: exactly(&Number::from(0)), needs: None }
    }

    /// The ends of an amount; `None` where there is none.
    fn of(outcome: Outcome) -> Option<Self> {
        match outcome {
            Outcome::Known(Value::Number(number)) => {
                Some(Self { low: exactly(&number), high: exactly(&number), needs: None })
            }
            Outcome::Known(Value::Range(ends)) => {
                Some(Self { low: exactly(&ends.0), high: exactly(&ends.1), needs: None })
            }
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

    fn plus(&self, other: &Sum) -> Sum {
        let needs = match (&self.needs, &other.needs) {
            (Some(one), Some(two)) => Some(one.and(two)),
            (one, two) => one.clone().or_else(|| two.clone()),
        };
        Sum { low: sum(&self.low, &other.low), high: sum(&self.high, &other.high), needs }
    }

    /// This much or that.
    fn or(&self, other: &Sum, needs: &Needs) -> Sum {
        let own = [&self.needs, &other.needs].into_iter().flatten();
        Sum {
            low: self.low.hull(&other.low),
            high: self.high.hull(&other.high),
            needs: Some(own.fold(needs.clone(), |all, more| all.and(more))),
        }
    }

    /// This much or nothing.
    fn or_nothing(&self, needs: &Needs) -> Sum {
        let nothing = exactly(&Number::from(0));
        let needs = self.needs.as_ref().map_or_else(|| needs.clone(), |own| own.and(needs));
        let widened =
            |ends: &Bounds<Number>| Bounds { low: nothing.low.clone(), high: ends.high.clone() };
        Sum { low: widened(&self.low), high: widened(&self.high), needs: Some(needs) }
    }

    fn times(&self, share: &Number) -> Result<Sum, TooLarge> {
        Ok(Sum {
            low: scaled(&self.low, share)?,
            high: scaled(&self.high, share)?,
            needs: self.needs.clone(),
        })
    }

    fn outcome(self) -> Outcome {
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

fn exactly(number: &Number) -> Bounds<Number> {
    let edge = || Some(Edge { at: number.clone(), included: true });
    Bounds { low: edge(), high: edge() }
}

fn sum(one: &Bounds<Number>, two: &Bounds<Number>) -> Bounds<Number> {
    let add = |one: &Option<Edge<Number>>, two: &Option<Edge<Number>>| {
        let (one, two) = (one.as_ref()?, two.as_ref()?);
        Some(Edge { at: one.at.add(&two.at), included: one.included && two.included })
    };
    Bounds { low: add(&one.low, &two.low), high: add(&one.high, &two.high) }
}

fn scaled(bounds: &Bounds<Number>, share: &Number) -> Result<Bounds<Number>, TooLarge> {
    let end = |edge: &Option<Edge<Number>>| {
        let scaled =
            edge.as_ref().map(|edge| Ok(Edge { at: edge.at.mul(share)?, included: edge.included }));
        scaled.transpose()
    };
    Ok(Bounds { low: end(&bounds.low)?, high: end(&bounds.high)? })
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
    let edge = |at: &Number| Some(Edge { at: at.clone(), included: true });
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
