//! Which files belong together: each law with its tests, each vocabulary, and who uses whom.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::check::scope::{Checker, Named};
use crate::language::law::{Entity, Judged, Law, Vocabulary};
use crate::language::syntax::{Header, LawFile, Path};
use std::collections::BTreeMap;

/// One law with its tests, or one vocabulary: the files whose names share one namespace.
pub(super) struct Home<'a> {
    /// The dotted name; empty where the header could not be read.
    pub name: String,
    pub kind: HomeKind,
    pub judged: Judged,
    /// The file of the law or vocabulary first, then those of its tests, by name.
    pub files: Vec<&'a LawFile>,
    /// What it declares.
    pub names: BTreeMap<&'a str, (Named, Span)>,
    /// The homes that it uses.
    pub uses: Vec<usize>,
    /// Whether names may be missing because a file could not be found or read: then an unknown
    /// name is no news.
    pub incomplete: bool,
    /// The subject of the law, where it is known.
    pub subject: Option<Id<Entity>>,
    /// Where its name is written.
    pub span: Span,
}

/// What a home is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HomeKind {
    Vocabulary(Id<Vocabulary>),
    Law(Id<Law>),
}

impl Home<'_> {
    /// The law it is, where it is one.
    pub fn law(&self) -> Option<Id<Law>> {
        match self.kind {
            HomeKind::Law(law) => Some(law),
            HomeKind::Vocabulary(_) => None,
        }
    }
}

impl<'a> Checker<'a> {
    /// Finds the homes, in an order that does not depend on the order of the files.
    pub fn gather_homes(&mut self) {
        let mut files: Vec<&'a (LawFile, Judged)> = self.files.iter().collect();
        files.sort_by_cached_key(|(file, _)| self.rank(file));
        let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
        for (file, judged) in files {
            match &file.header {
                Some(Header::Tests { law, .. }) => self.add_tests(file, law, &by_name),
                Some(Header::Law { name, .. } | Header::Vocabulary { name, .. }) => {
                    let dotted = name.dotted();
                    if let Some(first) = by_name.get(&dotted).and_then(|at| self.homes.get(*at)) {
                        let first = first.span;
                        self.report(
                            Code::E0203,
                            name.span,
                            format!("two files are named `{dotted}`"),
                        )
                        .and(first, "the other one")
                        .help("give one of them another name, or leave it out");
                        continue;
                    }
                    by_name.insert(dotted.clone(), self.homes.len());
                    self.add_home(file, *judged, dotted, name.span);
                }
                None => self.add_home(file, *judged, String::new(), start_of(file)),
            }
        }
        for at in 0..self.homes.len() {
            self.link(at, &by_name);
        }
        self.by_name = by_name;
    }

    /// Vocabularies before laws before tests, each by name; files of tests by the name of the file.
    fn rank(&self, file: &LawFile) -> (u8, String, String) {
        let path = self.sources.source(file.source).name.clone();
        match &file.header {
            Some(Header::Vocabulary { name, .. }) => (0, name.dotted(), path),
            Some(Header::Law { name, .. }) => (1, name.dotted(), path),
            None => (2, String::new(), path),
            Some(Header::Tests { law, .. }) => (3, law.dotted(), path),
        }
    }

    fn add_home(&mut self, file: &'a LawFile, judged: Judged, name: String, span: Span) {
        let kind = match &file.header {
            Some(Header::Vocabulary { .. }) => {
                HomeKind::Vocabulary(self.laws.vocabularies.add(Vocabulary {
                    name: name.clone(),
                    file: file.source,
                    span,
                }))
            }
            Some(Header::Law { .. } | Header::Tests { .. }) | None => HomeKind::Law(
                self.laws.laws.add(Law::unread(name.clone(), file.source, judged, span)),
            ),
        };
        self.homes.push(Home {
            name,
            kind,
            judged,
            files: vec![file],
            names: BTreeMap::new(),
            uses: Vec::new(),
            incomplete: file.header.is_none(),
            subject: None,
            span,
        });
    }

    fn add_tests(&mut self, file: &'a LawFile, law: &Path, by_name: &BTreeMap<String, usize>) {
        let home = by_name.get(&law.dotted()).copied();
        let home = home.and_then(|at| self.homes.get_mut(at)).filter(|home| home.law().is_some());
        match home {
            Some(home) => home.files.push(file),
            None => self.not_loaded(law, by_name, "law"),
        }
    }

    fn link(&mut self, at: usize, by_name: &BTreeMap<String, usize>) {
        let Some(home) = self.homes.get(at) else { return };
        let written: Vec<&'a Path> =
            home.files.iter().flat_map(|file| file.uses.iter().map(|used| &used.name)).collect();
        let mut places: BTreeMap<String, Span> = BTreeMap::new();
        for path in written {
            let dotted = path.dotted();
            if let Some(first) = places.insert(dotted.clone(), path.span) {
                self.report(Code::E0202, path.span, format!("`{dotted}` is used twice"))
                    .and(first, "the first time")
                    .help("take one of the two lines away");
                continue;
            }
            match by_name.get(&dotted) {
                Some(used) if *used == at => {
                    self.report(Code::E0203, path.span, format!("`{dotted}` uses itself"))
                        .help("take the line away: a file sees its own names");
                }
                Some(used) => {
                    if let Some(home) = self.homes.get_mut(at) {
                        home.uses.push(*used);
                    }
                }
                None => {
                    if let Some(home) = self.homes.get_mut(at) {
                        home.incomplete = true;
                    }
                    self.not_loaded(path, by_name, "law or vocabulary");
                }
            }
        }
    }

    fn not_loaded(&mut self, path: &Path, by_name: &BTreeMap<String, usize>, what: &str) {
        // A file whose header could not be read may be the one.
        if self.homes.iter().any(|home| home.name.is_empty()) {
            return;
        }
        let dotted = path.dotted();
        let near = self.near(&dotted, by_name.keys().map(String::as_str));
        let found =
            self.report(Code::E0204, path.span, format!("no loaded {what} is named `{dotted}`"));
        match near {
            Some(near) => found.help(format!("did you mean `{near}`?")).fix(
                format!("change it to `{near}`"),
                path.span,
                near,
            ),
            None => found.help("name its file or folder too, or put it below the project root"),
        };
    }
}

/// The first place of a file whose header could not be read.
fn start_of(file: &LawFile) -> Span {
    Span::new(file.source, 0, 0)
}
