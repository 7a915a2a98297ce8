//! The smallest changes that would change an answer, as JSON: `solon.flip/1`.

use crate::tools::flip::{self, Flips, each_once};
use crate::tools::report::case::Case;
use crate::tools::report::flip as words;
use crate::tools::report::json::diff::{self, Answer, Of};
use schemars::JsonSchema;
use serde::Serialize;

/// What would change an answer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FlipDocument {
    /// `solon.flip/1`
    pub schema: &'static str,
    /// For each entity and law that were asked about.
    pub answers: Vec<Asked>,
}

/// The answer of one entity.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Asked {
    /// The law.
    pub law: String,
    /// The entity.
    pub entity: String,
    /// The day.
    pub on: String,
    /// What is answered.
    #[serde(flatten)]
    pub of: Of,
    /// The answer as it is.
    pub before: Answer,
    /// The flips, nearest first.
    pub flips: Vec<Flip>,
    /// Where the answer is open: what each value of a missing fact makes of it.
    pub settles: Vec<Settles>,
    /// The facts and events that were tried.
    pub tried: Vec<String>,
    /// How many sheets were judged.
    pub sheets: usize,
    /// Whether the search ended before all pairs of facts had been tried.
    pub cut: bool,
}

/// A change that changes the answer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Flip {
    /// What changes.
    pub changes: Vec<Change>,
    /// How far: for numbers the change over what was stated, for all else one.
    pub distance: String,
    /// The answer then.
    pub after: Answer,
    /// The conditions that decide.
    pub by: Vec<String>,
    /// Where the law says so.
    pub cite: Vec<String>,
}

/// A fact or event that would be stated otherwise.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Change {
    /// Which.
    pub fact: String,
    /// What is stated; `null`: it is not known.
    pub from: Option<String>,
    /// What would be.
    pub to: String,
}

/// What an unknown fact would settle.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Settles {
    /// The value it might have.
    #[serde(flatten)]
    pub change: Change,
    /// The answer then.
    pub after: Answer,
}

/// The document of several answers.
pub fn document(all: &[(Case<'_>, &Flips)]) -> FlipDocument {
    let answers = all.iter().map(|(case, flips)| asked(*case, flips)).collect();
    FlipDocument { schema: "solon.flip/1", answers }
}

fn asked(case: Case<'_>, flips: &Flips) -> Asked {
    Asked {
        law: case.law().name.clone(),
        entity: case.sheet.instances[case.verdict.entity].name.clone(),
        on: case.verdict.on.to_string(),
        of: diff::of(&flips.item),
        before: diff::answer(&flips.before),
        flips: flips
            .found
            .iter()
            .map(|flip| Flip {
                changes: flip.changes.iter().map(change).collect(),
                distance: flip.distance.to_string(),
                after: diff::answer(&flip.after),
                by: flip.deciding.iter().map(|one| case.words(one.span)).collect(),
                cite: words::cites(case.laws, flips, flip),
            })
            .collect(),
        settles: flips
            .settles
            .iter()
            .map(|one| Settles { change: change(&one.change), after: diff::answer(&one.after) })
            .collect(),
        tried: each_once(&flips.tried).into_iter().map(str::to_owned).collect(),
        sheets: flips.sheets,
        cut: flips.cut,
    }
}

fn change(change: &flip::Change) -> Change {
    Change { fact: change.name.clone(), from: change.from.clone(), to: change.to.clone() }
}
