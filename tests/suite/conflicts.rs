//! Exceptions that clash, and exceptions that only may.

use crate::support::{case, law, sheet};

/// §5: a conflict is an error, and one that only may arise a warning.
#[test]
fn a_conflict_that_only_may_arise_is_a_warning() {
    let text = law("facts { a : bool  b : bool  n : number }\n\
        define fine_of = 1 RUB except 2 RUB when a except 3 RUB when b\n\
        define alike = 1 RUB except 2 RUB when a except 2 RUB when b\n\
        define apart = 1 RUB except 2 RUB when n > 5 except 3 RUB when n < 5\n\
        duty pay { must fine_of > 0 RUB and alike > 0 RUB and apart > 0 RUB }\n");
    let warnings = |facts: &[&str]| case(&text, &sheet(facts)).warnings("2021-06-01");
    let none: [&str; 0] = [];
    assert_eq!(warnings(&["a: true", "n: 5"]), ["possible conflict"]);
    assert_eq!(warnings(&["b: true", "n: 5"]), ["possible conflict"]);
    assert_eq!(warnings(&["n: 5"]), ["possible conflict"]);
    assert_eq!(warnings(&["a: false"]), none);
    assert_eq!(warnings(&["a: true", "b: false"]), none);
    // Both hang on `n`: they may exclude each other, and these do.
    assert_eq!(warnings(&["a: false", "b: false"]), none);
}

/// A duty that cannot be judged says so, and the error names both places.
#[test]
fn a_conflict_names_both_places_and_ends_with_5() {
    let folder = tempfile::tempdir().unwrap();
    let text = "law a.law \"A law\" {\n  source \"An act\"\n  jurisdiction RU\n  subject service\n  \
        in force from 2021-01-01\n}\nentity service { name : text }\n\
        facts { a : bool  b : bool }\ndefine fine_of = 1 RUB\n  except 2 RUB when a\n  \
        except 3 RUB when b\nduty pay { must fine_of > 0 RUB }\n";
    let (law, facts) = (folder.path().join("a.law"), folder.path().join("a.yaml"));
    std::fs::write(&law, text).unwrap();
    std::fs::write(&facts, "name: Store\na.law: { a: true, b: true }\n").unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_solon"));
    command.current_dir(folder.path());
    let ran = command
        .args(["eval", "a.law", "--facts", "a.yaml", "--on", "2021-06-01"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert_eq!(ran.status.code(), Some(5), "{said}");
    assert!(said.contains("give different values: a.law:10:3 and a.law:11:3"), "{said}");
    assert!(said.contains("pay  cannot be evaluated: see the errors\n"), "{said}");
}
