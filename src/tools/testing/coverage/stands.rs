//! What a test or a law stands upon: every expression and provision that it reaches.

use crate::ground::table::Id;
use crate::language::law::test::{Expect, Judgeable};
use crate::language::law::{
    DecisionTable, Define, Duty, Ends, Expression, Fine, Kind, Laws, Measure, Must, Parameter,
    Provision, Sanctions, Scale, Since, Status, Step, Test, Together, TogetherCap, Turn,
};
use std::collections::BTreeSet;

/// What is reached. Only expressions that can be evaluated by themselves are listed: none that
/// names an occurrence or element taken one by one, and none seen from elsewhere.
#[derive(Debug, Default)]
pub struct Reached {
    /// The expressions.
    pub expressions: BTreeSet<Id<Expression>>,
    /// The definitions.
    pub defines: BTreeSet<Id<Define>>,
    /// The statuses.
    pub statuses: BTreeSet<Id<Status>>,
    /// The parameters.
    pub parameters: BTreeSet<Id<Parameter>>,
    /// The scales.
    pub scales: BTreeSet<Id<Scale>>,
    /// The decision tables.
    pub tables: BTreeSet<Id<DecisionTable>>,
    /// The duties.
    pub duties: BTreeSet<Id<Duty>>,
    /// The steps.
    pub steps: BTreeSet<Id<Step>>,
    within: BTreeSet<Id<Expression>>,
    waiting: Vec<(Id<Expression>, bool)>,
}

impl Reached {
    /// What the expectations of a test reach.
    pub fn by_test(laws: &Laws, test: &Test) -> Self {
        let mut reached = Self::default();
        reached.add_test(laws, test);
        reached
    }

    /// Adds what the expectations of a test reach. What was reached before is not looked at again.
    pub fn add_test(&mut self, laws: &Laws, test: &Test) {
        for expect in &test.expect {
            match expect {
                Expect::Holds(value, _) | Expect::Undetermined { value, .. } => self.ask(*value),
                Expect::State(state) => self.judge(laws, state.of),
            }
        }
        self.follow(laws);
    }

    /// What a provision reaches.
    pub fn by_provision(laws: &Laws, provision: Provision) -> Self {
        let mut reached = Self::default();
        match provision {
            Provision::Define(define) => reached.define(laws, define),
            Provision::Status(status) => reached.status(laws, status),
            Provision::Duty(duty) => reached.duty(laws, duty),
            Provision::Sanctions(block) => reached.block(laws, block),
            Provision::Parameter(parameter) => {
                reached.parameters.insert(parameter);
            }
            Provision::Scale(scale) => {
                reached.scales.insert(scale);
            }
            Provision::Table(table) => reached.table(laws, table),
            Provision::Fact(_) | Provision::Event(_) => {}
        }
        reached.follow(laws);
        reached
    }

    fn ask(&mut self, expression: Id<Expression>) {
        self.waiting.push((expression, true));
    }

    fn judge(&mut self, laws: &Laws, of: Judgeable) {
        match of {
            Judgeable::Duty(duty) => self.duty(laws, duty),
            Judgeable::Step(step) => self.step(laws, step),
        }
    }

    fn define(&mut self, laws: &Laws, define: Id<Define>) {
        if self.defines.insert(define) {
            let versions = laws.defines[define].versions.versions();
            versions.iter().for_each(|version| self.ask(version.value.value));
        }
    }

    fn status(&mut self, laws: &Laws, status: Id<Status>) {
        if self.statuses.insert(status) {
            let row = &laws.statuses[status];
            for turn in row.begins.iter().chain(&row.ends) {
                match turn {
                    Turn::On(_) => {}
                    Turn::When(condition) | Turn::At(condition) => self.ask(*condition),
                }
            }
        }
    }

    fn table(&mut self, laws: &Laws, table: Id<DecisionTable>) {
        if self.tables.insert(table) {
            laws.tables[table].rows.iter().for_each(|row| self.ask(row.result));
        }
    }

    fn duty(&mut self, laws: &Laws, duty: Id<Duty>) {
        if self.duties.insert(duty) {
            let row = &laws.duties[duty];
            row.when.into_iter().chain(row.due).for_each(|it| self.ask(it));
            match row.must {
                Must::Keep(state) => self.ask(state),
                Must::Act(_) => {}
            }
        }
    }

    fn block(&mut self, laws: &Laws, block: Id<Sanctions>) {
        laws.sanctions[block].steps.iter().for_each(|step| self.step(laws, *step));
    }

    fn step(&mut self, laws: &Laws, step: Id<Step>) {
        if !self.steps.insert(step) {
            return;
        }
        let row = &laws.steps[step];
        let block = &laws.sanctions[row.block];
        row.when.into_iter().chain(block.on_cure).for_each(|it| self.ask(it));
        if let Some(clock) = &row.clock {
            self.ask(clock.wait);
            if let Since::Step(before) = clock.since {
                self.step(laws, before);
            }
        }
        match &row.measure {
            Measure::Throttle(share) => self.ask(*share),
            Measure::Fine(Fine { amount, accrual }) => {
                self.ask(*amount);
                if let Some(accrual) = accrual {
                    self.ask(accrual.running_from);
                    accrual.no_more_than.into_iter().for_each(|it| self.ask(it));
                }
            }
            Measure::Notice(_) | Measure::Ban(_) | Measure::Block | Measure::Lose(_) => {}
        }
        for ends in &row.ends {
            match ends {
                Ends::OnCure => {}
                Ends::When(value) | Ends::At(value) => self.ask(*value),
            }
        }
        if let Some(Together { cap, when, .. }) = &block.together {
            when.iter().for_each(|it| self.ask(*it));
            match cap {
                TogetherCap::Amount(amount) => self.ask(*amount),
                TogetherCap::HighestOfThem => {}
            }
        }
        let duties = row.duties.as_ref().unwrap_or(&block.duties);
        duties.iter().for_each(|duty| self.duty(laws, *duty));
    }

    /// Follows every expression to what it names and to its operands.
    fn follow(&mut self, laws: &Laws) {
        while let Some((id, alone)) = self.waiting.pop() {
            let seen = if alone { &mut self.expressions } else { &mut self.within };
            if !seen.insert(id) {
                continue;
            }
            let kind = &laws.expressions[id].kind;
            if let Kind::Define(define) = kind {
                self.define(laws, *define);
            } else if let Kind::Status(status) = kind {
                self.status(laws, *status);
            } else if let Kind::Parameter(parameter) = kind {
                self.parameters.insert(*parameter);
            } else if let Kind::Scale(scale, _) = kind {
                self.scales.insert(*scale);
            } else if let Kind::Table(table, _) = kind {
                self.table(laws, *table);
            } else if let Kind::StepAmount(step) = kind {
                self.step(laws, *step);
            } else if let Kind::BlockTotal(block)
            | Kind::BlockPayable(block)
            | Kind::Breach(block) = kind
            {
                self.block(laws, *block);
            } else if let Kind::Is(of, _) = kind {
                self.judge(laws, *of);
            }
            let taken = matches!(
                kind,
                Kind::Count { .. }
                    | Kind::OverElements { .. }
                    | Kind::OverPeriods { .. }
                    | Kind::OverWindow { .. }
                    | Kind::At(..)
                    | Kind::Seen { .. }
            );
            let alone = alone && !taken;
            self.waiting.extend(kind.children().into_iter().map(|child| (child, alone)));
        }
    }
}
