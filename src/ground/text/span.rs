//! A place in a source text, in bytes.

use crate::ground::table::Id;
use crate::ground::text::Source;

/// The bytes `start..end` of one source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The text the place is in.
    pub source: Id<Source>,
    /// The offset of the first byte.
    pub start: u32,
    /// The offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `source`.
    pub fn new(source: Id<Source>, start: usize, end: usize) -> Self {
        // Texts are limited to far less than 4 GiB before any span is made.
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { source, start: offset(start), end: offset(end) }
    }

    /// From the start of this place to the end of `other`, both in one text.
    pub fn to(self, other: Span) -> Span {
        Span { end: other.end.max(self.end), ..self }
    }

    /// The place as a range of bytes.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}
