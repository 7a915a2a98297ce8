//! A step on a day: taken or not, since when, and what it waits for.

use crate::engine::eval::duty::{open, truth};
use crate::engine::eval::ends::Ended;
use crate::engine::eval::episode::{Episode, Episodes};
use crate::engine::eval::presumption::Kept;
use crate::engine::eval::{Evaluated, Evaluator, earlier};
use crate::engine::verdict::{Failure, Needs, NotTriggered, Outcome, StepState};
use crate::facts::Occurrence;
use crate::ground::table::Id;
use crate::ground::time::{Date, Interval};
use crate::ground::value::Value;
use crate::language::law::test::StatusWord;
use crate::language::law::{Ends, Modality, Step};

/// Where a step stands on a day.
#[derive(Clone, Debug)]
pub(super) struct Stand {
    /// Its state.
    pub state: StepState,
    /// The next day on which it could change.
    pub horizon: Option<Date>,
    /// The day it was taken: as recorded, or by itself.
    pub taken: Option<Date>,
    /// Whether its end is recorded.
    pub lifted_by_record: bool,
    /// The day whose facts and rules its amount follows, where the breach fixes it.
    pub frozen: Option<Date>,
    /// Whether its episode has ended by cure.
    pub cured: bool,
    /// What could not be evaluated.
    pub failure: Option<Box<Failure>>,
}

impl Stand {
    /// A state until a horizon.
    pub fn at(state: StepState, horizon: Option<Date>) -> Self {
        Self {
            state,
            horizon,
            taken: None,
            lifted_by_record: false,
            frozen: None,
            cured: false,
            failure: None,
        }
    }

    /// Not triggered, for a reason.
    pub fn not(why: NotTriggered, horizon: Option<Date>) -> Self {
        Self::at(StepState::NotTriggered(why), horizon)
    }

    /// Undetermined, with what would settle it.
    pub fn open(needs: Needs, horizon: Option<Date>) -> Self {
        Self::at(StepState::Undetermined { needs }, horizon)
    }

    /// What could not be evaluated.
    pub fn failed(failure: Box<Failure>, horizon: Option<Date>) -> Self {
        Self { failure: Some(failure), ..Self::open(Needs::default(), horizon) }
    }

    /// The same, until this horizon at the latest.
    pub fn until(self, horizon: Option<Date>) -> Self {
        Self { horizon: earlier(self.horizon, horizon), ..self }
    }
}

impl<'a> Evaluator<'a> {
    /// Where a step stands on a day.
    pub(super) fn stand(&mut self, step: Id<Step>, day: Date) -> Stand {
        self.keeping(Kept::Step(step), |it| it.known_stand(step, day))
    }

    fn known_stand(&mut self, step: Id<Step>, day: Date) -> Stand {
        let before = self.past.stands.get(step.index());
        if let Some((_, stand)) = before.and_then(|stands| stands.iter().find(|it| it.0 == day)) {
            return stand.clone();
        }
        let stand = self.quietly(|it| it.find_stand(step, day));
        if let Some(stands) = self.past.stands.get_mut(step.index()) {
            stands.push((day, stand.clone()));
        }
        stand
    }

    /// `STEP is STATUS`
    pub(super) fn step_is(&mut self, step: Id<Step>, word: StatusWord, day: Date) -> Evaluated {
        let stand = self.stand(step, day);
        if let Some(failure) = stand.failure {
            return Evaluated {
                outcome: Outcome::Failed(failure),
                horizon: stand.horizon,
                reason: None,
            };
        }
        match stand.state.needs() {
            Some(needs) if word != StatusWord::Undetermined => open(needs.clone(), stand.horizon),
            Some(_) | None => truth(stand.state.word() == word, stand.horizon),
        }
    }

    /// The days on which a step is in force, if any.
    pub(super) fn step_in_force(&self, step: &Step) -> Option<Interval> {
        let block = self.days_in_force(self.laws.sanctions[step.block].commencement)?;
        self.days_in_force(step.commencement)?.and(block)
    }

    fn find_stand(&mut self, id: Id<Step>, day: Date) -> Stand {
        let step = &self.laws.steps[id];
        let Some(window) = self.step_in_force(step) else {
            return Stand::not(NotTriggered::NotInForce, None);
        };
        if !window.contains(day) {
            return Stand::not(NotTriggered::NotInForce, window.horizon(day));
        }
        let horizon = window.horizon(day);
        let episodes = self.episodes(self.scope(id), day);
        let happened = self.happened(step.record, day);
        let horizon = earlier(horizon, earlier(happened.horizon, episodes.horizon));
        let stand = self.in_episodes(id, &episodes, happened.occurrences, day);
        let stand = match (episodes.list.split_last(), episodes.perhaps_none()) {
            (Some((_, before)), Some(needs)) if !before.is_empty() => {
                let before = Episodes { list: before.to_vec(), horizon: None };
                let without = self.in_episodes(id, &before, happened.occurrences, day);
                either(stand, without, needs)
            }
            _ => stand,
        };
        let stand = stand.until(horizon);
        let may_be_taken =
            matches!(stand.state, StepState::Available { .. } | StepState::Due { .. });
        match (happened.open, stand.state.needs()) {
            (Some(needs), None) if may_be_taken => Stand::open(needs, stand.horizon),
            // Whatever else it waits for, it may have been taken.
            (Some(needs), Some(others)) if stand.taken.is_none() => {
                let state = StepState::Undetermined { needs: others.and(&needs) };
                Stand { state, ..stand }
            }
            (Some(_) | None, _) => stand,
        }
    }

    /// A step in the last of some episodes.
    fn in_episodes(
        &mut self,
        id: Id<Step>,
        episodes: &Episodes,
        occurrences: &[Occurrence],
        day: Date,
    ) -> Stand {
        match records(episodes, occurrences).last() {
            Some(record) => self.taken(id, record.on, Some(record), episodes.list.last(), day),
            None => self.unrecorded(id, episodes, day),
        }
    }

    /// The records of a step that belong to its current episode, in order.
    pub(super) fn records_of(&mut self, id: Id<Step>, day: Date) -> &'a [Occurrence] {
        let episodes = self.episodes(self.scope(id), day);
        records(&episodes, self.happened(self.laws.steps[id].record, day).occurrences)
    }

    /// A step as if it had not been recorded in its episode.
    pub(super) fn unrecorded(&mut self, id: Id<Step>, episodes: &Episodes, day: Date) -> Stand {
        let Some(episode) = episodes.list.last() else {
            return Stand::not(NotTriggered::NoBreach, None);
        };
        match episode.end {
            Some(_) => self.after_end(id, episode, day),
            None => self.during(id, episode, day),
        }
    }

    /// While the breach is open, or may be.
    fn during(&mut self, id: Id<Step>, episode: &Episode, day: Date) -> Stand {
        let early = self.ready(id, episode, episode.early, day);
        if matches!(early.state, StepState::NotTriggered(_)) {
            return early;
        }
        let late = match (&episode.open, episode.late) {
            (None, Some(late)) => late,
            (open, _) => {
                let needs = open.clone().unwrap_or_default();
                let needs = match early.state.needs() {
                    Some(more) => needs.and(more),
                    None => needs,
                };
                return Stand { failure: early.failure, ..Stand::open(needs, early.horizon) };
            }
        };
        if late == episode.early {
            return early;
        }
        let late = self.ready(id, episode, late, day);
        let horizon = earlier(early.horizon, late.horizon);
        match both(early.state, late.state, &episode.needs) {
            Some(state) => Stand { state, horizon, ..late },
            None => Stand::open(episode.needs.clone(), horizon),
        }
    }

    /// After the breach: a fine that could be imposed on its last day still can.
    fn after_end(&mut self, id: Id<Step>, episode: &Episode, day: Date) -> Stand {
        let step = &self.laws.steps[id];
        let acts_by_itself = acts_by_itself(step);
        let ends_on_cure = episode.cured && step.ends.contains(&Ends::OnCure);
        let lapses = !step.measure.is_fine() || ends_on_cure;
        let Some(last) = episode.last_day() else {
            return Stand::not(NotTriggered::Ended, None);
        };
        if lapses && !acts_by_itself {
            return Stand::not(NotTriggered::Ended, None);
        }
        let before = self.stand(id, last);
        let frozen = Stand { frozen: Some(last), cured: episode.is_cured(), ..before };
        match &frozen.state {
            StepState::NotTriggered(_) | StepState::Waiting { .. } => {
                Stand::not(NotTriggered::Ended, None)
            }
            StepState::Imposed { since } => {
                let since = *since;
                Stand { horizon: None, ..self.taken(id, since, None, Some(episode), day) }
            }
            StepState::Lifted { .. } | StepState::Undetermined { .. } => {
                Stand { horizon: None, ..frozen }
            }
            StepState::Available { since, .. } | StepState::Due { since, .. } => {
                let (ended, horizon) = self.ended(step, *since, day);
                match ended {
                    Ended::Not => Stand { horizon, ..frozen },
                    Ended::On(_) => Stand::not(NotTriggered::Ended, horizon),
                    Ended::Open(needs) => Stand { horizon, ..Stand::open(needs, None) },
                    Ended::Failed(failure) => Stand::failed(failure, horizon),
                }
            }
        }
    }

    /// A step taken on a day: imposed until it is lifted, cured or ends.
    pub(super) fn taken(
        &mut self,
        id: Id<Step>,
        since: Date,
        record: Option<&Occurrence>,
        episode: Option<&Episode>,
        day: Date,
    ) -> Stand {
        let step = &self.laws.steps[id];
        let last = episode.and_then(Episode::last_day);
        let stand = Stand {
            taken: Some(since),
            // The offence is dated at the latest on the last day of the breach.
            frozen: Some(last.map_or(since, |last| last.min(since))),
            cured: episode.is_some_and(Episode::is_cured),
            ..Stand::at(StepState::Imposed { since }, None)
        };
        if let Some(lifted) = record.and_then(|record| self.recorded_end(step, record)) {
            return match lifted {
                Outcome::Known(Value::Date(lifted)) => {
                    let lifted = lifted.max(since);
                    match lifted <= day {
                        true => Stand {
                            state: StepState::Lifted { since: lifted },
                            lifted_by_record: true,
                            ..stand
                        },
                        false => stand.until(Some(lifted)),
                    }
                }
                Outcome::Undetermined(open) => {
                    Stand { state: StepState::Undetermined { needs: open.needs }, ..stand }
                }
                Outcome::Known(_) => stand,
                Outcome::Failed(failure) => Stand { failure: Some(failure), ..stand },
            };
        }
        let by_end = episode.and_then(|episode| {
            let fine = step.measure.is_fine();
            let ends = if fine { episode.cured && step.ends.contains(&Ends::OnCure) } else { true };
            // What was recorded after the breach had ended is not ended by it.
            episode.end.filter(|end| ends && since < *end)
        });
        let (ended, horizon) = self.ended(step, since, day);
        let stand = stand.until(horizon);
        let lifted = |since| StepState::Lifted { since };
        match (ended, by_end) {
            (Ended::On(ended), end) => {
                Stand { state: lifted(end.map_or(ended, |end| end.min(ended))), ..stand }
            }
            (_, Some(end)) => Stand { state: lifted(end), ..stand },
            (Ended::Not, None) => stand,
            (Ended::Open(needs), None) => {
                Stand { state: StepState::Undetermined { needs }, ..stand }
            }
            (Ended::Failed(failure), None) => Stand { failure: Some(failure), ..stand },
        }
    }
}

/// Whether a step takes effect without anybody's decision.
pub(super) fn acts_by_itself(step: &Step) -> bool {
    step.modality == Modality::Shall && step.by.is_none()
}

/// Those records that belong to the last episode: what was recorded before the first one began
/// belongs to the first.
fn records<'a>(episodes: &Episodes, occurrences: &'a [Occurrence]) -> &'a [Occurrence] {
    match episodes.list.as_slice() {
        [] | [_] => occurrences,
        [.., last] => {
            let before = occurrences.partition_point(|record| record.on < last.early);
            occurrences.get(before..).unwrap_or_default()
        }
    }
}

/// A step where the last episode may not have begun: as in it if that comes to the same as without
/// it, else open.
fn either(stand: Stand, without: Stand, needs: &Needs) -> Stand {
    let horizon = earlier(stand.horizon, without.horizon);
    let open = match (stand.state.needs(), without.state.needs()) {
        (None, None) if stand.state.word() == without.state.word() => None,
        (None, None) => Some(needs.clone()),
        (one, two) => {
            Some([one, two].into_iter().flatten().fold(needs.clone(), |all, it| all.and(it)))
        }
    };
    match open {
        Some(needs) => Stand { failure: stand.failure, ..Stand::open(needs, horizon) },
        None => Stand { horizon, ..stand },
    }
}

/// The state on which the earliest and the latest start of a breach agree.
fn both(early: StepState, late: StepState, needs: &Needs) -> Option<StepState> {
    match (early, late) {
        (one, two) if one == two => Some(one),
        (
            StepState::Available { since: first, .. },
            StepState::Available { since, at_the_latest },
        ) => Some(StepState::Available { since, at_the_latest: at_the_latest || first != since }),
        (StepState::Due { since: first, .. }, StepState::Due { since, at_the_latest }) => {
            Some(StepState::Due { since, at_the_latest: at_the_latest || first != since })
        }
        (StepState::Imposed { .. }, StepState::Imposed { since }) => {
            Some(StepState::Imposed { since })
        }
        (StepState::Lifted { .. }, StepState::Lifted { since }) => {
            Some(StepState::Lifted { since })
        }
        (StepState::Undetermined { needs: one }, StepState::Undetermined { needs: two }) => {
            Some(StepState::Undetermined { needs: one.and(&two).and(needs) })
        }
        (StepState::Undetermined { needs: open }, _)
        | (_, StepState::Undetermined { needs: open }) => {
            Some(StepState::Undetermined { needs: open.and(needs) })
        }
        _differ => None,
    }
}
