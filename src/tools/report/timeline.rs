//! The timeline: how a verdict changes over time, exact to the day, as text and as JSON.

use crate::engine::timeline::{Ahead, ChangeOf, Timeline, changes};
use crate::engine::verdict::{StepState, Verdict};
use crate::ground::time::{Date, Interval};
use crate::tools::report::json::duty::Duty;
use crate::tools::report::json::need::Need;
use crate::tools::report::json::verdict as json;
use crate::tools::report::json::{build, duty, fines, need, pretty};
use crate::tools::report::layout::{self, Look, Tone};
use crate::tools::report::{Case, change, figure, harmless, wording};
use serde::Serialize;

/// The timeline of one entity under one law.
#[derive(Clone, Copy)]
pub struct Course<'a> {
    /// The case of its first verdict, for names and words.
    pub case: Case<'a>,
    /// The verdicts.
    pub timeline: &'a Timeline,
    /// The first day asked about, and the first no longer asked about.
    pub days: (Date, Date),
    /// The steps that lie ahead of the last day.
    pub ahead: &'a [Ahead],
}

/// The timelines as text, a rule between them.
pub fn text(courses: &[Course<'_>], look: Look) -> String {
    let told: Vec<String> = courses.iter().map(|course| one(*course, look)).collect();
    told.join(&format!("\n{}\n\n", "─".repeat(look.width)))
}

fn one(course: Course<'_>, look: Look) -> String {
    let Course { case, timeline, days: (from, to), ahead } = course;
    let law = case.law();
    let asked = format!("from {from} until {to}");
    let who = layout::ends(&case.entity(case.verdict.entity), &asked, Tone::Strong, look);
    let title = format!("{}  {}", law.name, harmless::plain(&law.title));
    let which = layout::ends(&title, &harmless::plain(&law.source), Tone::Faint, look);
    let mut out = format!("{who}{which}");
    let mut before: Option<&Verdict> = None;
    for version in &timeline.intervals {
        out.push('\n');
        out.push_str(&interval(case, version.days, &version.value, before, look));
        before = Some(&version.value);
    }
    if let Some(cut) = timeline.cut {
        let words = format!("cut short: {cut} and later were not looked at; ask for fewer days");
        out.push_str(&layout::hanging("\n  ", &words, look));
    }
    if !ahead.is_empty() {
        out.push_str(
            "\n  ahead, projected: if every fact stays as it is on the last of these days\n",
        );
        for step in ahead {
            out.push_str(&layout::hanging("    ", &change::ahead(case, step), look));
        }
    }
    out
}

fn interval(
    case: Case<'_>,
    days: Interval,
    verdict: &Verdict,
    before: Option<&Verdict>,
    look: Look,
) -> String {
    let long = days.until.map_or(String::new(), |until| {
        format!(" until {until} ({})", figure::days(days.from.days_until(until)))
    });
    let state = verdict.state.word().replace('_', " ");
    let state = layout::paint(&state, wording::state_tone(verdict.state), look);
    let projected = if verdict.projected { ", projected" } else { "" };
    let mut out = format!("  {}{long}  {state}{projected}\n", days.from);
    let told = match before {
        Some(before) => change::grouped(case, &changes(before, verdict)),
        None => standing(Case { verdict, ..case }),
    };
    for words in told {
        out.push_str(&layout::hanging("      ", &words, look));
    }
    out
}

/// What stands on the first day: every definition, status, duty and step that is not beside the point.
fn standing(case: Case<'_>) -> Vec<String> {
    let verdict = case.verdict;
    let definitions = verdict.definitions.iter().map(|row| {
        let define = &case.laws.defines[row.define];
        format!(
            "{}: {}",
            case.define(row.define),
            figure::outcome(&row.outcome, &define.type_, case.laws)
        )
    });
    let statuses = verdict.statuses.iter().map(|row| {
        let words = wording::turned(case, &row.outcome, row.turning.as_ref());
        let name = &case.laws.statuses[row.status].name;
        format!("{name}: {} {words}", wording::holds(&row.outcome).0).trim_end().to_owned()
    });
    let duties = verdict.duties.iter().map(|row| {
        let words = wording::duty(case, row, verdict.on);
        let name = &case.laws.duties[row.duty].name;
        format!("{name}: {} {words}", wording::status(&row.status).0).trim_end().to_owned()
    });
    let steps = verdict.sanctions.iter().flat_map(|block| &block.steps);
    let steps = steps.filter(|row| !wording::is_idle(&row.state)).map(|row| {
        let name = &case.laws.steps[row.step].name;
        let when = match row.state {
            StepState::Undetermined { .. } => String::new(),
            StepState::NotTriggered(_)
            | StepState::Waiting { .. }
            | StepState::Available { .. }
            | StepState::Due { .. }
            | StepState::Imposed { .. }
            | StepState::Lifted { .. } => format!(" {}", wording::step_when(case, row)),
        };
        format!("{name}: {}{when}", wording::step_state(&row.state).0)
    });
    definitions.chain(statuses).chain(duties).chain(steps).collect()
}

/// The timelines as JSON: `solon.timeline/1`.
#[derive(Debug, Serialize)]
struct Document {
    schema: &'static str,
    timelines: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    law: json::Law,
    entity: json::Entity,
    from: String,
    until: String,
    intervals: Vec<Row>,
    cut: Option<String>,
    ahead: Vec<Rung>,
    record: json::Record,
}

#[derive(Debug, Serialize)]
struct Row {
    from: String,
    until: Option<String>,
    state: json::State,
    projected: bool,
    changes: Vec<String>,
    statuses: Vec<json::Latch>,
    duties: Vec<Duty>,
    sanctions: Vec<json::Step>,
    totals: Vec<json::Amount>,
    needs: Vec<Need>,
}

#[derive(Debug, Serialize)]
struct Rung {
    step: String,
    on: String,
    becomes: &'static str,
    moving: bool,
}

/// The timelines as one JSON document.
pub fn json(courses: &[Course<'_>]) -> String {
    let timelines = courses.iter().map(|course| line(*course)).collect();
    pretty(&Document { schema: "solon.timeline/1", timelines })
}

fn line(course: Course<'_>) -> Line {
    let Course { case, timeline, days: (from, to), ahead } = course;
    let mut before: Option<&[ChangeOf]> = None;
    let told: Vec<Vec<ChangeOf>> = timeline
        .intervals
        .iter()
        .zip(timeline.intervals.iter().skip(1))
        .map(|(one, two)| changes(&one.value, &two.value))
        .collect();
    let mut next = told.iter();
    let mut intervals = Vec::new();
    for version in &timeline.intervals {
        let case = Case { verdict: &version.value, next: None, ..case };
        let changes = before.map_or(Vec::new(), |what| change::list(case, what));
        intervals.push(row(case, version.days, changes));
        before = next.next().map(Vec::as_slice);
    }
    Line {
        law: build::law(case),
        entity: build::entity(case),
        from: from.to_string(),
        until: to.to_string(),
        intervals,
        cut: timeline.cut.map(|day| day.to_string()),
        ahead: ahead
            .iter()
            .map(|step| Rung {
                step: case.laws.steps[step.step].name.clone(),
                on: step.on.to_string(),
                becomes: step.becomes.words(),
                moving: step.moving,
            })
            .collect(),
        record: build::record(case),
    }
}

fn row(case: Case<'_>, days: Interval, changes: Vec<String>) -> Row {
    let told = case.verdict;
    Row {
        from: days.from.to_string(),
        until: days.until.map(|until| until.to_string()),
        state: build::state(told.state),
        projected: told.projected,
        changes,
        statuses: told.statuses.iter().map(|row| build::status(case, row)).collect(),
        duties: told.duties.iter().map(|row| duty::duty(case, row)).collect(),
        sanctions: told.sanctions.iter().flat_map(|row| build::steps(case, row)).collect(),
        totals: told.totals.iter().map(|(_, total)| fines::amount(total)).collect(),
        needs: told.needs.iter().map(|need| need::need(case, need)).collect(),
    }
}
