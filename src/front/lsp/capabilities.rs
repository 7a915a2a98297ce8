//! What the server says that it can do.

use crate::front::lsp::client::Client;
use crate::front::lsp::lenses::What;
use crate::front::lsp::{colours, completion, documentation};
use serde_json::{Value, json};

/// The answer to `initialize`: what can be asked. Every request of `dispatch` has a line here.
pub fn capabilities(client: &Client) -> Value {
    let rename = match client.prepares_rename {
        true => json!({ "prepareProvider": true }),
        false => json!(true),
    };
    // A client with commands of its own has no use for these.
    let commands: Vec<String> = match client.commands {
        true => Vec::new(),
        false => What::ALL.into_iter().map(What::command).collect(),
    };
    json!({
        "capabilities": {
            "positionEncoding": client.encoding.name(),
            "textDocumentSync": { "openClose": true, "change": 2, "save": true },
            "codeActionProvider": { "codeActionKinds": ["quickfix", "source.fixAll.solon"] },
            "completionProvider": { "triggerCharacters": completion::TRIGGERS },
            "definitionProvider": true,
            "documentHighlightProvider": true,
            "documentSymbolProvider": true,
            "codeLensProvider": { "resolveProvider": true },
            "executeCommandProvider": { "commands": commands },
            "foldingRangeProvider": true,
            "hoverProvider": true,
            "inlayHintProvider": true,
            "referencesProvider": true,
            "renameProvider": rename,
            "semanticTokensProvider": {
                "legend": { "tokenTypes": colours::TYPES, "tokenModifiers": colours::MODIFIERS },
                "full": true,
                "range": true,
            },
            "signatureHelpProvider": { "triggerCharacters": ["(", ","] },
            "workspaceSymbolProvider": true,
            "documentFormattingProvider": true,
            "workspace": {
                "textDocumentContent": { "schemes": [documentation::SCHEME] },
                "workspaceFolders": { "supported": true, "changeNotifications": true },
            },
        },
        "serverInfo": { "name": "solon", "version": env!("CARGO_PKG_VERSION") },
    })
}

/// The request to be told when a law, a sheet or a project file changes on disk.
pub fn watched() -> Value {
    let patterns = ["**/*.law", "**/*.{yaml,yml,json,toml}"];
    let watchers: Vec<Value> =
        patterns.iter().map(|pattern| json!({ "globPattern": pattern })).collect();
    json!({
        "registrations": [{
            "id": "solon-files",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": watchers },
        }],
    })
}
