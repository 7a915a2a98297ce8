//! Duties that arise more than once: against a plain count of periods, orders and acts day by day,
//! and against what the unknown may turn out to be.

use crate::reports::{solon, without_hashes};
use crate::support::{Case, case, day, law, sheet};
use crate::timeline::compare;
use solon::engine::verdict::{Late, Status, StepState, Verdict};
use solon::ground::time::Date;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

const LAW: &str = "
facts {
  covered : bool over time
  office  : bool over time
}
event order
event removal
event report
duty take_down { on each order as o  when covered  must removal  due 4 days after o }
duty keep_open { on each order as o  must office  due 2 days after o }
duty publish   { when covered  must report  every 1 month  due 10 days after the period }
duty quarterly { when covered  must report  every calendar quarter }
duty monthly   { when covered  must report  every calendar month  due 5 days after the period }
duty limited   { from 2021-02-01 until 2021-10-01  must report  every 20 days  due 5 days after the period }
sanctions fines {
  for take_down, publish
  step one { may fine 5 RUB  once 10 days have passed since breach }
  step two { may ban \"A\" }
  step three { may fine 7 RUB  ends on cure }
}
";

/// Numbers without a pattern, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn date(&mut self) -> Date {
        day("2021-01-01").plus_days(i64::try_from(self.below(400)).unwrap()).unwrap()
    }

    fn dates(&mut self, most: u64) -> Vec<Date> {
        let mut dates: Vec<Date> = (0..self.below(most + 1)).map(|_| self.date()).collect();
        dates.sort();
        dates.dedup();
        dates
    }
}

/// What is stated of a case: `None` is what is not known.
#[derive(Clone, Debug)]
struct Stated {
    facts: [Vec<(Date, Option<bool>)>; 2],
    events: [Option<Vec<Date>>; 3],
    through: Option<Date>,
}

const FACTS: [&str; 2] = ["covered", "office"];
const EVENTS: [&str; 3] = ["order", "removal", "report"];

impl Stated {
    fn of(numbers: &mut Numbers, known: bool) -> Self {
        let facts = [(); 2].map(|()| {
            let mut days = numbers.dates(4);
            if known || numbers.below(2) == 0 {
                days.insert(0, day("2020-12-01"));
            }
            let value = |numbers: &mut Numbers| match numbers.below(5) {
                4 if !known => None,
                other => Some(other % 2 == 0),
            };
            days.into_iter().map(|from| (from, value(numbers))).collect()
        });
        let most = [6, 6, 12];
        let events = most.map(|most| match numbers.below(9) {
            0 if !known => None,
            _ => Some(numbers.dates(most)),
        });
        let through = (!known && numbers.below(4) == 0).then(|| numbers.date());
        Self { facts, events, through }
    }

    /// The same with all that is not known settled in some way.
    fn settled(&self, numbers: &mut Numbers) -> Self {
        let mut settled = self.clone();
        settled.through = None;
        for history in &mut settled.facts {
            for (_, value) in history.iter_mut() {
                *value = value.or(Some(numbers.below(2) == 0));
            }
            // Before its first entry it may have been anything, and may have changed.
            let first = history.first().map_or(day("2022-06-01"), |(from, _)| *from);
            let mut before: Vec<Date> = numbers.dates(2);
            before.insert(0, day("2020-12-01"));
            before.retain(|on| *on < first);
            before.dedup();
            let before: Vec<_> =
                before.into_iter().map(|on| (on, Some(numbers.below(2) == 0))).collect();
            history.splice(0..0, before);
        }
        for dates in &mut settled.events {
            let more = match (&dates, self.through) {
                (None, _) => numbers.dates(6),
                (Some(_), Some(through)) => {
                    numbers.dates(6).into_iter().filter(|on| through < *on).collect()
                }
                (Some(_), None) => Vec::new(),
            };
            let mut all = dates.take().unwrap_or_default();
            all.extend(more);
            all.sort();
            all.dedup();
            *dates = Some(all);
        }
        settled
    }

    fn case(&self) -> Case {
        let mut lines = Vec::new();
        for (name, history) in FACTS.iter().zip(&self.facts) {
            let entries: Vec<String> = history
                .iter()
                .map(|(from, value)| {
                    let value = value.map_or("unknown".to_owned(), |value| value.to_string());
                    format!("{{from: {from}, value: {value}}}")
                })
                .collect();
            if !entries.is_empty() {
                lines.push(format!("{name}: [{}]", entries.join(", ")));
            }
        }
        for (name, dates) in EVENTS.iter().zip(&self.events) {
            let words = match dates {
                None => "unknown".to_owned(),
                Some(dates) if dates.is_empty() => continue,
                Some(dates) => {
                    let dates: Vec<String> = dates.iter().map(Date::to_string).collect();
                    format!("[{}]", dates.join(", "))
                }
            };
            lines.push(format!("{name}: {words}"));
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let through = self.through.map_or(String::new(), |on| format!("recorded through: {on}\n"));
        case(&law(LAW), &(through + &sheet(&lines)))
    }

    fn covered(&self, on: Date) -> bool {
        let last = self.facts[0].iter().rev().find(|(from, _)| *from <= on);
        last.and_then(|(_, value)| *value).expect("known")
    }

    fn dates(&self, event: usize) -> &[Date] {
        self.events[event].as_deref().expect("known")
    }
}

/// One thing that is owed, as a clerk would keep it on a list.
#[derive(Clone, Copy, Debug)]
struct Entry {
    counts_from: Date,
    due: Date,
    done: Option<Date>,
}

/// The status that a list gives on a day.
fn worst(list: &[Entry], on: Date) -> String {
    let open = |it: &&Entry| it.done.is_none_or(|done| on < done);
    let breached = list.iter().filter(open).filter(|it| it.due < on).map(|it| it.due.next()).min();
    if let Some(since) = breached {
        return format!("breached since {}", since.unwrap());
    }
    let pending = |it: &&Entry| open(it) && it.counts_from <= on;
    if let Some(due) = list.iter().filter(pending).map(|it| it.due).min() {
        return format!("pending until {}", due.next().unwrap());
    }
    let done: Vec<&Entry> = list.iter().filter(|it| !open(it)).collect();
    if let Some(since) = done.iter().filter_map(|it| it.done).max() {
        let late = done.iter().any(|it| it.done.is_some_and(|done| it.due < done));
        return format!("fulfilled{} since {since}", if late { " late" } else { "" });
    }
    match list.iter().map(|it| it.due).min() {
        Some(due) => format!("pending until {}", due.next().unwrap()),
        None => "not applicable".to_owned(),
    }
}

/// Goes through the days of a year and a half: who owes what is asked of `arises` each day, `acts`
/// strike the first entry for which they count, and `bound` clears the list where it is false.
fn clerk(
    acts: &[Date],
    bound: impl Fn(Date) -> bool,
    mut arises: impl FnMut(Date, bool) -> Vec<Entry>,
) -> Vec<(Date, String)> {
    let mut list: Vec<Entry> = Vec::new();
    let mut told = Vec::new();
    let mut before = false;
    let mut on = day("2021-01-01");
    while on < day("2022-06-01") {
        let is = bound(on);
        if !is {
            list.clear();
        } else {
            list.extend(arises(on, !before));
        }
        for _ in acts.iter().filter(|act| **act == on) {
            let waits = |it: &&mut Entry| it.done.is_none() && it.counts_from <= on;
            if let Some(first) = list.iter_mut().find(waits) {
                first.done = Some(on);
            }
        }
        told.push((on, if is { worst(&list, on) } else { "not applicable".to_owned() }));
        before = is;
        on = on.next().unwrap();
    }
    told
}

fn agrees(case: &Case, duty: &str, told: &[(Date, String)], stated: &Stated) {
    for (on, expected) in told {
        let status = case.duty(&on.to_string(), duty);
        assert_eq!(&status, expected, "{duty} on {on}: {stated:?}");
    }
}

#[test]
fn each_order_is_what_a_clerk_would_keep_on_a_list() {
    let mut numbers = Numbers(11);
    for _ in 0..6 {
        let stated = Stated::of(&mut numbers, true);
        let orders = stated.dates(0).to_vec();
        let told = clerk(
            stated.dates(1),
            |_| true,
            |on, _| {
                let ordered = orders.contains(&on) && stated.covered(on);
                let entry = Entry { counts_from: on, due: on.plus_days(4).unwrap(), done: None };
                if ordered { vec![entry] } else { Vec::new() }
            },
        );
        agrees(&stated.case(), "take_down", &told, &stated);
    }
}

#[test]
fn each_period_is_what_a_clerk_would_keep_on_a_list() {
    let mut numbers = Numbers(5);
    let month = |on: Date| (on.year(), on.month());
    for _ in 0..6 {
        let stated = Stated::of(&mut numbers, true);
        let case = stated.case();
        let covered = |on: Date| stated.covered(on);
        // A month from the first day of being covered on, and ten days.
        let mut next: VecDeque<Date> = VecDeque::new();
        let told = clerk(stated.dates(2), covered, |on, anew| {
            if anew {
                let months = (0..24).map(|count| {
                    let months = solon::ground::time::Duration::months(count);
                    months.after(on, solon::ground::time::MonthEnd::LastDay).unwrap()
                });
                next = months.collect();
            }
            if next.front() != Some(&on) {
                return Vec::new();
            }
            next.pop_front();
            let after = next[0];
            vec![Entry { counts_from: after, due: after.plus_days(9).unwrap(), done: None }]
        });
        agrees(&case, "publish", &told, &stated);
        // Calendar months, and five days.
        let told = clerk(stated.dates(2), covered, |on, anew| {
            let mut after = on;
            while month(after) == month(on) {
                after = after.next().unwrap();
            }
            let entry = Entry { counts_from: after, due: after.plus_days(4).unwrap(), done: None };
            if anew || on.day() == 1 { vec![entry] } else { Vec::new() }
        });
        agrees(&case, "monthly", &told, &stated);
        // Quarters, within themselves.
        let told = clerk(stated.dates(2), covered, |on, anew| {
            let mut last = on;
            let quarter = |on: Date| (on.year(), (on.month() - 1) / 3);
            while quarter(last.next().unwrap()) == quarter(on) {
                last = last.next().unwrap();
            }
            let entry = Entry { counts_from: on, due: last, done: None };
            let begins = on.day() == 1 && on.month() % 3 == 1;
            if anew || begins { vec![entry] } else { Vec::new() }
        });
        agrees(&case, "quarterly", &told, &stated);
    }
}

#[test]
fn the_timeline_is_that_of_every_single_day() {
    let mut numbers = Numbers(4);
    for round in 0..10 {
        let stated = Stated::of(&mut numbers, round % 3 == 0);
        println!("{stated:?}");
        compare(&stated.case(), "2020-12-20", "2022-05-01");
    }
}

/// Whether what was known of a duty may turn out so. Where its due date is not known it is pending
/// until the first day on which it may no longer be.
fn may_become(before: &Status, is_due: bool, after: &Status) -> bool {
    match (before, after) {
        (Status::Undetermined { .. }, _) => true,
        (
            Status::Fulfilled { since, at_the_latest, late },
            Status::Fulfilled { since: then, late: is, .. },
        ) => {
            (since == then || (*at_the_latest && then < since))
                && (late == is || matches!(late, Late::Undetermined(_)))
        }
        (Status::Breached { since, at_the_latest }, Status::Breached { since: then, .. }) => {
            since == then || (*at_the_latest && then < since)
        }
        (Status::Pending { until }, Status::Pending { until: then }) => {
            until == then || !is_due && until < then
        }
        (before, after) => before == after,
    }
}

fn stands(before: &Verdict, after: &Verdict, case: &Case, words: &str) {
    let steps =
        |it: &Verdict| it.sanctions.iter().flat_map(|it| it.steps.clone()).collect::<Vec<_>>();
    for (one, two) in steps(before).iter().zip(&steps(after)) {
        let name = &case.laws.steps[one.step].name;
        let settled = !matches!(one.state, StepState::Undetermined { .. });
        let same = one.state.word() == two.state.word();
        let (was, is) = (&one.state, &two.state);
        assert!(!settled || same, "{name} on {}: {was:?} became {is:?}\n{words}", before.on);
    }
    for (one, two) in before.duties.iter().zip(&after.duties) {
        let name = &case.laws.duties[one.duty].name;
        let (was, is) = (&one.status, &two.status);
        assert!(
            may_become(was, one.due.is_some(), is),
            "{name} on {}: {was:?} became {is:?}\n{words}",
            before.on
        );
        for instance in &one.instances {
            // A period that is owed anew stands twice.
            let mut then = two.instances.iter().filter(|it| it.of == instance.of);
            let (Some(then), None) = (then.next(), then.next()) else { continue };
            let (was, is) = (&instance.status, &then.status);
            let of = instance.of;
            assert!(
                may_become(was, instance.due.is_some(), is),
                "{name} of {of:?}: {was:?} became {is:?}\n{words}"
            );
        }
    }
}

#[test]
fn what_is_settled_stays_so_whatever_the_unknown_turns_out_to_be() {
    let mut numbers = Numbers(77);
    for _ in 0..40 {
        let stated = Stated::of(&mut numbers, false);
        let before = stated.case();
        for _ in 0..3 {
            let settled = stated.settled(&mut numbers);
            let after = settled.case();
            let words = format!("{stated:?}\n{settled:?}");
            for _ in 0..6 {
                let on = numbers.date();
                stands(&before.verdict_on(on), &after.verdict_on(on), &before, &words);
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "how long it takes is what is asked")]
fn now() -> Instant {
    Instant::now()
}

#[test]
fn thousands_of_orders_and_hundreds_of_periods_are_judged_soon() {
    let took = |orders: i64, missing: bool| {
        let dates = |first: &str, step: i64, count: i64| -> Vec<String> {
            let day = |at: i64| day(first).plus_days(at * step).unwrap();
            (0..count).map(|at| day(at).to_string()).collect()
        };
        let orders = dates("2021-01-01", 1, orders);
        let removal =
            if missing { "unknown".to_owned() } else { format!("[{}]", orders.join(", ")) };
        let facts = [
            "covered: true".to_owned(),
            "office: true".to_owned(),
            format!("order: [{}]", orders.join(", ")),
            format!("removal: {removal}"),
            format!("report: [{}]", dates("2021-02-01", 30, 100).join(", ")),
        ];
        let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
        let case = case(&law(LAW), &sheet(&facts));
        // Of several times the shortest: a busy machine makes none shorter.
        let times = (0..4).map(|_| {
            let begun = now();
            assert!(!case.verdict("2060-01-01").duties.is_empty());
            begun.elapsed()
        });
        times.min().expect("a time")
    };
    for missing in [false, true] {
        let (one, two) = (took(4_000, missing), took(8_000, missing));
        assert!(two < one * 3 + Duration::from_secs(1), "{one:?}, then {two:?}");
        assert!(two < Duration::from_secs(20), "{two:?}");
    }
}

#[test]
fn reports_list_each_time_that_a_duty_has_arisen() {
    let law = "tests/language/duty/means_breaches_of_several.law";
    let facts = ["--facts", "tests/language/duty/several.yaml"];
    let told = |command: &str, more: &[&str]| {
        let arguments = [&[command, law], &facts[..], more].concat();
        let ran = solon(&arguments);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
        ran.out
    };
    let on = ["--on", "2022-02-05"];
    insta::assert_snapshot!("several_text", told("eval", &on));
    let markdown = told("eval", &[&on[..], &["--format", "markdown"]].concat());
    insta::assert_snapshot!("several_markdown", markdown);
    let json = told("eval", &[&on[..], &["--format", "json"]].concat());
    insta::assert_snapshot!("several_json", without_hashes(&json));
    insta::assert_snapshot!("several_explained", told("explain", &on));
    let why_not = told("explain", &[&on[..], &["--why-not", "take_down"]].concat());
    insta::assert_snapshot!("several_why_not", why_not);
    let days = ["--from", "2021-04-30", "--to", "2022-03-01"];
    insta::assert_snapshot!("several_timeline", told("timeline", &days));
}
