//! `solon export schema`: what it refuses and takes, held against the reader of sheets.

use crate::check::checked;
use crate::tidy::files;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use solon::facts::document::{Content, Node, Scalar};
use solon::facts::generate::cases;
use solon::facts::{self, json as json_sheets, write, yaml};
use solon::front::project;
use solon::ground::diagnostic::{Diagnostic, Found, Severity};
use solon::ground::table::Id;
use solon::ground::text::{Limits, Sources};
use solon::language::law::Laws;
use solon::tools::export::{sheet, verdict};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A law that asks for one of everything.
const ALL: &str = r#"law test.all "All"  {
  source       "An act"
  jurisdiction RU
  subject      service
  in force     from 2021-01-01
}

unit people

/// What runs services.
entity company "A company" {
  name     : text
  seat     : country
  turnover : money EUR per year  "Worldwide turnover"
  grown    : number per quarter
  services : list of service
}

entity service {
  name : text
}

enum role { owner "Owns it", seller }

facts {
  /// Counted by the regulator.
  users    : number of people over time "Users a day"
  share    : number
  fee      : money RUB
  open     : bool
  opened   : date
  heard    : datetime
  waits    : duration in days
  term     : duration in months
  slot     : duration in hours
  pause    : duration in working days
  kind     : role
  roles    : set of role
  past     : set of role over time
  words    : text
  deposit  : optional money RUB
}

event listing "Put on the list"
event order at time
event decision "A decision" { amount : money RUB  by_whom : role }

duty stay_open "Stay open" {
  cite "art. 1"
  must open
}

sanctions steps {
  for stay_open
  step fine_them "A fine" { may fine 1 RUB to 5 RUB by "them" }
}
"#;

/// A value as a reader of YAML 1.2 hands it to a validator, which knows JSON only.
fn instance(node: &Node) -> Value {
    match &node.content {
        Content::Map(pairs) => {
            let pairs = pairs.iter().map(|(key, node)| (key.text.clone(), instance(node)));
            Value::Object(pairs.collect::<Map<String, Value>>())
        }
        Content::List(items) => items.iter().map(instance).collect(),
        Content::Scalar(scalar) => scalar_of(scalar),
    }
}

fn scalar_of(scalar: &Scalar) -> Value {
    let text = scalar.text.as_str();
    if scalar.quoted {
        return json!(text);
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return json!(true),
        "false" | "False" | "FALSE" => return json!(false),
        _ => {}
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (plain, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let number = match plain.split_once('.') {
        Some((whole, rest)) => {
            (whole.is_empty() || digits(whole))
                && (rest.is_empty() || digits(rest))
                && !(whole.is_empty() && rest.is_empty())
        }
        None => digits(plain),
    };
    if !number || !digits(exponent) {
        return json!(text);
    }
    // JSON writes the same number without leading zeros and with digits on both sides.
    let (whole, rest) = plain.split_once('.').unwrap_or((plain, "0"));
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let rest = if rest.is_empty() { "0" } else { rest };
    let minus = if text.starts_with('-') { "-" } else { "" };
    let point = if plain.contains('.') { format!(".{rest}") } else { String::new() };
    let power = if unsigned == plain { String::new() } else { format!("e{exponent}") };
    serde_json::from_str(&format!("{minus}{whole}{point}{power}")).unwrap()
}

/// What the reader and the schema say of a sheet.
struct Said {
    codes: Vec<&'static str>,
    /// Whether a schema could say so too: it sees no quotes around a text.
    plainly: bool,
    taken: bool,
}

/// Laws, their schema, and what both say.
struct Both {
    laws: Laws,
    elsewhere: BTreeSet<String>,
    schema: jsonschema::Validator,
}

impl Both {
    fn of(laws: Laws, elsewhere: BTreeSet<String>) -> Self {
        let schema = sheet::schema(&laws, &elsewhere);
        assert!(jsonschema::meta::is_valid(&schema), "{schema:#}");
        let schema = jsonschema::validator_for(&schema).unwrap();
        Self { laws, elsewhere, schema }
    }

    fn all() -> Self {
        let (checked, _, found) = checked(&[("all.law", ALL)]);
        assert!(!found.has_errors(), "{found:#?}");
        Self::of(checked.laws, BTreeSet::from(["xx.other".to_owned()]))
    }

    /// Reads a sheet with both; `None` where it is no YAML or JSON at all.
    fn say(&self, name: &str, text: &str) -> Option<Said> {
        let mut sources = Sources::new();
        let id = sources.add(name, text);
        let mut found = Found::new();
        let node = match name.ends_with(".json") {
            true => json_sheets::read(text, id, &mut found)?,
            false => yaml::read(text, id, &mut found)?,
        };
        let mut found = Found::new();
        let limits = Limits::default();
        facts::load(&self.laws, &self.elsewhere, &sources, id, &limits, &mut found);
        let errors = found.diagnostics.iter().filter(|it| it.code.severity() == Severity::Error);
        let plain = |it: &&Diagnostic| {
            !SILENT.contains(&it.code.name()) && !it.message.starts_with("a text is needed")
        };
        let plainly = errors.clone().any(|it| plain(&it));
        let codes = errors.map(|it| it.code.name()).collect();
        Some(Said { codes, plainly, taken: self.schema.is_valid(&instance(&node)) })
    }

    fn takes(&self, text: &str) {
        let said = self.say("sheet.yaml", text).unwrap();
        assert_eq!(said.codes, [""; 0], "the reader refuses\n{text}");
        assert!(said.taken, "the schema refuses\n{text}\n{}", self.why(text));
    }

    fn why(&self, text: &str) -> String {
        let mut sources = Sources::new();
        let id = sources.add("sheet.yaml", text);
        let node = yaml::read(text, id, &mut Found::new()).unwrap();
        let instance = instance(&node);
        self.schema
            .iter_errors(&instance)
            .map(|it| format!("{} {it}\n", it.instance_path()))
            .collect()
    }
}

fn project_of(path: &str) -> (Laws, BTreeSet<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let project = project::open(&[root.join(path)], &Limits::default());
    assert!(!project.found.has_errors(), "{path}");
    let elsewhere = project.elsewhere();
    (project.laws, elsewhere)
}

#[test]
fn every_shipped_sheet_is_one_of_the_schema_of_all_laws_and_of_its_own_law() {
    let sheets: Vec<PathBuf> = files("policies", "yaml");
    assert!(sheets.len() > 30, "{}", sheets.len());
    let (mut whole, mut alone) = (0, 0);
    for folder in ["policies", "policies/de", "policies/eu", "policies/ru", "policies/tr"] {
        let (laws, elsewhere) = project_of(folder);
        let both = Both::of(laws, elsewhere);
        for sheet in sheets.iter().filter(|sheet| sheet.starts_with(folder)) {
            let text = std::fs::read_to_string(sheet).unwrap();
            both.takes(&text);
            if folder == "policies" { whole += 1 } else { alone += 1 }
        }
    }
    assert_eq!((whole, alone), (sheets.len(), sheets.len()));
}

/// Sheets that the boundaries of the shipped laws make, as they are written for people.
fn generated(laws: &Laws, each: usize) -> Vec<String> {
    let mut texts = Vec::new();
    for define in laws.defines.iter() {
        let Some(version) = define.versions.versions().first() else { continue };
        let cases = cases(laws, define.law, version.value.value, each);
        texts.extend(cases.map(|case| write::write(laws, &case.sheet)));
    }
    texts.retain(|text| !text.is_empty());
    texts
}

#[test]
fn generated_sheets_are_sheets_of_the_schema() {
    let (laws, elsewhere) = project_of("policies");
    let texts = generated(&laws, 60);
    assert!(texts.len() > 500, "{}", texts.len());
    let both = Both::of(laws, elsewhere);
    for text in texts {
        both.takes(&text);
    }
}

#[test]
fn what_the_reader_takes_the_schema_takes() {
    let both = Both::all();
    for text in [
        "name: A",
        "{}",
        "seat: NO\nservices: unknown",
        "recorded through: 2022-01-01",
        "recorded_through: 2022-01-01\nservices: []",
        "xx.other: { what: ever }\nservices: [{ name: B, xx.other: 7 }]",
        "turnover: unknown",
        "turnover: { 2020: 1.5 billion EUR, 2021: { value: 1.7 billion EUR, source: \"report\" } }",
        "turnover: { 2022: { from: 2021-10-01, to: 2022-09-30, value: 1.2 billion EUR } }",
        "turnover: { 2021: { from: 2020-10-01, to: 2021-12-31, value: 5 EUR }, 2022: 5 EUR }",
        "turnover: [{ from: 2021-10-01, to: 2022-09-30, above: 1 EUR }]",
        "turnover: { from: 2021-10-01, to: 2022-09-30, value: unknown }",
        "grown: { 2021-Q3: -5, 2021-Q4: -0.5%, 2022-Q1: -1/20 }",
    ] {
        both.takes(text);
    }
    for facts in [
        "users: 500_000",
        "users: 5 million",
        "users: 0.25",
        "users: 6%",
        "users: 1/20",
        "users: { at_least: 5, below: 9_000.5 }",
        "users: { above: 3, source: 2021, note: true, of: 2021-11-22 }",
        "users: { value: unknown }",
        "users: [{ from: 2021-01-01, value: 5 }, { from: 2024-02-29, at_most: 9 million }]",
        "share: -12.5",
        "share: -0.05 million",
        "share: 1_000_000.25",
        "share: 12345678901234567890123456789.123456789",
        "fee: 5 RUB",
        "fee: -0.01 RUB",
        "fee: 1_500.25 thousand RUB",
        "fee: \"5 million RUB\"",
        "open: true",
        "open: unknown",
        "opened: 2000-02-29",
        "opened: \"0001-01-01\"",
        "heard: 2019-01-13T23:59",
        "waits: 1 day",
        "waits: 2 weeks",
        "term: 1 quarter",
        "term: 0 years",
        "slot: 36 hours",
        "pause: 10 working days",
        "kind: owner",
        "kind: { value: seller, note: \"so they say\" }",
        "roles: [owner, seller]",
        "roles: []",
        "roles: { value: [owner] }",
        "past: [owner]",
        "past: [{ from: 2021-01-01, value: [owner] }, { from: 2022-01-01, value: unknown }]",
        "words: \"2048\"",
        "words: Example Store",
        "deposit: none",
        "deposit: { value: none, source: register }",
        "deposit: { below: 9 RUB }",
        "listing: 2021-11-22",
        "listing: none",
        "listing: unknown",
        "listing: []",
        "listing: [2021-11-22, { on: 2022-01-01, source: list }]",
        "order: 2021-11-22T08:30",
        "order: [2021-11-22, { on: 2021-11-23T08:30 }]",
        "decision: { on: 2021-11-22, amount: 5 RUB, by_whom: { value: owner, source: x } }",
        "fine_them: [{ on: 2021-11-22, amount: 3 RUB, lifted: 2021-12-01 }]",
    ] {
        both.takes(&format!("services:\n  - name: B\n    test.all:\n      {facts}\n"));
    }
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    let both = Both::all();
    let mut wrong = vec![
        ("nmae: A".to_owned(), "E0601"),
        ("- name: A".to_owned(), "E0617"),
        ("seat: UK".to_owned(), "E0610"),
        ("seat: ie".to_owned(), "E0610"),
        ("name: 2048".to_owned(), "E0604"),
        ("name: true".to_owned(), "E0604"),
        ("name:".to_owned(), "E0619"),
        ("services: { name: A }".to_owned(), "E0617"),
        ("services: [A]".to_owned(), "E0617"),
        ("recorded through: soon".to_owned(), "E0604"),
        ("recorded through: 2022-01-01\nrecorded_through: 2022-01-01".to_owned(), "E0602"),
        ("turnover: 5 EUR".to_owned(), "E0615"),
        ("turnover: {}".to_owned(), "E0615"),
        ("turnover: []".to_owned(), "E0615"),
        ("turnover: { 2021-Q1: 5 EUR }".to_owned(), "E0615"),
        ("turnover: { 2021: 5 RUB }".to_owned(), "E0607"),
        ("turnover: { 2021: 5 }".to_owned(), "E0607"),
        ("turnover: { 2021: { from: 2021-10-01, value: 5 EUR } }".to_owned(), "E0622"),
        ("turnover: [{ from: 2021-10-01, value: 5 EUR }]".to_owned(), "E0622"),
        ("services: [{ seat: IE }]".to_owned(), "E0601"),
        ("test.all: { open: true }".to_owned(), "E0601"),
        ("xx.another: {}".to_owned(), "E0601"),
    ];
    let inside = [
        ("uesrs: 5", "E0601"),
        ("users: many", "E0604"),
        ("users: -5", "E0611"),
        ("users: -5 million", "E0611"),
        ("users: 5 milion", "E0606"),
        ("users: 500 users", "E0606"),
        ("users: 1,000", "E0606"),
        ("users: +5%", "E0606"),
        ("users: 1/0", "E0606"),
        ("users: 007 million", "E0606"),
        ("users: \"5000000\"", "E0605"),
        ("users: { source: x }", "E0622"),
        ("users: { value: 5, above: 3 }", "E0612"),
        ("users: { below: 5, at_most: 3 }", "E0612"),
        ("users: { value: 5, sauce: x }", "E0601"),
        ("users: { value: 5, of: yesterday }", "E0604"),
        ("users: { value: 5, source: [x] }", "E0604"),
        ("users: { value: none }", "E0618"),
        ("users: { above: unknown }", "E0604"),
        ("users: []", "E0622"),
        ("users: [5]", "E0604"),
        ("users: [{ value: 5 }]", "E0622"),
        ("users: { from: 2021-01-01, value: 5 }", "E0604"),
        ("users: none", "E0618"),
        ("share: [{ from: 2021-01-01, value: 5 }]", "E0604"),
        ("fee: 5", "E0607"),
        ("fee: 5 EUR", "E0607"),
        ("fee: 5 rub", "E0607"),
        ("fee: RUB 5", "E0604"),
        ("fee: { below: 5 }", "E0607"),
        ("open: yes", "E0604"),
        ("open: \"true\"", "E0604"),
        ("open: 1", "E0604"),
        ("open: { above: true }", "E0612"),
        ("opened: 22.11.2021", "E0608"),
        ("opened: 2021-02-29", "E0608"),
        ("opened: 1900-02-29", "E0608"),
        ("opened: 0000-01-01", "E0608"),
        ("opened: 2021-04-31", "E0608"),
        ("opened: 2021-11-22T00:00", "E0608"),
        ("heard: 2019-01-13", "E0608"),
        ("heard: 2019-01-13T24:00", "E0608"),
        ("heard: 2019-01-13T08:30:00", "E0608"),
        ("waits: 3 months", "E0604"),
        ("waits: -3 days", "E0604"),
        ("waits: 30", "E0604"),
        ("slot: 1 day", "E0604"),
        ("pause: 3 days", "E0604"),
        ("kind: owners", "E0609"),
        ("kind: [owner]", "E0604"),
        ("roles: owner", "E0604"),
        ("roles: [owner, owner]", "E0602"),
        ("roles: [owner, unknown]", "E0609"),
        ("past: [{ value: [owner] }]", "E0622"),
        ("deposit: ~", "E0619"),
        ("listing: soon", "E0604"),
        ("listing: 2021-11-22T08:30", "E0604"),
        ("listing: [unknown]", "E0604"),
        ("listing: { source: x }", "E0622"),
        ("listing: { on: 2021-11-22, amount: 5 RUB }", "E0601"),
        ("order: 2021-11-22T8:30", "E0608"),
        ("decision: { on: 2021-11-22, amount: 5 EUR }", "E0607"),
        ("decision: { on: 2021-11-22, by_whom: nobody }", "E0609"),
        ("fine_them: { on: 2021-11-22, lifted: never }", "E0604"),
    ];
    let at_home = |facts: &str| format!("services:\n  - test.all:\n      {facts}\n");
    wrong.extend(inside.map(|(facts, code)| (at_home(facts), code)));
    for (text, code) in wrong {
        let said = both.say("sheet.yaml", &text).unwrap();
        assert!(said.codes.contains(&code), "the reader says {:?} of\n{text}", said.codes);
        assert!(!said.taken, "the schema takes\n{text}");
    }
}

/// What the page of schemas says that JSON Schema cannot say.
const BEYOND: [(&str, &str); 13] = [
    ("words: none", "E0618"),
    ("users: 1E5", "E0606"),
    ("users: 0123", "E0606"),
    ("users: .5", "E0606"),
    ("share: -0", "E0606"),
    ("users: \"5 million\"", "E0605"),
    ("users: { above: 5, below: 3 }", "E0612"),
    ("users: [{ from: 2022-01-01, value: 5 }, { from: 2021-01-01, value: 6 }]", "E0613"),
    ("users: [{ from: 2022-01-01, value: 5 }, { from: 2022-01-01, value: 6 }]", "E0614"),
    ("listing: [2022-01-01, 2021-01-01]", "E0613"),
    ("words: 500_000", "E0604"),
    ("open: True", "E0604"),
    ("fine_them: { on: 2022-01-01, lifted: 2021-01-01 }", "E0613"),
];

#[test]
fn what_json_schema_cannot_say_the_reader_says_alone() {
    let both = Both::all();
    for (facts, code) in BEYOND {
        let text = format!("services:\n  - test.all:\n      {facts}\n");
        let said = both.say("sheet.yaml", &text).unwrap();
        assert_eq!(said.codes, [code], "{text}");
        assert!(said.taken, "the schema refuses, so the page says too little:\n{text}");
    }
    let own = "turnover: [{ from: 2021-01-01, to: 2021-12-31, value: 5 EUR }, \
               { from: 2022-02-01, to: 2022-12-31, value: 5 EUR }]";
    let said = both.say("sheet.yaml", own).unwrap();
    assert!(said.codes == ["E0620"] && said.taken, "{:?}", said.codes);
}

#[test]
fn json_sheets_are_read_alike() {
    let both = Both::all();
    let sheet = |facts: &str| format!("{{\"services\": [{{\"test.all\": {{{facts}}}}}]}}");
    for facts in [
        r#""users": 5000000"#,
        r#""users": "5 million", "fee": "5 RUB", "opened": "2021-11-22""#,
        r#""open": "unknown", "deposit": "none", "roles": ["owner"]"#,
    ] {
        let said = both.say("sheet.json", &sheet(facts)).unwrap();
        assert!(said.codes.is_empty() && said.taken, "{facts}: {:?}", said.codes);
    }
    for facts in [r#""users": "5000000""#, r#""open": "true""#, r#""fee": 5"#, r#""open": null"#] {
        let said = both.say("sheet.json", &sheet(facts)).unwrap();
        assert!(!said.codes.is_empty() && !said.taken, "{facts}: {:?}", said.codes);
    }
}

/// Codes of what JSON Schema cannot always say.
const SILENT: [&str; 9] =
    ["E0602", "E0605", "E0606", "E0612", "E0613", "E0614", "E0616", "E0620", "E0803"];

/// The values that mutants are made with.
const VALUES: [&str; 34] = [
    "true",
    "false",
    "unknown",
    "none",
    "5",
    "-5",
    "0.5",
    "500_000",
    "5 million",
    "6%",
    "1/20",
    "5 EUR",
    "5 million RUB",
    "2021-11-22",
    "2021-02-30",
    "2021-11-22T08:30",
    "IE",
    "ie",
    "owner",
    "seller",
    "nobody",
    "30 days",
    "3 months",
    "36 hours",
    "10 working days",
    "~",
    "[]",
    "{}",
    "[owner]",
    "{ value: 5 }",
    "{ from: 2021-01-01, value: true }",
    "{ above: 5, below: 9 }",
    "{ on: 2021-11-22 }",
    "\"quoted\"",
];

const KEYS: [&str; 12] = [
    "value",
    "above",
    "from",
    "to",
    "on",
    "source",
    "of",
    "nonsense",
    "2021",
    "2021-Q3",
    "name",
    "recorded through",
];

/// The tree of a sheet that has something of everything.
fn seeds() -> &'static Vec<Node> {
    static SEEDS: OnceLock<Vec<Node>> = OnceLock::new();
    SEEDS.get_or_init(|| {
        let facts = [
            "users: [{ from: 2021-01-01, value: 5 }, { from: 2022-01-01, above: 7, source: x }]",
            "share: 0.5",
            "fee: { value: 5 RUB, of: 2021-01-01 }",
            "open: true",
            "opened: 2021-01-01",
            "heard: 2021-01-01T08:30",
            "waits: 3 days",
            "kind: owner",
            "roles: [owner, seller]",
            "past: [{ from: 2021-01-01, value: [owner] }]",
            "words: text",
            "deposit: none",
            "listing: [2021-01-01, { on: 2021-02-01, note: x }]",
            "order: 2021-01-01T08:30",
            "decision: { on: 2021-01-01, amount: 5 RUB }",
        ];
        let text = format!(
            "name: A\nseat: IE\nturnover: {{ 2021: 5 EUR, 2022: {{ value: 6 EUR }} }}\n\
             grown: {{ 2021-Q3: 5 }}\nservices:\n  - name: B\n    test.all:\n      {}\n",
            facts.join("\n      ")
        );
        vec![node_of(&text)]
    })
}

fn node_of(text: &str) -> Node {
    yaml::read(text, Id::at(0), &mut Found::new()).unwrap()
}

/// How many nodes a tree has.
fn size(node: &Node) -> usize {
    1 + match &node.content {
        Content::Map(pairs) => pairs.iter().map(|(_, node)| size(node)).sum(),
        Content::List(items) => items.iter().map(size).sum(),
        Content::Scalar(_) => 0,
    }
}

/// Does something to the node of a number, counted from the top.
fn at(node: &mut Node, number: &mut usize, act: &mut dyn FnMut(&mut Node)) {
    if *number == 0 {
        act(node);
    }
    *number = number.wrapping_sub(1);
    match &mut node.content {
        Content::Map(pairs) => pairs.iter_mut().for_each(|(_, node)| at(node, number, act)),
        Content::List(items) => items.iter_mut().for_each(|node| at(node, number, act)),
        Content::Scalar(_) => {}
    }
}

/// A tree as YAML.
fn written(node: &Node) -> String {
    match &node.content {
        Content::Map(pairs) => {
            let pairs =
                pairs.iter().map(|(key, node)| format!("{:?}: {}", key.text, written(node)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
        Content::List(items) => {
            format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", "))
        }
        Content::Scalar(scalar) if scalar.quoted => format!("{:?}", scalar.text),
        Content::Scalar(scalar) => scalar.text.clone(),
    }
}

fn mutated(mut node: Node, changes: &[(usize, usize, usize)]) -> Node {
    for (place, kind, choice) in changes {
        let mut number = place % size(&node);
        let mut done = false;
        at(&mut node, &mut number, &mut |node| {
            if std::mem::replace(&mut done, true) {
                return;
            }
            match (kind % 5, &mut node.content) {
                (0, Content::Map(pairs)) if !pairs.is_empty() => {
                    pairs.remove(choice % pairs.len());
                }
                (1, Content::Map(pairs)) if !pairs.is_empty() => {
                    let at = choice % pairs.len();
                    pairs[at].0.text = KEYS[choice % KEYS.len()].to_owned();
                }
                (2, Content::List(items)) if !items.is_empty() => {
                    items.remove(choice % items.len());
                }
                (3, _) => {
                    let inner = node.clone();
                    node.content = Content::List(vec![inner]);
                }
                _ => {
                    let value = node_of(&format!("a: {}", VALUES[choice % VALUES.len()]));
                    let Content::Map(mut pairs) = value.content else { unreachable!() };
                    *node = pairs.remove(0).1;
                }
            }
        });
    }
    node
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    /// What one of the two refuses the other refuses, but for what JSON Schema cannot say.
    #[test]
    fn the_schema_and_the_reader_agree_on_sheets_that_were_tampered_with(
        changes in prop::collection::vec((0usize..10_000, 0usize..100, 0usize..10_000), 1..4)
    ) {
        static BOTH: OnceLock<Both> = OnceLock::new();
        let both = BOTH.get_or_init(Both::all);
        let text = written(&mutated(seeds()[0].clone(), &changes));
        let Some(said) = both.say("sheet.yaml", &text) else { return Ok(()) };
        if !said.taken {
            prop_assert!(!said.codes.is_empty(), "only the schema refuses\n{}\n{}", text, both.why(&text));
        }
        prop_assert!(!(said.plainly && said.taken), "only the reader refuses: {:?}\n{}", said.codes, text);
    }
}

#[test]
fn titles_come_from_labels_and_descriptions_from_documentation_and_citations() {
    let (checked, _, _) = checked(&[("all.law", ALL)]);
    let schema = sheet::schema(&checked.laws, &BTreeSet::new());
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema["title"], "Fact sheets for test.all");
    assert_eq!(schema["$ref"], "#/$defs/entity.company");
    let company = &schema["$defs"]["entity.company"];
    assert_eq!(company["title"], "A company");
    assert_eq!(company["additionalProperties"], false);
    assert_eq!(company["properties"]["turnover"]["title"], "Worldwide turnover");
    let block = &schema["$defs"]["entity.service"]["properties"]["test.all"];
    assert_eq!(block["title"], "All");
    assert_eq!(block["description"], "Source: An act");
    assert_eq!(block["properties"]["users"]["title"], "Users a day");
    assert_eq!(block["properties"]["users"]["description"], "Counted by the regulator.");
    assert_eq!(block["properties"]["fine_them"]["title"], "A fine");
    let role = &schema["$defs"]["enum.role"];
    assert_eq!(role["enum"], json!(["owner", "seller"]));
    assert_eq!(role["enumDescriptions"], json!(["Owns it", ""]));
}

#[test]
fn the_schema_is_the_same_whatever_the_order_of_files() {
    let schema = |paths: &[&str]| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
        let paths: Vec<PathBuf> = paths.iter().map(|path| root.join(path)).collect();
        let project = project::open(&paths, &Limits::default());
        sheet::schema(&project.laws, &project.elsewhere()).to_string()
    };
    let one = schema(&["ru/landing", "eu/dsa", "eu/gdpr"]);
    assert_eq!(one, schema(&["eu/gdpr", "eu/dsa", "ru/landing"]));
    assert!(one.contains("ru.landing") && one.contains("eu.gdpr"));
}

#[test]
fn things_of_one_name_in_two_laws_keep_their_own_schemas() {
    let law = |name: &str, values: &str| {
        format!(
            "law xx.{name} \"A law\" {{\n  source \"An act\"\n  jurisdiction RU\n  subject {name}\n  \
             in force from 2021-01-01\n}}\nentity {name} {{ name : text }}\n\
             enum kind {{ {values} }}\nfacts {{ sort : kind }}\n"
        )
    };
    let (one, two) = (law("shop", "big, small"), law("farm", "wet, dry"));
    let (checked, _, found) = checked(&[("one.law", &one), ("two.law", &two)]);
    assert!(!found.has_errors(), "{found:#?}");
    let both = Both::of(checked.laws, BTreeSet::new());
    both.takes("xx.shop: { sort: big }");
    both.takes("xx.farm: { sort: dry }");
    let said = both.say("sheet.yaml", "xx.farm: { sort: big }").unwrap();
    assert!(said.codes == ["E0609"] && !said.taken, "{:?}", said.codes);
}

fn solon(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_solon"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_schema_of_verdicts_holds_the_names_of_the_laws() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let landing = "policies/ru/landing";
    let apple = "policies/ru/landing/sheets/apple.yaml";
    let asked = ["eval", landing, "--facts", apple, "--on", "2022-02-04", "--format", "json"];
    let (_, document, _) = solon(root, &asked);
    let document: Value = serde_json::from_str(&document).unwrap();
    let valid = |of: &[&str]| {
        let (code, out, err) = solon(root, of);
        assert_eq!(code, 0, "{err}");
        let schema: Value = serde_json::from_str(&out).unwrap();
        assert!(jsonschema::meta::is_valid(&schema));
        jsonschema::validator_for(&schema).unwrap().is_valid(&document)
    };
    assert!(valid(&["export", "schema", "--of", "verdict"]));
    assert!(valid(&["export", "schema", landing, "--of", "verdict"]));
    assert!(!valid(&["export", "schema", "policies/tr", "--of", "verdict"]));
    let published = std::fs::read_to_string(root.join("docs/formats/verdict.schema.json")).unwrap();
    let published: Value = serde_json::from_str(&published).unwrap();
    assert_eq!(verdict::schema(None), published);
}

#[test]
fn the_command_says_what_it_cannot_export() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    std::fs::write(here.join("solon.toml"), "").unwrap();
    std::fs::write(here.join("all.law"), ALL).unwrap();
    std::fs::write(here.join("words.law"), "vocabulary words\nunit apples\n").unwrap();
    std::fs::write(here.join("wrong.law"), "law nothing").unwrap();
    let (code, out, _) = solon(here, &["export", "schema", "all.law", "--out", "s.json"]);
    assert_eq!((code, out.as_str()), (0, "wrote s.json\n"));
    let (_, printed, _) = solon(here, &["export", "schema", "all.law"]);
    assert_eq!(std::fs::read_to_string(here.join("s.json")).unwrap(), printed);
    for (arguments, code, told) in [
        (&["export", "schema", "words.law"][..], 3, "E1009"),
        (&["export", "schema", "missing.law"], 3, "E1001"),
        (&["export", "schema", "wrong.law"], 3, "E01"),
        (&["export", "schema", "all.law", "--out", "no/such/s.json"], 3, "E1008"),
        (&["export", "schema"], 2, "LAW"),
        (&["export", "schema", "--of", "sheet"], 2, "LAW"),
        (&["export", "schema", "all.law", "--of", "nonsense"], 2, "nonsense"),
        (&["export"], 2, "schema"),
    ] {
        let (ended, out, err) = solon(here, arguments);
        assert_eq!(ended, code, "{arguments:?}\n{err}");
        assert!(out.is_empty() && err.contains(told), "{arguments:?}\n{err}");
    }
}
