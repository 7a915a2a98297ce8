//! What is wrong, where, why, and the edit that mends it.

pub mod code;
pub mod suggest;

pub use code::{Code, Severity};
pub use suggest::{MANY, closest};

use crate::ground::text::Span;

/// One problem, said once, with every place it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, which also carries the severity.
    pub code: Code,
    /// What is wrong: lower case, no full stop, under 60 characters.
    pub message: String,
    /// Where; `None` for a problem of no text (a missing file, an empty folder).
    pub span: Option<Span>,
    /// What to say at that place, when the message alone does not.
    pub label: Option<String>,
    /// The other places that clash with it.
    pub labels: Vec<Label>,
    /// The edit that mends it, in words.
    pub help: Option<String>,
    /// The same edit for a machine, where it is certain.
    pub fix: Option<Fix>,
}

/// A second place and what it has to do with the problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What to say there.
    pub text: String,
}

/// An edit: replace the words at each place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the edit does, as a command: "change it to `daily_users`".
    pub title: String,
    /// The places and their new words.
    pub edits: Vec<(Span, String)>,
}

/// What a pass found: passes do not fail, they report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The problems in the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
}

impl Found {
    /// Nothing found yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports `message` at `span` under `code`; the builder methods add the rest.
    pub fn report(
        &mut self,
        code: Code,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let index = self.diagnostics.len();
        self.diagnostics.push(Diagnostic::new(code, span, message));
        #[expect(clippy::indexing_slicing, reason = "the row was pushed one line above")]
        &mut self.diagnostics[index]
    }

    /// Whether anything found is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|found| found.code.severity() == Severity::Error)
    }

    /// Takes over all that another pass found.
    pub fn append(&mut self, other: Found) {
        self.diagnostics.extend(other.diagnostics);
    }
}

impl Diagnostic {
    /// A diagnostic with a message and a place, and nothing else yet.
    pub fn new(code: Code, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            span: span.into(),
            label: None,
            labels: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Says something at the place itself.
    pub fn here(&mut self, text: impl Into<String>) -> &mut Self {
        self.label = Some(text.into());
        self
    }

    /// Names another place that clashes with it.
    pub fn and(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Names the edit that mends it.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help = Some(text.into());
        self
    }

    /// Adds the same edit for a machine.
    pub fn fix(
        &mut self,
        title: impl Into<String>,
        span: Span,
        words: impl Into<String>,
    ) -> &mut Self {
        let edit = (span, words.into());
        match &mut self.fix {
            Some(fix) => fix.edits.push(edit),
            None => self.fix = Some(Fix { title: title.into(), edits: vec![edit] }),
        }
        self
    }
}
