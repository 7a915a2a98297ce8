//! Sheets of tests: the givens laid over a sheet.

use crate::facts::schema::chain;
use crate::facts::{Entry, Instance, Known, Occurrence, Occurrences, Record, Sheet};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Date, Moment, Period};
use crate::language::law::test::{Given, GivenValue};
use crate::language::law::{Entity, Fact, Laws};
use std::collections::BTreeSet;

/// A sheet with one subject, of which nothing is stated, and its owners.
pub fn blank(laws: &Laws, subject: Id<Entity>, name: &str) -> (Sheet, Id<Instance>) {
    let mut sheet = Sheet::new(name, None);
    let mut owner = None;
    for entity in chain(laws, subject) {
        owner = Some(sheet.add(Instance::new(entity, owner, laws), laws));
    }
    sheet.name_instances(laws);
    (sheet, owner.unwrap_or(Id::at(0)))
}

/// Lays `given` over a sheet, as seen from `subject`: each replaces all that the sheet says of
/// that fact, that period of it, or that event; several of one fact are its history.
pub fn give(laws: &Laws, sheet: &mut Sheet, subject: Id<Instance>, given: &[Given]) {
    let mut begun: BTreeSet<(Id<Instance>, Id<Fact>)> = BTreeSet::new();
    for given in given {
        match given {
            Given::Fact { fact, of, period, value, from, span } => {
                let Some(at) = sheet.reach(subject, *of) else { continue };
                let known = match value {
                    GivenValue::Unknown => Known::Unknown,
                    GivenValue::Value(value) => Known::Value(value.clone()),
                };
                let entry = Entry { known, provenance: None, span: Some(*span) };
                let before = sheet.instances[at].record(*fact);
                let record = match period {
                    Some(period) => with_period(before, *period, entry),
                    None => {
                        let again = !begun.insert((at, *fact));
                        with_entry(before.filter(|_| again), *from, entry)
                    }
                };
                sheet.instances[at].set_record(*fact, Some(record));
            }
            Given::Event { event, dates, span } => {
                let Some(at) = sheet.reach(subject, laws.events[*event].entity) else { continue };
                let fields = laws.events[*event].fields.len();
                let occurrences = match dates {
                    None => Occurrences::Unknown(Some(*span)),
                    Some(dates) => recorded(dates, fields, *span),
                };
                sheet.instances[at].set_occurrences(*event, Some(occurrences));
            }
        }
    }
    sheet.name_instances(laws);
}

/// The figures of a fact with that of one period replaced.
fn with_period(before: Option<&Record>, period: Period, entry: Entry) -> Record {
    if let Some(Record::OwnPeriods(periods)) = before
        && let Some(at) = periods.iter().position(|it| it.name == Some(period))
    {
        let mut periods = periods.clone();
        if let Some(given) = periods.get_mut(at) {
            given.entry = entry;
        }
        return Record::OwnPeriods(periods);
    }
    let mut figures = match before {
        Some(Record::Periods(figures)) => figures.clone(),
        Some(Record::Always(_) | Record::History(_) | Record::OwnPeriods(_)) | None => Vec::new(),
    };
    figures.retain(|(of, _)| *of != period);
    figures.push((period, entry));
    figures.sort_by_key(|(of, _)| *of);
    Record::Periods(figures)
}

/// The history of the givens so far with one more entry; one that says no day holds on every day
/// that no other names.
fn with_entry(before: Option<&Record>, from: Option<Date>, entry: Entry) -> Record {
    let mut entries = match before {
        Some(Record::History(entries)) => entries.clone(),
        Some(Record::Always(entry)) => vec![(Date::FIRST, entry.clone())],
        Some(Record::Periods(_) | Record::OwnPeriods(_)) | None => Vec::new(),
    };
    let Some(from) = from else {
        if entries.is_empty() {
            return Record::Always(entry);
        }
        entries.retain(|(day, _)| *day != Date::FIRST);
        entries.insert(0, (Date::FIRST, entry));
        return Record::History(entries);
    };
    entries.retain(|(day, _)| *day != from);
    entries.push((from, entry));
    entries.sort_by_key(|(day, _)| *day);
    Record::History(entries)
}

fn recorded(dates: &[Moment], fields: usize, span: Span) -> Occurrences {
    let minute = |moment: Moment| match moment {
        Moment::Day(_) => None,
        Moment::Minute(minute) => Some(minute),
    };
    let days: BTreeSet<_> = dates.iter().map(|moment| (moment.date(), minute(*moment))).collect();
    let occurrence = |(on, at)| Occurrence {
        on,
        at,
        fields: vec![None; fields],
        provenance: None,
        span: Some(span),
    };
    Occurrences::Recorded(days.into_iter().map(occurrence).collect())
}
