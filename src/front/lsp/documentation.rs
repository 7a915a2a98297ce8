//! `workspace/textDocumentContent`: the pages of the diagnostics, for an editor that can show texts
//! which only the server has.

use crate::front::lsp::dispatch::{Refusal, refusal};
use crate::front::pages;
use crate::ground::diagnostic::Code;
use gen_lsp_types::TextDocumentContentParams;
use lsp_server::ErrorCode;
use serde_json::{Value, json};

/// The scheme of the addresses of pages.
pub const SCHEME: &str = "solon-docs";

/// The page at an address: `solon-docs:/errors/E0301.md`.
pub fn documentation(params: TextDocumentContentParams) -> Result<Value, Refusal> {
    let address = params.uri.0;
    let name = address.strip_prefix(SCHEME).and_then(|rest| rest.strip_prefix(":/errors/"));
    let name = name.and_then(|name| name.strip_suffix(".md"));
    match Code::ALL.iter().find(|code| Some(code.name()) == name) {
        Some(code) => Ok(json!({ "text": pages::page(*code) })),
        None => Err(refusal(ErrorCode::InvalidParams, format!("no page is at `{address}`"))),
    }
}
