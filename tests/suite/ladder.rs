//! The vectors of Turkey's ladder and of Russia's menu, on the laws as first written.

use crate::support::{Case, PLATFORMS, case_of};

const TURKEY: &str = r#"
law tr.social_networks "Foreign social network providers must appoint a representative in Turkey" {
  source        "Law No. 5651, additional article 4, as amended by Law No. 7253"
  jurisdiction  TR
  subject       service
  in force      from 2020-10-01
  month end     last day
}
use platforms
facts {
  social_network   : bool
  daily_accesses   : number of users over time
  representative   : bool over time
}
event finding
parameter audience : number of users { from 2020-10-01: 1_000_000 }
define covered = company.seat != TR and social_network and daily_accesses > audience
duty appoint_representative { when covered  must representative }
sanctions representative_ladder {
  for  appoint_representative
  step first_fine  { shall fine 10 million TRY     once 30 days have passed since finding       by "BTK"   ends on cure }
  step second_fine { shall fine 30 million TRY     once 30 days have passed since first_fine    by "BTK"   ends on cure }
  step ad_ban {
    shall ban "New advertising, contracts and money transfers"
    on    "taxpayers in Turkey"
    once 30 days have passed since second_fine
    by    "BTK"
  }
  step half_speed  { may throttle up to 50%        once 3 months have passed since ad_ban       by "criminal judge of peace" }
  step crawl       { may throttle 50% to 90%       once 30 days have passed since half_speed    by "criminal judge of peace" }
  on cure collect 1/4
}
"#;

fn turkey(accesses: &str, representative: &str, events: &[&str]) -> Case {
    let mut sheet = format!(
        "name: Twitter Inc.\nseat: US\nservices:\n  - name: Twitter\n    tr.social_networks:\n      \
         social_network: true\n      daily_accesses: {accesses}\n      \
         representative: {representative}\n"
    );
    for event in events {
        sheet.push_str(&format!("      {event}\n"));
    }
    case_of(&[PLATFORMS, TURKEY], &sheet)
}

const NEVER: &str = "false";
const IN_MARCH: &str = "[ { from: 2020-10-01, value: false }, { from: 2021-03-19, value: true } ]";
const REAL: [&str; 4] = [
    "finding: 2020-10-02",
    "first_fine: 2020-11-04",
    "second_fine: 2020-12-11",
    "ad_ban: 2021-01-19",
];

#[test]
fn tr_1_a_million_accesses_is_not_more_than_a_million() {
    let exactly = turkey("1_000_000", NEVER, &[]);
    assert_eq!(exactly.duty("2020-10-01", "appoint_representative"), "not applicable");
    let more = turkey("1_000_001", NEVER, &[]);
    assert_eq!(more.duty("2020-10-01", "appoint_representative"), "breached since 2020-10-01");
}

#[test]
fn tr_2_the_first_fine_is_due_the_day_after_thirty_days() {
    let case = turkey("12 million", NEVER, &REAL[..1]);
    assert_eq!(case.step("2020-10-01", "first_fine"), "not triggered Clock");
    assert_eq!(case.step("2020-11-01", "first_fine"), "waiting until 2020-11-02");
    assert_eq!(case.step("2020-11-02", "first_fine"), "due since 2020-11-02");
    // Nothing is assumed: on 15 November the first fine can fall that day at the earliest.
    assert_eq!(case.step("2020-11-15", "first_fine"), "due since 2020-11-02");
    assert_eq!(case.step("2020-11-15", "second_fine"), "waiting until 2020-12-16 moving");
}

#[test]
fn tr_3_tr_4_tr_5_each_clock_starts_at_the_record_before() {
    let case = turkey("12 million", NEVER, &REAL);
    assert_eq!(case.step("2020-11-04", "first_fine"), "imposed since 2020-11-04");
    assert_eq!(case.step("2020-12-04", "second_fine"), "waiting until 2020-12-05");
    assert_eq!(case.step("2020-12-05", "second_fine"), "due since 2020-12-05");
    assert_eq!(case.step("2020-12-11", "second_fine"), "imposed since 2020-12-11");
    assert_eq!(case.step("2021-01-10", "ad_ban"), "waiting until 2021-01-11");
    assert_eq!(case.step("2021-02-01", "ad_ban"), "imposed since 2021-01-19");
    assert_eq!(case.step("2021-02-01", "half_speed"), "waiting until 2021-04-20");
    assert_eq!(case.step("2021-04-20", "half_speed"), "available since 2021-04-20");
    assert!(case.warnings("2021-04-20").is_empty());
}

#[test]
fn tr_6_cure_after_both_fines_collects_a_quarter_and_resets_the_ladder() {
    let case = turkey("12 million", IN_MARCH, &REAL[..3]);
    assert_eq!(case.sums("2021-03-18", "representative_ladder"), "40000000 TRY payable 40000000");
    assert_eq!(case.sums("2021-03-19", "representative_ladder"), "40000000 TRY payable 10000000");
    assert_eq!(case.step("2021-03-19", "second_fine"), "lifted since 2021-03-19");
    assert_eq!(case.step("2021-03-19", "ad_ban"), "not triggered Ended");
    assert_eq!(case.step("2021-03-19", "half_speed"), "not triggered Ended");
}

#[test]
fn tr_7_cure_after_the_first_fine_collects_two_and_a_half_million() {
    let representative =
        "[ { from: 2020-10-01, value: false }, { from: 2020-11-20, value: true } ]";
    let case = turkey("12 million", representative, &REAL[..2]);
    assert_eq!(case.sums("2020-11-20", "representative_ladder"), "10000000 TRY payable 2500000");
}

#[test]
fn tr_8_the_ladder_goes_on_until_there_is_a_representative() {
    let case = turkey("12 million", NEVER, &REAL);
    assert_eq!(case.step("2023-01-01", "half_speed"), "available since 2021-04-20");
    assert_eq!(case.step("2023-01-01", "crawl"), "waiting until 2023-02-01 moving");
}

#[test]
fn tr_9_a_recorded_end_outlasts_the_cure() {
    let mut events = REAL.to_vec();
    events[3] = "ad_ban: [ { on: 2021-01-19, lifted: 2021-12-28 } ]";
    let case = turkey("12 million", IN_MARCH, &events);
    assert_eq!(case.step("2021-03-19", "ad_ban"), "imposed since 2021-01-19");
    assert_eq!(case.step("2021-12-27", "ad_ban"), "imposed since 2021-01-19");
    assert_eq!(case.step("2021-12-28", "ad_ban"), "lifted since 2021-12-28");
}

#[test]
fn the_same_company_can_fall_in_again() {
    let representative = "[ { from: 2020-10-01, value: false }, { from: 2021-03-19, value: true }, \
                          { from: 2023-05-01, value: false } ]";
    let mut events = REAL.to_vec();
    events[0] = "finding: [ 2020-10-02, 2023-05-10 ]";
    let case = turkey("12 million", representative, &events);
    assert_eq!(case.step("2023-05-05", "first_fine"), "not triggered Clock");
    assert_eq!(case.step("2023-06-09", "first_fine"), "waiting until 2023-06-10");
    assert_eq!(case.step("2023-06-10", "first_fine"), "due since 2023-06-10");
    assert_eq!(case.sums("2023-06-10", "representative_ladder"), "10000000 TRY payable 10000000");
    assert_eq!(
        case.breaches("2023-06-10", "appoint_representative"),
        ["2020-10-01 to 2021-03-19 cured", "2023-05-01 to now"]
    );
}

#[test]
fn the_ladder_ahead_names_each_earliest_day() {
    let case = turkey("12 million", NEVER, &REAL[..1]);
    assert_eq!(
        case.ahead("2020-10-15"),
        [
            "first_fine due 2020-11-02",
            "second_fine due 2020-12-03",
            "ad_ban due 2021-01-03",
            "half_speed available 2021-04-04",
            "crawl available 2021-05-05",
        ]
    );
}
