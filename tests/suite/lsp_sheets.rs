//! What the language server says of fact sheets: which files are sheets, and what is wrong in them.

use crate::lsp_client::{Editor, capable, find};
use crate::support::{PLATFORMS, law, sheet};
use serde_json::{Value, json};
use std::path::Path;

const FORM: &str = "facts {\n  carries_form : bool over time\n}\n\nduty carry {\n  cite \"1\"\n  must carries_form\n}";

fn project(more: &[(&str, &str)]) -> Editor {
    let text = law(FORM);
    let mut files = vec![("platforms.law", PLATFORMS), ("a.law", text.as_str())];
    files.extend(more);
    Editor::with(&files)
}

#[test]
fn a_sheet_of_the_project_is_read_against_its_laws() {
    let bad = sheet(&["carries_from: true"]);
    let mut editor = project(&[("sheets/app.yaml", &bad), ("deploy.yaml", "services: [1]\n")]);
    // Nothing was opened.
    let told = editor.diagnostics("sheets/app.yaml");
    assert_eq!(told.len(), 1, "{told:?}");
    let (line, column) = find(&bad, "carries_from");
    assert_eq!(told[0]["range"]["start"], json!({ "line": line, "character": column }));
    assert!(told[0]["message"].as_str().unwrap().contains("carries_from"));
    // What is no sheet is left alone, open or not.
    editor.open("deploy.yaml");
    editor.open("sheets/app.yaml");
    editor.write("sheets/app.yaml", &sheet(&["carries_form: true"]));
    assert_eq!(editor.problems("sheets/app.yaml"), [""; 0]);
    let about = editor.take("textDocument/publishDiagnostics");
    let deploy = editor.uri("deploy.yaml");
    assert!(about.iter().all(|it| it["params"]["uri"] != deploy), "{about:?}");
}

#[test]
fn what_is_wrong_in_a_sheet_stands_behind_other_letters_in_its_place() {
    let bad = sheet(&["carries_form: [{ from: 2021-02-30, value: true }] # Форма 🏛"])
        .replace("- name: Store", "- { name: \"Магазин 🏛\", nmae: x }")
        .replace("    test.law:", "  - name: Store\n    test.law:");
    let mut editor = project(&[("sheets/app.yaml", &bad)]);
    let told = editor.diagnostics("sheets/app.yaml");
    let (line, column) = find(&bad, "nmae");
    let start = json!({ "line": line, "character": column });
    assert!(told.iter().any(|it| it["range"]["start"] == start), "{told:?}");
}

#[test]
fn a_change_of_the_law_is_told_of_its_sheets() {
    let good = sheet(&["carries_form: true"]);
    let mut editor = project(&[("sheets/app.yaml", &good)]);
    editor.open("a.law");
    assert_eq!(editor.problems("a.law"), [""; 0]);
    editor.write("a.law", &law(&FORM.replace("carries_form", "shows_form")));
    let told = editor.problems("sheets/app.yaml");
    assert!(told.len() == 1 && told[0].contains("carries_form"), "{told:?}");
    // While the law does not hold, sheets are read against what held last.
    editor.write("a.law", &law(&FORM.replace("carries_form : bool", "shows_form : wrong")));
    assert!(!editor.problems("a.law").is_empty());
    editor.open_with("sheets/app.yaml", &sheet(&["shows_form: true"]));
    assert_eq!(editor.problems("sheets/app.yaml"), [""; 0]);
    editor.open_with("sheets/app.yaml", &sheet(&["shows_forms: true"]));
    assert_eq!(editor.problems("sheets/app.yaml").len(), 1);
}

#[test]
fn a_sheet_that_a_test_names_or_that_names_a_law_is_one() {
    let test = "\ntest \"of a sheet\" {\n  sheet \"facts/app.json\"\n  on 2021-02-01\n  expect carry fulfilled\n}";
    let text = law(&format!("{FORM}{test}"));
    let json = r#"{ "name": "Example", "seat": "Mars", "services": [] }"#;
    let files = [
        ("platforms.law", PLATFORMS),
        ("a.law", text.as_str()),
        ("facts/app.json", json),
        ("draft.yaml", "name: Draft\n"),
    ];
    let mut editor = Editor::with(&files);
    let told = editor.problems("facts/app.json");
    assert!(told[0].contains("1:30-1:36 E0610"), "{told:?}");
    editor.open_with("draft.yaml", &sheet(&["carries_form: perhaps"]));
    assert_eq!(editor.problems("draft.yaml").len(), 1);
}

#[test]
fn a_regression_names_sheets_and_its_file_is_read_too() {
    let bad = sheet(&["carries_from: true"]);
    let regression = "[[regression]]\nname = \"apps\"\nlaws = [\"a.law\"]\nsheets = [\"facts\"]\n\
                      on = [\"2021-02-01\"]\n";
    let files = [("facts/app.yaml", bad.as_str()), ("solon.toml", regression)];
    let mut editor = project(&files);
    assert!(editor.problems("facts/app.yaml")[0].contains("carries_from"));
    editor.open("solon.toml");
    assert_eq!(editor.problems("solon.toml"), [""; 0]);
    editor.write("solon.toml", &regression.replace("2021-02-01", "2021-02-31"));
    assert_eq!(editor.problems("solon.toml"), ["5:7-5:19 E1010 `2021-02-31` is no day"]);
    // Without the regression the file is no sheet any more.
    editor.write("solon.toml", "");
    assert_eq!(editor.problems("solon.toml"), [""; 0]);
    assert_eq!(editor.problems("facts/app.yaml"), [""; 0]);
}

#[test]
fn a_sheet_offers_the_edit_of_its_problem() {
    let bad = sheet(&["carries_from: true"]);
    let mut editor = project(&[("sheets/app.yaml", &bad)]);
    editor.open("sheets/app.yaml");
    assert_eq!(editor.problems("sheets/app.yaml").len(), 1);
    let (line, column) = find(&bad, "carries_from");
    let params = json!({
        "textDocument": { "uri": editor.uri("sheets/app.yaml") },
        "range": crate::lsp_client::range((line, column), (line, column)),
        "context": { "diagnostics": [] },
    });
    let found = editor.request("textDocument/codeAction", params);
    let edits = found[0]["edit"]["documentChanges"][0]["edits"].as_array().unwrap();
    assert_eq!(Editor::edited(&bad, edits), sheet(&["carries_form: true"]));
    // What is asked of laws alone is answered with nothing.
    let document = json!({ "textDocument": { "uri": editor.uri("sheets/app.yaml") } });
    assert_eq!(editor.request("textDocument/foldingRange", document.clone()), json!([]));
    assert_eq!(editor.request("textDocument/documentSymbol", document.clone()), Value::Null);
    assert_eq!(editor.request("textDocument/semanticTokens/full", document), Value::Null);
}

#[test]
fn broken_sheets_end_nothing() {
    let mut editor = project(&[("sheets/app.yaml", "name: x\n")]);
    std::fs::write(editor.root().join("sheets/latin.yaml"), b"name: \xff\n").unwrap();
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    assert!(editor.problems("sheets/latin.yaml")[0].starts_with("1:1-1:1 E0114"));
    editor.open("sheets/app.yaml");
    let broken = ["", "[", "&a [*a, *a]", "name: {", "- - -", "a: b: c", "\u{0}", "!!x y", "? ? ?"];
    for text in broken {
        editor.write("sheets/app.yaml", text);
        assert!(!editor.problems("sheets/app.yaml").is_empty(), "{text}");
    }
    assert_eq!(editor.leave(), 0);
}

#[test]
fn the_shipped_sheets_have_no_problems() {
    let root = Path::new("policies").canonicalize().unwrap();
    let mut editor = Editor::on(&root, capable());
    let good = "ru/landing/sheets/apple.yaml";
    editor.open(good);
    assert_eq!(editor.problems(good), [""; 0]);
    let text = std::fs::read_to_string(root.join(good)).unwrap();
    let bad = text.replacen("listing:", "listings:", 1);
    assert_ne!(bad, text);
    editor.write(good, &bad);
    let problems = editor.problems(good);
    assert!(!problems.is_empty() && problems[0].contains("listings"), "{problems:?}");
    // No other file has a problem.
    editor.request("workspace/symbol", json!({ "query": "zzz" }));
    for told in editor.take("textDocument/publishDiagnostics") {
        assert_eq!(told["params"]["diagnostics"], json!([]), "{}", told["params"]["uri"]);
    }
}
