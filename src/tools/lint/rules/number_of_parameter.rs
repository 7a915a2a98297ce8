//! `number_of_parameter`: a figure written out though a parameter of the same type names it.

use super::said::figures;
use crate::ground::diagnostic::Found;
use crate::ground::value::{Number, Value};
use crate::language::law::Parameter;
use crate::tools::lint::{Rule, Subject};
use std::collections::BTreeMap;

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    let mut naming: BTreeMap<&Number, Vec<&Parameter>> = BTreeMap::new();
    for row in subject.laws.parameters.iter() {
        for version in row.versions.versions() {
            if let Value::Number(number) = &version.value.value {
                naming.entry(number).or_default().push(row);
            }
        }
    }
    for figure in figures(subject) {
        let near = |row: &&&Parameter| {
            let near = row.law.is_none() || row.span.source == figure.span.source;
            near && row.type_ == figure.type_
        };
        let names = naming.get(&figure.number).and_then(|rows| rows.iter().find(near));
        let Some(row) = names else { continue };
        let words = subject.said(figure.span);
        let name = &row.name;
        found
            .report(
                Rule::NumberOfParameter.code(),
                figure.span,
                format!("`{words}` is what parameter `{name}` names"),
            )
            .and(row.span, "the parameter")
            .help(format!("write `{name}`, or `allow` it where the two are alike by chance"));
    }
}
