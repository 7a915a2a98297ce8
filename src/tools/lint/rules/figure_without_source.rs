//! `figure_without_source`: a number or an amount in a sheet that does not say where it comes from.

use crate::facts::{Entry, Known, Record};
use crate::ground::diagnostic::Found;
use crate::language::law::Type;
use crate::tools::lint::{Rule, Subject};

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    let laws = subject.laws;
    for sheet in subject.sheets {
        for instance in sheet.instances.iter() {
            for (fact, row) in laws.facts.rows() {
                let figure = matches!(row.type_, Type::Number(_) | Type::Money(_));
                let Some(record) = instance.record(fact).filter(|_| figure) else { continue };
                let entries: Vec<&Entry> = match record {
                    Record::Always(entry) => vec![entry],
                    Record::History(entries) => entries.iter().map(|(_, entry)| entry).collect(),
                    Record::Periods(figures) => figures.iter().map(|(_, entry)| entry).collect(),
                    Record::OwnPeriods(_) => Vec::new(),
                };
                for entry in entries {
                    let known = match entry.known {
                        Known::Value(_) | Known::Bounds(_) => true,
                        Known::Unknown => false,
                    };
                    let Some(span) = entry.span.filter(|_| known && entry.provenance.is_none())
                    else {
                        continue;
                    };
                    let message = format!("`{}` has no source", row.name);
                    found
                        .report(Rule::FigureWithoutSource.code(), span, message)
                        .help("say where the figure comes from: `{ value: …, source: \"…\" }`");
                }
            }
        }
    }
}
