//! *Run test*: a test as it comes out now.

use crate::facts::{self, Sheet};
use crate::front::files;
use crate::front::lsp::analysis::Scope;
use crate::front::lsp::dispatch::{Refusal, refusal};
use crate::front::lsp::lenses::short;
use crate::front::lsp::workspace::{Here, Workspace};
use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::ground::text::{Source, Span};
use crate::language::law::Test;
use crate::tools::testing::{self, End, Results, Tested, tell};
use lsp_server::ErrorCode;
use std::collections::BTreeSet;

/// The words of the lens: how the test comes out, where the laws hold.
pub fn title(on: &Workspace, here: Here<'_>, name: &str) -> String {
    let tested = match here.analysis.holds() && has_sheet(on, here, name) {
        true => run(on, here, name),
        false => None,
    };
    match tested.map(|tested| tested.end) {
        None => "run test".to_owned(),
        Some(End::Passed) => "✓ run test".to_owned(),
        Some(End::Unusable(why)) => short(&format!("✗ run test: {why}")),
        Some(End::Failed(unmet)) => match unmet.first() {
            Some(first) => short(&format!("✗ run test: {}", first.actual)),
            None => "✗ run test".to_owned(),
        },
    }
}

/// What `solon test` would print of the test.
pub fn text(on: &Workspace, here: Here<'_>, name: &str) -> Result<String, Refusal> {
    let unknown = || refusal(ErrorCode::RequestFailed, format!("no test is called “{name}”"));
    if !has_sheet(on, here, name) {
        let words = "sheets are read in a project: put an empty `solon.toml` in its folder";
        return Err(refusal(ErrorCode::RequestFailed, words));
    }
    let tested = run(on, here, name).ok_or_else(unknown)?;
    let results = Results { tests: vec![tested], assertions: Vec::new() };
    Ok(tell::text(&here.analysis.laws, &here.analysis.sources, &results, true))
}

fn find<'a>(here: Here<'a>, name: &str) -> Option<(Id<Test>, &'a Test)> {
    let mut rows = here.analysis.laws.tests.rows();
    rows.find(|(_, test)| test.span.source == here.source && test.name == name)
}

/// Whether the sheet of a test is read: those of a law that belongs to no project are not.
fn has_sheet(on: &Workspace, here: Here<'_>, name: &str) -> bool {
    let alone = match on.scope_of(here.analysis) {
        Some((Scope::Alone(_), _)) => true,
        Some((Scope::Project(_), _)) | None => false,
    };
    !alone || find(here, name).is_none_or(|(_, test)| test.sheet.is_none())
}

fn run(on: &Workspace, here: Here<'_>, name: &str) -> Option<Tested> {
    let laws = &here.analysis.laws;
    let (id, _) = find(here, name)?;
    Some(testing::one(laws, id, &mut |file, path, _: Span| sheet(on, here, file, path)))
}

/// The sheet at a path as it is written in the file of a test; none where it has problems.
fn sheet(on: &Workspace, here: Here<'_>, file: Id<Source>, path: &str) -> Option<Sheet> {
    let folder = here.analysis.path(file)?.parent()?;
    let source = here.analysis.sheets.source(&files::tidied(&folder.join(path)))?;
    let (mut found, elsewhere) = (Found::new(), BTreeSet::new());
    let (laws, sources) = (&here.analysis.laws, &here.analysis.sources);
    let read = facts::load(laws, &elsewhere, sources, source, on.limits(), &mut found);
    read.filter(|_| !found.has_errors())
}
