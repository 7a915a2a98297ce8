//! The smallest change of facts that changes an answer: nearest first, evaluated, with its citation.

use crate::support::{Case, case, day, law, sheet};
use proptest::prelude::*;
use solon::tools::compare::{Item, Word};
use solon::tools::flip::{Flip, Flips, Question, flip, targets, with_changes};
use solon::tools::report::flip as told;
use std::process::Command;

fn question<'a>(case: &'a Case, on: &str) -> Question<'a> {
    let Case { laws, law, sheet, entity } = case;
    Question { laws, law: *law, sheet, entity: *entity, on: day(on) }
}

fn flips(case: &Case, of: &str, on: &str) -> Flips {
    let question = question(case, on);
    let (_, item) = targets(question).into_iter().find(|(name, _)| name == of).unwrap();
    flip(question, &item).unwrap()
}

/// Each flip: what changes, and the citations of what decides.
fn lines(case: &Case, flips: &Flips) -> Vec<String> {
    let line = |flip: &Flip| {
        let changes: Vec<String> = flip.changes.iter().map(told::change).collect();
        let cites = told::cites(&case.laws, flips, flip);
        format!("{} [{}]", changes.join(" and "), cites.join("; "))
    };
    flips.found.iter().map(line).collect()
}

const AUDIENCE: &str = "
facts { daily : number of users over time  foreign : bool  form : bool over time }
event order
parameter audience : number of users { from 2021-01-01: 500_000 cite \"art. 4\" }
define covered = daily > audience and foreign  cite \"art. 4(1)\"
duty keep_form { cite \"art. 5\"  when covered  must form }
";

fn audience(facts: &[&str]) -> Case {
    case(&law(AUDIENCE), &sheet(facts))
}

#[test]
fn the_next_user_is_the_nearest() {
    let case = audience(&["daily: 500_000", "foreign: true", "form: false"]);
    let flips = flips(&case, "covered", "2021-06-01");
    assert_eq!(flips.before.word, Word::No);
    assert_eq!(lines(&case, &flips), ["daily: 500_000 → 500_001 [art. 4(1)]"]);
}

#[test]
fn from_above_it_is_the_threshold_itself() {
    let case = audience(&["daily: 500_001", "foreign: true", "form: false"]);
    let flips = flips(&case, "covered", "2021-06-01");
    assert_eq!(
        lines(&case, &flips),
        ["daily: 500_001 → 500_000 [art. 4(1)]", "foreign: true → false [art. 4(1)]"]
    );
}

#[test]
fn a_duty_is_met_or_falls_away() {
    let case = audience(&["daily: 1_000_000", "foreign: true", "form: false"]);
    let flips = flips(&case, "keep_form", "2021-06-01");
    assert_eq!(
        lines(&case, &flips),
        [
            "daily: 1_000_000 → 500_000 [art. 4(1)]",
            "foreign: true → false [art. 4(1)]",
            "form: false → true [art. 5]",
        ]
    );
}

#[test]
fn where_one_fact_is_not_enough_two_are_told() {
    let case = audience(&["daily: 400_000", "foreign: false", "form: false"]);
    let flips = flips(&case, "covered", "2021-06-01");
    assert_eq!(
        lines(&case, &flips),
        ["daily: 400_000 → 500_001 and foreign: false → true [art. 4(1)]"]
    );
}

#[test]
fn what_is_not_known_is_told_as_what_would_settle_it() {
    let case = audience(&["daily: 1_000_000", "form: false"]);
    let flips = flips(&case, "covered", "2021-06-01");
    assert!(flips.before.is_open());
    let settles: Vec<(String, Word)> =
        flips.settles.iter().map(|it| (told::change(&it.change), it.after.word)).collect();
    assert_eq!(
        settles,
        [
            ("foreign: not known → false".to_owned(), Word::No),
            ("foreign: not known → true".to_owned(), Word::Yes),
        ]
    );
}

#[test]
fn a_flip_through_a_sum_is_exact_to_the_cent() {
    let text = "
        facts { one : money RUB  two : money RUB }
        define rich = one + two * 3 > 1_000 RUB  cite \"art. 1\"
        duty d { when rich must one > 0 RUB }";
    let case = case(&law(text), &sheet(&["one: 100 RUB", "two: 200 RUB"]));
    let flips = flips(&case, "rich", "2021-06-01");
    // 100 + 3 × 300 is 1,000 exactly, and one cent more is above it; the other would be 400.01.
    assert_eq!(
        lines(&case, &flips),
        ["two: 200 RUB → 300.01 RUB [art. 1]", "one: 100 RUB → 400.01 RUB [art. 1]"]
    );
}

#[test]
fn an_act_done_on_the_day_meets_its_duty() {
    let text = "
        event filing
        duty file { cite \"art. 3\"  must filing  due 2021-03-01 }";
    let case = case(&law(text), &sheet(&[]));
    let flips = flips(&case, "file", "2021-06-01");
    assert_eq!(lines(&case, &flips), ["filing: never happened → happened on 2021-06-01 [art. 3]"]);
}

#[test]
fn where_nothing_changes_it_the_search_says_what_it_tried() {
    let text = "
        facts { one : bool }
        define never = one and not one
        duty d { when never must one }";
    let case = case(&law(text), &sheet(&["one: true"]));
    let flips = flips(&case, "never", "2021-06-01");
    assert!(flips.found.is_empty() && flips.settles.is_empty() && !flips.cut);
    assert!(told::nothing(&flips).contains("(one)"), "{}", told::nothing(&flips));
}

fn solon(arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_solon"));
    let output = command.args(arguments).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_counter_alone_is_missing_to_the_app_store() {
    let asked = |of: &'static str| {
        let apple = "policies/ru/landing/sheets/apple.yaml";
        [
            "flip",
            "policies/ru/landing",
            "--facts",
            apple,
            "--entity",
            "App Store",
            "--on",
            "2022-02-04",
            "--of",
            of,
        ]
    };
    let (code, text) = solon(&asked("install_counter"));
    assert_eq!(code, Some(0));
    assert!(text.contains("counter: false → true"), "{text}");
    assert_eq!(solon(&asked("install_countr")).0, Some(3));
}

#[test]
fn the_network_enforcement_act_begins_at_two_million() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("network.yaml");
    std::fs::write(
        &path,
        "name: Net\nservices:\n  - name: N\n    de.netzdg: { for_profit: true, any_content: true, \
         editorial: false, individual_communication: false, specific_content: false, \
         registered_users: 1_999_999 }\n",
    )
    .unwrap();
    let path = path.to_string_lossy();
    let asked = ["flip", "policies/de", "--facts", &path, "--on", "2020-01-01", "--of", "covered"];
    let (code, text) = solon(&asked);
    assert_eq!(code, Some(0));
    assert!(text.contains("registered_users: 1_999_999 → 2_000_000"), "{text}");
    assert!(text.contains("s. 1(2)"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    /// Every flip flips when it is evaluated, and of one threshold no nearer number does.
    #[test]
    fn a_flip_flips_and_nothing_nearer_does(
        at in 1i64..40, daily in 0i64..50, operator in 0usize..4, foreign in any::<bool>(),
    ) {
        let operator = [">", ">=", "<", "<="][operator];
        let text = format!(
            "facts {{ daily : number of users  foreign : bool }}\n\
             define covered = daily {operator} {at} and foreign\n\
             duty d {{ when covered must foreign }}"
        );
        let case = case(
            &law(&text),
            &sheet(&[&format!("daily: {daily}"), &format!("foreign: {foreign}")]),
        );
        let holds = |daily: i64, foreign: bool| foreign && match operator {
            ">" => daily > at,
            ">=" => daily >= at,
            "<" => daily < at,
            _ => daily <= at,
        };
        let flips = flips(&case, "covered", "2021-06-01");
        let question = question(&case, "2021-06-01");
        for one in &flips.found {
            let changed = with_changes(&case.sheet, &one.changes);
            let again = Question { sheet: &changed, ..question };
            let item = Item::Definition("covered".to_owned());
            let after = flip(again, &item).unwrap().before;
            prop_assert_eq!(after.word, one.after.word);
            prop_assert_ne!(after.word, flips.before.word);
        }
        // The nearest number that flips, by going through all of them.
        let now = holds(daily, foreign);
        let nearest = (0..100).filter(|other| holds(*other, foreign) != now)
            .map(|other| (other - daily).abs()).min();
        let told = flips.found.iter().filter(|it| it.changes.len() == 1)
            .find(|it| it.changes[0].name == "daily")
            .map(|it| (it.changes[0].to.parse::<i64>().unwrap() - daily).abs());
        prop_assert_eq!(told, nearest);
    }
}
