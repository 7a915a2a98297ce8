//! Thousands of edits that nobody would make: the language server stays alive, and what it shows in the
//! end is what `solon check` prints of the same texts.

use crate::lsp_client::{Editor, capable, project, range};
use crate::support::{PLATFORMS, sheet};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// One thing that happens at an editor.
#[derive(Clone, Debug)]
enum Act {
    /// Replaces some characters from a place on, both as shares of 1000 of the text.
    Replace { file: usize, at: usize, letters: usize, by: String },
    /// Takes a text from elsewhere in the file and puts it here.
    Copy { file: usize, from: usize, letters: usize, to: usize },
    /// Puts the text back as it was at first.
    Restore { file: usize },
    /// Asks something at a place.
    Ask { what: usize, file: usize, at: usize },
    /// Asks and takes it back.
    Cancel { what: usize, file: usize },
}

const REQUESTS: [&str; 17] = [
    "textDocument/foldingRange",
    "textDocument/documentSymbol",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
    "textDocument/codeAction",
    "textDocument/formatting",
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/inlayHint",
    "textDocument/codeLens",
    "codeLens/resolve",
];

fn act() -> impl Strategy<Value = Act> {
    let words = prop_oneof![
        4 => prop::sample::select(vec![
            "{", "}", "(", ")", "\"", "\n", "\r\n", "\r", " ", "|", ",", ".", "/", "///", "\u{0}",
            "ж", "🏛", "\u{feff}", "\u{202e}", "e\u{301}", "0", "-", "2021-13-40", "not ", "and ",
            "duty ", "define x = ", "facts {\n", "unknown_name", "use platforms\n", "1/0", "é",
        ]).prop_map(str::to_owned),
        2 => "[ -~]{0,12}",
        1 => "\\PC{0,6}",
        3 => Just(String::new()),
    ];
    let file = 0..3_usize;
    let place = 0..=1000_usize;
    prop_oneof![
        12 => (file.clone(), place.clone(), 0..30_usize, words)
            .prop_map(|(file, at, letters, by)| Act::Replace { file, at, letters, by }),
        2 => (file.clone(), place.clone(), 0..200_usize, place.clone())
            .prop_map(|(file, from, letters, to)| Act::Copy { file, from, letters, to }),
        1 => file.clone().prop_map(|file| Act::Restore { file }),
        3 => (0..REQUESTS.len(), file.clone(), place)
            .prop_map(|(what, file, at)| Act::Ask { what, file, at }),
        1 => (0..REQUESTS.len(), file).prop_map(|(what, file)| Act::Cancel { what, file }),
    ]
}

/// An editor with its own copy of the texts.
struct Typist {
    editor: Editor,
    names: Vec<&'static str>,
    first: Vec<String>,
    texts: Vec<String>,
    asked: Vec<i64>,
}

impl Typist {
    fn new() -> Self {
        let shipped =
            |name: &str| std::fs::read_to_string(Path::new("policies").join(name)).unwrap();
        let names = vec!["landing.law", "tests.law", "sheets/app.yaml"];
        let tests: String =
            shipped("ru/landing/tests.law").lines().take(120).map(|it| format!("{it}\n")).collect();
        let sheet = sheet(&["daily_users: 5 million", "roles: [owner]"]);
        let sheet = sheet.replace("test.law", "ru.landing");
        let first = vec![shipped("ru/landing/landing.law"), tests, sheet];
        let mut files: Vec<(&str, &str)> =
            names.iter().copied().zip(first.iter().map(String::as_str)).collect();
        files.push(("platforms.law", PLATFORMS));
        let options = json!({ "sheet": "sheets/app.yaml", "on": "2022-02-04" });
        let mut editor = Editor::opening(project(&files), capable(), options);
        for name in &names {
            editor.open(name);
        }
        Self { editor, texts: first.clone(), names, first, asked: Vec::new() }
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Replace { file, at, letters, by } => {
                let start = self.place(file, at);
                self.replace(file, start, letters, &by);
            }
            Act::Copy { file, from, letters, to } => {
                let from = self.place(file, from);
                let words: String = self.texts[file][from..].chars().take(letters).collect();
                let to = self.place(file, to);
                self.replace(file, to, 0, &words);
            }
            Act::Restore { file } => {
                self.texts[file] = self.first[file].clone();
                let text = self.texts[file].clone();
                self.editor.write(self.names[file], &text);
            }
            Act::Ask { what, file, at } => {
                let id = self.ask(what, file, at);
                self.asked.push(id);
            }
            Act::Cancel { what, file } => {
                let id = self.ask(what, file, 0);
                self.editor.notify("$/cancelRequest", json!({ "id": id }));
                self.asked.push(id);
            }
        }
    }

    /// The byte at a share of a text.
    fn place(&self, file: usize, at: usize) -> usize {
        let text = &self.texts[file];
        (0..=text.len() * at / 1000).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0)
    }

    /// A position in UTF-16 of a byte; lines end as the protocol says.
    fn position(&self, file: usize, at: usize) -> (u64, u64) {
        let before = &self.texts[file][..at];
        let text = before.replace("\r\n", "\n").replace('\r', "\n");
        let line = text.matches('\n').count() as u64;
        let start = text.rfind('\n').map_or(0, |it| it + 1);
        (line, text[start..].encode_utf16().count() as u64)
    }

    fn replace(&mut self, file: usize, start: usize, letters: usize, by: &str) {
        let text = &self.texts[file];
        let mut end: usize =
            start + text[start..].chars().take(letters).map(char::len_utf8).sum::<usize>();
        // An editor has no place between the two halves of a line end.
        let halves = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
        let start = if halves(start) { start - 1 } else { start };
        if halves(end) {
            end += 1;
        }
        let range = range(self.position(file, start), self.position(file, end.max(start)));
        self.editor.change(self.names[file], json!([{ "range": range, "text": by }]));
        self.texts[file].replace_range(start..end.max(start), by);
    }

    fn ask(&mut self, what: usize, file: usize, at: usize) -> i64 {
        let place = self.place(file, at);
        let position = self.position(file, place);
        let params = json!({
            "textDocument": { "uri": self.editor.uri(self.names[file]) },
            "position": crate::lsp_client::position(position),
            "range": range((0, 0), position),
            "context": { "diagnostics": [], "includeDeclaration": true },
            "options": { "tabSize": 2, "insertSpaces": true },
            "newName": "another_name",
            "data": { "what": "evaluate", "uri": self.editor.uri(self.names[file]), "name": "" },
        });
        self.editor.ask(REQUESTS[what], params)
    }

    /// Every request is answered, and what is shown is what the command prints.
    fn settle(&mut self) -> usize {
        for id in std::mem::take(&mut self.asked) {
            let answer = self.editor.answer(id);
            let code = answer["error"]["code"].as_i64().unwrap_or(0);
            assert!([0, -32800, -32601, -32803].contains(&code), "{answer}");
        }
        // A version that nothing was said of yet.
        self.replace(0, 0, 0, "");
        let shown = self.editor.everything(self.names[0]);
        let laws = shown.iter().filter(|(name, _)| name.ends_with(".law"));
        let typist = &*self;
        let shown: BTreeSet<String> = laws
            .flat_map(|(name, rows)| rows.iter().map(move |row| typist.line(name, row)))
            .collect();
        assert_eq!(shown, self.printed(), "{:#?}", self.texts);
        shown.len()
    }

    fn text(&self, name: &str) -> &str {
        match self.names.iter().position(|it| *it == name) {
            Some(at) => &self.texts[at],
            None => PLATFORMS,
        }
    }

    /// A diagnostic that is shown, in one line; columns in characters, as the command has them.
    fn line(&self, name: &str, row: &Value) -> String {
        let start = &row["range"]["start"];
        let (line, units) = (start["line"].as_u64().unwrap(), start["character"].as_u64().unwrap());
        let text = self.text(name).replace("\r\n", "\n").replace('\r', "\n");
        let words = text.split('\n').nth(line as usize).unwrap_or("");
        let mut left = units as usize;
        let letters = words.chars().take_while(|letter| {
            let more = left > 0;
            left = left.saturating_sub(letter.len_utf16());
            more
        });
        let message = row["message"].as_str().unwrap().lines().next().unwrap_or("");
        let code = row["code"].as_str().unwrap();
        format!("{name}:{}:{} {code} {message}", line + 1, letters.count() + 1)
    }

    fn printed(&self) -> BTreeSet<String> {
        let files: Vec<(&str, &str)> =
            self.names.iter().copied().map(|name| (name, self.text(name))).collect();
        let folder = crate::lsp_client::project(&files);
        std::fs::write(folder.path().join("platforms.law"), PLATFORMS).unwrap();
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_solon"))
            .args(["check", ".", "--format", "json"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said: Value = serde_json::from_slice(&run.stdout).unwrap();
        let rows = said["diagnostics"].as_array().unwrap().iter();
        let line = |row: &Value| {
            let message = row["message"].as_str().unwrap().lines().next().unwrap_or("");
            let (file, code) = (row["file"].as_str().unwrap(), row["code"].as_str().unwrap());
            format!("{file}:{}:{} {code} {message}", row["line"], row["column"])
        };
        rows.map(line).collect()
    }
}

#[test]
fn random_edits_end_in_what_the_command_prints() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let config = Config { failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let acts = prop::collection::vec(act(), 150);
    let mut typist = Typist::new();
    let (first, mut problems) = (typist.settle(), 0);
    for _ in 0..20 {
        let acts = acts.new_tree(&mut runner).unwrap().current();
        for act in acts {
            typist.act(act);
        }
        problems += typist.settle();
        for file in 0..3 {
            typist.act(Act::Restore { file });
        }
        assert_eq!(typist.settle(), first, "the texts are again as they were shipped");
    }
    assert!(problems > 100, "{problems} problems were compared");
    let mut editor = typist.editor;
    editor.request("shutdown", Value::Null);
    editor.notify("exit", Value::Null);
    // A panic that was caught would have been told on standard error.
    assert_eq!(editor.ended(), (0, String::new()));
}

#[test]
fn texts_that_are_deep_or_long_end_nothing() {
    let text = crate::support::law("duty carry {\n  cite \"1\"\n  must HERE\n}");
    let files = [("platforms.law", PLATFORMS), ("a.law", text.as_str())];
    let mut editor = Editor::with(&files);
    editor.open("a.law");
    let many = |words: &str| words.repeat(20_000);
    let hostile = [
        many("("),
        many("{"),
        format!("{}a{}", many("("), many(")")),
        format!("{}a", many("not ")),
        format!("{}a", many("a implies ")),
        format!("{}a", many("a unless ")),
        format!("{}a", many("a and ")),
        format!("a{}", many(".a")),
        format!("{}a", many("if a then ")),
        many("🏛"),
        many("\""),
        format!("\"{}", many("x")),
        many("/// a\n"),
        many("a\n"),
        many("define x = a\n"),
    ];
    for words in hostile {
        editor.write("a.law", &text.replace("HERE", &words));
        let place = crate::lsp_client::find(&text, "HERE");
        let document = json!({ "uri": editor.uri("a.law") });
        let params = json!({
            "textDocument": document,
            "position": crate::lsp_client::position((place.0, place.1 + 1)),
            "range": range((0, 0), (9, 0)),
            "context": { "diagnostics": [], "includeDeclaration": true },
            "newName": "another",
        });
        for method in REQUESTS.iter().filter(|method| !method.ends_with("formatting")) {
            editor.ask(method, params.clone());
        }
        assert!(!editor.problems("a.law").is_empty());
    }
    editor.write("a.law", &text.replace("must HERE", "must not company.seat = RU"));
    assert_eq!(editor.problems("a.law"), [""; 0]);
    editor.request("shutdown", Value::Null);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.ended(), (0, String::new()));
}

#[test]
fn no_more_problems_are_shown_than_anybody_reads() {
    let text = crate::support::law(&"define x = misspelt\n".repeat(3_000));
    let mut editor = Editor::with(&[("platforms.law", PLATFORMS), ("a.law", &text)]);
    let told = editor.diagnostics("a.law");
    assert_eq!(told.len(), 1001);
    assert_eq!(told[1000]["message"], "this file has more than 1000 problems");
    assert!(told[..1000].iter().all(|it| it["severity"] == 1));
}

#[test]
fn every_beginning_of_a_law_is_borne() {
    let text =
        std::fs::read_to_string("policies/ru/traffic_response/traffic_response.law").unwrap();
    let files = [("platforms.law", PLATFORMS), ("a.law", text.as_str())];
    let mut editor = Editor::with(&files);
    editor.open("a.law");
    let places: Vec<usize> = (0..text.len()).filter(|at| text.is_char_boundary(*at)).collect();
    for (count, at) in places.iter().enumerate().filter(|(count, _)| count % 7 == 0) {
        editor.write("a.law", &text[..*at]);
        if count % 70 == 0 {
            for method in ["foldingRange", "documentSymbol", "semanticTokens/full"] {
                let document = json!({ "uri": editor.uri("a.law") });
                editor.request(
                    &format!("textDocument/{method}"),
                    json!({ "textDocument": document }),
                );
            }
        }
    }
    editor.write("a.law", &text);
    assert_eq!(editor.problems("a.law"), [""; 0]);
    editor.request("shutdown", Value::Null);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.ended(), (0, String::new()));
}
