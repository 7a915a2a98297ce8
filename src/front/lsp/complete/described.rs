//! What a declaration says of itself, by its text: its type, its label, its citations and the words that
//! document it.

use crate::front::lsp::complete::token::{Token, tokens};
use crate::front::lsp::lexeme::LexemeKind;
use crate::ground::text::Sources;
use crate::tools::names::{Declared, NameKind};

/// How much of a declaration is looked at.
const MOST_BYTES: usize = 2_000;
/// How many citations are shown.
const MOST_CITES: usize = 3;
/// How long the label of a value may be.
const MOST_LABEL: usize = 300;
/// How many lines of documentation are shown.
const MOST_LINES: usize = 40;

/// What a declaration says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Described {
    /// The type, as it is written.
    pub type_: String,
    /// What reports call it.
    pub label: String,
    /// Where the law says so.
    pub cites: Vec<String>,
    /// The `///` lines before it.
    pub documentation: String,
}

/// Reads what a declaration says of itself.
pub fn described(sources: &Sources, declared: &Declared) -> Described {
    let text = &*sources.source(declared.span.source).text;
    let (start, end) = (declared.span.range().start, declared.whole.range().end);
    // The place of a value of an enum is its name alone; its label stands behind.
    let value = declared.kind == NameKind::Variant;
    let end = if value { end + MOST_LABEL } else { end };
    let mut end = end.max(declared.span.range().end).min(start + MOST_BYTES).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let words = tokens(text.get(start..end).unwrap_or(""), start);
    let mut said =
        Described { documentation: documentation(text, declared), ..Described::default() };
    let words = words.get(1..).unwrap_or_default();
    let is_text = |word: &Token<'_>| word.kind == LexemeKind::Text;
    let ends = |word: &Token<'_>| match word.text {
        "{" | "=" => true,
        "," | "}" => value,
        _ => false,
    };
    let head = words.iter().position(ends).unwrap_or(words.len());
    let head = words.get(..head).unwrap_or_default();
    let mut before = "";
    for word in head {
        if is_text(word) && !matches!(before, "cite" | "quote" | "reading" | "allow") {
            said.label = unquoted(word.text).to_owned();
            break;
        }
        before = word.text;
    }
    let clause = |word: &&Token<'_>| is_text(word) || clause_word(word.text);
    let until = head.iter().position(|word| clause(&word)).unwrap_or(head.len());
    let until =
        head.get(until).map_or_else(|| head.last().map_or(start, |it| it.end), |it| it.start);
    let from = head.first().map_or(start, |word| word.end);
    if head.first().is_some_and(|word| word.is(":")) {
        said.type_ = squeezed(text.get(from..until).unwrap_or(""));
    } else if matches!(declared.kind, NameKind::Table | NameKind::Scale)
        && let Some(on) = head.iter().find(|word| word.is("on"))
    {
        said.type_ = squeezed(text.get(on.end..until.max(on.end)).unwrap_or(""));
        if head.iter().position(|it| it.is("on")) > head.iter().position(is_text) {
            let end =
                head.iter().skip_while(|it| !it.is("on")).take_while(|it| !clause_word(it.text));
            let end = end.last().map_or(on.end, |word| word.end);
            said.type_ = squeezed(text.get(on.end..end).unwrap_or(""));
        }
    }
    if !value {
        said.cites = cites(words, declared.kind);
    }
    said
}

/// The citations of a declaration itself: not those of the rows, fields and steps within it.
fn cites(words: &[Token<'_>], kind: NameKind) -> Vec<String> {
    let own = match kind {
        NameKind::Table | NameKind::Scale | NameKind::Entity | NameKind::Event => 0,
        NameKind::Law
        | NameKind::Vocabulary
        | NameKind::Unit
        | NameKind::Field
        | NameKind::Enumeration
        | NameKind::Variant
        | NameKind::Fact
        | NameKind::EventField
        | NameKind::Parameter
        | NameKind::Column
        | NameKind::Calendar
        | NameKind::Define
        | NameKind::Status
        | NameKind::Duty
        | NameKind::Sanctions
        | NameKind::Step
        | NameKind::Binding => 1,
    };
    let (mut depth, mut cites, mut before) = (0_usize, Vec::new(), "");
    for word in words {
        match word.text {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            _ if word.kind == LexemeKind::Text && before == "cite" && depth <= own => {
                cites.push(unquoted(word.text).to_owned());
            }
            _ => {}
        }
        before = word.text;
    }
    cites.truncate(MOST_CITES);
    cites
}

impl Described {
    /// What there is to say: the label, the documentation, the citations.
    pub fn words(&self) -> String {
        let mut lines = Vec::new();
        if !self.label.is_empty() {
            lines.push(self.label.clone());
        }
        if !self.documentation.is_empty() {
            lines.push(self.documentation.clone());
        }
        if !self.cites.is_empty() {
            lines.push(self.cites.join("; "));
        }
        lines.join("\n\n")
    }
}

fn clause_word(word: &str) -> bool {
    matches!(word, "cite" | "quote" | "reading" | "allow" | "from" | "until")
}

/// The text between quotation marks.
pub fn unquoted(text: &str) -> &str {
    let text = text.strip_prefix('"').unwrap_or(text);
    text.strip_suffix('"').unwrap_or(text)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// The lines of documentation right above a declaration.
fn documentation(text: &str, declared: &Declared) -> String {
    let above = text.get(..declared.whole.range().start).unwrap_or("");
    let above = above.trim_end_matches([' ', '\t']);
    let mut lines: Vec<&str> = Vec::new();
    for line in above.lines().rev().take(MOST_LINES) {
        match line.trim().strip_prefix("///") {
            Some(words) => lines.push(words.trim()),
            None => break,
        }
    }
    lines.reverse();
    lines.join("\n")
}

/// What is said of the kind of a declaration.
pub fn kind_word(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Law => "law",
        NameKind::Vocabulary => "vocabulary",
        NameKind::Unit => "unit",
        NameKind::Entity => "entity",
        NameKind::Field | NameKind::EventField => "field",
        NameKind::Enumeration => "enum",
        NameKind::Variant => "value",
        NameKind::Fact => "fact",
        NameKind::Event => "event",
        NameKind::Parameter => "parameter",
        NameKind::Scale => "scale",
        NameKind::Table => "table",
        NameKind::Column => "column",
        NameKind::Calendar => "calendar",
        NameKind::Define => "define",
        NameKind::Status => "status",
        NameKind::Duty => "duty",
        NameKind::Sanctions => "sanctions",
        NameKind::Step => "step",
        NameKind::Binding => "each",
    }
}
