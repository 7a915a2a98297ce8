//! Entities: their fields, and which belongs to which.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::language::check::clause::{joined, label};
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{Entity, Fact, Type};
use crate::language::syntax;

impl<'a> Checker<'a> {
    /// Gives an entity its row and name.
    pub fn declare_entity(&mut self, home: usize, written: &'a syntax::Entity) {
        self.no_commencement(&written.clauses, "an entity");
        let id = self.laws.entities.add(Entity {
            name: written.name.text.to_string(),
            label: label(written.label.as_ref()),
            fields: Vec::new(),
            owner: None,
            span: written.name.span,
        });
        self.name(home, &written.name, Named::Entity(id));
        self.work.entities.push((home, id, written));
    }

    /// Reads the fields of every entity, then who owns whom.
    pub fn entities(&mut self) {
        let entities = std::mem::take(&mut self.work.entities);
        for (home, id, written) in &entities {
            self.distinct(written.fields.iter().map(|field| &field.name));
            for field in &written.fields {
                let (type_, temporal) = self.field_type(Scope::of(*home), &field.type_);
                self.no_commencement(&field.clauses, "a field");
                let basis = self.basis(&field.clauses);
                let fact = self.laws.facts.add(Fact {
                    name: field.name.text.to_string(),
                    label: label(field.label.as_ref()),
                    documentation: joined(&field.documentation),
                    law: None,
                    entity: *id,
                    type_,
                    temporal,
                    basis,
                    span: field.name.span,
                });
                self.add_field(*id, fact);
            }
        }
        for (_, id, _) in &entities {
            self.owned(*id);
        }
        for (_, id, _) in &entities {
            self.owner_circle(*id);
        }
    }

    /// What the lists of an entity own belongs to it.
    fn owned(&mut self, owner: Id<Entity>) {
        for fact in self.laws.entities[owner].fields.clone() {
            let row = &self.laws.facts[fact];
            let (list, span) = (row.type_.clone(), row.span);
            let Type::List(owned) = list else { continue };
            match self.laws.entities[owned].owner {
                None => self.laws.entities[owned].owner = Some((owner, fact)),
                Some((_, first)) => {
                    let first = self.laws.facts[first].span;
                    let name = self.laws.entities[owned].name.clone();
                    self.report(Code::E0202, span, format!("`{name}` belongs to two lists"))
                        .and(first, "the other list")
                        .help("list it in one place only");
                }
            }
        }
    }

    /// Reports an entity that belongs to itself, by way of others or not.
    fn owner_circle(&mut self, id: Id<Entity>) {
        let Some((owner, fact)) = self.laws.entities[id].owner else { return };
        if self.reaches(owner, id) {
            let (name, place) = (self.laws.entities[id].name.clone(), self.laws.entities[id].span);
            let span = self.laws.facts[fact].span;
            self.laws.entities[id].owner = None;
            self.report(Code::E0208, span, format!("entity `{name}` belongs to itself"))
                .and(place, "declared here")
                .help("take the list away: a sheet has one root");
        }
    }

    /// The entity of facts or events as written, or the subject of the law.
    pub fn of_entity(
        &mut self,
        home: usize,
        written: Option<&'a syntax::Name>,
    ) -> Option<Id<Entity>> {
        let subject = self.homes.get(home).and_then(|home| home.subject);
        let Some(name) = written else { return subject };
        let entity = self.look_for(Scope::of(home), name, "entity", Named::entity)?;
        if let Some(subject) = subject
            && !self.reaches(subject, entity)
        {
            let subject = self.laws.entities[subject].name.clone();
            self.report(
                Code::E0207,
                name.span,
                format!("`{}` is neither subject nor owner", name.text),
            )
            .help(format!("name `{subject}`, the subject, or what it belongs to"));
        }
        Some(entity)
    }
}
