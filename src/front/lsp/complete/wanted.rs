//! What a place in an expression asks for, by what stands beside it: a value of the enum that is
//! compared, a country, an amount.

use crate::front::lsp::complete::token::Token;
use crate::front::lsp::complete::view::{View, Wanted};
use crate::front::lsp::complete::words::MAGNITUDES;
use crate::front::lsp::lexeme::LexemeKind;
use crate::language::syntax::is_reserved;
use crate::tools::names::{Led, NameKind};

/// How many words back something is looked for.
const MOST_BACK: usize = 400;

/// Reserved words that stand inside an operand.
const INSIDE: [&str; 16] = [
    "in",
    "at",
    "last",
    "this",
    "first",
    "year",
    "quarter",
    "month",
    "of",
    "day",
    "after",
    "before",
    "otherwise",
    "presumed",
    "days",
    "months",
];

/// What a place asks for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// What the value is to be, where that can be told.
    pub wanted: Option<Wanted>,
    /// Whether only values written out may stand there.
    pub constant: bool,
    /// Whether it is asked whether something is in it.
    pub set: bool,
}

/// What the place of a view asks for.
pub fn asked(view: &View<'_>, in_cell: bool) -> Asked {
    let words = &view.cursor.before;
    let Some(last) = words.len().checked_sub(1) else { return Asked::default() };
    let Some(word) = words.get(last) else { return Asked::default() };
    let cell = if in_cell { of_cell(view) } else { None };
    let constant = cell.as_ref().is_some_and(|(_, answer)| !answer);
    let found = match word.text {
        "=" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "otherwise" | "presumed" => {
            of_operand(view, last).or_else(|| declared(view))
        }
        "{" | "(" => of_bracket(view, last, 0),
        "," => opened(words, last).and_then(|(open, commas)| of_bracket(view, open, commas)),
        ":" | "then" | "else" | "except" => declared(view),
        _ if word.kind == LexemeKind::Number => of_figure(view, last),
        text if MAGNITUDES.contains(&text) => of_figure(view, last.saturating_sub(1)),
        _ => cell.and_then(|(wanted, _)| wanted),
    };
    let wanted = found.or_else(|| beside(view));
    Asked { wanted, constant, set: word.is("in") }
}

/// What the values are that stand before a comparison.
fn of_operand(view: &View<'_>, end: usize) -> Option<Wanted> {
    let words = &view.cursor.before;
    let mut depth = 0_usize;
    let mut found = None;
    for at in (0..end).rev().take(MOST_BACK) {
        let word = words.get(at)?;
        match word.text {
            ")" | "}" => depth += 1,
            "(" | "{" if depth == 0 => break,
            "(" | "{" => depth -= 1,
            "," | "|" | ":" | "=" | "!=" | "<" | ">" | "<=" | ">=" if depth == 0 => break,
            _ if depth > 0 || word.kind != LexemeKind::Word => {}
            text if is_reserved(text) && !INSIDE.contains(&text) => break,
            text if word.is_path() => found = Some(text),
            _ => {}
        }
    }
    of_path(view, found?)
}

/// What a figure is compared with.
fn of_figure(view: &View<'_>, at: usize) -> Option<Wanted> {
    let before = at.checked_sub(1)?;
    let compares = ["=", "!=", "<", "<=", ">", ">="];
    let compares =
        compares.iter().any(|it| view.cursor.before.get(before).is_some_and(|w| w.is(it)));
    if compares { of_operand(view, before) } else { declared(view) }
}

/// What the values of a path are.
fn of_path(view: &View<'_>, path: &str) -> Option<Wanted> {
    match view.led(path)? {
        Led::To(id) => view.kind_of(id),
        Led::OneOf(_) | Led::Law(_) => None,
    }
}

/// What stands within a bracket: the values of a set, the arguments of a table.
fn of_bracket(view: &View<'_>, open: usize, commas: usize) -> Option<Wanted> {
    let words = &view.cursor.before;
    let before = open.checked_sub(1)?;
    let word = words.get(before)?;
    if words.get(open)?.is("{") {
        return match word.text {
            "in" | "=" | "!=" => of_operand(view, before).or_else(|| declared(view)),
            _ => None,
        };
    }
    let called = word.is_path().then(|| view.led(word.text))??.declared()?;
    if view.names.declared[called].kind != NameKind::Table {
        return None;
    }
    view.names.columns_of(called).get(commas).and_then(|column| view.kind_of(*column))
}

/// The bracket that is open before a word, and how many commas stand behind it.
pub fn opened(words: &[Token<'_>], before: usize) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    let mut commas = 0;
    for at in (0..=before).rev() {
        match words.get(at)?.text {
            ")" | "}" => depth += 1,
            "(" | "{" if depth == 0 => return Some((at, commas)),
            "(" | "{" => depth -= 1,
            "," if depth == 0 => commas += 1,
            _ => {}
        }
    }
    None
}

/// What a cell is to be, by the bars before it in its row, and whether it is the answer.
fn of_cell(view: &View<'_>) -> Option<(Option<Wanted>, bool)> {
    let words = &view.cursor.before;
    let open = words.iter().position(|word| word.is("{"))?;
    let head = words.get(..open)?;
    let columns: Vec<usize> = columns(head);
    let row = words.get(open + 1..)?;
    // A row has a bar before each of its cells and one behind the last.
    let width = columns.len() + 2;
    let bars = row.iter().filter(|word| word.is("|")).count();
    let at = (bars.checked_sub(1)?) % width;
    let colon = match columns.get(at) {
        Some(colon) => *colon,
        None => head.iter().position(|word| word.is("->"))?,
    };
    Some((typed(view, head.get(colon + 1..)?), columns.len() <= at))
}

/// The colon of each column in the head of a table.
fn columns(head: &[Token<'_>]) -> Vec<usize> {
    head.iter().enumerate().filter(|(_, word)| word.is(":")).map(|(at, _)| at).collect()
}

/// The type that the declaration around says of itself, `define x : T`, `parameter x : T`.
fn declared(view: &View<'_>) -> Option<Wanted> {
    let words = &view.cursor.before;
    let named = words.first().filter(|it| it.is("define") || it.is("parameter")).is_some();
    let colon = words.get(2).filter(|it| named && it.is(":")).is_some();
    colon.then(|| typed(view, words.get(3..)?))?
}

/// The type that words begin with.
fn typed(view: &View<'_>, words: &[Token<'_>]) -> Option<Wanted> {
    let skipped = ["optional", "set", "of"];
    let mut words = words.iter().skip_while(|word| skipped.contains(&word.text));
    match words.next()?.text {
        "bool" => Some(Wanted::Bool),
        "country" => Some(Wanted::Country),
        "money" => Some(Wanted::Money(words.next()?.text.to_owned())),
        "number" | "date" | "datetime" | "duration" | "text" => Some(Wanted::Other),
        name => view.enumeration(name),
    }
}

/// What stands behind: `| in roles`, `| = presence`.
fn beside(view: &View<'_>) -> Option<Wanted> {
    match view.cursor.behind.as_slice() {
        [word, path, ..] if matches!(word.text, "in" | "=" | "!=") && path.is_path() => {
            of_path(view, path.text)
        }
        _ => None,
    }
}
