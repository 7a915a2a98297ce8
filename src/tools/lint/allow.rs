//! `allow RULE "reason"`: what its author has looked at and found right.

use super::{Places, Rule, Subject};
use crate::ground::diagnostic::{Code, Diagnostic, Found, closest};
use crate::ground::table::Id;
use crate::ground::text::{Source, Span};
use crate::language::syntax::{Allowed, Declaration, SanctionsClause};
use std::collections::BTreeMap;

/// An `allow`, and whether it allows anything.
struct Allow<'a> {
    written: &'a Allowed,
    rule: Option<Rule>,
    used: bool,
}

/// What was found without what is allowed, and with every `allow` that allows nothing.
pub(super) fn without(subject: &Subject<'_>, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let holders = Holders::of(subject);
    let mut allows: Vec<Allow<'_>> = Vec::new();
    // Of one rule in one place the first allows everything.
    let mut first: BTreeMap<(Rule, Id<Source>, Option<Span>), usize> = BTreeMap::new();
    for written in subject.named_files().flat_map(|file| &file.allowed) {
        let (rule, within) = (Rule::of(&written.rule.text), holders.narrowest(written.span));
        if let Some(rule) = rule {
            first.entry((rule, written.span.source, within)).or_insert(allows.len());
        }
        allows.push(Allow { written, rule, used: false });
    }
    let mut kept = Vec::new();
    for diagnostic in found {
        let covers = |rule: Rule, span: Span| {
            let around = holders.around(span).into_iter().map(Some).chain([None]);
            let found = around.filter_map(|it| first.get(&(rule, span.source, it)));
            found.min().copied()
        };
        let rule = Rule::of_code(diagnostic.code);
        let covers = rule.zip(diagnostic.span).and_then(|(rule, span)| covers(rule, span));
        match covers.and_then(|at| allows.get_mut(at)) {
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

/// What an `allow` can stand in and hold for, beside the header, in which it holds for the file: the
/// declarations, and the steps of blocks of sanctions.
struct Holders {
    declarations: Places,
    steps: Places,
}

impl Holders {
    fn of(subject: &Subject<'_>) -> Self {
        let declarations = || subject.named_files().flat_map(|file| &file.declarations);
        Self {
            declarations: Places::of(declarations().map(Declaration::span)),
            steps: Places::of(declarations().flat_map(steps)),
        }
    }

    /// What holds a place, the widest first.
    fn around(&self, place: Span) -> Vec<Span> {
        [&self.declarations, &self.steps].into_iter().filter_map(|it| it.around(place)).collect()
    }

    /// What an `allow` at a place holds for; `None`: the whole file.
    fn narrowest(&self, place: Span) -> Option<Span> {
        self.around(place).pop()
    }
}

/// Where the steps of a block of sanctions stand.
fn steps(declaration: &Declaration) -> Vec<Span> {
    let Declaration::Sanctions(block) = declaration else { return Vec::new() };
    let steps = block.clauses.iter().filter_map(|clause| match clause {
        SanctionsClause::Step(step) => Some(step.span),
        SanctionsClause::For(..)
        | SanctionsClause::OnCure(..)
        | SanctionsClause::Together { .. }
        | SanctionsClause::Per(..)
        | SanctionsClause::Clause(_) => None,
    });
    steps.collect()
}
