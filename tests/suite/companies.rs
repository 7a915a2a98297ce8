//! Every company of the list of 22 November 2021 and the hosting providers, on the days on which
//! something was reported of them: report, verdict, timeline and explanation as snapshots.

use crate::reports::{solon, without_hashes};

/// A company's sheet, the service whose verdict is shown whole, and its telling dates.
const COMPANIES: [(&str, &str, &[&str]); 16] = [
    ("apple", "App Store", &["2022-01-18", "2022-02-04"]),
    ("google", "YouTube", &["2021-12-24", "2022-04-07"]),
    ("meta", "Facebook", &["2021-12-24", "2022-02-22"]),
    ("twitter", "Twitter", &["2021-03-10", "2021-05-17", "2022-01-25"]),
    ("tiktok", "TikTok", &["2021-12-16", "2022-01-18", "2022-08-19"]),
    ("telegram", "Telegram", &["2022-02-26", "2022-08-19"]),
    ("zoom", "Zoom", &["2022-02-22", "2022-08-19"]),
    ("viber", "Viber", &["2022-01-17", "2022-02-16"]),
    ("spotify", "Spotify", &["2022-02-04", "2022-02-26"]),
    ("likee", "Likee", &["2022-02-04"]),
    ("discord", "Discord", &["2022-08-19"]),
    ("pinterest", "Pinterest", &["2022-08-19"]),
    ("twitch", "Twitch", &["2022-02-26", "2022-07-14", "2022-08-19"]),
    ("hosts/kamatera", "Kamatera", &["2023-09-26", "2023-10-27", "2024-03-25"]),
    ("hosts/godaddy", "GoDaddy", &["2024-04-12"]),
    ("hosts/aws", "Amazon Web Services", &["2024-04-15"]),
];

/// What one command says of a company under all laws of Russia.
fn said(command: &str, sheet: &str, entity: Option<&str>, more: &[&str]) -> String {
    let path = format!("policies/ru/landing/sheets/{sheet}.yaml");
    let mut arguments = vec![command, "policies/ru", "--facts", &path];
    arguments.extend(entity.iter().flat_map(|name| ["--entity", name]));
    arguments.extend(more);
    let ran = solon(&arguments);
    assert_eq!(ran.code, 0, "{sheet}: {}", ran.err);
    ran.out
}

/// Every report of verdicts is what the published schema says.
fn assert_valid(verdict: &str) {
    let schema = include_str!("../../docs/formats/verdict.schema.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    let document = serde_json::from_str(verdict).unwrap();
    let wrong: Vec<String> = validator.iter_errors(&document).map(|it| it.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn slug(sheet: &str) -> String {
    sheet.replace('/', "_")
}

#[test]
fn the_reports_of_each_company() {
    for (sheet, _, days) in COMPANIES {
        let reports: Vec<String> =
            days.iter().map(|on| said("eval", sheet, None, &["--on", on])).collect();
        insta::assert_snapshot!(format!("report_{}", slug(sheet)), reports.join("\n"));
    }
}

#[test]
fn the_verdicts_of_each_company() {
    for (sheet, entity, days) in COMPANIES {
        let last = days[days.len() - 1];
        let more = ["--law", "ru.landing", "--on", last, "--format", "json"];
        let verdict = said("eval", sheet, Some(entity), &more);
        assert_valid(&verdict);
        let verdict = without_hashes(&verdict);
        insta::assert_snapshot!(format!("verdict_{}", slug(sheet)), verdict);
    }
}

#[test]
fn the_timeline_of_each_company() {
    for (sheet, entity, _) in COMPANIES {
        let timeline = said("timeline", sheet, Some(entity), &["--law", "ru.landing"]);
        insta::assert_snapshot!(format!("timeline_{}", slug(sheet)), timeline);
    }
}

#[test]
fn the_explanation_of_each_company() {
    for (sheet, entity, days) in COMPANIES {
        let last = days[days.len() - 1];
        let why = said("explain", sheet, Some(entity), &["--law", "ru.landing", "--on", last]);
        insta::assert_snapshot!(format!("why_{}", slug(sheet)), why);
    }
}
