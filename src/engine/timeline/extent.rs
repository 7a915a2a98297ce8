//! How far a timeline is worth following: the days that a law and a sheet name, and a while after.

use crate::engine::timeline::Timeline;
use crate::engine::verdict::Verdict;
use crate::facts::{Entry, Known, Occurrences, Record, Sheet};
use crate::ground::table::Id;
use crate::ground::text::Source;
use crate::ground::time::{Date, Duration, MonthEnd, Period};
use crate::ground::value::Value;
use crate::language::law::{Commencement, Kind, Law, Laws, Provision, View};
use std::collections::{BTreeMap, BTreeSet};

/// The last day that a law or a sheet names.
pub fn last_named(laws: &Laws, law: Id<Law>, sheet: &Sheet) -> Date {
    let by_laws = with_those_it_names(laws, law).into_iter().flat_map(|it| named_by_law(laws, it));
    by_laws.chain(named_by_sheet(laws, sheet)).max().unwrap_or(laws.laws[law].in_force.from)
}

/// The day up to which a timeline without an end of its own is followed: ten years after the last
/// day that is named. A figure that is missing for every year to come changes what is needed for
/// ever, and no law of ours waits longer than that.
pub fn followed_through(laws: &Laws, law: Id<Law>, sheet: &Sheet) -> Date {
    let last = last_named(laws, law, sheet);
    Duration::months(120).after(last, MonthEnd::LastDay).unwrap_or(Date::LAST)
}

/// Takes the intervals away from the end that differ from the one before in amounts or in what is
/// needed only, not in any status, answer or state.
pub fn without_echoes(mut timeline: Timeline) -> Timeline {
    while let [.., before, last] = timeline.intervals.as_slice()
        && same_words(&before.value, &last.value)
    {
        let until = last.days.until;
        timeline.intervals.pop();
        if let Some(last) = timeline.intervals.last_mut() {
            last.days.until = until;
        }
    }
    timeline
}

fn same_words(one: &Verdict, two: &Verdict) -> bool {
    let duties = |it: &Verdict| it.duties.iter().map(|it| it.status.word()).collect::<Vec<_>>();
    let steps = |it: &Verdict| {
        let steps = it.sanctions.iter().flat_map(|block| &block.steps);
        steps.map(|step| step.state.word()).collect::<Vec<_>>()
    };
    let statuses =
        |it: &Verdict| it.statuses.iter().map(|it| it.outcome.clone()).collect::<Vec<_>>();
    one.state == two.state
        && one.projected == two.projected
        && statuses(one) == statuses(two)
        && duties(one) == duties(two)
        && steps(one) == steps(two)
        && one
            .definitions
            .iter()
            .map(|it| &it.outcome)
            .eq(two.definitions.iter().map(|it| &it.outcome))
}

/// A law, the laws whose rules it names, those whose rules they name, and so on.
fn with_those_it_names(laws: &Laws, law: Id<Law>) -> BTreeSet<Id<Law>> {
    let mut named: BTreeMap<Id<Source>, BTreeSet<Id<Law>>> = BTreeMap::new();
    for expression in laws.expressions.iter() {
        if let Kind::Seen { from: View::Law(other), .. } = expression.kind {
            named.entry(expression.span.source).or_default().insert(other);
        }
    }
    let mut found = BTreeSet::from([law]);
    let mut waiting = vec![law];
    while let Some(law) = waiting.pop() {
        let others = named.get(&laws.laws[law].file).into_iter().flatten();
        waiting.extend(others.filter(|other| found.insert(**other)));
    }
    found
}

fn named_by_law(laws: &Laws, law: Id<Law>) -> Vec<Date> {
    let law = &laws.laws[law];
    let mut days = vec![law.in_force.from];
    days.extend(law.in_force.until);
    let mut commencement = |it: Commencement| days.extend(it.from.into_iter().chain(it.until));
    for provision in &law.provisions {
        match provision {
            Provision::Duty(duty) => commencement(laws.duties[*duty].commencement),
            Provision::Sanctions(block) => {
                let block = &laws.sanctions[*block];
                commencement(block.commencement);
                block.steps.iter().for_each(|step| commencement(laws.steps[*step].commencement));
            }
            Provision::Status(status) => commencement(laws.statuses[*status].commencement),
            Provision::Define(_)
            | Provision::Scale(_)
            | Provision::Table(_)
            | Provision::Parameter(_)
            | Provision::Fact(_)
            | Provision::Event(_) => {}
        }
    }
    for parameter in laws.parameters.iter() {
        days.extend(parameter.versions.versions().iter().map(|version| version.days.from));
    }
    for scale in laws.scales.iter() {
        let starts = scale.versions.versions().iter().map(|version| version.days.from);
        // A scale without versions holds since the first day there is.
        days.extend(starts.filter(|start| *start != Date::FIRST));
    }
    for define in laws.defines.iter() {
        let starts = define.versions.versions().iter().map(|version| version.days.from);
        days.extend(starts);
    }
    days
}

fn named_by_sheet(laws: &Laws, sheet: &Sheet) -> Vec<Date> {
    let mut days: Vec<Date> = sheet.recorded_through.into_iter().collect();
    for instance in sheet.instances.iter() {
        for fact in laws.facts.ids() {
            match instance.record(fact) {
                Some(Record::Always(entry)) => days.extend(stated(entry)),
                Some(Record::History(entries)) => days.extend(entries.iter().map(|it| it.0)),
                Some(Record::Periods(figures)) => {
                    days.extend(figures.iter().filter_map(|it| Period::last_day(it.0)));
                }
                Some(Record::OwnPeriods(periods)) => days.extend(periods.iter().map(|it| it.last)),
                None => {}
            }
        }
        for event in laws.events.ids() {
            let Some(Occurrences::Recorded(list)) = instance.occurrences(event) else { continue };
            for occurrence in list {
                days.push(occurrence.on);
                days.extend(occurrence.fields.iter().flatten().filter_map(stated));
            }
        }
    }
    days
}

/// The day that a fact states.
fn stated(entry: &Entry) -> Option<Date> {
    match &entry.known {
        Known::Value(Value::Date(day)) => Some(*day),
        Known::Value(Value::DateTime(minute)) => Some(minute.date),
        Known::Value(_) | Known::Bounds(_) | Known::Unknown => None,
    }
}
