//! Entities as written, and the fields of entities, facts and events with their types.

use crate::ground::text::Span;
use crate::ground::time::{Cycle, Family};
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
