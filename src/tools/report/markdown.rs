//! The verdict as Markdown, for documents: nothing in a sheet or law acts as markup.

use crate::engine::verdict::StepState;
use crate::tools::report::case::{cites, definition_cites, readings};
use crate::tools::report::explanation::Depth;
use crate::tools::report::harmless::markdown as escaped;
use crate::tools::report::layout::Look;
use crate::tools::report::{
    Case, change, condition, explained, figure, fines, instance, needs, wording,
};

/// The reports of several verdicts.
pub fn all(cases: &[Case<'_>], explain: bool) -> String {
    let reports: Vec<String> = cases.iter().map(|case| write(*case, explain)).collect();
    reports.join("\n")
}

fn write(case: Case<'_>, explain: bool) -> String {
    let law = case.law();
    let verdict = case.verdict;
    let mut out = format!(
        "# {} on {}\n\n**{}** {} ({})\n\n**{}**: {}.\n",
        escaped(&case.entity(verdict.entity)),
        verdict.on,
        escaped(&law.name),
        escaped(&law.title),
        escaped(&law.source),
        verdict.state.word().replace('_', " "),
        escaped(&wording::state(case)),
    );
    let projected = wording::projected(case);
    if !projected.is_empty() {
        out.push_str(&format!("\n{}.\n", escaped(&projected)));
    }
    for failure in &verdict.failures {
        out.push_str(&format!("\nError: {}\n", escaped(&wording::failure(case, failure))));
    }
    out.push_str(&definitions(case));
    out.push_str(&statuses(case));
    out.push_str(&duties(case));
    for at in 0..verdict.sanctions.len() {
        out.push_str(&sanctions(case, at));
    }
    let totals: Vec<String> =
        verdict.totals.iter().map(|(_, total)| figure::amount(total)).collect();
    if !totals.is_empty() {
        out.push_str(&format!("\nFines in all: {}\n", totals.join("; ")));
    }
    out.push_str(&lists(case));
    out.push_str(&format!("\nNext change: {}\n", escaped(&change::words(case))));
    if explain {
        let look = Look { width: 100, colour: false };
        let reasons = explained::reasons(case, Depth::Decisive, look);
        // A fence longer than any run of backticks within cannot be closed from inside.
        let fence = "`".repeat(longest_run(&reasons).max(2) + 1);
        let reasons = reasons.trim_start_matches('\n');
        out.push_str(&format!("\n## Why\n\n{fence}text\n{reasons}{fence}\n"));
    }
    out
}

fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0)
}

fn table(title: &str, heads: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let rule = vec!["---"; heads.len()].join(" | ");
    let mut out = format!("\n## {title}\n\n| {} |\n| {rule} |\n", heads.join(" | "));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out
}

fn definitions(case: Case<'_>) -> String {
    let rows: Vec<Vec<String>> = case
        .verdict
        .definitions
        .iter()
        .map(|row| {
            let define = &case.laws.defines[row.define];
            let reason = row.reason.as_deref();
            let why = reason.map_or(Vec::new(), |reason| condition::deciding(case, reason));
            let value = figure::outcome(&row.outcome, &define.type_, case.laws);
            let cite = definition_cites(case, row).join("; ");
            vec![case.define(row.define), value, why.join(", "), cite]
        })
        .collect();
    table("Conditions", &["Condition", "Answer", "Because", "Citation"], &rows)
}

fn statuses(case: Case<'_>) -> String {
    let rows: Vec<Vec<String>> = case
        .verdict
        .statuses
        .iter()
        .map(|row| {
            let status = &case.laws.statuses[row.status];
            let label = status.label.clone().unwrap_or_default();
            let (holds, _) = wording::holds(&row.outcome);
            let words = wording::turned(case, &row.outcome, row.turning.as_ref());
            vec![holds, status.name.clone(), label, words, cites(&status.basis)]
        })
        .collect();
    table("Statuses", &["Holds", "Status", "What it is", "Since", "Citation"], &rows)
}

fn duties(case: Case<'_>) -> String {
    let rows: Vec<Vec<String>> = case
        .verdict
        .duties
        .iter()
        .flat_map(|row| {
            let duty = &case.laws.duties[row.duty];
            let label = duty.label.clone().unwrap_or_default();
            let words = instance::whole(case, row);
            let status = wording::status(&row.status).0;
            let whole = vec![status, duty.name.clone(), label, words, cites(&duty.basis)];
            let each = instance::rows(case, row).into_iter().map(|one| {
                let name = format!("{}: {}", duty.name, one.name.trim_start());
                vec![one.state, name, String::new(), one.words, String::new()]
            });
            std::iter::once(whole).chain(each)
        })
        .collect();
    table("Duties", &["Status", "Duty", "What it asks", "Since", "Citation"], &rows)
}

fn sanctions(case: Case<'_>, at: usize) -> String {
    let Some(verdict) = case.verdict.sanctions.get(at) else { return String::new() };
    if verdict.steps.iter().all(|step| matches!(step.state, StepState::NotTriggered(_))) {
        return String::new();
    }
    let block = &case.laws.sanctions[verdict.block];
    let rows: Vec<Vec<String>> = verdict
        .steps
        .iter()
        .map(|row| {
            let step = &case.laws.steps[row.step];
            vec![
                row.state.word().words().to_owned(),
                step.name.clone(),
                wording::step_when(case, row),
                wording::measure(step, row),
                cites(&step.basis),
            ]
        })
        .collect();
    let label = block.label.as_deref().unwrap_or(&block.name);
    let title = format!("Sanctions: {}", escaped(label));
    let mut out = table(&title, &["State", "Step", "When", "Measure", "Citation"], &rows);
    if let Some(episode) = &verdict.episode {
        let cite = cites(&block.basis);
        let cite = if cite.is_empty() { cite } else { format!(" ({cite})") };
        let words = format!("{}{cite}", wording::episode(case, episode));
        out.push_str(&format!("\n{}\n", escaped(&words)));
    }
    for words in fines::whole(case, verdict) {
        out.push_str(&format!("\n{}\n", escaped(&words)));
    }
    out
}

fn lists(case: Case<'_>) -> String {
    let mut out = String::new();
    let mut list = |title: &str, items: Vec<String>| {
        if !items.is_empty() {
            out.push_str(&format!("\n## {title}\n\n"));
            for item in items {
                out.push_str(&format!("- {}\n", escaped(&item)));
            }
        }
    };
    let needs = case.verdict.needs.iter().map(|need| {
        let question = needs::question(case, need);
        format!("{}: {} ({})", question.wanted(), question.words, question.answer)
    });
    list("To settle what is undetermined, state", needs.collect());
    let presumed = case.verdict.presumptions.iter().map(|presumption| {
        let (of, words) = wording::presumed(case, presumption);
        format!("{of}: {words}")
    });
    list("Presumptions relied on", presumed.collect());
    let warnings = case.verdict.warnings.iter().map(|warning| wording::warning(case, warning));
    list("Warnings", warnings.collect());
    let readings = readings(case).into_iter();
    let readings = readings.map(|(name, reading)| format!("{name}: {reading}"));
    list("Readings relied on", readings.collect());
    out
}
