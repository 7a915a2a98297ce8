//! The columnar engine against the reference evaluator: whatever it tells of a row, the other tells too.

use crate::support::{PLATFORMS, law};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use solon::engine::columnar::column::Column;
use solon::engine::columnar::stated::{Cell, cell, push};
use solon::engine::columnar::{Machine, answer};
use solon::engine::eval::{Evaluator, Explain};
use solon::engine::plan::{Lowered, Plan, lower};
use solon::engine::verdict::Outcome;
use solon::facts::generate::{Case, cases};
use solon::facts::{Entry, Known, Occurrences, Record};
use solon::front::project;
use solon::ground::diagnostic::Found;
use solon::ground::table::Id;
use solon::ground::text::{Limits, Sources};
use solon::ground::time::Date;
use solon::ground::value::Number;
use solon::language::check::check;
use solon::language::law::{Define, Judged, Law, Laws};
use solon::language::syntax;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What was compared.
#[derive(Debug, Default)]
struct Tally {
    /// Answers of rows that the columns told.
    told: usize,
    /// Answers that they left to the reference evaluator although it knows them.
    left: usize,
    /// Definitions that operations do not say, with why.
    unsupported: Vec<String>,
}

/// The columns of cases that are asked on one day.
fn columns(plan: &Plan, cases: &[&Case]) -> Vec<Column> {
    plan.inputs
        .iter()
        .map(|input| {
            let mut column = Column::default();
            for case in cases {
                push(&mut column, &input.type_, cell(input, &case.sheet, case.subject));
            }
            column.settle();
            column
        })
        .collect()
}

/// Compares all that a law defines for cases of one day.
fn compare(laws: &Laws, law: Id<Law>, on: Date, cases: &[&Case], tally: &mut Tally) {
    let defines: Vec<Id<Define>> =
        laws.defines.ids().filter(|it| laws.defines[*it].law == law).collect();
    let (plan, lowered) = lower(laws, law, on, &defines);
    let nodes: Vec<_> = lowered.iter().filter_map(|it| it.by.ok()).collect();
    let inputs = columns(&plan, cases);
    let mut machine = Machine::new(&plan, &nodes);
    machine.run(&inputs, cases.len());
    for Lowered { define, by } in lowered {
        let row = &laws.defines[define];
        let name = format!("{}.{}", laws.laws[law].name, row.name);
        let node = match by {
            Ok(node) => node,
            Err(why) => {
                tally.unsupported.push(format!("{name}: {}", why.what));
                continue;
            }
        };
        let column = machine.column(&inputs, node);
        let unit = plan.operations[node].unit;
        for (at, case) in cases.iter().enumerate() {
            let mut evaluator = Evaluator::new(laws, law, &case.sheet, case.subject, Explain::No);
            let version = row.versions.on(on.max(laws.laws[law].in_force.from)).unwrap();
            let reference = evaluator.evaluate(version.value.value, on).outcome;
            match (answer::value(column, at, &row.type_, unit), reference) {
                (Some(told), Outcome::Known(known)) => {
                    assert_eq!(told, known, "{name} on {on}, row {at}: {:#?}", case.sheet);
                    tally.told += 1;
                }
                (Some(told), reference) => {
                    panic!("{name} on {on}: {told:?}, not {reference:?}: {:#?}", case.sheet)
                }
                (None, Outcome::Known(_)) => tally.left += 1,
                (None, Outcome::Undetermined(_) | Outcome::Failed(_)) => {}
            }
        }
    }
}

/// Cases that try every definition of a law, by day.
fn tried(laws: &Laws, law: Id<Law>, each: usize) -> BTreeMap<Date, Vec<Case>> {
    let mut by_day: BTreeMap<Date, Vec<Case>> = BTreeMap::new();
    for define in laws.defines.iter().filter(|define| define.law == law) {
        for version in define.versions.versions() {
            for case in cases(laws, law, version.value.value, each) {
                by_day.entry(case.on).or_default().push(case);
            }
        }
    }
    by_day
}

/// A case with something unknown, bounded, or recorded twice.
fn disturbed(laws: &Laws, case: &Case, turn: usize) -> Case {
    let mut case = case.clone();
    let instances: Vec<_> = case.sheet.instances.ids().collect();
    for (at, fact) in laws.facts.ids().enumerate() {
        if !(at + turn).is_multiple_of(4) {
            continue;
        }
        for instance in &instances {
            let instance = &mut case.sheet.instances[*instance];
            let Some(Record::Always(entry)) = instance.record(fact).cloned() else { continue };
            let known = match (&entry.known, turn % 3) {
                (Known::Value(value), 0) if value.on_line().is_some() => {
                    let edge = solon::ground::value::Edge {
                        at: value.on_line().unwrap().sub(&Number::ONE),
                        included: false,
                    };
                    Known::Bounds(solon::ground::value::Bounds { low: Some(edge), high: None })
                }
                _ => Known::Unknown,
            };
            let is_date = matches!(laws.facts[fact].type_, solon::language::law::Type::Date);
            let known = if is_date { Known::Unknown } else { known };
            instance.set_record(fact, Some(Record::Always(Entry { known, ..entry })));
        }
    }
    for (at, event) in laws.events.ids().enumerate() {
        for instance in &instances {
            let instance = &mut case.sheet.instances[*instance];
            let Some(Occurrences::Recorded(all)) = instance.occurrences(event).cloned() else {
                continue;
            };
            let turned = match (at + turn) % 5 {
                0 => Occurrences::Unknown(None),
                1 => Occurrences::Recorded(all.iter().chain(&all).cloned().collect()),
                _ => continue,
            };
            instance.set_occurrences(event, Some(turned));
        }
    }
    case
}

fn everything(laws: &Laws, each: usize, tally: &mut Tally) {
    for law in laws.laws.ids() {
        for (on, cases) in tried(laws, law, each) {
            let disturbed: Vec<Case> =
                cases.iter().enumerate().map(|(at, case)| disturbed(laws, case, at)).collect();
            let all: Vec<&Case> = cases.iter().chain(&disturbed).collect();
            compare(laws, law, on, &all, tally);
        }
    }
    tally.unsupported.sort();
    tally.unsupported.dedup();
}

#[test]
fn every_definition_of_the_shipped_laws_is_told_alike() {
    let paths = [PathBuf::from("policies"), PathBuf::from("benches/decision")];
    let project = project::open(&paths, &Limits::default());
    assert!(!project.found.has_errors());
    let mut tally = Tally::default();
    everything(&project.laws, 60, &mut tally);
    // Most definitions are told by columns, and most rows of those.
    assert!(tally.told > 5_000 && tally.told > 8 * tally.left, "{tally:#?}");
    insta::assert_snapshot!("columns_unsupported", tally.unsupported.join("\n"));
}

/// Conditions and figures in the words of the language, of a few facts and events.
fn condition() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("open".to_owned()),
        Just("small".to_owned()),
        Just("finding has happened".to_owned()),
        Just("kind in {one, three}".to_owned()),
        Just("one in kinds".to_owned()),
        Just("maybe = none".to_owned()),
        Just("company.seat != RU".to_owned()),
        (figure(), comparison(), figure()).prop_map(|(one, by, two)| format!("{one} {by} {two}")),
        (day(), comparison(), day()).prop_map(|(one, by, two)| format!("{one} {by} {two}")),
    ];
    leaf.prop_recursive(3, 24, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|it| format!("not ({it})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(({a}) and ({b}))")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(({a}) or ({b}))")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(({a}) unless ({b}))")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("(if {a} then ({b}) else ({c}))")),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!(
                "(({a}) except true when ({b}) except false when ({c}))"
            )),
        ]
    })
}

fn comparison() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["=", "!=", "<", "<=", ">", ">="])
}

fn day() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "finding",
        "today",
        "2021-06-01",
        "30 days after finding",
        "3 months after finding",
        "1 month before finding",
        "opened",
    ])
    .prop_map(|day| format!("({day})"))
}

fn figure() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "users",
        "fee / 1 RUB",
        "500_000",
        "1/3 * many",
        "0.5% of many",
        "share",
        "7",
        "tax(fee) / 1 RUB",
        "steps(many)",
        "late(many, open)",
    ]);
    let leaf = leaf.prop_map(|it| format!("({it})"));
    leaf.prop_recursive(2, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} + {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} - {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} * {b})")),
            inner.clone().prop_map(|a| format!("({a} / 7)")),
            inner.clone().prop_map(|a| format!("(-{a})")),
            (inner.clone(), rounding())
                .prop_map(|(a, mode)| format!("({a} rounded {mode} to 0.05)")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} no less than {b})")),
            inner.clone().prop_map(|a| format!("({a} no more than 400_000)")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(lesser of {{ {a}, {b} }})")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("(if open then {a} else {b})")),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| {
                format!("({a} except {b} when open except {c} when small)")
            }),
        ]
    })
}

fn rounding() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["half up", "half even", "upward", "downward"])
}

const FACTS: &str = "
enum sort { one, two, three }
facts {
  open : bool  small : bool over time  many : number  share : number  fee : money RUB
  kind : sort  kinds : set of sort  maybe : optional sort  opened : date
}
event finding
scale tax on money RUB, marginal { up to 100 RUB: 0%  up to 1_000.5 RUB: 13%  above: 1/7 }
scale steps on number, flat { below 10: 1  up to 500_000: 2  above: 3.5 }
table late on (count_of_them : number, urgent : bool) -> number {
  | up to 500_000   | any   | 1 |
  | above 500_000   | true  | 2.25 |
  | above 500_000   | false | 3 |
}
";

#[test]
fn generated_definitions_are_told_alike() {
    const LAWS: usize = 150;
    let seed = std::env::var("SOLON_SEED").unwrap_or_else(|_| "columns".to_owned());
    println!("SOLON_SEED={seed}");
    let mut bytes = [7_u8; 32];
    bytes.iter_mut().zip(seed.bytes()).for_each(|(byte, letter)| *byte = letter);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut tally = Tally::default();
    let mut checked_laws = 0;
    for _ in 0..LAWS {
        let condition = condition().new_tree(&mut runner).unwrap().current();
        let figure = figure().new_tree(&mut runner).unwrap().current();
        let text = law(&format!("{FACTS}define holds = {condition}\ndefine total = {figure}\n"));
        let mut sources = Sources::new();
        let mut found = Found::new();
        let mut read = Vec::new();
        for (name, text) in [("platforms.law", PLATFORMS), ("a.law", &text)] {
            let source = sources.add(name, text);
            read.push((syntax::read(source, text, &Limits::default(), &mut found), Judged::Named));
        }
        let checked = check(&read, &sources);
        if found.has_errors() || checked.found.has_errors() {
            continue;
        }
        checked_laws += 1;
        everything(&checked.laws, 40, &mut tally);
    }
    assert!(checked_laws > LAWS / 2, "only {checked_laws} laws of {LAWS} check");
    assert!(tally.told > 1_000, "{tally:#?}");
}

#[test]
fn a_figure_too_large_for_a_column_is_left_to_the_reference() {
    let input_of = |plan: &Plan| plan.inputs[0].clone();
    let text = law("facts { many : number }\ndefine total = many * many * many\n");
    let case = crate::support::case(&text, &crate::support::sheet(&["many: 1"]));
    let define = case.laws.defines.ids().next().unwrap();
    let on = crate::support::day("2021-06-01");
    let (plan, lowered) = lower(&case.laws, case.law, on, &[define]);
    let node = lowered[0].by.unwrap();
    let mut column = Column::default();
    let input = input_of(&plan);
    for figure in [1_i64, 100, 1_000_000_000, -100_000_000_000_000] {
        push(&mut column, &input.type_, Cell::Figure(figure * 10_000 % i64::MAX));
    }
    column.settle();
    let mut machine = Machine::new(&plan, &[node]);
    machine.run(std::slice::from_ref(&column), 4);
    let told: Vec<_> = (0..4)
        .map(|row| {
            let column = machine.column(std::slice::from_ref(&column), node);
            let type_ = &case.laws.defines[define].type_;
            answer::value(column, row, type_, plan.operations[node].unit)
        })
        .collect();
    let number = |figure: i64| Some(solon::ground::value::Value::Number(Number::whole(figure)));
    assert_eq!(told, [number(1), number(1_000_000), None, None]);
}

#[test]
fn two_exceptions_that_may_say_different_things_are_left_to_the_reference() {
    let text = law("facts { one : number  two : number  open : bool  small : bool }\n\
                    define total = 0 except one when open except two when small\n");
    let facts = |one: &str| {
        [
            format!("one: {one}"),
            "two: 0".to_owned(),
            "open: true".to_owned(),
            "small: true".to_owned(),
        ]
    };
    for (one, expected) in [("0", Some(0)), ("unknown", None), ("8", None)] {
        let stated = facts(one);
        let stated: Vec<&str> = stated.iter().map(String::as_str).collect();
        let case = crate::support::case(&text, &crate::support::sheet(&stated));
        let define = case.laws.defines.ids().next().unwrap();
        let on = crate::support::day("2021-06-01");
        let (plan, lowered) = lower(&case.laws, case.law, on, &[define]);
        let node = lowered[0].by.unwrap();
        let case = Case { sheet: case.sheet.clone(), subject: case.entity, on };
        let inputs = columns(&plan, &[&case]);
        let mut machine = Machine::new(&plan, &[node]);
        machine.run(&inputs, 1);
        let told = machine.column(&inputs, node).figure(0);
        let unit = plan.operations[node].unit;
        assert_eq!(told, expected.and_then(|it| unit.figure(&Number::whole(it))), "{one}");
    }
}
