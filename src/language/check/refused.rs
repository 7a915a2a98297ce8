//! What the language has and the evaluator has not yet: refused by name, never ignored.

use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::language::check::scope::{Checker, Named};
use crate::language::syntax::Name;

impl<'a> Checker<'a> {
    /// Refuses a construct where it stands.
    pub fn refuse(&mut self, code: Code, span: Span, what: &str) {
        self.report(code, span, format!("{what} is not evaluated yet"))
            .help("it can be written and formatted, but a law with it cannot be judged");
    }

    /// Refuses a whole declaration; its name stays known, so that its uses make no noise.
    pub fn refuse_declaration(
        &mut self,
        home: usize,
        code: Code,
        word: &'static str,
        name: &'a Name,
    ) {
        self.name(home, name, Named::Refused(word));
        self.report(code, name.span, format!("{word} `{}` is not evaluated yet", name.text))
            .help("it can be written and formatted, but a law with it cannot be judged");
    }
}
