//! The language server as an editor drives it: how it begins and ends, what it says of broken input,
//! and the diagnostics of laws.

use crate::lsp_client::{Editor, capable, find, problem};
use crate::support::{PLATFORMS, law};
use serde_json::{Value, json};

const FORM: &str = "facts {\n  carries_form : bool over time\n}\n\n\
                    duty carry \"Carry a form\" {\n  cite \"art. 1\"\n  must carries_form\n}";

fn small() -> Editor {
    Editor::with(&[("platforms.law", PLATFORMS), ("a.law", &law(FORM))])
}

#[test]
fn it_says_what_it_can_do_and_leaves_when_told() {
    let folder = crate::lsp_client::project(&[]);
    let mut editor = Editor::silent(folder.path());
    let params = json!({ "processId": null, "rootUri": null, "capabilities": capable() });
    let answer = editor.request("initialize", params);
    assert_eq!(answer["serverInfo"]["name"], "solon");
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(answer["capabilities"]["textDocumentSync"]["change"], 2);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn it_leaves_with_one_where_the_editor_did_not_say_so() {
    let mut editor = small();
    editor.notify("exit", Value::Null);
    assert_eq!(editor.ended(), (1, String::new()));
    // The same where the editor is simply gone.
    assert_eq!(small().ended(), (1, String::new()));
    let folder = crate::lsp_client::project(&[]);
    assert_eq!(Editor::silent(folder.path()).ended(), (1, String::new()));
}

#[test]
fn requests_out_of_turn_are_refused_with_the_codes_of_the_protocol() {
    let folder = crate::lsp_client::project(&[]);
    let mut editor = Editor::silent(folder.path());
    assert_eq!(editor.refused("textDocument/hover", json!({})).0, -32002);
    editor.request("initialize", json!({ "capabilities": {} }));
    assert_eq!(editor.refused("initialize", json!({ "capabilities": {} })).0, -32600);
    let (code, words) = editor.refused("textDocument/telepathy", json!({}));
    assert_eq!((code, words.contains("textDocument/telepathy")), (-32601, true));
    assert_eq!(editor.refused("textDocument/foldingRange", json!({ "a": 1 })).0, -32602);
    // A notification that nobody knows is passed over.
    editor.notify("$/telepathy", json!([1, 2]));
    editor.notify("textDocument/didChange", json!("what"));
    editor.request("shutdown", Value::Null);
    assert_eq!(editor.refused("textDocument/foldingRange", json!({})).0, -32600);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.ended(), (0, String::new()));
}

#[test]
fn malformed_input_is_answered_and_ends_nothing() {
    let mut editor = small();
    let framed = |body: &[u8]| {
        let mut bytes = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        bytes.extend(body);
        bytes
    };
    let cases: [(&[u8], i64); 8] = [
        (b"{\"jsonrpc\": ", -32700),
        (b"\xff\xfe\x00", -32700),
        (b"", -32700),
        (b"[]", -32600),
        (b"7", -32600),
        (b"{}", -32600),
        (br#"{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}"#, -32600),
        (br#"{"jsonrpc":"2.0","id":{},"method":"shutdown"}"#, -32600),
    ];
    for (body, code) in cases {
        editor.raw(&framed(body));
        let answer = editor.answer(Value::Null);
        assert_eq!(answer["error"]["code"], code, "{}", String::from_utf8_lossy(body));
    }
    let nested = format!("{{\"id\":1,\"method\":\"x\",\"params\":{}1", "[".repeat(100_000));
    editor.raw(&framed(nested.as_bytes()));
    assert_eq!(editor.answer(Value::Null)["error"]["code"], -32700);
    // Headers that are none are passed over; the next message is found.
    editor.raw(b"Hello\r\n\r\nContent-Length: many\r\n\r\n\x00\xff: :\n");
    editor.raw(b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n");
    let folding = json!({ "textDocument": { "uri": editor.uri("a.law") } });
    let ranges = editor.request("textDocument/foldingRange", folding);
    assert!(!ranges.as_array().unwrap().is_empty());
    // A request under a string is answered under it.
    editor.send(&json!({ "jsonrpc": "2.0", "id": "x", "method": "shutdown" }));
    assert_eq!(editor.answer("x")["result"], Value::Null);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.ended(), (0, String::new()));
}

#[test]
fn a_request_that_was_taken_back_is_not_answered_with_work() {
    let mut editor = small();
    // Both arrive at once, so that the server has the second before it looks at the first.
    let uri = editor.uri("a.law");
    let ask = json!({ "jsonrpc": "2.0", "id": 77, "method": "textDocument/foldingRange",
        "params": { "textDocument": { "uri": uri } } });
    let back = json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": 77 } });
    let mut seen = 0;
    for _ in 0..200 {
        let mut bytes = Vec::new();
        for message in [&ask, &back] {
            let body = message.to_string();
            bytes.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).bytes());
        }
        editor.raw(&bytes);
        let answer = editor.answer(77);
        if answer["error"]["code"] == -32800 {
            seen += 1;
        } else {
            assert!(answer["result"].is_array(), "{answer}");
        }
    }
    assert!(seen > 0, "none of 200 requests was taken back in time");
}

#[test]
fn every_law_of_the_project_is_checked_at_once() {
    let broken = law("duty carry {\n  cite \"art. 1\"\n  must carries_from\n}");
    let mut editor = Editor::with(&[("platforms.law", PLATFORMS), ("deep/b.law", &broken)]);
    // Nothing was opened.
    let problems = editor.problems("deep/b.law");
    let (line, column) = find(&broken, "carries_from");
    let place = format!("{}:{}-{0}:{}", line + 1, column + 1, column + 1 + 12);
    assert_eq!(problems, [format!("{place} E0201 unknown name `carries_from`")]);
}

#[test]
fn edits_break_a_law_and_mend_it() {
    let mut editor = small();
    editor.open("a.law");
    assert_eq!(editor.problems("a.law"), [""; 0]);
    let text = law(FORM);
    let (line, column) = find(&text, "must carries_form");
    let column = column + "must carries_".len() as u64;
    editor.edit("a.law", (line, column), (line, column + 4), "from");
    let problems = editor.problems("a.law");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].contains("E0201"), "{problems:?}");
    // One letter at a time, all without waiting.
    editor.edit("a.law", (line, column), (line, column + 4), "");
    for (at, letter) in "form".chars().enumerate() {
        let at = column + at as u64;
        editor.edit("a.law", (line, at), (line, at), &letter.to_string());
    }
    assert_eq!(editor.problems("a.law"), [""; 0]);
    // A bracket that is gone is a syntax error, and its return mends it.
    let end = text.lines().count() as u64 - 1;
    editor.edit("a.law", (end, 0), (end, 1), "");
    assert!(editor.problems("a.law")[0].contains("E0102"));
    editor.edit("a.law", (end, 0), (end, 0), "}");
    assert_eq!(editor.problems("a.law"), [""; 0]);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn a_change_in_one_file_is_told_of_another() {
    let mut editor = small();
    editor.open("platforms.law");
    assert_eq!(editor.problems("platforms.law"), [""; 0]);
    editor.write("platforms.law", &PLATFORMS.replace("entity service", "entity servant"));
    // The law is not open: its subject is gone all the same.
    let problems = editor.problems("a.law");
    assert!(problems.iter().any(|it| it.contains("`service`")), "{problems:?}");
    // What is closed counts as it is on disk.
    editor.close("platforms.law");
    assert_eq!(editor.problems("a.law"), [""; 0]);
}

#[test]
fn other_places_codes_and_edits_stand_with_a_problem() {
    let twice = law("facts {\n  form : bool\n}\ndefine form = true");
    let mut editor = Editor::with(&[("platforms.law", PLATFORMS), ("a.law", &twice)]);
    let told = editor.diagnostics("a.law");
    let (line, column) = find(&twice, "form : bool");
    let clash = told.iter().find(|it| it["code"] == "E0202").unwrap_or_else(|| panic!("{told:?}"));
    assert_eq!((clash["severity"].as_u64(), clash["source"].as_str()), (Some(1), Some("solon")));
    let other = &clash["relatedInformation"][0];
    assert_eq!(other["location"]["uri"], editor.uri("a.law"));
    let start = json!({ "line": line, "character": column });
    assert_eq!(other["location"]["range"]["start"], start);
    assert!(clash.get("codeDescription").is_none(), "there is no page that this editor can show");
    // An editor that shows no other places has them in the message.
    let files = [("platforms.law", PLATFORMS), ("a.law", twice.as_str())];
    let mut plain = Editor::able(&files, json!({}));
    let told = plain.diagnostics("a.law");
    let clash = told.iter().find(|it| it["code"] == "E0202").unwrap();
    assert!(clash.get("relatedInformation").is_none());
    let place = format!("a.law:{}:{}", line + 1, column + 1);
    assert!(clash["message"].as_str().unwrap().contains(&place), "{clash}");
}

#[test]
fn what_is_unused_is_shown_as_unnecessary() {
    let text = law(
        "facts {\n  form : bool\n  other : bool\n}\nduty carry {\n  cite \"1\"\n  must form\n}",
    );
    let mut editor = Editor::with(&[("platforms.law", PLATFORMS), ("a.law", &text)]);
    let told = editor.diagnostics("a.law");
    let unused = told.iter().find(|it| it["code"] == "W0001").unwrap_or_else(|| panic!("{told:?}"));
    assert_eq!((&unused["severity"], &unused["tags"]), (&json!(2), &json!([1])));
    assert!(problem(unused).contains("other"));
}

#[test]
fn a_law_without_a_project_is_checked_alone_with_what_it_uses() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    std::fs::write(folder.path().join("platforms.law"), PLATFORMS).unwrap();
    std::fs::write(folder.path().join("a.law"), law(FORM)).unwrap();
    // Another law of the same name would clash in a project.
    std::fs::write(folder.path().join("b.law"), law("duty carry {\n  must misspelt\n}")).unwrap();
    let mut editor = Editor::on(folder.path(), capable());
    editor.open("a.law");
    assert_eq!(editor.problems("a.law"), [""; 0]);
    editor.open("b.law");
    let problems = editor.problems("b.law");
    assert!(problems.iter().any(|it| it.contains("`misspelt`")), "{problems:?}");
    assert!(!problems.iter().any(|it| it.contains("E0205")), "{problems:?}");
    editor.close("b.law");
    assert_eq!(editor.leave(), 0);
}

#[test]
fn a_buffer_that_was_never_saved_is_checked_with_what_it_uses() {
    let mut editor = small();
    let uri = "untitled:Untitled-1";
    let text = law(FORM).replace("test.law", "draft.law").replace("must carries_form", "must form");
    let document = json!({ "uri": uri, "languageId": "solon", "version": 4, "text": text });
    editor.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let params = json!({ "textDocument": { "uri": uri } });
    assert!(editor.request("textDocument/documentSymbol", params).is_array());
    // The vocabulary was found in the open folder: the name is all that is wrong.
    let told = editor.shown_of(uri, 4);
    let problems: Vec<String> = told.iter().map(problem).collect();
    assert!(problems.len() == 1 && problems[0].contains("unknown name `form`"), "{problems:?}");
    // A text of another language is no concern.
    let document =
        json!({ "uri": "untitled:2", "languageId": "markdown", "version": 1, "text": "#" });
    editor.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let document = json!({ "textDocument": { "uri": uri } });
    editor.notify("textDocument/didClose", document);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn addresses_are_those_of_the_editor_whatever_the_folder_is_called() {
    let text = law(FORM).replace("must carries_form", "must form");
    let name = "Мои законы & co/a#1 100%.law";
    let mut editor = Editor::with(&[("platforms.law", PLATFORMS), (name, &text)]);
    let root = editor.uri("");
    // Not open: the address is written by the server, with every byte that is not plain escaped.
    let escaped =
        "%D0%9C%D0%BE%D0%B8%20%D0%B7%D0%B0%D0%BA%D0%BE%D0%BD%D1%8B%20%26%20co/a%231%20100%25.law";
    let told = editor.shown_of_any(&format!("{root}/{escaped}"));
    assert!(told.iter().any(|it| problem(it).contains("`form`")), "{told:?}");
    // Open: as the editor writes it, in its own way.
    let own =
        format!("{root}/{}", escaped.replace("%26", "&").to_lowercase().replace("%d0", "%D0"));
    let document = json!({ "uri": own, "languageId": "solon", "version": 1, "text": text });
    editor.notify("textDocument/didOpen", json!({ "textDocument": document }));
    assert_eq!(editor.shown_of(&own, 1).len(), told.len());
}

#[test]
fn the_page_of_a_code_is_linked_where_it_can_be_shown() {
    let broken = law("duty carry {\n  cite \"1\"\n  must misspelt\n}");
    let files = [("platforms.law", PLATFORMS), ("a.law", broken.as_str())];
    let mut able = capable();
    able["workspace"]["textDocumentContent"] = json!({});
    let mut editor = Editor::able(&files, able);
    let told = editor.diagnostics("a.law");
    let href = told[0]["codeDescription"]["href"].as_str().unwrap().to_owned();
    assert_eq!(href, "solon-docs:/errors/E0201.md");
    let page = editor.request("workspace/textDocumentContent", json!({ "uri": href }));
    let written = std::fs::read_to_string("docs/errors/E0201.md").unwrap();
    assert_eq!(page["text"], written);
    let nowhere = json!({ "uri": "solon-docs:/errors/../../Cargo.toml" });
    assert_eq!(editor.refused("workspace/textDocumentContent", nowhere).0, -32602);
    // Where the editor says at which address the pages lie, that is linked.
    let folder = crate::lsp_client::project(&files);
    let mut editor = Editor::silent(folder.path());
    let uri = editor.uri("");
    let options = json!({ "docs": "https://example.org/docs/" });
    let params = json!({ "rootUri": uri, "capabilities": {}, "initializationOptions": options });
    editor.request("initialize", params);
    editor.notify("initialized", json!({}));
    let told = editor.diagnostics("a.law");
    assert_eq!(told[0]["codeDescription"]["href"], "https://example.org/docs/errors/E0201.md");
}

#[test]
fn a_client_that_says_nothing_of_itself_is_served() {
    let files = [("platforms.law", PLATFORMS), ("a.law", &law(FORM))];
    let folder = crate::lsp_client::project(&files);
    for params in [Value::Null, json!([]), json!({ "rootUri": 7, "capabilities": "all" })] {
        let mut editor = Editor::silent(folder.path());
        editor.request("initialize", params);
        editor.open("a.law");
        assert_eq!(editor.problems("a.law"), [""; 0]);
        assert_eq!(editor.leave(), 0);
    }
}

#[test]
fn files_that_change_on_disk_are_read_again() {
    let mut editor = small();
    editor.open("a.law");
    assert_eq!(editor.problems("a.law"), [""; 0]);
    let asked = editor.take("client/registerCapability");
    assert_eq!(asked.len(), 1, "the server asks to be told of changes");
    let path = editor.root().join("platforms.law");
    std::fs::remove_file(&path).unwrap();
    let gone = json!({ "changes": [{ "uri": editor.uri("platforms.law"), "type": 3 }] });
    // A request that comes in between sees the change, and does not keep it to itself.
    let bytes = |message: &Value| {
        let body = message.to_string();
        format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    };
    let notice =
        json!({ "jsonrpc": "2.0", "method": "workspace/didChangeWatchedFiles", "params": gone });
    let document = json!({ "textDocument": { "uri": editor.uri("a.law") } });
    let ask = json!({ "jsonrpc": "2.0", "id": 900, "method": "textDocument/foldingRange", "params": document });
    let both = [bytes(&notice), bytes(&ask)].concat();
    editor.raw(&both);
    editor.answer(900);
    let problems = editor.problems("a.law");
    assert!(problems.iter().any(|it| it.contains("platforms")), "{problems:?}");
    std::fs::write(&path, PLATFORMS).unwrap();
    let back = json!({ "changes": [{ "uri": editor.uri("platforms.law"), "type": 1 }] });
    editor.notify("workspace/didChangeWatchedFiles", back);
    assert_eq!(editor.problems("a.law"), [""; 0]);
}

#[test]
fn a_file_that_cannot_be_read_says_so_at_its_top() {
    let folder = crate::lsp_client::project(&[("platforms.law", PLATFORMS), ("a.law", &law(FORM))]);
    std::fs::write(folder.path().join("b.law"), b"law \xff").unwrap();
    let mut editor = Editor::on(folder.path(), capable());
    let problems = editor.problems("b.law");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].starts_with("1:1-1:1 E0114"), "{problems:?}");
}
