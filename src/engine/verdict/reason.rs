//! The tree of why: one node for each expression that was evaluated, with both sides' values.

use crate::engine::verdict::{Outcome, Turning};
use crate::facts::Instance;
use crate::ground::table::Id;
use crate::ground::time::{Date, Interval, Moment, Period};
use crate::ground::value::Number;
use crate::language::law::{
    Basis, DecisionTable, Define, Event, Expression, Fact, Parameter, Scale, Status,
};

/// Why an expression came to what it did on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The expression; its place gives the words of the law file.
    pub expression: Id<Expression>,
    /// The day it was evaluated for.
    pub on: Date,
    /// What it came to.
    pub outcome: Outcome,
    /// The next day on which it could change.
    pub horizon: Option<Date>,
    /// What kind of step it was.
    pub step: Step,
    /// Whether it decided the outcome of the step above it; what did not is a why-not.
    pub decisive: bool,
    /// The occurrence or element it was asked of, where it was asked of each of several.
    pub of: Option<Element>,
    /// The citation of the alternative or exception it is.
    pub basis: Option<Basis>,
    /// The reasons of its operands, in the order of the law.
    pub parts: Vec<Reason>,
}

/// The kinds of step.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A literal.
    Literal,
    /// A fact was read from the sheet.
    Fact {
        /// The fact.
        fact: Id<Fact>,
        /// Whose.
        entity: Id<Instance>,
        /// The period, for a figure of a period.
        period: Option<Period>,
        /// Where it came from.
        origin: Origin,
    },
    /// An event was looked up.
    Event {
        /// The event.
        event: Id<Event>,
        /// Whose.
        entity: Id<Instance>,
        /// When the occurrence found happened, as far as it is recorded.
        found: Option<Moment>,
    },
    /// A parameter was read: the version used.
    Parameter {
        /// The parameter.
        parameter: Id<Parameter>,
        /// The days on which the version holds.
        version: Interval,
    },
    /// A scale was applied; its one part is what it was applied to.
    Scale {
        /// The scale.
        scale: Id<Scale>,
        /// The days on which the version used holds.
        version: Interval,
        /// The bands that count, or may count where what it was applied to is open; of a marginal scale
        /// only those of an amount that is known.
        bands: Vec<BandUsed>,
    },
    /// A decision table was asked; its parts are what it was asked and then what its rows answer.
    Table {
        /// The table.
        table: Id<DecisionTable>,
        /// The row that matches, or those that may; none where something asked is nothing.
        rows: Vec<usize>,
    },
    /// A definition was evaluated: its one part says why; empty where the same tree gave it before.
    Define(Id<Define>),
    /// A status was looked up: what made it what it is; its parts say why.
    Status {
        /// The status.
        status: Id<Status>,
        /// What turned it; nothing where nothing has, or what has is open.
        turning: Option<Turning>,
    },
    /// Operands were combined as the expression's kind says.
    Combined,
    /// A condition was followed over time: the stretches on which it was the same.
    History(Vec<(Interval, Outcome)>),
    /// What there was of several was counted: these.
    Counted(Vec<Element>),
}

/// One of several occurrences or elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// An occurrence of an event, as far as it is recorded when.
    Occurrence(Moment),
    /// An element of a list.
    Instance(Id<Instance>),
}

/// A band of a scale that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandUsed {
    /// Its position in the version.
    pub band: usize,
    /// How much of the amount lies in it, of a marginal scale.
    pub slice: Option<Number>,
}

/// Where the value of a fact came from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// Not stated.
    NotStated,
    /// Stated to be unknown.
    StatedUnknown,
    /// A bare value.
    Stated,
    /// The entry of a history that began on this day.
    Since(Date),
    /// The figure of a period with its own dates: its first and its last day.
    Between(Date, Date),
    /// Before the first entry of a history, which begins on this day.
    BeforeFirst(Date),
}
