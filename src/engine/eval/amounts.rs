//! Amounts of steps: as recorded, as the law leaves them open, and what they add to their block.

use crate::engine::eval::accrual::Growing;
use crate::engine::eval::growth::growing;
use crate::engine::eval::step::Stand;
use crate::engine::eval::sum::{Sum, add, single};
use crate::engine::eval::{Evaluated, Evaluator, earlier};
use crate::engine::verdict::{Amount, Growth, Needs, Outcome, StepState, Warning};
use crate::facts::Occurrence;
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::{Currency, TooLarge, Value};
use crate::language::law::{Expression, Fine, Measure, Step, Type};

/// The amount of a step on a day.
pub(super) struct Figure {
    /// What it is.
    pub amount: Amount,
    /// The next day on which it could change otherwise than it grows.
    pub horizon: Option<Date>,
    /// How it grows, where it does.
    pub course: Option<Growing>,
}

/// What a step adds to the sum of its block.
pub(super) struct Fined {
    /// Of earlier records of the episode.
    before: Sum,
    /// Of the latest, or of what is open.
    now: Sum,
    /// How that grows.
    course: Option<Growing>,
    /// What would settle whether it counts, where that is not known.
    open: Option<Needs>,
    /// The next day on which it could change otherwise.
    pub horizon: Option<Date>,
}

impl Figure {
    /// The next day on which it is another, be it by growing.
    fn lasts(&self, day: Date) -> Option<Date> {
        earlier(self.horizon, self.course.as_ref().and_then(|course| course.next(day)))
    }
}

impl Fined {
    /// What it comes to on a day up to its horizon.
    pub fn on(&self, day: Date) -> Result<Sum, TooLarge> {
        let now = match &self.course {
            Some(course) => course.on(day)?,
            None => self.now.clone(),
        };
        let now = match &self.open {
            Some(needs) => now.or_nothing(needs),
            None => now,
        };
        Ok(self.before.plus(&now))
    }

    /// The next day on which it is more.
    pub fn next(&self, day: Date) -> Option<Date> {
        self.course.as_ref().and_then(|course| course.next(day))
    }
}

impl Evaluator<'_> {
    /// `STEP.amount`
    pub(super) fn step_amount(&mut self, step: Id<Step>, on: Date) -> Evaluated {
        let stand = self.stand(step, on);
        let (outcome, horizon) = match self.quietly(|it| it.amount(step, &stand, on)) {
            Some(figure) => (figure.amount.outcome.clone(), figure.lasts(on)),
            None => (Outcome::Known(Value::None), None),
        };
        Evaluated { outcome, horizon: earlier(horizon, stand.horizon), reason: None }
    }

    /// The amount of a fine or the share of a throttle, with its horizon.
    pub(super) fn amount(&mut self, id: Id<Step>, stand: &Stand, day: Date) -> Option<Figure> {
        let step = &self.laws.steps[id];
        let expression = range_of(step)?;
        let currency = self.currency(expression);
        let figure = |outcome, recorded, growth, horizon, course| {
            let amount = Amount { outcome, currency, recorded, growth };
            Some(Figure { amount, horizon, course })
        };
        let recorded = self.records_of(id, day).last();
        if let Some(outcome) = recorded.and_then(|record| self.recorded_amount(step, record)) {
            return figure(outcome, true, Growth::None, None, None);
        }
        match self.grown(id, stand, day) {
            None => {}
            Some(Err(failed)) => return figure(failed, false, Growth::None, None, None),
            Some(Ok(run)) => {
                let course = run.course.filter(|_| run.steady.is_some());
                let growth = match run.steady {
                    Some(steady) => Growth::Steady(Box::new(steady)),
                    None => Growth::None,
                };
                return figure(run.sum.outcome(), false, growth, run.horizon, course);
            }
        }
        let on = stand.frozen.unwrap_or(day);
        let evaluated = self.evaluate(expression, on);
        let horizon = evaluated.horizon.filter(|_| stand.frozen.is_none());
        figure(single(evaluated.outcome), false, Growth::None, horizon, None)
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
        let sum = match growing(step) {
            // What has grown by the day of the record is what it may settle.
            Some(_) => {
                let records = self.records_of(id, day).split_last()?.1;
                self.quietly(|it| it.run_of(id, records, Some(record.on), day)).ok()?.sum
            }
            None => {
                let range = range_of(step)?;
                let on = stand.frozen.unwrap_or(record.on);
                Sum::of(self.quietly(|it| it.evaluate(range, on)).outcome)?
            }
        };
        let below = sum.low.low.is_some_and(|edge| amount < edge.at);
        let above = sum.high.high.is_some_and(|edge| edge.at < amount);
        (below || above).then_some(Warning::AmountOutside { step: id, on: record.on })
    }

    /// What a step adds to the sum of its block.
    pub(super) fn fine(
        &mut self,
        id: Id<Step>,
        stand: &Stand,
        day: Date,
    ) -> Result<Fined, Outcome> {
        let grows = growing(&self.laws.steps[id]).is_some();
        let counts = match &stand.state {
            StepState::NotTriggered(_) | StepState::Waiting { .. } => false,
            // What has grown by the day of its end is owed.
            StepState::Lifted { .. } => !stand.lifted_by_record || grows,
            StepState::Available { .. }
            | StepState::Due { .. }
            | StepState::Imposed { .. }
            | StepState::Undetermined { .. } => true,
        };
        let (before, horizon) = self.recorded_before(id, day)?;
        let none = Fined { before, now: Sum::zero(), course: None, open: None, horizon };
        if !counts {
            return Ok(none);
        }
        let Some(figure) = self.amount(id, stand, day) else { return Ok(none) };
        let lifted = stand.lifted_by_record && figure.amount.recorded;
        let Some(now) = Sum::of(figure.amount.outcome.clone()) else {
            return Err(figure.amount.outcome);
        };
        Ok(Fined {
            now: if lifted { Sum::zero() } else { now },
            course: figure.course,
            open: stand.state.needs().cloned(),
            horizon: earlier(horizon, figure.horizon),
            ..none
        })
    }

    /// What the records of an episode add before the latest: each is a fine of its own.
    fn recorded_before(&mut self, id: Id<Step>, day: Date) -> Result<(Sum, Option<Date>), Outcome> {
        let step = &self.laws.steps[id];
        let [records @ .., latest] = self.records_of(id, day) else {
            return Ok((Sum::zero(), None));
        };
        let grows = growing(step).is_some();
        let mut sum = Ok(Sum::zero());
        let mut horizon = None;
        for record in records {
            let (fine, until) = match self.recorded_amount(step, record) {
                None if grows => continue,
                recorded => self.recorded_fine(step, record, recorded, day)?,
            };
            horizon = earlier(horizon, until);
            sum = add(sum, Ok(fine));
        }
        if grows && self.recorded_amount(step, latest).is_none() {
            sum = add(sum, self.past_runs(id, day));
        }
        Ok((sum?, horizon))
    }

    fn recorded_fine(
        &mut self,
        step: &Step,
        record: &Occurrence,
        recorded: Option<Outcome>,
        day: Date,
    ) -> Result<(Sum, Option<Date>), Outcome> {
        let outcome = match (recorded, range_of(step)) {
            (Some(outcome), _) => outcome,
            (None, Some(range)) => self.evaluate(range, record.on).outcome,
            (None, None) => return Ok((Sum::zero(), None)),
        };
        let fine = Sum::of(outcome.clone()).ok_or(outcome)?;
        match self.recorded_end(step, record) {
            Some(Outcome::Known(Value::Date(lifted))) if lifted <= day => Ok((Sum::zero(), None)),
            Some(Outcome::Known(Value::Date(lifted))) => Ok((fine, Some(lifted))),
            Some(Outcome::Undetermined(open)) => Ok((fine.or_nothing(&open.needs), None)),
            Some(Outcome::Failed(failure)) => Err(Outcome::Failed(failure)),
            Some(Outcome::Known(_)) | None => Ok((fine, None)),
        }
    }

    /// The currency of an amount.
    pub(super) fn currency(&self, expression: Id<Expression>) -> Option<Currency> {
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
