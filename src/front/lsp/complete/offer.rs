//! What is offered at a place, in the form in which editors take it.

use crate::ground::table::Id;
use crate::tools::names::Declared;
use gen_lsp_types::{CompletionItemKind, Range};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The most that is offered at once: of more, those that fit best, and the rest once more is written.
const MOST: usize = 400;

/// How likely something is meant: the order in which it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// A value of what the place asks for.
    Value,
    /// What the place asks for.
    Fitting,
    /// A word that begins a clause or a declaration.
    Clause,
    /// A name in sight.
    Name,
    /// A word that goes on.
    Word,
    /// What is possible too.
    Other,
}

/// One thing that can be written.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The words.
    pub text: String,
    /// What is written, where that is not the words alone.
    pub insert: Option<String>,
    /// The picture that editors show beside it.
    pub kind: CompletionItemKind,
    /// How likely it is.
    pub rank: Rank,
    /// What it is, in few words.
    pub detail: String,
    /// What there is to say of it.
    pub documentation: String,
    /// The declaration that it names, whose text says the rest.
    pub of: Option<Id<Declared>>,
}

impl Offer {
    /// Words of which there is nothing to say.
    pub fn new(text: impl Into<String>, kind: CompletionItemKind, rank: Rank) -> Self {
        let (insert, detail, documentation, of) = Default::default();
        Self { text: text.into(), insert, kind, rank, detail, documentation, of }
    }

    /// The same with few words about it.
    pub fn with(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }
}

/// What fits what is already written, the likely first, and whether there is more than is shown.
pub fn shortened(mut offers: Vec<Offer>, written: &str) -> (Vec<Offer>, bool) {
    offers.retain(|offer| fits(&offer.text, written));
    offers.sort_by(|one, two| (one.rank, &one.text).cmp(&(two.rank, &two.text)));
    let mut seen = BTreeSet::new();
    offers.retain(|offer| seen.insert(offer.text.clone()));
    let more = offers.len() > MOST;
    offers.truncate(MOST);
    (offers, more)
}

/// The answer of the protocol.
pub fn answer((offers, more): (Vec<Offer>, bool), range: Range) -> Value {
    let items: Vec<Value> = offers.iter().map(|offer| item(offer, range)).collect();
    json!({ "isIncomplete": more, "items": items })
}

/// Whether the letters that are written stand in a word in their order.
fn fits(text: &str, written: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    let mut written = written.chars().flat_map(char::to_lowercase);
    written.all(|letter| letters.any(|it| it == letter))
}

fn item(offer: &Offer, range: Range) -> Value {
    let rank = offer.rank as u32;
    let words = offer.insert.as_ref().unwrap_or(&offer.text);
    let mut item = json!({
        "label": offer.text,
        "kind": offer.kind,
        "sortText": format!("{rank}{}", offer.text),
        "textEdit": { "range": range, "newText": words },
    });
    if let Some(fields) = item.as_object_mut() {
        if !offer.detail.is_empty() {
            fields.insert("detail".to_owned(), json!(offer.detail));
        }
        if !offer.documentation.is_empty() {
            fields.insert("documentation".to_owned(), json!(offer.documentation));
        }
    }
    item
}
