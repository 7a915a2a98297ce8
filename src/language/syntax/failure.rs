//! What a syntax error says: where, in which construct, what was expected, and the usual mistakes.

use crate::ground::diagnostic::{Code, Diagnostic, closest};
use crate::language::syntax::grammar::{Failure, Reader, Rule};
use crate::language::syntax::mistake::mistake;
use crate::language::syntax::wording::{in_words, is_operator};

/// A part of a file that is read by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// What it is read as.
    pub(super) rule: Rule,
    /// Where it begins, with its documentation.
    pub(super) start: usize,
    /// Where its first word stands.
    pub(super) word: usize,
    /// Where the next one begins.
    pub(super) end: usize,
}

/// The most expectations that one message names.
const MOST_EXPECTED: usize = 4;

/// A file without `law`, `vocabulary` or `tests for`.
pub(super) fn no_header(reader: &mut Reader) {
    let start = reader.text.len() - reader.text.trim_start().len();
    let found = token(reader.text, start);
    let place = reader.place(start, start + found.len());
    let told = reader.found.report(Code::E0101, place, "a file begins with its header");
    told.here("expected `law`, `vocabulary` or `tests for`");
    told.help("begin with `law NAME \"Title\" { … }`, `vocabulary NAME` or `tests for NAME`");
}

/// Tells one failure of a piece.
pub(super) fn tell(reader: &mut Reader, piece: &Piece, failure: &Failure) {
    let text = reader.text;
    let end = text.get(piece.start..piece.end).unwrap_or("").trim_end().len() + piece.start;
    let at = failure.at.min(end);
    let context = context(text, piece, at);
    let found = token(text, at);
    let ends = at >= end;
    let place = if ends { reader.place(end, end) } else { reader.place(at, at + found.len()) };
    if failure.expected.is_empty() {
        let message = format!("{context}: nested too deeply");
        let told = reader.found.report(Code::E0806, place, message);
        told.help("name parts of it with `define`");
        return;
    }
    let open = open_brackets(text.get(piece.start..at).unwrap_or(""));
    if ends && let Some((offset, bracket)) = open.last() {
        let start = piece.start + offset;
        let opening = reader.place(start, start + 1);
        let message = format!("{context}: this `{bracket}` is never closed");
        let told = reader.found.report(Code::E0102, opening, message);
        told.and(place, format!("expected `{}` by here", closing(*bracket)));
        told.help(format!("close it with `{}`", closing(*bracket)));
        return;
    }
    let expected = expectations(&failure.expected);
    let mut told = said(&context, &expected, found, ends);
    told.span = Some(place);
    if let Some(found) = mistake(text, at, found, &failure.expected, &open) {
        if let Some(message) = found.message {
            told.message = format!("{context}: {message}");
            told.label =
                (!ends).then(|| listed(&expected)).map(|words| format!("expected {words}"));
        }
        told.help(found.help);
        if let Some((range, words)) = found.edit {
            let place = reader.place(range.start, range.end);
            let title =
                if words.is_empty() { "delete it".into() } else { format!("write `{words}`") };
            told.fix(title, place, words);
        }
    } else if let Some(word) = meant(found, &failure.expected) {
        told.help(format!("did you mean `{word}`?"));
        told.fix(format!("change it to `{word}`"), place, word);
    }
    if told.help.is_none()
        && let Some((offset, bracket)) = open.last()
        && begins_outside(found, &failure.expected)
    {
        let start = piece.start + offset;
        told.and(reader.place(start, start + 1), format!("this `{bracket}` is still open"));
        told.help(format!("is a `{}` missing before this?", closing(*bracket)));
    }
    reader.found.diagnostics.push(told);
}

/// The message and its label; the message names the expectations where they are short.
fn said(context: &str, expected: &[String], found: &str, ends: bool) -> Diagnostic {
    let words = listed(expected);
    let short = format!("{context}: expected {words}");
    let found = if ends { "the end".to_string() } else { format!("`{found}`") };
    if short.chars().count() < 60 {
        let mut told = Diagnostic::new(Code::E0101, None, short);
        told.here(format!("found {found}"));
        return told;
    }
    let mut told = Diagnostic::new(Code::E0101, None, format!("{context}: unexpected {found}"));
    told.here(format!("expected {words}"));
    told
}

/// What could have stood there, in the author's words, the telling ones first.
fn expectations(rules: &[Rule]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let operators = rules.iter().any(|rule| is_operator(*rule));
    let others = rules.iter().filter(|rule| !is_operator(**rule));
    let mut sorted: Vec<&Rule> = others.collect();
    sorted.sort_by_key(|rule| matches!(rule, Rule::close | Rule::right | Rule::EOI));
    for rule in sorted {
        let word = in_words(*rule);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if operators && words.len() < MOST_EXPECTED {
        words.push("an operator".to_string());
    }
    words.truncate(MOST_EXPECTED);
    words
}

/// `a, b or c`
fn listed(words: &[String]) -> String {
    match words.split_last() {
        None => "something else".to_string(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

/// The word, number or mark at an offset.
pub(super) fn token(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or("");
    let Some(first) = rest.chars().next() else { return "" };
    let word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let length = if word(first) {
        let end = |letter: char| !word(letter) && letter != '-' && letter != '.' && letter != '%';
        rest.find(end).unwrap_or(rest.len())
    } else if first == '"' {
        let line = rest.split(['\n', '\r']).next().unwrap_or(rest);
        line.get(1..).and_then(|inner| inner.find('"')).map_or(line.trim_end().len(), |end| end + 2)
    } else if rest.starts_with("///") {
        3
    } else {
        let marks = ["==", "=>", "=<", "<>", "&&", "||", "!=", "<=", ">=", "->"];
        marks.iter().find(|mark| rest.starts_with(**mark)).map_or(first.len_utf8(), |m| m.len())
    };
    rest.get(..length).unwrap_or(rest)
}

/// The brackets that are open at the end of a text, each with its offset.
pub(super) fn open_brackets(text: &str) -> Vec<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quoted = false;
    let mut comment = false;
    let mut previous = ' ';
    for (at, letter) in text.char_indices() {
        match letter {
            '\n' | '\r' => (quoted, comment) = (false, false),
            _ if comment => {}
            '"' => quoted = !quoted,
            _ if quoted => {}
            '/' if previous == '/' => comment = true,
            '{' | '(' => open.push((at, letter)),
            '}' | ')' => {
                if open.last().is_some_and(|(_, bracket)| closing(*bracket) == letter) {
                    open.pop();
                }
            }
            _ => {}
        }
        previous = letter;
    }
    open
}

fn closing(bracket: char) -> char {
    if bracket == '(' { ')' } else { '}' }
}

/// ``in duty `open_local_office` ``: the innermost named thing around an offset.
fn context(text: &str, piece: &Piece, at: usize) -> String {
    let before = text.get(piece.start..at).unwrap_or("");
    let step = open_brackets(before).into_iter().rev().find_map(|(offset, _)| {
        let line = before.get(..offset)?.rsplit(['\n', '\r']).next()?.trim_start();
        let line = line.rsplit(['{', '}']).next()?.trim_start();
        line.strip_prefix("step ").map(|rest| named("step", rest))
    });
    step.unwrap_or_else(|| {
        let whole = text.get(piece.word..piece.end).unwrap_or("");
        let end = whole.find(|letter: char| !letter.is_ascii_lowercase()).unwrap_or(whole.len());
        let (word, rest) = whole.split_at_checked(end).unwrap_or((whole, ""));
        named(word, rest)
    })
}

/// The word of a construct with its name, where it has one.
fn named(word: &str, rest: &str) -> String {
    let rest = rest.trim_start_matches([' ', '\t']);
    let rest = if word == "tests" { rest.strip_prefix("for ").unwrap_or(rest) } else { rest };
    if let Some(label) = rest.strip_prefix('"') {
        let label = label.split(['"', '\n', '\r']).next().unwrap_or("");
        let short: String = label.chars().take(20).collect();
        let dots = if short.len() < label.len() { "…" } else { "" };
        return format!("in {word} \"{short}{dots}\"");
    }
    let end = |letter: char| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '.';
    let name = rest.get(..rest.find(end).unwrap_or(rest.len())).unwrap_or("");
    if name.is_empty() { format!("in {word}") } else { format!("in {word} `{name}`") }
}

/// The expected word that a misspelt one was meant to be.
fn meant(found: &str, expected: &[Rule]) -> Option<String> {
    let words: Vec<String> = expected
        .iter()
        .flat_map(|rule| crate::language::syntax::wording::words_of(*rule))
        .collect();
    let found = Some(found).filter(|found| found.len() > 2)?;
    let word = closest(found, words.iter().map(String::as_str))?;
    (word != found).then(|| word.to_string())
}

/// Whether the word found begins something that cannot stand inside the open bracket.
fn begins_outside(found: &str, expected: &[Rule]) -> bool {
    let closes = expected.iter().any(|rule| matches!(rule, Rule::close | Rule::right));
    closes && (found == "step" || matches!(found, "}" | ")"))
}
