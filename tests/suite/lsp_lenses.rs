//! What is offered above the lines of a law: to run a test, to judge the chosen sheet, to see whom a change
//! since the last commit affects.

use crate::lsp_client::{Editor, capable, project};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

const LAW: &str = r#"law shop.hours "Opening hours" {
  source        "Law No. 1"
  jurisdiction  TR
  subject       shop
  in force      from 2021-01-01
  month end     last day
}

entity company { name : text  shops : list of shop }
entity shop { name : text }

facts {
  staff  : number over time
  small  : bool
  closed : bool over time
}

parameter most : number { from 2021-01-01: 5  cite "s. 1" }

define covered = staff > most unless small

duty keep_sundays "Stay closed on Sundays" {
  cite "s. 2"
  when covered
  must closed
}

sanctions penalties {
  for keep_sundays
  step fine_it { may fine 100 EUR  cite "s. 3" }
}

test "seven are more than five" {
  on     2021-02-20
  given  staff = 7
  given  small = false
  expect covered
}

test "open on Sundays" {
  sheet  "sheets/group.yaml" for "Corner"
  on     2021-02-20
  expect keep_sundays fulfilled
}

test "of a sheet that is not there" {
  sheet  "sheets/gruop.yaml"
  on     2021-02-20
  expect covered
}
"#;

/// Corner is above the five of the law, Station below.
const SHEET: &str = "name: Group
shops:
  - name: Corner
    shop.hours: { staff: 7, small: false, closed: false }
  - name: Station
    shop.hours: { staff: 3, small: false, closed: false }
";

const FILES: [(&str, &str); 2] = [("hours.law", LAW), ("sheets/group.yaml", SHEET)];

fn begun(folder: tempfile::TempDir, options: Value) -> Editor {
    let mut editor = Editor::opening(folder, capable(), options);
    editor.open("hours.law");
    editor
}

fn corner() -> Value {
    json!({ "sheet": "sheets/group.yaml", "company": "Corner", "on": "2021-02-20" })
}

/// Each lens with its words, as `line: words`.
fn lenses(editor: &mut Editor, name: &str) -> Vec<(u64, Value)> {
    let params = json!({ "textDocument": { "uri": editor.uri(name) } });
    let found = editor.request("textDocument/codeLens", params).as_array().unwrap().clone();
    let resolved = found.into_iter().map(|lens| {
        assert!(lens.get("command").is_none(), "what it says is found when it is shown");
        let lens = editor.request("codeLens/resolve", lens);
        (lens["range"]["start"]["line"].as_u64().unwrap(), lens["command"].clone())
    });
    resolved.collect()
}

/// The words of the lenses, with the line below each.
fn titles(editor: &mut Editor, name: &str, text: &str) -> Vec<String> {
    let told = lenses(editor, name).into_iter().map(|(line, command)| {
        let below = text.lines().nth(line as usize).unwrap().trim();
        let below = below.split(['"', '{', ':', '=']).next().unwrap().trim();
        format!("{below}: {}", command["title"].as_str().unwrap())
    });
    told.collect()
}

fn git(folder: &Path, arguments: &[&str]) {
    let run = Command::new("git")
        .args([
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.org",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .output()
        .expect("git is there");
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
}

fn commit(folder: &Path) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", "laws"]);
}

/// A project whose laws are committed.
fn committed(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = project(files);
    git(folder.path(), &["init", "-q"]);
    commit(folder.path());
    folder
}

/// The lenses that tell whom a change affects.
fn affects(editor: &mut Editor, name: &str, text: &str) -> Vec<String> {
    let all = titles(editor, name, text).into_iter();
    all.filter(|it| !it.starts_with("law ") && !it.starts_with("test:")).collect()
}

#[test]
fn a_test_says_how_it_comes_out_as_it_is_written_now() {
    let mut editor = begun(project(&FILES), Value::Null);
    let told = [
        "law shop.hours: evaluate",
        "test: ✓ run test",
        "test: ✗ run test: keep_sundays breached since 2021-01-01",
        "test: ✗ run test: its sheet cannot be read",
    ];
    assert_eq!(titles(&mut editor, "hours.law", LAW), told);
    let text = LAW.replace("staff = 7", "staff = 5");
    editor.write("hours.law", &text);
    assert_eq!(titles(&mut editor, "hours.law", &text)[1], "test: ✗ run test: false");
    // The sheet as it stands in the editor.
    editor.open("sheets/group.yaml");
    editor.write("sheets/group.yaml", &SHEET.replace("closed: false", "closed: true"));
    assert_eq!(titles(&mut editor, "hours.law", &text)[2], "test: ✓ run test");
    editor.write("sheets/group.yaml", &SHEET.replace("closed: false", "closed: flase"));
    let unread = "test: ✗ run test: its sheet cannot be read";
    assert_eq!(titles(&mut editor, "hours.law", &text)[2], unread);
    // A law that does not hold has no results, and nothing moves while it is written.
    editor.write("hours.law", &LAW.replace("must closed", "must close"));
    let told = ["law shop.hours: evaluate", "test: run test", "test: run test", "test: run test"];
    assert_eq!(titles(&mut editor, "hours.law", LAW), told);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn a_law_says_its_verdict_on_what_is_chosen() {
    let mut editor = begun(project(&FILES), corner());
    let evaluate = |editor: &mut Editor| lenses(editor, "hours.law").remove(0).1;
    let lens = evaluate(&mut editor);
    let title = "evaluate: Corner — Group on 2021-02-20: keep_sundays is breached";
    assert_eq!(lens["title"], title);
    let sheet = editor.root().join("sheets/group.yaml");
    let arguments = json!([editor.uri("hours.law"), sheet, "Corner", "2021-02-20"]);
    assert_eq!(lens["arguments"], arguments);
    let mut choose = |settings: Value| {
        let settings = json!({ "settings": { "solon": settings } });
        editor.notify("workspace/didChangeConfiguration", settings);
        evaluate(&mut editor)["title"].as_str().unwrap().to_owned()
    };
    let sheet = |company: &str| json!({ "sheet": "sheets/group.yaml", "company": company });
    assert_eq!(choose(sheet("")), "evaluate: choose a company: Corner, Station");
    assert_eq!(choose(sheet("Group")), "evaluate: 2 of kind shop are called “Group”: choose one");
    assert_eq!(choose(sheet("Port")), "evaluate: no shop of the sheet is called “Port”");
    let other = json!({ "sheet": "sheets/other.yaml" });
    assert_eq!(choose(other), "evaluate: sheets/other.yaml cannot be read");
    let station = json!({ "sheet": "sheets/group.yaml", "company": "Station", "on": "2020-12-31" });
    let title = "evaluate: Station — Group on 2020-12-31: the law is in force from 2021-01-01";
    assert_eq!(choose(station.clone()), title);
    assert_eq!(choose(json!({})), "evaluate");
    choose(station);
    editor.write("hours.law", &LAW.replace("must closed", "must close"));
    assert_eq!(evaluate(&mut editor)["title"], "evaluate: the laws do not hold");
    editor.write("hours.law", LAW);
    editor.open("sheets/group.yaml");
    editor.write("sheets/group.yaml", &SHEET.replace("closed: false", "closed: flase"));
    assert_eq!(evaluate(&mut editor)["title"], "evaluate: sheets/group.yaml has problems");
}

#[test]
fn an_editor_with_commands_of_its_own_gets_those() {
    let names = |options: Value| {
        let mut editor = begun(project(&FILES), options);
        let all = lenses(&mut editor, "hours.law").into_iter();
        let mut names: Vec<String> =
            all.map(|(_, command)| command["command"].as_str().unwrap().to_owned()).collect();
        names.dedup();
        names
    };
    assert_eq!(names(Value::Null), ["solon.server.evaluate", "solon.server.runTest"]);
    assert_eq!(names(json!({ "commands": true })), ["solon.evaluate", "solon.runTest"]);
    let offered = |options: Value| {
        let folder = project(&[]);
        let mut editor = Editor::silent(folder.path());
        let params = json!({ "capabilities": {}, "initializationOptions": options });
        let answer = editor.request("initialize", params);
        answer["capabilities"]["executeCommandProvider"]["commands"].clone()
    };
    let all = json!(["solon.server.runTest", "solon.server.evaluate", "solon.server.affects"]);
    assert_eq!(offered(Value::Null), all);
    assert_eq!(offered(json!({ "commands": true })), json!([]));
}

#[test]
fn a_provision_that_differs_from_the_last_commit_says_whom_it_affects() {
    let mut editor = begun(committed(&FILES), json!({ "on": "2021-02-20" }));
    assert_eq!(affects(&mut editor, "hours.law", LAW), [""; 0]);
    // Eight: the seven of Corner are not covered any more. Not saved, which makes no difference.
    let text = LAW.replace("2021-01-01: 5 ", "2021-01-01: 8 ");
    editor.write("hours.law", &text);
    assert_eq!(
        affects(&mut editor, "hours.law", &text),
        ["parameter most: affects 1 of 2 shops on 2021-02-20: Corner"]
    );
    // Two: the three of Station are covered.
    let text = LAW.replace("2021-01-01: 5 ", "2021-01-01: 2 ");
    editor.write("hours.law", &text);
    assert_eq!(
        affects(&mut editor, "hours.law", &text),
        ["parameter most: affects 1 of 2 shops on 2021-02-20: Station"]
    );
    // Between the two nobody is affected, and a citation affects nobody anywhere.
    let text = LAW.replace("2021-01-01: 5 ", "2021-01-01: 6 ").replace("\"s. 2\"", "\"s. 2(1)\"");
    editor.write("hours.law", &text);
    assert_eq!(
        affects(&mut editor, "hours.law", &text),
        [
            "parameter most: affects none of 2 shops on 2021-02-20",
            "duty keep_sundays: affects nobody: only what it cites, quotes or is called differs",
        ]
    );
    // The layout is no change.
    let text = LAW.replace("staff > most unless", "staff  >  most  unless");
    editor.write("hours.law", &text);
    assert_eq!(affects(&mut editor, "hours.law", &text), [""; 0]);
}

#[test]
fn of_several_changes_each_says_its_own() {
    let mut editor = begun(committed(&FILES), json!({ "on": "2021-02-20" }));
    // The fine is other for Corner, which is in breach; the parameter is other for Station.
    let text = LAW.replace("2021-01-01: 5 ", "2021-01-01: 2 ").replace("fine 100", "fine 200");
    editor.write("hours.law", &text);
    assert_eq!(
        affects(&mut editor, "hours.law", &text),
        [
            "parameter most: affects 1 of 2 shops on 2021-02-20: Station",
            // Without the change of the fine, that of Station would be another too.
            "sanctions penalties: affects 2 of 2 shops on 2021-02-20: Corner, Station",
        ]
    );
    // A definition that is new, and the one that names it: neither does anything alone.
    let text = LAW.replace(
        "define covered = staff > most unless small",
        "define covered = staff > most unless exempt\n\ndefine exempt = small or staff > 6",
    );
    editor.write("hours.law", &text);
    assert_eq!(
        affects(&mut editor, "hours.law", &text),
        [
            "define covered: affects 1 of 2 shops on 2021-02-20: Corner",
            "define exempt: affects 1 of 2 shops on 2021-02-20: Corner",
        ]
    );
}

#[test]
fn what_was_committed_is_asked_anew_and_what_was_not_is_not_told() {
    let mut editor = begun(committed(&FILES), json!({ "on": "2021-02-20" }));
    let text = LAW.replace("2021-01-01: 5 ", "2021-01-01: 8 ");
    editor.write("hours.law", &text);
    assert_eq!(affects(&mut editor, "hours.law", &text).len(), 1);
    // A commit makes it the state of things.
    fs::write(editor.root().join("hours.law"), &text).unwrap();
    commit(editor.root());
    assert_eq!(affects(&mut editor, "hours.law", &text), [""; 0]);
    // A law that was never committed has no provisions that were changed.
    let other = LAW.replace("shop.hours", "shop.days").replace("entity shop { name : text }\n", "");
    let other = other.replace("entity company { name : text  shops : list of shop }\n", "");
    let other: String = other.split("\ntest ").next().unwrap().to_owned();
    let other = other.replace("}\n\nfacts", "}\nuse shop.hours\n\nfacts");
    editor.open_with("days.law", &other);
    assert_eq!(affects(&mut editor, "days.law", &other), [""; 0]);
    // A commit that does not hold is nothing to compare with.
    fs::write(editor.root().join("hours.law"), text.replace("must closed", "must close")).unwrap();
    commit(editor.root());
    assert_eq!(affects(&mut editor, "hours.law", &text), [""; 0]);
    // In a project within the repository, of which it is a part.
    let folder = project(&[]);
    fs::create_dir_all(folder.path().join("shops/sheets")).unwrap();
    for (name, text) in FILES {
        fs::write(folder.path().join("shops").join(name), text).unwrap();
    }
    fs::write(folder.path().join("shops/solon.toml"), "").unwrap();
    git(folder.path(), &["init", "-q"]);
    commit(folder.path());
    let mut editor = Editor::opening(folder, capable(), json!({ "on": "2021-02-20" }));
    editor.open_with("shops/hours.law", &text);
    assert_eq!(
        affects(&mut editor, "shops/hours.law", &text),
        ["parameter most: affects 1 of 2 shops on 2021-02-20: Corner"]
    );
}

#[test]
fn without_a_commit_there_is_nothing_to_compare_with() {
    let text = LAW.replace("2021-01-01: 5 ", "2021-01-01: 8 ");
    // No repository, then one without a commit.
    let mut editor = begun(project(&FILES), Value::Null);
    editor.write("hours.law", &text);
    assert_eq!(affects(&mut editor, "hours.law", &text), [""; 0]);
    git(editor.root(), &["init", "-q"]);
    assert_eq!(affects(&mut editor, "hours.law", &text), [""; 0]);
    let refused = execute(&mut editor, "solon.server.affects", json!(["most"]));
    assert!(refused.unwrap_err().contains("as it was in the last commit, or nothing is known"));
    // Without a sheet nobody is known.
    let mut editor = begun(committed(&FILES[..1]), Value::Null);
    editor.write("hours.law", &text);
    assert_eq!(
        affects(&mut editor, "hours.law", &text),
        ["parameter most: changed since the last commit; no sheet to try it on"]
    );
}

/// Runs a command of the server on the law; its answer, or the words with which it is refused.
fn execute(editor: &mut Editor, command: &str, more: Value) -> Result<String, String> {
    let mut arguments = vec![json!(editor.uri("hours.law"))];
    arguments.extend(more.as_array().unwrap().clone());
    let params = json!({ "command": command, "arguments": arguments });
    let id = editor.ask("workspace/executeCommand", params);
    let answer = editor.answer(id);
    match answer.get("error") {
        Some(error) => Err(error["message"].as_str().unwrap().to_owned()),
        None => Ok(answer["result"].as_str().unwrap().to_owned()),
    }
}

/// What the command prints, without the paths of the folder.
fn printed(folder: &Path, arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_solon"))
        .args(arguments)
        .current_dir(folder)
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn the_commands_say_what_the_program_prints() {
    let mut editor = begun(committed(&FILES), corner());
    let said = execute(&mut editor, "solon.server.runTest", json!(["seven are more than five"]));
    let passed = "passed   shop.hours  seven are more than five\n\n1 test passed\n";
    assert_eq!(said.as_deref(), Ok(passed));
    // It is shown too.
    editor.request("workspace/symbol", json!({ "query": "" }));
    let shown = editor.take("window/showMessage");
    assert_eq!(shown[0]["params"]["message"], passed);
    let said = execute(&mut editor, "solon.server.runTest", json!(["open on Sundays"])).unwrap();
    assert!(said.contains("expected  keep_sundays fulfilled"), "{said}");
    assert!(said.contains("is        keep_sundays breached since 2021-01-01"), "{said}");
    // The chosen sheet, as `solon eval` judges it.
    let root = editor.root().to_owned();
    let all = ["eval", ".", "--facts", "sheets/group.yaml", "--on", "2021-02-20"];
    let of_corner = printed(&root, &[&all[..], &["--entity", "Corner"]].concat());
    assert!(of_corner.contains("BREACHED"), "{of_corner}");
    let said = execute(&mut editor, "solon.server.evaluate", json!([])).unwrap();
    assert_eq!(said, of_corner);
    // Another, that is named.
    let sheet = editor.root().join("sheets/group.yaml");
    let named = json!([sheet, null, "2021-02-20"]);
    assert_eq!(execute(&mut editor, "solon.server.evaluate", named), Ok(printed(&root, &all)));
    // What the change of one provision changes, for those whom it affects.
    let text = LAW.replace("2021-01-01: 5 ", "2021-01-01: 8 ").replace("fine 100", "fine 200");
    editor.write("hours.law", &text);
    let said = execute(&mut editor, "solon.server.affects", json!(["most"])).unwrap();
    assert!(said.contains("parameter most"), "{said}");
    assert!(said.contains("Corner — Group") && !said.contains("Station"), "{said}");
    assert!(said.contains("keep_sundays") && said.contains("1 of 2 verdicts differs"), "{said}");
    assert!(!said.contains("fine_it  changed"), "{said}");
}

#[test]
fn commands_that_cannot_be_run_are_refused_with_the_reason() {
    let mut editor = begun(project(&FILES), Value::Null);
    let mut refused = |command: &str, more: Value| execute(&mut editor, command, more).unwrap_err();
    assert_eq!(refused("solon.runTest", json!([])), "no command is called `solon.runTest`");
    assert_eq!(refused("solon.server.runTest", json!([])), "the second argument is a name");
    assert_eq!(refused("solon.server.runTest", json!(["x"])), "no test is called “x”");
    assert_eq!(refused("solon.server.evaluate", json!([])), "no sheet is chosen");
    let nowhere = json!(["/nowhere/a.yaml"]);
    assert_eq!(refused("solon.server.evaluate", nowhere), "/nowhere/a.yaml cannot be read");
    let never = json!(["sheets/group.yaml", null, "2021-02-30"]);
    let words = "`2021-02-30` is no day: a day is written YYYY-MM-DD";
    assert_eq!(refused("solon.server.evaluate", never), words);
    let nobody = json!(["sheets/group.yaml", "Port", "2021-02-20"]);
    assert!(refused("solon.server.evaluate", nobody).contains("nobody of that name"));
    editor.write("hours.law", &LAW.replace("must closed", "must close"));
    let words = execute(&mut editor, "solon.server.evaluate", json!([])).unwrap_err();
    assert_eq!(words, "the laws do not hold: mend them first");
    for params in [json!({}), json!({ "command": 1 }), json!({ "command": "solon.server.affects" })]
    {
        assert_eq!(editor.refused("workspace/executeCommand", params).0, -32602);
    }
    for lens in [json!({}), json!({ "data": 1 }), json!({ "range": 1, "data": { "uri": "x" } })] {
        assert_eq!(editor.refused("codeLens/resolve", lens).0, -32602);
    }
}
