//! Problems for the tools of others: annotations of GitHub Actions, and SARIF.

use crate::ground::diagnostic::{Diagnostic, Severity};
use crate::ground::text::{Sources, Span};
use crate::language::law::Laws;
use crate::tools::report::regression;
use crate::tools::testing::regression::Compared;
use crate::tools::testing::{End, Finding, Results};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A problem as other tools take it.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// The code, `E0301`, or the kind of failure.
    pub id: String,
    /// What the code is about.
    pub title: String,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, and the edit that mends it.
    pub message: String,
    /// Where.
    pub span: Option<Span>,
}

/// Diagnostics as annotations.
pub fn of(diagnostics: &[Diagnostic]) -> Vec<Annotation> {
    let one = |it: &Diagnostic| {
        let help = it.help.as_ref().map_or(String::new(), |help| format!(": {help}"));
        Annotation {
            id: it.code.name().to_owned(),
            title: it.code.title().to_owned(),
            severity: it.code.severity(),
            message: format!("{}{help}", it.message),
            span: it.span,
        }
    };
    diagnostics.iter().map(one).collect()
}

/// What failed of tests, asserts and regressions as annotations.
pub fn failures(
    laws: &Laws,
    sources: &Sources,
    results: &Results,
    compared: &[(String, Compared)],
) -> Vec<Annotation> {
    let mut all = Vec::new();
    let mut add = |id: &str, title: &str, message: String, span: Option<Span>| {
        let (id, title) = (id.to_owned(), title.to_owned());
        all.push(Annotation { id, title, severity: Severity::Error, message, span });
    };
    for tested in &results.tests {
        let row = &laws.tests[tested.test];
        match &tested.end {
            End::Passed => {}
            End::Unusable(why) => add("test", &row.name, why.clone(), Some(row.span)),
            End::Failed(unmet) => {
                for one in unmet {
                    let expected = sources.words(one.span).split_whitespace();
                    let expected = expected.collect::<Vec<_>>().join(" ");
                    let message = format!("{}: {expected}; is {}", row.name, one.actual);
                    add("test", "a test failed", message, Some(one.span));
                }
            }
        }
    }
    for tried in &results.assertions {
        let row = &laws.assertions[tried.assertion];
        let why = match &tried.end {
            Finding::Held if tried.sheets > 0 => continue,
            Finding::Held => "no sheet to try it on".to_owned(),
            Finding::Open(missing) => format!("needs {}", missing.join(", ")),
            Finding::Refuted(example) => {
                format!("on {} it does not hold for this sheet:\n{}", example.on, example.written)
            }
        };
        add("assert", "an assert does not hold", format!("{}: {why}", row.name), Some(row.span));
    }
    for (folder, one) in compared {
        for differing in &one.differing {
            let meaning = regression::meaning(differing);
            let message =
                format!("{}\n{meaning}{folder}/{}", differing.snapshot.of, differing.path);
            add("regression", "a verdict is not as its snapshot says", message, None);
        }
        for path in one.unreferenced.iter().chain(&one.stale) {
            let message = format!("{folder}/{path}: no verdict is kept there");
            add("regression", "a snapshot of no verdict", message, None);
        }
    }
    all
}

/// A workflow command for each.
///
/// Source: GitHub, "Workflow commands for GitHub Actions": `%`, CR and LF are escaped in data, `:`
/// and `,` in properties too.
pub fn github(all: &[Annotation], sources: &Sources) -> String {
    let mut out = String::new();
    for one in all {
        let word = match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = Vec::new();
        if let Some(span) = one.span {
            let (start, end) = (sources.position(span), sources.position(behind(span)));
            let file = property(&sources.source(span.source).name);
            properties.push(format!("file={file},line={},endLine={}", start.line, end.line));
            // Columns are only taken within one line.
            if start.line == end.line {
                properties.push(format!("col={},endColumn={}", start.column, end.column));
            }
        }
        properties.push(format!("title={}", property(&format!("{} {}", one.id, one.title))));
        out.push_str(&format!("::{word} {}::{}\n", properties.join(","), data(&one.message)));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The place right behind another.
fn behind(span: Span) -> Span {
    Span { start: span.end, ..span }
}

/// A log of one run.
///
/// Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
pub fn sarif(all: &[Annotation], sources: &Sources) -> String {
    let mut rules: BTreeMap<&str, &Annotation> = BTreeMap::new();
    for one in all {
        rules.entry(&one.id).or_insert(one);
    }
    let order: Vec<&str> = rules.keys().copied().collect();
    let rule = |one: &&Annotation| {
        json!({
            "id": one.id,
            "shortDescription": { "text": one.title },
            "help": { "text": format!("solon code {}", one.id) },
            "defaultConfiguration": { "level": grave(one.severity) },
        })
    };
    let result = |one: &Annotation| {
        let mut result = json!({
            "ruleId": one.id,
            "ruleIndex": order.iter().position(|id| *id == one.id),
            "level": grave(one.severity),
            "message": { "text": one.message },
        });
        if let (Some(span), Some(object)) = (one.span, result.as_object_mut()) {
            object.insert("locations".to_owned(), json!([location(sources, span)]));
        }
        result
    };
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "solon",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().map(rule).collect::<Vec<Value>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": all.iter().map(result).collect::<Vec<Value>>(),
        }],
    });
    super::json::pretty(&log)
}

fn grave(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn location(sources: &Sources, span: Span) -> Value {
    let (start, end) = (sources.position(span), sources.position(behind(span)));
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&sources.source(span.source).name) },
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    }})
}

/// A path as a URI reference: what may not stand in one is percent-encoded (RFC 3986, 2.1).
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_workflow_command_must_not_hold_is_escaped() {
        assert_eq!(data("5 % of\r\nit: a, b"), "5 %25 of%0D%0Ait: a, b");
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }

    #[test]
    fn what_a_uri_must_not_hold_is_escaped() {
        assert_eq!(uri("policies/ru/a b.law"), "policies/ru/a%20b.law");
        assert_eq!(uri("закон.law"), "%D0%B7%D0%B0%D0%BA%D0%BE%D0%BD.law");
    }
}
