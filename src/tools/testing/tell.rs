//! The results of tests as text: each failure with its place, what was expected and what is.

use crate::ground::text::{Sources, Span};
use crate::language::law::Laws;
use crate::tools::testing::{Counterexample, End, Finding, Results, Tested, Tried};

/// The whole report; the tests that passed are listed where `all` is set.
pub fn text(laws: &Laws, sources: &Sources, results: &Results, all: bool) -> String {
    let mut text = String::new();
    for tested in &results.tests {
        test(laws, sources, tested, all, &mut text);
    }
    for tried in &results.assertions {
        assertion(laws, sources, tried, all, &mut text);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(&summary(results));
    text
}

/// One line: how many passed, how many did not.
pub fn summary(results: &Results) -> String {
    if results.is_empty() {
        return "no tests and no asserts: nothing was tested\n".to_owned();
    }
    let failed = results.tests.iter().filter(|test| test.end != End::Passed).count();
    let passed = results.tests.len() - failed;
    let held = results.failures() - failed;
    let held = results.assertions.len() - held;
    let not_held = results.assertions.len() - held;
    let mut parts = vec![format!("{passed} {} passed", plural(passed, "test"))];
    if failed > 0 {
        parts.push(format!("{failed} failed"));
    }
    if !results.assertions.is_empty() {
        parts.push(format!("{held} {} held", plural(held, "assert")));
    }
    if not_held > 0 {
        parts.push(format!("{not_held} did not"));
    }
    format!("{}\n", parts.join(", "))
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

fn test(laws: &Laws, sources: &Sources, tested: &Tested, all: bool, text: &mut String) {
    let row = &laws.tests[tested.test];
    let law = &laws.laws[row.law].name;
    match &tested.end {
        End::Passed => {
            if all {
                text.push_str(&format!("passed   {law}  {}\n", row.name));
            }
        }
        End::Unusable(why) => {
            let span = row.sheet.as_ref().map_or(row.span, |(_, _, span)| *span);
            text.push_str(&format!("FAILED   {law}  {}\n", row.name));
            text.push_str(&format!("         {}  {why}\n", place(sources, span)));
        }
        End::Failed(unmet) => {
            text.push_str(&format!("FAILED   {law}  {}   on {}\n", row.name, row.on));
            for one in unmet {
                text.push_str(&format!("         {}\n", place(sources, one.span)));
                text.push_str(&format!("           expected  {}\n", words(sources, one.span)));
                text.push_str(&format!("           is        {}\n", one.actual));
                for line in &one.because {
                    text.push_str(&format!("           because   {line}\n"));
                }
            }
        }
    }
}

fn assertion(laws: &Laws, sources: &Sources, tried: &Tried, all: bool, text: &mut String) {
    let row = &laws.assertions[tried.assertion];
    let law = &laws.laws[row.law].name;
    let sheets = format!("{} boundary {}", tried.sheets, plural(tried.sheets, "sheet"));
    match &tried.end {
        Finding::Held if tried.sheets == 0 => {
            text.push_str(&format!("FAILED   {law}  {}   no sheet to try it on\n", row.name));
        }
        Finding::Held => {
            if all {
                text.push_str(&format!("held     {law}  {}   on {sheets}\n", row.name));
            }
        }
        Finding::Open(missing) => {
            text.push_str(&format!("OPEN     {law}  {}   on {sheets}\n", row.name));
            text.push_str(&format!("         {}\n", place(sources, row.span)));
            text.push_str(&format!("           needs     {}\n", missing.join(", ")));
        }
        Finding::Refuted(counterexample) => {
            text.push_str(&format!("REFUTED  {law}  {}\n", row.name));
            text.push_str(&format!("         {}\n", place(sources, row.span)));
            example(counterexample, text);
        }
    }
}

fn example(found: &Counterexample, text: &mut String) {
    let why = match &found.failure {
        Some(failure) => failure.as_str(),
        None => "it does not hold",
    };
    text.push_str(&format!("           on {} {why} for this sheet:\n", found.on));
    let sheet = if found.written.is_empty() { "{}\n" } else { found.written.as_str() };
    for line in sheet.lines() {
        text.push_str(&format!("             {line}\n"));
    }
}

/// `file:line:column`
fn place(sources: &Sources, span: Span) -> String {
    let at = sources.position(span);
    format!("{}:{}:{}", sources.source(span.source).name, at.line, at.column)
}

/// What is written at a place, in one line.
fn words(sources: &Sources, span: Span) -> String {
    let words = sources.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
    words.strip_prefix("expect ").unwrap_or(&words).to_owned()
}
