//! A law's own facts, stated under its name by the sheet of its subject or owner; facts as values.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::check::clause::{joined, label};
use crate::language::check::homes::{Home, HomeKind};
use crate::language::check::mismatch::Typed;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{Basis, Entity, Fact, Kind, Provision, Temporal, Type};
use crate::language::syntax;

impl<'a> Checker<'a> {
    /// Gives each fact of a block its row and name.
    pub fn declare_facts(&mut self, home: usize, written: &'a syntax::Facts) {
        let law = self.homes.get(home).and_then(Home::law);
        if law.is_none() && written.of.is_none() {
            self.report(Code::E0501, written.span, "these facts are of no entity")
                .help("a vocabulary says whose they are: `facts company { … }`");
        }
        for field in &written.fields {
            let id = self.laws.facts.add(Fact {
                name: field.name.text.to_string(),
                label: label(field.label.as_ref()),
                documentation: joined(&field.documentation),
                law,
                entity: Id::at(0),
                type_: Type::Unknown,
                temporal: Temporal::Plain,
                basis: Basis::default(),
                span: field.name.span,
            });
            self.name(home, &field.name, Named::Fact(id));
            self.work.facts.push((home, id, field, written.of.as_ref()));
            if let Some(law) = law {
                self.laws.laws[law].provisions.push(Provision::Fact(id));
            }
        }
    }

    /// Reads the types of the facts and of the fields of events.
    pub fn fields(&mut self) {
        // One block names its entity once: reported once, for its first fact.
        let mut last: Option<(usize, Option<&'a syntax::Name>, Option<Id<_>>)> = None;
        for (home, id, field, of) in std::mem::take(&mut self.work.facts) {
            let entity = match last {
                Some((at, same, entity))
                    if at == home && same.map(|n| n.span) == of.map(|n| n.span) =>
                {
                    entity
                }
                Some(_) | None => self.of_entity(home, of),
            };
            last = Some((home, of, entity));
            let (type_, temporal) = self.field_type(Scope::of(home), &field.type_);
            if let Type::List(_) = type_ {
                self.report(
                    Code::E0206,
                    field.type_.span,
                    "a list of entities belongs in an entity",
                )
                .help("move the field to the entity that owns the list");
            }
            self.no_commencement(&field.clauses, "a fact");
            let basis = self.basis(&field.clauses);
            let row = &mut self.laws.facts[id];
            row.type_ = type_;
            row.temporal = temporal;
            row.basis = basis;
            let Some(entity) = entity else { continue };
            row.entity = entity;
            let shared = self
                .homes
                .get(home)
                .is_some_and(|home| matches!(home.kind, HomeKind::Vocabulary(_)));
            if shared {
                self.add_field(entity, id);
            }
        }
        for (home, id, written) in std::mem::take(&mut self.work.events) {
            self.event(home, id, written);
        }
    }

    /// A fact used as a value.
    pub fn fact_value(&mut self, fact: Id<Fact>, of: Id<Entity>, span: Span) -> Typed {
        let row = &self.laws.facts[fact];
        let (type_, place, name) = (row.type_.clone(), row.span, row.name.clone());
        if let Some(cycle) = self.cycle_of(fact) {
            if let Some(typed) = self.figure_of_window(fact, of, cycle, span) {
                return typed;
            }
            let word = cycle.word();
            self.report(Code::E0306, span, format!("of which {word} is `{name}` meant?"))
                .and(place, format!("it is stated per {word}"))
                .help(format!("name the period: `… in last {word}`"));
            return self.unknown(span);
        }
        if matches!(type_, Type::List(_)) {
            self.report(Code::E0207, span, format!("`{name}` is a list"))
                .and(place, "declared here")
                .help("count it, or ask of each: `any of … as s where (…)`");
            return self.unknown(span);
        }
        self.add(Kind::Fact { fact, of }, type_, span)
    }
}
