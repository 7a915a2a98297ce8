//! What the language server says of the layout of laws: positions in every encoding, folding, formatting.

use crate::lsp_client::{Editor, capable, find, range};
use crate::support::{PLATFORMS, law};
use serde_json::{Value, json};
use solon::front::lsp::position::{Columns, Encoding};

const DUTY: &str =
    "facts {\n  form : bool\n}\nduty carry \"Форма 🏛 обратной связи\" { must wrong }";

#[test]
fn columns_are_counted_in_the_units_of_the_encoding() {
    // Б is two bytes and one unit of UTF-16, € three and one, 🏛 four and two.
    let text = "ab\r\nБ€🏛x\rlast";
    let at = |encoding, offset| {
        let position = Columns::of(text, encoding).position(offset);
        (position.line, position.character)
    };
    let x = text.find('x').unwrap() as u32;
    assert_eq!(at(Encoding::Utf8, x), (1, 9));
    assert_eq!(at(Encoding::Utf16, x), (1, 4));
    assert_eq!(at(Encoding::Utf32, x), (1, 3));
    assert_eq!(at(Encoding::Utf16, 1), (0, 1));
    assert_eq!(at(Encoding::Utf16, x + 4), (2, 2));
    assert_eq!(at(Encoding::Utf16, 4000), (2, 4));
}

#[test]
fn every_offset_of_a_character_comes_back_from_its_position() {
    let text = "ab\r\n\u{feff}Б€🏛x🏛\r\rя\n\nlast 🏛";
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        let columns = Columns::of(text, encoding);
        for (at, letter) in text.char_indices() {
            // What stands behind the end of a line is the end of the line.
            if !matches!(letter, '\r' | '\n') {
                let position = columns.position(at as u32);
                assert_eq!(columns.offset(text, position), at, "{encoding:?} {at} {position:?}");
            }
        }
    }
}

#[test]
fn positions_that_do_not_exist_are_the_nearest_that_do() {
    let text = "ab\r\nx🏛y\n";
    let columns = Columns::of(text, Encoding::Utf16);
    let offset =
        |line, character| columns.offset(text, gen_lsp_types::Position { line, character });
    assert_eq!(offset(0, 900), 2, "before the line break");
    assert_eq!(offset(1, 2), 5, "within the surrogate pair: before it");
    assert_eq!(offset(1, 3), 9);
    assert_eq!(offset(1, u32::MAX), 10);
    assert_eq!(offset(2, 5), text.len());
    assert_eq!(offset(u32::MAX, u32::MAX), text.len());
}

#[test]
fn the_server_speaks_the_encoding_that_the_editor_offers_first() {
    let text = law(DUTY);
    let (line, column) = find(&text, "wrong");
    let before = text.lines().nth(line as usize).unwrap();
    let bytes = before.find("wrong").unwrap() as u64;
    let letters = before.chars().take_while(|it| *it != 'w').count() as u64;
    assert!(letters < column && column < bytes);
    let cases = [
        (json!(["utf-8", "utf-16"]), "utf-8", bytes),
        (json!(["utf-7", "utf-32"]), "utf-32", letters),
        (json!(["utf-16", "utf-8"]), "utf-16", column),
        (json!([]), "utf-16", column),
        (Value::Null, "utf-16", column),
    ];
    for (offered, _, expected) in cases {
        let files = [("platforms.law", PLATFORMS), ("a.law", text.as_str())];
        let able = json!({ "general": { "positionEncodings": offered } });
        let mut editor = Editor::able(&files, able);
        let told = editor.diagnostics("a.law");
        let wrong = told.iter().find(|it| it["code"] == "E0201").unwrap();
        assert_eq!(wrong["range"]["start"]["character"], expected, "{offered}");
        assert_eq!(wrong["range"]["end"]["character"], expected + 5, "{offered}");
        // An edit there mends it, in the same units.
        editor.open("a.law");
        editor.edit("a.law", (line, expected), (line, expected + 5), "form");
        assert_eq!(editor.problems("a.law"), [""; 0], "{offered}");
    }
}

#[test]
fn edits_count_lines_that_end_in_any_way() {
    let text = law(DUTY).replace('\n', "\r\n");
    let mut editor = Editor::with(&[("platforms.law", PLATFORMS), ("a.law", &text)]);
    editor.open("a.law");
    let (line, column) = find(&text, "wrong");
    editor.edit("a.law", (line, column), (line, column + 5), "form");
    assert_eq!(editor.problems("a.law"), [""; 0]);
    // Several changes of one message, each of the text that the one before leaves.
    editor.change(
        "a.law",
        json!([
            { "range": range((line, column), (line, column + 4)), "text": "fo" },
            { "range": range((line, column + 2), (line, column + 2)), "text": "rn" },
            { "range": range((line, column + 3), (line, column + 4)), "text": "m" },
            { "range": range((0, 0), (0, 0)), "text": "// one\r\n" },
            { "range": range((0, 0), (0, 2)), "text": "// two\r\n//" },
        ]),
    );
    assert_eq!(editor.problems("a.law"), [""; 0]);
    // From the last line to the first, as editors send what was replaced everywhere.
    editor.change(
        "a.law",
        json!([
            { "range": range((line + 2, column), (line + 2, column + 4)), "text": "форма" },
            { "range": range((line, 2), (line, 6)), "text": "формы" },
            { "range": range((0, 0), (1, 0)), "text": "" },
        ]),
    );
    let problems = editor.problems("a.law");
    let here = |words: &str| problems.iter().any(|it| it.contains(words));
    assert!(here("`ф`") || here("E01"), "{problems:?}");
}

fn folds(editor: &mut Editor, name: &str) -> Vec<(u64, u64, String)> {
    let params = json!({ "textDocument": { "uri": editor.uri(name) } });
    let ranges = editor.request("textDocument/foldingRange", params);
    let line = |range: &Value, key: &str| range[key].as_u64().unwrap();
    let rows = ranges.as_array().unwrap().iter().map(|range| {
        let kind = range["kind"].as_str().unwrap_or("").to_owned();
        (line(range, "startLine"), line(range, "endLine"), kind)
    });
    rows.collect()
}

#[test]
fn brackets_comments_and_uses_fold() {
    let text = "\
law a.b \"{ no bracket\" {
  source \"x\"
  // no { bracket
}
use one
use two

// a comment
// of two lines
define x = any of {
  a and (
    b
    or c
  ),
}

duty d { must x }
duty open {
";
    let mut editor = Editor::with(&[("a.law", text)]);
    let row = |from, to, kind: &str| (from, to, kind.to_owned());
    assert_eq!(
        folds(&mut editor, "a.law"),
        [
            row(0, 2, ""),
            row(4, 5, "imports"),
            row(7, 8, "comment"),
            row(9, 13, ""),
            row(10, 12, ""),
        ]
    );
    // A file that the server does not have has nothing to fold.
    assert_eq!(folds(&mut editor, "none.law"), []);
}

fn formatted(editor: &mut Editor, name: &str) -> Value {
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let document = json!({ "uri": editor.uri(name) });
    editor
        .request("textDocument/formatting", json!({ "textDocument": document, "options": options }))
}

#[test]
fn formatting_changes_the_lines_that_differ_and_no_other() {
    let text =
        law("facts { form : bool }\n\n// why\nduty carry \"Форма\" { cite \"1\"\n must form }");
    let mut editor = Editor::with(&[("platforms.law", PLATFORMS), ("a.law", &text)]);
    editor.open("a.law");
    let edits = formatted(&mut editor, "a.law");
    let after = Editor::edited(&text, edits.as_array().unwrap());
    // The same as the command writes.
    let path = editor.root().join("a.law");
    let run =
        std::process::Command::new(env!("CARGO_BIN_EXE_solon")).arg("fmt").arg(&path).output();
    assert!(run.unwrap().status.success());
    assert_eq!(after, std::fs::read_to_string(&path).unwrap());
    assert_ne!(after, text);
    let header = edits.as_array().unwrap().iter().find(|edit| edit["range"]["start"]["line"] == 0);
    assert!(header.is_none(), "the header stands as it should: {edits}");
    editor.write("a.law", &after);
    assert_eq!(formatted(&mut editor, "a.law"), json!([]));
    // A law that does not read is left as it is.
    editor.write("a.law", &after.replace("duty carry", "duty carry {"));
    assert_eq!(formatted(&mut editor, "a.law"), Value::Null);
}

#[test]
fn formatting_keeps_the_line_ends_of_the_editor() {
    let text =
        law("facts { form : bool }\nduty carry { cite \"1\" must form }").replace('\n', "\r\n");
    let mut editor = Editor::with(&[("platforms.law", PLATFORMS), ("a.law", &text)]);
    editor.open("a.law");
    let edits = formatted(&mut editor, "a.law");
    let after = Editor::edited(&text, edits.as_array().unwrap());
    assert!(after.contains("facts {\r\n  form : bool\r\n}"), "{after}");
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    editor.write("a.law", &after);
    assert_eq!(formatted(&mut editor, "a.law"), json!([]));
}

#[test]
fn every_shipped_law_is_laid_out_as_the_server_would() {
    let root = std::path::Path::new("policies").canonicalize().unwrap();
    let mut editor = Editor::on(&root, capable());
    for law in ["ru/landing/landing.law", "ru/landing/tests.law", "platforms.law"] {
        editor.open(law);
        assert_eq!(editor.problems(law), [""; 0], "{law}");
        assert_eq!(formatted(&mut editor, law), json!([]), "{law}");
        assert!(law == "platforms.law" || folds(&mut editor, law).len() > 20, "{law}");
    }
}
