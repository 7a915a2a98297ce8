//! The words of a law's text, each with what it can be in the grammar.

use crate::front::lsp::complete::network::{Class, Terminal};
use crate::front::lsp::lexeme::{Lexeme, LexemeKind, lexemes};
use crate::language::syntax::is_reserved;

/// Marks of two letters.
const DOUBLE: [&str; 4] = ["->", "!=", "<=", ">="];

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// As it is written; a path with its dots.
    pub text: &'a str,
    /// What it looks like.
    pub kind: LexemeKind,
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
}

impl Token<'_> {
    /// Whether it is this word or mark.
    pub fn is(&self, text: &str) -> bool {
        self.text == text && self.kind != LexemeKind::Text
    }

    /// Whether it is a name, or several with dots between them.
    pub fn is_path(&self) -> bool {
        self.kind == LexemeKind::Word && (self.text.contains('.') || !is_reserved(self.text))
    }

    /// Whether it can stand where the grammar has this.
    pub fn can_be(&self, terminal: Terminal) -> bool {
        match terminal {
            Terminal::Word(word) => self.kind == LexemeKind::Word && self.text == word,
            Terminal::Mark(mark) => self.kind == LexemeKind::Mark && self.text == mark,
            Terminal::Open(class) => self.is_a(class),
        }
    }

    fn is_a(&self, class: Class) -> bool {
        let word = self.kind == LexemeKind::Word;
        let capitals = |many| {
            word && self.text.len() == many && self.text.bytes().all(|it| it.is_ascii_uppercase())
        };
        match class {
            Class::Name => word && !self.text.contains('.') && !is_reserved(self.text),
            Class::Path => self.is_path(),
            Class::Dotted => word,
            Class::Text => self.kind == LexemeKind::Text,
            Class::Currency => capitals(3),
            Class::Country => capitals(2),
            Class::Lint => word && !self.text.contains('.'),
            Class::Date => self.kind == LexemeKind::Number && self.text.contains('-'),
            Class::Figure => self.kind == LexemeKind::Number && !self.text.contains('-'),
            Class::Period => self.kind == LexemeKind::Number,
            Class::Documentation => self.kind == LexemeKind::Documentation,
            Class::Nothing => false,
        }
    }
}

/// The words of a text, comments left out; `base` is where it stands in the whole.
pub fn tokens(text: &str, base: usize) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut parts = lexemes(text).into_iter().peekable();
    while let Some(part) = parts.next() {
        if part.kind == LexemeKind::Comment {
            continue;
        }
        let mut end = part.end;
        while let Some(next) = parts.peek().filter(|next| next.start == end) {
            if !joins(text, part, end, *next) {
                break;
            }
            end = next.end;
            parts.next();
        }
        let words = text.get(part.start..end).unwrap_or("");
        found.push(Token {
            text: words,
            kind: part.kind,
            start: base + part.start,
            end: base + end,
        });
    }
    found
}

/// Whether what stands right behind a part belongs to it: the dots and names of a path, the second
/// letter of a mark.
fn joins(text: &str, part: Lexeme, end: usize, next: Lexeme) -> bool {
    match part.kind {
        LexemeKind::Word => {
            let before = text.get(part.start..end).unwrap_or("");
            let dot = text.get(next.start..next.end) == Some(".");
            match before.ends_with('.') {
                true => next.kind == LexemeKind::Word,
                false => dot && text.get(next.end..).is_some_and(begins_name),
            }
        }
        LexemeKind::Mark => {
            let both = text.get(part.start..next.end).unwrap_or("");
            DOUBLE.contains(&both)
        }
        LexemeKind::Comment | LexemeKind::Documentation | LexemeKind::Text | LexemeKind::Number => {
            false
        }
    }
}

fn begins_name(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
}
