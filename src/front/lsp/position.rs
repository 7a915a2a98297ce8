//! Positions as editors count them: lines from zero, columns in units of UTF-8, UTF-16 or UTF-32.

use crate::ground::text::Lines;
use gen_lsp_types::{Position, Range};

/// The units in which columns are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// What every client speaks.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// How many units a character takes.
    fn units(self, letter: char) -> u32 {
        match self {
            Encoding::Utf8 => bytes(letter),
            Encoding::Utf16 => {
                if letter as u32 > 0xffff {
                    2
                } else {
                    1
                }
            }
            Encoding::Utf32 => 1,
        }
    }

    /// The name in the protocol.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16 => "utf-16",
            Encoding::Utf32 => "utf-32",
        }
    }

    /// The encoding that a client offers first among those we know.
    pub fn agreed<'a>(mut offered: impl Iterator<Item = &'a str>) -> Self {
        let known = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];
        let found = offered.find_map(|name| known.into_iter().find(|it| it.name() == name));
        found.unwrap_or_default()
    }
}

/// A character that takes fewer units than bytes.
#[derive(Clone, Copy, Debug)]
struct Wide {
    start: u32,
    bytes: u32,
    units: u32,
    /// How many more bytes than units stand before it.
    surplus: u32,
}

/// The columns of one text: made once, then each question takes a search.
#[derive(Clone, Debug)]
pub struct Columns {
    lines: Lines,
    wide: Vec<Wide>,
    length: u32,
}

impl Columns {
    /// Indexes a text.
    pub fn of(text: &str, encoding: Encoding) -> Self {
        let mut wide = Vec::new();
        let mut surplus = 0;
        if !text.is_ascii() {
            for (at, letter) in text.char_indices() {
                let (bytes, units) = (bytes(letter), encoding.units(letter));
                if bytes != units {
                    wide.push(Wide { start: offset(at), bytes, units, surplus });
                    surplus += bytes - units;
                }
            }
        }
        Self { lines: Lines::of(text), wide, length: offset(text.len()) }
    }

    /// The position of a byte.
    pub fn position(&self, at: u32) -> Position {
        let at = at.min(self.length);
        let line = self.line(at);
        let start = self.start(line);
        let before = self.surplus(at) - self.surplus(start);
        Position { line, character: (at - start) - before }
    }

    /// The range of a span of bytes.
    pub fn range(&self, range: std::ops::Range<usize>) -> Range {
        let start = self.position(offset(range.start));
        Range { start, end: self.position(offset(range.end)).max(start) }
    }

    /// The byte at a position of `text`, the text that was indexed. A position past the end of its
    /// line is the end of the line, one past the last line the end of the text, and one within a
    /// character its beginning.
    pub fn offset(&self, text: &str, position: Position) -> usize {
        let Some(start) = self.lines.start(position.line as usize + 1) else { return text.len() };
        let end = self.lines.start(position.line as usize + 2).unwrap_or(text.len());
        let line = text.get(start..end).unwrap_or("");
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let target = offset(start) - self.surplus(offset(start));
        let target = target.saturating_add(position.character);
        let next = self.wide.partition_point(|wide| wide.start - wide.surplus <= target);
        let at = match next.checked_sub(1).and_then(|last| self.wide.get(last)) {
            Some(last) if target < last.start - last.surplus + last.units => last.start,
            Some(last) => target.saturating_add(last.surplus + last.bytes - last.units),
            None => target,
        };
        (at as usize).clamp(start, end)
    }

    /// The line of a byte, from zero.
    pub fn line(&self, at: u32) -> u32 {
        let (mut low, mut high) = (1, self.lines.count());
        while low < high {
            let middle = (low + high).div_ceil(2);
            match self.lines.start(middle) {
                Some(start) if start <= at as usize => low = middle,
                Some(_) | None => high = middle - 1,
            }
        }
        offset(low) - 1
    }

    fn start(&self, line: u32) -> u32 {
        offset(self.lines.start(line as usize + 1).unwrap_or(0))
    }

    /// How many more bytes than units stand before a byte.
    fn surplus(&self, at: u32) -> u32 {
        let next = self.wide.partition_point(|wide| wide.start < at);
        let last = next.checked_sub(1).and_then(|last| self.wide.get(last));
        last.map_or(0, |last| last.surplus + last.bytes - last.units)
    }
}

fn bytes(letter: char) -> u32 {
    offset(letter.len_utf8())
}

/// Texts are limited to far less than 4 GiB.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
