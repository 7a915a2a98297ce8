//! A law file as written: one header, the uses, the declarations and the comments between them.

use crate::ground::table::Id;
use crate::ground::text::{Source, Span};
use crate::language::syntax::{
    Assertion, Calendar, Clause, DecisionTable, Define, Duty, Entity, Enumeration, Event, Facts,
    Label, Literal, Name, Parameter, Path, Sanctions, Scale, Status, Test, Unit, Words,
};

use crate::language::syntax::assertion::assertion;
use crate::language::syntax::calendar::calendar;
use crate::language::syntax::clause::{clause, documentation, label, maybe_label, name, path};
use crate::language::syntax::define::define;
use crate::language::syntax::duty::duty;
use crate::language::syntax::entity::entity;
use crate::language::syntax::enumeration::enumeration;
use crate::language::syntax::event::event;
use crate::language::syntax::fact::facts;
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::literal;
use crate::language::syntax::parameter::parameter;
use crate::language::syntax::sanctions::sanctions;
use crate::language::syntax::scale::scale;
use crate::language::syntax::status::status;
use crate::language::syntax::table::table;
use crate::language::syntax::test::test;
use crate::language::syntax::unit::unit;
use compact_str::CompactString;
use std::collections::BTreeSet;

/// One `.law` file.
#[derive(Clone, Debug, PartialEq)]
pub struct LawFile {
    /// Which text it was read from.
    pub source: Id<Source>,
    /// The header; `None` where it could not be read (its diagnostic is reported).
    pub header: Option<Header>,
    /// The `use` lines in order.
    pub uses: Vec<Use>,
    /// The declarations in order.
    pub declarations: Vec<Declaration>,
    /// The names of declarations that could not be read: their diagnostics are reported.
    pub unread: Vec<Name>,
    /// Where something was left out because it could not be read.
    pub torn: Vec<Span>,
    /// Every `//` comment in order; the formatter finds their places by their spans.
    pub comments: Vec<Comment>,
    /// What stands before the last dot of each path: an entity, an event, or another law.
    pub mentions: BTreeSet<CompactString>,
    /// Every `allow` in order.
    pub allowed: Vec<Allowed>,
}

/// `allow untested "…"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The name of the rule.
    pub rule: Name,
    /// Why.
    pub reason: Label,
    /// The clause.
    pub span: Span,
}

impl Declaration {
    /// Where it is written, from its first word to its last.
    pub fn span(&self) -> Span {
        match self {
            Declaration::Unit(it) => it.span,
            Declaration::Entity(it) => it.span,
            Declaration::Enumeration(it) => it.span,
            Declaration::Facts(it) => it.span,
            Declaration::Event(it) => it.span,
            Declaration::Parameter(it) => it.span,
            Declaration::Scale(it) => it.span,
            Declaration::Table(it) => it.span,
            Declaration::Calendar(it) => it.span,
            Declaration::Define(it) => it.span,
            Declaration::Status(it) => it.span,
            Declaration::Duty(it) => it.span,
            Declaration::Sanctions(it) => it.span,
            Declaration::Test(it) => it.span,
            Declaration::Assertion(it) => it.span,
        }
    }
}

impl LawFile {
    /// What the file is called; a file of tests is called nothing.
    pub fn name(&self) -> Option<String> {
        match self.header.as_ref()? {
            Header::Law { name, .. } | Header::Vocabulary { name, .. } => Some(name.dotted()),
            Header::Tests { .. } => None,
        }
    }

    /// What the file needs beside it: its uses, and the law that a file of tests tests.
    pub fn needs(&self) -> impl Iterator<Item = &Path> {
        let tested = match &self.header {
            Some(Header::Tests { law, .. }) => Some(law),
            Some(Header::Law { .. } | Header::Vocabulary { .. }) | None => None,
        };
        self.uses.iter().map(|line| &line.name).chain(tested)
    }

    /// The names it declares that have parts of their own, so that a path may begin with them.
    pub fn with_parts(&self) -> impl Iterator<Item = &Name> {
        self.declarations.iter().flat_map(|declaration| match declaration {
            Declaration::Entity(entity) => vec![&entity.name],
            Declaration::Enumeration(enumeration) => vec![&enumeration.name],
            Declaration::Event(event) => vec![&event.name],
            Declaration::Sanctions(block) => block.names(),
            Declaration::Unit(_)
            | Declaration::Facts(_)
            | Declaration::Parameter(_)
            | Declaration::Scale(_)
            | Declaration::Table(_)
            | Declaration::Calendar(_)
            | Declaration::Define(_)
            | Declaration::Status(_)
            | Declaration::Duty(_)
            | Declaration::Test(_)
            | Declaration::Assertion(_) => Vec::new(),
        })
    }
}

/// What a file is: the first thing it says.
#[derive(Clone, Debug, PartialEq)]
pub enum Header {
    /// `law NAME "Title" { … }`
    Law {
        /// `///` lines before it.
        documentation: Words,
        /// The dotted name.
        name: Path,
        /// The title.
        title: Option<Label>,
        /// The clauses between its braces, in order.
        clauses: Vec<HeaderClause>,
        /// From `law` to the closing brace.
        span: Span,
    },
    /// `vocabulary NAME`
    Vocabulary {
        /// `///` lines before it.
        documentation: Words,
        /// The dotted name.
        name: Path,
        /// The whole line.
        span: Span,
    },
    /// `tests for NAME`
    Tests {
        /// `///` lines before it.
        documentation: Words,
        /// The law it tests.
        law: Path,
        /// The whole line.
        span: Span,
    },
}

/// One clause of a law's header, with its place.
#[derive(Clone, Debug, PartialEq)]
pub enum HeaderClause {
    /// `source "…"`
    Source(Label, Span),
    /// `jurisdiction RU`
    Jurisdiction(Name, Span),
    /// `authority "…"`
    Authority(Label, Span),
    /// `subject ENTITY`
    Subject(Name, Span),
    /// `in force from DATE [until DATE]`
    InForce {
        /// The first day.
        from: Literal,
        /// The first day no longer in force.
        until: Option<Literal>,
        /// The clause.
        span: Span,
    },
    /// `verified through DATE`
    VerifiedThrough(Literal, Span),
    /// `month end last day` (`false`: `next day`)
    MonthEnd {
        /// Whether the rule is `last day`.
        last_day: bool,
        /// The clause.
        span: Span,
    },
    /// `working days CALENDAR`
    WorkingDays(Name, Span),
    /// `deadlines move to next working day` (`false`: `previous`)
    DeadlinesMove {
        /// Whether they move to the next working day.
        next: bool,
        /// The clause.
        span: Span,
    },
    /// `cite`, `quote`, `reading`
    Clause(Clause),
}

/// `use NAME`
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// The law or vocabulary used.
    pub name: Path,
    /// The line.
    pub span: Span,
}

/// Anything declared, one variant per construct.
#[derive(Clone, Debug, PartialEq)]
pub enum Declaration {
    /// `unit users`
    Unit(Unit),
    /// `entity company { … }`
    Entity(Entity),
    /// `enum role { … }`
    Enumeration(Enumeration),
    /// `facts { … }`
    Facts(Facts),
    /// `event listing "…"`
    Event(Event),
    /// `parameter audience : number of users { … }`
    Parameter(Parameter),
    /// `scale income_tax on money EUR, marginal { … }`
    Scale(Scale),
    /// `table late_fee on (…) -> … { … }`
    Table(DecisionTable),
    /// `calendar commission { … }`
    Calendar(Calendar),
    /// `define covered = …`
    Define(Define),
    /// `status designated { … }`
    Status(Status),
    /// `duty notify { … }`
    Duty(Duty),
    /// `sanctions ladder { … }`
    Sanctions(Sanctions),
    /// `test "…" { … }`
    Test(Test),
    /// `assert "…" { … }`
    Assertion(Assertion),
}

/// One `//` comment, without its line break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From `//` to the end of the line.
    pub span: Span,
}

/// Reads a whole file, or its head alone, into `file`.
pub(super) fn file(reader: &mut Reader, file: &mut LawFile, node: Node) {
    let mut words = Words::new();
    for part in node.parts() {
        match part.rule() {
            Rule::doc => words.push(documentation(reader, part)),
            Rule::use_line => file.uses.push(use_line(reader, part)),
            Rule::declaration => {
                let words = std::mem::take(&mut words);
                file.declarations.push(declaration(reader, words, part.last()));
            }
            Rule::EOI => {}
            _ => file.header = Some(header(reader, std::mem::take(&mut words), part)),
        }
    }
}

fn use_line(reader: &mut Reader, node: Node) -> Use {
    Use { name: path(reader, node.part(Rule::dotted)), span: reader.span(node) }
}

fn header(reader: &mut Reader, documentation: Words, node: Node) -> Header {
    let name = path(reader, node.part(Rule::dotted));
    let span = reader.span(node);
    match node.rule() {
        Rule::vocabulary_header => Header::Vocabulary { documentation, name, span },
        Rule::tests_header => Header::Tests { documentation, law: name, span },
        _ => {
            let title = maybe_label(reader, node);
            let written = node.all(Rule::header_clause);
            let clauses = written.map(|part| header_clause(reader, part.last())).collect();
            Header::Law { documentation, name, title, clauses, span }
        }
    }
}

fn header_clause(reader: &mut Reader, node: Node) -> HeaderClause {
    let span = reader.span(node);
    match node.rule() {
        Rule::source => HeaderClause::Source(label(reader, node.part(Rule::label)), span),
        Rule::jurisdiction => {
            HeaderClause::Jurisdiction(name(reader, node.part(Rule::jurisdiction_code)), span)
        }
        Rule::authority => HeaderClause::Authority(label(reader, node.part(Rule::label)), span),
        Rule::subject => HeaderClause::Subject(name(reader, node.part(Rule::name)), span),
        Rule::in_force => {
            let from = literal::date(reader, node.part(Rule::date));
            let until = node.all(Rule::date).nth(1).map(|until| literal::date(reader, until));
            HeaderClause::InForce { from, until, span }
        }
        Rule::verified => {
            HeaderClause::VerifiedThrough(literal::date(reader, node.part(Rule::date)), span)
        }
        Rule::month_end => HeaderClause::MonthEnd { last_day: node.has(Rule::kw_last), span },
        Rule::working_days => HeaderClause::WorkingDays(name(reader, node.part(Rule::name)), span),
        Rule::deadlines => HeaderClause::DeadlinesMove { next: node.has(Rule::kw_next), span },
        _ => HeaderClause::Clause(clause(reader, node)),
    }
}

fn declaration(reader: &mut Reader, words: Words, node: Node) -> Declaration {
    match node.rule() {
        Rule::unit => Declaration::Unit(unit(reader, words, node)),
        Rule::entity => Declaration::Entity(entity(reader, words, node)),
        Rule::enumeration => Declaration::Enumeration(enumeration(reader, words, node)),
        Rule::facts => Declaration::Facts(facts(reader, words, node)),
        Rule::event => Declaration::Event(event(reader, words, node)),
        Rule::parameter => Declaration::Parameter(parameter(reader, words, node)),
        Rule::scale => Declaration::Scale(scale(reader, words, node)),
        Rule::table => Declaration::Table(table(reader, words, node)),
        Rule::calendar => Declaration::Calendar(calendar(reader, words, node)),
        Rule::status => Declaration::Status(status(reader, words, node)),
        Rule::duty => Declaration::Duty(duty(reader, words, node)),
        Rule::sanctions => Declaration::Sanctions(sanctions(reader, words, node)),
        Rule::test => Declaration::Test(test(reader, words, node)),
        Rule::assertion => Declaration::Assertion(assertion(reader, words, node)),
        _ => Declaration::Define(define(reader, words, node)),
    }
}
