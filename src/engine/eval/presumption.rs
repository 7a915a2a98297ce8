//! Presumptions: a value where another is not known, and which of them an answer relies on.

use crate::engine::eval::Evaluator;
use crate::engine::eval::comparison::compared;
use crate::engine::eval::episode::Scope;
use crate::engine::eval::moving::{Moving, earlier};
use crate::engine::verdict::{Outcome, Presumption, Presumptions};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::Value;
use crate::language::law::{Comparison, Duty, Expression, Status, Step};
use std::collections::BTreeMap;

/// Something that is followed once and whose answers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kept {
    /// The course of a condition.
    Course(Option<Id<Expression>>),
    /// A status.
    Status(Id<Status>),
    /// A duty.
    Duty(Id<Duty>),
    /// The episodes of a block, or of a step with duties of its own.
    Episodes(Scope),
    /// A step.
    Step(Id<Step>),
}

/// What the answers that are kept rely on.
pub(super) type Relied = BTreeMap<Kept, Presumptions>;

impl Evaluator<'_> {
    /// `x presumed y`: y where x is not known, unless what is known of x rules y out.
    pub(super) fn presumed(
        &mut self,
        whole: Id<Expression>,
        value: Id<Expression>,
        other: Id<Expression>,
        on: Date,
    ) -> Moving {
        let value = self.expression(value, on);
        let Outcome::Undetermined(open) = &value.outcome else { return value };
        let needs = open.needs.clone();
        let value = value.settled(on);
        let presumed = self.expression(other, on).settled(on);
        let horizon = earlier(value.horizon, presumed.horizon);
        let equal = compared(Comparison::Equal, value.outcome.clone(), presumed.outcome.clone());
        if equal == Outcome::Known(Value::Bool(false)) {
            self.annotate(|reason| reason.decisive = false);
            return Moving { horizon, ..value };
        }
        let outcome = presumed.outcome.clone();
        if matches!(outcome, Outcome::Failed(_)) {
            return Moving { horizon, ..presumed };
        }
        self.rely(&Presumptions::one(Presumption { expression: whole, needs, outcome, on }));
        Moving { horizon, ..presumed }
    }

    /// What `ask` answers, and what that relies on: nothing of it counts until it is relied on.
    pub(super) fn gathering<T>(&mut self, ask: impl FnOnce(&mut Self) -> T) -> (T, Presumptions) {
        let before = std::mem::take(&mut self.relied);
        let answer = ask(self);
        (answer, std::mem::replace(&mut self.relied, before))
    }

    /// What was evaluated may rely on other presumptions from a day on, whether or not its answer
    /// is another one then.
    pub(super) fn may_rely_otherwise(&mut self, from: Option<Date>) {
        if self.laws.presume && from > self.asked {
            self.relied_until = earlier(self.relied_until, from);
        }
    }

    /// What is being evaluated relies on these.
    pub(super) fn rely(&mut self, presumptions: &Presumptions) {
        if !presumptions.is_empty() {
            self.relied = self.relied.and(presumptions);
        }
    }

    /// What `ask` answers of something whose answers are kept: it relies on whatever following it
    /// relied on, be it that it was followed before.
    pub(super) fn keeping<T>(&mut self, kept: Kept, ask: impl FnOnce(&mut Self) -> T) -> T {
        let (answer, found) = self.gathering(ask);
        if !found.is_empty() {
            let all = self.past.relied.entry(kept).or_default();
            *all = all.and(&found);
        }
        if let Some(all) = self.past.relied.get(&kept) {
            let all = all.clone();
            self.rely(&all);
        }
        answer
    }
}
