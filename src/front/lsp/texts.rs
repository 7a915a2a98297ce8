//! The texts of a workspace: what is open stands before what is on disk, and what is on disk is read
//! once until something there changes.

use crate::front::files::{self, Input, Kind};
use crate::front::lsp::chosen::Chosen;
use crate::front::lsp::documents::Documents;
use crate::front::project;
use crate::ground::diagnostic::{Diagnostic, Found};
use crate::ground::text::{Limits, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The text of a file, or why it cannot be read.
pub type Text = Result<Arc<str>, Box<Diagnostic>>;

/// What was read from disk.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    texts: BTreeMap<PathBuf, Text>,
    /// What may have changed since it was read.
    doubtful: BTreeSet<PathBuf>,
    folders: BTreeMap<(PathBuf, bool), Vec<PathBuf>>,
    indexes: BTreeMap<PathBuf, BTreeMap<String, Vec<PathBuf>>>,
    projects: BTreeMap<PathBuf, Option<PathBuf>>,
}

impl Disk {
    /// Something on disk may have changed.
    pub fn doubt(&mut self) {
        self.doubtful = self.texts.keys().cloned().collect();
        self.folders.clear();
        self.indexes.clear();
        self.projects.clear();
    }

    /// The root of the project that a file belongs to: the nearest folder with `solon.toml`.
    pub fn project(&mut self, file: &Path) -> Option<PathBuf> {
        let folder = file.parent().filter(|folder| folder.is_absolute())?;
        let found = self.projects.entry(folder.to_owned()).or_insert_with(|| {
            let above = folder.ancestors().find(|above| above.join("solon.toml").is_file());
            above.map(Path::to_owned)
        });
        found.clone()
    }

    fn text(&mut self, path: &Path, kind: Kind, limits: &Limits) -> Text {
        let doubtful = self.doubtful.remove(path);
        if let (Some(text), false) = (self.texts.get(path), doubtful) {
            return text.clone();
        }
        let read = from_disk(path, kind, limits);
        // The same words stay the same text: what was made of them is kept.
        match (self.texts.get(path), read) {
            (Some(Ok(old)), Ok(new)) if **old == *new => Ok(old.clone()),
            (_, read) => {
                self.texts.insert(path.to_owned(), read.clone());
                read
            }
        }
    }

    fn folder(&mut self, root: &Path, kind: Kind) -> &[PathBuf] {
        let key = (root.to_owned(), kind == Kind::Law);
        self.folders.entry(key).or_insert_with(|| {
            let mut seen = BTreeSet::new();
            let inputs = files::walk(root, root, kind, &mut Found::new());
            let inputs = inputs.into_iter().filter(|input| seen.insert(input.real.clone()));
            inputs.map(|input| input.path).collect()
        })
    }
}

fn from_disk(path: &Path, kind: Kind, limits: &Limits) -> Text {
    let (mut sources, mut found) = (Sources::new(), Found::new());
    let name = files::shown(Path::new(path.file_name().unwrap_or(path.as_os_str())));
    let input = Input { path: path.to_owned(), name, real: path.to_owned() };
    match files::read(&input, kind, limits, &mut sources, &mut found) {
        Some(id) => Ok(sources.source(id).text.clone()),
        None => Err(Box::new(found.diagnostics.pop().unwrap_or_else(|| {
            Diagnostic::new(crate::ground::diagnostic::Code::E1001, None, "it cannot be read")
        }))),
    }
}

/// The open documents over the disk.
pub struct Texts<'a> {
    /// What is open.
    pub documents: &'a Documents,
    /// What is on disk.
    pub disk: &'a mut Disk,
    /// The folders of the client, in which a buffer that was never saved finds what it uses.
    pub folders: &'a [PathBuf],
    /// What was chosen to see laws by.
    pub chosen: &'a Chosen,
    /// How large a file may be.
    pub limits: Limits,
}

impl Texts<'_> {
    /// The text at a path.
    pub fn text(&mut self, path: &Path, kind: Kind) -> Text {
        match self.documents.at(path) {
            Some(document) => Ok(document.text.clone()),
            None => self.disk.text(path, kind, &self.limits),
        }
    }

    /// Every file of a kind below a root, open ones that are not yet on disk among them, in the order
    /// in which the command reads them. What lies below a root of its own is another project.
    pub fn below(&mut self, root: &Path, kind: Kind) -> Vec<PathBuf> {
        let mut paths = self.disk.folder(root, kind).to_vec();
        for (path, _) in self.documents.rows() {
            if kind.fits(path) && path.starts_with(root) && !paths.contains(path) {
                paths.push(path.clone());
            }
        }
        paths.retain(|path| self.disk.project(path).is_none_or(|own| own == root));
        paths.sort();
        paths
    }

    /// The laws and vocabularies of a name that lie below the root of a file.
    pub fn called(&mut self, name: &str, file: &Path) -> Vec<PathBuf> {
        let roots = match file.is_absolute() {
            true => vec![project::root(file)],
            false => self.folders.to_vec(),
        };
        let found = roots.into_iter().find_map(|root| {
            let index = self.disk.indexes.entry(root.clone()).or_insert_with(|| {
                let index = project::index(&root);
                let paths = |inputs: Vec<Input>| inputs.into_iter().map(|it| it.path).collect();
                index.into_iter().map(|(name, inputs)| (name, paths(inputs))).collect()
            });
            index.get(name).cloned()
        });
        found.unwrap_or_default()
    }
}
