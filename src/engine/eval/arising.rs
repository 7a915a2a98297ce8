//! How a duty arises: on the days on which its `when` holds, and what becomes of it from then on.

use crate::engine::eval::course::{self, Held};
use crate::engine::eval::instance::{Walk, perhaps};
use crate::engine::eval::owing::Owing;
use crate::engine::eval::periods::Starts;
use crate::engine::eval::stage::{self, May, Owed, Phase, Stage};
use crate::engine::eval::{Evaluator, earlier};
use crate::engine::verdict::Needs;
use crate::ground::table::Id;
use crate::ground::time::{Date, Interval, Version};
use crate::language::law::{Duty, Must, Recurrence};

impl Evaluator<'_> {
    /// What became of a duty through a day, from the first date there is.
    pub(super) fn unfold(&mut self, id: Id<Duty>, through: Date) -> Walk {
        let duty = &self.laws.duties[id];
        let always = Interval { from: Date::FIRST, until: None };
        let mut stages = Vec::new();
        let Some(window) = self.days_in_force(duty.commencement) else {
            course::push(&mut stages, always, Phase::NotInForce.stage());
            return Walk { stages, ..Walk::default() };
        };
        course::push(&mut stages, course::before(window.from, always), Phase::NotInForce.stage());
        if through < window.from {
            return Walk { stages, ..Walk::default() };
        }
        let within = match duty.recurs {
            Some(Recurrence::OnEach(binding)) => self.on_each(duty, binding, window, through),
            Some(Recurrence::Every(_) | Recurrence::Calendar(_)) | None => {
                self.while_it_applies(duty, window, through)
            }
        };
        let mut within = within;
        stages.append(&mut within.stages);
        if let Some(until) = window.until
            && until <= through
        {
            course::push(&mut stages, course::since(until, always), Phase::NotInForce.stage());
        }
        Walk { stages, ..within }
    }

    /// A duty that applies on the days on which its `when` holds.
    fn while_it_applies(&mut self, duty: &Duty, window: Interval, through: Date) -> Walk {
        let mut walk = Walk::default();
        // The days on which it may have arisen that has applied without interruption since.
        let mut starts = Starts::default();
        let mut applied = false;
        for stretch in self.course(duty.when, self.law.in_force.from, through).iter() {
            let Some(days) = stretch.days.and(window).filter(|days| days.from <= through) else {
                continue;
            };
            if !applied {
                starts.days.push(days.from);
            }
            applied = stretch.value == Held::Yes;
            starts.certain |= applied && starts.days.len() == 1;
            match &stretch.value {
                Held::No => {
                    starts = Starts::default();
                    walk.closed();
                    course::push(&mut walk.stages, days, Phase::NotApplicable.stage());
                }
                Held::Yes => walk.extend(self.applies(duty, days, &starts, through)),
                Held::Open(open) => {
                    starts.needs = starts.needs.and(open);
                    walk.extend(self.may_apply(duty, days, &starts, open, through));
                    starts.within(days, duty.recurs, through);
                }
                Held::Failed(failure) => {
                    starts.within(days, duty.recurs, through);
                    course::push(&mut walk.stages, days, Phase::Failed(failure.clone()).stage());
                }
            }
        }
        walk
    }

    /// The stages of days on which the duty applies. It arose at the latest on the first of them;
    /// where that is not known, both extremes are followed and must agree.
    fn applies(&mut self, duty: &Duty, days: Interval, starts: &Starts, through: Date) -> Walk {
        if let (Some(_), Must::Act(event)) = (duty.recurs, duty.must) {
            return self.in_periods(duty, event, starts, days, through);
        }
        let stages = self.applies_once(duty, days, starts, through);
        Walk { stages, ..Walk::default() }
    }

    fn applies_once(
        &mut self,
        duty: &Duty,
        days: Interval,
        starts: &Starts,
        through: Date,
    ) -> Vec<Version<Stage>> {
        let first = starts.days.first().copied().unwrap_or(days.from);
        let latest = self.owing(duty, days.from, through);
        let (arose, low, high, open) = match latest {
            Owing::NotYet(again) => {
                let until = earlier(days.until, again);
                let days = Interval { from: days.from, until };
                return vec![Version { days, value: Phase::NotApplicable.stage() }];
            }
            Owing::Failed(failure) => {
                return vec![Version { days, value: Phase::Failed(failure).stage() }];
            }
            Owing::From { arose, low, high, needs } => (arose, low, high, needs),
        };
        let mut stages = Vec::new();
        course::push(&mut stages, course::before(arose, days), Phase::NotApplicable.stage());
        let days = course::since(arose, days);
        if days.is_empty() {
            return stages;
        }
        let mut needs = starts.needs.and(&open);
        let late = Owed { arose, due: high };
        let mut early = Owed { arose, due: low };
        if first < days.from
            && let Owing::From { arose, low, needs: open, .. } = self.owing(duty, first, through)
        {
            early = Owed { arose, due: low };
            needs = needs.and(&open);
        }
        let late_stages = self.walk(duty, late, days, first, through);
        if early == late {
            stages.extend(late_stages);
        } else {
            let early_stages = self.walk(duty, early, days, first, through);
            stages.extend(stage::agreed(&early_stages, &late_stages, &needs));
        }
        stages
    }

    /// The stages of days on which the duty may apply.
    fn may_apply(
        &mut self,
        duty: &Duty,
        days: Interval,
        starts: &Starts,
        open: &Needs,
        through: Date,
    ) -> Walk {
        if let (Some(_), Must::Act(event)) = (duty.recurs, duty.must) {
            let mut walk = self.in_periods(duty, event, starts, days, through);
            perhaps(&mut walk.stages, open);
            if let Some(overdue) = walk.overdue {
                walk.stages = perhaps_unmet(walk.stages, overdue);
            }
            walk.instances.iter_mut().for_each(|it| perhaps(&mut it.stages, open));
            return walk;
        }
        let first = starts.days.first().copied().unwrap_or(days.from);
        let stages = self.may_apply_once(duty, days, first, open, through);
        Walk { stages, ..Walk::default() }
    }

    fn may_apply_once(
        &mut self,
        duty: &Duty,
        days: Interval,
        first: Date,
        open: &Needs,
        through: Date,
    ) -> Vec<Version<Stage>> {
        let (early, needs) = match self.owing(duty, first, through) {
            Owing::From { arose, low, needs, .. } => (Owed { arose, due: low }, open.and(&needs)),
            Owing::NotYet(again) => {
                let until = earlier(days.until, again);
                let days = Interval { from: days.from, until };
                return vec![Version { days, value: Phase::NotApplicable.stage() }];
            }
            Owing::Failed(failure) => {
                return vec![Version { days, value: Phase::Failed(failure).stage() }];
            }
        };
        let mut stages = Vec::new();
        course::push(&mut stages, course::before(early.arose, days), Phase::NotApplicable.stage());
        let days = course::since(early.arose, days);
        if days.is_empty() {
            return stages;
        }
        let mut within = self.walk(duty, early, days, first, through);
        perhaps(&mut within, &needs);
        // Of one that may not have arisen no due date is told.
        within.iter_mut().for_each(|stretch| stretch.value.due = None);
        stages.extend(within);
        stages
    }

    /// The stages within `days` of a duty that arose and fell due on known days.
    fn walk(
        &mut self,
        duty: &Duty,
        owed: Owed,
        days: Interval,
        first: Date,
        through: Date,
    ) -> Vec<Version<Stage>> {
        match duty.must {
            Must::Keep(state) => {
                let course = self.course(Some(state), first, through);
                stage::keep(&course, owed, days)
            }
            Must::Act(event) => stage::act(&self.acts(event, owed.due), owed, days),
        }
    }
}

/// Where a duty may have arisen on these days too, an act may be overdue from the first day on
/// which that of the first possible period would be.
fn perhaps_unmet(stages: Vec<Version<Stage>>, from: Date) -> Vec<Version<Stage>> {
    let mut split = Vec::with_capacity(stages.len() + 1);
    for Version { days, value } in stages {
        let mut after = value.clone();
        course::push(&mut split, course::before(from, days), value);
        if let Phase::Undetermined { may, .. } = &mut after.phase {
            *may = May { met: true, unmet: true };
        }
        course::push(&mut split, course::since(from, days), after);
    }
    split
}
