//! Where a law can be changed: what is gathered while its tree is walked.

use super::{Mutant, Operator, nudge};
use crate::ground::table::Id;
use crate::ground::text::{Source, Span};
use crate::language::syntax::{Clause, Literal};

/// The mutants found so far of one text.
pub(super) struct Sites<'a> {
    pub text: &'a str,
    pub source: Id<Source>,
    pub mutants: Vec<Mutant>,
    /// The provision being walked.
    pub provision: String,
    /// The citations around what is being walked, innermost last.
    pub cites: Vec<String>,
}

impl<'a> Sites<'a> {
    /// One change of several places, shown as the words at `shown`.
    pub fn change(&mut self, operator: Operator, shown: Span, edits: Vec<(Span, String)>) {
        self.mutants.push(Mutant {
            operator,
            source: self.source,
            shown,
            edits,
            provision: self.provision.clone(),
            told: None,
            cite: self.cites.last().cloned(),
        });
    }

    /// Other words in one place.
    pub fn put(&mut self, operator: Operator, shown: Span, at: Span, words: impl Into<String>) {
        self.change(operator, shown, vec![(at, words.into())]);
    }

    /// A whole clause dropped.
    pub fn drop_clause(&mut self, operator: Operator, span: Span) {
        self.put(operator, span, span, "");
    }

    /// Another word for a word written between two places; comments there are passed over.
    pub fn swap(&mut self, operator: Operator, shown: Span, within: Span, words: (&str, &str)) {
        if let Some(at) = self.find(within, words.0) {
            self.put(operator, shown, at, words.1);
        }
    }

    /// The words at a place.
    pub fn words(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// A place of this text.
    pub fn place(&self, start: u32, end: u32) -> Span {
        Span { source: self.source, start, end: end.max(start) }
    }

    /// What stands between two places.
    pub fn between(&self, before: Span, after: Span) -> Span {
        self.place(before.end, after.start)
    }

    /// Where a word stands within a place, outside of comments.
    pub fn find(&self, within: Span, word: &str) -> Option<Span> {
        let mut at = within.range().start;
        for line in self.words(within).split_inclusive('\n') {
            let plain = line.split("//").next().unwrap_or("");
            let mut from = 0;
            while let Some(found) = plain.get(from..).and_then(|rest| rest.find(word)) {
                let (start, end) = (from + found, from + found + word.len());
                let letter =
                    |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
                let inside = letter(word.chars().next())
                    && letter(plain.get(..start).and_then(|it| it.chars().last()))
                    || letter(word.chars().last())
                        && letter(plain.get(end..).and_then(|it| it.chars().next()));
                if !inside {
                    return Some(Span::new(self.source, at + start, at + end));
                }
                from = end;
            }
            at += line.len();
        }
        None
    }

    /// A literal one unit more and one less, or its opposite.
    pub fn literal(&mut self, literal: &Literal) {
        let span = literal.span();
        let words = self.words(span);
        let operator = match literal {
            Literal::Bool(value, _) => {
                return self.put(Operator::Value, span, span, (!value).to_string());
            }
            Literal::Number(..) => Operator::Figure,
            Literal::Money(..) => Operator::Amount,
            Literal::Date(..) | Literal::DateTime(..) => Operator::Date,
            Literal::Duration(..) => Operator::Duration,
            Literal::None(_) | Literal::Period(..) | Literal::Text(_) => return,
        };
        for by in [-1, 1] {
            let moved = match operator == Operator::Date {
                true => nudge::date(words, by),
                false => nudge::number(words, by),
            };
            if let Some(moved) = moved {
                self.put(operator, span, span, moved);
            }
        }
        if operator == Operator::Duration {
            self.swap(Operator::Days, span, span, ("working ", ""));
        }
    }

    /// The dates of clauses.
    pub fn clauses<'c>(&mut self, clauses: impl IntoIterator<Item = &'c Clause>) {
        for clause in clauses {
            match clause {
                Clause::From(date, _) | Clause::Until(date, _) => self.literal(date),
                Clause::Cite(..) | Clause::Quote(..) | Clause::Reading(..) | Clause::Allow(..) => {}
            }
        }
    }

    /// Walks what stands under clauses, whose citation is then the nearest.
    pub fn under<'c>(
        &mut self,
        clauses: impl IntoIterator<Item = &'c Clause>,
        walk: impl FnOnce(&mut Self),
    ) {
        let cite = clauses.into_iter().find_map(|clause| match clause {
            Clause::Cite(label, _) => Some(label.text.to_string()),
            Clause::Quote(..)
            | Clause::Reading(..)
            | Clause::Allow(..)
            | Clause::From(..)
            | Clause::Until(..) => None,
        });
        let depth = self.cites.len();
        self.cites.extend(cite);
        walk(self);
        self.cites.truncate(depth);
    }

    /// Each of several drops in turn, where at least one other is left.
    pub fn elements(&mut self, shown: Span, elements: &[Span]) {
        if elements.len() < 2 {
            return;
        }
        for (at, element) in elements.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| elements.get(before));
            let next = elements.get(at + 1);
            let gone = match (next, before) {
                (Some(next), _) => self.place(element.start, next.start),
                (None, Some(before)) => self.place(before.end, element.end),
                (None, None) => continue,
            };
            self.put(Operator::Alternative, shown, gone, "");
        }
    }
}
