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
use crate::language::law::{Expression, Fact, Kind, Laws, Logic, Test};
use crate::tools::testing::Unmet;

/// Everything that is not as `test` expects.
pub fn unmet(
    laws: &Laws,
    test: &Test,
    sheet: &Sheet,
    subject: Id<Instance>,
    evaluator: Evaluator<'_>,
) -> Vec<Unmet> {
    let states = |expected: &Expect| matches!(expected, Expect::State(_));
    let verdict = test
        .expect
        .iter()
        .any(states)
        .then(|| judge(laws, test.law, sheet, subject, test.on, Explain::No));
    let mut checking = Checking { laws, on: test.on, evaluator, verdict: verdict.and_then(whole) };
    test.expect.iter().filter_map(|expected| checking.check(expected)).collect()
}

fn whole(verdict: impl Into<Option<Verdict>>) -> Option<Verdict> {
    verdict.into()
}

struct Checking<'a> {
    laws: &'a Laws,
    on: Date,
    evaluator: Evaluator<'a>,
    verdict: Option<Verdict>,
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
        let actual = outcome_in_words(self.laws, condition, &outcome);
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
            && same_needs(self.laws, needs, &open.needs)
        {
            return None;
        }
        let expected = format!("undetermined{}", needs_clause(needs));
        let actual = outcome_in_words(self.laws, value, &outcome);
        Some(Unmet { span, expected, actual, because: Vec::new() })
    }

    fn state(&mut self, expected: &StateExpected) -> Option<Unmet> {
        let name = match expected.of {
            Judgeable::Duty(duty) => &self.laws.duties[duty].name,
            Judgeable::Step(step) => &self.laws.steps[step].name,
        };
        let actual = self.verdict.as_ref().and_then(|verdict| state_of(verdict, expected.of));
        let met = actual.as_ref().is_some_and(|actual| self.meets(expected, actual));
        if met {
            return None;
        }
        let is = match &actual {
            Some(actual) => in_words(self.laws, actual),
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

    fn meets(&self, expected: &StateExpected, actual: &State) -> bool {
        let since = expected.since.is_none_or(|day| actual.since == Some(day));
        let until = expected.until.is_none_or(|day| actual.until == Some(day));
        let late = !expected.late || actual.late == Some(Late::Yes);
        let none = Needs::default();
        let needs = expected.needs.as_ref().is_none_or(|names| {
            same_needs(self.laws, names, actual.needs.as_ref().unwrap_or(&none))
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
        let name = named(self.laws, kind).unwrap_or_else(|| "another side".to_owned());
        let outcome = self.evaluator.evaluate(side, self.on).outcome;
        let line = format!("{name} is {}", outcome_in_words(self.laws, side, &outcome));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }

    fn failures(&self) -> Vec<String> {
        let failures = self.verdict.iter().flat_map(|verdict| &verdict.failures);
        failures.map(|failure| failed_in_words(&failure.kind).to_owned()).collect()
    }
}

/// What a thing that stands alone is called.
fn named(laws: &Laws, kind: &Kind) -> Option<String> {
    if let Kind::Fact { fact, .. } | Kind::FactIn { fact, .. } = kind {
        return Some(laws.facts[*fact].name.clone());
    }
    if let Kind::Define(define) = kind {
        return Some(laws.defines[*define].name.clone());
    }
    if let Kind::Parameter(parameter) = kind {
        return Some(laws.parameters[*parameter].name.clone());
    }
    if let Kind::StepAmount(step) = kind {
        return Some(format!("{}.amount", laws.steps[*step].name));
    }
    if let Kind::BlockTotal(block) = kind {
        return Some(format!("{}.total", laws.sanctions[*block].name));
    }
    if let Kind::BlockPayable(block) = kind {
        return Some(format!("{}.payable", laws.sanctions[*block].name));
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

fn in_words(laws: &Laws, state: &State) -> String {
    let mut words = state.word.words().to_owned();
    match &state.late {
        Some(Late::Yes) => words.push_str(" late"),
        Some(Late::Undetermined(needs)) => {
            let names = names(laws, needs).join(", ");
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
        words.push_str(&needs_clause(&names(laws, needs)));
    }
    words
}

/// What an expression came to.
pub fn outcome_in_words(laws: &Laws, expression: Id<Expression>, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Known(value) => write::value(laws, &laws.expressions[expression].type_, value),
        Outcome::Undetermined(open) => {
            format!("undetermined{}", needs_clause(&names(laws, &open.needs)))
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
        FailureKind::Mistyped => "an error: a fault of Solon, please report it",
        FailureKind::NoVersion => "an error: no version of it holds on that day",
        FailureKind::DurationNotWhole => "an error: a duration that is not whole",
    }
}

fn needs_clause(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!(" needs {}", names.join(", ")) }
}

/// The names of what is missing, sorted, none twice.
pub fn names(laws: &Laws, needs: &Needs) -> Vec<String> {
    let mut names: Vec<String> = needs.iter().map(|need| name(laws, &need.wanted)).collect();
    names.sort();
    names.dedup();
    names
}

fn name(laws: &Laws, wanted: &Wanted) -> String {
    match wanted {
        Wanted::Fact { fact, .. } => fact_name(laws, *fact),
        Wanted::FactIn { fact, period } => format!("{} in {period}", fact_name(laws, *fact)),
        Wanted::Event(event) | Wanted::Hour { event, .. } => laws.events[*event].name.clone(),
        Wanted::EventField { event, field, .. } => {
            let event = &laws.events[*event];
            let field = event.fields.get(*field).map_or("", |field| &laws.facts[*field].name);
            format!("{}.{field}", event.name)
        }
    }
}

/// A fact of the law by its name, a field of an entity behind the name of the entity.
fn fact_name(laws: &Laws, fact: Id<Fact>) -> String {
    let fact = &laws.facts[fact];
    match fact.law {
        Some(_) => fact.name.clone(),
        None => format!("{}.{}", laws.entities[fact.entity].name, fact.name),
    }
}

/// Whether exactly what is expected is missing.
fn same_needs(laws: &Laws, expected: &[String], needs: &Needs) -> bool {
    let actual = names(laws, needs);
    actual.iter().all(|name| expected.iter().any(|one| is_called(name, one)))
        && expected.iter().all(|one| actual.iter().any(|name| is_called(name, one)))
}

/// Whether a test may call what is missing so: a field of an entity also by its bare name, a
/// figure with its period or, whichever periods are missing, without.
fn is_called(name: &str, called: &str) -> bool {
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    let same = |name: &str| called == name || called == last(name) || last(called) == name;
    same(name) || name.split_once(" in ").is_some_and(|(figure, _)| same(figure))
}
