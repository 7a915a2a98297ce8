//! The fact sheets of a project, read against all its laws: which files they are, and what is wrong in
//! them.

use crate::facts;
use crate::front::files::{self, Kind};
use crate::front::lsp::analysis::Analysis;
use crate::front::lsp::texts::Texts;
use crate::front::settings::{self, Settings};
use crate::ground::diagnostic::{Diagnostic, Found};
use crate::ground::table::Id;
use crate::ground::text::{Limits, Source};
use crate::language::syntax::{Declaration, TestClause};
use crate::tools::lint::Rule;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder whose files are all sheets.
const FOLDER: &str = "sheets";

/// The sheets of a project by path.
#[derive(Debug, Default)]
pub struct Sheets {
    read: BTreeMap<PathBuf, SheetReading>,
    project: ProjectFile,
}

/// What the `solon.toml` of a project says.
#[derive(Debug, Default)]
struct ProjectFile {
    text: Option<Arc<str>>,
    path: Option<PathBuf>,
    /// The sheets and folders of sheets whose verdicts are to stay as they are.
    sheets: Vec<PathBuf>,
    /// The rules of `lint` that the project does without.
    off: Vec<Rule>,
    found: Vec<Diagnostic>,
}

/// What was found in one sheet.
#[derive(Debug)]
struct SheetReading {
    text: Result<Arc<str>, Box<Diagnostic>>,
    source: Option<Id<Source>>,
    /// The laws that it was read against, as they are counted; none where it was not read yet.
    against: Option<u64>,
    found: Vec<Diagnostic>,
}

impl Sheets {
    /// What was found in all sheets, and in the project file.
    pub fn found(&self) -> impl Iterator<Item = &Diagnostic> {
        self.read.values().flat_map(|reading| &reading.found).chain(&self.project.found)
    }

    /// The path of every sheet, and of the project file.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.read.keys().map(PathBuf::as_path).chain(self.project.path.as_deref())
    }

    /// The rules of `lint` that the project does without.
    pub fn off(&self) -> &[Rule] {
        &self.project.off
    }

    /// The text of the sheet at a path.
    pub fn source(&self, path: &Path) -> Option<Id<Source>> {
        self.read.get(path).and_then(|reading| reading.source)
    }

    /// The text of every sheet that can be read as one.
    pub fn sources(&self) -> impl Iterator<Item = Id<Source>> {
        self.read.values().filter_map(|reading| reading.source)
    }

    /// Why a sheet cannot be read, of those that cannot.
    pub fn unreadable(&self) -> impl Iterator<Item = (&Path, &Diagnostic)> {
        self.read
            .iter()
            .filter_map(|(path, reading)| Some((path.as_path(), &**reading.text.as_ref().err()?)))
    }
}

/// Lists the sheets of a project anew, and reads those whose text is another. Says whether one was.
pub fn refresh(analysis: &mut Analysis, root: &Path, texts: &mut Texts<'_>) -> bool {
    let mut changed = project_file(analysis, root, texts);
    let mut before = std::mem::take(&mut analysis.sheets.read);
    for path in paths(analysis, root, texts) {
        let text = texts.text(&path, Kind::Sheet);
        let kept = before.remove(&path).filter(|kept| same(&kept.text, &text));
        let reading = kept.unwrap_or_else(|| {
            changed = true;
            let source = text.as_ref().ok().map(|text| analysis.source(&path, text));
            SheetReading { text, source, against: None, found: Vec::new() }
        });
        analysis.sheets.read.insert(path, reading);
    }
    changed | !before.is_empty()
}

/// Reads the project file where its text is another. Says whether it was.
fn project_file(analysis: &mut Analysis, root: &Path, texts: &mut Texts<'_>) -> bool {
    let path = root.join(settings::FILE);
    let text = texts.text(&path, Kind::Sheet).ok();
    let same = match (&analysis.sheets.project.text, &text) {
        (Some(old), Some(new)) => Arc::ptr_eq(old, new),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    if same {
        return false;
    }
    let mut found = Found::new();
    let read = text.as_ref().map(|text| {
        let source = analysis.source(&path, text);
        settings::read(root, source, text, &mut found)
    });
    let Settings { regressions, off, .. } = read.unwrap_or_default();
    let sheets = regressions.into_iter().flat_map(|it| it.sheets).collect();
    let found = found.diagnostics;
    analysis.sheets.project = ProjectFile { text, path: Some(path), sheets, off, found };
    true
}

fn same(old: &Result<Arc<str>, Box<Diagnostic>>, new: &Result<Arc<str>, Box<Diagnostic>>) -> bool {
    match (old, new) {
        (Ok(old), Ok(new)) => Arc::ptr_eq(old, new),
        (Err(old), Err(new)) => old == new,
        (Ok(_), Err(_)) | (Err(_), Ok(_)) => false,
    }
}

/// Reads every open sheet whose text was not read yet.
pub fn read_open(analysis: &mut Analysis, open: impl Fn(&Path) -> bool, limits: &Limits) {
    let rows = analysis.sheets.read.iter();
    let fresh = rows.filter(|(path, it)| it.against.is_none() && it.source.is_some() && open(path));
    let paths: Vec<PathBuf> = fresh.map(|(path, _)| path.clone()).collect();
    for path in paths {
        read(analysis, path, limits);
    }
}

/// Reads the next sheet that was not yet read against the laws as they are, the open ones first.
pub fn read_next(
    analysis: &mut Analysis,
    open: impl Fn(&Path) -> bool,
    limits: &Limits,
) -> Option<PathBuf> {
    let (_, against, _) = analysis.sound()?;
    let waiting = || {
        let rows = analysis.sheets.read.iter();
        rows.filter(|(_, it)| it.against != Some(against) && it.source.is_some())
    };
    let next = waiting().find(|(path, _)| open(path)).or_else(|| waiting().next());
    let path = next.map(|(path, _)| path.clone())?;
    read(analysis, path, limits)
}

fn read(analysis: &mut Analysis, path: PathBuf, limits: &Limits) -> Option<PathBuf> {
    let (laws, against, fresh) = analysis.sound()?;
    let source = analysis.sheets.read.get(&path)?.source?;
    let mut found = Found::new();
    let elsewhere = BTreeSet::new();
    facts::load(laws, &elsewhere, &analysis.sources, source, limits, &mut found);
    if !fresh {
        // The places in laws that do not hold any more are those of an older text.
        for told in &mut found.diagnostics {
            told.labels.retain(|label| label.span.source == source);
        }
    }
    let reading = analysis.sheets.read.get_mut(&path)?;
    (reading.against, reading.found) = (Some(against), found.diagnostics);
    Some(path)
}

/// Which files are sheets: those in a folder `sheets`, those that a test or a regression names, and
/// open ones that speak of a law of the project.
fn paths(analysis: &Analysis, root: &Path, texts: &mut Texts<'_>) -> BTreeSet<PathBuf> {
    let below = texts.below(root, Kind::Sheet);
    // What a test names and nobody has is told at the test, by `solon test`.
    let mut paths = tested(analysis);
    paths.retain(|path| below.binary_search(path).is_ok());
    // The sheet that was chosen may lie anywhere.
    let chosen = texts.chosen.sheet_in(root).filter(|path| Kind::Sheet.fits(path));
    paths.extend(chosen.filter(|path| path.is_file() || texts.documents.at(path).is_some()));
    for path in below {
        let inside = path.strip_prefix(root).ok().and_then(Path::parent).unwrap_or(Path::new(""));
        let in_folder = inside.components().any(|part| part.as_os_str() == FOLDER)
            || analysis.sheets.project.sheets.iter().any(|named| path.starts_with(named));
        let speaks = |text: &str| {
            analysis
                .files
                .iter()
                .filter_map(|(file, _)| file.name())
                .any(|name| is_key(text, &name))
        };
        if in_folder || texts.documents.at(&path).is_some_and(|open| speaks(&open.text)) {
            paths.insert(path);
        }
    }
    paths
}

/// The sheets that tests name.
pub fn tested(analysis: &Analysis) -> BTreeSet<PathBuf> {
    let mut paths = BTreeSet::new();
    for (file, _) in &analysis.files {
        let folder = analysis.path(file.source).and_then(Path::parent);
        let Some(folder) = folder else { continue };
        for declaration in &file.declarations {
            let Declaration::Test(test) = declaration else { continue };
            for clause in &test.clauses {
                if let TestClause::Sheet { path, .. } = clause {
                    paths.insert(files::tidied(&folder.join(path.text.as_str())));
                }
            }
        }
    }
    paths
}

/// Whether a name is a key of a sheet in any of its formats: `name:`, `"name":`, `[name]`.
fn is_key(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).unwrap_or("").chars().next_back();
        let behind = text.get(at + name.len()..).unwrap_or("");
        let behind = behind.trim_start_matches(['"', '\'']);
        let free =
            before.is_none_or(|it| it.is_whitespace() || matches!(it, '"' | '\'' | '[' | '{'));
        free && behind.starts_with([':', ']'])
    })
}
