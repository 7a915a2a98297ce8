//! Projected results: what a verdict says of days that its sheet does not record any more.

use crate::support::{Case, PLATFORMS, case, day, law, sheet};
use crate::timeline::compare;
use solon::engine::timeline::ChangeOf;
use std::fs;
use std::path::Path;
use std::process::Command;

const LAW: &str = "
facts { here : bool over time }
event order
parameter usual : number { from 2021-01-01: 1  from 2021-08-01: 2 }
define now = usual > 1
duty keep { must here }
duty act { when now  must order  due 20 days after 2021-08-01 }
";

/// A sheet that is recorded through a day, or says nothing of it.
fn recorded(through: Option<&str>) -> Case {
    let through = through.map_or(String::new(), |day| format!("recorded through: {day}\n"));
    case(&law(LAW), &(through + &sheet(&["here: true", "order: 2021-02-01"])))
}

#[test]
fn a_verdict_is_projected_from_the_day_after_the_last_recorded_one() {
    let case = recorded(Some("2021-06-30"));
    assert!(!case.verdict("2021-06-30").projected);
    assert!(case.verdict("2021-07-01").projected);
    assert_eq!(case.verdict("2021-06-30").horizon, Some(day("2021-07-01")));
}

#[test]
fn a_sheet_that_says_nothing_is_recorded_through_the_day_asked() {
    let case = recorded(None);
    assert!(!case.verdict("2021-06-30").projected);
    assert!(!case.verdict("2031-06-30").projected);
}

#[test]
fn the_timeline_tells_projected_days_apart_even_where_nothing_else_differs() {
    let case = case(
        &law("facts { here : bool over time }\nduty keep { must here }"),
        &("recorded through: 2021-06-30\n".to_owned() + &sheet(&["here: true"])),
    );
    let timeline = compare(&case, "2021-01-01", "2022-01-01");
    let days: Vec<(String, bool)> = timeline
        .intervals
        .iter()
        .map(|it| (it.days.from.to_string(), it.value.projected))
        .collect();
    assert_eq!(days, [("2021-01-01".to_owned(), false), ("2021-07-01".to_owned(), true)]);
    compare(&recorded(Some("2021-07-31")), "2020-12-15", "2022-01-01");
    compare(&recorded(Some("2021-08-01")), "2020-12-15", "2022-01-01");
}

#[test]
fn the_end_of_the_record_alone_is_no_next_change() {
    let case = case(
        &law("facts { here : bool over time }\nduty keep { must here }"),
        &("recorded through: 2021-06-30\n".to_owned()
            + &sheet(&[
                "here: [{from: 2021-01-01, value: true}, {from: 2021-10-01, value: false}]",
            ])),
    );
    let change = case.next_change("2021-06-01").unwrap();
    assert_eq!(change.date, day("2021-10-01"));
    assert!(change.what.iter().any(|it| matches!(it, ChangeOf::Duty { .. })));
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_solon"));
    let output = command.current_dir(folder).args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn files(through: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("platforms.law"), PLATFORMS).unwrap();
    fs::write(folder.path().join("a.law"), law(LAW)).unwrap();
    let text = format!("{through}{}", sheet(&["here: true"]));
    fs::write(folder.path().join("s.yaml"), text).unwrap();
    folder
}

#[test]
fn every_report_says_that_a_verdict_is_projected() {
    let folder = files("recorded through: 2021-06-30\n");
    let eval = ["eval", "a.law", "--facts", "s.yaml", "--on", "2021-07-01"];
    let text = said(folder.path(), &eval);
    assert!(text.contains("on 2021-07-01, projected\n"), "{text}");
    assert!(
        text.contains("projected: the sheet is recorded through 2021-06-30; facts are"),
        "{text}"
    );
    let explain = ["explain", "a.law", "--facts", "s.yaml", "--on", "2021-07-01"];
    let text = said(folder.path(), &explain);
    assert!(text.contains("projected: the sheet is recorded through 2021-06-30"), "{text}");
    let text = said(folder.path(), &[&eval[..], &["--format", "markdown"]].concat());
    assert!(text.contains("projected: the sheet is recorded through"), "{text}");
    let json = said(folder.path(), &[&eval[..], &["--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["verdicts"][0]["projected"], true);
    assert_eq!(json["verdicts"][0]["recorded_through"], "2021-06-30");
    let text = said(folder.path(), &["timeline", "a.law", "--facts", "s.yaml"]);
    assert!(
        text.contains("2021-07-01 until 2021-08-01 (31 days)  compliant, projected\n"),
        "{text}"
    );
    assert!(text.contains("2021-01-01 until 2021-07-01 (181 days)  compliant\n"), "{text}");
    let json = said(folder.path(), &["timeline", "a.law", "--facts", "s.yaml", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let intervals = json["timelines"][0]["intervals"].as_array().unwrap();
    assert_eq!(intervals[0]["projected"], false);
    assert_eq!(intervals[1]["projected"], true);
}

#[test]
fn no_report_says_so_on_a_recorded_day() {
    let folder = files("recorded through: 2021-06-30\n");
    let eval = ["eval", "a.law", "--facts", "s.yaml", "--on", "2021-06-30"];
    let text = said(folder.path(), &eval);
    let (verdict, next) = text.split_once("next change").unwrap();
    assert!(!verdict.contains("projected"), "{text}");
    assert!(next.contains("(projected)"), "{text}");
}

#[test]
fn a_next_change_within_the_record_is_not_projected() {
    for (through, projected) in [
        ("", true),
        ("recorded through: 2021-08-01\n", false),
        ("recorded through: 2021-07-31\n", true),
    ] {
        let folder = files(through);
        let eval = ["eval", "a.law", "--facts", "s.yaml", "--on", "2021-06-30", "--format", "json"];
        let json: serde_json::Value = serde_json::from_str(&said(folder.path(), &eval)).unwrap();
        let next = &json["verdicts"][0]["next_change"];
        assert_eq!(next["on"], "2021-08-01", "{through}");
        assert_eq!(next["projected"], projected, "{through}");
    }
}
