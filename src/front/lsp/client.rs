//! What the client says of itself when it begins: how it counts columns, and what it understands.

use crate::front::lsp::position::Encoding;
use crate::front::lsp::uri;
use gen_lsp_types::Uri;
use serde_json::Value;
use std::path::PathBuf;

/// The client. What it does not say it cannot do.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// The units in which columns are counted.
    pub encoding: Encoding,
    /// The folders that are open.
    pub folders: Vec<PathBuf>,
    /// Whether a problem may name other places.
    pub related: bool,
    /// Whether the folder of symbols may be nested.
    pub nested_symbols: bool,
    /// Whether an edit may name versions of documents.
    pub versioned_edits: bool,
    /// Whether it asks if something can be renamed before it asks for the name.
    pub prepares_rename: bool,
    /// Whether it tells of changed files when asked to.
    pub watches: bool,
    /// Whether it shows Markdown where the pointer stands.
    pub markdown: bool,
    /// Whether a parameter may be told by its place in the signature.
    pub label_offsets: bool,
    /// Whether it shows texts that only the server has.
    pub shows_texts: bool,
    /// Whether it asks for hints again when told to.
    pub refreshes_hints: bool,
    /// Whether it asks for lenses again when told to.
    pub refreshes_lenses: bool,
    /// Whether it has commands of its own for the lenses.
    pub commands: bool,
    /// Where the documentation lies on the web, if somewhere.
    pub docs: Option<String>,
}

impl Client {
    /// Reads the parameters of `initialize`; what is missing or of another shape is passed over.
    pub fn of(params: &Value) -> Self {
        let on = |path: &str| params.pointer(path).and_then(Value::as_bool).unwrap_or(false);
        let list = |path: &str| {
            let list = params.pointer(path).and_then(Value::as_array);
            list.map(Vec::as_slice).unwrap_or_default()
        };
        let encodings = list("/capabilities/general/positionEncodings");
        let folders = list("/workspaceFolders");
        let folders = folders.iter().filter_map(|folder| folder.get("uri")?.as_str());
        let mut folders: Vec<PathBuf> = folders.map(|it| uri::path(&Uri(it.to_owned()))).collect();
        if let (true, Some(root)) =
            (folders.is_empty(), params.get("rootUri").and_then(Value::as_str))
        {
            folders.push(uri::path(&Uri(root.to_owned())));
        }
        let docs = params.pointer("/initializationOptions/docs").and_then(Value::as_str);
        Self {
            encoding: Encoding::agreed(encodings.iter().filter_map(Value::as_str)),
            folders,
            related: on("/capabilities/textDocument/publishDiagnostics/relatedInformation"),
            nested_symbols: on(
                "/capabilities/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport",
            ),
            versioned_edits: on("/capabilities/workspace/workspaceEdit/documentChanges"),
            prepares_rename: on("/capabilities/textDocument/rename/prepareSupport"),
            watches: on("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration"),
            markdown: list("/capabilities/textDocument/hover/contentFormat")
                .iter()
                .any(|format| format.as_str() == Some("markdown")),
            label_offsets: on("/capabilities/textDocument/signatureHelp/signatureInformation\
                 /parameterInformation/labelOffsetSupport"),
            shows_texts: params.pointer("/capabilities/workspace/textDocumentContent").is_some(),
            refreshes_hints: on("/capabilities/workspace/inlayHint/refreshSupport"),
            refreshes_lenses: on("/capabilities/workspace/codeLens/refreshSupport"),
            commands: on("/initializationOptions/commands"),
            docs: docs.map(|docs| docs.trim_end_matches('/').to_owned()),
        }
    }

    /// Takes over a change of the open folders.
    pub fn change_folders(&mut self, params: &Value) {
        let paths = |path: &str| -> Vec<PathBuf> {
            let list = params.pointer(path).and_then(Value::as_array);
            let uris = list.into_iter().flatten().filter_map(|it| it.get("uri")?.as_str());
            uris.map(|uri| uri::path(&Uri(uri.to_owned()))).collect()
        };
        let removed = paths("/event/removed");
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(paths("/event/added"));
    }
}
