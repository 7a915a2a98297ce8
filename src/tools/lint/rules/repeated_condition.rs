//! `repeated_condition`: a condition that stands twice among those it is one of.

use crate::ground::diagnostic::Found;
use crate::ground::text::Span;
use crate::language::law::Kind;
use crate::tools::lint::{Rule, Subject};
use std::collections::BTreeMap;

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    for (_, row) in subject.expressions() {
        let Kind::Logic(_, parts) = &row.kind else { continue };
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for part in parts {
            let span = subject.laws.expressions[part.condition].span;
            let words = subject.said(span);
            match seen.get(&words) {
                Some(first) => {
                    let message = format!("`{words}` stands here twice");
                    found
                        .report(Rule::RepeatedCondition.code(), span, message)
                        .and(*first, "the first time")
                        .help("take one of them away, or write what was meant");
                }
                None => {
                    seen.insert(words, span);
                }
            }
        }
    }
}
