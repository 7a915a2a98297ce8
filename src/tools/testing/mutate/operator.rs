//! The kinds of change that are made to a law, one at a time, to see whether a test notices.

/// One kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operator {
    /// `>` for `>=`, `>` for `<=`, `=` for `!=`, …
    Comparison,
    /// A number, a share or a count: its last written digit one more or one less.
    Figure,
    /// An amount of money: its last written digit one more or one less.
    Amount,
    /// A date: a day earlier or later; a holiday dropped.
    Date,
    /// A duration: one unit more or less.
    Duration,
    /// Working days for calendar days, and the rules for what a deadline does at their ends.
    Days,
    /// An exception dropped.
    Exception,
    /// An alternative, a member of a set, or one of several duties dropped.
    Alternative,
    /// A condition, or a side of one, dropped.
    Condition,
    /// `or` for `and`, `all of` for `any of`, …
    Connective,
    /// `not` dropped or put.
    Negation,
    /// `shall` for `may`, `may` for `shall`.
    Modality,
    /// Two neighbouring steps in each other's place.
    StepOrder,
    /// A clause of a duty or step dropped: when it is due, its clock, what ends it, a cap.
    Clause,
    /// A dated version dropped: the one before it lasts.
    Version,
    /// Another rounding.
    Rounding,
    /// `no more than` for `no less than`, `lesser of` for `greater of`, or a bound dropped.
    Bound,
    /// `-` for `+`, `/` for `*`, …
    Arithmetic,
    /// `lowest` for `highest`, `highest` for `average` and `sum`.
    Aggregate,
    /// The edge of a band or cell on its other side: `below` for `up to`.
    Edge,
    /// `any of` for `each of` a window, or the window dropped.
    Window,
    /// `last` for `this` period, the year before or after, `last` for `first`, `before` for `after`.
    Moment,
    /// `false` for `true`, the branches of an `if` exchanged.
    Value,
    /// What stands in for an unknown value dropped.
    Fallback,
}

impl Operator {
    /// Every operator, in the order of reports.
    pub const ALL: [Operator; 24] = [
        Operator::Comparison,
        Operator::Figure,
        Operator::Amount,
        Operator::Date,
        Operator::Duration,
        Operator::Days,
        Operator::Exception,
        Operator::Alternative,
        Operator::Condition,
        Operator::Connective,
        Operator::Negation,
        Operator::Modality,
        Operator::StepOrder,
        Operator::Clause,
        Operator::Version,
        Operator::Rounding,
        Operator::Bound,
        Operator::Arithmetic,
        Operator::Aggregate,
        Operator::Edge,
        Operator::Window,
        Operator::Moment,
        Operator::Value,
        Operator::Fallback,
    ];

    /// Its name on the command line and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Operator::Comparison => "comparison",
            Operator::Figure => "figure",
            Operator::Amount => "amount",
            Operator::Date => "date",
            Operator::Duration => "duration",
            Operator::Days => "days",
            Operator::Exception => "exception",
            Operator::Alternative => "alternative",
            Operator::Condition => "condition",
            Operator::Connective => "connective",
            Operator::Negation => "negation",
            Operator::Modality => "modality",
            Operator::StepOrder => "step_order",
            Operator::Clause => "clause",
            Operator::Version => "version",
            Operator::Rounding => "rounding",
            Operator::Bound => "bound",
            Operator::Arithmetic => "arithmetic",
            Operator::Aggregate => "aggregate",
            Operator::Edge => "edge",
            Operator::Window => "window",
            Operator::Moment => "moment",
            Operator::Value => "value",
            Operator::Fallback => "fallback",
        }
    }

    /// The operator of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operator| operator.name() == name)
    }
}
