//! A sheet as text before its meaning: mappings, sequences and scalars, each with its place.

use crate::ground::diagnostic::{Code, Found};
use crate::ground::text::Span;
use std::collections::BTreeMap;

/// How many mappings and lists may stand in one another.
pub const MOST_DEPTH: usize = 128;

/// What a sheet is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML: a bare scalar is read by the type that its fact expects.
    Yaml,
    /// JSON: only numbers, `true`, `false` and `null` are bare.
    Json,
    /// TOML: only numbers, dates, `true` and `false` are bare.
    Toml,
}

/// One value of a sheet and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub content: Content,
    /// Where it is written.
    pub span: Span,
}

/// The forms of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A mapping: its keys in the order of the text, none twice.
    Map(Vec<(Key, Node)>),
    /// A list.
    List(Vec<Node>),
    /// Words or digits, as they are written.
    Scalar(Scalar),
}

/// A key of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its words.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// A scalar: its raw text, never a number that somebody else has read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The digits or words; of a quoted text what stands between the quotes.
    pub text: String,
    /// Whether it stands in quotes.
    pub quoted: bool,
}

impl Format {
    /// The format that a file's name says, YAML where it says nothing.
    pub fn of(name: &str) -> Self {
        match name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
            Some("json") => Format::Json,
            Some("toml") => Format::Toml,
            Some(_) | None => Format::Yaml,
        }
    }

    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Yaml => "YAML",
            Format::Json => "JSON",
            Format::Toml => "TOML",
        }
    }
}

impl Node {
    /// What it is, for a message: "a list", "the text `abc`".
    pub fn in_words(&self) -> String {
        match &self.content {
            Content::Map(_) => "a mapping".to_owned(),
            Content::List(_) => "a list".to_owned(),
            Content::Scalar(scalar) => scalar.in_words(),
        }
    }
}

impl Scalar {
    /// Whether nothing is written: an empty place, `~` or `null`.
    pub fn is_empty(&self) -> bool {
        !self.quoted && matches!(self.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
    }

    /// What it is, for a message, cut where it is long.
    pub fn in_words(&self) -> String {
        if self.is_empty() {
            return "nothing".to_owned();
        }
        let shown = shortened(&self.text);
        if self.quoted { format!("the text \"{shown}\"") } else { format!("`{shown}`") }
    }
}

/// The first words of a text of a sheet, safe to show: without control characters.
pub fn shortened(text: &str) -> String {
    let mut shown: String = text.chars().take(24).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

/// Keeps the first of each key and reports the others with both places.
pub fn without_repetition(pairs: Vec<(Key, Node)>, found: &mut Found) -> Vec<(Key, Node)> {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut kept = Vec::with_capacity(pairs.len());
    for (key, value) in pairs {
        match seen.get(&key.text) {
            Some(first) => repeated(&key.text, key.span, *first, found),
            None => {
                seen.insert(key.text.clone(), key.span);
                kept.push((key, value));
            }
        }
    }
    kept
}

/// Says that a key stands twice.
pub fn repeated(key: &str, again: Span, first: Span, found: &mut Found) {
    found
        .report(Code::E0602, again, format!("`{}` is stated twice", shortened(key)))
        .here("here again")
        .and(first, "stated here first")
        .help("keep one of the two; a history is one list of entries");
}

/// Says that mappings and lists stand in one another too deeply.
pub fn too_deep(span: Span, found: &mut Found) {
    found
        .report(Code::E0802, span, format!("nested more than {MOST_DEPTH} deep"))
        .help("a sheet needs a few levels only: is this the file you meant?");
}
