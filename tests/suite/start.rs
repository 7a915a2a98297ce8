//! `solon new`: a project that is green at once, in folders of every name, never over anything.

use crate::tidy::files;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn solon(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_solon"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

const MADE: [&str; 10] = [
    ".github",
    ".gitignore",
    ".pre-commit-config.yaml",
    ".vscode",
    "README.md",
    "complaints.law",
    "sheet.schema.json",
    "sheets",
    "snapshots",
    "solon.toml",
];

#[test]
fn a_new_project_is_green_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, err) = solon(folder.path(), &["new", "my-laws"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("made a project in my-laws") && out.contains("cd my-laws"), "{out}");
    let project = folder.path().join("my-laws");
    assert_eq!(names(&project), MADE);
    for made in MADE {
        let told = out.contains(made.trim_end_matches(".yaml")) || out.contains(made);
        assert!(told, "{made} is not named in\n{out}");
    }
    let schema = fs::read_to_string(project.join("sheet.schema.json")).unwrap();
    for (arguments, said) in [
        ("check .", "checked 1 law: no problems\n"),
        ("fmt --check .", ""),
        ("lint .", "looked at 1 file: no advice\n"),
        ("lint . --facts sheets --on 2026-01-01", "looked at 1 file: no advice\n"),
        ("test", "12 tests passed\n2 verdicts as before\n"),
        ("test --ci", "12 tests passed\n2 verdicts as before\n"),
        ("export schema .", schema.as_str()),
    ] {
        let words: Vec<&str> = arguments.split(' ').collect();
        let (code, out, err) = solon(&project, &words);
        assert_eq!((code, out.as_str(), err.as_str()), (0, said, ""), "{arguments}");
    }
    let (code, out, _) = solon(&project, &["test", ".", "--coverage", "--at-least", "100"]);
    assert!(code == 0 && out.contains("together") && !out.contains("not touched"), "{out}");
    let (code, out, _) = solon(&project, &["test", ".", "--mutate"]);
    assert!(code == 0 && out.contains("0 survived"), "{out}");
    let (code, out, _) = solon(&project, &["eval", ".", "--facts", "sheets", "--on", "2026-01-01"]);
    assert!(code == 0 && out.contains("BREACHED       keep_page  since 2026-01-01"), "{out}");
    assert_eq!(names(folder.path()), ["my-laws"], "nothing is left beside it");
}

#[test]
fn the_readme_of_a_new_project_can_be_followed() {
    let folder = tempfile::tempdir().unwrap();
    solon(folder.path(), &["new", "p"]);
    let project = folder.path().join("p");
    let readme = fs::read_to_string(project.join("README.md")).unwrap();
    let mut run = 0;
    for block in readme.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        for line in block.lines().flat_map(|line| line.split(" && ")) {
            let words = line.split(" #").next().unwrap().split_whitespace().skip(1);
            let (code, _, err) = solon(&project, &words.collect::<Vec<_>>());
            assert_eq!(code, 0, "{line}\n{err}");
            run += 1;
        }
    }
    assert!(run >= 7, "{run}");
    // What it says of a change of the threshold.
    let law = fs::read_to_string(project.join("complaints.law")).unwrap();
    assert!(law.contains("from 2025-01-01: 10_000"));
    fs::write(project.join("complaints.law"), law.replace("10_000  cite", "9_000   cite")).unwrap();
    let (code, out, _) = solon(&project, &["test"]);
    assert!(code == 1 && out.contains("FAILED"), "{out}");
    // Taking the example away, as it says.
    fs::remove_file(project.join("complaints.law")).unwrap();
    fs::remove_file(project.join("sheets/lantern.yaml")).unwrap();
    let own = law.replace("example.complaints", "example.own");
    fs::write(project.join("own.law"), own).unwrap();
    fs::write(project.join("sheets/own.yaml"), "name: Own\nexample.own: { buyers: 3 }\n").unwrap();
    let settings = fs::read_to_string(project.join("solon.toml")).unwrap();
    let settings = settings.replace("complaints.law", "own.law").replace("complaints", "own");
    fs::write(project.join("solon.toml"), settings).unwrap();
    let (code, out, err) = solon(&project, &["test", "--accept"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(!project.join("snapshots/complaints").exists());
}

#[test]
fn the_sheet_of_a_new_project_is_one_of_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    solon(folder.path(), &["new", "p"]);
    let project = folder.path().join("p");
    let sheet = fs::read_to_string(project.join("sheets/lantern.yaml")).unwrap();
    let first = sheet.lines().next().unwrap();
    let schema = first.strip_prefix("# yaml-language-server: $schema=").unwrap();
    let schema = fs::read_to_string(project.join("sheets").join(schema)).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let text = schema.to_string();
    assert!(text.contains("Buyers in the last twelve months"), "labels are titles");
    let settings = fs::read_to_string(project.join(".vscode/settings.json")).unwrap();
    let settings: Value = serde_json::from_str(&settings).unwrap();
    assert_eq!(settings["yaml.schemas"]["./sheet.schema.json"], "sheets/*.yaml");
}

#[test]
fn folders_of_strange_names_are_made_as_they_are_called() {
    for (arguments, name, next) in [
        (&["new", "my laws"][..], "my laws", "cd 'my laws'"),
        (&["new", "Gesetze für Läden"], "Gesetze für Läden", "cd 'Gesetze für Läden'"),
        (&["new", "--", "-x"], "-x", "cd ./-x"),
        (&["new", "a/b/c"], "a/b/c", "cd a/b/c"),
        (&["new", "it's"], "it's", r"cd 'it'\''s'"),
        (&["new", ".hidden/"], ".hidden", "cd .hidden/"),
        (&["new", "./dotted"], "dotted", "cd dotted"),
        (&["new", "target"], "target", "cd target"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (code, out, err) = solon(folder.path(), arguments);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
        assert!(out.contains(&format!("  {next}\n")), "{arguments:?}\n{out}");
        let project = folder.path().join(name);
        assert_eq!(names(&project), MADE, "{arguments:?}");
        let (code, out, err) = solon(&project, &["test", "--ci"]);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}\n{out}");
    }
}

#[test]
fn an_empty_folder_and_a_fresh_repository_are_filled() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let (code, out, err) = solon(folder.path(), &["new", "."]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(!out.contains("cd "), "{out}");
    let mut all: Vec<&str> = MADE.into_iter().chain([".git"]).collect();
    all.sort();
    assert_eq!(names(folder.path()), all);
    let (code, _, _) = solon(folder.path(), &["test", "--ci"]);
    assert_eq!(code, 0);
}

#[test]
fn nothing_is_ever_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("file"), "mine").unwrap();
    fs::create_dir(here.join("full")).unwrap();
    fs::write(here.join("full/.notes"), "mine").unwrap();
    for (name, told) in [
        ("file", "is there already and is no folder"),
        ("full", "is not empty: it holds `.notes`"),
        (".", "is not empty: it holds `file`"),
        ("..", "is not empty"),
        ("a\nb", "is no name for a folder"),
    ] {
        let before = names(here);
        let (code, out, err) = solon(here, &["new", name]);
        assert_eq!((code, out.as_str()), (3, ""), "{name}: {err}");
        assert!(err.contains("E1012") && err.contains(told) && err.contains("help: "), "{err}");
        assert_eq!(names(here), before, "{name}");
    }
    assert_eq!(fs::read_to_string(here.join("file")).unwrap(), "mine");
    assert_eq!(names(&here.join("full")), [".notes"]);
    let (code, _, _) = solon(here, &["new"]);
    assert_eq!(code, 2);
    // Below a file no folder can be made, and none of those above it is left.
    let (code, _, err) = solon(here, &["new", "file/deep"]);
    assert!(code == 3 && err.contains("E1008") && err.contains("nothing was made"), "{err}");
    assert_eq!(names(here), ["file", "full"]);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_in_the_way() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("link")).unwrap();
    let (code, _, err) = solon(folder.path(), &["new", "link"]);
    assert!(code == 3 && err.contains("E1012"), "{err}");
    // One that leads to an empty folder is that folder.
    fs::create_dir(folder.path().join("there")).unwrap();
    std::os::unix::fs::symlink("there", folder.path().join("good")).unwrap();
    assert_eq!(solon(folder.path(), &["new", "good"]).0, 0);
    assert_eq!(names(&folder.path().join("there")), MADE);
}

#[test]
fn two_new_projects_are_alike_to_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    solon(folder.path(), &["new", "one"]);
    solon(folder.path(), &["new", "two"]);
    let texts = |name: &str| {
        let folder = folder.path().join(name);
        let mut all = Vec::new();
        for ending in ["law", "yaml", "yml", "toml", "json", "snap", "md"] {
            for file in files(folder.to_str().unwrap(), ending) {
                let path = file.strip_prefix(&folder).unwrap().to_owned();
                all.push((path, fs::read_to_string(file).unwrap()));
            }
        }
        all
    };
    assert_eq!(texts("one"), texts("two"));
    assert!(texts("one").len() >= 10);
}
