//! What follows for one entity on one day: statuses, measures, what is missing and why.

pub mod outcome;
pub mod needs;
pub mod presumption;
pub mod status;
pub mod reason;
pub mod duty;
pub mod sanctions;

pub use duty::{Breach, Clause, DutyInstance, DutyVerdict, InstanceOf, Late, Status};
pub use needs::{Need, Needs, Wanted};
pub use outcome::{Failure, FailureKind, Outcome, Possible, Undetermined};
pub use presumption::{Presumption, Presumptions};
pub use reason::{BandUsed, Element, Origin, Reason, Step as ReasonStep};
pub use sanctions::{
    Amount, BlockVerdict, Counted, Episode, Growth, NotTriggered, State as StepState, Steady,
    StepVerdict, Together,
};
pub use status::{StatusVerdict, Turning};

use crate::facts::Instance;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Date;
use crate::ground::value::Currency;
use crate::language::law::{Define, Law, Parameter, Scale};

/// The answer for one entity on one day under one law.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The law.
    pub law: Id<Law>,
    /// The entity judged.
    pub entity: Id<Instance>,
    /// The day asked about.
    pub on: Date,
    /// Whether the day lies past the last one that the sheet records: the verdict then supposes that
    /// facts stay as they are.
    pub projected: bool,
    /// The whole in one word.
    pub state: State,
    /// The boolean definitions that decide whether duties apply, in order of declaration.
    pub definitions: Vec<DefinitionVerdict>,
    /// The statuses of the law, in order of declaration; none where it is not in force.
    pub statuses: Vec<StatusVerdict>,
    /// The duties in order of declaration.
    pub duties: Vec<DutyVerdict>,
    /// The blocks of sanctions in order of declaration.
    pub sanctions: Vec<BlockVerdict>,
    /// The open and imposed fines by currency, ordered by its code.
    pub totals: Vec<(Currency, Amount)>,
    /// The facts that would settle what is open, most decisive first.
    pub needs: Vec<Need>,
    /// What is taken to be so because it is not known, in the order of the law.
    pub presumptions: Presumptions,
    /// Evaluation errors, where there are any.
    pub failures: Vec<Failure>,
    /// What to look at: records before their day, amounts outside their range, …
    pub warnings: Vec<Warning>,
    /// The next day on which any of this could change; `None`: never.
    pub horizon: Option<Date>,
}

/// The answer of one definition.
#[derive(Clone, Debug, PartialEq)]
pub struct DefinitionVerdict {
    /// The definition.
    pub define: Id<Define>,
    /// Its value.
    pub outcome: Outcome,
    /// Why, where it was asked for.
    pub reason: Option<Box<Reason>>,
}

/// The whole of a verdict in one word: the first that applies, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// An evaluation error.
    Error,
    /// The law is not in force.
    NotInForce,
    /// A duty is breached.
    Breach,
    /// A duty is undetermined.
    Undetermined,
    /// No duty applies.
    NotApplicable,
    /// Every duty that applies is met or pending, one of them late.
    CompliantLate,
    /// Every duty that applies is met or pending.
    Compliant,
}

/// Something in a verdict that is worth a second look.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Warning {
    /// A step is recorded before the earliest day it could be taken.
    EarlyRecord {
        /// The step.
        step: Id<crate::language::law::Step>,
        /// The day recorded.
        on: Date,
        /// The earliest day; `None` where nothing had triggered it.
        earliest: Option<Date>,
    },
    /// A recorded amount lies outside the range that the law allows.
    AmountOutside {
        /// The step.
        step: Id<crate::language::law::Step>,
        /// The day recorded.
        on: Date,
    },
    /// A figure is used past the day through which it was verified.
    PastVerified {
        /// The figure.
        figure: Verified,
    },
    /// Two exceptions with different values may both hold: where they are written.
    PossibleConflict {
        /// The first.
        one: Span,
        /// The second.
        two: Span,
    },
}

/// What says through which day its author has verified it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verified {
    /// A law: whether it was amended later is not known.
    Law(Id<Law>),
    /// A parameter.
    Parameter(Id<Parameter>),
    /// A scale.
    Scale(Id<Scale>),
}

impl State {
    /// Every one, in order.
    pub const ALL: [State; 7] = [
        State::Error,
        State::NotInForce,
        State::Breach,
        State::Undetermined,
        State::NotApplicable,
        State::CompliantLate,
        State::Compliant,
    ];

    /// As it is reported.
    pub fn word(self) -> &'static str {
        match self {
            State::Error => "error",
            State::NotInForce => "not_in_force",
            State::Breach => "breach",
            State::Undetermined => "undetermined",
            State::NotApplicable => "not_applicable",
            State::CompliantLate => "compliant_late",
            State::Compliant => "compliant",
        }
    }
}
