//! Duties: from the courses of `when` and `must` to the stages a duty went through.

use crate::engine::eval::context::{BoundTo, Context};
use crate::engine::eval::course;
use crate::engine::eval::instance::Instance;
use crate::engine::eval::presumption::Kept;
use crate::engine::eval::stage::{Phase, Stage, breaches, status};
use crate::engine::eval::{Evaluated, Evaluator, earlier};
use crate::engine::verdict::{
    Clause, DutyInstance, DutyVerdict, Failure, InstanceOf, Needs, Outcome, Possible, Reason,
    Status, Undetermined,
};
use crate::facts::Occurrences;
use crate::ground::table::Id;
use crate::ground::time::{Date, Interval, Version};
use crate::ground::value::Value;
use crate::language::law::test::StatusWord;
use crate::language::law::{Commencement, Duty, Expression, Must, Recurrence};
use std::rc::Rc;

/// The stages of a duty through a day.
#[derive(Clone, Debug)]
pub(super) struct History {
    /// Stages in order, without gaps, from the first date there is.
    pub stages: Rc<Vec<Version<Stage>>>,
    /// The times that it arose, of one that arises more than once.
    pub instances: Rc<Vec<Instance>>,
    /// Through which day they are known.
    pub through: Date,
}

impl Evaluator<'_> {
    /// What became of a duty on a day.
    pub(super) fn duty(&mut self, id: Id<Duty>, day: Date) -> (DutyVerdict, Option<Date>) {
        let stages = self.stages(id, day);
        let (status, due, horizon) = match course::on(&stages, day) {
            Some(now) => (status(&now.value.phase), now.value.due, now.days.until),
            None => (Status::NotInForce, None, None),
        };
        let reasons = match status {
            Status::NotInForce => Vec::new(),
            Status::NotApplicable
            | Status::Pending { .. }
            | Status::Fulfilled { .. }
            | Status::Breached { .. }
            | Status::Undetermined { .. } => self.duty_reasons(id, day),
        };
        let (instances, again) = match status {
            Status::NotInForce => (Vec::new(), None),
            Status::NotApplicable
            | Status::Pending { .. }
            | Status::Fulfilled { .. }
            | Status::Breached { .. }
            | Status::Undetermined { .. } => self.duty_instances(id, day),
        };
        let breaches = breaches(&stages, day);
        let verdict = DutyVerdict { duty: id, status, due, breaches, instances, reasons };
        (verdict, earlier(horizon, again))
    }

    /// Why: of `when`, then of a state. With an occurrence they are read anew each time.
    fn duty_reasons(&mut self, id: Id<Duty>, day: Date) -> Vec<Reason> {
        let duty = &self.laws.duties[id];
        let bound = matches!(duty.recurs, Some(Recurrence::OnEach(_)));
        if !self.explaining() || bound {
            return Vec::new();
        }
        let asked = duty.when.into_iter().chain(kept(duty));
        asked.filter_map(|it| self.why(it, day)).collect()
    }

    /// The times that a duty has arisen up to a day, and the next day on which one changes.
    fn duty_instances(&mut self, id: Id<Duty>, day: Date) -> (Vec<DutyInstance>, Option<Date>) {
        let found = self.past.duties.get(id.index()).and_then(Option::as_ref);
        let Some(instances) = found.map(|history| history.instances.clone()) else {
            return (Vec::new(), None);
        };
        let mut horizon = None;
        let mut told = Vec::new();
        for instance in instances.iter() {
            let Some((stage, until)) = instance.on(day) else { continue };
            horizon = earlier(horizon, until);
            let breaches = breaches(&instance.stages, day);
            let status = status(&stage.phase);
            // What has lapsed without a breach leaves no trace.
            if status == Status::NotApplicable && breaches.is_empty() {
                continue;
            }
            let reasons = self.instance_reasons(id, instance, day);
            told.push(DutyInstance { of: instance.of, status, due: stage.due, breaches, reasons });
        }
        (told, horizon)
    }

    /// Why, of one of the times that a duty arose: what is read anew each time.
    fn instance_reasons(
        &mut self,
        id: Id<Duty>,
        instance: &Instance,
        day: Date,
    ) -> Vec<(Clause, Reason)> {
        if !self.explaining() {
            return Vec::new();
        }
        let duty = &self.laws.duties[id];
        let due = duty.due.map(|due| (Clause::Due, due, instance.arose));
        let sheet = self.sheet;
        match (instance.of, duty.recurs) {
            (InstanceOf::Period(period), _) => {
                let context = Context { period: Some(period), ..Context::default() };
                self.in_context(context, |it| it.clauses(due.into_iter()))
            }
            (InstanceOf::Occurrence { event, at, on, .. }, Some(Recurrence::OnEach(binding))) => {
                let entity = self.instance(self.laws.events[event].entity);
                let Some(Occurrences::Recorded(list)) = sheet.instances[entity].occurrences(event)
                else {
                    return Vec::new();
                };
                let Some(occurrence) = list.get(at) else { return Vec::new() };
                let when = duty.when.map(|when| (Clause::When, when, on));
                let must = kept(duty).map(|must| (Clause::Must, must, day));
                let asked = when.into_iter().chain(must).chain(due);
                self.with_bound(binding, BoundTo::Occurrence(occurrence), |it| it.clauses(asked))
            }
            (InstanceOf::Occurrence { .. }, _) => Vec::new(),
        }
    }

    fn clauses(
        &mut self,
        asked: impl Iterator<Item = (Clause, Id<Expression>, Date)>,
    ) -> Vec<(Clause, Reason)> {
        let reason = |(clause, what, on): (Clause, Id<Expression>, Date)| {
            Some((clause, self.why(what, on)?))
        };
        asked.filter_map(reason).collect()
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
        self.keeping(Kept::Duty(id), |it| it.known_stages(id, through))
    }

    fn known_stages(&mut self, id: Id<Duty>, through: Date) -> Rc<Vec<Version<Stage>>> {
        if let Some(Some(history)) = self.past.duties.get(id.index())
            && through <= history.through
        {
            return history.stages.clone();
        }
        let walk =
            self.quietly(|it| it.in_context(Context::default(), |it| it.unfold(id, through)));
        let (stages, instances) = (Rc::new(walk.stages), Rc::new(walk.instances));
        if let Some(place) = self.past.duties.get_mut(id.index()) {
            *place = Some(History { stages: stages.clone(), instances, through });
        }
        stages
    }

    /// The days on which a provision of the law is in force, if any.
    pub(super) fn days_in_force(&self, commencement: Commencement) -> Option<Interval> {
        let law = self.law.in_force;
        let from = commencement.from.unwrap_or(law.from);
        law.and(Interval { from, until: commencement.until })
    }
}

/// The state to keep, where it is one.
fn kept(duty: &Duty) -> Option<Id<Expression>> {
    match duty.must {
        Must::Keep(state) => Some(state),
        Must::Act(_) => None,
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
