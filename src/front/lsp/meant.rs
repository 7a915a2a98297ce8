//! What the name at a position means, in a law or in a sheet: what definition, references and rename
//! begin with.

use crate::front::lsp::workspace::{Here, Workspace};
use crate::ground::table::Id;
use crate::tools::names::{self, Declared, Written};
use gen_lsp_types::TextDocumentPositionParams;

/// A name in its project.
#[derive(Clone, Copy, Debug)]
pub struct MeantHere<'a> {
    /// The file, with what is understood of its project.
    pub here: Here<'a>,
    /// The name and where it stands.
    pub written: Written,
}

impl MeantHere<'_> {
    /// What it means.
    pub fn declared(&self) -> &Declared {
        &self.here.analysis.names().declared[self.written.what]
    }

    /// Every place at which the same is named, in the laws and then in the sheets; the declaration
    /// first.
    pub fn places(&self) -> Vec<Written> {
        places(self.here, self.written.what)
    }
}

/// The name at a position.
pub fn at<'a>(on: &'a Workspace, params: &TextDocumentPositionParams) -> Option<MeantHere<'a>> {
    let here = on.here(&params.text_document.uri)?;
    let offset = on.columns(here.text()).offset(here.text(), params.position);
    let written = match here.file() {
        Some(_) => here.analysis.names().at(here.source, offset)?,
        None => {
            let sheet = here.analysis.sheet_names(here.source)?;
            names::found(&sheet.written, here.source, offset)?
        }
    };
    Some(MeantHere { here, written })
}

fn places(here: Here<'_>, what: Id<Declared>) -> Vec<Written> {
    let analysis = here.analysis;
    let mut places: Vec<Written> = analysis.names().places(what).collect();
    places.sort_by_key(|written| (!written.declares, *written));
    for sheet in analysis.sheets.sources() {
        let found = analysis.sheet_names(sheet).unwrap_or_default().written;
        places.extend(found.into_iter().filter(|written| written.what == what));
    }
    places
}
