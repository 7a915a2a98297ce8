//! `textDocument/codeAction`: the edit of every diagnostic that has one, all of them at once, and the
//! `allow` of every piece of advice.

use crate::front::lsp::allowing::allowing;
use crate::front::lsp::diagnostics::shown;
use crate::front::lsp::dispatch::Refusal;
use crate::front::lsp::edit;
use crate::front::lsp::workspace::{Here, Workspace};
use crate::ground::diagnostic::{Diagnostic, Fix};
use crate::ground::text::Span;
use crate::tools::lint::Rule;
use gen_lsp_types::CodeActionParams;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The kind of one edit.
const ONE: &str = "quickfix";
/// The kind of all edits of a file.
const ALL: &str = "source.fixAll.solon";
/// Of so many pieces of advice at one place an `allow` is offered: more is a whole file chosen.
const MOST_ALLOWED: usize = 20;

/// What mends the problems in a range of a file.
pub fn fixes(on: &Workspace, params: CodeActionParams) -> Result<Vec<Value>, Refusal> {
    let Some(here) = on.here(&params.text_document.uri) else { return Ok(Vec::new()) };
    let columns = on.columns(here.text());
    let start = columns.offset(here.text(), params.range.start);
    let end = columns.offset(here.text(), params.range.end).max(start);
    let only: Option<Vec<String>> =
        params.context.only.map(|kinds| kinds.into_iter().map(String::from).collect());
    let wanted = |kind: &str| {
        let within = |asked: &String| {
            asked.is_empty() || kind == asked || kind.starts_with(&format!("{asked}."))
        };
        only.as_ref().is_none_or(|only| only.iter().any(within))
    };
    let mut offered = Vec::new();
    let touches = |span: Span| {
        span.source == here.source && span.start as usize <= end && start <= span.end as usize
    };
    if wanted(ONE) {
        for (told, fix) in mending(here) {
            let near =
                told.span.is_some_and(touches) || fix.edits.iter().any(|(span, _)| touches(*span));
            if near {
                offered.push(one(on, here, told, fix));
            }
        }
    }
    // Whoever asks for no kind is offered the few edits of this place, and all where there are more.
    let asked = only.is_some() && wanted(ALL);
    let all = together(here);
    if asked && !all.is_empty() || only.is_none() && all.len() > 1 && !offered.is_empty() {
        let title = format!("Mend all {} problems with an edit in this file", all.len());
        let edits = all.iter().flat_map(|fix| &fix.edits);
        let edits = edits.map(|(span, words)| (*span, words.as_str()));
        let kind = if asked { ALL } else { ONE };
        let edit = edit::of_spans(on, here.analysis, edits);
        offered.push(json!({ "title": title, "kind": kind, "edit": edit }));
    }
    if wanted(ONE) {
        let near = here.analysis.found().filter(|told| told.span.is_some_and(touches));
        let advice = near.filter(|told| Rule::of_code(told.code).is_some()).take(MOST_ALLOWED);
        offered.extend(advice.filter_map(|told| allow(on, here, told)));
    }
    Ok(offered)
}

/// The edit that allows what a piece of advice is about.
fn allow(on: &Workspace, here: Here<'_>, told: &Diagnostic) -> Option<Value> {
    let (rule, (span, words)) = allowing(here, told)?;
    Some(json!({
        "title": format!("Allow `{}` here, for a reason", rule.name()),
        "kind": ONE,
        "diagnostics": shown(on, here.analysis, told).as_slice(),
        "edit": edit::of_spans(on, here.analysis, [(span, words.as_str())]),
    }))
}

/// The diagnostics of a file that have an edit.
fn mending(here: Here<'_>) -> impl Iterator<Item = (&Diagnostic, &Fix)> {
    let found = here.analysis.found().filter_map(|told| Some((told, told.fix.as_ref()?)));
    found.filter(move |(told, _)| told.span.is_some_and(|span| span.source == here.source))
}

/// The edits of a file that can be made together: those within it, and of two that overlap the first.
fn together(here: Here<'_>) -> Vec<&Fix> {
    let mut taken: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut chosen: Vec<&Fix> = Vec::new();
    for (_, fix) in mending(here) {
        let free = |span: Span| span.source == here.source && apart(&taken, span);
        if fix.edits.iter().all(|(span, _)| free(*span)) {
            taken.extend(fix.edits.iter().map(|(span, _)| (span.start, span.end)));
            chosen.push(fix);
        }
    }
    chosen
}

/// Whether a place touches none of those taken, which do not touch each other. Two replacements may
/// stand side by side; an insertion may not, since it would not be clear which comes first.
fn apart(taken: &BTreeSet<(u32, u32)>, span: Span) -> bool {
    let before = taken.range(..(span.start, span.end)).next_back();
    let behind = taken.range((span.start, span.end)..).next();
    let empty = |(start, end): (u32, u32)| start == end;
    let clear = |first: (u32, u32), second: (u32, u32)| {
        first.1 < second.0 || first.1 == second.0 && !empty(first) && !empty(second)
    };
    let here = (span.start, span.end);
    before.is_none_or(|it| clear(*it, here)) && behind.is_none_or(|it| clear(here, *it))
}

fn one(on: &Workspace, here: Here<'_>, told: &Diagnostic, fix: &Fix) -> Value {
    let edits = fix.edits.iter().map(|(span, words)| (*span, words.as_str()));
    json!({
        "title": capital(&fix.title),
        "kind": ONE,
        "isPreferred": true,
        "diagnostics": shown(on, here.analysis, told).as_slice(),
        "edit": edit::of_spans(on, here.analysis, edits),
    })
}

/// A title with a capital, as editors write what can be chosen.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
