//! The fact sheets named on the command line, read against the laws of a project.

use crate::facts::{self, Sheet};
use crate::front::files::{self, Kind};
use crate::front::project::Project;
use crate::ground::text::Limits;
use std::path::PathBuf;

/// Reads every sheet among `paths`; what is wrong with them is added to what the project found.
pub fn open(paths: &[PathBuf], project: &mut Project, limits: &Limits) -> Vec<Sheet> {
    let inputs = files::gather(paths, Kind::Sheet, &mut project.found);
    let elsewhere = if inputs.is_empty() { Default::default() } else { project.elsewhere() };
    let mut sheets = Vec::new();
    for input in &inputs {
        let Project { sources, laws, found, .. } = project;
        let Some(id) = files::read(input, Kind::Sheet, limits, sources, found) else { continue };
        sheets.extend(facts::load(laws, &elsewhere, sources, id, limits, found));
    }
    sheets
}
