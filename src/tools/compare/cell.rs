//! What a fact may be, cut into cells within which no comparison of either edition changes.

use crate::facts::given::blank;
use crate::facts::reach::Reach;
use crate::facts::{Entry, Instance, Known, Occurrence, Occurrences, Record, Sheet, option, write};
use crate::ground::table::Id;
use crate::ground::time::{Date, Period};
use crate::ground::value::{Bounds, Edge, Number, Value};
use crate::language::law::{Event, Expression, Fact, Law, Laws, Temporal, Type};
use crate::tools::compare::answer::{Missing, MissingPart};
use std::collections::{BTreeMap, BTreeSet};

/// A fact, a figure of it, or an event by its names, which mean the same in both editions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The kind of entity it is asked of.
    pub entity: String,
    /// The law under whose name it stands.
    pub law: Option<String>,
    /// Its name.
    pub name: String,
    /// Of a figure: which period.
    pub period: Option<Period>,
    /// Whether it is an event.
    pub event: bool,
}

/// A part of what a fact may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A number or amount within bounds: all of it is decided together.
    Within(Bounds<Number>),
    /// One value.
    Value(Value),
    /// Any value but those that are named, such as this one.
    OtherThan(Vec<Value>, Value),
    /// Whether an event happened on the day asked, or never.
    Happened(bool),
}

/// The cell of each fact that is stated; what is not stated is unknown.
pub type Stated = BTreeMap<Key, Cell>;

impl Key {
    /// What is missing, if it is a fact, a figure or an event.
    pub fn of(missing: &Missing) -> Option<Self> {
        let (period, event) = match &missing.part {
            MissingPart::Fact | MissingPart::Before(_) => (None, false),
            MissingPart::Figure(period) => (Some(*period), false),
            MissingPart::Event => (None, true),
            MissingPart::Hour(_) | MissingPart::WorkingDays | MissingPart::Field(..) => {
                return None;
            }
        };
        let Missing { kind, law, name, .. } = missing.clone();
        Some(Self { entity: kind, law, name, period, event })
    }

    fn stands_in(&self, laws: &Laws, law: Option<Id<Law>>) -> bool {
        law.map(|law| laws.laws[law].name.as_str()) == self.law.as_deref()
    }

    fn fact(&self, laws: &Laws) -> Option<Id<Fact>> {
        let mut rows = laws.facts.rows();
        let found = rows.find(|(_, row)| {
            row.name == self.name
                && laws.entities[row.entity].name == self.entity
                && self.stands_in(laws, row.law)
        });
        found.map(|(id, _)| id)
    }

    /// The event that it is the happening of.
    pub fn event(&self, laws: &Laws) -> Option<Id<Event>> {
        let mut rows = laws.events.rows();
        let found = rows.find(|(_, row)| {
            row.name == self.name
                && laws.entities[row.entity].name == self.entity
                && self.stands_in(laws, row.law)
        });
        found.map(|(id, _)| id)
    }
}

/// The constants with which both editions compare each fact, and the days on which their rules
/// change.
#[derive(Debug, Default)]
pub struct Compared {
    constants: BTreeMap<(Option<String>, String), BTreeSet<Value>>,
    /// Days on which a rule or figure changes.
    pub days: BTreeSet<Date>,
}

impl Compared {
    /// Takes over what some expressions of an edition stand upon.
    pub fn add(&mut self, laws: &Laws, roots: &[Id<Expression>]) {
        for root in roots {
            let reach = Reach::of(laws, *root);
            self.days.extend(reach.days);
            for ((fact, _), constants) in reach.facts {
                let row = &laws.facts[fact];
                let law = row.law.map(|law| laws.laws[law].name.clone());
                // An enum may have other values in the other edition: all are tried anyway.
                let constants =
                    constants.into_iter().filter(|value| !matches!(value, Value::Variant(_)));
                self.constants.entry((law, row.name.clone())).or_default().extend(constants);
            }
        }
    }

    /// The cells of a fact or event, by the newer edition; none where it cannot be cut.
    pub fn cells(&self, laws: &Laws, law: Id<Law>, key: &Key) -> Vec<Cell> {
        if key.event {
            return match key.event(laws) {
                Some(_) => vec![Cell::Happened(false), Cell::Happened(true)],
                None => Vec::new(),
            };
        }
        let Some(fact) = key.fact(laws) else { return Vec::new() };
        let none = BTreeSet::new();
        let named = (key.law.clone(), key.name.clone());
        let constants = self.constants.get(&named).unwrap_or(&none);
        let type_ = &laws.facts[fact].type_;
        match type_ {
            Type::Number(_) | Type::Money(_) => intervals(constants),
            Type::Set(member) => {
                sets(laws, member).unwrap_or_else(|| self.tried(laws, law, type_, constants))
            }
            Type::Country | Type::Text => {
                let mut cells = self.tried(laws, law, type_, constants);
                let named = |cell: &Cell| match cell {
                    Cell::Value(value) if constants.contains(value) => Some(value.clone()),
                    Cell::Value(_) | Cell::OtherThan(..) | Cell::Within(_) | Cell::Happened(_) => {
                        None
                    }
                };
                let names: Vec<Value> = cells.iter().filter_map(named).collect();
                cells.retain(|cell| named(cell).is_some());
                let all = self.tried(laws, law, type_, constants);
                let other = all.into_iter().find_map(|cell| match cell {
                    Cell::Value(value) if !names.contains(&value) => Some(value),
                    Cell::Value(_) | Cell::OtherThan(..) | Cell::Within(_) | Cell::Happened(_) => {
                        None
                    }
                });
                cells.extend(other.map(|other| Cell::OtherThan(names, other)));
                cells
            }
            Type::Bool
            | Type::Date
            | Type::DateTime
            | Type::Duration(_)
            | Type::Enum(_)
            | Type::Optional(_)
            | Type::List(_)
            | Type::NumberRange(_)
            | Type::MoneyRange(_)
            | Type::Unknown => self.tried(laws, law, type_, constants),
        }
    }

    /// The values of a type that are worth trying, each alone.
    fn tried(
        &self,
        laws: &Laws,
        law: Id<Law>,
        type_: &Type,
        constants: &BTreeSet<Value>,
    ) -> Vec<Cell> {
        let turns: Vec<Date> = self.days.iter().copied().collect();
        let values = option::values(laws, law, type_, constants, &turns);
        values.into_iter().map(Cell::Value).collect()
    }

    /// Whether the cells of a fact are all that it can be; of some types only cases are tried.
    pub fn is_whole(&self, laws: &Laws, key: &Key) -> bool {
        let Some(fact) = key.fact(laws) else { return key.event };
        match &laws.facts[fact].type_ {
            Type::Set(member) => sets(laws, member).is_some(),
            Type::Bool
            | Type::Number(_)
            | Type::Money(_)
            | Type::Country
            | Type::Text
            | Type::Enum(_) => true,
            Type::Date
            | Type::DateTime
            | Type::Duration(_)
            | Type::Optional(_)
            | Type::List(_)
            | Type::NumberRange(_)
            | Type::MoneyRange(_)
            | Type::Unknown => false,
        }
    }
}

/// Every set of the values of a small enum.
fn sets(laws: &Laws, member: &Type) -> Option<Vec<Cell>> {
    let Type::Enum(of) = member else { return None };
    let count = u32::try_from(laws.enumerations[*of].variants.len()).ok().filter(|it| *it <= 4)?;
    let set = |chosen: u32| {
        let members = (0..count).filter(|at| chosen & (1 << at) != 0).map(Value::Variant);
        Cell::Value(Value::Set(members.collect::<Vec<_>>().into()))
    };
    Some((0..1 << count).map(set).collect())
}

/// Below the first constant, at it, between it and the next, and so on.
fn intervals(constants: &BTreeSet<Value>) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut low = None;
    for value in constants {
        let Value::Number(at) = value else { continue };
        let open = |at: &Number| Some(Edge { at: at.clone(), included: false });
        cells.push(Cell::Within(Bounds { low: low.clone(), high: open(at) }));
        cells.push(Cell::Within(Bounds::exactly(at.clone())));
        low = open(at);
    }
    if low.is_some() {
        cells.push(Cell::Within(Bounds { low, high: None }));
    }
    cells
}

/// A sheet that states these cells and leaves all else unknown, events included.
pub fn sheet(laws: &Laws, law: Id<Law>, stated: &Stated, on: Date) -> (Sheet, Id<Instance>) {
    let (mut sheet, subject) = blank(laws, laws.laws[law].subject, "Example");
    for (event, row) in laws.events.rows() {
        if let Some(at) = sheet.reach(subject, row.entity) {
            sheet.instances[at].set_occurrences(event, Some(Occurrences::Unknown(None)));
        }
    }
    for (key, cell) in stated {
        state(laws, &mut sheet, subject, key, cell, on);
    }
    (sheet, subject)
}

fn state(laws: &Laws, sheet: &mut Sheet, subject: Id<Instance>, key: &Key, cell: &Cell, on: Date) {
    let entry = |known| Entry { known, provenance: None, span: None };
    let known = match cell {
        Cell::Happened(happened) => {
            let Some(event) = key.event(laws) else { return };
            let Some(at) = sheet.reach(subject, laws.events[event].entity) else { return };
            let fields = vec![None; laws.events[event].fields.len()];
            let once = Occurrence { on, at: None, fields, provenance: None, span: None };
            let recorded = if *happened { vec![once] } else { Vec::new() };
            let recorded = Some(Occurrences::Recorded(recorded));
            sheet.instances[at].set_occurrences(event, recorded);
            return;
        }
        Cell::Within(bounds) => match bounds.single() {
            Some(number) => Known::Value(Value::Number(number.clone())),
            None => Known::Bounds(bounds.clone()),
        },
        Cell::Value(value) | Cell::OtherThan(_, value) => Known::Value(value.clone()),
    };
    let Some(fact) = key.fact(laws) else { return };
    let Some(at) = sheet.reach(subject, laws.facts[fact].entity) else { return };
    let record = match (key.period, laws.facts[fact].temporal) {
        (Some(period), Temporal::Per(_)) => {
            let mut figures = match sheet.instances[at].record(fact) {
                Some(Record::Periods(figures)) => figures.clone(),
                Some(Record::Always(_) | Record::History(_) | Record::OwnPeriods(_)) | None => {
                    Vec::new()
                }
            };
            figures.retain(|(of, _)| *of != period);
            figures.push((period, entry(known)));
            figures.sort_by_key(|(of, _)| *of);
            Record::Periods(figures)
        }
        (_, Temporal::Plain | Temporal::OverTime | Temporal::Per(_)) => {
            Record::Always(entry(known))
        }
    };
    sheet.instances[at].set_record(fact, Some(record));
}

/// The simplest case of a cell: the limit where it is in it, else the nearest whole number.
pub fn simplest(cell: &Cell) -> Cell {
    let Cell::Within(bounds) = cell else { return cell.clone() };
    let one = Number::ONE;
    let number = match (&bounds.low, &bounds.high) {
        (None, None) => Number::ZERO,
        (None, Some(high)) if Number::ZERO < high.at => Number::ZERO,
        (None, Some(high)) if high.included => high.at.clone(),
        (None, Some(high)) => high.at.sub(&one),
        (Some(low), _) if low.included => low.at.clone(),
        (Some(low), None) => low.at.add(&one),
        (Some(low), Some(high)) => {
            let next = low.at.add(&one);
            let half = Number::ratio(1, 2).unwrap_or(Number::ONE);
            match next < high.at || next == high.at && high.included {
                true => next,
                false => low.at.add(&high.at).mul(&half).unwrap_or(next),
            }
        }
    };
    Cell::Within(Bounds::exactly(number))
}

/// The cells of a fact that make one condition, in words: `above 100,000 up to 500,000`.
pub fn words(laws: &Laws, key: &Key, cells: &[Cell]) -> String {
    let type_ = key.fact(laws).map_or(Type::Unknown, |fact| laws.facts[fact].type_.clone());
    let told = |cell: &Cell| match cell {
        Cell::Within(bounds) => within(laws, &type_, bounds),
        Cell::Value(value) => write::value(laws, &type_, value),
        Cell::OtherThan(named, _) if named.is_empty() => "known".to_owned(),
        Cell::OtherThan(named, _) => {
            let named = named.iter().map(|value| write::value(laws, &type_, value));
            format!("other than {}", named.collect::<Vec<_>>().join(", "))
        }
        Cell::Happened(true) => "happened".to_owned(),
        Cell::Happened(false) => "never happened".to_owned(),
    };
    let mut parts: Vec<Cell> = Vec::new();
    for cell in cells {
        match (parts.last_mut(), cell) {
            (Some(Cell::Within(before)), Cell::Within(next)) if meet(before, next) => {
                before.high = next.high.clone();
            }
            _ => parts.push(cell.clone()),
        }
    }
    parts.iter().map(told).collect::<Vec<_>>().join(" or ")
}

/// Whether one stretch of numbers goes on where another ends.
fn meet(before: &Bounds<Number>, next: &Bounds<Number>) -> bool {
    match (&before.high, &next.low) {
        (Some(high), Some(low)) => high.at == low.at && (high.included || low.included),
        (None, _) | (_, None) => false,
    }
}

fn within(laws: &Laws, type_: &Type, bounds: &Bounds<Number>) -> String {
    let told = |edge: &Edge<Number>| write::value(laws, type_, &Value::Number(edge.at.clone()));
    if let Some(number) = bounds.single() {
        return told(&Edge { at: number.clone(), included: true });
    }
    let low = bounds.low.as_ref().map(|edge| match edge.included {
        true => format!("at least {}", told(edge)),
        false => format!("above {}", told(edge)),
    });
    let high = bounds.high.as_ref().map(|edge| match edge.included {
        true => format!("up to {}", told(edge)),
        false => format!("below {}", told(edge)),
    });
    low.into_iter().chain(high).collect::<Vec<_>>().join(" ")
}
