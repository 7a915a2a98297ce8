//! Records that cannot be judged: which, why, and their text as it was read.

use crate::engine::columnar::sinks::json;
use crate::ground::diagnostic::{Code, Found, Severity};

/// A record that was not judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// What reports call the input.
    pub input: String,
    /// On which line of it the record begins, or which row it is, from 1.
    pub line: u64,
    /// The column of a table with what is wrong, or the place in the line, in characters from 1.
    pub at: Option<String>,
    /// The code of the reason.
    pub code: Code,
    /// The reason.
    pub reason: String,
    /// What to do about it.
    pub help: Option<String>,
    /// How many further problems it has.
    pub more: usize,
    /// The record as it was read.
    pub original: String,
}

impl Reject {
    /// The reject of a record with what was found wrong with it; `at` says where a place is.
    pub fn of(
        input: &str,
        line: u64,
        found: Found,
        original: String,
        at: impl Fn(usize) -> Option<String>,
    ) -> Self {
        let mut diagnostics = found.diagnostics;
        diagnostics.sort_by_key(|it| it.span.map_or(0, |span| span.start));
        let mut errors = diagnostics.into_iter().filter(|it| it.code.severity() == Severity::Error);
        let (code, reason, help, span) = match errors.next() {
            Some(first) => {
                let reason = match first.label {
                    Some(label) => format!("{}: {label}", first.message),
                    None => first.message,
                };
                (first.code, reason, first.help, first.span)
            }
            None => (Code::E0617, "no sheet could be read".to_owned(), None, None),
        };
        let at = span.and_then(|span| at(usize::try_from(span.start).unwrap_or(usize::MAX)));
        let more = errors.count();
        Self { input: input.to_owned(), line, at, code, reason, help, more, original }
    }

    /// One line of JSON, for the file of rejects.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"file\":");
        json::text(out, &self.input);
        out.extend_from_slice(format!(",\"line\":{},\"at\":", self.line).as_bytes());
        optional(out, self.at.as_deref());
        out.extend_from_slice(b",\"code\":");
        json::text(out, self.code.name());
        out.extend_from_slice(b",\"reason\":");
        json::text(out, &self.reason);
        out.extend_from_slice(b",\"help\":");
        optional(out, self.help.as_deref());
        out.extend_from_slice(format!(",\"more\":{},\"original\":", self.more).as_bytes());
        json::text(out, &self.original);
        out.extend_from_slice(b"}\n");
    }
}

fn optional(out: &mut Vec<u8>, text: Option<&str>) {
    match text {
        Some(text) => json::text(out, text),
        None => out.extend_from_slice(b"null"),
    }
}
