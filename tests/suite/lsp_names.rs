//! Names in an editor: where they are declared and used, and other names for them.

use crate::lsp_client::{Editor, capable, find, position, range};
use crate::support::{PLATFORMS, law};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const FORM: &str = "\
enum role { owner, host }

facts {
  carries_form : bool over time  \"Форма 🏛\"
  roles        : set of role
}

define covered = owner in roles and company.seat != RU

duty carry \"🏛\" { cite \"1\" when covered must carries_form }";

const TESTS: &str = "\
tests for test.law

test \"one\" {
  sheet  \"sheets/app.yaml\" for \"Store\"
  on     2021-02-01
  given  carries_form = true
  expect carry fulfilled
}
";

const SHEET: &str = "\
name: Example
seat: US
services:
  - name: Store
    test.law:
      carries_form: { value: true, source: \"🏛 carries_form\" }
      roles: [owner, host]
";

fn small() -> Editor {
    let text = law(FORM);
    Editor::with(&[
        ("platforms.law", PLATFORMS),
        ("a.law", &text),
        ("tests.law", TESTS),
        ("sheets/app.yaml", SHEET),
    ])
}

fn at(editor: &Editor, name: &str, text: &str, words: &str) -> Value {
    let (line, column) = find(text, words);
    json!({
        "textDocument": { "uri": editor.uri(name) },
        "position": position((line, column + 1)),
    })
}

fn with(mut params: Value, key: &str, value: Value) -> Value {
    params[key] = value;
    params
}

/// A location as `file:line:column`, from one.
fn place(location: &Value) -> String {
    let uri = location["uri"].as_str().unwrap();
    let file = uri.rsplit('/').next().unwrap();
    let start = &location["range"]["start"];
    let (line, column) = (start["line"].as_u64().unwrap(), start["character"].as_u64().unwrap());
    format!("{file}:{}:{}", line + 1, column + 1)
}

fn expected(file: &str, text: &str, words: &str) -> String {
    let (line, column) = find(text, words);
    format!("{file}:{}:{}", line + 1, column + 1)
}

#[test]
fn a_name_leads_to_its_declaration() {
    let text = law(FORM);
    let mut editor = small();
    let mut leads = |name: &str, text: &str, words: &str| {
        let params = at(&editor, name, text, words);
        let found = editor.request("textDocument/definition", params);
        (!found.is_null()).then(|| place(&found))
    };
    let here = |words: &str| Some(expected("a.law", &text, words));
    let shared = |words: &str| Some(expected("platforms.law", PLATFORMS, words));
    assert_eq!(leads("a.law", &text, "covered must"), here("covered ="));
    assert_eq!(leads("a.law", &text, "carries_form }"), here("carries_form :"));
    assert_eq!(leads("a.law", &text, "owner in"), here("owner, host"));
    assert_eq!(leads("a.law", &text, "role\n}"), here("role {"));
    assert_eq!(leads("a.law", &text, "seat !="), shared("seat"));
    assert_eq!(leads("a.law", &text, "company.seat"), shared("company {"));
    assert_eq!(leads("a.law", &text, "platforms"), shared("platforms"));
    // From tests, and from sheets.
    assert_eq!(leads("tests.law", TESTS, "carry fulfilled"), here("carry \""));
    assert_eq!(leads("tests.law", TESTS, "test.law"), here("test.law"));
    assert_eq!(leads("sheets/app.yaml", SHEET, "carries_form: {"), here("carries_form :"));
    assert_eq!(leads("sheets/app.yaml", SHEET, "owner, host"), here("owner, host"));
    assert_eq!(leads("sheets/app.yaml", SHEET, "services:"), shared("services"));
    assert_eq!(leads("sheets/app.yaml", SHEET, "test.law:"), here("test.law"));
    // The sheet of a test.
    let sheet = leads("tests.law", TESTS, "sheets/app.yaml");
    assert_eq!(sheet, Some("app.yaml:1:1".to_owned()));
    // Words of the language, texts and blanks are no names.
    assert_eq!(leads("a.law", &text, "when covered"), None);
    assert_eq!(leads("a.law", &text, "\"Форма"), None);
    assert_eq!(leads("sheets/app.yaml", SHEET, "source:"), None);
    assert_eq!(leads("none.law", "x", "x"), None);
}

#[test]
fn every_place_that_names_the_same_is_found_in_laws_and_sheets() {
    let text = law(FORM);
    let mut editor = small();
    editor.open("a.law");
    let params = at(&editor, "a.law", &text, "carries_form }");
    let asked = with(params.clone(), "context", json!({ "includeDeclaration": true }));
    let found = editor.request("textDocument/references", asked);
    let places: Vec<String> = found.as_array().unwrap().iter().map(place).collect();
    let all = [
        expected("a.law", &text, "carries_form :"),
        expected("a.law", &text, "carries_form }"),
        expected("tests.law", TESTS, "carries_form"),
        expected("app.yaml", SHEET, "carries_form"),
    ];
    assert_eq!(places, all);
    let asked = with(params.clone(), "context", json!({ "includeDeclaration": false }));
    let found = editor.request("textDocument/references", asked);
    assert_eq!(found.as_array().unwrap().len(), 3);
    // Those of the file: the declaration is written, the others are read.
    let found = editor.request("textDocument/documentHighlight", params);
    let kinds: Vec<u64> =
        found.as_array().unwrap().iter().map(|it| it["kind"].as_u64().unwrap()).collect();
    assert_eq!(kinds, [3, 2]);
    // The columns of the use behind an emoji are those of UTF-16.
    let (line, column) = find(&text, "carries_form }");
    assert_eq!(found[1]["range"], range((line, column), (line, column + 12)));
}

/// Makes the edits of a rename in files below a folder; gives how many files it changed.
fn apply(editor: &Editor, edit: &Value) -> usize {
    let files = edit["documentChanges"].as_array().unwrap();
    for file in files {
        let uri = file["textDocument"]["uri"].as_str().unwrap();
        let name = uri.strip_prefix(&format!("{}/", editor.uri(""))).unwrap();
        let path = editor.root().join(name);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, Editor::edited(&text, file["edits"].as_array().unwrap())).unwrap();
    }
    files.len()
}

/// What a command prints in a folder.
fn printed(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_solon"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    (run.status.code(), String::from_utf8(run.stdout).unwrap())
}

#[test]
fn another_name_is_written_everywhere_and_the_project_still_checks() {
    let text = law(FORM);
    let mut editor = small();
    let params = at(&editor, "a.law", &text, "carries_form }");
    let asked = editor.request("textDocument/prepareRename", params.clone());
    let (line, column) = find(&text, "carries_form }");
    assert_eq!(asked["range"], range((line, column), (line, column + 12)));
    assert_eq!(asked["placeholder"], "carries_form");
    let edit = editor.request("textDocument/rename", with(params, "newName", json!("has_form")));
    assert_eq!(apply(&editor, &edit), 3);
    let sheet = fs::read_to_string(editor.root().join("sheets/app.yaml")).unwrap();
    assert!(sheet.contains("has_form: { value: true, source: \"🏛 carries_form\" }"), "{sheet}");
    let root = editor.root().to_owned();
    assert_eq!(printed(&root, &["check", "."]).0, Some(0));
    assert_eq!(printed(&root, &["test", "."]).0, Some(0));
    // From the sheet, a value of an enum.
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let params = at(&editor, "sheets/app.yaml", &sheet, "owner");
    let edit = editor.request("textDocument/rename", with(params, "newName", json!("keeper")));
    assert_eq!(apply(&editor, &edit), 2);
    assert_eq!(printed(&root, &["test", "."]).0, Some(0));
}

#[test]
fn a_name_that_cannot_be_is_refused_with_the_reason() {
    let text = law(FORM);
    let mut editor = small();
    editor.open("a.law");
    let params = at(&editor, "a.law", &text, "carries_form }");
    let mut refused = |name: &str| {
        let asked = with(params.clone(), "newName", json!(name));
        let (code, words) = editor.refused("textDocument/rename", asked);
        assert_eq!(code, -32803);
        words
    };
    assert!(refused("Carries").contains("small letters"));
    assert!(refused("").contains("is no name"));
    assert!(refused("must").contains("word of the language"));
    assert_eq!(refused("covered"), "`covered` is taken: a definition is called so");
    assert_eq!(refused("users"), "`users` is taken: a unit is called so");
    // Where there is no name.
    let nowhere = at(&editor, "a.law", &text, "when covered");
    assert_eq!(editor.request("textDocument/prepareRename", nowhere.clone()), Value::Null);
    let asked = with(nowhere, "newName", json!("x"));
    assert!(editor.refused("textDocument/rename", asked).1.contains("no name here"));
    // While another file of the project does not read, the name may stand in it.
    editor.open("tests.law");
    editor.write("tests.law", &TESTS.replace("expect carry", "expect {"));
    let params = at(&editor, "a.law", &text, "carries_form }");
    let asked = with(params, "newName", json!("has_form"));
    let (_, words) = editor.refused("textDocument/rename", asked.clone());
    assert_eq!(words, "`tests.law` does not read: mend it first");
    editor.write("tests.law", TESTS);
    editor.open("sheets/app.yaml");
    editor.write("sheets/app.yaml", "a: [");
    let (_, words) = editor.refused("textDocument/rename", asked.clone());
    assert_eq!(words, "`app.yaml` does not read: mend it first");
    editor.write("sheets/app.yaml", SHEET);
    assert!(editor.request("textDocument/rename", asked)["documentChanges"].is_array());
}

#[test]
fn a_law_beside_others_that_are_no_project_keeps_its_names() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(folder.path().join("platforms.law"), PLATFORMS).unwrap();
    let text = law(FORM);
    fs::write(folder.path().join("a.law"), &text).unwrap();
    let mut editor = Editor::on(folder.path(), capable());
    editor.open("a.law");
    let params = at(&editor, "a.law", &text, "carries_form }");
    let asked = with(params, "newName", json!("has_form"));
    assert!(editor.refused("textDocument/rename", asked).1.contains("solon.toml"));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target)
        } else {
            fs::copy(&path, &target).map(drop).unwrap()
        }
    }
}

#[test]
fn names_of_the_shipped_law_are_changed_and_its_tests_still_pass() {
    let folder = tempfile::tempdir().unwrap();
    copy(&PathBuf::from("policies"), folder.path());
    let file = "ru/landing/landing.law";
    let text = || fs::read_to_string(folder.path().join(file)).unwrap();
    let mut editor = Editor::on(folder.path(), capable());
    let (code, before) = printed(folder.path(), &["test", "ru"]);
    assert_eq!(code, Some(0));
    // A fact, an enum value, an event, a duty, a step, the parameter and the law itself.
    let names: BTreeMap<&str, &str> = [
        ("daily_users ", "users_a_day"),
        ("representative_office,", "office_of_a_representative"),
        ("listing \"", "list_of_regulator"),
        ("open_local_office \"", "be_there"),
        ("ban_payments ", "no_payments"),
        ("covered =", "bound_by_it"),
    ]
    .into();
    for (words, new) in names {
        let text = text();
        let params = with(at(&editor, file, &text, words), "newName", json!(new));
        let edit = editor.request("textDocument/rename", params);
        assert!(apply(&editor, &edit) > 0, "{words}");
        editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    }
    let (code, out) = printed(folder.path(), &["check", "."]);
    assert_eq!(code, Some(0), "{out}");
    let (code, after) = printed(folder.path(), &["test", "ru"]);
    assert_eq!((code, after), (Some(0), before), "as many tests pass as before");
    assert!(!text().contains("daily_users"));
    let sheets = fs::read_to_string(folder.path().join("ru/landing/sheets/apple.yaml")).unwrap();
    assert!(sheets.contains("users_a_day:") && sheets.contains("list_of_regulator:"), "{sheets}");
}
