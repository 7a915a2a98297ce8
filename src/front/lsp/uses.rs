//! `textDocument/references` and `textDocument/documentHighlight`: every place that names the same.

use crate::front::lsp::dispatch::Refusal;
use crate::front::lsp::meant;
use crate::front::lsp::workspace::Workspace;
use gen_lsp_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, Location, ReferenceParams,
};

/// Every place of the project, sheets among them, at which the same is named.
pub fn uses(on: &Workspace, params: ReferenceParams) -> Result<Option<Vec<Location>>, Refusal> {
    let Some(meant) = meant::at(on, &params.text_document_position_params) else {
        return Ok(None);
    };
    let places = meant.places().into_iter();
    let places = places.filter(|it| params.context.include_declaration || !it.declares);
    let mut located = on.locating(meant.here.analysis);
    Ok(Some(places.filter_map(|written| located.location(written.span)).collect()))
}

/// Every place of one file at which the same is named.
pub fn highlights(
    on: &Workspace,
    params: DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>, Refusal> {
    let Some(meant) = meant::at(on, &params.text_document_position_params) else {
        return Ok(None);
    };
    let here = meant.here;
    let columns = on.columns(here.text());
    let places = meant.places().into_iter().filter(|it| it.span.source == here.source);
    let shown = places.map(|written| DocumentHighlight {
        range: columns.range(written.span.range()),
        kind: Some(match written.declares {
            true => DocumentHighlightKind::Write,
            false => DocumentHighlightKind::Read,
        }),
    });
    Ok(Some(shown.collect()))
}
