//! What is understood of a project, or of a law that stands alone: kept between two keystrokes, so
//! that only what has changed is read again.

use crate::front::files::Kind;
use crate::front::lsp::committed::{Changed, Committed};
use crate::front::lsp::sheets::{self, Sheets};
use crate::front::lsp::texts::Texts;
use crate::front::project::beginnings;
use crate::ground::diagnostic::{Code, Diagnostic, Found, Severity};
use crate::ground::table::Id;
use crate::ground::text::{Limits, Source, Sources};
use crate::language::check;
use crate::language::law::{Judged, Laws};
use crate::language::syntax::{self, LawFile, Path as Dotted};
use crate::tools::names::sheet::SheetNames;
use crate::tools::names::{self, Names};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is checked together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// All laws below the folder of a `solon.toml`.
    Project(PathBuf),
    /// One law that belongs to no project, and what it uses.
    Alone(PathBuf),
}

/// The laws of a scope as they stand.
#[derive(Debug, Default)]
pub struct Analysis {
    /// Every text that was read.
    pub sources: Sources,
    /// The files as they are written, in the order of their paths.
    pub files: Vec<(LawFile, Judged)>,
    /// The checked laws: whole only where nothing found is an error.
    pub laws: Laws,
    /// The sheets of a project.
    pub sheets: Sheets,
    /// The names in the laws, found when somebody asks for one.
    names: OnceCell<Names>,
    /// The laws as they last held, where those of now do not.
    held: Option<Laws>,
    /// How often laws that hold were checked.
    count: u64,
    /// What was found in the laws.
    found: Vec<Diagnostic>,
    /// The same with the advice of `lint`, and without what the laws allow; none until somebody has
    /// looked at the laws as they are.
    advised: Option<Vec<Diagnostic>>,
    /// The laws of the last commit, once somebody has asked for them.
    pub committed: Option<Committed>,
    /// What differs between them and those of now.
    pub changed: OnceCell<Option<Changed>>,
    /// What was found about files that have no text, each with its path.
    pub unreadable: Vec<(PathBuf, Diagnostic)>,
    /// What was read of each of the files.
    readings: Vec<FileReading>,
    ids: BTreeMap<PathBuf, Id<Source>>,
    paths: BTreeMap<Id<Source>, PathBuf>,
}

/// The text that a file was read from, and what was wrong with it.
#[derive(Clone, Debug)]
struct FileReading {
    path: PathBuf,
    text: Arc<str>,
    found: Vec<Diagnostic>,
}

/// What was read before, by path.
type Before = BTreeMap<PathBuf, (FileReading, LawFile)>;

impl Analysis {
    /// Reads again what has changed and checks the whole, where anything has. Says whether it did.
    pub fn refresh(&mut self, scope: &Scope, texts: &mut Texts<'_>) -> bool {
        let files = std::mem::take(&mut self.files);
        let readings = std::mem::take(&mut self.readings);
        let order: Vec<PathBuf> = readings.iter().map(|reading| reading.path.clone()).collect();
        let unreadable = std::mem::take(&mut self.unreadable);
        let pairs = readings.into_iter().zip(files);
        let mut before: Before =
            pairs.map(|(reading, (file, _))| (reading.path.clone(), (reading, file))).collect();
        let named = match scope {
            Scope::Project(root) => texts.below(root, Kind::Law),
            Scope::Alone(path) => vec![path.clone()],
        };
        let mut changed = false;
        for path in named {
            changed |= self.take(path, Judged::Named, &mut before, texts);
        }
        changed |= self.find_used(&mut before, texts);
        changed |= self.unreadable != unreadable;
        changed |= !self.readings.iter().map(|reading| &reading.path).eq(&order);
        if changed {
            self.check();
        }
        if let Scope::Project(root) = scope {
            changed |= sheets::refresh(self, root, texts);
        }
        if changed {
            self.advised = None;
        }
        changed
    }

    /// Everything that was found, in laws and in sheets.
    pub fn found(&self) -> impl Iterator<Item = &Diagnostic> {
        self.advised.as_ref().unwrap_or(&self.found).iter().chain(self.sheets.found())
    }

    /// Whether the laws hold and nobody has looked for advice on them.
    pub fn wants_advice(&self) -> bool {
        self.advised.is_none() && !self.laws.laws.is_empty() && self.holds()
    }

    /// Takes over what `advice` makes of what the check has found.
    pub fn advise(&mut self, advice: impl FnOnce(&Self, &[Diagnostic]) -> Vec<Diagnostic>) {
        // Where it fails, it is not tried again before something changes.
        self.advised = Some(self.found.clone());
        self.advised = Some(advice(self, &self.found));
    }

    /// What was asked of the advice is another.
    pub fn doubt_advice(&mut self) {
        self.advised = None;
    }

    /// The laws that sheets are read against: those of now where they hold, else the last that did.
    /// With them how they are counted, and whether they are those of now.
    pub fn sound(&self) -> Option<(&Laws, u64, bool)> {
        let holds = self.holds();
        let laws = if holds { Some(&self.laws) } else { self.held.as_ref() };
        laws.filter(|laws| !laws.laws.is_empty()).map(|laws| (laws, self.count, holds))
    }

    /// Takes a file over, read again where its text is another. Says whether it was.
    fn take(
        &mut self,
        path: PathBuf,
        judged: Judged,
        before: &mut Before,
        texts: &mut Texts<'_>,
    ) -> bool {
        let text = match texts.text(&path, Kind::Law) {
            Ok(text) if text.len() <= texts.limits.law_bytes => text,
            Ok(_) => {
                self.unreadable.push((path, too_large(&texts.limits)));
                return false;
            }
            Err(told) => {
                self.unreadable.push((path, *told));
                return false;
            }
        };
        let kept = before.remove(&path).filter(|(reading, _)| Arc::ptr_eq(&reading.text, &text));
        let changed = kept.is_none();
        let (reading, file) = kept.unwrap_or_else(|| self.read(path, text, &texts.limits));
        self.readings.push(reading);
        self.files.push((file, judged));
        changed
    }

    fn read(&mut self, path: PathBuf, text: Arc<str>, limits: &Limits) -> (FileReading, LawFile) {
        let id = self.source(&path, &text);
        let mut found = Found::new();
        let file = syntax::read(id, &text, limits, &mut found);
        (FileReading { path, text, found: found.diagnostics }, file)
    }

    /// The id of a path, under which its text now stands.
    pub fn source(&mut self, path: &Path, text: &Arc<str>) -> Id<Source> {
        match self.ids.get(path) {
            Some(id) => {
                self.sources.replace(*id, text.clone());
                *id
            }
            None => {
                let id = self.sources.add(path.to_string_lossy(), text.clone());
                self.ids.insert(path.to_owned(), id);
                self.paths.insert(id, path.to_owned());
                id
            }
        }
    }

    /// Reads what the files use and nobody named, from below the root of whoever uses it: as
    /// `project::open` does for the command.
    fn find_used(&mut self, before: &mut Before, texts: &mut Texts<'_>) -> bool {
        let mut have: BTreeSet<String> =
            self.files.iter().filter_map(|(file, _)| file.name()).collect();
        let mut declared: BTreeSet<String> = BTreeSet::new();
        let (mut used, mut mentioned) = (0, 0);
        let mut changed = false;
        // A path may begin with a name of what is used, so that is read first.
        while mentioned < self.files.len() {
            while let (Some((file, _)), Some(reading)) =
                (self.files.get(used), self.readings.get(used))
            {
                used += 1;
                declared.extend(file.with_parts().map(|name| name.text.to_string()));
                let place = reading.path.clone();
                let wanted: Vec<String> =
                    file.needs().map(Dotted::dotted).filter(|name| !have.contains(name)).collect();
                for name in wanted {
                    changed |= self.take_called(&name, &place, before, texts);
                    have.insert(name);
                }
            }
            let row = (self.files.get(mentioned), self.readings.get(mentioned));
            mentioned += 1;
            let (Some((file, _)), Some(reading)) = row else { continue };
            let place = reading.path.clone();
            let paths = file.mentions.iter().map(|path| path.to_string());
            let paths: Vec<String> =
                paths.filter(|path| path.contains('.') || !declared.contains(path)).collect();
            for path in paths {
                let known =
                    |name: &&str| have.contains(*name) || !texts.called(name, &place).is_empty();
                let Some(name) = beginnings(&path).find(known).map(str::to_owned) else { continue };
                if have.insert(name.clone()) {
                    changed |= self.take_called(&name, &place, before, texts);
                }
            }
        }
        changed
    }

    /// Takes every file of a name that is not taken yet.
    fn take_called(
        &mut self,
        name: &str,
        place: &Path,
        before: &mut Before,
        texts: &mut Texts<'_>,
    ) -> bool {
        let mut changed = false;
        for path in texts.called(name, place) {
            if !self.readings.iter().any(|reading| reading.path == path) {
                changed |= self.take(path, Judged::Found, before, texts);
            }
        }
        changed
    }

    fn check(&mut self) {
        self.names = OnceCell::new();
        self.changed = OnceCell::new();
        let mut checked = check::check(&self.files, &self.sources);
        self.found.clear();
        for reading in &self.readings {
            self.found.extend(reading.found.iter().cloned());
        }
        let torn = !self.unreadable.is_empty() || self.found.iter().any(is_error);
        if torn {
            // What could not be read may be what uses it.
            checked.found.diagnostics.retain(|told| told.code != Code::W0001);
        }
        let held = self.count > 0 && self.held.is_none();
        let before = std::mem::replace(&mut self.laws, checked.laws);
        self.found.extend(checked.found.diagnostics);
        if self.holds() {
            self.held = None;
            self.count += 1;
        } else if held {
            self.held = Some(before);
        }
    }

    /// Whether the laws can be judged by.
    pub fn holds(&self) -> bool {
        self.unreadable.is_empty() && !self.found.iter().any(is_error)
    }

    /// Every name in the laws, and what it means.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| names::names(&self.files))
    }

    /// The names in a sheet; none where it does not read.
    pub fn sheet_names(&self, sheet: Id<Source>) -> Option<SheetNames> {
        names::sheet::sheet(self.names(), &self.laws, self.sources.source(sheet), sheet)
    }

    /// The path of a text.
    pub fn path(&self, source: Id<Source>) -> Option<&Path> {
        self.paths.get(&source).map(PathBuf::as_path)
    }

    /// The text at a path, where it was read.
    pub fn at(&self, path: &Path) -> Option<Id<Source>> {
        self.ids.get(path).copied()
    }

    /// The law file at a path, as it is written.
    pub fn file(&self, path: &Path) -> Option<&LawFile> {
        let at = self.readings.iter().position(|reading| reading.path == path)?;
        self.files.get(at).map(|(file, _)| file)
    }

    /// The first law that could not be read whole, as a path.
    pub fn unread(&self) -> Option<&Path> {
        let torn = |reading: &&FileReading| reading.found.iter().any(is_error);
        let torn = self.readings.iter().find(torn).map(|reading| reading.path.as_path());
        torn.or_else(|| self.unreadable.first().map(|(path, _)| path.as_path()))
    }

    /// Whether a law could be read whole.
    pub fn reads(&self, source: Id<Source>) -> bool {
        let path = self.paths.get(&source);
        let reading = self.readings.iter().find(|reading| Some(&reading.path) == path);
        reading.is_some_and(|reading| !reading.found.iter().any(is_error))
    }

    /// The path of every file that was read, or could not be.
    pub fn everything(&self) -> impl Iterator<Item = &Path> {
        let read = self.readings.iter().map(|reading| reading.path.as_path());
        let unread = self.unreadable.iter().map(|(path, _)| path.as_path());
        read.chain(unread).chain(self.sheets.paths())
    }
}

fn too_large(limits: &Limits) -> Diagnostic {
    let message = format!("larger than {} bytes", limits.law_bytes);
    let mut told = Diagnostic::new(Code::E0805, None, message);
    told.help("split it, or raise the limit with `--max-law-bytes`");
    told
}

fn is_error(told: &Diagnostic) -> bool {
    told.code.severity() == Severity::Error
}
