//! Rows of one sheet: one for each law and entity judged, by the reference evaluator.

use crate::engine::columnar::Run;
use crate::engine::columnar::cell::{Cell, amount};
use crate::engine::columnar::shown::What;
use crate::engine::columnar::sinks::Rows;
use crate::engine::columnar::tally::Tally;
use crate::engine::eval::{Evaluator, Explain};
use crate::engine::verdict::{
    DutyVerdict, Need, Outcome, Status, StepState, StepVerdict, Verdict, Wanted,
};
use crate::facts::{Instance, Known, Record, Sheet};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::Number;
use crate::language::law::{Define, Entity, Fact, Law, Laws};

/// Judges everybody in a sheet; `false` where nobody in it is judged.
pub fn judge_sheet(run: &Run<'_>, sheet: &Sheet, rows: &mut Rows<'_>, tally: &mut Tally) -> bool {
    let mut anybody = false;
    for law in &run.judged {
        let subject = run.laws.laws[*law].subject;
        for (entity, instance) in sheet.instances.rows() {
            if instance.entity != subject {
                continue;
            }
            anybody = true;
            let mut evaluator = Evaluator::new(run.laws, *law, sheet, entity, Explain::No);
            let verdict = match run.asks_verdict() {
                true => Some(evaluator.verdict(*law, entity, run.on)),
                false => None,
            };
            let needs = verdict.as_ref().map(|it| names(run.laws, &it.needs)).unwrap_or_default();
            match &verdict {
                Some(verdict) => tally.count(verdict, &needs),
                None => tally.rows += 1,
            }
            let (verdict, needs) = (verdict.as_ref(), needs.as_slice());
            let mut row = Row { run, sheet, law: *law, entity, verdict, needs, evaluator };
            let cells: Vec<Cell<'_>> =
                run.shown.iter().map(|column| row.cell(column.what)).collect();
            rows.add(&cells);
        }
    }
    anybody
}

/// What a row is made from.
struct Row<'a> {
    run: &'a Run<'a>,
    sheet: &'a Sheet,
    law: Id<Law>,
    entity: Id<Instance>,
    /// The verdict, where any column asks for it.
    verdict: Option<&'a Verdict>,
    needs: &'a [String],
    evaluator: Evaluator<'a>,
}

impl<'a> Row<'a> {
    fn cell(&mut self, what: What) -> Cell<'a> {
        match what {
            What::Sheet => {
                let root = self.sheet.instances.iter().next();
                root.map_or(Cell::Empty, |root| Cell::word(&root.name))
            }
            What::Entity => Cell::word(&self.sheet.instances[self.entity].name),
            What::Law => Cell::word(&self.run.laws.laws[self.law].name),
            What::On => Cell::Day(self.run.on),
            What::State => {
                self.verdict.map_or(Cell::Empty, |verdict| Cell::word(verdict.state.word()))
            }
            What::DutyStatus(law, at) => match self.duty(law, at) {
                Some(duty) => Cell::word(duty.status.word().word()),
                None => Cell::Empty,
            },
            What::DutySince(law, at) => {
                Cell::day(self.duty(law, at).and_then(|duty| duty_since(&duty.status)))
            }
            What::StepState(law, block, at) => match self.step(law, block, at) {
                Some(step) => Cell::word(step.state.word().word()),
                None => Cell::Empty,
            },
            What::StepSince(law, block, at) => {
                Cell::day(self.step(law, block, at).and_then(|step| step_since(&step.state)))
            }
            What::StepLow(law, block, at) => self.end(law, block, at, |ends| ends.0),
            What::StepHigh(law, block, at) => self.end(law, block, at, |ends| ends.1),
            What::StepCurrency(law, block, at) => {
                let amount = self.step(law, block, at).and_then(|step| step.amount.as_ref());
                let currency = amount.filter(|it| it.ends().is_some()).and_then(|it| it.currency);
                currency
                    .map_or(Cell::Empty, |currency| Cell::Text(currency.code().to_owned().into()))
            }
            What::Needs => Cell::Texts(self.needs.iter().map(|name| name.into()).collect()),
            What::Define(define) => self.define(define),
            What::Fact(fact, entity) => self.fact(fact, entity),
        }
    }

    fn duty(&self, law: Id<Law>, at: usize) -> Option<&'a DutyVerdict> {
        self.verdict?.duties.get(at).filter(|_| law == self.law)
    }

    fn step(&self, law: Id<Law>, block: usize, at: usize) -> Option<&'a StepVerdict> {
        let block = self.verdict?.sanctions.get(block).filter(|_| law == self.law)?;
        block.steps.get(at)
    }

    /// An end of the amount of a fine, where that is determined.
    fn end(
        &self,
        law: Id<Law>,
        block: usize,
        at: usize,
        which: impl FnOnce((Number, Number)) -> Number,
    ) -> Cell<'a> {
        let of = self.step(law, block, at).and_then(|step| step.amount.as_ref());
        let ends = of.and_then(|of| Some((of.ends()?, of.currency?)));
        match ends {
            Some((ends, currency)) => Cell::Text(amount(&which(ends), currency).into()),
            None => Cell::Empty,
        }
    }

    fn define(&mut self, define: Id<Define>) -> Cell<'a> {
        let row = &self.run.laws.defines[define];
        let in_force = self.run.laws.laws[row.law].in_force.contains(self.run.on);
        if row.law != self.law || !in_force {
            return Cell::Empty;
        }
        match self.evaluator.definition(define, self.run.on) {
            Outcome::Known(value) => Cell::value(self.run.laws, &row.type_, &value),
            Outcome::Undetermined(_) => Cell::word("undetermined"),
            Outcome::Failed(_) => Cell::word("error"),
        }
    }

    /// A fact as the sheet states it; nothing where it is not known.
    fn fact(&self, fact: Id<Fact>, entity: Id<Entity>) -> Cell<'a> {
        let at: Option<Id<Instance>> = self.sheet.reach(self.entity, entity);
        let record = at.and_then(|at| self.sheet.instances[at].record(fact));
        let laws: &'a Laws = self.run.laws;
        match record {
            Some(Record::Always(entry)) => match &entry.known {
                Known::Value(value) => Cell::value(laws, &laws.facts[fact].type_, value),
                Known::Bounds(_) | Known::Unknown => Cell::Empty,
            },
            Some(Record::History(_) | Record::Periods(_) | Record::OwnPeriods(_)) | None => {
                Cell::Empty
            }
        }
    }
}

fn duty_since(status: &Status) -> Option<Date> {
    match status {
        Status::Fulfilled { since, .. } | Status::Breached { since, .. } => Some(*since),
        Status::NotInForce
        | Status::NotApplicable
        | Status::Pending { .. }
        | Status::Undetermined { .. } => None,
    }
}

fn step_since(state: &StepState) -> Option<Date> {
    match state {
        StepState::Available { since, .. }
        | StepState::Due { since, .. }
        | StepState::Imposed { since }
        | StepState::Lifted { since } => Some(*since),
        StepState::NotTriggered(_) | StepState::Waiting { .. } | StepState::Undetermined { .. } => {
            None
        }
    }
}

/// The names of missing facts in their order, each once.
fn names(laws: &Laws, needs: &[Need]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(needs.len());
    for need in needs {
        let name = name(laws, &need.wanted);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn name(laws: &Laws, wanted: &Wanted) -> String {
    match wanted {
        Wanted::Fact { fact, .. } | Wanted::FactIn { fact, .. } => laws.facts[*fact].name.clone(),
        Wanted::Event(event) | Wanted::Hour { event, .. } => laws.events[*event].name.clone(),
        Wanted::WorkingDays(calendar) => laws.calendars[*calendar].name.clone(),
        Wanted::EventField { event, field, .. } => {
            let event = &laws.events[*event];
            let field = event.fields.get(*field).map_or("", |field| &laws.facts[*field].name);
            format!("{}.{field}", event.name)
        }
    }
}
