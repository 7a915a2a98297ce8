//! `textDocument/signatureHelp`: the columns of the table, or the type of the scale, whose argument is
//! being written.

use crate::front::lsp::complete::cursor::Cursor;
use crate::front::lsp::complete::described::described;
use crate::front::lsp::complete::view::View;
use crate::front::lsp::complete::wanted::opened;
use crate::front::lsp::dispatch::Refusal;
use crate::front::lsp::lexeme::LexemeKind;
use crate::front::lsp::workspace::Workspace;
use crate::ground::table::Id;
use crate::tools::names::{Declared, Led, NameKind};
use gen_lsp_types::TextDocumentPositionParams;
use serde_json::{Value, json};

/// How many brackets outwards one is looked for that belongs to a table or scale.
const MOST_OUTWARDS: usize = 16;

/// What is applied.
struct Signature {
    name: String,
    parameters: Vec<String>,
    result: String,
    documentation: String,
}

/// The table or scale to which the position belongs as an argument.
pub fn signature(
    on: &Workspace,
    place: TextDocumentPositionParams,
) -> Result<Option<Value>, Refusal> {
    let Some(here) = on.here(&place.text_document.uri) else { return Ok(None) };
    if here.file().is_none() {
        return Ok(None);
    }
    let text = here.text();
    let offset = on.columns(text).offset(text, place.position);
    let Some(cursor) = Cursor::behind_all(text, offset) else { return Ok(None) };
    let view = View::at(here, &cursor);
    let Some((what, argument)) = called(&view) else { return Ok(None) };
    Ok(of(&view, what).map(|signature| answer(on, &signature, argument)))
}

/// The table or scale around the end of the words, and which of its arguments is written.
fn called(view: &View<'_>) -> Option<(Id<Declared>, usize)> {
    let words = &view.cursor.before;
    let last = words.last()?;
    // Neither in a text that is not closed nor in documentation.
    let open_text = last.text.len() == 1 || !last.text.ends_with('"');
    if last.kind == LexemeKind::Documentation || last.kind == LexemeKind::Text && open_text {
        return None;
    }
    let mut end = words.len().checked_sub(1)?;
    for _ in 0..MOST_OUTWARDS {
        let (open, commas) = opened(words, end)?;
        let before = open.checked_sub(1)?;
        let path = words.get(before).filter(|word| word.is_path());
        let named = path.and_then(|word| view.led(word.text)).and_then(Led::declared);
        let applies = |id: &Id<Declared>| {
            matches!(view.names.declared[*id].kind, NameKind::Table | NameKind::Scale)
        };
        if let (Some(id), true) = (named.filter(applies), words.get(open)?.is("(")) {
            return Some((id, commas));
        }
        end = before;
    }
    None
}

/// How a table or scale is applied.
fn of(view: &View<'_>, id: Id<Declared>) -> Option<Signature> {
    let row = &view.names.declared[id];
    let said = described(&view.here.analysis.sources, row);
    let documentation = said.words();
    let name = row.name.to_string();
    if row.kind == NameKind::Scale {
        let (on, way) = said.type_.rsplit_once(',').unwrap_or((&said.type_, ""));
        let gives = view.here.analysis.sound().and_then(|(laws, ..)| {
            let scale = laws.scales.iter().find(|scale| scale.name == name)?;
            Some(scale.gives.words(laws))
        });
        // What it gives is known once the law has held.
        let gives = gives.map(|gives| format!(" -> {gives}")).unwrap_or_default();
        let way = Some(way.trim()).filter(|way| !way.is_empty());
        let way = way.map(|way| format!(", {way}")).unwrap_or_default();
        return Some(Signature {
            name,
            parameters: vec![on.trim().to_owned()],
            result: format!("{gives}{way}"),
            documentation,
        });
    }
    let (columns, result) = said.type_.rsplit_once("->")?;
    let columns = columns.trim().strip_prefix('(')?.strip_suffix(')')?.trim_end_matches([',', ' ']);
    let parameters = columns.split(',').map(|column| column.trim().to_owned()).collect();
    Some(Signature { name, parameters, result: format!(" -> {}", result.trim()), documentation })
}

fn answer(on: &Workspace, signature: &Signature, argument: usize) -> Value {
    let mut label = format!("{}(", signature.name);
    let mut parameters = Vec::new();
    for (at, parameter) in signature.parameters.iter().enumerate() {
        if at > 0 {
            label.push_str(", ");
        }
        let start = units(&label);
        label.push_str(parameter);
        parameters.push(match on.client.label_offsets {
            true => json!({ "label": [start, units(&label)] }),
            false => json!({ "label": parameter }),
        });
    }
    label.push(')');
    label.push_str(&signature.result);
    let active = argument.min(signature.parameters.len().saturating_sub(1));
    let mut told = json!({ "label": label, "parameters": parameters, "activeParameter": active });
    if let (false, Some(fields)) = (signature.documentation.is_empty(), told.as_object_mut()) {
        fields.insert("documentation".to_owned(), json!(signature.documentation));
    }
    json!({ "signatures": [told], "activeSignature": 0, "activeParameter": active })
}

/// How long words are as the protocol counts them here, in whatever columns the text is counted.
fn units(words: &str) -> usize {
    words.encode_utf16().count()
}
