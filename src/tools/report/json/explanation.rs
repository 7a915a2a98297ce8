//! The tree of why as JSON.

use crate::engine::verdict::{Outcome, Reason, ReasonStep};
use crate::ground::time::Interval;
use crate::tools::report::{Case, case, figure, graduated, origin};
use schemars::JsonSchema;
use serde::Serialize;

/// What decided something, each condition with the values of both sides.
pub type Conditions = Vec<String>;

/// One step of why.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Node {
    /// The words of the law.
    pub expression: String,
    /// The day it was evaluated for.
    pub on: String,
    /// What it came to.
    pub value: String,
    /// Whether what is known settles it.
    pub determined: bool,
    /// Whether it decided the step above it.
    pub decisive: bool,
    /// The occurrence or element it was asked of, where it was asked of each of several.
    pub of: Option<String>,
    /// What was looked up, where something was.
    pub from: Option<From>,
    /// The next day on which it could change.
    pub changes: Option<String>,
    /// Where the law says so.
    pub cite: Vec<String>,
    /// The reasons of its operands.
    pub parts: Vec<Node>,
}

/// Where a value came from.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum From {
    /// A fact of the sheet.
    Fact {
        /// Its name.
        name: String,
        /// Whose it is.
        entity: String,
        /// The period of the figure.
        period: Option<String>,
        /// Where it came from, in words.
        origin: String,
    },
    /// An event of the sheet.
    Event {
        /// Its name.
        name: String,
        /// Whose it is.
        entity: String,
        /// The day of the occurrence found.
        found: Option<String>,
    },
    /// A parameter of the law.
    Parameter {
        /// Its name.
        name: String,
        /// The days on which the version used holds.
        version: Days,
        /// Where the law says so.
        cite: Vec<String>,
    },
    /// A scale of the law.
    Scale {
        /// Its name.
        name: String,
        /// The days on which the version used holds.
        version: Days,
        /// Where the law says so.
        cite: Vec<String>,
        /// The bands that count.
        bands: Vec<Band>,
    },
    /// A decision table of the law.
    Table {
        /// Its name.
        name: String,
        /// Where the law says so.
        cite: Vec<String>,
        /// The row that matches, or those that may.
        rows: Vec<Row>,
    },
    /// A definition of the law.
    Define {
        /// Its name.
        name: String,
    },
    /// A status of the law.
    Status {
        /// Its name.
        name: String,
        /// Since when it has been as it is, where something has turned it.
        since: Option<String>,
    },
    /// A condition followed over time.
    History {
        /// The stretches on which it was the same.
        stretches: Vec<Stretch>,
    },
    /// Occurrences of an event or elements of a list that were counted.
    Counted {
        /// The days of the occurrences, or the names of the elements.
        elements: Vec<String>,
    },
}

/// A band of a scale that counts.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Band {
    /// From where to where it goes.
    pub edges: String,
    /// How much of the amount lies in it, of a marginal scale.
    pub slice: Option<String>,
    /// Its rate or value.
    pub value: String,
    /// What its slice comes to, of a marginal scale.
    pub comes_to: Option<String>,
    /// Where the law says so.
    pub cite: Vec<String>,
}

/// A row of a decision table.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Row {
    /// Its number, counted from 1.
    pub number: usize,
    /// Its cells as the law writes them.
    pub cells: String,
    /// Where the law says so.
    pub cite: Vec<String>,
}

/// A stretch of days on which something was the same.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Stretch {
    /// The days.
    #[serde(flatten)]
    pub days: Days,
    /// What it came to.
    pub value: String,
}

/// Half-open days.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Days {
    /// The first day.
    pub from: String,
    /// The first day no longer.
    pub until: Option<String>,
}

/// A reason and all below it.
pub fn node(case: Case<'_>, reason: &Reason) -> Node {
    let type_ = &case.laws.expressions[reason.expression].type_;
    Node {
        expression: case.said(reason),
        on: reason.on.to_string(),
        value: figure::outcome(&reason.outcome, type_, case.laws),
        determined: matches!(reason.outcome, Outcome::Known(_)),
        decisive: reason.decisive,
        of: reason.of.map(|of| case.element(of)),
        from: from(case, reason),
        changes: reason.horizon.map(|day| day.to_string()),
        cite: reason.basis.as_ref().map_or(Vec::new(), |basis| basis.cites.clone()),
        parts: reason.parts.iter().map(|part| node(case, part)).collect(),
    }
}

fn from(case: Case<'_>, reason: &Reason) -> Option<From> {
    let laws = case.laws;
    match &reason.step {
        ReasonStep::Literal | ReasonStep::Combined => None,
        ReasonStep::Fact { fact, entity, period, origin: found } => {
            let entry = origin::entry(case, *entity, *fact, *period, found, reason.on);
            Some(From::Fact {
                name: case.fact(*fact),
                entity: case.entity(*entity),
                period: period.map(|period| period.to_string()),
                origin: origin::words(case, found, entry),
            })
        }
        ReasonStep::Event { event, entity, found } => Some(From::Event {
            name: case.event(*event),
            entity: case.entity(*entity),
            found: found.map(|day| day.to_string()),
        }),
        ReasonStep::Parameter { parameter, version } => Some(From::Parameter {
            name: case.parameter(*parameter),
            version: days(*version),
            cite: case::parameter_basis(case, *parameter, version.from),
        }),
        ReasonStep::Scale { scale, version, bands } => {
            let bands = graduated::bands(case, *scale, version.from, bands).into_iter();
            let bands = bands.map(|band| Band {
                edges: band.edges,
                slice: band.slice,
                value: band.value,
                comes_to: band.comes_to,
                cite: band.cites,
            });
            Some(From::Scale {
                name: case.scale(*scale),
                version: days(*version),
                cite: graduated::scale_cites(case, *scale, version.from),
                bands: bands.collect(),
            })
        }
        ReasonStep::Table { table, rows } => {
            let rows = graduated::rows(case, *table, rows).into_iter();
            let rows =
                rows.map(|row| Row { number: row.number, cells: row.cells, cite: row.cites });
            Some(From::Table {
                name: case.table(*table),
                cite: laws.tables[*table].basis.cites.clone(),
                rows: rows.collect(),
            })
        }
        ReasonStep::Define(define) => Some(From::Define { name: case.define(*define) }),
        ReasonStep::Status { status, turning } => Some(From::Status {
            name: case.latch(*status),
            since: turning.as_ref().map(|turning| turning.since.to_string()),
        }),
        ReasonStep::Counted(elements) => {
            let elements = elements.iter().map(|element| case.element(*element)).collect();
            Some(From::Counted { elements })
        }
        ReasonStep::History(stretches) => {
            let type_ = &laws.expressions[reason.expression].type_;
            let stretch = |(days_, outcome): &(Interval, Outcome)| Stretch {
                days: days(*days_),
                value: figure::outcome(outcome, type_, laws),
            };
            Some(From::History { stretches: stretches.iter().map(stretch).collect() })
        }
    }
}

fn days(days: Interval) -> Days {
    Days { from: days.from.to_string(), until: days.until.map(|until| until.to_string()) }
}
