//! Fact sheets: every form that a sheet may have, and every mistake with its code and its place.

use solon::facts::{Known, Occurrences, Record, Sheet, load};
use solon::ground::diagnostic::{Code, Found};
use solon::ground::table::Id;
use solon::ground::text::{Limits, Sources};
use solon::ground::time::Date;
use solon::ground::value::{Bounds, Edge, Number, Value};
use solon::language::check::check;
use solon::language::law::{Fact, Judged, Laws};
use solon::language::syntax;
use std::collections::BTreeSet;

/// The law and the vocabulary of the pages of the codes.
fn laws() -> Laws {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/errors");
    let mut sources = Sources::new();
    let mut found = Found::new();
    let mut read = |name: &str| {
        let text = std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
        let id = sources.add(name, text.clone());
        (syntax::read(id, &text, &Limits::default(), &mut found), Judged::Named)
    };
    let files = [read("fixture_platforms.law"), read("fixture.law")];
    let checked = check(&files, &sources);
    assert!(!found.has_errors() && !checked.found.has_errors(), "{:#?}", checked.found);
    checked.laws
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

struct Read {
    laws: Laws,
    sheet: Option<Sheet>,
    found: Found,
    sources: Sources,
}

fn read_as(file: &str, text: &str) -> Read {
    let laws = laws();
    let mut sources = Sources::new();
    let id = sources.add(file, text);
    let mut found = Found::new();
    let elsewhere = BTreeSet::from(["tr.social_networks".to_owned()]);
    let sheet = load(&laws, &elsewhere, &sources, id, &Limits::default(), &mut found);
    assert_eq!(sheet.is_none(), found.has_errors(), "{found:#?}");
    Read { laws, sheet, found, sources }
}

/// The problems as `CODE line:column`, in order.
fn problems_as(file: &str, text: &str) -> Vec<String> {
    let read = read_as(file, text);
    read.found
        .diagnostics
        .iter()
        .map(|found| {
            assert!(found.message.chars().count() < 60, "{}", found.message);
            assert!(found.help.is_some() || !found.labels.is_empty(), "{}", found.message);
            let at = read.sources.position(found.span.unwrap());
            format!("{} {}:{}", found.code.name(), at.line, at.column)
        })
        .collect()
}

fn problems(text: &str) -> Vec<String> {
    problems_as("sheet.yaml", text)
}

/// The one service of a sheet in which `line` stands in the block of the law.
fn with(line: &str) -> String {
    format!("services:\n  - ru.landing:\n      {line}\n")
}

fn problem(line: &str) -> String {
    let found = problems(&with(line));
    assert_eq!(found.len(), 1, "{line}: {found:?}");
    found.into_iter().next().unwrap().split(' ').next().unwrap().to_owned()
}

fn help(line: &str) -> String {
    let read = read_as("sheet.yaml", &with(line));
    read.found.diagnostics[0].help.clone().unwrap_or_default()
}

impl Read {
    fn fact(&self, name: &str) -> Id<Fact> {
        self.laws.facts.rows().find(|(_, fact)| fact.name == name).unwrap().0
    }

    fn sheet(&self) -> &Sheet {
        self.sheet.as_ref().unwrap_or_else(|| panic!("{:#?}", self.found))
    }

    fn record(&self, name: &str) -> Option<&Record> {
        let fact = self.fact(name);
        self.sheet().instances.iter().find_map(|instance| instance.record(fact))
    }

    fn events(&self, name: &str) -> Option<&Occurrences> {
        let event = self.laws.events.rows().find(|(_, event)| event.name == name).unwrap().0;
        self.sheet().instances.iter().find_map(|instance| instance.occurrences(event))
    }
}

fn known_in(file: &str, text: &str, fact: &str) -> Known {
    match read_as(file, text).record(fact) {
        Some(Record::Always(entry)) => entry.known.clone(),
        other => panic!("{fact}: {other:?}"),
    }
}

fn known(line: &str) -> Known {
    known_in("sheet.yaml", &with(line), line.split(':').next().unwrap())
}

fn number(text: &str) -> Known {
    Known::Value(Value::Number(Number::parse(text).unwrap()))
}

const COMPANY: &str = r#"
# Notation only.
name: Example Distribution
seat: NO
recorded through: 2022-03-01
turnover: { 2021: { value: 1.7 billion EUR, source: "annual report" }, 2020: 1.5 billion EUR }
traffic: { 2021-Q3: 1/3 }
parent: none
services:
  - name: Example Store
    ru.landing:
      roles: [owner, ad_system]
      daily_users: { value: 5 million, source: "company figure", of: 2021-11-22 }
      content_in_russian: true
      presence:
        - { from: 2021-07-01, value: absent }
        - { from: 2022-02-04, value: legal_entity, note: "№ 12 of the register" }
      listing: 2021-11-22
      decision: [2021-12-24, { on: 2022-01-10, amount: 7 million RUB, source: court }]
      first_fine: [{ on: 2022-01-10, amount: { value: 1 RUB, source: court }, lifted: 2022-02-01 }]
  - ru.landing: { listing: unknown }
"#;

#[test]
fn a_whole_sheet_is_read() {
    let read = read_as("company.yaml", COMPANY);
    let sheet = read.sheet();
    assert!(read.found.diagnostics.is_empty(), "{:#?}", read.found);
    let names: Vec<&str> = sheet.instances.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Example Distribution", "Example Store", "service 2"]);
    assert_eq!(sheet.recorded_through, Some(day("2022-03-01")));
    let Some(Record::Periods(years)) = read.record("turnover") else { panic!() };
    let figures: Vec<String> =
        years.iter().map(|(period, entry)| format!("{period} {:?}", entry.known)).collect();
    assert_eq!(figures, ["2020 Value(Number(1500000000))", "2021 Value(Number(1700000000))"]);
    assert_eq!(years[1].1.provenance.as_ref().unwrap().source.as_deref(), Some("annual report"));
    let Some(Record::Always(users)) = read.record("daily_users") else { panic!() };
    assert_eq!(users.known, number("5000000"));
    assert_eq!(users.provenance.as_ref().unwrap().of, Some(day("2021-11-22")));
    let Some(Record::History(presence)) = read.record("presence") else { panic!() };
    assert_eq!(presence[1].0, day("2022-02-04"));
    assert_eq!(presence[1].1.known, Known::Value(Value::Variant(2)));
    let Some(Record::Always(seat)) = read.record("seat") else { panic!() };
    assert_eq!(format!("{:?}", seat.known), "Value(Country(NO))");
    let Some(Record::Always(parent)) = read.record("parent") else { panic!() };
    assert_eq!(parent.known, Known::Value(Value::None));
    let Some(Occurrences::Recorded(decisions)) = read.events("decision") else { panic!() };
    assert_eq!(decisions[0].fields, [None]);
    assert_eq!(decisions[1].fields[0].as_ref().unwrap().known, number("7000000"));
    assert_eq!(decisions[1].provenance.as_ref().unwrap().source.as_deref(), Some("court"));
    let Some(Occurrences::Recorded(fines)) = read.events("first_fine") else { panic!() };
    let lifted = fines[0].fields[0].as_ref().unwrap();
    assert_eq!(lifted.known, Known::Value(Value::Date(day("2022-02-01"))));
}

#[test]
fn json_and_toml_say_the_same() {
    let json = r#"{ "name": "Example", "seat": "NO", "recorded_through": "2022-03-01",
        "turnover": { "2021": "1.7 billion EUR" }, "traffic": { "2021-Q3": 0.1 },
        "services": [ { "ru.landing": { "roles": ["owner"], "daily_users": "5 million",
            "share": "6%", "content_in_russian": true, "listing": "2021-11-22",
            "presence": [ { "from": "2021-07-01", "value": "absent" } ] } } ] }"#;
    let toml = r#"
        name = "Example"
        seat = "NO"
        recorded_through = 2022-03-01
        turnover = { 2021 = "1.7 billion EUR" }
        traffic = { 2021-Q3 = 0.1 }
        [[services]]
        ru.landing.roles = ["owner"]
        ru.landing.daily_users = 5_000_000
        ru.landing.share = "6%"
        ru.landing.content_in_russian = true
        ru.landing.listing = 2021-11-22
        ru.landing.presence = [ { from = 2021-07-01, value = "absent" } ]
    "#;
    let yaml = "{ name: Example, seat: NO, recorded_through: 2022-03-01, \
        turnover: { 2021: 1.7 billion EUR }, traffic: { 2021-Q3: 0.1 }, services: [ { \
        ru.landing: { roles: [owner], daily_users: 5 million, share: 6%, \
        content_in_russian: true, listing: 2021-11-22, \
        presence: [ { from: 2021-07-01, value: absent } ] } } ] }";
    let whole = |file: &str, text: &str| {
        let read = read_as(file, text);
        let sheet = read.sheet();
        let mut words = format!("{:?}", sheet.instances);
        while let Some(at) = words.find("span: Some(Span {") {
            let end = words[at..].find("})").unwrap() + at + 2;
            words.replace_range(at..end, "");
        }
        words
    };
    assert_eq!(whole("a.json", json), whole("a.yaml", yaml));
    assert_eq!(whole("a.toml", toml), whole("a.yaml", yaml));
}

#[test]
fn numbers_are_read_from_their_digits() {
    assert_eq!(known("share: 500_000"), number("500000"));
    assert_eq!(known("share: 6%"), number("0.06"));
    assert_eq!(known("share: 0.1"), number("0.1"));
    assert_eq!(known("share: -2.50"), number("-2.5"));
    assert_eq!(known("share: 1.5 thousand"), number("1500"));
    assert_eq!(known("share: 9007199254740993"), number("9007199254740993"));
    assert_eq!(known("share: 18446744073709551616"), number("18446744073709551616"));
    let digits = "1234567890123456789012345678901234567890.5";
    assert_eq!(known(&format!("share: {digits}")), number(digits));
    let json = format!(r#"{{ "services": [ {{ "ru.landing": {{ "share": {digits} }} }} ] }}"#);
    assert_eq!(known_in("a.json", &json, "share"), number(digits));
    let toml = format!("[[services]]\n\"ru.landing\".share = {digits}");
    assert_eq!(known_in("a.toml", &toml, "share"), number(digits));
}

#[test]
fn other_notations_of_numbers_are_refused_with_the_edit() {
    for written in [
        "NaN",
        ".nan",
        ".inf",
        "-.inf",
        "inf",
        "1e999",
        "1E5",
        "1.5e-3",
        "0x10",
        "0o17",
        "0b1",
        "0123",
        "00",
        "-0",
        "-0.0",
        "+5",
        ".5",
        "5.",
        "1,000",
        "1 000",
        "1'000",
        "1__",
        "_1",
        "5 milion",
        "5 Million",
        "500 users",
        "1/0",
        "1/2.5",
        "٣",
        "１２",
    ] {
        let code = problem(&format!("share: {written}"));
        assert!(code == "E0606" || (written == "_1" && code == "E0604"), "{written}: {code}");
    }
    assert_eq!(help("share: 5 milion"), "did you mean `5 million`?");
    assert_eq!(help("share: 1E5"), "write the digits out, without an exponent");
    assert_eq!(
        help("share: 1,000"),
        "group digits with `_` and set a point before the fraction: `1_500.25`"
    );
    let json = |number: &str| {
        problems_as(
            "a.json",
            &format!(r#"{{ "services": [ {{ "ru.landing": {{ "share": {number} }} }} ] }}"#),
        )
    };
    assert_eq!(json("1E5"), ["E0606 1:44"]);
    assert_eq!(json("-0"), ["E0606 1:44"]);
    assert_eq!(json("NaN"), ["E0603 1:44"]);
    assert_eq!(json("0123"), ["E0603 1:44"]);
    assert_eq!(json("+5"), ["E0603 1:44"]);
    let toml =
        |number: &str| problems_as("a.toml", &format!("[[services]]\nru.landing.share = {number}"));
    assert_eq!(toml("1e5"), ["E0606 2:20"]);
    assert_eq!(toml("nan"), ["E0606 2:20"]);
    assert_eq!(toml("0x10"), ["E0606 2:20"]);
    assert_eq!(toml("+5"), ["E0606 2:20"]);
}

#[test]
fn a_quoted_number_is_an_error_that_says_so() {
    assert_eq!(problem(r#"daily_users: "5000000""#), "E0605");
    assert_eq!(problem("daily_users: '5 million'"), "E0605");
    assert_eq!(help(r#"daily_users: "500_001""#), "remove the quotes");
    let json = r#"{ "services": [ { "ru.landing": { "daily_users": "500001" } } ] }"#;
    assert_eq!(problems_as("a.json", json), ["E0605 1:50"]);
    let toml = "[[services]]\nru.landing.daily_users = \"500001\"";
    assert_eq!(problems_as("a.toml", toml), ["E0605 2:26"]);
}

#[test]
fn values_are_read_by_the_type_that_is_expected() {
    for (line, code) in [
        ("daily_users: lots", "E0604"),
        ("daily_users: true", "E0604"),
        ("daily_users: [5]", "E0604"),
        ("daily_users: -5", "E0611"),
        ("daily_users: { at_least: -5 }", "E0611"),
        ("content_in_russian: yes", "E0604"),
        ("content_in_russian: on", "E0604"),
        ("content_in_russian: True", "E0604"),
        ("content_in_russian: \"true\"", "E0604"),
        ("content_in_russian: 1", "E0604"),
        ("content_in_russian: NO", "E0604"),
        ("content_in_russian: none", "E0618"),
        ("content_in_russian:", "E0619"),
        ("content_in_russian: ~", "E0619"),
        ("content_in_russian: null", "E0619"),
        ("content_in_russian: { below: 5 }", "E0612"),
        ("presence: brach", "E0609"),
        ("presence: 5", "E0609"),
        ("roles: owner", "E0604"),
        ("roles: [owner, owner]", "E0602"),
        ("roles: [owner, messengr]", "E0609"),
        ("roles: [owner, unknown]", "E0609"),
        ("founded: 2022-02-30", "E0608"),
        ("founded: 30.02.2022", "E0608"),
        ("founded: 02/03/2022", "E0608"),
        ("founded: 20220203", "E0608"),
        ("founded: 2022-2-3", "E0608"),
        ("founded: 2022-02-03T00:00:00", "E0608"),
        ("founded: soon", "E0604"),
        ("revenue: 5 million RUB", "E0615"),
        ("revenue: [5 million RUB]", "E0615"),
        ("revenue: { value: 5 RUB }", "E0615"),
        ("revenue: { 2021-Q1: 5 RUB }", "E0615"),
        ("revenue: { last: 5 RUB }", "E0615"),
        ("revenue: {}", "E0615"),
        ("revenue: { 2021: 5 million }", "E0607"),
        ("revenue: { 2021: 5 million EUR }", "E0607"),
        ("revenue: { 2021: 5 million RUR }", "E0607"),
        ("revenue: { 2021: 5 million rub }", "E0607"),
        ("revenue: { 2021: RUB 5 }", "E0604"),
        ("revenue: { 2021: 5, 2021: 6 }", "E0602"),
        ("revenue: { from: 2022-04-01, to: 2022-03-31, value: 5 RUB }", "E0620"),
        (
            "revenue: { 2021: { from: 2021-04-01, to: 2022-03-31, value: 5 RUB }, 2022: 5 RUB }",
            "E0620",
        ),
        (
            "revenue: [{ from: 2020-04-01, to: 2021-03-31, value: 5 RUB }, { from: 2021-04-02, to: 2022-03-31, value: 5 RUB }]",
            "E0620",
        ),
        (
            "revenue: [{ from: 2020-04-01, to: 2021-03-31, value: 5 RUB }, { from: 2021-03-31, to: 2022-03-31, value: 5 RUB }]",
            "E0620",
        ),
        (
            "revenue: [{ from: 2021-04-01, to: 2022-03-31, value: 5 RUB }, { from: 2020-04-01, to: 2021-03-31, value: 5 RUB }]",
            "E0620",
        ),
        ("revenue: { from: 2021-04-01, value: 5 RUB }", "E0622"),
        ("revenue: { from: 2021-04-01, to: 2022-03-31 }", "E0622"),
    ] {
        if line.contains("2021: 5, 2021") {
            assert!(problems(&with(line)).iter().any(|found| found.starts_with("E0602")));
        } else {
            assert_eq!(problem(line), code, "{line}");
        }
    }
    assert_eq!(help("content_in_russian: on"), "write `true`");
    assert_eq!(help("content_in_russian: NO"), "write `false`");
    assert_eq!(help("presence: brach"), "did you mean `branch`?");
    assert_eq!(help("revenue: { 2021: 5 million }"), "write `5 million RUB`");
    assert_eq!(problems("seat: no"), ["E0610 1:7"]);
    assert_eq!(problems("seat: UK"), ["E0610 1:7"]);
    assert_eq!(problems("seat: false"), ["E0610 1:7"]);
    assert_eq!(problems("name: 2048"), ["E0604 1:7"]);
    assert_eq!(problems("name: true"), ["E0604 1:7"]);
    assert_eq!(problems("name: 7-Eleven"), Vec::<String>::new());
    assert_eq!(problems("name: \"2048\""), Vec::<String>::new());
    assert_eq!(problems_as("a.json", r#"{"name": 2048}"#), ["E0604 1:10"]);
}

#[test]
fn bounds_keep_what_is_known() {
    let edge = |at: &str, included| Some(Edge { at: Number::parse(at).unwrap(), included });
    let bounds = |low, high| Known::Bounds(Bounds { low, high });
    assert_eq!(known("daily_users: { below: 45 million }"), bounds(None, edge("45000000", false)));
    assert_eq!(
        known("daily_users: { above: 500_000, source: list }"),
        bounds(edge("500000", false), None)
    );
    assert_eq!(
        known("share: { at_least: 1/4, at_most: 1/2 }"),
        bounds(edge("0.25", true), edge("0.5", true))
    );
    assert_eq!(known("share: { at_least: 5, at_most: 5 }"), number("5"));
    for line in [
        "share: { below: 5, above: 5 }",
        "share: { at_least: 5, below: 5 }",
        "share: { above: 6, at_most: 5 }",
        "share: { above: 6, at_least: 5 }",
        "share: { value: 6, at_least: 5 }",
    ] {
        assert_eq!(problem(line), "E0612", "{line}");
    }
    assert_eq!(problem("share: { source: list }"), "E0622");
    assert_eq!(problem("share: { below: \"5\" }"), "E0605");
    assert_eq!(problem("share: { beneath: 5 }"), "E0601");
}

#[test]
fn unknown_is_stated_in_every_place() {
    assert_eq!(known("daily_users: unknown"), Known::Unknown);
    assert_eq!(known("daily_users: { value: unknown, note: \"not published\" }"), Known::Unknown);
    assert_eq!(known("roles: unknown"), Known::Unknown);
    let read = read_as("a.yaml", &with("presence: [{ from: 2021-07-01, value: unknown }]"));
    assert!(matches!(read.record("presence"), Some(Record::History(_))));
    let read = read_as("a.yaml", &with("listing: unknown"));
    assert!(matches!(read.events("listing"), Some(Occurrences::Unknown(Some(_)))));
    let read = read_as("a.yaml", &with("listing: none"));
    assert_eq!(read.events("listing"), Some(&Occurrences::Recorded(vec![])));
}

#[test]
fn histories_and_events_stand_in_the_order_of_their_days() {
    for (line, code) in [
        (
            "presence: [{ from: 2022-01-01, value: absent }, { from: 2021-01-01, value: branch }]",
            "E0613",
        ),
        (
            "presence: [{ from: 2022-01-01, value: absent }, { from: 2022-01-01, value: branch }]",
            "E0614",
        ),
        ("presence: [{ value: absent }]", "E0622"),
        ("presence: [absent]", "E0604"),
        ("presence: []", "E0622"),
        ("presence: { from: 2022-01-01, value: absent }", "E0604"),
        ("share: [{ from: 2022-01-01, value: 5 }]", "E0604"),
        ("listing: [2022-01-01, 2021-01-01]", "E0613"),
        ("listing: [2022-01-01, 2022-01-01]", "E0614"),
        ("listing: true", "E0604"),
        ("listing: [unknown]", "E0604"),
        ("listing: { source: press }", "E0622"),
        ("listing: { on: 2022-01-01, amount: 5 RUB }", "E0601"),
        ("decision: { on: 2022-01-01, amont: 5 RUB }", "E0601"),
        ("decision: { on: 2022-01-01, amount: 5 EUR }", "E0607"),
        ("first_fine: { on: 2022-01-01, lifted: 2021-12-31 }", "E0613"),
    ] {
        assert_eq!(problem(line), code, "{line}");
    }
    let two = "decision: [{ on: 2022-01-01, amount: 5 RUB }, { on: 2022-01-01, amount: 6 RUB }]";
    assert!(problems(&with(two)).is_empty());
}

#[test]
fn unknown_and_repeated_keys_are_found_with_both_places() {
    let text = "nme: X\nname: A\nname: B\nservices:\n  - ru.landing: { daily_user: 5, roles: [owner], roles: [] }\n    ru.ladning: {}\n    listing: 2021-01-01\n    tr.social_networks: { anything: [5] }\n";
    assert_eq!(
        problems(text),
        [
            "E0601 1:1",
            "E0602 3:1",
            "E0601 5:19",
            "E0602 5:50",
            "E0601 6:5",
            "E0601 7:5",
            "W0601 8:5"
        ]
    );
    let read = read_as("a.yaml", text);
    let helps: Vec<&str> =
        read.found.diagnostics.iter().filter_map(|found| found.help.as_deref()).collect();
    assert_eq!(helps[0], "did you mean `name`?");
    assert_eq!(helps[2], "did you mean `daily_users`?");
    assert_eq!(helps[4], "did you mean `ru.landing`?");
    assert_eq!(helps[5], "put it under `ru.landing:`");
    assert_eq!(read.found.diagnostics[1].labels.len(), 1);
    let skipped = read_as("a.yaml", "services:\n  - tr.social_networks: { anything: [5] }\n");
    assert!(skipped.sheet.is_some());
    assert_eq!(skipped.found.diagnostics[0].code, Code::W0601);
    assert_eq!(problems("ru.landing: {}"), ["E0601 1:1"]);
    assert_eq!(problems("ru.landing.share: 5"), ["E0601 1:1"]);
    assert_eq!(problems_as("a.json", r#"{"name": "A", "name": "B"}"#), ["E0602 1:15"]);
    assert_eq!(problems_as("a.toml", "name = \"A\"\nname = \"B\""), ["E0602 2:1"]);
    assert_eq!(problems_as("a.toml", "[ru.nothing]\na = 5"), ["E0601 1:5"]);
}

#[test]
fn places_are_counted_in_characters() {
    assert_eq!(
        problems("name: \"é№😀\"\nseat: xx # é\nturnover: { 2021: 5 }"),
        ["E0610 2:7", "E0607 3:19"]
    );
    assert_eq!(problems("{ name: \"é№😀\", seat: xx }"), ["E0610 1:22"]);
    assert_eq!(problems_as("a.json", "{ \"name\": \"é№😀\", \"seat\": \"xx\" }"), ["E0610 1:26"]);
}

#[test]
fn hostile_sheets_end_in_a_message() {
    assert_eq!(problems("name: &a X\nparent: *a"), ["E0616 1:7", "E0616 2:9"]);
    assert_eq!(problems("name: !!str A"), ["E0616 1:7"]);
    assert_eq!(problems("name: !ruby/object:Gem X")[0], "E0616 1:7");
    assert_eq!(problems("name: A\n---\nname: B"), ["E0616 2:1"]);
    assert_eq!(problems("? [a, b]\n: c")[0], "E0616 1:3");
    assert_eq!(problems("<<: { name: A }"), ["E0601 1:1"]);
    assert_eq!(problems(""), ["E0617 1:1"]);
    assert_eq!(problems("# nothing"), ["E0617 1:1"]);
    assert_eq!(problems("- name: A"), ["E0617 1:1"]);
    assert_eq!(problems("services: none"), ["E0617 1:11"]);
    assert_eq!(problems("services: [A]"), ["E0617 1:12"]);
    assert_eq!(problems("name: [A"), ["E0603 1:9"]);
    assert_eq!(problems("name: A\n\tseat: NO").len(), 1);
    let bomb = "a: &a [x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\n";
    assert!(problems(bomb).iter().any(|found| found.starts_with("E0616")));
    for depth in [129, 1_000, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let json = problems_as("a.json", &text);
            assert!(json[0].starts_with("E0802"), "{json:?}");
            let yaml = problems_as("a.yaml", &text);
            assert!(yaml[0].starts_with("E0802"), "{yaml:?}");
            let toml = problems_as("a.toml", &format!("a = {}", "[".repeat(depth)));
            assert!(!toml.is_empty());
        }
    }
    let deep: String = (0..2_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    assert!(problems(&deep)[0].starts_with("E0802"));
    for text in
        ["\u{0}", "\u{feff}", "%YAML 9.9\n---\nname: A", "name: \u{1b}[31m", "\"", "{", "[", "'"]
    {
        for file in ["a.yaml", "a.json", "a.toml"] {
            problems_as(file, text);
        }
    }
}

#[test]
fn a_sheet_past_its_limits_is_refused() {
    let laws = laws();
    let mut sources = Sources::new();
    let id = sources.add("a.yaml", format!("name: A # {}", "x".repeat(100)));
    let small = Limits { sheet_bytes: 64, ..Limits::default() };
    let mut found = Found::new();
    assert!(load(&laws, &BTreeSet::new(), &sources, id, &small, &mut found).is_none());
    assert_eq!(found.diagnostics[0].code, Code::E0804);
    let id = sources.add("b.yaml", with(&format!("share: {}", "1".repeat(1000))));
    let small = Limits { number_bits: 1000, ..Limits::default() };
    let mut found = Found::new();
    assert!(load(&laws, &BTreeSet::new(), &sources, id, &small, &mut found).is_none());
    assert_eq!(found.diagnostics[0].code, Code::E0803);
}

/// The fenced block under a heading of a page.
fn block(page: &str, heading: &str) -> String {
    let after = page.split(&format!("## {heading}\n")).nth(1).unwrap_or_default();
    let inside = after.split("```yaml\n").nth(1).unwrap_or_default();
    inside.split("```").next().unwrap_or_default().to_owned()
}

#[test]
fn every_page_of_a_sheet_code_shows_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/errors");
    let mut seen = 0;
    for code in Code::ALL {
        let Ok(page) = std::fs::read_to_string(format!("{folder}/{}.md", code.name())) else {
            continue;
        };
        if !page.contains("```yaml") {
            continue;
        }
        seen += 1;
        let front = |word: &str| {
            let line = page.lines().find_map(|line| line.strip_prefix(&format!("{word}: ")));
            line.map(str::to_owned)
        };
        let limits = match front("limit").as_deref().and_then(|line| line.split_once(' ')) {
            Some(("number_bits", bits)) => {
                Limits { number_bits: bits.parse().unwrap(), ..Limits::default() }
            }
            Some(("sheet_bytes", bytes)) => {
                Limits { sheet_bytes: bytes.parse().unwrap(), ..Limits::default() }
            }
            _ => Limits::default(),
        };
        let found = |laws: &Laws, text: String| {
            let mut sources = Sources::new();
            let id = sources.add("page.yaml", text);
            let elsewhere = front("elsewhere").into_iter().collect();
            let mut found = Found::new();
            load(laws, &elsewhere, &sources, id, &limits, &mut found);
            found.diagnostics.iter().map(|one| one.code).collect::<Vec<_>>()
        };
        let nothing = front("against").as_deref() == Some("nothing");
        let against = if nothing { Laws::default() } else { laws() };
        assert_eq!(found(&against, block(&page, "Bad")), [*code], "{}", code.name());
        assert_eq!(found(&laws(), block(&page, "Good")), [], "{}", code.name());
    }
    assert!(seen > 20);
}
