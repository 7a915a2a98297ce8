//! The smallest parts of a law's text, whether it can be read or not: what colours and folds go by.

/// What a part of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LexemeKind {
    /// `// …`
    Comment,
    /// `/// …`
    Documentation,
    /// `"…"`, to the end of the line where it is not closed.
    Text,
    /// A figure, a date or a period: `500_000`, `6%`, `2021-07-01`, `2021-Q3`.
    Number,
    /// A name or a word of the language.
    Word,
    /// Anything else, one character.
    Mark,
}

/// One part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lexeme {
    /// What it is.
    pub kind: LexemeKind,
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
}

/// The parts of a text in order, blanks left out.
pub fn lexemes(text: &str) -> Vec<Lexeme> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let blank = rest.len() - rest.trim_start().len();
        if blank > 0 {
            at += blank;
            continue;
        }
        let (length, kind) = first(rest);
        found.push(Lexeme { kind, start: at, end: at + length });
        at += length;
    }
    found
}

/// The first part of a text that begins with no blank.
fn first(text: &str) -> (usize, LexemeKind) {
    let line = || text.find(['\n', '\r']).unwrap_or(text.len());
    if text.starts_with("///") && !text.starts_with("////") {
        return (line(), LexemeKind::Documentation);
    }
    if text.starts_with("//") {
        return (line(), LexemeKind::Comment);
    }
    let Some(letter) = text.chars().next() else { return (text.len(), LexemeKind::Mark) };
    if letter == '"' {
        let inside = text.get(1..).unwrap_or("");
        let length = match inside.find(['"', '\n', '\r']) {
            Some(end) if inside.get(end..).is_some_and(|rest| rest.starts_with('"')) => end + 2,
            Some(end) => end + 1,
            None => text.len(),
        };
        return (length, LexemeKind::Text);
    }
    if letter.is_ascii_digit() {
        return (number(text.as_bytes()), LexemeKind::Number);
    }
    let word = |letter: char| letter.is_alphanumeric() || letter == '_';
    if word(letter) {
        return (text.find(|it| !word(it)).unwrap_or(text.len()), LexemeKind::Word);
    }
    (letter.len_utf8(), LexemeKind::Mark)
}

/// How long a figure, date or period is: digits, and marks that stand between digits.
fn number(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let next = text.get(at + 1).copied().unwrap_or(b' ');
        let inner = match byte {
            b'0'..=b'9' | b'_' => true,
            b'.' | b'/' | b':' => next.is_ascii_digit(),
            b'-' => next.is_ascii_digit() || next == b'Q',
            b'Q' | b'T' => next.is_ascii_digit(),
            b'%' => {
                at += 1;
                break;
            }
            _ => false,
        };
        if !inner {
            break;
        }
        at += 1;
    }
    at
}
