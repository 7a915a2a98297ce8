//! Names, labels, documentation and the clauses that any declaration may carry.

use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::literal;
use crate::language::syntax::{Allowed, Literal};
use compact_str::CompactString;

/// One name as written, `daily_users`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its letters.
    pub text: CompactString,
    /// Where it stands.
    pub span: Span,
}

/// A dotted name, `ru.landing.covered`; at least one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Its segments in order.
    pub segments: Vec<Name>,
    /// From the first to the last.
    pub span: Span,
}

/// A string literal: a label, a quotation, a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its text, without the quotation marks.
    pub text: CompactString,
    /// With the quotation marks.
    pub span: Span,
}

/// `///` lines, each without the slashes and the blank after them.
pub type Words = Vec<Label>;

/// A clause that any declaration may carry.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    /// `cite "art. 4(1)"`
    Cite(Label, Span),
    /// `quote "…"`
    Quote(Label, Span),
    /// `reading "…"`
    Reading(Label, Span),
    /// `allow untested "…"`: the name of a lint, and why it is allowed here
    Allow(Name, Label, Span),
    /// `from DATE`
    From(Literal, Span),
    /// `until DATE`
    Until(Literal, Span),
}

impl Path {
    /// The name with its dots.
    pub fn dotted(&self) -> String {
        let segments: Vec<&str> = self.segments.iter().map(|name| name.text.as_str()).collect();
        segments.join(".")
    }
}

impl Clause {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Clause::Cite(_, span)
            | Clause::Quote(_, span)
            | Clause::Reading(_, span)
            | Clause::Allow(_, _, span)
            | Clause::From(_, span)
            | Clause::Until(_, span) => *span,
        }
    }
}

/// A name.
pub(super) fn name(reader: &mut Reader, node: Node) -> Name {
    if node.rule() == Rule::name {
        snake_case(reader, node);
    }
    Name { text: CompactString::from(reader.words(node)), span: reader.span(node) }
}

/// A dotted name.
pub(super) fn path(reader: &mut Reader, node: Node) -> Path {
    // Two capitals are a country: `company.seat != RU`.
    if !matches!(reader.words(node).as_bytes(), [b'A'..=b'Z', b'A'..=b'Z']) {
        snake_case(reader, node);
    }
    let mut start = node.start();
    let mut segments = Vec::with_capacity(1);
    for word in reader.words(node).split('.') {
        let span = reader.place(start, start + word.len());
        segments.push(Name { text: CompactString::from(word), span });
        start += word.len() + 1;
    }
    if node.rule() == Rule::path
        && let Some((before, _)) = reader.words(node).rsplit_once('.')
        && !reader.mentions.contains(before)
    {
        reader.mentions.insert(CompactString::from(before));
    }
    Path { segments, span: reader.span(node) }
}

/// Names have no capitals.
fn snake_case(reader: &mut Reader, node: Node) {
    let words = reader.words(node);
    if !words.bytes().any(|byte| byte.is_ascii_uppercase()) && !words.starts_with('_') {
        return;
    }
    let span = reader.span(node);
    let code = words.len() == 3 && words.bytes().all(|byte| byte.is_ascii_uppercase());
    if code && node.rule() == Rule::path {
        let told = reader.found.report(Code::E0106, span, format!("`{words}` is not a name"));
        told.help(format!("a currency stands behind its amount: `5 {words}`"));
        return;
    }
    let message = format!("`{words}` is not written as a name");
    let told = reader.found.report(Code::E0106, span, message);
    let small = snake(words);
    told.help(format!("names have small letters, digits and `_`: `{small}`"));
    told.fix(format!("write `{small}`"), span, small);
}

/// `OpenOffice` as `open_office`.
fn snake(words: &str) -> String {
    let mut snake = String::new();
    let mut small = false;
    for letter in words.trim_start_matches('_').chars() {
        if letter.is_ascii_uppercase() && small {
            snake.push('_');
        }
        small = letter.is_ascii_lowercase() || letter.is_ascii_digit();
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// Every dotted name among the parts of a node.
pub(super) fn paths(reader: &mut Reader, node: Node) -> Vec<Path> {
    node.all(Rule::path).map(|part| path(reader, part)).collect()
}

/// A string without its quotation marks.
pub(super) fn label(reader: &mut Reader, node: Node) -> Label {
    let words = reader.words(node);
    let inner = words.strip_prefix('"').unwrap_or(words);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    Label { text: CompactString::from(inner), span: reader.span(node) }
}

/// The label among the parts of a node, where there is one.
pub(super) fn maybe_label(reader: &mut Reader, node: Node) -> Option<Label> {
    node.maybe(Rule::label).map(|part| label(reader, part))
}

/// One `///` line.
pub(super) fn documentation(reader: &mut Reader, node: Node) -> Label {
    let words = reader.words(node);
    let inner = words.strip_prefix("///").unwrap_or(words);
    let inner = inner.strip_prefix(' ').unwrap_or(inner).trim_end();
    let end = node.start() + words.trim_end().len();
    Label { text: CompactString::from(inner), span: reader.place(node.start(), end) }
}

/// `cite`, `quote`, `reading`, `from` or `until`, or the wrapper of one.
pub(super) fn clause(reader: &mut Reader, node: Node) -> Clause {
    let span = reader.span(node);
    match node.rule() {
        Rule::clause | Rule::remark => clause(reader, node.last()),
        Rule::quote => Clause::Quote(label(reader, node.part(Rule::label)), span),
        Rule::reading => Clause::Reading(label(reader, node.part(Rule::label)), span),
        Rule::allow => {
            let lint = node.part(Rule::lint);
            let name =
                Name { text: CompactString::from(reader.words(lint)), span: reader.span(lint) };
            let reason = label(reader, node.part(Rule::label));
            let allowed = Allowed { rule: name.clone(), reason: reason.clone(), span };
            // Where an alternative of the grammar failed, a clause may be read again.
            if !reader.allowed.contains(&allowed) {
                reader.allowed.push(allowed);
            }
            Clause::Allow(name, reason, span)
        }
        Rule::from => Clause::From(literal::date(reader, node.part(Rule::date)), span),
        Rule::until => Clause::Until(literal::date(reader, node.part(Rule::date)), span),
        _ => Clause::Cite(label(reader, node.part(Rule::label)), span),
    }
}

/// Every clause among the parts of a node.
pub(super) fn clauses(reader: &mut Reader, node: Node) -> Vec<Clause> {
    node.parts()
        .filter(|part| matches!(part.rule(), Rule::clause | Rule::remark | Rule::until))
        .map(|part| clause(reader, part))
        .collect()
}

/// The name behind the word of a declaration that could not be read, where one stands there.
pub(super) fn name_at(reader: &Reader, word: usize) -> Option<Name> {
    let rest = reader.text.get(word..)?;
    let declared = rest.trim_start_matches(|letter: char| letter.is_ascii_lowercase());
    let name = declared.trim_start_matches([' ', '\t']);
    let end = name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let text = name.get(..end.unwrap_or(name.len()))?;
    let start = reader.text.len() - name.len();
    let span = reader.place(start, start + text.len());
    (!text.is_empty()).then(|| Name { text: CompactString::from(text), span })
}
