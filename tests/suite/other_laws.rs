//! Names of other laws: found by their path, evaluated under their rules, refused where they lead
//! nowhere or in a circle.

use crate::check::{checked, codes};
use crate::presumptions::Numbers;
use crate::support::{PLATFORMS, case_of, day};
use crate::timeline::compare;
use solon::ground::diagnostic::{Code, Diagnostic};
use solon::language::law::Judged;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn law(name: &str, subject: &str, from: &str, declarations: &str) -> String {
    format!(
        "law {name} \"A law\" {{\n  source \"An act\"\n  jurisdiction RU\n  subject {subject}\n  \
         in force from {from}\n  month end last day\n}}\nuse platforms\n{declarations}\n"
    )
}

/// The problems of two laws and the vocabulary.
fn problems(one: &str, two: &str) -> Vec<Diagnostic> {
    let files = [("platforms.law", PLATFORMS), ("one.law", one), ("two.law", two)];
    checked(&files).2.diagnostics
}

fn only(mut found: Vec<Diagnostic>) -> Diagnostic {
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

const BASE: &str = "
enum size { small, large }
facts { users_there : number over time  kind : size }
facts company { known : bool }
event order { amount : money RUB }
parameter most : number { from 2021-03-01: 100  from 2022-02-01: 50 }
define covered = users_there > most cite \"art. 1\"
status held { begins on order  ends when users_there < 10 }
duty keep { when covered  must kind = small }
sanctions ladder {
  for keep
  step warn { shall notice \"A\"  by \"court\" }
  step fine_it { may fine 10 RUB  once 1 month have passed since warn  by \"court\" }
  on cure collect 1/2
}
";

const NAMING: &str = "
facts { here : bool over time }
define both = a.base.covered and here
duty answer { when both  must a.base.kind = small }
duty act { when a.base.held  must a.base.order  due 20 days after first a.base.order }
duty obey { when a.base.keep is breached  must here }
sanctions own {
  for obey
  step double { may fine 50% of a.base.fine_it.amount  when a.base.warn is imposed  once 10 days have passed since a.base.order }
  step whole  { shall fine a.base.ladder.total + a.base.ladder.payable }
}
";

fn both() -> [String; 2] {
    [law("b.naming", "service", "2020-06-01", NAMING), law("a.base", "service", "2021-03-01", BASE)]
}

#[test]
fn the_timeline_of_a_law_that_names_another_is_what_each_day_says() {
    let [naming, base] = both();
    let sheets = [
        "name: E\nservices:\n  - name: S\n    a.base:\n      users_there: [{from: 2020-05-01, value: 101}, \
         {from: 2021-06-01, value: 60}, {from: 2022-05-01, value: 9}]\n      kind: large\n      \
         order: [2021-02-01, 2021-07-15]\n      warn: 2021-04-01\n    b.naming:\n      here: [{from: 2020-01-01, \
         value: true}, {from: 2021-05-01, value: false}]\n",
        "name: E\nservices:\n  - name: S\n    a.base: { order: unknown, kind: small }\n",
        "name: E\nrecorded through: 2021-05-05\nservices:\n  - name: S\n    a.base: { users_there: 200 }\n    \
         b.naming: { here: true }\n",
    ];
    for sheet in sheets {
        let mut case = case_of(&[PLATFORMS, &naming, &base], sheet);
        case.law = case.laws.laws.rows().find(|(_, law)| law.name == "b.naming").unwrap().0;
        compare(&case, "2020-03-01", "2022-12-01");
    }
}

#[test]
fn whatever_the_sheet_the_timeline_is_what_each_day_says() {
    let [naming, base] = both();
    let mut numbers = Numbers(11);
    for _ in 0..20 {
        let mut theirs: Vec<String> = Vec::new();
        let users = ["value: 101", "value: 60", "value: 9", "value: unknown", "at_least: 51"];
        theirs.extend(numbers.history("users_there", &users));
        theirs.push(
            ["kind: small", "kind: large", "kind: unknown"][numbers.below(3) as usize].into(),
        );
        for event in ["order", "warn", "fine_it"] {
            let mut at = day("2021-01-20");
            let days: Vec<String> = (0..numbers.below(4))
                .map(|_| {
                    at = at.plus_days(i64::try_from(1 + numbers.below(90)).unwrap()).unwrap();
                    at.to_string()
                })
                .collect();
            theirs.push(format!("{event}: [{}]", days.join(", ")));
        }
        let here = numbers.history("here", &["value: true", "value: false", "value: unknown"]);
        let recorded = ["", "recorded through: 2021-05-05\n"][numbers.below(2) as usize];
        let sheet = format!(
            "{recorded}name: E\nservices:\n  - name: S\n    a.base: {{ {} }}\n    b.naming: {{ {} }}\n",
            theirs.join(", "),
            here.unwrap_or_else(|| "here: unknown".to_owned())
        );
        let mut case = case_of(&[PLATFORMS, &naming, &base], &sheet);
        case.law = case.laws.laws.rows().find(|(_, law)| law.name == "b.naming").unwrap().0;
        compare(&case, "2020-12-01", "2022-04-01");
    }
}

#[test]
fn a_circle_across_laws_is_shown_with_its_citations() {
    let one = law("a.one", "service", "2021-01-01", "define x = b.two.y cite \"art. 7\"");
    let two = law("b.two", "service", "2021-01-01", "define y = not a.one.x cite \"s. 9\"");
    let found = only(problems(&one, &two));
    assert_eq!(found.code, Code::E0208);
    let help = found.help.unwrap();
    assert!(help.contains("`a.one.x` (art. 7) → `b.two.y` (s. 9) → `a.one.x` (art. 7)"), "{help}");
}

#[test]
fn laws_that_name_each_other_without_a_circle_are_fine() {
    let one = law(
        "a.one",
        "service",
        "2021-01-01",
        "facts { f : bool }\ndefine x = b.two.y\ndefine z = f\nduty d { when x  must z }",
    );
    let two = law(
        "b.two",
        "service",
        "2021-01-01",
        "define y = not a.one.z\nduty e { when y  must a.one.f }",
    );
    assert_eq!(codes(&checked(&[("p", PLATFORMS), ("1", &one), ("2", &two)]).2), [""; 0]);
}

#[test]
fn a_law_may_name_one_about_the_owner_and_not_the_reverse() {
    let service = "facts { f : bool }\nduty d { when a.one.g  must f }";
    let company = "facts { g : bool }\nduty e { must g }";
    let found = problems(
        &law("a.one", "company", "2021-01-01", company),
        &law("b.two", "service", "2021-01-01", service),
    );
    assert!(found.is_empty(), "{found:#?}");
    let found = only(problems(
        &law("a.one", "service", "2021-01-01", company),
        &law("b.two", "company", "2021-01-01", service),
    ));
    assert_eq!(found.code, Code::E0207);
    assert_eq!(found.message, "`a.one` judges neither subject nor owner");
    assert!(found.help.unwrap().contains("`company`"));
}

#[test]
fn a_name_that_the_other_law_lacks_is_unknown_and_a_near_one_meant() {
    let one = law("a.one", "service", "2021-01-01", "facts { g : bool }\nduty e { must g }");
    let two =
        |path: &str| law("b.two", "service", "2021-01-01", &format!("duty d {{ must {path} }}"));
    let found = only(problems(&one.replace(" g ", " good "), &two("a.one.god")));
    assert_eq!(found.code, Code::E0201);
    assert_eq!(found.message, "`a.one` has no name `god`");
    assert_eq!(found.help.as_deref(), Some("did you mean `good`?"));
    let found = only(problems(&one, &two("a.on.g")));
    assert_eq!((found.code, found.message.as_str()), (Code::E0204, "no law of this name is found"));
    assert_eq!(found.help.as_deref(), Some("did you mean `a.one.g`?"));
    let found = only(problems(&one, &two("eu.other.law.g")));
    assert_eq!(found.code, Code::E0204);
    let found = only(problems(&one, &two("nobody.g")));
    assert_eq!((found.code, found.message.as_str()), (Code::E0201, "unknown name `nobody`"));
    let found = only(problems(&one, &two("platforms.users")));
    assert_eq!(found.message, "`platforms` is a vocabulary");
    let found = only(problems(&one, &two("a.one.g.h.i")));
    assert_eq!(found.message, "`a.one.g.h.i` goes too deep");
}

#[test]
fn a_law_may_call_its_own_names_by_its_path() {
    let one = law(
        "a.one",
        "service",
        "2021-01-01",
        "facts { g : bool }\ndefine x = a.one.g\nduty e { when a.one.x  must a.one.g }",
    );
    assert_eq!(codes(&checked(&[("p", PLATFORMS), ("1", &one)]).2), [""; 0]);
}

#[test]
fn what_only_another_law_names_is_used() {
    let one = law("a.one", "service", "2021-01-01", "facts { g : bool }\ndefine x = g\nevent e\n");
    let two =
        law("b.two", "service", "2021-01-01", "duty d { when a.one.e has happened  must a.one.x }");
    assert_eq!(codes(&checked(&[("p", PLATFORMS), ("1", &one), ("2", &two)]).2), [""; 0]);
}

fn solon(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_solon")).current_dir(folder).args(arguments).output().unwrap()
}

/// A folder with both laws, and a sheet that speaks of both.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let [naming, base] = both();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("solon.toml", "");
    write("laws/naming.law", &naming);
    write("other/base.law", &base);
    write("other/platforms.law", PLATFORMS);
    write(
        "sheet.yaml",
        "name: E\nservices:\n  - name: S\n    a.base: { users_there: 101, kind: large, warn: 2021-04-01 }\n    \
         b.naming: { here: true }\n",
    );
    folder
}

#[test]
fn a_law_is_found_by_the_path_of_a_name_and_its_facts_are_read_but_it_is_not_judged() {
    let folder = project();
    let arguments = ["eval", "laws/naming.law", "--facts", "sheet.yaml", "--on", "2021-05-02"];
    let output = solon(folder.path(), &arguments);
    let said = String::from_utf8(output.stdout).unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), told.as_str()), (Some(0), ""), "{said}");
    assert!(said.contains("BREACHED       answer"), "{said}");
    assert!(said.contains("a.base.users_there 101 > 100"), "{said}");
    assert!(!said.contains("a.base  A law"), "{said}");
    let output = solon(folder.path(), &["test", "laws/naming.law"]);
    assert_ne!(output.status.code(), Some(0));
}

#[test]
fn a_law_that_nothing_names_is_not_loaded() {
    let folder = project();
    fs::write(folder.path().join("other/more.law"), "law a.more { broken").unwrap();
    let output = solon(folder.path(), &["check", "laws/naming.law"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let naming = fs::read_to_string(folder.path().join("laws/naming.law")).unwrap();
    fs::write(folder.path().join("laws/naming.law"), naming.replace("must here", "must a.more.x"))
        .unwrap();
    let output = solon(folder.path(), &["check", "laws/naming.law"]);
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn what_a_found_law_needs_is_asked_for_under_its_name() {
    let folder = project();
    fs::write(folder.path().join("sheet.yaml"), "name: E\nservices:\n  - name: S\n").unwrap();
    let arguments = ["eval", "laws/naming.law", "--facts", "sheet.yaml", "--on", "2021-05-02"];
    let text = String::from_utf8(solon(folder.path(), &arguments).stdout).unwrap();
    assert!(text.contains("a.base.users_there  users there? (number; a.base of S — E)"), "{text}");
    let mut json = arguments.to_vec();
    json.extend(["--format", "json"]);
    let json: serde_json::Value =
        serde_json::from_slice(&solon(folder.path(), &json).stdout).unwrap();
    let needs = json["verdicts"][0]["needs"].as_array().unwrap();
    let need = needs.iter().find(|need| need["fact"] == "users_there").unwrap();
    assert_eq!(need["law"], "a.base");
    assert_eq!(json["verdicts"].as_array().unwrap().len(), 1);
}

#[test]
fn a_law_found_for_its_name_is_marked_so() {
    let folder = project();
    let limits = Default::default();
    let project = solon::front::project::open(&[folder.path().join("laws")], &limits);
    let judged = |name: &str| project.laws.laws.iter().find(|law| law.name == name).unwrap().judged;
    assert_eq!(judged("b.naming"), Judged::Named);
    assert_eq!(judged("a.base"), Judged::Found);
}
