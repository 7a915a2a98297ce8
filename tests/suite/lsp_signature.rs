//! Signature help: the columns of a table and the type of a scale while their arguments are written.

use crate::lsp_client::{Editor, capable, find, position};
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

enum role { owner, host }

facts {
  kind   : role
  delay  : duration in months
  income : money GBP
}

/// Doubled where it happened before.
table late_fee \"The late fee\" on (class : role, said : text, delay : duration in months) -> money GBP cite \"s. 453\" {
  | any | any | up to 1 month | 100 GBP | cite \"of a row\"
  | any | any | above 1 month | 200 GBP |
}

scale income_tax \"Income tax\" on money GBP, marginal cite \"s. 1\" {
  up to 100 GBP: 0%
  above: 10%
}
";

fn editor(capabilities: Value) -> Editor {
    let mut editor = Editor::able(&[("platforms.law", PLATFORMS), ("a.law", LAW)], capabilities);
    editor.open("a.law");
    // The law has held before something is written behind it.
    editor.diagnostics("a.law");
    editor
}

/// The answer at the mark `¦` of a text behind the law.
fn at(editor: &mut Editor, text: &str) -> Value {
    let text = format!("{LAW}{text}");
    let place = find(&text, "¦");
    editor.write("a.law", &text.replace('¦', ""));
    let params = json!({
        "textDocument": { "uri": editor.uri("a.law") },
        "position": position(place),
    });
    editor.request("textDocument/signatureHelp", params)
}

/// The signature with the active argument between brackets.
fn shown(answer: &Value) -> String {
    if answer.is_null() {
        return "-".to_owned();
    }
    let signature = &answer["signatures"][0];
    let label = signature["label"].as_str().unwrap();
    let active = answer["activeParameter"].as_u64().unwrap() as usize;
    let parameter = signature["parameters"][active]["label"].as_str().unwrap();
    assert_eq!(signature["activeParameter"], answer["activeParameter"]);
    label.replace(parameter, &format!("[{parameter}]"))
}

#[test]
fn a_table_shows_its_columns_and_the_one_that_is_written() {
    let mut editor = editor(capable());
    let rest = "said : text, delay : duration in months) -> money GBP";
    let first = format!("late_fee([class : role], {rest}");
    let second = "late_fee(class : role, [said : text], delay : duration in months) -> money GBP";
    let third = "late_fee(class : role, said : text, [delay : duration in months]) -> money GBP";
    for (text, expected) in [
        ("define x = late_fee(¦", first.as_str()),
        ("define x = late_fee(¦)", &first),
        ("define x = late_fee(ki¦, \"a\", delay)", &first),
        ("define x = late_fee(kind,¦", second),
        ("define x = late_fee(kind, \"a\"¦", second),
        ("define x = late_fee(kind, \"a\", 3 ¦", third),
        ("define x = late_fee(kind, \"a\", 3¦", third),
        ("define x = late_fee(kind, \"a\", (delay + 1 ¦", third),
        ("define x = late_fee(kind, \"a\", delay, ¦", third),
        ("define x = late_fee(kind, \"a\", lesser of { delay, ¦", third),
        ("duty y {\n  when late_fee(kind,\n    \"a\", ¦\n  must\n}\n", third),
        ("define x = late_fee(kind, \"a\", delay)¦", "-"),
        ("define x = late_fee¦", "-"),
        ("define x = late_fee(kind, \"a¦", "-"),
        ("define x = (¦", "-"),
        ("define x = kind(¦", "-"),
        ("define x = late_fee(kind, \"a\" // ¦", second),
        ("table t on (¦", "-"),
    ] {
        assert_eq!(shown(&at(&mut editor, text)), expected, "{text}");
    }
}

#[test]
fn a_scale_shows_what_it_is_applied_to_and_both_where_the_law_says_so() {
    let mut editor = editor(capable());
    let answer = at(&mut editor, "define x = income_tax(¦");
    assert_eq!(answer["signatures"][0]["label"], "income_tax(money GBP) -> money GBP, marginal");
    assert_eq!(answer["signatures"][0]["parameters"], json!([{ "label": "money GBP" }]));
    assert_eq!(answer["signatures"][0]["documentation"], "Income tax\n\ns. 1");
    // The inner one is the one that is written.
    let answer = at(&mut editor, "define x = income_tax(late_fee(¦");
    let words = "The late fee\n\nDoubled where it happened before.\n\ns. 453";
    assert_eq!(answer["signatures"][0]["documentation"], words);
    let answer = at(&mut editor, "define x = income_tax(late_fee(kind, \"a\", delay) + ¦");
    assert_eq!(answer["signatures"][0]["label"], "income_tax(money GBP) -> money GBP, marginal");
}

#[test]
fn an_editor_that_takes_places_is_told_the_place_of_each_column() {
    let mut able = capable();
    able["textDocument"]["signatureHelp"] = json!({
        "signatureInformation": { "parameterInformation": { "labelOffsetSupport": true } },
    });
    let mut editor = editor(able);
    let answer = at(&mut editor, "define x = late_fee(¦");
    let label = answer["signatures"][0]["label"].as_str().unwrap();
    let parameters = answer["signatures"][0]["parameters"].as_array().unwrap();
    let shown: Vec<&str> = parameters
        .iter()
        .map(|it| {
            let end = |at: usize| it["label"][at].as_u64().unwrap() as usize;
            &label[end(0)..end(1)]
        })
        .collect();
    assert_eq!(shown, ["class : role", "said : text", "delay : duration in months"]);
}
