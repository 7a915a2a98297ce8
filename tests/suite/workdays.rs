//! Working days: counted by arithmetic, held against walking day by day.

use proptest::prelude::*;
use solon::ground::time::{Date, DateTime, Within, Workdays};
use std::collections::BTreeSet;

const WEEKEND: [bool; 7] = [false, false, false, false, false, true, true];

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn walked(weekend: [bool; 7], holidays: &BTreeSet<Date>, mut day: Date, count: i64) -> Date {
    let mut left = count;
    while left != 0 {
        day = if count > 0 { day.next().unwrap() } else { day.previous().unwrap() };
        if !weekend[day.weekday()] && !holidays.contains(&day) {
            left -= count.signum();
        }
    }
    day
}

fn certain(day: Date) -> Option<Within> {
    Some(Within { earliest: Some(day), latest: Some(day) })
}

fn days() -> impl Strategy<Value = (Date, BTreeSet<Date>)> {
    let holidays = proptest::collection::btree_set(-60i64..60, 0..30);
    (1000i64..3_650_000, holidays).prop_map(|(day, holidays)| {
        let day = Date::FIRST.plus_days(day).unwrap();
        (day, holidays.into_iter().map(|by| day.plus_days(by).unwrap()).collect())
    })
}

fn weekends() -> impl Strategy<Value = [bool; 7]> {
    proptest::array::uniform7(any::<bool>()).prop_filter("a working day", |free| *free != [true; 7])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counting_is_walking((day, holidays) in days(), weekend in weekends(), count in -40i64..40) {
        let calendar = Workdays::of(weekend, holidays.iter().copied(), None, None);
        let walked = walked(weekend, &holidays, day, count);
        prop_assert_eq!(calendar.counted(day, count), certain(walked));
        let works = |day: Date| !weekend[day.weekday()] && !holidays.contains(&day);
        let mut next = day;
        while !works(next) { next = next.next().unwrap(); }
        prop_assert_eq!(calendar.next(day), certain(next));
        let mut previous = day;
        while !works(previous) { previous = previous.previous().unwrap(); }
        prop_assert_eq!(calendar.previous(day), certain(previous));
    }

    #[test]
    fn what_is_not_verified_stays_within_the_bounds(
        (day, holidays) in days(),
        weekend in weekends(),
        count in -12i64..12,
        from in -40i64..10,
        length in 0i64..50,
    ) {
        let from = day.plus_days(from).unwrap();
        let through = from.plus_days(length).unwrap();
        let verified = |day: &Date| from <= *day && *day <= through;
        let known = holidays.iter().copied().filter(verified);
        let calendar = Workdays::of(weekend, known, Some(from), Some(through));
        // The holidays outside are some that there may be.
        let walked = walked(weekend, &holidays, day, count);
        let within = calendar.counted(day, count).unwrap();
        prop_assert!(within.earliest.is_none_or(|earliest| earliest <= walked), "{within:?} {walked}");
        prop_assert!(within.latest.is_none_or(|latest| walked <= latest), "{within:?} {walked}");
        let crossed = if count > 0 { (day.next().unwrap(), walked) } else { (walked, day.previous().unwrap()) };
        if count != 0 && verified(&crossed.0) && verified(&crossed.1) {
            prop_assert_eq!(within.certain(), Some(walked));
        }
    }
}

#[test]
fn the_days_of_the_week_are_those_of_the_calendar() {
    assert_eq!(Date::FIRST.weekday(), 0);
    assert_eq!(date("2000-01-01").weekday(), 5);
    assert_eq!(date("2026-11-25").weekday(), 2);
    assert_eq!(Date::LAST.weekday(), 4);
}

#[test]
fn the_ends_of_all_days_are_ends() {
    let calendar = Workdays::of(WEEKEND, [], None, None);
    // 31 December 9999 is a Friday, 1 January 0001 a Monday.
    assert_eq!(calendar.counted(date("9999-12-30"), 1), certain(Date::LAST));
    assert_eq!(calendar.counted(date("9999-12-30"), 2), None);
    assert_eq!(calendar.counted(Date::LAST, 1), None);
    assert_eq!(calendar.counted(date("0001-01-02"), -1), certain(Date::FIRST));
    assert_eq!(calendar.counted(Date::FIRST, -1), None);
    assert_eq!(calendar.counted(Date::FIRST, i64::MAX), None);
    assert_eq!(calendar.counted(Date::LAST, i64::MIN), None);
    assert_eq!(calendar.next(Date::FIRST), certain(Date::FIRST));
    assert_eq!(calendar.previous(Date::LAST), certain(Date::LAST));
}

#[test]
fn the_last_counted_day_is_the_last_that_is_certain() {
    let holidays = [date("2023-12-25"), date("2023-12-26")];
    let calendar = Workdays::of(WEEKEND, holidays, None, Some(date("2023-12-31")));
    for count in [-3, 1, 2, 5, 10] {
        let last = calendar.last_counted(count).unwrap();
        assert!(calendar.counted(last, count).unwrap().certain().is_some(), "{count}");
        let next = last.next().unwrap();
        assert!(calendar.counted(next, count).unwrap().certain().is_none(), "{count}");
    }
}

#[test]
fn hours_are_read_and_moved_to_the_minute() {
    let minute = |text: &str| DateTime::parse(text).unwrap();
    assert_eq!(minute("2019-01-13T00:00").plus_hours(72), Some(minute("2019-01-16T00:00")));
    assert_eq!(minute("2024-02-28T23:30").plus_hours(1), Some(minute("2024-02-29T00:30")));
    assert_eq!(minute("2023-01-01T00:00").plus_hours(-1), Some(minute("2022-12-31T23:00")));
    assert_eq!(DateTime::last_of(Date::LAST).plus_hours(1), None);
    assert_eq!(DateTime::first_of(Date::FIRST).plus_minutes(-1), None);
    assert_eq!(minute("2019-01-13T08:30").plus_hours(i64::MAX), None);
    for wrong in [
        "2019-01-13",
        "2019-01-13T24:00",
        "2019-01-13T23:60",
        "2019-01-13T8:30",
        "2019-01-13 08:30",
        "2019-01-13T08:30:00",
        "2019-01-13T08:30Z",
        "2019-02-29T08:30",
        "2019-01-13t08:30",
        "2019-01-13T+8:30",
    ] {
        assert_eq!(DateTime::parse(wrong), None, "{wrong}");
    }
}
