//! Reading on after an error: the file is cut at declaration words in column 0 and each piece is
//! read by itself, without the clause that could not be read, so that every error is told at once.

use crate::language::syntax::clause::name_at;
use crate::language::syntax::failure::{self, Piece};
use crate::language::syntax::grammar::{self, Failure, Reader, Rule};
use crate::language::syntax::{LawFile, file};
use std::ops::Range;

/// Errors of one piece told before the rest of it is left.
const MOST_PER_PIECE: usize = 20;

/// Words that begin a clause, at the start of a line.
const CLAUSES: &[&str] = &[
    "when",
    "must",
    "due",
    "on",
    "every",
    "cite",
    "quote",
    "reading",
    "allow",
    "from",
    "until",
    "for",
    "once",
    "by",
    "may",
    "shall",
    "ends",
    "begins",
    "given",
    "expect",
    "sheet",
    "step",
    "source",
    "jurisdiction",
    "authority",
    "subject",
    "in",
    "verified",
    "month",
    "working",
    "deadlines",
    "together",
    "per",
    "weekend",
    "holidays",
    "up",
    "below",
    "above",
    "|",
];

/// Reads every piece of the text into `file` and tells every error. `whole` is how reading the
/// text at once failed.
pub(super) fn pieces(reader: &mut Reader, file: &mut LawFile, whole: &Failure) {
    let before = reader.found.diagnostics.len();
    let pieces = cut(reader.text);
    if pieces.first().is_none_or(|first| first.rule != Rule::header_piece) {
        failure::no_header(reader);
    }
    let mut header = None;
    let mut declared = None;
    for piece in pieces {
        let word =
            reader.place(piece.word, piece.word + failure::token(reader.text, piece.word).len());
        match piece.rule {
            Rule::header_piece => match header {
                None => header = Some(word),
                Some(first) => failure::second_header(reader, first, word),
            },
            Rule::use_piece => {
                if let Some(first) = declared {
                    failure::late_use(reader, first, word);
                }
            }
            _ => declared = declared.or(Some(word)),
        }
        read_piece(reader, file, piece);
    }
    if reader.found.diagnostics.len() == before {
        // Each piece by itself is well formed, and yet the text is not.
        let end = reader.text.len();
        let piece = Piece { rule: Rule::file, start: 0, word: 0, end };
        failure::tell(reader, &piece, whole);
    }
}

/// The pieces of a text, each from the documentation before its first word to the next piece.
fn cut(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut offset = 0;
    let mut documented = None;
    for line in text.split_inclusive(['\n', '\r']) {
        let start = offset;
        offset += line.len();
        let word = first_word(line);
        if line.starts_with("///") {
            documented.get_or_insert(start);
            continue;
        }
        if let Some(rule) = begins(word, line) {
            let begin = documented.unwrap_or(start);
            if let Some(last) = pieces.last_mut() {
                last.end = begin;
            }
            pieces.push(Piece { rule, start: begin, word: start, end: text.len() });
        }
        if !line.trim().is_empty() {
            documented = None;
        }
    }
    let first = pieces.first().map_or(text.len(), |first| first.start);
    // What stands before the first piece is told as part of it, unless it says nothing.
    if let Some(piece) = pieces.first_mut()
        && !says_nothing(text.get(..first).unwrap_or(""))
        && piece.rule == Rule::header_piece
    {
        piece.start = 0;
    }
    pieces
}

/// Whether a text is blank but for comments.
fn says_nothing(text: &str) -> bool {
    text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with("//"))
}

fn first_word(line: &str) -> &str {
    let end = line.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    line.get(..end.unwrap_or(line.len())).unwrap_or("")
}

/// What a line in column 0 begins.
fn begins(word: &str, line: &str) -> Option<Rule> {
    match word {
        "law" | "vocabulary" => Some(Rule::header_piece),
        "tests" if first_word(line.get(5..).unwrap_or("").trim_start()) == "for" => {
            Some(Rule::header_piece)
        }
        "use" => Some(Rule::use_piece),
        "unit" | "entity" | "facts" | "event" | "enum" | "parameter" | "scale" | "table"
        | "calendar" | "define" | "status" | "duty" | "sanctions" | "test" | "assert" => {
            Some(Rule::declaration_piece)
        }
        _ => None,
    }
}

/// Reads one piece, again without each clause that could not be read.
fn read_piece(reader: &mut Reader, file: &mut LawFile, piece: Piece) {
    let whole = reader.text.get(piece.start..piece.end).unwrap_or("");
    let mut text = whole.to_string();
    let mut told: Vec<usize> = Vec::new();
    loop {
        let failure = match grammar::parse(piece.rule, &text, piece.start) {
            Ok(tree) => return file::file(reader, file, tree.root()),
            Err(failure) => failure,
        };
        // What fails again, or earlier, fails because of what was left out.
        let again = told.last().is_some_and(|last| failure.at <= *last);
        if !again {
            if told.is_empty() {
                file.torn.push(reader.place(piece.start, piece.end));
            }
            failure::tell(reader, &piece, &failure);
            told.push(failure.at);
        }
        let gap = unreadable(&text, &failure, failure.at - piece.start);
        let enough = again || told.len() >= MOST_PER_PIECE;
        match gap.filter(|_| !enough) {
            Some(gap) => blank(&mut text, gap),
            None => break,
        }
    }
    if piece.rule == Rule::declaration_piece
        && let Some(name) = name_at(reader, piece.word)
    {
        file.unread.push(name);
    }
}

/// What to leave out so that the rest can be read: nothing where that would only mislead.
fn unreadable(text: &str, failure: &Failure, at: usize) -> Option<Range<usize>> {
    let before = text.get(..at).unwrap_or("");
    if failure.expected.contains(&Rule::EOI) {
        return Some(at..text.len());
    }
    let depth = failure::open_brackets(before).len();
    let outside = failure::begins_outside(failure::token(text, at), &failure.expected);
    if depth == 0 || outside {
        return None;
    }
    let line = before.rsplit(['\n', '\r']).next().unwrap_or("");
    if !line.trim().is_empty() {
        return clause_around(text, at, None);
    }
    if failure.expected.contains(&Rule::close) {
        // A clause could begin here, and this is none.
        return clause_around(text, at, Some(at - line.len()));
    }
    // What is missing belongs to the clause before this line.
    clause_around(text, before.trim_end().len().saturating_sub(1), None)
}

/// The clause that holds the byte at `at`: from the line it begins in to the line of the next.
fn clause_around(text: &str, at: usize, from: Option<usize>) -> Option<Range<usize>> {
    let mut offset = 0;
    let mut start: Option<(usize, usize)> = None;
    let mut depth = 0usize;
    for line in text.split_inclusive(['\n', '\r']) {
        let here = offset;
        offset += line.len();
        let begin = here > 0 && starts_clause(line);
        if let Some((start, outside)) = start
            && here > at
            && depth <= outside
            && (begin || line.trim_start().starts_with('}'))
        {
            return Some(start..here);
        }
        if (begin || from == Some(here)) && here <= at {
            start = Some((here, depth));
        }
        depth = depth_behind(line, depth);
    }
    None
}

fn starts_clause(line: &str) -> bool {
    let line = line.trim_start();
    let word = first_word(line);
    let field = || line.get(word.len()..).is_some_and(|rest| rest.trim_start().starts_with(':'));
    line.starts_with('|') || CLAUSES.contains(&word) || (!word.is_empty() && field())
}

/// How many braces are open behind a line.
fn depth_behind(line: &str, before: usize) -> usize {
    let mut depth = before;
    let mut quoted = false;
    let mut previous = ' ';
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            '/' if previous == '/' && !quoted => break,
            '{' if !quoted => depth += 1,
            '}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        previous = letter;
    }
    depth
}

/// Leaves a clause out without moving what stands behind it.
fn blank(text: &mut String, gap: Range<usize>) {
    let blanks = " ".repeat(gap.len());
    text.replace_range(gap, &blanks);
}
