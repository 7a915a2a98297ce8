//! The scan before parsing: encoding, forbidden characters and bracket depth, in one linear pass.

use crate::ground::diagnostic::{Code, Found};
use crate::ground::scan::lookalike::{Lookalike, forbidden, lookalike};
use crate::ground::table::Id;
use crate::ground::text::{Limits, Source, Span};

/// Scans a law's `text` and reports what must not reach the parser. `true` if it may be parsed.
pub fn guard(text: &str, source: Id<Source>, limits: &Limits, found: &mut Found) -> bool {
    let before = found.diagnostics.len();
    if text.len() > limits.law_bytes {
        let most = limits.law_bytes;
        found
            .report(Code::E0805, Span::new(source, 0, 0), format!("larger than {most} bytes"))
            .help("split the law into several files, or raise the limit");
        return false;
    }
    let mut scan = Scan { text, source, limits, found, depth: 0, deep: false };
    scan.run();
    found.diagnostics.len() == before
}

/// Where the scan stands in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// Words and marks of the language.
    Code,
    /// A string, from one `"` to the next or to the end of its line.
    Quoted,
    /// A comment, to the end of its line.
    Comment,
    /// A string in curly quotes, already reported.
    Curly,
}

struct Scan<'t> {
    text: &'t str,
    source: Id<Source>,
    limits: &'t Limits,
    found: &'t mut Found,
    depth: usize,
    deep: bool,
}

impl Scan<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut inside = Inside::Code;
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            let mut step = 1;
            match (byte, inside) {
                (b'\n' | b'\r', _) => inside = Inside::Code,
                (b'\t' | b' ', _) => {}
                (0..0x20 | 0x7f.., _) => step = self.letter(at, &mut inside),
                (b'"', Inside::Code) => inside = Inside::Quoted,
                (b'"', Inside::Quoted | Inside::Curly) => inside = Inside::Code,
                (b'/', Inside::Code) if bytes.get(at + 1) == Some(&b'/') => {
                    inside = Inside::Comment;
                }
                (b'(' | b'[' | b'{', Inside::Code) => self.opens(at),
                (b')' | b']' | b'}', Inside::Code) => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            at += step;
        }
    }

    fn opens(&mut self, at: usize) {
        self.depth += 1;
        if self.depth > self.limits.depth && !self.deep {
            self.deep = true;
            let most = self.limits.depth;
            let span = Span::new(self.source, at, at + 1);
            self.found
                .report(Code::E0801, span, "brackets nested too deeply")
                .here(format!("the {}th open bracket", most + 1))
                .help("name parts of it with `define`");
        }
    }

    /// A control character or one outside ASCII, at `at`. How many bytes are dealt with.
    fn letter(&mut self, at: usize, inside: &mut Inside) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        let Some(letter) = rest.chars().next() else { return 1 };
        let width = letter.len_utf8();
        if forbidden(letter) {
            self.forbidden(at, letter);
            return width;
        }
        if *inside != Inside::Code {
            if *inside == Inside::Curly && matches!(letter, '\u{201c}' | '\u{201d}' | '\u{bb}') {
                *inside = Inside::Code;
            }
            return width;
        }
        let known = lookalike(letter);
        if known.instead == Some("\"") {
            *inside = Inside::Curly;
            return self.curly(at, letter, &known);
        }
        if letter.is_alphanumeric() {
            return self.word(at, letter, &known);
        }
        let what = described(letter, &known);
        let message = match known.instead {
            Some("") => "an invisible character".to_string(),
            Some(" ") => "a space that is not the ordinary one".to_string(),
            Some(_) | None => format!("`{letter}` is not a mark of the language"),
        };
        let span = Span::new(self.source, at, at + width);
        let told = self.found.report(Code::E0112, span, message);
        told.here(what);
        match known.instead {
            Some("") => {
                told.help("delete it").fix("delete it", Span::new(self.source, at, at + width), "")
            }
            Some(" ") => told.help("type an ordinary space").fix(
                "type a space",
                Span::new(self.source, at, at + width),
                " ",
            ),
            Some(mark) => told.help(format!("type `{mark}`")).fix(
                format!("type `{mark}`"),
                Span::new(self.source, at, at + width),
                mark,
            ),
            None => told.help("delete it, or put it in a string or a comment"),
        };
        width
    }

    /// Hidden or reordering characters are refused everywhere, strings and comments included.
    fn forbidden(&mut self, at: usize, letter: char) {
        let span = Span::new(self.source, at, at + letter.len_utf8());
        let known = lookalike(letter);
        let told = self.found.report(Code::E0113, span, "a character that a law may not hold");
        told.here(described(letter, &known));
        match known.instead {
            Some("\n") => told.help("end the line with the Enter key instead"),
            Some(" ") => told.help("type an ordinary space").fix("type a space", span, " "),
            Some(_) | None => told.help("delete it: it hides or reorders the text around it").fix(
                "delete it",
                span,
                "",
            ),
        };
    }

    /// A curly quotation mark: what it encloses is passed over.
    fn curly(&mut self, at: usize, letter: char, known: &Lookalike) -> usize {
        let width = letter.len_utf8();
        let span = Span::new(self.source, at, at + width);
        let line = self.text.get(at + width..).unwrap_or("");
        let line = line.split(['\n', '\r']).next().unwrap_or("");
        let closing =
            line.char_indices().find(|(_, letter)| lookalike(*letter).instead == Some("\""));
        let told = self.found.report(
            Code::E0112,
            span,
            format!("`{letter}` is not a quotation mark of the language"),
        );
        told.here(described(letter, known));
        told.help("type the straight quotation mark `\"`");
        told.fix("type `\"`", span, "\"");
        if let Some((offset, closing)) = closing {
            let start = at + width + offset;
            told.fix("", Span::new(self.source, start, start + closing.len_utf8()), "\"");
            return width + offset + closing.len_utf8();
        }
        width
    }

    /// A letter or digit outside ASCII: reported once for the whole word it stands in.
    fn word(&mut self, at: usize, letter: char, known: &Lookalike) -> usize {
        let in_word = |letter: &char| letter.is_alphanumeric() || *letter == '_';
        let before = self.text.get(..at).unwrap_or("");
        let back: usize = before
            .bytes()
            .rev()
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
            .count();
        let behind = self.text.get(at..).unwrap_or("");
        let ahead: usize = behind.chars().take_while(in_word).map(char::len_utf8).sum();
        let span = Span::new(self.source, at - back, at + ahead);
        let words = self.text.get(at - back..at + ahead).unwrap_or("");
        let plain: Option<String> = words
            .chars()
            .map(|letter| match letter.is_ascii() {
                true => Some(letter.to_string()),
                false => lookalike(letter).instead.map(str::to_string),
            })
            .collect();
        let digits = letter.is_numeric();
        let message = match digits {
            true => "digits are written 0 to 9",
            false => "names are written with the letters a to z",
        };
        let told = self.found.report(Code::E0112, span, message);
        told.here(described(letter, known));
        match plain {
            Some(plain) => {
                told.help(format!("type `{plain}`")).fix(format!("type `{plain}`"), span, plain)
            }
            None => told.help("name it in English or in Latin letters: `[a-z][a-z0-9_]*`"),
        };
        ahead
    }
}

/// `U+2013 EN DASH`, or `U+0434, a Cyrillic letter`.
fn described(letter: char, known: &Lookalike) -> String {
    let comma =
        if known.name.starts_with("a ") || known.name.starts_with("an ") { "," } else { "" };
    format!("U+{:04X}{comma} {}", u32::from(letter), known.name)
}
