//! The words of a law as a reader sees them: names lead to what they mean, comments are left out.

use crate::ground::table::Id;
use crate::ground::text::{Source, Sources, Span};
use crate::language::law::Judged;
use crate::language::syntax::{Comment, LawFile};
use crate::tools::doc::{Line, Piece};
use crate::tools::names::{Declared, NameKind, Names};
use std::collections::BTreeMap;

/// The texts of laws, and what their names mean.
#[derive(Clone, Debug)]
pub struct Texts<'a> {
    sources: &'a Sources,
    names: &'a Names,
    comments: BTreeMap<Id<Source>, &'a [Comment]>,
    /// The dotted name of the law or vocabulary in each text that the book tells.
    titles: BTreeMap<Id<Source>, String>,
}

impl<'a> Texts<'a> {
    /// The texts of files. A name leads somewhere if its file is `told`.
    pub fn new(
        sources: &'a Sources,
        names: &'a Names,
        files: &'a [(LawFile, Judged)],
        told: impl Fn(&LawFile, Judged) -> bool,
    ) -> Self {
        let comments = files.iter().map(|(file, _)| (file.source, file.comments.as_slice()));
        let told = files.iter().filter(|(file, judged)| told(file, *judged));
        let titles = told.filter_map(|(file, _)| Some((file.source, file.name()?)));
        Self { sources, names, comments: comments.collect(), titles: titles.collect() }
    }

    /// What stands at a place, as it is written.
    pub fn raw(&self, span: Span) -> &'a str {
        self.sources.words(span)
    }

    /// What stands at a place, on one line. A name leads to what it means; digits are grouped as
    /// readers group them.
    pub fn line(&self, span: Span) -> Line {
        let mut line = Writing::default();
        let mut at = span.start;
        for written in self.names.written_in(span) {
            self.words(Span { start: at, end: written.span.start, ..span }, &mut line);
            let text = self.raw(written.span).to_owned();
            line.name(Piece::link(text, self.anchor(written.what)));
            at = written.span.end;
        }
        self.words(Span { start: at, ..span }, &mut line);
        line.pieces
    }

    /// The same as words alone.
    pub fn plain(&self, span: Span) -> String {
        self.line(span).into_iter().map(|piece| piece.text).collect()
    }

    /// A name where it is declared or mentioned, as a link.
    pub fn name(&self, span: Span) -> Piece {
        let mut line = self.line(span);
        match (line.pop(), line.is_empty()) {
            (Some(piece), true) if piece.named => piece,
            (_, _) => Piece::name(self.raw(span)),
        }
    }

    /// What links to a declaration name: the path by which other laws call it. Nothing for what is
    /// known within one provision only.
    pub fn anchor(&self, what: Id<Declared>) -> String {
        let declared = &self.names.declared[what];
        let Some(title) = self.titles.get(&declared.span.source) else { return String::new() };
        let within = declared.of.map(|of| self.names.declared[of].name.as_str());
        match declared.kind {
            NameKind::Law | NameKind::Vocabulary => title.clone(),
            NameKind::Binding => String::new(),
            NameKind::Column => format!("{title}.{}", within.unwrap_or(&declared.name)),
            NameKind::Field | NameKind::Variant | NameKind::EventField => {
                format!("{title}.{}.{}", within.unwrap_or(""), declared.name)
            }
            NameKind::Unit
            | NameKind::Entity
            | NameKind::Enumeration
            | NameKind::Fact
            | NameKind::Event
            | NameKind::Parameter
            | NameKind::Scale
            | NameKind::Table
            | NameKind::Calendar
            | NameKind::Define
            | NameKind::Status
            | NameKind::Duty
            | NameKind::Sanctions
            | NameKind::Step => format!("{title}.{}", declared.name),
        }
    }

    /// What links to the declaration whose name stands at a place.
    pub fn anchor_at(&self, span: Span) -> String {
        self.names.declared_at(span).map(|what| self.anchor(what)).unwrap_or_default()
    }

    fn words(&self, span: Span, line: &mut Writing) {
        let comments = self.comments.get(&span.source).copied().unwrap_or_default();
        let first = comments.partition_point(|it| it.span.end <= span.start);
        let mut at = span.start;
        let inside = comments.get(first..).unwrap_or_default();
        for comment in inside.iter().take_while(|it| it.span.start < span.end) {
            line.words(self.raw(Span { start: at, end: comment.span.start, ..span }));
            at = comment.span.end.min(span.end);
        }
        line.words(self.raw(Span { start: at, ..span }));
    }
}

/// A line that is being written: blanks and line breaks come to one blank.
#[derive(Debug, Default)]
struct Writing {
    pieces: Line,
    blank: bool,
}

impl Writing {
    fn name(&mut self, piece: Piece) {
        self.space();
        self.pieces.push(piece);
    }

    /// Writes the blank that was passed over, unless the line begins with it.
    fn space(&mut self) {
        if std::mem::take(&mut self.blank) && !self.pieces.is_empty() {
            self.push(' ');
        }
    }

    fn push(&mut self, letter: char) {
        match self.pieces.last_mut() {
            Some(piece) if !piece.named => piece.text.push(letter),
            Some(_) | None => self.pieces.push(Piece::words(letter)),
        }
    }

    fn words(&mut self, text: &str) {
        let (mut quoted, mut before) = (false, ' ');
        let mut figure = false;
        for letter in text.chars() {
            if letter.is_whitespace() && !quoted {
                self.blank = true;
            } else {
                self.space();
                quoted ^= letter == '"';
                let begins = letter.is_ascii_digit() && !before.is_alphanumeric() && before != '_';
                figure = begins || figure && (letter.is_ascii_digit() || letter == '_');
                self.push(if figure && letter == '_' { ',' } else { letter });
            }
            before = letter;
        }
    }
}
