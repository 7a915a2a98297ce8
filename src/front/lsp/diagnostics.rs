//! What is wrong, as the editor shows it: every diagnostic of every file, with its other places.

use crate::front::lsp::analysis::{Analysis, Scope};
use crate::front::lsp::client::Client;
use crate::front::lsp::workspace::{Locating, Workspace};
use crate::ground::diagnostic::{Code, Diagnostic, Severity};
use crate::ground::text::Span;
use gen_lsp_types::{
    CodeDescription, Diagnostic as Shown, DiagnosticRelatedInformation, DiagnosticSeverity,
    DiagnosticTag, Range, Uri,
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What is shown at each path; a file in which nothing is wrong has an empty list.
pub fn all(workspace: &Workspace) -> BTreeMap<PathBuf, Vec<Shown>> {
    let mut by_path: BTreeMap<PathBuf, Vec<Shown>> = BTreeMap::new();
    for (scope, analysis) in &workspace.analyses {
        for (path, shown) in of_analysis(workspace, analysis) {
            let alone = Scope::Alone(path.clone());
            // A law that is open by itself is told of by its own analysis.
            if *scope != alone && workspace.analyses.contains_key(&alone) {
                continue;
            }
            let row = by_path.entry(path).or_default();
            // Two laws that stand alone may both use a file with a problem: it is told once.
            match row.is_empty() {
                true => row.extend(shown),
                false if *row != shown => {
                    let news = shown.into_iter().filter(|told| !row.contains(told));
                    let news: Vec<Shown> = news.collect();
                    row.extend(news);
                }
                false => {}
            }
        }
    }
    by_path
}

/// Counts what is shown of one file: more than the limit nobody reads, and few editors bear.
fn shows(row: &mut Vec<Shown>, most: usize, shown: impl FnOnce() -> Shown) {
    if row.len() < most {
        row.push(shown());
    } else if row.len() == most {
        row.push(Shown {
            severity: Some(DiagnosticSeverity::Information),
            source: Some("solon".to_owned()),
            message: format!("this file has more than {most} problems").into(),
            ..Shown::default()
        });
    }
}

fn of_analysis(workspace: &Workspace, analysis: &Analysis) -> BTreeMap<PathBuf, Vec<Shown>> {
    let mut by_path: BTreeMap<PathBuf, Vec<Shown>> =
        analysis.everything().map(|path| (path.to_owned(), Vec::new())).collect();
    let mut showing = Showing { workspace, analysis, places: workspace.locating(analysis) };
    for told in analysis.found() {
        let Some(span) = told.span else { continue };
        let Some(path) = analysis.path(span.source) else { continue };
        let row = by_path.entry(path.to_owned()).or_default();
        shows(row, workspace.most_shown(), || showing.shown(told, span));
    }
    let laws = analysis.unreadable.iter().map(|(path, told)| (path.as_path(), told));
    for (path, told) in laws.chain(analysis.sheets.unreadable()) {
        let shown = worded(told, Range::default(), &workspace.client);
        by_path.entry(path.to_owned()).or_default().push(shown);
    }
    by_path
}

/// What is shown of one sheet.
pub fn of_sheet(workspace: &Workspace, analysis: &Analysis, path: &Path) -> Vec<Shown> {
    let mut showing = Showing { workspace, analysis, places: workspace.locating(analysis) };
    let source = analysis.at(path);
    let own = analysis.found().filter_map(|told| Some((told, told.span?)));
    let own = own.filter(|(_, span)| Some(span.source) == source);
    let mut row = Vec::new();
    for (told, span) in own {
        shows(&mut row, workspace.most_shown(), || showing.shown(told, span));
    }
    row
}

/// One diagnostic of an analysis, as it is shown.
pub fn shown(workspace: &Workspace, analysis: &Analysis, told: &Diagnostic) -> Option<Shown> {
    let mut showing = Showing { workspace, analysis, places: workspace.locating(analysis) };
    told.span.map(|span| showing.shown(told, span))
}

struct Showing<'a> {
    workspace: &'a Workspace,
    analysis: &'a Analysis,
    places: Locating<'a>,
}

impl Showing<'_> {
    fn shown(&mut self, told: &Diagnostic, span: Span) -> Shown {
        let range = self.places.range(span);
        let mut shown = worded(told, range, &self.workspace.client);
        if !self.workspace.client.related {
            for label in &told.labels {
                let at = self.analysis.sources.position(label.span);
                let name = self.analysis.path(label.span.source).and_then(Path::file_name);
                let name = name.map(|name| name.to_string_lossy().into_owned());
                let place = format!("{}:{}:{}", name.unwrap_or_default(), at.line, at.column);
                said(&mut shown, &format!("\n{place}: {}", label.text));
            }
        } else if !told.labels.is_empty() {
            let related = told.labels.iter().filter_map(|label| {
                let location = self.places.location(label.span)?;
                let message = label.text.clone();
                Some(DiagnosticRelatedInformation { location, message })
            });
            shown.related_information = Some(related.collect());
        }
        shown
    }
}

fn said(shown: &mut Shown, more: &str) {
    if let gen_lsp_types::Message::String(words) = &mut shown.message {
        words.push_str(more);
    }
}

/// A diagnostic in words: the message, what is to say at its place, and how to mend it.
fn worded(told: &Diagnostic, range: Range, client: &Client) -> Shown {
    let mut message = told.message.clone();
    if let Some(label) = &told.label {
        message.push_str(&format!("\n{label}"));
    }
    if let Some(help) = &told.help {
        message.push_str(&format!("\nhelp: {help}"));
    }
    Shown {
        range,
        severity: Some(match told.code.severity() {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
            Severity::Note => DiagnosticSeverity::Information,
        }),
        code: Some(told.code.name().to_owned().into()),
        code_description: page(told.code, client).map(|href| CodeDescription { href }),
        source: Some("solon".to_owned()),
        message: message.into(),
        tags: (told.code == Code::W0001).then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: None,
        data: None,
    }
}

/// Where the page of a code can be read: on the web where the client says so, else from the server.
fn page(code: Code, client: &Client) -> Option<Uri> {
    match &client.docs {
        Some(docs) => Some(Uri(format!("{docs}/errors/{}.md", code.name()))),
        None => client.shows_texts.then(|| Uri(format!("solon-docs:/errors/{}.md", code.name()))),
    }
}
