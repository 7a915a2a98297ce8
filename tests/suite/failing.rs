//! Evaluation errors in a verdict: told with their codes and both places, exit code 5.

use std::process::Command;

const LAW: &str = r#"law shop.fees "Fees" {
  source        "Law No. 1"
  jurisdiction  TR
  subject       shop
  in force      from 2021-01-01
}

entity shop { name : text  big : bool  old : bool }

define fee = 10 TRY
  except 5 TRY when shop.big
  except 7 TRY when shop.old

duty pay { when fee > 6 TRY  must shop.big }
"#;

fn judged(facts: &str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("fees.law"), LAW).unwrap();
    std::fs::write(folder.path().join("shop.yaml"), facts).unwrap();
    let arguments = ["eval", "fees.law", "--facts", "shop.yaml", "--on", "2021-06-01"];
    let output = Command::new(env!("CARGO_BIN_EXE_solon"))
        .current_dir(folder.path())
        .args(arguments)
        .output()
        .unwrap();
    // As one line: where it is broken is not the point here.
    let said = String::from_utf8(output.stdout).unwrap();
    (output.status.code(), said.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn two_exceptions_that_hold_are_an_error_with_both_places() {
    let (code, said) = judged("name: A\nbig: true\nold: true\n");
    assert_eq!(code, Some(5), "{said}");
    assert!(said.contains("E0701"), "{said}");
    assert!(said.contains("fees.law:11:3 and fees.law:12:3"), "{said}");
    assert!(said.contains("undetermined pay cannot be evaluated"), "{said}");
}

#[test]
fn an_exception_that_only_may_hold_is_no_error() {
    let (code, said) = judged("name: A\nbig: true\n");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("needs old"), "{said}");
    let (code, said) = judged("name: A\nbig: false\nold: false\n");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("BREACHED"), "{said}");
}

#[test]
fn nothing_is_called_unused_while_some_of_the_law_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let law = LAW.replace("duty pay {", "duty pay { must == ");
    std::fs::write(folder.path().join("fees.law"), law).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_solon"))
        .current_dir(folder.path())
        .args(["check", "fees.law"])
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("E0101") && !told.contains("W0001"), "{told}");
}
