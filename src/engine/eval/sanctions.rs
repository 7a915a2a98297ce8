//! Blocks of sanctions on a day: the episode, each step with its amount, and the sums.

use crate::engine::eval::amounts::range_of;
use crate::engine::eval::growth::growing;
use crate::engine::eval::step::Stand;
use crate::engine::eval::together::Sums;
use crate::engine::eval::{Evaluator, earlier};
use crate::engine::verdict::{
    BlockVerdict, Failure, NotTriggered, Outcome, Reason, StepState, StepVerdict, Warning,
};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{Sanctions, Step};

/// What a block adds to a verdict beside itself.
#[derive(Default)]
pub(super) struct Aside {
    /// The next day on which it could change.
    pub horizon: Option<Date>,
    /// What could not be evaluated.
    pub failures: Vec<Failure>,
    /// What to look at.
    pub warnings: Vec<Warning>,
}

impl Evaluator<'_> {
    /// One block on one day.
    pub(super) fn block(
        &mut self,
        id: Id<Sanctions>,
        day: Date,
        aside: &mut Aside,
    ) -> BlockVerdict {
        let laws = self.laws;
        let block = &laws.sanctions[id];
        let mut steps = Vec::with_capacity(block.steps.len());
        for step in &block.steps {
            steps.push(self.step(*step, day, aside));
        }
        let sums = self.quietly(|it| it.sums(id, day));
        aside.horizon = earlier(aside.horizon, sums.as_ref().and_then(|sums| sums.horizon));
        let mut verdict = BlockVerdict {
            block: id,
            episode: self.episode(id, day),
            steps,
            total: None,
            payable: None,
            grows: false,
            together: None,
            counted: None,
        };
        if let Some(Sums { currency, summed, .. }) = sums {
            aside.failed(&summed.total);
            aside.failed(&summed.payable);
            for step in &mut verdict.steps {
                let cut = summed.cut.iter().find(|(cut, _)| *cut == step.step);
                step.counts = cut.map(|(_, counts)| counts.clone());
            }
            verdict.total = Some((currency, summed.total));
            verdict.payable = Some((currency, summed.payable));
            verdict.grows = summed.grows;
            verdict.together = summed.together;
            let (counted, until) = self.counted(id, day);
            aside.horizon = earlier(aside.horizon, until);
            verdict.counted = counted;
        }
        verdict
    }

    fn step(&mut self, id: Id<Step>, day: Date, aside: &mut Aside) -> StepVerdict {
        let stand = self.stand(id, day);
        aside.horizon = earlier(aside.horizon, stand.horizon);
        aside.failures.extend(stand.failure.as_deref().cloned());
        let shows = !matches!(stand.state, StepState::NotTriggered(_));
        let mut amount = None;
        if shows && let Some(figure) = self.quietly(|it| it.amount(id, &stand, day)) {
            aside.horizon = earlier(aside.horizon, figure.horizon);
            aside.failed(&figure.amount.outcome);
            amount = Some(figure.amount);
        }
        if stand.taken.is_some() {
            aside.warnings.extend(self.early_record(id, day));
            aside.warnings.extend(self.outside(id, &stand, day));
        }
        let reasons = match self.explaining() {
            true => self.step_reasons(id, &stand, day),
            false => Vec::new(),
        };
        StepVerdict { step: id, state: stand.state, amount, counts: None, reasons }
    }

    /// Why: of `when`, read on the day of the record, of the amount, and of what its clock waits.
    fn step_reasons(&mut self, id: Id<Step>, stand: &Stand, day: Date) -> Vec<Reason> {
        if matches!(stand.state, StepState::NotTriggered(NotTriggered::NotInForce)) {
            return Vec::new();
        }
        let step = &self.laws.steps[id];
        let when = step.when.map(|when| (when, stand.taken.or(stand.frozen).unwrap_or(day)));
        let shows = !matches!(stand.state, StepState::NotTriggered(_));
        let mut amounts = Vec::new();
        if let Some((rate, accrual)) = growing(step) {
            let on = self.counts_through(id, stand, day);
            amounts.extend([(rate, on), (accrual.running_from, on)]);
            amounts.extend(accrual.no_more_than.map(|most| (most, on)));
        } else {
            amounts.extend(range_of(step).map(|amount| (amount, stand.frozen.unwrap_or(day))));
        }
        amounts.retain(|_| shows);
        let mut reasons = Vec::new();
        for (what, on) in when.into_iter().chain(amounts) {
            reasons.extend(self.why(what, on));
        }
        reasons.extend(self.wait_reason(id, day).filter(|_| shows));
        reasons
    }

    /// A warning where a step was recorded before the earliest day it could be taken.
    fn early_record(&mut self, id: Id<Step>, day: Date) -> Option<Warning> {
        let record = self.records_of(id, day).last()?;
        let on = record.on;
        let early = |earliest| Some(Warning::EarlyRecord { step: id, on, earliest });
        match self.step_in_force(&self.laws.steps[id]) {
            Some(window) if window.contains(on) => {}
            Some(window) => return early(Some(window.from).filter(|from| on < *from)),
            None => return early(None),
        }
        let episodes = self.episodes(self.scope(id), on);
        let stand = self.quietly(|it| it.unrecorded(id, &episodes, on));
        match stand.state {
            StepState::NotTriggered(_) => early(None),
            StepState::Waiting { until, .. } => early(Some(until)),
            StepState::Available { .. }
            | StepState::Due { .. }
            | StepState::Imposed { .. }
            | StepState::Lifted { .. }
            | StepState::Undetermined { .. } => None,
        }
    }
}

impl Aside {
    /// Notes the failure of an outcome, if it is one.
    pub fn failed(&mut self, outcome: &Outcome) {
        if let Outcome::Failed(failure) = outcome {
            self.failures.push((**failure).clone());
        }
    }
}
