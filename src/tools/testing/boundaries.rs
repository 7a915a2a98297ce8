//! The boundary cases that no test of a law touches, as tests with the present answer filled in.
//!
//! Each is a test that exists with one thing moved: the fact to the threshold, or the day to the
//! date. The author approves what the law answers there, or corrects the law.

use super::coverage::stands::Reached;
use super::coverage::{Covered, Goal, Placed, Side, touched};
use super::draft::{Draft, as_a_law};
use super::{expected, prepared};
use crate::engine::eval::{Evaluator, Explain};
use crate::engine::verdict::Outcome;
use crate::facts::{Instance, Sheet, write};
use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::ground::text::{Limits, Source, Sources, Span};
use crate::ground::time::{Date, Moment};
use crate::ground::value::{Number, Value};
use crate::language::format;
use crate::language::law::test::{Expect, Given, GivenValue, Judgeable};
use crate::language::law::{Basis, Event, Expression, Kind, Law, Laws, Provision, Test, Type};
use crate::language::syntax;
use crate::tools::compare::answer::asked;
use crate::tools::compare::{Conditions, Item};
use crate::tools::testing::Load;
use std::collections::BTreeSet;

/// So many tests are tried as the beginning of one case.
const MOST_BASES: usize = 12;

/// A boundary case.
#[derive(Clone, Debug)]
pub struct Boundary {
    /// The goal that it touches.
    pub placed: Placed,
    /// The file that it is for: the one that holds the tests of the law.
    pub home: Id<Source>,
    /// The `test` declaration.
    pub test: String,
}

/// The cases of one law.
#[derive(Clone, Debug, Default)]
pub struct Boundaries {
    /// The cases, in the order of the law.
    pub found: Vec<Boundary>,
    /// The boundaries for which no case was found.
    pub open: Vec<Placed>,
}

/// What cases are made of.
pub struct Making<'a, 'l> {
    /// The laws.
    pub laws: &'a Laws,
    /// The texts.
    pub sources: &'a Sources,
    /// The law.
    pub law: Id<Law>,
    /// The file that holds its tests.
    pub home: Id<Source>,
    /// What a goal is called: `daily_users > audience: at`.
    pub called: &'a dyn Fn(&Placed) -> String,
    /// Reads the sheets of tests.
    pub load: &'a mut Load<'l>,
}

/// Makes a case for each boundary of a law that no test touches.
pub fn boundaries(making: &mut Making<'_, '_>, covered: &Covered) -> Boundaries {
    let laws = making.laws;
    let tests: Vec<(&Test, Reached)> = laws.laws[making.law]
        .tests
        .iter()
        .map(|id| &laws.tests[*id])
        // What names a sheet is understood in its own file only.
        .filter(|test| test.sheet.is_none() || test.span.source == making.home)
        .map(|test| (test, Reached::by_test(laws, test)))
        .collect();
    let mut all = Boundaries::default();
    let mut done: BTreeSet<Goal> = BTreeSet::new();
    for (placed, hits) in &covered.goals {
        let boundary = match placed.goal {
            Goal::Threshold(..) | Goal::Day(..) => true,
            Goal::Outcome(..)
            | Goal::Evaluated(_)
            | Goal::Alternative(..)
            | Goal::Exception(..)
            | Goal::Row(..)
            | Goal::Band(..)
            | Goal::Version(..)
            | Goal::Duty(..)
            | Goal::Step(..) => false,
        };
        if !boundary || *hits > 0 || done.contains(&placed.goal) {
            continue;
        }
        let made = case(making, placed, &tests);
        let name = &laws.laws[making.law].name;
        match made.and_then(|(test, goals)| Some((laid_out(name, &test)?, goals))) {
            Some((test, goals)) => {
                done.extend(goals);
                all.found.push(Boundary { placed: placed.clone(), home: making.home, test });
            }
            None => all.open.push(placed.clone()),
        }
    }
    all
}

/// A test in the canonical layout; `None` where it cannot be read, as where a name is a word of the
/// language.
fn laid_out(law: &str, test: &str) -> Option<String> {
    let header = format!("tests for {law}\n\n");
    let text = format!("{header}{test}");
    let (mut sources, mut found) = (Sources::new(), Found::new());
    let id = sources.add("boundary.law", text.as_str());
    let file = syntax::read(id, &text, &Limits::default(), &mut found);
    let laid = (!found.has_errors()).then(|| format::write(&file, &text))?;
    laid.split_once("\n\n").map(|(_, test)| test.to_owned())
}

/// A test that touches a goal, and all that it touches.
fn case(
    making: &mut Making<'_, '_>,
    placed: &Placed,
    tests: &[(&Test, Reached)],
) -> Option<(String, BTreeSet<Goal>)> {
    let stands = |reached: &Reached| match placed.goal {
        Goal::Threshold(id, _) => reached.expressions.contains(&id),
        Goal::Day(..) => match placed.provision {
            Some(Provision::Define(id)) => reached.defines.contains(&id),
            Some(Provision::Duty(id)) => reached.duties.contains(&id),
            Some(Provision::Status(id)) => reached.statuses.contains(&id),
            Some(Provision::Parameter(id)) => reached.parameters.contains(&id),
            Some(Provision::Scale(id)) => reached.scales.contains(&id),
            Some(Provision::Sanctions(id)) => {
                making.laws.sanctions[id].steps.iter().any(|step| reached.steps.contains(step))
            }
            Some(Provision::Fact(_) | Provision::Event(_) | Provision::Table(_)) | None => true,
        },
        Goal::Outcome(..)
        | Goal::Evaluated(_)
        | Goal::Alternative(..)
        | Goal::Exception(..)
        | Goal::Row(..)
        | Goal::Band(..)
        | Goal::Version(..)
        | Goal::Duty(..)
        | Goal::Step(..) => false,
    };
    let bases = tests.iter().filter(|(_, reached)| stands(reached)).take(MOST_BASES);
    for (base, reached) in bases {
        let found = moved(making, placed, base, reached);
        if found.is_some() {
            return found;
        }
    }
    let law = &making.laws.laws[making.law];
    let blank = Test {
        name: law.name.clone(),
        law: making.law,
        sheet: None,
        on: law.in_force.from,
        given: Vec::new(),
        expect: Vec::new(),
        basis: Basis::default(),
        span: law.span,
    };
    let reached = Reached::by_provision(making.laws, placed.provision?);
    moved(making, placed, &blank, &reached)
}

/// A test with one thing moved to the boundary.
fn moved(
    making: &mut Making<'_, '_>,
    placed: &Placed,
    base: &Test,
    reached: &Reached,
) -> Option<(String, BTreeSet<Goal>)> {
    let laws = making.laws;
    let sheet =
        base.sheet.as_ref().map(|(path, _, span)| (making.load)(base.span.source, path, *span));
    let mut test = base.clone();
    let mut line = None;
    match placed.goal {
        Goal::Day(_, day, side) => test.on = beside(day, side)?,
        Goal::Threshold(id, side) => {
            let (before, subject) = prepared(laws, base, sheet.clone()).ok()?;
            let (given, words) = to_threshold(making, base, (&before, subject), id, side)?;
            let same = |it: &Given| is_same(it, &given);
            test.given.retain(|it| !same(it));
            test.given.push(given);
            line = Some(words);
        }
        Goal::Outcome(..)
        | Goal::Evaluated(_)
        | Goal::Alternative(..)
        | Goal::Exception(..)
        | Goal::Row(..)
        | Goal::Band(..)
        | Goal::Version(..)
        | Goal::Duty(..)
        | Goal::Step(..) => return None,
    }
    let (sheet, subject) = prepared(laws, &test, sheet).ok()?;
    let goals = touched(laws, &test, &sheet, subject, reached);
    if !goals.contains(&placed.goal) {
        return None;
    }
    let expected = answered(laws, &test, (&sheet, subject), placed.provision);
    if expected.is_empty() {
        return None;
    }
    let kept = base.given.iter().filter(|it| test.given.contains(it));
    let mut given: Vec<String> = base.sheet.iter().map(sheet_line).collect();
    given.extend(kept.map(|it| making.sources.words(span(it)).to_owned()));
    given.extend(line);
    let name = (making.called)(placed).replace('"', "'");
    let draft = Draft { home: 0, name, on: test.on, given };
    Some((draft.written(&expected).0, goals))
}

fn beside(day: Date, side: Side) -> Option<Date> {
    match side {
        Side::Below => day.previous(),
        Side::At => Some(day),
        Side::Above => day.next(),
    }
}

fn sheet_line((path, of, _): &(String, Option<String>, Span)) -> String {
    match of {
        Some(name) => format!("sheet \"{path}\" for \"{name}\""),
        None => format!("sheet \"{path}\""),
    }
}

fn span(given: &Given) -> Span {
    match given {
        Given::Fact { span, .. } | Given::Event { span, .. } => *span,
    }
}

fn is_same(one: &Given, two: &Given) -> bool {
    match (one, two) {
        (Given::Fact { fact, .. }, Given::Fact { fact: other, .. }) => fact == other,
        (Given::Event { event, .. }, Given::Event { event: other, .. }) => event == other,
        (Given::Fact { .. }, Given::Event { .. }) | (Given::Event { .. }, Given::Fact { .. }) => {
            false
        }
    }
}

/// What is given so that one side of a comparison lies as asked beside the other, and its words.
fn to_threshold(
    making: &Making<'_, '_>,
    test: &Test,
    (sheet, subject): (&Sheet, Id<Instance>),
    id: Id<Expression>,
    side: Side,
) -> Option<(Given, String)> {
    let laws = making.laws;
    let Kind::Compare(_, one, two) = laws.expressions[id].kind else { return None };
    let mut evaluator = Evaluator::new(laws, test.law, sheet, subject, Explain::No);
    let mut at = |other: Id<Expression>| match evaluator.evaluate(other, test.on).outcome {
        Outcome::Known(value) => value.on_line(),
        Outcome::Undetermined(_) | Outcome::Failed(_) => None,
    };
    let turned = match side {
        Side::Below => Side::Above,
        Side::At => Side::At,
        Side::Above => Side::Below,
    };
    for (moving, other, side) in [(one, two, side), (two, one, turned)] {
        let row = &laws.expressions[moving];
        if let Kind::Fact { fact, of } = row.kind {
            let Some(place) = at(other) else { continue };
            let Some(value) = row.type_.at(&stepped(&place, &row.type_, side)) else { continue };
            let called = laws.fact_called(fact, test.law);
            let words = as_a_law(&write::value(laws, &laws.facts[fact].type_, &value));
            let value = GivenValue::Value(value);
            let given = Given::Fact { fact, of, period: None, value, from: None, span: row.span };
            return Some((given, format!("given {called} = {words}")));
        }
        if let Kind::Occurrence { event, .. } = row.kind {
            let Some(place) = at(other) else { continue };
            if let Some(found) = on_day(laws, test, event, &stepped(&place, &Type::Date, side)) {
                return Some(found);
            }
        }
    }
    None
}

fn on_day(laws: &Laws, test: &Test, event: Id<Event>, place: &Number) -> Option<(Given, String)> {
    let Some(Value::Date(day)) = Type::Date.at(place) else { return None };
    let row = &laws.events[event];
    if row.at_time || day > test.on {
        return None;
    }
    let called = laws.event_called(event, test.law);
    let given = Given::Event { event, dates: Some(vec![Moment::Day(day)]), span: row.span };
    Some((given, format!("given {called} = {{{day}}}")))
}

/// A place on a line, or the one a step beside it: a cent of money, else one.
fn stepped(place: &Number, type_: &Type, side: Side) -> Number {
    let step = match type_ {
        Type::Money(_) => Number::ratio(1, 100).unwrap_or_else(|| Number::whole(1)),
        Type::Bool
        | Type::Number(_)
        | Type::NumberRange(_)
        | Type::MoneyRange(_)
        | Type::Date
        | Type::DateTime
        | Type::Duration(_)
        | Type::Country
        | Type::Text
        | Type::Enum(_)
        | Type::Set(_)
        | Type::List(_)
        | Type::Optional(_)
        | Type::Unknown => Number::whole(1),
    };
    match side {
        Side::Below => place.sub(&step),
        Side::At => place.clone(),
        Side::Above => place.add(&step),
    }
}

/// What the law answers there: of the provision, and of what the test was about.
fn answered(
    laws: &Laws,
    test: &Test,
    (sheet, subject): (&Sheet, Id<Instance>),
    provision: Option<Provision>,
) -> Vec<String> {
    let answers = asked((laws, test.law), (sheet, subject), test.on, Conditions::All);
    let of_test: Vec<Item> = test.expect.iter().filter_map(|it| item(laws, it)).collect();
    let mut items: Vec<Item> = Vec::new();
    for one in provision.map_or(Vec::new(), |it| of(laws, it)).into_iter().chain(of_test) {
        if !items.contains(&one) {
            items.push(one);
        }
    }
    let line = |item: &Item| {
        let lines = expected::expectations(laws, test.law, item, answers.get(item)?);
        // The plainest stands first; `since`, `until` and `needs` say more.
        let amount = lines.iter().find(|line| line.contains(".amount = ")).cloned();
        let told = |word: &str| lines.iter().find(|line| line.contains(word)).cloned();
        let state = told(" since ").or_else(|| told(" until ")).or_else(|| told(" needs "));
        let state = state.or_else(|| lines.first().cloned());
        Some(state.into_iter().chain(amount).collect::<Vec<_>>())
    };
    items.iter().filter_map(line).flatten().collect()
}

/// What a provision answers.
fn of(laws: &Laws, provision: Provision) -> Vec<Item> {
    match provision {
        Provision::Define(id) => vec![Item::Definition(laws.defines[id].name.clone())],
        Provision::Status(id) => vec![Item::Status(laws.statuses[id].name.clone())],
        Provision::Duty(id) => vec![Item::Duty(laws.duties[id].name.clone())],
        Provision::Sanctions(id) => {
            laws.sanctions[id].steps.iter().map(|it| step(laws, *it)).collect()
        }
        Provision::Fact(_)
        | Provision::Event(_)
        | Provision::Parameter(_)
        | Provision::Scale(_)
        | Provision::Table(_) => Vec::new(),
    }
}

fn step(laws: &Laws, id: Id<crate::language::law::Step>) -> Item {
    let row = &laws.steps[id];
    Item::Step { block: laws.sanctions[row.block].name.clone(), step: row.name.clone() }
}

/// What an expectation is about, where it is one answer.
fn item(laws: &Laws, expect: &Expect) -> Option<Item> {
    match expect {
        Expect::State(state) => Some(match state.of {
            Judgeable::Duty(duty) => Item::Duty(laws.duties[duty].name.clone()),
            Judgeable::Step(id) => step(laws, id),
        }),
        Expect::Holds(value, _) | Expect::Undetermined { value, .. } => {
            let mut kind = &laws.expressions[*value].kind;
            if let Kind::Not(inner) = kind {
                kind = &laws.expressions[*inner].kind;
            }
            let Kind::Define(define) = kind else { return None };
            Some(Item::Definition(laws.defines[*define].name.clone()))
        }
    }
}
