//! TOML sheets, read into a document with places and raw digits.

use crate::facts::document::{Content, Key, Node, Scalar};
use crate::ground::diagnostic::{Code, Found};
use crate::ground::table::Id;
use crate::ground::text::{Source, Span};
use ::toml::de::{DeTable, DeValue};

/// Reads `text`. Numbers and dates are taken from the words of the text, not from the crate.
pub fn read(text: &str, source: Id<Source>, found: &mut Found) -> Option<Node> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let range = error.span().unwrap_or(0..0);
        let span = Span::new(source, range.start, range.end);
        let code =
            if error.message().contains("duplicate key") { Code::E0602 } else { Code::E0603 };
        found
            .report(code, span, "this is not TOML")
            .here(error.message())
            .help("check the brackets, the quotes and the table headers around this place");
    }
    let content = map(table.get_ref(), text, source);
    errors.is_empty().then(|| Node { content, span: Span::new(source, 0, text.len()) })
}

fn map(table: &DeTable<'_>, text: &str, source: Id<Source>) -> Content {
    let mut pairs: Vec<(Key, Node)> = table
        .iter()
        .map(|(key, value)| {
            let words = key.get_ref().to_string();
            let key = Key { text: words, span: span(source, &key.span()) };
            (key, node(value.get_ref(), &value.span(), text, source))
        })
        .collect();
    pairs.sort_by_key(|(key, _)| key.span.start);
    Content::Map(pairs)
}

// The crate bounds nesting itself, far below what the stack can take.
fn node(
    value: &DeValue<'_>,
    range: &std::ops::Range<usize>,
    text: &str,
    source: Id<Source>,
) -> Node {
    let words = text.get(range.clone()).unwrap_or("").trim();
    let bare = || Content::Scalar(Scalar { text: words.to_owned(), quoted: false });
    let content = match value {
        DeValue::Table(table) => map(table, text, source),
        DeValue::Array(array) => Content::List(
            array.iter().map(|item| node(item.get_ref(), &item.span(), text, source)).collect(),
        ),
        DeValue::String(string) => {
            Content::Scalar(Scalar { text: string.to_string(), quoted: true })
        }
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            bare()
        }
    };
    Node { content, span: span(source, range) }
}

fn span(source: Id<Source>, range: &std::ops::Range<usize>) -> Span {
    Span::new(source, range.start, range.end)
}
