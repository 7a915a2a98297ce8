//! The grammar as `grammar/*.pest` write it, read again at run time: which words may stand next is never
//! listed anywhere else.

/// A part of a rule. What looks ahead is left out: more may seem possible than is, never less.
#[derive(Clone, Debug)]
pub enum Part {
    /// A word or mark that stands as it is.
    Literal(&'static str),
    /// Another rule.
    Rule(&'static str),
    /// Parts one behind the other.
    All(Vec<Part>),
    /// One of several.
    OneOf(Vec<Part>),
    /// A part that may be missing.
    Maybe(Box<Part>),
    /// A part as often as one likes.
    Many(Box<Part>),
}

/// The rules of the language.
const GRAMMAR: [&str; 17] = [
    include_str!("../../../../grammar/file.pest"),
    include_str!("../../../../grammar/expression.pest"),
    include_str!("../../../../grammar/unit.pest"),
    include_str!("../../../../grammar/entity.pest"),
    include_str!("../../../../grammar/enumeration.pest"),
    include_str!("../../../../grammar/fact.pest"),
    include_str!("../../../../grammar/event.pest"),
    include_str!("../../../../grammar/parameter.pest"),
    include_str!("../../../../grammar/scale.pest"),
    include_str!("../../../../grammar/table.pest"),
    include_str!("../../../../grammar/calendar.pest"),
    include_str!("../../../../grammar/define.pest"),
    include_str!("../../../../grammar/status.pest"),
    include_str!("../../../../grammar/duty.pest"),
    include_str!("../../../../grammar/sanctions.pest"),
    include_str!("../../../../grammar/test.pest"),
    include_str!("../../../../grammar/assertion.pest"),
];

/// What the grammar spells letter by letter, by whole words; and the pieces that are read alone.
/// These stand in the place of rules of the same name.
const BY_WORDS: &str = r#"
numeric      = { figure ~ (magnitude ~ (currency | unit_word)? | currency | unit_word)? | date }
duration     = { figure ~ unit_word }
accrual_unit = { figure? ~ unit_word }
unit_word    = {
    "days" | "day" | "weeks" | "week" | "months" | "month" | "quarters" | "quarter" | "years"
  | "year" | "hours" | "hour" | "working" ~ ("days" | "day")
}
from_header      = { doc* ~ header ~ from_use }
from_use         = { use_line* ~ from_declaration }
from_declaration = { (doc* ~ declaration)* }
"#;

/// Every rule by its name, those that stand in the place of others behind them.
pub fn rules() -> Vec<(&'static str, Part)> {
    let texts = GRAMMAR.into_iter().chain([BY_WORDS]);
    texts.flat_map(|text| Notation { rest: text }.rules()).collect()
}

/// What is still to be read.
struct Notation {
    rest: &'static str,
}

impl Notation {
    fn rules(mut self) -> Vec<(&'static str, Part)> {
        let mut rules = Vec::new();
        while let Some(name) = self.name() {
            self.skip("=");
            self.rest = self.rest.trim_start_matches(['_', '@', '$', '!', ' ']);
            self.skip("{");
            rules.push((name, self.choice()));
            self.skip("}");
        }
        rules
    }

    fn choice(&mut self) -> Part {
        self.skip("|");
        let mut parts = vec![self.sequence()];
        while self.skip("|") {
            parts.push(self.sequence());
        }
        one(parts, Part::OneOf)
    }

    fn sequence(&mut self) -> Part {
        let mut parts = vec![self.repeated()];
        while self.skip("~") {
            parts.push(self.repeated());
        }
        one(parts, Part::All)
    }

    fn repeated(&mut self) -> Part {
        if self.skip("!") || self.skip("&") {
            self.repeated();
            return Part::All(Vec::new());
        }
        let part = self.single();
        if self.skip("*") {
            return Part::Many(Box::new(part));
        }
        if self.skip("+") {
            return Part::All(vec![part.clone(), Part::Many(Box::new(part))]);
        }
        if self.skip("?") {
            return Part::Maybe(Box::new(part));
        }
        part
    }

    fn single(&mut self) -> Part {
        if self.skip("(") {
            let part = self.choice();
            self.skip(")");
            return part;
        }
        if let Some(text) = self.quoted('"') {
            return Part::Literal(text);
        }
        if self.quoted('\'').is_some() {
            // A range of letters: only what is told by whole words has one.
            self.skip("..");
            self.quoted('\'');
            return Part::All(Vec::new());
        }
        self.name().map_or(Part::All(Vec::new()), Part::Rule)
    }

    fn name(&mut self) -> Option<&'static str> {
        self.blanks();
        let inside = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let end = self.rest.find(|letter| !inside(letter)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at_checked(end).filter(|(name, _)| !name.is_empty())?;
        self.rest = rest;
        Some(name)
    }

    fn quoted(&mut self, mark: char) -> Option<&'static str> {
        self.blanks();
        let inside = self.rest.strip_prefix(mark)?;
        let mut escaped = false;
        let end = inside.find(|letter| {
            let ends = letter == mark && !escaped;
            escaped = letter == '\\' && !escaped;
            ends
        })?;
        let text = inside.get(..end)?;
        self.rest = inside.get(end + 1..)?;
        Some(text)
    }

    fn skip(&mut self, mark: &str) -> bool {
        self.blanks();
        let rest = self.rest.strip_prefix(mark);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
        while self.rest.starts_with("//") {
            let line = self.rest.find('\n').unwrap_or(self.rest.len());
            self.rest = self.rest.get(line..).unwrap_or("").trim_start();
        }
    }
}

fn one(mut parts: Vec<Part>, several: impl Fn(Vec<Part>) -> Part) -> Part {
    match parts.len() {
        1 => parts.pop().unwrap_or(Part::All(Vec::new())),
        _ => several(parts),
    }
}
