//! What each construct means: laws whose own tests must all pass, and others whose tests must all fail.

use std::process::Command;

/// The names of the tests and asserts of a law, each with how it ended.
fn results(path: &str) -> Vec<(String, String)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_solon"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = command.args(["test", "--format", "json", path]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{path}\n{said}");
    let results: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let of = |key: &str| results[key].as_array().unwrap().clone();
    let text = |one: &serde_json::Value, key: &str| one[key].as_str().unwrap().to_owned();
    let all = of("tests").into_iter().chain(of("asserts"));
    all.map(|one| (text(&one, "name"), format!("{}\n{one:#}", text(&one, "result")))).collect()
}

fn laws(prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for folder in std::fs::read_dir("tests/language").unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with(prefix) && name.ends_with(".law") {
                found.push(path.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_statement_of_the_language_holds() {
    let laws = laws("means_");
    let mut count = 0;
    for path in &laws {
        for (name, result) in results(path) {
            let held = result.starts_with("passed") || result.starts_with("held");
            assert!(held, "{path}: {name}: {result}");
            assert!(name.starts_with('§'), "{path}: `{name}` does not name its section");
            count += 1;
        }
    }
    assert!(laws.len() >= 16 && count >= 225, "{} laws, {count} tests", laws.len());
}

#[test]
fn what_is_expected_wrongly_fails() {
    let mut count = 0;
    for path in laws("fails_") {
        for (name, result) in results(&path) {
            let failed = result.starts_with("failed") || result.starts_with("refuted");
            assert!(failed, "{path}: {name}: {result}");
            count += 1;
        }
    }
    assert!(count >= 18, "{count} tests");
}
