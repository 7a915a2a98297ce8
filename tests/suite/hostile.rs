//! Hostile and broken input: every text ends in a diagnostic with a code, soon, without a crash.

use solon::ground::diagnostic::{Code, Found};
use solon::ground::scan::guard;
use solon::ground::text::{Limits, Sources};
use solon::language::check::check;
use solon::language::law::Judged;
use solon::language::syntax;
use std::fs;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What a debug build may take on a busy machine for what takes it well under a second alone.
const SOON: Duration = Duration::from_secs(20);

const PLATFORMS: &str = include_str!("../../policies/platforms.law");
const LADDER: &str = include_str!("../../policies/tr/social_networks/social_networks.law");

const SHOPS: &str = r#"law xx.opening "Shop opening hours" {
  source       "Shops Act 2020"
  jurisdiction DE
  subject      shop
  in force     from 2020-01-01
}

entity company {
  name     : text
  turnover : money EUR per year
  shops    : list of shop
}

entity shop {
  name : text
}

unit square_metres

facts {
  area           : number of square_metres over time
  open_on_sunday : bool over time
}

event forgotten "An event that nothing names"

duty close_on_sunday "Close on Sundays" {
  when area > 800
  must not open_on_sunday
}

sanctions ladder "Fines" {
  for close_on_sunday
  step first_fine {
    may   fine 1% of company.turnover in last year
    once  14 days have passed since breach
    by    "Town"
  }
  step second_fine {
    shall fine 5 thousand EUR
    once  30 days have passed since first_fine
    by    "Town"
  }
}
"#;

/// A sheet of one shop of this area, open on Sundays since June.
fn sheet(area: &str, turnover: &str) -> String {
    format!(
        "name: Corner\nturnover: {{ 2019: {turnover} }}\nshops:\n  - name: One\n    xx.opening:\n      \
         area: {area}\n      open_on_sunday:\n        - {{ from: 2020-01-01, value: false }}\n        \
         - {{ from: 2020-06-01, value: true }}\n      first_fine: {{ on: 2020-07-01, amount: 500 EUR, \
         source: \"register, no. 5\" }}\n"
    )
}

#[expect(clippy::disallowed_methods, reason = "time is what is measured")]
fn now() -> Instant {
    Instant::now()
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn solon(folder: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_solon"));
    command.args(arguments).current_dir(folder.path()).stdin(Stdio::null());
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().expect("no signal"), text(stdout), text(stderr))
}

/// Reads and checks a law beside the vocabulary; the codes of what was found, in order.
fn codes(text: &str) -> Vec<Code> {
    let mut sources = Sources::new();
    let mut found = Found::new();
    let mut files = Vec::new();
    for (name, text) in [("platforms.law", PLATFORMS), ("a.law", text)] {
        let source = sources.add(name, text);
        files.push((syntax::read(source, text, &Limits::default(), &mut found), Judged::Named));
    }
    let checked = check(&files, &sources);
    found.append(checked.found);
    for diagnostic in &found.diagnostics {
        assert!(!diagnostic.message.is_empty());
        let far = |at: u32| at as usize <= text.len().max(PLATFORMS.len());
        assert!(diagnostic.span.is_none_or(|span| span.start <= span.end && far(span.end)));
    }
    found.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

fn guarded(text: &str) -> Option<String> {
    let mut sources = Sources::new();
    let source = sources.add("a.law", text);
    guard(text, source, &Limits::default(), &mut Found::new()).map(|plain| plain.into_owned())
}

#[test]
fn plain_characters_take_the_place_of_lookalikes_in_as_many_bytes() {
    for (written, plain) in [
        ("a ≥ 3", "a >=  3"),
        ("2021–11–22 x", "    2021-11-22 x"),
        ("2021-11–22 x", "  2021-11-22 x"),
        ("a – b", "a -   b"),
        ("“x”, “y”", "  \"x\"  ,   \"y\"  "),
        ("соvered(x", "covered  (x"),
        ("x\u{a0}y", "x  y"),
        ("５００", "      500"),
        ("x // y\u{2028}z", "x // y\n  z"),
        ("\"a\u{202e} b\"", "\"a    b\""),
        ("«a \"b\" c»", " \"a  b  c\" "),
    ] {
        let read = guarded(written).unwrap();
        assert_eq!(read, plain);
        assert_eq!(read.len(), written.len());
    }
    // What would tear a word or does not fit goes no further.
    assert_eq!(guarded("cove\u{200b}red"), None);
    assert_eq!(guarded("5 £"), None);
}

#[test]
fn a_name_in_another_script_is_one_name_wherever_it_stands() {
    let read = guarded("я имя я имя им").unwrap();
    let words: Vec<&str> = read.split_whitespace().collect();
    assert_eq!((words[0], words[1]), (words[2], words[3]));
    assert!(words[0] != words[1] && words[1] != words[4]);
}

#[test]
fn a_lookalike_hides_no_other_problem_of_the_file() {
    let law = SHOPS
        .replace("area > 800", "area ≥ 800 and no_such_name")
        .replace("from 2020-01-01", "from 2020–01–01")
        .replace("5 thousand EUR", "5 thousand USD + 1 EUR");
    let found: Vec<Code> = codes(&law);
    let expected = [Code::E0112, Code::E0112, Code::E0112, Code::E0201, Code::E0303];
    assert_eq!(found, expected);
}

#[test]
fn every_prefix_and_every_missing_doubled_or_swapped_token_is_checked_without_a_crash() {
    for at in (0..LADDER.len()).step_by(67) {
        if let Some(prefix) = LADDER.get(..at) {
            codes(prefix);
        }
    }
    let tokens: Vec<&str> = LADDER.split_inclusive(char::is_whitespace).collect();
    for at in (0..tokens.len().saturating_sub(2)).step_by(23) {
        let (before, behind) = (tokens[..at].concat(), tokens[at + 1..].concat());
        codes(&format!("{before}{behind}"));
        codes(&format!("{before}{0}{0}{behind}", tokens[at]));
        let swapped = format!("{before}{}{}", tokens[at + 1], tokens[at]);
        codes(&format!("{swapped}{}", tokens[at + 2..].concat()));
    }
}

#[test]
fn thousands_of_unknown_names_are_found_soon() {
    let started = now();
    let many: String = (0..4_000).map(|at| format!("define known_{at} = unknown_{at}\n")).collect();
    let found = codes(&format!("{SHOPS}{many}"));
    assert_eq!(found.iter().filter(|code| **code == Code::E0201).count(), 4_000);
    assert!(started.elapsed() < SOON);
}

#[test]
fn digits_by_the_hundred_thousand_are_reported_exactly_and_soon() {
    let whole = "7".repeat(100_000);
    let files = [
        ("a.law", SHOPS),
        ("whole.yaml", &sheet(&whole, "3 million EUR")),
        ("decimal.yaml", &sheet(&format!("900.{whole}"), &format!("1.{whole} EUR"))),
    ];
    let folder = folder(&files);
    let started = now();
    for name in ["whole.yaml", "decimal.yaml"] {
        let asked = ["eval", "a.law", "--facts", name, "--on", "2020-08-15"];
        let (code, out, err) = solon(&folder, &asked);
        assert_eq!((code, err.as_str()), (0, ""), "{name}");
        assert!(out.contains("BREACHED"), "{name}");
        let json = [&asked[..], &["--format", "json", "--explain"]].concat();
        let (code, out, _) = solon(&folder, &json);
        assert_eq!(code, 0, "{name}");
        let digits = out.chars().filter(|letter| *letter == '7').count();
        assert!(digits >= 100_000, "{name}: {digits}");
    }
    assert!(started.elapsed() < SOON);
}

#[test]
fn a_number_past_the_limit_ends_with_6() {
    let squares: String =
        (0..40).map(|at| format!("define d{} = d{at} * d{at}\n", at + 1)).collect();
    let law =
        format!("{SHOPS}define d0 = 9\n{squares}").replace("area > 800", "area > 800 and d40 > 3");
    let folder = folder(&[("a.law", &law), ("a.yaml", &sheet("900", "3 million EUR"))]);
    let (code, out, _) =
        solon(&folder, &["eval", "a.law", "--facts", "a.yaml", "--on", "2020-08-15"]);
    assert_eq!(code, 6);
    assert!(out.contains("a number of too many digits"), "{out}");
}

#[test]
fn a_line_without_an_end_is_shown_around_its_place() {
    let long = format!("{SHOPS}define x = {}nobody", "area > 1 and ".repeat(9_000));
    let folder = folder(&[
        ("a.law", &long),
        ("deep.yaml", &format!("a: {}", "[".repeat(100_000))),
        ("b.law", SHOPS),
    ]);
    let (code, _, err) = solon(&folder, &["check", "a.law"]);
    assert_eq!(code, 3);
    assert!(err.contains("unknown name `nobody`") && err.contains("and nobody\n"), "{err}");
    assert!(!err.contains("Failed to read") && err.len() < 4_000, "{}", err.len());
    let (code, _, err) =
        solon(&folder, &["eval", "b.law", "--facts", "deep.yaml", "--on", "2020-08-15"]);
    assert_eq!(code, 6);
    assert!(err.contains("E0802") && !err.contains("Failed to read"), "{err}");
}

#[test]
fn what_a_law_never_uses_is_for_its_author_and_not_in_every_verdict() {
    let folder = folder(&[("a.law", SHOPS), ("a.yaml", &sheet("900", "3 million EUR"))]);
    assert!(solon(&folder, &["check", "a.law"]).2.contains("event `forgotten` is never used"));
    for command in ["eval", "explain", "timeline"] {
        let mut arguments = vec![command, "a.law", "--facts", "a.yaml"];
        if command != "timeline" {
            arguments.extend(["--on", "2020-08-15"]);
        }
        let (code, _, err) = solon(&folder, &arguments);
        assert_eq!((code, err.as_str()), (0, ""), "{command}");
    }
}

#[test]
fn an_explanation_says_where_a_record_stands_and_what_a_step_waits_for() {
    let folder = folder(&[("a.law", SHOPS), ("a.yaml", &sheet("900", "3 million EUR"))]);
    let explain = |on| solon(&folder, &["explain", "a.law", "--facts", "a.yaml", "--on", on]).1;
    let july = explain("2020-07-15");
    assert!(july.contains("- recorded on 2020-07-01, a.yaml:10:19, “register, no. 5”"), "{july}");
    assert!(july.contains("- once 30 days have passed since first_fine"), "{july}");
    assert!(july.contains("- not open_on_sunday: no"), "{july}");
    assert!(!explain("2020-06-20").contains("recorded on"));
}

#[test]
fn an_unknown_figure_in_a_comparison_reads_as_a_question() {
    let folder = folder(&[
        (
            "a.law",
            &SHOPS
                .replace("when area > 800", "when big")
                .replace("event forgotten", "define big = area > 800\nevent forgotten"),
        ),
        ("a.yaml", &sheet("unknown", "unknown")),
    ]);
    let (_, out, _) = solon(&folder, &["eval", "a.law", "--facts", "a.yaml", "--on", "2020-08-15"]);
    assert!(out.contains("area (not known) > 800?"), "{out}");
}

#[test]
fn a_range_from_an_amount_to_a_share_is_one_error_with_the_way_out() {
    let law = SHOPS.replace("fine 1% of", "fine 100 EUR to 1% of");
    assert_eq!(codes(&law), [Code::E0301]);
    let mended =
        law.replace("1% of company.turnover in last year", "(1% of company.turnover in last year)");
    assert_eq!(codes(&mended), [Code::W0001]);
}

#[test]
fn keys_that_are_no_words_are_refused_once_and_an_empty_one_too() {
    for (line, expected) in [
        ("? [a, b]\n: 5", "E0616"),
        ("? {a: b}\n: 5", "E0616"),
        ("\"\": 5", "E0601"),
        ("\"\\0\": 5", "E0601"),
    ] {
        let yaml = format!("{}{line}\n", sheet("900", "3 million EUR"));
        let folder = folder(&[("a.law", SHOPS), ("a.yaml", &yaml)]);
        let (code, _, err) =
            solon(&folder, &["eval", "a.law", "--facts", "a.yaml", "--on", "2020-08-15"]);
        let told: Vec<&str> =
            err.lines().filter(|line| line.starts_with('E') && line.len() == 5).collect();
        assert_eq!((code, told), (3, vec![expected]), "{line}");
    }
}

#[test]
fn what_turns_the_text_around_is_never_echoed() {
    let yaml = sheet("\"900\\u202e\\u001b[31m\"", "3 million EUR");
    let folder = folder(&[("a.law", SHOPS), ("a.yaml", &yaml)]);
    let (code, _, err) =
        solon(&folder, &["eval", "a.law", "--facts", "a.yaml", "--on", "2020-08-15"]);
    assert_eq!(code, 3);
    assert!(!err.contains(['\u{202e}', '\u{1b}']), "{err}");
}

#[test]
fn the_place_the_order_and_the_settings_of_a_machine_change_no_byte() {
    let files = [("a.law", SHOPS), ("b.law", PLATFORMS), ("a.yaml", &sheet("900", "1 EUR"))];
    let (one, two) = (folder(&files), folder(&files));
    let asked = ["--facts", "a.yaml", "--on", "2020-08-15", "--format", "json", "--explain"];
    // The vocabulary stands beside the law, which does not use it; its names are its own.
    let (code, first, _) = solon(&one, &[&["eval", "a.law"][..], &asked].concat());
    assert_eq!(code, 0);
    let law = two.path().join("a.law");
    let sheet = two.path().join("a.yaml");
    let output = Command::new(env!("CARGO_BIN_EXE_solon"))
        .arg("eval")
        .arg(law.as_os_str())
        .args(["--format", "json", "--explain", "--on", "2020-08-15", "--facts"])
        .arg(sheet.as_os_str())
        .current_dir("/")
        .envs([("TZ", "Asia/Tokyo"), ("LC_ALL", "tr_TR.UTF-8"), ("COLUMNS", "40")])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), first);
    assert!(!first.contains(two.path().to_str().unwrap()));
}

#[test]
fn an_open_upper_end_of_a_fine_is_told_with_what_is_known_of_it() {
    let law = SHOPS.replace(
        "fine 1% of company.turnover in last year",
        "fine 100 EUR to (1% of company.turnover in last year)",
    );
    for (turnover, words) in [
        ("unknown", "may fine 100 EUR to an amount not known"),
        ("{ above: 2 million EUR }", "may fine 100 EUR to an amount above 20,000 EUR"),
        ("{ at_least: 1 EUR, at_most: 2 million EUR }", "100 EUR to an amount at most 20,000 EUR"),
    ] {
        let yaml = sheet("900", turnover).replace("first_fine:", "second_fine:");
        let folder = folder(&[("a.law", &law), ("a.yaml", &yaml)]);
        let (_, out, _) =
            solon(&folder, &["eval", "a.law", "--facts", "a.yaml", "--on", "2020-06-20"]);
        assert!(out.contains(words), "{out}");
    }
}

#[test]
fn a_timeline_of_no_day_and_help_that_nobody_can_read_are_mistakes() {
    let folder = folder(&[("a.law", SHOPS), ("a.yaml", &sheet("900", "3 million EUR"))]);
    let asked = ["timeline", "a.law", "--facts", "a.yaml", "--from", "2021-01-01", "--to"];
    for until in ["2020-01-01", "2021-01-01"] {
        let (code, out, err) = solon(&folder, &[&asked[..], &[until]].concat());
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains("holds no day"), "{err}");
    }
    if let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") {
        let mut command = Command::new(env!("CARGO_BIN_EXE_solon"));
        let status = command.arg("--help").stdout(full).status().unwrap();
        assert_eq!(status.code(), Some(3));
    }
}
