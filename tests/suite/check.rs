//! Checking: what every construct accepts and rejects, each problem with its code, places and help.

use solon::front::diagnostics::{Look, text};
use solon::ground::diagnostic::{Found, Severity};
use solon::ground::text::{Limits, Sources};
use solon::language::check::{Checked, check};
use solon::language::law::{Judged, Provision};
use solon::language::syntax::{LawFile, read};
use std::path::Path;

/// Reads and checks texts; syntax errors come first.
pub fn checked(files: &[(&str, &str)]) -> (Checked, Sources, Found) {
    let (files, sources, found) = parsed(files);
    let mut checked = check(&files, &sources);
    let mut all = found.clone();
    all.append(std::mem::take(&mut checked.found));
    (checked, sources, all)
}

fn parsed(files: &[(&str, &str)]) -> (Vec<(LawFile, Judged)>, Sources, Found) {
    let (mut sources, mut found) = (Sources::new(), Found::new());
    let mut read_files = Vec::new();
    for (name, text) in files {
        let source = sources.add(*name, *text);
        read_files.push((read(source, text, &Limits::default(), &mut found), Judged::Named));
    }
    (read_files, sources, found)
}

/// The codes found, in order.
pub fn codes(found: &Found) -> Vec<&'static str> {
    found.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect()
}

fn rendered(found: &Found, sources: &Sources) -> String {
    text(&found.diagnostics, sources, Look { drawn: true, colour: false, width: 100 }, 1000)
}

/// Each fixture says in its first line which codes it expects, in the order of their places.
#[test]
fn every_fixture_gives_the_codes_it_expects() {
    insta::glob!("../language", "*/{accepts,rejects}_*.law", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let Some(expected) = text.strip_prefix("// expects: ") else { return };
        let expected = expected.lines().next().unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (_, sources, found) = checked(&[(&name, &text)]);
        let mut given = codes(&found);
        let mut wanted: Vec<&str> =
            expected.split(", ").filter(|code| *code != "nothing").collect();
        given.sort_unstable();
        wanted.sort_unstable();
        let shown = rendered(&found, &sources);
        assert_eq!(given, wanted, "{}\n{shown}", path.display());
        says_what_to_do(&found, path);
        if !given.is_empty() {
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(path.parent().unwrap());
            settings.set_prepend_module_to_snapshot(false);
            settings.set_snapshot_suffix("");
            settings.set_omit_expression(true);
            let snapshot = path.file_stem().unwrap().to_string_lossy().into_owned();
            settings.bind(|| insta::assert_snapshot!(snapshot, shown));
        }
    });
}

/// The conventions of messages: lower case, no full stop, short, with a help.
fn says_what_to_do(found: &Found, path: &Path) {
    for diagnostic in &found.diagnostics {
        let message = &diagnostic.message;
        assert!(!message.ends_with('.'), "{}: {message}", path.display());
        assert!(!message.starts_with(char::is_uppercase), "{}: {message}", path.display());
        assert!(message.chars().count() < 60, "{}: {message}", path.display());
        assert!(diagnostic.help.is_some(), "{}: {message}", path.display());
    }
}

const SHARED: &str = "vocabulary shared\n\nunit users\n\nentity company {\n  name : text\n  users_of : number of users\n}\n";

fn law(name: &str, body: &str) -> String {
    format!(
        "law {name} \"A law\" {{\n  source \"Law No. 1\"\n  jurisdiction TR\n  subject company\n  \
         in force from 2021-01-01\n}}\n\nuse shared\n\n{body}"
    )
}

#[test]
fn the_laws_do_not_depend_on_the_order_of_the_files() {
    let one = law("a.one", "facts { here : bool }\n\nduty keep_here { must here }\n");
    let two = law("a.two", "facts { there : bool }\n\nduty keep_there { must there }\n");
    let (first, ..) = checked(&[("1", SHARED), ("2", &one), ("3", &two)]);
    let (second, ..) = checked(&[("3", &two), ("2", &one), ("1", SHARED)]);
    let names = |checked: &Checked| {
        let facts: Vec<String> = checked.laws.facts.iter().map(|row| row.name.clone()).collect();
        let laws: Vec<String> = checked.laws.laws.iter().map(|row| row.name.clone()).collect();
        (facts, laws)
    };
    assert_eq!(names(&first), names(&second));
    assert_eq!(names(&first).1, ["a.one", "a.two"]);
}

#[test]
fn two_files_of_one_name_are_shown_with_both_places() {
    let (_, sources, found) = checked(&[("1.law", SHARED), ("2.law", SHARED)]);
    assert_eq!(codes(&found), ["E0203"]);
    let diagnostic = &found.diagnostics[0];
    assert_eq!(sources.source(diagnostic.span.unwrap().source).name, "2.law");
    assert_eq!(sources.source(diagnostic.labels[0].span.source).name, "1.law");
}

#[test]
fn a_law_cannot_take_a_name_of_the_vocabulary_it_uses() {
    let text = law("a.law", "facts { users : bool }\n\nduty keep { must users }\n");
    let (_, sources, found) = checked(&[("shared.law", SHARED), ("a.law", &text)]);
    assert_eq!(codes(&found), ["E0202"]);
    assert_eq!(sources.words(found.diagnostics[0].span.unwrap()), "users");
    let other = found.diagnostics[0].labels[0].span;
    assert_eq!(sources.source(other.source).name, "shared.law");
}

#[test]
fn a_vocabulary_that_is_missing_makes_one_error() {
    let text = law("a.law", "facts { here : number of users }\n\nduty keep { must here > 5 }\n");
    let (_, _, found) = checked(&[("a.law", &text)]);
    assert_eq!(codes(&found), ["E0204"]);
}

#[test]
fn a_file_says_what_it_is_called_and_what_it_needs() {
    let (shared, law) = ("vocabulary shared\n", law("a.law", ""));
    let tests = "tests for b.law\n\nuse shared\n";
    let texts = [("shared.law", shared), ("a.law", law.as_str()), ("tests.law", tests)];
    let (files, sources, _) = parsed(&texts);
    let names: Vec<_> = files.iter().map(|(file, _)| file.name()).collect();
    assert_eq!(names, [Some("shared".to_owned()), Some("a.law".to_owned()), None]);
    let needs: Vec<_> = files[2].0.needs().collect();
    assert_eq!([needs[0].dotted(), needs[1].dotted()], ["shared", "b.law"]);
    assert_eq!(sources.words(needs[0].span), "shared");
}

#[test]
fn tests_of_a_law_that_was_only_found_are_left_alone() {
    let text = law("a.law", "facts { here : bool }\n\ntest \"No day\" { given here = 5 }\n");
    let (mut files, sources, _) = parsed(&[("1", SHARED), ("2", &text)]);
    for (_, judged) in &mut files {
        *judged = Judged::Found;
    }
    let checked = check(&files, &sources);
    assert_eq!(codes(&checked.found), [""; 0]);
    assert!(checked.laws.tests.is_empty());
}

#[test]
fn tests_beside_a_law_see_its_names() {
    let text = law("a.law", "facts { here : bool }\n\nduty keep { must here }\n");
    let tests = "tests for a.law\n\ntest \"Kept\" {\n  given here = true\n  on 2022-01-01\n  expect keep fulfilled\n}\n";
    let (checked, _, found) = checked(&[("1", SHARED), ("2", tests), ("3", &text)]);
    assert_eq!(codes(&found), [""; 0]);
    assert_eq!(checked.laws.tests.len(), 1);
    let law = checked.laws.laws.iter().next().unwrap();
    assert_eq!(law.tests.len(), 1);
    assert!(matches!(law.provisions[..], [Provision::Fact(_), Provision::Duty(_)]));
}

#[test]
fn a_long_chain_of_definitions_ends_in_a_diagnostic() {
    let mut body = String::from("facts { here : bool }\n\ndefine step_0 = here\n");
    for at in 1..50_000 {
        body.push_str(&format!("define step_{at} = step_{}\n", at - 1));
    }
    let text = law("a.law", &body);
    let (_, _, found) = checked(&[("1", SHARED), ("2", &text)]);
    assert_eq!(codes(&found), ["E0807"]);
}

#[test]
fn a_circle_of_fifty_is_walked_once() {
    let mut body = String::new();
    for at in 0..50 {
        body.push_str(&format!("define step_{at} = not step_{}\n", (at + 1) % 50));
    }
    let text = law("a.law", &body);
    let (_, _, found) = checked(&[("1", SHARED), ("2", &text)]);
    assert_eq!(codes(&found), ["E0208"]);
    assert!(
        found.diagnostics[0].help.as_ref().unwrap().contains("`step_48` → `step_49` → `step_0`")
    );
}

#[test]
fn the_shipped_laws_have_no_errors() {
    let mut texts = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("policies")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "law") {
                texts.push((path.display().to_string(), std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    let files: Vec<(&str, &str)> =
        texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (_, sources, found) = checked(&files);
    assert!(!found.has_errors(), "{}", rendered(&found, &sources));
    let notes = found.diagnostics.iter().filter(|it| it.code.severity() != Severity::Warning);
    assert_eq!(notes.count(), 0);
}

#[test]
fn what_elements_have_is_named_through_them_only() {
    let words = "vocabulary v\n\nentity company {\n  name : text\n  services : list of service\n}\n\n\
        entity service {\n  name : text\n}\n\nfacts service {\n  users : number\n}\n\n\
        event opened of service\n";
    let law = |condition: &str| {
        format!(
            "law a.law \"A law\" {{\n  source \"Law No. 1\"\n  jurisdiction EU\n  subject company\n  \
             in force from 2021-01-01\n}}\n\nuse v\n\nfacts {{\n  told : bool\n}}\n\n\
             duty tell {{\n  when {condition}\n  must told\n}}\n"
        )
    };
    let given = |condition: &str| {
        let (_, _, found) = checked(&[("v.law", words), ("a.law", &law(condition))]);
        codes(&found).join(", ")
    };
    for wrong in ["users > 3", "opened has happened", "count of opened > 1"] {
        assert_eq!(given(wrong), "E0207", "{wrong}");
    }
    let of = "any of company.services as s where (s.users > 3 and s.opened has happened)";
    assert_eq!(given(of), "");
    assert_eq!(given("sum of (count of s.opened) over company.services as s > 1"), "");
}
