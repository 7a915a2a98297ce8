//! The edits that the language server offers for problems.

use crate::lsp_client::{Editor, find, range};
use crate::support::{PLATFORMS, law};
use serde_json::{Value, json};

const TWO: &str = "facts {\n  carries_form : bool over time\n  shows_counter : bool over time\n}\n\n\
                   duty carry {\n  cite \"Статья 🏛\"\n  must carries_from\n}\n\n\
                   duty show {\n  cite \"art. 2\"\n  must shows_counters\n}";

/// What is offered between two places of a file, of these kinds.
fn offered(
    editor: &mut Editor,
    name: &str,
    from: (u64, u64),
    to: (u64, u64),
    only: Option<&[&str]>,
) -> Vec<Value> {
    let mut context = json!({ "diagnostics": [] });
    if let Some(only) = only {
        context["only"] = json!(only);
    }
    let document = json!({ "uri": editor.uri(name) });
    let params = json!({ "textDocument": document, "range": range(from, to), "context": context });
    editor.request("textDocument/codeAction", params).as_array().unwrap().clone()
}

fn titles(offered: &[Value]) -> Vec<&str> {
    offered.iter().map(|it| it["title"].as_str().unwrap()).collect()
}

/// The edits of one file that an offer holds.
fn edits<'a>(offer: &'a Value, uri: &str) -> &'a [Value] {
    let files = offer["edit"]["documentChanges"].as_array().unwrap();
    let file = files.iter().find(|file| file["textDocument"]["uri"] == uri).unwrap();
    file["edits"].as_array().unwrap()
}

#[test]
fn each_problem_with_an_edit_offers_it_where_it_stands() {
    let text = law(TWO);
    let mut editor = Editor::with(&[("platforms.law", PLATFORMS), ("a.law", &text)]);
    editor.open("a.law");
    let told = editor.diagnostics("a.law");
    let (line, column) = find(&text, "carries_from");
    let found = offered(&mut editor, "a.law", (line, column + 3), (line, column + 3), None);
    let expected = ["Change it to `carries_form`", "Mend all 2 problems with an edit in this file"];
    assert_eq!(titles(&found), expected);
    assert_eq!((&found[0]["kind"], &found[0]["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(found[0]["diagnostics"][0], told[0], "the problem is named as it was shown");
    assert_eq!(found[0]["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
    let uri = editor.uri("a.law");
    let after = Editor::edited(&text, edits(&found[0], &uri));
    assert_eq!(after, text.replace("carries_from", "carries_form"));
    // All at once: nothing is left.
    let after = Editor::edited(&text, edits(&found[1], &uri));
    editor.write("a.law", &after);
    assert_eq!(editor.problems("a.law"), [""; 0]);
    // Nothing is offered where nothing is wrong.
    assert_eq!(offered(&mut editor, "a.law", (0, 0), (0, 3), None), [] as [Value; 0]);
}

#[test]
fn the_kinds_asked_for_are_those_given() {
    let text = law(TWO);
    let mut editor = Editor::with(&[("platforms.law", PLATFORMS), ("a.law", &text)]);
    let whole = ((0, 0), (900, 0));
    let mut kinds = |only: &[&str]| {
        let found = offered(&mut editor, "a.law", whole.0, whole.1, Some(only));
        found.iter().map(|it| it["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&["quickfix"]), ["quickfix", "quickfix"]);
    assert_eq!(kinds(&["source.fixAll"]), ["source.fixAll.solon"]);
    assert_eq!(kinds(&["source.fixAll.solon"]), ["source.fixAll.solon"]);
    assert_eq!(kinds(&["source"]), ["source.fixAll.solon"]);
    assert_eq!(kinds(&["source.organizeImports"]), [""; 0]);
    assert_eq!(kinds(&["refactor"]), [""; 0]);
    assert_eq!(kinds(&[]), [""; 0]);
}

#[test]
fn an_editor_without_versions_has_the_edits_by_file() {
    let text = law(TWO);
    let files = [("platforms.law", PLATFORMS), ("a.law", text.as_str())];
    let mut editor = Editor::able(&files, json!({}));
    let (line, column) = find(&text, "shows_counters");
    let found = offered(&mut editor, "a.law", (line, column), (line, column), None);
    let uri = editor.uri("a.law");
    let edits = found[0]["edit"]["changes"][&uri].as_array().unwrap();
    let after = Editor::edited(&text, edits);
    assert_eq!(after, text.replace("shows_counters", "shows_counter"));
}

#[test]
fn edits_of_every_page_of_the_codes_mend_its_bad_example() {
    // Of the examples that are laws by themselves, those with an edit: what is offered is what the
    // diagnostic of the command holds.
    let mut tried = 0;
    for page in crate::tidy::files("docs/errors", "md") {
        let text = std::fs::read_to_string(&page).unwrap();
        let Some(bad) = text.split("```law\n").nth(1).and_then(|rest| rest.split("```").next())
        else {
            continue;
        };
        if !bad.starts_with("law ") {
            continue;
        }
        let mut editor = Editor::with(&[("platforms.law", PLATFORMS), ("a.law", bad)]);
        editor.open("a.law");
        let path = editor.root().to_owned();
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_solon"))
            .args(["lint", "--format", "json"])
            .arg(path.join("a.law"))
            .output()
            .unwrap();
        let said: Value = serde_json::from_slice(&run.stdout).unwrap();
        let fixes = said["diagnostics"].as_array().unwrap().iter();
        let fixes = fixes.filter(|it| !it["fix"].is_null()).count();
        let mut found = offered(&mut editor, "a.law", (0, 0), (9000, 0), Some(&["quickfix"]));
        found.retain(|it| !it["title"].as_str().unwrap().starts_with("Allow `"));
        assert_eq!(found.len(), fixes, "{}", page.display());
        let uri = editor.uri("a.law");
        for offer in &found {
            let after = Editor::edited(bad, edits(offer, &uri));
            assert_ne!(after, bad, "{}: {}", page.display(), offer["title"]);
            tried += 1;
        }
    }
    assert!(tried > 3, "{tried} edits were tried");
}
