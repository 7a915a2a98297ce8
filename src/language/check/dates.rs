//! Dates and versions: dates that exist, versions in order, without gaps and overlaps.

use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::ground::time::{Date, DateTime, Dated, Interval, Version};
use crate::language::check::scope::Checker;
use crate::language::syntax::{Clause, Literal};

/// A version with the place of its first day and the day on which it says it ends.
pub(super) struct Start<T> {
    pub from: Date,
    pub until: Option<(Date, Span)>,
    pub value: T,
    pub span: Span,
}

impl Checker<'_> {
    /// The date of a literal; reports what is none.
    pub fn date(&mut self, literal: &Literal) -> Option<Date> {
        match literal {
            Literal::Date(Some(date), _) => Some(*date),
            Literal::Date(None, span) => {
                self.impossible_date(*span);
                None
            }
            Literal::DateTime(..) => {
                let day = self.datetime(literal)?.date;
                self.report(Code::E0301, literal.span(), "a date is needed here")
                    .here("this is a datetime")
                    .help(format!("take the hour away: `{day}`"));
                None
            }
            Literal::Bool(..)
            | Literal::None(_)
            | Literal::Number(..)
            | Literal::Money(..)
            | Literal::Duration(..)
            | Literal::Period(..)
            | Literal::Text(_) => {
                self.report(Code::E0301, literal.span(), "a date is needed here")
                    .help("write it as year-month-day: `2022-01-01`");
                None
            }
        }
    }

    /// The minute of a literal; reports what is none.
    pub fn datetime(&mut self, literal: &Literal) -> Option<DateTime> {
        let Literal::DateTime(written, span) = literal else { return None };
        let minute = written.and_then(|(date, hour, minute)| DateTime::of(date, hour, minute));
        if minute.is_none() {
            let words = self.sources.words(*span).to_string();
            self.report(Code::E0401, *span, format!("there is no {words}"))
                .help("hours go from 00:00 to 23:59 of a day that exists");
        }
        minute
    }

    /// Reports a date that the calendar does not have.
    pub fn impossible_date(&mut self, span: Span) {
        let words = self.sources.words(span).to_string();
        // Digits and dashes of another shape were reported when they were read.
        let shape = words.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
        if !shape.eq(*b"0000-00-00") {
            return;
        }
        let help = match last_day_of_month(&words) {
            Some(last) => format!("that month ends on {last}"),
            None => "months go from 01 to 12, years from 0001 to 9999".to_string(),
        };
        self.report(Code::E0401, span, format!("there is no date {words}")).help(help);
    }

    /// The days of one version as written: its first day and its own `until`.
    pub fn version_days(
        &mut self,
        first: &Literal,
        clauses: &[Clause],
    ) -> Option<(Date, Option<(Date, Span)>)> {
        let from = self.date(first)?;
        let mut until = None;
        for clause in clauses {
            match clause {
                Clause::Until(date, span) => until = Some((self.date(date)?, *span)),
                Clause::From(_, span) => {
                    self.report(Code::E0502, *span, "`from` is written twice")
                        .and(first.span(), "the first one")
                        .help("take one of the two away");
                }
                Clause::Cite(..) | Clause::Quote(..) | Clause::Reading(..) | Clause::Allow(..) => {}
            }
        }
        Some((from, until))
    }

    /// Puts versions in a row: each lasts until the next begins, or until it says so. What is out
    /// of order, overlaps or leaves a day of `days` without a value is reported with both places.
    pub fn dated<T>(
        &mut self,
        name: &str,
        starts: Vec<Start<T>>,
        days: Option<Interval>,
        whole: Span,
    ) -> Dated<T> {
        let mut rows: Vec<(Version<T>, Span)> = Vec::new();
        let before = self.found.diagnostics.len();
        for start in starts {
            let until = start.until.map(|(until, _)| until);
            if let Some((until, span)) = start.until
                && until <= start.from
            {
                self.report(Code::E0406, span, format!("ends on {until}, before it has begun"))
                    .and(start.span, format!("begins on {}", start.from))
                    .help("`until` is the first day it no longer holds: write a later one");
                continue;
            }
            if let Some((last, place)) = rows.last_mut()
                && self.follows(&last.days, *place, start.from, start.span)
                && last.days.until.is_none()
            {
                last.days.until = Some(start.from);
            }
            let days = Interval { from: start.from, until };
            if rows.last().is_none_or(|(last, _)| last.days.from < start.from) {
                rows.push((Version { days, value: start.value }, start.span));
            }
        }
        // Versions that do not stand in a row leave gaps that are no news.
        let in_a_row = self.found.diagnostics.len() == before;
        if let Some(days) = days.filter(|_| in_a_row) {
            self.covered(name, &rows, days, whole);
        }
        Dated::of(rows.into_iter().map(|(version, _)| version))
    }

    /// Whether a version that begins on `from` comes after the one of `last` and does not overlap.
    fn follows(&mut self, last: &Interval, place: Span, from: Date, span: Span) -> bool {
        if from <= last.from {
            let message = if from == last.from {
                format!("two versions begin on {from}")
            } else {
                format!("this version begins on {from}, out of order")
            };
            self.report(Code::E0403, span, message)
                .and(place, format!("the version before it begins on {}", last.from))
                .help("put the versions in the order of their days, one for each day");
            return false;
        }
        if let Some(until) = last.until
            && from < until
        {
            self.report(Code::E0404, span, format!("this version already begins on {from}"))
                .and(place, format!("the version before it lasts until {until}"))
                .help(format!("begin it on {until}, or end the other one on {from}"));
            return false;
        }
        true
    }

    /// Reports the days of `days` on which no version holds.
    pub fn covered<T>(
        &mut self,
        name: &str,
        rows: &[(Version<T>, Span)],
        days: Interval,
        whole: Span,
    ) {
        let mut reached = days.from;
        let mut before: Option<Span> = None;
        for (version, span) in rows {
            if days.until.is_some_and(|until| reached >= until) {
                return;
            }
            if version.days.from > reached {
                let from = version.days.from;
                let found = self.found.report(
                    Code::E0402,
                    *span,
                    format!("`{name}` has no value on {reached}"),
                );
                found.here(format!("this version begins on {from} only"));
                match before {
                    Some(before) => found.and(before, "the version before it has ended by then"),
                    None => found.and(whole, format!("it is needed from {}", days.from)),
                };
                found.help(format!("begin it on {reached}, or add a version that does"));
            }
            match version.days.until {
                Some(until) => reached = reached.max(until),
                None => return,
            }
            before = Some(*span);
        }
        if days.until.is_none_or(|until| reached < until) {
            let at = before.unwrap_or(whole);
            self.found
                .report(Code::E0402, at, format!("`{name}` has no value on {reached}"))
                .help(format!("add a version `from {reached}`"));
        }
    }
}

/// The last day of the month of an impossible date, where the month exists.
fn last_day_of_month(words: &str) -> Option<Date> {
    let month = words.get(0..7)?;
    (28..=31).rev().find_map(|day| Date::parse(&format!("{month}-{day}")))
}
