//! A verdict with everything that is needed to put it into words.

use crate::engine::timeline::Change;
use crate::engine::verdict::{
    DefinitionVerdict, Element, Reason, ReasonStep, Status, StepState, Verdict,
};
use crate::facts::{Instance, Sheet};
use crate::ground::table::Id;
use crate::ground::text::{Sources, Span};
use crate::ground::time::Date;
use crate::language::law::{
    self, Basis, DecisionTable, Define, Event, Fact, Law, Laws, Parameter, Scale,
};
use crate::tools::report::harmless::plain;

/// A verdict, the laws it follows from, the sheet it is about and the texts of both.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The laws.
    pub laws: &'a Laws,
    /// The texts of laws and sheet.
    pub sources: &'a Sources,
    /// The sheet.
    pub sheet: &'a Sheet,
    /// The verdict.
    pub verdict: &'a Verdict,
    /// The next day on which it is another one, and how; `None`: never.
    pub next: Option<&'a Change>,
    /// Whether a place is told with its line, or by its file alone.
    pub lines: bool,
}

impl<'a> Case<'a> {
    /// The law of the verdict.
    pub fn law(self) -> &'a Law {
        &self.laws.laws[self.verdict.law]
    }

    /// What a fact is called here: by its path where it is one of another law.
    pub fn fact(self, fact: Id<Fact>) -> String {
        let row = &self.laws.facts[fact];
        self.laws.called(row.law, &row.name, self.verdict.law)
    }

    /// What an event is called here.
    pub fn event(self, event: Id<Event>) -> String {
        self.laws.event_called(event, self.verdict.law)
    }

    /// What a parameter is called here.
    pub fn parameter(self, parameter: Id<Parameter>) -> String {
        let row = &self.laws.parameters[parameter];
        self.laws.called(row.law, &row.name, self.verdict.law)
    }

    /// What a scale is called here.
    pub fn scale(self, scale: Id<Scale>) -> String {
        let row = &self.laws.scales[scale];
        self.laws.called(row.law, &row.name, self.verdict.law)
    }

    /// What a table is called here.
    pub fn table(self, table: Id<DecisionTable>) -> String {
        let row = &self.laws.tables[table];
        self.laws.called(row.law, &row.name, self.verdict.law)
    }

    /// What a definition is called here.
    pub fn define(self, define: Id<Define>) -> String {
        let row = &self.laws.defines[define];
        self.laws.called(Some(row.law), &row.name, self.verdict.law)
    }

    /// What a status is called here.
    pub fn latch(self, status: Id<law::Status>) -> String {
        let row = &self.laws.statuses[status];
        self.laws.called(Some(row.law), &row.name, self.verdict.law)
    }

    /// What an entity is called, with what it belongs to: `App Store — Apple`.
    pub fn entity(self, entity: Id<Instance>) -> String {
        self.owners(entity).join(" — ")
    }

    /// One of several occurrences or elements: its day, or its name.
    pub fn element(self, element: Element) -> String {
        match element {
            Element::Occurrence(moment) => moment.to_string(),
            Element::Instance(entity) => plain(&self.sheet.instances[entity].name),
        }
    }

    /// The names of an entity and of each entity it belongs to, in this order.
    pub fn owners(self, entity: Id<Instance>) -> Vec<String> {
        let mut names = Vec::new();
        let mut at = Some(entity);
        while let Some(here) = at {
            let instance = &self.sheet.instances[here];
            names.push(plain(&instance.name));
            at = instance.owner;
        }
        names
    }

    /// The words of the law at a place, on one line.
    pub fn words(self, span: Span) -> String {
        let words = self.sources.words(span);
        let lines = words.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| code));
        let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
        plain(&words.join(" "))
    }

    /// The words of the expression a reason is of.
    pub fn said(self, reason: &Reason) -> String {
        self.words(self.laws.expressions[reason.expression].span)
    }

    /// Where a place is, for readers: `landing.law:12:3`. The folder is left out: it is another on
    /// every machine, and the same inputs must give the same bytes.
    pub fn place(self, span: Span) -> String {
        let position = self.sources.position(span);
        let name = &self.sources.source(span.source).name;
        let name = name.rsplit('/').next().unwrap_or(name);
        match self.lines {
            true => format!("{}:{}:{}", plain(name), position.line, position.column),
            false => plain(name),
        }
    }
}

/// Where the law says so, in one line; empty where the author cites nothing.
pub fn cites(basis: &Basis) -> String {
    plain(&basis.cites.join("; "))
}

/// Where the law says what a definition is: its wording, else the definition, else the first of
/// what decided it that is cited.
pub fn definition_cites(case: Case<'_>, verdict: &DefinitionVerdict) -> Vec<String> {
    let define = &case.laws.defines[verdict.define];
    let wording = define.versions.on(case.verdict.on);
    let wording = wording.map_or(&define.basis, |wording| &wording.value.basis);
    if !wording.cites.is_empty() {
        return wording.cites.clone();
    }
    if !define.basis.cites.is_empty() {
        return define.basis.cites.clone();
    }
    verdict.reason.as_deref().map_or(Vec::new(), |reason| found_cites(case, reason))
}

fn found_cites(case: Case<'_>, reason: &Reason) -> Vec<String> {
    let own = match (&reason.basis, &reason.step) {
        (Some(basis), _) => basis.cites.clone(),
        (None, ReasonStep::Table { table, rows }) => row_cites(case, *table, rows),
        (None, _) => Vec::new(),
    };
    if !own.is_empty() {
        return own;
    }
    let parts = reason.parts.iter().filter(|part| part.decisive);
    let mut found = parts.map(|part| found_cites(case, part));
    found.find(|cites| !cites.is_empty()).unwrap_or_default()
}

/// Where the law says what the one row that matches does, or the table where the row does not say.
fn row_cites(case: Case<'_>, table: Id<DecisionTable>, rows: &[usize]) -> Vec<String> {
    let table = &case.laws.tables[table];
    let row = match rows {
        [row] => table.rows.get(*row),
        _several => None,
    };
    let own = row.map_or(Vec::new(), |row| row.basis.cites.clone());
    if own.is_empty() { table.basis.cites.clone() } else { own }
}

/// The author's interpretive choices that the verdict relies on, each once, by the provision that
/// carries it: those of the law, of what decided a condition, and of every duty and block that
/// applies.
pub fn readings(case: Case<'_>) -> Vec<(String, String)> {
    let laws = case.laws;
    let mut out = Vec::new();
    let mut take = |name: &str, basis: &Basis| {
        for reading in &basis.readings {
            let row = (name.to_owned(), plain(reading));
            if !out.contains(&row) {
                out.push(row);
            }
        }
    };
    take(&case.law().name, &case.law().basis);
    for verdict in &case.verdict.definitions {
        let define = &laws.defines[verdict.define];
        let name = case.define(verdict.define);
        take(&name, &define.basis);
        if let Some(wording) = define.versions.on(case.verdict.on) {
            take(&name, &wording.value.basis);
        }
        if let Some(reason) = verdict.reason.as_deref() {
            within(case, reason, &mut take);
        }
    }
    for verdict in &case.verdict.duties {
        let idle = matches!(verdict.status, Status::NotInForce | Status::NotApplicable);
        if !idle || !verdict.breaches.is_empty() {
            let duty = &laws.duties[verdict.duty];
            take(&duty.name, &duty.basis);
        }
    }
    for verdict in &case.verdict.sanctions {
        if verdict.steps.iter().all(|step| matches!(step.state, StepState::NotTriggered(_))) {
            continue;
        }
        let block = &laws.sanctions[verdict.block];
        take(&block.name, &block.basis);
        for step in &verdict.steps {
            let step = &laws.steps[step.step];
            take(&step.name, &step.basis);
        }
    }
    out
}

fn within(case: Case<'_>, reason: &Reason, take: &mut impl FnMut(&str, &Basis)) {
    if let ReasonStep::Define(define) = &reason.step {
        let name = case.define(*define);
        let define = &case.laws.defines[*define];
        take(&name, &define.basis);
        if let Some(wording) = define.versions.on(reason.on) {
            take(&name, &wording.value.basis);
        }
    }
    match &reason.step {
        ReasonStep::Scale { scale, version, bands } => {
            let (name, row) = (case.scale(*scale), &case.laws.scales[*scale]);
            take(&name, &row.basis);
            if let Some(version) = row.versions.on(version.from) {
                take(&name, &version.value.basis);
                let used = bands.iter().filter_map(|used| version.value.bands.get(used.band));
                used.for_each(|band| take(&name, &band.basis));
            }
        }
        ReasonStep::Table { table, rows } => {
            let (name, row) = (case.table(*table), &case.laws.tables[*table]);
            take(&name, &row.basis);
            let used = rows.iter().filter_map(|at| row.rows.get(*at));
            used.for_each(|used| take(&name, &used.basis));
        }
        ReasonStep::Literal
        | ReasonStep::Fact { .. }
        | ReasonStep::Event { .. }
        | ReasonStep::Parameter { .. }
        | ReasonStep::Define(_)
        | ReasonStep::Status { .. }
        | ReasonStep::Combined
        | ReasonStep::Counted(_)
        | ReasonStep::History(_) => {}
    }
    if let Some(basis) = &reason.basis {
        take(&case.said(reason), basis);
    }
    for part in reason.parts.iter().filter(|part| part.decisive) {
        within(case, part, take);
    }
}

/// Where the law says what a parameter's version of a day is.
pub fn parameter_basis(case: Case<'_>, parameter: Id<Parameter>, on: Date) -> Vec<String> {
    let row = &case.laws.parameters[parameter];
    let version = row.versions.on(on);
    let own = version.map_or(Vec::new(), |version| version.value.basis.cites.clone());
    if own.is_empty() { row.basis.cites.clone() } else { own }
}
