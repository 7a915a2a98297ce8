//! The times that a duty has arisen, in words: which one each is, and what became of it.

use crate::engine::verdict::{DutyInstance, DutyVerdict, InstanceOf, Late, Status};
use crate::ground::time::{Cycle, Date, Interval, Period};
use crate::tools::report::layout::Row;
use crate::tools::report::{Case, wording};

/// Which of the times that a duty has arisen one is: its period, or the occurrence of its event.
pub fn name(case: Case<'_>, of: InstanceOf) -> String {
    match of {
        InstanceOf::Period(days) => period(days),
        InstanceOf::Occurrence { on, hour, event, of_day, .. } => {
            let event = case.event(event);
            let when = hour.map_or(on.to_string(), |hour| hour.to_string());
            let which = if of_day > 0 { format!(" (no. {of_day})") } else { String::new() };
            format!("{event} of {when}{which}")
        }
    }
}

/// A period as the calendar calls it, or by its first and last day.
fn period(days: Interval) -> String {
    let cycles = [Cycle::Month, Cycle::Quarter, Cycle::HalfYear, Cycle::Year];
    let periods = cycles.into_iter().map(|cycle| Period::containing(cycle, days.from));
    let named = periods.into_iter().find(|period| period.interval() == Some(days));
    let last = days.until.and_then(Date::previous).unwrap_or(Date::LAST);
    match named {
        Some(period) => period.to_string(),
        None if days.from == last => last.to_string(),
        None => format!("{} to {last}", days.from),
    }
}

/// What there is to say of one on a day.
pub fn words(case: Case<'_>, verdict: &DutyInstance, on: Date) -> String {
    match verdict.status {
        Status::NotInForce | Status::NotApplicable if verdict.breaches.is_empty() => {
            "no longer owed".to_owned()
        }
        Status::NotInForce
        | Status::NotApplicable
        | Status::Pending { .. }
        | Status::Fulfilled { .. }
        | Status::Breached { .. }
        | Status::Undetermined { .. } => {
            wording::became(case, &verdict.status, verdict.due, &verdict.breaches, on)
        }
    }
}

/// What there is to say of a duty as a whole: of one that arises more than once also how many of
/// those times were late.
pub fn whole(case: Case<'_>, verdict: &DutyVerdict) -> String {
    let words = wording::duty(case, verdict, case.verdict.on);
    match late(verdict).filter(|_| verdict.status.is_late()) {
        Some(late) => words.replace(", late", &format!(", {late}")),
        None => words,
    }
}

fn late(verdict: &DutyVerdict) -> Option<String> {
    let is_late =
        |it: &&DutyInstance| matches!(it.status, Status::Fulfilled { late: Late::Yes, .. });
    let count = verdict.instances.iter().filter(is_late).count();
    (count > 0).then(|| format!("{count} of {} late", verdict.instances.len()))
}

/// The rows below that of a duty.
pub fn rows(case: Case<'_>, verdict: &DutyVerdict) -> Vec<Row> {
    let rows = verdict.instances.iter().map(|one| {
        let (state, tone) = wording::status(&one.status);
        let name = format!("  {}", name(case, one.of));
        let words = words(case, one, case.verdict.on);
        Row { state, tone, name, words, cite: String::new() }
    });
    rows.collect()
}
