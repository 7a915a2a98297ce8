//! Duties: each sentence of the specification on duties, with what it makes of a case.

use crate::support::{case, law, law_from, sheet};

/// A state to keep, whose `when` and `must` are facts over time.
const KEEP: &str = "
facts {
  covered : bool over time
  office  : bool over time
}
duty open_office { when covered  must office }
";

/// The same with a first day of its own and a due date.
const KEEP_DUE: &str = "
facts {
  covered : bool over time
  office  : bool over time
}
duty open_office { from 2021-03-01 until 2022-03-01  when covered  must office  due 30 days after today }
";

/// An act with a due date.
const ACT: &str = "
facts { covered : bool over time }
event report
duty file_report { when covered  must report  due 10 days after today }
";

#[test]
fn arises_when_the_provision_is_in_force_and_when_becomes_true() {
    let case = case(
        &law(KEEP),
        &sheet(&[
            "covered: [{from: 2021-01-01, value: false}, {from: 2021-02-01, value: true}]",
            "office: false",
        ]),
    );
    assert_eq!(case.duty("2020-12-31", "open_office"), "not in force");
    assert_eq!(case.duty("2021-01-01", "open_office"), "not applicable");
    assert_eq!(case.duty("2021-01-31", "open_office"), "not applicable");
    assert_eq!(case.duty("2021-02-01", "open_office"), "breached since 2021-02-01");
    assert_eq!(case.duty("2022-02-01", "open_office"), "breached since 2021-02-01");
}

#[test]
fn is_in_force_from_its_own_first_day_up_to_its_own_end() {
    let text = law(&KEEP_DUE.replace(" due 30 days after today", ""));
    let case = case(&text, &sheet(&["covered: true", "office: false"]));
    assert_eq!(case.duty("2021-02-28", "open_office"), "not in force");
    assert_eq!(case.duty("2021-03-01", "open_office"), "breached since 2021-03-01");
    assert_eq!(case.duty("2022-02-28", "open_office"), "breached since 2021-03-01");
    assert_eq!(case.duty("2022-03-01", "open_office"), "not in force");
    assert_eq!(case.breaches("2022-03-01", "open_office"), ["2021-03-01 to 2022-03-01"]);
}

#[test]
fn nothing_is_in_force_after_the_law_has_ended() {
    let case = case(
        &law_from("2021-01-01 until 2021-06-01", KEEP),
        &sheet(&["covered: true", "office: false"]),
    );
    assert_eq!(case.duty("2021-05-31", "open_office"), "breached since 2021-01-01");
    assert_eq!(case.duty("2021-06-01", "open_office"), "not in force");
    assert_eq!(case.verdict("2021-06-01").state.word(), "not_in_force");
    assert_eq!(case.verdict("2021-05-31").state.word(), "breach");
    assert_eq!(case.verdict("2021-06-01").horizon, None);
}

#[test]
fn a_cure_ends_a_breach_and_does_not_erase_it() {
    let case = case(
        &law(KEEP),
        &sheet(&[
            "covered: true",
            "office: [{from: 2021-01-01, value: false}, {from: 2021-04-01, value: true}, \
             {from: 2021-05-01, value: false}, {from: 2021-06-01, value: true}]",
        ]),
    );
    assert_eq!(case.duty("2021-03-31", "open_office"), "breached since 2021-01-01");
    assert_eq!(case.duty("2021-04-01", "open_office"), "fulfilled late since 2021-04-01");
    assert_eq!(case.duty("2021-05-01", "open_office"), "breached since 2021-05-01");
    assert_eq!(case.duty("2021-07-01", "open_office"), "fulfilled late since 2021-06-01");
    assert_eq!(
        case.breaches("2021-07-01", "open_office"),
        ["2021-01-01 to 2021-04-01 cured", "2021-05-01 to 2021-06-01 cured"]
    );
    assert_eq!(case.verdict("2021-07-01").state.word(), "compliant_late");
}

#[test]
fn when_it_ceases_a_breach_is_closed_without_cure_and_the_next_time_starts_afresh() {
    let case = case(
        &law(KEEP),
        &sheet(&[
            "covered: [{from: 2021-01-01, value: true}, {from: 2021-03-01, value: false}, \
             {from: 2021-05-01, value: true}]",
            "office: [{from: 2021-01-01, value: false}, {from: 2021-04-01, value: true}]",
        ]),
    );
    assert_eq!(case.duty("2021-03-01", "open_office"), "not applicable");
    assert_eq!(case.breaches("2021-03-01", "open_office"), ["2021-01-01 to 2021-03-01"]);
    // Met since it arose again: the breach of the time before does not make it late.
    assert_eq!(case.duty("2021-06-01", "open_office"), "fulfilled since 2021-05-01");
    assert_eq!(case.breaches("2021-06-01", "open_office"), ["2021-01-01 to 2021-03-01"]);
}

#[test]
fn a_state_with_a_due_date_is_pending_until_it() {
    let case = case(
        &law(KEEP_DUE),
        &sheet(&[
            "covered: true",
            "office: [{from: 2021-01-01, value: false}, {from: 2021-04-15, value: true}]",
        ]),
    );
    assert_eq!(case.duty("2021-03-01", "open_office"), "pending until 2021-03-31");
    assert_eq!(case.duty("2021-03-30", "open_office"), "pending until 2021-03-31");
    assert_eq!(case.duty("2021-03-31", "open_office"), "breached since 2021-03-31");
    assert_eq!(case.duty("2021-04-15", "open_office"), "fulfilled late since 2021-04-15");
    assert_eq!(case.verdict("2021-03-01").state.word(), "compliant");
}

#[test]
fn a_pending_duty_lapses_when_it_ceases_to_apply() {
    let case = case(
        &law(KEEP_DUE),
        &sheet(&[
            "covered: [{from: 2021-01-01, value: true}, {from: 2021-03-15, value: false}]",
            "office: false",
        ]),
    );
    assert_eq!(case.duty("2021-03-14", "open_office"), "pending until 2021-03-31");
    assert_eq!(case.duty("2021-03-31", "open_office"), "not applicable");
    assert!(case.breaches("2021-12-31", "open_office").is_empty());
}

#[test]
fn an_act_on_the_due_day_is_in_time_and_one_after_it_is_late() {
    let with = |report: &str| case(&law(ACT), &sheet(&["covered: true", report]));
    let on_the_day = with("report: 2021-01-11");
    assert_eq!(on_the_day.duty("2021-01-10", "file_report"), "pending until 2021-01-12");
    assert_eq!(on_the_day.duty("2021-01-11", "file_report"), "fulfilled since 2021-01-11");
    assert_eq!(on_the_day.duty("2022-01-11", "file_report"), "fulfilled since 2021-01-11");
    let late = with("report: 2021-01-20");
    assert_eq!(late.duty("2021-01-11", "file_report"), "pending until 2021-01-12");
    assert_eq!(late.duty("2021-01-12", "file_report"), "breached since 2021-01-12");
    assert_eq!(late.duty("2021-01-20", "file_report"), "fulfilled late since 2021-01-20");
    assert_eq!(late.breaches("2021-02-01", "file_report"), ["2021-01-12 to 2021-01-20 cured"]);
}

#[test]
fn an_act_before_the_duty_arose_does_not_count() {
    let facts = [
        "covered: [{from: 2021-01-01, value: false}, {from: 2021-02-01, value: true}]",
        "report: 2021-01-31",
    ];
    let case = case(&law(ACT), &sheet(&facts));
    assert_eq!(case.duty("2021-02-12", "file_report"), "breached since 2021-02-12");
}

#[test]
fn an_act_counts_for_one_application_only() {
    let facts = [
        "covered: [{from: 2021-01-01, value: true}, {from: 2021-03-01, value: false}, \
         {from: 2021-04-01, value: true}]",
        "report: 2021-01-05",
    ];
    let case = case(&law(ACT), &sheet(&facts));
    assert_eq!(case.duty("2021-02-01", "file_report"), "fulfilled since 2021-01-05");
    assert_eq!(case.duty("2021-04-01", "file_report"), "pending until 2021-04-12");
    assert_eq!(case.duty("2021-04-12", "file_report"), "breached since 2021-04-12");
}

#[test]
fn nothing_is_owed_before_the_event_on_which_the_due_date_rests() {
    let text = law("
facts { covered : bool }
event request
event answer
duty reply { when covered  must answer  due 5 days after request }
");
    let case = case(&text, &sheet(&["covered: true", "request: 2021-02-01", "answer: 2021-02-08"]));
    assert_eq!(case.duty("2021-01-31", "reply"), "not applicable");
    assert_eq!(case.duty("2021-02-01", "reply"), "pending until 2021-02-07");
    assert_eq!(case.duty("2021-02-07", "reply"), "breached since 2021-02-07");
    assert_eq!(case.duty("2021-02-08", "reply"), "fulfilled late since 2021-02-08");
}

#[test]
fn what_must_not_be_is_breached_while_it_is() {
    let text = law("
facts { hosts_banned_content : bool over time }
duty keep_clear { must not hosts_banned_content }
");
    let facts = ["hosts_banned_content: [{from: 2021-01-01, value: false}, \
                  {from: 2021-02-01, value: true}]"];
    let case = case(&text, &sheet(&facts));
    assert_eq!(case.duty("2021-01-31", "keep_clear"), "fulfilled since 2021-01-01");
    assert_eq!(case.duty("2021-02-01", "keep_clear"), "breached since 2021-02-01");
}

#[test]
fn where_earlier_days_are_unknown_the_status_stands_and_late_is_open() {
    let case =
        case(&law(KEEP), &sheet(&["covered: true", "office: [{from: 2021-04-01, value: true}]"]));
    assert_eq!(
        case.duty("2021-03-31", "open_office"),
        "undetermined needs office before 2021-04-01"
    );
    assert_eq!(
        case.duty("2021-05-01", "open_office"),
        "fulfilled maybe late (office before 2021-04-01) since 2021-04-01 at the latest"
    );
    assert_eq!(case.verdict("2021-05-01").state.word(), "compliant");
}

#[test]
fn a_breach_after_unknown_days_began_at_the_latest_on_the_first_known_one() {
    let case =
        case(&law(KEEP), &sheet(&["covered: true", "office: [{from: 2021-04-01, value: false}]"]));
    assert_eq!(case.duty("2021-05-01", "open_office"), "breached since 2021-04-01 at the latest");
    assert_eq!(case.breaches("2021-05-01", "open_office"), ["2021-04-01 at the latest to now"]);
}

#[test]
fn days_on_which_it_may_not_have_applied_leave_the_start_of_a_breach_open() {
    let case =
        case(&law(KEEP), &sheet(&["covered: [{from: 2021-04-01, value: true}]", "office: false"]));
    assert_eq!(
        case.duty("2021-03-01", "open_office"),
        "undetermined needs covered before 2021-04-01"
    );
    assert_eq!(case.duty("2021-05-01", "open_office"), "breached since 2021-04-01 at the latest");
}

#[test]
fn whether_it_applies_is_open_even_where_the_state_is_met() {
    let met = case(&law(KEEP), &sheet(&["office: true"]));
    assert_eq!(met.duty("2021-05-01", "open_office"), "undetermined needs covered");
    let neither = case(&law(KEEP), &sheet(&[]));
    assert_eq!(neither.duty("2021-05-01", "open_office"), "undetermined needs covered, office");
    assert_eq!(neither.verdict("2021-05-01").state.word(), "undetermined");
}

#[test]
fn an_act_that_is_unknown_leaves_the_duty_open() {
    let case = case(&law(ACT), &sheet(&["covered: true", "report: unknown"]));
    assert_eq!(case.duty("2021-01-05", "file_report"), "undetermined needs report");
    assert_eq!(case.duty("2021-03-01", "file_report"), "undetermined needs report");
}

#[test]
fn past_the_recorded_days_nothing_is_taken_not_to_have_happened() {
    let facts = "recorded through: 2021-01-31\n".to_owned() + &sheet(&["covered: true"]);
    let case = case(&law(ACT), &facts);
    assert_eq!(case.duty("2021-01-31", "file_report"), "breached since 2021-01-12");
    assert_eq!(case.duty("2021-02-01", "file_report"), "undetermined needs report");
    let verdict = case.verdict("2021-01-31");
    assert_eq!(verdict.horizon.map(|day| day.to_string()).as_deref(), Some("2021-02-01"));
}

#[test]
fn a_due_date_that_may_have_passed_leaves_it_open_until_it_surely_has() {
    let facts = ["covered: [{from: 2021-03-20, value: true}]", "office: false"];
    let case = case(&law(KEEP_DUE), &sheet(&facts));
    // It arose between 1 and 20 March, so it falls due between 31 March and 19 April.
    // Until then it is pending, whenever it arose.
    assert_eq!(case.duty("2021-03-30", "open_office"), "pending until 2021-03-31");
    assert_eq!(
        case.duty("2021-03-31", "open_office"),
        "undetermined needs covered before 2021-03-20"
    );
    assert_eq!(
        case.duty("2021-04-18", "open_office"),
        "undetermined needs covered before 2021-03-20"
    );
    assert_eq!(case.duty("2021-04-19", "open_office"), "breached since 2021-04-19 at the latest");
}

#[test]
fn a_duty_can_ask_for_the_status_of_another() {
    let text = law("
facts { office : bool over time   notice : bool over time }
duty open_office { must office }
duty give_notice { when open_office is breached  must notice }
");
    let facts = [
        "office: [{from: 2021-01-01, value: true}, {from: 2021-02-01, value: false}]",
        "notice: false",
    ];
    let case = case(&text, &sheet(&facts));
    assert_eq!(case.duty("2021-01-31", "give_notice"), "not applicable");
    assert_eq!(case.duty("2021-02-01", "give_notice"), "breached since 2021-02-01");
}

#[test]
fn the_definitions_of_a_verdict_are_those_that_duties_name() {
    let text = law("
facts { a : bool   b : bool   office : bool }
define inner  = a
define second = b
define third  = inner or b
duty one { when third and second  must office }
duty two { when second  must office }
");
    let case = case(&text, &sheet(&["a: true", "b: true", "office: true"]));
    let names: Vec<String> = case
        .verdict("2021-02-01")
        .definitions
        .iter()
        .map(|it| case.laws.defines[it.define].name.clone())
        .collect();
    assert_eq!(names, ["second", "third"]);
}

#[test]
fn needs_come_most_decisive_first() {
    let text = law("
facts { a : bool   b : bool   c : bool }
duty one   { when a  must c }
duty two   { when b  must c }
duty three { when b  must c }
");
    let case = case(&text, &sheet(&["c: false"]));
    assert_eq!(case.needs("2021-02-01"), ["b", "a"]);
}

#[test]
fn a_verdict_without_duties_that_apply_is_not_applicable() {
    let case = case(&law(KEEP), &sheet(&["covered: false"]));
    assert_eq!(case.verdict("2021-02-01").state.word(), "not_applicable");
}
