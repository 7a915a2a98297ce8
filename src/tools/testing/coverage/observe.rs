//! What one test touches: the goals that its sheet reaches on its day, evaluated like any verdict.

use super::goal::{Goal, Side};
use super::stands::Reached;
use crate::engine::eval::{Evaluator, Explain, judge};
use crate::engine::verdict::{Outcome, Reason, ReasonStep};
use crate::facts::{Instance, Sheet};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::Value;
use crate::language::law::{Expression, Kind, Law, Laws, Logic, Test, Type};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// The goals that a test touches.
pub fn touched(
    laws: &Laws,
    test: &Test,
    sheet: &Sheet,
    subject: Id<Instance>,
    reached: &Reached,
) -> BTreeSet<Goal> {
    let evaluator = Evaluator::new(laws, test.law, sheet, subject, Explain::Yes);
    let mut test_ = Observed { laws, on: test.on, evaluator, goals: BTreeSet::new() };
    test_.definitions(reached);
    reached.expressions.iter().for_each(|id| test_.expression(*id));
    test_.versions(reached);
    let mut goals = test_.goals;
    states(laws, test, sheet, subject, reached, &mut goals);
    days(laws, test, &mut goals);
    goals
}

struct Observed<'a> {
    laws: &'a Laws,
    on: Date,
    evaluator: Evaluator<'a>,
    goals: BTreeSet<Goal>,
}

impl Observed<'_> {
    fn value(&mut self, id: Id<Expression>) -> Option<Value> {
        match self.evaluator.evaluate(id, self.on).outcome {
            Outcome::Known(value) => Some(value),
            Outcome::Undetermined(_) | Outcome::Failed(_) => None,
        }
    }

    fn truth(&mut self, id: Id<Expression>) -> Option<bool> {
        match self.value(id)? {
            Value::Bool(holds) => Some(holds),
            Value::Number(_)
            | Value::Range(_)
            | Value::Date(_)
            | Value::DateTime(_)
            | Value::Duration(_)
            | Value::Country(_)
            | Value::Text(_)
            | Value::Variant(_)
            | Value::Set(_)
            | Value::None => None,
        }
    }

    fn definitions(&mut self, reached: &Reached) {
        for id in &reached.defines {
            let row = &self.laws.defines[*id];
            let Some(version) = row.versions.on(self.on) else { continue };
            let evaluated = self.evaluator.evaluate(version.value.value, self.on).outcome;
            match (row.type_ == Type::Bool, evaluated) {
                (_, Outcome::Failed(_)) => {}
                (true, Outcome::Known(value)) => {
                    self.goals.insert(Goal::Outcome(*id, Some(value == Value::Bool(true))));
                }
                (true, Outcome::Undetermined(_)) => {
                    self.goals.insert(Goal::Outcome(*id, None));
                }
                (false, Outcome::Known(_) | Outcome::Undetermined(_)) => {
                    self.goals.insert(Goal::Evaluated(*id));
                }
            }
        }
    }

    fn expression(&mut self, id: Id<Expression>) {
        let kind = &self.laws.expressions[id].kind;
        if let Kind::Logic(Logic::Or, alternatives) = kind {
            for (at, alternative) in alternatives.iter().enumerate() {
                if let Some(holds) = self.truth(alternative.condition) {
                    self.goals.insert(Goal::Alternative(id, at, holds));
                }
            }
        } else if let Kind::Except(_, exceptions) = kind {
            for (at, exception) in exceptions.iter().enumerate() {
                if let Some(holds) = self.truth(exception.condition) {
                    self.goals.insert(Goal::Exception(id, at, holds));
                }
            }
        } else if let Kind::Compare(_, one, two) = kind {
            if let Some(side) = self.side(*one, *two) {
                self.goals.insert(Goal::Threshold(id, side));
            }
        } else if let Kind::Scale(..) | Kind::Table(..) = kind {
            let reason = self.evaluator.evaluate(id, self.on).reason;
            reason.iter().for_each(|reason| self.reason(reason));
        }
    }

    /// On which side of the second the first lies.
    fn side(&mut self, one: Id<Expression>, two: Id<Expression>) -> Option<Side> {
        let (one, two) = (self.value(one)?.on_line()?, self.value(two)?.on_line()?);
        Some(match one.cmp(&two) {
            Ordering::Less => Side::Below,
            Ordering::Equal => Side::At,
            Ordering::Greater => Side::Above,
        })
    }

    /// The row that answered, or the bands that count, where what was asked is known.
    fn reason(&mut self, reason: &Reason) {
        if let ReasonStep::Table { table, rows } = &reason.step {
            if let [row] = rows.as_slice() {
                self.goals.insert(Goal::Row(*table, *row));
            }
        } else if let ReasonStep::Scale { scale, version, bands } = &reason.step {
            let versions = self.laws.scales[*scale].versions.versions();
            let at = versions.iter().position(|it| it.days == *version);
            if let Some(at) = at {
                let used = bands.iter().map(|used| Goal::Band(*scale, at, used.band));
                self.goals.extend(used);
            }
        }
    }

    fn versions(&mut self, reached: &Reached) {
        for id in &reached.parameters {
            let versions = self.laws.parameters[*id].versions.versions();
            let at = versions.iter().position(|version| version.days.contains(self.on));
            self.goals.extend(at.map(|at| Goal::Version(*id, at)));
        }
    }
}

/// The statuses of the duties and the states of the steps that the test expects something of.
fn states(
    laws: &Laws,
    test: &Test,
    sheet: &Sheet,
    subject: Id<Instance>,
    reached: &Reached,
    goals: &mut BTreeSet<Goal>,
) {
    let duties = reached.duties.iter().map(|duty| laws.duties[*duty].law);
    let steps = reached.steps.iter().map(|step| laws.sanctions[laws.steps[*step].block].law);
    let of: BTreeSet<Id<Law>> = duties.chain(steps).collect();
    for law in of {
        // Another law may judge somebody else.
        let judged = sheet.reach(subject, laws.laws[law].subject);
        let Some(entity) = judged else { continue };
        let verdict = judge(laws, law, sheet, entity, test.on, Explain::No);
        for duty in verdict.duties.iter().filter(|it| reached.duties.contains(&it.duty)) {
            goals.insert(Goal::Duty(duty.duty, duty.status.word()));
        }
        let steps = verdict.sanctions.iter().flat_map(|block| &block.steps);
        for step in steps.filter(|it| reached.steps.contains(&it.step)) {
            goals.insert(Goal::Step(step.step, step.state.word()));
        }
    }
}

/// The day of the test as seen from the dates of its law: each date lies before it, on it or after.
fn days(laws: &Laws, test: &Test, goals: &mut BTreeSet<Goal>) {
    let on = test.on;
    goals.insert(Goal::Day(test.law, on, Side::At));
    goals.extend(on.next().map(|next| Goal::Day(test.law, next, Side::Below)));
    goals.extend(on.previous().map(|before| Goal::Day(test.law, before, Side::Above)));
    debug_assert!(laws.laws.rows().any(|(id, _)| id == test.law), "a test is of a law");
}
