//! What can stand between quotation marks: the sheet of a test, and whom of it the test is about.

use crate::facts;
use crate::front::files::tidied;
use crate::front::lsp::complete::described::unquoted;
use crate::front::lsp::complete::offer::{Offer, Rank};
use crate::front::lsp::complete::view::View;
use crate::ground::diagnostic::Found;
use crate::ground::text::Limits;
use gen_lsp_types::CompletionItemKind as Picture;
use std::collections::BTreeSet;
use std::path::{Component, Path};

/// The sheets of the project by their way from the law, or the entities of the sheet that is named.
pub fn in_sheet_clause(view: &View<'_>) -> Vec<Offer> {
    let analysis = view.here.analysis;
    let Some(folder) = analysis.path(view.here.source).and_then(Path::parent) else {
        return Vec::new();
    };
    match view.cursor.back(1).map(|word| word.text) {
        Some("sheet") => {
            let paths = analysis.sheets.sources().filter_map(|source| analysis.path(source));
            let paths = paths.filter_map(|path| way(folder, path));
            paths.map(|path| Offer::new(path, Picture::File, Rank::Value)).collect()
        }
        Some("for") => {
            let named = view.cursor.back(2).map(|word| unquoted(word.text)).unwrap_or_default();
            entities(view, &tidied(&folder.join(named)))
        }
        _ => Vec::new(),
    }
}

/// The way from a folder to a file, with `/` between its parts.
fn way(folder: &Path, to: &Path) -> Option<String> {
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (folder.components().collect(), to.components().collect());
    let same = from.iter().zip(&to).take_while(|(one, two)| one == two).count();
    let up = from.len().checked_sub(same)?;
    let down = to.get(same..)?.iter().map(|part| part.as_os_str().to_str());
    let parts: Option<Vec<&str>> = std::iter::repeat_n(Some(".."), up).chain(down).collect();
    Some(parts?.join("/"))
}

/// What the entities of a sheet are called.
fn entities(view: &View<'_>, sheet: &Path) -> Vec<Offer> {
    let analysis = view.here.analysis;
    let (Some((laws, ..)), Some(source)) = (analysis.sound(), analysis.at(sheet)) else {
        return Vec::new();
    };
    let (elsewhere, mut found) = (BTreeSet::new(), Found::new());
    let limits = Limits::default();
    let read = facts::load(laws, &elsewhere, &analysis.sources, source, &limits, &mut found);
    let rows = read.into_iter().flat_map(|sheet| {
        let names = sheet.instances.iter().map(|it| (it.name.clone(), it.entity));
        names.collect::<Vec<_>>()
    });
    let offers = rows.map(|(name, entity)| {
        let of = laws.entities.find(entity).map(|it| it.name.clone()).unwrap_or_default();
        Offer::new(name, Picture::Value, Rank::Value).with(of)
    });
    offers.collect()
}
