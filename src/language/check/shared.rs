//! What laws take from vocabularies: figures on every day, and tables that they can answer.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Date, Dated, Family, Version};
use crate::language::check::scope::{Checker, Named};
use crate::language::law::{DecisionTable, Entity, Expression, Kind, Law, Laws, Type};
use std::collections::BTreeSet;

/// What the answers of a table stand upon, those of the tables that it asks included.
#[derive(Default)]
struct Needed {
    figures: BTreeSet<Named>,
    tables: BTreeSet<Id<DecisionTable>>,
    /// The entities whose facts or events it names.
    entities: BTreeSet<Id<Entity>>,
    /// Whether it adds months.
    months: bool,
}

impl Checker<'_> {
    /// A parameter or scale of a vocabulary needs a value on every day of each law that names it, and
    /// what its tables name must be within the reach of each law that asks them.
    pub fn shared(&mut self) {
        let mut figures = std::mem::take(&mut self.figures_used);
        for ((home, table), place) in std::mem::take(&mut self.tables_asked) {
            let Some(law) = self.homes.get(home).and_then(|home| home.law()) else { continue };
            if self.laws.tables[table].law.is_none() {
                let needed = self.stands_upon(table);
                figures.extend(needed.figures.iter().map(|figure| (home, *figure)));
                self.within_reach((home, law), table, &needed, place);
            }
        }
        for (home, figure) in figures {
            let Some(home) = self.homes.get(home) else { continue };
            let (Some(law), place) = (home.law(), home.span) else { continue };
            self.on_every_day(law, figure, place);
        }
    }

    fn on_every_day(&mut self, law: Id<Law>, figure: Named, place: Span) {
        let (name, rows) = if let Named::Parameter(id) = figure {
            let row = &self.laws.parameters[id];
            if row.law.is_some() {
                return;
            }
            (row.name.clone(), days_of(&row.versions, |version| version.span))
        } else if let Named::Scale(id) = figure {
            let row = &self.laws.scales[id];
            if row.law.is_some() {
                return;
            }
            (row.name.clone(), days_of(&row.versions, |version| version.span))
        } else {
            return;
        };
        let days = self.laws.laws[law].in_force;
        // A law without dates has said so already.
        if !rows.is_empty() && days.from != Date::FIRST {
            self.covered(&name, &rows, days, place);
        }
    }

    /// Reports a table that a law cannot answer: it names what the law does not reach.
    fn within_reach(
        &mut self,
        (home, law): (usize, Id<Law>),
        table: Id<DecisionTable>,
        needed: &Needed,
        place: Span,
    ) {
        let Some(subject) = self.homes.get(home).and_then(|home| home.subject) else { return };
        for entity in &needed.entities {
            if self.reaches(subject, *entity) {
                continue;
            }
            let row = &self.laws.tables[table];
            let (name, declared) = (row.name.clone(), row.span);
            let of = self.laws.entities[*entity].name.clone();
            let judged = self.laws.entities[subject].name.clone();
            self.report(Code::E0207, place, format!("`{name}` names facts of `{of}`"))
                .and(declared, "declared here")
                .help(format!("this law judges `{judged}`: ask a table of what it belongs to"));
        }
        if needed.months && self.laws.laws[law].month_end.is_none() {
            self.month_end(home, place);
        }
    }

    /// What the answers of a table stand upon.
    fn stands_upon(&self, table: Id<DecisionTable>) -> Needed {
        let mut needed = Needed::default();
        let mut tables = vec![table];
        let mut waiting: Vec<Id<Expression>> = Vec::new();
        while let Some(table) = tables.pop() {
            if !needed.tables.insert(table) {
                continue;
            }
            waiting.extend(self.laws.tables[table].rows.iter().map(|row| row.result));
            while let Some(id) = waiting.pop() {
                let kind = &self.laws.expressions[id].kind;
                named_by(&self.laws, kind, &mut needed, &mut tables);
                waiting.extend(kind.children());
            }
        }
        needed
    }
}

/// What an expression of a vocabulary names beside its operands.
#[expect(clippy::wildcard_enum_match_arm, reason = "a vocabulary can name nothing else")]
fn named_by(laws: &Laws, kind: &Kind, needed: &mut Needed, tables: &mut Vec<Id<DecisionTable>>) {
    match kind {
        Kind::Parameter(id) => {
            needed.figures.insert(Named::Parameter(*id));
        }
        Kind::Scale(id, _) => {
            needed.figures.insert(Named::Scale(*id));
        }
        Kind::Table(id, _) => tables.push(*id),
        Kind::Fact { of, .. } | Kind::FactIn { of, .. } => {
            needed.entities.insert(*of);
        }
        Kind::Occurrence { event, .. }
        | Kind::OccurrenceField { event, .. }
        | Kind::HasHappened(event) => {
            needed.entities.insert(laws.events[*event].entity);
        }
        Kind::Moved { by, .. } => {
            needed.months |= laws.expressions[*by].type_ == Type::Duration(Family::Months);
        }
        Kind::Throughout(_, window) => needed.months |= window.duration.family == Family::Months,
        _other => {}
    }
}

/// The days of versions, each with its place.
fn days_of<T>(versions: &Dated<T>, place: impl Fn(&T) -> Span) -> Vec<(Version<()>, Span)> {
    let row =
        |version: &Version<T>| (Version { days: version.days, value: () }, place(&version.value));
    versions.versions().iter().map(row).collect()
}
