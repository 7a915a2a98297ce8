//! `repeated_number`: one figure written in several conditions, where a parameter would name it.

use super::said::{Figure, figures};
use crate::ground::diagnostic::Found;
use crate::tools::lint::{Rule, Subject};

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    let all = figures(subject);
    let same = |one: &Figure, two: &Figure| {
        one.span.source == two.span.source && one.number == two.number && one.type_ == two.type_
    };
    for (at, figure) in all.iter().enumerate() {
        // The first of them is told, with the next.
        if all.iter().take(at).any(|before| same(before, figure)) {
            continue;
        }
        let Some(next) = all.iter().skip(at + 1).find(|later| same(figure, later)) else {
            continue;
        };
        let words = subject.said(figure.span);
        found
            .report(Rule::RepeatedNumber.code(), figure.span, format!("`{words}` stands here"))
            .and(next.span, "and here again")
            .help("name it once as a `parameter`, with its citation and its first day");
    }
}
