//! What a syntax error says: where, in which construct, what was expected, and the usual mistakes.

use crate::ground::diagnostic::{Code, Diagnostic, closest};
use crate::ground::text::Span;
use crate::language::syntax::grammar::{Failure, Reader, Rule};
use crate::language::syntax::mistake::mistake;
use crate::language::syntax::wording::{begins_operand, behind_operand, in_words};

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
    let found = Some(token(reader.text, start)).filter(|found| *found != "/").unwrap_or("");
    let place = reader.place(start, start + found.len());
    let told = reader.found.report(Code::E0101, place, "a file begins with its header");
    told.here("expected `law`, `vocabulary` or `tests for`");
    told.help("begin with `law NAME \"Title\" { … }`, `vocabulary NAME` or `tests for NAME`");
}

/// A second `law`, `vocabulary` or `tests for`.
pub(super) fn second_header(reader: &mut Reader, first: Span, second: Span) {
    let told = reader.found.report(Code::E0101, second, "a file has one header");
    told.and(first, "this is its header");
    told.help("move what follows into a file of its own");
}

/// A `use` behind a declaration.
pub(super) fn late_use(reader: &mut Reader, declared: Span, late: Span) {
    let told = reader.found.report(Code::E0101, late, "`use` stands before the declarations");
    told.and(declared, "the declarations begin here");
    told.help("move it up, right behind the header");
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
    if unknown_declaration(reader, piece, failure) {
        return;
    }
    let expected = expectations(&failure.expected);
    let mut told = said(&context, &expected, found, ends);
    told.span = Some(place);
    advise(reader, piece, failure, at, &mut told);
    reader.found.diagnostics.push(told);
}

/// Adds what is known of the mistake: its own message, the edit, the word that was meant.
fn advise(reader: &Reader, piece: &Piece, failure: &Failure, at: usize, told: &mut Diagnostic) {
    let text = reader.text;
    let (context, found) = (context(text, piece, at), token(text, at));
    let open = open_brackets(text.get(piece.start..at).unwrap_or(""));
    let place = reader.place(at, at + found.len());
    let expected = expectations(&failure.expected);
    if let Some(found) = mistake(text, at, found, &failure.expected, &open) {
        if let Some(message) = found.message {
            told.message = format!("{context}: {message}");
            told.label = Some(format!("expected {}", listed(&expected)));
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
}

/// A word in column 0 that begins no declaration.
fn unknown_declaration(reader: &mut Reader, piece: &Piece, failure: &Failure) -> bool {
    let found = token(reader.text, failure.at);
    let column_0 = reader.text.get(..failure.at).is_some_and(|text| text.ends_with(['\n', '\r']));
    let is_word = found.starts_with(|letter: char| letter.is_ascii_alphabetic());
    if !failure.expected.contains(&Rule::EOI) || !column_0 || !is_word || piece.start == failure.at
    {
        return false;
    }
    let place = reader.place(failure.at, failure.at + found.len());
    let message = format!("`{found}` begins no declaration");
    let told = reader.found.report(Code::E0101, place, message);
    told.here(format!("expected {}", in_words(Rule::declaration)));
    match meant(found, &[Rule::declaration]) {
        Some(word) => {
            told.help(format!("did you mean `{word}`?"));
            told.fix(format!("change it to `{word}`"), place, word);
        }
        None => {
            told.help(
                "declarations are `define`, `duty`, `sanctions`, `facts`, `parameter` and others",
            );
        }
    }
    true
}

/// The message and its label; the message names the expectations where they are short.
fn said(context: &str, expected: &[String], found: &str, ends: bool) -> Diagnostic {
    let words = listed(expected);
    let short = format!("{context}: expected {words}");
    let found = if ends { "the end".to_string() } else { format!("`{found}`") };
    if ends {
        let message = match short.chars().count() < 60 {
            true => short,
            false => format!("{context}: something is missing"),
        };
        let mut told = Diagnostic::new(Code::E0101, None, message);
        told.here(format!("expected {words} here"));
        return told;
    }
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
    let operators = rules.contains(&Rule::infix);
    let operands = rules.contains(&Rule::numeric) && rules.contains(&Rule::constant);
    let mut sorted: Vec<Rule> = rules.to_vec();
    sorted.sort_by_key(|rule| weight(*rule));
    let mut words: Vec<String> = Vec::new();
    for rule in sorted {
        let word = match rule {
            _ if operators && behind_operand(rule) => continue,
            _ if operands && begins_operand(rule) => in_words(Rule::expression),
            Rule::doc if rules.len() > 1 => continue,
            other => in_words(other),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.truncate(MOST_EXPECTED);
    if operators && words.len() < MOST_EXPECTED {
        words.push(in_words(Rule::infix));
    }
    words
}

/// Marks and words first, what has an example last, so that the list can be read.
fn weight(rule: Rule) -> u8 {
    match rule {
        Rule::label | Rule::clause | Rule::remark => 3,
        Rule::EOI => 4,
        other if in_words(other).contains(" such as ") => 2,
        other if in_words(other).starts_with('`') => 0,
        _ => 1,
    }
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
            '}' | ')' if open.last().is_some_and(|(_, own)| closing(*own) == letter) => {
                open.pop();
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
pub(super) fn begins_outside(found: &str, expected: &[Rule]) -> bool {
    let closes = expected.iter().any(|rule| matches!(rule, Rule::close | Rule::right));
    closes && (found == "step" || matches!(found, "}" | ")"))
}
