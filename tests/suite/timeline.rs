//! The timeline, compared with asking every single day.

use crate::support::{Case, PLATFORMS, case, case_of, day, law, sheet};
use solon::engine::timeline::{ChangeOf, Timeline, without_past};
use solon::engine::verdict::{Growth, Outcome, Possible, StepState, StepVerdict, Verdict};
use solon::ground::time::Date;
use solon::ground::value::Value;

/// What two days of one interval may differ in: the day, the horizon, and a day that moves with
/// the day asked.
fn apart_from_the_day(mut verdict: Verdict) -> Verdict {
    verdict.on = day("2000-01-01");
    verdict.horizon = None;
    for failure in &mut verdict.failures {
        failure.on = day("2000-01-01");
    }
    for block in &mut verdict.sanctions {
        let grows = |step: &StepVerdict| {
            step.amount.as_ref().is_some_and(|amount| amount.growth != Growth::None)
        };
        let any_grows = block.steps.iter().any(grows);
        for step in &mut block.steps {
            if let StepState::Waiting { until, moving: true } = &mut step.state {
                *until = day("2000-01-01");
            }
            if let Some(amount) = step.amount.as_mut().filter(|it| it.growth != Growth::None) {
                still(&mut amount.outcome);
            }
            if let Some(counts) = step.counts.as_mut().filter(|_| any_grows) {
                still(counts);
            }
        }
        if block.grows {
            block.total.iter_mut().chain(&mut block.payable).for_each(|sum| still(&mut sum.1));
        }
        if let Some(together) = block.together.as_mut().filter(|_| any_grows) {
            still(&mut together.most);
            still(&mut together.alone);
        }
    }
    for (_, amount) in verdict.totals.iter_mut().filter(|it| it.1.growth != Growth::None) {
        still(&mut amount.outcome);
    }
    verdict
}

/// What grows is no figure; whether it is known, and what it needs, stays.
fn still(outcome: &mut Outcome) {
    match outcome {
        Outcome::Known(value) => *value = Value::None,
        Outcome::Undetermined(open) => open.possible = Possible::Anything,
        Outcome::Failed(_) => {}
    }
}

/// Asks every day from one up to another.
pub fn compare(case: &Case, from: &str, to: &str) -> Timeline {
    let timeline = case.timeline(from, to);
    assert_eq!(timeline.cut, None);
    let mut today = day(from);
    let mut before: Option<(usize, Verdict)> = None;
    while today < day(to) {
        let at = timeline.intervals.iter().position(|it| it.days.contains(today));
        let at = at.expect("no gaps");
        let verdict = without_past(case.verdict_on(today), timeline.intervals[at].days.from);
        let verdict = apart_from_the_day(verdict);
        let found = apart_from_the_day(timeline.intervals[at].value.clone());
        assert_eq!(verdict, found, "on {today}, in the interval {:?}", timeline.intervals[at].days);
        if let Some((last, before)) = before.filter(|(last, _)| *last != at) {
            assert_eq!(last + 1, at);
            assert_ne!(before, verdict, "{today} begins an interval and changes nothing");
        }
        before = Some((at, verdict));
        today = today.next().unwrap();
    }
    timeline
}

const STEPS: &str = "
facts {
  covered : bool over time
  office  : bool over time
  large   : bool over time
  revenue : money RUB per year
}
event finding
event report
parameter grace : duration in days { from 2021-01-01: 40 days  from 2021-07-01: 20 days  from 2022-10-01: 90 days }
duty open_office { from 2021-02-01 until 2023-06-01  when covered  must office }
duty later       { when covered  must office  due 2 months after today }
duty file        { when covered  must report  due 20 days after finding }
sanctions block {
  for open_office, file
  step one   { may fine 1/15 to 1/10 of revenue in last year no less than 6 RUB  once 10 days have passed since breach  by \"court\" }
  step two   { shall ban \"A\"    once 1 month have passed since one }
  step three { shall notice \"B\" once 30 days have passed since finding   by \"court\"   ends 60 days after three }
  step four  { when large  may block   for open_office }
  step five  { shall fine 5 RUB  by \"court\"  ends on cure }
  step six   { when five is imposed or large  may lose \"C\"   ends when large }
  step seven { may ban \"D\"  once grace have passed since three  by \"court\" }
  step eight { may ban \"E\"  once (if large then grace else 5 days) have passed since seven }
  on cure collect 1/2
}
sanctions growing {
  for open_office, file
  step daily   { shall fine 3 RUB per day running from breach for at most 40 days }
  step weekly  { may fine 1 RUB to 10 RUB per started week running from finding total no more than 45 RUB  by \"court\" }
  step monthly { may fine (if large then 7 RUB else 20 RUB) per month doubling every 60 days running from breach  by \"court\"  ends on cure }
  step yearly  { for file  shall fine revenue in last year / 10 per 5 days running from breach  ends when large }
  together no more than 160 RUB when not large
  on cure collect 1/2
}
sanctions gravest {
  for open_office
  step fixed { may fine 20 RUB }
  step grows { may fine 1 RUB to 2 RUB per day running from breach }
  together no more than the highest of them
}
";

#[test]
fn equals_asking_every_day() {
    let sheets = [
        sheet(&[
            "covered: [{from: 2021-01-01, value: true}, {from: 2022-01-10, value: false}, \
             {from: 2022-02-10, value: true}]",
            "office: [{from: 2021-01-01, value: false}, {from: 2021-05-01, value: true}, \
             {from: 2022-08-01, value: false}]",
            "large: [{from: 2021-03-01, value: true}, {from: 2021-04-01, value: false}, \
             {from: 2022-09-01, value: true}]",
            "revenue: { 2020: 300 RUB, 2021: 30 RUB }",
            "finding: [2021-02-15, 2021-03-20, 2022-08-15]",
            "report: [2021-04-01, 2022-03-30]",
            "one: [{on: 2021-02-20, amount: 100 RUB}, {on: 2022-09-01}]",
            "five: [{on: 2021-03-01, lifted: 2021-09-01}, {on: 2022-08-20}]",
            "weekly: [{on: 2021-02-20, lifted: 2021-03-10}, {on: 2021-03-12}, {on: 2021-04-01, amount: 9 RUB}, {on: 2021-04-10}]",
            "monthly: [{on: 2022-08-20, amount: 60 RUB}, {on: 2022-10-01}, {on: 2022-11-01, lifted: unknown}, {on: 2022-12-01}]",
        ]),
        sheet(&[
            "covered: [{from: 2021-03-05, value: true}]",
            "office: [{from: 2021-02-15, value: true}, {from: 2021-04-15, value: unknown}, \
             {from: 2021-07-15, value: false}, {from: 2022-04-15, value: true}]",
            "finding: 2021-04-10",
            "three: 2021-09-15",
        ]),
        sheet(&["covered: true", "office: false", "large: true", "finding: unknown"]),
        sheet(&[]),
        "recorded through: 2021-12-15\n".to_owned()
            + &sheet(&["covered: true", "office: true", "finding: 2021-04-10", "large: false"]),
    ];
    for sheet in &sheets {
        let case = case(&law(STEPS), sheet);
        compare(&case, "2020-12-01", "2024-02-01");
    }
}

/// Numbers without a pattern, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn date(&mut self) -> Date {
        day("2021-01-01").plus_days(i64::try_from(self.below(900)).unwrap()).unwrap()
    }

    fn dates(&mut self, most: u64) -> Vec<Date> {
        let mut dates: Vec<Date> = (0..self.below(most + 1)).map(|_| self.date()).collect();
        dates.sort();
        dates.dedup();
        dates
    }

    fn sheet(&mut self) -> String {
        let mut facts = Vec::new();
        for fact in ["covered", "office", "large"] {
            let entries = self.dates(4);
            let entries = entries.iter().map(|from| {
                let value = ["true", "false", "true", "false", "unknown"][self.below(5) as usize];
                format!("{{from: {from}, value: {value}}}")
            });
            let entries: Vec<String> = entries.collect();
            if !entries.is_empty() {
                facts.push(format!("{fact}: [{}]", entries.join(", ")));
            }
        }
        for event in ["finding", "report", "one", "three", "five", "weekly", "monthly"] {
            let dates = self.dates(3);
            if self.below(9) == 0 {
                facts.push(format!("{event}: unknown"));
            } else if !dates.is_empty() {
                let dates: Vec<String> = dates.iter().map(Date::to_string).collect();
                facts.push(format!("{event}: [{}]", dates.join(", ")));
            }
        }
        let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
        let recorded = match self.below(4) {
            0 => format!("recorded through: {}\n", self.date()),
            _ => String::new(),
        };
        recorded + &sheet(&facts)
    }
}

#[test]
fn equals_asking_every_day_of_sheets_without_a_pattern() {
    let mut numbers = Numbers(7);
    for _ in 0..12 {
        let text = numbers.sheet();
        println!("{text}");
        compare(&case(&law(STEPS), &text), "2020-12-15", "2023-12-15");
    }
}

const WINDOWS: &str = "
facts {
  audited  : bool over time
  staff    : number over time
  visitors : number per month
  revenue  : money RUB per year
}
status large { begins when average of visitors over the last 3 months >= 10  ends when average of visitors over the last 3 months < 10 throughout the last 2 months }
define rich   = revenue > 5 RUB in each of the last 2 years
define staffed = highest of staff over the last 20 days > 5 and average of staff over the last 20 days > 3
duty audit { when large or rich  must audited }
duty hire  { when staffed  must not audited }
sanctions block {
  for audit
  step one { may fine 1/15 to 1/10 of sum of revenue over the last 2 years  once 10 days have passed since breach }
}
";

#[test]
fn windows_equal_asking_every_day() {
    let sheets = [
        sheet(&[
            "audited: [{from: 2021-01-01, value: false}, {from: 2022-03-10, value: true}]",
            "staff: [{from: 2021-01-01, value: 2}, {from: 2021-05-01, value: 9}, {from: 2021-06-07, value: 0}]",
            "visitors: {2021-01: 9, 2021-02: 10, 2021-03: 11, 2021-04: 12, 2021-05: {below: 9}, \
             2021-06: 8, 2021-07: {at_least: 13}, 2021-08: 9, 2021-10: 3, 2021-11: 3, 2021-12: 3}",
            "revenue: {2019: 5 RUB, 2020: 6 RUB, 2021: 7 RUB, 2022: {above: 5 RUB}}",
        ]),
        sheet(&[
            "audited: false",
            "staff: [{from: 2021-02-10, at_most: 4}, {from: 2021-03-01, value: 7}]",
            "visitors: {2021-01: 30, 2021-03: 0}",
            "revenue: {2020: 6 RUB, 2022: 5 RUB}",
        ]),
        sheet(&[]),
    ];
    for sheet in &sheets {
        compare(&case(&law(WINDOWS), sheet), "2020-12-15", "2024-02-01");
    }
}

#[test]
fn the_intervals_of_a_simple_case_are_those_a_reader_expects() {
    let text = law("
facts { office : bool over time }
duty open_office { must office }
sanctions block { for open_office  step fine { may fine 1 RUB  once 10 days have passed since breach } }
");
    let facts = ["office: [{from: 2021-01-01, value: false}, {from: 2021-03-01, value: true}]"];
    let case = case(&text, &sheet(&facts));
    let timeline = compare(&case, "2020-12-01", "2021-06-01");
    let firsts: Vec<String> =
        timeline.intervals.iter().map(|it| it.days.from.to_string()).collect();
    assert_eq!(firsts, ["2020-12-01", "2021-01-01", "2021-01-12", "2021-03-01"]);
    assert_eq!(timeline.intervals[3].days.until, Some(day("2021-06-01")));
}

#[test]
fn the_next_change_names_what_differs() {
    let text = law("
facts { office : bool over time }
duty open_office { must office }
sanctions block { from 2021-02-01  for open_office  step ban { may ban \"A\" } }
");
    let case = case(&text, &sheet(&["office: false"]));
    let change = case.next_change("2021-01-15").expect("a change");
    assert_eq!(change.date, day("2021-02-01"));
    assert!(matches!(change.what.as_slice(), [ChangeOf::Step { .. }]), "{:?}", change.what);
    assert_eq!(case.next_change("2021-02-01"), None);
    assert_eq!(case.ahead("2021-01-15"), ["ban available 2021-02-01"]);
}

#[test]
fn the_ladder_ahead_knows_nothing_of_later_records() {
    let text = law("
facts { office : bool over time }
duty open_office { must office }
sanctions block {
  for open_office
  step one { may fine 1 RUB  once 10 days have passed since breach  by \"court\" }
  step two { may ban \"A\"    once 10 days have passed since one }
}");
    let office = "office: [{from: 2021-01-01, value: false}, {from: 2021-01-05, value: true}]";
    let case = case(&text, &sheet(&[office, "one: 2021-06-01"]));
    assert_eq!(case.ahead("2021-01-04"), ["one available 2021-01-12", "two available 2021-01-23"]);
}

#[test]
fn a_menu_and_fines_that_came_later_equal_asking_every_day() {
    let russia = include_str!("../../policies/ru/landing/landing.law");
    let sheet = "
name: Example
seat: US
services:
  - name: Store
    ru.landing:
      roles: [owner]
      daily_users: { value: 5 million }
      paid_from_russia: true
      feedback_form: [ { from: 2021-07-01, value: false }, { from: 2022-01-18, value: true } ]
      account: [ { from: 2022-01-18, value: true } ]
      counter: false
      presence: [ { from: 2021-07-01, value: absent }, { from: 2022-02-04, value: representative_office } ]
      listing: 2021-11-22
";
    let vocabulary = include_str!("../../policies/platforms.law");
    let case = case_of(&[vocabulary, russia], sheet);
    assert_eq!(case.duty("2022-02-04", "open_local_office"), "fulfilled late since 2022-02-04");
    assert_eq!(case.duty("2022-02-04", "install_counter"), "breached since 2021-07-01");
    assert_eq!(case.step("2022-02-04", "ban_payments"), "available since 2021-07-01");
    compare(&case, "2021-06-01", "2023-06-01");
    let _ = PLATFORMS;
}
