//! `repeated_test`: two tests of one law that bear one name, so that a report cannot tell them apart.

use crate::ground::diagnostic::Found;
use crate::ground::text::Span;
use crate::tools::lint::{Rule, Subject};
use std::collections::BTreeMap;

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    for (_, law) in subject.named() {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for id in &law.tests {
            let test = &subject.laws.tests[*id];
            match seen.get(test.name.as_str()) {
                Some(first) => {
                    let message = format!("two tests are called “{}”", test.name);
                    found
                        .report(Rule::RepeatedTest.code(), test.span, message)
                        .and(*first, "the other one")
                        .help("say in the name what makes it another case");
                }
                None => {
                    seen.insert(&test.name, test.span);
                }
            }
        }
    }
}
