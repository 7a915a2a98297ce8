//! What tests can touch of a law: one goal for each thing that can come out one way or another.

use super::stands::Reached;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Date, Dated};
use crate::language::law::test::StatusWord;
use crate::language::law::{
    Commencement, DecisionTable, Define, Duty, Expression, Kind, Law, Laws, Logic, Modality,
    Parameter, Provision, Scale, Step, Type,
};
use std::collections::{BTreeMap, BTreeSet};

/// One thing that a test can touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goal {
    /// A condition comes out so; `None`: undetermined.
    Outcome(Id<Define>, Option<bool>),
    /// A definition that is no condition is evaluated.
    Evaluated(Id<Define>),
    /// An alternative of `any of` or `or` holds, or does not.
    Alternative(Id<Expression>, usize, bool),
    /// An exception displaces, or does not.
    Exception(Id<Expression>, usize, bool),
    /// A row of a decision table answers.
    Row(Id<DecisionTable>, usize),
    /// A band of a version of a scale counts.
    Band(Id<Scale>, usize, usize),
    /// A version of a parameter is in use.
    Version(Id<Parameter>, usize),
    /// A duty has a status.
    Duty(Id<Duty>, StatusWord),
    /// A step has a state.
    Step(Id<Step>, StatusWord),
    /// What is compared lies below, at or above what it is compared with.
    Threshold(Id<Expression>, Side),
    /// The law is asked on the day before a date, on it, or on the day after.
    Day(Id<Law>, Date, Side),
}

/// On which side of a threshold or date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Below, or before.
    Below,
    /// At, or on.
    At,
    /// Above, or after.
    Above,
}

/// The kinds of goals, in the order of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kinds {
    /// Outcomes of definitions.
    Definitions,
    /// Alternatives of `any of` and `or`.
    Alternatives,
    /// Exceptions.
    Exceptions,
    /// Rows of decision tables.
    Rows,
    /// Bands of scales.
    Bands,
    /// Versions of parameters.
    Versions,
    /// Statuses of duties.
    Duties,
    /// States of steps.
    Steps,
    /// Thresholds.
    Thresholds,
    /// Dates.
    Dates,
}

impl Kinds {
    /// What it is called in reports.
    pub fn words(self) -> &'static str {
        match self {
            Kinds::Definitions => "outcomes of definitions",
            Kinds::Alternatives => "alternatives",
            Kinds::Exceptions => "exceptions",
            Kinds::Rows => "rows of tables",
            Kinds::Bands => "bands of scales",
            Kinds::Versions => "versions of parameters",
            Kinds::Duties => "statuses of duties",
            Kinds::Steps => "states of steps",
            Kinds::Thresholds => "thresholds",
            Kinds::Dates => "dates",
        }
    }
}

impl Goal {
    /// Its kind.
    pub fn kind(self) -> Kinds {
        match self {
            Goal::Outcome(..) | Goal::Evaluated(_) => Kinds::Definitions,
            Goal::Alternative(..) => Kinds::Alternatives,
            Goal::Exception(..) => Kinds::Exceptions,
            Goal::Row(..) => Kinds::Rows,
            Goal::Band(..) => Kinds::Bands,
            Goal::Version(..) => Kinds::Versions,
            Goal::Duty(..) => Kinds::Duties,
            Goal::Step(..) => Kinds::Steps,
            Goal::Threshold(..) => Kinds::Thresholds,
            Goal::Day(..) => Kinds::Dates,
        }
    }
}

/// A goal, the provision it belongs to and where that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The goal.
    pub goal: Goal,
    /// The provision that it is of.
    pub provision: Option<Provision>,
    /// Where it is written.
    pub span: Span,
}

/// Every goal of a law, in the order of its provisions.
pub fn goals(laws: &Laws, id: Id<Law>) -> Vec<Placed> {
    let law = &laws.laws[id];
    let mut goals = Goals { laws, law: id, seen: BTreeSet::new(), placed: Vec::new() };
    for provision in &law.provisions {
        goals.provision(*provision);
        let reached = Reached::by_provision(laws, *provision);
        reached.parameters.iter().for_each(|it| goals.parameter(*it, Some(*provision)));
        reached.scales.iter().for_each(|it| goals.scale(*it, Some(*provision)));
        reached.tables.iter().for_each(|it| goals.table(*it, Some(*provision)));
        for expression in &reached.expressions {
            // Another law's conditions are that law's to cover.
            if laws.expressions[*expression].span.source == law.file {
                goals.expression(*expression, *provision);
            }
        }
    }
    goals.days(law);
    goals.placed
}

struct Goals<'a> {
    laws: &'a Laws,
    law: Id<Law>,
    seen: BTreeSet<Goal>,
    placed: Vec<Placed>,
}

impl Goals<'_> {
    fn add(&mut self, goal: Goal, provision: Option<Provision>, span: Span) {
        if self.seen.insert(goal) {
            self.placed.push(Placed { goal, provision, span });
        }
    }

    fn provision(&mut self, provision: Provision) {
        let of = Some(provision);
        match provision {
            Provision::Define(id) => {
                let row = &self.laws.defines[id];
                match row.type_ == Type::Bool {
                    true => [Some(true), Some(false), None]
                        .into_iter()
                        .for_each(|it| self.add(Goal::Outcome(id, it), of, row.span)),
                    false => self.add(Goal::Evaluated(id), of, row.span),
                }
            }
            Provision::Duty(id) => {
                let row = &self.laws.duties[id];
                let dated = is_dated(row.commencement);
                let words = [
                    (StatusWord::NotInForce, dated),
                    (StatusWord::NotApplicable, row.when.is_some()),
                    (StatusWord::Pending, row.due.is_some()),
                    (StatusWord::Fulfilled, true),
                    (StatusWord::Breached, true),
                    (StatusWord::Undetermined, true),
                ];
                for (word, _) in words.into_iter().filter(|(_, possible)| *possible) {
                    self.add(Goal::Duty(id, word), of, row.span);
                }
            }
            Provision::Sanctions(block) => {
                for id in &self.laws.sanctions[block].steps {
                    let row = &self.laws.steps[*id];
                    let open = match row.modality {
                        Modality::May => StatusWord::Available,
                        Modality::Shall => StatusWord::Due,
                    };
                    let words = [
                        (StatusWord::NotTriggered, true),
                        (StatusWord::Waiting, row.clock.is_some()),
                        (open, true),
                        (StatusWord::Imposed, true),
                        (StatusWord::Undetermined, true),
                    ];
                    for (word, _) in words.into_iter().filter(|(_, possible)| *possible) {
                        self.add(Goal::Step(*id, word), of, row.span);
                    }
                }
            }
            Provision::Fact(_)
            | Provision::Event(_)
            | Provision::Parameter(_)
            | Provision::Scale(_)
            | Provision::Table(_)
            | Provision::Status(_) => {}
        }
    }

    fn is_ours(&self, owner: Option<Id<Law>>) -> bool {
        owner.is_none_or(|owner| owner == self.law)
    }

    fn parameter(&mut self, id: Id<Parameter>, of: Option<Provision>) {
        let row = &self.laws.parameters[id];
        if self.is_ours(row.law) {
            for (at, version) in row.versions.versions().iter().enumerate() {
                self.add(Goal::Version(id, at), of, version.value.span);
            }
        }
    }

    fn scale(&mut self, id: Id<Scale>, of: Option<Provision>) {
        let row = &self.laws.scales[id];
        if self.is_ours(row.law) {
            for (at, version) in row.versions.versions().iter().enumerate() {
                for (band, written) in version.value.bands.iter().enumerate() {
                    self.add(Goal::Band(id, at, band), of, written.span);
                }
            }
        }
    }

    fn table(&mut self, id: Id<DecisionTable>, of: Option<Provision>) {
        let row = &self.laws.tables[id];
        if self.is_ours(row.law) {
            for (at, written) in row.rows.iter().enumerate() {
                self.add(Goal::Row(id, at), of, written.span);
            }
        }
    }

    fn expression(&mut self, id: Id<Expression>, of: Provision) {
        let row = &self.laws.expressions[id];
        let of = Some(of);
        if let Kind::Logic(Logic::Or, alternatives) = &row.kind {
            for (at, alternative) in alternatives.iter().enumerate() {
                let span = self.laws.expressions[alternative.condition].span;
                self.add(Goal::Alternative(id, at, true), of, span);
                self.add(Goal::Alternative(id, at, false), of, span);
            }
        } else if let Kind::Except(_, exceptions) = &row.kind {
            for (at, exception) in exceptions.iter().enumerate() {
                self.add(Goal::Exception(id, at, true), of, exception.span);
                self.add(Goal::Exception(id, at, false), of, exception.span);
            }
        } else if let Kind::Compare(_, one, two) = &row.kind
            && [one, two].into_iter().all(|side| on_line(&self.laws.expressions[*side].type_))
        {
            for side in [Side::Below, Side::At, Side::Above] {
                self.add(Goal::Threshold(id, side), of, row.span);
            }
        }
    }

    /// The dates on which something of the law begins or ends, each once.
    fn days(&mut self, law: &Law) {
        let mut days: BTreeMap<Date, (Option<Provision>, Span)> = BTreeMap::new();
        let mut turn = |day: Option<Date>, of: Option<Provision>, span: Span| {
            if let Some(day) = day.filter(|day| *day >= law.in_force.from) {
                days.entry(day).or_insert((of, span));
            }
        };
        turn(Some(law.in_force.from), None, law.span);
        turn(law.in_force.until, None, law.span);
        for provision in &law.provisions {
            let of = Some(*provision);
            let mut lasts = |commencement: Commencement, span: Span| {
                turn(commencement.from, of, span);
                turn(commencement.until, of, span);
            };
            match provision {
                Provision::Duty(id) => {
                    let row = &self.laws.duties[*id];
                    lasts(row.commencement, row.span);
                }
                Provision::Status(id) => {
                    let row = &self.laws.statuses[*id];
                    lasts(row.commencement, row.span);
                }
                Provision::Sanctions(id) => {
                    let row = &self.laws.sanctions[*id];
                    lasts(row.commencement, row.span);
                    for step in &row.steps {
                        let row = &self.laws.steps[*step];
                        lasts(row.commencement, row.span);
                    }
                }
                Provision::Parameter(id) => {
                    let row = &self.laws.parameters[*id];
                    starts(&row.versions).for_each(|(day, it)| turn(Some(day), of, it.span));
                }
                Provision::Scale(id) => {
                    let row = &self.laws.scales[*id];
                    starts(&row.versions).for_each(|(day, it)| turn(Some(day), of, it.span));
                }
                Provision::Define(id) => {
                    let row = &self.laws.defines[*id];
                    starts(&row.versions).for_each(|(day, it)| turn(Some(day), of, it.span));
                }
                Provision::Fact(_) | Provision::Event(_) | Provision::Table(_) => {}
            }
        }
        for (day, (of, span)) in days {
            for side in [Side::Below, Side::At, Side::Above] {
                self.add(Goal::Day(self.law, day, side), of, span);
            }
        }
    }
}

fn starts<T>(versions: &Dated<T>) -> impl Iterator<Item = (Date, &T)> {
    versions.versions().iter().map(|version| (version.days.from, &version.value))
}

fn is_dated(commencement: Commencement) -> bool {
    commencement.from.is_some() || commencement.until.is_some()
}

/// Whether values of a type lie on a line, one before the other.
fn on_line(type_: &Type) -> bool {
    match type_ {
        Type::Number(_) | Type::Money(_) | Type::Date | Type::Duration(_) => true,
        Type::Optional(inner) => on_line(inner),
        Type::Bool
        | Type::NumberRange(_)
        | Type::MoneyRange(_)
        | Type::DateTime
        | Type::Country
        | Type::Text
        | Type::Enum(_)
        | Type::Set(_)
        | Type::List(_)
        | Type::Unknown => false,
    }
}
