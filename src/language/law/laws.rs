//! All that was loaded together: every law and vocabulary, and one table per construct.

use crate::ground::table::{Id, Table};
use crate::ground::text::{self, Span};
use crate::ground::time::{Date, Interval, MonthEnd};
use crate::ground::value::Country;
use crate::language::law::{
    Assertion, Basis, Binding, Calendar, DeadlineMove, DecisionTable, Define, Duty, Entity,
    Enumeration, Event, Expression, Fact, Parameter, Sanctions, Scale, Status, Step, Test, Unit,
};

/// The checked laws and vocabularies of one run.
///
/// Every row that belongs to a file says so in its `law` or `vocabulary`; ids point across files,
/// which is how a vocabulary is shared.
#[derive(Clone, Debug, Default)]
pub struct Laws {
    /// The laws, ordered by name.
    pub laws: Table<Law>,
    /// The vocabularies, ordered by name.
    pub vocabularies: Table<Vocabulary>,
    /// Units.
    pub units: Table<Unit>,
    /// Entities.
    pub entities: Table<Entity>,
    /// Enums.
    pub enumerations: Table<Enumeration>,
    /// Facts: fields of entities and facts of laws.
    pub facts: Table<Fact>,
    /// Events; each step of a block of sanctions has one too.
    pub events: Table<Event>,
    /// Parameters.
    pub parameters: Table<Parameter>,
    /// Scales.
    pub scales: Table<Scale>,
    /// Decision tables.
    pub tables: Table<DecisionTable>,
    /// Calendars.
    pub calendars: Table<Calendar>,
    /// Definitions.
    pub defines: Table<Define>,
    /// Statuses.
    pub statuses: Table<Status>,
    /// Duties.
    pub duties: Table<Duty>,
    /// Blocks of sanctions.
    pub sanctions: Table<Sanctions>,
    /// Steps.
    pub steps: Table<Step>,
    /// Tests.
    pub tests: Table<Test>,
    /// Asserts.
    pub assertions: Table<Assertion>,
    /// The names bound within one provision.
    pub bindings: Table<Binding>,
    /// Every expression.
    pub expressions: Table<Expression>,
    /// Whether any of them presumes something.
    pub presume: bool,
}

/// One law: its header, and its provisions in the order of declaration.
#[derive(Clone, Debug)]
pub struct Law {
    /// The dotted name, `ru.landing`.
    pub name: String,
    /// The title.
    pub title: String,
    /// `///` lines, joined.
    pub documentation: String,
    /// The official source.
    pub source: String,
    /// `RU`, `EU`, …
    pub jurisdiction: String,
    /// Who enforces it.
    pub authority: Option<String>,
    /// Whose sheet it judges: one verdict for each such entity.
    pub subject: Id<Entity>,
    /// The days on which the law is in force.
    pub in_force: Interval,
    /// Through which day the author has verified it.
    pub verified_through: Option<Date>,
    /// What a month without the day does; `None` where no provision adds months.
    pub month_end: Option<MonthEnd>,
    /// Whose days are working days; `None` where no provision counts them.
    pub working_days: Option<Id<Calendar>>,
    /// Which way due dates move that are no working days; `None`: they do not move.
    pub deadlines_move: Option<DeadlineMove>,
    /// Whether it was named to be judged and tested, or only found through `use`.
    pub judged: Judged,
    /// Its provisions in the order of declaration.
    pub provisions: Vec<Provision>,
    /// Its tests in the order of declaration, those of its `tests for` files behind them.
    pub tests: Vec<Id<Test>>,
    /// Its asserts, likewise.
    pub assertions: Vec<Id<Assertion>>,
    /// Clauses of the header.
    pub basis: Basis,
    /// The file it was read from.
    pub file: Id<text::Source>,
    /// Its header.
    pub span: Span,
}

/// Whether a law is answered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Judged {
    /// It was named on the command line.
    Named,
    /// It was found through `use`: read, not judged or tested.
    Found,
}

/// One provision of a law, by its construct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Provision {
    /// A fact.
    Fact(Id<Fact>),
    /// An event.
    Event(Id<Event>),
    /// A parameter.
    Parameter(Id<Parameter>),
    /// A scale.
    Scale(Id<Scale>),
    /// A decision table.
    Table(Id<DecisionTable>),
    /// A definition.
    Define(Id<Define>),
    /// A status.
    Status(Id<Status>),
    /// A duty.
    Duty(Id<Duty>),
    /// A block of sanctions, its steps in it.
    Sanctions(Id<Sanctions>),
}

/// One vocabulary.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// The dotted name.
    pub name: String,
    /// The file it was read from.
    pub file: Id<text::Source>,
    /// Its header.
    pub span: Span,
}

impl Laws {
    /// What a thing of `owner` is called where another law or a report of it names it: by its path
    /// where it belongs to another law.
    pub fn called(&self, owner: Option<Id<Law>>, name: &str, from: Id<Law>) -> String {
        match owner.filter(|owner| *owner != from) {
            Some(owner) => format!("{}.{name}", self.laws[owner].name),
            None => name.to_owned(),
        }
    }

    /// What a law calls a fact: `daily_users`, `company.seat`, `ru.landing.daily_users`.
    pub fn fact_called(&self, fact: Id<Fact>, from: Id<Law>) -> String {
        let row = &self.facts[fact];
        match row.law {
            Some(_) => self.called(row.law, &row.name, from),
            None => format!("{}.{}", self.entities[row.entity].name, row.name),
        }
    }

    /// What a law calls an event.
    pub fn event_called(&self, event: Id<Event>, from: Id<Law>) -> String {
        let row = &self.events[event];
        self.called(row.law, &row.name, from)
    }

    /// What a law calls a field of an event.
    pub fn field_called(&self, event: Id<Event>, field: usize, from: Id<Law>) -> String {
        let field = self.events[event].fields.get(field);
        let field = field.map_or("", |field| self.facts[*field].name.as_str());
        format!("{}.{field}", self.event_called(event, from))
    }
}

impl Law {
    /// A law of which only the name is known yet.
    pub fn unread(name: String, file: Id<text::Source>, judged: Judged, span: Span) -> Self {
        Self {
            name,
            title: String::new(),
            documentation: String::new(),
            source: String::new(),
            jurisdiction: String::new(),
            authority: None,
            subject: Id::at(0),
            in_force: Interval { from: Date::FIRST, until: None },
            verified_through: None,
            month_end: None,
            working_days: None,
            deadlines_move: None,
            judged,
            provisions: Vec::new(),
            tests: Vec::new(),
            assertions: Vec::new(),
            basis: Basis::default(),
            file,
            span,
        }
    }

    /// The country of the jurisdiction, where it is one.
    pub fn country(&self) -> Option<Country> {
        Country::of(&self.jurisdiction)
    }

    /// Its statuses in the order of declaration.
    pub fn statuses(&self) -> impl Iterator<Item = Id<Status>> {
        self.provisions.iter().filter_map(|provision| match provision {
            Provision::Status(status) => Some(*status),
            Provision::Fact(_)
            | Provision::Event(_)
            | Provision::Parameter(_)
            | Provision::Scale(_)
            | Provision::Table(_)
            | Provision::Define(_)
            | Provision::Duty(_)
            | Provision::Sanctions(_) => None,
        })
    }

    /// Its duties in the order of declaration.
    pub fn duties(&self) -> impl Iterator<Item = Id<Duty>> {
        self.provisions.iter().filter_map(|provision| match provision {
            Provision::Duty(duty) => Some(*duty),
            Provision::Fact(_)
            | Provision::Event(_)
            | Provision::Parameter(_)
            | Provision::Scale(_)
            | Provision::Table(_)
            | Provision::Define(_)
            | Provision::Status(_)
            | Provision::Sanctions(_) => None,
        })
    }

    /// Its blocks of sanctions in the order of declaration.
    pub fn sanctions(&self) -> impl Iterator<Item = Id<Sanctions>> {
        self.provisions.iter().filter_map(|provision| match provision {
            Provision::Sanctions(block) => Some(*block),
            Provision::Fact(_)
            | Provision::Event(_)
            | Provision::Parameter(_)
            | Provision::Scale(_)
            | Provision::Table(_)
            | Provision::Define(_)
            | Provision::Status(_)
            | Provision::Duty(_) => None,
        })
    }
}
