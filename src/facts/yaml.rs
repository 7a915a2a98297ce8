//! YAML sheets, read into a document with places and raw digits.

use crate::facts::document::{
    Content, Key, MOST_DEPTH, Node, Scalar, too_deep, without_repetition,
};
use crate::ground::diagnostic::{Code, Found};
use crate::ground::table::Id;
use crate::ground::text::{Source, Span};
use saphyr_parser::{Event, Parser, ScalarStyle};

/// Reads `text`. What YAML has beyond mappings, lists and scalars (anchors, tags, several
/// documents) is refused, so that nothing can be larger than it is written.
pub fn read(text: &str, source: Id<Source>, found: &mut Found) -> Option<Node> {
    let mut reader = Reader { places: Places::of(text), source, found, open: Vec::new() };
    let mut root = None;
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, place) = match event {
            Ok(event) => event,
            Err(error) => {
                let at = reader.places.byte(error.marker().index());
                let span = Span::new(source, at, at);
                if error.info().contains("recursion limit") {
                    too_deep(span, reader.found);
                    return None;
                }
                let help = "check the indentation, the brackets and the quotes around this place";
                let report = reader.found.report(Code::E0603, span, "this is not YAML");
                report.here(error.info()).help(help);
                return None;
            }
        };
        let span = reader.span(place.start.index(), place.end.index());
        if let Event::DocumentStart(_) = event {
            documents += 1;
            if documents > 1 {
                refuse(reader.found, span, "several documents in one sheet", "use one file each");
                return None;
            }
        }
        if let Some(node) = reader.take(event, span)? {
            root = Some(node);
        }
    }
    root
}

/// A mapping or list that is not closed yet.
struct Open {
    start: Span,
    /// `Some` for a mapping: what it waits for.
    awaits: Option<Awaits>,
    pairs: Vec<(Key, Node)>,
    items: Vec<Node>,
}

/// What comes next in a mapping.
enum Awaits {
    /// A key, or the end.
    Key,
    /// The value of a key.
    Value(Key),
    /// The value of a key that was refused.
    Nothing,
}

struct Reader<'a> {
    places: Places<'a>,
    source: Id<Source>,
    found: &'a mut Found,
    open: Vec<Open>,
}

impl Reader<'_> {
    fn span(&mut self, start: usize, end: usize) -> Span {
        let start = self.places.byte(start);
        let end = self.places.byte(end);
        Span::new(self.source, start, end.max(start))
    }

    /// Takes one event; `Some(Some(node))` once the root is whole, `None` to stop reading.
    #[expect(clippy::option_option, reason = "stop, go on, and done are three answers")]
    fn take(&mut self, event: Event<'_>, span: Span) -> Option<Option<Node>> {
        match event {
            Event::Scalar(words, style, anchor, tag) => {
                self.plain(anchor, tag.is_some(), span);
                let quoted = style != ScalarStyle::Plain;
                let text = if quoted { words.into_owned() } else { words.trim().to_owned() };
                Some(self.value(Content::Scalar(Scalar { text, quoted }), span))
            }
            Event::SequenceStart(anchor, tag) => {
                self.plain(anchor, tag.is_some(), span);
                self.opened(span, None)
            }
            Event::MappingStart(anchor, tag) => {
                self.plain(anchor, tag.is_some(), span);
                self.opened(span, Some(Awaits::Key))
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else { return Some(None) };
                let whole = open.start.to(span);
                let content = match open.awaits {
                    Some(_) => Content::Map(without_repetition(open.pairs, self.found)),
                    None => Content::List(open.items),
                };
                Some(self.value(content, whole))
            }
            Event::Alias(_) => {
                refuse(self.found, span, "an alias in a sheet", "write the value out here");
                let scalar = Scalar { text: "unknown".to_owned(), quoted: false };
                Some(self.value(Content::Scalar(scalar), span))
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Some(None),
        }
    }

    fn plain(&mut self, anchor: usize, tagged: bool, span: Span) {
        if anchor != 0 {
            refuse(self.found, span, "an anchor in a sheet", "take the `&name` away");
        }
        if tagged {
            refuse(
                self.found,
                span,
                "a tag in a sheet",
                "take the `!…` away: a value is read as the type of its fact",
            );
        }
    }

    #[expect(clippy::option_option, reason = "stop, go on, and done are three answers")]
    fn opened(&mut self, start: Span, awaits: Option<Awaits>) -> Option<Option<Node>> {
        if self.open.len() >= MOST_DEPTH {
            too_deep(start, self.found);
            return None;
        }
        self.open.push(Open { start, awaits, pairs: Vec::new(), items: Vec::new() });
        Some(None)
    }

    /// Puts a whole value where it belongs: a key, a value, an item, or the root.
    fn value(&mut self, content: Content, span: Span) -> Option<Node> {
        let node = Node { content, span };
        let Some(open) = self.open.last_mut() else { return Some(node) };
        let Some(awaits) = &mut open.awaits else {
            open.items.push(node);
            return None;
        };
        *awaits = match std::mem::replace(awaits, Awaits::Key) {
            Awaits::Key => key_of(node, self.found).map_or(Awaits::Nothing, Awaits::Value),
            Awaits::Value(key) => {
                open.pairs.push((key, node));
                Awaits::Key
            }
            Awaits::Nothing => Awaits::Key,
        };
        None
    }
}

fn key_of(node: Node, found: &mut Found) -> Option<Key> {
    match node.content {
        Content::Scalar(scalar) => Some(Key { text: scalar.text, span: node.span }),
        Content::Map(_) | Content::List(_) => {
            refuse(found, node.span, "a key that is not a word", "a key is a name or a period");
            None
        }
    }
}

fn refuse(found: &mut Found, span: Span, message: &str, help: &str) {
    found.report(Code::E0616, span, message).help(help);
}

/// From positions counted in characters to offsets in bytes, walking along the text.
struct Places<'a> {
    text: &'a str,
    character: usize,
    byte: usize,
}

impl<'a> Places<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, character: 0, byte: 0 }
    }

    fn byte(&mut self, character: usize) -> usize {
        let bytes = self.text.as_bytes();
        let begins = |at: usize| bytes.get(at).is_none_or(|byte| byte & 0xC0 != 0x80);
        while self.character < character && self.byte < bytes.len() {
            self.byte += 1;
            while !begins(self.byte) {
                self.byte += 1;
            }
            self.character += 1;
        }
        while self.character > character && self.byte > 0 {
            self.byte -= 1;
            while !begins(self.byte) {
                self.byte -= 1;
            }
            self.character -= 1;
        }
        self.byte
    }
}
