//! Completion in an editor: what is offered at each kind of place of a law, also while it does not read.

use crate::lsp_client::{Editor, capable};
use crate::support::PLATFORMS;
use serde_json::{Value, json};
use solon::front::lsp::complete::network::{Network, Terminal};
use std::collections::BTreeSet;

const LAW: &str = "\
law test.law \"A law\" {
  source \"An act\"
  jurisdiction RU
  subject service
  in force from 2021-01-01
  month end last day
}
use platforms

enum role { owner \"Owner of the resource\", host }

facts {
  /// Carried since the day of the notice.
  carries_form : bool over time       \"A form for 🏛 requests\"  cite \"art. 5\"
  roles        : set of role
  presence     : role over time
  daily_users  : number of users
  removal_paid : money RUB
}

event decision \"A decision\" { amount : money RUB }
event order at time

parameter audience : number of users { from 2021-01-01: 500  cite \"art. 4\" }

table late_fee \"The late fee\" on (class : role, delay : duration in months) -> money GBP {
  | any | up to 1 month | 100 GBP |
  | any | above 1 month | 200 GBP |
}

define covered = owner in roles and company.seat != RU  cite \"art. 1\"

status bound { begins on decision }

duty carry \"Carry a form\" { cite \"art. 5\"  when covered  must carries_form }

sanctions ladder {
  for carry
  step warning { may notice \"A warning\"  by \"The regulator\" }
}
";

/// An editor with a small project, and a text behind its law.
struct Desk {
    editor: Editor,
}

impl Desk {
    fn new() -> Self {
        let files = [
            ("platforms.law", PLATFORMS),
            ("a.law", LAW),
            ("tests.law", "tests for test.law\n"),
            ("sheets/app.yaml", "name: Example\nservices:\n  - name: Store\n"),
            ("other.law", &LAW.replace("law test.law", "law ru.other")),
        ];
        let mut editor = Editor::able(&files, capable());
        editor.open("a.law");
        editor.open("tests.law");
        let told = editor.problems("a.law");
        assert!(told.iter().all(|it| it.contains(" W")), "{told:?}");
        Self { editor }
    }

    /// What is offered at the mark `¦` of a text.
    fn at(&mut self, file: &str, text: &str) -> Vec<Value> {
        let answer = self.answer(file, text);
        let mut items = answer["items"].as_array().cloned().unwrap_or_default();
        items.sort_by_key(|item| item["sortText"].as_str().unwrap().to_owned());
        items
    }

    fn answer(&mut self, file: &str, text: &str) -> Value {
        let at = text.find('¦').expect("a mark");
        let before = text[..at].replace("\r\n", "\n");
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
        self.editor.write(file, &text.replace('¦', ""));
        let params = json!({
            "textDocument": { "uri": self.editor.uri(file) },
            "position": { "line": line, "character": column },
        });
        self.editor.request("textDocument/completion", params)
    }

    /// The words that are offered behind the law, in their order.
    fn words(&mut self, text: &str) -> Vec<String> {
        labels(&self.at("a.law", &format!("{LAW}{text}")))
    }

    /// The words that are offered in a whole file.
    fn words_of(&mut self, file: &str, text: &str) -> Vec<String> {
        labels(&self.at(file, text))
    }
}

fn labels(items: &[Value]) -> Vec<String> {
    items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
}

/// Whether each of the words is offered and none of the others.
#[track_caller]
fn among(offered: &[String], these: &str, not_these: &str) {
    for word in these.split(", ") {
        assert!(offered.iter().any(|it| it == word), "`{word}` is not offered: {offered:?}");
    }
    for word in not_these.split(", ").filter(|word| !word.is_empty()) {
        assert!(offered.iter().all(|it| it != word), "`{word}` is offered: {offered:?}");
    }
}

#[test]
fn a_file_offers_its_header_and_then_the_declarations_that_belong_in_it() {
    let mut desk = Desk::new();
    assert_eq!(desk.words_of("tests.law", "tests for ¦"), ["ru.other", "test.law"]);
    assert_eq!(desk.words_of("tests.law", "tests for test.law\n\n¦"), ["assert", "test", "use"]);
    assert_eq!(desk.words_of("a.law", "¦"), ["law", "tests for", "vocabulary"]);
    let shared = "vocabulary platforms\n¦";
    let declarations = "calendar, entity, enum, event, facts, parameter, scale, table, unit, use";
    assert_eq!(desk.words_of("a.law", shared).join(", "), declarations);
    among(&desk.words("¦"), "assert, define, duty, sanctions, status, unit", "use, law, tests for");
    assert_eq!(desk.words("du¦"), ["duty"]);
    // A name that is new is nobody's to offer.
    for new in ["duty ¦", "define ¦", "facts { ¦", "enum kind { ¦", "law ¦", "law x \"¦"] {
        assert_eq!(desk.words(new), [""; 0], "{new}");
    }
}

#[test]
fn a_header_offers_the_clauses_that_it_does_not_have() {
    let mut desk = Desk::new();
    let text = LAW.replace("  subject service\n", "  ¦\n");
    let offered = desk.words_of("a.law", &text);
    let without = "source, jurisdiction, month end, define, duty";
    among(&offered, "authority, subject, verified through, working days, cite", without);
    among(&offered, "deadlines move to", "in, must");
    let text = LAW.replace("subject service", "subject ¦");
    assert_eq!(desk.words_of("a.law", &text), ["company", "service"]);
    let text = LAW.replace("jurisdiction RU", "jurisdiction ¦");
    among(&desk.words_of("a.law", &text), "EU, IE, RU, TR", "company");
    let text = LAW.replace("use platforms", "use ¦");
    assert_eq!(desk.words_of("a.law", &text), ["platforms", "ru.other"]);
    let text = LAW.replace("use platforms", "use platforms\nuse ru.¦");
    assert_eq!(desk.words_of("a.law", &text), ["other"]);
    let text = LAW.replace("month end last day", "month end ¦ day");
    assert_eq!(desk.words_of("a.law", &text), ["last", "next"]);
}

#[test]
fn a_declaration_offers_the_clauses_that_it_takes() {
    let mut desk = Desk::new();
    let rows = [
        (
            "duty x {\n  ¦\n}",
            "allow, cite, due, every, from, must, on each, quote, reading, until, when",
        ),
        ("status x {\n  ¦", "allow, begins, cite, ends, from, quote, reading, until"),
        (
            "calendar x {\n  ¦",
            "allow, cite, from, holidays, quote, reading, until, verified through, weekend",
        ),
        (
            "sanctions x {\n  ¦",
            "allow, cite, for, from, on cure collect, per, quote, reading, step, together no more than, until",
        ),
        (
            "sanctions x {\n  step y {\n    ¦",
            "allow, by, cite, ends, for, from, may, on, once, quote, reading, shall, until, when",
        ),
        ("sanctions x { step y { may ¦", "ban, block, fine, lose, notice, throttle"),
        ("test \"x\" {\n  ¦", "allow, cite, expect, from, given, on, quote, reading, sheet, until"),
        ("parameter x : bool {\n  ¦", "allow, cite, from, quote, reading, until, verified through"),
        ("scale x on money EUR, ¦", "flat, marginal"),
        (
            "scale x on money EUR, flat {\n  ¦",
            "above, allow, below, cite, from, quote, reading, until, up to, verified through",
        ),
        ("unit x ¦", "allow, cite, from, quote, reading, until"),
        (
            "calendar x { weekend ¦",
            "friday, monday, saturday, sunday, thursday, tuesday, wednesday",
        ),
        ("duty x { every calendar ¦", "half_year, month, quarter, year"),
        ("duty x { every 2 ¦", "days, hours, months, quarters, weeks, working, years"),
        ("duty x { every 1 ¦", "day, hour, month, quarter, week, working, year"),
    ];
    for (text, expected) in rows {
        assert_eq!(desk.words(text).join(", "), expected, "{text}");
    }
}

#[test]
fn an_expression_offers_names_first_and_then_the_words_that_begin_one() {
    let mut desk = Desk::new();
    let offered = desk.words("duty x { when ¦");
    let names = "audience, bound, carries_form, carry, company, covered, daily_users, decision";
    assert!(offered.join(", ").starts_with(names), "{offered:?}");
    among(&offered, "not, any of, all of, at least, if, count of, today, late_fee", "");
    among(&offered, "ladder, warning, owner, ru.other", "and, is, users, breach, name, seat");
    let behind = desk.words("duty x { when covered ¦");
    among(
        &behind,
        "and, or, unless, is, in, throughout the last, must, due",
        "not, covered, any of",
    );
    // What must follow a word comes with it, unless it stands there.
    among(&desk.words("duty x { when ¦"), "any of", "any");
    among(&desk.words("duty x { when ¦ of { covered }"), "any, all, not", "any of, all of");
    // Words that mean something in one place alone.
    among(&desk.words("duty x { due 2 months after ¦"), "the period, today, decision", "breach");
    among(&desk.words("sanctions x { step y { once ¦"), "breach", "the period");
    among(&desk.words("duty x { on each ¦"), "decision, order", "covered, company, today");
    among(&desk.words("sanctions x { for ¦"), "carry", "covered, decision");
    among(&desk.words("status x { begins on ¦"), "decision", "covered, today");
    among(&desk.words("define x = daily_users rounded ¦"), "half, upward, downward", "up to");
    among(&desk.words("define x = daily_users no ¦"), "less than, more than", "and");
}

#[test]
fn behind_a_dot_stand_the_fields_of_what_is_before_it() {
    let mut desk = Desk::new();
    let fields = ["name", "seat", "services", "turnover"];
    assert_eq!(desk.words("define x = company.¦"), fields);
    assert_eq!(desk.words("define x = company.se¦"), ["seat", "services"]);
    assert_eq!(desk.words("define x = decision.¦"), ["amount"]);
    assert_eq!(desk.words("define x = role.¦"), ["host", "owner"]);
    assert_eq!(desk.words("define x = ladder.¦"), ["payable", "total"]);
    assert_eq!(desk.words("define x = ru.¦"), ["other"]);
    among(&desk.words("define x = ru.other.¦"), "covered, carry, audience", "company, users");
    // Names that are bound near it, before or behind.
    let counted = "define x = count of decision as d in the last 8 years where (d.¦";
    assert_eq!(desk.words(counted), ["amount"]);
    among(&desk.words("duty x { on each order as o\n  due 2 hours after ¦"), "o, order", "");
    let listed = "define x = any of company.services as s where (s.¦)";
    among(&desk.words(listed), "name, carries_form, decision", "company, seat");
}

#[test]
fn a_comparison_offers_the_values_of_what_is_compared() {
    let mut desk = Desk::new();
    let values = ["host", "owner", "presence", "roles"];
    for text in [
        "define x = presence = ¦",
        "define x = covered and presence != ¦",
        "define x = presence in {owner, ¦",
        "define x = covered or presence at 2021-05-01 = ¦",
        "define x : role = ¦",
        "parameter x : role { from 2021-01-01: ¦",
        "define x = late_fee(¦",
        "test \"x\" { given presence = ¦",
        "test \"x\" { given roles = {¦",
    ] {
        let offered = desk.words(text);
        assert_eq!(offered[..4], values, "{text}: {offered:?}");
        among(&offered, "if, none", "covered, audience, not, true, RU");
    }
    let offered = desk.words("define x = ¦ in roles");
    assert_eq!(offered[..2], ["host", "owner"], "{offered:?}");
    assert_eq!(desk.words("define x = covered = ¦")[..2], ["false", "true"]);
    let countries = desk.words("define x = company.seat in {RU, ¦");
    among(&countries, "DE, IE, TR, company", "EU, covered, audience, true");
    // Cells are constants of the type of their column; the answer is a value of any kind.
    let table = "table t on (class : role, delay : duration in months) -> bool {\n  ";
    let cell = desk.words(&format!("{table}| ¦"));
    among(&cell, "host, owner, any, below, up to", "presence, covered, not, count of");
    let cell = desk.words(&format!("{table}| owner or ¦"));
    among(&cell, "host, owner", "presence, covered");
    among(&desk.words(&format!("{table}| owner | up to 3 ¦")), "months, days", "owner");
    let answer = desk.words(&format!("{table}| owner | any | ¦"));
    assert_eq!(answer[..2], ["false", "true"], "{answer:?}");
    among(&answer, "covered, late_fee", "host, owner");
}

#[test]
fn a_figure_offers_what_it_may_count() {
    let mut desk = Desk::new();
    let behind = desk.words("define x = 5 ¦");
    among(&behind, "million, EUR, days, working, and", "day, users, covered");
    // The currency of the other side, those of the laws, all others.
    let offered = desk.words("define x = removal_paid > 5 million ¦");
    assert_eq!(offered[..4], ["RUB", "EUR", "GBP", "days"], "{offered:?}");
    among(&offered, "USD", "million");
    assert_eq!(desk.words("facts { x : money ¦")[..3], ["EUR", "GBP", "RUB"]);
    assert_eq!(desk.words("facts { x : number of ¦"), ["users"]);
    assert_eq!(
        desk.words("facts { x : duration in ¦"),
        ["days", "hours", "months", "working days"]
    );
    assert_eq!(desk.words("define x = 5¦"), [""; 0], "a figure is being written");
    assert_eq!(desk.words("define x = 0.¦"), [""; 0], "a figure is being written");
    among(&desk.words("sanctions x { step y { may fine 5 RUB per ¦"), "day, week, started", "days");
}

#[test]
fn types_rules_of_the_linter_and_statuses_stand_in_their_places() {
    let mut desk = Desk::new();
    let types = "role, bool, country, date, datetime, duration in, list of, money, number, \
                 optional, set of, text";
    assert_eq!(desk.words("facts { x : ¦").join(", "), types);
    assert_eq!(desk.words("entity x { y : list of ¦"), ["company", "service"]);
    assert_eq!(desk.words("event x of ¦"), ["company", "service"]);
    among(&desk.words("duty x { allow ¦"), "untested, missing_citation", "cite, covered");
    let of_duties = "breached, fulfilled, not applicable, not in force, pending, undetermined";
    assert_eq!(
        desk.words("define x = carry is ¦").join(", "),
        format!("{of_duties}, known, unknown")
    );
    let of_steps = "available, due, imposed, lifted, not triggered, undetermined, waiting";
    assert_eq!(
        desk.words("define x = warning is ¦").join(", "),
        format!("{of_steps}, known, unknown")
    );
    assert_eq!(desk.words("define x = carry is not ¦"), ["applicable", "in force"]);
    assert_eq!(desk.words("test \"x\" { expect carry not in ¦"), ["force"]);
    assert_eq!(desk.words("define x = covered is ¦"), ["known", "unknown"]);
    among(&desk.words("test \"x\" { expect carry ¦"), "breached, not applicable, is", "waiting");
    among(&desk.words("test \"x\" { expect carry breached ¦"), "late, since, until, needs", "and");
    let given = desk.words("test \"x\" { given ¦");
    among(&given, "carries_form, company, decision, warning", "covered, audience, carry, today");
    let needs = desk.words("test \"x\" { expect carry undetermined needs ¦");
    among(&needs, "carries_form, company", "covered, carry");
}

#[test]
fn a_test_offers_the_sheets_of_the_project_and_whom_they_tell_of() {
    let mut desk = Desk::new();
    let sheets = desk.at("tests.law", "tests for test.law\ntest \"x\" { sheet \"¦\"");
    assert_eq!(labels(&sheets), ["sheets/app.yaml"]);
    let bare = desk.at("tests.law", "tests for test.law\ntest \"x\" { sheet ¦");
    assert_eq!(labels(&bare), ["\"sheets/app.yaml\""]);
    let text = "tests for test.law\ntest \"x\" { sheet \"sheets/app.yaml\" for \"S¦";
    let offered = desk.at("tests.law", text);
    assert_eq!(labels(&offered), ["Store"]);
    assert_eq!(offered[0]["detail"], "service");
    assert_eq!(desk.words("duty x { cite \"¦"), [""; 0]);
    assert_eq!(desk.words("// ¦"), [""; 0]);
    assert_eq!(desk.words("/// ¦"), [""; 0]);
}

#[test]
fn what_is_offered_says_what_it_is() {
    let mut desk = Desk::new();
    let items = desk.at("a.law", &format!("{LAW}duty x {{ when ¦"));
    let item = |name: &str| items.iter().find(|item| item["label"] == name).unwrap().clone();
    let form = item("carries_form");
    assert_eq!(form["detail"], "fact : bool over time");
    let words = "A form for 🏛 requests\n\nCarried since the day of the notice.\n\nart. 5";
    assert_eq!((&form["documentation"], &form["kind"]), (&json!(words), &json!(5)));
    assert_eq!(item("audience")["detail"], "parameter : number of users");
    assert_eq!(item("audience")["documentation"], "art. 4");
    let columns = "table on (class : role, delay : duration in months) -> money GBP";
    assert_eq!(item("late_fee")["detail"], columns);
    assert_eq!(item("late_fee")["documentation"], "The late fee");
    assert_eq!(item("carry")["documentation"], "Carry a form\n\nart. 5");
    assert_eq!(item("ru.other")["detail"], "law");
    assert_eq!(item("any of")["kind"], 14);
    let owner = &desk.at("a.law", &format!("{LAW}define x = presence = ow¦"))[0];
    assert_eq!(
        (&owner["label"], &owner["detail"], &owner["documentation"], &owner["kind"]),
        (&json!("owner"), &json!("role"), &json!("Owner of the resource"), &json!(20)),
    );
}

#[test]
fn the_edit_replaces_what_is_written_of_the_word_in_any_line_ends_and_columns() {
    let mut desk = Desk::new();
    for text in [
        format!("{LAW}define x = presence = ow¦"),
        LAW.replace('\n', "\r\n") + "define x = presence = ow¦",
    ] {
        let line = text.matches('\n').count();
        let edit = &desk.at("a.law", &text)[0]["textEdit"];
        let range = crate::lsp_client::range((line as u64, 22), (line as u64, 24));
        assert_eq!(edit, &json!({ "newText": "owner", "range": range }));
    }
    // Behind characters that take two units in the editor's columns.
    let text = format!("{LAW}duty x \"🏛🏛\" {{ must not company.se¦");
    let line = text.matches('\n').count() as u64;
    let range = crate::lsp_client::range((line, 33), (line, 35));
    assert_eq!(desk.at("a.law", &text)[0]["textEdit"]["range"], range);
}

#[test]
fn a_law_that_does_not_read_offers_as_much() {
    let mut desk = Desk::new();
    for broken in [
        "duty y { must\n}\nduty x { when ¦",
        "duty y { when covered must\n\nduty x { when ¦",
        "define y = any of { covered,\n\nduty x {\n  must\n  when ¦\n}\n",
        "duty x { must must when ¦",
        "duty x { from when ¦ must }",
        "duty x { \"???\" 5 5 ) } { when ¦",
        "duty x {\n  cite \"never closed\n  when ¦\n}",
    ] {
        among(&desk.words(broken), "covered, carries_form, not, any of", "and, due");
    }
    // Steps and names of the declaration that is torn are known by their words.
    let torn = "sanctions x {\n  for carry\n  step one { may block }\n  step two { once 3 days have passed since ¦";
    among(&desk.words(torn), "one, breach, decision, warning", "and, RU");
    among(&desk.words("duty x { when covered\n  must carries_form\n¦"), "due, duty, define", "use");
}

#[test]
fn an_answer_is_bounded_and_narrows_as_one_writes() {
    let mut desk = Desk::new();
    let facts: String = (0..3_000).map(|at| format!("  fact_{at} : bool\n")).collect();
    let text = |typed: &str| format!("{LAW}facts {{\n{facts}}}\nduty x {{ when {typed}¦");
    let answer = desk.answer("a.law", &text(""));
    assert_eq!(answer["items"].as_array().unwrap().len(), 400);
    assert_eq!(answer["isIncomplete"], true);
    let answer = desk.answer("a.law", &text("fact_2999"));
    assert_eq!(answer["isIncomplete"], false);
    assert_eq!(labels(answer["items"].as_array().unwrap()), ["fact_2999"]);
    // In a long declaration the beginning and the end are followed.
    let rows = "  | owner | any | 100 GBP |\n".repeat(3_000);
    let head = "table t on (class : role, delay : duration in months) -> money GBP {\n";
    among(&desk.words(&format!("{head}{rows}  | ¦")), "host, owner, any", "covered, not");
}

/// Every word of the grammar is one that can be offered: nobody has to remember it here.
#[test]
fn every_word_of_the_grammar_can_be_offered() {
    let network = Network::of_laws();
    let offered: BTreeSet<&str> = network
        .places
        .iter()
        .flat_map(|place| &place.words)
        .filter_map(|(terminal, _)| match terminal {
            Terminal::Word(word) => Some(*word),
            Terminal::Mark(_) | Terminal::Open(_) => None,
        })
        .collect();
    let mut words = 0;
    for file in std::fs::read_dir("grammar").unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            // The letters of reserved words, and the endings of units.
            let spelt = line.contains("!((") || line.contains("!(\"") || line.contains("~ \"s\"?");
            for word in line.split('"').skip(1).step_by(2).filter(|_| !spelt) {
                if word.bytes().all(|it| it.is_ascii_lowercase() || it == b'_') && word != "_" {
                    assert!(offered.contains(word), "`{word}`: {line}");
                    words += 1;
                }
            }
        }
    }
    assert!(words > 150, "{words} words");
}

#[test]
fn a_blank_shows_only_what_its_place_asks_for() {
    let mut desk = Desk::new();
    let mut shown = |text: &str, letter: &str| {
        let text = format!("{LAW}{text}");
        desk.editor.write("a.law", &text);
        let line = text.matches('\n').count();
        let column = text.rsplit('\n').next().unwrap().encode_utf16().count();
        let params = json!({
            "textDocument": { "uri": desk.editor.uri("a.law") },
            "position": { "line": line, "character": column },
            "context": { "triggerKind": 2, "triggerCharacter": letter },
        });
        let answer = desk.editor.request("textDocument/completion", params);
        labels(answer["items"].as_array().map(Vec::as_slice).unwrap_or_default())
    };
    // A line that ends there is not gone on with by accident.
    assert_eq!(shown("duty x { when covered ", " "), [""; 0]);
    assert_eq!(shown("duty x { ", " "), [""; 0]);
    among(&shown("duty x { when presence = ", " "), "host, owner", "");
    among(&shown("define x = carry is ", " "), "breached", "");
    among(&shown("define x = presence in {owner,", ","), "host", "");
    among(&shown("define x = company.", "."), "seat", "");
}
