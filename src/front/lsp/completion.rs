//! `textDocument/completion`: the words and names that can stand at a place, also in a text that does
//! not read.

use crate::facts::document::Format;
use crate::front::lsp::complete::cursor::Cursor;
use crate::front::lsp::complete::law;
use crate::front::lsp::complete::offer;
use crate::front::lsp::complete::sheet;
use crate::front::lsp::complete::sheet_place;
use crate::front::lsp::dispatch::Refusal;
use crate::front::lsp::position::Columns;
use crate::front::lsp::workspace::{Here, Workspace};
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
    match here.file() {
        Some(file) => {
            let Some(cursor) = Cursor::at(text, offset) else { return Ok(json!([])) };
            let range: Range = columns.range(cursor.start..cursor.end);
            Ok(offer::answer(law::offers(here, file, &cursor), cursor.prefix, range))
        }
        None => Ok(in_sheet(here, &columns, offset).unwrap_or_else(|| json!([]))),
    }
}

/// What can be written at a place of a sheet; nothing in TOML.
fn in_sheet(here: Here<'_>, columns: &Columns, offset: usize) -> Option<Value> {
    let text = here.text();
    let format = Format::of(&here.analysis.sources.source(here.source).name);
    let (laws, ..) = here.analysis.sound().filter(|_| format != Format::Toml)?;
    let place = sheet_place::place(text, offset)?;
    let offers = sheet::offers(laws, &place, format, text.get(offset..)?);
    // Behind a figure and a blank another word is written; a key may have blanks in it.
    let word = match place.written.starts_with(|letter: char| letter.is_ascii_digit()) {
        true => place.written.rsplit(' ').next().unwrap_or(""),
        false => place.written,
    };
    Some(offer::answer(offers, word, columns.range(offset - word.len()..offset)))
}
