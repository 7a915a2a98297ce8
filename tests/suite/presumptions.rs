//! Presumptions: which of them a verdict relies on, no more and no less, on every day and in every
//! form of report.

use crate::support::{Case, case, day, law, sheet};
use crate::timeline::compare;
use solon::engine::eval::{Explain, judge};
use solon::engine::timeline::ChangeOf;
use solon::engine::verdict::{Outcome, Wanted};
use solon::ground::value::Value;
use std::fs;
use std::process::Command;

const LAW: &str = "
facts {
  staff : number over time
  paid  : bool over time
  here  : bool over time
  other : bool over time
}
event order
";

fn judged(provisions: &str, facts: &[&str]) -> Case {
    case(&law(&format!("{LAW}{provisions}")), &sheet(facts))
}

/// What the verdict of a day presumes: the missing facts and the value of each.
fn presumed(case: &Case, on: &str) -> Vec<String> {
    let verdict = case.verdict(on);
    let explained = judge(&case.laws, case.law, &case.sheet, case.entity, day(on), Explain::Yes);
    assert_eq!(verdict.presumptions, explained.presumptions, "explained or not");
    let mut told = Vec::new();
    for one in verdict.presumptions.iter() {
        let names: Vec<String> = one
            .needs
            .iter()
            .map(|need| {
                if let Wanted::Fact { fact, before } = &need.wanted {
                    let name = &case.laws.facts[*fact].name;
                    before.map_or(name.clone(), |day| format!("{name} before {day}"))
                } else if let Wanted::Event(event) = &need.wanted {
                    case.laws.events[*event].name.clone()
                } else {
                    format!("{need:?}")
                }
            })
            .collect();
        let value = match &one.outcome {
            Outcome::Known(Value::Bool(holds)) => holds.to_string(),
            Outcome::Known(Value::Number(number)) => number.to_string(),
            Outcome::Known(Value::Date(date)) => date.to_string(),
            other @ (Outcome::Known(_) | Outcome::Undetermined(_) | Outcome::Failed(_)) => {
                format!("{other:?}")
            }
        };
        told.push(format!("{} = {value}", names.join(" and ")));
    }
    told
}

#[test]
fn what_is_used_is_listed_with_the_fact_and_the_value() {
    let case = judged("duty d { when (staff presumed 300) > 250  must here }", &["here: true"]);
    assert_eq!(presumed(&case, "2021-06-01"), ["staff = 300"]);
    assert!(case.verdict("2021-06-01").needs.is_empty());
}

#[test]
fn what_is_known_makes_no_presumption() {
    let case = judged(
        "duty d { when (staff presumed 300) > 250  must here }",
        &["here: true", "staff: 3"],
    );
    assert_eq!(presumed(&case, "2021-06-01"), [""; 0]);
}

#[test]
fn an_event_may_be_presumed_too() {
    let duty = "duty d { when (order presumed 2021-02-01) <= today  must here }";
    let case = judged(duty, &["here: true", "order: unknown"]);
    assert_eq!(presumed(&case, "2021-06-01"), ["order = 2021-02-01"]);
    let case = judged(duty, &["here: true"]);
    assert_eq!(presumed(&case, "2021-06-01"), [""; 0]);
}

#[test]
fn what_does_not_decide_is_not_relied_upon() {
    let facts = ["here: true", "other: false"];
    for (condition, relied) in [
        ("other and paid presumed true", vec![]),
        ("paid presumed true and other", vec![]),
        ("here or paid presumed true", vec![]),
        ("here and paid presumed true", vec!["paid = true"]),
        ("other or paid presumed true", vec!["paid = true"]),
        ("other and paid presumed false", vec![]),
        ("here and paid presumed false", vec!["paid = false"]),
        ("staff presumed 3 > 2 or paid presumed true", vec!["staff = 3", "paid = true"]),
        ("staff presumed 3 > 2 or paid presumed false", vec!["staff = 3"]),
        ("any of { other, here, paid presumed true }", vec![]),
        ("at least 1 of { other, here, paid presumed true }", vec![]),
        ("at least 2 of { other, here, paid presumed true }", vec!["paid = true"]),
        ("at least 3 of { other, other, paid presumed true }", vec![]),
        ("at least 3 of { here, other, paid presumed false }", vec![]),
        ("at least 3 of { here, here, paid presumed false }", vec!["paid = false"]),
        ("if here then other else paid presumed true", vec![]),
        ("if paid presumed true then other else here", vec!["paid = true"]),
        ("(here except paid presumed true when other)", vec![]),
        ("(other except paid presumed true when here)", vec!["paid = true"]),
        ("(paid presumed true) is known", vec!["paid = true"]),
        ("here throughout the last 5 days or paid presumed true", vec![]),
    ] {
        let case =
            judged(&format!("define x = {condition}\nduty d {{ when x  must here }}"), &facts);
        assert_eq!(presumed(&case, "2021-06-01"), relied, "{condition}");
    }
}

#[test]
fn what_was_left_aside_first_may_be_relied_upon_elsewhere() {
    let provisions = "
define asked = paid presumed true
define aside = here or asked
duty one { when aside  must here }
duty two { when asked  must here }
";
    let case = judged(provisions, &["here: true"]);
    assert_eq!(presumed(&case, "2021-06-01"), ["paid = true"]);
    let provisions = "
duty one { when paid presumed true  must here }
duty two { when here or one is breached  must here }
";
    let case = judged(provisions, &["here: true"]);
    assert_eq!(presumed(&case, "2021-06-01"), ["paid = true"]);
}

#[test]
fn the_days_before_the_first_entry_are_told_apart() {
    let case = judged(
        "duty d { when (staff presumed 300) > 250  must here }",
        &["here: true", "staff: [{from: 2021-06-01, value: 260}]"],
    );
    assert_eq!(presumed(&case, "2021-05-31"), ["staff before 2021-06-01 = 300"]);
    // The duty has been met since a day for which it was presumed to bind.
    assert_eq!(presumed(&case, "2021-06-01"), ["staff before 2021-06-01 = 300"]);
}

#[test]
fn a_presumption_that_no_longer_counts_is_a_change() {
    let case = judged(
        "define x = paid presumed true\nduty d { from 2021-03-01  when x  must here }",
        &["here: true", "paid: [{from: 2021-02-01, value: true}]"],
    );
    let change = case.next_change("2021-01-15").unwrap();
    assert_eq!(change.date, day("2021-02-01"));
    assert!(change.what.iter().any(|it| matches!(it, ChangeOf::Presumptions { .. })), "{change:?}");
}

#[test]
fn every_interval_relies_on_what_each_of_its_days_does() {
    let provisions = "
define big = (staff presumed usual) > 250 and (here or paid presumed true)
define held = (paid presumed false) throughout the last 1 month
parameter usual : number { from 2021-01-01: 300  from 2021-09-01: 200 }
status caught { begins when big  ends when paid presumed false }
duty keep { when big unless held  must here presumed false }
duty act { when caught  must order  due 20 days after (order presumed 2021-04-01) }
sanctions block {
  for keep
  step one { may fine (staff presumed 10) * 1 RUB  once 10 days have passed since breach  by \"court\" }
  step two { when paid presumed true  shall notice \"A\" }
}
";
    let sheets: [&[&str]; 5] = [
        &[],
        &[
            "order: unknown",
            "paid: [{from: 2021-03-01, value: true}, {from: 2021-07-01, value: unknown}]",
        ],
        &[
            "here: [{from: 2021-02-01, value: false}, {from: 2021-05-01, value: unknown}, {from: 2021-08-01, value: true}]",
            "staff: [{from: 2021-03-01, value: 260}, {from: 2021-06-01, value: unknown}, {from: 2021-10-01, value: 5}]",
        ],
        &[
            "staff: [{from: 2021-03-01, at_least: 250}, {from: 2021-06-01, above: 300}]",
            "here: true",
        ],
        &[
            "paid: [{from: 2021-02-01, value: false}, {from: 2021-04-01, value: true}]",
            "order: 2021-05-01",
        ],
    ];
    for facts in sheets {
        let case = judged(provisions, facts);
        for interval in compare(&case, "2020-12-15", "2021-12-31").intervals {
            let (verdict, on) = (interval.value, interval.days.from);
            let explained = judge(&case.laws, case.law, &case.sheet, case.entity, on, Explain::Yes);
            assert_eq!(verdict.presumptions, explained.presumptions, "explained on {on}");
            assert_eq!(verdict.warnings, explained.warnings, "explained on {on}");
        }
    }
}

/// Numbers without a pattern, the same in every run.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// A history of a fact with gaps in what is known of it, or nothing at all.
    pub fn history(&mut self, name: &str, values: &[&str]) -> Option<String> {
        let mut at = day("2020-12-20");
        let mut entries = Vec::new();
        for _ in 0..self.below(5) {
            at = at.plus_days(i64::try_from(1 + self.below(70)).unwrap()).unwrap();
            let value = values[usize::try_from(self.below(values.len() as u64)).unwrap()];
            entries.push(format!("{{from: {at}, {value}}}"));
        }
        (!entries.is_empty()).then(|| format!("{name}: [{}]", entries.join(", ")))
    }
}

#[test]
fn whatever_the_sheet_every_interval_relies_on_what_each_of_its_days_does() {
    let provisions = "
event reply
define big = (staff presumed 300) > 250 and (here or paid presumed true)
status caught { begins when big  ends when paid presumed false }
duty keep { when big unless other  must here presumed false }
duty singly { on each order as o  when paid presumed true  must reply  due 10 days after o }
duty monthly { when caught  must reply  every calendar month  due 5 days after the period }
duty later { when staff presumed 5 > 3  must here presumed true  due 2 months after start of (big) }
sanctions block {
  for keep, singly
  step one { may fine (staff presumed 10) * 1 RUB  once 10 days have passed since breach  by \"court\" }
  step two { when paid presumed true  shall notice \"A\" }
  step far { shall fine 1 RUB per day running from breach for at most 20 days  when other presumed true }
  together no more than (staff presumed 9) * 1 RUB
}
define busy = count of order as o in the last 2 months where (paid at o presumed true) > 1
duty rest { when busy  must here presumed true }
";
    let mut numbers = Numbers(7);
    for _ in 0..20 {
        let truth = ["value: true", "value: false", "value: unknown"];
        let staff = ["value: 260", "value: 4", "value: unknown", "at_least: 200", "below: 100"];
        let mut facts: Vec<String> = Vec::new();
        facts.extend(numbers.history("staff", &staff));
        for name in ["paid", "here", "other"] {
            facts.extend(numbers.history(name, &truth));
        }
        for event in ["order", "reply"] {
            if numbers.below(4) == 0 {
                facts.push(format!("{event}: unknown"));
                continue;
            }
            let mut at = day("2021-01-01");
            let mut days = Vec::new();
            for _ in 0..numbers.below(5) {
                at = at.plus_days(i64::try_from(1 + numbers.below(60)).unwrap()).unwrap();
                days.push(at.to_string());
            }
            facts.push(format!("{event}: [{}]", days.join(", ")));
        }
        let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
        let case = judged(provisions, &facts);
        for interval in compare(&case, "2020-12-25", "2021-10-01").intervals {
            let on = interval.days.from;
            let explained = judge(&case.laws, case.law, &case.sheet, case.entity, on, Explain::Yes);
            assert_eq!(interval.value.presumptions, explained.presumptions, "on {on}: {facts:?}");
        }
    }
}

#[test]
fn every_report_lists_what_is_presumed() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "{LAW}duty d \"Tell\" {{ when (staff presumed 300) > 250  must here presumed false }}"
    );
    fs::write(folder.path().join("platforms.law"), crate::support::PLATFORMS).unwrap();
    fs::write(folder.path().join("a.law"), law(&text)).unwrap();
    fs::write(
        folder.path().join("s.yaml"),
        sheet(&["staff: [{from: 2021-05-01, value: unknown}]"]),
    )
    .unwrap();
    let said = |command: &str, format: &[&str]| {
        let mut arguments = vec![command, "a.law", "--facts", "s.yaml", "--on", "2021-06-01"];
        arguments.extend(format);
        let output = Command::new(env!("CARGO_BIN_EXE_solon"))
            .current_dir(folder.path())
            .args(arguments)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let text = said("eval", &[]);
    assert!(text.contains("  presumptions relied on\n"), "{text}");
    assert!(text.contains("    staff: presumed 300, as staff is not known\n"), "{text}");
    assert!(text.contains("    here: presumed no, as here is not known\n"), "{text}");
    assert!(!text.contains("to settle"), "{text}");
    let text = said("explain", &[]);
    assert!(text.contains("staff presumed 300 > 250"), "{text}");
    assert!(text.contains("here presumed no, since it is not known"), "{text}");
    assert!(text.contains("presumptions relied on"), "{text}");
    let text = said("eval", &["--format", "markdown"]);
    assert!(text.contains("Presumptions relied on"), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&said("eval", &["--format", "json"])).unwrap();
    let listed = &json["verdicts"][0]["presumptions"];
    assert_eq!(listed.as_array().unwrap().len(), 3, "{listed:#}");
    assert_eq!(listed[0]["of"], "staff");
    assert_eq!(listed[0]["value"], "300");
    assert_eq!(listed[0]["expression"], "staff presumed 300");
    assert_eq!(listed[0]["facts"][0]["fact"], "staff");
    assert_eq!(listed[0]["facts"][0]["law"], "test.law");
}
