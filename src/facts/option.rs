//! The values worth trying: what one fact or event may state in a boundary sheet.

use crate::facts::reach::Reach;
use crate::facts::{Entry, Known, Occurrence, Occurrences, Record};
use crate::ground::table::Id;
use crate::ground::time::{Cycle, Date, DateTime, Duration, Period};
use crate::ground::value::{Country, Number, Value};
use crate::language::law::{Event, Fact, Law, Laws, Temporal, Type};
use std::collections::{BTreeMap, BTreeSet};

/// What a sheet may state of `fact`: each value alone, and the changes of a history on the days
/// on which the law changes.
pub fn records(
    laws: &Laws,
    law: Id<Law>,
    fact: Id<Fact>,
    constants: &BTreeSet<Value>,
    turns: &[Date],
    reach: &Reach,
) -> Vec<Record> {
    let fact = &laws.facts[fact];
    let values = values(laws, law, &fact.type_, constants, turns);
    match fact.temporal {
        Temporal::Plain => values.into_iter().map(|value| Record::Always(entry(value))).collect(),
        Temporal::OverTime => over_time(values, turns),
        Temporal::Per(cycle) => figures(values, cycle, turns, reach),
    }
}

fn over_time(values: Vec<Value>, turns: &[Date]) -> Vec<Record> {
    let mut records: Vec<Record> =
        values.iter().map(|value| Record::Always(entry(value.clone()))).collect();
    let change = |before: &Value, after: &Value, on: Date| {
        Record::History(vec![(Date::FIRST, entry(before.clone())), (on, entry(after.clone()))])
    };
    let (Some(low), Some(high)) = (values.first(), values.last()) else { return records };
    if low == high {
        return records;
    }
    for turn in turns.iter().take(3) {
        let later = turn.plus_days(40);
        for on in [Some(*turn), later].into_iter().flatten() {
            records.push(change(low, high, on));
            records.push(change(high, low, on));
        }
    }
    // The extremes stand at both ends, so that the first and the last case differ in every fact.
    let last = records.len() - 1;
    records.swap(values.len() - 1, last);
    records
}

/// One figure for every period that may be asked for, and a change in the middle.
fn figures(values: Vec<Value>, cycle: Cycle, turns: &[Date], reach: &Reach) -> Vec<Record> {
    let back = 13 + i64::from(reach.periods_back);
    let first = turns.first().and_then(|day| Period::containing(cycle, *day).plus(-back));
    let last = turns.last().and_then(|day| Period::containing(cycle, *day).plus(26));
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let mut all: BTreeSet<Period> =
        reach.periods.iter().copied().filter(|period| period.cycle == cycle).collect();
    let mut at = Some(first);
    while let Some(period) = at.filter(|period| *period <= last) {
        all.insert(period);
        at = period.plus(1);
    }
    let state = |value: &dyn Fn(usize) -> Value| {
        let figures = all.iter().enumerate().map(|(at, period)| (*period, entry(value(at))));
        Record::Periods(figures.collect())
    };
    let mut records: Vec<Record> = values.iter().map(|value| state(&|_| value.clone())).collect();
    if let [low, .., high] = values.as_slice() {
        let other = |at: usize| if at.is_multiple_of(2) { low.clone() } else { high.clone() };
        let at = records.len() - 1;
        records.insert(at, state(&other));
    }
    records
}

fn entry(value: Value) -> Entry {
    Entry { known: Known::Value(value), provenance: None, span: None }
}

/// What may be recorded of an event: nothing, once, and twice.
pub fn occurrences(
    laws: &Laws,
    law: Id<Law>,
    event: Id<Event>,
    compared: &BTreeMap<Id<Fact>, BTreeSet<Value>>,
    turns: &[Date],
) -> Vec<Occurrences> {
    let fields = &laws.events[event].fields;
    let field = |fact: Id<Fact>, high: bool| {
        let row = &laws.facts[fact];
        // An amount that breaks the law would refute every assert about amounts, and that a
        // measure was lifted is recorded, never assumed.
        if laws.events[event].step.is_some() {
            return None;
        }
        let none = BTreeSet::new();
        let constants = compared.get(&fact).unwrap_or(&none);
        let values = values(laws, law, &row.type_, constants, turns);
        let value = if high { values.last() } else { values.first() };
        value.cloned().map(entry)
    };
    let at_time = laws.events[event].at_time;
    let minute = |on: Date, high: bool| {
        if high { DateTime::last_of(on) } else { DateTime::first_of(on) }
    };
    let once = |on: Date, high: bool| Occurrence {
        on,
        at: at_time.then(|| minute(on, high)),
        fields: fields.iter().map(|fact| field(*fact, high)).collect(),
        provenance: None,
        span: None,
    };
    let mut all = vec![Occurrences::Recorded(Vec::new())];
    let days: Vec<Date> =
        turns.iter().take(3).flat_map(|day| [Some(*day), day.plus_days(40)]).flatten().collect();
    for day in &days {
        all.push(Occurrences::Recorded(vec![once(*day, true)]));
        if !fields.is_empty() || at_time {
            all.push(Occurrences::Recorded(vec![once(*day, false)]));
        }
    }
    if let [first, .., last] = days.as_slice() {
        all.push(Occurrences::Recorded(vec![once(*first, false), once(*last, true)]));
    }
    all
}

/// The values of a type worth trying, the least first.
pub fn values(
    laws: &Laws,
    law: Id<Law>,
    type_: &Type,
    constants: &BTreeSet<Value>,
    turns: &[Date],
) -> Vec<Value> {
    match type_ {
        Type::Bool => vec![Value::Bool(false), Value::Bool(true)],
        Type::Number(unit) => numbers(constants, unit.is_some(), false),
        Type::Money(_) => numbers(constants, false, true),
        Type::Date => {
            let day = |day: &Date| [day.previous(), Some(*day)];
            turns.iter().take(4).flat_map(day).flatten().map(Value::Date).collect()
        }
        Type::DateTime => {
            let named = constants.iter().filter_map(|value| {
                if let Value::DateTime(minute) = value { Some(*minute) } else { None }
            });
            let turned = turns.iter().take(4).map(|day| DateTime::first_of(*day));
            let around = |minute: DateTime| [-1, 0, 1].map(|by| minute.plus_minutes(by));
            let all: BTreeSet<DateTime> = named.chain(turned).flat_map(around).flatten().collect();
            all.into_iter().map(Value::DateTime).collect()
        }
        Type::Duration(family) => {
            let stated = constants.iter().filter_map(|value| {
                if let Value::Duration(duration) = value { Some(duration.amount) } else { None }
            });
            let amounts: BTreeSet<i64> =
                stated.flat_map(|at| [at - 1, at, at + 1]).chain([0, 30]).collect();
            let of = |amount: i64| Value::Duration(Duration { family: *family, amount });
            amounts.into_iter().filter(|amount| *amount >= 0).map(of).collect()
        }
        Type::Country => countries(laws, law, constants),
        Type::Text => {
            let other = Value::Text("another".into());
            constants.iter().cloned().chain([other]).collect()
        }
        Type::Enum(of) => {
            let count = laws.enumerations[*of].variants.len().min(12);
            (0..count).filter_map(|at| u32::try_from(at).ok()).map(Value::Variant).collect()
        }
        Type::Set(member) => {
            let mut members = values(laws, law, member, constants, turns);
            members.sort();
            let mut sets = vec![Value::Set([].into())];
            sets.extend(members.iter().map(|one| Value::Set([one.clone()].into())));
            if members.len() > 1 {
                sets.push(Value::Set(members.into()));
            }
            sets
        }
        Type::Optional(inner) => {
            let mut all = vec![Value::None];
            all.extend(values(laws, law, inner, constants, turns));
            all
        }
        Type::NumberRange(_) | Type::MoneyRange(_) | Type::List(_) | Type::Unknown => Vec::new(),
    }
}

/// Zero, and each constant with the numbers one step below and above it.
fn numbers(constants: &BTreeSet<Value>, counted: bool, money: bool) -> Vec<Value> {
    let cent = Number::ratio(1, 100).unwrap_or(Number::ONE);
    let mut all = BTreeSet::from([Number::ZERO]);
    for constant in constants {
        let Value::Number(at) = constant else { continue };
        let whole = at.is_whole() && *at > Number::ONE;
        let step = if !money && (counted || whole) { &Number::ONE } else { &cent };
        all.extend([at.sub(step), at.clone(), at.add(step)]);
    }
    if all.len() == 1 {
        all.insert(Number::whole(1_000_000));
    }
    let least = if counted { Some(Number::ZERO) } else { None };
    all.retain(|number| least.as_ref().is_none_or(|least| number >= least));
    all.into_iter().map(Value::Number).collect()
}

/// The law's own country, those it names, and one that it does not.
fn countries(laws: &Laws, law: Id<Law>, constants: &BTreeSet<Value>) -> Vec<Value> {
    let named = constants.iter().filter_map(|value| {
        if let Value::Country(country) = value { Some(*country) } else { None }
    });
    let mut all: BTreeSet<Country> = named.chain(laws.laws[law].country()).collect();
    let other = ["US", "IE", "CH", "JP"].into_iter().filter_map(Country::of);
    all.extend(other.filter(|country| !all.contains(country)).take(1).collect::<Vec<_>>());
    all.into_iter().map(Value::Country).collect()
}
