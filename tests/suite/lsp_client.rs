//! An editor for the tests of the language server: it starts the real program and speaks with it over
//! its standard streams.

use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// After which an answer counts as missing: long, since the machine may be busy.
const DEADLINE: Duration = Duration::from_secs(60);

/// A folder with a project in it, and an editor that has it open.
pub struct Editor {
    folder: Option<tempfile::TempDir>,
    root: PathBuf,
    child: Child,
    input: Option<ChildStdin>,
    arrived: Receiver<Value>,
    /// Notifications and requests of the server that nobody has asked for yet.
    told: VecDeque<Value>,
    asked: i64,
    versions: BTreeMap<String, i32>,
    /// What was last shown of each file, by address, without advice.
    shown: BTreeMap<String, Vec<Value>>,
    /// The version that was last shown of each file.
    newest: BTreeMap<String, Value>,
    /// The advice that was last shown in each file.
    advice: BTreeMap<String, Vec<Value>>,
}

/// What most editors can do.
pub fn capable() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "workspace": {
            "workspaceEdit": { "documentChanges": true },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
        },
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true, "versionSupport": true },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
        },
    })
}

impl Editor {
    /// An editor with a fresh project of these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        Self::able(files, capable())
    }

    /// The same for an editor that can do what is said here.
    pub fn able(files: &[(&str, &str)], capabilities: Value) -> Self {
        let folder = project(files);
        let root = folder.path().to_owned();
        let mut editor = Self::on(&root, capabilities);
        editor.folder = Some(folder);
        editor
    }

    /// The same, with a fresh project that is removed with it.
    pub fn opening(folder: tempfile::TempDir, capabilities: Value, options: Value) -> Self {
        let root = folder.path().to_owned();
        let mut editor = Self::begun(&root, capabilities, options);
        editor.folder = Some(folder);
        editor
    }

    /// An editor that has a folder open.
    pub fn on(root: &Path, capabilities: Value) -> Self {
        Self::begun(root, capabilities, Value::Null)
    }

    /// An editor that has a folder open, with options of this server.
    pub fn begun(root: &Path, capabilities: Value, options: Value) -> Self {
        let mut editor = Self::silent(root);
        let params = json!({
            "processId": null,
            "rootUri": editor.uri(""),
            "workspaceFolders": [{ "uri": editor.uri(""), "name": "laws" }],
            "capabilities": capabilities,
            "initializationOptions": options,
        });
        editor.request("initialize", params);
        editor.notify("initialized", json!({}));
        editor
    }

    /// A server that nobody has said anything to.
    pub fn silent(root: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_solon"))
            .args(["lsp", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let output = child.stdout.take().unwrap();
        let (sender, arrived) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let root = root.to_owned();
        let (told, versions, shown, newest, advice) = Default::default();
        Self {
            folder: None,
            root,
            child,
            input,
            arrived,
            told,
            asked: 0,
            versions,
            shown,
            newest,
            advice,
        }
    }

    /// The address of a file of the project.
    pub fn uri(&self, name: &str) -> String {
        let path = self.root.join(name);
        let text = path.to_string_lossy().into_owned();
        format!("file://{}", text.trim_end_matches('/').replace(' ', "%20"))
    }

    /// Where the project is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Sends bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    /// Sends one message.
    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Tells the server something.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and gives its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Waits for the answer to a request.
    pub fn answer(&mut self, id: impl Into<Value>) -> Value {
        let id = id.into();
        loop {
            let message = self.next().unwrap_or_else(|| panic!("no answer to {id}"));
            if message.get("method").is_none() && message["id"] == id {
                return message;
            }
            self.told.push_back(message);
        }
    }

    /// The result of a request that succeeds.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {}", answer["error"]);
        answer["result"].clone()
    }

    /// The code and the words of a request that is refused.
    pub fn refused(&mut self, method: &str, params: Value) -> (i64, String) {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        let error = &answer["error"];
        assert!(error.is_object(), "{method} was answered: {answer}");
        (error["code"].as_i64().unwrap(), error["message"].as_str().unwrap().to_owned())
    }

    /// The next message, or none where the server has left or says nothing for too long.
    fn next(&mut self) -> Option<Value> {
        loop {
            let message = self.arrived.recv_timeout(DEADLINE).ok()?;
            if message["method"] != "textDocument/publishDiagnostics" {
                return Some(message);
            }
            if let Some(message) = self.without_advice(message) {
                return Some(message);
            }
        }
    }

    /// What is wrong in a file, its advice put aside. Nothing where only the advice is news.
    fn without_advice(&mut self, mut message: Value) -> Option<Value> {
        let params = &mut message["params"];
        let uri = params["uri"].as_str().unwrap().to_owned();
        let told = params["diagnostics"].as_array().unwrap().iter().cloned();
        let is_advice = |it: &Value| it["code"].as_str().is_some_and(|it| it.starts_with("W01"));
        let (advice, told): (Vec<Value>, Vec<Value>) = told.partition(is_advice);
        params["diagnostics"] = json!(told);
        let version = params["version"].clone();
        // Of a file that is not open nothing is said before something is wrong in it.
        let fresh = !self.shown.contains_key(&uri) && version.is_null() && told.is_empty();
        let advised = self.advice.insert(uri.clone(), advice.clone());
        let same = self.newest.insert(uri.clone(), version.clone()) == Some(version);
        let same = self.shown.insert(uri, told.clone()) == Some(told) && same;
        (!fresh && (!same || advised == Some(advice))).then_some(message)
    }

    /// Waits until the advice that is shown in a file is such.
    pub fn advised(&mut self, name: &str, fits: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let uri = self.uri(name);
        loop {
            let told = self.advice.get(&uri).cloned().unwrap_or_default();
            if fits(&told) {
                return told;
            }
            let message =
                self.arrived.recv_timeout(DEADLINE).unwrap_or_else(|_| panic!("{told:?}"));
            match message["method"] == "textDocument/publishDiagnostics" {
                true => {
                    let message = self.without_advice(message);
                    self.told.extend(message);
                }
                false => self.told.push_back(message),
            }
        }
    }

    /// Opens a file of the project with the text it has on disk.
    pub fn open(&mut self, name: &str) {
        let text = fs::read_to_string(self.root.join(name)).unwrap();
        self.open_with(name, &text);
    }

    /// Opens a file with a text of its own.
    pub fn open_with(&mut self, name: &str, text: &str) {
        let language = if name.ends_with(".law") { "solon" } else { "yaml" };
        self.versions.insert(name.to_owned(), 1);
        let uri = self.uri(name);
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Closes a file.
    pub fn close(&mut self, name: &str) {
        let uri = self.uri(name);
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// Puts another text in the place of an open file.
    pub fn write(&mut self, name: &str, text: &str) {
        self.change(name, json!([{ "text": text }]));
    }

    /// Replaces a range of an open file: from line and column to line and column, from zero.
    pub fn edit(&mut self, name: &str, from: (u64, u64), to: (u64, u64), text: &str) {
        let range = range(from, to);
        self.change(name, json!([{ "range": range, "text": text }]));
    }

    /// Sends changes of an open file.
    pub fn change(&mut self, name: &str, changes: Value) {
        let version = self.versions.get_mut(name).expect("the file is open");
        *version += 1;
        let version = *version;
        let document = json!({ "uri": self.uri(name), "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params);
    }

    /// The diagnostics of a file after all that was said so far: those of its newest version where it
    /// is open, the next that come where it is not.
    pub fn diagnostics(&mut self, name: &str) -> Vec<Value> {
        let uri = self.uri(name);
        let version = self.versions.get(name).copied();
        self.published(|params| {
            let newest = version.is_none_or(|version| params["version"] == version);
            params["uri"] == uri.as_str() && newest
        })
    }

    /// What is shown of a version of the document at an address.
    pub fn shown_of(&mut self, uri: &str, version: i32) -> Vec<Value> {
        self.published(|params| params["uri"] == uri && params["version"] == version)
    }

    /// What is shown next of the file at an address.
    pub fn shown_of_any(&mut self, uri: &str) -> Vec<Value> {
        self.published(|params| params["uri"] == uri)
    }

    fn published(&mut self, fits: impl Fn(&Value) -> bool) -> Vec<Value> {
        loop {
            let newest = self.told.iter().rposition(|message| {
                message["method"] == "textDocument/publishDiagnostics" && fits(&message["params"])
            });
            if let Some(at) = newest {
                let message = self.told.remove(at).unwrap();
                return message["params"]["diagnostics"].as_array().unwrap().clone();
            }
            let message = self.next().unwrap_or_else(|| panic!("no diagnostics: {:?}", self.told));
            self.told.push_back(message);
        }
    }

    /// What is shown of every file, by name, once the newest version of this file was looked at.
    pub fn everything(&mut self, name: &str) -> BTreeMap<String, Vec<Value>> {
        self.diagnostics(name);
        // The files behind it were told of before the next request was answered.
        self.request("workspace/symbol", json!({ "query": "no such name" }));
        let root = self.uri("") + "/";
        let rows = self.shown.iter().filter(|(_, shown)| !shown.is_empty());
        rows.map(|(uri, shown)| (uri.strip_prefix(&root).unwrap().to_owned(), shown.clone()))
            .collect()
    }

    /// Each diagnostic of a file as `line:column-line:column CODE message`, counted from one, the
    /// first line of its words alone.
    pub fn problems(&mut self, name: &str) -> Vec<String> {
        self.diagnostics(name).iter().map(problem).collect()
    }

    /// Requests and notifications of the server that nobody has taken yet, of one method.
    pub fn take(&mut self, method: &str) -> Vec<Value> {
        let (these, others) =
            self.told.drain(..).partition(|message: &Value| message["method"] == method);
        self.told = others;
        these.into()
    }

    /// The text that edits of the server make of a text; they must not overlap.
    pub fn edited(text: &str, edits: &[Value]) -> String {
        let mut places: Vec<(usize, usize, &str)> = edits
            .iter()
            .map(|edit| {
                let place = |end: &str| place(text, &edit["range"][end]);
                (place("start"), place("end"), edit["newText"].as_str().unwrap())
            })
            .collect();
        places.sort();
        let mut out = String::new();
        let mut at = 0;
        for (start, end, new) in places {
            assert!(start >= at, "edits overlap: {edits:?}");
            out.push_str(&text[at..start]);
            out.push_str(new);
            at = end;
        }
        out + &text[at..]
    }

    /// Says goodbye as an editor does; gives the exit code.
    pub fn leave(mut self) -> i32 {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.ended().0
    }

    /// Waits for the end of the program: its exit code and what it said on standard error.
    pub fn ended(&mut self) -> (i32, String) {
        self.input = None;
        let mut words = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        let status = self.child.wait().unwrap();
        (status.code().expect("ended by itself, not by a signal"), words)
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A fresh folder with a `solon.toml` and these files.
pub fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("solon.toml"), "").unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// A range of the protocol.
pub fn range(from: (u64, u64), to: (u64, u64)) -> Value {
    json!({ "start": position(from), "end": position(to) })
}

/// A position of the protocol.
pub fn position((line, character): (u64, u64)) -> Value {
    json!({ "line": line, "character": character })
}

/// The position of the first place at which words stand in a text, in UTF-16.
pub fn find(text: &str, words: &str) -> (u64, u64) {
    let at = text.find(words).unwrap_or_else(|| panic!("no `{words}`"));
    let line = text[..at].matches('\n').count() as u64;
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    (line, text[start..at].encode_utf16().count() as u64)
}

/// A diagnostic in one line.
pub fn problem(told: &Value) -> String {
    let at = |end: &str| {
        let position = &told["range"][end];
        let line = position["line"].as_u64().unwrap() + 1;
        format!("{line}:{}", position["character"].as_u64().unwrap() + 1)
    };
    let words = told["message"].as_str().unwrap().lines().next().unwrap_or("");
    format!("{}-{} {} {words}", at("start"), at("end"), told["code"].as_str().unwrap_or("-"))
}

/// The byte at a position in UTF-16.
fn place(text: &str, position: &Value) -> usize {
    let line = position["line"].as_u64().unwrap() as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut left = position["character"].as_u64().unwrap() as usize;
    let mut at = start;
    for letter in text[start..].chars() {
        if left == 0 || letter == '\n' {
            break;
        }
        left = left.saturating_sub(letter.len_utf16());
        at += letter.len_utf8();
    }
    at
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some(("Content-Length", digits)) => length = digits.parse().unwrap(),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}
