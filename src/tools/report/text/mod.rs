//! The verdict as text for people: aligned, within the width, legible without colour.

mod sections;

pub use sections::{next, presumptions};

use crate::tools::report::case::cites;
use crate::tools::report::explained;
use crate::tools::report::explanation::Depth;
use crate::tools::report::harmless::plain;
use crate::tools::report::layout::{self, Look, Tone};
use crate::tools::report::{Case, wording};

/// The reports of several verdicts, a rule between them.
pub fn all(cases: &[Case<'_>], explain: bool, look: Look) -> String {
    let reports: Vec<String> = cases
        .iter()
        .map(|case| {
            let reasons = match explain {
                true => format!("\n  why\n{}", explained::reasons(*case, Depth::Decisive, look)),
                false => String::new(),
            };
            format!("{}{reasons}", write(*case, look))
        })
        .collect();
    reports.join(&format!("\n{}\n\n", "─".repeat(look.width)))
}

/// The report of one verdict.
pub fn write(case: Case<'_>, look: Look) -> String {
    let mut out = heading(case, look);
    out.push_str(&summary(case, look));
    for section in [
        sections::failures(case, look),
        sections::definitions(case, look),
        sections::statuses(case, look),
        sections::duties(case, look),
        sections::sanctions(case, look),
        sections::totals(case, look),
        sections::needs(case, look),
        sections::presumptions(case, look),
        sections::warnings(case, look),
        sections::readings(case, look),
        sections::next(case, look),
    ] {
        if !section.is_empty() {
            out.push('\n');
            out.push_str(&section);
        }
    }
    out
}

/// Who, when, and under which law.
pub fn heading(case: Case<'_>, look: Look) -> String {
    let law = case.law();
    let who = layout::ends(
        &case.entity(case.verdict.entity),
        &format!(
            "on {}{}",
            case.verdict.on,
            if case.verdict.projected { ", projected" } else { "" }
        ),
        Tone::Strong,
        look,
    );
    let title = format!("{}  {}", law.name, plain(&law.title));
    let which = layout::ends(&title, &plain(&law.source), Tone::Faint, look);
    format!("{who}{which}")
}

/// What is supposed on a day past the last one that the sheet records.
pub fn projected(case: Case<'_>, look: Look) -> String {
    let words = wording::projected(case);
    if words.is_empty() { words } else { layout::hanging("", &words, look) }
}

fn summary(case: Case<'_>, look: Look) -> String {
    let state = case.verdict.state;
    let words = wording::state(case);
    let cite = cites(&case.law().basis);
    let cite = if cite.is_empty() { cite } else { format!(" ({cite})") };
    let word = state.word().replace('_', " ").to_uppercase();
    let words = format!("{word}: {words}{cite}");
    let line =
        |line: &String| format!("{}\n", layout::paint(line, wording::state_tone(state), look));
    let told: String = layout::wrap(&words, look.width).iter().map(line).collect();
    told + &projected(case, look)
}
