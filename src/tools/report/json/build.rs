//! From a verdict to `solon.verdict/1`.

use crate::engine::verdict::{
    BlockVerdict, DefinitionVerdict, Outcome, Presumption, State, StatusVerdict, StepState,
    StepVerdict,
};
use crate::ground::diagnostic::Code;
use crate::language::law::{Measure, Modality};
use crate::tools::report::json::duty::duty;
use crate::tools::report::json::fines::{self, amount};
use crate::tools::report::json::need::{Happened, need, needs};
use crate::tools::report::json::{explanation, verdict as json};
use crate::tools::report::{Case, case, change, condition, figure, wording};

/// The document of several verdicts, with the reasons where they were asked for.
pub fn document(cases: &[Case<'_>], explain: bool) -> json::Document {
    let verdicts = cases.iter().map(|case| verdict(*case, explain)).collect();
    json::Document { schema: "solon.verdict/1", verdicts }
}

fn verdict(case: Case<'_>, explain: bool) -> json::Verdict {
    let told = case.verdict;
    json::Verdict {
        law: law(case),
        entity: entity(case),
        on: told.on.to_string(),
        projected: told.projected,
        recorded_through: case.sheet.recorded_through.map(|day| day.to_string()),
        state: state(told.state),
        definitions: told.definitions.iter().map(|row| definition(case, row)).collect(),
        statuses: told.statuses.iter().map(|row| status(case, row)).collect(),
        duties: told.duties.iter().map(|row| duty(case, row)).collect(),
        sanctions: told.sanctions.iter().flat_map(|row| steps(case, row)).collect(),
        blocks: told.sanctions.iter().filter_map(|row| fines::block(case, row)).collect(),
        totals: told.totals.iter().map(|(_, total)| amount(total)).collect(),
        needs: told.needs.iter().map(|one| need(case, one)).collect(),
        presumptions: told.presumptions.iter().map(|row| presumption(case, row)).collect(),
        errors: told
            .failures
            .iter()
            .map(|failure| json::Failure {
                code: failure.kind.code().map(Code::name),
                message: wording::failure_words(case, failure),
                on: failure.on.to_string(),
            })
            .collect(),
        warnings: told
            .warnings
            .iter()
            .map(|warning| json::Warning {
                kind: wording::warning_word(warning),
                message: wording::warning(case, warning),
            })
            .collect(),
        readings: case::readings(case)
            .into_iter()
            .map(|(provision, reading)| json::Reading { provision, reading })
            .collect(),
        next_change: change(case),
        explanation: explain.then(|| explained(case)),
        record: record(case),
    }
}

/// The law of a verdict.
pub fn law(case: Case<'_>) -> json::Law {
    let law = case.law();
    json::Law {
        name: law.name.clone(),
        title: law.title.clone(),
        source: law.source.clone(),
        jurisdiction: law.jurisdiction.clone(),
        authority: law.authority.clone(),
    }
}

/// The entity of a verdict.
pub fn entity(case: Case<'_>) -> json::Entity {
    let instance = &case.sheet.instances[case.verdict.entity];
    let mut names = case.owners(case.verdict.entity).into_iter();
    json::Entity {
        kind: case.laws.entities[instance.entity].name.clone(),
        name: names.next().unwrap_or_default(),
        owners: names.collect(),
    }
}

/// The whole in one word.
pub fn state(state: State) -> json::State {
    match state {
        State::Error => json::State::Error,
        State::NotInForce => json::State::NotInForce,
        State::Breach => json::State::Breach,
        State::Undetermined => json::State::Undetermined,
        State::NotApplicable => json::State::NotApplicable,
        State::CompliantLate => json::State::CompliantLate,
        State::Compliant => json::State::Compliant,
    }
}

fn definition(case: Case<'_>, row: &DefinitionVerdict) -> json::Definition {
    let define = &case.laws.defines[row.define];
    let reason = row.reason.as_deref();
    json::Definition {
        name: case.define(row.define),
        value: match &row.outcome {
            Outcome::Undetermined(_) => "undetermined".to_owned(),
            Outcome::Known(_) | Outcome::Failed(_) => {
                figure::outcome(&row.outcome, &define.type_, case.laws)
            }
        },
        decided_by: reason.map_or(Vec::new(), |reason| condition::deciding(case, reason)),
        cite: case::definition_cites(case, row),
    }
}

/// One status.
pub fn status(case: Case<'_>, row: &StatusVerdict) -> json::Latch {
    let status = &case.laws.statuses[row.status];
    let turning = row.turning.as_ref();
    let events = turning.map_or(&[][..], |turning| &turning.events).iter();
    json::Latch {
        status: status.name.clone(),
        label: status.label.clone(),
        holds: wording::holds(&row.outcome).0,
        since: turning.map(|turning| turning.since.to_string()),
        at_the_latest: turning.is_some_and(|turning| turning.at_the_latest),
        why: wording::turned(case, &row.outcome, turning),
        events: events
            .map(|(event, on)| Happened { event: case.event(*event), on: on.to_string() })
            .collect(),
        needs: match &row.outcome {
            Outcome::Undetermined(open) => needs(case, &open.needs),
            Outcome::Known(_) | Outcome::Failed(_) => Vec::new(),
        },
        cite: status.basis.cites.clone(),
    }
}

/// The steps of one block.
pub fn steps(case: Case<'_>, block: &BlockVerdict) -> Vec<json::Step> {
    block.steps.iter().map(|row| step(case, block, row)).collect()
}

fn step(case: Case<'_>, block: &BlockVerdict, row: &StepVerdict) -> json::Step {
    let step = &case.laws.steps[row.step];
    let words = match &step.measure {
        Measure::Notice(words) | Measure::Ban(words) | Measure::Lose(words) => Some(words.clone()),
        Measure::Throttle(_) | Measure::Block | Measure::Fine(_) => None,
    };
    let mut out = json::Step {
        block: case.laws.sanctions[block.block].name.clone(),
        step: step.name.clone(),
        modality: match step.modality {
            Modality::May => json::Modality::May,
            Modality::Shall => json::Modality::Shall,
        },
        state: json::StepState::NotTriggered,
        why: None,
        since: None,
        at_the_latest: false,
        earliest: None,
        moving: false,
        measure: wording::measure_word(&step.measure),
        words,
        amount: row.amount.as_ref().map(amount),
        counts: fines::counts(row),
        by: step.by.clone(),
        on: step.on.clone(),
        needs: Vec::new(),
        cite: step.basis.cites.clone(),
    };
    if out.cite.is_empty() {
        out.cite = case.laws.sanctions[block.block].basis.cites.clone();
    }
    out.state = match &row.state {
        StepState::NotTriggered(why) => {
            out.why = Some(wording::not_triggered(case, *why, step));
            json::StepState::NotTriggered
        }
        StepState::Waiting { until, moving } => {
            (out.earliest, out.moving) = (Some(until.to_string()), *moving);
            json::StepState::Waiting
        }
        StepState::Available { since, at_the_latest } => {
            (out.since, out.at_the_latest) = (Some(since.to_string()), *at_the_latest);
            json::StepState::Available
        }
        StepState::Due { since, at_the_latest } => {
            (out.since, out.at_the_latest) = (Some(since.to_string()), *at_the_latest);
            json::StepState::Due
        }
        StepState::Imposed { since } => {
            out.since = Some(since.to_string());
            json::StepState::Imposed
        }
        StepState::Lifted { since } => {
            out.since = Some(since.to_string());
            json::StepState::Lifted
        }
        StepState::Undetermined { needs: open } => {
            out.needs = needs(case, open);
            json::StepState::Undetermined
        }
    };
    out
}

fn presumption(case: Case<'_>, row: &Presumption) -> json::Presumption {
    let whole = &case.laws.expressions[row.expression];
    json::Presumption {
        of: wording::presumed(case, row).0,
        value: figure::outcome(&row.outcome, &whole.type_, case.laws),
        expression: case.words(whole.span),
        facts: needs(case, &row.needs),
    }
}

fn change(case: Case<'_>) -> Option<json::Change> {
    let next = case.next?;
    Some(json::Change {
        on: next.date.to_string(),
        projected: change::is_projected(case, next),
        what: change::list(case, &next.what),
    })
}

fn explained(case: Case<'_>) -> json::Explanation {
    let laws = case.laws;
    let node = |reason: &crate::engine::verdict::Reason| explanation::node(case, reason);
    let definitions = case.verdict.definitions.iter().map(|row| json::Why {
        name: case.define(row.define),
        reasons: row.reason.iter().map(|reason| node(reason)).collect(),
    });
    let statuses = case.verdict.statuses.iter().map(|row| json::Why {
        name: laws.statuses[row.status].name.clone(),
        reasons: row.reasons.iter().map(node).collect(),
    });
    let duties = case.verdict.duties.iter().map(|row| json::Why {
        name: laws.duties[row.duty].name.clone(),
        reasons: row.reasons.iter().map(node).collect(),
    });
    let steps = case.verdict.sanctions.iter().flat_map(|block| &block.steps);
    let steps = steps.map(|row| json::Why {
        name: laws.steps[row.step].name.clone(),
        reasons: row.reasons.iter().map(node).collect(),
    });
    json::Explanation {
        definitions: definitions.collect(),
        statuses: statuses.collect(),
        duties: duties.collect(),
        steps: steps.collect(),
    }
}

/// The hashes of every law and vocabulary that was read, and of the sheet.
pub fn record(case: Case<'_>) -> json::Record {
    let hash = |id| blake3::hash(case.sources.source(id).text.as_bytes()).to_hex().to_string();
    let laws = case.laws.laws.iter().map(|law| (law.name.clone(), law.file));
    let vocabularies = case.laws.vocabularies.iter().map(|row| (row.name.clone(), row.file));
    let mut hashes: Vec<json::Hash> = laws
        .chain(vocabularies)
        .map(|(name, file)| json::Hash { name, blake3: hash(file) })
        .collect();
    hashes.sort_by(|one, two| one.name.cmp(&two.name));
    json::Record {
        engine: concat!("solon ", env!("CARGO_PKG_VERSION")).to_owned(),
        on: case.verdict.on.to_string(),
        laws: hashes,
        sheet: case.sheet.source.map_or_else(String::new, hash),
    }
}
