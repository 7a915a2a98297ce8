//! Literals as written: each keeps its words, and its exact value is read from its digits.

use crate::ground::text::Span;
use crate::ground::time::{Date, Duration, Period};
use crate::ground::value::{Currency, Number};
use crate::language::syntax::Label;

/// A literal value with its place.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `true`, `false`
    Bool(bool, Span),
    /// `none`
    None(Span),
    /// `500_000`, `0.25`, `6%`, `45 million`, `1/20`
    Number(Number, Span),
    /// `20 million EUR`
    Money(Number, Currency, Span),
    /// `2022-01-01`; `None` for a date that does not exist, such as `2022-02-30`
    Date(Option<Date>, Span),
    /// `2019-01-13T00:00`: the date, the hour and the minute; `None` where one does not exist
    DateTime(Option<(Date, u8, u8)>, Span),
    /// `30 days`, `2 weeks`, `3 months`, `1 year`, `36 hours`, `10 working days`; the second is
    /// `None` where the count is not whole or is too large
    Duration(Option<Duration>, Span),
    /// `2021-Q3`, `2021-03`: a year alone is a [`Literal::Number`] until a period is asked for
    Period(Period, Span),
    /// `"…"`
    Text(Label),
}

impl Literal {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Literal::Bool(_, span)
            | Literal::None(span)
            | Literal::Number(_, span)
            | Literal::Money(_, _, span)
            | Literal::Date(_, span)
            | Literal::DateTime(_, span)
            | Literal::Duration(_, span)
            | Literal::Period(_, span) => *span,
            Literal::Text(label) => label.span,
        }
    }
}
