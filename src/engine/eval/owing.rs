//! When a duty is due, and which acts are recorded that may meet it.

use crate::engine::eval::Evaluator;
use crate::engine::eval::stage::Acts;
use crate::engine::verdict::{Failure, Need, Needs, Outcome, Possible, Wanted};
use crate::facts::{Occurrence, Occurrences};
use crate::ground::table::Id;
use crate::ground::time::{Date, DateTime, Moment};
use crate::ground::value::{Bounds, Value};
use crate::language::law::{Duty, Event, Expression};

/// When a duty is owed, if it has arisen by a day.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Owing {
    /// Its due date rests on an event that has not happened; the next day to look again.
    NotYet(Option<Date>),
    /// It has arisen: between these two.
    From { arose: Date, low: Moment, high: Moment, needs: Needs },
    /// The due date cannot be evaluated.
    Failed(Box<Failure>),
}

impl Evaluator<'_> {
    /// What is recorded of an act, and what would tell the rest.
    pub(super) fn acts(&self, event: Id<Event>, due: Moment) -> Acts {
        let entity = self.instance(self.laws.events[event].entity);
        let needs = Needs::one(Need { entity, wanted: Wanted::Event(event) });
        let open = self.sheet.recorded_through.and_then(Date::next);
        let (recorded, open_from): (&[Occurrence], _) =
            match self.sheet.instances[entity].occurrences(event) {
                None => (&[], open),
                Some(Occurrences::Recorded(occurrences)) => (occurrences, open),
                Some(Occurrences::Unknown(_)) => (&[], Some(Date::FIRST)),
            };
        let done = recorded.iter().map(Occurrence::moment).collect();
        // Only on the day on which it is due does its hour matter.
        let hours = self.hour_needed(event, due.date());
        Acts { done, open_from, needs, hours }
    }

    /// When a duty that applies from `day` on arises, and when it is due.
    pub(super) fn owing(&mut self, duty: &Duty, day: Date, through: Date) -> Owing {
        let Some(due) = duty.due else {
            let due = Moment::Day(day);
            return Owing::From { arose: day, low: due, high: due, needs: Needs::default() };
        };
        self.owing_by(due, day, through)
    }

    pub(super) fn owing_by(&mut self, due: Id<Expression>, day: Date, through: Date) -> Owing {
        let mut arose = day;
        loop {
            let evaluated = self.deadline(due, arose);
            match Owing::by(evaluated.outcome, arose) {
                Some(owing) => return owing,
                // The due date rests on what has not happened: nothing is owed before.
                None => match evaluated.horizon {
                    Some(next) if next <= through && arose < next => arose = next,
                    later => return Owing::NotYet(later),
                },
            }
        }
    }
}

impl Owing {
    /// When a duty is owed that arose on a day and has this due date; `None` where that is nothing.
    pub fn by(due: Outcome, arose: Date) -> Option<Self> {
        let on = |due| Owing::From { arose, low: due, high: due, needs: Needs::default() };
        match due {
            Outcome::Known(Value::Date(date)) => Some(on(Moment::Day(date))),
            Outcome::Known(Value::DateTime(minute)) => Some(on(Moment::Minute(minute))),
            Outcome::Known(_) => None,
            Outcome::Undetermined(open) => {
                let (low, high) = ends(&open.possible);
                Some(Owing::From { arose, low, high, needs: open.needs })
            }
            Outcome::Failed(failure) => Some(Owing::Failed(failure)),
        }
    }
}

/// The first and the last day or minute that a due date may be.
fn ends(possible: &Possible) -> (Moment, Moment) {
    let anything = (Moment::Day(Date::FIRST), Moment::Day(Date::LAST));
    match possible {
        Possible::Date(Bounds { low, high }) => {
            let low = low.as_ref().map_or(Date::FIRST, |edge| edge.at);
            let high = high.as_ref().map_or(Date::LAST, |edge| edge.at);
            (Moment::Day(low), Moment::Day(high))
        }
        Possible::DateTime(Bounds { low, high }) => {
            let low = low.as_ref().map_or(DateTime::first_of(Date::FIRST), |edge| edge.at);
            let high = high.as_ref().map_or(DateTime::last_of(Date::LAST), |edge| edge.at);
            (Moment::Minute(low), Moment::Minute(high))
        }
        // The values are sorted.
        Possible::OneOf(values) => match (values.first(), values.last()) {
            (Some(Value::Date(first)), Some(Value::Date(last))) => {
                (Moment::Day(*first), Moment::Day(*last))
            }
            (Some(Value::DateTime(first)), Some(Value::DateTime(last))) => {
                (Moment::Minute(*first), Moment::Minute(*last))
            }
            (_, _) => anything,
        },
        Possible::Anything
        | Possible::AnythingOrNone
        | Possible::Number(_)
        | Possible::Range(_) => anything,
    }
}
