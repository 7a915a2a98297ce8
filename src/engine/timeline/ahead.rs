//! The ladder ahead: which steps come next, and when at the earliest, if nothing changes.

use crate::engine::eval::{Explain, judge};
use crate::engine::timeline::change::{ChangeOf, next_change_from};
use crate::engine::verdict::{NotTriggered, StepState};
use crate::facts::{Instance, Occurrences, Record, Sheet};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::test::StatusWord;
use crate::language::law::{Law, Laws, Modality, Step};

/// How many changes ahead are followed.
const MOST_CHANGES: usize = 100;

/// A step that lies ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// The step.
    pub step: Id<Step>,
    /// The earliest day on which it can be taken.
    pub on: Date,
    /// What it becomes on that day: available, due, or imposed by itself.
    pub becomes: StatusWord,
    /// Whether that day supposes that the steps before it are taken as early as they can be: each
    /// day that one of them is not, it moves on.
    pub moving: bool,
}

/// The steps that come next and their earliest days, in the order of these days, if every fact
/// stays as it is on `on` and nothing further is recorded.
pub fn ladder_ahead(
    laws: &Laws,
    law: Id<Law>,
    sheet: &Sheet,
    entity: Id<Instance>,
    on: Date,
) -> Vec<Ahead> {
    let sheet = as_of(laws, sheet, on);
    let mut ahead: Vec<Ahead> = Vec::new();
    let mut verdict = judge(laws, law, &sheet, entity, on, Explain::No);
    for step in verdict.sanctions.iter().flat_map(|block| &block.steps) {
        ahead.extend(waits(laws, step.step, &step.state));
    }
    for _change in 0..MOST_CHANGES {
        let Some((change, then)) = next_change_from(laws, &sheet, &verdict) else { break };
        for what in &change.what {
            let ChangeOf::Step { step, from, to, .. } = what else { continue };
            let known = ahead.iter().any(|it| it.step == *step);
            if !known && matches!(from, StepState::NotTriggered(_)) {
                ahead.extend(waits(laws, *step, to).or_else(|| now(*step, to, change.date)));
            }
        }
        verdict = then;
    }
    ahead.sort_by_key(|it| (it.on, it.step));
    ahead
}

/// A step whose clock runs.
fn waits(laws: &Laws, step: Id<Step>, state: &StepState) -> Option<Ahead> {
    let StepState::Waiting { until, moving } = state else { return None };
    let becomes = match (laws.steps[step].modality, &laws.steps[step].by) {
        (Modality::May, _) => StatusWord::Available,
        (Modality::Shall, Some(_)) => StatusWord::Due,
        (Modality::Shall, None) => StatusWord::Imposed,
    };
    Some(Ahead { step, on: *until, becomes, moving: *moving })
}

/// A step that can be taken, or takes effect, from a day on.
fn now(step: Id<Step>, state: &StepState, on: Date) -> Option<Ahead> {
    match state {
        StepState::Available { .. } | StepState::Due { .. } | StepState::Imposed { .. } => {
            Some(Ahead { step, on, becomes: state.word(), moving: false })
        }
        StepState::NotTriggered(
            NotTriggered::NotInForce
            | NotTriggered::NoBreach
            | NotTriggered::When
            | NotTriggered::Clock
            | NotTriggered::Ended,
        )
        | StepState::Waiting { .. }
        | StepState::Lifted { .. }
        | StepState::Undetermined { .. } => None,
    }
}

/// The sheet as it was on a day: without what it says of later ones.
fn as_of(laws: &Laws, sheet: &Sheet, on: Date) -> Sheet {
    let mut sheet = sheet.clone();
    sheet.recorded_through = sheet.recorded_through.filter(|through| *through < on);
    for id in sheet.instances.ids() {
        let instance = &mut sheet.instances[id];
        for fact in laws.facts.ids() {
            if let Some(Record::History(entries)) = instance.record(fact) {
                let mut entries = entries.clone();
                entries.retain(|(from, _)| *from <= on);
                let record = (!entries.is_empty()).then_some(Record::History(entries));
                instance.set_record(fact, record);
            }
        }
        for event in laws.events.ids() {
            if let Some(Occurrences::Recorded(occurrences)) = instance.occurrences(event) {
                let mut occurrences = occurrences.clone();
                occurrences.retain(|occurrence| occurrence.on <= on);
                instance.set_occurrences(event, Some(Occurrences::Recorded(occurrences)));
            }
        }
    }
    sheet
}
