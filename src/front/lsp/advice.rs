//! The advice of `solon lint` on the laws of a project, as the command gives it for its folder.

use crate::facts::{self, Sheet};
use crate::front::lsp::analysis::Analysis;
use crate::front::lsp::sheets;
use crate::ground::diagnostic::Found;
use crate::ground::text::Limits;
use crate::ground::time::Date;
use crate::tools::lint::{Subject, lint};
use std::collections::BTreeSet;

/// Looks with every rule at laws that hold, which are to be relied upon on a day if one was chosen.
pub fn look(analysis: &mut Analysis, on: Option<Date>, limits: &Limits) {
    analysis.advise(|analysis, checked| {
        let sheets = tested(analysis, limits);
        let Analysis { sources, files, laws, .. } = analysis;
        let off = analysis.sheets.off();
        let subject = Subject { sources, files, laws, sheets: &sheets, on, off };
        lint(subject, checked)
    });
}

/// The sheets that tests name. What is wrong with them is told as of any other sheet.
fn tested(analysis: &Analysis, limits: &Limits) -> Vec<Sheet> {
    let paths = sheets::tested(analysis);
    let texts = paths.iter().filter_map(|path| analysis.sheets.source(path));
    let elsewhere = BTreeSet::new();
    let read = |text| {
        let Analysis { sources, laws, .. } = analysis;
        facts::load(laws, &elsewhere, sources, text, limits, &mut Found::new())
    };
    texts.filter_map(read).collect()
}
