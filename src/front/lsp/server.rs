//! The loop: messages in the order in which they came, and diagnostics when none is waiting.

use crate::front::lsp::client::Client;
use crate::front::lsp::outbox::Said;
use crate::front::lsp::wire::{self, Arrived, Outlet};
use crate::front::lsp::workspace::Workspace;
use crate::front::lsp::{capabilities, diagnostics, dispatch};
use crate::ground::text::Limits;
use gen_lsp_types::{Diagnostic, PublishDiagnosticsParams, Uri};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

/// How far the conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Before `initialize`.
    Fresh,
    /// In the middle.
    Running,
    /// After `shutdown`.
    ShutDown,
}

/// What the client was last told of a file.
#[derive(Debug)]
struct Told {
    uri: Uri,
    version: Option<i32>,
    diagnostics: Vec<Diagnostic>,
}

struct Server<W> {
    inbox: Receiver<Arrived>,
    waiting: VecDeque<Arrived>,
    outlet: Outlet<W>,
    stage: Stage,
    limits: Limits,
    workspace: Workspace,
    told: BTreeMap<PathBuf, Told>,
}

/// Serves one client until it leaves. Says whether it left as it should: `shutdown`, then `exit`.
pub fn serve(
    input: impl Read + Send + 'static,
    output: impl Write,
    limits: Limits,
) -> io::Result<bool> {
    let (sender, inbox) = channel();
    // The reader never waits for an answer to be read, so that neither side can block the other.
    std::thread::Builder::new().name("reader".to_owned()).spawn(move || {
        let mut input = BufReader::new(input);
        while let Ok(Some(arrived)) = wire::next(&mut input) {
            if sender.send(arrived).is_err() {
                return;
            }
        }
    })?;
    let mut server = Server {
        inbox,
        waiting: VecDeque::new(),
        outlet: Outlet::new(output),
        stage: Stage::Fresh,
        limits,
        workspace: Workspace::default(),
        told: BTreeMap::new(),
    };
    server.run()
}

impl<W: Write> Server<W> {
    fn run(&mut self) -> io::Result<bool> {
        loop {
            self.waiting.extend(self.inbox.try_iter());
            let Some(arrived) = self.waiting.pop_front() else {
                // Nothing waits: what was put off is done now.
                if self.stage == Stage::Running {
                    self.publish()?;
                    // Sheets one at a time, so that a keystroke waits for one at most.
                    if self.publish_sheet()? {
                        continue;
                    }
                    self.say()?;
                }
                match self.inbox.recv() {
                    Ok(arrived) => self.waiting.push_back(arrived),
                    Err(_) => return Ok(false),
                }
                continue;
            };
            match arrived {
                Arrived::Message(Message::Request(request)) => self.request(request)?,
                Arrived::Message(Message::Notification(notification)) => {
                    if notification.method == "exit" {
                        return Ok(self.stage == Stage::ShutDown);
                    }
                    self.notification(notification)?;
                }
                // Nothing that we ask for needs its answer.
                Arrived::Message(Message::Response(_)) => {}
                Arrived::Malformed(refused) => self.outlet.refuse(&refused)?,
            }
            self.say()?;
        }
    }

    /// Says what waits to be said.
    fn say(&mut self) -> io::Result<()> {
        for said in std::mem::take(&mut self.workspace.outbox) {
            match said {
                Said::Told(method, params) => self.outlet.tell(method, params)?,
                Said::Asked(method, params) => self.outlet.ask(method, params)?,
            }
        }
        Ok(())
    }

    fn request(&mut self, request: Request) -> io::Result<()> {
        let Request { id, method, params } = request;
        let refuse = |code, words: &str| Err(dispatch::refusal(code, words));
        let result = match (self.stage, method.as_str()) {
            (Stage::Fresh, "initialize") => {
                let options = params.get("initializationOptions");
                self.workspace = Workspace::new(Client::of(&params), options, self.limits);
                self.stage = Stage::Running;
                Ok(capabilities::capabilities(&self.workspace.client))
            }
            (Stage::Fresh, _) => {
                refuse(ErrorCode::ServerNotInitialized, "the first request is `initialize`")
            }
            (Stage::Running, "initialize") => {
                refuse(ErrorCode::InvalidRequest, "`initialize` was answered already")
            }
            (Stage::Running, "shutdown") => {
                self.stage = Stage::ShutDown;
                Ok(Value::Null)
            }
            (Stage::Running, _) if self.cancelled(&id) => {
                refuse(ErrorCode::RequestCanceled, "cancelled")
            }
            (Stage::Running, method) => {
                let workspace = &mut self.workspace;
                // The last resort: a bug in one answer is told as such and ends nothing else.
                let answer =
                    catch_unwind(AssertUnwindSafe(|| dispatch::answer(workspace, method, params)));
                answer.unwrap_or_else(|_| refuse(ErrorCode::InternalError, "a bug in solon"))
            }
            (Stage::ShutDown, _) => {
                refuse(ErrorCode::InvalidRequest, "after `shutdown` there is only `exit`")
            }
        };
        self.outlet.answer(Response { id, response_result: result })
    }

    /// Whether the client has taken a request back before its turn came.
    fn cancelled(&mut self, id: &RequestId) -> bool {
        self.waiting.extend(self.inbox.try_iter());
        self.waiting.iter().any(|arrived| match arrived {
            Arrived::Message(Message::Notification(notice)) => {
                let taken_back = notice.params.get("id").cloned().unwrap_or_default();
                notice.method == "$/cancelRequest"
                    && serde_json::from_value::<RequestId>(taken_back).is_ok_and(|it| it == *id)
            }
            Arrived::Message(Message::Request(_) | Message::Response(_))
            | Arrived::Malformed(_) => false,
        })
    }

    fn notification(&mut self, notification: Notification) -> io::Result<()> {
        let Notification { method, params } = notification;
        if self.stage != Stage::Running {
            return Ok(());
        }
        if method == "initialized" && self.workspace.client.watches {
            return self.outlet.ask("client/registerCapability", capabilities::watched());
        }
        let workspace = &mut self.workspace;
        let _ = catch_unwind(AssertUnwindSafe(|| dispatch::notice(workspace, &method, params)));
        Ok(())
    }

    /// Tells the client what is wrong in every file where that has changed, and in every open one
    /// whose text has.
    fn publish(&mut self) -> io::Result<()> {
        let workspace = &mut self.workspace;
        let changed = catch_unwind(AssertUnwindSafe(|| workspace.news())).unwrap_or(false);
        let versions = self.workspace.documents.rows();
        let moved = versions.into_iter().any(|(path, document)| {
            self.told.get(path).is_some_and(|told| told.version != Some(document.version))
        });
        if !changed && !moved {
            return Ok(());
        }
        // Of the document that it changes a client asks again by itself.
        if changed && self.workspace.documents.rows().nth(1).is_some() {
            self.workspace.ask_again();
        }
        let mut now = diagnostics::all(&self.workspace);
        let gone: Vec<PathBuf> =
            self.told.keys().filter(|path| !now.contains_key(*path)).cloned().collect();
        for path in gone {
            now.insert(path, Vec::new());
        }
        for (path, diagnostics) in now {
            self.tell(path, diagnostics)?;
        }
        Ok(())
    }

    /// Reads a sheet against the laws as they are, where one waits for it, and tells what is wrong.
    fn publish_sheet(&mut self) -> io::Result<bool> {
        let workspace = &mut self.workspace;
        let read = catch_unwind(AssertUnwindSafe(|| workspace.read_sheet())).unwrap_or_default();
        let Some((scope, path)) = read else { return Ok(false) };
        if let Some(analysis) = self.workspace.analyses.get(&scope) {
            let diagnostics = diagnostics::of_sheet(&self.workspace, analysis, &path);
            self.tell(path, diagnostics)?;
        }
        Ok(true)
    }

    fn tell(&mut self, path: PathBuf, diagnostics: Vec<Diagnostic>) -> io::Result<()> {
        let uri = self.workspace.documents.uri(&path);
        let version = self.workspace.documents.at(&path).map(|document| document.version);
        let same = match self.told.get(&path) {
            Some(told) => {
                told.diagnostics == diagnostics && told.version == version && told.uri == uri
            }
            None => diagnostics.is_empty() && version.is_none(),
        };
        if !same {
            let params = PublishDiagnosticsParams { uri, version, diagnostics };
            let json = serde_json::to_value(&params).unwrap_or_else(|_| json!({}));
            self.outlet.tell("textDocument/publishDiagnostics", json)?;
            let PublishDiagnosticsParams { uri, version, diagnostics } = params;
            self.told.insert(path, Told { uri, version, diagnostics });
        }
        Ok(())
    }
}
