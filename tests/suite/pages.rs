//! The examples of the pages of the language and of the guide: checked, laid out, and their tests run.
//!
//! A block of kind `law` that begins with a header begins a file; one without goes on with the file
//! before, so that a page can tell a law piece by piece. Each law is read with the vocabularies of
//! its page, and with the other laws of the page that it names. `law E0511` is a law that gives exactly this code; `yaml` a sheet for the law before.

use crate::check::{checked, codes};
use crate::tidy::files;
use solon::facts;
use solon::ground::diagnostic::{Found, Severity};
use solon::ground::text::{Limits, Sources};
use solon::language::law::Laws;
use solon::tools::testing::{self, End};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A file told by the blocks of a page.
#[derive(Debug, Default)]
struct Told {
    text: String,
    /// The code that it gives, where it is an example of what is wrong.
    wrong: Option<String>,
    /// Sheets that belong to it.
    sheets: Vec<String>,
}

/// The blocks of a page as files.
fn told(page: &str) -> Vec<Told> {
    let mut files: Vec<Told> = Vec::new();
    for block in page.split("\n```").skip(1).step_by(2) {
        let (kind, text) = block.split_once('\n').unwrap_or((block, ""));
        let mut words = kind.split_whitespace();
        match words.next() {
            Some("law") => {
                let wrong = words.next().map(str::to_owned);
                let header = ["law ", "vocabulary ", "tests for "];
                let begins = text
                    .lines()
                    .find(|line| !line.is_empty() && !line.starts_with("//"))
                    .is_some_and(|line| header.iter().any(|word| line.starts_with(word)));
                match files.last_mut().filter(|_| !begins) {
                    Some(last) if wrong.is_none() => last.text += &format!("\n{text}\n"),
                    // What is wrong stays out of the law that goes on behind it.
                    Some(last) => {
                        let text = format!("{}\n{text}\n", last.text);
                        let at = files.len() - 1;
                        files.insert(at, Told { text, wrong, sheets: Vec::new() });
                    }
                    None => files.push(Told { text: format!("{text}\n"), wrong, sheets: vec![] }),
                }
            }
            Some("yaml") => {
                let last = files.last_mut().expect("a sheet has a law before it");
                last.sheets.push(text.to_owned());
            }
            _ => {}
        }
    }
    files
}

/// The name of the vocabulary that a file is.
fn vocabulary(text: &str) -> Option<&str> {
    let header = text.lines().find(|line| line.starts_with("vocabulary "))?;
    header.split_whitespace().nth(1)
}

/// The name of the law that a file is.
fn law_name(text: &str) -> Option<&str> {
    let header = text.lines().find(|line| line.starts_with("law "))?;
    header.split_whitespace().nth(1)
}

fn pages() -> Vec<PathBuf> {
    let folders = ["docs/language", "docs/guide"];
    folders.iter().flat_map(|folder| files(folder, "md")).collect()
}

#[test]
fn every_example_of_the_pages_is_true() {
    let platforms = std::fs::read_to_string("policies/platforms.law").unwrap();
    let (mut laws, mut tests) = (0, 0);
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        let files = told(&text);
        let mut shared: Vec<(&str, &str)> =
            files.iter().filter_map(|it| Some((vocabulary(&it.text)?, &*it.text))).collect();
        if !shared.iter().any(|(name, _)| *name == "platforms") {
            shared.push(("platforms", &platforms));
        }
        for file in files.iter().filter(|it| vocabulary(&it.text).is_none()) {
            let mut read: Vec<(&str, &str)> = vec![("example.law", &file.text)];
            let uses = |name: &str| file.text.contains(&format!("use {name}"));
            let used = shared.iter().filter(|(name, _)| uses(name));
            read.extend(used.map(|(_, text)| ("shared.law", *text)));
            let others = files.iter().filter(|it| it.wrong.is_none() && it.text != file.text);
            for other in others {
                let Some(name) = law_name(&other.text) else { continue };
                if file.text.contains(&format!("{name}.")) {
                    read.push(("other.law", &other.text));
                }
            }
            let place = format!("{}:\n{}", page.display(), file.text);
            let (checked, _, found) = checked(&read);
            match &file.wrong {
                Some(code) => assert_eq!(codes(&errors(found)), [code.as_str()], "{place}"),
                None => {
                    assert_eq!(codes(&errors(found)), [""; 0], "{place}");
                    tests += passes(&checked.laws, &place);
                    laws += 1;
                    file.sheets.iter().for_each(|sheet| loads(&checked.laws, sheet, &place));
                }
            }
        }
    }
    assert!(laws >= MOST_LAWS && tests >= MOST_TESTS, "{laws} laws, {tests} tests");
}

/// So many laws and tests stand on the pages at least.
const MOST_LAWS: usize = 24;
const MOST_TESTS: usize = 150;

/// What is wrong; an example may leave a name unused.
fn errors(mut found: Found) -> Found {
    found.diagnostics.retain(|it| it.code.severity() == Severity::Error);
    found
}

/// Runs the tests of a law; all pass.
fn passes(laws: &Laws, place: &str) -> usize {
    let results = testing::run(laws, &mut |_, _, _| None);
    for test in &results.tests {
        let name = &laws.tests[test.test].name;
        assert_eq!(test.end, End::Passed, "`{name}` of {place}");
    }
    assert_eq!(results.failures(), 0, "{place}");
    results.tests.len()
}

/// Loads a sheet without any problem.
fn loads(laws: &Laws, sheet: &str, place: &str) {
    let mut sources = Sources::new();
    let mut found = Found::new();
    let source = sources.add("sheet.yaml", sheet);
    let elsewhere = BTreeSet::new();
    let limits = Limits::default();
    let sheet = facts::load(laws, &elsewhere, &sources, source, &limits, &mut found);
    assert!(sheet.is_some() && found.diagnostics.is_empty(), "{found:#?}\n{place}");
}
