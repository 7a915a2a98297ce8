//! `allow RULE "reason"`: what its author has looked at and found right.

use super::{Rule, Subject};
use crate::ground::diagnostic::{Code, Diagnostic, Found, closest};
use crate::ground::text::Span;
use crate::language::syntax::{Allowed, Declaration, LawFile, SanctionsClause};

/// An `allow` and the place for which it holds.
struct Allow<'a> {
    written: &'a Allowed,
    rule: Option<Rule>,
    /// The declaration it stands in; `None`: the header, so the whole file.
    within: Option<Span>,
    used: bool,
}

/// What was found without what is allowed, and with every `allow` that allows nothing.
pub(super) fn without(subject: &Subject<'_>, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut allows: Vec<Allow<'_>> = Vec::new();
    for file in subject.named_files() {
        allows.extend(file.allowed.iter().map(|written| Allow {
            written,
            rule: Rule::of(&written.rule.text),
            within: within(file, written.span),
            used: false,
        }));
    }
    let mut kept = Vec::new();
    for diagnostic in found {
        let rule = Rule::of_code(diagnostic.code);
        let covers = |allow: &&mut Allow<'_>| {
            allow.rule.is_some()
                && allow.rule == rule
                && diagnostic.span.is_some_and(|span| {
                    let place = allow.within.unwrap_or(allow.written.span);
                    let same = place.source == span.source;
                    same && (allow.within.is_none()
                        || place.start <= span.start && span.end <= place.end)
                })
        };
        match allows.iter_mut().find(covers) {
            Some(allow) => allow.used = true,
            None => kept.push(diagnostic),
        }
    }
    let mut wrong = Found::new();
    let off = subject.off.contains(&Rule::UnusedAllow);
    for allow in allows {
        let span = allow.written.span;
        match allow.rule {
            None => unknown(allow.written, &mut wrong),
            Some(rule) if !allow.used && !off && !subject.off.contains(&rule) => {
                let message = format!("nothing here is `{}`", rule.name());
                wrong
                    .report(Rule::UnusedAllow.code(), span, message)
                    .help("take it away: what it allowed is gone, or stands elsewhere")
                    .fix("take the `allow` away", span, "");
            }
            Some(_) => {}
        }
        if allow.written.reason.text.trim().is_empty() {
            let message = "an `allow` without a reason";
            wrong
                .report(Code::E0211, allow.written.reason.span, message)
                .help("say why, for whoever reads the law next");
        }
    }
    kept.extend(wrong.diagnostics);
    kept
}

fn unknown(allow: &Allowed, found: &mut Found) {
    let name = allow.rule.text.as_str();
    let near = closest(name, Rule::ALL.iter().map(|rule| rule.name()));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`solon lint --rules` lists them".to_owned(),
    };
    let told = found.report(Code::E0210, allow.rule.span, format!("no rule is called `{name}`"));
    told.help(help);
    if let Some(near) = near {
        told.fix(format!("change it to `{near}`"), allow.rule.span, near);
    }
}

/// The declaration around a place; of a block of sanctions the step, where it stands in one.
fn within(file: &LawFile, place: Span) -> Option<Span> {
    let around = |span: Span| span.start <= place.start && place.end <= span.end;
    let declaration = file.declarations.iter().find(|it| around(it.span()))?;
    if let Declaration::Sanctions(block) = declaration {
        let mut steps = block.clauses.iter().filter_map(|clause| match clause {
            SanctionsClause::Step(step) => Some(step.span),
            SanctionsClause::For(..)
            | SanctionsClause::OnCure(..)
            | SanctionsClause::Together { .. }
            | SanctionsClause::Per(..)
            | SanctionsClause::Clause(_) => None,
        });
        if let Some(step) = steps.find(|span| around(*span)) {
            return Some(step);
        }
    }
    Some(declaration.span())
}
