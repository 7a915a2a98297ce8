//! The worst of the times that a duty has arisen: what the duty is as a whole, day by day.

use crate::engine::eval::course;
use crate::engine::eval::stage::{May, Phase, Stage};
use crate::engine::verdict::{Late, Need, Needs};
use crate::ground::time::{Date, Interval, Moment, Version};
use std::collections::{BTreeMap, BTreeSet};

/// So many missing facts are told apart on each day of the past. Where there are more, a day of the
/// past needs all that the duty ever needed: what is told of today stays exact.
const MOST_NEEDS: usize = 64;

/// What a duty is within `days` that has arisen so many times: on each day, the worst of them. What
/// is needed is exact from the day `today` on.
pub(super) fn worst(of: &[&[Version<Stage>]], days: Interval, today: Date) -> Vec<Version<Stage>> {
    let turns = turns(of, days);
    let mut stages = Vec::new();
    let mut standing = Standing::default();
    let mut all: Option<Needs> = None;
    let mut day = days.from;
    let mut cures = false;
    let ends = turns.iter().map(|(next, ..)| Some(*next)).chain([None]);
    let steps = turns.iter().map(Some).chain([None]);
    for (next, step) in ends.zip(steps) {
        let past = next.is_some_and(|next| next <= today);
        if next.is_none_or(|next| day < next)
            && let Some(within) = (Interval { from: day, until: next }).and(days)
        {
            let few = !past || standing.needs.len().max(standing.late_needs.len()) <= MOST_NEEDS;
            let needs = (!few).then(|| all.get_or_insert_with(|| every_need(of)).clone());
            course::push(&mut stages, within, Stage { cures, ..standing.worst(needs) });
        }
        let Some((next, instance, stage)) = step else { break };
        if day < *next {
            (day, cures) = (*next, false);
        }
        cures |= standing.turn(*instance, *stage, day);
    }
    stages
}

/// Each day on which one of them becomes something else, or nothing, in order.
fn turns<'a>(of: &[&'a [Version<Stage>]], days: Interval) -> Vec<(Date, usize, Option<&'a Stage>)> {
    let mut turns = Vec::new();
    for (instance, stages) in of.iter().enumerate() {
        for stretch in *stages {
            turns.push((stretch.days.from.max(days.from), instance, Some(&stretch.value)));
        }
        if let Some(until) = stages.last().and_then(|last| last.days.until) {
            turns.push((until.max(days.from), instance, None));
        }
    }
    turns.sort_by_key(|(day, instance, _)| (*day, *instance));
    turns
}

/// All that was ever needed.
fn every_need(of: &[&[Version<Stage>]]) -> Needs {
    let phases = of.iter().flat_map(|stages| stages.iter()).map(|stretch| &stretch.value.phase);
    let needs = phases.filter_map(|phase| match phase {
        Phase::Undetermined { needs, .. } | Phase::Met { late: Late::Undetermined(needs), .. } => {
            Some(needs)
        }
        Phase::NotInForce
        | Phase::NotApplicable
        | Phase::Pending { .. }
        | Phase::Met { .. }
        | Phase::Unmet { .. }
        | Phase::Failed(_) => None,
    });
    needs.flat_map(Needs::iter).cloned().collect()
}

/// Missing facts, each with how many of the times that a duty arose need it.
#[derive(Default)]
struct Counted(BTreeMap<Need, usize>);

impl Counted {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn add(&mut self, needs: &Needs) {
        for need in needs.iter() {
            *self.0.entry(need.clone()).or_default() += 1;
        }
    }

    fn remove(&mut self, needs: &Needs) {
        for need in needs.iter() {
            match self.0.get_mut(need) {
                Some(count) if *count > 1 => *count -= 1,
                Some(_) | None => drop(self.0.remove(need)),
            }
        }
    }

    fn needs(&self) -> Needs {
        self.0.keys().cloned().collect()
    }
}

/// What they are on a day, each kind in the order of its days.
#[derive(Default)]
struct Standing<'a> {
    now: BTreeMap<usize, &'a Stage>,
    unmet: BTreeSet<(Date, usize)>,
    /// Since when each may be unmet that may be.
    perhaps_since: BTreeMap<usize, Date>,
    perhaps_unmet: BTreeSet<(Date, usize)>,
    failed: BTreeSet<usize>,
    /// Those that are open, by the day up to which they can be no worse than pending.
    open: BTreeSet<(Date, usize)>,
    needs: Counted,
    /// How many of the open ones cannot be met yet.
    not_met: usize,
    pending: BTreeSet<(Date, usize)>,
    ahead: BTreeSet<(Date, usize)>,
    met: BTreeSet<(Date, usize)>,
    late: BTreeSet<usize>,
    late_or_not: BTreeSet<usize>,
    late_needs: Counted,
}

impl<'a> Standing<'a> {
    /// Lets one become something else on a day; whether that cures it.
    fn turn(&mut self, at: usize, stage: Option<&'a Stage>, day: Date) -> bool {
        let before = self.now.remove(&at);
        let unmet = before.is_some_and(|before| May::of(&before.phase).unmet);
        if let Some(before) = before {
            self.take(at, before);
        }
        let perhaps = stage.is_some_and(|stage| match &stage.phase {
            Phase::Undetermined { may, .. } => may.unmet,
            Phase::Failed(_) => true,
            Phase::NotInForce
            | Phase::NotApplicable
            | Phase::Pending { .. }
            | Phase::Met { .. }
            | Phase::Unmet { .. } => false,
        });
        match (perhaps, self.perhaps_since.get(&at).copied()) {
            (true, None) => {
                // What may go on of a known breach began with it.
                let since = before.map_or(day, |before| match before.phase {
                    Phase::Unmet { since, .. } => since,
                    Phase::NotInForce
                    | Phase::NotApplicable
                    | Phase::Pending { .. }
                    | Phase::Met { .. }
                    | Phase::Undetermined { .. }
                    | Phase::Failed(_) => day,
                });
                self.perhaps_since.insert(at, since);
                self.perhaps_unmet.insert((since, at));
            }
            (false, Some(since)) => {
                self.perhaps_since.remove(&at);
                self.perhaps_unmet.remove(&(since, at));
            }
            (true, Some(_)) | (false, None) => {}
        }
        let Some(stage) = stage else { return false };
        self.now.insert(at, stage);
        self.put(at, stage);
        unmet && matches!(stage.phase, Phase::Met { .. })
    }

    fn put(&mut self, at: usize, stage: &Stage) {
        match &stage.phase {
            Phase::NotInForce | Phase::NotApplicable => {}
            Phase::Pending { until } if stage.ahead => drop(self.ahead.insert((*until, at))),
            Phase::Pending { until } => drop(self.pending.insert((*until, at))),
            Phase::Met { since, late, .. } => {
                self.met.insert((*since, at));
                match late {
                    Late::No => {}
                    Late::Yes => drop(self.late.insert(at)),
                    Late::Undetermined(needs) => {
                        self.late_or_not.insert(at);
                        self.late_needs.add(needs);
                    }
                }
            }
            Phase::Unmet { since, .. } => drop(self.unmet.insert((*since, at))),
            Phase::Undetermined { needs, may } => {
                self.open.insert((no_worse_before(stage), at));
                self.needs.add(needs);
                self.not_met += usize::from(!may.met);
            }
            Phase::Failed(_) => drop(self.failed.insert(at)),
        }
    }

    fn take(&mut self, at: usize, stage: &Stage) {
        match &stage.phase {
            Phase::NotInForce | Phase::NotApplicable => {}
            Phase::Pending { until } if stage.ahead => drop(self.ahead.remove(&(*until, at))),
            Phase::Pending { until } => drop(self.pending.remove(&(*until, at))),
            Phase::Met { since, late, .. } => {
                self.met.remove(&(*since, at));
                self.late.remove(&at);
                self.late_or_not.remove(&at);
                if let Late::Undetermined(needs) = late {
                    self.late_needs.remove(needs);
                }
            }
            Phase::Unmet { since, .. } => drop(self.unmet.remove(&(*since, at))),
            Phase::Undetermined { needs, may } => {
                self.open.remove(&(no_worse_before(stage), at));
                self.needs.remove(needs);
                self.not_met -= usize::from(!may.met);
            }
            Phase::Failed(_) => drop(self.failed.remove(&at)),
        }
    }

    fn of(&self, at: usize) -> Stage {
        self.now.get(&at).map_or(Phase::NotApplicable.stage(), |stage| (*stage).clone())
    }

    /// The worst of them. One for which nothing can be done yet counts only where there is nothing
    /// else.
    fn worst(&self, coarse: Option<Needs>) -> Stage {
        if let Some((since, at)) = self.unmet.first() {
            let perhaps = self.perhaps_unmet.first().is_some_and(|(day, _)| day < since);
            let mut stage = self.of(*at);
            if let Phase::Unmet { at_the_latest, .. } = &mut stage.phase {
                *at_the_latest |= perhaps;
            }
            return stage;
        }
        if let Some(at) = self.failed.first() {
            return self.of(*at);
        }
        // One that is pending stays the worst while what is open can be no worse.
        let sooner = |until: &Date| self.open.first().is_none_or(|(open, _)| until <= open);
        if let Some((_, at)) = self.pending.first().filter(|(until, _)| sooner(until)) {
            return self.of(*at);
        }
        if !self.open.is_empty() {
            let needs = coarse.unwrap_or_else(|| self.needs.needs());
            let met = self.pending.is_empty() && self.not_met == 0;
            let may = May { met, unmet: !self.perhaps_unmet.is_empty() };
            return Phase::Undetermined { needs, may }.stage();
        }
        if !self.met.is_empty() {
            return self.all_met(coarse);
        }
        self.ahead.first().map_or(Phase::NotApplicable.stage(), |(_, at)| self.of(*at))
    }

    /// Where each of them is met: since the last of them was, and late where any was.
    fn all_met(&self, coarse: Option<Needs>) -> Stage {
        let Some((since, last)) = self.met.last() else { return Phase::NotApplicable.stage() };
        let of = self.of(*last);
        let Phase::Met { at_the_latest, .. } = of.phase else { return of };
        let late = if !self.late.is_empty() {
            Late::Yes
        } else if self.late_or_not.is_empty() {
            Late::No
        } else {
            Late::Undetermined(coarse.unwrap_or_else(|| self.late_needs.needs()))
        };
        Phase::Met { since: *since, at_the_latest, late }.stage()
    }
}

/// The day up to which one that is open can be no worse than pending.
fn no_worse_before(stage: &Stage) -> Date {
    match (&stage.phase, stage.due) {
        (Phase::Undetermined { may: May { unmet: false, .. }, .. }, Some(due)) => {
            let until = match due {
                Moment::Day(due) => due.next(),
                Moment::Minute(due) => Some(due.date),
            };
            until.unwrap_or(Date::LAST)
        }
        (
            Phase::NotInForce
            | Phase::NotApplicable
            | Phase::Pending { .. }
            | Phase::Met { .. }
            | Phase::Unmet { .. }
            | Phase::Undetermined { .. }
            | Phase::Failed(_),
            _,
        ) => Date::FIRST,
    }
}
