//! `textDocument/completion`: the words and names that can stand at a place, also in a text that does
//! not read.

use crate::facts::document::Format;
use crate::front::lsp::complete::cursor::Cursor;
use crate::front::lsp::complete::law;
use crate::front::lsp::complete::names;
use crate::front::lsp::complete::offer::{self, Offer, Rank};
use crate::front::lsp::complete::sheet;
use crate::front::lsp::complete::sheet_place;
use crate::front::lsp::dispatch::{Refusal, refusal};
use crate::front::lsp::workspace::{Here, Workspace};
use gen_lsp_types::TextDocumentPositionParams;
use lsp_server::ErrorCode;
use serde_json::{Value, json};

/// After which letters an editor asks of its own accord, beside those of words.
pub const TRIGGERS: [&str; 4] = [".", " ", "\"", ","];

/// What can be written at a position; the parameters also say what has made the editor ask.
pub fn completion(on: &Workspace, params: Value) -> Result<Value, Refusal> {
    let letter = params.pointer("/context/triggerCharacter").and_then(Value::as_str);
    let unasked = matches!(letter, Some(" " | ","));
    let place = serde_json::from_value::<TextDocumentPositionParams>(params)
        .map_err(|error| refusal(ErrorCode::InvalidParams, error.to_string()))?;
    let Some(here) = on.here(&place.text_document.uri) else { return Ok(json!([])) };
    let text = here.text();
    let columns = on.columns(text);
    let offset = columns.offset(text, place.position);
    let (offers, word) = match here.file() {
        Some(file) => {
            let Some(cursor) = Cursor::at(text, offset) else { return Ok(json!([])) };
            (law::offers(here, file, &cursor), cursor.prefix)
        }
        None => in_sheet(here, offset).unwrap_or_default(),
    };
    // Who writes a blank has asked for nothing: only what the place itself asks for is shown, so that
    // the end of a line stays one.
    if unasked && !offers.iter().any(|offer| offer.rank == Rank::Value) {
        return Ok(json!([]));
    }
    let (mut offers, more) = offer::shortened(offers, word);
    offers.iter_mut().for_each(|offer| names::describe(here, offer));
    Ok(offer::answer((offers, more), columns.range(offset - word.len()..offset)))
}

/// What can be written at a place of a sheet, and what is already written of it; nothing in TOML.
fn in_sheet(here: Here<'_>, offset: usize) -> Option<(Vec<Offer>, &str)> {
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
    Some((offers, word))
}
