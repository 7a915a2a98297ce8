//! Tests: a sheet, a day, what is given and what is expected.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Date, Moment, Period};
use crate::ground::value::Value;
use crate::language::law::{Basis, Duty, Entity, Event, Expression, Fact, Law, Step};

/// A test.
#[derive(Clone, Debug)]
pub struct Test {
    /// Its name.
    pub name: String,
    /// The law it tests.
    pub law: Id<Law>,
    /// The sheet's path as written, relative to the file of the test, and the entity it is for.
    pub sheet: Option<(String, Option<String>, Span)>,
    /// The day asked about.
    pub on: Date,
    /// What is given, in order.
    pub given: Vec<Given>,
    /// What is expected, in order.
    pub expect: Vec<Expect>,
    /// Its clauses.
    pub basis: Basis,
    /// Where it is declared.
    pub span: Span,
}

/// One thing given: replaces all that the sheet says of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A fact.
    Fact {
        /// The fact.
        fact: Id<Fact>,
        /// The entity whose instance states it.
        of: Id<Entity>,
        /// The period, for a figure of a period.
        period: Option<Period>,
        /// The value.
        value: GivenValue,
        /// The first day of an entry of its history.
        from: Option<Date>,
        /// Where it is written.
        span: Span,
    },
    /// The dates of an event; `None` where it is unknown.
    Event {
        /// The event.
        event: Id<Event>,
        /// The dates, or the hours of an event `at time`.
        dates: Option<Vec<Moment>>,
        /// Where it is written.
        span: Span,
    },
}

/// The value given of a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum GivenValue {
    /// `unknown`
    Unknown,
    /// A value.
    Value(Value),
}

/// One thing expected.
#[derive(Clone, Debug, PartialEq)]
pub enum Expect {
    /// A duty or step is in a state.
    State(StateExpected),
    /// An expression is undetermined and needs exactly these facts or events, by name.
    Undetermined {
        /// The expression.
        value: Id<Expression>,
        /// The names, sorted, without repetition.
        needs: Vec<String>,
        /// Where it is written.
        span: Span,
    },
    /// A condition is true.
    Holds(Id<Expression>, Span),
}

/// The state that a duty or step is expected to be in.
#[derive(Clone, Debug, PartialEq)]
pub struct StateExpected {
    /// The duty or step.
    pub of: Judgeable,
    /// The status.
    pub status: StatusWord,
    /// `late`
    pub late: bool,
    /// `since D`
    pub since: Option<Date>,
    /// `until D`
    pub until: Option<Date>,
    /// `needs F, …`: the names, sorted, without repetition; `None` where not written.
    pub needs: Option<Vec<String>>,
    /// Where it is written.
    pub span: Span,
}

/// What has a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Judgeable {
    /// A duty.
    Duty(Id<Duty>),
    /// A step.
    Step(Id<Step>),
}

/// The statuses of duties and the states of steps: one closed list of words for code, reports and
/// tests alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusWord {
    /// A duty whose provision is not in force.
    NotInForce,
    /// A duty that does not apply.
    NotApplicable,
    /// A duty whose due date has not passed.
    Pending,
    /// A duty that is met.
    Fulfilled,
    /// A duty that is unmet after its due date.
    Breached,
    /// A step that nothing has triggered.
    NotTriggered,
    /// A step whose clock runs.
    Waiting,
    /// A power that may be used.
    Available,
    /// A mandatory step that must be taken.
    Due,
    /// A step that was taken.
    Imposed,
    /// A step that was taken and has ended.
    Lifted,
    /// A duty or step that what is known does not settle.
    Undetermined,
}

impl StatusWord {
    /// Every status, in order.
    pub const ALL: [StatusWord; 12] = [
        StatusWord::NotInForce,
        StatusWord::NotApplicable,
        StatusWord::Pending,
        StatusWord::Fulfilled,
        StatusWord::Breached,
        StatusWord::NotTriggered,
        StatusWord::Waiting,
        StatusWord::Available,
        StatusWord::Due,
        StatusWord::Imposed,
        StatusWord::Lifted,
        StatusWord::Undetermined,
    ];

    /// Those that a duty can have.
    pub fn of_duties() -> impl Iterator<Item = StatusWord> {
        Self::ALL.into_iter().filter(|status| match status {
            StatusWord::NotInForce
            | StatusWord::NotApplicable
            | StatusWord::Pending
            | StatusWord::Fulfilled
            | StatusWord::Breached
            | StatusWord::Undetermined => true,
            StatusWord::NotTriggered
            | StatusWord::Waiting
            | StatusWord::Available
            | StatusWord::Due
            | StatusWord::Imposed
            | StatusWord::Lifted => false,
        })
    }

    /// Those that a step can have.
    pub fn of_steps() -> impl Iterator<Item = StatusWord> {
        Self::ALL.into_iter().filter(|status| match status {
            StatusWord::NotTriggered
            | StatusWord::Waiting
            | StatusWord::Available
            | StatusWord::Due
            | StatusWord::Imposed
            | StatusWord::Lifted
            | StatusWord::Undetermined => true,
            StatusWord::NotInForce
            | StatusWord::NotApplicable
            | StatusWord::Pending
            | StatusWord::Fulfilled
            | StatusWord::Breached => false,
        })
    }

    /// Whether it has a first day.
    pub fn has_since(self) -> bool {
        match self {
            StatusWord::Fulfilled
            | StatusWord::Breached
            | StatusWord::Available
            | StatusWord::Due
            | StatusWord::Imposed
            | StatusWord::Lifted => true,
            StatusWord::NotInForce
            | StatusWord::NotApplicable
            | StatusWord::Pending
            | StatusWord::NotTriggered
            | StatusWord::Waiting
            | StatusWord::Undetermined => false,
        }
    }

    /// Whether it lasts until a known day.
    pub fn has_until(self) -> bool {
        matches!(self, StatusWord::Pending | StatusWord::Waiting)
    }

    /// As JSON and tables have it: in one word.
    pub fn word(self) -> &'static str {
        match self {
            StatusWord::NotInForce => "not_in_force",
            StatusWord::NotApplicable => "not_applicable",
            StatusWord::NotTriggered => "not_triggered",
            StatusWord::Pending
            | StatusWord::Fulfilled
            | StatusWord::Breached
            | StatusWord::Waiting
            | StatusWord::Available
            | StatusWord::Due
            | StatusWord::Imposed
            | StatusWord::Lifted
            | StatusWord::Undetermined => self.words(),
        }
    }

    /// As it is written and reported.
    pub fn words(self) -> &'static str {
        match self {
            StatusWord::NotInForce => "not in force",
            StatusWord::NotApplicable => "not applicable",
            StatusWord::Pending => "pending",
            StatusWord::Fulfilled => "fulfilled",
            StatusWord::Breached => "breached",
            StatusWord::NotTriggered => "not triggered",
            StatusWord::Waiting => "waiting",
            StatusWord::Available => "available",
            StatusWord::Due => "due",
            StatusWord::Imposed => "imposed",
            StatusWord::Lifted => "lifted",
            StatusWord::Undetermined => "undetermined",
        }
    }
}
