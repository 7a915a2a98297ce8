//! Elements of lists in expressions: their facts, their events and the lists of their own.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::check::expression_path::Meaning;
use crate::language::check::mismatch::Typed;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{Binding, Bound, Entity, Event, Fact, Kind, Type, View};
use crate::language::syntax::{Name, Path};

/// What a path that begins with an element of a list stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A fact of it.
    Fact(Id<Fact>),
    /// An event of it.
    Event(Id<Event>),
    /// A field of the latest occurrence of an event of it.
    EventField(Id<Event>, usize),
}

impl Checker<'_> {
    /// `s.daily_users`, `s.decision`, `s.decision.amount`
    pub fn element_part(&mut self, scope: Scope, binding: Id<Binding>, fields: &[Name]) -> Meaning {
        let (Bound::Element(entity), Some((field, rest))) =
            (self.laws.bindings[binding].to, fields.split_first())
        else {
            return Meaning::Lost;
        };
        let Some(part) = self.part_of_element(scope, entity, field) else {
            self.unknown_of_element(scope, entity, field);
            return Meaning::Lost;
        };
        match (part, rest) {
            (part, []) => Meaning::Element(binding, part),
            (Part::Event(event), [of_event]) => {
                let place = self.laws.events[event].span;
                let part = self.event_part(event, field, of_event, place);
                let Meaning::EventField(event, at) = part else { return part };
                Meaning::Element(binding, Part::EventField(event, at))
            }
            (Part::Fact(_) | Part::Event(_) | Part::EventField(..), _) => Meaning::Lost,
        }
    }

    /// The fact or event of an entity that has this name: a field of the entity, or what the law
    /// itself declares of it.
    fn part_of_element(&mut self, scope: Scope, entity: Id<Entity>, field: &Name) -> Option<Part> {
        let fields = self.laws.entities[entity].fields.iter();
        let mut named = fields.filter(|fact| self.laws.facts[**fact].name == field.text.as_str());
        if let Some(fact) = named.next().copied() {
            if scope.counts {
                self.used.insert(Named::Fact(fact));
            }
            return Some(Part::Fact(fact));
        }
        let named = self.lookup(scope.home, &field.text)?.0;
        if !self.is_of(named, entity) {
            return None;
        }
        self.look_at(scope, &field.text);
        if let Named::Event(event) = named {
            return Some(Part::Event(event));
        }
        if let Named::Fact(fact) = named { Some(Part::Fact(fact)) } else { None }
    }

    fn unknown_of_element(&mut self, scope: Scope, entity: Id<Entity>, field: &Name) {
        let row = &self.laws.entities[entity];
        let (of, place) = (row.name.clone(), row.span);
        let fields = row.fields.iter().map(|fact| self.laws.facts[*fact].name.as_str());
        let declared = self.names_of(scope.home, |named| self.is_of(named, entity));
        let near = self.near(&field.text, fields.chain(declared));
        self.unknown_part("fact", field, &of, place, near);
    }

    /// Whether a name stands for a fact or event of an entity.
    fn is_of(&self, named: Named, entity: Id<Entity>) -> bool {
        match named {
            Named::Fact(fact) => self.laws.facts[fact].entity == entity,
            Named::Event(event) => self.laws.events[event].entity == entity,
            Named::Unit(_)
            | Named::Entity(_)
            | Named::Enumeration(_)
            | Named::Parameter(_)
            | Named::Scale(_)
            | Named::Table(_)
            | Named::Calendar(_)
            | Named::Define(_)
            | Named::Status(_)
            | Named::Duty(_)
            | Named::Sanctions(_)
            | Named::Step(_)
            | Named::Bound(_)
            | Named::Refused(_) => false,
        }
    }

    /// A part of an element used as a value.
    pub fn element_value(&mut self, binding: Id<Binding>, part: Part, span: Span) -> Typed {
        let typed = match part {
            Part::Fact(fact) => {
                let of = self.laws.facts[fact].entity;
                self.fact_value(fact, of, span)
            }
            Part::Event(event) => {
                let type_ = self.moment_type(event);
                self.add(Kind::Occurrence { event, first: false }, type_, span)
            }
            Part::EventField(event, field) => {
                let fact = self.laws.events[event].fields.get(field).copied();
                let type_ = fact.map_or(Type::Unknown, |fact| self.laws.facts[fact].type_.clone());
                self.add(Kind::OccurrenceField { event, field }, type_, span)
            }
        };
        self.seen(binding, typed)
    }

    /// An expression as seen from an element, where one is named.
    pub fn seen_from(&mut self, element: Option<Id<Binding>>, what: Typed) -> Typed {
        match element {
            Some(binding) => self.seen(binding, what),
            None => what,
        }
    }

    fn seen(&mut self, binding: Id<Binding>, what: Typed) -> Typed {
        let row = &self.laws.expressions[what.id];
        let (type_, span) = (row.type_.clone(), row.span);
        let kind = Kind::Seen { from: View::Element(binding), what: what.id };
        Typed { bare: what.bare, ..self.add(kind, type_, span) }
    }

    /// The element that a path begins with, where it begins with one.
    pub fn element_of(&self, scope: Scope, path: &Path) -> Option<Id<Binding>> {
        let first = path.segments.first()?;
        let Named::Bound(binding) = self.lookup(scope.home, &first.text)?.0 else { return None };
        matches!(self.laws.bindings[binding].to, Bound::Element(_)).then_some(binding)
    }

    /// Whether a fact or event is one of the subject of a law or of what it belongs to; other names
    /// are of no entity.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only facts and events are of an entity")]
    pub fn is_in_reach(&self, scope: Scope, named: Named) -> bool {
        let (law, entity) = match named {
            Named::Fact(fact) => (self.laws.facts[fact].law, self.laws.facts[fact].entity),
            Named::Event(event) => (self.laws.events[event].law, self.laws.events[event].entity),
            _other => return true,
        };
        // What a law declares itself of another entity is reported where it does.
        if law.is_some() {
            return true;
        }
        let subject = self.homes.get(scope.home).and_then(|home| home.subject);
        subject.is_none_or(|subject| self.reaches(subject, entity))
    }

    /// Reports the bare name of a fact or event that the entity judged does not have.
    pub fn out_of_reach(&mut self, name: &Name, named: Named, place: Span) {
        let entity = if let Named::Fact(fact) = named {
            Some(self.laws.facts[fact].entity)
        } else if let Named::Event(event) = named {
            Some(self.laws.events[event].entity)
        } else {
            None
        };
        let of = entity.map_or(String::new(), |entity| self.laws.entities[entity].name.clone());
        let text = &name.text;
        self.report(Code::E0207, name.span, format!("`{text}` is of neither subject nor owner"))
            .and(place, format!("it is of each `{of}`"))
            .help(format!("name whose it is: `… of LIST as s where (s.{text} …)`"));
    }
}
