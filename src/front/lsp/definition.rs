//! `textDocument/definition`: where a name is declared, and the sheet that a test names.

use crate::front::files::tidied;
use crate::front::lsp::dispatch::Refusal;
use crate::front::lsp::meant;
use crate::front::lsp::workspace::Workspace;
use crate::language::syntax::{Declaration, TestClause};
use gen_lsp_types::{DefinitionParams, Location, Range, TextDocumentPositionParams};

/// Where what stands at a position is declared.
pub fn definition(on: &Workspace, params: DefinitionParams) -> Result<Option<Location>, Refusal> {
    let place = params.text_document_position_params;
    Ok(match meant::at(on, &place) {
        Some(meant) => on.location(meant.here.analysis, meant.declared().span),
        None => sheet(on, &place),
    })
}

/// The sheet whose path stands at a position.
fn sheet(on: &Workspace, params: &TextDocumentPositionParams) -> Option<Location> {
    let here = on.here(&params.text_document.uri)?;
    let offset = on.columns(here.text()).offset(here.text(), params.position);
    let tests = here.file()?.declarations.iter().filter_map(|declaration| {
        if let Declaration::Test(test) = declaration { Some(test) } else { None }
    });
    let path = tests.flat_map(|test| &test.clauses).find_map(|clause| {
        let TestClause::Sheet { path, .. } = clause else { return None };
        path.span.range().contains(&offset).then_some(path.text.as_str())
    })?;
    let file = tidied(&here.analysis.path(here.source)?.parent()?.join(path));
    let uri = on.documents.uri(&file);
    file.is_file().then(|| Location { uri, range: Range::default() })
}
