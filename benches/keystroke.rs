//! One keystroke in the language server: the change of the document, all that is understood anew, and
//! the diagnostics of every file, on a law of 5,000 lines and within the library of laws.

#![expect(
    clippy::expect_used,
    clippy::string_slice,
    reason = "a bench that panics has no texts to measure"
)]

use divan::Bencher;
use serde_json::json;
use solon::front::lsp::client::Client;
use solon::front::lsp::workspace::Workspace;
use solon::front::lsp::{diagnostics, dispatch};
use solon::ground::text::Limits;
use std::path::{Path, PathBuf};

fn main() {
    divan::main();
}

/// A law of about `lines` lines: facts, parameters, tables, definitions, duties and tests.
fn generated(lines: usize) -> String {
    let mut text = String::from(
        "law a.law \"A law\" {\n  source       \"Law No. 1\"\n  jurisdiction TR\n  \
         subject      company\n  in force     from 2021-01-01\n  month end    last day\n}\n\n\
         unit users\n\nentity company {\n  name : text\n}\n",
    );
    let mut at = 0;
    while text.matches('\n').count() < lines {
        text.push_str(&format!(
            "\n// No. {at}\nfacts {{\n  audience_{at} : number of users over time \"Пользователи\"\n  \
             form_{at}     : bool over time\n}}\n\n\
             parameter limit_{at} : number of users {{\n  from 2021-01-01: 500_000    cite \"art. {at}\"\n  \
             from 2022-01-01: 1 million  cite \"art. {at}\"\n}}\n\n\
             define covered_{at} = audience_{at} > limit_{at} and any of {{\n  form_{at}  cite \"art. 1\",\n  \
             audience_{at} > 2 * limit_{at},\n}}\n\n\
             duty keep_{at} \"Keep the form\" {{\n  cite \"art. {at}\"\n  when covered_{at}\n  must form_{at}\n}}\n\n\
             test \"No. {at}\" {{\n  given  form_{at} = true\n  given  audience_{at} = 5 million\n  on     2022-02-01\n  \
             expect keep_{at} fulfilled\n}}\n"
        ));
        at += 1;
    }
    text
}

/// A server that has a document open.
struct Open {
    workspace: Workspace,
    uri: String,
    line: usize,
    version: i32,
}

impl Open {
    fn new(root: &Path, name: &str, text: &str, line: usize) -> Self {
        let uri = format!("file://{}", root.join(name).display());
        let client = Client::of(&json!({ "rootUri": format!("file://{}", root.display()) }));
        let chosen = json!({ "sheet": "sheets/example.yaml", "on": "2022-02-01" });
        let mut workspace = Workspace::new(client, Some(&chosen), Limits::default());
        let document = json!({ "uri": uri, "languageId": "solon", "version": 0, "text": text });
        let opened = json!({ "textDocument": document });
        dispatch::notice(&mut workspace, "textDocument/didOpen", opened);
        workspace.refresh();
        Self { workspace, uri, line, version: 0 }
    }

    /// Writes a letter into a comment, or takes it away again.
    fn key(&mut self) -> usize {
        self.version += 1;
        let (until, text) = if self.version % 2 == 1 { (3, "x") } else { (4, "") };
        let start = json!({ "line": self.line, "character": 3 });
        let end = json!({ "line": self.line, "character": until });
        let changes = json!([{ "range": { "start": start, "end": end }, "text": text }]);
        let document = json!({ "uri": self.uri, "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        dispatch::notice(&mut self.workspace, "textDocument/didChange", params);
        assert!(self.workspace.news(), "the advice of `lint` is among it, where the laws hold");
        diagnostics::all(&self.workspace).values().map(Vec::len).sum()
    }
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("solon.toml"), "").expect("a file");
    folder
}

#[divan::bench(args = [5_000, 20_000])]
fn in_a_law_that_reads(bencher: Bencher, lines: usize) {
    let folder = folder();
    let mut open = Open::new(folder.path(), "a.law", &generated(lines), 14);
    bencher.bench_local(|| open.key());
}

/// A bracket is open in the middle of the law, as it is while somebody writes.
#[divan::bench(args = [5_000, 20_000])]
fn in_a_law_that_does_not_read(bencher: Bencher, lines: usize) {
    let folder = folder();
    let mut text = generated(lines);
    let middle = text.len() / 2 + text[text.len() / 2..].find("any of {").expect("a condition");
    text.replace_range(middle..middle + 8, "any of ");
    let mut open = Open::new(folder.path(), "a.law", &text, 14);
    bencher.bench_local(|| assert!(open.key() > 0));
}

/// A name is misspelt in the middle of the law.
#[divan::bench(args = [5_000, 20_000])]
fn in_a_law_with_a_misspelt_name(bencher: Bencher, lines: usize) {
    let folder = folder();
    let mut text = generated(lines);
    let middle = text.len() / 2 + text[text.len() / 2..].find("when covered").expect("a duty");
    text.replace_range(middle + 5..middle + 12, "coverde");
    let mut open = Open::new(folder.path(), "a.law", &text, 14);
    bencher.bench_local(|| assert!(open.key() > 0));
}

/// The key, and then completion in an expression and where a clause begins, before the law is shown anew.
#[divan::bench(args = [5_000, 20_000])]
fn with_completion(bencher: Bencher, lines: usize) {
    let folder = folder();
    let text = generated(lines);
    let middle = text.len() / 2 + text[text.len() / 2..].find("when covered").expect("a duty");
    let line = text[..middle].matches('\n').count();
    let mut open = Open::new(folder.path(), "a.law", &text, 14);
    bencher.bench_local(|| {
        let problems = open.key();
        for column in [2, 7] {
            let position = json!({ "line": line, "character": column });
            let params = json!({ "textDocument": { "uri": open.uri }, "position": position });
            let method = "textDocument/completion";
            let answer = dispatch::answer(&mut open.workspace, method, params);
            assert!(answer.is_ok_and(|answer| answer.get("items").is_some()));
        }
        problems
    });
}

/// The key, and then what an editor asks of its own accord; hints with the values for a sheet among it.
#[divan::bench(args = [5_000, 20_000])]
fn with_all_that_an_editor_asks(bencher: Bencher, lines: usize) {
    let folder = folder();
    let sheet = "name: Example\na.law: { audience_0: 5 million, form_0: true, audience_1: 7 }\n";
    std::fs::create_dir(folder.path().join("sheets")).expect("a folder");
    std::fs::write(folder.path().join("sheets/example.yaml"), sheet).expect("a file");
    let mut open = Open::new(folder.path(), "a.law", &generated(lines), 14);
    bencher.bench_local(|| {
        let problems = open.key();
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 60, "character": 0 } });
        let params = json!({
            "textDocument": { "uri": open.uri },
            "range": range,
            "context": { "diagnostics": [] },
            "position": { "line": 29, "character": 12 },
        });
        for method in [
            "foldingRange",
            "documentSymbol",
            "semanticTokens/full",
            "codeAction",
            "documentHighlight",
            "definition",
            "inlayHint",
            "codeLens",
        ] {
            let method = format!("textDocument/{method}");
            let answer = dispatch::answer(&mut open.workspace, &method, params.clone());
            assert!(answer.is_ok());
        }
        problems
    });
}

#[divan::bench]
fn in_the_library_of_laws(bencher: Bencher) {
    let root = PathBuf::from("policies").canonicalize().expect("the laws we ship");
    let name = "ru/landing/landing.law";
    let text = std::fs::read_to_string(root.join(name)).expect("a law");
    let line = text.lines().position(|line| line.starts_with("//")).unwrap_or(0);
    let mut open = Open::new(&root, name, &text, line);
    bencher.bench_local(|| open.key());
}
