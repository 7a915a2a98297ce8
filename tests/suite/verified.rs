//! Warnings of what is used past the day through which its author has verified it: the day itself,
//! the day after, and only where it is used.

use crate::support::{Case, PLATFORMS, case_of, day, sheet};
use crate::timeline::compare;
use std::fs;
use std::process::Command;

const NONE: [&str; 0] = [];

/// A law whose header and parameter say through which days they are verified.
fn law(name: &str, header: &str, declarations: &str) -> String {
    format!(
        "law {name} \"A law\" {{\n  source \"An act\"\n  jurisdiction RU\n  subject service\n  \
         in force from 2021-01-01 until 2022-01-01\n  {header}\n}}\nuse platforms\n{declarations}\n"
    )
}

const DUTY: &str = "
facts { here : bool  staff : number }
parameter usual : number {
  from 2021-01-01: 1
  verified through 2021-06-30
}
duty keep { when staff > usual  must here }
";

const HERE: &str = "facts { here : bool  staff : number }\nduty keep { must here and staff > 1 }";

fn judged(header: &str, declarations: &str) -> Case {
    let text = law("test.law", header, declarations);
    case_of(&[PLATFORMS, &text], &sheet(&["here: true", "staff: 3"]))
}

#[test]
fn a_parameter_is_used_without_a_warning_through_its_last_day() {
    let case = judged("", DUTY);
    assert_eq!(case.warnings("2021-06-30"), NONE);
    assert_eq!(case.warnings("2021-07-01"), ["usual past verified"]);
    assert_eq!(case.verdict("2021-06-30").horizon, Some(day("2021-07-01")));
}

#[test]
fn the_value_stands_past_it() {
    let case = judged("", DUTY);
    assert_eq!(case.verdict("2021-06-30").state, case.verdict("2021-07-01").state);
}

#[test]
fn a_parameter_that_is_not_used_warns_of_nothing() {
    let case = judged("", &DUTY.replace("staff > usual", "staff > 1"));
    assert_eq!(case.warnings("2021-07-01"), NONE);
}

#[test]
fn a_law_warns_of_itself_past_the_day_through_which_it_was_followed() {
    let case = judged("verified through 2021-03-31", HERE);
    assert_eq!(case.warnings("2021-03-31"), NONE);
    assert_eq!(case.warnings("2021-04-01"), ["test.law past verified"]);
    assert_eq!(case.verdict("2021-03-31").horizon, Some(day("2021-04-01")));
}

#[test]
fn a_law_that_is_not_in_force_warns_of_nothing() {
    let case = judged("verified through 2020-03-31", HERE);
    assert_eq!(case.warnings("2020-12-31"), NONE);
    assert_eq!(case.warnings("2021-01-01"), ["test.law past verified"]);
    assert_eq!(case.warnings("2022-01-01"), NONE);
}

#[test]
fn a_law_warns_of_another_whose_rules_it_uses() {
    let other = law("b.other", "verified through 2021-03-31", "facts { f : bool }\ndefine x = f");
    let mine = law("a.mine", "", "facts { here : bool }\nduty keep { when b.other.x  must here }");
    let sheet =
        "name: E\nservices:\n  - name: S\n    a.mine: { here: true }\n    b.other: { f: true }\n";
    let case = case_of(&[PLATFORMS, &mine, &other], sheet);
    assert_eq!(case.warnings("2021-03-31"), NONE);
    assert_eq!(case.warnings("2021-04-01"), ["b.other past verified"]);
    compare(&case, "2020-12-01", "2022-02-01");
}

#[test]
fn every_interval_warns_as_each_of_its_days_does() {
    compare(&judged("verified through 2021-03-31", DUTY), "2020-12-01", "2022-02-01");
}

#[test]
fn reports_name_what_is_past_its_day() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("platforms.law"), PLATFORMS).unwrap();
    let text = law("test.law", "verified through 2021-03-31", DUTY);
    fs::write(folder.path().join("a.law"), text).unwrap();
    fs::write(folder.path().join("s.yaml"), sheet(&["here: true", "staff: 3"])).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_solon"))
        .current_dir(folder.path())
        .args(["eval", "a.law", "--facts", "s.yaml", "--on", "2021-07-01"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("test.law is used past 2021-03-31, through which it was verified"),
        "{text}"
    );
    assert!(
        text.contains("usual is used past 2021-06-30, through which it was verified"),
        "{text}"
    );
}
