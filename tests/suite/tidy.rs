//! The conventions of the house, kept by reading its files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Lines after which a file holds more than one thing.
const LONGEST_FILE: usize = 500;

/// A heavy crate is named in one room only, as if each room had its own `Cargo.toml`.
const HOMES: &[(&str, &[&str])] = &[
    ("pest", &["language::syntax"]),
    ("pest_derive", &["language::syntax"]),
    ("clap", &["front::cli"]),
    ("clap_complete", &["front::cli"]),
    ("clap_mangen", &["front::cli"]),
    ("dashu_int", &["ground::value"]),
    ("dashu_ratio", &["ground::value"]),
    ("jiff", &["ground::time", "front::cli"]),
    ("saphyr_parser", &["facts::yaml"]),
    ("toml", &["facts::toml"]),
    ("serde_json", &["facts::json", "tools::report", "tools::export", "front"]),
    ("schemars", &["tools::report"]),
    ("miette", &["front"]),
    ("anstream", &["front"]),
    ("blake3", &["tools::report", "front::batch"]),
    ("inquire", &["front::cli"]),
    ("notify", &["front::cli"]),
    ("notify_debouncer_full", &["front::cli"]),
    ("quick_junit", &["tools::report"]),
    ("minijinja", &["tools::doc"]),
    ("lsp_server", &["front::lsp"]),
    ("gen_lsp_types", &["front::lsp"]),
    ("similar", &["tools::testing", "front::lsp"]),
    ("arrow", &["engine::columnar"]),
    ("parquet", &["engine::columnar"]),
    ("csv", &["engine::columnar"]),
    ("flate2", &["engine::columnar"]),
    ("zstd", &["engine::columnar"]),
    ("indicatif", &["front::batch"]),
    ("signal_hook", &["front"]),
];

/// Words that no name says, beside those of the glossary's last column.
const FOREIGN_WORDS: &[&str] = &["ast", "visitor", "manager", "helper", "util"];

/// Names that say nothing of what is inside.
const NAMELESS: &[&str] =
    &["util", "utils", "helper", "helpers", "common", "misc", "manager", "data", "info", "base"];

#[test]
fn modules_look_up_only() {
    let order = reading_order();
    let mut wrong = Vec::new();
    for file in files("src", "rs") {
        let Some(user) = place(&order, &module_of(&file)) else { continue };
        for used in uses(&read(&file)) {
            let Some(found) = place(&order, &used) else { continue };
            let own_floor = !order[found].contains("::") && order[user].starts_with(&order[found]);
            if found > user && !own_floor {
                wrong.push(format!("{}: {} may not use {used}", file.display(), order[user]));
            }
        }
    }
    nothing(wrong);
}

#[test]
fn one_use_stands_for_one_room() {
    let order = reading_order();
    let mut wrong = Vec::new();
    for file in files("src", "rs") {
        let text = read(&file);
        for used in text.split("use crate::").skip(1) {
            let Some((path, _)) = used.split_once(";") else { continue };
            let Some((floor, names)) = path.split_once("::{") else { continue };
            for name in names.split([',', '}']).map(str::trim) {
                let room = format!("{floor}::{}", name.split("::").next().unwrap_or(""));
                // Sheets are one room with several doors, and so is one's own floor.
                let one_room = floor == "facts" || module_of(&file).starts_with(floor);
                if order.contains(&room) && !one_room {
                    wrong.push(format!("{}: name {room} on a line of its own", file.display()));
                }
            }
        }
        for (at, line) in text.lines().enumerate() {
            if line.contains("super::super") || line.contains("use crate::{") {
                wrong.push(format!("{}:{}: name the room in full", file.display(), at + 1));
            }
        }
    }
    nothing(wrong);
}

#[test]
fn crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for file in files("src", "rs") {
        let module = module_of(&file);
        let code = code_lines(&read(&file));
        for (name, homes) in HOMES {
            let home = homes.iter().any(|home| {
                module == *home
                    || module.starts_with(&format!("{home}::"))
                    || module.starts_with(&format!("{home}_"))
            });
            // A room of ours may bear the name of the crate that it houses.
            let ours =
                uses(&code.join("\n")).iter().any(|used| used.ends_with(&format!("::{name}")));
            if !home && !ours && names_crate(&code, name) {
                wrong.push(format!("{} names {name}, which lives in {homes:?}", file.display()));
            }
        }
    }
    nothing(wrong);
}

#[test]
fn every_file_says_what_it_is() {
    let mut wrong = Vec::new();
    for file in files("src", "rs").into_iter().chain(files("tests", "rs")) {
        let text = read(&file);
        let first = text.lines().next().unwrap_or("");
        if !first.starts_with("//! ") {
            wrong.push(format!("{}: the first line does not say what it is", file.display()));
        }
        let lines = text.lines().count();
        if file.starts_with("src") && lines > LONGEST_FILE {
            wrong.push(format!("{}: {lines} lines, more than {LONGEST_FILE}", file.display()));
        }
        nameless(&file, &mut wrong);
    }
    let of_editors = files("editors/vscode/src", "ts").into_iter();
    for file in of_editors.chain(files("editors/vscode/test", "ts")) {
        let text = read(&file);
        let first = text.lines().next().unwrap_or("");
        if !first.starts_with("// ") {
            wrong.push(format!("{}: the first line does not say what it is", file.display()));
        }
        let lines = text.lines().count();
        if lines > LONGEST_FILE {
            wrong.push(format!("{}: {lines} lines, more than {LONGEST_FILE}", file.display()));
        }
        nameless(&file, &mut wrong);
    }
    nothing(wrong);
}

fn nameless(file: &Path, wrong: &mut Vec<String>) {
    let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
    if NAMELESS.contains(&stem.as_str()) {
        wrong.push(format!("{}: a thing without a name has no place yet", file.display()));
    }
}

/// Each `grammar/<construct>.pest` has its file in every room that it passes through.
#[test]
fn every_construct_has_its_row() {
    // A unit is a name and nothing else.
    const NOTHING_TO_CHECK: &[&str] = &["unit"];
    // These two grammars are no construct of their own.
    const SHARED: &[&str] = &["expression", "file"];
    let mut wrong = Vec::new();
    let grammar = files("grammar", "pest");
    assert!(!grammar.is_empty(), "there is no grammar");
    for file in grammar {
        let construct = file.file_stem().unwrap().to_string_lossy().into_owned();
        let shared = SHARED.contains(&construct.as_str());
        let mut rooms = vec!["syntax", "format"];
        if !shared {
            rooms.push("law");
            if !NOTHING_TO_CHECK.contains(&construct.as_str()) {
                rooms.push("check");
            }
        }
        for room in rooms {
            let base = Path::new("src/language").join(room);
            let found = base.join(format!("{construct}.rs")).exists()
                || base.join(&construct).join("mod.rs").exists();
            if !found {
                wrong.push(format!("{construct} has no {}/{construct}.rs", base.display()));
            }
        }
    }
    nothing(wrong);
}

#[test]
fn every_code_has_its_page() {
    let codes: BTreeSet<String> =
        solon::ground::diagnostic::Code::ALL.iter().map(|code| code.name().to_string()).collect();
    let pages: BTreeSet<String> = files("docs/errors", "md")
        .iter()
        .map(|page| page.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let mut wrong: Vec<String> = Vec::new();
    wrong.extend(codes.difference(&pages).map(|code| format!("docs/errors/{code}.md is missing")));
    wrong.extend(pages.difference(&codes).map(|page| format!("{page} is not a code")));
    nothing(wrong);
}

/// A row of the glossary.
struct Word {
    said: Vec<String>,
    in_code: Vec<String>,
    never: Vec<String>,
}

/// The rows of the glossary.
fn glossary() -> Vec<Word> {
    let page = read(Path::new("docs/glossary.md"));
    let rows = page.lines().filter(|line| line.starts_with("| ")).skip(1);
    let words = |cell: &str| {
        let words = cell.split(',').map(|word| word.trim().trim_matches('`').to_owned());
        words.filter(|word| !word.is_empty()).collect()
    };
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        let [said, _, in_code, never] = cells.as_slice() else { panic!("{row}") };
        Word { said: words(said), in_code: words(in_code), never: words(never) }
    })
    .collect()
}

/// The parts of a name: `DutyVerdict` and `duty_verdict` are duty and verdict.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for letter in name.chars() {
        if letter == '_' || letter.is_uppercase() {
            parts.push(String::new());
        }
        if letter != '_' {
            parts.last_mut().unwrap().extend(letter.to_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[test]
fn every_word_of_the_glossary_lives_in_the_code() {
    let code: String = files("src", "rs").iter().map(|file| read(file)).collect();
    let named: BTreeSet<&str> =
        code.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let glossary = glossary();
    assert!(glossary.len() > 40, "{} rows", glossary.len());
    let lost = glossary.iter().flat_map(|word| {
        let lost = word.in_code.iter().filter(|name| !named.contains(name.as_str()));
        lost.map(|name| format!("{}: no `{name}` in the code", word.said.join(", ")))
    });
    nothing(lost.collect());
}

#[test]
fn names_are_words_of_the_glossary() {
    let glossary = glossary();
    let own: Vec<&String> = glossary.iter().flat_map(|word| &word.said).collect();
    let never = glossary.iter().flat_map(|word| {
        let foreign = word.never.iter().filter(|foreign| !own.contains(foreign));
        foreign.map(|foreign| (foreign.as_str(), word.said.join(", ")))
    });
    let mut never: Vec<(&str, String)> = never.collect();
    never.extend(FOREIGN_WORDS.iter().map(|foreign| (*foreign, "another word".to_owned())));
    let mut wrong = Vec::new();
    for file in files("src", "rs") {
        for (at, line) in read(&file).lines().enumerate() {
            let line = line.trim_start();
            let line = line.trim_start_matches("pub(super) ").trim_start_matches("pub ");
            let mut words = line.split([' ', '(', '<', '{', ';']);
            let declares = match words.next() {
                Some("struct" | "enum" | "trait" | "type" | "fn" | "mod") => true,
                Some(_) | None => false,
            };
            let name = words.next().unwrap_or("");
            let parts = parts(name);
            let foreign = never.iter().find(|(foreign, _)| {
                parts.iter().any(|part| part == foreign || *part == format!("{foreign}s"))
            });
            if let Some((foreign, meant)) = foreign.filter(|_| declares) {
                let place = format!("{}:{}", file.display(), at + 1);
                wrong.push(format!("{place}: {name} says {foreign}: {meant} is meant"));
            }
        }
    }
    nothing(wrong);
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut wrong = Vec::new();
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "editors/vscode/README.md"]
        .map(PathBuf::from);
    for file in files("docs", "md").into_iter().chain(files("policies", "md")).chain(top) {
        let folder = file.parent().unwrap_or(Path::new(""));
        for link in read(&file).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = link.split('#').next().unwrap_or("");
            if !path.is_empty() && !path.contains("://") && !folder.join(path).exists() {
                wrong.push(format!("{}: {path} does not exist", file.display()));
            }
        }
    }
    nothing(wrong);
}

/// Fails with every line of what was found.
fn nothing(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// `ground::table`, `ground::text`, …, `language::syntax`, … in the order of their declaration,
/// each floor behind its rooms.
fn reading_order() -> Vec<String> {
    let mut order = Vec::new();
    for floor in declared("src/lib.rs") {
        let rooms = declared(&format!("src/{floor}/mod.rs"));
        order.extend(rooms.iter().map(|room| format!("{floor}::{room}")));
        order.push(floor);
    }
    order
}

/// The names of the `mod x;` lines of a file, in order.
fn declared(path: &str) -> Vec<String> {
    let name = |line: &str| {
        let line = line.trim_start_matches("pub ");
        line.strip_prefix("mod ")?.strip_suffix(';').map(str::to_string)
    };
    read(Path::new(path)).lines().filter_map(name).collect()
}

/// Where a module stands in the reading order: its room, or its floor.
fn place(order: &[String], module: &str) -> Option<usize> {
    order.iter().position(|room| module == room || module.starts_with(&format!("{room}::")))
}

/// Every `crate::a::b` that a text mentions outside comments, groups taken apart.
fn uses(text: &str) -> Vec<String> {
    let ends = |c: char| c != ':' && c != '_' && !c.is_alphanumeric();
    let code = code_lines(text).join("\n");
    let mut uses = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let path = rest.split(ends).next().unwrap_or("");
        match rest.strip_prefix(path).and_then(|rest| rest.strip_prefix('{')) {
            Some(group) => {
                let names = group.split('}').next().unwrap_or("").split(',');
                uses.extend(names.map(|name| format!("{path}{}", name.trim())));
            }
            None => uses.push(path.to_string()),
        }
    }
    uses
}

/// Whether code names a crate by a path: `use pest::…`, `pest::Parser`, `#[derive(clap::Args)]`.
fn names_crate(code: &[String], name: &str) -> bool {
    let path = format!("{name}::");
    code.iter().any(|line| {
        line.match_indices(&path).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            before.is_none_or(|c| c != ':' && c != '_' && !c.is_alphanumeric())
        })
    })
}

/// The lines of a text that are no comments.
fn code_lines(text: &str) -> Vec<String> {
    let code = |line: &&str| !line.trim_start().starts_with("//");
    text.lines().filter(code).map(str::to_string).collect()
}

/// `src/language/syntax/mod.rs` is `language::syntax`.
fn module_of(file: &Path) -> String {
    let path = file.strip_prefix("src").unwrap().with_extension("");
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    let parts: Vec<_> =
        parts.iter().map(|part| part.as_ref()).filter(|part| *part != "mod").collect();
    parts.join("::")
}

/// Every file of this ending below a folder, in the order of their names.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
