//! Duties in `solon.verdict/1`: their types, and how they are made from a verdict.

use crate::engine::verdict::{self, DutyInstance, DutyVerdict, InstanceOf};
use crate::ground::time::Moment;
use crate::tools::report::json::need::{Happened, Need, needs};
use crate::tools::report::{Case, instance};
use schemars::JsonSchema;
use serde::Serialize;

/// A duty.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Duty {
    /// Its name.
    pub duty: String,
    /// What reports call it.
    pub label: Option<String>,
    /// What became of it; of one that arises more than once, of the worst of those times.
    #[serde(flatten)]
    pub standing: Standing,
    /// Each time that it has arisen, in order; only of a duty that arises in each period or with
    /// each occurrence of an event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instances: Vec<Instance>,
    /// Where the law says so.
    pub cite: Vec<String>,
}

/// What became of a duty, or of one of the times that it has arisen.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Standing {
    /// Its status.
    pub status: DutyStatus,
    /// Since when it is fulfilled or breached.
    pub since: Option<String>,
    /// Whether `since` is only the first known day.
    pub at_the_latest: bool,
    /// The first day on which it is no longer pending; where `due` is not known, the first on which it may no longer be.
    pub until: Option<String>,
    /// Whether it was met late: `yes`, `no` or `undetermined`; only of a duty that is fulfilled.
    pub late: Option<Late>,
    /// The last day or minute in time of an act, or the first at which a state must hold.
    pub due: Option<String>,
    /// Every breach up to the day asked, in order.
    pub breaches: Vec<Breach>,
    /// The facts that would settle an undetermined status.
    pub needs: Vec<Need>,
}

/// One of the times that a duty has arisen.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Instance {
    /// What reports call it: `2019-H1`, `order of 2021-05-01`.
    pub name: String,
    /// The occurrence with which it arose.
    pub event: Option<Happened>,
    /// The period in which it is owed: its days, half-open.
    pub period: Option<Days>,
    /// What became of it.
    #[serde(flatten)]
    pub standing: Standing,
}

/// Days, half-open.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Days {
    /// The first.
    pub from: String,
    /// The first that no longer belongs.
    pub until: Option<String>,
}

/// The status of a duty.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DutyStatus {
    /// Its provision is not in force.
    NotInForce,
    /// It does not apply.
    NotApplicable,
    /// Its day has not come.
    Pending,
    /// It is met.
    Fulfilled,
    /// It is unmet.
    Breached,
    /// What is known does not settle it.
    Undetermined,
}

/// Whether a duty was met late.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Late {
    /// In time.
    No,
    /// After a breach.
    Yes,
    /// Earlier days are not known.
    Undetermined,
}

/// A breach, its days half-open.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Breach {
    /// Its first day.
    pub from: String,
    /// Whether it may have begun earlier.
    pub at_the_latest: bool,
    /// The first day it no longer was one; `null` while it is open.
    pub until: Option<String>,
    /// Whether it ended because the duty was met.
    pub cured: bool,
}

/// One duty.
pub fn duty(case: Case<'_>, row: &DutyVerdict) -> Duty {
    let duty = &case.laws.duties[row.duty];
    Duty {
        duty: duty.name.clone(),
        label: duty.label.clone(),
        standing: standing(case, &row.status, row.due, &row.breaches),
        instances: row.instances.iter().map(|one| instance(case, one)).collect(),
        cite: duty.basis.cites.clone(),
    }
}

fn instance(case: Case<'_>, one: &DutyInstance) -> Instance {
    let (event, period) = match one.of {
        InstanceOf::Occurrence { on, hour, event, .. } => {
            let on = hour.map_or(on.to_string(), |hour| hour.to_string());
            (Some(Happened { event: case.event(event), on }), None)
        }
        InstanceOf::Period(days) => {
            let until = days.until.map(|until| until.to_string());
            (None, Some(Days { from: days.from.to_string(), until }))
        }
    };
    Instance {
        name: instance::name(case, one.of),
        event,
        period,
        standing: standing(case, &one.status, one.due, &one.breaches),
    }
}

fn standing(
    case: Case<'_>,
    status: &verdict::Status,
    due: Option<Moment>,
    breaches: &[verdict::Breach],
) -> Standing {
    let mut out = Standing {
        status: DutyStatus::NotInForce,
        since: None,
        at_the_latest: false,
        until: None,
        late: None,
        due: due.map(|due| due.to_string()),
        breaches: breaches.iter().map(breach).collect(),
        needs: Vec::new(),
    };
    out.status = match status {
        verdict::Status::NotInForce => DutyStatus::NotInForce,
        verdict::Status::NotApplicable => DutyStatus::NotApplicable,
        verdict::Status::Pending { until } => {
            out.until = Some(until.to_string());
            DutyStatus::Pending
        }
        verdict::Status::Fulfilled { since, at_the_latest, late } => {
            (out.since, out.at_the_latest) = (Some(since.to_string()), *at_the_latest);
            out.late = Some(match late {
                verdict::Late::No => Late::No,
                verdict::Late::Yes => Late::Yes,
                verdict::Late::Undetermined(open) => {
                    out.needs = needs(case, open);
                    Late::Undetermined
                }
            });
            DutyStatus::Fulfilled
        }
        verdict::Status::Breached { since, at_the_latest } => {
            (out.since, out.at_the_latest) = (Some(since.to_string()), *at_the_latest);
            DutyStatus::Breached
        }
        verdict::Status::Undetermined { needs: open } => {
            out.needs = needs(case, open);
            DutyStatus::Undetermined
        }
    };
    out
}

fn breach(breach: &verdict::Breach) -> Breach {
    Breach {
        from: breach.days.from.to_string(),
        at_the_latest: breach.at_the_latest,
        until: breach.days.until.map(|until| until.to_string()),
        cured: breach.cured,
    }
}
