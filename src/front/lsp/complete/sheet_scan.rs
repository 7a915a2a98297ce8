//! The keys, lists and scalars of a YAML or JSON text in their order, also of one that does not read: what
//! is open where the text ends.

use std::hash::{DefaultHasher, Hash, Hasher};

/// How many mappings and lists may stand in one another.
const MOST_DEPTH: usize = 128;

/// The mapping at the top of a sheet.
pub const TOP: u64 = 0;

/// One step on the way from the top of a sheet to a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into the value of a key.
    Key(String),
    /// Into an item of a list.
    Item,
}

/// What can be written at a place of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// A key.
    Key,
    /// A value.
    Value,
    /// Either: the beginning of an item, or of a line.
    Either,
}

/// A mapping or list that is open.
#[derive(Clone, Copy, Debug)]
struct Frame<'a> {
    /// How far it is indented; none in brackets.
    indent: Option<usize>,
    list: bool,
    /// The key whose value is being read.
    key: Option<&'a str>,
    items: usize,
    /// Which mapping or list it is, whatever is written within it.
    id: u64,
}

/// Reads a text as far as it goes.
pub struct Scan<'a> {
    text: &'a str,
    at: usize,
    open: Vec<Frame<'a>>,
    /// Every key with the mapping that it stands in.
    pub keys: Vec<(u64, &'a str, usize)>,
    /// Where the last scalar begins.
    pub scalar: usize,
    /// Whether it is in quotes that are still open.
    pub quoted: bool,
    /// What can be written where the text ends.
    pub writing: Writing,
}

impl Frame<'_> {
    /// The mapping or list within this one that is read now.
    fn inner(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.id, self.key, self.items).hash(&mut hasher);
        hasher.finish()
    }
}

impl<'a> Scan<'a> {
    /// At the beginning of a text.
    pub fn of(text: &'a str) -> Self {
        let (open, keys) = (Vec::new(), Vec::new());
        Self { text, at: 0, open, keys, scalar: 0, quoted: false, writing: Writing::Either }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Reads line by line; none in a comment or too deep.
    pub fn read(&mut self) -> Option<()> {
        loop {
            let line = self.rest().split('\n').next().unwrap_or("");
            let last = self.at + line.len() >= self.text.len();
            let indent = line.len() - line.trim_start_matches([' ', '\r']).len();
            let content = line.get(indent..).unwrap_or("");
            if content.starts_with('#') && last {
                return None;
            }
            if content.trim().is_empty() || content.starts_with('#') {
                self.at += line.len() + 1;
                if last {
                    self.stand_at(indent);
                    return Some(());
                }
                continue;
            }
            self.at += indent;
            self.line(indent)?;
            let in_brackets = self.open.last().is_some_and(|it| it.indent.is_none());
            if self.at >= self.text.len() && (in_brackets || !self.text.ends_with('\n')) {
                return Some(());
            }
        }
    }

    /// An empty place so far from the left.
    fn stand_at(&mut self, indent: usize) {
        self.leave(indent);
        self.scalar = self.text.len();
        self.writing = Writing::Either;
    }

    /// Leaves what is indented further.
    fn leave(&mut self, indent: usize) {
        while self.open.last().is_some_and(|it| it.indent.is_none_or(|own| own > indent)) {
            self.open.pop();
        }
    }

    /// The mapping or list of an indentation: the one that is open, or a new one.
    fn enter(&mut self, indent: usize, list: bool) -> Option<&mut Frame<'a>> {
        self.leave(indent);
        if !list && self.open.last().is_some_and(|it| it.indent == Some(indent) && it.list) {
            self.open.pop();
        }
        let is_it = |it: &Frame<'_>| it.indent == Some(indent) && it.list == list;
        if !self.open.last().is_some_and(is_it) {
            self.push(Some(indent), list)?;
        }
        self.open.last_mut()
    }

    fn push(&mut self, indent: Option<usize>, list: bool) -> Option<()> {
        let id = self.open.last().map_or(TOP, Frame::inner);
        if self.open.len() >= MOST_DEPTH {
            return None;
        }
        self.open.push(Frame { indent, list, key: None, items: 0, id });
        Some(())
    }

    /// Reads a line from its first letter on.
    fn line(&mut self, indent: usize) -> Option<()> {
        let mut indent = indent;
        loop {
            let rest = self.rest();
            let dash = rest
                .strip_prefix('-')
                .filter(|it| it.is_empty() || it.starts_with([' ', '\n', '\r']));
            let Some(behind) = dash else { break };
            self.enter(indent, true)?.items += 1;
            let blanks = behind.len() - behind.trim_start_matches(' ').len();
            self.at += 1 + blanks;
            indent += 1 + blanks;
            self.scalar = self.at;
            self.writing = Writing::Either;
            if self.rest().starts_with(['\n', '\r']) || self.rest().is_empty() {
                self.skip_line();
                return Some(());
            }
        }
        self.scalar = self.at;
        self.quoted = false;
        if self.rest().starts_with(['{', '[']) {
            self.leave(indent);
            return self.brackets();
        }
        if let Some((key, length)) = key(self.rest()) {
            let at = self.at;
            let frame = self.enter(indent, false)?;
            frame.key = Some(key);
            let id = frame.id;
            self.keys.push((id, key, at));
            self.at += length;
            return self.value(indent);
        }
        self.leave(indent);
        self.writing = Writing::Either;
        self.scalar_to_end()
    }

    /// Reads what stands behind the colon of a key.
    fn value(&mut self, indent: usize) -> Option<()> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
        (self.scalar, self.quoted, self.writing) = (self.at, false, Writing::Value);
        let rest = self.rest();
        if rest.starts_with(['{', '[']) {
            return self.brackets();
        }
        if rest.starts_with(['|', '>']) {
            self.skip_line();
            self.block_text(indent);
            return Some(());
        }
        self.scalar_to_end()
    }

    /// Skips the lines of a text that is indented further.
    fn block_text(&mut self, indent: usize) {
        loop {
            let line = self.rest().split_inclusive('\n').next().unwrap_or("");
            let own = line.len() - line.trim_start_matches(' ').len();
            if line.is_empty() || own <= indent && !line.trim().is_empty() {
                return;
            }
            self.at += line.len();
        }
    }

    /// Reads a scalar to the end of its line; none where the text ends in a comment behind it.
    fn scalar_to_end(&mut self) -> Option<()> {
        let line = self.rest().split('\n').next().unwrap_or("");
        let ends = self.at + line.len() >= self.text.len();
        if ends {
            let (closed, quoted) = quotes(line);
            self.quoted = quoted;
            if closed.contains(" #") && !quoted {
                return None;
            }
        }
        self.skip_line();
        Some(())
    }

    fn skip_line(&mut self) {
        let line = self.rest().find('\n').map_or(self.rest().len(), |at| at + 1);
        self.at += line;
    }

    /// Reads what stands in brackets, over as many lines as it takes.
    fn brackets(&mut self) -> Option<()> {
        let outside = self.open.len();
        while let Some(letter) = self.rest().chars().next() {
            let list = self.open.last().is_some_and(|it| it.list);
            match letter {
                '{' | '[' => {
                    self.push(None, letter == '[')?;
                    self.at += 1;
                    if letter == '['
                        && let Some(frame) = self.open.last_mut()
                    {
                        frame.items += 1;
                    }
                    self.begin(letter == '[');
                }
                '}' | ']' => {
                    self.at += 1;
                    self.open.pop();
                    if self.open.len() <= outside {
                        self.skip_line();
                        return Some(());
                    }
                }
                ',' => {
                    self.at += 1;
                    if let Some(frame) = self.open.last_mut() {
                        (frame.key, frame.items) = (None, frame.items + 1);
                        if !list {
                            frame.items = 0;
                        }
                    }
                    self.begin(list);
                }
                '#' if self.text.get(..self.at).is_some_and(|it| it.ends_with([' ', '\n'])) => {
                    self.skip_line();
                    if self.rest().is_empty() && !self.text.ends_with('\n') {
                        return None;
                    }
                }
                letter if letter.is_whitespace() => {
                    self.at += letter.len_utf8();
                    if !self.quoted
                        && self
                            .text
                            .get(self.scalar..self.at)
                            .is_some_and(|it| it.trim_start().is_empty())
                    {
                        self.scalar = self.at;
                    }
                }
                _ => self.flow_scalar(list),
            }
        }
        Some(())
    }

    fn begin(&mut self, list: bool) {
        (self.scalar, self.quoted) = (self.at, false);
        self.writing = if list { Writing::Either } else { Writing::Key };
    }

    /// Reads a key or a scalar in brackets.
    fn flow_scalar(&mut self, list: bool) {
        let start = self.at;
        let rest = self.rest();
        let (words, length, quoted) = match rest.chars().next() {
            Some(mark @ ('"' | '\'')) => {
                let inside = rest.get(1..).unwrap_or("");
                match inside.find(mark) {
                    Some(end) => (inside.get(..end).unwrap_or(""), end + 2, false),
                    None => (inside, rest.len(), true),
                }
            }
            Some(_) | None => {
                let mut ends = rest.char_indices().filter(|(at, letter)| match letter {
                    ',' | '{' | '}' | '[' | ']' | '\n' => true,
                    ':' => rest.get(at + 1..).is_none_or(|it| {
                        it.is_empty() || it.starts_with([' ', '\n', '"', '{', '['])
                    }),
                    _ => false,
                });
                let end = ends.next().map_or(rest.len(), |(at, _)| at);
                // A bracket that nothing expects here is passed over as a letter.
                let end = end.max(rest.chars().next().map_or(0, char::len_utf8));
                (rest.get(..end).unwrap_or("").trim_end(), end, false)
            }
        };
        (self.scalar, self.quoted) = (start, quoted);
        self.at += length;
        let behind = self.rest().trim_start_matches(' ');
        let colon = behind.starts_with(':') && !quoted;
        let Some(frame) = self.open.last_mut() else { return };
        if !list && frame.key.is_none() && colon {
            frame.key = Some(words);
            let id = frame.id;
            self.keys.push((id, words, start));
            self.at += self.rest().find(':').unwrap_or(0) + 1;
            (self.scalar, self.quoted, self.writing) = (self.at, false, Writing::Value);
        }
    }

    /// The mapping that a key at the end of the text would stand in.
    pub fn id_of_inner(&self) -> u64 {
        match self.open.last() {
            None => TOP,
            Some(last) if self.is_beside() => last.id,
            Some(last) => last.inner(),
        }
    }

    /// Whether a key at the end of the text stands beside those of the mapping that is open.
    pub fn is_beside(&self) -> bool {
        let before = self.text.get(..self.scalar).unwrap_or("");
        let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        self.open.last().is_some_and(|last| match self.writing {
            _ if last.list => false,
            Writing::Key => true,
            Writing::Either => last.indent.is_some_and(|indent| indent >= column),
            Writing::Value => false,
        })
    }

    /// The way to the end of the text.
    pub fn way(&self) -> Vec<Step> {
        let mut frames = self.open.iter().collect::<Vec<&Frame<'_>>>();
        if self.is_beside() {
            frames.pop();
        }
        let steps = frames.into_iter().filter_map(|frame| match (frame.list, frame.key) {
            (true, _) => Some(Step::Item),
            (false, Some(key)) => Some(Step::Key(key.to_owned())),
            (false, None) => None,
        });
        steps.collect()
    }
}

/// The key that a line begins with, and how long it is with its colon.
fn key(line: &str) -> Option<(&str, usize)> {
    if let Some(mark) = line.chars().next().filter(|it| matches!(it, '"' | '\'')) {
        let inside = line.get(1..)?;
        let end = inside
            .find([mark, '\n'])
            .filter(|end| inside.get(*end..).is_some_and(|it| it.starts_with(mark)))?;
        let behind = inside.get(end + 1..)?;
        let blanks = behind.len() - behind.trim_start_matches(' ').len();
        return behind
            .trim_start_matches(' ')
            .starts_with(':')
            .then(|| Some((inside.get(..end)?, end + blanks + 3)))?;
    }
    let line = line.split('\n').next()?;
    let mut colons = line.match_indices(':').map(|(at, _)| at);
    let ends = |at: &usize| {
        line.get(at + 1..).is_none_or(|it| it.trim().is_empty() || it.starts_with(' '))
    };
    let at = colons.find(ends)?;
    Some((line.get(..at)?.trim_end(), at + 1))
}

/// A line without what stands in closed quotes, and whether a quotation mark is open.
fn quotes(line: &str) -> (String, bool) {
    let mut open: Option<char> = None;
    let mut closed = String::new();
    for letter in line.chars() {
        match open {
            Some(mark) if mark == letter => open = None,
            Some(_) => {}
            None if matches!(letter, '"' | '\'') && closed.trim().is_empty() => open = Some(letter),
            None => closed.push(letter),
        }
    }
    (closed, open.is_some())
}
