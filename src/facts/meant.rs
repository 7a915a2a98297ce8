//! What may have been meant by a word of a sheet: in words, and as the edit where it is certain.

use crate::ground::diagnostic::{Diagnostic, closest};
use crate::ground::text::Span;

/// How to mend a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    help: String,
    name: Option<String>,
}

impl Meant {
    /// Advice without an edit.
    pub fn said(help: impl Into<String>) -> Self {
        Self { help: help.into(), name: None }
    }

    /// The name among these that is close to a word, if one is.
    pub fn near<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let name = closest(word, names)?;
        Some(Self { help: format!("did you mean `{name}`?"), name: Some(name.to_owned()) })
    }

    /// Adds it to what is told of the word at a place.
    pub fn tell(self, told: &mut Diagnostic, word: &str, span: Span) {
        told.help(self.help);
        if let Some(name) = self.name {
            // A place longer than its word has quotation marks.
            let quoted = span.range().len() > word.len();
            let words = if quoted { format!("\"{name}\"") } else { name.clone() };
            told.fix(format!("change it to `{name}`"), span, words);
        }
    }
}
