//! The stages of a duty: what it was, and since when, on each stretch of days.

use crate::engine::eval::course::{self, Held};
use crate::engine::verdict::{Breach, Failure, Late, Needs, Status};
use crate::ground::time::{Date, Interval, Moment, Version};

/// What a duty was on some days.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stage {
    /// Its phase.
    pub phase: Phase,
    /// When it is due, where it has arisen and that is known.
    pub due: Option<Moment>,
    /// Of a duty that is owed in periods: whether nothing can be done for it yet.
    pub ahead: bool,
    /// Whether on the first of these days one that was, or may have been, unmet is met.
    pub cures: bool,
}

/// The phases of a duty.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Phase {
    NotInForce,
    NotApplicable,
    Pending { until: Date },
    Met { since: Date, at_the_latest: bool, late: Late },
    Unmet { since: Date, at_the_latest: bool },
    Undetermined { needs: Needs, may: May },
    Failed(Box<Failure>),
}

/// What an undetermined duty may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct May {
    pub met: bool,
    pub unmet: bool,
}

/// When a duty arose and fell due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owed {
    /// The day it arose.
    pub arose: Date,
    /// The last day or minute in time of an act; the first at which a state must hold.
    pub due: Moment,
}

/// The acts that may meet a duty.
#[derive(Clone, Debug)]
pub(super) struct Acts {
    /// When they were done, in the order of their days.
    pub done: Vec<Moment>,
    /// The day from which others may have been done that are not recorded.
    pub open_from: Option<Date>,
    /// What would tell of those.
    pub needs: Needs,
    /// What would tell the hours of those of which only the day is recorded.
    pub hours: Needs,
}

impl Owed {
    /// The first day at whose end an act that is not done is overdue.
    pub fn overdue(self) -> Option<Date> {
        let day = match self.due {
            Moment::Day(due) => due.next(),
            Moment::Minute(due) => Some(due.date),
        };
        day.map(|day| day.max(self.arose))
    }

    /// Whether an act was late, of the acts of its day the one most in time; nothing where the
    /// hours that are recorded do not tell.
    fn late(self, day: impl Iterator<Item = Moment> + Clone) -> Option<bool> {
        let due = self.due.last();
        match (day.clone().any(|act| act.last() <= due), day.clone().all(|act| due < act.first())) {
            (true, _) => Some(false),
            (false, true) => Some(true),
            (false, false) => None,
        }
    }
}

impl Phase {
    /// The stage of a phase without due date.
    pub fn stage(self) -> Stage {
        Stage { phase: self, due: None, ahead: false, cures: false }
    }
}

impl May {
    /// What a phase leaves possible.
    pub fn of(phase: &Phase) -> Self {
        match phase {
            Phase::Met { .. } => Self { met: true, unmet: false },
            Phase::Unmet { .. } => Self { met: false, unmet: true },
            Phase::Undetermined { may, .. } => *may,
            Phase::Failed(_) => Self { met: true, unmet: true },
            Phase::NotInForce | Phase::NotApplicable | Phase::Pending { .. } => Self::default(),
        }
    }

    /// That of one of two.
    pub fn or(self, other: May) -> Self {
        Self { met: self.met || other.met, unmet: self.unmet || other.unmet }
    }
}

/// The stages, within `days`, of a state to keep true from its due date on.
pub(super) fn keep(state: &[Version<Held>], owed: Owed, days: Interval) -> Vec<Version<Stage>> {
    let mut stages = Vec::new();
    let mut late = Late::No;
    let mut open_before = false;
    let whole = Interval { from: owed.arose, until: days.until };
    let first_due = owed.due.date().max(owed.arose);
    for stretch in state {
        let Some(kept) = stretch.days.and(whole) else { continue };
        let early = course::before(first_due, kept);
        add(&mut stages, early, days, Phase::Pending { until: first_due }, owed);
        let bound = course::since(first_due, kept);
        let is_bound = !bound.is_empty();
        let phase = match &stretch.value {
            Held::Yes => {
                Phase::Met { since: kept.from, at_the_latest: open_before, late: late.clone() }
            }
            Held::No => Phase::Unmet {
                since: bound.from,
                at_the_latest: open_before && first_due < kept.from,
            },
            Held::Open(needs) => {
                Phase::Undetermined { needs: needs.clone(), may: May { met: true, unmet: true } }
            }
            Held::Failed(failure) => Phase::Failed(failure.clone()),
        };
        add(&mut stages, bound, days, phase, owed);
        open_before = false;
        match &stretch.value {
            Held::Yes => {}
            Held::No if is_bound => late = Late::Yes,
            Held::No => {}
            Held::Open(needs) => {
                open_before = true;
                if is_bound {
                    late = maybe_late(late, needs);
                }
            }
            Held::Failed(_) => {
                open_before = true;
                late = maybe_late(late, &Needs::default());
            }
        }
    }
    stages
}

/// The stages, within `days`, of an act to be done by its due date or minute, that included.
pub(super) fn act(acts: &Acts, owed: Owed, days: Interval) -> Vec<Version<Stage>> {
    let Acts { open_from, needs, .. } = acts;
    let open_from = *open_from;
    let mut stages = Vec::new();
    let whole = Interval { from: owed.arose, until: days.until };
    let done = acts.done.iter().map(|act| act.date()).find(|day| owed.arose <= *day);
    let overdue = owed.overdue();
    let undone = done.map_or(whole, |done| course::before(done, whole));
    let closed = open_from.map_or(undone, |open| course::before(open, undone));
    let in_time = overdue.map_or(closed, |overdue| course::before(overdue, closed));
    let until = overdue.unwrap_or(Date::LAST);
    add(&mut stages, in_time, days, Phase::Pending { until }, owed);
    if let Some(overdue) = overdue {
        let phase = Phase::Unmet { since: overdue, at_the_latest: false };
        add(&mut stages, course::since(overdue, closed), days, phase, owed);
    }
    if let Some(open) = open_from {
        let open = course::since(open, undone);
        let maybe =
            |unmet| Phase::Undetermined { needs: needs.clone(), may: May { met: true, unmet } };
        let in_time = overdue.map_or(open, |overdue| course::before(overdue, open));
        add(&mut stages, in_time, days, maybe(false), owed);
        if let Some(overdue) = overdue {
            add(&mut stages, course::since(overdue, open), days, maybe(true), owed);
        }
    }
    if let Some(done) = done {
        let unrecorded = open_from.is_some_and(|open| open < done);
        let that_day = acts.done.iter().copied().filter(|act| act.date() == done);
        let late = match (owed.late(that_day), open_from) {
            (Some(false), _) => Late::No,
            (None, Some(open)) if open <= owed.due.date() => {
                Late::Undetermined(needs.and(&acts.hours))
            }
            (None, _) => Late::Undetermined(acts.hours.clone()),
            (Some(true), Some(open)) if open <= owed.due.date() => {
                Late::Undetermined(needs.clone())
            }
            (Some(true), _) => Late::Yes,
        };
        let phase = Phase::Met { since: done, at_the_latest: unrecorded, late };
        add(&mut stages, course::since(done, whole), days, phase, owed);
    }
    stages
}

/// What two courses of one duty agree on; where they differ, it is undetermined.
pub(super) fn agreed(
    early: &[Version<Stage>],
    late: &[Version<Stage>],
    needs: &Needs,
) -> Vec<Version<Stage>> {
    let mut stages = Vec::new();
    let (mut early, mut late) = (early.iter().peekable(), late.iter().peekable());
    while let (Some(one), Some(two)) = (early.peek(), late.peek()) {
        if let Some(days) = one.days.and(two.days) {
            let due = one.value.due.filter(|due| two.value.due == Some(*due));
            let phase = both(&one.value.phase, &two.value.phase, needs);
            let begins = |it: &Version<Stage>| it.days.from == days.from && it.value.cures;
            let cures = begins(one) || begins(two);
            let ahead = one.value.ahead && two.value.ahead;
            course::push(&mut stages, days, Stage { phase, due, ahead, cures });
        }
        // The one that ends first has nothing more in common with the other.
        let ends = |days: Interval| days.until.unwrap_or(Date::LAST);
        if ends(one.days) <= ends(two.days) {
            early.next();
        } else {
            late.next();
        }
    }
    stages
}

fn both(early: &Phase, late: &Phase, needs: &Needs) -> Phase {
    match (early, late) {
        (one, two) if one == two => one.clone(),
        (
            Phase::Met { since: first, late: one, at_the_latest: earlier },
            Phase::Met { since, late: two, at_the_latest },
        ) => Phase::Met {
            since: *since.max(first),
            at_the_latest: *at_the_latest || *earlier || first != since,
            late: either_late(one, two, needs),
        },
        (
            Phase::Unmet { since: first, at_the_latest: earlier },
            Phase::Unmet { since, at_the_latest },
        ) => Phase::Unmet {
            since: *since.max(first),
            at_the_latest: *at_the_latest || *earlier || first != since,
        },
        // It is pending for certain, and until when at the earliest.
        (Phase::Pending { until: one }, Phase::Pending { until: two }) => {
            Phase::Pending { until: *one.min(two) }
        }
        (Phase::Failed(failure), _) | (_, Phase::Failed(failure)) => Phase::Failed(failure.clone()),
        (one, two) => {
            let mut needs = needs.clone();
            for phase in [one, two] {
                if let Phase::Undetermined { needs: more, .. } = phase {
                    needs = needs.and(more);
                }
            }
            Phase::Undetermined { needs, may: May::of(one).or(May::of(two)) }
        }
    }
}

fn either_late(one: &Late, two: &Late, needs: &Needs) -> Late {
    match (one, two) {
        (Late::No, Late::No) => Late::No,
        (Late::Yes, Late::Yes) => Late::Yes,
        (Late::Undetermined(one), Late::Undetermined(two)) => {
            Late::Undetermined(one.and(two).and(needs))
        }
        (Late::Undetermined(open), _) | (_, Late::Undetermined(open)) => {
            Late::Undetermined(open.and(needs))
        }
        (Late::Yes, Late::No) | (Late::No, Late::Yes) => Late::Undetermined(needs.clone()),
    }
}

fn maybe_late(late: Late, needs: &Needs) -> Late {
    match late {
        Late::Yes => Late::Yes,
        Late::No => Late::Undetermined(needs.clone()),
        Late::Undetermined(before) => Late::Undetermined(before.and(needs)),
    }
}

/// Adds a stage of a duty that has arisen, as far as it lies within `days`.
fn add(stages: &mut Vec<Version<Stage>>, of: Interval, days: Interval, phase: Phase, owed: Owed) {
    if of.is_empty() {
        return;
    }
    if let Some(days) = of.and(days) {
        let stage = Stage { due: Some(owed.due), ..phase.stage() };
        stages.push(Version { days, value: stage });
    }
}

/// The status that a phase is.
pub(super) fn status(phase: &Phase) -> Status {
    match phase {
        Phase::NotInForce => Status::NotInForce,
        Phase::NotApplicable => Status::NotApplicable,
        Phase::Pending { until } => Status::Pending { until: *until },
        Phase::Met { since, at_the_latest, late } => {
            Status::Fulfilled { since: *since, at_the_latest: *at_the_latest, late: late.clone() }
        }
        Phase::Unmet { since, at_the_latest } => {
            Status::Breached { since: *since, at_the_latest: *at_the_latest }
        }
        Phase::Undetermined { needs, .. } => Status::Undetermined { needs: needs.clone() },
        // The failure itself stands in the verdict.
        Phase::Failed(_) => Status::Undetermined { needs: Needs::default() },
    }
}

/// Every breach up to a day.
pub(super) fn breaches(stages: &[Version<Stage>], day: Date) -> Vec<Breach> {
    let mut breaches: Vec<Breach> = Vec::new();
    let mut open = false;
    for stretch in stages.iter().take_while(|stretch| stretch.days.from <= day) {
        let phase = &stretch.value.phase;
        match (phase, breaches.last_mut().filter(|_| open)) {
            (Phase::Unmet { .. }, Some(_)) => {}
            (Phase::Unmet { since, at_the_latest }, None) => {
                let days = Interval { from: *since, until: None };
                breaches.push(Breach { days, at_the_latest: *at_the_latest, cured: false });
                open = true;
            }
            (phase, Some(last)) => {
                last.days.until = Some(stretch.days.from);
                last.cured = matches!(phase, Phase::Met { .. }) || stretch.value.cures;
                open = false;
            }
            (_, None) => {}
        }
    }
    breaches
}
