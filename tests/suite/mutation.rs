//! Mutants of laws: what each operator changes, which tests notice it, and the test that would have.

use crate::support::{PLATFORMS, law};
use solon::ground::diagnostic::Found;
use solon::ground::text::{Limits, Sources};
use solon::language::check::check;
use solon::language::law::Judged;
use solon::language::syntax::{self, LawFile};
use solon::tools::testing::mutate::{Asked, Fate, Operator, SheetTexts, Tried, mutate};
use solon::tools::testing::run;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What was tried: the texts, and what became of each mutant.
struct Tries {
    text: String,
    tried: Vec<Tried>,
}

fn files(text: &str) -> (Sources, Vec<(LawFile, Judged)>) {
    let (mut sources, mut found) = (Sources::new(), Found::new());
    let mut files = Vec::new();
    for (name, text) in [("platforms.law", PLATFORMS), ("test.law", text)] {
        let id = sources.add(name, text);
        files.push((syntax::read(id, text, &Limits::default(), &mut found), Judged::Named));
    }
    assert!(!found.has_errors(), "{found:#?}\n{text}");
    (sources, files)
}

/// How many tests and asserts of a text fail; its tests name no sheets.
fn failures(text: &str) -> usize {
    let (sources, files) = files(text);
    let checked = check(&files, &sources);
    assert!(!checked.found.has_errors(), "{:#?}\n{text}", checked.found);
    run(&checked.laws, &mut |_, _, _| None).failures()
}

fn tries_with(text: String, threads: usize) -> Tries {
    assert_eq!(failures(&text), 0, "{text}");
    let (sources, files) = files(&text);
    let asked = Asked {
        sources: &sources,
        limits: &Limits::default(),
        elsewhere: &BTreeSet::new(),
        files: &files,
        sheets: &SheetTexts::new(),
        only: &[],
        law: Some("test.law"),
        threads,
    };
    let tried = mutate(asked, &|_, _| {});
    Tries { text, tried }
}

fn tries(declarations: &str) -> Tries {
    tries_with(law(declarations), 2)
}

impl Tries {
    /// The mutant that turns some words into others.
    fn one(&self, operator: Operator, before: &str, after: &str) -> &Tried {
        let is = |it: &&Tried| {
            it.mutant.operator == operator
                && it.mutant.before(&self.text) == before
                && it.mutant.after(&self.text) == after
        };
        let mut found = self.tried.iter().filter(is);
        let Some(one) = found.next() else {
            let all = self.tried.iter().map(|it| {
                let (before, after) = (it.mutant.before(&self.text), it.mutant.after(&self.text));
                format!("{}: {before} → {after}", it.mutant.operator.name())
            });
            panic!(
                "no {}: {before} → {after}\n{}",
                operator.name(),
                all.collect::<Vec<_>>().join("\n")
            );
        };
        assert!(found.next().is_none(), "one mutant: {before} → {after}");
        one
    }

    /// That a test notices the change.
    fn noticed(&self, operator: Operator, before: &str, after: &str) {
        let one = self.one(operator, before, after);
        assert!(matches!(one.fate, Fate::Noticed(_)), "{before} → {after}: {:?}", one.fate);
    }

    /// That no test notices the change; the test that would have passes with the law and fails
    /// with the mutant.
    fn survived(&self, operator: Operator, before: &str, after: &str) {
        let one = self.one(operator, before, after);
        let Fate::Survived(notice) = &one.fate else {
            panic!("{before} → {after}: {:?}", one.fate);
        };
        let test = notice.test.as_ref().unwrap_or_else(|| panic!("a test: {notice:?}"));
        assert_eq!(failures(&format!("{}\n{test}", self.text)), 0, "{test}");
        let changed = one.mutant.text(&self.text);
        assert_eq!(failures(&format!("{changed}\n{test}")), 1, "{changed}\n{test}");
    }
}

const AUDIENCE: &str = "
facts { daily : number of users  foreign : bool  exempt : bool  form : bool over time }
parameter audience : number of users { from 2021-01-01: 500_000 cite \"art. 4\" }
define covered = daily > audience and foreign except false when exempt cite \"art. 6\"
";

#[test]
fn a_comparison_is_noticed_by_the_test_at_the_threshold() {
    let far = tries(&format!(
        "{AUDIENCE}test \"far\" {{ on 2021-06-01
          given daily = 900_000  given foreign = true  given exempt = false  expect covered }}"
    ));
    far.survived(Operator::Comparison, "daily > audience", "daily >= audience");
    far.noticed(Operator::Comparison, "daily > audience", "daily <= audience");
    let near = tries(&format!(
        "{AUDIENCE}test \"at\" {{ on 2021-06-01
          given daily = 500_000  given foreign = true  given exempt = false  expect not covered }}"
    ));
    near.noticed(Operator::Comparison, "daily > audience", "daily >= audience");
}

#[test]
fn a_figure_is_noticed_one_beside_it_only() {
    let at = tries(&format!(
        "{AUDIENCE}test \"at\" {{ on 2021-06-01
          given daily = 500_000  given foreign = true  given exempt = false  expect not covered }}"
    ));
    at.noticed(Operator::Figure, "500_000", "499_999");
    at.survived(Operator::Figure, "500_000", "500_001");
    let above = tries(&format!(
        "{AUDIENCE}test \"above\" {{ on 2021-06-01
          given daily = 500_001  given foreign = true  given exempt = false  expect covered }}"
    ));
    above.noticed(Operator::Figure, "500_000", "500_001");
    above.survived(Operator::Figure, "500_000", "499_999");
}

#[test]
fn an_exception_a_connective_and_the_sides_of_a_condition() {
    let plain = tries(&format!(
        "{AUDIENCE}test \"covered\" {{ on 2021-06-01
          given daily = 600_000  given foreign = true  given exempt = false  expect covered }}"
    ));
    plain.survived(Operator::Exception, "except false when exempt cite \"art. 6\"", "");
    plain.survived(
        Operator::Connective,
        "daily > audience and foreign",
        "daily > audience or foreign",
    );
    plain.survived(Operator::Condition, "daily > audience and foreign", "daily > audience");
    let tested = tries(&format!(
        "{AUDIENCE}
test \"exempt\" {{ on 2021-06-01
          given daily = 600_000  given foreign = true  given exempt = true  expect not covered }}
test \"at home\" {{ on 2021-06-01
          given daily = 600_000  given foreign = false  given exempt = false  expect not covered }}"
    ));
    tested.noticed(Operator::Exception, "except false when exempt cite \"art. 6\"", "");
    tested.noticed(
        Operator::Connective,
        "daily > audience and foreign",
        "daily > audience or foreign",
    );
    tested.noticed(Operator::Condition, "daily > audience and foreign", "daily > audience");
}

#[test]
fn a_date_is_noticed_the_day_before_and_on_it() {
    let office = "facts { office : bool over time }
duty open_office { from 2022-01-01 cite \"art. 5\" must office }";
    let late = tries(&format!(
        "{office}
test \"on\" {{ on 2022-01-01 given office = false expect open_office breached }}"
    ));
    late.noticed(Operator::Date, "2022-01-01", "2022-01-02");
    late.survived(Operator::Date, "2022-01-01", "2021-12-31");
    let early = tries(&format!(
        "{office}
test \"eve\" {{ on 2021-12-31 given office = false
          expect open_office not in force }}"
    ));
    early.noticed(Operator::Date, "2022-01-01", "2021-12-31");
    early.survived(Operator::Date, "2022-01-01", "2022-01-02");
}

const FINES: &str = "
facts { filed : bool over time }
event decision
event notice
duty file { cite \"art. 5\" must filed }
sanctions fines { for file
  step warning { shall notice \"in writing\" by \"agency\"  once 10 days have passed since notice  cite \"art. 6\" }
  step penalty { may fine 100.50 EUR by \"court\"  once 30 days have passed since decision  cite \"art. 7\" }
}
";

#[test]
fn an_amount_a_modality_and_a_clock_of_a_step() {
    let loose = tries(&format!(
        "{FINES}test \"fine\" {{ on 2021-06-01 given filed = false
          given decision = {{2021-02-01}}  expect file breached }}"
    ));
    loose.survived(Operator::Amount, "100.50 EUR", "100.51 EUR");
    loose.survived(Operator::Amount, "100.50 EUR", "100.49 EUR");
    loose.survived(Operator::Modality, "may fine 100.50 EUR", "shall fine 100.50 EUR");
    loose.survived(Operator::Duration, "30 days", "31 days");
    loose.survived(Operator::Duration, "30 days", "29 days");
    loose.survived(Operator::Clause, "once 30 days have passed since decision", "");
    let exact = tries(&format!(
        "{FINES}test \"fine\" {{ on 2021-03-04 given filed = false
          given decision = {{2021-02-01}}
          expect penalty available since 2021-03-04  expect penalty.amount = 100.50 EUR }}"
    ));
    exact.noticed(Operator::Amount, "100.50 EUR", "100.51 EUR");
    exact.noticed(Operator::Amount, "100.50 EUR", "100.49 EUR");
    exact.noticed(Operator::Modality, "may fine 100.50 EUR", "shall fine 100.50 EUR");
    exact.noticed(Operator::Duration, "30 days", "31 days");
    exact.noticed(Operator::Duration, "30 days", "29 days");
    exact.noticed(Operator::Clause, "once 30 days have passed since decision", "");
}

#[test]
fn steps_in_each_others_place() {
    let (before, after) = ("warning, then penalty", "penalty, then warning");
    let loose = tries(&format!(
        "{FINES}test \"filed\" {{ on 2021-06-01 given filed = true  expect file fulfilled }}"
    ));
    loose.survived(Operator::StepOrder, before, after);
    let exact = tries(&format!(
        "{FINES}test \"warned\" {{ on 2021-06-01 given filed = false
          given notice = {{2021-02-01}}  given decision = unknown  expect warning due }}"
    ));
    exact.noticed(Operator::StepOrder, before, after);
}

/// One law, a change by an operator, tests that notice it and tests that do not.
type Row<'a> = (Operator, &'a str, (&'a str, &'a str), &'a str, &'a str);

#[test]
fn every_other_operator_is_noticed_by_a_sharp_test_and_by_no_blunt_one() {
    let rows: &[Row<'_>] = &[
        (
            Operator::Alternative,
            "facts { a : bool  b : bool }
define c = any of { a, b }",
            ("any of { a, b }", "any of { a }"),
            "given a = false given b = true expect c",
            "given a = true given b = true expect c",
        ),
        (
            Operator::Negation,
            "facts { a : bool  b : bool }
define c = b and not a",
            ("not a", "a"),
            "given a = true given b = true expect not c",
            "given a = true given b = false expect not c",
        ),
        (
            Operator::Rounding,
            "facts { a : number }
define c = (a rounded upward to 1) > 2\ndefine d = a > 1",
            ("a rounded upward to 1", "a rounded downward to 1"),
            "given a = 2.5 expect c",
            "given a = 2.5 expect d",
        ),
        (
            Operator::Bound,
            "facts { a : number }
define c = (a no less than 10) > 12",
            ("a no less than 10", "a no more than 10"),
            "given a = 20 expect c",
            "given a = 4 expect not c",
        ),
        (
            Operator::Arithmetic,
            "facts { a : number  b : number }
define c = a + b > 10",
            ("a + b", "a - b"),
            "given a = 8 given b = 4 expect c",
            "given a = 20 given b = 4 expect c",
        ),
        (
            Operator::Value,
            "facts { a : bool  b : bool }
define c = if a then b else true",
            ("true", "false"),
            "given a = false given b = true expect c",
            "given a = true given b = true expect c",
        ),
        (
            Operator::Fallback,
            "facts { a : number  b : bool }
define c = (a presumed 5) > 3
define d = b",
            ("a presumed 5", "a"),
            "given a = unknown expect c",
            "given a = unknown given b = true expect d",
        ),
        (
            Operator::Version,
            "facts { a : number }
parameter most : number { from 2021-01-01: 5  from 2021-03-01: 8 }
define c = a > most",
            ("from 2021-03-01: 8", ""),
            "given a = 7 expect not c",
            "given a = 9 expect c",
        ),
        (
            Operator::Edge,
            "facts { a : number }
scale points on number, flat { up to 10: 1  above: 2 }
define c = points(a) > 1",
            ("up to 10: 1", "below 10: 1"),
            "given a = 10 expect not c",
            "given a = 11 expect c",
        ),
        (
            Operator::Window,
            "facts { a : number over time }
define c = a > 5 throughout the last 3 months
define d = a > 5",
            ("a > 5 throughout the last 3 months", "a > 5"),
            "given a = 1 from 2021-01-01 given a = 9 from 2021-05-01 expect not c",
            "given a = 1 from 2021-01-01 given a = 9 from 2021-05-01 expect d",
        ),
        (
            Operator::Moment,
            "event e
define c = today > 3 days after last e",
            ("3 days after last e", "3 days before last e"),
            "given e = {2021-05-31} expect not c",
            "given e = {2021-02-01} expect c",
        ),
        (
            Operator::Days,
            "event e
define c = today >= 92 days after (1 month after last e)
define d = today > last e",
            ("month end last day", "month end next day"),
            "given e = {2021-01-31} expect c",
            "given e = {2021-01-31} expect d",
        ),
        (
            Operator::Aggregate,
            "facts { a : number over time }
define c = highest of a over the last 3 months > 5
define d = a > 5",
            ("highest of a over the last 3 months", "lowest of a over the last 3 months"),
            "given a = 1 from 2021-01-01 given a = 9 from 2021-05-01 expect c",
            "given a = 1 from 2021-01-01 given a = 9 from 2021-05-01 expect d",
        ),
    ];
    for (operator, declarations, (before, after), sharp, blunt) in rows {
        let with = |clauses: &str| {
            tries(&format!("{declarations}\ntest \"one\" {{ on 2021-05-31 {clauses} }}"))
        };
        with(sharp).noticed(*operator, before, after);
        with(blunt).survived(*operator, before, after);
    }
}

#[test]
fn what_no_sheet_tells_apart_and_what_is_no_law() {
    let tried = tries(
        "facts { a : number }
parameter most : number { from 2021-01-01: 5 }
define c = a > most or a = most
test \"one\" { on 2021-06-01 given a = 5 expect c }
test \"two\" { on 2021-06-01 given a = 6 expect c }
test \"three\" { on 2021-06-01 given a = 4 expect not c }",
    );
    let alike = tried.one(Operator::Comparison, "a > most", "a >= most");
    assert!(matches!(alike.fate, Fate::Alike), "{:?}", alike.fate);
}

#[test]
fn threads_change_nothing() {
    let text = law(&format!(
        "{AUDIENCE}test \"far\" {{ on 2021-06-01
          given daily = 900_000  given foreign = true  given exempt = false  expect covered }}"
    ));
    let told = |threads| format!("{:?}", tries_with(text.clone(), threads).tried);
    assert_eq!(told(1), told(7));
}

/// The files of the shipped laws.
fn shipped() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("policies")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension().is_some_and(|ending| ending == "law") {
                _ if path.is_dir() => folders.push(path),
                true => files.push(path),
                false => {}
            }
        }
    }
    files.sort();
    files
}

#[test]
fn every_mutant_of_the_shipped_laws_is_another_text() {
    let (mut sources, mut found) = (Sources::new(), Found::new());
    let mut files = Vec::new();
    for path in shipped() {
        let text = std::fs::read_to_string(&path).unwrap();
        let id = sources.add(path.to_string_lossy(), text.clone());
        files.push((syntax::read(id, &text, &Limits::default(), &mut found), Judged::Named));
    }
    let asked = Asked {
        sources: &sources,
        limits: &Limits::default(),
        elsewhere: &BTreeSet::new(),
        files: &files,
        sheets: &SheetTexts::new(),
        only: &[],
        law: None,
        threads: 1,
    };
    let all = solon::tools::testing::mutate::mutants(asked);
    assert!(all.len() > 500, "{}", all.len());
    for (law, mutant) in &all {
        let text = &sources.source(mutant.source).text;
        let changed = mutant.text(text);
        assert_ne!(changed, **text, "{law}: {:?}", mutant.edits);
    }
}
