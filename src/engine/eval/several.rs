//! Occurrences and elements: which there are on a day, and what would settle whether there are more.

use crate::engine::eval::context::BoundTo;
use crate::engine::eval::history::first_day_with;
use crate::engine::eval::moving::{Moving, earlier};
use crate::engine::eval::{Evaluator, possible};
use crate::engine::verdict::{Element, Need, Needs, Outcome, Wanted};
use crate::facts::{Instance, Listed, Occurrence};
use crate::ground::table::Id;
use crate::ground::time::{Date, Duration, MonthEnd};
use crate::ground::value::Edge;
use crate::language::law::{Elements, ElementsOf, Entity, Event, EventWindow, Fact, Window};
use std::ops::Range;

/// What is gone through one by one.
#[derive(Clone, Debug)]
pub(super) struct Several<'a> {
    /// Those that may be within the window, in order.
    pub listing: Listing<'a>,
    /// Which of them certainly are.
    pub certain: Range<usize>,
    /// What would settle where the window lies.
    pub unplaced: Needs,
    /// The next day on which the window could be another.
    pub placed: Option<Date>,
    /// What would settle whether there are others; `None` where there are none.
    pub open: Option<Needs>,
    /// The next day on which another could come, or the window be another.
    pub horizon: Option<Date>,
    /// How long the window is that moves on with the day, and lets them go.
    pub leaving: Option<Duration>,
}

/// Occurrences of one event, by their days, or elements of one list, in the order of the sheet.
#[derive(Clone, Copy, Debug)]
pub(super) enum Listing<'a> {
    /// Occurrences.
    Occurrences(&'a [Occurrence]),
    /// Elements.
    Instances(&'a [Id<Instance>]),
}

impl<'a> Listing<'a> {
    /// How many there are.
    pub fn len(self) -> usize {
        match self {
            Listing::Occurrences(all) => all.len(),
            Listing::Instances(all) => all.len(),
        }
    }

    /// What a name stands for that is bound to one of them.
    pub fn get(self, at: usize) -> Option<BoundTo<'a>> {
        match self {
            Listing::Occurrences(all) => all.get(at).map(BoundTo::Occurrence),
            Listing::Instances(all) => all.get(at).copied().map(BoundTo::Element),
        }
    }

    /// One of them as a reader is shown it.
    pub fn shown(self, at: usize) -> Option<Element> {
        match self {
            Listing::Occurrences(all) => all.get(at).map(|it| Element::Occurrence(it.moment())),
            Listing::Instances(all) => all.get(at).copied().map(Element::Instance),
        }
    }
}

impl<'a> Several<'a> {
    /// The first day after `on` on which one of them is out of the window.
    pub fn leaves(&self, at: usize, rule: MonthEnd, on: Date) -> Option<Date> {
        let Listing::Occurrences(all) = self.listing else { return None };
        self.leaving.and_then(|length| gone(all.get(at)?.on, length, rule, on))
    }
}

impl<'a> Evaluator<'a> {
    /// What is gone through on a day; an error of the day on which its window ends.
    pub(super) fn several(&mut self, of: Elements, on: Date) -> Result<Several<'a>, Moving> {
        let element = self.laws.bindings[of.binding].of;
        match of.of {
            ElementsOf::List { fact, of } => {
                Ok(self.seen_from(element, |it| it.elements(fact, of)))
            }
            ElementsOf::Event(event, None) => {
                Ok(self.seen_from(element, |it| it.occurrences(event, on)))
            }
            ElementsOf::Event(event, Some(EventWindow::Last(window))) => {
                Ok(self.seen_from(element, |it| it.of_the_last(event, window, on)))
            }
            ElementsOf::Event(event, Some(EventWindow::Before(window, day))) => {
                let day = self.expression(day, on).settled(on);
                if let Outcome::Failed(_) = day.outcome {
                    return Err(day);
                }
                Ok(self.seen_from(element, |it| it.before(event, window, day, on)))
            }
        }
    }

    /// The elements of a list.
    fn elements(&mut self, fact: Id<Fact>, of: Id<Entity>) -> Several<'a> {
        let sheet = self.sheet;
        let entity = self.instance(of);
        let (listing, open): (&[Id<Instance>], _) = match sheet.instances[entity].list(fact) {
            Some(Listed::Known(all)) => (all, None),
            Some(Listed::Unknown) | None => {
                let wanted = Wanted::Fact { fact, before: None };
                (&[], Some(Needs::one(Need { entity, wanted })))
            }
        };
        Several {
            certain: 0..listing.len(),
            listing: Listing::Instances(listing),
            unplaced: Needs::default(),
            placed: None,
            open,
            horizon: None,
            leaving: None,
        }
    }

    /// The occurrences of an event up to a day.
    fn occurrences(&mut self, event: Id<Event>, on: Date) -> Several<'a> {
        let happened = self.happened(event, on);
        Several {
            certain: 0..happened.occurrences.len(),
            listing: Listing::Occurrences(happened.occurrences),
            unplaced: Needs::default(),
            placed: None,
            open: happened.open,
            horizon: happened.horizon,
            leaving: None,
        }
    }

    /// The occurrences of every day d with (P before today) < d ≤ today.
    fn of_the_last(&mut self, event: Id<Event>, window: Window, on: Date) -> Several<'a> {
        let all = self.occurrences(event, on);
        let before = window.duration.before(on, self.month_end());
        let first = before.and_then(Date::next).unwrap_or(Date::FIRST);
        Several { leaving: Some(window.duration), ..all.within(first..=first, None) }
    }

    /// The occurrences of every day d with (P before D) ≤ d < D, up to today. Nothing lies before a
    /// day that never came.
    fn before(&mut self, event: Id<Event>, window: Window, day: Moving, on: Date) -> Several<'a> {
        let nothing = Several {
            listing: Listing::Occurrences(&[]),
            certain: 0..0,
            unplaced: Needs::default(),
            placed: None,
            open: None,
            horizon: day.horizon,
            leaving: None,
        };
        if possible::is_none(&day.outcome) {
            return nothing;
        }
        let bounds = possible::dates(&day.outcome);
        let edge = |edge: Option<Edge<Date>>, other| edge.map_or(other, |edge| edge.at);
        let (low, high) = bounds.map_or((Date::FIRST, Date::LAST), |it| {
            (edge(it.low, Date::FIRST), edge(it.high, Date::LAST))
        });
        let rule = self.month_end();
        let first = |day| window.duration.before(day, rule).unwrap_or(Date::FIRST);
        let (earliest, last) = (first(low), high.previous());
        let Some(last) = last else { return nothing };
        if earliest > on {
            // From its first day on, what is not recorded may have happened in it.
            let horizon = earlier(day.horizon, Some(earliest));
            return Several { horizon, ..nothing };
        }
        let all = self.occurrences(event, on.min(last));
        // What happens after the window does not change what lies in it.
        let next = all.horizon.filter(|next| *next <= last);
        let placed = all.within(earliest..=first(high), Some(low));
        Several {
            unplaced: possible::needs_of(&day.outcome),
            placed: day.horizon,
            horizon: earlier(day.horizon, next),
            ..placed
        }
    }

    /// How the law in force here ends its months.
    pub(super) fn month_end(&self) -> MonthEnd {
        self.law.month_end.unwrap_or(MonthEnd::LastDay)
    }
}

impl Several<'_> {
    /// Those of a window that begins between two days and ends before another: at the earliest
    /// before `until`, where that is open.
    fn within(self, first: std::ops::RangeInclusive<Date>, until: Option<Date>) -> Self {
        let Listing::Occurrences(all) = self.listing else { return self };
        let from = all.partition_point(|it| it.on < *first.start());
        let listing = all.get(from..).unwrap_or_default();
        let low = listing.partition_point(|it| it.on < *first.end());
        let high = match until {
            Some(until) => listing.partition_point(|it| it.on < until),
            None => listing.len(),
        };
        Self { listing: Listing::Occurrences(listing), certain: low..high.max(low), ..self }
    }
}

/// The first day after `on` on which a day is no longer in a window of that length.
fn gone(day: Date, length: Duration, rule: MonthEnd, on: Date) -> Option<Date> {
    first_day_with(on, day, length, |today| length.before(today, rule) >= Some(day))
}
