//! Presumptions: a value where another is not known, which must be one that may be so.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::check::mismatch::Typed;
use crate::language::check::scope::{Checker, Scope};
use crate::language::law::{self, Kind, Turn, Type};
use crate::language::syntax::Expression;
use std::collections::BTreeSet;

impl Checker<'_> {
    /// `x presumed y`: y where x is unknown
    pub fn presumed(
        &mut self,
        scope: Scope,
        one: &Expression,
        two: &Expression,
        hint: &Type,
        span: Span,
    ) -> Typed {
        let value = self.expression(scope, one, hint);
        let type_ = self.type_of(value);
        let bare = super::expression::bare_of_optional(type_.clone());
        let other = self.expression(scope, two, &bare);
        self.fit(other, &type_, Some(self.span_of(value)));
        if !self.may_be_unknown(value.id) {
            let place = self.span_of(value);
            self.report(Code::E0315, place, "this is never unknown")
                .here("no fact and no event stands in it")
                .help("take `presumed …` away, or put it behind the fact that may be unknown");
        }
        self.add(Kind::Presumed(value.id, other.id), type_, span)
    }

    /// Whether what a sheet leaves open can leave this open: a fact, an event, or what depends on
    /// them.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only what is surely known differs")]
    fn may_be_unknown(&self, value: Id<law::Expression>) -> bool {
        let mut seen: BTreeSet<Id<law::Expression>> = BTreeSet::new();
        let mut waiting = vec![value];
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            let Some(expression) = self.laws.expressions.find(id) else { return true };
            match &expression.kind {
                Kind::Literal(_) | Kind::Parameter(_) | Kind::Today | Kind::DayOf(..) => {}
                Kind::Define(define) => {
                    let versions = self.laws.defines[*define].versions.versions();
                    waiting.extend(versions.iter().map(|version| version.value.value));
                }
                Kind::Status(status) => {
                    let status = &self.laws.statuses[*status];
                    for turn in status.begins.iter().chain(&status.ends) {
                        match turn {
                            Turn::On(_) => return true,
                            Turn::When(part) | Turn::At(part) => waiting.push(*part),
                        }
                    }
                }
                Kind::Seen { .. }
                | Kind::Not(_)
                | Kind::Logic(..)
                | Kind::AtLeast(..)
                | Kind::Negative(_)
                | Kind::Arithmetic(..)
                | Kind::Of(..)
                | Kind::Compare(..)
                | Kind::In(..)
                | Kind::Set(_)
                | Kind::If(..)
                | Kind::Except(..)
                | Kind::Otherwise(..)
                | Kind::Presumed(..)
                | Kind::ExtremeOf(..)
                | Kind::Range(..)
                | Kind::Clamp { .. }
                | Kind::Rounded(..)
                | Kind::DaysFrom(..)
                | Kind::At(..)
                | Kind::StartOf(_)
                | Kind::Throughout(..)
                | Kind::Scale(..)
                | Kind::Table(..) => waiting.extend(expression.kind.children()),
                _other => return true,
            }
        }
        false
    }
}
