//! The extension for VS Code, as far as it is seen without node: its words, its snippets, what it
//! declares, and where its packages come from. The rest is tested by `editors/test.sh`.

use crate::lsp_client::Editor;
use crate::lsp_symbols::colours;
use crate::tidy::files;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const FOLDER: &str = "editors/vscode";

fn read(name: &str) -> String {
    let path = Path::new(FOLDER).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json(name: &str) -> Value {
    serde_json::from_str(&read(name)).unwrap()
}

/// The words that the grammar of the language names, but those that are told by their first letter.
fn words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for file in files("grammar", "pest") {
        let text = fs::read_to_string(&file).unwrap();
        let (before, free) = text.split_once("\nfree = _{").unwrap_or((&text, ""));
        let behind = free.split_once("\n}").map_or("", |(_, behind)| behind);
        for part in [before, behind] {
            let quoted = part.split('"').skip(1).step_by(2);
            let word = |it: &&str| {
                it.len() > 1 && it.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            };
            words.extend(quoted.filter(word).map(str::to_owned));
        }
    }
    words
}

#[test]
fn the_colours_know_every_word_of_the_language() {
    let words = words();
    assert!(words.len() > 130, "{} words", words.len());
    let colours = read("syntaxes/solon.tmLanguage.json");
    // A word stands in a pattern between marks; `\b` before one is a mark as well.
    let colours = colours.replace("\\\\b", " ").replace("\\\\s", " ").replace("s?)", " ");
    let known: BTreeSet<&str> =
        colours.split(|it: char| !it.is_ascii_lowercase() && it != '_').collect();
    let unknown: Vec<&String> = words.iter().filter(|it| !known.contains(it.as_str())).collect();
    assert_eq!(unknown, Vec::<&String>::new());
}

#[test]
fn the_server_colours_every_word_of_the_language_as_one() {
    // No law and a mark behind each, so that no word is a name in it.
    let text: String = words().iter().map(|word| format!("{word} |\n")).collect();
    let mut editor = Editor::with(&[("a.law", &text)]);
    let rows = colours(&mut editor, "a.law", &text, None);
    assert_eq!(rows.len(), words().len());
    let names: Vec<&String> =
        rows.iter().filter(|row| !row.ends_with(" keyword") && !row.ends_with(" type")).collect();
    assert_eq!(names, Vec::<&String>::new());
}

#[test]
fn every_declaration_has_a_snippet() {
    let grammar = fs::read_to_string("grammar/file.pest").unwrap();
    let (_, rule) = grammar.split_once("\ndeclaration = {").unwrap();
    let (rule, _) = rule.split_once('}').unwrap();
    let constructs: Vec<&str> = rule.split('|').map(str::trim).collect();
    assert!(constructs.contains(&"duty"), "{constructs:?}");
    let snippets = json("snippets/solon.json");
    let prefixes: BTreeSet<&str> =
        snippets.as_object().unwrap().values().map(|it| it["prefix"].as_str().unwrap()).collect();
    for construct in constructs {
        let word = match construct {
            "enumeration" => "enum",
            "assertion" => "assert",
            same => same,
        };
        assert!(prefixes.contains(word), "{word} has no snippet");
    }
}

#[test]
fn what_the_extension_declares_is_there() {
    let manifest = json("package.json");
    let contributes = &manifest["contributes"];
    let language = &contributes["languages"][0];
    assert_eq!(language["extensions"], serde_json::json!([".law"]));
    let named = [
        &manifest["icon"],
        &language["configuration"],
        &language["icon"]["light"],
        &language["icon"]["dark"],
        &contributes["grammars"][0]["path"],
        &contributes["snippets"][0]["path"],
    ];
    for file in named {
        let file = Path::new(FOLDER).join(file.as_str().unwrap());
        assert!(file.exists(), "{} is not there", file.display());
    }
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn packages_come_from_one_registry() {
    let lock = json("package-lock.json");
    let packages = lock["packages"].as_object().unwrap();
    assert!(packages.len() > 10);
    for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
        let from = package["resolved"].as_str().unwrap_or("nowhere");
        assert!(from.starts_with("https://registry.npmjs.org/"), "{name} comes from {from}");
        assert!(package["integrity"].is_string(), "{name} has no sum");
    }
}

#[test]
fn the_notes_for_other_editors_are_well_formed() {
    let guide = fs::read_to_string("docs/guide/editor.md").unwrap();
    let blocks = guide.split("\n```toml\n").skip(1);
    let blocks: Vec<&str> = blocks.map(|block| block.split("\n```").next().unwrap()).collect();
    for block in &blocks {
        toml::de::DeTable::parse(block).unwrap_or_else(|error| panic!("{error}\n{block}"));
    }
    let helix = blocks.iter().find(|it| it.contains("[language-server.solon]")).unwrap();
    assert!(helix.contains("file-types = [\"law\"]"), "{helix}");
    for language in ["lua", "elisp", "rust"] {
        assert!(guide.contains(&format!("\n```{language}\n")), "no block of {language}");
    }
}
