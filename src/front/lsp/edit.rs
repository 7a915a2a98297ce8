//! Edits of several files as the client takes them: by version where it can tell stale ones apart.

use crate::front::lsp::analysis::Analysis;
use crate::front::lsp::workspace::Workspace;
use crate::ground::text::Span;
use gen_lsp_types::{TextEdit, Uri};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The edit that puts words in the place of each span, each text of an analysis; no place twice.
pub fn of_spans<'a>(
    on: &Workspace,
    analysis: &Analysis,
    edits: impl IntoIterator<Item = (Span, &'a str)>,
) -> Value {
    let mut by_path: BTreeMap<PathBuf, Vec<(Span, &str)>> = BTreeMap::new();
    for (span, words) in edits {
        let Some(path) = analysis.path(span.source) else { continue };
        by_path.entry(path.to_owned()).or_default().push((span, words));
    }
    let mut files = Vec::new();
    for (path, mut edits) in by_path {
        edits.sort_by_key(|(span, _)| (span.start, span.end));
        edits.dedup();
        let Some((first, _)) = edits.first() else { continue };
        let columns = on.columns(&analysis.sources.source(first.source).text);
        let edits = edits.into_iter().map(|(span, words)| TextEdit {
            range: columns.range(span.range()),
            new_text: words.to_owned(),
        });
        let version = on.documents.at(&path).map(|document| document.version);
        files.push((on.documents.uri(&path), version, edits.collect()));
    }
    of_files(on, files)
}

fn of_files(on: &Workspace, files: Vec<(Uri, Option<i32>, Vec<TextEdit>)>) -> Value {
    if on.client.versioned_edits {
        let files = files.into_iter().map(|(uri, version, edits)| {
            json!({ "textDocument": { "uri": uri, "version": version }, "edits": edits })
        });
        return json!({ "documentChanges": files.collect::<Vec<Value>>() });
    }
    let files = files.into_iter().map(|(uri, _, edits)| (uri.0, json!(edits)));
    json!({ "changes": files.collect::<Map<String, Value>>() })
}
