//! The clauses that any declaration may carry: citations, readings, commencement and repeal.

use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::ground::time::Interval;
use crate::language::check::scope::Checker;
use crate::language::law::{Basis, Commencement};
use crate::language::syntax::{Clause, Label, Literal};

impl Checker<'_> {
    /// The citations, quotations and readings among `clauses`.
    pub fn basis<'c>(&mut self, clauses: impl IntoIterator<Item = &'c Clause>) -> Basis {
        let mut basis = Basis::default();
        for clause in clauses {
            match clause {
                Clause::Cite(words, _) => basis.cites.push(words.text.to_string()),
                Clause::Quote(words, _) => basis.quotes.push(words.text.to_string()),
                Clause::Reading(words, _) => basis.readings.push(words.text.to_string()),
                Clause::Allow(..) | Clause::From(..) | Clause::Until(..) => {}
            }
        }
        basis
    }

    /// The `from` and `until` among `clauses`: at most one each, in order.
    pub fn commencement<'c>(
        &mut self,
        clauses: impl IntoIterator<Item = &'c Clause>,
    ) -> Commencement {
        let mut from: Option<(&Literal, Span)> = None;
        let mut until: Option<(&Literal, Span)> = None;
        for clause in clauses {
            match clause {
                Clause::From(date, span) => self.once("from", &mut from, date, *span),
                Clause::Until(date, span) => self.once("until", &mut until, date, *span),
                Clause::Cite(..) | Clause::Quote(..) | Clause::Reading(..) | Clause::Allow(..) => {}
            }
        }
        self.interval_written(from.map(|(date, _)| date), until.map(|(date, _)| date))
    }

    /// `from` and `until` as dates; both places are shown where the end is not after the start.
    pub fn interval_written(
        &mut self,
        from: Option<&Literal>,
        until: Option<&Literal>,
    ) -> Commencement {
        let first = from.and_then(|date| self.date(date));
        let end = until.and_then(|date| self.date(date));
        if let (Some(first), Some(end), Some(from), Some(until)) = (first, end, from, until)
            && (Interval { from: first, until: Some(end) }).is_empty()
        {
            self.report(Code::E0406, until.span(), format!("ends on {end}, before it has begun"))
                .and(from.span(), format!("begins on {first}"))
                .help("`until` is the first day it no longer holds: write a later one");
            return Commencement { from: Some(first), until: None };
        }
        Commencement { from: first, until: end }
    }

    /// A provision without `from` or `until` of its own: says so where they are written.
    pub fn no_commencement<'c>(
        &mut self,
        clauses: impl IntoIterator<Item = &'c Clause>,
        what: &str,
    ) {
        for clause in clauses {
            match clause {
                Clause::From(_, span) | Clause::Until(_, span) => {
                    self.report(Code::E0506, *span, format!("{what} has no dates of its own"))
                        .help("take the clause away");
                }
                Clause::Cite(..) | Clause::Quote(..) | Clause::Reading(..) | Clause::Allow(..) => {}
            }
        }
    }

    /// Keeps the first of a clause that may stand once; reports the second with both places.
    pub fn once<'c, T: ?Sized>(
        &mut self,
        word: &str,
        kept: &mut Option<(&'c T, Span)>,
        value: &'c T,
        span: Span,
    ) {
        match kept {
            None => *kept = Some((value, span)),
            Some((_, first)) => {
                let first = *first;
                let said = if word == "measure" { "a measure".into() } else { format!("`{word}`") };
                self.report(Code::E0502, span, format!("{said} is written twice"))
                    .and(first, "the first one")
                    .help("take one of the two away");
            }
        }
    }
}

/// Documentation lines as one text.
pub(super) fn joined(words: &[Label]) -> String {
    let lines: Vec<&str> = words.iter().map(|line| line.text.as_str()).collect();
    lines.join("\n")
}

/// The text of a label, where there is one.
pub(super) fn label(label: Option<&Label>) -> Option<String> {
    label.map(|label| label.text.to_string())
}
