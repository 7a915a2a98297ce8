//! The laws' own tests and asserts: what passes, what fails, and what is said of it.

use solon::facts::{Sheet, load};
use solon::ground::diagnostic::Found;
use solon::ground::text::{Limits, Sources};
use solon::language::check::check;
use solon::language::law::{Judged, Laws};
use solon::language::syntax;
use solon::tools::testing::{End, Finding, Results, run, tell};
use std::collections::{BTreeMap, BTreeSet};

const VOCABULARY: &str = "\
vocabulary platforms
unit users
entity company { name : text  seat : country  turnover : money EUR per year  services : list of service }
entity service { name : text }
";

const LAW: &str = "\
law ru.landing \"A law\" {
  source \"none\"  jurisdiction RU  subject service  in force from 2021-07-01  month end last day
}
use platforms
enum role { owner, hosting_provider }
facts {
  roles : set of role
  daily_users : number of users over time
  office : bool over time
}
event decision { amount : money EUR }
parameter audience : number of users { from 2021-07-01: 500_000 }
define foreign = company.seat != RU
define covered = foreign and (hosting_provider in roles or owner in roles and daily_users > audience)
duty open_office { from 2022-01-01  when covered  must office }
sanctions fines {
  for open_office
  step fine_of_turnover {
    may fine 6% of company.turnover in last year no less than 6 million EUR  by \"court\"
    once 30 days have passed since decision
  }
}
";

/// The results of the tests in `tests`, with the texts of the sheets they name.
fn results(tests: &str, sheets: &[(&str, &str)]) -> (Laws, Sources, Results) {
    let mut sources = Sources::new();
    let mut found = Found::new();
    let mut files = Vec::new();
    for (name, text) in
        [("platforms.law", VOCABULARY.to_owned()), ("landing.law", format!("{LAW}{tests}"))]
    {
        let id = sources.add(name, text.clone());
        files.push((syntax::read(id, &text, &Limits::default(), &mut found), Judged::Named));
    }
    let checked = check(&files, &sources);
    assert!(!found.has_errors() && !checked.found.has_errors(), "{found:#?} {:#?}", checked.found);
    let laws = checked.laws;
    let texts: BTreeMap<&str, &str> = sheets.iter().copied().collect();
    let mut read = Sources::new();
    let mut open = |_, path: &str, _| -> Option<Sheet> {
        let id = read.add(path, *texts.get(path)?);
        load(&laws, &BTreeSet::new(), &read, id, &Limits::default(), &mut Found::new())
    };
    let results = run(&laws, &mut open);
    (laws, sources, results)
}

fn told(tests: &str, sheets: &[(&str, &str)]) -> String {
    let (laws, sources, results) = results(tests, sheets);
    tell::text(&laws, &sources, &results, true)
}

const SHEET: &str = "\
seat: US
services:
  - name: Store
    ru.landing: { roles: [owner], daily_users: 5 million, office: [{ from: 2021-07-01, value: false }, { from: 2022-02-04, value: true }] }
  - name: Host
    ru.landing: { roles: [hosting_provider], daily_users: unknown }
";

#[test]
fn a_test_passes_where_everything_is_as_expected() {
    let tests = "
test \"late\" {
  sheet \"s.yaml\" for \"Store\"
  on 2022-03-01
  expect covered
  expect open_office fulfilled late since 2022-02-04
  expect fine_of_turnover not triggered
}
test \"a given replaces all that the sheet says\" {
  sheet \"s.yaml\" for \"Store\"
  given daily_users = 500_000
  on 2022-03-01
  expect not covered
  expect open_office not applicable
}
test \"open\" {
  given company.seat = US
  given roles = {owner}
  on 2022-03-01
  expect undetermined covered needs daily_users
  expect open_office undetermined needs daily_users, office
}
test \"a history\" {
  given company.seat = US
  given roles = {hosting_provider}
  given office = true from 2021-07-01
  given office = false from 2022-03-01
  given decision = {2022-03-05}
  given company.turnover in 2021 = 1 billion EUR
  on 2022-05-01
  expect open_office breached since 2022-03-01
  expect fine_of_turnover available since 2022-04-05
  expect fine_of_turnover.amount = 60 million EUR
}
";
    let text = told(tests, &[("s.yaml", SHEET)]);
    assert!(text.ends_with("4 tests passed\n"), "{text}");
}

#[test]
fn a_failure_says_what_was_expected_and_what_is() {
    let tests = "
test \"wrong in every way\" {
  sheet \"s.yaml\" for \"Store\"
  on 2022-02-01
  expect not covered
  expect daily_users <= 500_000
  expect open_office fulfilled since 2022-02-04
  expect undetermined covered needs roles
  expect fine_of_turnover waiting until 2022-05-05
}
test \"no such service\" {
  sheet \"s.yaml\" for \"Stor\"
  on 2022-02-01
  expect covered
}
test \"no such file\" {
  sheet \"t.yaml\"
  on 2022-02-01
  expect covered
}
";
    insta::assert_snapshot!(told(tests, &[("s.yaml", SHEET)]));
}

#[test]
fn an_assert_holds_or_has_a_counterexample() {
    let tests = "
assert \"at the threshold nobody is covered\" {
  (roles = {owner} and covered) implies daily_users > 500_000
}
assert \"a fine is at least six million\" {
  fine_of_turnover.amount >= 6 million EUR
}
";
    let (laws, sources, results) = results(tests, &[]);
    let text = tell::text(&laws, &sources, &results, true);
    assert_eq!(results.failures(), 0, "{text}");
    let tests = "
assert \"only owners are covered\" { covered implies owner in roles }
assert \"nobody at half a million or more escapes\" {
  (roles = {owner} and foreign and daily_users >= 500_000) implies covered
}
assert \"whoever is covered has an office\" { covered implies office }
";
    insta::assert_snapshot!(told(tests, &[]));
}

#[test]
fn a_counterexample_can_be_read_and_refutes_again() {
    let assertion =
        "assert \"x\" { (roles = {owner} and foreign and daily_users >= 500_000) implies covered }";
    let (_, _, first) = results(assertion, &[]);
    let Finding::Refuted(example) = &first.assertions[0].end else { panic!("{first:?}") };
    let test = format!(
        "test \"x\" {{ sheet \"c.yaml\"  on {}  expect not ((roles = {{owner}} and foreign and daily_users >= 500_000) implies covered) }}",
        example.on
    );
    let (_, _, again) = results(&test, &[("c.yaml", &example.written)]);
    assert_eq!(again.tests[0].end, End::Passed, "{}", example.written);
}

#[test]
fn nothing_to_test_is_said() {
    assert_eq!(told("", &[]), "no tests and no asserts: nothing was tested\n");
}
