//! How every diagnostic looks: the bad example of each page of `docs/errors`, drawn as on a
//! terminal of 100 columns without colour.

use solon::facts::load;
use solon::front::diagnostics::{Look, text};
use solon::ground::diagnostic::{Code, Found};
use solon::ground::text::{Limits, Sources};
use solon::language::check::{Checked, check};
use solon::language::law::Judged;
use solon::language::syntax::read;
use std::fs;
use std::path::Path;

/// What is found in a law, or in a sheet against the law of the pages.
fn drawn(name: &str, page: &str) -> Option<String> {
    let (_, bad) = page.split_once("## Bad\n")?;
    let bad = bad.split("\n## ").next()?;
    let (mut sources, mut found) = (Sources::new(), Found::new());
    if let Some((_, example)) = bad.split_once("```law\n") {
        checked(&[("bad.law", example.split("```").next()?)], &mut sources, &mut found);
    } else {
        let (_, example) = bad.split_once("```yaml\n")?;
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors");
        let fixture = |file: &str| fs::read_to_string(folder.join(file)).unwrap();
        let (law, words) = (fixture("fixture.law"), fixture("fixture_platforms.law"));
        let files = [("fixture_platforms.law", words.as_str()), ("fixture.law", law.as_str())];
        let against = match page.contains("against: nothing") {
            true => Checked::default(),
            false => checked(&files, &mut sources, &mut found),
        };
        let limits = match name {
            "E0803" => Limits { number_bits: 100, ..Limits::default() },
            "E0804" => Limits { sheet_bytes: 20, ..Limits::default() },
            _ => Limits::default(),
        };
        let elsewhere = ["tr.social_networks".to_owned()].into();
        let sheet = sources.add("bad.yaml", example.split("```").next()?);
        found = Found::new();
        load(&against.laws, &elsewhere, &sources, sheet, &limits, &mut found);
    }
    let look = Look { drawn: true, colour: false, width: 100 };
    Some(text(&found.diagnostics, &sources, look, 100))
}

fn checked(files: &[(&str, &str)], sources: &mut Sources, found: &mut Found) -> Checked {
    let read: Vec<_> = files
        .iter()
        .map(|(name, text)| {
            let source = sources.add(*name, *text);
            (read(source, text, &Limits::default(), found), Judged::Named)
        })
        .collect();
    let mut checked = check(&read, sources);
    found.append(std::mem::take(&mut checked.found));
    checked
}

#[test]
fn every_diagnostic_is_drawn() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors");
    let mut family = (String::new(), String::new());
    let mut seen = 0;
    for code in Code::ALL {
        let name = code.name();
        let page = fs::read_to_string(folder.join(format!("{name}.md"))).unwrap();
        let Some(told) = drawn(name, &page).filter(|told| !told.is_empty()) else { continue };
        // Those of evaluation are told with a verdict: tests/suite/cli.rs.
        assert!(
            told.contains(name) || name == "W0601" || name.starts_with("E07"),
            "{name}: {told}"
        );
        seen += 1;
        if family.0 != name[..3] {
            snapshot(&family);
            family = (name[..3].to_owned(), String::new());
        }
        family.1.push_str(&format!("════ {name} ════\n{told}\n"));
    }
    snapshot(&family);
    assert!(seen >= 75, "{seen} codes");
}

fn snapshot((name, told): &(String, String)) {
    if !told.is_empty() {
        insta::assert_snapshot!(format!("drawn_{name}"), told);
    }
}
