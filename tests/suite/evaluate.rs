//! Evaluation by hand-written expectation: laws and sheets as texts, values with their horizons.

use crate::laid::{Case, case};
use solon::engine::verdict::{FailureKind, Outcome, Possible};
use solon::ground::time::Date;
use solon::ground::value::{Bounds, Edge, Number, Value};

const LAW: &str = r#"
law xx.example "An example" {
  source "none"  jurisdiction RU  subject company  in force from 2021-01-01  month end last day
}
entity company { name : text }
facts {
  users   : number over time
  open    : bool over time
  small   : bool
  foreign : bool
  begun   : date
  revenue : money RUB per year
}
event decision { amount : money RUB }
parameter audience : number {
  from 2021-01-01: 100
  from 2021-07-01: 200
}
define large         = users > audience
define both          = large and open
define either        = small or open
define cap : number  = 10 except 5 when small except 20 when foreign
define fine          = (1/15 to 1/10 of revenue in last year no less than 6 million RUB) = (6 million RUB to 7 million RUB)
define overdue       = today > 30 days after begun
define aged          = 2 months before today >= begun
define counted       = days from begun to today >= 45 days
define steady        = open throughout the last 10 days
define held_from     = start of (open)
define heavy         = decision.amount > 5 RUB
define decided       = decision has happened
define earlier       = large at 2021-03-01
define half : number = users rounded half up to 10
"#;

fn asked(sheet: &str) -> Case {
    case(LAW, &format!("name: Example\nxx.example:\n{sheet}"))
}

fn truth(case: &Case, name: &str, on: &str) -> (Option<bool>, Option<String>) {
    let evaluated = case.define(name, on);
    let horizon = evaluated.horizon.map(|day| day.to_string());
    match evaluated.outcome {
        Outcome::Known(Value::Bool(holds)) => (Some(holds), horizon),
        Outcome::Undetermined(_) => (None, horizon),
        other @ (Outcome::Known(_) | Outcome::Failed(_)) => panic!("{name} on {on}: {other:?}"),
    }
}

fn until(holds: impl Into<Option<bool>>, day: &str) -> (Option<bool>, Option<String>) {
    (holds.into(), (!day.is_empty()).then(|| day.to_owned()))
}

#[test]
fn a_threshold_changes_when_its_version_or_its_fact_does() {
    let case =
        asked("  users: [{ from: 2021-02-01, value: 150 }, { from: 2021-09-01, value: 201 }]");
    assert_eq!(truth(&case, "large", "2021-01-15"), until(None, "2021-02-01"));
    assert_eq!(truth(&case, "large", "2021-02-01"), until(true, "2021-07-01"));
    assert_eq!(truth(&case, "large", "2021-07-01"), until(false, "2021-09-01"));
    assert_eq!(truth(&case, "large", "2021-09-01"), until(true, ""));
    // Before its first day, the rules of its first day.
    assert_eq!(truth(&case, "earlier", "2022-01-01"), until(true, ""));
}

#[test]
fn bounds_decide_what_the_whole_of_them_decides() {
    let case = asked("  users: { above: 100 }");
    assert_eq!(truth(&case, "large", "2021-01-15").0, Some(true));
    assert_eq!(truth(&case, "large", "2021-07-01").0, None);
    let half = case.define("half", "2021-01-15").outcome;
    let Outcome::Undetermined(open) = half else { panic!("{half:?}") };
    let least = Some(Edge::including(Number::whole(100)));
    assert_eq!(open.possible, Possible::Number(Bounds { low: least, high: None }));
}

#[test]
fn a_false_operand_decides_for_as_long_as_it_is_false() {
    let case =
        asked("  open: [{ from: 2021-01-01, value: false }, { from: 2021-05-01, value: true }]");
    assert_eq!(truth(&case, "both", "2021-02-01"), until(false, "2021-05-01"));
    assert_eq!(truth(&case, "both", "2021-05-01").0, None);
    assert_eq!(truth(&case, "either", "2021-05-01"), until(true, ""));
}

#[test]
fn exceptions_displace_conflict_or_leave_what_is_reachable() {
    let cap = |sheet: &str| asked(sheet).define("cap", "2021-02-01").outcome;
    let number = |number| Value::Number(Number::whole(number));
    assert_eq!(cap("  small: false\n  foreign: false"), Outcome::Known(number(10)));
    assert_eq!(cap("  small: true\n  foreign: false"), Outcome::Known(number(5)));
    let Outcome::Failed(failure) = cap("  small: true\n  foreign: true") else { panic!() };
    assert!(matches!(failure.kind, FailureKind::Conflict(..)));
    let Outcome::Undetermined(open) = cap("  small: false") else { panic!() };
    assert_eq!(open.possible, Possible::OneOf(vec![number(10), number(20)]));
    assert_eq!(open.needs.len(), 1);
}

#[test]
fn a_floor_lies_under_each_end_of_a_range() {
    let fine = |revenue: &str| {
        truth(&asked(&format!("  revenue: {{ 2020: {revenue} }}")), "fine", "2021-05-01")
    };
    assert_eq!(fine("70 million RUB"), until(true, "2022-01-01"));
    assert_eq!(fine("80 million RUB"), until(false, "2022-01-01"));
}

#[test]
fn what_is_counted_from_today_turns_on_its_exact_day() {
    let case = asked("  begun: 2021-01-31");
    assert_eq!(truth(&case, "overdue", "2021-02-01"), until(false, "2021-03-03"));
    assert_eq!(truth(&case, "overdue", "2021-03-03"), until(true, ""));
    assert_eq!(truth(&case, "aged", "2021-02-01"), until(false, "2021-03-31"));
    assert_eq!(truth(&case, "aged", "2021-03-31"), until(true, ""));
    assert_eq!(truth(&case, "counted", "2021-02-01"), until(false, "2021-03-17"));
}

#[test]
fn windows_and_starts_follow_the_history() {
    let history = "  open: [{ from: 2021-01-05, value: true }, { from: 2021-02-01, value: false }, \
                   { from: 2021-02-02, value: true }]";
    let case = asked(history);
    assert_eq!(truth(&case, "steady", "2021-01-10"), until(None, "2021-01-14"));
    assert_eq!(truth(&case, "steady", "2021-01-14"), until(true, "2021-02-01"));
    assert_eq!(truth(&case, "steady", "2021-02-01"), until(false, "2021-02-11"));
    assert_eq!(truth(&case, "steady", "2021-02-11"), until(true, ""));
    let since = |on| case.define("held_from", on).outcome;
    let date = |text| Date::parse(text).unwrap();
    assert_eq!(since("2021-03-01"), Outcome::Known(Value::Date(date("2021-02-02"))));
    assert_eq!(since("2021-02-01"), Outcome::Known(Value::None));
    let Outcome::Undetermined(open) = since("2021-01-20") else { panic!() };
    let bounds = Bounds::between(date("2021-01-01"), date("2021-01-05"));
    assert_eq!(open.possible, Possible::Date(bounds));
}

#[test]
fn what_is_not_recorded_did_not_happen_until_the_record_ends() {
    let never = asked("  small: true");
    assert_eq!(truth(&never, "decided", "2021-05-01"), until(false, ""));
    assert_eq!(truth(&never, "heavy", "2021-05-01"), until(false, ""));
    let once = asked("  decision: [{ on: 2021-06-01, amount: 7 RUB }]");
    assert_eq!(truth(&once, "decided", "2021-05-01"), until(false, "2021-06-01"));
    assert_eq!(truth(&once, "heavy", "2021-06-01"), until(true, ""));
    let open = asked("  decision: unknown");
    assert_eq!(truth(&open, "decided", "2021-05-01"), until(None, ""));
}
