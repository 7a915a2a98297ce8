//! `number_of_parameter`: a figure written out though a parameter of the same type names it.

use super::said::figures;
use crate::ground::diagnostic::Found;
use crate::ground::value::Value;
use crate::tools::lint::{Rule, Subject};

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    for figure in figures(subject) {
        let names = subject.laws.parameters.iter().find(|row| {
            let versions = row.versions.versions();
            let near = row.law.is_none() || row.span.source == figure.span.source;
            near && row.type_ == figure.type_
                && versions.iter().any(|it| it.value.value == Value::Number(figure.number.clone()))
        });
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
