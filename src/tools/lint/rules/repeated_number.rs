//! `repeated_number`: one figure written in several conditions, where a parameter would name it.

use super::said::{Figure, figures};
use crate::ground::diagnostic::Found;
use crate::tools::lint::{Rule, Subject};
use std::collections::BTreeMap;

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    let all = figures(subject);
    // Of each figure where it stands first, and whether that was told.
    let mut firsts: BTreeMap<_, Vec<(&Figure, bool)>> = BTreeMap::new();
    for figure in &all {
        let alike = firsts.entry((figure.span.source, &figure.number)).or_default();
        match alike.iter_mut().find(|(first, _)| first.type_ == figure.type_) {
            None => alike.push((figure, false)),
            Some((_, true)) => {}
            // The first of them is told, with the next.
            Some((first, told)) => {
                *told = true;
                let words = subject.said(first.span);
                found
                    .report(
                        Rule::RepeatedNumber.code(),
                        first.span,
                        format!("`{words}` stands here"),
                    )
                    .and(figure.span, "and here again")
                    .help("name it once as a `parameter`, with its citation and its first day");
            }
        }
    }
}
