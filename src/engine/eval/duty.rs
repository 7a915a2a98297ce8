//! Duties: from the courses of `when` and `must` to the stages a duty went through.

use crate::engine::eval::course::{self, Held};
use crate::engine::eval::stage::{self, Acts, May, Owed, Phase, Stage, breaches, status};
use crate::engine::eval::{Evaluated, Evaluator, earlier};
use crate::engine::verdict::{
    DutyVerdict, Failure, Need, Needs, Outcome, Possible, Status, Undetermined, Wanted,
};
use crate::facts::{Occurrence, Occurrences};
use crate::ground::table::Id;
use crate::ground::time::{Date, DateTime, Interval, Moment, Version};
use crate::ground::value::{Bounds, Value};
use crate::language::law::test::StatusWord;
use crate::language::law::{Commencement, Duty, Event, Expression, Must};
use std::rc::Rc;

/// The stages of a duty through a day.
#[derive(Clone, Debug)]
pub(super) struct History {
    /// Stages in order, without gaps, from the first date there is.
    pub stages: Rc<Vec<Version<Stage>>>,
    /// Through which day they are known.
    pub through: Date,
}

/// When a duty is owed, if it has arisen by a day.
#[derive(Clone, Debug, PartialEq)]
enum Owing {
    /// Its due date rests on an event that has not happened; the next day to look again.
    NotYet(Option<Date>),
    /// It has arisen: between these two.
    From { arose: Date, low: Moment, high: Moment, needs: Needs },
    /// The due date cannot be evaluated.
    Failed(Box<Failure>),
}

impl Evaluator<'_> {
    /// What became of a duty on a day.
    pub(super) fn duty(&mut self, id: Id<Duty>, day: Date) -> (DutyVerdict, Option<Date>) {
        let stages = self.stages(id, day);
        let (status, due, horizon) = match course::on(&stages, day) {
            Some(now) => (status(&now.value.phase), now.value.due, now.days.until),
            None => (Status::NotInForce, None, None),
        };
        let mut reasons = Vec::new();
        if self.explaining() && !matches!(status, Status::NotInForce) {
            let duty = &self.laws.duties[id];
            let kept = match duty.must {
                Must::Keep(state) => Some(state),
                Must::Act(_) => None,
            };
            for condition in duty.when.into_iter().chain(kept) {
                reasons.extend(self.evaluate(condition, day).reason.map(|reason| *reason));
            }
        }
        let breaches = breaches(&stages, day);
        (DutyVerdict { duty: id, status, due, breaches, reasons }, horizon)
    }

    /// Why the status of a duty cannot be evaluated, where it cannot.
    pub(super) fn duty_failure(&mut self, id: Id<Duty>, day: Date) -> Option<Failure> {
        let stages = self.stages(id, day);
        match &course::on(&stages, day)?.value.phase {
            Phase::Failed(failure) => Some((**failure).clone()),
            Phase::NotInForce
            | Phase::NotApplicable
            | Phase::Pending { .. }
            | Phase::Met { .. }
            | Phase::Unmet { .. }
            | Phase::Undetermined { .. } => None,
        }
    }

    /// `DUTY is STATUS`
    pub(super) fn duty_is(&mut self, id: Id<Duty>, word: StatusWord, day: Date) -> Evaluated {
        let stages = self.quietly(|it| it.stages(id, day));
        let Some(now) = course::on(&stages, day) else {
            return truth(word == StatusWord::NotInForce, None);
        };
        let horizon = now.days.until;
        if let Phase::Failed(failure) = &now.value.phase {
            return Evaluated { outcome: Outcome::Failed(failure.clone()), horizon, reason: None };
        }
        let Phase::Undetermined { needs, may } = &now.value.phase else {
            return truth(status(&now.value.phase).word() == word, horizon);
        };
        match word {
            StatusWord::Undetermined => truth(true, horizon),
            StatusWord::Breached if may.unmet => open(needs.clone(), horizon),
            StatusWord::Fulfilled if may.met => open(needs.clone(), horizon),
            StatusWord::NotApplicable | StatusWord::Pending => open(needs.clone(), horizon),
            StatusWord::Breached
            | StatusWord::Fulfilled
            | StatusWord::NotInForce
            | StatusWord::NotTriggered
            | StatusWord::Waiting
            | StatusWord::Available
            | StatusWord::Due
            | StatusWord::Imposed
            | StatusWord::Lifted => truth(false, horizon),
        }
    }

    /// The stages of a duty through a day.
    pub(super) fn stages(&mut self, id: Id<Duty>, through: Date) -> Rc<Vec<Version<Stage>>> {
        if let Some(Some(history)) = self.past.duties.get(id.index())
            && through <= history.through
        {
            return history.stages.clone();
        }
        let stages = Rc::new(self.quietly(|it| it.unfold(id, through)));
        if let Some(place) = self.past.duties.get_mut(id.index()) {
            *place = Some(History { stages: stages.clone(), through });
        }
        stages
    }

    /// The days on which a provision of the law is in force, if any.
    pub(super) fn days_in_force(&self, commencement: Commencement) -> Option<Interval> {
        let law = self.law.in_force;
        let from = commencement.from.unwrap_or(law.from);
        law.and(Interval { from, until: commencement.until })
    }

    fn unfold(&mut self, id: Id<Duty>, through: Date) -> Vec<Version<Stage>> {
        let duty = &self.laws.duties[id];
        let always = Interval { from: Date::FIRST, until: None };
        let mut stages = Vec::new();
        let Some(window) = self.days_in_force(duty.commencement) else {
            course::push(&mut stages, always, Phase::NotInForce.stage());
            return stages;
        };
        course::push(&mut stages, course::before(window.from, always), Phase::NotInForce.stage());
        if through < window.from {
            return stages;
        }
        // The day since which it may have applied without interruption, and what would settle it.
        let mut first: Option<Date> = None;
        let mut needs = Needs::default();
        for stretch in self.course(duty.when, self.law.in_force.from, through).iter() {
            let Some(days) = stretch.days.and(window).filter(|days| days.from <= through) else {
                continue;
            };
            match &stretch.value {
                Held::No => {
                    first = None;
                    needs = Needs::default();
                    course::push(&mut stages, days, Phase::NotApplicable.stage());
                }
                Held::Yes => {
                    let first = *first.get_or_insert(days.from);
                    stages.extend(self.applies(duty, days, first, &needs, through));
                }
                Held::Open(open) => {
                    let first = *first.get_or_insert(days.from);
                    needs = needs.and(open);
                    stages.extend(self.may_apply(duty, days, first, open, through));
                }
                Held::Failed(failure) => {
                    first.get_or_insert(days.from);
                    course::push(&mut stages, days, Phase::Failed(failure.clone()).stage());
                }
            }
        }
        if let Some(until) = window.until
            && until <= through
        {
            course::push(&mut stages, course::since(until, always), Phase::NotInForce.stage());
        }
        stages
    }

    /// The stages of days on which the duty applies. It arose at the latest on the first of them;
    /// where that is not known, both extremes are followed and must agree.
    fn applies(
        &mut self,
        duty: &Duty,
        days: Interval,
        first: Date,
        needs: &Needs,
        through: Date,
    ) -> Vec<Version<Stage>> {
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
        let mut needs = needs.and(&open);
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
        for stretch in self.walk(duty, early, days, first, through) {
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
            course::push(&mut stages, stretch.days, Phase::Undetermined { needs, may }.stage());
        }
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

    /// What is recorded of an act, and what would tell the rest.
    fn acts(&self, event: Id<Event>, due: Moment) -> Acts {
        let entity = self.instance(self.laws.events[event].entity);
        let needs = Needs::one(Need { entity, wanted: Wanted::Event(event) });
        let open = self.sheet.recorded_through.and_then(Date::next);
        let (recorded, open_from): (&[Occurrence], _) =
            match self.sheet.instances[entity].occurrences(event) {
                None => (&[], open),
                Some(Occurrences::Recorded(occurrences)) => (occurrences, open),
                Some(Occurrences::Unknown(_)) => (&[], Some(Date::FIRST)),
            };
        let done = recorded.iter().map(Occurrence::moment).collect();
        // Only on the day on which it is due does its hour matter.
        let hours = self.hour_needed(event, due.date());
        Acts { done, open_from, needs, hours }
    }

    /// When a duty that applies from `day` on arises, and when it is due.
    fn owing(&mut self, duty: &Duty, day: Date, through: Date) -> Owing {
        let Some(due) = duty.due else {
            let due = Moment::Day(day);
            return Owing::From { arose: day, low: due, high: due, needs: Needs::default() };
        };
        self.owing_by(due, day, through)
    }

    fn owing_by(&mut self, due: Id<Expression>, day: Date, through: Date) -> Owing {
        let mut arose = day;
        loop {
            let evaluated = self.deadline(due, arose);
            match evaluated.outcome {
                Outcome::Known(Value::Date(date)) => {
                    let due = Moment::Day(date);
                    return Owing::From { arose, low: due, high: due, needs: Needs::default() };
                }
                Outcome::Known(Value::DateTime(minute)) => {
                    let due = Moment::Minute(minute);
                    return Owing::From { arose, low: due, high: due, needs: Needs::default() };
                }
                // The due date rests on what has not happened: nothing is owed before.
                Outcome::Known(_) => match evaluated.horizon {
                    Some(next) if next <= through && arose < next => arose = next,
                    later => return Owing::NotYet(later),
                },
                Outcome::Undetermined(open) => {
                    let (low, high) = ends(&open.possible);
                    return Owing::From { arose, low, high, needs: open.needs };
                }
                Outcome::Failed(failure) => return Owing::Failed(failure),
            }
        }
    }
}

/// The first and the last day or minute that a due date may be.
fn ends(possible: &Possible) -> (Moment, Moment) {
    let anything = (Moment::Day(Date::FIRST), Moment::Day(Date::LAST));
    match possible {
        Possible::Date(Bounds { low, high }) => {
            let low = low.as_ref().map_or(Date::FIRST, |edge| edge.at);
            let high = high.as_ref().map_or(Date::LAST, |edge| edge.at);
            (Moment::Day(low), Moment::Day(high))
        }
        Possible::DateTime(Bounds { low, high }) => {
            let low = low.as_ref().map_or(DateTime::first_of(Date::FIRST), |edge| edge.at);
            let high = high.as_ref().map_or(DateTime::last_of(Date::LAST), |edge| edge.at);
            (Moment::Minute(low), Moment::Minute(high))
        }
        // The values are sorted.
        Possible::OneOf(values) => match (values.first(), values.last()) {
            (Some(Value::Date(first)), Some(Value::Date(last))) => {
                (Moment::Day(*first), Moment::Day(*last))
            }
            (Some(Value::DateTime(first)), Some(Value::DateTime(last))) => {
                (Moment::Minute(*first), Moment::Minute(*last))
            }
            (_, _) => anything,
        },
        Possible::Anything
        | Possible::AnythingOrNone
        | Possible::Number(_)
        | Possible::Range(_) => anything,
    }
}

/// A truth value until a horizon.
pub(super) fn truth(holds: bool, horizon: Option<Date>) -> Evaluated {
    Evaluated { outcome: Outcome::Known(Value::Bool(holds)), horizon, reason: None }
}

/// An open truth value until a horizon.
pub(super) fn open(needs: Needs, horizon: Option<Date>) -> Evaluated {
    let open = Undetermined { needs, possible: Possible::Anything };
    Evaluated { outcome: Outcome::Undetermined(Box::new(open)), horizon, reason: None }
}
