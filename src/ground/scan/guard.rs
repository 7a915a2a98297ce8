//! The scan before parsing: encoding, forbidden characters and bracket depth, in one linear pass.

use crate::ground::diagnostic::{Code, Found};
use crate::ground::scan::lookalike::{Lookalike, forbidden, lookalike};
use crate::ground::table::Id;
use crate::ground::text::{Limits, Source, Span};
use std::borrow::Cow;

/// Scans a law's `text` and reports what must not reach the parser. What comes back may be parsed:
/// the text itself, or the same with every character that was reported replaced by what to type
/// instead, in as many bytes, so that all other problems come to light in the same run.
pub fn guard<'t>(
    text: &'t str,
    source: Id<Source>,
    limits: &Limits,
    found: &mut Found,
) -> Option<Cow<'t, str>> {
    if text.len() > limits.law_bytes {
        let most = limits.law_bytes;
        found
            .report(Code::E0805, Span::new(source, 0, 0), format!("larger than {most} bytes"))
            .help("split the law into several files, or raise the limit");
        return None;
    }
    let mut scan =
        Scan { text, source, limits, found, depth: 0, deep: false, lost: false, plain: Vec::new() };
    scan.run();
    let Scan { deep, lost, plain, .. } = scan;
    if deep || lost {
        return None;
    }
    Some(replaced(text, &plain))
}

/// The text with the pieces at these places replaced, each in as many bytes.
fn replaced<'t>(text: &'t str, plain: &[(usize, String)]) -> Cow<'t, str> {
    if plain.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (at, piece) in plain {
        out.push_str(text.get(out.len()..*at).unwrap_or(""));
        out.push_str(piece);
    }
    out.push_str(text.get(out.len()..).unwrap_or(""));
    Cow::Owned(out)
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
    /// Whether something has no replacement that fits its place.
    lost: bool,
    /// What stands in the place of what was reported, in the order of the text.
    plain: Vec<(usize, String)>,
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
                .here(format!("open bracket number {}", most + 1))
                .help("name parts of it with `define`");
        }
    }

    /// A control character or one outside ASCII, at `at`. How many bytes are dealt with.
    fn letter(&mut self, at: usize, inside: &mut Inside) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        let Some(letter) = rest.chars().next() else { return 1 };
        let width = letter.len_utf8();
        if forbidden(letter) {
            if self.forbidden(at, letter) {
                *inside = Inside::Code;
            }
            return width;
        }
        if *inside != Inside::Code {
            return width;
        }
        let known = lookalike(letter);
        if known.instead == Some("\"") {
            return self.curly(at, letter, &known, inside);
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
        match known.instead {
            Some("-") => self.dash(at, width),
            Some(_) | None => self.put(at, width, known.instead.unwrap_or("")),
        }
        width
    }

    /// Puts `plain` in the place of so many bytes, with blanks behind it.
    fn put(&mut self, at: usize, width: usize, plain: &str) {
        let in_word = |byte: Option<&u8>| byte.is_some_and(|byte| is_word(*byte));
        let bytes = self.text.as_bytes();
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        // A character to be deleted from a word would leave blanks in it.
        let tears = plain.is_empty() && in_word(before) && in_word(bytes.get(at + width));
        self.lost |= plain.len() > width || tears;
        self.plain.push((at, format!("{plain:width$}")));
    }

    /// A dash in the place of another, in a date with the blanks before its first digit.
    fn dash(&mut self, at: usize, width: usize) {
        let end = self.plain.last().map_or(0, |(at, piece)| at + piece.len());
        if at < end {
            return;
        }
        let before = self.text.get(..at).unwrap_or("").bytes().rev();
        let back = before.take_while(|byte| byte.is_ascii_digit() || *byte == b'-').count();
        if back == 0 {
            return self.put(at, width, "-");
        }
        let is_dash = |letter: char| letter == '-' || lookalike(letter).instead == Some("-");
        let behind = self.text.get(at..).unwrap_or("").chars();
        let ahead = behind.take_while(|letter| letter.is_ascii_digit() || is_dash(*letter));
        let ahead: usize = ahead.map(char::len_utf8).sum();
        let words = self.text.get(at - back..at + ahead).unwrap_or("").chars();
        let plain: String =
            words.map(|letter| if is_dash(letter) { '-' } else { letter }).collect();
        self.plain.push((at - back, format!("{plain:>width$}", width = back + ahead)));
    }

    /// Hidden or reordering characters are refused everywhere, strings and comments included.
    /// Whether it is one that ends a line.
    fn forbidden(&mut self, at: usize, letter: char) -> bool {
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
        let line = if known.instead == Some("\n") { "\n" } else { "" };
        self.put(at, letter.len_utf8(), line);
        !line.is_empty()
    }

    /// A curly quotation mark: what it encloses is passed over.
    fn curly(&mut self, at: usize, letter: char, known: &Lookalike, inside: &mut Inside) -> usize {
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
        let Some((offset, closing)) = closing else {
            *inside = Inside::Curly;
            self.plain.push((at, format!("{:>width$}", '"')));
            return width;
        };
        let start = at + width + offset;
        told.fix("", Span::new(self.source, start, start + closing.len_utf8()), "\"");
        self.plain.push((at, format!("{:>width$}", '"')));
        self.within(at + width, start);
        self.put(start, closing.len_utf8(), "\"");
        width + offset + closing.len_utf8()
    }

    /// What stands between curly quotation marks: neither a straight one nor what a string may not
    /// hold goes on to the parser.
    fn within(&mut self, from: usize, until: usize) {
        let words = self.text.get(from..until).unwrap_or("");
        for (offset, letter) in words.char_indices() {
            if forbidden(letter) {
                self.forbidden(from + offset, letter);
            } else if letter == '"' {
                self.put(from + offset, 1, "");
            }
        }
    }

    /// A letter or digit outside ASCII: reported once for the whole word it stands in.
    fn word(&mut self, at: usize, letter: char, known: &Lookalike) -> usize {
        let in_word = |letter: &char| letter.is_alphanumeric() || *letter == '_';
        let before = self.text.get(..at).unwrap_or("");
        let back: usize = before.bytes().rev().take_while(|byte| is_word(*byte)).count();
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
        match &plain {
            Some(plain) => {
                told.help(format!("type `{plain}`")).fix(format!("type `{plain}`"), span, plain)
            }
            None => told.help("name it in English or in Latin letters: `[a-z][a-z0-9_]*`"),
        };
        let plain = plain.unwrap_or_else(|| stand_in(words));
        let width = back + ahead;
        // Blanks within a date or a decimal would make something else of it.
        let torn =
            digits && matches!(before.as_bytes().get(..at - back), Some([.., b'-' | b'.' | b'/']));
        self.lost |= torn || plain.len() > width;
        let piece = if digits { format!("{plain:>width$}") } else { format!("{plain:width$}") };
        self.plain.push((at - back, piece));
        ahead
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

const CONSONANTS: [char; 8] = ['g', 'j', 'k', 'q', 'v', 'w', 'x', 'z'];

/// A name in the place of one in another script: the same for the same word, seldom for another.
fn stand_in(words: &str) -> String {
    let mut out = String::new();
    for letter in words.chars() {
        if letter.is_ascii() {
            out.push(letter);
            continue;
        }
        let mut code = u32::from(letter);
        for _ in 0..letter.len_utf8() {
            // Consonants alone make no word of the language.
            out.push(CONSONANTS.get(code as usize % CONSONANTS.len()).map_or('z', |c| *c));
            code /= 8;
        }
    }
    out
}

/// `U+2013 EN DASH`, or `U+0434, a Cyrillic letter`.
fn described(letter: char, known: &Lookalike) -> String {
    let comma =
        if known.name.starts_with("a ") || known.name.starts_with("an ") { "," } else { "" };
    format!("U+{:04X}{comma} {}", u32::from(letter), known.name)
}
