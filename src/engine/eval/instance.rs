//! The times that a duty arises, and which act meets which of them.

use crate::engine::eval::course;
use crate::engine::eval::earlier;
use crate::engine::eval::stage::{self, Acts, May, Owed, Phase, Stage};
use crate::engine::verdict::{InstanceOf, Needs};
use crate::ground::time::{Date, DateTime, Interval, Moment, Version};
use std::collections::{BTreeMap, VecDeque};

/// One of the times that a duty arises.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Instance {
    /// Which one.
    pub of: InstanceOf,
    /// The day it arose.
    pub arose: Date,
    /// What it was from that day on; without gaps, in order.
    pub stages: Vec<Version<Stage>>,
}

/// What became of a duty within some days, and each time that it arose.
#[derive(Clone, Debug, Default)]
pub(super) struct Walk {
    /// What it was as a whole.
    pub stages: Vec<Version<Stage>>,
    /// The times that it arose, in order.
    pub instances: Vec<Instance>,
    /// How many of them have ended because the duty no longer applied.
    pub ended: usize,
    /// Of acts owed in periods: the first day at whose end one of them may be overdue.
    pub overdue: Option<Date>,
}

impl Instance {
    /// What it is on a day, and the next day on which that changes; nothing before it has arisen.
    pub fn on(&self, day: Date) -> Option<(Stage, Option<Date>)> {
        if let Some(now) = course::on(&self.stages, day) {
            return Some((now.value.clone(), now.days.until));
        }
        let last =
            self.stages.last().filter(|last| last.days.until.is_some_and(|end| end <= day))?;
        // What is done, or may be, stays so; what is not has lapsed.
        let stage = match last.value.phase {
            Phase::Met { .. } | Phase::Undetermined { may: May { met: true, .. }, .. } => {
                last.value.clone()
            }
            Phase::NotInForce
            | Phase::NotApplicable
            | Phase::Pending { .. }
            | Phase::Unmet { .. }
            | Phase::Undetermined { .. }
            | Phase::Failed(_) => Phase::NotApplicable.stage(),
        };
        Some((stage, None))
    }
}

impl Walk {
    /// Goes on with what became of the duty on the days that follow.
    pub fn extend(&mut self, next: Walk) {
        self.stages.extend(next.stages);
        let going_on = self.instances.get_mut(self.ended..).unwrap_or_default();
        let mut going_on: BTreeMap<InstanceOf, &mut Instance> =
            going_on.iter_mut().map(|it| (it.of, it)).collect();
        let mut new = Vec::new();
        for instance in next.instances {
            match going_on.get_mut(&instance.of) {
                Some(before) => before.stages.extend(instance.stages),
                None => new.push(instance),
            }
        }
        self.instances.extend(new);
    }

    /// Keeps what it agrees on with another course that the duty may have taken within `days`;
    /// where they differ, it is undetermined.
    pub fn agree(&mut self, other: Walk, needs: &Needs, days: Interval) {
        let absent = [Version { days, value: Phase::NotApplicable.stage() }];
        self.stages = stage::agreed(&self.stages, &other.stages, needs);
        self.overdue = earlier(self.overdue, other.overdue);
        let mut rest: BTreeMap<InstanceOf, Instance> =
            other.instances.into_iter().map(|it| (it.of, it)).collect();
        for one in &mut self.instances {
            let other = rest.remove(&one.of);
            let other = other.as_ref().map_or(&absent[..], |other| &other.stages);
            one.stages = stage::agreed(&one.stages, other, needs);
        }
        for one in rest.into_values() {
            let stages = stage::agreed(&absent, &one.stages, needs);
            self.instances.push(Instance { stages, ..one });
        }
        self.instances.sort_by_key(|it| (it.arose, it.of));
    }

    /// Ends the times that the duty has arisen so far: what follows are others.
    pub fn closed(&mut self) {
        self.ended = self.instances.len();
    }
}

/// An act that is owed.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// When it is owed at the earliest and at the latest.
    pub ends: (Owed, Owed),
    /// What would tell which of the two.
    pub needs: Needs,
    /// The first minute at which an act counts for it.
    pub counts_from: DateTime,
    /// What would tell the hours of acts of its due days of which only the day is recorded.
    pub hours: (Needs, Needs),
}

/// Which act meets which slot: each meets the one that has waited longest of those for which it
/// counts and that are not met yet.
pub(super) fn matched(slots: &[Slot], acts: &[Moment]) -> Vec<Option<Moment>> {
    let mut order: Vec<usize> = (0..slots.len()).collect();
    order.sort_by_key(|at| slots.get(*at).map(|slot| slot.counts_from));
    let mut coming = order.into_iter().peekable();
    let mut acts = acts.to_vec();
    acts.sort_by_key(|act| act.last());
    let mut waiting: VecDeque<usize> = VecDeque::new();
    let mut met = vec![None; slots.len()];
    for act in acts {
        // An act of which only the day is recorded may have been done at the end of it.
        let counts = |at: &usize| slots.get(*at).is_some_and(|slot| slot.counts_from <= act.last());
        while let Some(at) = coming.next_if(counts) {
            waiting.push_back(at);
        }
        if let Some(place) = waiting.pop_front().and_then(|at| met.get_mut(at)) {
            *place = Some(act);
        }
    }
    met
}

impl Slot {
    /// The stages, within `days`, of the act that is owed, where it was done at some time; `acts`
    /// says what is not recorded.
    pub fn stages(&self, done: Option<Moment>, acts: &Acts, days: Interval) -> Vec<Version<Stage>> {
        let from = self.counts_from.date;
        let of = |owed: Owed, hours: &Needs| {
            let acts = Acts {
                done: done.into_iter().collect(),
                open_from: acts.open_from.map(|open| open.max(from)),
                needs: acts.needs.clone(),
                hours: hours.clone(),
            };
            stage::act(&acts, owed, days)
        };
        let ((early, late), (first, last)) = (self.ends, &self.hours);
        let stages = match early == late {
            true => of(late, last),
            false => stage::agreed(&of(early, first), &of(late, last), &self.needs),
        };
        self.split(stages)
    }

    /// Marks the days on which nothing can be done for it yet.
    fn split(&self, stages: Vec<Version<Stage>>) -> Vec<Version<Stage>> {
        let from = self.counts_from.date;
        let mut split = Vec::with_capacity(stages.len() + 1);
        for Version { days, value } in stages {
            let before = course::before(from, days);
            course::push(&mut split, before, Stage { ahead: true, ..value.clone() });
            course::push(&mut split, course::since(from, days), value);
        }
        split
    }
}

/// What a duty may be on days on which it is not known whether it applies.
pub(super) fn perhaps(stages: &mut [Version<Stage>], needs: &Needs) {
    for stretch in stages {
        let may = May::of(&stretch.value.phase);
        let needs = match &stretch.value.phase {
            Phase::Undetermined { needs: more, .. } => needs.and(more),
            Phase::NotInForce
            | Phase::NotApplicable
            | Phase::Pending { .. }
            | Phase::Met { .. }
            | Phase::Unmet { .. }
            | Phase::Failed(_) => needs.clone(),
        };
        let due = stretch.value.due;
        stretch.value = Stage { due, ..Phase::Undetermined { needs, may }.stage() };
    }
}
