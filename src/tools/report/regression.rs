//! Verdicts that are not as their snapshots say, told to people: first what that means.

use crate::tools::compare::Item;
use crate::tools::compare::answer::answers;
use crate::tools::report::diff::words;
use crate::tools::report::harmless::plain;
use crate::tools::report::layout::Look;
use crate::tools::report::{Case, text as report};
use crate::tools::testing::regression::{Compared, Differing};
use crate::tools::testing::snapshot::Snapshot;

/// The columns of the report in a snapshot.
const WIDTH: usize = 100;

/// What to do with verdicts that wait.
pub const HOW: &str = "\
to take them over: `solon test --accept`, or one by one: `solon test --review`
";

/// So many lines of the report are shown of one verdict; the file holds all.
const MOST_LINES: usize = 40;

/// The snapshot of a verdict. Nothing in it depends on where the files are, or on which line of the
/// sheet a fact stands.
pub fn snapshot(case: Case<'_>, sheet: &str) -> Snapshot {
    let case = Case { lines: false, ..case };
    let all = answers(case.laws, case.sheet, case.verdict);
    let mut content = String::from("answers\n");
    for item in all.items() {
        content.push_str(&format!("  {}: {}\n", called(item), words::answer(all.get(item))));
    }
    content.push('\n');
    content.push_str(&report::all(&[case], true, Look { width: WIDTH, colour: false }));
    let entity = case.entity(case.verdict.entity);
    let of = format!("{entity}, {}, {sheet}, {}", case.law().name, case.verdict.on);
    Snapshot { of, content: content.trim_end().to_owned() }
}

/// What an answer is called: a step by its block too, since two blocks may each have one of a name.
fn called(item: &Item) -> String {
    match item {
        Item::Step { block, step } => format!("{block}.{step}"),
        Item::Whole | Item::Definition(_) | Item::Status(_) | Item::Duty(_) | Item::Total(_) => {
            words::item(item)
        }
    }
}

/// The whole report. `folder` is where the snapshots are, as people find it.
pub fn text(compared: &Compared, folder: &str) -> String {
    let mut out = String::new();
    for one in &compared.differing {
        out.push_str(&differing(one, folder));
        out.push('\n');
    }
    for path in &compared.unreferenced {
        out.push_str(&format!("UNREFERENCED  {folder}/{path}\n"));
        out.push_str("    no verdict of any regression is kept there\n\n");
    }
    for path in &compared.stale {
        out.push_str(&format!("PENDING  {folder}/{path}\n"));
        out.push_str("    its verdict is settled: nothing is left to accept\n\n");
    }
    out.push_str(&summary(compared));
    out
}

/// One verdict: the change of meaning, and the lines of the report.
pub fn differing(one: &Differing, folder: &str) -> String {
    let word = if one.kept.is_some() { "CHANGED" } else { "NEW" };
    let mut out = format!("{word:<8} {}\n", plain(&one.snapshot.of));
    out.push_str(&format!("    {folder}/{}\n", one.path));
    out.push_str(&meaning(one));
    if let Some(kept) = &one.kept {
        let lines = one.snapshot.lines(kept);
        let all: Vec<&str> = lines.lines().collect();
        for line in all.iter().take(MOST_LINES) {
            out.push_str(format!("      {}", plain(line)).trim_end());
            out.push('\n');
        }
        if let Some(more) = all.len().checked_sub(MOST_LINES).filter(|more| *more > 0) {
            out.push_str(&format!("      … {more} more lines\n"));
        }
    }
    out
}

/// The answers that are others; of a verdict without a snapshot, the whole in a word.
pub fn meaning(one: &Differing) -> String {
    let mut out = String::new();
    if one.kept.is_none() {
        let whole = one.snapshot.content.lines().nth(1).unwrap_or("").trim();
        return format!("    there is no snapshot yet; {}\n", plain(whole));
    }
    for turned in &one.turned {
        let old = turned.old.as_deref().unwrap_or("not asked");
        let new = turned.new.as_deref().unwrap_or("not asked");
        out.push_str(&format!("    {}: {} → {}\n", plain(&turned.name), plain(old), plain(new)));
    }
    if one.turned.is_empty() {
        out.push_str("    every answer is as it was; the explanation is another\n");
    }
    out
}

/// One line: how many are as they were, how many are not.
pub fn summary(compared: &Compared) -> String {
    let Compared { kept, differing, unreferenced, stale } = compared;
    let same = kept.len();
    let new = differing.iter().filter(|one| one.kept.is_none()).count();
    let changed = differing.len() - new;
    let mut parts =
        vec![format!("{same} {} as before", if same == 1 { "verdict" } else { "verdicts" })];
    for (count, word) in [
        (changed, "changed"),
        (new, "new"),
        (unreferenced.len(), "unreferenced"),
        (stale.len(), "pending"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    format!("{}\n", parts.join(", "))
}
