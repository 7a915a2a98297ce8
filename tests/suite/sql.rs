//! `solon export sql`: the queries as they are written, and what they refuse. That engines answer them as
//! the reference does is tried by `tests/sql/run.sh`.

use crate::support::{PLATFORMS, law};
use solon::engine::sql::{Asked, Dialect, emit};
use solon::front::project;
use solon::ground::diagnostic::Found;
use solon::ground::text::Limits;
use solon::ground::time::Date;
use solon::language::law::Laws;
use std::path::PathBuf;

const DIALECTS: [Dialect; 4] =
    [Dialect::DuckDb, Dialect::Postgres, Dialect::DataFusion, Dialect::Spark];

fn opened(path: &str) -> Laws {
    let project = project::open(&[PathBuf::from(path)], &Limits::default());
    assert!(!project.found.has_errors(), "{:#?}", project.found);
    project.laws
}

fn query(
    laws: &Laws,
    name: &str,
    on: &str,
    dialect: Dialect,
    columns: &[&str],
) -> Result<String, Found> {
    let (law, _) = laws.laws.rows().find(|(_, law)| law.name == name).unwrap();
    let columns: Vec<String> = columns.iter().map(|it| (*it).to_owned()).collect();
    let on = Date::parse(on).unwrap();
    emit(laws, &Asked { law, on, dialect, columns: &columns, table: "sheets" })
}

#[test]
fn the_decision_in_each_dialect() {
    let laws = opened("benches/decision");
    for dialect in DIALECTS {
        let text = query(&laws, "bench.landing", "2022-06-15", dialect, &[]).unwrap();
        insta::assert_snapshot!(format!("sql_decision_{}", dialect.word()), text);
    }
}

#[test]
fn a_shipped_law_tells_what_it_can_and_names_the_rest() {
    let laws = opened("policies/ru/landing");
    for dialect in DIALECTS {
        let text = query(&laws, "ru.landing", "2022-02-04", dialect, &[]).unwrap();
        insta::assert_snapshot!(format!("sql_landing_{}", dialect.word()), text);
    }
}

#[test]
fn what_needs_nothing_told_is_written_without_it() {
    let laws = opened("benches/decision");
    let text =
        query(&laws, "bench.landing", "2022-06-15", Dialect::DuckDb, &["id", "levy"]).unwrap();
    insta::assert_snapshot!("sql_levy", text);
}

#[test]
fn no_figure_is_a_float_and_nothing_is_divided() {
    for (path, name, on) in [
        ("benches/decision", "bench.landing", "2022-06-15"),
        ("tests/sql/laws", "every.form", "2021-07-15"),
    ] {
        let laws = opened(path);
        for dialect in DIALECTS {
            let text = query(&laws, name, on, dialect, &[]).unwrap();
            for line in text.lines().filter(|line| !line.trim_start().starts_with("--")) {
                for word in [" / ", "DOUBLE", "FLOAT", "REAL", "ROUND("] {
                    assert!(!line.contains(word), "{}: {line}", dialect.word());
                }
                if dialect == Dialect::DataFusion {
                    // There a literal with a point is one, unless it stands in quotes.
                    let outside: String = line.split('\'').step_by(2).collect();
                    let point = outside.as_bytes().windows(3).any(|it| {
                        it[0].is_ascii_digit() && it[1] == b'.' && it[2].is_ascii_digit()
                    });
                    assert!(!point, "{line}");
                }
            }
        }
    }
}

/// Every definition and duty of the law of all forms, with why it is refused where it is.
#[test]
fn what_is_refused_says_why() {
    let laws = opened("tests/sql/laws");
    let mut refused = Vec::new();
    let defines = laws.defines.iter().map(|define| define.name.clone());
    let duties = laws.duties.iter().map(|duty| format!("{}.status", duty.name));
    for column in defines.chain(duties) {
        if let Err(found) = query(&laws, "every.form", "2021-07-15", Dialect::DuckDb, &[&column]) {
            let diagnostic = &found.diagnostics[0];
            let place = diagnostic.span.is_some();
            let why = diagnostic.label.as_deref().unwrap_or("");
            refused.push(format!("{} {column} (placed: {place}): {why}", diagnostic.code.name()));
        }
    }
    insta::assert_snapshot!("sql_refused", refused.join("\n"));
}

fn codes(text: &str, on: &str, columns: &[&str]) -> Vec<&'static str> {
    let (laws, _, found) = crate::check::checked(&[("platforms.law", PLATFORMS), ("a.law", text)]);
    assert!(!found.has_errors(), "{found:#?}");
    let laws = laws.laws;
    let name = laws.laws.iter().find(|law| law.name.starts_with("test")).unwrap().name.clone();
    match query(&laws, &name, on, Dialect::DuckDb, columns) {
        Ok(_) => Vec::new(),
        Err(found) => found.diagnostics.iter().map(|it| it.code.name()).collect(),
    }
}

#[test]
fn names_days_and_past_are_refused_with_their_codes() {
    let text = law(
        "facts { open : bool over time }\nduty keep { must open }\ndefine held = open throughout the last 3 months\n",
    );
    assert_eq!(codes(&text, "2022-01-01", &["keep.status"]), [""; 0]);
    assert_eq!(codes(&text, "2022-01-01", &["held"]), ["E0901"]);
    assert_eq!(codes(&text, "2022-01-01", &["keep.since"]), ["E0901"]);
    assert_eq!(codes(&text, "2022-01-01", &["kept"]), ["E1005"]);
    assert_eq!(codes(&text, "1999-01-01", &["keep.status"]), ["E0902"]);
}

/// A word of a law never ends a comment or a literal.
#[test]
fn a_label_stays_in_its_comment() {
    let text = law(
        "facts { open : bool  \"It's open; -- DROP\" }\nduty keep \"Don't; DROP\" { must open }\n",
    );
    let (laws, _, found) = crate::check::checked(&[("platforms.law", PLATFORMS), ("a.law", &text)]);
    assert!(!found.has_errors(), "{found:#?}");
    let name = laws.laws.laws.iter().find(|law| law.name.starts_with("test")).unwrap().name.clone();
    let query = query(&laws.laws, &name, "2022-01-01", Dialect::DuckDb, &["keep.status"]).unwrap();
    let told: Vec<&str> = query.lines().filter(|line| line.contains("DROP")).collect();
    assert!(told.iter().all(|line| line.trim_start().starts_with("-- ")), "{told:?}");
}
