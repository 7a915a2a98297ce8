//! What became of the mutants of laws, as JSON: `solon.mutation/1`.

use crate::ground::text::Sources;
use crate::tools::report::json::diff::{self, Answer, Of};
use crate::tools::testing::mutate::score::by_law;
use crate::tools::testing::mutate::{Fate, Notice, Score, Tried};
use schemars::JsonSchema;
use serde::Serialize;

/// The mutants of one run.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MutationDocument {
    /// `solon.mutation/1`
    pub schema: &'static str,
    /// The laws and vocabularies that were changed, in order.
    pub laws: Vec<Law>,
    /// Every mutant, law by law in the order of the text.
    pub mutants: Vec<Mutant>,
}

/// How well the tests notice changes of one law.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Law {
    /// Its name.
    pub law: String,
    /// How many mutants were made.
    pub mutants: usize,
    /// Those that a test noticed.
    pub noticed: usize,
    /// Those that no test noticed though a sheet tells them from the law.
    pub survived: usize,
    /// Those that no test noticed and no sheet was found for: possibly equivalent.
    pub no_sheet_found: usize,
    /// Those that do not check.
    pub refused: usize,
    /// The noticed over the noticed and survived, as an exact fraction such as `37/40`; `null`
    /// where there are none.
    pub score: Option<String>,
}

/// One mutant.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Mutant {
    /// The law or vocabulary.
    pub law: String,
    /// The kind of change.
    pub operator: &'static str,
    /// The file.
    pub file: String,
    /// The line of the change, from 1.
    pub line: usize,
    /// The column of the change, from 1.
    pub column: usize,
    /// The provision: `define covered`.
    pub provision: String,
    /// The nearest citation.
    pub cite: Option<String>,
    /// The words as they are.
    pub before: String,
    /// The words of the mutant; empty where they are dropped.
    pub after: String,
    /// `noticed`, `survived`, `no_sheet_found` or `refused`
    pub fate: &'static str,
    /// The first test or assert that noticed.
    pub noticed_by: Option<String>,
    /// What would have noticed a survivor.
    pub notice: Option<Noticing>,
}

/// A sheet and a day on which a mutant answers otherwise than the law.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Noticing {
    /// The law that answers otherwise.
    pub law: String,
    /// What is answered.
    #[serde(flatten)]
    pub of: Of,
    /// The day.
    pub on: String,
    /// The answer of the law; `null`: it does not ask.
    pub old: Option<Answer>,
    /// The answer of the mutant; `null`: it does not ask.
    pub new: Option<Answer>,
    /// The facts as a YAML sheet.
    pub sheet: String,
    /// A `test` declaration that passes with the law and fails with the mutant; `null` where what
    /// differs is nothing that a test can expect.
    pub test: Option<String>,
    /// The file that the test is to be added to.
    pub file: String,
}

/// The document of a run.
pub fn document(sources: &Sources, tried: &[Tried]) -> MutationDocument {
    let law = |(law, mutants): &(&str, Vec<&Tried>)| {
        let score = Score::of(mutants.iter().copied());
        let (noticed, of) = score.counted();
        Law {
            law: (*law).to_owned(),
            mutants: score.mutants(),
            noticed,
            survived: score.survived,
            no_sheet_found: score.alike,
            refused: score.refused,
            score: (of > 0).then(|| format!("{noticed}/{of}")),
        }
    };
    MutationDocument {
        schema: "solon.mutation/1",
        laws: by_law(tried).iter().map(law).collect(),
        mutants: tried.iter().map(|one| mutant(sources, one)).collect(),
    }
}

fn mutant(sources: &Sources, tried: &Tried) -> Mutant {
    let mutant = &tried.mutant;
    let at = sources.position(mutant.at());
    let source = sources.source(mutant.source);
    let (fate, noticed_by, notice) = match &tried.fate {
        Fate::Refused => ("refused", None, None),
        Fate::Noticed(by) => ("noticed", Some(by.clone()), None),
        Fate::Survived(notice) => ("survived", None, Some(noticing(notice))),
        Fate::Alike => ("no_sheet_found", None, None),
    };
    Mutant {
        law: tried.law.clone(),
        operator: mutant.operator.name(),
        file: source.name.clone(),
        line: at.line,
        column: at.column,
        provision: mutant.provision.clone(),
        cite: mutant.cite.clone(),
        before: mutant.before(&source.text),
        after: mutant.after(&source.text),
        fate,
        noticed_by,
        notice,
    }
}

fn noticing(notice: &Notice) -> Noticing {
    Noticing {
        law: notice.law.clone(),
        of: diff::of(&notice.item),
        on: notice.on.to_string(),
        old: notice.old.as_ref().map(diff::answer),
        new: notice.new.as_ref().map(diff::answer),
        sheet: notice.sheet.clone(),
        test: notice.test.clone(),
        file: notice.file.clone(),
    }
}
