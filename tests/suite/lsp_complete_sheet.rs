//! Completion in sheets: the keys that are not there yet and the values of their types, in YAML and JSON,
//! also while the sheet does not read.

use crate::lsp_client::{Editor, capable};
use crate::support::PLATFORMS;
use serde_json::{Value, json};

const LAW: &str = "\
law test.law \"A law\" {
  source \"An act\"
  jurisdiction RU
  subject service
  in force from 2021-01-01
  month end last day
}
use platforms

enum role { owner \"Owner of the resource\", host }

facts {
  carries_form : bool over time  \"A form\"
  roles        : set of role
  presence     : role over time
  daily_users  : number of users
  deadline     : duration in days
  successor    : optional country
  revenue      : money RUB per year
}

event decision \"A decision\" { amount : money RUB  kind : role }

duty carry { cite \"art. 5\"  must carries_form }

sanctions ladder { for carry  step warning { may fine 5 RUB  by \"The regulator\" } }
";

const SHEET: &str = "\
name: Example
seat: US
services:
  - name: Store
    test.law:
      carries_form: true
      roles: [owner]
";

fn editor() -> Editor {
    let files = [
        ("platforms.law", PLATFORMS),
        ("a.law", LAW),
        ("sheets/app.yaml", SHEET),
        ("sheets/app.json", "{}"),
    ];
    let mut editor = Editor::able(&files, capable());
    editor.open("sheets/app.yaml");
    editor.open("sheets/app.json");
    editor
}

/// What is offered at the mark `¦`, the likely first.
fn at(editor: &mut Editor, file: &str, text: &str) -> Vec<Value> {
    let at = text.find('¦').expect("a mark");
    let before = text[..at].replace("\r\n", "\n");
    let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
    editor.write(file, &text.replace('¦', ""));
    let params = json!({
        "textDocument": { "uri": editor.uri(file) },
        "position": { "line": before.matches('\n').count(), "character": column },
    });
    let answer = editor.request("textDocument/completion", params);
    let mut items = answer["items"].as_array().cloned().unwrap_or_default();
    items.sort_by_key(|item| item["sortText"].as_str().unwrap().to_owned());
    items
}

fn labels(items: &[Value]) -> String {
    let labels: Vec<&str> = items.iter().map(|item| item["label"].as_str().unwrap()).collect();
    labels.join(", ")
}

/// The lines behind those of the sheet.
fn behind(editor: &mut Editor, lines: &str) -> String {
    labels(&at(editor, "sheets/app.yaml", &format!("{SHEET}{lines}")))
}

#[test]
fn the_keys_of_an_entity_and_of_a_block_are_offered_where_they_are_missing() {
    let mut editor = editor();
    assert_eq!(behind(&mut editor, "¦"), "turnover, recorded through");
    let of_block = "daily_users, deadline, presence, revenue, successor, decision, warning";
    assert_eq!(behind(&mut editor, "      ¦"), of_block);
    assert_eq!(behind(&mut editor, "      dail¦"), "daily_users");
    assert_eq!(behind(&mut editor, "    ¦"), "");
    assert_eq!(behind(&mut editor, "  - ¦"), "name, test.law");
    assert_eq!(behind(&mut editor, "  - name: x\n    ¦"), "test.law");
    // Also above those that are there, and in a block that nothing is written in.
    let text = SHEET.replace("      carries_form", "      ¦\n      carries_form");
    assert_eq!(labels(&at(&mut editor, "sheets/app.yaml", &text)), of_block);
    let all = "carries_form, daily_users, deadline, presence, revenue, roles, successor, decision";
    let lines = "  - name: Other\n    test.law:\n      ¦";
    assert_eq!(behind(&mut editor, lines), format!("{all}, warning"));
    let lines = "  - name: Other\n    test.law: { roles: [host], ¦";
    assert_eq!(behind(&mut editor, lines), of_block.replace("daily", "carries_form, daily"));
    assert_eq!(
        labels(&at(&mut editor, "sheets/app.yaml", "¦")),
        "name, seat, turnover, services, recorded through"
    );
}

#[test]
fn the_values_of_a_fact_are_those_of_its_type() {
    let mut editor = editor();
    let mut value = |lines: &str| behind(&mut editor, &format!("      {lines}"));
    assert_eq!(value("presence: ¦"), "host, owner, unknown");
    assert_eq!(value("presence: ow¦"), "owner, unknown");
    assert_eq!(value("presence: [{ from: 2021-01-01, value: ¦"), "host, owner, unknown");
    assert_eq!(
        value("presence:\n        - from: 2021-01-01\n          value: ¦"),
        "host, owner, unknown"
    );
    assert_eq!(value("roles: [owner, ¦"), "host, owner, unknown");
    assert_eq!(value("roles:\n        - ¦"), "host, owner, unknown");
    assert_eq!(value("carries_form: ¦"), "false, true, unknown");
    assert!(value("successor: ¦").starts_with("AD, AE, AF"));
    assert_eq!(value("successor: no¦"), "NO, none, unknown");
    assert_eq!(value("daily_users: ¦"), "unknown");
    assert_eq!(value("daily_users: 5 ¦"), "billion, million, thousand, trillion");
    assert_eq!(value("daily_users: 5 mi¦"), "million");
    assert_eq!(value("daily_users: 5¦"), "");
    assert_eq!(value("deadline: 30 ¦"), "days, weeks");
    assert_eq!(value("deadline: 1 ¦"), "day, week");
    assert_eq!(value("revenue: { 2021: 5 ¦"), "RUB, billion, million, thousand, trillion");
    assert_eq!(value("revenue: { 2021: 5 million ¦"), "RUB");
    assert_eq!(value("decision: ¦"), "none, unknown");
    assert_eq!(value("decision: [{ on: 2021-05-01, kind: ¦"), "host, owner, unknown");
    assert_eq!(value("decision: [{ on: ¦"), "");
    assert_eq!(value("daily_users: { value: 5 million, source: \"¦"), "");
    assert_eq!(value("presence: # ¦"), "");
    assert_eq!(value("# ¦"), "");
}

#[test]
fn an_entry_takes_its_value_its_bounds_and_where_it_comes_from() {
    let mut editor = editor();
    let mut keys = |lines: &str| behind(&mut editor, &format!("      {lines}"));
    let bounded = "above, at_least, at_most, below, note, of, source, value";
    assert_eq!(keys("daily_users: { ¦"), bounded);
    assert_eq!(keys("daily_users: { value: 5 million, ¦"), bounded.replace(", value", ""));
    assert_eq!(keys("deadline: { ¦ }"), "note, of, source, value");
    assert_eq!(keys("presence: [{ ¦"), "from, note, of, source, value");
    assert_eq!(keys("presence:\n        - value: host\n          ¦"), "from, note, of, source");
    assert_eq!(
        keys("revenue: { 2021: { ¦"),
        "above, at_least, at_most, below, from, note, of, source, to, value"
    );
    assert_eq!(keys("revenue: { ¦"), "", "the name of a period stands there");
    assert_eq!(keys("decision: [{ ¦"), "on, amount, kind, note, of, source");
    assert_eq!(
        keys("decision:\n        - on: 2021-05-01\n          ¦"),
        "amount, kind, note, of, source"
    );
    assert_eq!(keys("warning: { ¦"), "on, amount, lifted, note, of, source");
}

#[test]
fn what_is_written_is_written_as_the_format_has_it() {
    let mut editor = editor();
    let form = at(&mut editor, "sheets/app.yaml", &format!("{SHEET}      pre¦"));
    assert_eq!(labels(&form), "presence");
    assert_eq!(form[0]["detail"], "role over time");
    let range = crate::lsp_client::range((7, 6), (7, 9));
    assert_eq!(form[0]["textEdit"], json!({ "newText": "presence: ", "range": range }));
    let text = SHEET.replace("carries_form:", "carr¦:");
    let form = at(&mut editor, "sheets/app.yaml", &text);
    assert_eq!(
        (&form[0]["textEdit"]["newText"], &form[0]["documentation"]),
        (&json!("carries_form"), &json!("A form"))
    );
    // A key may have a blank in it.
    let key = at(&mut editor, "sheets/app.yaml", &format!("{SHEET}recorded th¦"));
    let range = crate::lsp_client::range((7, 0), (7, 11));
    assert_eq!(key[0]["textEdit"], json!({ "newText": "recorded through: ", "range": range }));
    // Behind wide characters, with the line ends of other systems.
    let text = SHEET.replace("Store", "🏛").replace('\n', "\r\n") + "      presence: ow¦";
    let value = at(&mut editor, "sheets/app.yaml", &text);
    let range = crate::lsp_client::range((7, 16), (7, 18));
    assert_eq!(value[0]["textEdit"], json!({ "newText": "owner", "range": range }));
    let text = "{ \"services\": [{ \"name\": \"🏛\", \"test.law\": { ¦";
    let keys = at(&mut editor, "sheets/app.json", text);
    assert_eq!(keys[1]["textEdit"]["newText"], "\"daily_users\": ");
    let keys = at(&mut editor, "sheets/app.json", &text.replace('¦', "\"pre¦\""));
    let range = crate::lsp_client::range((0, 46), (0, 49));
    assert_eq!(keys[0]["textEdit"], json!({ "newText": "presence", "range": range }));
    let values = at(&mut editor, "sheets/app.json", &text.replace('¦', "\"roles\": [\"host\", ¦"));
    assert_eq!(values[1]["textEdit"]["newText"], "\"owner\"");
    let values = at(&mut editor, "sheets/app.json", &text.replace('¦', "\"carries_form\": ¦"));
    assert_eq!(values[0]["textEdit"]["newText"], "false");
}

#[test]
fn hostile_sheets_are_borne() {
    let mut editor = editor();
    for words in ["{a: ", "[", "- ", "{", "\"", "a:\n ", " ", "a: |\n", "[ }", "x ", ": ", "# "] {
        let text = format!("{SHEET}{}¦", words.repeat(20_000));
        at(&mut editor, "sheets/app.yaml", &text);
        at(&mut editor, "sheets/app.json", &text);
    }
    assert_eq!(behind(&mut editor, "      presence: ¦"), "host, owner, unknown");
}
