//! Where the value of a fact came from: the line of the sheet, its source, the day it is of.

use crate::engine::verdict::Origin;
use crate::facts::{Entry, Instance, Occurrences, OwnPeriod, Provenance, Record};
use crate::ground::table::Id;
use crate::ground::time::{Date, Period};
use crate::language::law::{Event, Fact};
use crate::tools::report::Case;
use crate::tools::report::harmless::plain;

/// The entry of the sheet that a fact was read from, where there is one.
pub fn entry<'a>(
    case: Case<'a>,
    entity: Id<Instance>,
    fact: Id<Fact>,
    period: Option<Period>,
    origin: &Origin,
    on: Date,
) -> Option<&'a Entry> {
    match case.sheet.instances[entity].record(fact)? {
        Record::Always(entry) => Some(entry),
        Record::History(entries) => {
            entries.iter().rev().find(|(from, _)| *from <= on).map(|(_, entry)| entry)
        }
        Record::Periods(entries) => {
            entries.iter().find(|(of, _)| Some(*of) == period).map(|(_, entry)| entry)
        }
        Record::OwnPeriods(periods) => {
            let named = |it: &&OwnPeriod| match origin {
                Origin::Between(from, _) => it.from == *from,
                Origin::NotStated
                | Origin::StatedUnknown
                | Origin::Stated
                | Origin::Since(_)
                | Origin::BeforeFirst(_) => it.name.is_some() && it.name == period,
            };
            periods.iter().find(named).map(|it| &it.entry)
        }
    }
}

/// Where a value came from, in words: `since 2022-01-18, apple.yaml:14:13, “Interfax”`.
pub fn words(case: Case<'_>, origin: &Origin, entry: Option<&Entry>) -> String {
    let mut parts = Vec::new();
    match origin {
        Origin::NotStated => parts.push("not stated".to_owned()),
        Origin::StatedUnknown => parts.push("stated as unknown".to_owned()),
        Origin::Stated => {}
        Origin::Since(from) => parts.push(format!("since {from}")),
        Origin::Between(from, last) => parts.push(format!("from {from} to {last}")),
        Origin::BeforeFirst(first) => {
            parts.push(format!("not stated before {first}"));
            return parts.join(", ");
        }
    }
    let Some(entry) = entry else { return parts.join(", ") };
    if let Some(span) = entry.span {
        parts.push(case.place(span));
    }
    if let Some(provenance) = &entry.provenance {
        said(provenance, &mut parts);
    }
    parts.join(", ")
}

/// Where the record of an event on a day came from: `, apple.yaml:20:7, “Interfax”`; empty where the
/// sheet has none of that day.
pub fn record(case: Case<'_>, entity: Id<Instance>, event: Id<Event>, on: Date) -> String {
    let Some(Occurrences::Recorded(rows)) = case.sheet.instances[entity].occurrences(event) else {
        return String::new();
    };
    let Some(row) = rows.iter().rev().find(|row| row.on == on) else { return String::new() };
    let mut parts = Vec::new();
    if let Some(span) = row.span {
        parts.push(case.place(span));
    }
    if let Some(provenance) = &row.provenance {
        said(provenance, &mut parts);
    }
    parts.iter().map(|part| format!(", {part}")).collect()
}

/// What the sheet says of the origin of a value or record.
fn said(provenance: &Provenance, parts: &mut Vec<String>) {
    if let Some(source) = &provenance.source {
        parts.push(format!("“{}”", plain(source)));
    }
    if let Some(of) = provenance.of {
        parts.push(format!("of {of}"));
    }
    if let Some(note) = &provenance.note {
        parts.push(plain(note));
    }
}
