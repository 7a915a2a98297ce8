//! Entities as written, and the fields of entities, facts and events with their types.

use crate::ground::text::Span;
use crate::ground::time::{Cycle, Family};
use crate::language::syntax::clause::{clauses, documentation, maybe_label, name};
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::literal;
use crate::language::syntax::{Clause, Label, Name, Words};

/// `entity company { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
    /// Clauses between the name and the brace.
    pub clauses: Vec<Clause>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The declaration.
    pub span: Span,
}

/// `daily_users : number of users over time "Users in Russia"`
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub type_: FieldType,
    /// What reports call it.
    pub label: Option<Label>,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// The whole field.
    pub span: Span,
}

/// A type with its temporal kind.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldType {
    /// `optional`
    pub optional: bool,
    /// The type.
    pub name: TypeName,
    /// `over time`
    pub over_time: bool,
    /// `per month`, `per quarter`, `per year`
    pub per: Option<Cycle>,
    /// From `optional` to the end.
    pub span: Span,
}

/// The types as written.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeName {
    /// `bool`
    Bool,
    /// `number`, `number of users`
    Number(Option<Name>),
    /// `money EUR`
    Money(Name),
    /// `date`
    Date,
    /// `datetime`
    DateTime,
    /// `duration in days`, `… months`, `… hours`
    Duration(Family),
    /// `country`
    Country,
    /// `text`
    Text,
    /// The name of an enum
    Named(Name),
    /// `set of T`
    Set(Box<TypeName>),
    /// `list of ENTITY`
    List(Name),
}

impl TypeName {
    /// The entity of a `list of ENTITY`.
    pub fn listed(&self) -> Option<&Name> {
        match self {
            TypeName::List(entity) => Some(entity),
            TypeName::Bool
            | TypeName::Number(_)
            | TypeName::Money(_)
            | TypeName::Date
            | TypeName::DateTime
            | TypeName::Duration(_)
            | TypeName::Country
            | TypeName::Text
            | TypeName::Named(_)
            | TypeName::Set(_) => None,
        }
    }

    /// The currency of amounts.
    pub fn currency(&self) -> Option<&str> {
        match self {
            TypeName::Money(currency) => Some(&currency.text),
            TypeName::Set(of) => of.currency(),
            TypeName::Bool
            | TypeName::Number(_)
            | TypeName::Date
            | TypeName::DateTime
            | TypeName::Duration(_)
            | TypeName::Country
            | TypeName::Text
            | TypeName::Named(_)
            | TypeName::List(_) => None,
        }
    }
}

/// `entity company { … }`
pub(super) fn entity(reader: &mut Reader, documentation: Words, node: Node) -> Entity {
    Entity {
        documentation,
        name: name(reader, node.part(Rule::name)),
        label: maybe_label(reader, node),
        clauses: clauses(reader, node),
        fields: fields(reader, node.part(Rule::fields)),
        span: reader.span(node),
    }
}

/// The fields between two braces.
pub(super) fn fields(reader: &mut Reader, node: Node) -> Vec<Field> {
    let mut words = Words::new();
    let mut fields = Vec::new();
    for part in node.parts() {
        match part.rule() {
            Rule::doc => words.push(documentation(reader, part)),
            Rule::field_line => fields.push(field(reader, std::mem::take(&mut words), part)),
            _ => {}
        }
    }
    fields
}

fn field(reader: &mut Reader, documentation: Words, node: Node) -> Field {
    Field {
        documentation,
        name: name(reader, node.part(Rule::name)),
        type_: field_type(reader, node.part(Rule::field_type)),
        label: maybe_label(reader, node),
        clauses: clauses(reader, node),
        span: reader.span(node),
    }
}

/// A type with its temporal kind.
pub(super) fn field_type(reader: &mut Reader, node: Node) -> FieldType {
    let per = node.maybe(Rule::per_cycle).and_then(|per| per.maybe(Rule::cycle));
    FieldType {
        optional: node.has(Rule::optional),
        name: type_name(reader, node.part(Rule::type_name)),
        over_time: node.has(Rule::over_time),
        per: per.map(|cycle| literal::cycle(reader, cycle)),
        span: reader.span(node),
    }
}

fn type_name(reader: &mut Reader, node: Node) -> TypeName {
    let inner = node.last();
    match inner.rule() {
        Rule::plain_type => match reader.words(inner) {
            "bool" => TypeName::Bool,
            "date" => TypeName::Date,
            "datetime" => TypeName::DateTime,
            "country" => TypeName::Country,
            _ => TypeName::Text,
        },
        Rule::number_type => {
            TypeName::Number(inner.maybe(Rule::name).map(|unit| name(reader, unit)))
        }
        Rule::money_type => TypeName::Money(name(reader, inner.part(Rule::currency))),
        Rule::duration_type => {
            let family = inner.maybe(Rule::family).map(|family| reader.words(family));
            TypeName::Duration(match family {
                Some("days") => Family::Days,
                Some("months") => Family::Months,
                Some(_) => Family::Hours,
                None => Family::WorkingDays,
            })
        }
        Rule::set_type => TypeName::Set(Box::new(type_name(reader, inner.part(Rule::type_name)))),
        Rule::list_type => TypeName::List(name(reader, inner.part(Rule::name))),
        _ => TypeName::Named(name(reader, inner)),
    }
}
