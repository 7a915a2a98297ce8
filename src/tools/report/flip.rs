//! The smallest changes that would change an answer, told to people.

use crate::language::law::{Basis, Laws};
use crate::tools::compare::answer::{Answer, Item};
use crate::tools::flip::{Change, Flip, Flips, each_once};
use crate::tools::report::case::Case;
use crate::tools::report::diff::words;
use crate::tools::report::harmless::plain;
use crate::tools::report::layout::{self, Look, Row, Tone};
use crate::tools::report::text;

/// The whole report for one entity.
pub fn write(case: Case<'_>, flips: &Flips, look: Look) -> String {
    let mut out = text::heading(case, look);
    let name = words::item(&flips.item);
    out.push_str(&layout::hanging(
        "",
        &format!("{name}: {}", words::answer(Some(&flips.before))),
        look,
    ));
    let rows: Vec<Row> = flips.found.iter().map(|flip| row(case, flips, flip)).collect();
    if !rows.is_empty() {
        out.push_str("\n  it would be another answer, nearest first\n");
        out.push_str(&layout::rows(&rows, look));
    }
    let settles: Vec<Row> = flips
        .settles
        .iter()
        .map(|settles| Row {
            state: "if".to_owned(),
            tone: Tone::Open,
            name: plain(&settles.change.name),
            words: format!(
                "{}: {}",
                plain(&settles.change.to),
                words::answer(Some(&settles.after))
            ),
            cite: String::new(),
        })
        .collect();
    if !settles.is_empty() {
        out.push_str("\n  what is not known would settle it\n");
        out.push_str(&layout::rows(&settles, look));
    }
    if rows.is_empty() {
        out.push('\n');
        out.push_str(&layout::hanging("  ", &nothing(flips), look));
    }
    out
}

/// That nothing was found, and what was tried.
pub fn nothing(flips: &Flips) -> String {
    let names = each_once(&flips.tried).join(", ");
    let names = if names.is_empty() { "it stands upon no fact".to_owned() } else { names };
    let pairs = match flips.cut {
        true => "not every pair of facts was tried",
        false => "and no two of them together",
    };
    format!(
        "no change of one stated fact changes it, {pairs}: {} sheets judged ({names})",
        flips.sheets
    )
}

fn row(case: Case<'_>, flips: &Flips, flip: &Flip) -> Row {
    let changes: Vec<String> = flip.changes.iter().map(change).collect();
    let conditions: Vec<String> =
        flip.deciding.iter().map(|one| plain(&case.words(one.span))).collect();
    let deciding = match conditions.is_empty() {
        true => String::new(),
        false => format!(", by {}", conditions.join(" and ")),
    };
    let short = Answer {
        since: None,
        until: None,
        due: None,
        late: Some(false),
        amount: None,
        needs: Vec::new(),
        ..flip.after.clone()
    };
    Row {
        state: plain(&words::answer(Some(&short))),
        tone: Tone::Good,
        name: changes.join(" and "),
        words: deciding.trim_start_matches(", ").to_owned(),
        cite: plain(&cites(case.laws, flips, flip).join("; ")),
    }
}

/// A change in words: `counter: false → true`.
pub fn change(change: &Change) -> String {
    let from = change.from.as_deref().unwrap_or("not known");
    format!("{}: {} → {}", plain(&change.name), plain(from), plain(&change.to))
}

/// Where the law says so: of the conditions that decide, or of the provision that answers.
pub fn cites(laws: &Laws, flips: &Flips, flip: &Flip) -> Vec<String> {
    let mut cites: Vec<String> = Vec::new();
    for cite in flip.deciding.iter().flat_map(|one| &one.cites) {
        if !cites.contains(cite) {
            cites.push(cite.clone());
        }
    }
    if cites.is_empty() {
        cites.extend(basis(laws, &flips.item).into_iter().flat_map(|it| it.cites.clone()));
    }
    cites
}

fn basis<'a>(laws: &'a Laws, item: &Item) -> Option<&'a Basis> {
    match item {
        Item::Whole | Item::Total(_) => None,
        Item::Definition(name) => {
            laws.defines.iter().find(|row| row.name == *name).map(|row| &row.basis)
        }
        Item::Status(name) => {
            laws.statuses.iter().find(|row| row.name == *name).map(|row| &row.basis)
        }
        Item::Duty(name) => laws.duties.iter().find(|row| row.name == *name).map(|row| &row.basis),
        Item::Step { step, .. } => {
            laws.steps.iter().find(|row| row.name == *step).map(|row| &row.basis)
        }
    }
}
