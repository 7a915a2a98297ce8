//! Caps over a block: what its fines come to together at most, and for whom it counts once.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::check::scope::{Checker, Scope};
use crate::language::law::{Entity, Sanctions, Together, TogetherCap};
use crate::language::syntax::{Kind, Name, SanctionsClause};

impl<'a> Checker<'a> {
    /// `together no more than X [when C]`
    pub fn together(
        &mut self,
        scope: Scope,
        block: Id<Sanctions>,
        written: &SanctionsClause,
    ) -> Option<Together> {
        let SanctionsClause::Together { cap, condition, span } = written else { return None };
        let span = *span;
        let of = self.total_type(block, span);
        let cap = match matches!(cap.kind, Kind::HighestOfThem) {
            true => TogetherCap::HighestOfThem,
            false => TogetherCap::Amount(self.cap(scope, cap, &of)),
        };
        let when = condition.as_ref().map(|when| self.condition(scope, when));
        Some(Together { cap, when, span })
    }

    /// `per company`: an owner of the subject.
    pub fn per_owner(&mut self, home: usize, written: &'a Name, span: Span) -> Option<Id<Entity>> {
        let before = self.found.diagnostics.len();
        let owner = self.of_entity(home, Some(written))?;
        if self.found.diagnostics.len() > before {
            return None;
        }
        let subject = self.homes.get(home).and_then(|home| home.subject);
        if subject == Some(owner) {
            self.report(Code::E0506, span, format!("`{}` is the subject", written.text))
                .here("its block counts for each of them anyway")
                .help("take it away, or name an owner: `per company`");
            return None;
        }
        Some(owner)
    }
}
