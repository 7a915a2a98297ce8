//! Hours and working days in sheets, verdicts, timelines and reports.

use crate::reports::solon;
use crate::support::{Case, PLATFORMS, case_of, day, sheet};
use crate::timeline::compare;
use solon::engine::verdict::{FailureKind, Late, Outcome, Status, Wanted};
use solon::facts::load;
use solon::ground::diagnostic::{Code, Found};
use solon::ground::table::Id;
use solon::ground::text::{Limits, Sources};
use solon::ground::value::Value;
use solon::language::check::check;
use solon::language::law::{Expression, Judged};
use solon::language::syntax;

const HEADER: &str = "
law test.law \"A law\" {
  source \"An act\"
  jurisdiction EU
  subject service
  in force from 2021-01-01
  month end last day
  working days offices
  deadlines move to next working day
}
use platforms
calendar offices \"the offices\" {
  weekend saturday, sunday
  holidays { 2021-01-01, 2021-04-02, 2021-04-05, 2021-05-13, 2021-05-24 }
  verified through 2021-12-31
}
";

const LAW: &str = "
facts {
  covered  : bool over time
  opened   : datetime
  closed   : optional datetime over time
  patience : duration in working days
}
event aware at time \"Became aware\" { source_of : text }
event notified at time
event request
event answer
event decision
duty notify  { when aware has happened  must notified  due 72 hours after aware }
duty reply   { when request has happened  must answer  due 10 working days after request }
duty report  { when covered  must answer  due 1 month after request }
duty keep    { when covered  must closed != none  due 24 hours after aware }
define soon  = days from opened to today <= 30 days
define quick = 5 working days before today <= request
define uneven = 2 months before today >= 61 days before today
status alert { begins 36 hours after aware  ends 3 working days after notified }
sanctions block {
  for notify, reply
  step one   { may notice \"A\"   once 10 working days have passed since breach  by \"office\" }
  step two   { shall notice \"B\" once 48 hours have passed since aware }
  step three { may ban \"C\"      once 5 working days have passed since one  by \"office\"   ends 24 hours after notified }
}
";

fn told(facts: &[&str]) -> Case {
    case_of(&[PLATFORMS, &format!("{HEADER}{LAW}")], &sheet(facts))
}

#[test]
fn the_timeline_of_hours_and_working_days_equals_asking_every_day() {
    let sheets: &[&[&str]] = &[
        &[
            "covered: true",
            "opened: 2021-02-01T09:30",
            "closed: [{from: 2021-03-01, value: none}, {from: 2021-06-01, value: 2021-05-31T10:00}]",
            "patience: 4 working days",
            "aware: [2021-03-31T23:30, {on: 2021-06-10T08:00, source_of: \"a letter\"}]",
            "notified: [2021-04-04T10:00, 2021-06-13]",
            "request: [2021-03-25, 2021-05-05]",
            "answer: [2021-04-09, 2021-06-30]",
            "one: 2021-05-10",
        ],
        &["covered: true", "aware: 2021-04-01", "request: 2021-12-20", "closed: unknown"],
        &["covered: true", "aware: unknown", "request: 2021-03-25", "notified: 2021-05-01T00:00"],
        &[],
    ];
    for facts in sheets {
        compare(&told(facts), "2020-12-20", "2022-04-01");
    }
    let through = "recorded through: 2021-05-15\n".to_owned()
        + &sheet(&["covered: true", "aware: 2021-05-14T12:00", "request: 2021-05-05"]);
    compare(
        &case_of(&[PLATFORMS, &format!("{HEADER}{LAW}")], &through),
        "2021-01-01",
        "2021-12-01",
    );
}

#[test]
fn a_deadline_in_hours_over_easter_does_not_move_and_one_in_days_does() {
    // Good Friday was on 2 April 2021.
    let case = told(&["covered: true", "aware: 2021-03-30T12:00", "request: 2021-03-02"]);
    assert_eq!(case.duty("2021-04-01", "notify"), "pending until 2021-04-02");
    assert_eq!(case.duty("2021-04-02", "notify"), "breached since 2021-04-02");
    let due = case.duty_verdict("2021-04-02", "notify").due.unwrap();
    assert_eq!(due.to_string(), "2021-04-02T12:00");
    assert_eq!(case.duty("2021-04-06", "report"), "pending until 2021-04-07");
    assert_eq!(case.duty("2021-04-07", "report"), "breached since 2021-04-07");
    assert_eq!(case.duty_verdict("2021-04-07", "report").due.unwrap().to_string(), "2021-04-06");
}

#[test]
fn clocks_run_in_hours_and_working_days() {
    let case = told(&["aware: 2021-03-30T12:00", "notified: 2021-06-01T00:00"]);
    // The breach began on Good Friday; ten working days later was 19 April.
    assert_eq!(case.step("2021-04-02", "one"), "waiting until 2021-04-20");
    assert_eq!(case.step("2021-04-19", "one"), "waiting until 2021-04-20");
    assert_eq!(case.step("2021-04-20", "one"), "available since 2021-04-20");
    // 48 hours have passed within 1 April, before there was a breach.
    assert_eq!(case.step("2021-04-01", "two"), "not triggered NoBreach");
    let case = told(&["aware: 2021-03-30", "request: 2021-01-04"]);
    // A breach since 19 January; when 48 hours had passed hangs on nothing but the day.
    assert_eq!(case.duty("2021-03-31", "reply"), "breached since 2021-01-19");
    assert_eq!(case.step("2021-03-31", "two"), "waiting until 2021-04-01");
    assert_eq!(case.step("2021-04-01", "two"), "imposed since 2021-04-01");
}

#[test]
fn an_hour_that_is_not_known_is_asked_for_by_name() {
    let case = told(&["aware: 2021-03-30T12:00", "notified: 2021-04-02"]);
    let duty = case.duty_verdict("2021-05-01", "notify");
    let Status::Fulfilled { late: Late::Undetermined(needs), .. } = duty.status else { panic!() };
    let wanted: Vec<&Wanted> = needs.iter().map(|need| &need.wanted).collect();
    let [Wanted::Hour { on, .. }] = wanted[..] else { panic!("{wanted:?}") };
    assert_eq!(on.to_string(), "2021-04-02");
    assert_eq!(
        case.duty("2021-05-01", "notify"),
        "fulfilled maybe late (notified) since 2021-04-02"
    );
}

#[test]
fn what_lies_behind_the_verified_days_is_asked_of_the_calendar() {
    let case = told(&["request: 2021-12-20"]);
    assert_eq!(case.duty("2022-01-03", "reply"), "pending until 2022-01-04");
    assert_eq!(case.duty("2022-01-04", "reply"), "undetermined needs offices");
    assert_eq!(case.needs("2022-01-04"), ["offices", "covered"]);
    let answered = told(&["request: 2021-12-20", "answer: 2022-01-03"]);
    assert_eq!(answered.duty("2022-02-01", "reply"), "fulfilled since 2022-01-03");
}

/// The wording of a definition.
fn wording(case: &Case, name: &str) -> Id<Expression> {
    let define = case.laws.defines.ids().find(|id| case.laws.defines[*id].name == name);
    case.laws.defines[define.unwrap()].versions.versions()[0].value.value
}

#[test]
fn the_horizon_of_working_days_is_the_day_they_end() {
    let case = told(&["request: 2021-03-25"]);
    let quick = wording(&case, "quick");
    let horizon = |on: &str| {
        let evaluated = case.evaluator().evaluate(quick, day(on));
        (evaluated.outcome, evaluated.horizon.map(|day| day.to_string()))
    };
    let known =
        |holds, until: Option<&str>| (Outcome::Known(Value::Bool(holds)), until.map(str::to_owned));
    // Five working days before 1 April was 25 March, before Good Friday 26 March.
    assert_eq!(horizon("2021-03-26"), known(true, Some("2021-04-02")));
    assert_eq!(horizon("2021-04-01"), known(true, Some("2021-04-02")));
    // Later days stay later, through the last day that is verified and the one behind it.
    assert_eq!(horizon("2021-04-02"), known(false, Some("2022-01-02")));
}

#[test]
fn dates_that_move_unevenly_pass_one_another_again_and_again() {
    let case = told(&["request: 2021-03-25"]);
    for name in ["uneven", "quick", "soon"] {
        let wording = wording(&case, name);
        let (mut on, last) = (day("2021-01-01"), day("2023-01-01"));
        let stretches = case.evaluator().history(wording, on, last);
        assert!(name != "uneven" || stretches.len() > 4, "{stretches:?}");
        while on < last {
            let here = case.evaluator().evaluate(wording, on).outcome;
            let stretch = stretches.iter().find(|it| it.days.contains(on)).unwrap();
            assert_eq!(stretch.outcome, here, "{name} on {on}");
            on = on.next().unwrap();
        }
    }
}

#[test]
fn a_date_past_the_ends_of_all_days_is_an_error_and_the_last_day_is_none() {
    let facts = "
facts {
  begun  : date
  opened : datetime
}
define day_after      = 1 day after begun > begun
define month_after    = 1 month after begun > begun
define year_before    = 1 year before begun < begun
define working_after  = 1 working day after begun > begun
define working_before = 1 working day before begun < begun
define hour_after     = 1 hour after opened > opened
define hour_before    = 1 hour before opened < opened
define far            = 1_000_000_000_000 months after begun > begun
define decided        = day_after or begun = begun
";
    let text = HEADER
        .replace("  verified through 2021-12-31\n", "")
        .replace("  holidays { 2021-01-01, 2021-04-02, 2021-04-05, 2021-05-13, 2021-05-24 }\n", "");
    let ask = |begun: &str, opened: &str, name: &str| {
        let about = sheet(&[&format!("begun: {begun}"), &format!("opened: {opened}")]);
        let case = case_of(&[PLATFORMS, &format!("{text}{facts}")], &about);
        let wording = wording(&case, name);
        match case.evaluator().evaluate(wording, day("2021-06-01")).outcome {
            Outcome::Known(value) => value == Value::Bool(true),
            Outcome::Failed(failure) => {
                assert_eq!(failure.kind, FailureKind::DateOutOfRange);
                assert_eq!(failure.kind.code(), Some(Code::E0703));
                false
            }
            Outcome::Undetermined(open) => panic!("{open:?}"),
        }
    };
    let (late, early) = ("9999-12-31T23:30", "0001-01-01T00:30");
    for (begun, name, holds) in [
        ("9999-12-30", "day_after", true),
        ("9999-12-31", "day_after", false),
        ("9999-11-30", "month_after", true),
        ("9999-12-01", "month_after", false),
        ("0002-01-01", "year_before", true),
        ("0001-12-31", "year_before", false),
        ("9999-12-30", "working_after", true),
        ("9999-12-31", "working_after", false),
        ("0001-01-02", "working_before", true),
        ("0001-01-01", "working_before", false),
        ("2021-01-01", "far", false),
        // What decides does so beside an error.
        ("9999-12-31", "decided", true),
    ] {
        assert_eq!(ask(begun, late, name), holds, "{name} {begun}");
    }
    assert!(!ask("2021-01-01", late, "hour_after"));
    assert!(ask("2021-01-01", late, "hour_before"));
    assert!(!ask("2021-01-01", early, "hour_before"));
    assert!(ask("2021-01-01", early, "hour_after"));
}

#[test]
fn reports_tell_the_hours_and_the_calendar() {
    let law = "tests/language/datetime/means_report.law";
    for (sheet, on) in [("means_report", "2019-01-20"), ("means_report_by_day", "2020-01-06")] {
        let sheet = format!("tests/language/datetime/{sheet}.yaml");
        for format in ["text", "markdown"] {
            let ran = solon(&["eval", law, "--facts", &sheet, "--on", on, "--format", format]);
            assert_eq!(ran.code, 0, "{}", ran.err);
            insta::assert_snapshot!(format!("hours_{on}_{format}"), ran.out);
        }
        let ran = solon(&["eval", law, "--facts", &sheet, "--on", on, "--format", "json"]);
        let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let duties = &document["verdicts"][0]["duties"];
        match on {
            "2019-01-20" => assert_eq!(duties[0]["due"], "2019-01-16T00:00"),
            _ => {
                assert_eq!(duties[0]["due"], serde_json::Value::Null);
                assert_eq!(duties[0]["needs"][1]["answer"], "at which hour");
                assert_eq!(duties[1]["needs"][0]["fact"], "offices");
            }
        }
        let ran = solon(&["explain", law, "--facts", &sheet, "--on", on]);
        insta::assert_snapshot!(format!("hours_{on}_explained"), ran.out);
    }
}

#[test]
fn each_law_counts_by_its_own_calendar() {
    let law = |name: &str, weekend: &str, more: &str| {
        format!(
            "law {name} \"{name}\" {{\n  source \"x\"\n  jurisdiction EU\n  subject service\n  \
             in force from 2021-01-01\n  working days offices\n}}\nuse platforms\n\
             calendar offices {{ weekend {weekend} }}\n\
             define deadline = 1 working day after 2021-04-02\n{more}"
        )
    };
    let here = law("a.law", "saturday, sunday", "define theirs = b.law.deadline\n");
    let here = here.replace("use platforms\n", "use platforms\nuse b.law\n");
    let there = law("b.law", "friday, saturday", "");
    let case = case_of(&[PLATFORMS, &here, &there], &sheet(&[]).replace("test.law", "a.law"));
    let asked = |name| {
        let wording = wording(&case, name);
        case.evaluator().evaluate(wording, day("2021-06-01")).outcome
    };
    // 2 April 2021 was a Friday.
    assert_eq!(asked("deadline"), Outcome::Known(Value::Date(day("2021-04-05"))));
    assert_eq!(asked("theirs"), Outcome::Known(Value::Date(day("2021-04-04"))));
}

/// What a sheet of this kind comes to: its text as it is written, or its codes.
fn loaded(file: &str, text: &str) -> String {
    let mut sources = Sources::new();
    let mut found = Found::new();
    let mut files = Vec::new();
    for (name, text) in
        [("platforms.law", PLATFORMS.to_owned()), ("a.law", format!("{HEADER}{LAW}"))]
    {
        let id = sources.add(name, text.clone());
        files.push((syntax::read(id, &text, &Limits::default(), &mut found), Judged::Named));
    }
    let laws = check(&files, &sources).laws;
    let id = sources.add(file, text);
    let sheet = load(&laws, &Default::default(), &sources, id, &Limits::default(), &mut found);
    match sheet {
        Some(sheet) => solon::facts::write::write(&laws, &sheet),
        None => found
            .diagnostics
            .iter()
            .map(|it| format!("{} {}\n", it.code.name(), it.message))
            .collect(),
    }
}

#[test]
fn hours_stand_in_sheets_of_every_kind() {
    let yaml = "name: X\nservices:\n  - name: Y\n    test.law:\n      opened: 2021-02-01T09:30\n      \
                aware: [2021-03-01T00:00, {on: 2021-03-02T23:59, source_of: mail}, 2021-03-03]\n";
    let written = loaded("a.yaml", yaml);
    assert!(written.contains("opened: 2021-02-01T09:30"), "{written}");
    let all =
        "aware: [2021-03-01T00:00, { on: 2021-03-02T23:59, source_of: \"mail\" }, 2021-03-03]";
    assert!(written.contains(all), "{written}");
    assert_eq!(loaded("b.yaml", &written), written);
    let json = r#"{"name": "X", "services": [{"name": "Y", "test.law": {"opened": "2021-02-01T09:30",
        "aware": ["2021-03-01T00:00", {"on": "2021-03-02T23:59", "source_of": "mail"}, "2021-03-03"]}}]}"#;
    assert_eq!(loaded("a.json", json), written);
    let toml = "name = \"X\"\n[[services]]\nname = \"Y\"\n[services.\"test.law\"]\nopened = 2021-02-01T09:30:00\n\
                aware = [2021-03-01T00:00:00, {on = \"2021-03-02T23:59\", source_of = \"mail\"}, 2021-03-03]\n";
    assert_eq!(loaded("a.toml", toml), written);
}

#[test]
fn hours_are_written_in_one_way() {
    let with = |facts: &str| {
        loaded(
            "a.yaml",
            &format!("name: X\nservices:\n  - name: Y\n    test.law:\n      {facts}\n"),
        )
    };
    for (facts, code) in [
        ("opened: 2021-02-01", "E0608"),
        ("opened: 2021-02-01 09:30", "E0608"),
        ("opened: 2021-02-01T09:30:00", "E0608"),
        ("opened: 2021-02-01T09:30Z", "E0608"),
        ("opened: 2021-02-01T24:00", "E0608"),
        ("opened: 2021-02-30T10:00", "E0608"),
        ("opened: 9:30", "E0608"),
        ("opened: tomorrow", "E0604"),
        ("opened: none", "E0618"),
        ("aware: 2021-02-01T9:30", "E0608"),
        ("aware: 2021-02-01T25:30", "E0608"),
        ("aware: 2021-02-30", "E0608"),
        ("request: 2021-02-01T09:30", "E0604"),
        ("request: [{on: 2021-02-01T09:30}]", "E0604"),
        ("aware: [2021-02-01T09:30, 2021-02-01T08:30]", "E0613"),
        ("aware: [2021-02-02, 2021-02-01T08:30]", "E0613"),
        ("aware: [2021-02-01T09:30, 2021-02-01T09:30]", "E0614"),
        ("aware: [2021-02-01, 2021-02-01]", "E0614"),
        ("patience: 4 days", "E0604"),
    ] {
        let told = with(facts);
        assert!(told.starts_with(code) && told.lines().count() == 1, "{facts}: {told}");
    }
    for facts in [
        "closed: none",
        "closed: [{from: 2021-02-01, value: 2021-02-01T09:30}]",
        "aware: [2021-02-01T09:30, 2021-02-01T09:31]",
        "aware: [2021-02-01, 2021-02-01T09:31]",
        "patience: 4 working days",
        "patience: 1 working day",
    ] {
        assert!(!with(facts).starts_with('E'), "{facts}: {}", with(facts));
    }
}
