//! `textDocument/completion`: the words and names that can stand at a place, also in a text that does
//! not read.

use crate::front::lsp::complete::cursor::Cursor;
use crate::front::lsp::complete::law;
use crate::front::lsp::complete::offer;
use crate::front::lsp::dispatch::Refusal;
use crate::front::lsp::workspace::Workspace;
use gen_lsp_types::{Range, TextDocumentPositionParams};
use serde_json::{Value, json};

/// After which letters an editor asks of its own accord, beside those of words.
pub const TRIGGERS: [&str; 4] = [".", " ", "\"", ","];

/// What can be written at a position.
pub fn completion(on: &Workspace, place: TextDocumentPositionParams) -> Result<Value, Refusal> {
    let Some(here) = on.here(&place.text_document.uri) else { return Ok(json!([])) };
    let text = here.text();
    let columns = on.columns(text);
    let offset = columns.offset(text, place.position);
    let Some(file) = here.file() else { return Ok(json!([])) };
    let Some(cursor) = Cursor::at(text, offset) else { return Ok(json!([])) };
    let range: Range = columns.range(cursor.start..cursor.end);
    Ok(offer::answer(law::offers(here, file, &cursor), cursor.prefix, range))
}
