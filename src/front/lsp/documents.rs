//! The open documents: what the editor shows, which stands before what is on disk.

use crate::front::lsp::position::{Columns, Encoding};
use crate::front::lsp::uri;
use gen_lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Uri};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One open document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its address, as the client wrote it.
    pub uri: Uri,
    /// The version that the client counts.
    pub version: i32,
    /// Its text.
    pub text: Arc<str>,
    /// Whether the client calls it a law, whatever its name.
    pub is_law: bool,
}

/// All open documents by path.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    open: BTreeMap<PathBuf, Document>,
}

impl Documents {
    /// Opens a document, or puts another text in the place of an open one.
    pub fn open(&mut self, opened: TextDocumentItem) {
        let TextDocumentItem { uri, version, text, language_id } = opened;
        let is_law = String::from(language_id) == "solon";
        let document = Document { uri, version, text: text.into(), is_law };
        self.open.insert(uri::path(&document.uri), document);
    }

    /// Closes a document.
    pub fn close(&mut self, uri: &Uri) {
        self.open.remove(&uri::path(uri));
    }

    /// Changes a document, one change after the other. A change to a document that was never opened
    /// is passed over.
    pub fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) {
        let Some(document) = self.open.get_mut(&uri::path(uri)) else { return };
        let mut text = String::from(&*document.text);
        // Editors send changes from the last to the first: the lines above an edit keep their places,
        // so that one index serves them all.
        let mut index: Option<(Columns, u32)> = None;
        for change in changes {
            let change = match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(change) => change,
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    text = whole.text;
                    index = None;
                    continue;
                }
            };
            let range = change.range;
            let columns = match index.take() {
                Some((columns, first)) if range.end.line.max(range.start.line) < first => columns,
                Some(_) | None => Columns::of(&text, encoding),
            };
            let start = columns.offset(&text, range.start);
            let end = columns.offset(&text, range.end).max(start);
            text.replace_range(start..end, &change.text);
            index = Some((columns, range.start.line));
        }
        document.version = version;
        document.text = text.into();
    }

    /// The open document at a path.
    pub fn at(&self, path: &Path) -> Option<&Document> {
        self.open.get(path)
    }

    /// Every open document with its path.
    pub fn rows(&self) -> impl Iterator<Item = (&PathBuf, &Document)> {
        self.open.iter()
    }

    /// The address of a path: as the client writes it where the document is open.
    pub fn uri(&self, path: &Path) -> Uri {
        self.at(path).map_or_else(|| uri::of(path), |document| document.uri.clone())
    }
}
