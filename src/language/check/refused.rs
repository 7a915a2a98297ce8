//! What the language has and the evaluator has not yet: refused by name, never ignored.

use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::language::check::scope::Checker;

impl Checker<'_> {
    /// Refuses a construct where it stands.
    pub fn refuse(&mut self, code: Code, span: Span, what: &str) {
        self.report(code, span, format!("{what} is not evaluated yet"))
            .help("it can be written and formatted, but a law with it cannot be judged");
    }
}
