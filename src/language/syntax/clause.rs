//! Names, labels, documentation and the clauses that any declaration may carry.

use crate::ground::text::Span;
use crate::language::syntax::Literal;
use compact_str::CompactString;

/// One name as written, `daily_users`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its letters.
    pub text: CompactString,
    /// Where it stands.
    pub span: Span,
}

/// A dotted name, `ru.landing.covered`; at least one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Its segments in order.
    pub segments: Vec<Name>,
    /// From the first to the last.
    pub span: Span,
}

/// A string literal: a label, a quotation, a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its text, without the quotation marks.
    pub text: CompactString,
    /// With the quotation marks.
    pub span: Span,
}

/// `///` lines, each without the slashes and the blank after them.
pub type Words = Vec<Label>;

/// A clause that any declaration may carry.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    /// `cite "art. 4(1)"`
    Cite(Label, Span),
    /// `quote "…"`
    Quote(Label, Span),
    /// `reading "…"`
    Reading(Label, Span),
    /// `from DATE`
    From(Literal, Span),
    /// `until DATE`
    Until(Literal, Span),
}

impl Path {
    /// The name with its dots.
    pub fn dotted(&self) -> String {
        let segments: Vec<&str> = self.segments.iter().map(|name| name.text.as_str()).collect();
        segments.join(".")
    }
}

impl Clause {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Clause::Cite(_, span)
            | Clause::Quote(_, span)
            | Clause::Reading(_, span)
            | Clause::From(_, span)
            | Clause::Until(_, span) => *span,
        }
    }
}
