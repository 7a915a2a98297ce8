//! The formatter: one layout, no comment lost, no meaning changed.

use crate::tidy;
use solon::ground::diagnostic::Found;
use solon::ground::text::{Limits, Sources};
use solon::language::format;
use solon::language::syntax::{self, LawFile};
use std::fs;
use std::path::PathBuf;

/// Every law of the repository that is read without errors.
fn laws() -> Vec<(PathBuf, String)> {
    let mut laws = Vec::new();
    for folder in ["policies", "tests/layout"] {
        for path in tidy::files(folder, "law") {
            let text = fs::read_to_string(&path).unwrap();
            laws.push((path, text));
        }
    }
    assert!(laws.len() >= 5, "too few laws were found");
    laws
}

/// The tree of a text, or what is wrong with it.
pub fn read(text: &str) -> Result<LawFile, String> {
    let mut sources = Sources::new();
    let id = sources.add("a.law", text);
    let mut found = Found::new();
    let file = syntax::read(id, text, &Limits::default(), &mut found);
    match found.has_errors() {
        true => Err(found.diagnostics.iter().map(|found| format!("{}\n", found.message)).collect()),
        false => Ok(file),
    }
}

/// The canonical layout of a text.
fn written(text: &str) -> String {
    let file = read(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    format::write(&file, text)
}

/// A tree without its places, so that two layouts of one law are equal.
fn tree(text: &str) -> String {
    let file = read(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let parts = (&file.header, &file.uses, &file.declarations);
    without_places(&format!("{parts:?}"))
}

/// Takes every `Span { … }` out of the text of a tree.
fn without_places(tree: &str) -> String {
    let mut out = String::new();
    let mut rest = tree;
    while let Some((before, place)) = rest.split_once("Span {") {
        out.push_str(before);
        rest = place.split_once('}').unwrap().1;
    }
    out + rest
}

/// The comments of a text, in order.
fn comments(text: &str) -> Vec<String> {
    let file = read(text).unwrap();
    file.comments.iter().map(|comment| text[comment.span.range()].trim_end().to_string()).collect()
}

/// What must hold of any text that is read without errors.
pub fn holds(text: &str) -> String {
    let once = written(text);
    assert_eq!(tree(text), tree(&once), "the meaning changed:\n{text}\n-- became --\n{once}");
    assert_eq!(comments(text), comments(&once), "comments changed:\n{text}\n-- became --\n{once}");
    let twice = written(&once);
    assert_eq!(once, twice, "not stable:\n{text}");
    once
}

#[test]
fn every_law_keeps_its_meaning_and_its_comments() {
    for (_, text) in laws() {
        let once = holds(&text);
        for line in once.lines() {
            assert_eq!(line, line.trim_end(), "a line ends with blanks");
        }
        assert!(!once.contains("\n\n\n"), "two empty lines");
        assert!(once.ends_with('\n') && !once.ends_with("\n\n"), "one line break at the end");
    }
}

#[test]
fn every_law_says_the_same_on_one_line_and_on_a_thousand() {
    for (_, text) in laws() {
        let words = words(&text);
        let tall = words.join("\n");
        assert_eq!(
            without_blank_lines(&holds(&tall)),
            without_blank_lines(&written(&flat(&words)))
        );
    }
}

#[test]
fn a_comment_between_any_two_words_stays_between_them() {
    // The tests of the laws hold nothing that the others do not.
    for (path, text) in laws().into_iter().filter(|(path, _)| !path.ends_with("tests.law")) {
        let words = words(&text);
        for style in [" // why\n", "\n// why\n", "\n\n// why\n\n"] {
            // One comment in each place, a dozen places at a time, so that they meet as well.
            for offset in 0..4 {
                let mut commented = String::new();
                for (at, word) in words.iter().enumerate() {
                    commented.push_str(word);
                    let ends = if word.starts_with("//") { "\n" } else { " " };
                    commented.push_str(if at % 4 == offset && ends == " " { style } else { ends });
                }
                if let Err(error) = read(&commented) {
                    panic!("{}: {error}", path.display());
                }
                holds(&commented);
            }
        }
    }
}

/// The words of a law: strings, names, numbers with their units, marks; comments are words too.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let width = match rest.as_bytes()[0] {
            b'"' => rest[1..].find('"').unwrap() + 2,
            b'/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            b if b.is_ascii_digit() => number(rest),
            b if b.is_ascii_alphabetic() => name(rest),
            _ if ["!=", "<=", ">=", "->"].iter().any(|mark| rest.starts_with(mark)) => 2,
            _ => 1,
        };
        words.push(rest[..width].to_string());
        rest = rest[width..].trim_start();
    }
    words
}

/// A number with the words that belong to it: `20 million EUR`, `10 working days`.
fn number(rest: &str) -> usize {
    let part = |c: char| c.is_ascii_alphanumeric() || "_.%/-:".contains(c);
    let mut width = rest.find(|c| !part(c)).unwrap_or(rest.len());
    width = rest[..width].trim_end_matches([':', '.']).len();
    const UNITS: &[&str] = &[
        "thousand", "million", "billion", "trillion", "working", "year", "years", "quarter",
        "quarters", "month", "months", "week", "weeks", "day", "days", "hour", "hours",
    ];
    loop {
        let next = rest[width..].trim_start();
        let word = &next[..name(next)];
        let currency = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        if !currency && !UNITS.contains(&word) {
            return width;
        }
        width = rest.len() - next.len() + word.len();
        if currency {
            return width;
        }
    }
}

/// A name with its dots.
fn name(rest: &str) -> usize {
    rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len())
}

/// Words on as few lines as comments allow.
fn flat(words: &[String]) -> String {
    let line = |word: &String| match word.starts_with("//") {
        true => format!("\n{word}\n"),
        false => format!("{word} "),
    };
    words.iter().map(line).collect()
}

fn without_blank_lines(text: &str) -> String {
    text.replace("\n\n", "\n")
}
