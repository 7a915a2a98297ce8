//! Chunks of generated sheets: for every shipped law, rows say what a verdict of each sheet says.

use crate::batch::{as_json, rows, says_the_same};
use serde_json::Value;
use solon::engine::columnar::record::{Line, Lines};
use solon::engine::columnar::sinks::{Encoded, Form};
use solon::engine::columnar::{Chunk, Records, Run, judge_chunk, shown};
use solon::engine::eval::{Explain, judge};
use solon::facts::flat::{Empty, Flat};
use solon::facts::generate::{Case, cases};
use solon::facts::schema::Schema;
use solon::facts::write;
use solon::front::project::{self, Project};
use solon::ground::table::Id;
use solon::ground::text::Limits;
use solon::ground::time::Date;
use solon::language::law::{Law, Must};
use solon::tools::report::{self, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Sheets that try the conditions of every duty of a law, by the day to ask on.
fn tried(project: &Project, law: Id<Law>) -> BTreeMap<Date, Vec<Case>> {
    let laws = &project.laws;
    let mut by_day: BTreeMap<Date, Vec<Case>> = BTreeMap::new();
    for duty in laws.laws[law].duties().map(|duty| &laws.duties[duty]) {
        let must = match duty.must {
            Must::Keep(condition) => Some(condition),
            Must::Act(_) => None,
        };
        for condition in duty.when.into_iter().chain(must) {
            for case in cases(laws, law, condition, 16) {
                by_day.entry(case.on).or_default().push(case);
            }
        }
    }
    by_day
}

/// The rows of a chunk of these lines, and how many of them were rejected.
fn judged(project: &Project, law: Id<Law>, on: Date, lines: &[String]) -> (Vec<Value>, u64) {
    let schema = Schema::of(&project.laws);
    let run = Run {
        laws: &project.laws,
        schema: &schema,
        flat: Flat::of(&project.laws, &schema),
        elsewhere: Default::default(),
        shown: shown::usual(&project.laws, &[law]),
        judged: vec![law],
        on,
        limits: Limits::default(),
        empty: Empty::Unknown,
        skips_unknown: false,
        form: Form::Json,
        quick: Default::default(),
    };
    let mut text = Lines::default();
    for (at, line) in lines.iter().enumerate() {
        let start = text.text.len();
        text.text.extend_from_slice(line.as_bytes());
        let number = u64::try_from(at + 1).unwrap();
        text.lines.push(Line { range: start..text.text.len(), number, whole: true });
    }
    let chunk = Chunk { number: 0, input: "generated".into(), records: Records::Json(text) };
    let judged = judge_chunk(&run, &chunk);
    let Encoded::Text(bytes) = judged.rows else { panic!("rows of another form") };
    (rows(&String::from_utf8(bytes).unwrap()), judged.tally.rejected)
}

#[test]
fn rows_of_generated_sheets_say_what_their_verdicts_say() {
    let project = project::open(&[PathBuf::from("policies")], &Limits::default());
    assert!(!project.found.has_errors());
    let mut count = 0;
    for law in project.laws.laws.ids() {
        for (on, cases) in tried(&project, law) {
            let stated = |case: &&Case| !write::write(&project.laws, &case.sheet).trim().is_empty();
            let cases: Vec<&Case> = cases.iter().filter(stated).collect();
            let lines: Vec<String> =
                cases.iter().map(|it| as_json(&write::write(&project.laws, &it.sheet))).collect();
            let (rows, rejected) = judged(&project, law, on, &lines);
            assert_eq!((rows.len(), rejected), (cases.len(), 0));
            for (row, case) in rows.iter().zip(&cases) {
                let verdict = judge(&project.laws, law, &case.sheet, case.subject, on, Explain::No);
                let told = report::Case {
                    laws: &project.laws,
                    sources: &project.sources,
                    sheet: &case.sheet,
                    verdict: &verdict,
                    next: None,
                    lines: true,
                };
                let document = serde_json::to_value(json::document(&[told], false)).unwrap();
                let mut told = document["verdicts"][0].clone();
                // A sheet without a name bears the number of its line here.
                told["entity"]["name"] = row["entity"].clone();
                says_the_same(row, &told);
                count += 1;
            }
        }
    }
    assert!(count > 500, "{count} rows");
}
