//! Diagnostics for people and machines: drawn, narrated, or as JSON.

use crate::ground::diagnostic::{Diagnostic, Severity};
use crate::ground::table::Id;
use crate::ground::text::{Source, Sources, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    NarratableReportHandler, SourceCode, SourceSpan, SpanContents,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Drawn with the lines of the text, or told in sentences.
    pub drawn: bool,
    /// With colours.
    pub colour: bool,
    /// The columns they may take.
    pub width: usize,
}

/// The diagnostics as a text for people, the first `most` of them, each followed by a blank line.
pub fn text(diagnostics: &[Diagnostic], sources: &Sources, look: Look, most: usize) -> String {
    let mut out = String::new();
    let texts = Texts::of(diagnostics, sources);
    for diagnostic in diagnostics.iter().take(most) {
        if diagnostic.code.severity() == Severity::Note {
            out.push_str(&note(diagnostic, sources));
            continue;
        }
        let shown = Shown::of(diagnostic, &texts);
        let drawn = if look.drawn {
            handler(look).render_report(&mut out, &shown)
        } else {
            NarratableReportHandler::new().render_report(&mut out, &shown)
        };
        // A text that cannot be drawn is still said.
        if drawn.is_err() {
            out.push_str(&format!("{}: {}\n", diagnostic.code.name(), diagnostic.message));
        }
        out.push('\n');
    }
    if diagnostics.len() > most {
        let more = diagnostics.len() - most;
        out.push_str(&format!("and {more} more (see `--max-diagnostics`)\n\n"));
    }
    out
}

/// A note in one line: it is nothing to mend.
fn note(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = diagnostic.span.map_or(String::new(), |span| {
        let position = sources.position(span);
        let name = &sources.source(span.source).name;
        format!(" ({name}:{}:{})", position.line, position.column)
    });
    harmless(&format!("note: {}{place}\n", diagnostic.message))
}

fn handler(look: Look) -> GraphicalReportHandler {
    let theme =
        if look.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(look.width)
        .with_context_lines(1)
        .without_syntax_highlighting()
}

/// One line that counts what was found: `2 errors, 1 warning`.
pub fn count(diagnostics: &[Diagnostic]) -> String {
    let of = |severity: Severity| {
        diagnostics.iter().filter(|found| found.code.severity() == severity).count()
    };
    let words = [
        (of(Severity::Error), "error"),
        (of(Severity::Warning), "warning"),
        (of(Severity::Note), "note"),
    ];
    let parts: Vec<String> = words
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        .collect();
    parts.join(", ")
}

/// A diagnostic as it is handed to the renderer. Labels in other texts stand in diagnostics of
/// their own below it.
#[derive(Debug)]
struct Shown<'a> {
    code: Option<&'static str>,
    severity: miette::Severity,
    message: String,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    text: Option<Excerpt<'a>>,
    elsewhere: Vec<Shown<'a>>,
}

impl<'a> Shown<'a> {
    fn of(diagnostic: &Diagnostic, texts: &'a Texts<'a>) -> Shown<'a> {
        let sources = texts.sources;
        let home = diagnostic.span.map(|span| span.source);
        let own = diagnostic.span.map(|span| (span, diagnostic.label.clone()));
        let near = diagnostic.labels.iter().filter(|label| Some(label.span.source) == home);
        let mut labels: Vec<LabeledSpan> = Vec::new();
        if let Some((span, label)) = own {
            let label = label.as_deref().map(harmless);
            labels.push(LabeledSpan::new_primary_with_span(label, first_line(span, sources)));
        }
        for label in near {
            let place = first_line(label.span, sources);
            labels.push(LabeledSpan::new_with_span(Some(harmless(&label.text)), place));
        }
        let far = diagnostic.labels.iter().filter(|label| Some(label.span.source) != home);
        let elsewhere = far.map(|label| Shown::elsewhere(label.span, &label.text, texts));
        let shown = Shown {
            code: Some(diagnostic.code.name()),
            severity: severity(diagnostic.code.severity()),
            message: harmless(&diagnostic.message),
            help: diagnostic.help.as_deref().map(harmless),
            labels,
            text: home.and_then(|home| texts.excerpt(home)),
            elsewhere: elsewhere.collect(),
        };
        shown.by_place_alone_if_long(diagnostic.span, sources)
    }

    /// Without the lines of the text where one of them is too long to be drawn: the place is named
    /// before the message, and what is said at each place below it.
    fn by_place_alone_if_long(mut self, span: Option<Span>, sources: &Sources) -> Self {
        let drawable = |text: &Excerpt<'_>| {
            self.labels.iter().all(|label| text.read_span(label.inner(), 1, 1).is_ok())
        };
        let (Some(span), Some(text)) = (span, &self.text) else { return self };
        if drawable(text) {
            return self;
        }
        let place = sources.position(span);
        let name = &sources.source(span.source).name;
        self.message = format!("{name}:{}:{}: {}", place.line, place.column, self.message);
        for label in std::mem::take(&mut self.labels) {
            let Some(words) = label.label() else { continue };
            let place = text.source.lines.position(&text.source.text, label.offset());
            let at = format!("line {}, column {}: {words}", place.line, place.column);
            self.help = Some(match self.help {
                Some(help) => format!("{at}\n{help}"),
                None => at,
            });
        }
        self.text = None;
        self
    }

    fn elsewhere(span: Span, words: &str, texts: &'a Texts<'a>) -> Shown<'a> {
        let shown = Shown {
            code: None,
            severity: miette::Severity::Advice,
            message: harmless(words),
            help: None,
            labels: vec![LabeledSpan::new_primary_with_span(None, first_line(span, texts.sources))],
            text: texts.excerpt(span.source),
            elsewhere: Vec::new(),
        };
        shown.by_place_alone_if_long(Some(span), texts.sources)
    }
}

fn severity(severity: Severity) -> miette::Severity {
    match severity {
        Severity::Error => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
        Severity::Note => miette::Severity::Advice,
    }
}

/// A place, cut at the end of its first line: a whole declaration is not worth drawing. Where the
/// parser read a plainer text than the one shown, the place is widened to whole characters.
fn first_line(span: Span, sources: &Sources) -> SourceSpan {
    let text = &sources.source(span.source).text;
    let start = boundary(text, span.start as usize);
    let end = (span.end as usize..=text.len()).find(|at| text.is_char_boundary(*at));
    let words = text.get(start..end.unwrap_or(text.len())).unwrap_or("");
    let line = words.find(['\n', '\r']).unwrap_or(words.len());
    (start, boundary(words, line.min(LONGEST_LABEL))).into()
}

/// A place is underlined over so many bytes at most.
const LONGEST_LABEL: usize = 120;

impl fmt::Display for Shown<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.code.map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.text.as_ref().map(|text| text as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn related<'b>(&'b self) -> Option<Box<dyn Iterator<Item = &'b dyn miette::Diagnostic> + 'b>> {
        if self.elsewhere.is_empty() {
            return None;
        }
        Some(Box::new(self.elsewhere.iter().map(|shown| shown as &dyn miette::Diagnostic)))
    }
}

/// The texts that diagnostics point into, made harmless once each.
struct Texts<'a> {
    sources: &'a Sources,
    harmless: BTreeMap<Id<Source>, String>,
}

/// A text whose lines are looked up in its index, and whose columns are counted in characters.
#[derive(Debug)]
struct Excerpt<'a> {
    source: &'a Source,
    harmless: &'a str,
}

impl<'a> Texts<'a> {
    fn of(diagnostics: &[Diagnostic], sources: &'a Sources) -> Texts<'a> {
        let places = diagnostics.iter().flat_map(|diagnostic| {
            diagnostic.span.into_iter().chain(diagnostic.labels.iter().map(|label| label.span))
        });
        let ids: BTreeSet<Id<Source>> = places.map(|span| span.source).collect();
        let text = |id: Id<Source>| (id, same_length(&sources.source(id).text));
        Texts { sources, harmless: ids.into_iter().map(text).collect() }
    }

    fn excerpt(&'a self, id: Id<Source>) -> Option<Excerpt<'a>> {
        let harmless = self.harmless.get(&id)?;
        Some(Excerpt { source: self.sources.source(id), harmless })
    }
}

/// Of a line longer than this only the part around the place is shown.
const LONGEST_LINE: usize = 400;
/// So much of a longer line is shown, and so much of that before the place.
const WINDOW: (usize, usize) = (240, 60);

impl SourceCode for Excerpt<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let place = self.source.lines.position(&self.source.text, start);
        let last = self.source.lines.position(&self.source.text, end).line;
        let name = self.source.name.clone();
        if before == 0 && after == 0 {
            let words = self.harmless.get(start..end).ok_or(MietteError::OutOfBounds)?;
            let contents = MietteSpanContents::new_named(
                name,
                words.as_bytes(),
                *span,
                place.line - 1,
                place.column - 1,
                1,
            );
            return Ok(Box::new(contents));
        }
        let first = place.line.saturating_sub(before).max(1);
        let from = self.source.lines.start(first).unwrap_or(0);
        let until = self.source.lines.start(last + after + 1).unwrap_or(self.harmless.len());
        let lines = self.harmless.get(from..until).ok_or(MietteError::OutOfBounds)?;
        if lines.split('\n').any(|line| line.len() > LONGEST_LINE) {
            return self.window(span, place.line);
        }
        let within = (from, until - from).into();
        let contents =
            MietteSpanContents::new_named(name, lines.as_bytes(), within, first - 1, 0, last);
        Ok(Box::new(contents))
    }
}

impl Excerpt<'_> {
    /// The part of a long line around a place.
    fn window<'a>(
        &'a self,
        span: &SourceSpan,
        line: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let begin = self.source.lines.start(line).unwrap_or(0);
        let finish = self.source.lines.start(line + 1).unwrap_or(self.harmless.len());
        let (wide, before) = WINDOW;
        let from = boundary(self.harmless, begin.max(start.saturating_sub(before)));
        let until = boundary(self.harmless, finish.min(from + wide));
        if end > until {
            return Err(MietteError::OutOfBounds);
        }
        let words = self.harmless.get(from..until).ok_or(MietteError::OutOfBounds)?;
        let words = words.trim_end_matches(['\n', '\r']);
        let name = self.source.name.clone();
        let within = (from, words.len()).into();
        let contents =
            MietteSpanContents::new_named(name, words.as_bytes(), within, line - 1, 0, 1);
        Ok(Box::new(contents))
    }
}

/// The nearest place at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// What a terminal could take for a command becomes a mark; line breaks and tabs stay.
fn harmless(text: &str) -> String {
    text.chars().map(|letter| if dangerous(letter) { '\u{fffd}' } else { letter }).collect()
}

/// The same in as many bytes, so that places stay true.
fn same_length(text: &str) -> String {
    let mark = |letter: char| match letter.len_utf8() {
        1 => '?',
        2 => '\u{bf}',
        _ => '\u{fffd}',
    };
    text.chars().map(|letter| if dangerous(letter) { mark(letter) } else { letter }).collect()
}

fn dangerous(letter: char) -> bool {
    let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}'
        | '\u{200f}' | '\u{061c}');
    turns || (letter.is_control() && !matches!(letter, '\n' | '\t'))
}

/// The diagnostics as JSON: `solon.diagnostics/1`.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    schema: &'static str,
    diagnostics: Vec<Row<'a>>,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    label: Option<&'a str>,
    labels: Vec<Place<'a>>,
    help: Option<&'a str>,
    fix: Option<Edit<'a>>,
}

#[derive(Debug, Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Edit<'a> {
    title: &'a str,
    edits: Vec<Place<'a>>,
}

/// The diagnostics as one JSON document; all of them, whatever the limit on what is shown.
pub fn json(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let rows = diagnostics.iter().map(|diagnostic| row(diagnostic, sources)).collect();
    let report = Report { schema: "solon.diagnostics/1", diagnostics: rows };
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

fn row<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Row<'a> {
    let position = diagnostic.span.map(|span| sources.position(span));
    let fix = diagnostic.fix.as_ref().map(|fix| Edit {
        title: &fix.title,
        edits: fix.edits.iter().map(|(span, words)| place(*span, words, sources)).collect(),
    });
    Row {
        code: diagnostic.code.name(),
        severity: match diagnostic.code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: &diagnostic.message,
        file: diagnostic.span.map(|span| sources.source(span.source).name.as_str()),
        line: position.map(|position| position.line),
        column: position.map(|position| position.column),
        label: diagnostic.label.as_deref(),
        labels: diagnostic
            .labels
            .iter()
            .map(|label| place(label.span, &label.text, sources))
            .collect(),
        help: diagnostic.help.as_deref(),
        fix,
    }
}

fn place<'a>(span: Span, text: &'a str, sources: &'a Sources) -> Place<'a> {
    let start = sources.position(span);
    let source = sources.source(span.source);
    let end = source.lines.position(&source.text, span.end as usize);
    Place {
        file: &source.name,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        text,
    }
}
