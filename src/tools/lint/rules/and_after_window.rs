//! `and_after_window`: an `and` or `or` to the right of a window without parentheses, which a
//! reader may take to be within it.

use crate::ground::diagnostic::Found;
use crate::ground::text::Span;
use crate::language::law::{Kind, Logic};
use crate::tools::lint::{Rule, Subject};

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    for (_, row) in subject.expressions() {
        let Kind::Logic(logic, parts) = &row.kind else { continue };
        for (part, next) in parts.iter().zip(parts.iter().skip(1)) {
            let written = &subject.laws.expressions[part.condition];
            let window = matches!(written.kind, Kind::Throughout(..) | Kind::OverPeriods { .. });
            let between =
                between(subject, written.span, subject.laws.expressions[next.condition].span);
            let word = match logic {
                Logic::And => "and",
                Logic::Or => "or",
            };
            // Entries of `any of` are apart from each other already.
            let chained = between.split_whitespace().any(|it| it == word);
            if !window || !chained || is_within_parentheses(subject, written.span) {
                continue;
            }
            let words = subject.said(written.span);
            found
                .report(
                    Rule::AndAfterWindow.code(),
                    written.span,
                    format!("the `{word}` behind this is not within the window"),
                )
                .help(
                    "put the windowed condition in parentheses, so that nobody reads it otherwise",
                )
                .fix("put it in parentheses", written.span, format!("({words})"));
        }
    }
}

fn between(subject: &Subject<'_>, one: Span, two: Span) -> String {
    let text = &subject.sources.source(one.source).text;
    text.get(one.range().end..two.range().start).unwrap_or("").to_owned()
}

fn is_within_parentheses(subject: &Subject<'_>, span: Span) -> bool {
    let text = &subject.sources.source(span.source).text;
    let before = text.get(..span.range().start).unwrap_or("").trim_end();
    let after = text.get(span.range().end..).unwrap_or("").trim_start();
    before.ends_with('(') && after.starts_with(')')
}
