//! `textDocument/semanticTokens`: what each word is, by the names that are declared, also in a law that
//! does not read.

use crate::front::lsp::analysis::Analysis;
use crate::front::lsp::dispatch::Refusal;
use crate::front::lsp::lexeme::{Lexeme, LexemeKind, lexemes};
use crate::front::lsp::outline::{Entry, outline};
use crate::front::lsp::position::Columns;
use crate::front::lsp::workspace::{Here, Workspace};
use crate::language::syntax::is_reserved;
use gen_lsp_types::{
    SemanticToken, SemanticTokens, SemanticTokensParams, SemanticTokensRangeParams, SymbolKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a token can be, in the words of the protocol.
pub const TYPES: [&str; 14] = [
    "keyword",
    "comment",
    "string",
    "number",
    "operator",
    "namespace",
    "type",
    "class",
    "enum",
    "enumMember",
    "property",
    "event",
    "variable",
    "function",
];

/// What can be said of one beside.
pub const MODIFIERS: [&str; 3] = ["declaration", "documentation", "readonly"];

/// The types, by their place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Colour {
    Keyword,
    Comment,
    Text,
    Number,
    Operator,
    Namespace,
    Type,
    Class,
    Enumeration,
    Value,
    Property,
    Event,
    Variable,
    Function,
}

const DECLARATION: u32 = 1;
const DOCUMENTATION: u32 = 2;
const READONLY: u32 = 4;

/// Words that mean something in their place and can be names elsewhere.
const IN_PLACE: &str = "source jurisdiction authority subject force verified through deadlines move \
    next previous days day happened known unknown breached fulfilled pending undetermined imposed \
    available waiting lifted applicable triggered marginal flat weekend holidays least of each half \
    even upward downward optional set list time cure block ban notice throttle fine lose total \
    doubling running started calendar period needs late half_year company_year";

/// Words of types.
const OF_TYPES: &str = "bool number money date datetime duration country text set list";

/// The colours of a whole text.
pub fn full(
    on: &Workspace,
    params: SemanticTokensParams,
) -> Result<Option<SemanticTokens>, Refusal> {
    let Some(here) = on.here(&params.text_document.uri) else { return Ok(None) };
    let columns = on.columns(here.text());
    Ok(tokens(here, &columns, 0, here.text().len()))
}

/// The colours of a part of a text.
pub fn range(
    on: &Workspace,
    params: SemanticTokensRangeParams,
) -> Result<Option<SemanticTokens>, Refusal> {
    let Some(here) = on.here(&params.text_document.uri) else { return Ok(None) };
    let columns = on.columns(here.text());
    let start = columns.offset(here.text(), params.range.start);
    let end = columns.offset(here.text(), params.range.end);
    Ok(tokens(here, &columns, start, end))
}

/// The tokens that stand at least in part between two places.
fn tokens(here: Here<'_>, columns: &Columns, start: usize, end: usize) -> Option<SemanticTokens> {
    here.file()?;
    let text = here.text();
    let known = Known::of(here.analysis);
    let declared = declarations(here);
    let parts = lexemes(text);
    let mut data = Vec::new();
    let (mut last_line, mut last_start) = (0, 0);
    for (at, part) in parts.iter().enumerate() {
        if part.end <= start || part.start >= end {
            continue;
        }
        let around = Around { text, parts: &parts, at };
        let Some((colour, mut modifiers)) = known.colour(&around, *part) else { continue };
        let from = u32::try_from(part.start).unwrap_or(u32::MAX);
        if declared.contains(&from) {
            modifiers |= DECLARATION;
        }
        let range = columns.range(part.start..part.end);
        let line = range.start.line;
        let before = if line == last_line { last_start } else { 0 };
        data.push(SemanticToken {
            delta_line: line - last_line,
            delta_start: range.start.character - before,
            length: range.end.character.saturating_sub(range.start.character),
            token_type: colour as u32,
            token_modifiers_bitset: modifiers,
        });
        (last_line, last_start) = (line, range.start.character);
    }
    Some(SemanticTokens { result_id: None, data })
}

/// Where the names of declarations begin.
fn declarations(here: Here<'_>) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    let mut waiting = match here.file() {
        Some(file) => outline(file, here.text().len()),
        None => Vec::new(),
    };
    while let Some(entry) = waiting.pop() {
        // The name of a law that tests are for is declared elsewhere.
        if !entry.detail.is_empty() && entry.detail != "tests" {
            found.insert(entry.named.start);
        }
        waiting.extend(entry.inside);
    }
    found
}

/// A part of a text among the others.
struct Around<'a> {
    text: &'a str,
    parts: &'a [Lexeme],
    at: usize,
}

impl<'a> Around<'a> {
    fn words(&self, away: isize) -> &'a str {
        let part = self.at.checked_add_signed(away).and_then(|at| self.parts.get(at));
        part.and_then(|part| self.text.get(part.start..part.end)).unwrap_or("")
    }

    /// Whether a text follows: `source "…"` is a clause, whatever is called `source`.
    fn before_text(&self) -> bool {
        self.words(1).starts_with('"')
    }
}

/// The names that the laws of an analysis declare, by what they are.
struct Known(BTreeMap<String, (Colour, u32)>);

impl Known {
    fn of(analysis: &Analysis) -> Self {
        let mut known = BTreeMap::new();
        for (file, _) in &analysis.files {
            let mut waiting = outline(file, 0);
            while let Some(Entry { name, kind, inside, .. }) = waiting.pop() {
                if let Some(colour) = colour(kind) {
                    // A dotted name is coloured word by word.
                    for word in name.split('.') {
                        known.entry(word.to_owned()).or_insert(colour);
                    }
                }
                waiting.extend(inside);
            }
        }
        Self(known)
    }

    fn colour(&self, around: &Around<'_>, part: Lexeme) -> Option<(Colour, u32)> {
        let words = around.words(0);
        Some(match part.kind {
            LexemeKind::Comment => (Colour::Comment, 0),
            LexemeKind::Documentation => (Colour::Comment, DOCUMENTATION),
            LexemeKind::Text => (Colour::Text, 0),
            LexemeKind::Number => (Colour::Number, 0),
            LexemeKind::Mark => match words {
                "=" | "!" | "<" | ">" | "+" | "-" | "*" | "/" | "%" => (Colour::Operator, 0),
                _ => return None,
            },
            LexemeKind::Word => self.word(around, words),
        })
    }

    fn word(&self, around: &Around<'_>, word: &str) -> (Colour, u32) {
        let among = |words: &str| words.split_ascii_whitespace().any(|it| it == word);
        let after_dot = around.words(-1) == ".";
        if is_reserved(word) && !after_dot && around.words(1) != "." {
            return (Colour::Keyword, 0);
        }
        if among(IN_PLACE) && around.before_text() {
            return (Colour::Keyword, 0);
        }
        if matches!(around.words(-1), ":" | "of" | "->" | "optional") && among(OF_TYPES) {
            return (Colour::Type, 0);
        }
        if let Some(known) = self.0.get(word) {
            return *known;
        }
        if among(OF_TYPES) {
            return (Colour::Type, 0);
        }
        if among(IN_PLACE) {
            return (Colour::Keyword, 0);
        }
        match word.len() {
            // A country or a currency.
            2 | 3 if word.bytes().all(|byte| byte.is_ascii_uppercase()) => {
                (Colour::Value, READONLY)
            }
            _ => (Colour::Variable, 0),
        }
    }
}

/// The colour of what is declared; none for what has no name of its own.
fn colour(kind: SymbolKind) -> Option<(Colour, u32)> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the kinds are those of the protocol: the outline uses a few of them"
    )]
    match kind {
        SymbolKind::Module | SymbolKind::Package => Some((Colour::Namespace, 0)),
        SymbolKind::TypeParameter => Some((Colour::Type, 0)),
        SymbolKind::Class => Some((Colour::Class, 0)),
        SymbolKind::Enum => Some((Colour::Enumeration, 0)),
        SymbolKind::EnumMember => Some((Colour::Value, 0)),
        SymbolKind::Field => Some((Colour::Property, 0)),
        SymbolKind::Event => Some((Colour::Event, 0)),
        SymbolKind::Constant => Some((Colour::Variable, READONLY)),
        SymbolKind::Variable | SymbolKind::Boolean => Some((Colour::Variable, 0)),
        SymbolKind::Array | SymbolKind::Interface | SymbolKind::Struct | SymbolKind::Method => {
            Some((Colour::Function, 0))
        }
        _ => None,
    }
}
