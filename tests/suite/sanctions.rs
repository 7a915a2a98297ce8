//! Sanctions: each sentence of the specification on blocks and steps, and the Turkish ladder.

use crate::support::{Case, case, day, law, outcome, sheet};

const OFFICE: &str = "
facts { office : bool over time   large : bool over time   revenue : money RUB per year }
event finding
duty open_office { must office }
";

fn with(steps: &str, facts: &[&str]) -> Case {
    case(
        &law(&format!("{OFFICE}\nsanctions block {{\n  for open_office\n{steps}\n}}")),
        &sheet(facts),
    )
}

/// Breached from 1 February 2021 up to 1 May 2021.
const BREACH: &str = "office: [{from: 2021-01-01, value: true}, {from: 2021-02-01, value: false}, \
                      {from: 2021-05-01, value: true}]";

/// Breached twice: in February and from June on.
const TWICE: &str = "office: [{from: 2021-01-01, value: true}, {from: 2021-02-01, value: false}, \
                     {from: 2021-03-01, value: true}, {from: 2021-06-01, value: false}]";

#[test]
fn a_power_without_clock_is_available_from_breach_to_cure() {
    let case = with("step ban { may ban \"Advertising\" }", &[BREACH]);
    assert_eq!(case.step("2020-12-31", "ban"), "not triggered NotInForce");
    assert_eq!(case.step("2021-01-31", "ban"), "not triggered NoBreach");
    assert_eq!(case.step("2021-02-01", "ban"), "available since 2021-02-01");
    assert_eq!(case.step("2021-04-30", "ban"), "available since 2021-02-01");
    assert_eq!(case.step("2021-05-01", "ban"), "not triggered Ended");
    let episode = case.verdict("2021-05-01").sanctions[0].episode.clone().unwrap();
    assert_eq!(episode.breach, day("2021-02-01"));
    assert_eq!(episode.end, Some(day("2021-05-01")));
    assert!(episode.cured);
}

#[test]
fn shall_without_by_takes_effect_by_itself_and_with_by_only_once_recorded() {
    let steps =
        "step ban { shall ban \"A\" }  step fine { shall fine 1 million RUB  by \"court\" }";
    let case = with(steps, &[BREACH]);
    assert_eq!(case.step("2021-02-01", "ban"), "imposed since 2021-02-01");
    assert_eq!(case.step("2021-05-01", "ban"), "lifted since 2021-05-01");
    assert_eq!(case.step("2021-02-01", "fine"), "due since 2021-02-01");
    let recorded = with(steps, &[BREACH, "fine: 2021-03-01"]);
    assert_eq!(recorded.step("2021-02-28", "fine"), "due since 2021-02-01");
    assert_eq!(recorded.step("2021-03-01", "fine"), "imposed since 2021-03-01");
}

#[test]
fn may_is_imposed_only_where_recorded() {
    let case = with("step ban { may ban \"A\" }", &[BREACH, "ban: 2021-03-01"]);
    assert_eq!(case.step("2021-02-28", "ban"), "available since 2021-02-01");
    assert_eq!(case.step("2021-03-01", "ban"), "imposed since 2021-03-01");
    assert_eq!(case.step("2021-05-01", "ban"), "lifted since 2021-05-01");
    assert!(case.warnings("2021-06-01").is_empty());
}

#[test]
fn a_clock_runs_through_its_wait_and_the_step_is_open_the_day_after() {
    let steps = "step fine { may fine 1 RUB  once 30 days have passed since breach }
                 step ban  { may ban \"A\"   once 1 month have passed since finding }";
    let case = with(steps, &[BREACH, "finding: 2021-02-10"]);
    assert_eq!(case.step("2021-02-01", "fine"), "waiting until 2021-03-04");
    assert_eq!(case.step("2021-03-03", "fine"), "waiting until 2021-03-04");
    assert_eq!(case.step("2021-03-04", "fine"), "available since 2021-03-04");
    assert_eq!(case.step("2021-02-09", "ban"), "not triggered Clock");
    assert_eq!(case.step("2021-02-10", "ban"), "waiting until 2021-03-11");
    assert_eq!(case.step("2021-03-11", "ban"), "available since 2021-03-11");
}

#[test]
fn an_event_before_the_breach_does_not_start_its_clock() {
    let steps = "step ban { may ban \"A\"  once 10 days have passed since finding }";
    let case = with(steps, &[BREACH, "finding: 2021-01-15"]);
    assert_eq!(case.step("2021-02-20", "ban"), "not triggered Clock");
}

#[test]
fn a_clock_still_running_at_cure_stops() {
    let steps = "step fine { may fine 1 RUB  once 100 days have passed since breach }
                 step ban  { may ban \"A\"   once 10 days have passed since fine }";
    let case = with(steps, &[BREACH]);
    assert_eq!(case.step("2021-04-30", "fine"), "waiting until 2021-05-13");
    assert_eq!(case.step("2021-05-01", "fine"), "not triggered Ended");
    assert_eq!(case.step("2021-05-20", "fine"), "not triggered Ended");
    assert_eq!(case.step("2021-05-20", "ban"), "not triggered Ended");
}

#[test]
fn a_fine_stays_open_after_cure_unless_it_ends_on_cure() {
    let steps = "step stays { may fine 1 RUB  by \"court\" }
                 step goes  { may fine 1 RUB  by \"court\"  ends on cure }";
    let case = with(steps, &[BREACH]);
    assert_eq!(case.step("2021-06-01", "stays"), "available since 2021-02-01");
    assert_eq!(case.step("2021-06-01", "goes"), "not triggered Ended");
    let recorded = with(steps, &[BREACH, "stays: 2021-03-01", "goes: 2021-03-01"]);
    assert_eq!(recorded.step("2021-06-01", "stays"), "imposed since 2021-03-01");
    assert_eq!(recorded.step("2021-06-01", "goes"), "lifted since 2021-05-01");
    let after = with(steps, &[BREACH, "stays: 2021-07-01"]);
    assert_eq!(after.step("2021-07-01", "stays"), "imposed since 2021-07-01");
    assert!(after.warnings("2021-07-01").is_empty());
}

#[test]
fn an_amount_is_that_of_the_day_and_frozen_on_the_last_day_of_the_breach() {
    let steps = "step fine { may fine 1/15 to 1/10 of revenue in last year  by \"court\" }";
    let revenue = "revenue: { 2019: 30 RUB, 2020: 300 RUB, 2021: 600 RUB, 2022: 900 RUB }";
    let breach = "office: [{from: 2021-01-01, value: false}, {from: 2022-05-01, value: true}]";
    let case = with(steps, &[breach, revenue]);
    assert_eq!(case.amount("2021-12-31", "fine"), "20 to 30 RUB");
    assert_eq!(case.amount("2022-01-01", "fine"), "40 to 60 RUB");
    assert_eq!(case.amount("2023-01-01", "fine"), "40 to 60 RUB");
    // The decision comes after the breach: the offence is dated on its last day.
    let late = with(steps, &[breach, revenue, "fine: 2023-02-01"]);
    assert_eq!(late.amount("2023-03-01", "fine"), "40 to 60 RUB");
    // A decision during the breach fixes the day.
    let early = with(steps, &[breach, revenue, "fine: 2021-06-01"]);
    assert_eq!(early.amount("2022-03-01", "fine"), "20 to 30 RUB");
}

#[test]
fn a_recorded_amount_counts_and_carries_a_warning_outside_its_range() {
    let steps = "step fine { may fine 100 RUB to 200 RUB  by \"court\" }";
    let inside = with(steps, &[BREACH, "fine: [{on: 2021-03-01, amount: 200 RUB}]"]);
    assert_eq!(inside.amount("2021-03-01", "fine"), "200 RUB recorded");
    assert!(inside.warnings("2021-03-01").is_empty());
    let outside = with(steps, &[BREACH, "fine: [{on: 2021-03-01, amount: 201 RUB}]"]);
    assert_eq!(outside.amount("2021-03-01", "fine"), "201 RUB recorded");
    assert_eq!(outside.warnings("2021-03-01"), ["fine of 2021-03-01 outside"]);
    assert_eq!(outside.sums("2021-03-01", "block"), "201 RUB payable 201");
}

#[test]
fn a_record_before_its_day_counts_and_carries_a_warning() {
    let steps = "step fine { may fine 1 RUB  once 30 days have passed since breach  by \"court\" }";
    let early = with(steps, &[BREACH, "fine: 2021-02-20"]);
    assert_eq!(early.step("2021-02-20", "fine"), "imposed since 2021-02-20");
    assert_eq!(early.warnings("2021-02-20"), ["fine recorded 2021-02-20 before 2021-03-04"]);
    let before = with(steps, &[BREACH, "fine: 2021-01-20"]);
    assert_eq!(before.step("2021-03-20", "fine"), "imposed since 2021-01-20");
    assert_eq!(before.warnings("2021-01-20"), ["fine recorded 2021-01-20 before never"]);
}

#[test]
fn when_is_read_on_the_day_of_the_record() {
    let steps = "step fine { when large  may fine 1 RUB  by \"court\" }";
    let large = "large: [{from: 2021-01-01, value: true}, {from: 2021-03-01, value: false}]";
    let open = with(steps, &[BREACH, large]);
    assert_eq!(open.step("2021-02-28", "fine"), "available since 2021-02-01");
    assert_eq!(open.step("2021-03-01", "fine"), "not triggered When");
    let recorded = with(steps, &[BREACH, large, "fine: 2021-02-20"]);
    assert_eq!(recorded.step("2021-03-01", "fine"), "imposed since 2021-02-20");
    assert!(recorded.warnings("2021-03-01").is_empty());
}

#[test]
fn available_since_the_day_when_has_held_without_interruption() {
    let steps = "step fine { when large  may fine 1 RUB }";
    let large = "large: [{from: 2021-01-01, value: true}, {from: 2021-03-01, value: false}, \
                 {from: 2021-03-10, value: true}]";
    let case = with(steps, &[BREACH, large]);
    assert_eq!(case.step("2021-03-20", "fine"), "available since 2021-03-10");
}

#[test]
fn a_recorded_end_prevails_over_cure() {
    let steps = "step ban { may ban \"A\" }";
    let longer = with(steps, &[BREACH, "ban: [{on: 2021-03-01, lifted: 2021-09-01}]"]);
    assert_eq!(longer.step("2021-05-01", "ban"), "imposed since 2021-03-01");
    assert_eq!(longer.step("2021-09-01", "ban"), "lifted since 2021-09-01");
    let shorter = with(steps, &[BREACH, "ban: [{on: 2021-03-01, lifted: 2021-03-15}]"]);
    assert_eq!(shorter.step("2021-03-14", "ban"), "imposed since 2021-03-01");
    assert_eq!(shorter.step("2021-03-15", "ban"), "lifted since 2021-03-15");
}

#[test]
fn ends_when_a_condition_holds_and_at_a_date() {
    let steps = "step one { may ban \"A\"  ends when large }
                 step two { may ban \"B\"  ends 10 days after two }";
    let large = "large: [{from: 2021-01-01, value: false}, {from: 2021-03-10, value: true}]";
    let case = with(steps, &[BREACH, large, "one: 2021-03-01", "two: 2021-03-01"]);
    assert_eq!(case.step("2021-03-09", "one"), "imposed since 2021-03-01");
    assert_eq!(case.step("2021-03-10", "one"), "lifted since 2021-03-10");
    assert_eq!(case.step("2021-03-10", "two"), "imposed since 2021-03-01");
    assert_eq!(case.step("2021-03-11", "two"), "lifted since 2021-03-11");
}

#[test]
fn clocks_and_records_belong_to_the_episode_their_date_falls_in() {
    let steps = "step ban  { may ban \"A\"  by \"BTK\" }
                 step fine { may fine 1 RUB  once 5 days have passed since finding }";
    let facts = [TWICE, "ban: 2021-02-10", "finding: 2021-02-05"];
    let case = with(steps, &facts);
    assert_eq!(case.step("2021-02-10", "ban"), "imposed since 2021-02-10");
    assert_eq!(case.step("2021-03-01", "ban"), "lifted since 2021-03-01");
    assert_eq!(case.step("2021-05-31", "ban"), "lifted since 2021-03-01");
    // The second episode starts afresh.
    assert_eq!(case.step("2021-06-01", "ban"), "available since 2021-06-01");
    assert_eq!(case.step("2021-06-10", "fine"), "not triggered Clock");
    let episode = case.verdict("2021-06-10").sanctions[0].episode.clone().unwrap();
    assert_eq!((episode.breach, episode.end), (day("2021-06-01"), None));
    // The fine that the first episode left open is still open between the two.
    assert_eq!(case.step("2021-04-01", "fine"), "available since 2021-02-11");
}

#[test]
fn a_record_after_the_end_of_an_episode_belongs_to_it_with_a_warning() {
    let case = with("step ban { may ban \"A\" }", &[TWICE, "ban: 2021-04-01"]);
    assert_eq!(case.step("2021-04-01", "ban"), "imposed since 2021-04-01");
    assert_eq!(case.warnings("2021-04-01"), ["ban recorded 2021-04-01 before never"]);
    assert_eq!(case.step("2021-06-01", "ban"), "available since 2021-06-01");
}

#[test]
fn the_breach_of_a_block_never_starts_before_the_block() {
    let text = law(&format!(
        "{OFFICE}\nsanctions block {{ from 2021-03-01  for open_office\n \
         step fine {{ may fine 1 RUB  once 10 days have passed since breach }} }}"
    ));
    let case = case(&text, &sheet(&[BREACH]));
    assert_eq!(case.step("2021-02-28", "fine"), "not triggered NotInForce");
    assert_eq!(case.step("2021-03-01", "fine"), "waiting until 2021-03-12");
    assert_eq!(
        case.verdict("2021-03-01").sanctions[0].episode.as_ref().unwrap().breach,
        day("2021-03-01")
    );
}

#[test]
fn a_breach_that_ends_without_cure_lifts_measures_and_waives_nothing() {
    let text = law("
facts { covered : bool over time   office : bool over time }
duty open_office { when covered  must office }
sanctions block {
  for open_office
  step fine { may fine 100 RUB  by \"court\"  ends on cure }
  step ban  { may ban \"A\" }
  on cure collect 1/4
}");
    let facts = [
        "covered: [{from: 2021-01-01, value: true}, {from: 2021-03-01, value: false}]",
        "office: false",
        "fine: 2021-02-01",
        "ban: 2021-02-01",
    ];
    let case = case(&text, &sheet(&facts));
    assert_eq!(case.step("2021-03-01", "fine"), "imposed since 2021-02-01");
    assert_eq!(case.step("2021-03-01", "ban"), "lifted since 2021-03-01");
    assert_eq!(case.sums("2021-03-01", "block"), "100 RUB payable 100");
    assert!(!case.verdict("2021-03-01").sanctions[0].episode.as_ref().unwrap().cured);
}

#[test]
fn a_block_is_open_while_any_of_its_duties_is_breached() {
    let text = law("
facts { a : bool over time   b : bool over time }
duty one { must a }
duty two { must b }
sanctions block {
  for one, two
  step ban  { may ban \"A\" }
  step only { for two  may ban \"B\" }
}");
    let facts = [
        "a: [{from: 2021-01-01, value: false}, {from: 2021-03-01, value: true}]",
        "b: [{from: 2021-01-01, value: true}, {from: 2021-02-01, value: false}, {from: 2021-04-01, value: true}]",
    ];
    let case = case(&text, &sheet(&facts));
    assert_eq!(case.step("2021-01-15", "only"), "not triggered NoBreach");
    assert_eq!(case.step("2021-03-15", "ban"), "available since 2021-01-01");
    assert_eq!(case.step("2021-03-15", "only"), "available since 2021-02-01");
    assert_eq!(case.step("2021-04-01", "ban"), "not triggered Ended");
}

#[test]
fn whether_there_is_a_breach_being_open_leaves_unrecorded_steps_open() {
    let steps = "step ban { may ban \"A\" }  step fine { when large  may fine 1 RUB }";
    let case = with(steps, &["large: false", "office: unknown"]);
    assert_eq!(case.step("2021-02-01", "ban"), "undetermined needs office");
    // Whether or not there is a breach, its `when` does not hold.
    assert_eq!(case.step("2021-02-01", "fine"), "not triggered When");
    let recorded = with(steps, &["large: false", "office: unknown", "ban: 2021-02-01"]);
    assert_eq!(recorded.step("2021-02-01", "ban"), "imposed since 2021-02-01");
}

#[test]
fn a_breach_of_unknown_start_makes_since_at_the_latest_and_clocks_open() {
    let steps = "step ban  { may ban \"A\" }
                 step fine { may fine 1 RUB  once 10 days have passed since breach }";
    let case = with(steps, &["office: [{from: 2021-03-01, value: false}]"]);
    assert_eq!(case.step("2021-03-05", "ban"), "available since 2021-03-01 at the latest");
    assert_eq!(case.step("2021-03-05", "fine"), "undetermined needs office before 2021-03-01");
    assert_eq!(case.step("2021-03-12", "fine"), "available since 2021-03-12 at the latest");
}

#[test]
fn an_unknown_event_leaves_its_clock_open() {
    let steps = "step fine { may fine 1 RUB  once 10 days have passed since finding }";
    let case = with(steps, &[BREACH, "finding: unknown"]);
    assert_eq!(case.step("2021-03-01", "fine"), "undetermined needs finding");
}

#[test]
fn an_unrecorded_earlier_step_moves_the_later_one() {
    let steps = "step one { may fine 1 RUB  once 10 days have passed since breach  by \"court\" }
                 step two { may fine 1 RUB  once 10 days have passed since one     by \"court\" }
                 step three { may ban \"A\" once 10 days have passed since two }";
    let case = with(steps, &[BREACH]);
    // The first can fall on 12 February at the earliest, the second eleven days after it.
    assert_eq!(case.step("2021-02-05", "two"), "waiting until 2021-02-23");
    assert_eq!(case.step("2021-02-20", "two"), "waiting until 2021-03-03 moving");
    assert_eq!(case.step("2021-02-20", "three"), "waiting until 2021-03-14 moving");
    assert_eq!(
        case.ahead("2021-02-05"),
        ["one available 2021-02-12", "two available 2021-02-23", "three available 2021-03-06",]
    );
    let late = with(steps, &[BREACH, "one: 2021-02-25"]);
    assert_eq!(late.step("2021-02-26", "two"), "waiting until 2021-03-08");
}

#[test]
fn later_steps_of_a_clock_that_nothing_started_are_not_triggered_likewise() {
    let steps = "step one { may ban \"A\"  once 10 days have passed since finding }
                 step two { may ban \"B\"  once 10 days have passed since one }";
    let case = with(steps, &[BREACH]);
    assert_eq!(case.step("2021-03-01", "one"), "not triggered Clock");
    assert_eq!(case.step("2021-03-01", "two"), "not triggered Clock");
}

#[test]
fn a_step_that_takes_effect_by_itself_starts_the_clock_of_the_next() {
    let steps = "step one { shall ban \"A\"  once 10 days have passed since breach }
                 step two { shall ban \"B\"  once 10 days have passed since one }";
    let case = with(steps, &[BREACH]);
    assert_eq!(case.step("2021-02-12", "one"), "imposed since 2021-02-12");
    assert_eq!(case.step("2021-02-12", "two"), "waiting until 2021-02-23");
    assert_eq!(case.step("2021-02-23", "two"), "imposed since 2021-02-23");
}

#[test]
fn sums_add_ranges_and_leave_out_what_was_lifted_by_record() {
    let steps = "step one   { may fine 10 RUB to 20 RUB }
                 step two   { may fine 5 RUB  by \"court\" }
                 step three { may fine 7 RUB  by \"court\" }
                 step four  { may fine 9 RUB  once 300 days have passed since breach }";
    let case = with(steps, &[BREACH, "three: [{on: 2021-03-01, lifted: 2021-03-02}]"]);
    assert_eq!(case.sums("2021-03-01", "block"), "22 to 32 RUB payable 22 to 32");
    assert_eq!(case.sums("2021-03-02", "block"), "15 to 25 RUB payable 15 to 25");
}

#[test]
fn an_expression_can_ask_for_steps_and_sums() {
    let text = law(&format!(
        "{OFFICE}
sanctions block {{
  for open_office
  step one {{ may fine 10 RUB to 20 RUB }}
  step two {{ when one is imposed  may ban \"A\" }}
}}
test \"amounts\" {{
  given office = false
  on 2021-02-01
  expect one.amount = 10 RUB to 20 RUB
  expect block.total = 10 RUB to 20 RUB
  expect block.payable = 10 RUB to 20 RUB
}}"
    ));
    let case = case(&text, &sheet(&[BREACH, "one: 2021-03-01"]));
    assert_eq!(case.step("2021-02-28", "two"), "not triggered When");
    assert_eq!(case.step("2021-03-01", "two"), "available since 2021-03-01");
    let test = &case.laws.tests[case.laws.laws[case.law].tests[0]];
    let mut sheet = case.sheet.clone();
    solon::facts::given::give(&case.laws, &mut sheet, case.entity, &test.given);
    let unrecorded = Case { sheet, ..case };
    let mut evaluator = unrecorded.evaluator();
    for expected in &unrecorded.laws.tests[unrecorded.laws.laws[unrecorded.law].tests[0]].expect {
        let solon::language::law::Expect::Holds(condition, _) = expected else { panic!() };
        let outcome = evaluator.evaluate(*condition, day("2021-02-01")).outcome;
        assert_eq!(crate::support::outcome(&outcome), "Bool(true)");
    }
}

#[test]
fn a_block_per_company_counts_with_the_first_service_for_which_it_comes_to_something() {
    let text = law("
        facts { met : bool over time }
        duty represent { must met }
        sanctions fines {
          for represent
          step fine { may fine 10 RUB }
          per company
        }");
    let services = |first: &str| {
        format!(
            "name: Group\nseat: US\nservices:\n  - name: One\n    test.law: {{ met: {first} }}\n  \
             - name: Two\n    test.law: {{ met: false }}\n  - name: Three\n    test.law: {{ met: false }}\n"
        )
    };
    // Of each service: what its fines come to, and what of that counts.
    let told = |sheet: &str| -> Vec<(String, String)> {
        let case = case(&text, sheet);
        let subjects: Vec<_> = case
            .sheet
            .instances
            .rows()
            .filter(|(_, one)| one.entity == case.laws.laws[case.law].subject)
            .map(|(id, _)| id)
            .collect();
        let sums = |entity| {
            let on = day("2021-06-01");
            let verdict =
                solon::judge(&case.laws, case.law, &case.sheet, entity, on, solon::Explain::No);
            let total = verdict.sanctions[0].total.as_ref().unwrap();
            (outcome(&total.1), outcome(&verdict.totals[0].1.outcome))
        };
        subjects.into_iter().map(sums).collect()
    };
    let pair = |total: &str, counts: &str| (total.to_owned(), counts.to_owned());
    assert_eq!(told(&services("false")), [pair("10", "10"), pair("10", "0"), pair("10", "0")]);
    assert_eq!(told(&services("true")), [pair("0", "0"), pair("10", "10"), pair("10", "0")]);
    let open = told(&services("unknown"));
    assert_eq!(open[2], pair("10", "0"), "it counts with One or with Two, never here");
    assert!(open[1].1.contains("0") && open[1].1 != "10" && open[1].1 != "0", "{open:?}");
}
