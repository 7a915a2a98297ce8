//! Values between the lines of a law: for the chosen sheet, company and day, and never older than the
//! texts.

use crate::lsp_client::{Editor, capable, find, range};
use serde_json::{Value, json};

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
  kiosk  : bool
  closed : bool over time
}

event registration
event removal

parameter most : number {
  from 2021-01-01: 5
  from 2022-01-01: 1_000
}

define covered = staff > most unless small

define exempt = any of {
  kiosk           cite "s. 2(1)",
  staff <= 2      cite "s. 2(2)",
}

define fee : money EUR = 10 EUR * staff
  except 5 EUR when small

status listed {
  begins on registration
  ends   on removal
}

duty keep_sundays "Stay closed on Sundays" {
  when covered and not exempt
  must closed
}

sanctions penalties {
  for keep_sundays
  step warning { may notice "Close" }
  step fine_it {
    may fine 100 EUR
    when exempt
  }
}
"#;

/// Staff above the figure of 2021 and below that of 2022.
const SHEET: &str = "name: Group
shops:
  - name: Corner
    shop.hours:
      staff: 7
      small: false
      closed: [{ from: 2021-01-01, value: false }, { from: 2021-03-01, value: true }]
      registration: 2021-02-03
";

fn with(options: Value, files: &[(&str, &str)]) -> Editor {
    let mut all = vec![("hours.law", LAW), ("sheets/group.yaml", SHEET)];
    all.extend(files);
    let folder = crate::lsp_client::project(&all);
    let mut capabilities = capable();
    capabilities["workspace"]["inlayHint"] = json!({ "refreshSupport": true });
    let mut editor = Editor::opening(folder, capabilities, options);
    editor.open("hours.law");
    editor
}

fn group(on: &str) -> Value {
    json!({ "sheet": "sheets/group.yaml", "on": on })
}

/// The lines that hold hints, with them.
fn lines(editor: &mut Editor, name: &str, text: &str) -> Vec<String> {
    let document = json!({ "uri": editor.uri(name) });
    let whole = range((0, 0), (9000, 0));
    let params = json!({ "textDocument": document, "range": whole });
    let hints = editor.request("textDocument/inlayHint", params).as_array().unwrap().clone();
    let mut told: Vec<String> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let mut here: Vec<&Value> =
            hints.iter().filter(|it| it["position"]["line"] == number).collect();
        here.sort_by_key(|it| it["position"]["character"].as_u64());
        let mut out = line.trim_start().to_owned();
        let indent = line.len() - out.len();
        for hint in here.iter().rev() {
            let at = hint["position"]["character"].as_u64().unwrap() as usize - indent;
            out.insert_str(at, hint["label"].as_str().unwrap());
        }
        if !here.is_empty() {
            told.push(out);
        }
    }
    told
}

#[test]
fn every_provision_tells_its_value_on_the_day() {
    let mut editor = with(group("2021-02-20"), &[]);
    assert_eq!(
        lines(&mut editor, "hours.law", LAW),
        [
            "parameter most : number {⟨5⟩",
            "define covered = staff > most⟨yes⟩ unless small⟨no⟩⟨covered: yes⟩",
            "define exempt = any of {⟨undetermined⟩",
            "kiosk⟨undetermined⟩           cite \"s. 2(1)\",",
            "staff <= 2⟨no⟩      cite \"s. 2(2)\",",
            "define fee : money EUR = 10 EUR * staff⟨70 EUR⟩",
            "except 5 EUR when small⟨no⟩",
            "status listed {⟨yes since 2021-02-03: registration on 2021-02-03, group.yaml⟩",
            "duty keep_sundays \"Stay closed on Sundays\" {⟨undetermined needs kiosk⟩",
            "when covered⟨yes⟩ and not exempt⟨undetermined⟩⟨when: undetermined⟩",
            "step warning { may notice \"Close\" }⟨undetermined needs kiosk⟩",
            "step fine_it {⟨undetermined needs kiosk⟩",
            "when exempt⟨undetermined⟩",
        ]
    );
    assert_eq!(editor.leave(), 0);
}

/// The hint of the line that begins so.
fn line(editor: &mut Editor, begins: &str) -> String {
    let lines = lines(editor, "hours.law", LAW);
    let found = lines.iter().find(|line| line.starts_with(begins));
    let found = found.unwrap_or_else(|| panic!("{lines:#?}"));
    let (_, hint) = found.rsplit_once('⟨').unwrap();
    hint.trim_end_matches('⟩').to_owned()
}

#[test]
fn duties_and_steps_say_since_when() {
    let known = format!("{SHEET}      kiosk: false\n");
    let mut editor = with(group("2021-02-20"), &[("sheets/group.yaml", &known)]);
    // 1 January to 20 February are 50 days.
    assert_eq!(line(&mut editor, "duty keep"), "BREACHED since 2021-01-01 (50 days)");
    assert_eq!(line(&mut editor, "step warning"), "available since 2021-01-01");
    assert_eq!(line(&mut editor, "step fine_it"), "not triggered only when exempt");
    choose(&mut editor, group("2021-03-15"));
    let met = "fulfilled since 2021-03-01, late (was due 2021-01-01)";
    assert_eq!(line(&mut editor, "duty keep"), met);
    assert_eq!(line(&mut editor, "step warning"), "not triggered the breach has ended");
    // 7 are no more than the 1,000 of 2022.
    choose(&mut editor, group("2022-02-20"));
    assert_eq!(line(&mut editor, "parameter most"), "1,000");
    assert_eq!(line(&mut editor, "define covered"), "covered: no");
    assert!(line(&mut editor, "duty keep").starts_with("not applicable"));
}

/// Sends other settings.
fn choose(editor: &mut Editor, settings: Value) {
    let settings = json!({ "settings": { "solon": settings } });
    editor.notify("workspace/didChangeConfiguration", settings);
}

#[test]
fn before_its_first_day_a_law_says_only_that() {
    let mut editor = with(group("2020-06-01"), &[]);
    assert_eq!(
        lines(&mut editor, "hours.law", LAW),
        ["law shop.hours \"Opening hours\" {⟨the law is in force from 2021-01-01⟩"]
    );
}

#[test]
fn without_a_sheet_only_parameters_have_values_and_those_on_a_chosen_day() {
    let mut editor = with(Value::Null, &[]);
    assert_eq!(lines(&mut editor, "hours.law", LAW), [""; 0]);
    choose(&mut editor, json!({ "on": "2022-01-01" }));
    assert_eq!(lines(&mut editor, "hours.law", LAW), ["parameter most : number {⟨1,000⟩"]);
    choose(&mut editor, json!({ "on": "", "sheet": "" }));
    assert_eq!(lines(&mut editor, "hours.law", LAW), [""; 0]);
    // With a sheet and no day it is today, which is long after 2022.
    choose(&mut editor, json!({ "sheet": "sheets/group.yaml" }));
    assert_eq!(line(&mut editor, "parameter most"), "1,000");
    assert_eq!(line(&mut editor, "define exempt"), "undetermined");
}

#[test]
fn there_are_no_values_of_yesterday() {
    let mut editor = with(group("2021-02-20"), &[]);
    let all = lines(&mut editor, "hours.law", LAW).len();
    assert_eq!(all, 13);
    // The law does not hold, then does not read.
    editor.write("hours.law", &LAW.replace("must closed", "must close"));
    assert_eq!(lines(&mut editor, "hours.law", LAW), [""; 0]);
    editor.write("hours.law", &LAW.replace("must closed\n}", "must closed\n"));
    assert_eq!(lines(&mut editor, "hours.law", LAW), [""; 0]);
    // The law says another thing.
    let text = LAW.replace("staff > most", "staff > 2 * most");
    editor.write("hours.law", &text);
    let told = lines(&mut editor, "hours.law", &text);
    assert_eq!(told[1], "define covered = staff > 2 * most⟨no⟩ unless small⟨no⟩⟨covered: no⟩");
    editor.write("hours.law", LAW);
    // The sheet has a problem; the values of the law by itself stay.
    editor.open("sheets/group.yaml");
    editor.write("sheets/group.yaml", &SHEET.replace("small: false", "small: fals"));
    assert_eq!(lines(&mut editor, "hours.law", LAW), ["parameter most : number {⟨5⟩"]);
    // The sheet says another thing, not yet saved.
    editor.write("sheets/group.yaml", &SHEET.replace("staff: 7", "staff: 4"));
    assert_eq!(line(&mut editor, "define covered"), "covered: no");
    assert_eq!(line(&mut editor, "define fee"), "40 EUR");
    editor.close("sheets/group.yaml");
    assert_eq!(line(&mut editor, "define fee"), "70 EUR");
    // The sheet is gone.
    std::fs::remove_file(editor.root().join("sheets/group.yaml")).unwrap();
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    assert_eq!(lines(&mut editor, "hours.law", LAW), ["parameter most : number {⟨5⟩"]);
}

#[test]
fn a_sheet_of_several_needs_the_name_of_one() {
    let two = format!("{SHEET}  - name: Station\n    shop.hours: {{ staff: 3, small: true }}\n");
    let mut editor = with(group("2021-02-20"), &[("sheets/group.yaml", &two)]);
    let none = ["parameter most : number {⟨5⟩"];
    assert_eq!(lines(&mut editor, "hours.law", LAW), none);
    let chosen = |company: &str| json!({ "sheet": "sheets/group.yaml", "company": company, "on": "2021-02-20" });
    choose(&mut editor, chosen("Station"));
    // Small: 5 EUR instead of 30.
    assert_eq!(line(&mut editor, "define fee"), "5 EUR");
    choose(&mut editor, chosen("Corner"));
    assert_eq!(line(&mut editor, "define fee"), "70 EUR");
    // Both are of the group; and nobody is called so.
    choose(&mut editor, chosen("Group"));
    assert_eq!(lines(&mut editor, "hours.law", LAW), none);
    choose(&mut editor, chosen("Corners"));
    assert_eq!(lines(&mut editor, "hours.law", LAW), none);
    // The name of the owner is enough where it has one shop.
    let options = chosen("Group");
    let mut editor = with(options, &[]);
    assert_eq!(line(&mut editor, "define fee"), "70 EUR");
}

#[test]
fn the_client_is_asked_to_ask_again() {
    let mut editor = with(group("2021-02-20"), &[]);
    let refresh = "workspace/inlayHint/refresh";
    editor.problems("hours.law");
    assert_eq!(editor.take(refresh).len(), 0);
    choose(&mut editor, group("2021-02-21"));
    editor.request("workspace/symbol", json!({ "query": "" }));
    assert_eq!(editor.take(refresh).len(), 1);
    // The same again is no change, and settings of others are none of ours.
    choose(&mut editor, group("2021-02-21"));
    editor.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    editor.notify("workspace/didChangeConfiguration", json!({ "settings": { "other": 1 } }));
    editor.request("workspace/symbol", json!({ "query": "" }));
    assert_eq!(editor.take(refresh).len(), 0);
    assert_eq!(line(&mut editor, "parameter most"), "5");
    // A change of the sheet is one for the law.
    editor.open("sheets/group.yaml");
    editor.diagnostics("sheets/group.yaml");
    editor.request("workspace/symbol", json!({ "query": "" }));
    editor.take(refresh);
    editor.write("sheets/group.yaml", &SHEET.replace("staff: 7", "staff: 4"));
    editor.diagnostics("sheets/group.yaml");
    editor.request("workspace/symbol", json!({ "query": "" }));
    assert_eq!(editor.take(refresh).len(), 1);
    // An editor that cannot do so is not asked.
    let files = [("hours.law", LAW)];
    let mut editor = Editor::with(&files);
    editor.open("hours.law");
    choose(&mut editor, json!({ "on": "2021-02-21" }));
    editor.request("workspace/symbol", json!({ "query": "" }));
    assert_eq!(editor.take(refresh).len(), 0);
}

#[test]
fn where_the_pointer_rests_the_chosen_day_counts_too() {
    let mut editor = with(group("2021-02-20"), &[]);
    let said = |editor: &mut Editor| {
        let place = crate::lsp_client::position(find(LAW, "most : number"));
        let params =
            json!({ "textDocument": { "uri": editor.uri("hours.law") }, "position": place });
        editor.request("textDocument/hover", params)["contents"]["value"].to_string()
    };
    let told = said(&mut editor);
    assert!(told.contains("On 2021-02-20:") && told.contains(" 5 (since 2021-01-01)"), "{told}");
    choose(&mut editor, group("2022-02-20"));
    let told = said(&mut editor);
    assert!(told.contains("On 2022-02-20:") && told.contains(" 1,000 (since 2022"), "{told}");
}

#[test]
fn a_law_of_no_project_has_the_values_of_its_parameters() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("hours.law", LAW), ("group.yaml", SHEET)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let options = json!({ "sheet": "group.yaml", "on": "2021-02-20" });
    let mut editor = Editor::opening(folder, capable(), options);
    editor.open("hours.law");
    assert_eq!(lines(&mut editor, "hours.law", LAW), ["parameter most : number {⟨5⟩"]);
    let document = json!({ "textDocument": { "uri": editor.uri("hours.law") } });
    let lens = editor.request("textDocument/codeLens", document)[0].clone();
    let lens = editor.request("codeLens/resolve", lens);
    assert_eq!(lens["command"]["title"], "evaluate");
}

#[test]
fn a_day_that_is_none_is_told() {
    let mut editor = with(group("2021-02-30"), &[]);
    editor.problems("hours.law");
    let told = editor.take("window/showMessage");
    assert_eq!(told.len(), 1);
    let words = told[0]["params"]["message"].as_str().unwrap();
    assert_eq!(words, "solon: `2021-02-30` is no day: a day is written YYYY-MM-DD");
    // `today` is one, and other shapes choose nothing.
    choose(&mut editor, group("today"));
    choose(&mut editor, json!({ "sheet": 7, "company": [], "on": {} }));
    choose(&mut editor, json!("x"));
    editor.request("workspace/symbol", json!({ "query": "" }));
    assert_eq!(editor.take("window/showMessage").len(), 0);
    assert_eq!(lines(&mut editor, "hours.law", LAW), [""; 0]);
}

#[test]
fn only_what_is_in_the_range_is_told() {
    let mut editor = with(group("2021-02-20"), &[]);
    let (from, to) = (find(LAW, "define exempt"), find(LAW, "define fee"));
    let document = json!({ "uri": editor.uri("hours.law") });
    let params = json!({ "textDocument": document, "range": range(from, to) });
    let hints = editor.request("textDocument/inlayHint", params);
    assert_eq!(hints.as_array().unwrap().len(), 3);
    // None in a sheet, and none of a law that nobody has.
    for name in ["sheets/group.yaml", "nowhere.law"] {
        let document = json!({ "uri": editor.uri(name) });
        let params = json!({ "textDocument": document, "range": range((0, 0), (99, 0)) });
        assert_eq!(editor.request("textDocument/inlayHint", params), json!([]));
    }
}

#[test]
fn hints_of_the_library_say_what_the_command_says() {
    let root = std::path::Path::new("policies").canonicalize().unwrap();
    let sheet = "ru/landing/sheets/apple.yaml";
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_solon"))
        .args(["eval", "ru", "--facts", sheet, "--on", "2022-02-04"])
        .args(["--law", "ru.landing", "--entity", "App Store"])
        .current_dir(&root)
        .output()
        .unwrap();
    let said = String::from_utf8(run.stdout).unwrap();
    let said: Vec<&str> = said.split_whitespace().collect();
    let said = said.join(" ");
    let options = json!({ "sheet": sheet, "company": "App Store", "on": "2022-02-04" });
    let mut editor = Editor::begun(&root, capable(), options);
    editor.open("ru/landing/landing.law");
    let text = std::fs::read_to_string(root.join("ru/landing/landing.law")).unwrap();
    let lines = lines(&mut editor, "ru/landing/landing.law", &text);
    let mut duties = 0;
    for line in lines.iter().filter(|line| line.starts_with("duty ")) {
        let name = line.split_whitespace().nth(1).unwrap();
        let (_, hint) = line.rsplit_once('⟨').unwrap();
        // `BREACHED since 2021-11-22 at the latest` is `BREACHED install_counter since …` there.
        let (word, rest) = hint.split_once(" since ").unwrap_or((hint.trim_end_matches('⟩'), ""));
        let since = rest.get(..10).map(|day| format!(" since {day}")).unwrap_or_default();
        assert!(said.contains(&format!("{word} {name}{since}")), "{line}\n{said}");
        duties += 1;
    }
    assert!(duties > 2, "{lines:#?}");
}
