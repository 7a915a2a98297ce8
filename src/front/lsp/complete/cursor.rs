//! Where in a law somebody is writing: the declaration around, the words before and behind, and the
//! beginning of the word that is being written.

use crate::front::lsp::complete::network::{Network, Terminal};
use crate::front::lsp::complete::token::{Token, tokens};
use crate::front::lsp::lexeme::LexemeKind;

/// The most words of a declaration that are followed through the grammar: of a longer one its
/// beginning and its end.
const MOST_WORDS: usize = 3_000;
/// How many bytes behind the cursor are looked at for what the declaration still says.
const MOST_BEHIND: usize = 20_000;

/// A place in a law.
#[derive(Clone, Debug)]
pub struct Cursor<'a> {
    /// From where the grammar is followed.
    pub rule: &'static str,
    /// The words before, from the beginning of the declaration.
    pub before: Vec<Token<'a>>,
    /// The words behind, as far as the declaration goes.
    pub behind: Vec<Token<'a>>,
    /// The path before the last dot, where one is being written.
    pub base: Option<&'a str>,
    /// What is already written of the word.
    pub prefix: &'a str,
    /// Where the path begins.
    pub path_start: usize,
    /// Where the word begins.
    pub start: usize,
    /// Where the word ends for now.
    pub end: usize,
    /// Whether the word begins its line.
    pub in_first_column: bool,
    /// Whether only blanks stand before it in its line.
    pub first_of_line: bool,
    /// Where the text begins that the place is in, where it is in one.
    pub text_since: Option<usize>,
}

impl<'a> Cursor<'a> {
    /// The place at a byte; none where nobody writes words: in comments and figures.
    pub fn at(text: &'a str, offset: usize) -> Option<Self> {
        let until = text.get(..offset)?;
        let word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let mut start = until.trim_end_matches(word).len();
        let mut path_start = until.trim_end_matches(|it| word(it) || it == '.').len();
        let path = until.get(path_start..start)?;
        let mut base = path.strip_suffix('.').filter(|base| !base.is_empty());
        if until.get(path_start..)?.starts_with(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
        if base.is_none() {
            path_start = start;
        }
        let (rule, piece) = around(text, start);
        let mut before = tokens(until.get(piece..path_start).unwrap_or(""), piece);
        let mut text_since = None;
        let line = until.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        if commented(until.get(line..)?) {
            return None;
        }
        // A quotation mark that nothing closes in its line.
        if let Some(last) = before.last().filter(|last| last.kind == LexemeKind::Text)
            && last.start >= line
            && (last.text.len() == 1 || !last.text.ends_with('"'))
        {
            text_since = Some(last.start + 1);
            (start, path_start, base) = (last.start + 1, last.start + 1, None);
            before.pop();
        }
        let indent = until.get(line..path_start).unwrap_or("");
        let behind = text.get(offset..).unwrap_or("");
        let behind = behind.get(..floor(behind, MOST_BEHIND)).unwrap_or("");
        let behind = behind.get(..ends(behind)).unwrap_or("");
        Some(Self {
            rule,
            before: shortened(before, text),
            behind: tokens(behind, offset),
            base,
            prefix: until.get(start..).unwrap_or(""),
            path_start,
            start,
            end: offset,
            in_first_column: line == path_start,
            first_of_line: indent.trim().is_empty(),
            text_since,
        })
    }

    /// The place at which an argument is written, whatever is already written of it.
    pub fn behind_all(text: &'a str, offset: usize) -> Option<Self> {
        let until = text.get(..offset)?;
        let (rule, piece) = around(text, offset);
        let behind = text.get(offset..).unwrap_or("");
        let behind = behind.get(..floor(behind, MOST_BEHIND)).unwrap_or("");
        let behind = behind.get(..ends(behind)).unwrap_or("");
        Some(Self {
            rule,
            before: tokens(until.get(piece..).unwrap_or(""), piece),
            behind: tokens(behind, offset),
            base: None,
            prefix: "",
            path_start: offset,
            start: offset,
            end: offset,
            in_first_column: false,
            first_of_line: false,
            text_since: None,
        })
    }

    /// The word so many before the place, the nearest being the first.
    pub fn back(&self, away: usize) -> Option<&Token<'a>> {
        self.before.len().checked_sub(away).and_then(|at| self.before.get(at))
    }
}

/// Whether the line has come to a comment.
fn commented(line: &str) -> bool {
    let last = crate::front::lsp::lexeme::lexemes(line).pop();
    last.is_some_and(|it| matches!(it.kind, LexemeKind::Comment | LexemeKind::Documentation))
}

/// The beginning of the declaration around a place, and what the grammar says from there.
pub fn around(text: &str, before: usize) -> (&'static str, usize) {
    let mut at = before;
    loop {
        let start = text.get(..at).and_then(|it| it.rfind(['\n', '\r'])).map_or(0, |it| it + 1);
        let line = text.get(start..before).unwrap_or("");
        if let Some(rule) = begins(line) {
            return (rule, start);
        }
        match start.checked_sub(1) {
            Some(next) => at = next,
            None => return ("from_header", 0),
        }
    }
}

/// What a line in the first column begins, once its first word is over.
fn begins(line: &str) -> Option<&'static str> {
    let end = line.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')?;
    let word = line.get(..end)?;
    let network = Network::of_laws();
    let among = |rule: &str| {
        let first = network.rule(rule).map(|rule| &network.rules[rule].first);
        first.is_some_and(|first| {
            first.iter().any(|it| matches!(it, Terminal::Word(first) if *first == word))
        })
    };
    let header = ["law_header", "vocabulary_header", "tests_header"];
    match word.is_empty() {
        true => None,
        false if header.into_iter().any(among) => Some("from_header"),
        false if among("use_line") => Some("from_use"),
        false => among("declaration").then_some("from_declaration"),
    }
}

/// Where the declaration that a text goes on with is over.
fn ends(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        if at > 0 && begins(line).is_some() {
            return at;
        }
        at += line.len();
    }
    text.len()
}

fn floor(text: &str, most: usize) -> usize {
    let mut at = most.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Of too many words the first, up to the brace, and the last, from the beginning of a line.
fn shortened<'a>(words: Vec<Token<'a>>, text: &str) -> Vec<Token<'a>> {
    if words.len() <= MOST_WORDS {
        return words;
    }
    let open = words.iter().take(MOST_WORDS / 2).position(|it| it.is("{")).map_or(0, |at| at + 1);
    let mut kept: Vec<Token<'a>> = words.iter().take(open).copied().collect();
    let mut depth = 1_usize;
    let mut from = words.len();
    let late = words.len().saturating_sub(MOST_WORDS / 2);
    let mut last = 0;
    for (at, word) in words.iter().enumerate().skip(open) {
        let between = text.get(last..word.start).unwrap_or("");
        if at >= late && depth == 1 && between.contains(['\n', '\r']) {
            from = at;
            break;
        }
        match word.text {
            "{" | "(" => depth += 1,
            "}" | ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        last = word.end;
    }
    kept.extend(words.into_iter().skip(from));
    kept
}
