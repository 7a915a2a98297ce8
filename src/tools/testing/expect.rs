//! What a test expects, held against what is.

use crate::engine::eval::{Evaluator, Explain, judge};
use crate::engine::verdict::{
    FailureKind, Late, Needs, Outcome, Status, StepState, Verdict, Wanted,
};
use crate::facts::{Instance, Sheet, write};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Date;
use crate::ground::value::Value;
use crate::language::law::test::{Expect, Judgeable, StateExpected, StatusWord};
use crate::language::law::{Expression, Kind, Law, Laws, Logic, Sanctions, Test};
use crate::tools::testing::Unmet;
use std::collections::BTreeMap;

/// Everything that is not as `test` expects.
pub fn unmet<'a>(
    laws: &'a Laws,
    test: &Test,
    sheet: &'a Sheet,
    subject: Id<Instance>,
    evaluator: Evaluator<'a>,
) -> Vec<Unmet> {
    let verdicts = BTreeMap::new();
    let mut checking =
        Checking { laws, law: test.law, sheet, subject, on: test.on, evaluator, verdicts };
    test.expect.iter().filter_map(|expected| checking.check(expected)).collect()
}

struct Checking<'a> {
    laws: &'a Laws,
    law: Id<Law>,
    sheet: &'a Sheet,
    subject: Id<Instance>,
    on: Date,
    evaluator: Evaluator<'a>,
    /// The verdicts of the laws whose duties and steps were asked for.
    verdicts: BTreeMap<Id<Law>, Verdict>,
}

/// What is, of one duty or step.
struct State {
    word: StatusWord,
    since: Option<Date>,
    at_the_latest: bool,
    until: Option<Date>,
    late: Option<Late>,
    needs: Option<Needs>,
}

impl Checking<'_> {
    fn check(&mut self, expected: &Expect) -> Option<Unmet> {
        match expected {
            Expect::Holds(condition, span) => self.holds(*condition, *span),
            Expect::Undetermined { value, needs, span } => self.undetermined(*value, needs, *span),
            Expect::State(state) => self.state(state),
        }
    }

    fn holds(&mut self, condition: Id<Expression>, span: Span) -> Option<Unmet> {
        let outcome = self.evaluator.evaluate(condition, self.on).outcome;
        if outcome == Outcome::Known(Value::Bool(true)) {
            return None;
        }
        let mut because = Vec::new();
        self.because(condition, condition, &mut because);
        let actual = outcome_in_words(self.laws, self.law, condition, &outcome);
        Some(Unmet { span, expected: "it holds".to_owned(), actual, because })
    }

    fn undetermined(
        &mut self,
        value: Id<Expression>,
        needs: &[String],
        span: Span,
    ) -> Option<Unmet> {
        let outcome = self.evaluator.evaluate(value, self.on).outcome;
        if let Outcome::Undetermined(open) = &outcome
            && same_needs(needs, &names(self.laws, self.law, &open.needs))
        {
            return None;
        }
        let expected = format!("undetermined{}", needs_clause(needs));
        let actual = outcome_in_words(self.laws, self.law, value, &outcome);
        Some(Unmet { span, expected, actual, because: Vec::new() })
    }

    fn state(&mut self, expected: &StateExpected) -> Option<Unmet> {
        let laws = self.laws;
        let (name, law) = match expected.of {
            Judgeable::Duty(duty) => (&laws.duties[duty].name, laws.duties[duty].law),
            Judgeable::Step(step) => {
                let row = &laws.steps[step];
                (&row.name, laws.sanctions[row.block].law)
            }
        };
        let name = laws.called(Some(law), name, self.law);
        let (sheet, on) = (self.sheet, self.on);
        let subject = sheet.reach(self.subject, laws.laws[law].subject).unwrap_or(self.subject);
        let judged = || judge(laws, law, sheet, subject, on, Explain::No);
        let verdict = self.verdicts.entry(law).or_insert_with(judged);
        let actual = state_of(verdict, expected.of);
        let met = actual.as_ref().is_some_and(|actual| self.meets(expected, actual));
        if met {
            return None;
        }
        let is = match &actual {
            Some(actual) => self.in_words(actual),
            None => "not judged".to_owned(),
        };
        let mut words = format!("{name} {}", expected.status.words());
        if expected.late {
            words.push_str(" late");
        }
        if let Some(since) = expected.since {
            words.push_str(&format!(" since {since}"));
        }
        if let Some(until) = expected.until {
            words.push_str(&format!(" until {until}"));
        }
        if let Some(needs) = &expected.needs {
            words.push_str(&needs_clause(needs));
        }
        let because = self.failures();
        Some(Unmet {
            span: expected.span,
            expected: words,
            actual: format!("{name} {is}"),
            because,
        })
    }

    fn in_words(&self, state: &State) -> String {
        let mut words = state.word.words().to_owned();
        match &state.late {
            Some(Late::Yes) => words.push_str(" late"),
            Some(Late::Undetermined(needs)) => {
                let names = names(self.laws, self.law, needs).join(", ");
                words.push_str(&format!(" (whether late is undetermined, needs {names})"));
            }
            Some(Late::No) | None => {}
        }
        if let Some(since) = state.since {
            words.push_str(&format!(" since {since}"));
        }
        if state.at_the_latest {
            words.push_str(" at the latest");
        }
        if let Some(until) = state.until {
            words.push_str(&format!(" until {until}"));
        }
        if let Some(needs) = &state.needs {
            words.push_str(&needs_clause(&names(self.laws, self.law, needs)));
        }
        words
    }

    fn meets(&self, expected: &StateExpected, actual: &State) -> bool {
        let since = expected.since.is_none_or(|day| actual.since == Some(day));
        let until = expected.until.is_none_or(|day| actual.until == Some(day));
        let late = !expected.late || actual.late == Some(Late::Yes);
        let none = Needs::default();
        let needs = expected.needs.as_ref().is_none_or(|wanted| {
            same_needs(wanted, &names(self.laws, self.law, actual.needs.as_ref().unwrap_or(&none)))
        });
        expected.status == actual.word && since && until && late && needs
    }

    /// The values on both sides of the comparisons that a condition joins.
    fn because(&mut self, condition: Id<Expression>, top: Id<Expression>, lines: &mut Vec<String>) {
        let kind = &self.laws.expressions[condition].kind;
        if let Kind::Compare(_, one, two) | Kind::In(one, two) = kind {
            self.side(*one, lines);
            self.side(*two, lines);
        } else if let Kind::Not(inner) = kind {
            self.because(*inner, top, lines);
        } else if let Kind::Logic(Logic::And | Logic::Or, parts) = kind {
            for part in parts {
                self.because(part.condition, top, lines);
            }
        } else if top != condition {
            self.side(condition, lines);
        }
    }

    fn side(&mut self, side: Id<Expression>, lines: &mut Vec<String>) {
        let kind = &self.laws.expressions[side].kind;
        if matches!(kind, Kind::Literal(_) | Kind::Set(_)) {
            return;
        }
        let name = named(self.laws, self.law, kind).unwrap_or_else(|| "another side".to_owned());
        let outcome = self.evaluator.evaluate(side, self.on).outcome;
        let line = format!("{name} is {}", outcome_in_words(self.laws, self.law, side, &outcome));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }

    fn failures(&self) -> Vec<String> {
        let failures = self.verdicts.values().flat_map(|verdict| &verdict.failures);
        failures.map(|failure| failed_in_words(&failure.kind).to_owned()).collect()
    }
}

/// What a thing that stands alone is called.
fn named(laws: &Laws, law: Id<Law>, kind: &Kind) -> Option<String> {
    let block = |block: Id<Sanctions>| {
        let row = &laws.sanctions[block];
        laws.called(Some(row.law), &row.name, law)
    };
    if let Kind::Seen { what, .. } = kind {
        return named(laws, law, &laws.expressions[*what].kind);
    }
    if let Kind::Fact { fact, .. } | Kind::FactIn { fact, .. } = kind {
        let row = &laws.facts[*fact];
        return Some(laws.called(row.law, &row.name, law));
    }
    if let Kind::Define(define) = kind {
        let row = &laws.defines[*define];
        return Some(laws.called(Some(row.law), &row.name, law));
    }
    if let Kind::Parameter(parameter) = kind {
        let row = &laws.parameters[*parameter];
        return Some(laws.called(row.law, &row.name, law));
    }
    if let Kind::StepAmount(step) = kind {
        let row = &laws.steps[*step];
        let owner = laws.sanctions[row.block].law;
        return Some(format!("{}.amount", laws.called(Some(owner), &row.name, law)));
    }
    if let Kind::BlockTotal(it) = kind {
        return Some(format!("{}.total", block(*it)));
    }
    if let Kind::BlockPayable(it) = kind {
        return Some(format!("{}.payable", block(*it)));
    }
    None
}

fn state_of(verdict: &Verdict, of: Judgeable) -> Option<State> {
    match of {
        Judgeable::Duty(duty) => {
            let found = verdict.duties.iter().find(|one| one.duty == duty)?;
            Some(duty_state(&found.status))
        }
        Judgeable::Step(step) => {
            let mut steps = verdict.sanctions.iter().flat_map(|block| &block.steps);
            Some(step_state(&steps.find(|one| one.step == step)?.state))
        }
    }
}

fn bare(word: StatusWord) -> State {
    State { word, since: None, at_the_latest: false, until: None, late: None, needs: None }
}

fn duty_state(status: &Status) -> State {
    let state = bare(status.word());
    match status {
        Status::NotInForce | Status::NotApplicable => state,
        Status::Pending { until } => State { until: Some(*until), ..state },
        Status::Fulfilled { since, at_the_latest, late } => State {
            since: Some(*since),
            at_the_latest: *at_the_latest,
            late: Some(late.clone()),
            ..state
        },
        Status::Breached { since, at_the_latest } => {
            State { since: Some(*since), at_the_latest: *at_the_latest, ..state }
        }
        Status::Undetermined { needs } => State { needs: Some(needs.clone()), ..state },
    }
}

fn step_state(status: &StepState) -> State {
    let state = bare(status.word());
    match status {
        StepState::NotTriggered(_) => state,
        StepState::Waiting { until, .. } => State { until: Some(*until), ..state },
        StepState::Available { since, at_the_latest } | StepState::Due { since, at_the_latest } => {
            State { since: Some(*since), at_the_latest: *at_the_latest, ..state }
        }
        StepState::Imposed { since } | StepState::Lifted { since } => {
            State { since: Some(*since), ..state }
        }
        StepState::Undetermined { needs } => State { needs: Some(needs.clone()), ..state },
    }
}

/// What an expression came to.
pub fn outcome_in_words(
    laws: &Laws,
    law: Id<Law>,
    expression: Id<Expression>,
    outcome: &Outcome,
) -> String {
    match outcome {
        Outcome::Known(value) => write::value(laws, &laws.expressions[expression].type_, value),
        Outcome::Undetermined(open) => {
            format!("undetermined{}", needs_clause(&names(laws, law, &open.needs)))
        }
        Outcome::Failed(failure) => failed_in_words(&failure.kind).to_owned(),
    }
}

/// What went wrong in an evaluation.
pub fn failed_in_words(kind: &FailureKind) -> &'static str {
    match kind {
        FailureKind::Conflict(..) => "an error: two exceptions hold and differ",
        FailureKind::DivisionByZero => "an error: a division by zero",
        FailureKind::DateOutOfRange => "an error: a date past 9999 or before 0001",
        FailureKind::NumberTooLarge => "an error: a number of too many digits",
        FailureKind::RangeReversed => "an error: a range whose low end is above its high end",
        FailureKind::TooManyPeriods => "an error: more periods than can be followed",
        FailureKind::Mistyped => "an error: a fault of Solon, please report it",
        FailureKind::NoVersion => "an error: no version of it holds on that day",
        FailureKind::DurationNotWhole => "an error: a duration that is not whole",
    }
}

fn needs_clause(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!(" needs {}", names.join(", ")) }
}

/// What a law calls what is missing, sorted, none twice.
pub fn names(laws: &Laws, law: Id<Law>, needs: &Needs) -> Vec<String> {
    let mut names: Vec<String> = needs.iter().map(|need| name(laws, law, &need.wanted)).collect();
    names.sort();
    names.dedup();
    names
}

fn name(laws: &Laws, law: Id<Law>, wanted: &Wanted) -> String {
    match wanted {
        Wanted::Fact { fact, .. } => laws.fact_called(*fact, law),
        Wanted::FactIn { fact, period } => {
            format!("{} in {period}", laws.fact_called(*fact, law))
        }
        Wanted::WorkingDays(calendar) => laws.calendars[*calendar].name.clone(),
        Wanted::Event(event) | Wanted::Hour { event, .. } => laws.event_called(*event, law),
        Wanted::EventField { event, field, .. } => laws.field_called(*event, *field, law),
    }
}

/// Whether exactly what is expected is missing; a figure may be called with its period or,
/// whichever periods are missing, without.
fn same_needs(expected: &[String], actual: &[String]) -> bool {
    let is = |name: &String, called: &String| {
        name == called || name.split_once(" in ").is_some_and(|(figure, _)| figure == called)
    };
    actual.iter().all(|name| expected.iter().any(|one| is(name, one)))
        && expected.iter().all(|one| actual.iter().any(|name| is(name, one)))
}
