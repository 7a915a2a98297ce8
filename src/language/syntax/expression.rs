//! Expressions as written: what stands between the words, from exceptions down to literals.

pub(super) mod climb;
mod infix;
pub(super) mod read;

use crate::ground::text::Span;
use crate::ground::time::{Cycle, Period};
use crate::ground::value::Rounding;
use crate::language::syntax::{Clause, Literal, Name, Path};

/// An expression with its place. Chains of one level are flat, so depth follows the brackets.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, brackets included where they belong to it.
    pub span: Span,
}

/// The forms of expression, loosest first (numbers: the rows of the precedence table).
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// 1: `v except w when c cite "…" except …`
    Except {
        /// The value where no exception holds.
        base: Box<Expression>,
        /// At least one.
        exceptions: Vec<Exception>,
    },
    /// 2: `a implies b` (right)
    Implies(Box<Expression>, Box<Expression>),
    /// 3: `a unless b` (right)
    Unless(Box<Expression>, Box<Expression>),
    /// 4, 5: `a or b or c`, `a and b and c`; at least two operands
    Chain(Logic, Vec<Expression>),
    /// 6: `not a`
    Not(Box<Expression>),
    /// 7: `c throughout the last 3 months`, `c in each of the last 3 years`
    Over {
        /// What must hold.
        condition: Box<Expression>,
        /// How much of the window it must hold in.
        quantifier: Quantifier,
        /// The window, a duration literal such as `3 months`.
        window: Window,
    },
    /// 8: `a < b`
    Compare(Comparison, Box<Expression>, Box<Expression>),
    /// 8: `x in S`
    In(Box<Expression>, Box<Expression>),
    /// 8: `x is known`, `x is unknown`
    IsKnown {
        /// The value asked about.
        value: Box<Expression>,
        /// `true` for `is known`.
        known: bool,
    },
    /// 8: `duty is breached`, `step is not triggered`: the words of the status
    IsStatus(Box<Expression>, Vec<Name>),
    /// 9: `30 days after D`, `2 months before D`
    Moved {
        /// The duration.
        by: Box<Expression>,
        /// `true` for `after`.
        after: bool,
        /// The date.
        date: Box<Expression>,
    },
    /// 10: `x otherwise y`
    Otherwise(Box<Expression>, Box<Expression>),
    /// 10: `x presumed y`
    Presumed(Box<Expression>, Box<Expression>),
    /// 11: `x no less than y` (`true`), `x no more than y` (`false`)
    Clamp {
        /// What is bounded.
        value: Box<Expression>,
        /// `true`: a floor, `no less than`; `false`: a cap, `no more than`.
        floor: bool,
        /// The floor or cap.
        limit: Box<Expression>,
    },
    /// 11: `x rounded half up to 0.01 RUB`
    Rounded(Box<Expression>, Rounding, Box<Expression>),
    /// 12: `a to b`
    Range(Box<Expression>, Box<Expression>),
    /// 12: `up to b`
    UpTo(Box<Expression>),
    /// 13, 14: `a + b - c`, `a * b / c`: the first operand, then each operator with its operand
    Arithmetic(Box<Expression>, Vec<(Arithmetic, Expression)>),
    /// 14: `6% of x`; the share may be a range of two literals, `1/15 to 1/10 of x`
    Of(Box<Expression>, Box<Expression>),
    /// 15: `-x`
    Negative(Box<Expression>),
    /// 16: `f in last year`, `f in 2021`
    InPeriod(Box<Expression>, PeriodName),
    /// 16: `x at D`
    At(Box<Expression>, Box<Expression>),
    /// 16: `E has happened`
    HasHappened(Box<Expression>),
    /// 16: `x.field`; a dotted path of names alone is a [`Kind::Path`]
    Field(Box<Expression>, Name),
    /// A literal.
    Literal(Literal),
    /// `covered`, `company.seat`, `role.owner`, `ru.landing.covered`, `decision.amount`
    Path(Path),
    /// `{branch, legal_entity}`
    Set(Vec<Expression>),
    /// `( … )`
    Parenthesised(Box<Expression>),
    /// `if c then a else b`
    If(Box<Expression>, Box<Expression>, Box<Expression>),
    /// `any of { … }`, `all of { … }`
    AnyOf(Vec<Counted>),
    /// `all of { … }`
    AllOf(Vec<Counted>),
    /// `at least 2 of { … }`
    AtLeast(Box<Expression>, Vec<Counted>),
    /// `greater of { a, b }`, `lesser of { a, b }`
    ExtremeOf(Extreme, Vec<Expression>),
    /// `average of e over the last 6 months`
    OverWindow(Aggregate, Box<Expression>, Window),
    /// `sum of e over LIST as s where (c)`
    OverList {
        /// The aggregate.
        aggregate: Aggregate,
        /// What is aggregated.
        value: Box<Expression>,
        /// The list.
        list: Path,
        /// The name of each element.
        element: Name,
        /// Which elements count.
        condition: Option<Box<Expression>>,
    },
    /// `count of …`, `any of LIST as s where (c)`, `all of LIST as s where (c)`
    Count(Box<Count>),
    /// `days from A to B`
    DaysFrom(Box<Expression>, Box<Expression>),
    /// `start of (c)`
    StartOf(Box<Expression>),
    /// `first day of last year` (`true`), `last day of last year` (`false`)
    DayOf {
        /// `true` for the first day.
        first: bool,
        /// The period.
        period: PeriodName,
    },
    /// `today`
    Today,
    /// `breach`
    Breach,
    /// `the period`, in `due D after the period`
    ThePeriod,
    /// `the highest of them`, in `together no more than`
    HighestOfThem,
    /// `first EVENT` (`true`), `last EVENT` (`false`)
    Occurrence {
        /// `true` for `first`.
        first: bool,
        /// The event.
        event: Path,
    },
    /// `income_tax(x)`, `late_fee(c, d, r)`
    Call(Path, Vec<Expression>),
    /// Where nothing could be read; its diagnostic is reported.
    Unreadable,
}

/// One `except w when c cite "…"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// The value that displaces the base.
    pub value: Expression,
    /// When it does.
    pub condition: Expression,
    /// Its `cite`, `quote` and `reading` clauses.
    pub clauses: Vec<Clause>,
    /// From `except` to the end.
    pub span: Span,
}

/// One alternative of `any of`, `all of`, `at least n of`, with its clauses.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The condition.
    pub condition: Expression,
    /// Its `cite`, `quote` and `reading` clauses.
    pub clauses: Vec<Clause>,
}

/// `and`, `or`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Logic {
    /// `or`
    Or,
    /// `and`
    And,
}

/// The comparisons; they do not chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// `+ - * /`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// `greater of`, `lesser of`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extreme {
    /// `greater of`
    Greater,
    /// `lesser of`
    Lesser,
}

/// `average`, `sum`, `highest`, `lowest`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aggregate {
    /// `average of`
    Average,
    /// `sum of`
    Sum,
    /// `highest of`
    Highest,
    /// `lowest of`
    Lowest,
}

/// How much of a window a condition must hold in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// `throughout the last …`: on every day
    Throughout,
    /// `in each of the last …`: in every complete period
    Each,
    /// `in any of the last …`: in at least one complete period
    Any,
}

/// `the last 3 months`: the duration literal.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// The duration.
    pub duration: Literal,
    /// From `the last` to its end.
    pub span: Span,
}

/// A period named in an expression.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodName {
    /// Which one.
    pub moment: Moment,
    /// Where it stands.
    pub span: Span,
}

/// The ways to name a period.
#[derive(Clone, Debug, PartialEq)]
pub enum Moment {
    /// `last year`, the complete one before today's
    Last(Cycle),
    /// `this month`, today's
    This(Cycle),
    /// `2021`, `2021-Q3`, `2021-03`; `None` where the year is not one of 0001 to 9999
    Named(Option<Period>),
}

/// `count of …`, `any of LIST as s where (c)`, `all of LIST as s where (c)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// The word it begins with.
    pub quantity: Quantity,
    /// The event or list counted.
    pub of: Path,
    /// The name of each occurrence or element, `as d`.
    pub element: Option<Name>,
    /// `in the last 8 years`, `in the 8 years before D`.
    pub window: Option<CountWindow>,
    /// `where (c)`.
    pub condition: Option<Expression>,
}

/// What is asked of the counted things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// `count of`: how many
    Count,
    /// `any of`: whether there is one
    Any,
    /// `all of`: whether there is none other
    All,
}

/// The window of a count of events.
#[derive(Clone, Debug, PartialEq)]
pub enum CountWindow {
    /// `in the last 8 years`, today included
    Last(Window),
    /// `in the 8 years before D`, D excluded
    Before(Literal, Expression),
}
