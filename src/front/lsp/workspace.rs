//! All that the server knows: the open documents, the folders, and what is understood of them. Every
//! request is answered from here.

use crate::front::files::{self, Kind};
use crate::front::lsp::advice;
use crate::front::lsp::analysis::{Analysis, Scope};
use crate::front::lsp::chosen::Chosen;
use crate::front::lsp::client::Client;
use crate::front::lsp::documents::Documents;
use crate::front::lsp::judged::Judged;
use crate::front::lsp::look_back;
use crate::front::lsp::outbox::{Said, Weight};
use crate::front::lsp::position::Columns;
use crate::front::lsp::sheets;
use crate::front::lsp::texts::{Disk, Texts};
use crate::front::lsp::uri;
use crate::front::project;
use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::ground::text::{Limits, Source, Span};
use crate::language::syntax::LawFile;
use gen_lsp_types::{Location, Range, Uri};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The state of the server.
#[derive(Debug, Default)]
pub struct Workspace {
    /// What the client can do, and how it counts columns.
    pub client: Client,
    /// What is open.
    pub documents: Documents,
    /// What is understood, by what is checked together.
    pub analyses: BTreeMap<Scope, Analysis>,
    /// What to see laws by.
    pub chosen: Chosen,
    /// What follows from it.
    pub judged: Judged,
    /// What is to be said when the message at hand is answered.
    pub outbox: Vec<Said>,
    disk: Disk,
    /// The projects in which git took too long.
    given_up: BTreeSet<PathBuf>,
    limits: Limits,
    /// Whether a text may have changed since the last refresh.
    stale: bool,
    /// Whether something has changed that nobody has taken note of.
    news: bool,
}

/// A file together with the analysis that it belongs to: what most requests are about.
#[derive(Clone, Copy, Debug)]
pub struct Here<'a> {
    /// What is understood of its project.
    pub analysis: &'a Analysis,
    /// Its text.
    pub source: Id<Source>,
}

impl<'a> Here<'a> {
    /// The text.
    pub fn text(&self) -> &'a str {
        &self.analysis.sources.source(self.source).text
    }

    /// The law as it is written, what could be read of it.
    pub fn file(&self) -> Option<&'a LawFile> {
        self.analysis.file(self.analysis.path(self.source)?)
    }

    /// The law as it is written, where all of it could be read.
    pub fn readable(&self) -> Option<&'a LawFile> {
        self.file().filter(|_| self.analysis.reads(self.source))
    }
}

impl Workspace {
    /// A workspace of a client, with the options that it was begun with.
    pub fn new(client: Client, options: Option<&Value>, limits: Limits) -> Self {
        let mut on = Self { client, limits, stale: true, ..Self::default() };
        on.choose(options);
        on.outbox.retain(|said| matches!(said, Said::Told(..)));
        on
    }

    /// How large texts may be.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Takes over what was chosen to see laws by.
    pub fn choose(&mut self, options: Option<&Value>) {
        let (chosen, wrong) = Chosen::of(options);
        if let Some(day) = wrong {
            let words = format!("solon: `{day}` is no day: a day is written YYYY-MM-DD");
            self.outbox.push(Said::shown(Weight::Warning, &words));
        }
        if chosen == self.chosen {
            return;
        }
        if chosen.on != self.chosen.on {
            self.analyses.values_mut().for_each(Analysis::doubt_advice);
            self.news = true;
        }
        self.chosen = chosen;
        self.stale = true;
        self.ask_again();
    }

    /// Has the client ask again for what it shows in between the lines.
    pub fn ask_again(&mut self) {
        if self.client.refreshes_hints {
            self.outbox.push(Said::Asked("workspace/inlayHint/refresh", Value::Null));
        }
        if self.client.refreshes_lenses {
            self.outbox.push(Said::Asked("workspace/codeLens/refresh", Value::Null));
        }
    }

    /// The scope of an analysis, and the folder that its paths are relative to.
    pub fn scope_of(&self, analysis: &Analysis) -> Option<(&Scope, &Path)> {
        let (scope, _) = self.analyses.iter().find(|(_, it)| std::ptr::eq(*it, analysis))?;
        Some(match scope {
            Scope::Project(root) => (scope, root),
            Scope::Alone(path) => (scope, path.parent()?),
        })
    }

    /// How many problems of a file are shown.
    pub fn most_shown(&self) -> usize {
        self.limits.shown
    }

    /// A document has been opened, changed or closed.
    pub fn touch(&mut self) {
        self.stale = true;
    }

    /// Something on disk may have changed.
    pub fn doubt_disk(&mut self) {
        self.disk.doubt();
        self.stale = true;
    }

    /// Understands what has changed since the last time, and says whether anything has since the
    /// last time that somebody asked: an answer in between changes nothing about that.
    pub fn news(&mut self) -> bool {
        self.refresh();
        self.advise();
        std::mem::take(&mut self.news)
    }

    /// Understands what has changed since the last time.
    pub fn refresh(&mut self) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        let scopes = self.scopes();
        let mut changed = false;
        self.analyses.retain(|scope, _| {
            let kept = scopes.contains(scope);
            changed |= !kept;
            kept
        });
        let Self { documents, disk, limits, analyses, client, chosen, .. } = self;
        let folders = &client.folders;
        let mut texts = Texts { documents, disk, folders, chosen, limits: *limits };
        for scope in scopes {
            let analysis = analyses.entry(scope.clone()).or_default();
            changed |= analysis.refresh(&scope, &mut texts);
            sheets::read_open(analysis, |path| documents.at(path).is_some(), limits);
        }
        self.news |= changed;
    }

    /// Reads one sheet that is not yet read against the laws as they are, and gives its path with the
    /// scope of its project.
    pub fn read_sheet(&mut self) -> Option<(Scope, PathBuf)> {
        let Self { documents, analyses, limits, .. } = self;
        let open = |path: &Path| documents.at(path).is_some();
        analyses.iter_mut().find_map(|(scope, analysis)| {
            Some((scope.clone(), sheets::read_next(analysis, open, limits)?))
        })
    }

    /// Looks for advice on all laws that hold, where nobody has.
    pub fn advise(&mut self) {
        let Self { analyses, limits, chosen, .. } = self;
        for analysis in analyses.values_mut().filter(|analysis| analysis.wants_advice()) {
            advice::look(analysis, chosen.on, limits);
        }
    }

    /// Reads the last commit of the project that an address belongs to.
    pub fn look_back(&mut self, uri: &Uri) {
        let path = uri::path(uri);
        let Self { analyses, limits, given_up, .. } = self;
        let mut above = path.ancestors().map(|root| Scope::Project(root.to_owned()));
        let scope = above.find(|scope| analyses.contains_key(scope));
        if let Some(Scope::Project(root)) = scope.filter(|_| path.is_absolute())
            && !given_up.contains(&root)
            && let Some(analysis) = analyses.get_mut(&Scope::Project(root.clone()))
            && look_back::look_back(analysis, &root, limits).is_err()
        {
            given_up.insert(root);
        }
    }

    /// What is to be understood: every project that a folder of the client or an open document
    /// belongs to, and every open law that belongs to none.
    fn scopes(&mut self) -> BTreeSet<Scope> {
        let mut scopes = BTreeSet::new();
        for folder in &self.client.folders {
            // A folder of several projects has each read when one of its files is opened.
            scopes.extend(self.disk.project(&folder.join("solon.toml")).map(Scope::Project));
        }
        for (path, document) in self.documents.rows() {
            scopes.extend(match self.disk.project(path) {
                Some(root) => Some(Scope::Project(root)),
                None => {
                    // A buffer that was never saved is a law where the client says so.
                    let unsaved = !path.is_absolute() && document.is_law;
                    let is_law = unsaved || Kind::Law.fits(path);
                    is_law.then(|| Scope::Alone(path.clone()))
                }
            });
        }
        scopes
    }

    /// The law or sheet at an address, with what is understood of its project.
    pub fn here(&self, uri: &Uri) -> Option<Here<'_>> {
        let path = uri::path(uri);
        let mut above = path.ancestors().map(|root| Scope::Project(root.to_owned()));
        let alone = self.analyses.get(&Scope::Alone(path.clone()));
        let analysis = alone.or_else(|| above.find_map(|scope| self.analyses.get(&scope)))?;
        Some(Here { analysis, source: analysis.at(&path)? })
    }

    /// Whether a law stands alone in the analysis while other laws lie below its root.
    pub fn has_neighbours(&self, here: Here<'_>) -> bool {
        let Some(path) = here.analysis.path(here.source) else { return false };
        let Some((Scope::Alone(alone), _)) = self.scope_of(here.analysis) else { return false };
        let root = project::root(alone);
        let below = || files::walk(&root, &root, Kind::Law, &mut Found::new());
        path.is_absolute() && below().iter().any(|input| input.path != *alone)
    }

    /// The columns of a text, as this client counts them.
    pub fn columns(&self, text: &str) -> Columns {
        Columns::of(text, self.client.encoding)
    }

    /// Where a place is, as the client names it.
    pub fn location(&self, analysis: &Analysis, span: Span) -> Option<Location> {
        self.locating(analysis).location(span)
    }

    /// To find many places of an analysis, each text indexed once.
    pub fn locating<'a>(&'a self, analysis: &'a Analysis) -> Locating<'a> {
        Locating { workspace: self, analysis, columns: BTreeMap::new() }
    }
}

/// Where places are, as the client names them.
#[derive(Debug)]
pub struct Locating<'a> {
    workspace: &'a Workspace,
    analysis: &'a Analysis,
    columns: BTreeMap<Id<Source>, Columns>,
}

impl Locating<'_> {
    /// The range of a place in its text.
    pub fn range(&mut self, span: Span) -> Range {
        let (workspace, analysis) = (self.workspace, self.analysis);
        let columns = self.columns.entry(span.source);
        let columns = columns
            .or_insert_with(|| workspace.columns(&analysis.sources.source(span.source).text));
        columns.range(span.range())
    }

    /// A place with the address of its text.
    pub fn location(&mut self, span: Span) -> Option<Location> {
        let uri = self.workspace.documents.uri(self.analysis.path(span.source)?);
        Some(Location { uri, range: self.range(span) })
    }
}
