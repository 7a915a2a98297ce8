//! The edits that mend what was found, made in the texts.

use crate::ground::diagnostic::Diagnostic;
use crate::ground::table::Id;
use crate::ground::text::{Source, Sources, Span};
use std::collections::BTreeMap;

/// Texts with their edits made, and how many problems these mend.
#[derive(Clone, Debug, Default)]
pub struct Fixed {
    /// The new texts.
    pub texts: BTreeMap<Id<Source>, String>,
    /// How many problems were mended.
    pub mended: usize,
}

/// Makes every edit that does not touch one made before it; the others wait for another round.
pub fn fixed(sources: &Sources, found: &[Diagnostic]) -> Fixed {
    let mut taken: Vec<(Span, &str)> = Vec::new();
    let mut mended = 0;
    for fix in found.iter().filter_map(|it| it.fix.as_ref()) {
        let free = |(span, _): &(Span, String)| {
            taken.iter().all(|(other, _)| {
                other.source != span.source || other.end < span.start || span.end < other.start
            })
        };
        if fix.edits.iter().all(free) {
            taken.extend(fix.edits.iter().map(|(span, words)| (*span, words.as_str())));
            mended += 1;
        }
    }
    taken.sort_by_key(|(span, _)| (span.source, span.start));
    let mut texts: BTreeMap<Id<Source>, String> = BTreeMap::new();
    for (span, words) in taken.into_iter().rev() {
        let text = texts
            .entry(span.source)
            .or_insert_with(|| sources.source(span.source).text.to_string());
        let mut range = span.range();
        // What is taken away leaves no blank behind it.
        if words.is_empty() {
            let before = text.get(..range.start).unwrap_or("");
            range.start = before.trim_end_matches([' ', '\t']).len();
        }
        text.replace_range(range, words);
    }
    Fixed { texts, mended }
}
