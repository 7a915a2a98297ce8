//! Looking back at the last commit: which provisions it does not have alike, and for whom that makes a
//! difference.

use crate::front::commit::{self, TooLong};
use crate::front::lsp::analysis::Analysis;
use crate::front::lsp::committed::{Changed, Committed};
use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::ground::text::{Limits, Source, Span};
use crate::ground::time::Date;
use crate::language::law::Judged;
use crate::language::syntax::{self, LawFile};
use crate::tools::compare::{self, BothSheets, Compared, Edition, Editions};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// More sheets are not tried each time that a law is shown.
pub const MOST_SHEETS: usize = 200;

/// Reads the last commit of the project in a folder, where it is another than the one that was read.
///
/// # Errors
///
/// Where git takes too long.
pub fn look_back(analysis: &mut Analysis, root: &Path, limits: &Limits) -> Result<(), TooLong> {
    let commit = commit::last(root)?;
    let kept = analysis.committed.as_ref().map(|it| it.commit.as_str());
    if commit.as_deref() != kept {
        analysis.committed = match commit {
            Some(commit) => read(analysis, root, commit, limits)?,
            None => None,
        };
        analysis.changed = OnceCell::new();
    }
    Ok(())
}

fn read(
    analysis: &mut Analysis,
    root: &Path,
    commit: String,
    limits: &Limits,
) -> Result<Option<Committed>, TooLong> {
    let laws = commit::laws(root, &commit, limits)?;
    let (mut found, mut texts) = (Found::new(), BTreeMap::new());
    let mut files: Vec<(LawFile, Judged)> = Vec::new();
    for law in laws.iter().flatten() {
        let text: Arc<str> = law.text.as_str().into();
        // A place of its own among the texts, at which no file lies.
        let source = analysis.source(&Path::new("HEAD:").join(&law.path), &text);
        files.push((syntax::read(source, &text, limits, &mut found), Judged::Named));
        texts.insert(root.join(&law.path), text);
    }
    let (edition, checked) = Edition::of(files, &analysis.sources);
    let holds = laws.is_some() && !found.has_errors() && !checked.has_errors();
    Ok(Some(Committed { commit, edition: holds.then_some(edition), texts }))
}

/// What differs between a commit that holds and laws that hold.
pub fn changed(analysis: &Analysis) -> Option<&Changed> {
    analysis.changed.get_or_init(|| compared(analysis)).as_ref()
}

fn compared(analysis: &Analysis) -> Option<Changed> {
    let committed = analysis.committed.as_ref()?;
    let old = committed.edition.as_ref().filter(|_| analysis.holds())?;
    // What is alike as a text is alike as a law: only the other files are looked into.
    let text = |file: &LawFile| &analysis.sources.source(file.source).text;
    let is_other = |file: &LawFile| {
        let path = analysis.path(file.source);
        path.and_then(|path| committed.texts.get(path)).is_none_or(|was| **was != **text(file))
    };
    let now = || analysis.files.iter().filter(|(file, _)| is_other(file));
    let same = analysis.files.iter().filter(|(file, _)| !is_other(file));
    let same: BTreeSet<&Arc<str>> = same.map(|(file, _)| text(file)).collect();
    let was = old.files.iter().filter(|(file, _)| !same.contains(text(file)));
    let amended = compare::amended(Editions {
        sources: &analysis.sources,
        limits: &Limits::default(),
        elsewhere: &BTreeSet::new(),
        old: &Edition { files: was.cloned().collect(), ..Edition::default() },
        new: &Edition { files: now().cloned().collect(), ..Edition::default() },
    });
    Some(Changed { amended, now: OnceCell::new() })
}

/// Where in a text something stands that the commit does not have alike, in order.
pub fn touched(analysis: &Analysis, source: Id<Source>) -> Vec<Span> {
    let (Some(changed), Some(committed)) = (changed(analysis), &analysis.committed) else {
        return Vec::new();
    };
    // One file is of one law or vocabulary.
    let here = || changed.amended.iter().filter(|it| it.new.is_some_and(|it| it.source == source));
    if !here().next().is_some_and(|it| committed.has(&it.called.home)) {
        return Vec::new();
    }
    let mut spans: Vec<Span> = here().filter_map(|it| it.new).collect();
    spans.sort();
    spans
}

/// The changes of the provision at a place, by their positions among all: a declaration that the commit
/// does not have alike, of a law or vocabulary that it has. The steps of a block belong to it.
pub fn changes(analysis: &Analysis, declaration: Span) -> Vec<usize> {
    let (Some(changed), Some(committed)) = (changed(analysis), &analysis.committed) else {
        return Vec::new();
    };
    let within = |span: Span| {
        let same = span.source == declaration.source;
        same && declaration.start <= span.start && span.end <= declaration.end
    };
    let rows = changed.amended.iter().enumerate();
    let here = rows.filter(|(_, it)| it.new.is_some_and(within) && committed.has(&it.called.home));
    here.map(|(at, _)| at).collect()
}

/// Compares everybody in the sheets of the project, those that can be read, and keeps of what differs what
/// some changes make. Nothing where there are more sheets than so many.
pub fn affected<T>(
    analysis: &Analysis,
    (changes, on): (&[usize], Date),
    (most, limits): (usize, &Limits),
    tell: impl FnOnce(Editions<'_>, &[BothSheets], Vec<Compared>) -> T,
) -> Option<T> {
    let changed = changed(analysis)?;
    let old = analysis.committed.as_ref()?.edition.as_ref()?;
    let new = changed
        .now
        .get_or_init(|| Edition { files: analysis.files.clone(), laws: analysis.laws.clone() });
    let (sources, elsewhere) = (&analysis.sources, BTreeSet::new());
    let editions = Editions { sources, limits, elsewhere: &elsewhere, old, new };
    if analysis.sheets.sources().count() > most {
        return None;
    }
    let mut sheets = Vec::new();
    for source in analysis.sheets.sources() {
        let mut found = Found::new();
        let both = compare::sheets(editions, &[source], &mut found);
        sheets.extend(both.into_iter().filter(|_| !found.has_errors()));
    }
    let compared = compare::affected(editions, &changed.amended, changes, &sheets, on);
    Some(tell(editions, &sheets, compared))
}
