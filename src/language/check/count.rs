//! Counts and lists: what is gone through one by one, within which days, and what is asked of each.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::check::element::Part;
use crate::language::check::expression_path::Meaning;
use crate::language::check::mismatch::Typed;
use crate::language::check::scope::{Checker, Scope};
use crate::language::law::{
    self, Aggregate, Binding, Bound, Elements, ElementsOf, Entity, EventWindow, Fact, Kind,
    Quantity, Type,
};
use crate::language::syntax::{Count, CountWindow, Expression, Name, Path};

/// What a path names that can be gone through, and the element whose it is.
#[derive(Clone, Copy)]
struct Several {
    of: ElementsOf,
    to: Bound,
    element: Option<Id<Binding>>,
}

impl Checker<'_> {
    /// `count of EVENT as d in … where (c)`, `any of LIST as s where (c)`
    pub fn count(&mut self, scope: Scope, count: &Count, span: Span) -> Typed {
        let several = self.several(scope, &count.of);
        // The day of a window is not one of each occurrence: it is read before the name is bound.
        let window = count.window.as_ref().map(|window| self.event_window(scope, window, several));
        let type_ = match count.quantity {
            Quantity::Count => Type::Number(None),
            Quantity::Any | Quantity::All => Type::Bool,
        };
        let binding = self.bind_each(scope, several, count.element.as_ref(), count.of.span);
        let condition = count.condition.as_ref().map(|it| self.condition(scope, it));
        self.release();
        if condition.is_none() && count.quantity != Quantity::Count {
            let word = if count.quantity == Quantity::Any { "any" } else { "all" };
            self.report(Code::E0501, span, format!("`{word} of` asks nothing of each"))
                .help("say what must hold: `… as s where (s.…)`; or write `count of`");
        }
        let (Some(several), Some(binding)) = (several, binding) else {
            return self.add(Kind::Unknown, type_, span);
        };
        let of = match (several.of, window.flatten()) {
            (ElementsOf::Event(event, _), window) => ElementsOf::Event(event, window),
            (list @ ElementsOf::List { .. }, _) => list,
        };
        let of = Elements { binding, of };
        self.add(Kind::Count { quantity: count.quantity, of, condition }, type_, span)
    }

    /// `sum of e over LIST as s where (c)`
    pub fn over_list(
        &mut self,
        scope: Scope,
        (aggregate, value): (Aggregate, &Expression),
        (list, element): (&Path, &Name),
        condition: Option<&Expression>,
        span: Span,
    ) -> Typed {
        let several = self.several(scope, list);
        let binding = self.bind_each(scope, several, Some(element), list.span);
        let value = self.expression(scope, value, &Type::Unknown);
        let condition = condition.map(|it| self.condition(scope, it));
        self.release();
        if aggregate == Aggregate::Average {
            self.report(Code::E0311, span, "a list has no average")
                .help("divide the `sum of` it by the `count of` it");
            return self.unknown(span);
        }
        let of_each = self.aggregated(aggregate, value);
        let type_ = match of_each == Type::Unknown || aggregate == Aggregate::Sum {
            true => of_each,
            // Nothing is the highest or lowest of no element.
            false => Type::Optional(Box::new(of_each)),
        };
        let (Some(several), Some(binding)) = (several, binding) else {
            return self.unknown(span);
        };
        let of = Elements { binding, of: several.of };
        self.add(Kind::OverElements { aggregate, value: value.id, of, condition }, type_, span)
    }

    fn bind_each(
        &mut self,
        scope: Scope,
        several: Option<Several>,
        name: Option<&Name>,
        place: Span,
    ) -> Option<Id<Binding>> {
        let binding = self.bind(scope, name, place, several.map(|it| it.to))?;
        self.laws.bindings[binding].of = several.and_then(|it| it.element);
        Some(binding)
    }

    /// The event or list that a path names; reports what is neither.
    fn several(&mut self, scope: Scope, path: &Path) -> Option<Several> {
        let element = self.element_of(scope, path);
        match self.meaning(scope, path, &Type::Unknown) {
            Meaning::Event(event) | Meaning::Element(_, Part::Event(event)) => {
                let to = Bound::Occurrence(event);
                Some(Several { of: ElementsOf::Event(event, None), to, element })
            }
            Meaning::Step(step) => {
                let event = self.laws.steps[step].record;
                let to = Bound::Occurrence(event);
                Some(Several { of: ElementsOf::Event(event, None), to, element })
            }
            Meaning::Fact { fact, of } => self.list(fact, of, element, path),
            Meaning::Element(_, Part::Fact(fact)) => {
                self.list(fact, self.laws.facts[fact].entity, element, path)
            }
            Meaning::Lost => None,
            Meaning::EventField(..)
            | Meaning::Parameter(_)
            | Meaning::Define(_)
            | Meaning::Status(_)
            | Meaning::Duty(_)
            | Meaning::StepAmount(_)
            | Meaning::Block(_)
            | Meaning::Total(_)
            | Meaning::Payable(_)
            | Meaning::Bound(_)
            | Meaning::BoundField(..)
            | Meaning::Element(_, Part::EventField(..))
            | Meaning::Variant(..)
            | Meaning::Country(_) => {
                self.not_several(path, None);
                None
            }
        }
    }

    /// The list that a fact is; reports what is none.
    fn list(
        &mut self,
        fact: Id<Fact>,
        of: Id<Entity>,
        element: Option<Id<Binding>>,
        path: &Path,
    ) -> Option<Several> {
        if let Type::List(listed) = self.laws.facts[fact].type_ {
            let to = Bound::Element(listed);
            return Some(Several { of: ElementsOf::List { fact, of }, to, element });
        }
        if self.laws.facts[fact].type_ != Type::Unknown {
            let place = self.laws.facts[fact].span;
            self.not_several(path, Some(place));
        }
        None
    }

    fn not_several(&mut self, path: &Path, declared: Option<Span>) {
        let words = path.dotted();
        let told = self.found.report(
            Code::E0207,
            path.span,
            format!("`{words}` is neither an event nor a list"),
        );
        if let Some(place) = declared {
            told.and(place, "declared here");
        }
        told.help("name what there are several of: an event, or a `list of` entities");
    }

    /// `in the last 8 years`, `in the 8 years before D`
    fn event_window(
        &mut self,
        scope: Scope,
        written: &CountWindow,
        several: Option<Several>,
    ) -> Option<EventWindow> {
        let (length, span) = match written {
            CountWindow::Last(window) => (&window.duration, window.span),
            CountWindow::Before(length, day) => (length, length.span().to(day.span)),
        };
        let duration = self.duration(length);
        let day = match written {
            CountWindow::Last(_) => None,
            CountWindow::Before(_, day) => Some(self.day(scope, day)),
        };
        if let Some(Several { of: ElementsOf::List { fact, .. }, .. }) = several {
            let (name, place) = (self.laws.facts[fact].name.clone(), self.laws.facts[fact].span);
            self.report(Code::E0308, span, format!("the elements of `{name}` have no days"))
                .and(place, "declared here as a list")
                .help("take the window away, or ask for a day of each: `where (s.… > …)`");
            return None;
        }
        let duration = duration?;
        self.window_moves(scope, duration.family, span);
        if duration.amount < 1 {
            self.report(Code::E0308, length.span(), "nothing lies in this window")
                .help("write how far it reaches back: `the last 8 years`");
            return None;
        }
        let window = law::Window { duration };
        Some(match day {
            None => EventWindow::Last(window),
            Some(day) => EventWindow::Before(window, day),
        })
    }
}
