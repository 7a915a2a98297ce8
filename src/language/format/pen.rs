//! Turns what the tree says into documents in the order of the source, and picks up each comment
//! where it stands.

use crate::ground::text::Span;
use crate::language::format::document::Doc;
use crate::language::syntax::{Comment, LawFile, Words};

/// Reads along in the source while the tree is written.
///
/// Each word written moves the pen behind that word in the source, so a comment comes out between
/// the same two words between which it was written.
#[derive(Debug)]
pub struct Pen<'t> {
    text: &'t str,
    comments: std::slice::Iter<'t, Comment>,
    /// Behind the last word that was found in the source.
    at: usize,
    /// Behind the last word or comment: what lies between it and the next may hold an empty line.
    seen: usize,
}

impl<'t> Pen<'t> {
    /// A pen at the beginning of a file.
    pub fn new(file: &'t LawFile, text: &'t str) -> Self {
        Self { text, comments: file.comments.iter(), at: 0, seen: 0 }
    }

    /// Words of the language, one blank apart: `any of`.
    pub fn word(&mut self, words: &'static str) -> Doc<'t> {
        let mut docs = Vec::new();
        for word in words.split(' ') {
            if !docs.is_empty() {
                docs.push(Doc::Space(1));
            }
            docs.push(match self.find(word) {
                Some(start) => self.found(start, start + word.len(), word),
                None => Doc::text(word),
            });
        }
        Doc::several(docs)
    }

    /// A comma: comments that stood before it follow behind it.
    pub fn comma(&mut self) -> Doc<'t> {
        let start = self.next();
        if self.text.get(start..).is_some_and(|rest| rest.starts_with(',')) {
            self.at = start + 1;
        }
        Doc::text(",")
    }

    /// The words at a place, one blank apart; a string as it is.
    pub fn at(&mut self, span: Span) -> Doc<'t> {
        let (mut start, end) = (span.start as usize, span.end as usize);
        let mut docs = Vec::new();
        while start < end {
            let rest = self.text.get(start..end).unwrap_or("");
            let width = match rest.starts_with('"') {
                true => rest.len(),
                false => word_width(rest),
            };
            if width > 0 {
                if !docs.is_empty() {
                    docs.push(Doc::Space(1));
                }
                docs.push(self.found(start, start + width, rest.get(..width).unwrap_or("")));
            }
            start = behind_trivia(self.text, start + width).max(start + 1);
        }
        Doc::several(docs)
    }

    /// `///` lines, each on a line of its own.
    pub fn documentation(&mut self, words: &'t Words) -> Vec<Doc<'t>> {
        let mut docs = Vec::new();
        for line in words {
            let (start, end) = (line.span.start as usize, line.span.end as usize);
            docs.push(self.found(start, end, "///"));
            let words = line.text.as_str().trim_end();
            if !words.is_empty() {
                docs.push(Doc::Space(1));
                docs.push(Doc::text(words));
            }
            docs.push(Doc::Hard { blank: false });
        }
        docs
    }

    /// Closes braces around rows, each row on lines of its own.
    pub fn close(&mut self, mut head: Vec<Doc<'t>>, rows: Vec<Doc<'t>>) -> Doc<'t> {
        let mut inside = Vec::new();
        for row in rows {
            inside.push(Doc::Hard { blank: !inside.is_empty() });
            inside.push(row);
        }
        let (comments, brace) = self.closing();
        for comment in comments {
            inside.push(Doc::Hard { blank: !inside.is_empty() });
            inside.push(comment);
        }
        match inside.is_empty() {
            true => head.push(Doc::Space(1)),
            false => head.extend([Doc::nest(inside), Doc::Hard { blank: false }]),
        }
        head.push(brace);
        Doc::block(head)
    }

    /// The closing brace and the comments that stand before it.
    pub fn closing(&mut self) -> (Vec<Doc<'t>>, Doc<'t>) {
        let end = self.find("}").unwrap_or(self.at);
        (self.comments_before(end), self.word("}"))
    }

    /// Items behind one another, each with its comma; the last has one where the list is broken.
    pub fn separated<T>(
        &mut self,
        items: &'t [T],
        mut item: impl FnMut(&mut Self, &'t T) -> Vec<Doc<'t>>,
    ) -> Vec<Vec<Doc<'t>>> {
        let mut rows = Vec::with_capacity(items.len());
        for (at, written) in items.iter().enumerate() {
            let mut cells = item(self, written);
            let comma = self.comma();
            let comma = if at + 1 < items.len() { comma } else { Doc::Comma };
            if let Some(last) = cells.pop() {
                cells.push(Doc::several(vec![last, comma]));
            }
            rows.push(cells);
        }
        rows
    }

    /// Whether the next word of the source begins with these letters.
    pub fn stands_before(&self, words: &str) -> bool {
        self.text.get(self.next()..).is_some_and(|rest| rest.starts_with(words))
    }

    /// Whether a place is where the next word of the source begins.
    pub fn is_next(&self, span: Span) -> bool {
        span.start as usize == self.next()
    }

    /// Whether a comment stands before the next word of the source.
    pub fn comment_is_next(&self) -> bool {
        let next = self.next();
        let first = self.comments.as_slice().first();
        first.is_some_and(|comment| (comment.span.start as usize) < next)
    }

    /// The comments on the line of the last word, behind it.
    pub fn trailing(&mut self) -> Vec<Doc<'t>> {
        let rest = self.text.get(self.at..).unwrap_or("");
        let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
        self.comments_before(self.at + line)
    }

    /// The comments that are left.
    pub fn rest(&mut self) -> Vec<Doc<'t>> {
        self.comments_before(self.text.len())
    }

    /// Where the next word of the source begins.
    fn next(&self) -> usize {
        behind_trivia(self.text, self.at)
    }

    /// Where `word` begins, if it is the next word of the source; a comma may be passed over.
    fn find(&self, word: &str) -> Option<usize> {
        let mut start = self.next();
        let mut rest = self.text.get(start..)?;
        if rest.starts_with(',') {
            start = behind_trivia(self.text, start + 1);
            rest = self.text.get(start..)?;
        }
        rest.starts_with(word).then_some(start)
    }

    fn found(&mut self, start: usize, end: usize, words: &'t str) -> Doc<'t> {
        let mut docs = self.comments_before(start);
        docs.push(Doc::Text { words, blank: self.empty_line_before(start) });
        self.at = end;
        self.seen = end;
        Doc::several(docs)
    }

    fn comments_before(&mut self, end: usize) -> Vec<Doc<'t>> {
        let mut docs = Vec::new();
        while let Some(comment) = self.comments.as_slice().first() {
            let range = comment.span.range();
            if range.start >= end {
                break;
            }
            self.comments.next();
            let blank = self.empty_line_before(range.start);
            self.seen = range.end;
            let own = self.begins_its_line(range.start);
            let words = self.text.get(range).unwrap_or("").trim_end();
            docs.push(Doc::Comment { words, own, blank });
        }
        docs
    }

    fn begins_its_line(&self, start: usize) -> bool {
        let before = self.text.get(..start).unwrap_or("");
        before.trim_end_matches([' ', '\t', '\u{feff}']).ends_with(['\n', '\r'])
            || before.trim_matches([' ', '\t', '\u{feff}']).is_empty()
    }

    fn empty_line_before(&self, start: usize) -> bool {
        let between = self.text.get(self.seen..start).unwrap_or("");
        let carriage = between.matches('\r').count();
        between.matches('\n').count().max(carriage) > 1
    }
}

/// The offset behind blanks, line breaks and comments.
fn behind_trivia(text: &str, from: usize) -> usize {
    let mut rest = text.get(from..).unwrap_or("");
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if !rest.starts_with("//") {
            return text.len() - rest.len();
        }
        rest = rest.find(['\n', '\r']).and_then(|end| rest.get(end..)).unwrap_or("");
    }
}

/// How far a word reaches: up to a blank or a comment.
fn word_width(rest: &str) -> usize {
    let blank = rest.find(char::is_whitespace).unwrap_or(rest.len());
    rest.find("//").map_or(blank, |comment| comment.min(blank))
}
