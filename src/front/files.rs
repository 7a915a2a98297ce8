//! Files and folders named on the command line: found, read within limits, and written whole.

use crate::engine::columnar::sources::packed;
use crate::ground::diagnostic::{Code, Found};
use crate::ground::scan::decode;
use crate::ground::table::Id;
use crate::ground::text::{Limits, Source, Sources};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `.law` files.
    Law,
    /// Fact sheets.
    Sheet,
    /// Files of many records: JSON Lines, CSV and Parquet, compressed or not.
    Records,
}

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// What reports call it: the path as it was given.
    pub name: String,
    /// Where it really is, links followed; the path itself for standard input.
    pub real: PathBuf,
}

/// Folders that hold no laws of their author.
const SKIPPED: [&str; 2] = ["target", "node_modules"];
/// TOML files that are no fact sheets.
const PROJECT_FILES: [&str; 2] = ["solon.toml", "Cargo.toml"];

impl Kind {
    fn extensions(self) -> &'static [&'static str] {
        match self {
            Kind::Law => &["law"],
            Kind::Sheet => &["yaml", "yml", "json", "toml"],
            Kind::Records => &["jsonl", "ndjson", "csv", "parquet"],
        }
    }

    /// Whether a path is named as a file of this kind is.
    pub fn fits(self, path: &Path) -> bool {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or("");
        let bare = match self {
            Kind::Law | Kind::Sheet => name,
            Kind::Records => packed::bare(name),
        };
        let extension = Path::new(bare).extension().and_then(OsStr::to_str).unwrap_or("");
        self.extensions().contains(&extension) && !PROJECT_FILES.contains(&name)
    }

    fn most_bytes(self, limits: &Limits) -> usize {
        match self {
            Kind::Law => limits.law_bytes,
            Kind::Sheet => limits.sheet_bytes,
            // Records are read as they come.
            Kind::Records => usize::MAX,
        }
    }
}

/// The files of a kind among `paths`: files as they are, folders walked, each file once.
pub fn gather(paths: &[PathBuf], kind: Kind, found: &mut Found) -> Vec<Input> {
    let mut inputs: Vec<Input> = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input { path: path.clone(), name: "<stdin>".into(), real: path.clone() });
        } else if path.is_dir() {
            inputs.extend(walk(path, path, kind, found));
        } else {
            inputs.extend(named(path, kind, found));
        }
    }
    let mut seen = BTreeSet::new();
    inputs.retain(|input| seen.insert(input.real.clone()));
    if inputs.is_empty() && !found.has_errors() {
        nothing(paths, kind, found);
    }
    inputs
}

fn nothing(paths: &[PathBuf], kind: Kind, found: &mut Found) {
    let places: Vec<String> = paths.iter().map(|path| format!("`{}`", shown(path))).collect();
    let places = places.join(", ");
    match kind {
        Kind::Law => found
            .report(Code::E1002, None, format!("no law files in {places}"))
            .help("name a `.law` file, or a folder that holds one"),
        Kind::Sheet => found
            .report(Code::E1003, None, format!("no fact sheets in {places}"))
            .help("name a `.yaml`, `.yml`, `.json` or `.toml` file, or a folder that holds one"),
        Kind::Records => found
            .report(Code::E1003, None, format!("no files of records in {places}"))
            .help("name a `.jsonl`, `.csv` or `.parquet` file, or a folder that holds one"),
    };
}

fn named(path: &Path, kind: Kind, found: &mut Found) -> Option<Input> {
    let name = shown(path);
    let real = match fs::canonicalize(path) {
        Ok(real) => real,
        Err(error) => {
            unreadable(&name, &error, found);
            return None;
        }
    };
    if !kind.fits(path) {
        let wanted = kind.extensions().join("`, `.");
        found
            .report(Code::E1007, None, format!("`{name}` is no file of the kind asked for"))
            .help(format!("its name must end in `.{wanted}`"));
        return None;
    }
    Some(Input { path: path.to_owned(), name, real })
}

fn unreadable(name: &str, error: &io::Error, found: &mut Found) {
    found
        .report(Code::E1001, None, format!("`{name}` cannot be read"))
        .help(format!("the system says: {}", said(error)));
}

/// Every file of a kind below `folder`, in the order of names. A symbolic link is followed where
/// it stays below `root`.
pub fn walk(folder: &Path, root: &Path, kind: Kind, found: &mut Found) -> Vec<Input> {
    let mut inputs = Vec::new();
    let real_root = match fs::canonicalize(root) {
        Ok(real) => real,
        Err(error) => {
            unreadable(&shown(root), &error, found);
            return inputs;
        }
    };
    let mut seen = BTreeSet::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(path) = waiting.pop() {
        let real = match fs::canonicalize(&path) {
            Ok(real) => real,
            Err(error) => {
                unreadable(&shown(&path), &error, found);
                continue;
            }
        };
        if !real.starts_with(&real_root) {
            found
                .report(Code::E1006, None, format!("`{}` leads out of the folder", shown(&path)))
                .help("name the file it leads to on the command line, or remove the link");
            continue;
        }
        if real.is_dir() {
            if seen.insert(real) {
                waiting.extend(entries(&path, kind, found).into_iter().rev());
            }
        } else {
            inputs.push(Input { name: shown(&path), path, real });
        }
    }
    inputs
}

/// The entries of a folder worth looking at, in the order of names.
fn entries(folder: &Path, kind: Kind, found: &mut Found) -> Vec<PathBuf> {
    let read = match fs::read_dir(folder) {
        Ok(read) => read,
        Err(error) => {
            unreadable(&shown(folder), &error, found);
            return Vec::new();
        }
    };
    let mut paths: Vec<PathBuf> = read.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.retain(|path| {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or("");
        !is_hidden(name) && if path.is_dir() { !SKIPPED.contains(&name) } else { kind.fits(path) }
    });
    paths.sort();
    paths
}

fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name.is_empty()
}

/// Whether a file would be found in a folder by its path below it.
pub fn is_looked_at(path: &Path, kind: Kind) -> bool {
    let mut names = path.iter().map(|name| name.to_str().unwrap_or(""));
    let last = names.next_back().unwrap_or("");
    let skipped = |name: &str| is_hidden(name) || SKIPPED.contains(&name);
    kind.fits(path) && !is_hidden(last) && !names.any(skipped)
}

/// Reads a file into `sources`. What is too large, no file or not UTF-8 is reported.
pub fn read(
    input: &Input,
    kind: Kind,
    limits: &Limits,
    sources: &mut Sources,
    found: &mut Found,
) -> Option<Id<Source>> {
    let most = kind.most_bytes(limits);
    let bytes = match bytes(input, most) {
        Ok(bytes) => bytes,
        Err(error) => {
            unreadable(&input.name, &error, found);
            return None;
        }
    };
    if bytes.len() > most {
        let flag = match kind {
            Kind::Law => "--max-law-bytes",
            Kind::Sheet | Kind::Records => "--max-sheet-bytes",
        };
        found
            .report(Code::E0805, None, format!("`{}` is larger than {most} bytes", input.name))
            .help(format!("split it, or raise the limit with `{flag}`"));
        return None;
    }
    decoded(input, bytes, sources, found)
}

fn decoded(
    input: &Input,
    bytes: Vec<u8>,
    sources: &mut Sources,
    found: &mut Found,
) -> Option<Id<Source>> {
    match decode(&bytes) {
        Ok(text) => Some(sources.add(input.name.clone(), text)),
        Err(mut told) => {
            told.message = format!("`{}`: {}", input.name, told.message);
            found.diagnostics.push(*told);
            None
        }
    }
}

/// At most one byte more than `most`.
fn bytes(input: &Input, most: usize) -> io::Result<Vec<u8>> {
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    if input.path.as_os_str() == "-" {
        io::stdin().lock().take(most).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let kind = fs::metadata(&input.path)?.file_type();
    if !kind.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    fs::File::open(&input.path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes a file whole or not at all: beside it first, then in its place, its rights kept.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = real.file_name().and_then(OsStr::to_str).unwrap_or("solon");
    let beside = real.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = write_beside(&beside, text, fs::metadata(&real).ok())
        .and_then(|()| fs::rename(&beside, &real));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

fn write_beside(path: &Path, text: &str, rights: Option<fs::Metadata>) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    if let Some(rights) = rights {
        file.set_permissions(rights.permissions())?;
    }
    file.sync_all()
}

/// A path without `..`, so that one file has one name.
pub fn tidied(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            Component::CurDir => {}
            Component::ParentDir
            | Component::Normal(_)
            | Component::RootDir
            | Component::Prefix(_) => out.push(part),
        }
    }
    out
}

/// A path as reports show it: as it was given, with `/`, without control characters.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("./").unwrap_or(&text);
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

/// What the system says of a failure, without the number it gives it.
pub fn said(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((words, _)) => words.to_lowercase(),
        None => text,
    }
}
