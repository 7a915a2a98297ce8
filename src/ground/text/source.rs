//! The texts that were handed in, each with the name it is reported under.

use crate::ground::table::{Id, Table};
use crate::ground::text::{Lines, Position, Span};
use std::sync::Arc;

/// One text and the name it is reported under.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name in reports: the path as it was given, or a word such as `<stdin>`.
    pub name: String,
    /// The text itself.
    pub text: Arc<str>,
    /// Where its lines begin.
    pub lines: Lines,
}

/// All texts of one run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    table: Table<Source>,
}

impl Sources {
    /// No texts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text under a name and gives its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> Id<Source> {
        let text = text.into();
        let lines = Lines::of(&text);
        self.table.add(Source { name: name.into(), text, lines })
    }

    /// Puts another text in the place of one: the name and the id stay.
    pub fn replace(&mut self, id: Id<Source>, text: impl Into<Arc<str>>) {
        let text = text.into();
        let lines = Lines::of(&text);
        let row = &mut self.table[id];
        (row.text, row.lines) = (text, lines);
    }

    /// The source of an id.
    pub fn source(&self, id: Id<Source>) -> &Source {
        &self.table[id]
    }

    /// Every source with its id, in the order of loading.
    pub fn rows(&self) -> impl Iterator<Item = (Id<Source>, &Source)> {
        self.table.rows()
    }

    /// The words at a place.
    pub fn words(&self, span: Span) -> &str {
        self.table[span.source].text.get(span.range()).unwrap_or("")
    }

    /// The line and column at which a place begins.
    pub fn position(&self, span: Span) -> Position {
        let source = &self.table[span.source];
        source.lines.position(&source.text, span.start as usize)
    }
}
