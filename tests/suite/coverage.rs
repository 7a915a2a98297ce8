//! Coverage: what tests touch of a law, and the boundary cases that they do not.

use crate::support::{PLATFORMS, law};
use solon::ground::diagnostic::Found;
use solon::ground::text::{Limits, Sources};
use solon::language::check::check;
use solon::language::law::{Judged, Laws};
use solon::language::syntax;
use solon::tools::report::coverage as told;
use solon::tools::testing::boundaries::{Making, boundaries};
use solon::tools::testing::coverage::{Coverage, Kinds, Placed, coverage};
use solon::tools::testing::run;
use std::process::Command;

struct Read {
    sources: Sources,
    laws: Laws,
    coverage: Coverage,
}

fn read(text: &str) -> Read {
    let (mut sources, mut found) = (Sources::new(), Found::new());
    let mut files = Vec::new();
    for (name, text) in [("platforms.law", PLATFORMS), ("test.law", text)] {
        let id = sources.add(name, text);
        files.push((syntax::read(id, text, &Limits::default(), &mut found), Judged::Named));
    }
    let checked = check(&files, &sources);
    assert!(
        !found.has_errors() && !checked.found.has_errors(),
        "{found:#?} {:#?}\n{text}",
        checked.found
    );
    let laws = checked.laws;
    assert_eq!(run(&laws, &mut |_, _, _| None).failures(), 0, "{text}");
    let coverage = coverage(&laws, &mut |_, _, _| None);
    Read { sources, laws, coverage }
}

impl Read {
    /// `what: how` of every goal of a kind, with how many tests touch it.
    fn goals(&self, kind: Kinds) -> Vec<(String, usize)> {
        let goals = self.coverage.laws.iter().flat_map(|law| &law.goals);
        let of_kind = goals.filter(|(it, _)| it.goal.kind() == kind);
        of_kind.map(|(it, hits)| (self.called(it), *hits)).collect()
    }

    fn called(&self, placed: &Placed) -> String {
        let (what, how) = told::words(&self.laws, &self.sources, placed);
        format!("{what}: {how}")
    }

    fn expect(&self, kind: Kinds, expected: &[(&str, usize)]) {
        let goals = self.goals(kind);
        let goals: Vec<(&str, usize)> =
            goals.iter().map(|(it, hits)| (it.as_str(), *hits)).collect();
        assert_eq!(goals, expected);
    }
}

fn tested(declarations: &str, tests: &[&str]) -> Read {
    let tests: Vec<String> =
        tests.iter().enumerate().map(|(at, it)| format!("test \"{at}\" {{ {it} }}")).collect();
    read(&law(&format!("{declarations}\n{}", tests.join("\n"))))
}

const AUDIENCE: &str = "\
facts { daily : number of users  foreign : bool  exempt : bool }
parameter audience : number of users { from 2021-01-01: 500_000  from 2022-01-01: 600_000 }
define covered = (daily > audience or foreign) except false when exempt";

#[test]
fn outcomes_alternatives_exceptions_and_thresholds() {
    let one = tested(
        AUDIENCE,
        &[
            "on 2021-06-01 given daily = 499_999 given foreign = true given exempt = false expect covered",
        ],
    );
    one.expect(
        Kinds::Definitions,
        &[("covered: true", 1), ("covered: false", 0), ("covered: undetermined", 0)],
    );
    one.expect(
        Kinds::Alternatives,
        &[
            ("daily > audience: holds", 0),
            ("daily > audience: does not hold", 1),
            ("foreign: holds", 1),
            ("foreign: does not hold", 0),
        ],
    );
    one.expect(
        Kinds::Exceptions,
        &[
            ("except false when exempt: displaces", 0),
            ("except false when exempt: does not displace", 1),
        ],
    );
    one.expect(
        Kinds::Thresholds,
        &[
            ("daily > audience: below", 1),
            ("daily > audience: at", 0),
            ("daily > audience: above", 0),
        ],
    );
    one.expect(
        Kinds::Versions,
        &[
            ("parameter audience, from 2021-01-01: 500_000: never in use", 1),
            ("parameter audience, from 2022-01-01: 600_000: never in use", 0),
        ],
    );
    let more = tested(
        AUDIENCE,
        &[
            "on 2021-06-01 given daily = 500_000 given foreign = false given exempt = false expect not covered",
            "on 2022-06-01 given daily = 600_001 given exempt = true expect not covered",
            "on 2022-06-01 given exempt = false expect undetermined covered needs daily, foreign",
        ],
    );
    more.expect(
        Kinds::Definitions,
        &[("covered: true", 0), ("covered: false", 2), ("covered: undetermined", 1)],
    );
    more.expect(
        Kinds::Thresholds,
        &[
            ("daily > audience: below", 0),
            ("daily > audience: at", 1),
            ("daily > audience: above", 1),
        ],
    );
    assert_eq!(
        more.goals(Kinds::Versions).iter().map(|(_, hits)| *hits).collect::<Vec<_>>(),
        [1, 2]
    );
}

#[test]
fn a_date_is_touched_the_day_before_on_it_and_the_day_after() {
    let office = "facts { office : bool over time }
duty open_office { from 2022-01-01  must office }";
    let on =
        |day: &str, word: &str| format!("on {day} given office = false expect open_office {word}");
    let read = tested(
        office,
        &[
            &on("2021-12-31", "not in force"),
            &on("2022-01-02", "breached"),
            &on("2022-03-01", "breached"),
        ],
    );
    read.expect(
        Kinds::Dates,
        &[
            ("2021-01-01: the day before", 0),
            ("2021-01-01: that day", 0),
            ("2021-01-01: the day after", 0),
            ("2022-01-01, duty open_office: the day before", 1),
            ("2022-01-01, duty open_office: that day", 0),
            ("2022-01-01, duty open_office: the day after", 1),
        ],
    );
    read.expect(
        Kinds::Duties,
        &[
            ("open_office: not in force", 1),
            ("open_office: fulfilled", 0),
            ("open_office: breached", 2),
            ("open_office: undetermined", 0),
        ],
    );
}

#[test]
fn a_step_is_touched_only_by_tests_that_expect_something_of_it() {
    let fines = "facts { filed : bool over time }
event decision
duty file { must filed }
sanctions fines { for file
  step penalty { may fine 100 EUR  once 30 days have passed since decision }
}";
    let duty_alone = tested(fines, &["on 2021-06-01 given filed = false expect file breached"]);
    assert!(duty_alone.goals(Kinds::Steps).iter().all(|(_, hits)| *hits == 0));
    let of_step = tested(
        fines,
        &[
            "on 2021-02-10 given filed = false given decision = {2021-02-01} expect penalty waiting",
            "on 2021-06-01 given filed = false given decision = {2021-02-01} expect penalty available",
        ],
    );
    of_step.expect(
        Kinds::Steps,
        &[
            ("penalty: not triggered", 0),
            ("penalty: waiting", 1),
            ("penalty: available", 1),
            ("penalty: imposed", 0),
            ("penalty: undetermined", 0),
        ],
    );
}

#[test]
fn rows_and_bands_that_answer() {
    let graduated = "facts { size : number  kind : text }
scale fee on number, flat { up to 10: 1  above: 2 }
define large = fee(size) > 1";
    let read = tested(graduated, &["on 2021-06-01 given size = 10 expect not large"]);
    read.expect(
        Kinds::Bands,
        &[
            ("scale fee, band 1: up to 10: 1: never counts", 1),
            ("scale fee, band 2: above: 2: never counts", 0),
        ],
    );
    let table = "facts { size : number  open : bool }
table rate on (size : number, open : bool) -> number {
  | up to 10 | true  | 1 |
  | above 10 | true  | 2 |
  | any      | false | 0 |
}
define dear = rate(size, open) > 1";
    let read = tested(table, &["on 2021-06-01 given size = 11 given open = true expect dear"]);
    let rows: Vec<usize> = read.goals(Kinds::Rows).iter().map(|(_, hits)| *hits).collect();
    assert_eq!(rows, [0, 1, 0]);
}

/// The boundary cases of a law, as text.
fn made(read: &Read) -> (String, Vec<String>) {
    let covered = read.coverage.laws.last().unwrap();
    let called = |placed: &Placed| read.called(placed);
    let home = read.laws.laws[covered.law].file;
    let mut making = Making {
        laws: &read.laws,
        sources: &read.sources,
        law: covered.law,
        home,
        called: &called,
        load: &mut |_, _, _| None,
    };
    let made = boundaries(&mut making, covered);
    let tests: Vec<String> = made.found.into_iter().map(|it| it.test).collect();
    (tests.join("\n"), made.open.iter().map(|it| read.called(it)).collect())
}

#[test]
fn boundary_cases_hold_and_close_what_was_open() {
    let declarations = format!(
        "{AUDIENCE}
duty keep_form {{ from 2021-07-01  cite \"art. 5\"  when covered  must form }}
facts {{ form : bool over time  fee : money EUR  paid : date }}
event order
define rich = fee >= 99.50 EUR and paid > last order
test \"far\" {{ on 2021-08-01 given daily = 900_000 given foreign = false given exempt = false
  given form = true expect keep_form fulfilled since 2021-07-01 }}
test \"fee\" {{ on 2021-08-01 given fee = 5 EUR given paid = 2021-03-01 given order = {{2021-03-05}} expect not rich }}"
    );
    let text = law(&declarations);
    let before = read(&text);
    let (cases, open) = made(&before);
    assert_eq!(open, [""; 0]);
    for words in [
        "given  daily = 500_000\n",
        "given  daily = 499_999\n",
        "given  fee = 99.5 EUR\n",
        "given  fee = 99.51 EUR\n",
        "on     2020-12-31\n",
        "on     2021-06-30\n",
        "on     2022-01-02\n",
        "expect not covered\n",
        "expect keep_form not in force\n",
    ] {
        assert!(cases.contains(words), "{words}\n{cases}");
    }
    let after = read(&format!("{text}\n{cases}"));
    for kind in [Kinds::Thresholds, Kinds::Dates] {
        let open: Vec<(String, usize)> =
            after.goals(kind).into_iter().filter(|(_, hits)| *hits == 0).collect();
        assert_eq!(open, [], "{cases}");
    }
    assert_eq!(made(&after), (String::new(), Vec::new()));
}

fn solon(folder: &std::path::Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_solon"));
    let output = command.args(arguments).current_dir(folder).env("NO_COLOR", "1").output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_forms_of_the_command_agree() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("solon.toml"), "").unwrap();
    std::fs::write(folder.path().join("platforms.law"), PLATFORMS).unwrap();
    let text = law(&format!(
        "{AUDIENCE}\ntest \"one\" {{ on 2021-06-01 given daily = 5 given foreign = true
          given exempt = false expect covered }}"
    ));
    std::fs::write(folder.path().join("a.law"), text).unwrap();
    let (code, told) = solon(folder.path(), &["test", ".", "--coverage"]);
    assert_eq!(code, 0);
    let line = told.lines().find(|line| line.trim_start().starts_with("together")).unwrap();
    let mut numbers = line.split_whitespace().skip(1);
    let (touched, all) = (numbers.next().unwrap(), numbers.nth(1).unwrap());
    let (_, json) = solon(folder.path(), &["test", ".", "--coverage=json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["laws"][0]["touched"].to_string(), touched);
    assert_eq!(json["laws"][0]["of"].to_string(), all);
    let (_, lcov) = solon(folder.path(), &["test", ".", "--coverage=lcov"]);
    assert!(lcov.starts_with("TN:\nSF:a.law\n") && lcov.ends_with("end_of_record\n"), "{lcov}");
    let branches = lcov.lines().filter(|line| line.starts_with("BRDA:")).count();
    assert_eq!(branches.to_string(), all);
    assert!(lcov.contains(&format!("BRF:{all}\nBRH:{touched}\n")), "{lcov}");
    let hit = lcov.lines().filter(|it| it.starts_with("DA:") && !it.ends_with(",0")).count();
    assert!(lcov.contains(&format!("LH:{hit}\n")), "{lcov}");
    let (_, source) = solon(folder.path(), &["test", ".", "--coverage=source"]);
    insta::assert_snapshot!(source);
    assert_eq!(solon(folder.path(), &["test", ".", "--coverage", "--at-least", "90"]).0, 1);
    assert_eq!(solon(folder.path(), &["test", ".", "--coverage", "--at-least", "10"]).0, 0);
}

#[test]
fn the_boundary_cases_of_every_shipped_law_can_be_taken_over_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let copied = Command::new("cp").args(["-r", "policies/."]).arg(folder.path()).status().unwrap();
    assert!(copied.success());
    std::fs::write(folder.path().join("solon.toml"), "").unwrap();
    for (laws, tests) in [
        ("ru/landing", "ru/landing/tests.law"),
        ("tr/social_networks", "tr/social_networks/tests.law"),
        ("eu/dsa", "eu/dsa/tests.law"),
    ] {
        let path = folder.path().join(tests);
        let (code, cases) = solon(folder.path(), &["test", laws, "--boundaries"]);
        assert_eq!(code, 0, "{laws}");
        assert!(cases.contains("expect"), "{laws}: {cases}");
        let before = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, format!("{before}\n{cases}")).unwrap();
        let (code, told) = solon(folder.path(), &["test", laws]);
        assert_eq!(code, 0, "{laws}: {told}");
    }
}
