//! Duties that arise with each occurrence of an event.

use crate::engine::eval::context::BoundTo;
use crate::engine::eval::course::{self, Held};
use crate::engine::eval::instance::{Instance, Slot, Walk, matched, perhaps};
use crate::engine::eval::owing::Owing;
use crate::engine::eval::stage::{self, May, Owed, Phase, Stage};
use crate::engine::eval::worst::worst;
use crate::engine::eval::{Evaluator, earlier};
use crate::engine::verdict::{InstanceOf, Need, Needs, Wanted};
use crate::facts::{Occurrence, Occurrences};
use crate::ground::table::Id;
use crate::ground::time::{Date, DateTime, Interval, Moment, Version};
use crate::language::law::{Binding, Bound, Duty, Event, Expression, Kind, Must};

/// An occurrence with which a duty arises, or may arise.
struct Arisen<'a> {
    occurrence: &'a Occurrence,
    of: InstanceOf,
    /// What would settle whether it does.
    perhaps: Option<Needs>,
    owing: Owing,
}

impl<'a> Evaluator<'a> {
    /// What became, within `window`, of a duty that arises with each occurrence of an event.
    pub(super) fn on_each(
        &mut self,
        duty: &Duty,
        binding: Id<Binding>,
        window: Interval,
        through: Date,
    ) -> Walk {
        let Bound::Occurrence(event) = self.laws.bindings[binding].to else {
            return Walk::default();
        };
        let (recorded, open_from) = self.recorded(event, window);
        let mut arisen = Vec::new();
        let mut next = open_from.filter(|open| through < *open);
        for (at, occurrence) in recorded.iter().enumerate() {
            if !window.contains(occurrence.on) {
                continue;
            }
            if through < occurrence.on {
                next = earlier(next, Some(occurrence.on));
                break;
            }
            let of_day = of_day(recorded, at);
            let of = InstanceOf::Occurrence {
                on: occurrence.on,
                hour: occurrence.at,
                at,
                event,
                of_day,
            };
            arisen.extend(self.arisen(duty, binding, occurrence, of, through));
        }
        for one in &arisen {
            if let Owing::NotYet(again) = one.owing {
                next = earlier(next, again);
            }
        }
        let instances = match duty.must {
            Must::Act(act) => self.acts_owed(arisen, (event, act), open_from, window),
            Must::Keep(state) => self.states_owed(arisen, binding, state, window, through),
        };
        let mut all: Vec<&[_]> = instances.iter().map(|it| it.stages.as_slice()).collect();
        let mut unrecorded = Vec::new();
        if let Some(open) = open_from.filter(|open| *open <= through) {
            let days = course::since(open, window);
            unrecorded = self.unrecorded_ones(duty, binding, event, days, through);
        }
        all.push(&unrecorded);
        let until = earlier(window.until, next);
        let stages = worst(&all, Interval { until, ..window }, through);
        Walk { stages, instances, ..Walk::default() }
    }

    /// The recorded occurrences of an event, and the first day on which there may be others.
    fn recorded(&self, event: Id<Event>, window: Interval) -> (&'a [Occurrence], Option<Date>) {
        let entity = self.instance(self.laws.events[event].entity);
        let sheet = self.sheet;
        let open = sheet.recorded_through.and_then(Date::next);
        let (recorded, open): (&[Occurrence], _) = match sheet.instances[entity].occurrences(event)
        {
            None => (&[], open),
            Some(Occurrences::Recorded(recorded)) => (recorded, open),
            Some(Occurrences::Unknown(_)) => (&[], Some(Date::FIRST)),
        };
        let open = open.map(|open| open.max(window.from));
        (recorded, open.filter(|open| window.contains(*open)))
    }

    /// Whether the duty arises with an occurrence, as its `when` says on that day, and when it is
    /// due.
    fn arisen(
        &mut self,
        duty: &Duty,
        binding: Id<Binding>,
        occurrence: &'a Occurrence,
        of: InstanceOf,
        through: Date,
    ) -> Option<Arisen<'a>> {
        let when = duty.when;
        self.with_bound(binding, BoundTo::Occurrence(occurrence), |it| {
            let held = when.map(|when| Held::from(it.evaluate(when, occurrence.on).outcome));
            let perhaps = match held {
                None | Some(Held::Yes) => None,
                Some(Held::No) => return None,
                Some(Held::Open(needs)) => Some(needs),
                Some(Held::Failed(failure)) => {
                    let owing = Owing::Failed(failure);
                    return Some(Arisen { occurrence, of, perhaps: None, owing });
                }
            };
            let owing = it.owing(duty, occurrence.on, through);
            Some(Arisen { occurrence, of, perhaps, owing })
        })
    }

    /// The acts owed: each meets the occurrence that has waited longest. Where it is not known
    /// whether some occurrences count, both ways must agree.
    fn acts_owed(
        &mut self,
        arisen: Vec<Arisen<'a>>,
        (event, act): (Id<Event>, Id<Event>),
        unrecorded_from: Option<Date>,
        window: Interval,
    ) -> Vec<Instance> {
        let acts = self.acts(act, Moment::Day(window.from));
        let slots: Vec<Option<Slot>> = arisen.iter().map(|one| self.slot(one, act)).collect();
        let met = |counts: &dyn Fn(&Arisen) -> bool| {
            let of = arisen.iter().zip(&slots).enumerate().filter(|(_, (one, _))| counts(one));
            let of = of.filter_map(|(at, (_, slot))| Some((at, slot.clone()?)));
            let (places, slots): (Vec<usize>, Vec<Slot>) = of.unzip();
            let mut met = vec![None; arisen.len()];
            for (at, done) in places.into_iter().zip(matched(&slots, &acts.done)) {
                if let Some(place) = met.get_mut(at) {
                    *place = done;
                }
            }
            met
        };
        let all = met(&|_| true);
        let certain = match arisen.iter().any(|one| one.perhaps.is_some()) {
            true => met(&|one| one.perhaps.is_none()),
            false => all.clone(),
        };
        let open: Needs = arisen
            .iter()
            .filter_map(|one| one.perhaps.as_ref())
            .flat_map(Needs::iter)
            .cloned()
            .collect();
        let event_needs = self.event_need(event);
        let mut instances = Vec::with_capacity(arisen.len());
        for (((one, slot), all), certain) in arisen.iter().zip(&slots).zip(all).zip(certain) {
            let mut stages = match slot {
                Some(slot) => slot.stages(all, &acts, window),
                None => unowed(&one.owing, one.occurrence.on, window),
            };
            if let Some(slot) = slot {
                if one.perhaps.is_none() && all != certain {
                    let without = slot.stages(certain, &acts, window);
                    stages = stage::agreed(&stages, &without, &open);
                }
                // Others that are not recorded may have waited longer.
                if unrecorded_from.is_some_and(|from| from < slot.counts_from.date) && all.is_some()
                {
                    let unmet = slot.stages(None, &acts, window);
                    stages = stage::agreed(&stages, &unmet, &event_needs);
                }
            }
            instances.push(told(one, stages));
        }
        instances
    }

    /// The states to be kept from each occurrence on.
    fn states_owed(
        &mut self,
        arisen: Vec<Arisen<'a>>,
        binding: Id<Binding>,
        state: Id<Expression>,
        window: Interval,
        through: Date,
    ) -> Vec<Instance> {
        let bound = self.names(state, binding);
        let mut instances = Vec::with_capacity(arisen.len());
        for one in &arisen {
            let Owing::From { arose, low, high, needs } = &one.owing else {
                instances.push(told(one, unowed(&one.owing, one.occurrence.on, window)));
                continue;
            };
            // What does not name the occurrence is followed once for all of them.
            let course = match bound {
                true => self.with_bound(binding, BoundTo::Occurrence(one.occurrence), |it| {
                    it.course(Some(state), one.occurrence.on, through)
                }),
                false => self.course(Some(state), window.from, through),
            };
            let of = |due: &Moment| stage::keep(&course, Owed { arose: *arose, due: *due }, window);
            let stages = match low == high {
                true => of(low),
                false => stage::agreed(&of(low), &of(high), needs),
            };
            instances.push(told(one, stages));
        }
        instances
    }

    /// What the duty may be through occurrences that are not recorded, on days on which there may
    /// have been one: from the first day on which its `when` holds, or may hold.
    fn unrecorded_ones(
        &mut self,
        duty: &Duty,
        binding: Id<Binding>,
        event: Id<Event>,
        days: Interval,
        through: Date,
    ) -> Vec<Version<Stage>> {
        let when = duty.when.filter(|when| !self.names(*when, binding));
        let course = self.course(when, days.from, through);
        let mut needs: Option<Needs> = None;
        let mut settled = false;
        let mut stages = Vec::new();
        for stretch in course.iter() {
            match &stretch.value {
                Held::No => {}
                Held::Open(more) if !settled => {
                    let before = needs.unwrap_or_else(|| self.event_need(event));
                    needs = Some(before.and(more));
                }
                Held::Open(_) => {}
                Held::Yes | Held::Failed(_) => {
                    settled = true;
                    needs = Some(self.event_need(event));
                }
            }
            let phase = match &needs {
                None => Phase::NotApplicable,
                Some(needs) => {
                    let may = May { met: true, unmet: true };
                    Phase::Undetermined { needs: needs.clone(), may }
                }
            };
            if let Some(days) = stretch.days.and(days) {
                course::push(&mut stages, days, phase.stage());
            }
        }
        stages
    }

    /// The act that is owed with an occurrence, where something is.
    fn slot(&self, one: &Arisen, act: Id<Event>) -> Option<Slot> {
        let Owing::From { arose, low, high, needs } = &one.owing else { return None };
        // On the day of the occurrence an act known to be done before it does not count.
        let begun = one.occurrence.moment().first();
        let of = |due: &Moment| Owed { arose: *arose, due: *due };
        Some(Slot {
            ends: (of(low), of(high)),
            needs: needs.clone(),
            counts_from: begun.max(DateTime::first_of(*arose)),
            hours: self.hours_of(act, *low, *high),
        })
    }

    /// What would tell the hours of acts of two due days of which only the day is recorded.
    pub(super) fn hours_of(&self, act: Id<Event>, low: Moment, high: Moment) -> (Needs, Needs) {
        (self.hour_needed(act, low.date()), self.hour_needed(act, high.date()))
    }

    fn event_need(&self, event: Id<Event>) -> Needs {
        let entity = self.instance(self.laws.events[event].entity);
        Needs::one(Need { entity, wanted: Wanted::Event(event) })
    }

    /// Whether an expression names what is bound.
    fn names(&self, id: Id<Expression>, binding: Id<Binding>) -> bool {
        let kind = &self.laws.expressions[id].kind;
        let named =
            matches!(kind, Kind::BoundOccurrence(of) | Kind::BoundField(of, _) if *of == binding);
        named || kind.children().into_iter().any(|child| self.names(child, binding))
    }
}

/// Which of the occurrences of its day one is, from 1; 0 where it is alone.
fn of_day(recorded: &[Occurrence], at: usize) -> usize {
    let Some(on) = recorded.get(at).map(|occurrence| occurrence.on) else { return 0 };
    let first = recorded.partition_point(|occurrence| occurrence.on < on);
    let after = recorded.partition_point(|occurrence| occurrence.on <= on);
    if after - first > 1 { at - first + 1 } else { 0 }
}

/// The stages of one with which nothing is owed yet, or whose due date cannot be evaluated.
fn unowed(owing: &Owing, on: Date, window: Interval) -> Vec<Version<Stage>> {
    let phase = match owing {
        Owing::Failed(failure) => Phase::Failed(failure.clone()),
        Owing::NotYet(_) | Owing::From { .. } => Phase::NotApplicable,
    };
    let mut stages = Vec::new();
    course::push(&mut stages, course::since(on, window), phase.stage());
    stages
}

fn told(one: &Arisen, mut stages: Vec<Version<Stage>>) -> Instance {
    if let Some(needs) = &one.perhaps {
        perhaps(&mut stages, needs);
    }
    let arose = match &one.owing {
        Owing::From { arose, .. } => *arose,
        Owing::NotYet(_) | Owing::Failed(_) => one.occurrence.on,
    };
    Instance { of: one.of, arose, stages }
}
