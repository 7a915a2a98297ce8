//! The laws we ship: they check without a problem, stand in their canonical layout, and pass their
//! own tests, whose expectations are written by hand from the law.

use std::process::{Command, Output};

fn solon(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_solon"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().unwrap()
}

#[test]
fn check_without_a_problem() {
    let checked = solon(&["check", "policies"]);
    let said = String::from_utf8_lossy(&checked.stdout);
    assert_eq!(said, "checked 8 laws, 1 vocabulary: no problems\n");
    assert_eq!(String::from_utf8_lossy(&checked.stderr), "");
    assert_eq!(checked.status.code(), Some(0));
}

#[test]
fn stand_in_canonical_layout() {
    let laid = solon(&["fmt", "--check", "policies"]);
    assert_eq!(laid.status.code(), Some(0), "{}", String::from_utf8_lossy(&laid.stdout));
}

#[test]
fn pass_their_own_tests() {
    let tested = solon(&["test", "policies", "--format", "json"]);
    let results: serde_json::Value = serde_json::from_slice(&tested.stdout).unwrap();
    assert_eq!(tested.status.code(), Some(0), "{results:#}");
    // Every vector and dated outcome has a test: one that gets lost is missed here.
    let count = |key: &str| results[key].as_array().unwrap().len();
    assert!(count("tests") >= 469, "{} tests", count("tests"));
    assert!(count("asserts") >= 20, "{} asserts", count("asserts"));
}

/// The wording before an amendment is a project of its own: two files of one name are an error.
#[test]
fn the_wording_before_an_amendment_checks_beside_the_law_that_ships() {
    let before = "tests/amendments/netzdg_before_2021";
    let checked = solon(&["check", before]);
    let said = String::from_utf8_lossy(&checked.stdout);
    assert_eq!(said, "checked 1 law, 1 vocabulary: no problems\n");
    assert_eq!(solon(&["fmt", "--check", before]).status.code(), Some(0));
    let words = |folder: &str| {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(root.join(folder).join("platforms.law")).unwrap()
    };
    assert_eq!(words(before), words("policies"));
}
