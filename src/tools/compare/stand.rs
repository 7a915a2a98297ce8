//! What each answer of a law stands upon itself, as far as the next answer that is compared too.

use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{
    Bound, Commencement, Define, Duty, Ends, Event, Expression, Fine, Kind, Law, Laws, Measure,
    Must, Provision, Recurrence, Since, Status, Step, Turn, Type,
};
use crate::tools::compare::answer::{Answer, Item, Word};
use crate::tools::compare::provision::{Amended, Construct};
use std::collections::{BTreeMap, BTreeSet};

/// What an answer stands upon.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// Its expressions.
    pub roots: Vec<Id<Expression>>,
    /// The provisions that it is or names itself, by construct and name.
    pub names: BTreeSet<(Construct, String)>,
    /// The days on which it begins, ends or is worded anew.
    pub days: BTreeSet<Date>,
    /// The events that it names beside those of its expressions.
    pub events: Vec<Id<Event>>,
}

impl Standing {
    /// Whether one of the provisions that it stands upon is amended in what it lays down.
    pub fn is_amended(&self, amended: &[Amended]) -> bool {
        amended.iter().filter(|it| it.lays_down).any(|it| {
            let called = &it.called;
            called.construct == Construct::Header
                || self.names.contains(&(called.construct, called.name.clone()))
        })
    }
}

/// The word of an answer; what is not asked has none.
pub fn word(answer: &Option<Answer>) -> Option<Word> {
    answer.as_ref().map(|answer| answer.word)
}

/// Every answer of a law with what it stands upon.
pub fn standing(laws: &Laws, law: &Law) -> BTreeMap<Item, Standing> {
    let mut all = BTreeMap::new();
    let force = [Some(law.in_force.from), law.in_force.until];
    for provision in &law.provisions {
        match provision {
            Provision::Define(id) => {
                let row = &laws.defines[*id];
                if row.type_ == Type::Bool {
                    all.insert(Item::Definition(row.name.clone()), define(laws, *id));
                }
            }
            Provision::Status(id) => {
                let name = laws.statuses[*id].name.clone();
                all.insert(Item::Status(name), status(laws, *id));
            }
            Provision::Duty(id) => {
                all.insert(Item::Duty(laws.duties[*id].name.clone()), duty(laws, *id));
            }
            Provision::Sanctions(id) => {
                let block = laws.sanctions[*id].name.clone();
                for at in &laws.sanctions[*id].steps {
                    let name = laws.steps[*at].name.clone();
                    let item = Item::Step { block: block.clone(), step: name };
                    all.insert(item, step(laws, *at));
                }
            }
            Provision::Fact(_)
            | Provision::Event(_)
            | Provision::Parameter(_)
            | Provision::Scale(_)
            | Provision::Table(_) => {}
        }
    }
    for standing in all.values_mut() {
        standing.days.extend(force.into_iter().flatten());
    }
    all
}

fn define(laws: &Laws, id: Id<Define>) -> Standing {
    let row = &laws.defines[id];
    let versions = row.versions.versions();
    let roots = versions.iter().map(|version| version.value.value).collect();
    let mut standing = of(laws, (Construct::Define, &row.name), roots, Commencement::default());
    standing.days.extend(row.versions.versions().iter().map(|version| version.days.from));
    standing
}

fn status(laws: &Laws, id: Id<Status>) -> Standing {
    let row = &laws.statuses[id];
    let turns = row.begins.iter().chain(&row.ends);
    let roots = turns.filter_map(|turn| match turn {
        Turn::On(_) => None,
        Turn::When(condition) | Turn::At(condition) => Some(*condition),
    });
    let mut standing = of(laws, (Construct::Status, &row.name), roots.collect(), row.commencement);
    standing.events.extend(row.begins.iter().chain(&row.ends).filter_map(|turn| match turn {
        Turn::On(event) => Some(*event),
        Turn::When(_) | Turn::At(_) => None,
    }));
    standing
}

fn duty(laws: &Laws, id: Id<Duty>) -> Standing {
    let row = &laws.duties[id];
    let kept = match row.must {
        Must::Keep(state) => Some(state),
        Must::Act(_) => None,
    };
    let roots = row.when.into_iter().chain(kept).chain(row.due);
    let mut standing = of(laws, (Construct::Duty, &row.name), roots.collect(), row.commencement);
    if let Must::Act(event) = row.must {
        standing.events.push(event);
    }
    if let Some(Recurrence::OnEach(binding)) = row.recurs
        && let Bound::Occurrence(event) = laws.bindings[binding].to
    {
        standing.events.push(event);
    }
    // Its state is told on the days after those on which it can begin, too.
    if let Some(Recurrence::Every(_) | Recurrence::Calendar(_) | Recurrence::OnEach(_)) = row.recurs
    {
        standing.days.extend(row.commencement.from.and_then(Date::next));
    }
    standing
}

fn step(laws: &Laws, id: Id<Step>) -> Standing {
    let row = &laws.steps[id];
    let mut roots: Vec<Id<Expression>> = row.when.into_iter().collect();
    match &row.measure {
        Measure::Fine(Fine { amount, .. }) | Measure::Throttle(amount) => roots.push(*amount),
        Measure::Notice(_) | Measure::Ban(_) | Measure::Block | Measure::Lose(_) => {}
    }
    roots.extend(row.ends.iter().filter_map(|end| match end {
        Ends::OnCure => None,
        Ends::When(condition) | Ends::At(condition) => Some(*condition),
    }));
    let block = &laws.sanctions[row.block];
    let mut standing = of(laws, (Construct::Step, &row.name), roots, row.commencement);
    standing.names.insert((Construct::Sanctions, block.name.clone()));
    standing.days.extend(block.commencement.from.into_iter().chain(block.commencement.until));
    standing.events.push(row.record);
    match row.clock.as_ref().map(|clock| clock.since) {
        Some(Since::Step(before)) => {
            standing.names.insert((Construct::Step, laws.steps[before].name.clone()));
            standing.events.push(laws.steps[before].record);
        }
        Some(Since::Event(event)) => standing.events.push(event),
        Some(Since::Breach) | None => {}
    }
    // What it needs to be told: the breach of its duties.
    for id in row.duties.as_ref().unwrap_or(&block.duties) {
        let of_duty = duty(laws, *id);
        standing.roots.extend(of_duty.roots);
        standing.events.extend(of_duty.events);
        standing.days.extend(of_duty.days);
    }
    standing
}

fn of(
    laws: &Laws,
    called: (Construct, &str),
    roots: Vec<Id<Expression>>,
    commencement: Commencement,
) -> Standing {
    let mut names = BTreeSet::from([(called.0, called.1.to_owned())]);
    let mut waiting = roots.clone();
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        let kind = &laws.expressions[id].kind;
        waiting.extend(kind.children());
        if let Kind::Define(define) = kind {
            let row = &laws.defines[*define];
            // A condition is an answer of its own.
            if row.type_ != Type::Bool {
                names.insert((Construct::Define, row.name.clone()));
                waiting.extend(row.versions.versions().iter().map(|it| it.value.value));
            }
        } else if let Kind::Parameter(parameter) = kind {
            names.insert((Construct::Parameter, laws.parameters[*parameter].name.clone()));
        } else if let Kind::Scale(scale, _) = kind {
            names.insert((Construct::Scale, laws.scales[*scale].name.clone()));
        } else if let Kind::Table(table, _) = kind {
            names.insert((Construct::Table, laws.tables[*table].name.clone()));
        }
    }
    let days = [commencement.from, commencement.until].into_iter().flatten().collect();
    Standing { roots, names, days, events: Vec::new() }
}
