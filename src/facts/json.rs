//! JSON sheets, read into a document with places and raw digits.

use crate::facts::document::{
    Content, Key, MOST_DEPTH, Node, Scalar, shortened, too_deep, without_repetition,
};
use crate::ground::diagnostic::{Code, Found};
use crate::ground::table::Id;
use crate::ground::text::{Source, Span};

/// Reads `text`, strictly: no comments, no trailing commas, numbers kept as their digits.
pub fn read(text: &str, source: Id<Source>, found: &mut Found) -> Option<Node> {
    let mut reader = Reader { text, at: 0, source, found };
    reader.blanks();
    let node = reader.value(0)?;
    reader.blanks();
    if reader.at < text.len() {
        return reader.wrong("the end of the sheet");
    }
    Some(node)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    source: Id<Source>,
    found: &'a mut Found,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn span(&self, start: usize) -> Span {
        Span::new(self.source, start, self.at)
    }

    fn wrong<T>(&mut self, expected: &str) -> Option<T> {
        let letter = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        let span = Span::new(self.source, self.at, self.at + letter.map_or(0, char::len_utf8));
        self.found
            .report(Code::E0603, span, format!("not JSON: expected {expected}"))
            .help("JSON takes no comments, no trailing commas and double quotes only");
        None
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        let start = self.at;
        if depth > MOST_DEPTH {
            too_deep(Span::new(self.source, start, start + 1), self.found);
            return None;
        }
        let content = match self.peek() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Content::Scalar(Scalar { text: self.string()?, quoted: true }),
            Some(b'-' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => self.bare()?,
            Some(_) | None => return self.wrong("a value"),
        };
        Some(Node { content, span: self.span(start) })
    }

    fn map(&mut self, depth: usize) -> Option<Content> {
        self.at += 1;
        self.blanks();
        let mut pairs = Vec::new();
        if self.take(b'}') {
            return Some(Content::Map(pairs));
        }
        loop {
            let start = self.at;
            if self.peek() != Some(b'"') {
                return self.wrong("a key in double quotes");
            }
            let text = self.string()?;
            let key = Key { text, span: self.span(start) };
            self.blanks();
            if !self.take(b':') {
                return self.wrong("`:` after the key");
            }
            self.blanks();
            pairs.push((key, self.value(depth + 1)?));
            self.blanks();
            if self.take(b'}') {
                return Some(Content::Map(without_repetition(pairs, self.found)));
            }
            if !self.take(b',') {
                return self.wrong("`,` or `}`");
            }
            self.blanks();
        }
    }

    fn list(&mut self, depth: usize) -> Option<Content> {
        self.at += 1;
        self.blanks();
        let mut items = Vec::new();
        if self.take(b']') {
            return Some(Content::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.blanks();
            if self.take(b']') {
                return Some(Content::List(items));
            }
            if !self.take(b',') {
                return self.wrong("`,` or `]`");
            }
            self.blanks();
        }
    }

    /// A text in quotes, its escapes undone.
    fn string(&mut self) -> Option<String> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                None => return self.wrong("the closing quote"),
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
        let written = self.text.get(start..self.at).unwrap_or("");
        match serde_json::from_str::<String>(written) {
            Ok(text) => Some(text),
            Err(_) => {
                self.found
                    .report(Code::E0603, self.span(start), "not JSON: a text that cannot be read")
                    .help("write line ends as `\\n` and a backslash as `\\\\`");
                None
            }
        }
    }

    /// A number, `true`, `false` or `null`, as JSON writes it.
    fn bare(&mut self) -> Option<Content> {
        let start = self.at;
        while matches!(self.peek(), Some(byte) if byte.is_ascii_alphanumeric() || b"+-._".contains(&byte))
        {
            self.at += 1;
        }
        let text = self.text.get(start..self.at).unwrap_or("").to_owned();
        if matches!(text.as_str(), "true" | "false" | "null") || is_number(&text) {
            return Some(Content::Scalar(Scalar { text, quoted: false }));
        }
        self.found
            .report(Code::E0603, self.span(start), "not JSON: words without quotes")
            .help(format!("write \"{}\", or a number as its plain digits", shortened(&text)));
        None
    }
}

/// Whether JSON has such a number: the reader of values decides which of them a sheet may hold.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (plain, exponent) = match text.split_once(['e', 'E']) {
        Some((plain, exponent)) => (plain, exponent.strip_prefix(['+', '-']).unwrap_or(exponent)),
        None => (text, "0"),
    };
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, "0"));
    let leading = whole.len() > 1 && whole.starts_with('0');
    digits(whole) && !leading && digits(fraction) && digits(exponent)
}
