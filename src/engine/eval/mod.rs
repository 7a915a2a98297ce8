//! The reference evaluator: every value with its horizon, naive and explaining.
//!
//! The program is a function from a date to a verdict. An expression evaluated on a day gives its
//! value and the next day on which that value could change; whatever needs the past walks it from
//! horizon to horizon, never day by day.

mod moving;
mod context;
mod possible;
mod expression;
mod logic;
mod comparison;
mod arithmetic;
mod amount;
mod aggregate;
mod exception;
mod fact;
mod event;
mod parameter;
mod asked;
mod scale;
mod table;
mod define;
mod moment;
mod workday;
mod history;
mod window;
mod several;
mod count;
mod course;
mod turn;
mod status;
mod stage;
mod instance;
mod worst;
mod owing;
mod arising;
mod duty;
mod periods;
mod each;
mod episode;
mod ends;
mod step;
mod clock;
mod sum;
mod run;
mod accrual;
mod growth;
mod amounts;
mod together;
mod per_owner;
mod sanctions;
mod past;
mod presumption;
mod verdict;

pub use event::Happened;
pub use history::Stretch;
pub use verdict::judge;

use crate::engine::verdict::{
    Failure, FailureKind, Outcome, Presumptions, Reason, ReasonStep, Verified,
};
use crate::facts::{Instance, Sheet};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Date;
use crate::language::law::{Entity, Expression, Law, Laws};
use context::Context;
use define::Memory;
use history::Histories;
use moving::earlier;
use past::Past;
use std::collections::BTreeSet;

/// Whether reasons are gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explain {
    /// No reasons: the answer only.
    No,
    /// The whole tree of why.
    Yes,
}

/// What an expression comes to on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluated {
    /// Its value, or why there is none.
    pub outcome: Outcome,
    /// The next day on which it could change; `None`: never.
    pub horizon: Option<Date>,
    /// Why, where it was asked for.
    pub reason: Option<Box<Reason>>,
}

/// Evaluates the expressions of one law for one entity of a sheet.
pub struct Evaluator<'a> {
    laws: &'a Laws,
    law: &'a Law,
    sheet: &'a Sheet,
    subject: Id<Instance>,
    explain: Explain,
    /// The reasons of operands whose expression is not done yet.
    parts: Vec<Reason>,
    /// What kind of step the expression just evaluated was, where it is not a combination.
    noted: Option<ReasonStep>,
    /// How many trees of reasons have been begun: within one, a definition is explained once.
    tree: u32,
    context: Context<'a>,
    memory: Memory,
    histories: Histories,
    past: Past,
    /// The presumptions on which what was evaluated so far relies.
    relied: Presumptions,
    /// The day that a verdict is for.
    asked: Option<Date>,
    /// The next day after it on which anything that was evaluated may rely on other presumptions.
    relied_until: Option<Date>,
    past_verified: BTreeSet<Verified>,
    possible_conflicts: BTreeSet<(Span, Span)>,
}

impl<'a> Evaluator<'a> {
    /// An evaluator of `law` for the entity `subject` of `sheet`.
    pub fn new(
        laws: &'a Laws,
        law: Id<Law>,
        sheet: &'a Sheet,
        subject: Id<Instance>,
        explain: Explain,
    ) -> Self {
        Self {
            laws,
            law: &laws.laws[law],
            sheet,
            subject,
            explain,
            parts: Vec::new(),
            noted: None,
            tree: 0,
            context: Context::default(),
            memory: Memory::new(laws),
            histories: Histories::new(),
            past: Past::new(laws),
            relied: Presumptions::default(),
            asked: None,
            relied_until: None,
            past_verified: BTreeSet::new(),
            possible_conflicts: BTreeSet::new(),
        }
    }

    /// What an expression comes to on a day, and the next day on which that could change.
    pub fn evaluate(&mut self, expression: Id<Expression>, on: Date) -> Evaluated {
        self.tree = self.tree.wrapping_add(1);
        let moving = self.expression(expression, on).settled(on);
        self.may_rely_otherwise(moving.horizon);
        let reason = match self.explain {
            Explain::No => None,
            Explain::Yes => self.parts.pop().map(Box::new),
        };
        Evaluated { outcome: moving.outcome, horizon: moving.horizon, reason }
    }

    /// Does without reasons what `ask` does: for days and questions that no reader wants explained.
    pub fn quietly<T>(&mut self, ask: impl FnOnce(&mut Self) -> T) -> T {
        let explain = std::mem::replace(&mut self.explain, Explain::No);
        let answer = ask(self);
        self.explain = explain;
        answer
    }

    /// Does for the reader's sake alone what `ask` does: the answer was found before, so nothing of
    /// it is relied upon or warned of.
    fn shown<T>(&mut self, ask: impl FnOnce(&mut Self) -> T) -> T {
        let before = (self.past_verified.clone(), self.possible_conflicts.clone());
        let (answer, _) = self.gathering(ask);
        (self.past_verified, self.possible_conflicts) = before;
        answer
    }

    /// Why an expression comes to what it does on a day.
    fn why(&mut self, expression: Id<Expression>, on: Date) -> Option<Reason> {
        self.shown(|it| it.evaluate(expression, on)).reason.map(|reason| *reason)
    }

    /// The presumptions on which what was evaluated so far relies.
    pub fn relied(&self) -> &Presumptions {
        &self.relied
    }

    /// The figures that were used on days past their `verified through`.
    pub fn past_verified(&self) -> &BTreeSet<Verified> {
        &self.past_verified
    }

    /// The places of exceptions with different values that may both hold.
    pub fn possible_conflicts(&self) -> &BTreeSet<(Span, Span)> {
        &self.possible_conflicts
    }

    /// The instance that stands for `entity` as seen from the subject.
    pub fn instance(&self, entity: Id<Entity>) -> Id<Instance> {
        // The checker lets a law reach its subject and the owners of it, which every sheet has.
        self.sheet.reach(self.subject, entity).unwrap_or(self.subject)
    }

    /// The day whose rules hold on `on`: outside its days in force, a law keeps the rules of the
    /// first or last of them.
    fn rules_on(&self, on: Date) -> Date {
        let days = self.law.in_force;
        match days.until.and_then(Date::previous) {
            Some(last) => on.min(last).max(days.from),
            None => on.max(days.from),
        }
    }

    fn explaining(&self) -> bool {
        self.explain == Explain::Yes
    }

    /// Says of the expression being evaluated what kind of step it was.
    fn note(&mut self, step: impl FnOnce() -> ReasonStep) {
        if self.explaining() {
            self.noted = Some(step());
        }
    }

    /// Changes the reason of the operand just evaluated.
    fn annotate(&mut self, change: impl FnOnce(&mut Reason)) {
        if self.explaining()
            && let Some(reason) = self.parts.last_mut()
        {
            change(reason);
        }
    }
}

/// The failure of the expression at `span` on a day.
fn failed(kind: FailureKind, span: Span, on: Date) -> Outcome {
    Outcome::Failed(Box::new(Failure { kind, span, on }))
}
