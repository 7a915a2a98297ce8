//! Boundary sheets: for each fact the values at, below and above what a law compares it with.

use crate::facts::given::blank;
use crate::facts::option;
use crate::facts::reach::Reach;
use crate::facts::{Instance, Occurrences, Record, Sheet};
use crate::ground::table::Id;
use crate::ground::time::{Date, Duration, Family, MonthEnd};
use crate::language::law::{Event, Expression, Fact, Law, Laws};
use std::collections::BTreeSet;

/// A complete sheet and a day on which to ask.
#[derive(Clone, Debug)]
pub struct Case {
    /// The sheet: it states every fact that the expression stands upon.
    pub sheet: Sheet,
    /// The entity to ask of.
    pub subject: Id<Instance>,
    /// The day.
    pub on: Date,
}

/// The cases that try an expression of a law at its boundaries: every combination where they are
/// few, else the extremes, each value once beside them, and a fixed choice of the others.
#[derive(Debug)]
pub struct Cases<'a> {
    laws: &'a Laws,
    law: Id<Law>,
    days: Vec<Date>,
    facts: Vec<Dimension>,
    choices: Vec<Vec<usize>>,
    next: usize,
}

/// One thing that a case chooses.
#[derive(Debug)]
enum Dimension {
    Fact(Id<Fact>, Id<crate::language::law::Entity>, Vec<Record>),
    Event(Id<Event>, Vec<Occurrences>),
}

/// The cases of `expression`, at most `budget` of them.
pub fn cases<'a>(
    laws: &'a Laws,
    law: Id<Law>,
    expression: Id<Expression>,
    budget: usize,
) -> Cases<'a> {
    let reach = Reach::of(laws, expression);
    let turns = turning_days(laws, law, &reach);
    let mut facts = Vec::new();
    for ((fact, of), constants) in &reach.facts {
        let records = option::records(laws, law, *fact, constants, &turns, &reach);
        if !records.is_empty() {
            facts.push(Dimension::Fact(*fact, *of, records));
        }
    }
    for event in &reach.events {
        let occurrences = option::occurrences(laws, law, *event, &reach.fields, &turns);
        facts.push(Dimension::Event(*event, occurrences));
    }
    let days = asking_days(laws, law, &turns, &reach.durations);
    let sizes: Vec<usize> =
        [days.len()].into_iter().chain(facts.iter().map(Dimension::len)).collect();
    Cases { laws, law, days, facts, choices: choices(&sizes, budget), next: 0 }
}

impl Dimension {
    fn len(&self) -> usize {
        match self {
            Dimension::Fact(_, _, records) => records.len(),
            Dimension::Event(_, occurrences) => occurrences.len(),
        }
    }
}

impl Cases<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.choices.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.choices.is_empty()
    }
}

impl Iterator for Cases<'_> {
    type Item = Case;

    fn next(&mut self) -> Option<Case> {
        let choice = self.choices.get(self.next)?;
        self.next += 1;
        let (day, rest) = choice.split_first()?;
        let subject = self.laws.laws[self.law].subject;
        let (mut sheet, subject) = blank(self.laws, subject, "counterexample");
        for (dimension, at) in self.facts.iter().zip(rest) {
            match dimension {
                Dimension::Fact(fact, of, records) => {
                    if let Some(instance) = sheet.reach(subject, *of) {
                        sheet.instances[instance].set_record(*fact, records.get(*at).cloned());
                    }
                }
                Dimension::Event(event, all) => {
                    let entity = self.laws.events[*event].entity;
                    if let Some(instance) = sheet.reach(subject, entity) {
                        sheet.instances[instance].set_occurrences(*event, all.get(*at).cloned());
                    }
                }
            }
        }
        Some(Case { sheet, subject, on: *self.days.get(*day)? })
    }
}

/// The days on which something of the law changes, its first day included.
fn turning_days(laws: &Laws, law: Id<Law>, reach: &Reach) -> Vec<Date> {
    let force = laws.laws[law].in_force;
    let inside = reach.days.iter().copied().filter(|day| force.contains(*day));
    let days: BTreeSet<Date> = [force.from].into_iter().chain(inside).collect();
    days.into_iter().collect()
}

/// Each turning day and the day before it, and the days on which a wait that begins on one ends,
/// within the days on which the law is in force.
fn asking_days(
    laws: &Laws,
    law: Id<Law>,
    turns: &[Date],
    durations: &BTreeSet<Duration>,
) -> Vec<Date> {
    const MOST: usize = 60;
    let law = &laws.laws[law];
    let rule = law.month_end.unwrap_or(MonthEnd::LastDay);
    let mut days = BTreeSet::new();
    for turn in turns {
        days.extend(turn.previous().into_iter().chain([*turn]));
        for duration in durations {
            let counted = |calendar| {
                laws.calendars[calendar].workdays.counted(*turn, duration.amount)?.earliest
            };
            let end = match duration.family {
                Family::Days | Family::Months => duration.after(*turn, rule),
                Family::Hours => turn.plus_days(duration.amount / 24),
                Family::WorkingDays => law.working_days.and_then(counted),
            };
            if let Some(end) = end {
                days.extend([end].into_iter().chain(end.previous()).chain(end.next()));
            }
        }
    }
    days.extend(turns.last().and_then(|last| last.plus_days(400)));
    days.extend(law.in_force.until.and_then(Date::previous));
    let mut days: Vec<Date> = days.into_iter().filter(|day| law.in_force.contains(*day)).collect();
    if days.len() > MOST {
        let step = days.len().div_ceil(MOST);
        days = days.into_iter().step_by(step).collect();
    }
    days
}

/// Which option of each dimension each case takes; no case twice.
fn choices(sizes: &[usize], budget: usize) -> Vec<Vec<usize>> {
    if sizes.contains(&0) {
        return Vec::new();
    }
    let product = sizes.iter().try_fold(1usize, |all, size| all.checked_mul(*size));
    if let Some(product) = product.filter(|product| *product <= budget) {
        return (0..product).map(|number| digits(number, sizes)).collect();
    }
    let mut chosen = Chosen { seen: BTreeSet::new(), list: Vec::new(), budget };
    let low: Vec<usize> = vec![0; sizes.len()];
    let high: Vec<usize> = sizes.iter().map(|size| size - 1).collect();
    for base in [&low, &high] {
        chosen.add(base.clone());
        for (at, size) in sizes.iter().enumerate() {
            for option in 0..*size {
                let mut one = base.clone();
                if let Some(place) = one.get_mut(at) {
                    *place = option;
                }
                chosen.add(one);
            }
        }
    }
    let mut state = 0x5010_u64;
    // Repetitions become frequent only where nearly all have been chosen.
    for _ in 0..budget.saturating_mul(4) {
        if chosen.list.len() >= budget {
            break;
        }
        let one = sizes.iter().map(|size| random(&mut state, *size)).collect();
        chosen.add(one);
    }
    chosen.list
}

struct Chosen {
    seen: BTreeSet<Vec<usize>>,
    list: Vec<Vec<usize>>,
    budget: usize,
}

impl Chosen {
    fn add(&mut self, one: Vec<usize>) {
        if self.list.len() < self.budget && self.seen.insert(one.clone()) {
            self.list.push(one);
        }
    }
}

fn digits(number: usize, sizes: &[usize]) -> Vec<usize> {
    let mut rest = number;
    sizes
        .iter()
        .map(|size| {
            let digit = rest % size;
            rest /= size;
            digit
        })
        .collect()
}

/// The next number below `below` of a fixed sequence (splitmix64).
fn random(state: &mut u64, below: usize) -> usize {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^= mixed >> 31;
    usize::try_from(mixed % (below.max(1) as u64)).unwrap_or(0)
}
