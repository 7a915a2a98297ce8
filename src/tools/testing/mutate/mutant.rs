//! A mutant: a law with one change, as the edits of its text.

use super::Operator;
use crate::ground::table::Id;
use crate::ground::text::{Source, Span};

/// A law with one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// The kind of change.
    pub operator: Operator,
    /// The text that is changed.
    pub source: Id<Source>,
    /// What is shown of it: an expression, a clause, a literal.
    pub shown: Span,
    /// The places and their new words, in order and apart from one another.
    pub edits: Vec<(Span, String)>,
    /// The provision that is changed: `define covered`, `step ban`.
    pub provision: String,
    /// What is shown before and after in place of the words at `shown`, where those are too many.
    pub told: Option<(String, String)>,
    /// Where the law says so, as the nearest citation has it.
    pub cite: Option<String>,
}

impl Mutant {
    /// Where the first word changes.
    pub fn at(&self) -> Span {
        self.edits.first().map_or(self.shown, |(span, _)| *span)
    }

    /// The whole text with the change.
    pub fn text(&self, text: &str) -> String {
        self.changed(text, 0..text.len())
    }

    /// What is shown, before.
    pub fn before(&self, text: &str) -> String {
        if let Some((before, _)) = &self.told {
            return before.clone();
        }
        in_one_line(text.get(self.shown.range()).unwrap_or(""))
    }

    /// What is shown, after; nothing where it is dropped.
    pub fn after(&self, text: &str) -> String {
        if let Some((_, after)) = &self.told {
            return after.clone();
        }
        in_one_line(&self.changed(text, self.shown.range()))
    }

    fn changed(&self, text: &str, range: std::ops::Range<usize>) -> String {
        let mut changed = String::with_capacity(range.len() + 16);
        let mut at = range.start;
        for (span, words) in &self.edits {
            if span.range().start < at || span.range().end > range.end {
                continue;
            }
            changed.push_str(text.get(at..span.range().start).unwrap_or(""));
            changed.push_str(words);
            at = span.range().end;
        }
        changed.push_str(text.get(at..range.end).unwrap_or(""));
        changed
    }
}

fn in_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
