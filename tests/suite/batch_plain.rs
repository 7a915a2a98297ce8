//! The quick way through flat lines against the reader of sheets and the reference evaluator: the same
//! rows, rejects and counts, for lines of every kind.

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int32Array, Int64Array, RecordBatch,
    StringArray,
};
use proptest::test_runner::{RngAlgorithm, TestRng};
use rand_like::Draws;
use solon::engine::columnar::record::{Chunk, Header, Heading, Line, Lines, Records, Target};
use solon::engine::columnar::sinks::{Encoded, Form};
use solon::engine::columnar::{Judged, Run, judge_chunk, shown};
use solon::facts::flat::{Empty, Flat};
use solon::facts::schema::Schema;
use solon::front::project;
use solon::ground::text::Limits;
use solon::ground::time::Date;
use solon::language::law::Laws;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// Draws of numbers from a seed.
mod rand_like {
    use proptest::prelude::Rng;
    use proptest::test_runner::TestRng;

    /// Draws.
    pub struct Draws(pub TestRng);

    impl Draws {
        /// A number below `most`.
        pub fn below(&mut self, most: usize) -> usize {
            usize::try_from(self.0.next_u64() % u64::try_from(most).unwrap()).unwrap()
        }

        /// One of some.
        pub fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
            of[self.below(of.len())]
        }
    }
}

const ASKED: [&str; 6] = ["id", "covered", "breached_duties", "measure", "fine", "levy"];

fn decision() -> Laws {
    let project = project::open(&[PathBuf::from("benches/decision")], &Limits::default());
    assert!(!project.found.has_errors());
    project.laws
}

fn chunk(lines: &[Vec<u8>]) -> Chunk {
    let mut all = Lines::default();
    for (at, line) in lines.iter().enumerate() {
        let start = all.text.len();
        all.text.extend_from_slice(line);
        let range = start..all.text.len();
        all.lines.push(Line { range, number: u64::try_from(at).unwrap() + 1, whole: true });
        all.text.push(b'\n');
    }
    Chunk { number: 0, input: "lines".into(), records: Records::Json(all) }
}

struct Way {
    asked: &'static [&'static str],
    on: Date,
    empty: Empty,
    skips: bool,
    form: Form,
}

/// Judges lines by the quick way, or without it.
fn judged(laws: &Laws, way: &Way, quick: bool, chunk: &Chunk) -> Judged {
    let schema = Schema::of(laws);
    let judged: Vec<_> = laws.laws.ids().collect();
    let names: Vec<String> = way.asked.iter().map(|name| (*name).to_owned()).collect();
    let run = Run {
        laws,
        schema: &schema,
        flat: Flat::of(laws, &schema),
        elsewhere: BTreeSet::new(),
        shown: shown::chosen(laws, &judged, &names).unwrap(),
        judged,
        on: way.on,
        limits: Limits::default(),
        empty: way.empty,
        skips_unknown: way.skips,
        form: way.form,
        quick: if quick { OnceLock::new() } else { OnceLock::from(None) },
    };
    assert_eq!(run.plain().is_some(), quick);
    judge_chunk(&run, chunk)
}

fn text(rows: &Encoded) -> String {
    match rows {
        Encoded::Text(bytes) => String::from_utf8(bytes.clone()).unwrap(),
        Encoded::Columns(_) | Encoded::Broken(_) => panic!("{rows:?}"),
    }
}

/// The same whichever way records are judged; gives how many were judged by columns.
fn alike(laws: &Laws, way: &Way, chunk: &Chunk) -> u64 {
    let quick = judged(laws, way, true, chunk);
    let reference = judged(laws, way, false, chunk);
    let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (one, two) = (shown(&quick.rejects), shown(&reference.rejects));
    if let Some((one, two)) = one.lines().zip(two.lines()).find(|(one, two)| one != two) {
        panic!("by columns {one}\nby reference {two}");
    }
    let (one, two) = (text(&quick.rows), text(&reference.rows));
    let pairs = one.lines().zip(two.lines());
    if let Some((one, two)) = pairs.into_iter().find(|(one, two)| one != two) {
        panic!("by columns {one}\nby reference {two}");
    }
    assert_eq!(one, two);
    assert_eq!(shown(&quick.rejects), shown(&reference.rejects));
    let by_columns = quick.tally.read - quick.tally.by_reference - quick.tally.rejected;
    let mut tally = quick.tally;
    tally.by_reference = reference.tally.by_reference;
    assert_eq!(tally, reference.tally);
    by_columns
}

/// One flat line, mostly plain; each of its values is sometimes of a kind that no other line has.
fn line(draws: &mut Draws) -> Vec<u8> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: &str| pairs.push((name.to_owned(), value.to_owned()));
    let odd = [
        "null",
        "\"unknown\"",
        "\"none\"",
        "{}",
        "[]",
        "\"\"",
        "{\"value\": true}",
        "1e5",
        "\"x\"",
        "tru",
    ];
    let bools = ["true", "false"];
    let mut pick = |usual: &[&str]| -> String {
        match draws.below(60) {
            0 => draws.one(&odd).to_owned(),
            1..=6 => draws.one(usual).to_owned(),
            _ => draws.one(&usual[..2]).to_owned(),
        }
    };
    put("id", &pick(&["\"C1\"", "\"a,b\"", "\"ж\"", "\"q\\\"q\"", "\" \"", "\"C00000001\""]));
    put("foreign", &pick(&bools));
    put(
        "daily_users",
        &pick(&[
            "500000",
            "500001",
            "0",
            "7.5",
            "500000.00001",
            "-3",
            "123456789012345678901",
            "\"5 million\"",
            "{\"above\": 500_000}",
        ]),
    );
    for name in
        ["russian_language", "russian_ads", "processes_russian_user_data", "takes_russian_payments"]
    {
        put(name, &pick(&bools));
    }
    put("presence", &pick(&["\"branch\"", "\"none\"", "\"subsidiary\"", "null", "\"Branch\""]));
    put(
        "presence_since",
        &pick(&[
            "\"2022-06-15\"",
            "\"2022-06-16\"",
            "null",
            "\"2022-02-30\"",
            "[\"2022-01-01\",\"2022-03-01\"]",
        ]),
    );
    for name in ["feedback_form", "regulator_account", "counter_installed"] {
        put(name, &pick(&bools));
    }
    put(
        "first_notice",
        &pick(&["\"2022-05-16\"", "\"2022-05-17\"", "null", "\"2021-10-18\"", "\"none\""]),
    );
    put(
        "annual_turnover",
        &pick(&[
            "10000000.00",
            "10000000.01",
            "99999999999999.99",
            "9223372036854775807",
            "100.005",
            "0",
            "01",
            "\"5 RUB\"",
            "\"5 EUR\"",
            "33.3",
        ]),
    );
    put("prior_fines", &pick(&["0", "1", "2", "0.5"]));
    match draws.below(12) {
        0 => pairs.push(("name".to_owned(), "\"\\u0416 \\\"x\\\" \\ud83d\\ude00\"".to_owned())),
        1 => pairs
            .push(("extra".to_owned(), "{\"id\": [1, 2.5e3, null, {\"a\": \"}\"}]}".to_owned())),
        2 => {
            let again = pairs[draws.below(pairs.len())].clone();
            pairs.push(again);
        }
        3 => drop(pairs.remove(draws.below(pairs.len()))),
        4 => {
            let (from, to) = (draws.below(pairs.len()), draws.below(pairs.len()));
            pairs.swap(from, to);
        }
        5 => {
            let at = draws.below(pairs.len());
            pairs[at].0 = format!("company.{}", pairs[at].0);
        }
        _ => {}
    }
    let blank = ["", "", "", " ", "\t"];
    let mut out = String::from("{");
    for (at, (name, value)) in pairs.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&format!(
            "{}\"{name}\"{}:{}{value}",
            draws.one(&blank),
            draws.one(&blank),
            draws.one(&blank)
        ));
    }
    out.push('}');
    let mut bytes = out.into_bytes();
    // Now and then a byte that should not be where it is.
    if draws.below(25) == 0 {
        let at = draws.below(bytes.len());
        let odd = [b'"', b'}', b',', b'\\', 0xFF, 0x01, b'0', b' ', b':'];
        bytes[at] = odd[draws.below(odd.len())];
    }
    if draws.below(40) == 0 {
        bytes.truncate(draws.below(bytes.len()));
    }
    bytes
}

#[test]
fn lines_of_every_kind_come_to_the_same_either_way() {
    let laws = decision();
    let seed = std::env::var("SOLON_SEED").unwrap_or_else(|_| "plain lines".to_owned());
    println!("SOLON_SEED={seed}");
    let mut bytes = [3_u8; 32];
    bytes.iter_mut().zip(seed.bytes()).for_each(|(byte, letter)| *byte = letter);
    let mut draws = Draws(TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let mut by_columns = 0;
    for turn in 0..12 {
        let lines: Vec<Vec<u8>> = (0..1500).map(|_| line(&mut draws)).collect();
        let on = ["2022-06-15", "2021-12-31", "2022-01-01"][turn % 3];
        let way = Way {
            asked: &ASKED,
            on: Date::parse(on).unwrap(),
            empty: if turn % 2 == 0 { Empty::None } else { Empty::Unknown },
            skips: turn % 4 < 3,
            form: if turn % 5 == 0 { Form::Json } else { Form::Csv },
        };
        by_columns += alike(&laws, &way, &chunk(&lines));
    }
    // A fair share of them is plain.
    assert!(by_columns > 3_000, "{by_columns}");
}

#[test]
fn the_decision_is_that_of_the_law_on_every_edge() {
    let laws = decision();
    let way = Way {
        asked: &ASKED,
        on: Date::parse("2022-06-15").unwrap(),
        empty: Empty::None,
        skips: true,
        form: Form::Csv,
    };
    let row = |users: &str, notice: &str, turnover: &str, fines: &str| {
        format!(
            "{{\"id\":\"C\",\"foreign\":true,\"daily_users\":{users},\"russian_language\":true,\
             \"russian_ads\":false,\"processes_russian_user_data\":false,\
             \"takes_russian_payments\":false,\"presence\":\"branch\",\
             \"presence_since\":\"2022-06-15\",\"feedback_form\":false,\"regulator_account\":true,\
             \"counter_installed\":true,\"first_notice\":{notice},\"annual_turnover\":{turnover},\
             \"prior_fines\":{fines}}}"
        )
        .into_bytes()
    };
    let lines = [
        row("500000", "\"2022-06-15\"", "10000000.00", "0"),
        row("500001", "\"2022-05-17\"", "10000000.01", "0"),
        row("500001", "\"2022-05-16\"", "100000000.99", "0"),
        row("500001", "\"2021-10-18\"", "1200000100.50", "0"),
        row("500001", "\"2021-10-19\"", "50000000000000.00", "1"),
        row("500001", "null", "200000000.01", "0"),
    ];
    let quick = judged(&laws, &way, true, &chunk(&lines));
    assert_eq!(quick.tally.by_reference, 0);
    // A text that no row shows makes no line another's.
    let unshown = judged(&laws, &Way { asked: &["covered"], ..way }, true, &chunk(&lines));
    assert_eq!(unshown.tally.by_reference, 0);
    assert_eq!(text(&unshown.rows), "false\ntrue\ntrue\ntrue\ntrue\ntrue\n");
    // By the work's own rules: 0.5 % between one and six million, 2 % from six million on; the levy
    // 1 %, 3 % and 5 % of what lies above 10 million, 100 million and a thousand million.
    assert_eq!(
        text(&quick.rows),
        "C,false,0,none,0.00,0.00\n\
         C,true,1,user_warning,1000000.00,0.00\n\
         C,true,1,ad_ban,1000000.00,900000.03\n\
         C,true,1,full_block,6000000.00,37900005.03\n\
         C,true,1,throttling,1000000000000.00,2499977900000.00\n\
         C,true,1,none,1000000.00,3900000.00\n"
    );
}

/// A table of the decision's facts, as Parquet has them; each column with some values of its own kind.
fn table(laws: &Laws, draws: &mut Draws, rows: usize, odd: bool) -> Chunk {
    let schema = Schema::of(laws);
    let flat = Flat::of(laws, &schema);
    let root = flat.roots().next().unwrap();
    let epoch = Date::of(1970, 1, 1).unwrap();
    let day = |text: &str| i32::try_from(epoch.days_until(Date::parse(text).unwrap())).unwrap();
    let mut headings = Vec::new();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    for column in flat.columns(root) {
        let mut maybe = |most: usize| (draws.below(12) > 0).then(|| draws.below(most));
        let array: ArrayRef = match column.key.as_str() {
            "id" => {
                let texts = ["C1", "a,b", "q\"q", "ж", "", "none"];
                let values = (0..rows).map(|_| maybe(40).map(|at| texts[at.saturating_sub(34)]));
                Arc::new(StringArray::from(values.collect::<Vec<_>>()))
            }
            "presence" => {
                let texts = ["branch", "none", "subsidiary", "unknown", "other"];
                let values = (0..rows).map(|_| maybe(20).map(|at| texts[at.saturating_sub(15)]));
                Arc::new(StringArray::from(values.collect::<Vec<_>>()))
            }
            "daily_users" => {
                let values = (0..rows).map(|_| {
                    maybe(20).map(|at| match at {
                        0 => -1,
                        1 => i64::MAX,
                        2..=9 => 500_000,
                        _ => 500_001,
                    })
                });
                Arc::new(Int64Array::from(values.collect::<Vec<_>>()))
            }
            "prior_fines" => {
                let values = (0..rows).map(|_| maybe(2).map(|at| i32::try_from(at).unwrap()));
                Arc::new(Int32Array::from(values.collect::<Vec<_>>()))
            }
            "annual_turnover" => {
                let figures =
                    [0_i128, 1_000_000_001, 9_999_999_999_999_999, 5, i128::from(i64::MAX), -7];
                let values = (0..rows).map(|_| maybe(60).map(|at| figures[at.saturating_sub(54)]));
                let array = Decimal128Array::from(values.collect::<Vec<_>>());
                let scale = if odd { 3 } else { 2 };
                Arc::new(array.with_precision_and_scale(38, scale).unwrap())
            }
            "presence_since" | "first_notice" => {
                let days = ["2022-06-15", "2022-06-16", "2022-05-16", "2021-10-18"];
                let values = (0..rows).map(|_| maybe(4).map(|at| day(days[at])));
                Arc::new(Date32Array::from(values.collect::<Vec<_>>()))
            }
            _ => {
                let values = (0..rows).map(|_| maybe(3).map(|at| at > 0));
                Arc::new(BooleanArray::from(values.collect::<Vec<_>>()))
            }
        };
        headings
            .push(Heading { name: column.name.clone(), target: Target::Column(column.clone()) });
        arrays.push(array);
    }
    let batch =
        RecordBatch::try_from_iter(headings.iter().map(|heading| heading.name.clone()).zip(arrays));
    let header = Arc::new(Header { root, headings, passed_over: Vec::new() });
    Chunk { number: 0, input: "rows".into(), records: Records::Batch(header, batch.unwrap(), 1) }
}

#[test]
fn rows_of_tables_come_to_the_same_either_way() {
    let laws = decision();
    let mut draws = Draws(TestRng::from_seed(RngAlgorithm::ChaCha, &[5_u8; 32]));
    let mut by_columns = Vec::new();
    for turn in 0..6 {
        let way = Way {
            asked: &ASKED,
            on: Date::parse("2022-06-15").unwrap(),
            empty: if turn % 2 == 0 { Empty::None } else { Empty::Unknown },
            skips: false,
            form: Form::Csv,
        };
        let chunk = table(&laws, &mut draws, 2500, turn == 5);
        by_columns.push(alike(&laws, &way, &chunk));
    }
    // Places of a thousandth are not those of roubles: such a table is the reader's of sheets.
    assert!(by_columns[..5].iter().all(|count| *count > 300), "{by_columns:?}");
    assert_eq!(by_columns[5], 0);
}
