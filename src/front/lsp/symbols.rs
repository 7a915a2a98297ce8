//! `textDocument/documentSymbol` and `workspace/symbol`: what is declared here, and where something is.

use crate::front::lsp::dispatch::Refusal;
use crate::front::lsp::outline::{Entry, outline};
use crate::front::lsp::position::Columns;
use crate::front::lsp::workspace::Workspace;
use crate::ground::text::Span;
use gen_lsp_types::{
    BaseSymbolInformation, DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location,
    SymbolInformation, Uri, WorkspaceSymbolParams,
};
use std::collections::BTreeSet;

/// More symbols than anybody reads.
const MOST: usize = 1000;

/// The symbols of a law, nested where the client shows them so.
pub fn of_document(
    on: &Workspace,
    params: DocumentSymbolParams,
) -> Result<Option<DocumentSymbolResponse>, Refusal> {
    let uri = params.text_document.uri;
    let Some(here) = on.here(&uri) else { return Ok(None) };
    let Some(file) = here.file() else { return Ok(None) };
    let entries = outline(file, here.text().len());
    let columns = on.columns(here.text());
    Ok(Some(match on.client.nested_symbols {
        true => {
            let symbols: Vec<DocumentSymbol> =
                entries.into_iter().map(|entry| nested(entry, &columns)).collect();
            symbols.into()
        }
        false => {
            let mut rows = Vec::new();
            flat(entries, None, &uri, &columns, &mut rows);
            rows.into()
        }
    }))
}

fn nested(entry: Entry, columns: &Columns) -> DocumentSymbol {
    let inside: Vec<DocumentSymbol> =
        entry.inside.into_iter().map(|entry| nested(entry, columns)).collect();
    DocumentSymbol::new(
        entry.name,
        Some(entry.detail).filter(|detail| !detail.is_empty()),
        entry.kind,
        None,
        None,
        columns.range(entry.span.range()),
        columns.range(entry.named.range()),
        Some(inside).filter(|inside| !inside.is_empty()),
    )
}

fn flat(
    entries: Vec<Entry>,
    within: Option<&str>,
    uri: &Uri,
    columns: &Columns,
    rows: &mut Vec<SymbolInformation>,
) {
    for entry in entries {
        let name = entry.name.clone();
        rows.push(row(&entry, within, uri.clone(), entry.span, columns));
        flat(entry.inside, Some(&name), uri, columns, rows);
    }
}

fn row(
    entry: &Entry,
    within: Option<&str>,
    uri: Uri,
    span: Span,
    columns: &Columns,
) -> SymbolInformation {
    let location = Location { uri, range: columns.range(span.range()) };
    let base = BaseSymbolInformation {
        name: entry.name.clone(),
        kind: entry.kind,
        tags: None,
        container_name: within.map(str::to_owned),
    };
    SymbolInformation::new(None, location, base)
}

/// Every declaration of every law whose name or label has the letters of the query in their order.
pub fn of_workspace(
    on: &Workspace,
    params: WorkspaceSymbolParams,
) -> Result<Vec<SymbolInformation>, Refusal> {
    let wanted: Vec<char> = params.query.to_lowercase().chars().filter(|it| *it != ' ').collect();
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for analysis in on.analyses.values() {
        for (file, _) in &analysis.files {
            let Some(path) = analysis.path(file.source) else { continue };
            if !seen.insert(path) || rows.len() >= MOST {
                continue;
            }
            let text = &analysis.sources.source(file.source).text;
            let mut matching = Vec::new();
            for entry in outline(file, text.len()) {
                sift(entry, None, &wanted, &mut matching);
            }
            if matching.is_empty() {
                continue;
            }
            let (columns, uri) = (on.columns(text), on.documents.uri(path));
            for (entry, within) in matching {
                rows.push(row(&entry, within.as_deref(), uri.clone(), entry.named, &columns));
            }
        }
    }
    rows.truncate(MOST);
    Ok(rows)
}

/// Takes what a query matches, each with what it stands in.
fn sift(
    mut entry: Entry,
    within: Option<&str>,
    wanted: &[char],
    matching: &mut Vec<(Entry, Option<String>)>,
) {
    let inside = std::mem::take(&mut entry.inside);
    let name = entry.name.clone();
    // A block of facts has no name to be found under.
    let named = !entry.detail.is_empty();
    if named && (matches(&entry.name, wanted) || matches(&entry.detail, wanted)) {
        matching.push((entry, within.map(str::to_owned)));
    }
    let within = if named { Some(name.as_str()) } else { within };
    for entry in inside {
        sift(entry, within, wanted, matching);
    }
}

/// Whether the letters wanted stand in a text in their order.
fn matches(text: &str, wanted: &[char]) -> bool {
    let mut left = wanted.iter();
    let mut next = left.next();
    for letter in text.chars().flat_map(char::to_lowercase) {
        if next == Some(&letter) {
            next = left.next();
        }
    }
    next.is_none()
}
