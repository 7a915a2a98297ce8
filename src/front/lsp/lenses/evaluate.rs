//! *Evaluate*: the verdict on the chosen sheet, in a few words or in all of them.

use crate::engine::eval::{Explain, judge};
use crate::engine::timeline::next_change;
use crate::facts;
use crate::front::files::{self, Input, Kind};
use crate::front::lsp::chosen::Chosen;
use crate::front::lsp::dispatch::{Refusal, refusal};
use crate::front::lsp::judged::Missing;
use crate::front::lsp::judging::judging;
use crate::front::lsp::lenses::short;
use crate::front::lsp::workspace::{Here, Workspace};
use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::language::law::Law;
use crate::tools::report::layout::Look;
use crate::tools::report::{Case, text, wording};
use crate::tools::testing::subject::Unclear;
use lsp_server::ErrorCode;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// How the text of a command is laid out.
pub const LOOK: Look = Look { width: 100, colour: false };

/// The words of the lens, and what is chosen.
pub fn title(on: &Workspace, here: Here<'_>) -> (String, Vec<Value>) {
    let mut chosen = Vec::new();
    if let Some(sheet) = on.scope_of(here.analysis).and_then(|(_, root)| on.chosen.sheet_in(root)) {
        let on_day = on.chosen.on.map(|day| day.to_string());
        chosen = vec![json!(sheet), json!(on.chosen.company), json!(on_day)];
    }
    let judged = law(here).ok_or(Missing::Laws).and_then(|law| judging(on, here.analysis, law));
    let told = match &judged {
        Ok(judging) => judging.case().map_or_else(String::new, |case| {
            let who = case.entity(case.verdict.entity);
            format!(": {who} on {}: {}", case.verdict.on, wording::state(case))
        }),
        Err(Missing::Choice) => String::new(),
        Err(Missing::Laws) => ": the laws do not hold".to_owned(),
        Err(Missing::Unread(sheet)) => format!(": {sheet} cannot be read"),
        Err(Missing::Sheet(sheet)) => format!(": {sheet} has problems"),
        Err(Missing::Company(unclear)) => format!(": {}", asked(unclear)),
    };
    (short(&format!("evaluate{told}")), chosen)
}

fn asked(unclear: &Unclear) -> String {
    match unclear {
        Unclear::Nobody { kind } => format!("the sheet has no {kind}"),
        Unclear::Several { names, .. } => format!("choose a company: {}", names.join(", ")),
        Unclear::Unknown { kind, name, .. } => format!("no {kind} of the sheet is called “{name}”"),
        Unclear::Ambiguous { kind, name, count } => {
            format!("{count} of kind {kind} are called “{name}”: choose one")
        }
    }
}

/// The law that a file holds.
fn law(here: Here<'_>) -> Option<Id<Law>> {
    here.analysis.laws.laws.rows().find(|(_, law)| law.file == here.source).map(|(id, _)| id)
}

/// What `solon eval` would print of a sheet under the law.
pub fn text(on: &Workspace, here: Here<'_>, chosen: &Chosen) -> Result<String, Refusal> {
    let fails = |words: String| refusal(ErrorCode::RequestFailed, words);
    let law = law(here).ok_or_else(|| fails("no law is in this file".to_owned()))?;
    let (analysis, laws) = (here.analysis, &here.analysis.laws);
    let root = on.scope_of(analysis).map(|(_, root)| root);
    let path = root.and_then(|root| chosen.sheet_in(root));
    let path = path.ok_or_else(|| fails("no sheet is chosen".to_owned()))?;
    let (mut sources, mut found) = (analysis.sources.clone(), Found::new());
    let name = files::shown(&path);
    let input = Input { path: path.clone(), name: name.clone(), real: path.clone() };
    // What is open stands before what is on disk.
    let source = match on.documents.at(&path) {
        Some(document) => Some(sources.add(name.as_str(), document.text.clone())),
        None => files::read(&input, Kind::Sheet, on.limits(), &mut sources, &mut found),
    };
    let source = source.ok_or_else(|| fails(format!("{name} cannot be read")))?;
    let elsewhere = BTreeSet::new();
    let sheet = facts::load(laws, &elsewhere, &sources, source, on.limits(), &mut found);
    let sheet = sheet.filter(|_| !found.has_errors());
    let sheet = sheet.ok_or_else(|| fails(format!("{name} has problems")))?;
    let company = chosen.company.as_deref();
    let subject = laws.laws[law].subject;
    let rows = sheet.instances.rows().filter(|(_, one)| one.entity == subject);
    let asked = rows.filter(|(id, _)| company.is_none_or(|name| sheet.bears(*id, name)));
    let day = chosen.day();
    let judged = asked.map(|(entity, _)| {
        let next = next_change(laws, law, &sheet, entity, day);
        (judge(laws, law, &sheet, entity, day, Explain::Yes), next)
    });
    let judged: Vec<_> = judged.collect();
    if judged.is_empty() {
        return Err(fails(format!("{name} has nobody of that name whom the law judges")));
    }
    let case = |(verdict, next)| Case {
        laws,
        sources: &sources,
        sheet: &sheet,
        verdict,
        next,
        lines: true,
    };
    let cases = judged.iter().map(|(verdict, next)| case((verdict, next.as_ref())));
    Ok(text::all(&cases.collect::<Vec<_>>(), false, LOOK))
}
