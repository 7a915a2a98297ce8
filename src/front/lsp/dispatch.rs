//! Which request is answered where: one line each.

use crate::front::lsp::outbox::{Said, Weight};
use crate::front::lsp::workspace::Workspace;
use crate::front::lsp::{colours, completion, definition, documentation, fixes, folding};
use crate::front::lsp::{commands, formatting, hints, hover, lenses, renaming, signature};
use crate::front::lsp::{symbols, uses};
use gen_lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, Uri,
};
use lsp_server::{ErrorCode, ResponseError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Why a request is not answered.
pub type Refusal = ResponseError;

/// A refusal with words for the person at the editor.
pub fn refusal(code: ErrorCode, words: impl Into<String>) -> Refusal {
    ResponseError { code: code as i32, message: words.into(), data: None }
}

/// Answers a request, of the texts as they are now. Every request is a line of its own here and a
/// file of its own beside this one.
pub fn answer(on: &mut Workspace, method: &str, params: Value) -> Result<Value, Refusal> {
    on.refresh();
    let about = match method {
        "textDocument/codeLens" => params.pointer("/textDocument/uri"),
        "workspace/executeCommand" => params.pointer("/arguments/0"),
        _ => None,
    };
    if let Some(uri) = about.and_then(Value::as_str) {
        on.look_back(&Uri(uri.to_owned()));
    }
    if method == "textDocument/codeAction" {
        on.advise();
    }
    if method == "workspace/executeCommand" {
        let words = commands::run(on, &params)?;
        on.outbox.push(Said::shown(Weight::Information, &words));
        return Ok(Value::String(words));
    }
    let on = &*on;
    match method {
        "codeLens/resolve" => asked(params, |it| lenses::resolved(on, it)),
        "textDocument/codeAction" => asked(params, |it| fixes::fixes(on, it)),
        "textDocument/completion" => asked(params, |it| completion::completion(on, it)),
        "textDocument/codeLens" => asked(params, |it| lenses::lenses(on, it)),
        "textDocument/definition" => asked(params, |it| definition::definition(on, it)),
        "textDocument/documentHighlight" => asked(params, |it| uses::highlights(on, it)),
        "textDocument/documentSymbol" => asked(params, |it| symbols::of_document(on, it)),
        "textDocument/foldingRange" => asked(params, |it| folding::folding(on, it)),
        "textDocument/inlayHint" => asked(params, |it| hints::hints(on, it)),
        "textDocument/formatting" => asked(params, |it| formatting::formatting(on, it)),
        "textDocument/hover" => asked(params, |it| hover::hover(on, it)),
        "textDocument/prepareRename" => asked(params, |it| renaming::prepare(on, it)),
        "textDocument/references" => asked(params, |it| uses::uses(on, it)),
        "textDocument/rename" => asked(params, |it| renaming::rename(on, it)),
        "textDocument/semanticTokens/full" => asked(params, |it| colours::full(on, it)),
        "textDocument/semanticTokens/range" => asked(params, |it| colours::range(on, it)),
        "textDocument/signatureHelp" => asked(params, |it| signature::signature(on, it)),
        "workspace/symbol" => asked(params, |it| symbols::of_workspace(on, it)),
        "workspace/textDocumentContent" => asked(params, documentation::documentation),
        other => Err(refusal(ErrorCode::MethodNotFound, format!("`{other}` is not answered here"))),
    }
}

/// Takes note of a notification; one that is unknown or of another shape is passed over, as there is
/// nobody to tell.
pub fn notice(on: &mut Workspace, method: &str, params: Value) {
    match method {
        "textDocument/didOpen" => read(params, |it: DidOpenTextDocumentParams| {
            on.documents.open(it.text_document);
            on.doubt_disk();
        }),
        "textDocument/didChange" => read(params, |it: DidChangeTextDocumentParams| {
            let document = it.text_document;
            let uri = document.text_document_identifier.uri;
            let encoding = on.client.encoding;
            on.documents.change(&uri, document.version, it.content_changes, encoding);
            on.touch();
        }),
        "textDocument/didClose" => read(params, |it: DidCloseTextDocumentParams| {
            on.documents.close(&it.text_document.uri);
            on.doubt_disk();
        }),
        "textDocument/didSave"
        | "workspace/didChangeWatchedFiles"
        | "workspace/didCreateFiles"
        | "workspace/didRenameFiles"
        | "workspace/didDeleteFiles" => on.doubt_disk(),
        "workspace/didChangeConfiguration" => {
            // Whoever sends no settings is to be asked for them, or has none.
            if let Some(settings) = params.pointer("/settings/solon") {
                on.choose(Some(settings));
            }
        }
        "workspace/didChangeWorkspaceFolders" => {
            on.client.change_folders(&params);
            on.doubt_disk();
        }
        _ => {}
    }
}

fn asked<P: DeserializeOwned, R: Serialize>(
    params: Value,
    answer: impl FnOnce(P) -> Result<R, Refusal>,
) -> Result<Value, Refusal> {
    let params = serde_json::from_value(params)
        .map_err(|error| refusal(ErrorCode::InvalidParams, error.to_string()))?;
    let answer = answer(params)?;
    serde_json::to_value(answer)
        .map_err(|error| refusal(ErrorCode::InternalError, error.to_string()))
}

fn read<P: DeserializeOwned>(params: Value, take: impl FnOnce(P)) {
    if let Ok(params) = serde_json::from_value(params) {
        take(params);
    }
}
