//! One stated value with its provenance: bare, `{ value: …, source: … }`, or bounds.

use crate::facts::document::{Content, Key, Node, Scalar};
use crate::facts::meant::Meant;
use crate::facts::value::{Reading, in_words};
use crate::facts::{Entry, Known, Provenance};
use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::ground::value::{Bounds, Edge, Number, Value};
use crate::language::law::Type;

/// The keys of an entry beside those of its place.
pub const KEYS: [&str; 8] =
    ["value", "below", "at_least", "above", "at_most", "source", "of", "note"];

impl Reading<'_> {
    /// The entry at `node`; `more` are the further keys that its place takes (`from`, `on`).
    pub fn entry(&mut self, node: &Node, type_: &Type, more: &[&str]) -> Option<Entry> {
        let (known, provenance) = match &node.content {
            Content::Map(pairs) => self.stated(pairs, node, type_, more)?,
            Content::List(_) | Content::Scalar(_) => (self.known(node, type_)?, None),
        };
        Some(Entry { known, provenance: provenance.map(Box::new), span: Some(node.span) })
    }

    /// A bare value, `unknown` or `none`.
    pub fn known(&mut self, node: &Node, type_: &Type) -> Option<Known> {
        if let Content::Scalar(scalar) = &node.content {
            if self.is_word(scalar, "unknown") {
                return Some(Known::Unknown);
            }
            if self.is_word(scalar, "none") {
                if let Type::Optional(_) = type_ {
                    return Some(Known::Value(Value::None));
                }
                let needed = in_words(self.laws, type_);
                self.found
                    .report(Code::E0618, node.span, format!("{needed} is needed, not `none`"))
                    .help("write `unknown`; `none` is for a fact declared `optional`");
                return None;
            }
        }
        self.value(node, type_).map(Known::Value)
    }

    fn stated(
        &mut self,
        pairs: &[(Key, Node)],
        node: &Node,
        type_: &Type,
        more: &[&str],
    ) -> Option<(Known, Option<Provenance>)> {
        let strange = self.strange_keys(pairs, more);
        let provenance = self.provenance(pairs);
        let value = get(pairs, "value");
        let edges: Vec<&(Key, Node)> = pairs.iter().filter(|(key, _)| is_edge(&key.text)).collect();
        let known = match (value, edges.as_slice()) {
            (Some((_, value)), []) => self.known(value, type_),
            (None, []) => {
                if !strange {
                    self.found
                        .report(Code::E0622, node.span, "no value is stated here")
                        .help("add `value: …`, or `value: unknown`");
                }
                None
            }
            (None, edges) => self.bounds(edges, node.span, type_),
            (Some((key, _)), [(edge, _), ..]) => {
                self.found
                    .report(Code::E0612, edge.span, "a value and a bound at once")
                    .and(key.span, "the value")
                    .help("keep the value if it is known, else the bounds");
                None
            }
        };
        Some((known?, provenance))
    }

    /// Reports keys that an entry does not take; whether there were any.
    fn strange_keys(&mut self, pairs: &[(Key, Node)], more: &[&str]) -> bool {
        let mut strange = false;
        for (key, _) in pairs {
            let words = key.text.as_str();
            if KEYS.contains(&words) || more.contains(&words) {
                continue;
            }
            strange = true;
            let all = || KEYS.iter().chain(more).copied();
            let others =
                || Meant::said(format!("an entry takes {}", all().collect::<Vec<_>>().join(", ")));
            self.unknown_key(key, Meant::near(words, all()).unwrap_or_else(others));
        }
        strange
    }

    /// `source`, `of` and `note`, unless all are absent.
    pub fn provenance(&mut self, pairs: &[(Key, Node)]) -> Option<Provenance> {
        let mut provenance = Provenance::default();
        for (key, node) in pairs {
            match key.text.as_str() {
                "source" => provenance.source = self.words(node),
                "note" => provenance.note = self.words(node),
                "of" => provenance.of = self.day(node),
                _ => {}
            }
        }
        (provenance != Provenance::default()).then_some(provenance)
    }

    /// A text for people, bare or in quotes.
    fn words(&mut self, node: &Node) -> Option<String> {
        match &node.content {
            Content::Scalar(scalar) if scalar.is_empty() => {
                self.nothing(node.span);
                None
            }
            Content::Scalar(scalar) => Some(scalar.text.clone()),
            Content::Map(_) | Content::List(_) => {
                self.mismatch(node, &Type::Text);
                None
            }
        }
    }

    /// A date and nothing else.
    pub fn day(&mut self, node: &Node) -> Option<crate::ground::time::Date> {
        let Value::Date(date) = self.value(node, &Type::Date)? else { return None };
        Some(date)
    }

    fn bounds(&mut self, edges: &[&(Key, Node)], whole: Span, type_: &Type) -> Option<Known> {
        let plain = if let Type::Optional(inner) = type_ { inner } else { type_ };
        if !is_figure(plain) {
            let needed = in_words(self.laws, plain);
            self.found
                .report(Code::E0612, whole, "bounds are for numbers and money only")
                .here(format!("{needed} is needed here"))
                .help("state the value, or `unknown`");
            return None;
        }
        let mut bounds = Bounds::unbounded();
        let mut places: [Option<Span>; 2] = [None, None];
        for (key, node) in edges {
            let Value::Number(number) = self.value(node, plain)? else { return None };
            let included = matches!(key.text.as_str(), "at_least" | "at_most");
            let upper = matches!(key.text.as_str(), "below" | "at_most");
            let [low, high] = &mut places;
            let place = if upper { high } else { low };
            if let Some(first) = place.replace(key.span) {
                self.found
                    .report(Code::E0612, key.span, "two bounds on the same side")
                    .and(first, "the other one")
                    .help("keep the narrower one");
                return None;
            }
            let edge = Some(Edge { at: number, included });
            if upper {
                bounds.high = edge;
            } else {
                bounds.low = edge;
            }
        }
        self.narrowed(bounds, whole)
    }

    /// The bounds, or the one value between them; an error where there is none.
    fn narrowed(&mut self, bounds: Bounds<Number>, whole: Span) -> Option<Known> {
        if let (Some(low), Some(high)) = (&bounds.low, &bounds.high) {
            let both = low.included && high.included;
            if low.at > high.at || (low.at == high.at && !both) {
                self.found
                    .report(Code::E0612, whole, "no value lies between these bounds")
                    .help("one of the two bounds is wrong");
                return None;
            }
            if low.at == high.at {
                return Some(Known::Value(Value::Number(low.at.clone())));
            }
        }
        Some(Known::Bounds(bounds))
    }

    /// Says that a key is not one of its place.
    pub fn unknown_key(&mut self, key: &Key, meant: Meant) {
        let words = crate::facts::document::shortened(&key.text);
        let told = self.found.report(Code::E0601, key.span, format!("unknown key `{words}`"));
        meant.tell(told, &key.text, key.span);
    }

    /// The scalar `unknown`.
    pub fn is_unknown(&self, node: &Node) -> bool {
        matches!(&node.content, Content::Scalar(scalar) if self.is_word(scalar, "unknown"))
    }

    /// The scalar `none`.
    pub fn is_none(&self, node: &Node) -> bool {
        let word = |scalar: &Scalar| self.is_word(scalar, "none");
        matches!(&node.content, Content::Scalar(scalar) if word(scalar))
    }
}

fn is_figure(type_: &Type) -> bool {
    matches!(type_, Type::Number(_) | Type::Money(_) | Type::NumberRange(_) | Type::MoneyRange(_))
}

fn is_edge(key: &str) -> bool {
    matches!(key, "below" | "at_least" | "above" | "at_most")
}

/// The pair of a key, if it is there.
pub fn get<'n>(pairs: &'n [(Key, Node)], key: &str) -> Option<&'n (Key, Node)> {
    pairs.iter().find(|(found, _)| found.text == key)
}
