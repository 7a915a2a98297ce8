//! Completion on the shipped laws: where a word stands that could be asked for, it is offered once it is
//! taken away.

use crate::lsp_client::{Editor, capable};
use serde_json::{Value, json};
use solon::ground::diagnostic::Found;
use solon::ground::text::{Limits, Sources};
use solon::language::law::Judged;
use solon::language::syntax;
use solon::tools::names::names;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How many words are passed over between two that are tried: a number that fits no law's pattern.
const STRIDE: usize = 31;
/// Of 1,000 words tried at least so many are offered.
const FLOOR: usize = 995;

/// The places of a law's words, those apart at which a new name is given.
fn words(text: &str) -> Vec<(usize, &str)> {
    let (mut sources, mut found) = (Sources::new(), Found::new());
    let source = sources.add("a.law", text);
    let file = syntax::read(source, text, &Limits::default(), &mut found);
    assert!(!found.has_errors());
    let names = names(&[(file, Judged::Named)]);
    let new: BTreeSet<usize> = names
        .written
        .iter()
        .filter(|written| written.declares)
        .map(|written| written.span.start as usize)
        .collect();
    let mut words = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let inside = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let skipped = match rest.chars().next().unwrap() {
            '"' => 2 + rest[1..].find('"').unwrap(),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap(),
            letter if letter.is_ascii_digit() => {
                let inside = |letter: char| inside(letter) || "-.:/%".contains(letter);
                rest.find(|letter| !inside(letter)).unwrap()
            }
            letter if inside(letter) => {
                let end = rest.find(|letter| !inside(letter)).unwrap();
                // The name of a law is one name with its dots.
                let header = text[..at].lines().last().unwrap_or("");
                let header = ["law ", "vocabulary "].iter().any(|it| header.starts_with(it));
                if !new.contains(&at) && !header {
                    words.push((at, &rest[..end]));
                }
                end
            }
            letter => letter.len_utf8(),
        };
        at += skipped;
    }
    words
}

#[test]
fn a_word_that_is_taken_away_is_offered() {
    let folder = tempfile::tempdir().unwrap();
    let mut files: Vec<PathBuf> = Vec::new();
    copy(Path::new("policies"), folder.path(), &mut files);
    std::fs::write(folder.path().join("solon.toml"), "").unwrap();
    let mut editor = Editor::on(folder.path(), capable());
    let (mut tried, mut missing, mut passed) = (0, Vec::new(), 0);
    for path in files.iter().filter(|path| path.extension().is_some_and(|it| it == "law")) {
        let name = path.strip_prefix(folder.path()).unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(path).unwrap();
        editor.open_with(name, &text);
        for (at, word) in words(&text) {
            passed += 1;
            if passed % STRIDE != 0 {
                continue;
            }
            tried += 1;
            let without = format!("{}{}", &text[..at], &text[at + word.len()..]);
            editor.write(name, &without);
            let before = &text[..at];
            let line = before.matches('\n').count();
            let column = before.rsplit('\n').next().unwrap();
            let params = json!({
                "textDocument": { "uri": editor.uri(name) },
                "position": { "line": line, "character": column.encode_utf16().count() },
            });
            let answer = editor.request("textDocument/completion", params);
            let items = answer["items"].as_array().cloned().unwrap_or_default();
            let is_it = |item: &Value| {
                let label = item["label"].as_str().unwrap();
                [" ", "."].iter().any(|more| label.starts_with(&format!("{word}{more}")))
                    || label == word
            };
            if !items.iter().any(is_it) {
                missing.push(format!("{name}:{}: `{word}` behind `{column}`", line + 1));
            }
        }
        editor.close(name);
    }
    let share = (tried - missing.len()) * 1000 / tried;
    assert!(share >= FLOOR, "{share} of 1000: {missing:#?}");
    assert!(tried > 300, "{tried} words were tried");
}

fn copy(from: &Path, to: &Path, files: &mut Vec<PathBuf>) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to, files);
        } else {
            std::fs::copy(&path, &to).unwrap();
            files.push(to);
        }
    }
    files.sort();
}
