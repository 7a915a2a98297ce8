//! Expressions with types and resolved names; children are ids, so no pass need recurse on drop.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Cycle, Duration, Period};
use crate::ground::value::{Rounding, Value};
use crate::language::law::{
    Aggregate, Arithmetic, Basis, Binding, Comparison, DecisionTable, Define, Entity, Event,
    Extreme, Fact, Law, Logic, Parameter, Quantity, Sanctions, Scale, Status, Step, Type,
};

/// A typed expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// What it is.
    pub kind: Kind,
    /// Its type.
    pub type_: Type,
    /// Where it is written.
    pub span: Span,
}

/// The forms of expression that the engines know.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A known value. A bare literal has taken the unit of the other side; percent is 1/100.
    Literal(Value),
    /// A fact, plain or over time. `of` is the entity whose instance states it: the law's subject
    /// or one of its owners.
    Fact {
        /// The fact.
        fact: Id<Fact>,
        /// The entity whose instance states it.
        of: Id<Entity>,
    },
    /// A figure of one period, `revenue in last year`.
    FactIn {
        /// The fact.
        fact: Id<Fact>,
        /// The entity whose instance states it.
        of: Id<Entity>,
        /// The period.
        period: PeriodName,
    },
    /// An event used as a date: its latest (`last`) or first occurrence up to today; a value of
    /// type optional date is not needed, an event that has not happened makes it `none`.
    Occurrence {
        /// The event.
        event: Id<Event>,
        /// `true` for the first, `false` for the latest.
        first: bool,
    },
    /// A field of the latest occurrence up to today, `decision.amount`.
    OccurrenceField {
        /// The event.
        event: Id<Event>,
        /// The position of the field.
        field: usize,
    },
    /// `E has happened`, up to today.
    HasHappened(Id<Event>),
    /// The parameter's value today.
    Parameter(Id<Parameter>),
    /// `income_tax(x)`
    Scale(Id<Scale>, Id<Expression>),
    /// `late_fee(c, d, r)`
    Table(Id<DecisionTable>, Vec<Id<Expression>>),
    /// Whether a status holds today.
    Status(Id<Status>),
    /// The definition's value today.
    Define(Id<Define>),
    /// `STEP.amount`
    StepAmount(Id<Step>),
    /// `BLOCK.total`
    BlockTotal(Id<Sanctions>),
    /// `BLOCK.payable`
    BlockPayable(Id<Sanctions>),
    /// `breach`, in a block of sanctions: the start of its open episode
    Breach(Id<Sanctions>),
    /// `today`
    Today,
    /// `not a`
    Not(Id<Expression>),
    /// `a and b and c`, `a or b or c`, `any of`, `all of`. `unless` and `implies` are written
    /// with it: `a unless b` is `a and not b`, `a implies b` is `not a or b`.
    Logic(Logic, Vec<Alternative>),
    /// `at least n of { … }`
    AtLeast(Id<Expression>, Vec<Alternative>),
    /// `-x`
    Negative(Id<Expression>),
    /// `a + b - c`; `a * b / c`: left to right.
    Arithmetic(Id<Expression>, Vec<(Arithmetic, Id<Expression>)>),
    /// `6% of x`; a range of shares gives a range of amounts.
    Of(Id<Expression>, Id<Expression>),
    /// `a < b`
    Compare(Comparison, Id<Expression>, Id<Expression>),
    /// `x in S`
    In(Id<Expression>, Id<Expression>),
    /// `{a, b}`
    Set(Vec<Id<Expression>>),
    /// `x is known` (`true`), `x is unknown`
    IsKnown(Id<Expression>, bool),
    /// `if c then a else b`
    If(Id<Expression>, Id<Expression>, Id<Expression>),
    /// `v except w when c`
    Except(Id<Expression>, Vec<Exception>),
    /// `x otherwise y`: y where x is `none`
    Otherwise(Id<Expression>, Id<Expression>),
    /// `x presumed y`: y where x is unknown
    Presumed(Id<Expression>, Id<Expression>),
    /// `greater of { a, b }`, `lesser of { a, b }`
    ExtremeOf(Extreme, Vec<Id<Expression>>),
    /// `a to b`; `up to b` has a literal zero as `a`
    Range(Id<Expression>, Id<Expression>),
    /// `x no less than y` (`floor`), `x no more than y`; on a range, each end
    Clamp {
        /// What is bounded.
        value: Id<Expression>,
        /// `true`: floor; `false`: cap.
        floor: bool,
        /// The floor or cap.
        limit: Id<Expression>,
    },
    /// `x rounded half up to s`
    Rounded(Id<Expression>, Rounding, Id<Expression>),
    /// `D after d` (`true`), `D before d`
    Moved {
        /// The duration.
        by: Id<Expression>,
        /// `true` for `after`.
        after: bool,
        /// The date.
        date: Id<Expression>,
    },
    /// `D after the period`, within a duty that recurs: the day before (first day after the period
    /// + D); the operand is D
    AfterThePeriod(Id<Expression>),
    /// The day of a datetime, where a date is asked for: not written, the checker puts it there.
    ItsDay(Id<Expression>),
    /// `days from A to B`
    DaysFrom(Id<Expression>, Id<Expression>),
    /// `first day of last year` (`true`), `last day of last year`
    DayOf(bool, PeriodName),
    /// `x at D`
    At(Id<Expression>, Id<Expression>),
    /// `start of (c)`
    StartOf(Id<Expression>),
    /// `c throughout the last 3 months`
    Throughout(Id<Expression>, Window),
    /// `c in each of the last 3 years`, `c in any of the last 3 years`
    OverPeriods {
        /// What must hold; figures named in it are those of the period.
        condition: Id<Expression>,
        /// In each, or in any.
        quantified: Quantified,
        /// Complete periods before the one that contains today.
        window: PeriodWindow,
    },
    /// `average of e over the last 6 months`
    OverWindow {
        /// The aggregate.
        aggregate: Aggregate,
        /// What is aggregated.
        value: Id<Expression>,
        /// Over what.
        window: WindowOf,
    },
    /// `count of E as d in … where (c)`, `any of LIST as s where (c)`, `all of LIST as s where (c)`
    Count {
        /// What is asked.
        quantity: Quantity,
        /// The occurrences or elements.
        of: Elements,
        /// Which of them count; all where not written.
        condition: Option<Id<Expression>>,
    },
    /// `sum of e over LIST as s where (c)`
    OverElements {
        /// The aggregate.
        aggregate: Aggregate,
        /// What is aggregated.
        value: Id<Expression>,
        /// The occurrences or elements.
        of: Elements,
        /// Which of them count; all where not written.
        condition: Option<Id<Expression>>,
    },
    /// What an expression comes to as seen from an element of a list, or under another law.
    Seen {
        /// From where.
        from: View,
        /// What is seen.
        what: Id<Expression>,
    },
    /// A bound occurrence used as a date, or as a datetime where its event says the hour.
    BoundOccurrence(Id<Binding>),
    /// A field of a bound occurrence, by its position.
    BoundField(Id<Binding>, usize),
    /// `duty is breached`, `step is imposed`: the position of the status in its closed list.
    Is(crate::language::law::test::Judgeable, crate::language::law::test::StatusWord),
    /// Of an expression whose error is already reported; a law with one is never judged.
    Unknown,
}

/// One operand of a chain, with the citation of the alternative it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// The condition.
    pub condition: Id<Expression>,
    /// Its clauses.
    pub basis: Basis,
}

/// An exception: the value that displaces the base, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// The value.
    pub value: Id<Expression>,
    /// When it displaces.
    pub condition: Id<Expression>,
    /// Its clauses.
    pub basis: Basis,
    /// Where it is written.
    pub span: Span,
}

/// A period named in an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodName {
    /// The complete one before today's.
    Last(Cycle),
    /// Today's.
    This(Cycle),
    /// One period.
    Named(Period),
    /// That of the window it stands in, which is of the cycle of the fact: `revenue` in
    /// `revenue > x in each of the last 3 years`.
    Window(Cycle),
}

/// `the last 3 months`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// How long it is.
    pub duration: Duration,
}

/// In how many periods of a window a condition must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantified {
    /// In each.
    Each,
    /// In at least one.
    Any,
}

/// `the last 3 years` as complete periods before the one that contains today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PeriodWindow {
    /// Their length.
    pub cycle: Cycle,
    /// How many, at least one.
    pub count: u32,
}

/// Over what an aggregate goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowOf {
    /// The figures of complete periods.
    Periods(PeriodWindow),
    /// The days of a state: every day d with (P before today) < d ≤ today.
    Days(Window),
}

/// Occurrences or elements, taken one by one under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elements {
    /// The name.
    pub binding: Id<Binding>,
    /// Of what.
    pub of: ElementsOf,
}

/// What is gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElementsOf {
    /// The occurrences of an event up to today, or those within a window.
    Event(Id<Event>, Option<EventWindow>),
    /// The entities that the list `fact` of the entity `of` names.
    List {
        /// The fact of type list.
        fact: Id<Fact>,
        /// The entity whose instance has it: the subject or one of its owners.
        of: Id<Entity>,
    },
}

/// Within which days occurrences count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventWindow {
    /// `in the last 8 years`, today included.
    Last(Window),
    /// `in the 8 years before D`, D excluded.
    Before(Window, Id<Expression>),
}

/// From where an expression is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// From the element that a name is bound to.
    Element(Id<Binding>),
    /// Under another law, for its subject: the entity judged or one of its owners.
    Law(Id<Law>),
}
