//! The advice of `solon lint` in an editor: where it is shown, when it is not, and what is offered.

use crate::lsp_client::{Editor, find, problem, range};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

/// At least 500,000 is quoted, more than 500,000 written; a figure that a parameter names; a duty
/// without a sanction; an `and` behind a window.
const AUDIENCE: &str = r#"law example.audience "Who needs a local agent" {
  source        "Act of 1 January 2021"
  jurisdiction  DE
  subject       service
  in force      from 2021-01-01
  month end     last day
}

entity service {
  name : text
}

facts {
  daily_users : number over time  "Users a day"
  agent       : bool over time    "Has an agent in the country"
}

parameter audience : number {
  from 2021-01-01: 500_000  cite "s. 2(1)"
}

define covered = daily_users > audience
  cite  "s. 2(1)"
  quote "services with at least 500 000 users a day"

duty name_agent "Name an agent" {
  cite "s. 3"
  when daily_users > 500_000 throughout the last 3 months and covered
  must agent
}

test "a large store without an agent is in breach" {
  on     2021-06-01
  given  daily_users = 900_000
  given  agent = false
  expect name_agent breached
}
"#;

fn codes(told: &[Value]) -> Vec<&str> {
    let mut codes: Vec<&str> = told.iter().map(|it| it["code"].as_str().unwrap()).collect();
    codes.sort_unstable();
    codes
}

/// The edits that are offered where words stand first, by their titles.
fn offered(editor: &mut Editor, text: &str, words: &str) -> Vec<Value> {
    let place = find(text, words);
    let document = json!({ "uri": editor.uri("a.law") });
    let context = json!({ "diagnostics": [], "only": ["quickfix"] });
    let range = range(place, place);
    let params = json!({ "textDocument": document, "range": range, "context": context });
    editor.request("textDocument/codeAction", params).as_array().unwrap().clone()
}

fn edited(editor: &Editor, text: &str, offer: &Value) -> String {
    let files = offer["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!((files.len(), &files[0]["textDocument"]["uri"]), (1, &json!(editor.uri("a.law"))));
    Editor::edited(text, files[0]["edits"].as_array().unwrap())
}

#[test]
fn advice_is_shown_with_its_code_its_weight_and_its_other_places() {
    let mut editor = Editor::with(&[("a.law", AUDIENCE)]);
    editor.open("a.law");
    assert_eq!(editor.problems("a.law"), [""; 0]);
    let told = editor.advised("a.law", |told| told.len() == 4);
    let lines: Vec<String> = told.iter().map(problem).collect();
    assert_eq!(
        lines,
        [
            "22:18-22:40 W0105 the law says “at least”, and this says `>`",
            "26:6-26:16 W0111 nothing follows a breach of `name_agent`",
            "28:8-28:58 W0107 the `and` behind this is not within the window",
            "28:22-28:29 W0104 `500_000` is what parameter `audience` names",
        ]
    );
    // A warning is 2, what is only to be known 3.
    let weights: Vec<i64> = told.iter().map(|it| it["severity"].as_i64().unwrap()).collect();
    assert_eq!(weights, [2, 3, 2, 2]);
    let related = &told[3]["relatedInformation"][0];
    assert_eq!(related["message"], "the parameter");
    assert_eq!(related["location"]["range"]["start"]["line"], 17);
    let words = told[3]["message"].as_str().unwrap();
    assert!(words.contains("help: write `audience`, or `allow` it"), "{words}");
}

#[test]
fn there_is_no_advice_on_a_law_that_does_not_hold() {
    let mut editor = Editor::with(&[("a.law", AUDIENCE)]);
    editor.open("a.law");
    editor.advised("a.law", |told| told.len() == 4);
    editor.write("a.law", &AUDIENCE.replace("must agent", "must agents"));
    editor.advised("a.law", <[Value]>::is_empty);
    // Neither on one that does not read.
    editor.write("a.law", AUDIENCE);
    editor.advised("a.law", |told| told.len() == 4);
    editor.write("a.law", &AUDIENCE.replace("must agent\n}", "must agent\n"));
    editor.advised("a.law", <[Value]>::is_empty);
}

#[test]
fn advice_follows_the_text_as_it_is_typed() {
    let mut editor = Editor::with(&[("a.law", AUDIENCE)]);
    editor.open("a.law");
    editor.advised("a.law", |told| told.len() == 4);
    let (line, column) = find(AUDIENCE, "> audience");
    editor.edit("a.law", (line, column), (line, column + 1), ">=");
    editor.advised("a.law", |told| codes(told) == ["W0104", "W0107", "W0111"]);
}

#[test]
fn what_is_allowed_or_switched_off_is_not_shown() {
    let allowed = AUDIENCE.replace(
        "users a day\"\n\nduty",
        "users a day\"\n  allow quote_against_comparison \"s. 2(1) says more than\"\n\nduty",
    );
    let mut editor = Editor::with(&[("a.law", &allowed)]);
    editor.open("a.law");
    editor.advised("a.law", |told| codes(told) == ["W0104", "W0107", "W0111"]);
    // An allow that allows nothing is told.
    editor.write("a.law", &allowed.replace("covered = daily_users >", "covered = daily_users >="));
    editor.advised("a.law", |told| codes(told) == ["W0104", "W0107", "W0111", "W0119"]);
    let off = "[lint]\noff = [\"and_after_window\", \"unused_allow\"]\n";
    fs::write(editor.root().join("solon.toml"), off).unwrap();
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    editor.advised("a.law", |told| codes(told) == ["W0104", "W0111"]);
}

#[test]
fn a_warning_of_the_check_goes_where_it_is_allowed() {
    let unused = AUDIENCE.replace(
        "define covered",
        "define small = daily_users < 5\n  cite  \"s. 9\"\n  allow unused \"for the next act\"\n\n\
         define covered",
    );
    let mut editor = Editor::with(&[("a.law", &unused)]);
    editor.open("a.law");
    assert_eq!(editor.problems("a.law"), [""; 0]);
    editor.write("a.law", &unused.replace("  allow unused \"for the next act\"\n", ""));
    assert_eq!(editor.problems("a.law").len(), 1);
}

#[test]
fn figures_of_a_sheet_that_a_test_names_are_to_have_a_source() {
    let text =
        AUDIENCE.replace("  on     2021-06-01\n", "  sheet  \"b.yaml\"\n  on     2021-06-01\n");
    let sheet = "name: Shop\nexample.audience: { daily_users: 7, agent: true }\n";
    let mut editor = Editor::with(&[("a.law", &text), ("b.yaml", sheet)]);
    editor.open("a.law");
    let told = editor.advised("b.yaml", |told| !told.is_empty());
    assert_eq!(codes(&told), ["W0110"]);
}

#[test]
fn the_edits_of_lint_and_an_allow_are_offered() {
    let mut editor = Editor::with(&[("a.law", AUDIENCE)]);
    editor.open("a.law");
    editor.advised("a.law", |told| told.len() == 4);
    let found = offered(&mut editor, AUDIENCE, "daily_users > 500_000");
    let titles: Vec<&str> = found.iter().map(|it| it["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Put it in parentheses", "Allow `and_after_window` here, for a reason"]);
    assert_eq!(
        edited(&editor, AUDIENCE, &found[0]),
        AUDIENCE.replace(
            "daily_users > 500_000 throughout the last 3 months",
            "(daily_users > 500_000 throughout the last 3 months)"
        )
    );
    assert_eq!(
        edited(&editor, AUDIENCE, &found[1]),
        AUDIENCE.replace("must agent\n", "must agent\n  allow and_after_window \"\"\n")
    );
    // The reason is missing, and that is told until it is written.
    editor.write("a.law", &edited(&editor, AUDIENCE, &found[1]));
    editor.advised("a.law", |told| codes(told) == ["W0104", "W0105", "W0111"]);
    let text = edited(&editor, AUDIENCE, &found[1]).replace("window \"\"", "window \"so it is\"");
    editor.write("a.law", &text);
    assert_eq!(editor.problems("a.law"), [""; 0]);
    let found = offered(&mut editor, &text, "daily_users > audience");
    assert_eq!(found.len(), 1);
    assert_eq!(
        edited(&editor, &text, &found[0]),
        text.replace(
            "users a day\"\n\nduty",
            "users a day\"\n  allow quote_against_comparison \"\"\n\nduty"
        )
    );
}

#[test]
fn an_allow_is_put_where_the_language_takes_it() {
    let text = r#"law a.law "A law" {
  source        "Act"
  jurisdiction  DE
  subject       service
  in force      from 2021-01-01
}

unit cups

enum kind { small, large }

entity service { name : text }

facts { size : kind  drunk : number of cups  never_asked : bool }

enum colour { red }

event closing

event opening { keeper : text }

calendar weekdays { weekend saturday }

parameter most : number of cups { from 2021-01-01: 5 }

scale fee on number of cups, flat {
  from 2021-01-01 {
    up to 5: 1 EUR
    above:   2 EUR
  }
}

table price on (size : kind) -> money EUR {
  | small | 1 EUR |
  | large | 2 EUR |
}

status open { begins on closing }

define many = any of { drunk > most, size = large }

duty pay { must size = small }

sanctions penalties {
  for pay
  step warn { may notice "Pay" }
  step fine_them {
    may fine 5 EUR
  }
}
"#;
    let mut editor = Editor::with(&[("a.law", text)]);
    editor.open("a.law");
    let problems = editor.problems("a.law");
    assert!(problems.iter().all(|it| it.contains(" W0001 ")), "{problems:#?}");
    let advice = editor.advised("a.law", |told| !told.is_empty());
    let mut tried = BTreeSet::new();
    let places = advice.iter().map(problem).chain(problems);
    let places: Vec<(u64, u64)> = places
        .map(|it| {
            let (line, rest) = it.split_once(':').unwrap();
            let column: String = rest.chars().take_while(char::is_ascii_digit).collect();
            (line.parse::<u64>().unwrap() - 1, column.parse::<u64>().unwrap() - 1)
        })
        .collect();
    for place in places {
        let document = json!({ "uri": editor.uri("a.law") });
        let context = json!({ "diagnostics": [], "only": ["quickfix"] });
        let range = range(place, place);
        let params = json!({ "textDocument": document, "range": range, "context": context });
        let found = editor.request("textDocument/codeAction", params);
        for offer in found.as_array().unwrap() {
            let title = offer["title"].as_str().unwrap();
            if !title.starts_with("Allow `") {
                continue;
            }
            let after = edited(&editor, text, offer).replace("\"\"", "\"for the test\"");
            let folder = crate::lsp_client::project(&[("a.law", &after)]);
            let run = std::process::Command::new(env!("CARGO_BIN_EXE_solon"))
                .args(["lint", "a.law", "--format", "json"])
                .current_dir(folder.path())
                .output()
                .unwrap();
            let said: Value = serde_json::from_slice(&run.stdout).unwrap();
            let left = said["diagnostics"].as_array().unwrap().clone();
            assert!(left.iter().all(|it| it["severity"] != "error"), "{after}\n{left:#?}");
            assert!(!codes(&left).contains(&"W0119"), "it allows nothing:\n{after}");
            let word = text.lines().nth(place.0 as usize).unwrap();
            tried.insert(word.split_whitespace().next().unwrap().to_owned());
        }
    }
    let all = "enum facts event calendar parameter scale table status define duty sanctions step";
    let missing: Vec<&str> = all.split(' ').filter(|it| !tried.contains(*it)).collect();
    assert_eq!(missing, [""; 0], "{advice:#?}");
}

#[test]
fn what_is_shown_of_the_library_is_what_the_command_prints() {
    let root = std::path::Path::new("policies").canonicalize().unwrap();
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_solon"))
        .args(["lint", ".", "--format", "json"])
        .current_dir(&root)
        .output()
        .unwrap();
    let said: Value = serde_json::from_slice(&run.stdout).unwrap();
    let mut printed: Vec<(String, String)> = said["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let (file, code) = (row["file"].as_str().unwrap(), row["code"].as_str().unwrap());
            let file = file.trim_start_matches("./").to_owned();
            (file, format!("{}:{} {code}", row["line"], row["column"]))
        })
        .filter(|(_, line)| line.contains(" W01"))
        .collect();
    printed.sort();
    let files: BTreeSet<String> = printed.iter().map(|(file, _)| file.clone()).collect();
    let mut editor = Editor::on(&root, crate::lsp_client::capable());
    let mut shown = Vec::new();
    for file in files {
        let count = printed.iter().filter(|(it, _)| *it == file).count();
        let told = editor.advised(&file, |told| told.len() == count);
        shown.extend(told.iter().map(|it| {
            let line = problem(it);
            let (place, rest) = line.split_once('-').unwrap();
            let code = rest.split_whitespace().nth(1).unwrap();
            (file.clone(), format!("{place} {code}"))
        }));
    }
    shown.sort();
    assert!(!printed.is_empty());
    assert_eq!(shown, printed);
}
