//! What an amendment changes, as text in columns.

use crate::facts::{Instance, Sheet};
use crate::ground::table::Id;
use crate::tools::compare::{BothSheets, Cause, Compared, Difference, Item, Regions};
use crate::tools::report::diff::{Diff, words};
use crate::tools::report::harmless::plain;
use crate::tools::report::layout::{self, Look, Row, Tone};

/// The whole report.
pub fn write(diff: Diff<'_>, look: Look) -> String {
    let mut out = heading(diff, look);
    out.push_str(&provisions(diff, look));
    if let Some((sheets, compared)) = diff.companies {
        out.push_str(&companies(diff, sheets, compared, look));
    }
    if let Some((found, causes)) = diff.regions {
        out.push_str(&regions(diff, found, causes, look));
    }
    if !diff.differs() {
        out.push_str("\nnothing differs\n");
    }
    out
}

fn heading(diff: Diff<'_>, look: Look) -> String {
    let mut out = String::new();
    for name in diff.editions.shared() {
        let Some(law) = diff.editions.new.law(name) else { continue };
        let title = format!("{name}  {}", plain(&law.title));
        out.push_str(&layout::ends(&title, &plain(&law.source), Tone::Strong, look));
    }
    let (old, new) = diff.editions.alone();
    for (names, which) in [(old, "old"), (new, "new")] {
        if !names.is_empty() {
            out.push_str(&format!("only in the {which} edition: {}\n", names.join(", ")));
        }
    }
    out
}

fn provisions(diff: Diff<'_>, look: Look) -> String {
    if diff.amended.is_empty() {
        return "\n  no provision differs\n".to_owned();
    }
    let mut out = String::from("\n  provisions\n");
    let rows: Vec<Row> = diff
        .amended
        .iter()
        .map(|amended| Row {
            state: words::kind(amended).to_owned(),
            tone: if amended.lays_down { Tone::Open } else { Tone::Faint },
            name: words::called(&amended.called),
            words: words::clauses(amended).join("; "),
            cite: plain(&amended.cites.join("; ")),
        })
        .collect();
    out.push_str(&layout::rows(&rows, look));
    out
}

fn companies(diff: Diff<'_>, sheets: &[BothSheets], all: &[Compared], look: Look) -> String {
    let mut out = String::new();
    for compared in all.iter().filter(|it| !it.differences.is_empty()) {
        let Some(sheet) = sheets.get(compared.sheet) else { continue };
        let who = entity(&sheet.new, compared.entity.1);
        let asked = format!("on {}", compared.on);
        out.push('\n');
        out.push_str(&layout::ends(&who, &asked, Tone::Strong, look));
        if diff.editions.shared().len() > 1 {
            out.push_str(&format!("{}\n", compared.law));
        }
        for (cause, group) in by_cause(diff, &compared.differences) {
            out.push_str(&layout::hanging("  ", &cause, look));
            let row = |(name, words)| Row {
                state: String::new(),
                tone: Tone::Plain,
                name,
                words,
                cite: String::new(),
            };
            let rows: Vec<Row> = lines(&group).into_iter().map(row).collect();
            out.push_str(&layout::listed(&rows, look));
        }
    }
    let changed = all.iter().filter(|it| !it.differences.is_empty()).count();
    let plural = if all.len() == 1 { "verdict" } else { "verdicts" };
    let differ = if changed == 1 { "differs" } else { "differ" };
    out.push_str(&format!("\n{changed} of {} {plural} {differ}\n", all.len()));
    out
}

/// For which facts an answer differs, with a smallest sheet for each.
fn regions(diff: Diff<'_>, all: &Regions, causes: &[Cause], look: Look) -> String {
    let mut out = String::new();
    for (region, cause) in all.found.iter().zip(causes) {
        let days = words::days(region);
        out.push('\n');
        let title = format!("{}: {}", words::item(&region.item), words::region_change(region));
        out.push_str(&layout::ends(&title, &days, Tone::Strong, look));
        if diff.editions.shared().len() > 1 {
            out.push_str(&format!("{}\n", region.law));
        }
        out.push_str(&layout::hanging("  ", &words::cause(diff.amended, cause), look));
        out.push_str(&layout::hanging("  where  ", &words::conditions(region), look));
        if !region.witness.is_empty() {
            out.push_str("  for example\n");
            out.extend(region.witness.lines().map(|line| format!("    {}\n", plain(line))));
        }
    }
    let count = all.found.len();
    let plural = if count == 1 { "region" } else { "regions" };
    out.push_str(&format!("\n{count} {plural} of the facts, {} sheets judged\n", all.sheets));
    if !all.open.is_empty() {
        let names: Vec<String> = all.open.iter().map(|(_, item)| words::item(item)).collect();
        let told = format!(
            "not every case of {} was settled: it rests on more than facts compared with constants; compare sheets with --facts",
            names.join(", ")
        );
        out.push_str(&layout::hanging("", &told, look));
    }
    out
}

/// What an entity is called, with what it belongs to.
pub fn entity(sheet: &Sheet, entity: Id<Instance>) -> String {
    let mut names = Vec::new();
    let mut at = Some(entity);
    while let Some(here) = at {
        names.push(plain(&sheet.instances[here].name));
        at = sheet.instances[here].owner;
    }
    names.join(" — ")
}

/// The differences by their cause, in the order of the first of each.
pub fn by_cause<'a>(diff: Diff<'_>, all: &'a [Difference]) -> Vec<(String, Vec<&'a Difference>)> {
    let mut groups: Vec<(String, Vec<&Difference>)> = Vec::new();
    for difference in all {
        let cause = words::cause(diff.amended, &difference.cause);
        match groups.iter_mut().find(|(known, _)| *known == cause) {
            Some((_, group)) => group.push(difference),
            None => groups.push((cause, vec![difference])),
        }
    }
    groups
}

/// One line for each difference; what happens alike to several steps of a block is told once.
pub fn lines(all: &[&Difference]) -> Vec<(String, String)> {
    let mut groups: Vec<(Vec<&Difference>, String)> = Vec::new();
    for difference in all {
        let change = words::change(difference);
        match groups.last_mut() {
            Some((group, before))
                if *before == change
                    && block(group).is_some()
                    && block(group) == block(&[difference]) =>
            {
                group.push(difference);
            }
            Some(_) | None => groups.push((vec![difference], change)),
        }
    }
    let line = |(group, change): (Vec<&Difference>, String)| {
        let names: Vec<String> = group.iter().map(|it| words::item(&it.item)).collect();
        match (names.as_slice(), block(&group)) {
            ([_, _, ..], Some(block)) => (
                format!("{} steps of {block}", names.len()),
                format!("{change}: {}", names.join(", ")),
            ),
            _ => (names.join(", "), change),
        }
    };
    groups.into_iter().map(line).collect()
}

/// The block whose steps all of these are.
fn block<'a>(group: &[&'a Difference]) -> Option<&'a str> {
    match &group.first()?.item {
        Item::Step { block, .. } => Some(block),
        Item::Whole | Item::Definition(_) | Item::Status(_) | Item::Duty(_) | Item::Total(_) => {
            None
        }
    }
}
