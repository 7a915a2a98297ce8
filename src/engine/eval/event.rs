//! Events: whether and when something happened, up to a day.

use crate::engine::eval::moving::Moving;
use crate::engine::eval::{Evaluator, earlier, fact, possible};
use crate::engine::verdict::{Need, Needs, Outcome, Possible, ReasonStep, Wanted};
use crate::facts::{Occurrence, Occurrences};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::{Bounds, Edge, Value};
use crate::language::law::{Event, Type};

/// What is recorded of an event up to a day.
#[derive(Clone, Debug)]
pub struct Happened<'a> {
    /// The recorded occurrences up to the day, in order.
    pub occurrences: &'a [Occurrence],
    /// What would settle whether there were others; `None` where the record is complete.
    pub open: Option<Needs>,
    /// The next day on which any of this could change.
    pub horizon: Option<Date>,
}

impl<'a> Evaluator<'a> {
    /// What is recorded of an event up to a day: closed-world through the day to which the sheet
    /// is recorded, open past it or where the event is stated to be unknown.
    pub fn happened(&self, event: Id<Event>, on: Date) -> Happened<'a> {
        let sheet = self.sheet;
        let entity = self.instance(self.laws.events[event].entity);
        let need = || Needs::one(Need { entity, wanted: Wanted::Event(event) });
        let recorded: &[Occurrence] = match sheet.instances[entity].occurrences(event) {
            None => &[],
            Some(Occurrences::Recorded(occurrences)) => occurrences,
            Some(Occurrences::Unknown(_)) => {
                return Happened { occurrences: &[], open: Some(need()), horizon: None };
            }
        };
        let count = recorded.partition_point(|occurrence| occurrence.on <= on);
        let (occurrences, later) = recorded.split_at(count);
        let next = later.first().map(|occurrence| occurrence.on);
        match sheet.recorded_through {
            Some(through) if through < on => {
                Happened { occurrences, open: Some(need()), horizon: next }
            }
            Some(through) => {
                let horizon = earlier(next, through.next());
                Happened { occurrences, open: None, horizon }
            }
            None => Happened { occurrences, open: None, horizon: next },
        }
    }

    /// The latest or first occurrence up to a day; `none` where it has not happened.
    pub(super) fn occurrence(&mut self, event: Id<Event>, first: bool, on: Date) -> Moving {
        let happened = self.happened(event, on);
        let found = match first {
            true => happened.occurrences.first(),
            false => happened.occurrences.last(),
        };
        let found = found.map(|occurrence| occurrence.on);
        let outcome = match (happened.open, found) {
            (None, Some(date)) => Outcome::Known(Value::Date(date)),
            (None, None) => Outcome::Known(Value::None),
            (Some(needs), None) => possible::undetermined(needs, Possible::AnythingOrNone),
            (Some(needs), Some(date)) => self.open_date(needs, first, date),
        };
        self.note_event(event, found);
        Moving::until(happened.horizon, outcome)
    }

    /// A recorded date beside which there may be others, on days that are not recorded.
    fn open_date(&self, needs: Needs, first: bool, date: Date) -> Outcome {
        let edge = |at| Some(Edge { at, included: true });
        let through = self.sheet.recorded_through.unwrap_or(Date::LAST);
        match first {
            true if date <= through => Outcome::Known(Value::Date(date)),
            true => {
                let bounds = Bounds { low: through.next().and_then(edge), high: edge(date) };
                possible::date(bounds, needs)
            }
            false => possible::date(Bounds { low: edge(date), high: None }, needs),
        }
    }

    /// `E has happened`
    pub(super) fn has_happened(&mut self, event: Id<Event>, on: Date) -> Moving {
        let happened = self.happened(event, on);
        let found = happened.occurrences.last().map(|occurrence| occurrence.on);
        self.note_event(event, found);
        match (happened.open, found) {
            // What has happened stays so.
            (_, Some(_)) => Moving::truth(None, true),
            (None, None) => Moving::truth(happened.horizon, false),
            (Some(needs), None) => {
                let open = possible::undetermined(needs, Possible::Anything);
                Moving::until(happened.horizon, open)
            }
        }
    }

    /// A field of the latest occurrence up to a day; `none` where it has not happened.
    pub(super) fn occurrence_field(&mut self, event: Id<Event>, field: usize, on: Date) -> Moving {
        let happened = self.happened(event, on);
        let latest = happened.occurrences.last();
        self.note_event(event, latest.map(|occurrence| occurrence.on));
        let outcome = match (happened.open, latest) {
            (Some(needs), _) => possible::undetermined(needs, Possible::AnythingOrNone),
            (None, None) => Outcome::Known(Value::None),
            (None, Some(occurrence)) => self.field(event, occurrence, field),
        };
        Moving::until(happened.horizon, outcome)
    }

    /// What an occurrence states of one field of its event.
    pub fn field(&self, event: Id<Event>, occurrence: &Occurrence, field: usize) -> Outcome {
        let entity = self.instance(self.laws.events[event].entity);
        let on = occurrence.on;
        let need = || Need { entity, wanted: Wanted::EventField { event, field, on } };
        let declared = self.laws.events[event].fields.get(field);
        let type_ = declared.map_or(&Type::Unknown, |fact| &self.laws.facts[*fact].type_);
        match occurrence.fields.get(field).and_then(Option::as_ref) {
            Some(entry) => fact::known(entry, type_, need),
            None => fact::open(type_, need()),
        }
    }

    fn note_event(&mut self, event: Id<Event>, found: Option<Date>) {
        if self.explaining() {
            let entity = self.instance(self.laws.events[event].entity);
            self.note(|| ReasonStep::Event { event, entity, found });
        }
    }
}
