//! Events: whether and when something happened, up to a day.

use crate::engine::eval::moving::Moving;
use crate::engine::eval::{Evaluator, earlier, fact, possible};
use crate::engine::verdict::{Need, Needs, Outcome, Possible, ReasonStep, Wanted};
use crate::facts::{Occurrence, Occurrences};
use crate::ground::table::Id;
use crate::ground::time::{Date, DateTime, Moment};
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
        let found = found.map(Occurrence::moment);
        let outcome = match (happened.open, found) {
            (None, None) => Outcome::Known(Value::None),
            (Some(needs), None) => possible::undetermined(needs, Possible::AnythingOrNone),
            (open, Some(_)) if self.laws.events[event].at_time => {
                let day = self.of_one_day(happened.occurrences, first);
                self.minute(event, day, first, open)
            }
            (None, Some(moment)) => Outcome::Known(Value::Date(moment.date())),
            (Some(needs), Some(moment)) => self.open_date(needs, first, moment.date()),
        };
        self.note_event(event, found);
        Moving::until(happened.horizon, outcome)
    }

    /// When an occurrence happened: its day; its minute where the event is `at time`, open within
    /// the day where the record does not say the hour.
    pub fn moment(&self, event: Id<Event>, occurrence: &Occurrence) -> Outcome {
        match self.laws.events[event].at_time {
            true => self.minute(event, std::slice::from_ref(occurrence), false, None),
            false => Outcome::Known(Value::Date(occurrence.on)),
        }
    }

    /// The last minute of an event on a day on which it happened.
    pub(super) fn minute_of(&self, event: Id<Event>, on: Date) -> Outcome {
        let happened = self.happened(event, on);
        self.minute(event, self.of_one_day(happened.occurrences, false), false, None)
    }

    /// What would settle the hour of an occurrence of which only the day is recorded.
    pub(super) fn hour_needed(&self, event: Id<Event>, on: Date) -> Needs {
        let entity = self.instance(self.laws.events[event].entity);
        Needs::one(Need { entity, wanted: Wanted::Hour { event, on } })
    }

    /// The occurrences of the first or the last day on which there are any.
    fn of_one_day<'o>(&self, recorded: &'o [Occurrence], first: bool) -> &'o [Occurrence] {
        let at = match first {
            true => recorded.first(),
            false => recorded.last(),
        };
        let Some(day) = at.map(|occurrence| occurrence.on) else { return recorded };
        let from = recorded.partition_point(|occurrence| occurrence.on < day);
        let to = recorded.partition_point(|occurrence| occurrence.on <= day);
        recorded.get(from..to).unwrap_or(recorded)
    }

    /// The first or the last minute of the occurrences of one day; `open`: what would settle
    /// whether there are others that are not recorded.
    fn minute(
        &self,
        event: Id<Event>,
        day: &[Occurrence],
        first: bool,
        open: Option<Needs>,
    ) -> Outcome {
        let pick = |minutes: &mut dyn Iterator<Item = DateTime>| match first {
            true => minutes.min(),
            false => minutes.max(),
        };
        let moments = day.iter().map(Occurrence::moment);
        let low = pick(&mut moments.clone().map(Moment::first));
        let high = pick(&mut moments.clone().map(Moment::last));
        let (Some(low), Some(high)) = (low, high) else { return Outcome::Known(Value::None) };
        let mut needs = match low == high {
            true => Needs::default(),
            false => self.hour_needed(event, low.date),
        };
        let mut bounds = Bounds::between(low, high);
        let through = self.sheet.recorded_through.unwrap_or(Date::LAST);
        if let Some(open) = open.filter(|_| !first || through < low.date) {
            needs = needs.and(&open);
            match first {
                true => {
                    let edge = through.next().map(DateTime::first_of);
                    bounds.low = edge.map(Edge::including);
                }
                false => bounds.high = None,
            }
        }
        possible::datetime(bounds, needs)
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
        let found = happened.occurrences.last().map(Occurrence::moment);
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
        self.note_event(event, latest.map(Occurrence::moment));
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

    fn note_event(&mut self, event: Id<Event>, found: Option<Moment>) {
        if self.explaining() {
            let entity = self.instance(self.laws.events[event].entity);
            self.note(|| ReasonStep::Event { event, entity, found });
        }
    }
}
