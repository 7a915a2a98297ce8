//! `textDocument/semanticTokens`: what each word is, by the names that are declared, also in a law that
//! does not read.

use crate::front::lsp::dispatch::Refusal;
use crate::front::lsp::lexeme::{Lexeme, LexemeKind, lexemes};
use crate::front::lsp::position::Columns;
use crate::front::lsp::workspace::{Here, Workspace};
use crate::language::syntax::is_reserved;
use crate::tools::names::{NameKind, Names};
use gen_lsp_types::{
    SemanticToken, SemanticTokens, SemanticTokensParams, SemanticTokensRangeParams,
};
use std::collections::BTreeMap;

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
    doubling running started calendar period needs late half_year allow collect less more \
    most them";

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
    let of_name = here.analysis.names();
    let home = of_name.home_of(here.source);
    let mut words = Words { here, of_name, home, classes: BTreeMap::new() };
    let parts = lexemes(text);
    let mut data = Vec::new();
    let (mut last_line, mut last_start) = (0, 0);
    for (at, part) in parts.iter().enumerate() {
        if part.end <= start || part.start >= end {
            continue;
        }
        let around = Around { text, parts: &parts, at };
        let Some((colour, modifiers)) = words.colour(&around, *part) else { continue };
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
}

/// What a word is wherever it means no declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Reserved,
    InPlace,
    OfType,
    /// Two or three capitals: a country or a currency.
    Capitals,
    Other,
}

/// What the words of a text are.
struct Words<'a> {
    here: Here<'a>,
    of_name: &'a Names,
    /// Whose names the text sees.
    home: Option<usize>,
    /// What was found out about a word already.
    classes: BTreeMap<&'a str, Class>,
}

impl<'a> Words<'a> {
    fn colour(&mut self, around: &Around<'a>, part: Lexeme) -> Option<(Colour, u32)> {
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
            LexemeKind::Word => self.word(around, words, part),
        })
    }

    fn word(&mut self, around: &Around<'a>, word: &'a str, part: Lexeme) -> (Colour, u32) {
        if let Some(written) = self.of_name.at(self.here.source, part.start)
            && written.span.start as usize <= part.start
            && part.end <= written.span.end as usize
        {
            let (colour, modifiers) = of_kind(self.of_name.declared[written.what].kind);
            let declares = if written.declares { DECLARATION } else { 0 };
            return (colour, modifiers | declares);
        }
        match *self.classes.entry(word).or_insert_with(|| class(word)) {
            Class::Reserved | Class::InPlace => (Colour::Keyword, 0),
            Class::OfType => (Colour::Type, 0),
            Class::Capitals => (Colour::Value, READONLY),
            // Where a declaration does not read, its name still stands behind its word.
            Class::Other if matches!(around.words(-1), "define" | "parameter" | "status") => {
                (Colour::Variable, DECLARATION)
            }
            Class::Other if matches!(around.words(-1), "duty" | "sanctions" | "step") => {
                (Colour::Function, DECLARATION)
            }
            // In what does not read, a name is known by itself alone.
            Class::Other => match self.home.and_then(|home| self.of_name.visible(home, word)) {
                Some(found) => of_kind(self.of_name.declared[found].kind),
                None => (Colour::Variable, 0),
            },
        }
    }
}

fn class(word: &str) -> Class {
    let among = |words: &str| words.split_ascii_whitespace().any(|it| it == word);
    let capitals = word.bytes().all(|byte| byte.is_ascii_uppercase());
    match word.len() {
        _ if is_reserved(word) => Class::Reserved,
        _ if among(OF_TYPES) => Class::OfType,
        _ if among(IN_PLACE) => Class::InPlace,
        2 | 3 if capitals => Class::Capitals,
        _ => Class::Other,
    }
}

/// The colour of what is declared.
fn of_kind(kind: NameKind) -> (Colour, u32) {
    match kind {
        NameKind::Law | NameKind::Vocabulary => (Colour::Namespace, 0),
        NameKind::Unit => (Colour::Type, 0),
        NameKind::Entity => (Colour::Class, 0),
        NameKind::Enumeration => (Colour::Enumeration, 0),
        NameKind::Variant => (Colour::Value, 0),
        NameKind::Field | NameKind::Fact | NameKind::EventField => (Colour::Property, 0),
        NameKind::Event => (Colour::Event, 0),
        NameKind::Parameter => (Colour::Variable, READONLY),
        NameKind::Define | NameKind::Status | NameKind::Binding | NameKind::Column => {
            (Colour::Variable, 0)
        }
        NameKind::Scale
        | NameKind::Table
        | NameKind::Calendar
        | NameKind::Duty
        | NameKind::Sanctions
        | NameKind::Step => (Colour::Function, 0),
    }
}
