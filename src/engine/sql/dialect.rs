//! What the engines call differently: names, dates, decimals, sets.

use crate::engine::sql::text::{Rank, Sql};
use crate::ground::time::Date;
use crate::ground::value::Number;

/// Whose SQL it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// DuckDB
    DuckDb,
    /// PostgreSQL
    Postgres,
    /// Apache DataFusion
    DataFusion,
    /// Apache Spark
    Spark,
}

/// The digits of the widest decimal of every dialect.
pub(super) const DIGITS: usize = 38;

impl Dialect {
    /// As it is written on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Dialect::DuckDb => "duckdb",
            Dialect::Postgres => "postgres",
            Dialect::DataFusion => "datafusion",
            Dialect::Spark => "spark",
        }
    }

    /// A name as a column.
    pub(super) fn name(self, name: &str) -> String {
        let plain =
            name.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_')
                && !name.starts_with(|first: char| first.is_ascii_digit())
                && !RESERVED.contains(&name);
        match (plain, self) {
            (true, _) => name.to_owned(),
            (false, Dialect::Spark) => format!("`{}`", name.replace('`', "``")),
            (false, Dialect::DuckDb | Dialect::Postgres | Dialect::DataFusion) => {
                format!("\"{}\"", name.replace('"', "\"\""))
            }
        }
    }

    /// A decimal of every digit of a number; `None` where there is none, or it is too long.
    pub(super) fn number(self, number: &Number) -> Option<Sql> {
        let text = number.decimal()?;
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let places = text.split_once('.').map_or(0, |(_, places)| places.len());
        if digits > DIGITS {
            return None;
        }
        // A literal with a point, or of more than 63 bits, is a float there.
        let by_text = self == Dialect::DataFusion && (places > 0 || digits > 18);
        Some(match (by_text, number.is_negative()) {
            (true, _) => Sql::atom(format!("CAST('{text}' AS {})", self.decimal(digits, places))),
            (false, true) => Sql::atom(format!("({text})")),
            (false, false) => Sql::atom(text),
        })
    }

    /// The type of decimals of so many digits, so many of them behind the point.
    pub(super) fn decimal(self, digits: usize, places: usize) -> String {
        format!("DECIMAL({digits}, {places})")
    }

    /// A day.
    pub(super) fn date(self, date: Date) -> Sql {
        Sql::atom(format!("DATE '{date}'"))
    }

    /// How many days lie from one day to another.
    pub(super) fn days(self, from: &Sql, to: &Sql) -> Sql {
        let (one, two) = (&from.text, &to.text);
        match self {
            Dialect::DuckDb | Dialect::Postgres => Sql::new(
                format!("{} - {}", to.within(Rank::Sum), from.within(Rank::Product)),
                Rank::Sum,
            ),
            Dialect::DataFusion => {
                Sql::new(format!("CAST({two} AS INT) - CAST({one} AS INT)"), Rank::Sum)
            }
            Dialect::Spark => Sql::atom(format!("datediff({two}, {one})")),
        }
    }

    /// A day so many days later.
    pub(super) fn later(self, date: &Sql, days: &Sql) -> Sql {
        let (date, by) = (date.within(Rank::Product), &days.text);
        match self {
            Dialect::DuckDb | Dialect::Postgres => match by.chars().all(|it| it.is_ascii_digit()) {
                true => Sql::new(format!("{date} + {by}"), Rank::Sum),
                false => Sql::new(format!("{date} + CAST({by} AS INTEGER)"), Rank::Sum),
            },
            Dialect::DataFusion => {
                let by = days.within(Rank::Sum);
                Sql::atom(format!("CAST(CAST(CAST({date} AS INT) + {by} AS INT) AS DATE)"))
            }
            Dialect::Spark => Sql::atom(format!("date_add({date}, CAST({by} AS INT))")),
        }
    }

    /// A day so many months later, on the last day of a month that is shorter.
    pub(super) fn months(self, date: &Sql, months: i64) -> Sql {
        let text = date.within(Rank::Product);
        match self {
            Dialect::DuckDb | Dialect::Postgres | Dialect::DataFusion => {
                Sql::atom(format!("CAST({text} + INTERVAL '{months} months' AS DATE)"))
            }
            Dialect::Spark => Sql::atom(format!("add_months({text}, {months})")),
        }
    }

    /// Whether a list of texts has one.
    pub(super) fn has(self, list: &Sql, text: &str) -> Sql {
        let list = &list.text;
        match self {
            Dialect::DuckDb => Sql::atom(format!("list_contains({list}, {text})")),
            Dialect::Postgres => Sql::new(format!("{text} = ANY ({list})"), Rank::Comparison),
            Dialect::DataFusion => Sql::atom(format!("array_has({list}, {text})")),
            Dialect::Spark => Sql::atom(format!("array_contains({list}, {text})")),
        }
    }

    /// The type of texts, and of lists of them.
    pub(super) fn texts(self) -> (&'static str, &'static str) {
        match self {
            Dialect::DuckDb => ("VARCHAR", "VARCHAR[]"),
            Dialect::Postgres => ("TEXT", "TEXT[]"),
            Dialect::DataFusion => ("VARCHAR", "VARCHAR ARRAY"),
            Dialect::Spark => ("STRING", "ARRAY<STRING>"),
        }
    }
}

/// Words that are no names in one dialect or another.
const RESERVED: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "anti",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "binary",
    "both",
    "by",
    "case",
    "cast",
    "check",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current",
    "date",
    "default",
    "deferrable",
    "delete",
    "desc",
    "distinct",
    "do",
    "drop",
    "else",
    "end",
    "escape",
    "except",
    "exclude",
    "exists",
    "extract",
    "false",
    "fetch",
    "filter",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "function",
    "global",
    "grant",
    "group",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "insert",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "local",
    "measure",
    "merge",
    "minus",
    "natural",
    "no",
    "not",
    "notnull",
    "null",
    "of",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "over",
    "overlaps",
    "partition",
    "pivot",
    "placing",
    "position",
    "primary",
    "qualify",
    "range",
    "references",
    "replace",
    "returning",
    "right",
    "row",
    "rows",
    "sample",
    "select",
    "semi",
    "session_user",
    "set",
    "show",
    "similar",
    "some",
    "start",
    "symmetric",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "true",
    "truncate",
    "unique",
    "union",
    "unknown",
    "unpivot",
    "update",
    "user",
    "using",
    "value",
    "values",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "within",
];
