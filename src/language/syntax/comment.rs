//! Comments as written: found by a small scan of their own, kept beside the tree by their places.

use crate::ground::table::Id;
use crate::ground::text::{Source, Span};
use crate::language::syntax::Comment;

/// Every `//` comment of a text, in order. `///` documents and is no comment; `////` is one.
pub(super) fn comments(source: Id<Source>, text: &str) -> Vec<Comment> {
    let mut comments = Vec::new();
    let mut offset = 0;
    for line in text.split(['\n', '\r']) {
        if let Some(at) = comment(line) {
            let words = line.get(at..).unwrap_or("").trim_end();
            let start = offset + at;
            comments.push(Comment { span: Span::new(source, start, start + words.len()) });
        }
        offset += line.len() + 1;
    }
    comments
}

/// Where a comment begins in a line: strings hold no line break, so a line is read by itself.
fn comment(line: &str) -> Option<usize> {
    if !line.contains("//") {
        return None;
    }
    let mut quoted = false;
    let mut rest = line.char_indices();
    while let Some((at, letter)) = rest.next() {
        let here = rest.as_str();
        match letter {
            '"' => quoted = !quoted,
            '/' if !quoted && here.starts_with('/') => {
                let documents = here.starts_with("//") && !here.starts_with("///");
                return (!documents).then_some(at);
            }
            _ => {}
        }
    }
    None
}
