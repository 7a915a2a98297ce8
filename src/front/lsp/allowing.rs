//! The `allow` that says of a piece of advice that its author has looked and found it right: an edit, in
//! the place where the language takes it.

use crate::front::lsp::workspace::Here;
use crate::ground::diagnostic::{Diagnostic, Found};
use crate::ground::text::{Limits, Sources, Span};
use crate::language::syntax::{self, Declaration, Header, LawFile, SanctionsClause};
use crate::tools::lint::Rule;

/// The rule that gives a piece of advice, and the edit that allows what it found. The reason is left to
/// be written: that it is missing is told where it is.
pub fn allowing(here: Here<'_>, told: &Diagnostic) -> Option<(Rule, (Span, String))> {
    let rule = Rule::of_code(told.code).filter(|rule| *rule != Rule::UnusedAllow)?;
    let span = told.span.filter(|span| span.source == here.source)?;
    let holder = holder(here.readable()?, span)?;
    let text = here.text().get(holder.within.range())?;
    let clause = format!("allow {} \"\"", rule.name());
    let places = places(text, &clause);
    let fits = |(at, words): &(usize, String)| reads(&holder, text, *at, words);
    let (at, words) = places.into_iter().find(fits)?;
    let at = holder.within.start as usize + at;
    Some((rule, (Span::new(here.source, at, at), words)))
}

/// What an `allow` would stand in.
struct Holder {
    /// Where it is.
    within: Span,
    /// What makes a law file of a step.
    before: &'static str,
    behind: &'static str,
}

/// The step, else the declaration, else the header of a law around a place.
fn holder(file: &LawFile, place: Span) -> Option<Holder> {
    let around = |span: Span| span.start <= place.start && place.end <= span.end;
    let Some(declaration) = file.declarations.iter().find(|it| around(it.span())) else {
        let Some(Header::Law { span, .. }) = &file.header else { return None };
        return around(*span).then_some(Holder { within: *span, before: "", behind: "" });
    };
    if let Declaration::Sanctions(block) = declaration {
        let steps = block.clauses.iter().filter_map(|clause| match clause {
            SanctionsClause::Step(step) => Some(step.span),
            SanctionsClause::For(..)
            | SanctionsClause::OnCure(..)
            | SanctionsClause::Together { .. }
            | SanctionsClause::Per(..)
            | SanctionsClause::Clause(_) => None,
        });
        let mut steps = steps.filter(|span| around(*span));
        if let Some(within) = steps.next() {
            return Some(Holder {
                within,
                before: "vocabulary a\nsanctions a {\n",
                behind: "\n}\n",
            });
        }
    }
    Some(Holder { within: declaration.span(), before: "vocabulary a\n", behind: "\n" })
}

/// Where a clause may stand in a declaration, the best place first: behind it, before its last brace,
/// before its first one.
fn places(text: &str, clause: &str) -> Vec<(usize, String)> {
    let mut places = vec![(text.len(), format!("\n  {clause}"))];
    if let Some(last) = text.rfind('}') {
        let before = text.get(..last).unwrap_or("");
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let indent = before.get(line..).unwrap_or("");
        places.push(match indent.trim().is_empty() && line > 0 {
            true => (line, format!("{indent}  {clause}\n")),
            false => (before.trim_end().len(), format!(" {clause}")),
        });
    }
    if let Some(first) = text.find('{') {
        places.push((first, format!("{clause} ")));
    }
    places
}

/// Whether a declaration with these words in it is one, the `allow` a part of it.
fn reads(holder: &Holder, text: &str, at: usize, words: &str) -> bool {
    let (Some(before), Some(behind)) = (text.get(..at), text.get(at..)) else { return false };
    let text = [holder.before, before, words, behind, holder.behind].concat();
    let (mut sources, mut found) = (Sources::new(), Found::new());
    let source = sources.add("", text.as_str());
    let file = syntax::read(source, &text, &Limits::default(), &mut found);
    let start = u32::try_from(holder.before.len() + at).unwrap_or(u32::MAX);
    !found.has_errors() && file.allowed.iter().any(|it| it.span.start >= start)
}
