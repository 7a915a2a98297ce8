//! The columns under which the facts of laws stand in a table, as CSV.

use crate::facts::flat::{Column, Flat};
use crate::facts::schema::{Schema, Slot};
use crate::facts::value::in_words;
use crate::ground::time::Cycle;
use crate::language::law::{Laws, Temporal, Type};

/// One line for each column: its shortest name, the name that always means it, what it holds, and
/// what the law calls it.
pub fn columns(laws: &Laws) -> String {
    let schema = Schema::of(laws);
    let flat = Flat::of(laws, &schema);
    let mut out = "column,full name,holds,label\n".to_owned();
    for root in flat.roots() {
        for column in flat.columns(root) {
            let (period, holds, label) = told(laws, column);
            let names = [&column.name, &column.full].map(|name| format!("{name}{period}"));
            let [name, full] = names;
            let cells = [name, full, holds, label].map(|cell| quoted(&cell));
            out.push_str(&cells.join(","));
            out.push('\n');
        }
    }
    out
}

/// What stands behind the name of a column of figures of periods, what it holds, and its label.
fn told(laws: &Laws, column: &Column) -> (&'static str, String, String) {
    match column.slot {
        Slot::Fact(fact) => {
            let row = &laws.facts[fact];
            let (period, each) = match row.temporal {
                Temporal::Per(Cycle::Year) => (".2021", ", one column for each year"),
                Temporal::Per(Cycle::HalfYear) => (".2021-H1", ", one column for each half-year"),
                Temporal::Per(Cycle::Quarter) => (".2021-Q1", ", one column for each quarter"),
                Temporal::Per(Cycle::Month) => (".2021-01", ", one column for each month"),
                Temporal::Plain | Temporal::OverTime => ("", ""),
            };
            let none = if matches!(row.type_, Type::Optional(_)) { ", or none" } else { "" };
            let words = in_words(laws, &row.type_);
            let holds = match variants(laws, &row.type_) {
                Some(names) => format!("{words}: {names}"),
                None => words,
            };
            (period, format!("{holds}{none}{each}"), row.label.clone().unwrap_or_default())
        }
        Slot::Event(event) => {
            let row = &laws.events[event];
            let holds = "dates as YYYY-MM-DD, or none".to_owned();
            ("", holds, row.label.clone().unwrap_or_default())
        }
        // These are no columns.
        Slot::Block(_) | Slot::List(_) => ("", String::new(), String::new()),
    }
}

/// The values of an enum, or of a set of them.
fn variants(laws: &Laws, type_: &Type) -> Option<String> {
    match type_ {
        Type::Enum(of) => {
            let names = laws.enumerations[*of].variants.iter().map(|one| one.name.as_str());
            Some(names.collect::<Vec<_>>().join(", "))
        }
        Type::Set(inner) | Type::Optional(inner) => variants(laws, inner),
        Type::Bool
        | Type::Number(_)
        | Type::Money(_)
        | Type::NumberRange(_)
        | Type::MoneyRange(_)
        | Type::Date
        | Type::DateTime
        | Type::Duration(_)
        | Type::Country
        | Type::Text
        | Type::List(_)
        | Type::Unknown => None,
    }
}

fn quoted(cell: &str) -> String {
    match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}
