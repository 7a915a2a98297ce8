//! `exception_of_same_value`: an exception that gives what holds without it.

use crate::ground::diagnostic::Found;
use crate::language::law::Kind;
use crate::tools::lint::{Rule, Subject};

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    for (_, row) in subject.expressions() {
        let Kind::Except(base, exceptions) = &row.kind else { continue };
        let base = subject.said(subject.laws.expressions[*base].span);
        for exception in exceptions {
            let value = &subject.laws.expressions[exception.value];
            if subject.said(value.span) == base {
                found
                    .report(
                        Rule::ExceptionOfSameValue.code(),
                        exception.span,
                        format!("this exception gives `{base}`, as without it"),
                    )
                    .help("give another value, or take it away");
            }
        }
    }
}
