//! A test in the making: what is given, on which day, and which file it is to be added to.

use crate::facts::schema::chain;
use crate::facts::{Entry, Instance, Known, Occurrences, Record, Sheet, write};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{Law, Laws};
use std::ops::Range;

/// A test without its expectations.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The position of the file that it is to be added to.
    pub home: usize,
    /// Its name.
    pub name: String,
    /// The day.
    pub on: Date,
    /// `sheet …` and `given …`
    pub given: Vec<String>,
}

impl Draft {
    /// The declaration, and where each of its expectations stands in it.
    pub fn written(&self, expected: &[String]) -> (String, Vec<Range<usize>>) {
        let mut text = format!("test \"{}\" {{\n", self.name);
        let (sheet, given): (Vec<&String>, Vec<&String>) =
            self.given.iter().partition(|line| line.starts_with("sheet"));
        let on = format!("on {}", self.on);
        for line in sheet.into_iter().chain([&on]).chain(given) {
            text.push_str(&format!("  {line}\n"));
        }
        let mut places = Vec::new();
        for line in expected {
            let start = text.len() + 2;
            text.push_str(&format!("  {line}\n"));
            places.push(start..start + line.len());
        }
        text.push_str("}\n");
        (text, places)
    }
}

/// What a sheet says as `given` clauses; `None` where it says what only a sheet can.
pub fn givens(
    laws: &Laws,
    law: Id<Law>,
    sheet: &Sheet,
    subject: Id<Instance>,
) -> Option<Vec<String>> {
    let entities = chain(laws, laws.laws[law].subject);
    let mut all = Vec::new();
    for entity in &entities {
        let at = sheet.reach(subject, *entity)?;
        let instance = &sheet.instances[at];
        for (fact, row) in laws.facts.rows() {
            let Some(record) = instance.record(fact) else { continue };
            let name = laws.fact_called(fact, law);
            let value = |entry: &Entry| match &entry.known {
                Known::Value(value) => Some(as_a_law(&write::value(laws, &row.type_, value))),
                Known::Unknown => Some("unknown".to_owned()),
                Known::Bounds(_) => None,
            };
            match record {
                Record::Always(entry) => all.push(format!("given {name} = {}", value(entry)?)),
                Record::History(entries) => {
                    for (from, entry) in entries {
                        all.push(format!("given {name} = {} from {from}", value(entry)?));
                    }
                }
                Record::Periods(figures) => {
                    for (period, entry) in figures {
                        all.push(format!("given {name} in {period} = {}", value(entry)?));
                    }
                }
                Record::OwnPeriods(_) => return None,
            }
        }
        for event in laws.events.ids() {
            let name = laws.event_called(event, law);
            match instance.occurrences(event) {
                None => {}
                Some(Occurrences::Unknown(_)) => all.push(format!("given {name} = unknown")),
                Some(Occurrences::Recorded(list)) => {
                    if list.iter().any(|one| one.fields.iter().any(Option::is_some)) {
                        return None;
                    }
                    let days: Vec<String> = list.iter().map(|it| it.moment().to_string()).collect();
                    if !days.is_empty() {
                        all.push(format!("given {name} = {{{}}}", days.join(", ")));
                    }
                }
            }
        }
    }
    (sheet.instances.len() <= entities.len()).then_some(all)
}

/// A set stands in brackets in a sheet and in braces in a law.
pub fn as_a_law(words: &str) -> String {
    match words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(members) => format!("{{{members}}}"),
        None => words.to_owned(),
    }
}
