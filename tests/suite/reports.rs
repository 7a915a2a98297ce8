//! What readers see, on the telling dates of real companies: text, JSON, Markdown, explanation and
//! timeline as snapshots; the rest by hand.

use std::path::Path;
use std::process::Command;

pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs the command at the root of the repository.
pub fn solon(arguments: &[&str]) -> Ran {
    at(arguments, "100")
}

fn at(arguments: &[&str], columns: &str) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_solon"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("COLUMNS", columns)
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

const LANDING: &str = "policies/ru/landing/landing.law";
const TURKEY: &str = "policies/tr/social_networks/social_networks.law";
const APPLE: &str = "policies/ru/landing/sheets/apple.yaml";
const TWITTER: &str = "policies/ru/landing/sheets/twitter.yaml";

fn eval(law: &str, sheet: &str, entity: &str, on: &str, more: &[&str]) -> Ran {
    let mut arguments = vec!["eval", law, "--facts", sheet, "--entity", entity, "--on", on];
    arguments.extend(more);
    solon(&arguments)
}

/// A verdict as JSON without the hashes, which change with every word of a law.
pub fn without_hashes(json: &str) -> String {
    let mut document: serde_json::Value = serde_json::from_str(json).unwrap();
    for list in ["verdicts", "timelines"] {
        for row in document[list].as_array_mut().into_iter().flatten() {
            row["record"] = "left out".into();
        }
    }
    serde_json::to_string_pretty(&document).unwrap()
}

#[test]
fn the_text_report_of_the_app_store() {
    for on in ["2021-08-01", "2021-12-31", "2022-02-04", "2022-07-14"] {
        let ran = eval(LANDING, APPLE, "App Store", on, &[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        insta::assert_snapshot!(format!("app_store_{on}"), ran.out);
    }
}

#[test]
fn the_counter_alone_is_missing_on_4_february_2022() {
    let out = eval(LANDING, APPLE, "App Store", "2022-02-04", &[]).out;
    assert_eq!(out.matches("BREACHED").count(), 1);
    assert!(out.contains("BREACHED       install_counter"));
    assert!(out.contains("available      full_block"));
    assert!(out.contains("next change  2022-07-14  counter_penalty becomes available"));
    assert!(out.contains("500,000 to 1,000,000 RUB"));
}

#[test]
fn the_text_report_of_every_listed_company_on_the_day_of_the_fines() {
    let mut sheets: Vec<_> = std::fs::read_dir(root().join("policies/ru/landing/sheets"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    sheets.sort();
    for sheet in sheets {
        let name = sheet.file_stem().unwrap().to_str().unwrap().to_owned();
        let sheet = sheet.strip_prefix(root()).unwrap().to_str().unwrap();
        let ran = solon(&["eval", LANDING, "--facts", sheet, "--on", "2022-07-14"]);
        assert_eq!(ran.code, 0, "{sheet}: {}", ran.err);
        insta::assert_snapshot!(format!("landing_{name}_2022-07-14"), ran.out);
    }
}

#[test]
fn the_ladder_of_twitter_in_turkey() {
    for on in ["2020-10-02", "2020-11-15", "2021-02-01", "2021-03-19"] {
        let ran = eval(TURKEY, TWITTER, "Twitter", on, &[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        insta::assert_snapshot!(format!("twitter_turkey_{on}"), ran.out);
    }
}

#[test]
fn the_report_fits_its_columns() {
    for (columns, most) in [("60", 60), ("100", 100), ("200", 100), ("20", 60)] {
        for on in ["2021-08-01", "2022-07-14"] {
            let arguments = ["eval", LANDING, "--facts", APPLE, "--on", on];
            let out = at(&arguments, columns).out;
            let widest = out.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(widest <= most, "{columns} columns: {widest}");
        }
    }
    let arguments = ["eval", LANDING, "--facts", APPLE, "--entity", "App Store", "--on"];
    let narrow: Vec<&str> = arguments.iter().copied().chain(["2022-02-04"]).collect();
    insta::assert_snapshot!("app_store_in_60_columns", at(&narrow, "60").out);
}

#[test]
fn colours_change_nothing_but_colours() {
    let plain = eval(LANDING, APPLE, "App Store", "2022-02-04", &[]).out;
    let painted = eval(LANDING, APPLE, "App Store", "2022-02-04", &["--color", "always"]).out;
    assert!(painted.contains("\u{1b}[1;31mBREACHED\u{1b}[0m"));
    let mut stripped = String::new();
    for (at, piece) in painted.split('\u{1b}').enumerate() {
        stripped.push_str(if at == 0 { piece } else { piece.split_once('m').unwrap().1 });
    }
    assert_eq!(stripped, plain);
}

#[test]
fn the_json_verdict_is_valid_and_the_same_from_anywhere() {
    let ran = eval(LANDING, APPLE, "App Store", "2022-07-14", &["--format", "json", "--explain"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let schema: serde_json::Value =
        serde_json::from_str(&solon::tools::report::json::schema()).unwrap();
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> =
        validator.iter_errors(&document).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(document["schema"], "solon.verdict/1");
    assert_eq!(document["verdicts"][0]["state"], "breach");

    let elsewhere = Command::new(env!("CARGO_BIN_EXE_solon"))
        .args(["eval"])
        .arg(root().join(LANDING))
        .arg("--facts")
        .arg(root().join(APPLE))
        .args(["--entity", "App Store", "--on", "2022-07-14", "--format", "json", "--explain"])
        .current_dir(std::env::temp_dir())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(elsewhere.stdout).unwrap(), ran.out);

    let short = eval(LANDING, APPLE, "App Store", "2022-07-14", &["--format", "json"]);
    insta::assert_snapshot!("app_store_json", without_hashes(&short.out));
}

#[test]
fn the_published_schemas_are_the_schemas() {
    use solon::tools::report::json;
    for (name, schema) in [
        ("verdict", json::schema()),
        ("diff", json::diff_schema()),
        ("flip", json::flip_schema()),
        ("mutation", json::mutation_schema()),
        ("coverage", json::coverage_schema()),
    ] {
        let path = root().join(format!("docs/formats/{name}.schema.json"));
        if std::env::var_os("SOLON_WRITE").is_some() {
            std::fs::write(&path, &schema).unwrap();
        }
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(published, schema, "run the tests once with SOLON_WRITE=1 to publish it anew");
    }
}

#[test]
fn the_markdown_report() {
    let ran = eval(LANDING, APPLE, "App Store", "2022-07-14", &["--format", "markdown"]);
    assert_eq!(ran.code, 0);
    insta::assert_snapshot!("app_store_markdown", ran.out);
}

#[test]
fn the_explanation() {
    for (entity, law, sheet, on) in
        [("App Store", LANDING, APPLE, "2022-02-04"), ("Twitter", TURKEY, TWITTER, "2021-02-01")]
    {
        let asked = ["explain", law, "--facts", sheet, "--entity", entity, "--on", on];
        let ran = solon(&asked);
        assert_eq!(ran.code, 0, "{}", ran.err);
        insta::assert_snapshot!(format!("explain_{entity}"), ran.out);
        let full: Vec<&str> = asked.iter().copied().chain(["--full"]).collect();
        assert!(!solon(&full).out.contains("beside the point"), "everything is told");
    }
}

#[test]
fn why_not_tells_of_duties_steps_definitions_and_facts() {
    let mut told = String::new();
    for name in ["open_local_office", "turnover_fines", "repeated", "foreign", "ads_to_russia"] {
        let ran = solon(&[
            "explain",
            LANDING,
            "--facts",
            APPLE,
            "--entity",
            "App Store",
            "--on",
            "2021-12-31",
            "--why-not",
            name,
        ]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        told.push_str(&format!("=== {name}\n{}\n", ran.out));
    }
    insta::assert_snapshot!("why_not", told);
    let ran = solon(&[
        "explain",
        LANDING,
        "--facts",
        APPLE,
        "--on",
        "2021-12-31",
        "--why-not",
        "open_local_ofice",
    ]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("did you mean `open_local_office`?"), "{}", ran.err);
}

#[test]
fn the_timeline() {
    for (entity, law, sheet) in [("App Store", LANDING, APPLE), ("Twitter", TURKEY, TWITTER)] {
        let asked = ["timeline", law, "--facts", sheet, "--entity", entity];
        let ran = solon(&asked);
        assert_eq!(ran.code, 0, "{}", ran.err);
        insta::assert_snapshot!(format!("timeline_{entity}"), ran.out);
    }
    let ran = solon(&[
        "timeline",
        TURKEY,
        "--facts",
        TWITTER,
        "--entity",
        "Twitter",
        "--from",
        "2020-11-15",
        "--to",
        "2020-11-20",
        "--format",
        "json",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    insta::assert_snapshot!("timeline_json", without_hashes(&ran.out));
}

#[test]
fn what_fails_is_said_by_the_exit_code_only_when_asked() {
    let on = |day: &str, more: &[&str]| eval(LANDING, APPLE, "App Store", day, more).code;
    assert_eq!(on("2022-02-04", &[]), 0);
    assert_eq!(on("2022-02-04", &["--fail-on", "breach"]), 1);
    assert_eq!(on("2022-02-04", &["--fail-on", "undetermined"]), 0);
    assert_eq!(on("2021-08-01", &["--fail-on", "undetermined"]), 4);
    assert_eq!(on("2021-08-01", &["--fail-on", "breach"]), 0);
    assert_eq!(on("2021-08-01", &["--fail-on", "breach,undetermined"]), 4);
}

#[test]
fn names_that_match_nothing_are_errors() {
    for (more, near) in [
        (["--law", "ru.lending"], "did you mean `ru.landing`?"),
        (["--entity", "App Sore"], "did you mean `App Store`?"),
    ] {
        let mut asked = vec!["eval", LANDING, "--facts", APPLE, "--on", "2022-02-04"];
        asked.extend(more);
        let ran = solon(&asked);
        assert_eq!(ran.code, 3);
        assert!(ran.err.contains("E1005") && ran.err.contains(near), "{}", ran.err);
        assert!(ran.out.is_empty());
    }
    let ran = solon(&["eval", "policies/platforms.law", "--facts", APPLE, "--on", "2022-02-04"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("E10") || ran.err.contains("E06"), "{}", ran.err);
}

#[test]
fn today_is_told() {
    let ran = solon(&["eval", LANDING, "--facts", APPLE, "--on", "today"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("today is 2"), "{}", ran.err);
}

#[test]
fn the_tests_of_the_shipped_laws_are_told() {
    let ran = solon(&["test", "policies", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(document["schema"], "solon.tests/1");
    assert!(document["tests"].as_array().unwrap().len() > 3);
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
