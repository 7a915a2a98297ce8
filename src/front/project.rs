//! A project: the laws named on the command line, and those found for a `use` below its root.

use crate::front::files::{self, Input, Kind};
use crate::ground::diagnostic::{Code, Found};
use crate::ground::text::{Limits, Sources};
use crate::language::check;
use crate::language::law::{Judged, Laws};
use crate::language::syntax::{self, LawFile, Path as Dotted};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The laws of one run and what was found on the way.
#[derive(Debug, Default)]
pub struct Project {
    /// Every text that was read.
    pub sources: Sources,
    /// The checked laws.
    pub laws: Laws,
    /// Every problem.
    pub found: Found,
    /// The files as they are written.
    pub files: Vec<(LawFile, Judged)>,
    /// The real paths of the laws that were named.
    named: Vec<PathBuf>,
}

/// How much of an unnamed file is read to learn what it is called.
const HEADER_BYTES: u64 = 64 << 10;

/// Reads and checks the laws of `paths` and what they use.
pub fn open(paths: &[PathBuf], limits: &Limits) -> Project {
    open_beside(paths, limits, Sources::new(), &[])
}

/// The same beside what was read before: `sources` are its texts, `roots` the project roots in which
/// what is used is looked up where its own root does not have it.
pub fn open_beside(
    paths: &[PathBuf],
    limits: &Limits,
    sources: Sources,
    roots: &[PathBuf],
) -> Project {
    let mut project = Project { sources, ..Project::default() };
    let inputs = files::gather(paths, Kind::Law, &mut project.found);
    let mut read: Vec<(LawFile, Judged)> = Vec::new();
    let mut places: Vec<PathBuf> = Vec::new();
    for input in &inputs {
        if let Some(file) = project.read(input, limits) {
            read.push((file, Judged::Named));
            places.push(input.real.clone());
        }
    }
    project.named = places.clone();
    project.find_used(&mut read, &mut places, roots, limits);
    let mut checked = check::check(&read, &project.sources);
    if project.found.has_errors() {
        // What could not be read may be what uses it.
        checked.found.diagnostics.retain(|it| it.code != Code::W0001);
    }
    project.laws = checked.laws;
    project.found.append(checked.found);
    project.files = read;
    project
}

impl Project {
    /// The project roots of the files that were named.
    pub fn roots(&self) -> BTreeSet<PathBuf> {
        self.named.iter().map(|place| root(place)).collect()
    }

    /// The names of the laws that exist below the project roots and are not loaded.
    pub fn elsewhere(&self) -> BTreeSet<String> {
        let mut names: BTreeSet<String> =
            self.roots().iter().flat_map(|root| index(root)).map(|(name, _)| name).collect();
        for law in self.laws.laws.iter() {
            names.remove(&law.name);
        }
        names
    }

    fn read(&mut self, input: &Input, limits: &Limits) -> Option<LawFile> {
        let id = files::read(input, Kind::Law, limits, &mut self.sources, &mut self.found)?;
        let text = self.sources.source(id).text.clone();
        Some(syntax::read(id, &text, limits, &mut self.found))
    }

    /// Reads what the files use and nobody named, from below the project root of the user.
    fn find_used(
        &mut self,
        read: &mut Vec<(LawFile, Judged)>,
        places: &mut Vec<PathBuf>,
        roots: &[PathBuf],
        limits: &Limits,
    ) {
        let mut have: BTreeSet<String> = read.iter().filter_map(|(file, _)| file.name()).collect();
        let mut indexes = Indexes::new();
        let mut declared: BTreeSet<String> = BTreeSet::new();
        let (mut used, mut mentioned) = (0, 0);
        // A path may begin with a name of what is used, so that is read first.
        while mentioned < read.len() {
            while let (Some((file, _)), Some(place)) = (read.get(used), places.get(used)) {
                used += 1;
                declared.extend(file.with_parts().map(|name| name.text.to_string()));
                let wanted: Vec<String> =
                    file.needs().map(Dotted::dotted).filter(|name| !have.contains(name)).collect();
                if wanted.is_empty() {
                    continue;
                }
                let roots = beside(place, roots);
                for name in wanted {
                    let inputs = roots.iter().find_map(|root| {
                        let index = indexes.entry(root.clone()).or_insert_with_key(|it| index(it));
                        index.get(&name).cloned()
                    });
                    self.take(&inputs.unwrap_or_default(), read, places, limits);
                    have.insert(name);
                }
            }
            while let (Some((file, _)), Some(place)) = (read.get(mentioned), places.get(mentioned))
            {
                mentioned += 1;
                // A path of one dot that begins with a name of some file leads to no law.
                let paths = file.mentions.iter().map(|path| path.to_string());
                let paths: Vec<String> =
                    paths.filter(|path| path.contains('.') || !declared.contains(path)).collect();
                if paths.is_empty() {
                    continue;
                }
                let roots = beside(place, roots);
                for path in paths {
                    let mut found = None;
                    for root in &roots {
                        let index = indexes.entry(root.clone()).or_insert_with_key(|it| index(it));
                        let known = |name: &&str| have.contains(*name) || index.contains_key(*name);
                        if let Some(name) = beginnings(&path).find(known) {
                            found = Some((name, index.get(name).cloned().unwrap_or_default()));
                            break;
                        }
                    }
                    let Some((name, inputs)) = found else { continue };
                    if have.insert(name.to_owned()) {
                        self.take(&inputs, read, places, limits);
                    }
                }
            }
        }
    }

    /// Reads files that nobody named, each once.
    fn take(
        &mut self,
        inputs: &[Input],
        read: &mut Vec<(LawFile, Judged)>,
        places: &mut Vec<PathBuf>,
        limits: &Limits,
    ) {
        for input in inputs {
            if places.contains(&input.real) {
                continue;
            }
            if let Some(file) = self.read(input, limits) {
                read.push((file, Judged::Found));
                places.push(input.real.clone());
            }
        }
    }
}

/// The laws and vocabularies below each root, by name.
type Indexes = BTreeMap<PathBuf, BTreeMap<String, Vec<Input>>>;

/// Where a file looks for what it uses: below its own project root, then below others.
fn beside(file: &Path, others: &[PathBuf]) -> Vec<PathBuf> {
    [root(file)].into_iter().chain(others.iter().cloned()).collect()
}

/// A dotted name and what it begins with, the longest first.
pub fn beginnings(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| Some(path.rsplit_once('.')?.0))
}

/// The project root of a file: the nearest folder above it with `solon.toml`, else with
/// `Cargo.toml` or `.git`, else the folder it lies in.
pub fn root(file: &Path) -> PathBuf {
    let folder = file.parent().unwrap_or(Path::new("."));
    let has = |marks: &[&str]| {
        folder.ancestors().find(|above| marks.iter().any(|mark| above.join(mark).exists()))
    };
    has(&["solon.toml"]).or_else(|| has(&["Cargo.toml", ".git"])).unwrap_or(folder).to_owned()
}

/// The laws and vocabularies below a root by name. What cannot be read is passed over: nobody
/// named it.
pub fn index(root: &Path) -> BTreeMap<String, Vec<Input>> {
    let mut index: BTreeMap<String, Vec<Input>> = BTreeMap::new();
    for mut input in files::walk(root, root, Kind::Law, &mut Found::new()) {
        let Some(name) = header_name(&input.path) else { continue };
        input.name = near(&input.path);
        index.entry(name).or_default().push(input);
    }
    index
}

/// A path as seen from the folder the command runs in, where it lies below it.
fn near(path: &Path) -> String {
    let here = std::env::current_dir().ok().and_then(|here| fs::canonicalize(here).ok());
    let inside = here.as_ref().and_then(|here| path.strip_prefix(here).ok());
    files::shown(inside.unwrap_or(path))
}

/// The name in the header of a file, read from its first bytes alone.
fn header_name(path: &Path) -> Option<String> {
    if !fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    fs::File::open(path).ok()?.take(HEADER_BYTES).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let mut words = text
        .lines()
        .map(|line| line.split_once("//").map_or(line, |(before, _)| before))
        .flat_map(str::split_whitespace);
    match words.next()?.trim_start_matches('\u{feff}') {
        "law" | "vocabulary" => {
            let name = words.next()?;
            let end = name.find(['"', '{']).unwrap_or(name.len());
            name.get(..end).map(str::to_owned)
        }
        _ => None,
    }
}
