//! Turns: the days on which a latch began or ended, or may have.

use crate::engine::eval::Evaluator;
use crate::engine::eval::course::Held;
use crate::engine::verdict::{Failure, Needs, Outcome, Possible};
use crate::facts::{Instance, Occurrences};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::Value;
use crate::language::law::{ElementsOf, Event, Expression, Kind, Turn, View};
use std::collections::BTreeSet;

/// The events that a turn names.
#[derive(Debug, Default)]
pub(super) struct EventsNamed {
    /// Those of the entity judged and of what it belongs to.
    pub own: BTreeSet<Id<Event>>,
    /// Those of the elements of lists.
    pub of_elements: BTreeSet<Id<Event>>,
}

/// A turn of a latch: on one day, or on some day of several.
#[derive(Clone, Debug)]
pub(super) struct Turned {
    /// Whether it begins or ends the latch.
    pub begins: bool,
    /// The first day on which it may have turned.
    pub early: Date,
    /// The last such day.
    pub late: Date,
    /// Whether it has turned by the last day; otherwise it may not have turned at all.
    pub certain: bool,
    /// What would settle on which day, or whether at all.
    pub needs: Needs,
    /// Why it cannot be evaluated, where it cannot.
    pub failure: Option<Box<Failure>>,
    /// What turned it.
    pub by: Turn,
    /// The day on which the condition held or the expression had come to the date.
    pub came: Date,
}

impl Turned {
    fn on(begins: bool, by: Turn, day: Date, came: Date) -> Self {
        let needs = Needs::default();
        Self { begins, early: day, late: day, certain: true, needs, failure: None, by, came }
    }

    fn open(begins: bool, by: Turn, days: [Date; 2], needs: Needs) -> Self {
        let [early, late] = days;
        let (certain, failure) = (false, None);
        Self { begins, early, late, certain, needs, failure, by, came: early }
    }
}

/// Days on which a condition is open, since it may have become true on any of them.
struct OpenRun {
    early: Date,
    needs: Needs,
    failure: Option<Box<Failure>>,
    /// Whether the condition did not hold before them.
    from_false: bool,
}

impl Evaluator<'_> {
    /// Adds the turns through a day; gives the next day on which there may be others.
    pub(super) fn turns(
        &mut self,
        turn: Turn,
        begins: bool,
        through: Date,
        turns: &mut Vec<Turned>,
    ) -> Option<Date> {
        match turn {
            Turn::On(event) => {
                let happened = self.happened(event, through);
                let days = happened.occurrences.iter().map(|occurrence| occurrence.on);
                turns.extend(days.map(|day| Turned::on(begins, turn, day, day)));
                if let Some(needs) = happened.open {
                    // The days through which the sheet is recorded are known.
                    let unknown = self.is_stated_unknown(event);
                    let recorded = self.sheet.recorded_through.filter(|_| !unknown);
                    let early = recorded.and_then(Date::next).unwrap_or(Date::FIRST);
                    turns.push(Turned::open(begins, turn, [early, Date::LAST], needs));
                }
                happened.horizon
            }
            Turn::When(condition) => self.turns_when(turn, condition, begins, through, turns),
            Turn::At(date) => self.turns_at(turn, date, begins, through, turns),
        }
    }

    /// Each day on which a condition becomes true; the first day looked at, if it is true then.
    fn turns_when(
        &mut self,
        turn: Turn,
        condition: Id<Expression>,
        begins: bool,
        through: Date,
        turns: &mut Vec<Turned>,
    ) -> Option<Date> {
        let from = self.followed_from(turn);
        if through < from {
            return Some(from);
        }
        let course = self.course(Some(condition), from, through);
        let mut held = false;
        let mut run: Option<OpenRun> = None;
        for stretch in course.iter().take_while(|stretch| stretch.days.from <= through) {
            let first = stretch.days.from;
            let (needs, failure) = match &stretch.value {
                Held::Yes => {
                    match run.take() {
                        Some(run) => turns.push(run.until_true(begins, turn, first)),
                        None if held => {}
                        None => turns.push(Turned::on(begins, turn, first, first)),
                    }
                    held = true;
                    continue;
                }
                Held::No => {
                    let last = first.previous().unwrap_or(first);
                    turns.extend(run.take().and_then(|run| run.through(begins, turn, last)));
                    held = false;
                    continue;
                }
                Held::Open(needs) => (needs.clone(), None),
                Held::Failed(failure) => (Needs::default(), Some(failure.clone())),
            };
            match &mut run {
                Some(run) => {
                    run.needs = run.needs.and(&needs);
                    run.failure = run.failure.take().or(failure);
                }
                None => {
                    // Where it held before, it must first cease to.
                    let early = if held { first.next().unwrap_or(first) } else { first };
                    run = Some(OpenRun { early, needs, failure, from_false: !held });
                }
            }
        }
        let horizon = course.last().and_then(|stretch| stretch.days.until);
        let last = horizon.and_then(Date::previous).unwrap_or(Date::LAST);
        turns.extend(run.and_then(|run| run.through(begins, turn, last)));
        horizon
    }

    /// Each date to which an expression has come; one already past turns on the day it came to it.
    fn turns_at(
        &mut self,
        turn: Turn,
        date: Id<Expression>,
        begins: bool,
        through: Date,
        turns: &mut Vec<Turned>,
    ) -> Option<Date> {
        let from = self.followed_from(turn);
        if through < from {
            return Some(from);
        }
        let stretches = self.history(date, from, through);
        for stretch in &stretches {
            let came = stretch.days.from;
            let open = match &stretch.outcome {
                Outcome::Known(Value::Date(day)) => {
                    turns.push(Turned::on(begins, turn, came.max(*day), came));
                    continue;
                }
                Outcome::Known(_) => continue,
                Outcome::Failed(failure) => {
                    let days = [came, Date::LAST];
                    let failure = Some(failure.clone());
                    let turned = Turned::open(begins, turn, days, Needs::default());
                    turns.push(Turned { failure, ..turned });
                    continue;
                }
                Outcome::Undetermined(open) => open,
            };
            let (low, high, certain) = match &open.possible {
                Possible::OneOf(values) => {
                    let days = values.iter().filter_map(|value| {
                        if let Value::Date(day) = value { Some(*day) } else { None }
                    });
                    let all = !values.contains(&Value::None);
                    (days.clone().min(), days.max(), all)
                }
                Possible::Date(bounds) => {
                    let high = bounds.high.as_ref().map(|edge| edge.at);
                    (bounds.low.as_ref().map(|edge| edge.at), high, high.is_some())
                }
                Possible::Anything
                | Possible::AnythingOrNone
                | Possible::Number(_)
                | Possible::DateTime(_)
                | Possible::Range(_) => (None, None, false),
            };
            let early = low.map_or(came, |low| low.max(came));
            let late = high.map_or(Date::LAST, |high| high.max(came));
            let turned = Turned::open(begins, turn, [early, late], open.needs.clone());
            turns.push(Turned { certain, came, ..turned });
        }
        stretches.last().and_then(|stretch| stretch.days.until)
    }

    /// The first day from which a turn is followed: the law's first, or that of the first event on
    /// which it rests, so that what was decided before the law came into force counts.
    fn followed_from(&self, turn: Turn) -> Date {
        let named = self.events_of(turn);
        let own = named.own.into_iter().filter_map(|event| self.first_recorded(event));
        let others = named.of_elements.into_iter();
        let others = others.filter_map(|event| self.first_of_elements(event));
        own.chain(others)
            .min()
            .map_or(self.law.in_force.from, |day| day.min(self.law.in_force.from))
    }

    /// The events that a turn names, by itself or by way of definitions and other statuses.
    pub(super) fn events_of(&self, turn: Turn) -> EventsNamed {
        let mut events = EventsNamed::default();
        let mut turns = vec![turn];
        let mut seen: BTreeSet<Id<Expression>> = BTreeSet::new();
        while let Some(turn) = turns.pop() {
            let mut waiting = match turn {
                Turn::On(event) => {
                    events.own.insert(event);
                    continue;
                }
                Turn::When(part) | Turn::At(part) => vec![part],
            };
            while let Some(id) = waiting.pop() {
                if !seen.insert(id) {
                    continue;
                }
                let kind = &self.laws.expressions[id].kind;
                if let Kind::Define(define) = kind {
                    let versions = self.laws.defines[*define].versions.versions();
                    waiting.extend(versions.iter().map(|version| version.value.value));
                } else if let Kind::Status(status) = kind {
                    let status = &self.laws.statuses[*status];
                    turns.extend(status.begins.iter().chain(&status.ends));
                } else if let Kind::Seen { from: View::Element(_), what } = kind {
                    events.of_elements.extend(named_itself(&self.laws.expressions[*what].kind));
                    continue;
                } else if let Kind::Count { of, .. } | Kind::OverElements { of, .. } = kind
                    && let ElementsOf::Event(event, _) = of.of
                {
                    match self.laws.bindings[of.binding].of {
                        Some(_) => events.of_elements.insert(event),
                        None => events.own.insert(event),
                    };
                }
                events.own.extend(named_itself(kind));
                waiting.extend(kind.children());
            }
        }
        events
    }

    fn first_recorded(&self, event: Id<Event>) -> Option<Date> {
        self.first_at(self.instance(self.laws.events[event].entity), event)
    }

    /// The first day on which any entity of the sheet records an event.
    fn first_of_elements(&self, event: Id<Event>) -> Option<Date> {
        self.sheet.instances.ids().filter_map(|entity| self.first_at(entity, event)).min()
    }

    fn first_at(&self, entity: Id<Instance>, event: Id<Event>) -> Option<Date> {
        match self.sheet.instances[entity].occurrences(event) {
            Some(Occurrences::Recorded(list)) => list.first().map(|occurrence| occurrence.on),
            Some(Occurrences::Unknown(_)) | None => None,
        }
    }

    fn is_stated_unknown(&self, event: Id<Event>) -> bool {
        let entity = self.instance(self.laws.events[event].entity);
        let stated = self.sheet.instances[entity].occurrences(event);
        matches!(stated, Some(Occurrences::Unknown(_)))
    }
}

impl OpenRun {
    /// It has turned by the day on which it is known to hold, if it did not hold before.
    fn until_true(self, begins: bool, by: Turn, day: Date) -> Turned {
        let days = [self.early.min(day), day];
        let turned = Turned::open(begins, by, days, self.needs);
        Turned { certain: self.from_false, failure: self.failure, came: day, ..turned }
    }

    /// It may have turned on any of the days; nothing where there is none.
    fn through(self, begins: bool, by: Turn, last: Date) -> Option<Turned> {
        let turned = Turned::open(begins, by, [self.early, last], self.needs);
        (self.early <= last).then_some(Turned { failure: self.failure, ..turned })
    }
}

/// The event that an expression itself names.
fn named_itself(kind: &Kind) -> Option<Id<Event>> {
    if let Kind::Occurrence { event, .. }
    | Kind::OccurrenceField { event, .. }
    | Kind::HasHappened(event) = kind
    {
        Some(*event)
    } else {
        None
    }
}
