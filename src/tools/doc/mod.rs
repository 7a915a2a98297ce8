//! The rulebook: laws for reading, as Markdown or as one HTML page that needs nothing beside it.
//!
//! `book` arranges what is written into chapters of sections, which know no format; `markdown` and
//! `html` write them.

pub mod source;
pub mod condition;
pub mod basis;
pub mod figures;
pub mod terms;
pub mod duties;
pub mod sanctions;
pub mod section;
pub mod examples;
pub mod dates;
pub mod articles;
pub mod chapter;
pub mod book;
pub mod about;
pub mod markdown;
pub mod html;

use serde::Serialize;

/// Laws for reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rulebook {
    /// What it is called.
    pub title: String,
    /// The laws in the order of their names, then the vocabularies that they use.
    pub chapters: Vec<Chapter>,
    /// Every name in the order of the alphabet.
    pub index: Vec<IndexEntry>,
}

/// One law or vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chapter {
    /// What links to it name.
    pub anchor: String,
    /// `law`, `vocabulary`.
    pub kind: &'static str,
    /// Its dotted name.
    pub name: String,
    /// Its title; the name where it has none.
    pub title: String,
    /// What its header says.
    pub blocks: Vec<Block>,
    /// Its declarations in the order in which they are written; then its dates, articles and tests.
    pub sections: Vec<Section>,
}

/// One declaration, or one list at the end of a chapter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// What links to it name.
    pub anchor: String,
    /// The word that declares it; empty for a list at the end of a chapter.
    pub kind: &'static str,
    /// The name that it declares; empty where it declares none.
    pub name: String,
    /// What readers call it.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// One part of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its words.
        line: Line,
    },
    /// Where the law says so, its words, and how the author read them.
    Basis {
        /// All three.
        basis: Basis,
    },
    /// What is said under a few headings: `Applies when`, `Must`.
    Terms {
        /// The headings in order.
        terms: Vec<Term>,
    },
    /// A table.
    Grid {
        /// The heads of its columns.
        head: Vec<Line>,
        /// Its rows.
        rows: Vec<GridRow>,
    },
}

/// What is said under one heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// The heading.
    pub name: Line,
    /// What is said.
    pub said: Vec<SaidLine>,
}

/// One line of what is said, and how far it stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SaidLine {
    /// How many lines it stands below: `any of these:` holds its alternatives.
    pub depth: usize,
    /// Its words.
    pub line: Line,
    /// Its own clauses.
    pub basis: Basis,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GridRow {
    /// What links to it name; empty where nothing links to it.
    pub anchor: String,
    /// What readers call it; empty where nothing links to it.
    pub title: String,
    /// One cell for each column.
    pub cells: Vec<Vec<SaidLine>>,
}

/// `cite`, `quote` and `reading` of a provision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Basis {
    /// Where the law says so.
    pub cites: Vec<String>,
    /// The law's own words.
    pub quotes: Vec<String>,
    /// How the author read them.
    pub readings: Vec<String>,
}

/// Words in a row.
pub type Line = Vec<Piece>;

/// Some words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are a name of the law.
    pub named: bool,
    /// What they lead to; empty where they lead nowhere.
    pub to: String,
}

/// One name of the index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct IndexEntry {
    /// What it is sorted by.
    pub key: String,
    /// What readers call it.
    pub title: String,
    /// Its name.
    pub name: String,
    /// The word that declares it.
    pub kind: &'static str,
    /// The law or vocabulary that it is of.
    pub of: String,
    /// What leads to it.
    pub to: String,
}

impl Piece {
    /// Plain words.
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), named: false, to: String::new() }
    }

    /// A name of the law that leads nowhere.
    pub fn name(text: impl Into<String>) -> Self {
        Self { text: text.into(), named: true, to: String::new() }
    }

    /// A name, and what it leads to.
    pub fn link(text: impl Into<String>, to: impl Into<String>) -> Self {
        Self { text: text.into(), named: true, to: to.into() }
    }
}

impl Section {
    /// The rows of its tables that something can link to.
    pub fn rows(&self) -> impl Iterator<Item = &GridRow> {
        let rows = self.blocks.iter().flat_map(|block| match block {
            Block::Grid { rows, .. } => rows.as_slice(),
            Block::Paragraph { .. } | Block::Basis { .. } | Block::Terms { .. } => &[],
        });
        rows.filter(|row| !row.anchor.is_empty())
    }
}

impl Basis {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.cites.is_empty() && self.quotes.is_empty() && self.readings.is_empty()
    }
}

impl SaidLine {
    /// A line that stands at the edge and has no clauses.
    pub fn plain(line: Line) -> Self {
        Self { depth: 0, line, basis: Basis::default() }
    }
}

impl GridRow {
    /// A row of single lines that nothing links to.
    pub fn of(cells: Vec<Line>) -> Self {
        let cells = cells.into_iter().map(|line| vec![SaidLine::plain(line)]).collect();
        Self { anchor: String::new(), title: String::new(), cells }
    }
}

impl Term {
    /// One line under a heading.
    pub fn line(name: &str, line: Line) -> Self {
        Self::said(name, vec![SaidLine::plain(line)])
    }

    /// Several lines under a heading.
    pub fn said(name: &str, said: Vec<SaidLine>) -> Self {
        Self { name: vec![Piece::words(name)], said }
    }
}
