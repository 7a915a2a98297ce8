//! Chooses the lines of a document and writes them.

use crate::language::format::document::{Doc, Part, WIDTH};
use unicode_width::UnicodeWidthStr;

/// How far one level stands further in.
const STEP: usize = 2;

/// A text being written.
#[derive(Debug, Default)]
pub struct Page {
    out: String,
    column: usize,
    pending: Pending,
    /// Whether the line ends with a comment, so that nothing may follow on it.
    commented: bool,
}

/// What stands between the last words and the next ones.
#[derive(Clone, Copy, Debug, Default)]
enum Pending {
    #[default]
    Nothing,
    Space(usize),
    Newline {
        indent: usize,
        blank: bool,
    },
}

impl Page {
    /// Writes a document, broken at the top.
    pub fn write(&mut self, doc: &Doc<'_>) {
        self.doc(doc, false, 0, 0);
    }

    /// Writes comments behind what was written last.
    pub fn behind(&mut self, comments: &[Doc<'_>]) {
        for comment in comments {
            self.write(comment);
        }
    }

    /// Writes a declaration on lines of its own. Where it takes several, or is to stand apart, an
    /// empty line sets it off from what stands before it. Tells whether it takes several.
    pub fn paragraph(&mut self, doc: &Doc<'_>, apart: bool) -> bool {
        let start = self.out.len();
        self.line(doc);
        let written = self.out.get(start..).unwrap_or("");
        let breaks = written.bytes().take_while(|byte| *byte == b'\n').count();
        let several = written.get(breaks..).is_some_and(|words| words.contains('\n'));
        if (several || apart) && breaks == 1 {
            self.out.insert(start, '\n');
        }
        several
    }

    /// Writes a document on a line of its own.
    pub fn line(&mut self, doc: &Doc<'_>) {
        self.pending = Pending::Newline { indent: 0, blank: true };
        self.write(doc);
    }

    /// The whole text, with one line break at its end.
    pub fn finish(mut self) -> String {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }

    fn doc(&mut self, doc: &Doc<'_>, flat: bool, indent: usize, tail: usize) {
        match doc {
            Doc::Text { words, blank } => self.words(words, *blank),
            Doc::Comment { words, own, blank } => self.comment(words, *own, *blank, indent),
            Doc::Space(width) => self.space(*width),
            Doc::Comma if flat => {}
            Doc::Comma => self.words(",", false),
            Doc::Line(width) if flat => self.space(*width),
            Doc::Line(_) => self.pending = Pending::Newline { indent, blank: false },
            Doc::Hard { blank } => self.pending = Pending::Newline { indent, blank: *blank },
            Doc::Nest(part) if flat => self.part(part, flat, indent, tail),
            Doc::Nest(part) => self.part(part, flat, indent + STEP, tail),
            Doc::Group(part) => {
                let flat = flat || self.fits(part, tail);
                self.part(part, flat, indent, tail);
            }
            Doc::Block(part) => self.part(part, false, indent, tail),
            Doc::Several(part) => self.part(part, flat, indent, tail),
        }
    }

    fn part(&mut self, part: &Part<'_>, flat: bool, indent: usize, tail: usize) {
        let mut rest = part.docs.as_slice();
        while let Some((doc, behind)) = rest.split_first() {
            let tail = if flat { tail } else { width_before_break(behind, tail) };
            self.doc(doc, flat, indent, tail);
            rest = behind;
        }
    }

    fn fits(&self, part: &Part<'_>, tail: usize) -> bool {
        let column = match self.pending {
            Pending::Nothing => self.column,
            Pending::Space(width) => self.column + width,
            Pending::Newline { indent, .. } => indent,
        };
        let tail = if part.size.forced { 0 } else { tail };
        !part.size.commented && column + part.size.flat + tail <= WIDTH
    }

    fn space(&mut self, width: usize) {
        match &mut self.pending {
            Pending::Nothing => self.pending = Pending::Space(width),
            Pending::Space(before) => *before += width,
            Pending::Newline { .. } => {}
        }
    }

    fn words(&mut self, words: &str, blank: bool) {
        match std::mem::take(&mut self.pending) {
            Pending::Nothing => {}
            Pending::Space(width) => self.blanks(width),
            Pending::Newline { indent, blank: kept } => self.newline(indent, kept && blank),
        }
        self.out.push_str(words);
        self.column += words.width();
    }

    fn comment(&mut self, words: &str, own: bool, blank: bool, indent: usize) {
        let (indent, between) = match self.pending {
            Pending::Nothing | Pending::Space(_) => (indent, false),
            Pending::Newline { indent, blank } => (indent, blank),
        };
        if own || self.commented || self.out.is_empty() {
            self.newline(indent, between && blank);
        } else {
            self.blanks(2);
        }
        self.out.push_str(words);
        self.commented = true;
        let after = between || matches!(self.pending, Pending::Newline { .. }) && own;
        self.pending = Pending::Newline { indent, blank: after };
    }

    fn newline(&mut self, indent: usize, blank: bool) {
        if !self.out.is_empty() {
            self.out.push('\n');
            if blank {
                self.out.push('\n');
            }
        }
        self.column = 0;
        self.commented = false;
        self.blanks(indent);
    }

    fn blanks(&mut self, width: usize) {
        self.out.extend(std::iter::repeat_n(' ', width));
        self.column += width;
    }
}

/// How much follows on the same line before the first place where it may break.
fn width_before_break(docs: &[Doc<'_>], tail: usize) -> usize {
    let mut width = 0;
    for doc in docs {
        let size = doc.size();
        width += size.lead;
        if size.breaks || width > WIDTH {
            return width;
        }
    }
    width + tail
}
