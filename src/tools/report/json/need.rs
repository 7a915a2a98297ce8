//! What is missing, and what has happened, in `solon.verdict/1`.

use crate::engine::verdict::{self, Needs};
use crate::tools::report::{Case, needs};
use schemars::JsonSchema;
use serde::Serialize;

/// A missing fact.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Need {
    /// Its key in the sheet, or the name of a calendar that is not verified on the days wanted.
    pub fact: String,
    /// The law under whose name the key stands; `null`: with the entity itself.
    pub law: Option<String>,
    /// Whose fact it is.
    pub entity: String,
    /// The question, in the words of the label.
    pub question: String,
    /// What kind of answer it takes.
    pub answer: String,
    /// The period whose figure is wanted.
    pub period: Option<String>,
    /// Only the days before this one are wanted.
    pub before: Option<String>,
}

/// An event of the sheet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Happened {
    /// Its name.
    pub event: String,
    /// Its day.
    pub on: String,
}

/// The missing facts.
pub fn needs(case: Case<'_>, needs: &Needs) -> Vec<Need> {
    needs.iter().map(|one| need(case, one)).collect()
}

/// A missing fact.
pub fn need(case: Case<'_>, need: &verdict::Need) -> Need {
    let asked = needs::question(case, need);
    Need {
        fact: asked.name,
        law: asked.law,
        entity: asked.entity,
        question: asked.words,
        answer: asked.answer,
        period: asked.period,
        before: asked.before.map(|day| day.to_string()),
    }
}
