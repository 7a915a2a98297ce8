//! The rules of `solon lint`: what each finds and leaves alone, what is allowed, and what is mended.

use crate::support::law;
use solon::ground::diagnostic::{Diagnostic, Found};
use solon::ground::text::{Limits, Sources};
use solon::language::check::check;
use solon::language::law::Judged;
use solon::language::syntax;
use solon::tools::lint::fix::fixed;
use solon::tools::lint::{Rule, Subject, lint};
use std::fs;
use std::path::Path;
use std::process::Command;

/// What is found in a text that checks.
fn found(text: &str) -> (Vec<Diagnostic>, Sources) {
    let (mut sources, mut read) = (Sources::new(), Found::new());
    let mut files = Vec::new();
    let vocabulary = if text.contains("\nuse platforms") { crate::support::PLATFORMS } else { "" };
    for (name, text, judged) in
        [("platforms.law", vocabulary, Judged::Found), ("test.law", text, Judged::Named)]
    {
        if !text.is_empty() {
            let id = sources.add(name, text);
            files.push((syntax::read(id, text, &Limits::default(), &mut read), judged));
        }
    }
    let checked = check(&files, &sources);
    assert!(
        !read.has_errors() && !checked.found.has_errors(),
        "{read:#?} {:#?}\n{text}",
        checked.found
    );
    let subject = Subject {
        sources: &sources,
        files: &files,
        laws: &checked.laws,
        sheets: &[],
        on: None,
        off: &[],
    };
    let found = lint(subject, &checked.found.diagnostics);
    (found, sources)
}

/// The codes of what is found.
pub fn codes(text: &str) -> Vec<&'static str> {
    found(text).0.iter().map(|it| it.code.name()).collect()
}

/// How often one rule finds something in a law with these declarations.
fn count(rule: Rule, declarations: &str) -> usize {
    found(&law(declarations)).0.iter().filter(|it| it.code == rule.code()).count()
}

/// The text after every edit that is certain.
fn mended(declarations: &str) -> String {
    let (found, sources) = found(&law(declarations));
    let fixed = fixed(&sources, &found);
    fixed.texts.into_values().next().unwrap_or_default()
}

#[test]
fn names_and_codes_of_the_rules_are_all_different() {
    for (at, rule) in Rule::ALL.iter().enumerate() {
        assert_eq!(Rule::of(rule.name()), Some(*rule));
        assert_eq!(Rule::of_code(rule.code()), Some(*rule));
        assert!(!Rule::ALL[..at].iter().any(|it| it.name() == rule.name()));
        let name = rule.name();
        assert!(name.chars().all(|it| it.is_ascii_lowercase() || it == '_'), "{name}");
    }
    assert!(Rule::ALL.len() >= 15 + 3);
}

#[test]
fn the_words_of_thresholds_in_four_languages() {
    let with = |quote: &str, sign: &str| {
        count(
            Rule::QuoteAgainstComparison,
            &format!("facts {{ size : number }}\ndefine c = size {sign} 100 quote \"{quote}\""),
        )
    };
    for (quote, right, wrong) in [
        ("at least 100 employees", ">=", ">"),
        ("not less than 100", ">=", ">"),
        ("more than 100 employees", ">", ">="),
        ("exceeding 100", ">", ">="),
        ("not exceeding 100", "<=", "<"),
        ("up to 100", "<=", "<"),
        ("fewer than 100", "<", "<="),
        ("mindestens 100", ">=", ">"),
        ("mehr als 100", ">", ">="),
        ("höchstens 100", "<=", "<"),
        ("не менее 100", ">=", ">"),
        ("более 100", ">", ">="),
        ("не более 100", "<=", "<"),
        ("en az 100", ">=", ">"),
        ("100'den fazla", ">", ">="),
    ] {
        assert_eq!(with(quote, right), 0, "{quote} {right}");
        assert_eq!(with(quote, wrong), 1, "{quote} {wrong}");
    }
    // Words within other words, two such words, and two comparisons say nothing for certain.
    assert_eq!(with("the blazing 100", "<="), 0);
    assert_eq!(with("at least 100 and up to 500", ">"), 0);
    let two =
        "facts { size : number }\ndefine c = size > 100 and size < 500 quote \"at least 100\"";
    assert_eq!(count(Rule::QuoteAgainstComparison, two), 0);
    // A figure that stands first is read from its other side.
    let turned = "facts { size : number }\ndefine c = 100 <= size quote \"at least 100\"";
    assert_eq!(count(Rule::QuoteAgainstComparison, turned), 0);
    let turned = "facts { size : number }\ndefine c = 100 < size quote \"at least 100\"";
    assert_eq!(count(Rule::QuoteAgainstComparison, turned), 1);
}

#[test]
fn a_window_with_more_behind_it_gets_its_parentheses() {
    let facts = "facts { a : number over time  b : bool }";
    let written = format!("{facts}\ndefine c = a > 5 throughout the last 3 months and b");
    assert_eq!(count(Rule::AndAfterWindow, &written), 1);
    let text = mended(&written);
    assert!(text.contains("define c = (a > 5 throughout the last 3 months) and b"), "{text}");
    for right in [
        "(a > 5 throughout the last 3 months) and b",
        "b and (a > 5 throughout the last 3 months)",
        "any of { a > 5 throughout the last 3 months, b }",
    ] {
        let law = format!("{facts}\ndefine c = {right}");
        assert_eq!(count(Rule::AndAfterWindow, &law), 0, "{right}");
    }
}

#[test]
fn two_negations_are_taken_away() {
    let text = mended("facts { a : bool }\ndefine c = not not a");
    assert!(text.contains("define c = (a)"), "{text}");
    assert_eq!(
        count(Rule::DoubleNegation, "facts { a : bool  b : bool }\ndefine c = not (a unless b)"),
        0
    );
}

#[test]
fn steps_that_no_breach_leads_to() {
    let with = |first: &str, duty: &str, second: &str| {
        let declarations = format!(
            "facts {{ a : bool }}\nduty d {{ {duty} must a }}
sanctions s {{ for d
  step one {{ {first} may notice \"One\" }}
  step two {{ may notice \"Two\"  {second} }}
}}"
        );
        count(Rule::UnreachableStep, &declarations)
    };
    assert_eq!(with("until 2022-01-01", "from 2022-01-01", ""), 1);
    assert_eq!(with("until 2022-01-02", "from 2022-01-01", ""), 0);
    let waits = "once 10 days have passed since one";
    assert_eq!(with("until 2022-01-01", "from 2022-01-01", waits), 2);
    assert_eq!(with("until 2022-01-02", "from 2022-01-01", waits), 0);
}

#[test]
fn numbers_and_parameters() {
    let facts = "facts { a : number  b : number  fee : money EUR }";
    let count = |rule, more: &str| count(rule, &format!("{facts}\n{more}"));
    assert_eq!(count(Rule::RepeatedNumber, "define c = a > 500\ndefine d = b > 500"), 1);
    assert_eq!(count(Rule::RepeatedNumber, "define c = a > 500\ndefine d = b > 501"), 0);
    assert_eq!(count(Rule::RepeatedNumber, "define c = a > 2\ndefine d = b > 2"), 0, "small");
    assert_eq!(count(Rule::RepeatedNumber, "define c = fee > 5 EUR\ndefine d = fee < 5 EUR"), 1);
    let parameter = "parameter least : number { from 2021-01-01: 500  from 2022-01-01: 600 }\n";
    let with = |more: &str| count(Rule::NumberOfParameter, &format!("{parameter}{more}"));
    assert_eq!(with("define c = a > 600"), 1);
    assert_eq!(with("define c = a > 601"), 0);
    assert_eq!(with("define c = a > least"), 0);
    assert_eq!(with("define c = fee > 600 EUR"), 0, "another type");
}

#[test]
fn ends_in_quoted_words() {
    let with = |quote: &str, more: &str| {
        count(
            Rule::QuotedEnd,
            &format!("facts {{ a : bool }}\nduty d {{ quote \"{quote}\"  {more}  must a }}"),
        )
    };
    assert_eq!(with("until 31 December 2024", ""), 1);
    assert_eq!(with("bis zum 1. Januar 2023", ""), 1);
    assert_eq!(with("до 1 января 2024", ""), 1);
    assert_eq!(with("until 31 December 2024", "until 2025-01-01"), 0);
    assert_eq!(with("until the authority decides", ""), 0);
    assert_eq!(with("in force from 2024", ""), 0);
}

#[test]
fn what_is_allowed_is_not_told_and_what_allows_nothing_is() {
    let facts = "facts { a : number  b : number }";
    let allowed = format!(
        "{facts}\ndefine c = a > 5 allow untested \"a draft\" allow missing_citation \"a draft\""
    );
    assert_eq!(count(Rule::Untested, &allowed), 0);
    assert_eq!(count(Rule::UnusedAllow, &allowed), 0);
    let elsewhere =
        format!("{facts}\ndefine c = a > 5 allow untested \"a draft\"\ndefine d = b > 5");
    assert_eq!(count(Rule::Untested, &elsewhere), 1, "d");
    let header = law(&format!("{facts}\ndefine c = a > 5\ndefine d = b > 5"))
        .replace("  month end", "  allow untested \"a draft\"\n  month end");
    let codes = codes(&header);
    assert!(!codes.contains(&"W0102") && !codes.contains(&"W0119"), "{codes:?}");
    let nothing = format!("{facts}\ndefine c = a > 5 allow double_negation \"none\"");
    assert_eq!(count(Rule::UnusedAllow, &nothing), 1);
    let text = mended(&nothing);
    assert!(text.contains("define c = a > 5\n") && !text.contains("allow"), "{text}");
    // What the check warns of can be allowed like any advice.
    let unused = "facts { a : number }";
    assert!(found(&law(unused)).0.iter().any(|it| it.code.name() == "W0001"));
    let header = law(unused).replace("  month end", "  allow unused \"a draft\"\n  month end");
    assert!(!found(&header).0.iter().any(|it| it.code.name() == "W0001"));
}

fn solon(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_solon"));
    let output = command.args(arguments).current_dir(folder).env("NO_COLOR", "1").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn project(declarations: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("solon.toml"), "").unwrap();
    fs::write(folder.path().join("platforms.law"), crate::support::PLATFORMS).unwrap();
    fs::write(folder.path().join("a b.law"), law(declarations)).unwrap();
    folder
}

const WINDOW: &str = "facts { a : number over time \"A\"  b : bool \"B\" }
define c = a > 5 throughout the last 3 months and not not b cite \"s. 1\"
test \"one\" { on 2021-06-01 given a = 9 given b = true expect c }";

#[test]
fn edits_are_written_and_what_is_left_is_told() {
    let folder = project(WINDOW);
    let (code, out, _) = solon(folder.path(), &["lint", "a b.law"]);
    assert_eq!((code, out.as_str()), (1, "looked at 2 files: 2 warnings\n"));
    let (code, out, _) = solon(folder.path(), &["lint", "a b.law", "--fix"]);
    assert_eq!((code, out.as_str()), (0, "looked at 2 files: 2 mended; no advice\n"));
    let text = fs::read_to_string(folder.path().join("a b.law")).unwrap();
    assert!(text.contains("define c = (a > 5 throughout the last 3 months) and (b)"), "{text}");
    assert_eq!(solon(folder.path(), &["test", "a b.law"]).0, 0);
}

#[test]
fn rules_can_be_done_without() {
    let folder = project(WINDOW);
    let settings = "[lint]\noff = [\"and_after_window\", \"double_negation\"]\n";
    fs::write(folder.path().join("solon.toml"), settings).unwrap();
    assert_eq!(solon(folder.path(), &["lint", "."]).0, 0);
    fs::write(folder.path().join("solon.toml"), "[lint]\noff = [\"doubl_negation\"]\n").unwrap();
    let (code, _, errors) = solon(folder.path(), &["lint", "."]);
    assert_eq!(code, 3);
    assert!(errors.contains("did you mean `double_negation`?"), "{errors}");
}

#[test]
fn figures_of_sheets_and_days_past_what_is_verified() {
    let folder = project(
        "facts { size : number over time \"Size\" }
parameter least : number { from 2021-01-01: 100 cite \"s. 1\"  verified through 2023-12-31 }
define large = size > least cite \"s. 2\"
test \"one\" { sheet \"s.yaml\"  on 2022-01-01  expect large }",
    );
    let sheet = |figure: &str| {
        let text =
            format!("name: One\nservices:\n  - name: Store\n    test.law: {{ size: {figure} }}\n");
        fs::write(folder.path().join("s.yaml"), text).unwrap();
    };
    sheet("500");
    let (code, _, errors) = solon(folder.path(), &["lint", "a b.law"]);
    assert!(code == 1 && errors.contains("W0110") && errors.contains("s.yaml"), "{errors}");
    sheet("{ value: 500, source: \"report\" }");
    assert_eq!(solon(folder.path(), &["lint", "a b.law"]).0, 0);
    assert_eq!(solon(folder.path(), &["lint", "a b.law", "--on", "2023-12-31"]).0, 0);
    let (code, _, errors) = solon(folder.path(), &["lint", "a b.law", "--on", "2024-01-01"]);
    assert!(code == 1 && errors.contains("W0108"), "{errors}");
}

#[test]
fn forms_for_other_tools() {
    let folder = project(WINDOW);
    let (code, out, errors) = solon(folder.path(), &["lint", "a b.law", "--format", "github"]);
    assert_eq!((code, errors.as_str()), (1, ""));
    let first = out.lines().next().unwrap();
    assert!(
        first.starts_with(
            "::warning file=a b.law,line=10,endLine=10,col=12,endColumn=46,title=W0107 "
        ),
        "{out}"
    );
    let (_, out, _) = solon(folder.path(), &["lint", "a b.law", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "W0107");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b.law");
    assert_eq!(place["region"]["startLine"], 10);
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][index]["id"], "W0107");
    let (_, out, _) = solon(folder.path(), &["lint", "a b.law", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["schema"], "solon.diagnostics/1");
    // Errors of `check` take the same forms.
    let broken = law("define c = nothing > 5");
    fs::write(folder.path().join("a b.law"), broken).unwrap();
    let (code, out, _) = solon(folder.path(), &["check", "a b.law", "--format", "github"]);
    assert!(code == 3 && out.starts_with("::error file=a b.law,line=9,"), "{out}");
    let (code, out, _) = solon(folder.path(), &["check", "a b.law", "--format", "sarif"]);
    assert!(code == 3 && out.contains("\"level\": \"error\""), "{out}");
}

#[test]
fn failed_tests_in_the_forms_of_other_tools() {
    let folder = project(
        "facts { a : number }\ndefine c = a > 5\ntest \"holds <&> \\u\" { on 2021-06-01 given a = 9 expect c }
test \"fails ]]>\" { on 2021-06-01 given a = 1 expect c }",
    );
    let (code, out, _) = solon(folder.path(), &["test", "a b.law", "--format", "junit"]);
    assert_eq!(code, 1);
    assert!(out.starts_with("<?xml"), "{out}");
    assert!(out.contains("tests=\"2\"") && out.contains("failures=\"1\""), "{out}");
    assert!(out.contains("holds &lt;&amp;&gt;"), "{out}");
    assert!(out.contains("expect c; is false"), "{out}");
    let (code, out, _) = solon(folder.path(), &["test", "a b.law", "--format", "github"]);
    assert!(code == 1 && out.starts_with("::error file=a b.law,line=12,"), "{out}");
    let (_, out, _) = solon(folder.path(), &["test", "a b.law", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 1);
}

#[test]
fn the_shipped_laws_leave_no_advice() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (code, out, errors) = solon(root, &["lint", "policies"]);
    assert_eq!(code, 0, "{out}{errors}");
}
