//! `textDocument/prepareRename` and `textDocument/rename`: another name for what is declared, in every
//! law, test and sheet of the project; or the reason why not.

use crate::front::lsp::dispatch::{Refusal, refusal};
use crate::front::lsp::edit;
use crate::front::lsp::meant;
use crate::front::lsp::workspace::Workspace;
use crate::tools::names::{self, NameKind};
use gen_lsp_types::{PrepareRenameParams, RenameParams};
use lsp_server::ErrorCode;
use serde_json::{Value, json};
use std::path::Path;

/// The name at a position, where there is one.
pub fn prepare(on: &Workspace, params: PrepareRenameParams) -> Result<Value, Refusal> {
    let Some(meant) = meant::at(on, &params.text_document_position_params) else {
        return Ok(Value::Null);
    };
    let span = meant.written.span;
    let range = on.columns(meant.here.text()).range(span.range());
    Ok(json!({ "range": range, "placeholder": meant.declared().name.as_str() }))
}

/// The edit that gives what stands at a position another name everywhere.
pub fn rename(on: &Workspace, params: RenameParams) -> Result<Value, Refusal> {
    let refuse = |words: String| Err(refusal(ErrorCode::RequestFailed, words));
    let Some(meant) = meant::at(on, &params.text_document_position_params) else {
        return refuse("there is no name here that could be changed".to_owned());
    };
    let analysis = meant.here.analysis;
    let kind = meant.declared().kind;
    if kind != NameKind::Binding && on.has_neighbours(meant.here) {
        let words = "other laws beside this one may use the name: an empty `solon.toml` in their \
                     folder makes them one project, in which names can be changed";
        return refuse(words.to_owned());
    }
    // What does not read may hold the name at places that nobody knows.
    if let Some(path) = analysis.unread() {
        return refuse(format!("`{}` does not read: mend it first", shown(path)));
    }
    let mut sheets = Vec::new();
    for source in analysis.sheets.sources() {
        match analysis.sheet_names(source) {
            Some(found) => sheets.push(found),
            None => {
                let path = analysis.path(source).map(shown).unwrap_or_default();
                return refuse(format!("`{path}` does not read: mend it first"));
            }
        }
    }
    let name = params.new_name.trim();
    match names::rename(analysis.names(), &sheets, meant.written.what, name) {
        Ok(edits) => {
            let edits = edits.iter().map(|(span, words)| (*span, words.as_str()));
            Ok(edit::of_spans(on, analysis, edits))
        }
        Err(refused) => refuse(refused.0),
    }
}

fn shown(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
