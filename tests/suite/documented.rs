//! What an author documents with `///` stands in the reports of what it documents.

use crate::support::{PLATFORMS, sheet};
use std::fs;
use std::process::Command;

const LAW: &str = "\
/// Of the header.
law test.law \"A law\" {
  source \"An act\"
  jurisdiction RU
  subject service
  in force from 2021-01-01
}
use platforms
facts {
  /// Of the fact.
  here : bool  \"Are they here\"
  staff : number
}
/// Of the event.
event order
/// Of the parameter.
parameter usual : number {
  /// Of the version.
  from 2021-01-01: 1
}
/// Of the definition,
/// in two lines.
define large = staff > usual
/// Of the status.
status held { begins on order }
/// Of the duty.
duty keep { when large  must here or held }
/// Of the block.
sanctions fines {
  for keep
  /// Of the step.
  step one { may fine 1 RUB  by \"court\" }
}
";

fn said(command: &str, facts: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("platforms.law"), PLATFORMS).unwrap();
    fs::write(folder.path().join("a.law"), LAW).unwrap();
    fs::write(folder.path().join("s.yaml"), sheet(facts)).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_solon"))
        .current_dir(folder.path())
        .args([command, "a.law", "--facts", "s.yaml", "--on", "2021-06-01"])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn an_explanation_tells_what_is_documented() {
    let text = said("explain", &["here: false", "staff: 3"]);
    for what in ["header", "parameter", "version", "status", "duty", "block", "step"] {
        assert!(text.contains(&format!("Of the {what}.\n")), "{what}: {text}");
    }
    assert!(text.contains("  Of the definition,\n  in two lines.\n  - large"), "{text}");
}

#[test]
fn what_is_missing_is_asked_for_with_what_is_documented() {
    let text = said("eval", &["staff: 3", "order: unknown"]);
    assert!(text.contains("Are they here?"), "{text}");
    assert!(text.contains("\n      Of the fact.\n"), "{text}");
    assert!(text.contains("\n      Of the event.\n"), "{text}");
}
