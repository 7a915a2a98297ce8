//! What an amendment changes, as Markdown.

use crate::tools::compare::{Cause, Regions};
use crate::tools::report::diff::text::{by_cause, entity, lines};
use crate::tools::report::diff::{Diff, words};
use crate::tools::report::harmless::markdown as plain;

/// The whole report.
pub fn write(diff: Diff<'_>) -> String {
    let mut out = String::new();
    for name in diff.editions.shared() {
        let Some(law) = diff.editions.new.law(name) else { continue };
        out.push_str(&format!("# {}: what the amendment changes\n\n", plain(&law.title)));
        out.push_str(&format!("`{name}`, {}\n\n", plain(&law.source)));
    }
    provisions(diff, &mut out);
    if let Some((sheets, all)) = diff.companies {
        let changed = all.iter().filter(|it| !it.differences.is_empty());
        out.push_str(&format!(
            "\n## Companies\n\n{} of {} verdicts differ.\n",
            changed.clone().count(),
            all.len()
        ));
        for compared in changed {
            let Some(sheet) = sheets.get(compared.sheet) else { continue };
            let who = plain(&entity(&sheet.new, compared.entity.1));
            out.push_str(&format!("\n### {who}, on {}\n", compared.on));
            for (cause, group) in by_cause(diff, &compared.differences) {
                out.push_str(&format!("\n{}:\n\n", plain(&cause)));
                for (name, words) in lines(&group) {
                    out.push_str(&format!("- **{}**: {}\n", plain(&name), plain(&words)));
                }
            }
        }
    }
    if let Some((found, causes)) = diff.regions {
        regions(diff, found, causes, &mut out);
    }
    out
}

fn regions(diff: Diff<'_>, all: &Regions, causes: &[Cause], out: &mut String) {
    out.push_str("\n## Regions of the facts\n");
    for (region, cause) in all.found.iter().zip(causes) {
        let item = plain(&words::item(&region.item));
        let change = plain(&words::region_change(region));
        out.push_str(&format!("\n### {item}: {change}, {}\n\n", words::days(region)));
        out.push_str(&format!("{}\n\n", plain(&words::cause(diff.amended, cause))));
        out.push_str(&format!("Where {}.\n", plain(&words::conditions(region))));
        if !region.witness.is_empty() {
            out.push_str(&format!("\n```yaml\n{}```\n", region.witness));
        }
    }
    for (_, item) in &all.open {
        out.push_str(&format!("\nNot every case of {} was settled.\n", plain(&words::item(item))));
    }
}

fn provisions(diff: Diff<'_>, out: &mut String) {
    let (old, new) = diff.editions.alone();
    for (names, which) in [(old, "old"), (new, "new")] {
        if !names.is_empty() {
            out.push_str(&format!("Only in the {which} edition: {}.\n\n", names.join(", ")));
        }
    }
    if diff.amended.is_empty() {
        out.push_str("No provision differs.\n");
        return;
    }
    out.push_str("| | provision | how | law |\n|---|---|---|---|\n");
    for amended in diff.amended {
        let cells = [
            words::kind(amended).to_owned(),
            words::called(&amended.called),
            words::clauses(amended).join("; "),
            amended.cites.join("; "),
        ];
        let cells = cells.map(|cell| plain(&cell));
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
}
