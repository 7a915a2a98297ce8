//! Literals as written: each keeps its words, and its exact value is read from its digits.

use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::ground::time::{Cycle, Date, Duration, Family, Period};
use crate::ground::value::{Currency, Number};
use crate::language::syntax::Label;
use crate::language::syntax::clause::label;
use crate::language::syntax::grammar::{Node, Reader};

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

/// A date where only a date may stand.
pub(super) fn date(reader: &mut Reader, node: Node) -> Literal {
    let words = reader.words(node);
    let span = reader.span(node);
    if !date_shaped(words) {
        let mut told = reader.found.report(Code::E0103, span, "a whole date is needed here");
        told = told.here("not a date");
        told.help("write the year, month and day: `2021-07-01`");
        return Literal::Date(None, span);
    }
    Literal::Date(Date::parse(words), span)
}

/// Four digits, two digits, two digits, whatever day they name.
fn date_shaped(words: &str) -> bool {
    words.len() == 10
        && words.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// A number with all that may follow it, a date, a period, an amount or a duration.
pub(super) fn numeric(reader: &mut Reader, node: Node) -> Literal {
    let words = reader.words(node);
    let span = reader.span(node);
    let mut parts = words.split_ascii_whitespace();
    let digits = parts.next().unwrap_or("");
    if digits.contains('-') {
        return dashed(reader, digits, span);
    }
    // One decimal digit needs more than three bits.
    if digits.len().saturating_mul(3) > reader.limits.number_bits {
        reader.found.report(Code::E0803, span, "a number of too many digits");
        return Literal::Number(Number::ZERO, span);
    }
    let Some(mut number) = plain(digits) else { return not_a_number(reader, digits, span) };
    let mut rest = parts.next();
    if let Some(magnitude) = rest.and_then(magnitude) {
        number = number.mul(&Number::whole(magnitude)).unwrap_or(number);
        rest = parts.next();
    }
    match rest {
        None => Literal::Number(number, span),
        Some("working") => counted(&number, Family::WorkingDays, 1, span),
        Some(unit) => match family(unit) {
            Some((family, size)) => counted(&number, family, size, span),
            None => match Currency::of(unit) {
                Some(currency) => Literal::Money(number, currency, span),
                None => {
                    let start = node.end() - unit.len();
                    let place = reader.place(start, node.end());
                    let message = format!("`{unit}` is not a currency");
                    let told = reader.found.report(Code::E0105, place, message);
                    told.help("write its ISO 4217 code, such as `EUR`, `RUB` or `TRY`");
                    Literal::Number(number, span)
                }
            },
        },
    }
}

/// A duration such as `3 months`.
pub(super) fn duration(reader: &mut Reader, node: Node) -> Literal {
    match numeric(reader, node) {
        Literal::Number(_, span) => Literal::Duration(None, span),
        other => other,
    }
}

/// `day` or `2 weeks` behind `per`.
pub(super) fn per(reader: &mut Reader, node: Node) -> Literal {
    let words = reader.words(node);
    if words.starts_with(|letter: char| letter.is_ascii_digit()) {
        return duration(reader, node);
    }
    let span = reader.span(node);
    match family(words) {
        Some((family, size)) => counted(&Number::ONE, family, size, span),
        None => counted(&Number::ONE, Family::WorkingDays, 1, span),
    }
}

/// `true`, `false`, `none`
pub(super) fn constant(reader: &mut Reader, node: Node) -> Literal {
    let span = reader.span(node);
    match reader.words(node) {
        "true" => Literal::Bool(true, span),
        "false" => Literal::Bool(false, span),
        _ => Literal::None(span),
    }
}

/// A text in quotation marks.
pub(super) fn text(reader: &mut Reader, node: Node) -> Literal {
    Literal::Text(label(reader, node))
}

/// `year`, `quarter`, `month`, `half_year`
pub(super) fn cycle(reader: &Reader, node: Node) -> Cycle {
    match reader.words(node) {
        "month" => Cycle::Month,
        "quarter" => Cycle::Quarter,
        "half_year" => Cycle::HalfYear,
        _ => Cycle::Year,
    }
}

/// Digits with `-` between them: a date, a datetime or a period, never a subtraction.
fn dashed(reader: &mut Reader, words: &str, span: Span) -> Literal {
    if date_shaped(words) {
        return Literal::Date(Date::parse(words), span);
    }
    if let Some((day, time)) = words.split_once('T')
        && date_shaped(day)
        && let Some((hour, minute)) = time.split_once(':')
        && hour.len() == 2
        && minute.len() == 2
        && let (Ok(hour), Ok(minute)) = (hour.parse::<u8>(), minute.parse::<u8>())
    {
        let exists = Date::parse(day).filter(|_| hour < 24 && minute < 60);
        return Literal::DateTime(exists.map(|date| (date, hour, minute)), span);
    }
    if let Some(period) = Period::parse(words) {
        return Literal::Period(period, span);
    }
    let told = reader.found.report(Code::E0103, span, format!("`{words}` is not a date"));
    told.help("a date is `2021-07-01`, a period `2021-03` or `2021-Q3`; to subtract, put spaces around `-`");
    Literal::Date(None, span)
}

/// Digits with what may stand in or directly behind them: `500_000`, `0.25`, `6%`, `1/20`.
fn plain(digits: &str) -> Option<Number> {
    if let Some(percent) = digits.strip_suffix('%') {
        return plain(percent)?.div(&Number::whole(100));
    }
    match digits.split_once('/') {
        Some((above, below)) => Number::parse(above)?.div(&Number::parse(below)?),
        None => Number::parse(digits),
    }
}

fn not_a_number(reader: &mut Reader, digits: &str, span: Span) -> Literal {
    let told = reader.found.report(Code::E0104, span, "this is not a number");
    let letters = digits.find(|letter: char| letter.is_ascii_alphabetic());
    match letters.and_then(|at| digits.split_at_checked(at)) {
        Some((_, power)) if power.len() > 1 && is_exponent(power) => {
            told.help("write all its digits: `100_000` or `100 thousand`")
        }
        Some((number, unit)) if Number::parse(number).is_some() => {
            told.help(format!("put a space before the unit: `{number} {unit}`"))
        }
        Some(_) | None if digits.contains('/') => {
            told.help("a fraction has whole numbers and no zero below the line: `1/20`")
        }
        Some(_) | None => told.help("write digits, with `_` between thousands: `500_000`, `0.25`"),
    };
    Literal::Number(Number::ZERO, span)
}

/// `e5`, `E5`: another notation for large numbers.
fn is_exponent(words: &str) -> bool {
    let digits = words.strip_prefix(['e', 'E']);
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What a word such as `million` multiplies by.
pub fn magnitude(word: &str) -> Option<i64> {
    match word {
        "thousand" => Some(1_000),
        "million" => Some(1_000_000),
        "billion" => Some(1_000_000_000),
        "trillion" => Some(1_000_000_000_000),
        _ => None,
    }
}

/// The family of a unit of time, and how many of the family's own units one has.
fn family(word: &str) -> Option<(Family, i64)> {
    match word.strip_suffix('s').unwrap_or(word) {
        "day" => Some((Family::Days, 1)),
        "week" => Some((Family::Days, 7)),
        "month" => Some((Family::Months, 1)),
        "quarter" => Some((Family::Months, 3)),
        "year" => Some((Family::Months, 12)),
        "hour" => Some((Family::Hours, 1)),
        _ => None,
    }
}

fn counted(number: &Number, family: Family, size: i64, span: Span) -> Literal {
    let amount = number.to_i64().and_then(|count| count.checked_mul(size));
    Literal::Duration(amount.map(|amount| Duration { family, amount }), span)
}
