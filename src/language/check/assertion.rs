//! Asserts: conditions that must hold always.

use crate::language::check::homes::Home;
use crate::language::check::scope::{Checker, Scope};
use crate::language::law::{Assertion, Judged};

impl Checker<'_> {
    /// Reads the asserts of every law that is answered for.
    pub fn assertions(&mut self) {
        for (home, written) in std::mem::take(&mut self.work.assertions) {
            let Some(law) = self.homes.get(home).and_then(Home::law) else { continue };
            if self.homes.get(home).is_some_and(|home| home.judged == Judged::Found) {
                continue;
            }
            let condition = self.condition(Scope::of_test(home), &written.condition);
            self.no_commencement(&written.clauses, "an assert");
            let basis = self.basis(&written.clauses);
            let id = self.laws.assertions.add(Assertion {
                name: written.name.text.to_string(),
                law,
                condition,
                basis,
                span: written.name.span,
            });
            self.laws.laws[law].assertions.push(id);
        }
    }
}
