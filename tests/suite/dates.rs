//! Civil time: dates, durations, month ends, periods, intervals and versions.

use proptest::prelude::*;
use solon::ground::time::{Cycle, Date, Dated, Duration, Interval, MonthEnd, Period};

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn any_date() -> impl Strategy<Value = Date> {
    (0i64..3_652_059).prop_map(|days| Date::FIRST.plus_days(days).unwrap())
}

#[test]
fn every_day_there_is_agrees_with_another_calendar() {
    let mut theirs = jiff::civil::date(1, 1, 1);
    let mut ours = Date::FIRST;
    loop {
        let (year, month, day) = (theirs.year(), theirs.month(), theirs.day());
        assert_eq!((ours.year(), ours.month(), ours.day()), (year, month, day));
        assert_eq!(Date::of(year, month, day), Some(ours));
        let Some(next) = ours.next() else { break };
        assert_eq!((ours.days_until(next), next.previous()), (1, Some(ours)));
        ours = next;
        theirs = theirs.tomorrow().unwrap();
    }
    assert_eq!(ours, Date::LAST);
    assert_eq!(ours.to_string(), "9999-12-31");
}

#[test]
fn only_dates_that_exist_are_read() {
    assert_eq!(date("2024-02-29").to_string(), "2024-02-29");
    assert_eq!(date("0001-01-01"), Date::FIRST);
    for wrong in [
        "2023-02-29",
        "1900-02-29",
        "2021-04-31",
        "2021-13-01",
        "2021-00-01",
        "2021-01-00",
        "0000-12-31",
        "10000-01-01",
        "2021-1-1",
        "20210101",
        "2021-01-01T00:00",
        "+021-01-01",
        "2021/01/01",
        "01-01-2021",
        " 2021-01-01",
        "２０２１-01-01",
    ] {
        assert_eq!(Date::parse(wrong), None, "{wrong}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn days_added_are_days_between(one in any_date(), two in any_date()) {
        let days = one.days_until(two);
        prop_assert_eq!(one.plus_days(days), Some(two));
        prop_assert_eq!(two.plus_days(-days), Some(one));
        prop_assert_eq!(days.cmp(&0), two.cmp(&one));
        prop_assert_eq!(Date::parse(&two.to_string()), Some(two));
    }

    #[test]
    fn later_days_stay_later_by_any_months(one in any_date(), days in 0i64..70, by in -40i64..40) {
        let Some(two) = one.plus_days(days) else { return Ok(()) };
        for rule in [MonthEnd::LastDay, MonthEnd::NextDay] {
            let months = Duration::months(by);
            if let (Some(one), Some(two)) = (months.after(one, rule), months.after(two, rule)) {
                prop_assert!(one <= two);
            }
        }
    }

    #[test]
    fn days_of_every_month_move_by_whole_months(one in any_date(), by in -400i64..400) {
        prop_assume!(one.day() <= 28);
        let moved = Duration::months(by).after(one, MonthEnd::LastDay);
        prop_assert_eq!(moved, Duration::months(by).after(one, MonthEnd::NextDay));
        if let Some(moved) = moved {
            prop_assert_eq!(moved.day(), one.day());
            prop_assert_eq!(Duration::months(by).before(moved, MonthEnd::LastDay), Some(one));
            prop_assert_eq!(Duration::months(-by).after(moved, MonthEnd::LastDay), Some(one));
        }
    }

    #[test]
    fn a_period_holds_its_days_and_no_other(day in any_date(), count in -5i64..5) {
        for cycle in [Cycle::Month, Cycle::Quarter, Cycle::HalfYear, Cycle::Year] {
            let period = Period::containing(cycle, day);
            prop_assert!(period.interval().unwrap().contains(day));
            prop_assert!(period.first_day().unwrap() <= day && day <= period.last_day().unwrap());
            let moved = period.plus(count);
            prop_assert_eq!(moved.and_then(|it| it.plus(-count)), moved.map(|_| period));
            if let Some(next) = period.plus(1) {
                prop_assert_eq!(period.last_day().unwrap().next(), next.first_day());
            }
        }
    }
}

#[test]
fn the_law_chooses_the_end_of_the_month() {
    let after =
        |months, from, rule| Duration::months(months).after(date(from), rule).unwrap().to_string();
    let both = |months, from| {
        [after(months, from, MonthEnd::LastDay), after(months, from, MonthEnd::NextDay)]
    };
    assert_eq!(both(1, "2021-01-31"), ["2021-02-28", "2021-03-01"]);
    assert_eq!(both(1, "2024-01-31"), ["2024-02-29", "2024-03-01"]);
    assert_eq!(both(12, "2024-02-29"), ["2025-02-28", "2025-03-01"]);
    assert_eq!(both(48, "2024-02-29"), ["2028-02-29", "2028-02-29"]);
    assert_eq!(both(-1, "2021-03-31"), ["2021-02-28", "2021-03-01"]);
    assert_eq!(both(-12, "2024-02-29"), ["2023-02-28", "2023-03-01"]);
    assert_eq!(both(1, "2021-12-31"), ["2022-01-31", "2022-01-31"]);
}

#[test]
fn repetition_counts_from_the_anchor() {
    let third = Duration::months(3).after(date("2021-01-31"), MonthEnd::LastDay);
    assert_eq!(third, Some(date("2021-04-30")));
    let step = |from| Duration::months(1).after(from, MonthEnd::LastDay).unwrap();
    // Step by step the day would be lost in February.
    assert_eq!(step(step(step(date("2021-01-31")))), date("2021-04-28"));
}

#[test]
fn no_date_lies_past_the_ends() {
    assert_eq!(Date::LAST.next(), None);
    assert_eq!(Date::FIRST.previous(), None);
    assert_eq!(Date::LAST.plus_days(i64::MAX), None);
    assert_eq!(Date::FIRST.plus_days(i64::MIN), None);
    assert_eq!(Duration::months(1).after(Date::LAST, MonthEnd::LastDay), None);
    assert_eq!(Duration::months(i64::MAX).after(Date::FIRST, MonthEnd::NextDay), None);
    assert_eq!(Duration::months(i64::MIN).before(Date::FIRST, MonthEnd::NextDay), None);
    assert_eq!(Period::containing(Cycle::Year, Date::LAST).last_day(), Some(Date::LAST));
    assert_eq!(Period::containing(Cycle::Year, Date::LAST).plus(1), None);
}

#[test]
fn periods_are_read_as_they_are_written() {
    for text in ["2021", "2021-Q3", "2021-03", "0001", "9999-12"] {
        assert_eq!(Period::parse(text).unwrap().to_string(), text);
    }
    for wrong in ["", "21", "0000", "2021-Q5", "2021-Q0", "2021-13", "2021-00", "2021-3", "2021-"] {
        assert_eq!(Period::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn intervals_are_half_open() {
    let days = Interval { from: date("2021-07-01"), until: Some(date("2022-01-01")) };
    assert!(!days.contains(date("2021-06-30")));
    assert!(days.contains(date("2021-07-01")));
    assert!(days.contains(date("2021-12-31")));
    assert!(!days.contains(date("2022-01-01")));
    assert_eq!(days.horizon(date("2021-01-01")), Some(days.from));
    assert_eq!(days.horizon(date("2021-07-01")), days.until);
    assert_eq!(days.horizon(date("2022-01-01")), None);
    let next = Interval { from: date("2022-01-01"), until: None };
    assert_eq!(days.and(next), None);
}

#[test]
fn versions_hold_until_the_next_begins() {
    let (first, second) = (date("2021-07-01"), date("2022-01-01"));
    let versions = Dated::starting([(first, 'a'), (second, 'b')], None);
    let on = |day| versions.on(date(day)).map(|version| version.value);
    assert_eq!(on("2021-06-30"), None);
    assert_eq!(on("2021-07-01"), Some('a'));
    assert_eq!(on("2021-12-31"), Some('a'));
    assert_eq!(on("2022-01-01"), Some('b'));
    assert_eq!(versions.horizon(date("2020-01-01")), Some(first));
    assert_eq!(versions.horizon(first), Some(second));
    assert_eq!(versions.horizon(second), None);
}
