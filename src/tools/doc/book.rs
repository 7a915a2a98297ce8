//! The whole rulebook: its chapters, and the index of every name.

use crate::ground::text::Sources;
use crate::language::law::Judged;
use crate::language::syntax::{Header, LawFile};
use crate::tools::doc::chapter::chapter;
use crate::tools::doc::source::Texts;
use crate::tools::doc::{Chapter, IndexEntry, Rulebook};
use crate::tools::names;

/// The rulebook of some files: a chapter for each law that was named, then one for each vocabulary,
/// named or used.
pub fn book(files: &[(LawFile, Judged)], sources: &Sources) -> Rulebook {
    let names = names::names(files);
    let mut told: Vec<&(LawFile, Judged)> =
        files.iter().filter(|(file, it)| is_told(file, *it)).collect();
    told.sort_by_cached_key(|(file, _)| (!is_law(file), file.name()));
    let texts = Texts::new(sources, &names, files, is_told);
    let chapters: Vec<Chapter> = told
        .into_iter()
        .filter_map(|(file, _)| {
            let name = file.name();
            let tests = files.iter().map(|(file, _)| file);
            let tests: Vec<&LawFile> = tests.filter(|it| tested(it) == name).collect();
            chapter(&texts, file, if name.is_some() { &tests } else { &[] })
        })
        .collect();
    let index = index(&chapters);
    Rulebook { title: title(&chapters), chapters, index }
}

/// Whether a file gets a chapter: what was named, and every vocabulary that it uses.
fn is_told(file: &LawFile, judged: Judged) -> bool {
    match (&file.header, judged) {
        (Some(Header::Law { .. }), Judged::Named) | (Some(Header::Vocabulary { .. }), _) => true,
        (Some(Header::Law { .. }), Judged::Found) | (Some(Header::Tests { .. }) | None, _) => false,
    }
}

fn is_law(file: &LawFile) -> bool {
    matches!(file.header, Some(Header::Law { .. }))
}

/// The law that a file of tests tests.
fn tested(file: &LawFile) -> Option<String> {
    match &file.header {
        Some(Header::Tests { law, .. }) => Some(law.dotted()),
        Some(Header::Law { .. } | Header::Vocabulary { .. }) | None => None,
    }
}

fn title(chapters: &[Chapter]) -> String {
    match chapters.iter().filter(|chapter| chapter.kind == "law").collect::<Vec<_>>().as_slice() {
        [only] => only.title.clone(),
        _ => "Rulebook".to_owned(),
    }
}

fn index(chapters: &[Chapter]) -> Vec<IndexEntry> {
    let mut entries = Vec::new();
    for chapter in chapters {
        let entry = |title: &str, name: &str, kind: &'static str, to: &str| IndexEntry {
            key: title.to_lowercase(),
            title: title.to_owned(),
            name: name.to_owned(),
            kind,
            of: chapter.name.clone(),
            to: to.to_owned(),
        };
        for section in &chapter.sections {
            if !section.name.is_empty() {
                entries.push(entry(&section.title, &section.name, section.kind, &section.anchor));
            }
            for row in section.rows() {
                let name = row.anchor.rsplit('.').next().unwrap_or_default();
                entries.push(entry(&row.title, name, part(section.kind), &row.anchor));
            }
        }
    }
    entries.sort();
    entries
}

/// What the rows of the tables of a declaration are.
fn part(kind: &str) -> &'static str {
    match kind {
        "facts" => "fact",
        "enum" => "value",
        "sanctions" => "step",
        _ => "field",
    }
}
