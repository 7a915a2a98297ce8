//! Completion on the shipped laws: where a word stands that could be asked for, it is offered once it is
//! taken away.

use crate::lsp_client::{Editor, capable};
use serde_json::{Value, json};
use solon::ground::diagnostic::Found;
use solon::ground::text::{Limits, Sources};
use solon::language::check::check;
use solon::language::law::Judged;
use solon::language::syntax;
use solon::tools::names::names;
use solon::tools::names::sheet::sheet;
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

/// An editor with a copy of the shipped laws, and the paths of their files.
struct Shelf {
    editor: Editor,
    folder: tempfile::TempDir,
    files: Vec<PathBuf>,
}

impl Shelf {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut files = Vec::new();
        copy(Path::new("policies"), folder.path(), &mut files);
        std::fs::write(folder.path().join("solon.toml"), "").unwrap();
        let editor = Editor::on(folder.path(), capable());
        Self { editor, folder, files }
    }

    /// The files of an ending, each by its name in the project with its text.
    fn files(&self, ending: &str) -> Vec<(String, String)> {
        let files =
            self.files.iter().filter(|path| path.extension().is_some_and(|it| it == ending));
        let name = |path: &Path| {
            path.strip_prefix(self.folder.path()).unwrap().to_str().unwrap().to_owned()
        };
        files.map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
    }

    /// Whether a word is offered at its place once it is taken away; else where that was.
    fn offered(&mut self, name: &str, text: &str, at: usize, word: &str) -> Result<(), String> {
        let without = format!("{}{}", &text[..at], &text[at + word.len()..]);
        self.editor.write(name, &without);
        let before = &text[..at];
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap();
        let params = json!({
            "textDocument": { "uri": self.editor.uri(name) },
            "position": { "line": line, "character": column.encode_utf16().count() },
        });
        let answer = self.editor.request("textDocument/completion", params);
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        // Words that belong together come together, and the names of laws with their dots.
        let begins = [" ", "."].map(|behind| format!("{word}{behind}"));
        let is_it = |item: &Value| {
            let label = item["label"].as_str().unwrap();
            label == word || begins.iter().any(|begin| label.starts_with(begin))
        };
        match items.iter().any(is_it) {
            true => Ok(()),
            false => Err(format!("{name}:{}: `{word}` behind `{column}`", line + 1)),
        }
    }
}

/// Asserts that of the words tried almost all were offered.
#[track_caller]
fn almost_all(tried: &[Result<(), String>], least: usize) {
    let missing: Vec<&String> = tried.iter().filter_map(|it| it.as_ref().err()).collect();
    assert!(tried.len() >= least, "{} words were tried", tried.len());
    let share = (tried.len() - missing.len()) * 1000 / tried.len();
    assert!(share >= FLOOR, "{share} of 1000: {missing:#?}");
}

#[test]
fn a_word_of_a_law_that_is_taken_away_is_offered() {
    let mut shelf = Shelf::new();
    let (mut tried, mut passed) = (Vec::new(), 0);
    for (name, text) in shelf.files("law") {
        shelf.editor.open_with(&name, &text);
        for (at, word) in words(&text) {
            passed += 1;
            if passed % STRIDE == 0 {
                tried.push(shelf.offered(&name, &text, at, word));
            }
        }
        shelf.editor.close(&name);
    }
    almost_all(&tried, 300);
}

#[test]
fn a_key_or_value_of_a_sheet_that_is_taken_away_is_offered() {
    let mut shelf = Shelf::new();
    let (mut sources, mut found, limits) = (Sources::new(), Found::new(), Limits::default());
    let mut files = Vec::new();
    for (name, text) in shelf.files("law") {
        let source = sources.add(name, text.as_str());
        files.push((syntax::read(source, &text, &limits, &mut found), Judged::Named));
    }
    let laws = check(&files, &sources).laws;
    let names = names(&files);
    let (mut tried, mut passed) = (Vec::new(), 0);
    for (name, text) in shelf.files("yaml") {
        let source = sources.add(name.as_str(), text.as_str());
        let Some(found) = sheet(&names, &laws, sources.source(source), source) else { continue };
        shelf.editor.open_with(&name, &text);
        for written in found.written.iter().filter(|written| !written.quoted) {
            passed += 1;
            if passed % STRIDE == 0 {
                let range = written.span.range();
                tried.push(shelf.offered(&name, &text, range.start, &text[range]));
            }
        }
        shelf.editor.close(&name);
    }
    almost_all(&tried, 30);
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
