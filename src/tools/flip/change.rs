//! One change of one fact or event: what may be stated instead, and how far that is.

use crate::facts::reach::Reach;
use crate::facts::{Entry, Instance, Known, Occurrence, Occurrences, Record, Sheet, option, write};
use crate::ground::table::Id;
use crate::ground::time::{Date, Period};
use crate::ground::value::{Number, Rounding, Value};
use crate::language::law::{Event, Fact, Laws, Temporal, Type};
use crate::tools::compare::answer::Answer;
use crate::tools::flip::Question;
use std::collections::BTreeSet;

/// What may be stated otherwise: a fact, a figure of it, or an event, of one entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A fact on the day asked, or a figure of one period.
    Fact {
        /// Whose.
        at: Id<Instance>,
        /// Which.
        fact: Id<Fact>,
        /// Of a figure: which period.
        period: Option<Period>,
    },
    /// An event.
    Event {
        /// Whose.
        at: Id<Instance>,
        /// Which.
        event: Id<Event>,
    },
}

/// One thing stated otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What.
    pub place: Place,
    /// What it is called.
    pub name: String,
    /// What is stated, in words; `None`: it is not known.
    pub from: Option<String>,
    /// What would be, in words.
    pub to: String,
    /// How far that is.
    pub distance: Number,
    value: Stated,
    old: Option<Number>,
    record: Record,
    occurrences: Option<Occurrences>,
}

#[derive(Clone, Debug, PartialEq)]
enum Stated {
    Number(Number),
    Other,
}

/// A change that was tried.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The change.
    pub change: Change,
    /// The answer then.
    pub after: Answer,
    /// Whether it is another one.
    pub flips: bool,
}

impl Place {
    /// A fact, or each figure of it that the sheet states.
    pub fn of_fact(
        laws: &Laws,
        sheet: &Sheet,
        at: Id<Instance>,
        fact: Id<Fact>,
        on: Date,
    ) -> Vec<Place> {
        let one = |period| Place::Fact { at, fact, period };
        match (laws.facts[fact].temporal, sheet.instances[at].record(fact)) {
            (Temporal::Per(_), Some(Record::Periods(figures))) => {
                figures.iter().rev().take(12).map(|(period, _)| one(Some(*period))).collect()
            }
            (Temporal::Per(cycle), None) => {
                let last = Period::containing(cycle, on).plus(-1);
                last.into_iter().map(|period| one(Some(period))).collect()
            }
            (Temporal::Per(_), Some(Record::Always(_) | Record::History(_))) => vec![one(None)],
            // A year with its own dates is stated whole; what it would be called is not guessed.
            (Temporal::Per(_), Some(Record::OwnPeriods(_))) => Vec::new(),
            (Temporal::Plain | Temporal::OverTime, _) => vec![one(None)],
        }
    }

    /// An event.
    pub fn of_event(at: Id<Instance>, event: Id<Event>) -> Place {
        Place::Event { at, event }
    }

    /// What it is called.
    pub fn name(&self, laws: &Laws) -> String {
        match self {
            Place::Fact { fact, period: None, .. } => laws.facts[*fact].name.clone(),
            Place::Fact { fact, period: Some(period), .. } => {
                format!("{} in {period}", laws.facts[*fact].name)
            }
            Place::Event { event, .. } => laws.events[*event].name.clone(),
        }
    }

    /// What may be stated instead of what is.
    pub fn values(&self, question: Question<'_>, reach: &Reach) -> Vec<Change> {
        match self {
            Place::Fact { at, fact, period } => self.facts(question, reach, *at, *fact, *period),
            Place::Event { at, event } => self.events(question, *at, *event),
        }
    }

    fn facts(
        &self,
        question: Question<'_>,
        reach: &Reach,
        at: Id<Instance>,
        fact: Id<Fact>,
        period: Option<Period>,
    ) -> Vec<Change> {
        let Question { laws, law, sheet, on, .. } = question;
        let row = &laws.facts[fact];
        let record = sheet.instances[at].record(fact);
        let stated = record.and_then(|record| stated(record, period, on));
        let none = BTreeSet::new();
        let mut constants: BTreeSet<Value> = none;
        for ((known, _), more) in &reach.facts {
            if *known == fact {
                constants.extend(more.iter().cloned());
            }
        }
        let turns: Vec<Date> = reach.days.iter().copied().collect();
        let mut values = option::values(laws, law, &row.type_, &constants, &turns);
        let old = match stated {
            Some(Known::Value(Value::Number(number))) => Some(number.clone()),
            Some(Known::Value(_) | Known::Bounds(_) | Known::Unknown) | None => None,
        };
        values.extend(sets(stated, &row.type_, laws));
        if let Some(old) = &old {
            // Where a figure counts in a sum, it may have to move far beyond any constant.
            let far = [2, 10, 100].into_iter().filter_map(|by| old.mul(&Number::whole(by)).ok());
            values.extend(far.chain([Number::ZERO]).map(Value::Number));
        }
        let same = |value: &Value| stated == Some(&Known::Value(value.clone()));
        values.sort();
        values.dedup();
        values.retain(|value| !same(value));
        let from = match stated {
            Some(Known::Value(value)) => Some(write::value(laws, &row.type_, value)),
            Some(bounds @ Known::Bounds(_)) => {
                let entry = Entry { known: bounds.clone(), provenance: None, span: None };
                Some(write::record(laws, fact, &Record::Always(entry)))
            }
            Some(Known::Unknown) | None => None,
        };
        values
            .into_iter()
            .map(|value| Change {
                place: self.clone(),
                name: self.name(laws),
                from: from.clone(),
                to: write::value(laws, &row.type_, &value),
                distance: distance(old.as_ref(), &value),
                old: old.clone(),
                record: with(record, period, on, value.clone()),
                value: match value {
                    Value::Number(number) => Stated::Number(number),
                    Value::Bool(_)
                    | Value::Range(_)
                    | Value::Date(_)
                    | Value::DateTime(_)
                    | Value::Duration(_)
                    | Value::Country(_)
                    | Value::Text(_)
                    | Value::Variant(_)
                    | Value::Set(_)
                    | Value::None => Stated::Other,
                },
                occurrences: None,
            })
            .collect()
    }

    fn events(&self, question: Question<'_>, at: Id<Instance>, event: Id<Event>) -> Vec<Change> {
        let Question { laws, sheet, on, .. } = question;
        let recorded = match sheet.instances[at].occurrences(event) {
            Some(Occurrences::Recorded(list)) => Some(list.clone()),
            None => Some(Vec::new()),
            Some(Occurrences::Unknown(_)) => None,
        };
        let told = |list: &[Occurrence]| match list {
            [] => "never happened".to_owned(),
            list => {
                let days: Vec<String> = list.iter().map(|it| it.on.to_string()).collect();
                format!("happened on {}", days.join(", "))
            }
        };
        let until: Vec<Occurrence> =
            recorded.iter().flatten().filter(|it| it.on <= on).cloned().collect();
        let fields = vec![None; laws.events[event].fields.len()];
        let once = Occurrence { on, at: None, fields, provenance: None, span: None };
        let mut options: Vec<Vec<Occurrence>> = Vec::new();
        if !until.is_empty() || recorded.is_none() {
            options.push(Vec::new());
        }
        if until.last().is_none_or(|last| last.on < on) {
            options.push(until.iter().cloned().chain([once]).collect());
        }
        let change = |list: Vec<Occurrence>| Change {
            place: self.clone(),
            name: self.name(laws),
            from: recorded.as_ref().map(|_| told(&until)),
            to: told(&list),
            distance: Number::ONE,
            value: Stated::Other,
            old: None,
            record: Record::History(Vec::new()),
            occurrences: Some(Occurrences::Recorded(list)),
        };
        options.into_iter().map(change).collect()
    }

    /// What is stated, as a change of no distance from which a flip is approached; nothing where
    /// there are no steps between.
    pub fn steps_from(&self, flip: &Change) -> Option<Change> {
        let (Some(old), Stated::Number(_)) = (flip.old.clone(), &flip.value) else { return None };
        Some(Change { value: Stated::Number(old), distance: Number::ZERO, ..flip.clone() })
    }

    /// A number about halfway between what does not flip and what does, on the grid of the fact;
    /// nothing where there is none between.
    pub fn between(&self, same: &Change, flip: &Change) -> Option<Change> {
        let (Stated::Number(one), Stated::Number(two)) = (&same.value, &flip.value) else {
            return None;
        };
        let whole = one.is_whole() && two.is_whole();
        let cent = Number::ratio(1, 100)?;
        let money = flip.to.bytes().any(|byte| byte.is_ascii_uppercase());
        let grid = if whole && !money { Number::ONE } else { cent };
        let steps = two.sub(one).div(&grid)?;
        let half = steps.mul(&Number::ratio(1, 2)?).ok()?;
        let half = half.rounded(Rounding::Downward, &Number::ONE)?;
        let middle = one.add(&half.mul(&grid).ok()?);
        if middle == *one || middle == *two {
            return None;
        }
        Some(flip.to_number(middle))
    }
}

impl Change {
    /// Makes it in a sheet.
    pub fn apply(&self, sheet: &mut Sheet) {
        match &self.place {
            Place::Fact { at, fact, .. } => {
                sheet.instances[*at].set_record(*fact, Some(self.record.clone()));
            }
            Place::Event { at, event } => {
                sheet.instances[*at].set_occurrences(*event, self.occurrences.clone());
            }
        }
    }

    /// The same change to another number.
    fn to_number(&self, number: Number) -> Change {
        let Stated::Number(before) = &self.value else { return self.clone() };
        let value = Value::Number(number.clone());
        let currency = self.to.rsplit_once(' ').map_or(String::new(), |(_, it)| format!(" {it}"));
        let plain = write::value(&Laws::default(), &Type::Number(None), &value);
        Change {
            to: format!("{plain}{currency}"),
            distance: distance(self.old.as_ref(), &value),
            record: replaced(&self.record, before, &number),
            value: Stated::Number(number),
            ..self.clone()
        }
    }
}

/// A record in which the number that a change states is another one.
fn replaced(record: &Record, before: &Number, after: &Number) -> Record {
    let one = |entry: &Entry| {
        let was = entry.known == Known::Value(Value::Number(before.clone()));
        match was && entry.span.is_none() {
            true => Entry { known: Known::Value(Value::Number(after.clone())), ..entry.clone() },
            false => entry.clone(),
        }
    };
    match record {
        Record::Always(entry) => Record::Always(one(entry)),
        Record::History(all) => {
            Record::History(all.iter().map(|(on, it)| (*on, one(it))).collect())
        }
        Record::Periods(all) => {
            Record::Periods(all.iter().map(|(of, it)| (*of, one(it))).collect())
        }
        Record::OwnPeriods(all) => Record::OwnPeriods(all.clone()),
    }
}

/// What a record says on a day, or of a period.
fn stated(record: &Record, period: Option<Period>, on: Date) -> Option<&Known> {
    match record {
        Record::Always(entry) => Some(&entry.known),
        Record::History(entries) => {
            entries.iter().rev().find(|(from, _)| *from <= on).map(|(_, entry)| &entry.known)
        }
        Record::Periods(figures) => {
            let found = figures.iter().find(|(of, _)| Some(*of) == period);
            found.map(|(_, entry)| &entry.known)
        }
        Record::OwnPeriods(_) => None,
    }
}

/// A record with the entry that holds on a day, or the figure of a period, replaced.
fn with(record: Option<&Record>, period: Option<Period>, on: Date, value: Value) -> Record {
    let entry = Entry { known: Known::Value(value), provenance: None, span: None };
    match (record, period) {
        (Some(Record::History(entries)), _) => {
            let mut entries = entries.clone();
            match entries.iter_mut().rev().find(|(from, _)| *from <= on) {
                Some((_, place)) => *place = entry,
                None => entries.insert(0, (Date::FIRST, entry)),
            }
            Record::History(entries)
        }
        (Some(Record::Periods(figures)), Some(period)) => {
            let mut figures = figures.clone();
            figures.retain(|(of, _)| *of != period);
            figures.push((period, entry));
            figures.sort_by_key(|(of, _)| *of);
            Record::Periods(figures)
        }
        (None, Some(period)) => Record::Periods(vec![(period, entry)]),
        (Some(Record::Always(_) | Record::Periods(_) | Record::OwnPeriods(_)) | None, _) => {
            Record::Always(entry)
        }
    }
}

/// The sets that have one member more, or one less, than the one that is stated.
fn sets(stated: Option<&Known>, type_: &Type, laws: &Laws) -> Vec<Value> {
    let (Some(Known::Value(Value::Set(members))), Type::Set(member)) = (stated, type_) else {
        return Vec::new();
    };
    let Type::Enum(of) = &**member else { return Vec::new() };
    let count = u32::try_from(laws.enumerations[*of].variants.len()).unwrap_or(0);
    let toggled = (0..count).map(Value::Variant).map(|one| {
        let mut all: Vec<Value> = members.iter().filter(|it| **it != one).cloned().collect();
        if all.len() == members.len() {
            all.push(one);
            all.sort();
        }
        Value::Set(all.into())
    });
    toggled.collect()
}

/// How far a value is from what is stated: for numbers the change over what it was.
fn distance(old: Option<&Number>, value: &Value) -> Number {
    let (Some(old), Value::Number(new)) = (old, value) else { return Number::ONE };
    let size = if *old < Number::ZERO { Number::ZERO.sub(old) } else { old.clone() };
    let size = if size < Number::ONE { Number::ONE } else { size };
    let change = new.sub(old);
    let change = if change < Number::ZERO { Number::ZERO.sub(&change) } else { change };
    change.div(&size).unwrap_or(Number::ONE)
}
