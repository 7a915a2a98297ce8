//! An amendment by region of the facts: who is caught or freed, from which day, with a witness.

use crate::amendment::Pair;
use crate::support::{PLATFORMS, law};
use proptest::prelude::*;
use solon::ground::diagnostic::Found;
use solon::tools::compare::{self, Cause, Conditions, Only, Region};
use solon::tools::report::diff::words;
use std::fs;

/// Each region: what is answered, before and after, when, and where.
fn told(pair: &Pair) -> Vec<String> {
    let amended = pair.amended();
    let regions = compare::by_region(pair.editions(), &amended, None);
    assert!(regions.open.is_empty(), "{:?}", regions.open);
    regions.found.iter().map(line).collect()
}

fn line(region: &Region) -> String {
    format!(
        "{}: {} {} where {}",
        words::item(&region.item),
        words::region_change(region),
        words::days(region),
        words::conditions(region)
    )
}

/// The answers that differ for the witness of a region, and by what, when it is read as a sheet.
fn by_witness(pair: &mut Pair, region: &Region) -> Vec<(compare::Item, Cause)> {
    let source = pair.sources.add("witness.yaml", region.witness.as_str());
    let mut found = Found::new();
    let sheets = compare::sheets(pair.editions(), &[source], &mut found);
    assert!(!found.has_errors(), "{found:#?}\n{}", region.witness);
    let amended = pair.amended();
    let only = Only { conditions: Conditions::All, ..Only::default() };
    let compared = compare::by_company(pair.editions(), &amended, &sheets, only, &[region.on]);
    let all = compared.into_iter().flat_map(|it| it.differences);
    all.map(|difference| (difference.item, difference.cause)).collect()
}

fn landing(from: &str, to: &str) -> Pair {
    let platforms = fs::read_to_string("policies/platforms.law").unwrap();
    let old = fs::read_to_string("policies/ru/landing/landing.law").unwrap();
    assert!(old.contains(from));
    let new = old.replace(from, to);
    Pair::of_files(&[&platforms, &old], &[&platforms, &new])
}

#[test]
fn the_landing_law_at_100_000_catches_owners_between_with_any_hook() {
    let mut pair = landing("2021-07-01: 500_000", "2021-07-01: 100_000");
    let hook = |hook: &str| {
        let mut all = [
            "seat other than RU".to_owned(),
            "daily_users above 100_000 up to 500_000".to_owned(),
            "roles [owner]".to_owned(),
            hook.to_owned(),
        ];
        all[1..].sort();
        format!("covered: no → yes from 2021-07-01 on where {}", all.join(", "))
    };
    let mut expected = [
        "ads_to_russia true",
        "content_in_russian true",
        "found_aimed happened",
        "paid_from_russia true",
        "user_data true",
    ]
    .map(hook);
    expected.sort();
    let (mut found, delisted): (Vec<String>, Vec<String>) =
        told(&pair).into_iter().partition(|line| line.starts_with("covered"));
    found.sort();
    assert_eq!(found, expected);
    // Who has 100 000 users can no longer be delisted for having few.
    assert_eq!(delisted.len(), 2, "{delisted:#?}");
    for line in delisted {
        assert!(line.starts_with("may_be_delisted_on_"), "{line}");
        assert!(line.contains(": yes → no from 2021-07-01 on where"), "{line}");
        assert!(line.contains("daily_users at least 100_000 below 500_000"), "{line}");
    }
    let amended = pair.amended();
    for region in compare::by_region(pair.editions(), &amended, None).found {
        let at = if region.item.name() == Some("covered") { "100_001" } else { "100_000" };
        assert!(region.witness.contains(&format!("daily_users: {at}\n")), "{}", region.witness);
        let differs = by_witness(&mut pair, &region);
        assert!(differs.contains(&(region.item, Cause::Alone(vec![0]))), "{differs:?}");
    }
}

#[test]
fn a_higher_threshold_frees_them() {
    let pair = landing("2021-07-01: 500_000", "2021-07-01: 500_001");
    let (found, delisted): (Vec<String>, Vec<String>) =
        told(&pair).into_iter().partition(|line| line.starts_with("covered"));
    assert_eq!((found.len(), delisted.len()), (5, 2), "{found:#?} {delisted:#?}");
    for line in delisted {
        assert!(line.contains("daily_users at least 500_000 below 500_001"), "{line}");
    }
    for line in found {
        assert!(line.starts_with("covered: yes → no from 2021-07-01 on"), "{line}");
        assert!(line.contains("daily_users above 500_000 up to 500_001"), "{line}");
    }
}

#[test]
fn the_amendment_of_2021_brings_small_video_platforms_under_the_network_enforcement_act() {
    let read = |path: &str| fs::read_to_string(path).unwrap();
    let mut pair = Pair::of_files(
        &[
            &read("tests/amendments/netzdg_before_2021/platforms.law"),
            &read("tests/amendments/netzdg_before_2021/netzdg.law"),
        ],
        &[&read("policies/platforms.law"), &read("policies/de/netzdg/netzdg.law")],
    );
    let amended = pair.amended();
    let regions = compare::by_region(pair.editions(), &amended, None);
    let lines: Vec<String> = regions.found.iter().map(line).collect();
    let network =
        "any_content true, editorial false, for_profit true, individual_communication false";
    let small = format!(
        "{network}, registered_users below 2_000_000, seat_state_germany true, specific_content \
         false, video_sharing true"
    );
    for expected in [
        format!("small_video_platform: not asked → yes on 2021-06-28 where {small}"),
        format!("keep_procedure: not applicable → pending on 2021-06-28 where {small}"),
        format!("offer_channel: not applicable → pending on 2021-06-28 where {small}"),
        "offer_channel_at_content: not asked → BREACHED on 2021-06-28 where any_content true, \
         channel_at_content false, editorial false, for_profit true, individual_communication \
         false, registered_users at least 2_000_000, specific_content false"
            .to_owned(),
        "review_decisions: not asked → BREACHED on 2021-10-01 where any_content true, \
         counter_procedure false, editorial false, for_profit true, individual_communication \
         false, registered_users at least 2_000_000, specific_content false"
            .to_owned(),
    ] {
        assert!(lines.contains(&expected), "{expected}\n{lines:#?}");
    }
    assert!(!lines.iter().any(|line| line.starts_with("covered")), "{lines:#?}");
    for region in &regions.found {
        let differs = by_witness(&mut pair, region);
        assert!(differs.iter().any(|(item, _)| *item == region.item), "{}", line(region));
    }
}

#[test]
fn what_rests_on_more_than_constants_is_said_to_be_open() {
    let sum = |factor: &str| {
        law(&format!(
            "facts {{ one : number  two : number }}\n\
             define covered = one + two * {factor} > 10\n\
             duty d {{ when covered must one > 3 }}"
        ))
    };
    let pair = Pair::of(&sum("2"), &sum("3"));
    let amended = pair.amended();
    let regions = compare::by_region(pair.editions(), &amended, None);
    assert!(!regions.open.is_empty());
}

#[test]
fn the_same_law_has_no_regions() {
    let text = law(
        "facts { one : number }\ndefine covered = one > 10\nduty d { when covered must one > 3 }",
    );
    let pair = Pair::of(&text, &text);
    let regions = compare::by_region(pair.editions(), &pair.amended(), None);
    assert!(regions.found.is_empty() && regions.open.is_empty());
}

#[test]
fn the_guide_shows_what_is_printed() {
    let guide = fs::read_to_string("docs/guide/amendments.md").unwrap();
    let (_, shown) = guide.split_once("amended.law\n").unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let amended = folder.path().join("amended.law");
    let text = fs::read_to_string("policies/ru/landing/landing.law").unwrap();
    fs::write(&amended, text.replace("from 2021-07-01: 500_000", "from 2021-07-01: 100_000"))
        .unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_solon"));
    let old = "policies/ru/landing/landing.law";
    let output = command.args(["diff", old]).arg(&amended).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let printed = String::from_utf8(output.stdout).unwrap();
    for part in shown.split("…") {
        assert!(printed.contains(part.trim()), "{part}\n\n{printed}");
    }
}

const OPERATORS: [&str; 4] = [">", ">=", "<", "<="];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// There is a region exactly where some sheet on the grid differs, and its witness differs.
    #[test]
    fn regions_are_where_sheets_differ(
        old in (0i64..6, 0usize..4, any::<bool>()),
        new in (0i64..6, 0usize..4, any::<bool>()),
    ) {
        let wording = |(at, operator, and): (i64, usize, bool)| {
            let operator = OPERATORS[operator];
            let word = if and { "and" } else { "or" };
            law(&format!(
                "facts {{ size : number  flag : bool }}\n\
                 define covered = size {operator} {at} {word} flag\n\
                 duty d {{ when covered must flag }}"
            ))
        };
        let covers = |(at, operator, and): (i64, usize, bool), size: i64, flag: bool| {
            let compared = match operator {
                0 => size > at,
                1 => size >= at,
                2 => size < at,
                _ => size <= at,
            };
            if and { compared && flag } else { compared || flag }
        };
        // Halves, so that the open stretches between neighbouring constants are tried as well.
        let differs = (-2i64..14).flat_map(|size| [(size, false), (size, true)]).any(|(size, flag)| {
            let twice = |(at, operator, and): (i64, usize, bool)| (at * 2, operator, and);
            covers(twice(old), size, flag) != covers(twice(new), size, flag)
        });
        let mut pair = Pair::of_files(
            &[PLATFORMS, &wording(old)],
            &[PLATFORMS, &wording(new)],
        );
        let amended = pair.amended();
        let regions = compare::by_region(pair.editions(), &amended, None);
        prop_assert!(regions.open.is_empty());
        let of_covered = |it: &&Region| words::item(&it.item) == "covered";
        prop_assert_eq!(regions.found.iter().any(|it| of_covered(&it)), differs);
        for region in &regions.found {
            let told = by_witness(&mut pair, region);
            prop_assert!(told.iter().any(|(item, _)| *item == region.item), "{}", line(region));
        }
    }
}
