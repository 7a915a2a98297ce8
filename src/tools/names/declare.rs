//! What each declaration declares: its name in the namespace of its home, and its parts.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::syntax::{Declaration, Field, Name, SanctionsClause, TypeName};
use crate::tools::names::{Declared, NameKind, Names};

impl Names {
    /// Adds what a declaration declares.
    pub(super) fn declare(&mut self, home: usize, written: &Declaration) {
        match written {
            Declaration::Unit(it) => {
                self.named(home, &it.name, NameKind::Unit, it.span, None);
            }
            Declaration::Entity(it) => {
                let id = self.named(home, &it.name, NameKind::Entity, it.span, None);
                self.fields(id, &it.fields, NameKind::Field);
            }
            Declaration::Enumeration(it) => {
                let id = self.named(home, &it.name, NameKind::Enumeration, it.span, None);
                for variant in &it.variants {
                    let span = variant.name.span;
                    let value = self.within(id, &variant.name, NameKind::Variant, span, None);
                    if let Some(home) = self.homes.get_mut(home) {
                        home.variants.entry(variant.name.text.clone()).or_default().push(value);
                    }
                }
            }
            Declaration::Facts(it) => {
                for field in &it.fields {
                    let type_ = Some(&field.type_.name);
                    self.named(home, &field.name, NameKind::Fact, field.span, type_);
                }
            }
            Declaration::Event(it) => {
                let id = self.named(home, &it.name, NameKind::Event, it.span, None);
                self.fields(id, &it.fields, NameKind::EventField);
            }
            Declaration::Parameter(it) => {
                let type_ = Some(&it.type_.name);
                self.named(home, &it.name, NameKind::Parameter, it.span, type_);
            }
            Declaration::Scale(it) => {
                self.named(home, &it.name, NameKind::Scale, it.span, None);
            }
            Declaration::Table(it) => {
                let type_ = Some(&it.result.name);
                let id = self.named(home, &it.name, NameKind::Table, it.span, type_);
                for column in &it.columns {
                    let type_ = Some(&column.type_.name);
                    let span = column.name.span;
                    let column = self.within(id, &column.name, NameKind::Column, span, type_);
                    self.columns.entry(id).or_default().push(column);
                }
            }
            Declaration::Calendar(it) => {
                self.named(home, &it.name, NameKind::Calendar, it.span, None);
            }
            Declaration::Define(it) => {
                let type_ = it.type_.as_ref().map(|type_| &type_.name);
                self.named(home, &it.name, NameKind::Define, it.span, type_);
            }
            Declaration::Status(it) => {
                self.named(home, &it.name, NameKind::Status, it.span, None);
            }
            Declaration::Duty(it) => {
                self.named(home, &it.name, NameKind::Duty, it.span, None);
            }
            Declaration::Sanctions(it) => {
                let id = self.named(home, &it.name, NameKind::Sanctions, it.span, None);
                for clause in &it.clauses {
                    match clause {
                        SanctionsClause::Step(step) => {
                            let step =
                                self.named(home, &step.name, NameKind::Step, step.span, None);
                            self.declared[step].of = Some(id);
                        }
                        SanctionsClause::For(..)
                        | SanctionsClause::OnCure(..)
                        | SanctionsClause::Together { .. }
                        | SanctionsClause::Per(..)
                        | SanctionsClause::Clause(_) => {}
                    }
                }
            }
            // A test is called by a text.
            Declaration::Test(_) | Declaration::Assertion(_) => {}
        }
    }

    fn fields(&mut self, of: Id<Declared>, fields: &[Field], kind: NameKind) {
        for field in fields {
            self.within(of, &field.name, kind, field.span, Some(&field.type_.name));
        }
    }

    /// A name of the namespace; of two that are the same the first counts.
    fn named(
        &mut self,
        home: usize,
        name: &Name,
        kind: NameKind,
        whole: Span,
        type_: Option<&TypeName>,
    ) -> Id<Declared> {
        let id = self.add(declared(name, kind, whole, None, type_));
        if let Some(home) = self.homes.get_mut(home) {
            home.names.entry(name.text.clone()).or_insert(id);
        }
        self.write(name.span, id);
        id
    }

    /// A name that is reached through another.
    fn within(
        &mut self,
        of: Id<Declared>,
        name: &Name,
        kind: NameKind,
        whole: Span,
        type_: Option<&TypeName>,
    ) -> Id<Declared> {
        let id = self.add(declared(name, kind, whole, Some(of), type_));
        self.parts.entry(of).or_default().entry(name.text.clone()).or_insert(id);
        self.write(name.span, id);
        id
    }

    /// A name for one occurrence or element, which only what stands near it sees.
    pub(super) fn bind(&mut self, name: &Name, to: Option<Id<Declared>>) -> Id<Declared> {
        let id = self.add(declared(name, NameKind::Binding, name.span, to, None));
        self.write(name.span, id);
        id
    }
}

fn declared(
    name: &Name,
    kind: NameKind,
    whole: Span,
    of: Option<Id<Declared>>,
    type_: Option<&TypeName>,
) -> Declared {
    Declared { name: name.text.clone(), kind, span: name.span, whole, of, type_: type_.cloned() }
}
