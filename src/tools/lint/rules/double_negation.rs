//! `double_negation`: a negation of a negation, which says the same without both.

use crate::ground::diagnostic::Found;
use crate::language::law::Kind;
use crate::tools::lint::{Rule, Subject};

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    for (_, row) in subject.expressions() {
        let Kind::Not(inner) = row.kind else { continue };
        let Kind::Not(innermost) = subject.laws.expressions[inner].kind else { continue };
        let words = subject.said(row.span);
        // What is put in by the checker for `unless` is not written.
        if !words.starts_with("not") {
            continue;
        }
        let says = subject.sources.words(subject.laws.expressions[innermost].span).to_owned();
        found
            .report(Rule::DoubleNegation.code(), row.span, format!("`{words}` negates twice"))
            .help("say it without `not`")
            .fix("take both away", row.span, format!("({says})"));
    }
}
