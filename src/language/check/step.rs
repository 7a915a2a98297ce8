//! Steps of sanctions: one measure each, the clock it waits for, and what restricts it.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Family;
use crate::ground::value::{Number, Value};
use crate::language::check::clause::{joined, label};
use crate::language::check::expression_path::Meaning;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{
    Basis, Clock, Commencement, Ends, Event, Expression, Fine, Law, Measure, Modality, Sanctions,
    Since, Step, Type,
};
use crate::language::syntax::{self, Clause, Label, MeasureKind, Path, StepClause};

/// What a step says, each clause with its place.
#[derive(Default)]
struct Sorted<'a> {
    measure: Option<(&'a StepClause, Span)>,
    clock: Option<(&'a syntax::Clock, Span)>,
    by: Option<(&'a Label, Span)>,
    on: Option<(&'a Label, Span)>,
    when: Option<(&'a syntax::Expression, Span)>,
    duties: Option<(&'a [Path], Span)>,
    ends: [Option<(&'a syntax::Ends, Span)>; 3],
    clauses: Vec<&'a Clause>,
}

impl<'a> Checker<'a> {
    /// Gives a step its row, its name and the event that records it.
    pub fn declare_step(
        &mut self,
        home: usize,
        law: Id<Law>,
        block: Id<Sanctions>,
        written: &'a syntax::Step,
    ) {
        let id: Id<Step> = self.laws.steps.next_id();
        let record = self.laws.events.add(Event {
            name: written.name.text.to_string(),
            label: label(written.label.as_ref()),
            documentation: joined(&written.documentation),
            law: Some(law),
            entity: Id::at(0),
            fields: Vec::new(),
            at_time: false,
            step: Some(id),
            basis: Basis::default(),
            span: written.name.span,
        });
        self.event_field(record, "lifted", Type::Date, written.name.span);
        if has_amount(written) {
            self.event_field(record, "amount", Type::Unknown, written.name.span);
        }
        self.laws.steps.add(Step {
            name: written.name.text.to_string(),
            label: label(written.label.as_ref()),
            documentation: joined(&written.documentation),
            block,
            commencement: Commencement::default(),
            duties: None,
            modality: Modality::May,
            measure: Self::no_measure(),
            clock: None,
            by: None,
            on: None,
            when: None,
            ends: Vec::new(),
            record,
            basis: Basis::default(),
            span: written.name.span,
        });
        self.laws.sanctions[block].steps.push(id);
        self.name(home, &written.name, Named::Step(id));
        self.work.steps.push((home, id, written));
    }

    /// Reads a step.
    pub fn step(&mut self, home: usize, id: Id<Step>, written: &'a syntax::Step) {
        let block = self.laws.steps[id].block;
        let scope = Scope { block: Some(block), ..Scope::of(home) };
        let said = self.sorted_step(written);
        self.record_of(home, id);
        let measured = said.measure.map(|(measure, _)| self.measure(scope, id, measure));
        if measured.is_none() {
            let name = &written.name;
            self.report(Code::E0501, name.span, format!("step `{}` has no measure", name.text))
                .help("say what follows: `may ban \"…\"`, `shall fine 10 million TRY`");
        }
        let clock = said.clock.and_then(|(clock, _)| self.clock(scope, id, clock));
        let when = said.when.map(|(when, _)| self.condition(scope, when));
        if let (Some(when), Some((place, _))) = (when, said.when) {
            self.never_applies(when, place.span, &written.name, "step");
        }
        let duties = said.duties.map(|(paths, span)| self.duties_named(scope, paths, span));
        let commencement = self.commencement(said.clauses.iter().copied());
        self.out_of_force(home, commencement, written.name.span, "step", &written.name.text);
        let basis = self.basis(said.clauses.iter().copied());
        let mut ends = Vec::new();
        for (how, _) in said.ends.iter().flatten() {
            ends.push(self.ends(scope, how));
        }
        let row = &mut self.laws.steps[id];
        if let Some((modality, measure)) = measured {
            row.modality = modality;
            row.measure = measure;
        }
        row.clock = clock;
        row.when = when;
        row.by = label(said.by.map(|(by, _)| by));
        row.on = label(said.on.map(|(on, _)| on));
        row.duties = duties;
        row.commencement = commencement;
        row.basis = basis;
        row.ends = ends;
    }

    fn sorted_step(&mut self, written: &'a syntax::Step) -> Sorted<'a> {
        let mut said = Sorted::default();
        for clause in &written.clauses {
            match clause {
                StepClause::Measure(_, _, span) => {
                    self.once("measure", &mut said.measure, clause, *span);
                }
                StepClause::Once(clock) => self.once("once", &mut said.clock, clock, clock.span),
                StepClause::By(by, span) => self.once("by", &mut said.by, by, *span),
                StepClause::On(on, span) => self.once("on", &mut said.on, on, *span),
                StepClause::When(when, span) => self.once("when", &mut said.when, when, *span),
                StepClause::For(paths, span) => {
                    self.once("for", &mut said.duties, paths.as_slice(), *span);
                }
                StepClause::Ends(ends, span) => {
                    let [on_cure, when, at] = &mut said.ends;
                    match ends {
                        syntax::Ends::OnCure => self.once("ends on cure", on_cure, ends, *span),
                        syntax::Ends::When(_) => self.once("ends when", when, ends, *span),
                        syntax::Ends::At(_) => self.once("ends", at, ends, *span),
                    }
                }
                StepClause::Clause(clause) => said.clauses.push(clause),
            }
        }
        said
    }

    /// The record of a step stands in the sheet of the law's subject.
    fn record_of(&mut self, home: usize, id: Id<Step>) {
        let Some(subject) = self.homes.get(home).and_then(|home| home.subject) else { return };
        let event = self.laws.steps[id].record;
        self.laws.events[event].entity = subject;
        for field in self.laws.events[event].fields.clone() {
            self.laws.facts[field].entity = subject;
        }
    }

    fn measure(
        &mut self,
        scope: Scope,
        id: Id<Step>,
        written: &'a StepClause,
    ) -> (Modality, Measure) {
        let StepClause::Measure(modality, measure, _) = written else {
            return (Modality::May, Self::no_measure());
        };
        let modality = match modality {
            syntax::Modality::May => Modality::May,
            syntax::Modality::Shall => Modality::Shall,
        };
        let measure = match &measure.kind {
            MeasureKind::Notice(words) => Measure::Notice(words.text.to_string()),
            MeasureKind::Ban(words) => Measure::Ban(words.text.to_string()),
            MeasureKind::Lose(words) => Measure::Lose(words.text.to_string()),
            MeasureKind::Block => Measure::Block,
            MeasureKind::Throttle(share) => {
                let share = self.share(scope, share, "a throttle");
                self.set_amount_type(id, self.laws.expressions[share].type_.clone());
                Measure::Throttle(share)
            }
            MeasureKind::Fine(fine) => {
                let amount = self.fine(scope, id, &fine.amount);
                let type_ = self.laws.expressions[amount].type_.clone();
                let accrual = fine.accrual.as_ref();
                let accrual = accrual.and_then(|it| self.accrual(scope, it, &type_));
                Measure::Fine(Fine { amount, accrual: accrual.map(Box::new) })
            }
        };
        (modality, measure)
    }

    fn fine(&mut self, scope: Scope, id: Id<Step>, amount: &syntax::Expression) -> Id<Expression> {
        let typed = self.expression(scope, amount, &Type::Unknown);
        let type_ = self.type_of(typed);
        match &type_ {
            Type::Money(_) | Type::MoneyRange(_) | Type::Unknown => {}
            Type::Optional(of) => self.mismatch(&type_, of, amount.span, None),
            Type::Number(_) | Type::NumberRange(_) => {
                self.report(Code::E0301, amount.span, "a fine needs its currency")
                    .help("write it behind the number: `10 million TRY`");
            }
            Type::Bool
            | Type::Date
            | Type::DateTime
            | Type::Duration(_)
            | Type::Country
            | Type::Text
            | Type::Enum(_)
            | Type::Set(_)
            | Type::List(_) => {
                let said = self.say(&type_);
                self.report(Code::E0301, amount.span, format!("a fine is an amount, not {said}"))
                    .help("write an amount of money or a range of them");
            }
        }
        self.set_amount_type(id, type_);
        typed.id
    }

    /// The most that fines of a type come to: one amount in their currency.
    pub fn cap(&mut self, scope: Scope, most: &syntax::Expression, of: &Type) -> Id<Expression> {
        match of {
            Type::Money(currency) | Type::MoneyRange(currency) => {
                self.typed(scope, most, &Type::Money(*currency))
            }
            Type::Bool
            | Type::Number(_)
            | Type::NumberRange(_)
            | Type::Date
            | Type::DateTime
            | Type::Duration(_)
            | Type::Country
            | Type::Text
            | Type::Enum(_)
            | Type::Set(_)
            | Type::List(_)
            | Type::Optional(_)
            | Type::Unknown => self.expression(scope, most, &Type::Unknown).id,
        }
    }

    fn set_amount_type(&mut self, step: Id<Step>, type_: Type) {
        let event = self.laws.steps[step].record;
        if let Some(at) = self.event_field_at(event, "amount")
            && let Some(fact) = self.laws.events[event].fields.get(at).copied()
        {
            // A range is what the law leaves open; what is recorded is one amount of it.
            self.laws.facts[fact].type_ = if let Type::MoneyRange(currency) = type_ {
                Type::Money(currency)
            } else if let Type::NumberRange(unit) = type_ {
                Type::Number(unit)
            } else {
                type_
            };
        }
    }

    /// The type of `STEP.amount`.
    pub fn amount_type(&self, step: Id<Step>) -> Type {
        match &self.laws.steps[step].measure {
            Measure::Fine(Fine { amount, .. }) | Measure::Throttle(amount) => {
                self.laws.expressions[*amount].type_.clone()
            }
            Measure::Notice(_) | Measure::Ban(_) | Measure::Block | Measure::Lose(_) => {
                Type::Unknown
            }
        }
    }

    /// A share between 0 and 1, or a range of shares.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only the forms named here differ")]
    pub fn share(
        &mut self,
        scope: Scope,
        written: &syntax::Expression,
        what: &str,
    ) -> Id<Expression> {
        let typed = self.expression(scope, written, &Type::Unknown);
        match self.type_of(typed) {
            Type::Number(None) | Type::NumberRange(None) | Type::Unknown => {}
            other => self.mismatch(&other, &Type::NumberRange(None), written.span, None),
        }
        let ends = match self.literal_value(typed.id) {
            Some(Value::Number(one)) => vec![one],
            Some(Value::Range(range)) => vec![range.0, range.1],
            _other => Vec::new(),
        };
        if ends.iter().any(|end| end.is_negative() || *end > Number::ONE) {
            self.report(Code::E0314, written.span, format!("{what} lies between 0% and 100%"))
                .help("write a share such as `50%` or `1/4`");
        }
        typed.id
    }

    /// `once 30 days have passed since finding`
    fn clock(&mut self, scope: Scope, id: Id<Step>, written: &syntax::Clock) -> Option<Clock> {
        let wait = self.expression(scope, &written.wait, &Type::Unknown);
        let since = self.since(scope, id, &written.since);
        match (self.type_of(wait), since) {
            (Type::Duration(Family::Hours), Some(Since::Event(event)))
                if self.laws.events[event].at_time => {}
            (Type::Duration(Family::Hours), Some(Since::Event(event))) => {
                self.no_hour(Some(event), written.since.span);
            }
            (Type::Duration(Family::Hours), Some(Since::Breach | Since::Step(_))) => {
                self.no_hour(None, written.since.span);
            }
            (Type::Duration(Family::Hours), None) => {}
            (_, _) => self.moves(scope, wait, written.wait.span),
        }
        Some(Clock { wait: wait.id, since: since?, span: written.span })
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "only the forms named here differ")]
    fn since(&mut self, scope: Scope, id: Id<Step>, written: &syntax::Expression) -> Option<Since> {
        let path = match &written.kind {
            syntax::Kind::Breach => return Some(Since::Breach),
            syntax::Kind::Path(path) => path,
            _other => {
                self.no_clock(written.span);
                return None;
            }
        };
        match self.meaning(scope, path, &Type::Unknown) {
            Meaning::Event(event) => Some(Since::Event(event)),
            Meaning::Step(step) => self.earlier(id, step, written.span),
            Meaning::Lost => None,
            Meaning::Fact { .. }
            | Meaning::EventField(..)
            | Meaning::Parameter(_)
            | Meaning::Define(_)
            | Meaning::Status(_)
            | Meaning::Duty(_)
            | Meaning::StepAmount(_)
            | Meaning::Block(_)
            | Meaning::Total(_)
            | Meaning::Payable(_)
            | Meaning::Bound(_)
            | Meaning::BoundField(..)
            | Meaning::Element(..)
            | Meaning::Variant(..)
            | Meaning::Country(_) => {
                self.no_clock(written.span);
                None
            }
        }
    }

    fn no_clock(&mut self, span: Span) {
        self.report(Code::E0503, span, "a clock cannot start here")
            .help("name `breach`, an event or an earlier step of the block");
    }

    /// A step waits for steps that stand before it in its own block.
    fn earlier(&mut self, id: Id<Step>, step: Id<Step>, span: Span) -> Option<Since> {
        let (mine, other) = (self.laws.steps[id].block, &self.laws.steps[step]);
        if mine == other.block && step < id {
            return Some(Since::Step(step));
        }
        let (name, place) = (other.name.clone(), other.span);
        let message = if step == id {
            format!("`{name}` waits for itself")
        } else if mine == other.block {
            format!("`{name}` is a later step")
        } else {
            format!("`{name}` is a step of another block")
        };
        self.report(Code::E0503, span, message)
            .and(place, "declared here")
            .help("name `breach`, an event or an earlier step of the block");
        None
    }

    fn ends(&mut self, scope: Scope, written: &syntax::Ends) -> Ends {
        match written {
            syntax::Ends::OnCure => Ends::OnCure,
            syntax::Ends::When(condition) => Ends::When(self.condition(scope, condition)),
            syntax::Ends::At(date) => Ends::At(self.day(scope, date)),
        }
    }
}

/// Whether records of a step state an amount: those of fines and throttles do.
fn has_amount(written: &syntax::Step) -> bool {
    written.clauses.iter().any(|clause| match clause {
        StepClause::Measure(_, measure, _) => {
            matches!(measure.kind, MeasureKind::Fine(_) | MeasureKind::Throttle(_))
        }
        StepClause::Once(_)
        | StepClause::By(..)
        | StepClause::On(..)
        | StepClause::When(..)
        | StepClause::For(..)
        | StepClause::Ends(..)
        | StepClause::Clause(_) => false,
    })
}
