//! What an editor shows where the pointer rests on a name.

use crate::lsp_client::{Editor, capable, find, position};
use crate::support::PLATFORMS;
use serde_json::{Value, json};

const LAW: &str = r#"law test.law "A law" {
  source "An act"
  jurisdiction RU
  subject service
  in force from 2021-01-01
  month end last day
}
use platforms

enum presence_kind { absent, branch "A branch" }

facts {
  /// As the counter has it.
  daily_users : number of users over time "Users a day" cite "art. 2"
  presence    : presence_kind over time
}

event finding "Found 🏛" { share : number "The share" }

parameter audience : number of users "The gate" {
  from 2021-01-01: 500_000 cite "art. 4(1)"
  from 2022-01-01: 400_000 cite "art. 4(2)"
  from 9000-01-01: 300_000
}

define covered = daily_users > audience
  except false when presence = branch cite "art. 5"

duty stay "Stay here" {
  cite  "art. 6"
  quote "shall stay"
  reading "Always"
  when covered
  must presence = branch
}

table late on (by_days : number) -> number { | up to 5 | 1 |  | above 5 | 2 | }
define seen = (count of finding as f in the last 3 months where (f.share > 1/2)) > 1
define fee = late(3)

sanctions ladder "What follows" {
  for stay
  step warn "A warning" { may notice "Warned" by "the office" cite "art. 9" }
}
"#;

const SHEET: &str = "\
name: Example
seat: US
services:
  - name: Store
    test.law:
      daily_users: 5
      presence: branch
";

struct At {
    editor: Editor,
}

impl At {
    fn new() -> Self {
        let files = [("platforms.law", PLATFORMS), ("a.law", LAW), ("sheets/s.yaml", SHEET)];
        let mut editor = Editor::with(&files);
        editor.open("a.law");
        editor.open("sheets/s.yaml");
        Self { editor }
    }

    fn ask(&mut self, name: &str, text: &str, words: &str) -> Value {
        let (line, column) = find(text, words);
        let params = json!({
            "textDocument": { "uri": self.editor.uri(name) },
            "position": position((line, column + 1)),
        });
        self.editor.request("textDocument/hover", params)
    }

    /// What is shown in the law at the first letter of some words.
    fn law(&mut self, words: &str) -> String {
        let shown = self.ask("a.law", LAW, words);
        assert_eq!(shown["contents"]["kind"], "markdown", "{words}: {shown}");
        shown["contents"]["value"].as_str().unwrap().to_owned()
    }
}

#[test]
fn a_duty_shows_its_article_its_words_and_when_it_applies() {
    let shown = At::new().law("stay\n  step");
    assert_eq!(
        shown,
        "duty **`stay`**\n\nStay here\n\n§ art. 6\n\n> “shall stay”\n\n*Reading:* Always\n\n\
         - **Applies when:** `covered`\n- **Must:** `presence` = `branch`"
    );
}

#[test]
fn a_parameter_shows_its_value_today_and_its_history() {
    let shown = At::new().law("audience\n  except");
    let today = shown.lines().find(|line| line.starts_with("- **On 2")).unwrap();
    assert!(today.ends_with(":** 400,000 users (since 2022-01-01)"), "{today}");
    assert!(
        shown.starts_with("parameter **`audience`**\n\nThe gate\n\n- **Type:** number of `users`")
    );
    assert!(shown.ends_with(
        "| From | Value | Basis |\n| --- | --- | --- |\n\
         | 2021-01-01 | 500,000 `users` | (§ art. 4(1)) |\n\
         | 2022-01-01 | 400,000 `users` | (§ art. 4(2)) |\n\
         | 9000-01-01 | 300,000 `users` |  |"
    ));
}

#[test]
fn what_stands_in_a_block_is_shown_alone() {
    let mut at = At::new();
    assert_eq!(
        at.law("daily_users > audience"),
        "fact **`daily_users`**\n\nUsers a day\n\n- **Meaning:** As the counter has it.\n\
         - **Type:** number of `users` over time\n- **Basis:** (§ art. 2)"
    );
    assert_eq!(
        at.law("presence = branch cite"),
        "fact **`presence`**\n\nPresence\n\n- **Type:** `presence_kind` over time\n\
         - **One of:** `absent`, `branch`"
    );
    assert_eq!(at.law("branch cite"), "value **`branch`**\n\nA branch");
    assert_eq!(
        at.law("warn \"A"),
        "step **`warn`**\n\nA warning\n\n- **Measure:** may notice: Warned\n- **By:** the office\n\
         - **Basis:** (§ art. 9)"
    );
    assert_eq!(at.law("f.share"), "**`f`**: one of `finding` at a time");
    assert_eq!(at.law("share > 1/2"), "field **`share`**\n\nThe share\n\n- **Type:** number");
    assert!(at.law("platforms\n").starts_with("vocabulary **`platforms`**"));
    assert!(at.law("test.law").contains("- **Source:** An act"));
    assert!(at.law("late(3)").contains("| by\\_days | Answer |\n| --- | --- |\n| up to 5 | 1 |"));
    assert!(
        at.law("covered = ").contains("  - except false when `presence` = `branch` (§ art. 5)")
    );
}

#[test]
fn a_sheet_shows_what_its_keys_and_values_mean() {
    let mut at = At::new();
    let fact = at.ask("sheets/s.yaml", SHEET, "daily_users");
    assert!(fact["contents"]["value"].as_str().unwrap().contains("Users a day"));
    assert_eq!(fact["range"]["start"], position((5, 6)));
    assert_eq!(fact["range"]["end"], position((5, 17)));
    let value = at.ask("sheets/s.yaml", SHEET, "branch");
    assert!(value["contents"]["value"].as_str().unwrap().contains("A branch"));
    let law = at.ask("sheets/s.yaml", SHEET, "test.law");
    assert!(law["contents"]["value"].as_str().unwrap().starts_with("law **`test.law`**"));
}

#[test]
fn what_is_no_name_shows_nothing_and_a_torn_law_shows_what_it_still_says() {
    let mut at = At::new();
    for words in ["in force", "\"An act\"", "500_000", "> audience", "}\nuse"] {
        assert_eq!(at.ask("a.law", LAW, words), Value::Null, "{words}");
    }
    // One definition of another type: the laws do not hold, and nothing is said of today.
    let torn = format!("{LAW}define wrong = 1 + true\n");
    at.editor.write("a.law", &torn);
    let shown = at.ask("a.law", &torn, "audience\n  except");
    let shown = shown["contents"]["value"].as_str().unwrap();
    assert!(
        shown.contains("| 2021-01-01 | 500,000 `users` |") && !shown.contains("- **On "),
        "{shown}"
    );
}

#[test]
fn a_window_is_no_longer_than_somebody_reads() {
    let values: Vec<String> = (0..5000).map(|at| format!("v{at}")).collect();
    let law = LAW.replace("absent, branch \"A branch\"", &format!("branch, {}", values.join(", ")));
    let mut at = At::new();
    at.editor.write("a.law", &law);
    let shown = at.ask("a.law", &law, "presence_kind over");
    let shown = shown["contents"]["value"].as_str().unwrap();
    assert!(shown.lines().count() < 80 && shown.ends_with('…'), "{shown}");
}

#[test]
fn a_client_without_markdown_is_told_so() {
    let mut capabilities = capable();
    capabilities["textDocument"]["hover"] = json!({ "contentFormat": ["plaintext"] });
    let mut editor = Editor::able(&[("platforms.law", PLATFORMS), ("a.law", LAW)], capabilities);
    editor.open("a.law");
    let (line, column) = find(LAW, "covered = ");
    let shown = editor.request(
        "textDocument/hover",
        json!({
            "textDocument": { "uri": editor.uri("a.law") },
            "position": position((line, column)),
        }),
    );
    assert_eq!(shown["contents"]["kind"], "plaintext");
}
