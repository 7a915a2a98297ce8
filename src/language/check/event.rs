//! Events: what happens on a date, with its fields.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::language::check::clause::{joined, label};
use crate::language::check::homes::Home;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{Basis, Event, Fact, Provision, Temporal, Type};
use crate::language::syntax;

impl<'a> Checker<'a> {
    /// Gives an event its row and name.
    pub fn declare_event(&mut self, home: usize, written: &'a syntax::Event) {
        let law = self.homes.get(home).and_then(Home::law);
        if law.is_none() && written.of.is_none() {
            self.report(Code::E0501, written.name.span, "this event is of no entity")
                .help(format!("say whose it is: `event {} of company`", written.name.text));
        }
        let id = self.laws.events.add(Event {
            name: written.name.text.to_string(),
            label: label(written.label.as_ref()),
            documentation: joined(&written.documentation),
            law,
            entity: Id::at(0),
            fields: Vec::new(),
            at_time: written.at_time,
            step: None,
            basis: Basis::default(),
            span: written.name.span,
        });
        self.name(home, &written.name, Named::Event(id));
        self.work.events.push((home, id, written));
        if let Some(law) = law {
            self.laws.laws[law].provisions.push(Provision::Event(id));
        }
    }

    /// Reads whose an event is and its fields.
    pub fn event(&mut self, home: usize, id: Id<Event>, written: &'a syntax::Event) {
        if let Some(entity) = self.of_entity(home, written.of.as_ref()) {
            self.laws.events[id].entity = entity;
        }
        self.no_commencement(&written.clauses, "an event");
        self.laws.events[id].basis = self.basis(&written.clauses);
        self.distinct(written.fields.iter().map(|field| &field.name));
        for field in &written.fields {
            let (type_, temporal) = self.field_type(Scope::of(home), &field.type_);
            if temporal != Temporal::Plain {
                self.report(Code::E0307, field.type_.span, "a field of an event is a plain value")
                    .help("take `over time` or `per …` away: the event has its own date");
            }
            let basis = self.basis(&field.clauses);
            let fact = self.event_field(id, &field.name.text, type_, field.name.span);
            let row = &mut self.laws.facts[fact];
            row.label = label(field.label.as_ref());
            row.documentation = joined(&field.documentation);
            row.basis = basis;
        }
    }

    /// Adds a field to an event.
    pub fn event_field(
        &mut self,
        event: Id<Event>,
        name: &str,
        type_: Type,
        span: crate::ground::text::Span,
    ) -> Id<Fact> {
        let row = &self.laws.events[event];
        let fact = self.laws.facts.add(Fact {
            name: name.to_string(),
            label: None,
            documentation: String::new(),
            law: row.law,
            entity: row.entity,
            type_,
            temporal: Temporal::Plain,
            basis: Basis::default(),
            span,
        });
        self.add_event_field(event, fact);
        fact
    }
}
