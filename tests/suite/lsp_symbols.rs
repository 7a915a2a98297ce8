//! What the language server says of what is declared: symbols of a file and of the workspace, and the
//! colours of words.

use crate::lsp_client::{Editor, capable, find, range};
use crate::support::{PLATFORMS, law};
use serde_json::{Value, json};
use std::path::Path;

const DECLARATIONS: &str = "\
enum role { owner, host \"Хостинг 🏛\" }

facts {
  form : bool over time
  kind : role
}

event order \"Order\" { amount : money RUB }

parameter audience : number of users {
  from 2021-01-01: 500_000  cite \"art. 1\"
}

define covered = form and kind = owner

duty carry \"Carry a form\" {
  cite \"art. 2\"
  when covered
  must form
}

sanctions ladder {
  cite \"art. 3\"
  for carry
  step warn { may notice \"A notice\" }
}

test \"First\" {
  given form = true
  on 2021-02-01
  expect carry fulfilled
}";

fn symbols(editor: &mut Editor, name: &str) -> Value {
    let document = json!({ "uri": editor.uri(name) });
    editor.request("textDocument/documentSymbol", json!({ "textDocument": document }))
}

/// The tree of symbols, a line each.
fn tree(symbols: &Value, depth: usize, lines: &mut Vec<String>) {
    for symbol in symbols.as_array().into_iter().flatten() {
        let (name, detail) = (symbol["name"].as_str().unwrap(), symbol["detail"].as_str());
        let detail = detail.map(|detail| format!(" [{detail}]")).unwrap_or_default();
        lines.push(format!("{}{name}{detail}", "  ".repeat(depth)));
        tree(&symbol["children"], depth + 1, lines);
    }
}

#[test]
fn the_symbols_of_a_law_are_its_declarations_within_it() {
    let text = law(DECLARATIONS);
    let mut editor = Editor::with(&[("platforms.law", PLATFORMS), ("a.law", &text)]);
    let found = symbols(&mut editor, "a.law");
    let mut lines = Vec::new();
    tree(&found, 0, &mut lines);
    assert_eq!(
        lines,
        [
            "test.law [law “A law”]",
            "  role [enum]",
            "    owner [value]",
            "    host [value “Хостинг 🏛”]",
            "  facts",
            "    form [fact]",
            "    kind [fact]",
            "  order [event “Order”]",
            "    amount [field]",
            "  audience [parameter]",
            "  covered [define]",
            "  carry [duty “Carry a form”]",
            "  ladder [sanctions]",
            "    warn [step]",
            "  First [test]",
        ]
    );
    // The whole file is the law's; a name is selected where it stands.
    let lines = text.lines().count() as u64;
    assert_eq!(found[0]["range"]["end"]["line"], lines);
    let carry = &found[0]["children"][5];
    let (line, column) = find(&text, "carry \"");
    assert_eq!(carry["selectionRange"], range((line, column), (line, column + 5)));
    assert_eq!(carry["range"]["start"], json!({ "line": line, "character": 0 }));
    // An editor that cannot nest them has a list, each with what it stands in.
    let files = [("platforms.law", PLATFORMS), ("a.law", text.as_str())];
    let mut plain = Editor::able(&files, json!({}));
    let list = symbols(&mut plain, "a.law");
    let warn = list.as_array().unwrap().iter().find(|it| it["name"] == "warn").unwrap();
    assert_eq!(warn["containerName"], "ladder");
    assert_eq!(warn["location"]["uri"], plain.uri("a.law"));
}

#[test]
fn the_symbols_of_a_law_that_does_not_read_are_those_that_do() {
    let text = law(DECLARATIONS).replace("define covered =", "define covered = =");
    let mut editor = Editor::with(&[("platforms.law", PLATFORMS), ("a.law", &text)]);
    let mut lines = Vec::new();
    tree(&symbols(&mut editor, "a.law"), 0, &mut lines);
    assert!(lines.iter().any(|line| line.contains("carry [duty")), "{lines:?}");
    assert_eq!(symbols(&mut editor, "none.law"), Value::Null);
}

fn search(editor: &mut Editor, query: &str) -> Vec<String> {
    let found = editor.request("workspace/symbol", json!({ "query": query }));
    let row = |it: &Value| {
        let uri = it["location"]["uri"].as_str().unwrap();
        let file = uri.rsplit('/').next().unwrap();
        let line = it["location"]["range"]["start"]["line"].as_u64().unwrap() + 1;
        format!("{} {file}:{line}", it["name"].as_str().unwrap())
    };
    found.as_array().unwrap().iter().map(row).collect()
}

#[test]
fn a_declaration_is_found_by_letters_of_its_name_or_label() {
    let text = law(DECLARATIONS);
    let mut editor = Editor::with(&[("platforms.law", PLATFORMS), ("a.law", &text)]);
    let line = |words: &str| find(&text, words).0 + 1;
    assert_eq!(search(&mut editor, "crry"), [format!("carry a.law:{}", line("duty carry"))]);
    assert_eq!(
        search(&mut editor, "CARRY A FORM"),
        [format!("carry a.law:{}", line("duty carry"))]
    );
    assert_eq!(search(&mut editor, "хостинг"), [format!("host a.law:{}", line("host"))]);
    assert_eq!(search(&mut editor, "turnover"), ["turnover platforms.law:6"]);
    assert_eq!(search(&mut editor, "zzz"), [""; 0]);
    let all = search(&mut editor, "");
    assert!(all.len() > 20 && !all.iter().any(|row| row.starts_with("facts ")), "{all:?}");
}

#[test]
fn a_provision_of_the_shipped_laws_is_found() {
    let root = Path::new("policies").canonicalize().unwrap();
    let mut editor = Editor::on(&root, capable());
    let found = search(&mut editor, "open_local_office");
    let law = std::fs::read_to_string(root.join("ru/landing/landing.law")).unwrap();
    let line = find(&law, "duty open_local_office").0 + 1;
    assert!(found.contains(&format!("open_local_office landing.law:{line}")), "{found:?}");
    let symbols = symbols(&mut editor, "ru/landing/landing.law");
    assert_eq!(symbols[0]["name"], "ru.landing");
    let names = |symbol: &Value| symbol["name"].as_str().unwrap().to_owned();
    let inside: Vec<String> =
        symbols[0]["children"].as_array().unwrap().iter().map(names).collect();
    for name in ["covered", "open_local_office", "coercion", "listing"] {
        assert!(inside.iter().any(|it| it == name), "{name} is not in {inside:?}");
    }
}

/// The colours of a text: `words type+modifiers`, the words taken from the text.
pub fn colours(editor: &mut Editor, name: &str, text: &str, within: Option<Value>) -> Vec<String> {
    let document = json!({ "uri": editor.uri(name) });
    let found = match within {
        None => {
            let params = json!({ "textDocument": document });
            editor.request("textDocument/semanticTokens/full", params)
        }
        Some(range) => {
            let params = json!({ "textDocument": document, "range": range });
            editor.request("textDocument/semanticTokens/range", params)
        }
    };
    let figures: Vec<u64> =
        found["data"].as_array().unwrap().iter().map(|it| it.as_u64().unwrap()).collect();
    let lines: Vec<Vec<u16>> = text.lines().map(|line| line.encode_utf16().collect()).collect();
    let types = solon::front::lsp::colours::TYPES;
    let modifiers = solon::front::lsp::colours::MODIFIERS;
    let (mut line, mut start) = (0, 0);
    let mut rows = Vec::new();
    for token in figures.chunks(5) {
        line += token[0] as usize;
        start = if token[0] == 0 { start + token[1] as usize } else { token[1] as usize };
        let words = String::from_utf16(&lines[line][start..start + token[2] as usize]).unwrap();
        let mut row = format!("{words} {}", types[token[3] as usize]);
        for (at, name) in modifiers.iter().enumerate() {
            if token[4] & (1 << at) != 0 {
                row.push_str(&format!("+{name}"));
            }
        }
        rows.push(row);
    }
    rows
}

#[test]
fn words_have_the_colour_of_what_they_are() {
    let text = law(DECLARATIONS);
    let mut editor = Editor::with(&[("platforms.law", PLATFORMS), ("a.law", &text)]);
    let rows = colours(&mut editor, "a.law", &text, None);
    let has = |row: &str| assert!(rows.iter().any(|it| it == row), "no `{row}` in {rows:#?}");
    for row in [
        "law keyword",
        "source keyword",
        "\"A law\" string",
        "RU enumMember+readonly",
        "service class",
        "role enum+declaration",
        "owner enumMember+declaration",
        "owner enumMember",
        "\"Хостинг 🏛\" string",
        "form property+declaration",
        "form property",
        "bool type",
        "over keyword",
        "order event+declaration",
        "money type",
        "RUB enumMember+readonly",
        "audience variable+declaration+readonly",
        "2021-01-01 number",
        "500_000 number",
        "covered variable+declaration",
        "covered variable",
        "= operator",
        "carry function+declaration",
        "carry function",
        "notice keyword",
        "fulfilled keyword",
    ] {
        has(row);
    }
    // A part has the same tokens as the whole, those that stand in it.
    let (line, _) = find(&text, "duty carry");
    let part = colours(&mut editor, "a.law", &text, Some(range((line, 0), (line + 1, 0))));
    let expected = ["duty keyword", "carry function+declaration", "\"Carry a form\" string"];
    assert_eq!(part, expected);
    // Behind an emoji the columns are those of UTF-16.
    let (line, _) = find(&text, "enum role");
    let part = colours(&mut editor, "a.law", &text, Some(range((line, 0), (line + 1, 0))));
    assert_eq!(part.last().unwrap(), "\"Хостинг 🏛\" string");
}

#[test]
fn a_law_that_does_not_read_keeps_its_colours() {
    let text = law(DECLARATIONS)
        .replace("duty carry", "duty {{ carry")
        .replace("when covered", "when covered and");
    let mut editor = Editor::with(&[("platforms.law", PLATFORMS), ("a.law", &text)]);
    let rows = colours(&mut editor, "a.law", &text, None);
    assert!(rows.iter().any(|row| row == "audience variable+declaration+readonly"), "{rows:?}");
    assert!(rows.iter().any(|row| row == "duty keyword"), "{rows:?}");
    // A name within what does not read is known all the same.
    let covered: Vec<&String> = rows.iter().filter(|row| row.starts_with("covered ")).collect();
    assert_eq!(covered, ["covered variable+declaration", "covered variable"]);
    let form: Vec<&String> = rows.iter().filter(|row| row.starts_with("form ")).collect();
    assert!(form.len() > 2 && form.iter().all(|row| row.starts_with("form property")), "{form:?}");
    let unclosed = format!("{text}\n// a comment\n/// words\n\"open");
    editor.open("a.law");
    editor.write("a.law", &unclosed);
    let rows = colours(&mut editor, "a.law", &unclosed, None);
    let end: Vec<&str> = rows.iter().rev().take(3).rev().map(String::as_str).collect();
    assert_eq!(end, ["// a comment comment", "/// words comment+documentation", "\"open string"]);
}
