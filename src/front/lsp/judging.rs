//! The verdict on the chosen company on the chosen day, under a law of a project that holds.

use crate::engine::eval::{Evaluator, Explain};
use crate::engine::verdict::Verdict;
use crate::facts;
use crate::front::files;
use crate::front::lsp::analysis::{Analysis, Scope};
use crate::front::lsp::judged::{Kept, Key, Missing};
use crate::front::lsp::workspace::Workspace;
use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::language::law::Law;
use crate::tools::report::Case;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The verdict under one law.
#[derive(Debug)]
pub struct Judging<'a> {
    analysis: &'a Analysis,
    kept: Rc<Kept>,
    law: Id<Law>,
    verdict: Rc<Verdict>,
}

impl Judging<'_> {
    /// The verdict with what is needed to put it into words.
    pub fn case(&self) -> Option<Case<'_>> {
        Some(Case {
            laws: &self.analysis.laws,
            sources: &self.analysis.sources,
            sheet: self.kept.sheet.as_ref().ok()?,
            verdict: &self.verdict,
            next: None,
            lines: false,
        })
    }

    /// To ask what else follows for the same entity.
    pub fn evaluator(&self) -> Option<Evaluator<'_>> {
        let sheet = self.kept.sheet.as_ref().ok()?;
        let laws = &self.analysis.laws;
        Some(Evaluator::new(laws, self.law, sheet, self.verdict.entity, Explain::No))
    }
}

/// The verdict under a law of an analysis on whom and on what day was chosen.
pub fn judging<'a>(
    on: &Workspace,
    analysis: &'a Analysis,
    law: Id<Law>,
) -> Result<Judging<'a>, Missing> {
    if on.chosen.sheet.is_none() {
        return Err(Missing::Choice);
    }
    let Some((laws, count, true)) = analysis.sound() else { return Err(Missing::Laws) };
    // Of a law that belongs to no project no sheet is read.
    let Some((scope @ Scope::Project(_), root)) = on.scope_of(analysis) else {
        return Err(Missing::Choice);
    };
    let path = on.chosen.sheet_in(root).ok_or(Missing::Choice)?;
    let source = analysis.sheets.source(&path);
    let key = Key {
        scope: scope.clone(),
        laws: count,
        sheet: source.map(|source| analysis.sources.source(source).text.clone()),
        company: on.chosen.company.clone(),
        on: on.chosen.day(),
    };
    let kept = on.judged.of(key, || {
        let name = files::shown(path.strip_prefix(root).unwrap_or(&path));
        let Some(source) = source else { return Err(Missing::Unread(name)) };
        let (mut found, elsewhere) = (Found::new(), BTreeSet::new());
        let sources = &analysis.sources;
        let read = facts::load(laws, &elsewhere, sources, source, on.limits(), &mut found);
        read.filter(|_| !found.has_errors()).ok_or(Missing::Sheet(name))
    });
    let verdict = kept.verdict(laws, law)?;
    Ok(Judging { analysis, kept, law, verdict })
}
