//! Hooks and CI files: read as YAML, and every command of theirs run in a new project.

use serde_json::Value;
use solon::facts::document::{Content, Node};
use solon::facts::yaml;
use solon::ground::diagnostic::Found;
use solon::ground::table::Id;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A text of YAML as JSON: every scalar a text.
fn read(text: &str) -> Value {
    fn value(node: &Node) -> Value {
        match &node.content {
            Content::Map(pairs) => {
                let pairs = pairs.iter().map(|(key, node)| (key.text.clone(), value(node)));
                Value::Object(pairs.collect())
            }
            Content::List(items) => items.iter().map(value).collect(),
            Content::Scalar(scalar) => Value::String(scalar.text.clone()),
        }
    }
    let mut found = Found::new();
    let node = yaml::read(text, Id::at(0), &mut found);
    assert!(!found.has_errors(), "{found:#?}\n{text}");
    value(&node.expect("a document"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs a line of a script as the shell of a CI machine would, `solon` on its path.
fn shell(folder: &Path, line: &str) -> (i32, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_solon"));
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .args(["-e", "-c", line])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", program.parent().unwrap().display()))
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let told = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(told).unwrap())
}

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (code, told) = shell(folder.path(), "solon new laws");
    assert_eq!(code, 0, "{told}");
    folder
}

fn words(value: &Value) -> Vec<String> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().map(|item| item.as_str().unwrap().to_owned()).collect()
}

/// The blocks of YAML of a page.
fn blocks(page: &str) -> Vec<Value> {
    let text = fs::read_to_string(root().join(page)).unwrap();
    let blocks = text.split("```yml\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.map(read).collect()
}

/// The commands of the steps of a workflow.
fn steps(workflow: &Value) -> Vec<String> {
    let steps = workflow["jobs"]["laws"]["steps"].as_array().expect("steps");
    let runs = steps.iter().filter_map(|step| step["run"].as_str());
    runs.map(str::to_owned).collect()
}

/// Runs the commands of a script but for the installation; all of them pass in a new project.
fn all_pass(script: &[String]) {
    let folder = project();
    let laws = folder.path().join("laws");
    let (code, told) = shell(&laws, "git init -q . && git add -A");
    assert_eq!(code, 0, "{told}");
    let mut run = 0;
    for line in script.iter().filter(|line| !line.starts_with("cargo install")) {
        let (code, told) = shell(&laws, line);
        assert_eq!(code, 0, "{line}\n{told}");
        run += 1;
    }
    assert!(run >= 3 && run + 1 == script.len(), "{script:?}");
}

#[test]
fn the_hooks_are_those_that_pre_commit_takes_and_name_commands_that_run() {
    let hooks = read(&fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap());
    let hooks = hooks.as_array().unwrap();
    let ids: Vec<&str> = hooks.iter().map(|hook| hook["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["solon-check", "solon-fmt", "solon-lint", "solon-test"]);
    let folder = project();
    let laws = folder.path().join("laws");
    for hook in hooks {
        let known =
            ["id", "name", "description", "entry", "args", "language", "files", "pass_filenames"];
        let keys: Vec<&str> = hook.as_object().unwrap().keys().map(String::as_str).collect();
        assert!(keys.iter().all(|key| known.contains(key)), "{keys:?}");
        assert_eq!(hook["language"], "rust");
        let entry = hook["entry"].as_str().unwrap();
        assert_eq!(entry.replace(' ', "-"), hook["id"].as_str().unwrap());
        let files = if hook["pass_filenames"] == "false" { "" } else { "complaints.law" };
        let line = format!("{entry} {} {files}", words(&hook["args"]).join(" "));
        let (code, told) = shell(&laws, &line);
        assert_eq!(code, 0, "{line}\n{told}");
    }
    let patterns: Vec<&str> = hooks.iter().map(|hook| hook["files"].as_str().unwrap()).collect();
    for (file, of) in [
        ("laws/a.law", [true, true, true, true]),
        ("solon.toml", [true, false, true, true]),
        ("sheets/a.yaml", [false, false, true, true]),
        ("snapshots/x/a.snap", [false, false, false, true]),
        ("README.md", [false, false, false, false]),
    ] {
        for (pattern, wanted) in patterns.iter().zip(of) {
            let schema = serde_json::json!({ "pattern": pattern });
            let fits = jsonschema::validator_for(&schema).unwrap().is_valid(&file.into());
            assert_eq!(fits, wanted, "{pattern} {file}");
        }
    }
}

#[test]
fn the_hooks_of_a_new_project_pass_and_fail() {
    let folder = project();
    let laws = folder.path().join("laws");
    let config = read(&fs::read_to_string(laws.join(".pre-commit-config.yaml")).unwrap());
    let hooks = config["repos"][0]["hooks"].as_array().unwrap();
    assert_eq!(hooks.len(), 3);
    let line = |hook: &Value| {
        let files = if hook["pass_filenames"] == "false" { "" } else { " complaints.law" };
        format!("{}{files}", hook["entry"].as_str().unwrap())
    };
    for hook in hooks {
        let (code, told) = shell(&laws, &line(hook));
        assert_eq!(code, 0, "{told}");
    }
    let law = fs::read_to_string(laws.join("complaints.law")).unwrap();
    fs::write(laws.join("complaints.law"), law.replace("buyers >= large", "buyers > large"))
        .unwrap();
    let ended: Vec<i32> = hooks.iter().map(|hook| shell(&laws, &line(hook)).0).collect();
    assert_eq!(ended, [0, 1, 1], "the layout is as it was, the words and the tests are not");
}

#[test]
fn the_workflow_of_a_new_project_passes() {
    let folder = project();
    let workflow = folder.path().join("laws/.github/workflows/laws.yml");
    let workflow = read(&fs::read_to_string(workflow).unwrap());
    assert_eq!(workflow["permissions"]["contents"], "read");
    all_pass(&steps(&workflow));
}

#[test]
fn the_files_of_the_page_on_ci_are_yaml_whose_commands_run() {
    let blocks = blocks("docs/guide/ci.md");
    let [local, hooks, github, gitlab] = blocks.as_slice() else { panic!("{}", blocks.len()) };
    let shipped = read(&fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap());
    let shipped = shipped.as_array().unwrap();
    for hook in hooks["repos"][0]["hooks"].as_array().unwrap() {
        assert!(shipped.iter().any(|it| it["id"] == hook["id"]), "{hook}");
    }
    // The local hooks of the page are among those of a new project.
    let folder = project();
    let config = fs::read_to_string(folder.path().join("laws/.pre-commit-config.yaml")).unwrap();
    let config = read(&config);
    let config = config["repos"][0]["hooks"].as_array().unwrap();
    for hook in local["repos"][0]["hooks"].as_array().unwrap() {
        assert!(config.contains(hook), "{hook}");
    }
    all_pass(&steps(github));
    // What is uploaded is what was written.
    let text = github.to_string();
    for name in ["lint.sarif", "tests.xml"] {
        assert!(text.matches(name).count() >= 2, "{name}");
    }
    all_pass(&words(&gitlab["laws"]["script"]));
    assert_eq!(gitlab["laws"]["artifacts"]["reports"]["junit"], "tests.xml");
}

#[test]
fn a_workflow_fails_where_something_is_wrong() {
    let folder = project();
    let laws = folder.path().join("laws");
    let law = fs::read_to_string(laws.join("complaints.law")).unwrap();
    fs::write(laws.join("complaints.law"), law.replace("5_000   cite", "4_000 cite")).unwrap();
    for (line, code, told) in [
        ("solon fmt --check .", 1, "complaints.law"),
        ("solon test --ci --format github", 1, "::error"),
        ("solon test --ci --format junit > tests.xml; ", 1, ""),
        ("grep -c '<failure' tests.xml", 0, ""),
    ] {
        let (ended, said) = shell(&laws, line);
        assert_eq!(ended, code, "{line}\n{said}");
        assert!(said.contains(told), "{line}\n{said}");
    }
}
