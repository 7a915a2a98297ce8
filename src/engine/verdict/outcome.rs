//! What an expression comes to: a value, undetermined with what would settle it, or an error.

use crate::engine::verdict::Needs;
use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::ground::time::{Date, DateTime};
use crate::ground::value::{Bounds, Number, Value};

/// What an expression comes to on a day.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A value.
    Known(Value),
    /// What is known does not settle it.
    Undetermined(Box<Undetermined>),
    /// It cannot be evaluated.
    Failed(Box<Failure>),
}

/// Why a value is open, and what is known of it all the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Undetermined {
    /// The facts that would settle it.
    pub needs: Needs,
    /// The values still reachable.
    pub possible: Possible,
}

/// The values still reachable.
#[derive(Clone, Debug, PartialEq)]
pub enum Possible {
    /// Any value of the type.
    Anything,
    /// Any value of the type, or none: of an event that may not have happened, or of what may be
    /// known to be nothing.
    AnythingOrNone,
    /// A number, an amount, or a duration counted in its own unit, within bounds.
    Number(Bounds<Number>),
    /// A range whose ends lie within bounds.
    Range(Box<(Bounds<Number>, Bounds<Number>)>),
    /// A date within bounds.
    Date(Bounds<Date>),
    /// A minute within bounds.
    DateTime(Bounds<DateTime>),
    /// One of these values, sorted; at least two.
    OneOf(Vec<Value>),
}

/// An evaluation error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub kind: FailureKind,
    /// Where the law says what could not be done.
    pub span: Span,
    /// On which day.
    pub on: Date,
}

/// What can go wrong in evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Two exceptions hold and give different values: their places.
    Conflict(Span, Span),
    /// A division by zero.
    DivisionByZero,
    /// A date past 9999 or before 0001.
    DateOutOfRange,
    /// A number of more bits than allowed.
    NumberTooLarge,
    /// A range whose low end is above its high end.
    RangeReversed,
    /// A duty owed in more periods than can be followed.
    TooManyPeriods,
    /// A duration that is not of whole days, months or hours.
    DurationNotWhole,
    /// A parameter or definition of which no version holds on the day.
    NoVersion,
    /// Values that the checker should have refused: a fault of Solon, not of the law.
    Mistyped,
}

impl FailureKind {
    /// The code that explains it; `None` for what the checker refuses before.
    pub fn code(&self) -> Option<Code> {
        match self {
            FailureKind::Conflict(..) => Some(Code::E0701),
            FailureKind::DivisionByZero => Some(Code::E0702),
            FailureKind::DateOutOfRange => Some(Code::E0703),
            FailureKind::NumberTooLarge => Some(Code::E0704),
            FailureKind::RangeReversed => Some(Code::E0705),
            FailureKind::TooManyPeriods => Some(Code::E0706),
            FailureKind::DurationNotWhole | FailureKind::NoVersion | FailureKind::Mistyped => None,
        }
    }
}
