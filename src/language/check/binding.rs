//! Names for one occurrence or element at a time: taken, looked up, let go of, and never used.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::check::mismatch::Typed;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{Binding, Bound, Judged, Kind, Type};
use crate::language::syntax::Name;

impl Checker<'_> {
    /// Binds a name, or nothing where none is written, until [`Checker::release`]. It is one of
    /// the one namespace: what has a name already keeps it. What it should be bound to may be
    /// lost, which is reported; its uses then make no noise.
    pub fn bind(
        &mut self,
        scope: Scope,
        name: Option<&Name>,
        place: Span,
        to: Option<Bound>,
    ) -> Option<Id<Binding>> {
        let span = name.map_or(place, |name| name.span);
        let mut text = name.map(|name| name.text.to_string()).unwrap_or_default();
        if let Some(name) = name
            && let Some((named, place)) = self.lookup(scope.home, &name.text)
        {
            self.twice(name, "a name for each one", &named.what(), place);
            text.clear();
        }
        let binding =
            to.map(|to| self.laws.bindings.add(Binding { name: text.clone(), to, of: None, span }));
        let named = binding.map_or(Named::Refused("name"), Named::Bound);
        if let Some(binding) = binding.filter(|_| !text.is_empty()) {
            self.work.bindings.push((scope.home, binding));
        }
        self.bound.push((text, named, span));
        binding
    }

    /// Ends the part of a provision in which the name bound last is.
    pub fn release(&mut self) {
        self.bound.pop();
    }

    /// What a name is bound to where an expression is being read.
    pub fn bound_to(&self, name: &str) -> Option<(Named, Span)> {
        let (_, named, place) = self.bound.iter().rev().find(|(bound, ..)| bound == name)?;
        Some((*named, *place))
    }

    /// A bound name used as a value.
    pub fn bound_value(&mut self, binding: Id<Binding>, span: Span) -> Typed {
        match self.laws.bindings[binding].to {
            Bound::Occurrence(event) => {
                let type_ = self.moment_type(event);
                self.add(Kind::BoundOccurrence(binding), type_, span)
            }
            Bound::Element(_) => {
                let name = self.laws.bindings[binding].name.clone();
                let place = self.laws.bindings[binding].span;
                self.report(Code::E0207, span, format!("`{name}` is an element of a list"))
                    .and(place, "named here")
                    .help(format!("name one of its facts: `{name}.…`"));
                self.unknown(span)
            }
        }
    }

    /// A field of a bound occurrence as a value.
    pub fn bound_field(&mut self, binding: Id<Binding>, field: usize, span: Span) -> Typed {
        let type_ = match self.laws.bindings[binding].to {
            Bound::Occurrence(event) => {
                let fact = self.laws.events[event].fields.get(field);
                fact.map_or(Type::Unknown, |fact| self.laws.facts[*fact].type_.clone())
            }
            Bound::Element(_) => Type::Unknown,
        };
        self.add(Kind::BoundField(binding, field), type_, span)
    }

    /// Warns of names that are bound and never used.
    pub fn unused_bindings(&mut self) {
        for (home, binding) in std::mem::take(&mut self.work.bindings) {
            let found = self.homes.get(home).is_none_or(|home| home.judged == Judged::Found);
            if found || self.used.contains(&Named::Bound(binding)) {
                continue;
            }
            let Binding { name, span, .. } = self.laws.bindings[binding].clone();
            self.report(Code::W0001, span, format!("name `{name}` is never used"))
                .help(format!("take `as {name}` away, or use it"));
        }
    }
}
