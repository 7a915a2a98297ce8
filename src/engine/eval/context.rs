//! What bound names, windows and recurrences stand for while an expression is evaluated.

use crate::engine::eval::moving::Moving;
use crate::engine::eval::{Evaluator, possible};
use crate::engine::verdict::{Needs, Possible, ReasonStep};
use crate::facts::{Instance, Occurrence};
use crate::ground::table::Id;
use crate::ground::time::Interval;
use crate::language::law::{Binding, Bound, Event, Law};

/// What an expression sees beside the day and the sheet. Definitions see nothing of it: a bound
/// name reaches no further than the provision that binds it.
#[derive(Clone, Debug, Default)]
pub(super) struct Context<'a> {
    /// What names are bound to, the innermost last.
    pub bound: Vec<(Id<Binding>, BoundTo<'a>)>,
    /// How many complete periods ago the figures of a window are that is being gone through: 1
    /// for those of the last one.
    pub window: Option<u32>,
    /// `the period` of a duty that recurs.
    pub period: Option<Interval>,
}

/// What a name is bound to.
#[derive(Clone, Copy, Debug)]
pub(super) enum BoundTo<'a> {
    /// An occurrence of an event.
    Occurrence(&'a Occurrence),
    /// An element of a list.
    Element(Id<Instance>),
}

impl Context<'_> {
    /// Whether an expression sees nothing but the day and the sheet, so that what it comes to may
    /// be remembered.
    pub fn is_empty(&self) -> bool {
        self.bound.is_empty() && self.window.is_none() && self.period.is_none()
    }
}

impl<'a> Evaluator<'a> {
    /// Does what `ask` does in another context.
    pub(super) fn in_context<T>(
        &mut self,
        context: Context<'a>,
        ask: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let before = std::mem::replace(&mut self.context, context);
        let answer = ask(self);
        self.context = before;
        answer
    }

    /// Does what `ask` does seeing nothing of the provision that asks.
    pub(super) fn apart<T>(&mut self, ask: impl FnOnce(&mut Self) -> T) -> T {
        if self.context.is_empty() {
            return ask(self);
        }
        self.in_context(Context::default(), ask)
    }

    /// Does what `ask` does under another law, for the entity that it judges: the one judged here or
    /// one that this belongs to. It sees nothing of the provision that asks.
    pub(super) fn under<T>(&mut self, law: Id<Law>, ask: impl FnOnce(&mut Self) -> T) -> T {
        let laws = self.laws;
        let subject = self.instance(laws.laws[law].subject);
        let mine = (self.law, self.subject);
        (self.law, self.subject) = (&laws.laws[law], subject);
        let answer = self.in_context(Context::default(), ask);
        (self.law, self.subject) = mine;
        answer
    }

    /// Whether a law is the one under which expressions are being evaluated.
    pub(super) fn is_under(&self, law: Id<Law>) -> bool {
        std::ptr::eq(self.law, &raw const self.laws.laws[law])
    }

    /// Does what `ask` does with a name bound, beside those that are.
    pub(super) fn with_bound<T>(
        &mut self,
        binding: Id<Binding>,
        to: BoundTo<'a>,
        ask: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.context.bound.push((binding, to));
        let answer = ask(self);
        self.context.bound.pop();
        answer
    }

    /// `the period` of a duty that recurs.
    pub(super) fn period(&self) -> Option<Interval> {
        self.context.period
    }

    /// Does what `ask` does as seen from the element that a name is bound to, where one is named:
    /// its facts and events, and those of what it belongs to.
    pub(super) fn seen_from<T>(
        &mut self,
        element: Option<Id<Binding>>,
        ask: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let element = match element.and_then(|binding| self.bound(binding)) {
            Some(BoundTo::Element(element)) => element,
            Some(BoundTo::Occurrence(_)) | None => return ask(self),
        };
        let before = std::mem::replace(&mut self.subject, element);
        let answer = ask(self);
        self.subject = before;
        answer
    }

    /// What a name is bound to.
    pub(super) fn bound(&self, binding: Id<Binding>) -> Option<BoundTo<'a>> {
        let mut bound = self.context.bound.iter().rev();
        bound.find(|(name, _)| *name == binding).map(|(_, to)| *to)
    }

    fn bound_occurrence_of(&self, binding: Id<Binding>) -> Option<&'a Occurrence> {
        match self.bound(binding)? {
            BoundTo::Occurrence(occurrence) => Some(occurrence),
            BoundTo::Element(_) => None,
        }
    }

    /// A bound occurrence used as a date, or as a datetime where its event says the hour.
    pub(super) fn bound_occurrence(&mut self, binding: Id<Binding>) -> Moving {
        let Some(occurrence) = self.bound_occurrence_of(binding) else { return nothing_bound() };
        let Binding { to, of, .. } = &self.laws.bindings[binding];
        let (to, of) = (*to, *of);
        match to {
            Bound::Occurrence(event) => self.seen_from(of, |it| {
                it.note_bound(event, occurrence);
                Moving::until(None, it.moment(event, occurrence))
            }),
            Bound::Element(_) => nothing_bound(),
        }
    }

    /// A field of a bound occurrence.
    pub(super) fn bound_field(&mut self, binding: Id<Binding>, field: usize) -> Moving {
        let Binding { to, of, .. } = &self.laws.bindings[binding];
        let (to, of) = (*to, *of);
        match (to, self.bound_occurrence_of(binding)) {
            (Bound::Occurrence(event), Some(occurrence)) => self.seen_from(of, |it| {
                it.note_bound(event, occurrence);
                Moving::until(None, it.field(event, occurrence, field))
            }),
            (Bound::Occurrence(_) | Bound::Element(_), _) => nothing_bound(),
        }
    }

    fn note_bound(&mut self, event: Id<Event>, occurrence: &Occurrence) {
        let entity = self.instance(self.laws.events[event].entity);
        self.note(|| ReasonStep::Event { event, entity, found: Some(occurrence.moment()) });
    }
}

/// The checker lets a name stand only where it is bound.
fn nothing_bound() -> Moving {
    Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
}
