//! Enums: closed lists of values, each once, and at least one.

use crate::ground::diagnostic::Code;
use crate::language::check::clause::label;
use crate::language::check::scope::Checker;
use crate::language::law::Variant;
use crate::language::syntax;

impl Checker<'_> {
    /// The values of an enum.
    pub fn variants(&mut self, written: &syntax::Enumeration) -> Vec<Variant> {
        if written.variants.is_empty() {
            self.report(
                Code::E0501,
                written.name.span,
                format!("enum `{}` has no values", written.name.text),
            )
            .help("name at least one between the braces");
        }
        self.distinct(written.variants.iter().map(|variant| &variant.name));
        let values = written.variants.iter().map(|variant| Variant {
            name: variant.name.text.to_string(),
            label: label(variant.label.as_ref()),
            span: variant.name.span,
        });
        values.collect()
    }
}
