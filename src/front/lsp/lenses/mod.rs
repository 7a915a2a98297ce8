//! `textDocument/codeLens`: what can be done with what is written here, and what came of it. What each says
//! is found when it is shown.

pub mod test;
pub mod evaluate;
pub mod affects;

use crate::front::lsp::dispatch::{Refusal, refusal};
use crate::front::lsp::look_back::touched;
use crate::front::lsp::workspace::{Here, Workspace};
use crate::ground::text::Span;
use crate::language::syntax::{Declaration, Header};
use gen_lsp_types::{CodeLensParams, Uri};
use lsp_server::ErrorCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What a lens is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Of {
    what: What,
    uri: Uri,
    /// The test or the provision; empty for a law.
    name: String,
}

/// What a lens does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum What {
    /// It runs a test.
    RunTest,
    /// It judges the chosen sheet.
    Evaluate,
    /// It says whom a change since the last commit affects.
    Affects,
}

impl What {
    /// Every one.
    pub const ALL: [What; 3] = [What::RunTest, What::Evaluate, What::Affects];

    /// The name of the command that this server runs.
    pub fn command(self) -> String {
        format!("solon.server.{}", self.word())
    }

    fn word(self) -> &'static str {
        match self {
            What::RunTest => "runTest",
            What::Evaluate => "evaluate",
            What::Affects => "affects",
        }
    }
}

/// The lenses of a law, without their words.
pub fn lenses(on: &Workspace, params: CodeLensParams) -> Result<Vec<Value>, Refusal> {
    let uri = params.text_document.uri;
    let Some(here) = on.here(&uri) else { return Ok(Vec::new()) };
    let Some(file) = here.file() else { return Ok(Vec::new()) };
    let mut found: Vec<(What, &str, Span)> = Vec::new();
    if let Some(Header::Law { name, .. }) = &file.header {
        found.push((What::Evaluate, "", name.span));
    }
    let touched = touched(here.analysis, here.source);
    for declaration in &file.declarations {
        if let Declaration::Test(test) = declaration {
            found.push((What::RunTest, &test.name.text, test.name.span));
        } else if let Some(name) = affects::named(declaration)
            && affects::is_touched(&touched, declaration.span())
        {
            found.push((What::Affects, &name.text, name.span));
        }
    }
    let columns = on.columns(here.text());
    let lens = |(what, name, span): (What, &str, Span)| {
        let of = Of { what, uri: uri.clone(), name: name.to_owned() };
        json!({ "range": columns.range(span.range()), "data": of })
    };
    Ok(found.into_iter().map(lens).collect())
}

/// A lens with its words, as of the texts as they are now.
pub fn resolved(on: &Workspace, mut lens: Value) -> Result<Value, Refusal> {
    let of = lens.get("data").cloned().unwrap_or_default();
    let of: Of = serde_json::from_value(of)
        .map_err(|error| refusal(ErrorCode::InvalidParams, error.to_string()))?;
    let here = on.here(&of.uri);
    let (title, more) = match (of.what, here) {
        (_, None) => (of.what.word().to_owned(), Vec::new()),
        (What::RunTest, Some(here)) => (test::title(on, here, &of.name), vec![json!(of.name)]),
        (What::Evaluate, Some(here)) => evaluate::title(on, here),
        (What::Affects, Some(here)) => (affects::title(on, here, &of.name), vec![json!(of.name)]),
    };
    // An extension has commands of its own, which show more.
    let command = match on.client.commands {
        true => format!("solon.{}", of.what.word()),
        false => of.what.command(),
    };
    let arguments: Vec<Value> = [json!(of.uri)].into_iter().chain(more).collect();
    if let Some(fields) = lens.as_object_mut() {
        let command = json!({ "title": title, "command": command, "arguments": arguments });
        fields.insert("command".to_owned(), command);
    }
    Ok(lens)
}

/// The law or sheet at an address that a command names.
pub(super) fn at<'a>(on: &'a Workspace, uri: &Uri) -> Result<Here<'a>, Refusal> {
    let unknown = || refusal(ErrorCode::RequestFailed, format!("`{}` is not open here", uri.0));
    let here = on.here(uri).ok_or_else(unknown)?;
    match here.analysis.holds() {
        true => Ok(here),
        false => Err(refusal(ErrorCode::RequestFailed, "the laws do not hold: mend them first")),
    }
}

/// Words for one line above the text.
fn short(words: &str) -> String {
    const MOST: usize = 90;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or("").trim_end()),
        None => line,
    }
}
