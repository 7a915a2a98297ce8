//! *Who does this affect*: whom a provision that the last commit does not have alike makes a difference to.

use crate::front::lsp::dispatch::{Refusal, refusal};
use crate::front::lsp::lenses::evaluate::LOOK;
use crate::front::lsp::lenses::short;
use crate::front::lsp::look_back::{MOST_SHEETS, affected, changed, changes};
use crate::front::lsp::workspace::{Here, Workspace};
use crate::ground::text::Span;
use crate::language::law::Laws;
use crate::language::syntax::{Declaration, Name};
use crate::tools::compare::{Amended, BothSheets, Cause, Compared};
use crate::tools::report::diff::{self, text};
use lsp_server::ErrorCode;
use std::collections::{BTreeMap, BTreeSet};

/// So many of those affected are named.
const MOST_NAMED: usize = 4;

/// The name of a provision from which something follows.
pub fn named(declaration: &Declaration) -> Option<&Name> {
    match declaration {
        Declaration::Parameter(it) => Some(&it.name),
        Declaration::Scale(it) => Some(&it.name),
        Declaration::Table(it) => Some(&it.name),
        Declaration::Calendar(it) => Some(&it.name),
        Declaration::Define(it) => Some(&it.name),
        Declaration::Status(it) => Some(&it.name),
        Declaration::Duty(it) => Some(&it.name),
        Declaration::Sanctions(it) => Some(&it.name),
        Declaration::Unit(_)
        | Declaration::Entity(_)
        | Declaration::Enumeration(_)
        | Declaration::Facts(_)
        | Declaration::Event(_)
        | Declaration::Test(_)
        | Declaration::Assertion(_) => None,
    }
}

/// Whether one of the places of changes, which are in order, lies within a declaration.
pub fn is_touched(places: &[Span], declaration: Span) -> bool {
    let next = places.partition_point(|it| it.start < declaration.start);
    places.get(next).is_some_and(|it| it.end <= declaration.end)
}

/// The changes of the provision of a name.
fn of(here: Here<'_>, name: &str) -> Vec<usize> {
    let file = here.file();
    let mut declarations = file.iter().flat_map(|file| &file.declarations);
    let is = |it: &&Declaration| named(it).is_some_and(|it| it.text == name);
    declarations.find(is).map_or_else(Vec::new, |it| changes(here.analysis, it.span()))
}

/// The words of the lens.
pub fn title(on: &Workspace, here: Here<'_>, name: &str) -> String {
    let own = of(here, name);
    let Some(changed) = changed(here.analysis).filter(|_| !own.is_empty()) else {
        return "as in the last commit".to_owned();
    };
    let lays_down = |at: &usize| changed.amended.get(*at).is_some_and(|it| it.lays_down);
    if !own.iter().any(lays_down) {
        return "affects nobody: only what it cites, quotes or is called differs".to_owned();
    }
    let day = on.chosen.day();
    let bounds = (MOST_SHEETS, on.limits());
    let told = affected(here.analysis, (&own, day), bounds, |editions, sheets, all| {
        counted(&editions.new.laws, sheets, &all)
    });
    let Some(Counted { of, affected }) = told else { return "who does this affect?".to_owned() };
    let (count, all) = (affected.len(), of.values().sum::<usize>());
    if all == 0 {
        return "changed since the last commit; no sheet to try it on".to_owned();
    }
    let kinds: Vec<String> = of.into_iter().map(|(kind, count)| plural(&kind, count)).collect();
    let kinds = kinds.join(" and ");
    if count == 0 {
        return short(&format!("affects none of {all} {kinds} on {day}"));
    }
    let mut names: Vec<String> = affected.into_iter().take(MOST_NAMED).collect();
    if count > MOST_NAMED {
        names.push(format!("{} more", count - MOST_NAMED));
    }
    short(&format!("affects {count} of {all} {kinds} on {day}: {}", names.join(", ")))
}

/// How many were compared of each kind, and who is affected.
struct Counted {
    of: BTreeMap<String, usize>,
    affected: Vec<String>,
}

fn counted(laws: &Laws, sheets: &[BothSheets], all: &[Compared]) -> Counted {
    let mut seen = BTreeSet::new();
    let mut named = BTreeSet::new();
    let mut counted = Counted { of: BTreeMap::new(), affected: Vec::new() };
    for compared in all {
        let Some(sheet) = sheets.get(compared.sheet) else { continue };
        let entity = compared.entity.1;
        let instance = &sheet.new.instances[entity];
        if seen.insert((compared.sheet, entity)) {
            *counted.of.entry(laws.entities[instance.entity].name.clone()).or_default() += 1;
        }
        if !compared.differences.is_empty() && named.insert((compared.sheet, entity)) {
            counted.affected.push(instance.name.clone());
        }
    }
    counted
}

/// A kind of entity, of several.
fn plural(kind: &str, count: usize) -> String {
    let word = kind.replace('_', " ");
    match (count, word.strip_suffix('y')) {
        (1, _) => word,
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        (_, _) if word.ends_with(['s', 'x']) || word.ends_with("ch") || word.ends_with("sh") => {
            format!("{word}es")
        }
        (_, _) => format!("{word}s"),
    }
}

/// What `solon diff` would print of the provision, for the sheets of the project.
pub fn text(on: &Workspace, here: Here<'_>, name: &str) -> Result<String, Refusal> {
    let own = of(here, name);
    let same = || format!("`{name}` is as it was in the last commit, or nothing is known of one");
    let same = || refusal(ErrorCode::RequestFailed, same());
    let changed = changed(here.analysis).filter(|_| !own.is_empty()).ok_or_else(same)?;
    let day = on.chosen.day();
    let bounds = (usize::MAX, on.limits());
    let told = affected(here.analysis, (&own, day), bounds, |editions, sheets, mut all| {
        let amended: Vec<Amended> =
            own.iter().filter_map(|at| changed.amended.get(*at)).cloned().collect();
        // The causes are told by their positions among what is printed.
        let positions = (0..amended.len()).collect::<Vec<usize>>();
        for difference in all.iter_mut().flat_map(|it| &mut it.differences) {
            difference.cause = match positions.len() {
                1 => Cause::Alone(positions.clone()),
                _ => Cause::Together(positions.clone()),
            };
        }
        let companies = Some((sheets, all.as_slice()));
        text::write(diff::Diff { editions, amended: &amended, companies, regions: None }, LOOK)
    });
    told.ok_or_else(same)
}
