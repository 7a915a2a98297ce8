//! The verdicts of a project held against their snapshots, and what is said where they differ.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

const LAW: &str = "\
law shop.hours \"Opening hours\" {
  source \"An act\"
  jurisdiction DE
  subject shop
  in force from 2022-01-01
}
entity shop { name : text }
facts { size : number over time  closed : bool over time }
parameter least : number { from 2022-01-01: 100 cite \"s. 1\" }
define large = size > least cite \"s. 2\"
duty close_on_sundays { cite \"s. 3\"  when large  must closed }
";

const SETTINGS: &str = "\
[[regression]]
name   = \"shops\"
laws   = [\"hours.law\"]
sheets = [\"sheets\"]
on     = [\"2022-03-01\"]
";

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir(folder.path().join("sheets")).unwrap();
    write("solon.toml", SETTINGS);
    write("hours.law", LAW);
    write("sheets/small.yaml", "name: Corner\nshop.hours: { size: 90 }\n");
    write("sheets/large.yaml", "name: Hall\nshop.hours: { size: 150, closed: true }\n");
    folder
}

fn solon(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_solon"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

/// The code and standard output of `solon test`.
fn test(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = solon(folder, &[&["test"], arguments].concat());
    let errors = String::from_utf8(output.stderr).unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), format!("{out}{errors}"))
}

fn snapshots(folder: &Path) -> Vec<String> {
    let home = folder.join("snapshots/shops/shop.hours");
    let Ok(entries) = fs::read_dir(home) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const HALL: &str = "sheets_large--Hall--2022-03-01.snap";
const CORNER: &str = "sheets_small--Corner--2022-03-01.snap";

#[test]
fn a_new_verdict_waits_until_it_is_accepted() {
    let folder = project();
    let (code, out) = test(folder.path(), &[]);
    assert_eq!(code, 1);
    assert!(out.contains("NEW      Hall, shop.hours, sheets/large.yaml, 2022-03-01"), "{out}");
    assert!(out.contains("there is no snapshot yet; the whole: compliant"), "{out}");
    assert!(out.contains("0 verdicts as before, 2 new"), "{out}");
    assert_eq!(snapshots(folder.path()), [format!("{HALL}.new"), format!("{CORNER}.new")]);
    let (code, out) = test(folder.path(), &["--accept"]);
    assert_eq!((code, out.as_str()), (0, "2 verdicts as before\n"));
    assert_eq!(snapshots(folder.path()), [HALL, CORNER]);
    assert_eq!(test(folder.path(), &["--ci"]), (0, "2 verdicts as before\n".to_owned()));
}

#[test]
fn a_snapshot_holds_answers_and_explanation_and_nothing_of_the_machine() {
    let folder = project();
    test(folder.path(), &["--accept"]);
    let file = folder.path().join("snapshots/shops/shop.hours").join(HALL);
    let text = fs::read_to_string(file).unwrap();
    insta::assert_snapshot!(text);
    assert!(!text.contains(&*folder.path().to_string_lossy()));
}

#[test]
fn a_change_of_the_law_is_told_as_a_change_of_meaning() {
    let folder = project();
    test(folder.path(), &["--accept"]);
    // The corner shop of 90 becomes large: it must close, and nobody knows whether it does.
    fs::write(folder.path().join("hours.law"), LAW.replace(": 100", ": 80")).unwrap();
    let (code, out) = test(folder.path(), &[]);
    assert_eq!(code, 1);
    assert!(out.contains("CHANGED  Corner"), "{out}");
    assert!(out.contains("    the whole: not applicable → undetermined\n"), "{out}");
    assert!(out.contains("    large: no → yes\n"), "{out}");
    assert!(out.contains("-  large          no"), "{out}");
    // The hall stays large; only what it is compared with reads otherwise.
    let (_, hall) = out.split_once("CHANGED  Hall").unwrap();
    assert!(hall.contains("every answer is as it was; the explanation is another"), "{out}");
    let (code, out) = test(folder.path(), &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let corner = &json["regressions"][0]["differing"][1];
    assert_eq!((code, corner["new"].as_bool()), (1, Some(false)));
    assert_eq!(corner["answers"][1]["name"], "large");
    assert_eq!(corner["answers"][1]["old"], "no");
    assert_eq!(corner["answers"][1]["new"], "yes");
    assert_eq!(snapshots(folder.path()).len(), 4);
    // Back to what it was: what waited is gone.
    fs::write(folder.path().join("hours.law"), LAW).unwrap();
    assert_eq!(test(folder.path(), &[]).0, 0);
    assert_eq!(snapshots(folder.path()), [HALL, CORNER]);
}

#[test]
fn comments_and_lines_of_law_and_sheet_change_nothing() {
    let folder = project();
    test(folder.path(), &["--accept"]);
    fs::write(folder.path().join("hours.law"), format!("// hours\n\n{LAW}")).unwrap();
    let sheet = "# a hall\n\nname: Hall\nshop.hours:\n  size: 150\n  closed: true\n";
    fs::write(folder.path().join("sheets/large.yaml"), sheet).unwrap();
    assert_eq!(test(folder.path(), &[]), (0, "2 verdicts as before\n".to_owned()));
}

#[test]
fn what_is_unreferenced_or_pending_fails() {
    let folder = project();
    test(folder.path(), &["--accept"]);
    fs::remove_file(folder.path().join("sheets/small.yaml")).unwrap();
    let (code, out) = test(folder.path(), &[]);
    assert_eq!(code, 1);
    assert!(
        out.contains(&format!("UNREFERENCED  ./snapshots/shops/shop.hours/{CORNER}"))
            || out.contains(&format!("UNREFERENCED  snapshots/shops/shop.hours/{CORNER}")),
        "{out}"
    );
    assert_eq!(test(folder.path(), &["--accept"]).0, 0);
    assert_eq!(snapshots(folder.path()), [HALL]);
    let waiting = folder.path().join("snapshots/shops/shop.hours").join(format!("{HALL}.new"));
    fs::write(&waiting, "---\n---\nanother\n").unwrap();
    let (code, out) = test(folder.path(), &["--ci"]);
    assert_eq!(code, 1);
    assert!(out.contains("PENDING"), "{out}");
    assert!(waiting.exists(), "--ci writes nothing");
    fs::remove_file(&waiting).unwrap();
    fs::write(folder.path().join("sheets/new.yaml"), "name: New\n").unwrap();
    assert_eq!(test(folder.path(), &["--ci"]).0, 1);
    assert_eq!(snapshots(folder.path()), [HALL], "--ci writes nothing");
}

#[test]
fn a_review_without_a_terminal_is_refused() {
    let folder = project();
    let (code, out) = test(folder.path(), &["--review"]);
    assert_eq!(code, 3);
    assert!(out.contains("E1011"), "{out}");
    assert_eq!(snapshots(folder.path()), [""; 0]);
}

#[test]
fn every_slip_in_the_project_file_is_told_at_once() {
    let folder = project();
    let wrong = "\
colour = 1
[[regression]]
name   = \"a b\"
laws   = [\"../hours.law\"]
sheet  = [\"sheets\"]
on     = [\"2022-02-30\", \"2022-03-01\", \"2022-03-01\"]

[[regression]]
name   = \"b\"
laws   = []
sheets = \"sheets\"
on     = [\"2022-03-01\"]
";
    fs::write(folder.path().join("solon.toml"), wrong).unwrap();
    let (code, out) = test(folder.path(), &["."]);
    assert_eq!(code, 3);
    for words in [
        "unknown key `colour`",
        "a regression's name is a word",
        "`../hours.law` leads out of the project",
        "unknown key `sheet`",
        "did you mean `sheets`?",
        "this regression has no `sheets`",
        "`2022-02-30` is no day",
        "2022-03-01 stands here twice",
        "this list is empty",
        "a list is expected",
    ] {
        assert!(out.contains(words), "{words}\n{out}");
    }
    let twice = format!("{SETTINGS}\n{SETTINGS}");
    fs::write(folder.path().join("solon.toml"), twice).unwrap();
    let (code, out) = test(folder.path(), &["."]);
    assert_eq!(code, 3);
    assert!(out.contains("two regressions are named `shops`"), "{out}");
}

#[test]
fn a_regression_without_laws_sheets_or_verdicts_fails() {
    let folder = project();
    fs::write(folder.path().join("solon.toml"), SETTINGS.replace("sheets\"]", "none\"]")).unwrap();
    let (code, out) = test(folder.path(), &[]);
    assert_eq!(code, 3);
    assert!(out.contains("E1001") && out.contains("in regression `shops`"), "{out}");
    let (code, out) = test(folder.path(), &["hours.law", "--ci"]);
    assert_eq!(code, 3);
    assert!(out.contains("E1004"), "{out}");
}

/// Runs a command that watches, and hears its lines.
struct Watching {
    child: std::process::Child,
    lines: mpsc::Receiver<String>,
}

impl Watching {
    fn new(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_solon"))
            .args(arguments)
            .current_dir(folder)
            .env("NO_COLOR", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = mpsc::channel();
        let (out, errors) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let other = sender.clone();
        std::thread::spawn(move || {
            BufReader::new(out).lines().map_while(Result::ok).for_each(|line| {
                let _ = sender.send(line);
            });
        });
        std::thread::spawn(move || {
            BufReader::new(errors).lines().map_while(Result::ok).for_each(|line| {
                let _ = other.send(line);
            });
        });
        Self { child, lines }
    }

    /// Waits until a line says these words.
    fn hears(&self, words: &str) {
        let mut heard = Vec::new();
        while !heard.last().is_some_and(|line: &String| line.contains(words)) {
            let line = self.lines.recv_timeout(Duration::from_secs(60));
            heard.push(line.unwrap_or_else(|_| panic!("`{words}` was not heard in {heard:#?}")));
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_watched_check_runs_again_after_a_change_and_goes_on_after_an_error() {
    let folder = project();
    let law = folder.path().join("hours.law");
    let watching = Watching::new(folder.path(), &["check", "hours.law", "--watch"]);
    watching.hears("watching for changes");
    fs::write(&law, LAW.replace("large =", "large = nothing and")).unwrap();
    watching.hears("E0201");
    watching.hears("watching for changes");
    fs::write(&law, LAW).unwrap();
    watching.hears("no problems");
}

#[test]
fn a_watched_test_hears_of_sheets_and_not_of_its_own_writing() {
    let folder = project();
    let watching = Watching::new(folder.path(), &["test", "--watch"]);
    watching.hears("2 new");
    let sheet = "name: Corner\nshop.hours: { size: 190, closed: false }\n";
    fs::write(folder.path().join("sheets/small.yaml"), sheet).unwrap();
    watching.hears("there is no snapshot yet; the whole: BREACH");
}
