//! `past_verified`: a parameter or scale used past the day through which its author has verified it.

use crate::ground::diagnostic::Found;
use crate::ground::time::Date;
use crate::language::law::{Judged, Test};
use crate::tools::lint::{Rule, Subject};
use crate::tools::testing::coverage::stands::Reached;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::mem::take;

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    let laws = subject.laws;
    // The last day on which a test uses each.
    let mut last: BTreeMap<String, (Date, String)> = BTreeMap::new();
    let mut use_on = |name: &str, day: Date, by: String| {
        let entry = last.entry(name.to_owned()).or_insert((day, by.clone()));
        if day > entry.0 {
            *entry = (day, by);
        }
    };
    let tests = laws.tests.iter().filter(|test| laws.laws[test.law].judged == Judged::Named);
    let mut tests: Vec<&Test> = tests.collect();
    // What a later test has reached need not be looked at for an earlier one.
    tests.sort_by_key(|test| Reverse(test.on));
    let mut reached = Reached::default();
    for test in tests {
        reached.add_test(laws, test);
        let (parameters, scales) = (take(&mut reached.parameters), take(&mut reached.scales));
        let parameters = parameters.iter().map(|id| &laws.parameters[*id].name);
        let scales = scales.iter().map(|id| &laws.scales[*id].name);
        for name in parameters.chain(scales) {
            use_on(name, test.on, format!("test “{}” uses it on {}", test.name, test.on));
        }
    }
    let parameters = laws.parameters.iter().map(|row| (&row.name, row.verified_through, row.span));
    let scales = laws.scales.iter().map(|row| (&row.name, row.verified_through, row.span));
    for (name, verified, span) in parameters.chain(scales) {
        let Some(verified) = verified else { continue };
        if !subject.named_files().any(|file| file.source == span.source) {
            continue;
        }
        let asked = subject.on.map(|on| (on, format!("it is asked for on {on}")));
        let used = last.get(name).cloned().into_iter().chain(asked);
        if let Some((_, by)) = used.max_by_key(|(day, _)| *day).filter(|(day, _)| *day > verified) {
            let message = format!("`{name}` is verified through {verified} only");
            let told = found.report(Rule::PastVerified.code(), span, message);
            told.here(by).help("look whether the law still says so, and move `verified through`");
        }
    }
}
