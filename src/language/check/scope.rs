//! What the checker carries from pass to pass, and where a name is being read.

use crate::ground::diagnostic::{Code, Diagnostic, Found};
use crate::ground::table::Id;
use crate::ground::text::{Sources, Span};
use crate::language::check::Checked;
use crate::language::check::homes::Home;
use crate::language::check::parts::Parts;
use crate::language::check::window::Windows;
use crate::language::law::{
    Binding, Calendar, DecisionTable, Define, Duty, Entity, Enumeration, Event, Fact, Judged, Kind,
    Laws, Parameter, Sanctions, Scale, Status, Step, Unit,
};
use crate::language::syntax::{self, LawFile};
use std::collections::{BTreeMap, BTreeSet};

/// The passes share one checker: the laws as they grow, and what was found.
pub(super) struct Checker<'a> {
    pub files: &'a [(LawFile, Judged)],
    pub sources: &'a Sources,
    pub laws: Laws,
    pub found: Found,
    /// Each law with its tests, and each vocabulary; vocabularies first, each kind by name.
    pub homes: Vec<Home<'a>>,
    /// The homes by their dotted names.
    pub by_name: BTreeMap<String, usize>,
    /// What every expression outside tests names.
    pub used: BTreeSet<Named>,
    /// Values of enums and fields by their names.
    pub parts: Parts,
    /// The enum values that anything names, tests included.
    pub used_variants: BTreeSet<(Id<Enumeration>, usize)>,
    /// Every pair of a home and a parameter or scale that it names.
    pub figures_used: BTreeSet<(usize, Named)>,
    /// Every pair of a home and a table that it asks, with the first place that does.
    pub tables_asked: BTreeMap<(usize, Id<DecisionTable>), Span>,
    /// The names bound where an expression is being read, the innermost last.
    pub bound: Vec<(String, Named, Span)>,
    /// How many levels of expression are open.
    pub depth: usize,
    /// Whether the `due` that is being read is one of a duty that is owed in each period.
    pub in_period: bool,
    /// The windows that an expression stands in.
    pub windows: Windows,
    /// The homes that were told to write a `month end`.
    pub month_end_asked: BTreeSet<usize>,
    /// The homes that were told to name a calendar.
    pub calendar_asked: BTreeSet<usize>,
    pub work: Work<'a>,
}

/// The declarations that the later passes look into, each with its home, in order of declaration.
#[derive(Default)]
pub(super) struct Work<'a> {
    pub entities: Vec<(usize, Id<Entity>, &'a syntax::Entity)>,
    pub facts: Vec<(usize, Id<Fact>, &'a syntax::Field, Option<&'a syntax::Name>)>,
    pub events: Vec<(usize, Id<Event>, &'a syntax::Event)>,
    pub parameters: Vec<(usize, Id<Parameter>, &'a syntax::Parameter)>,
    pub scales: Vec<(usize, Id<Scale>, &'a syntax::Scale)>,
    pub tables: Vec<(usize, Id<DecisionTable>, &'a syntax::DecisionTable)>,
    pub defines: Vec<(usize, Id<Define>, &'a syntax::Define)>,
    pub statuses: Vec<(usize, Id<Status>, &'a syntax::Status)>,
    pub duties: Vec<(usize, Id<Duty>, &'a syntax::Duty)>,
    pub blocks: Vec<(usize, Id<Sanctions>, &'a syntax::Sanctions)>,
    pub steps: Vec<(usize, Id<Step>, &'a syntax::Step)>,
    pub tests: Vec<(usize, &'a syntax::Test)>,
    pub assertions: Vec<(usize, &'a syntax::Assertion)>,
    pub bindings: Vec<(usize, Id<Binding>)>,
}

/// What a name of the namespace stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    Unit(Id<Unit>),
    Entity(Id<Entity>),
    Enumeration(Id<Enumeration>),
    Fact(Id<Fact>),
    Event(Id<Event>),
    Parameter(Id<Parameter>),
    Calendar(Id<Calendar>),
    Scale(Id<Scale>),
    Table(Id<DecisionTable>),
    Define(Id<Define>),
    Status(Id<Status>),
    Duty(Id<Duty>),
    Sanctions(Id<Sanctions>),
    Step(Id<Step>),
    /// A name for one occurrence or element at a time.
    Bound(Id<Binding>),
    /// Parsed, not evaluated yet, and reported where it is declared.
    Refused(&'static str),
}

/// Where an expression stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// The law or vocabulary whose names it sees.
    pub home: usize,
    /// The block of sanctions it is part of.
    pub block: Option<Id<Sanctions>>,
    /// Whether naming something here counts as using it: not in tests and asserts.
    pub counts: bool,
}

impl Scope {
    /// In a provision of a law.
    pub fn of(home: usize) -> Self {
        Self { home, block: None, counts: true }
    }

    /// In a test or an assert.
    pub fn of_test(home: usize) -> Self {
        Self { home, block: None, counts: false }
    }
}

impl Named {
    /// What it is, with its article.
    pub fn what(self) -> String {
        match self {
            Named::Unit(_) => "a unit".into(),
            Named::Entity(_) => "an entity".into(),
            Named::Enumeration(_) => "an enum".into(),
            Named::Fact(_) => "a fact".into(),
            Named::Event(_) => "an event".into(),
            Named::Parameter(_) => "a parameter".into(),
            Named::Calendar(_) => "a calendar".into(),
            Named::Scale(_) => "a scale".into(),
            Named::Table(_) => "a table".into(),
            Named::Define(_) => "a definition".into(),
            Named::Status(_) => "a status".into(),
            Named::Duty(_) => "a duty".into(),
            Named::Sanctions(_) => "a block of sanctions".into(),
            Named::Step(_) => "a step".into(),
            Named::Bound(_) => "a name for each one".into(),
            Named::Refused(word) => format!("a {word}"),
        }
    }

    /// The unit it is, where it is one.
    pub fn unit(self) -> Option<Id<Unit>> {
        if let Named::Unit(id) = self { Some(id) } else { None }
    }

    /// The entity it is, where it is one.
    pub fn entity(self) -> Option<Id<Entity>> {
        if let Named::Entity(id) = self { Some(id) } else { None }
    }

    /// The enumeration it is, where it is one.
    pub fn enumeration(self) -> Option<Id<Enumeration>> {
        if let Named::Enumeration(id) = self { Some(id) } else { None }
    }

    /// The calendar it is, where it is one.
    pub fn calendar(self) -> Option<Id<Calendar>> {
        if let Named::Calendar(id) = self { Some(id) } else { None }
    }

    /// The duty it is, where it is one.
    pub fn duty(self) -> Option<Id<Duty>> {
        if let Named::Duty(id) = self { Some(id) } else { None }
    }
}

impl<'a> Checker<'a> {
    pub fn new(files: &'a [(LawFile, Judged)], sources: &'a Sources) -> Self {
        Self {
            files,
            sources,
            laws: Laws::default(),
            found: Found::new(),
            homes: Vec::new(),
            by_name: BTreeMap::new(),
            used: BTreeSet::new(),
            parts: Parts::default(),
            used_variants: BTreeSet::new(),
            figures_used: BTreeSet::new(),
            tables_asked: BTreeMap::new(),
            bound: Vec::new(),
            depth: 0,
            in_period: false,
            windows: Windows::default(),
            month_end_asked: BTreeSet::new(),
            calendar_asked: BTreeSet::new(),
            work: Work::default(),
        }
    }

    /// Reports a problem; the builder methods of the diagnostic add the rest.
    pub fn report(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.found.report(code, span, message)
    }

    /// Hands over what was understood and found; problems in the order of their places.
    pub fn finish(mut self) -> Checked {
        self.found.diagnostics.sort_by_key(|found| found.span);
        let mut expressions = self.laws.expressions.iter();
        self.laws.presume = expressions.any(|it| matches!(it.kind, Kind::Presumed(..)));
        Checked { laws: self.laws, found: self.found }
    }
}
