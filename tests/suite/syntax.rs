//! From text to tree: what parses, what does not and how it is told.

use solon::ground::diagnostic::{Diagnostic, Found};
use solon::ground::text::{Limits, Sources};
use solon::language::syntax::{LawFile, read};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn reading(text: &str) -> (LawFile, Found, Sources) {
    let mut sources = Sources::new();
    let source = sources.add("law", text);
    let mut found = Found::new();
    let file = read(source, text, &Limits::default(), &mut found);
    (file, found, sources)
}

/// Every law below a folder whose name begins with `prefix`, in order.
fn laws(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    let mut laws = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            laws.extend(laws_below(&path, prefix));
        } else if path.extension().is_some_and(|end| end == "law")
            && path.file_name().unwrap().to_str().unwrap().starts_with(prefix)
        {
            laws.push(path);
        }
    }
    laws.sort();
    laws
}

fn laws_below(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    laws(folder, prefix)
}

/// One diagnostic as a reader sees it, without frames: place, message, labels, help and edit.
fn told(sources: &Sources, one: &Diagnostic) -> String {
    let mut out = String::new();
    let place = |span| {
        let at = sources.position(span);
        format!("{}:{}", at.line, at.column)
    };
    let span = one.span.unwrap();
    let words = sources.words(span);
    writeln!(out, "{} {} {} `{words}`", one.code.name(), place(span), one.message).unwrap();
    if let Some(label) = &one.label {
        writeln!(out, "  here: {label}").unwrap();
    }
    for label in &one.labels {
        writeln!(out, "  {}: {}", place(label.span), label.text).unwrap();
    }
    if let Some(help) = &one.help {
        writeln!(out, "  help: {help}").unwrap();
    }
    if let Some(fix) = &one.fix {
        for (span, words) in &fix.edits {
            let old = sources.words(*span);
            writeln!(out, "  fix: {} at {}: `{old}` to `{words}`", fix.title, place(*span))
                .unwrap();
        }
    }
    out
}

fn all_told(sources: &Sources, found: &Found) -> String {
    found.diagnostics.iter().map(|one| told(sources, one)).collect()
}

#[test]
fn what_is_written_well_parses() {
    let mut paths = laws(Path::new("tests/language"), "accepts");
    paths.extend(laws(Path::new("tests/language/examples"), ""));
    assert!(paths.len() >= 3);
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let (file, found, sources) = reading(&text);
        assert_eq!(all_told(&sources, &found), "", "{}", path.display());
        assert!(file.header.is_some());
    }
}

/// One snapshot of all that is told of badly written laws, so that the sentences can be compared.
#[test]
fn what_is_written_badly_is_told() {
    let mut out = String::new();
    for path in laws(Path::new("tests/language"), "rejects") {
        let text = fs::read_to_string(&path).unwrap();
        let (_, found, sources) = reading(&text);
        let name = path.strip_prefix("tests/language").unwrap();
        writeln!(out, "## {}", name.display()).unwrap();
        writeln!(out, "{}", all_told(&sources, &found)).unwrap();
        assert!(found.has_errors(), "{}", path.display());
    }
    insta::assert_snapshot!("rejected", out);
}
