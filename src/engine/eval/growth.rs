//! The fine of a step that grows: which days count, by its breach and by its records.

use crate::engine::eval::Evaluator;
use crate::engine::eval::accrual::{Accrued, Within};
use crate::engine::eval::step::Stand;
use crate::engine::eval::sum::{Sum, add};
use crate::engine::verdict::{Needs, Outcome, StepState};
use crate::facts::Occurrence;
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::Value;
use crate::language::law::{Accrual, Expression, Measure, Step};

/// Since when a fine runs anew by its records, where it does.
#[derive(Default)]
struct Restart {
    early: Option<Date>,
    late: Option<Date>,
    needs: Needs,
}

impl Evaluator<'_> {
    /// The running fine of a step on a day; `None` where its fine does not grow.
    pub(super) fn grown(
        &mut self,
        id: Id<Step>,
        stand: &Stand,
        day: Date,
    ) -> Option<Result<Accrued, Outcome>> {
        growing(&self.laws.steps[id])?;
        let records = self.records_of(id, day);
        let lifted = lifted(stand).and_then(Date::previous);
        Some(self.run_of(id, records, lifted, day))
    }

    /// The last day that counts of a fine that grows, or the day asked where it goes on.
    pub(super) fn counts_through(&mut self, id: Id<Step>, stand: &Stand, day: Date) -> Date {
        let episodes = self.episodes(self.scope(id), day);
        let last = episodes.list.last().and_then(|episode| episode.last_day());
        let lifted = lifted(stand).and_then(Date::previous);
        last.into_iter().chain(lifted).fold(day, Date::min)
    }

    /// What ran before the latest records of a step: each run that a record ended and another
    /// began anew, since the last record that settles an amount.
    pub(super) fn past_runs(&mut self, id: Id<Step>, day: Date) -> Result<Sum, Outcome> {
        let step = &self.laws.steps[id];
        let records = self.records_of(id, day);
        let settled = self.settled(step, records);
        let mut sum = Ok(Sum::zero());
        for at in settled..records.len().saturating_sub(1) {
            let (Some(record), Some(next)) = (records.get(at), records.get(at + 1)) else { break };
            if let Some(Outcome::Known(Value::Date(lifted))) = self.recorded_end(step, record) {
                let before = records.get(..=at).unwrap_or_default();
                let last = lifted.min(next.on).previous();
                sum = add(sum, self.run_of(id, before, last, day).map(|run| run.sum));
            }
        }
        sum
    }

    /// The run that goes on behind some records, up to a last day.
    pub(super) fn run_of(
        &mut self,
        id: Id<Step>,
        records: &[Occurrence],
        last: Option<Date>,
        day: Date,
    ) -> Result<Accrued, Outcome> {
        let step = &self.laws.steps[id];
        let Some((rate, accrual)) = growing(step) else { return Ok(Accrued::nothing(None)) };
        let episodes = self.episodes(self.scope(id), day);
        let in_force = self.step_in_force(step).map(|days| days.from);
        let (Some(episode), Some(first)) = (episodes.list.last(), in_force) else {
            return Ok(Accrued::nothing(episodes.horizon));
        };
        let restart = self.restart(step, records);
        let lifted = match records.last().and_then(|record| self.recorded_end(step, record)) {
            Some(Outcome::Known(Value::Date(lifted))) if lifted <= day => lifted.previous(),
            Some(Outcome::Known(_) | Outcome::Undetermined(_) | Outcome::Failed(_)) | None => None,
        };
        let latest = |one: Date, two: Option<Date>| two.map_or(one, |two| two.max(one)).max(first);
        let within = Within {
            early: latest(episode.early, restart.early),
            late: episode.late.map(|late| latest(late, restart.late)),
            needs: episode.needs.and(&restart.needs),
            stop: episode.last_day().into_iter().chain(last).chain(lifted).min(),
        };
        self.accrued(rate, accrual, within, day)
    }

    /// How many of the records lie up to and with the last one that settles an amount.
    fn settled(&self, step: &Step, records: &[Occurrence]) -> usize {
        let settles = |record: &Occurrence| self.recorded_amount(step, record).is_some();
        records.iter().rposition(settles).map_or(0, |at| at + 1)
    }

    /// A record behind one that settles an amount, or behind one whose end is recorded, starts the
    /// fine anew.
    fn restart(&self, step: &Step, records: &[Occurrence]) -> Restart {
        let settled = self.settled(step, records);
        let running = records.get(settled..).unwrap_or_default();
        let anew = running.first().filter(|_| settled > 0).map(|record| record.on);
        let mut restart = Restart { early: anew, late: anew, needs: Needs::default() };
        for (record, next) in running.iter().zip(running.iter().skip(1)) {
            match self.recorded_end(step, record) {
                Some(Outcome::Known(Value::Date(_))) => {
                    let anew = Some(next.on);
                    restart = Restart { early: anew, late: anew, needs: Needs::default() };
                }
                Some(Outcome::Undetermined(open)) => {
                    restart.late = Some(next.on);
                    restart.needs = restart.needs.and(&open.needs);
                }
                Some(Outcome::Known(_) | Outcome::Failed(_)) | None => {}
            }
        }
        restart
    }
}

/// The rate of a fine that grows, and how it does.
pub(super) fn growing(step: &Step) -> Option<(Id<Expression>, &Accrual)> {
    match &step.measure {
        Measure::Fine(fine) => fine.accrual.as_deref().map(|accrual| (fine.amount, accrual)),
        Measure::Notice(_)
        | Measure::Ban(_)
        | Measure::Throttle(_)
        | Measure::Block
        | Measure::Lose(_) => None,
    }
}

/// The day since which a step is lifted, where it is.
fn lifted(stand: &Stand) -> Option<Date> {
    match stand.state {
        StepState::Lifted { since } => Some(since),
        StepState::NotTriggered(_)
        | StepState::Waiting { .. }
        | StepState::Available { .. }
        | StepState::Due { .. }
        | StepState::Imposed { .. }
        | StepState::Undetermined { .. } => None,
    }
}
