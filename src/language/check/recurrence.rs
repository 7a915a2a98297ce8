//! Duties that arise more than once: with each occurrence of an event, or in each period.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Family;
use crate::language::check::mismatch::Typed;
use crate::language::check::scope::{Checker, Scope};
use crate::language::law::{Binding, Kind, Recurrence, Type};
use crate::language::syntax::{self, Every, Expression};

impl Checker<'_> {
    /// How often a duty arises: in each period, or with each occurrence that a name is bound to.
    pub fn recurrence(
        &mut self,
        scope: Scope,
        every: Option<(&Every, Span)>,
        on_each: Option<(Id<Binding>, Span)>,
    ) -> Option<Recurrence> {
        let Some((every, span)) = every else {
            return on_each.map(|(binding, _)| Recurrence::OnEach(binding));
        };
        if let Some((_, event)) = on_each {
            self.report(Code::E0506, span, "a duty is either `on each` or `every`")
                .and(event, "it arises with each occurrence")
                .help("take one of the two away, or write two duties");
        }
        match every {
            Every::Calendar(cycle) => Some(Recurrence::Calendar(*cycle)),
            Every::Duration(literal) => {
                let length = self.duration(literal)?;
                let said = self.sources.words(literal.span()).to_string();
                match length.family {
                    Family::Days | Family::Months if length.amount > 0 => {}
                    Family::Days | Family::Months => {
                        self.report(Code::E0506, span, "a period lasts one day at least")
                            .help("write how long it is: `every 6 months`");
                        return None;
                    }
                    Family::Hours | Family::WorkingDays => {
                        self.report(Code::E0506, span, format!("`{said}` are no period"))
                            .help("a period is of days, weeks, months or years: `every 6 months`");
                        return None;
                    }
                }
                self.family_moves(scope, length.family, span);
                Some(Recurrence::Every(length))
            }
        }
    }

    /// A state is kept on every day; only an act is owed again in each period.
    pub fn every_is_of_acts(&mut self, every: Span, must: &syntax::Must) {
        self.report(Code::E0506, every, "a state is not kept anew in each period")
            .and(must.span, "this is a state, kept from the first day on")
            .help("take `every …` away, or name the event that must happen in each period");
    }

    /// `D after the period`, where it is one.
    pub fn after_the_period(
        &mut self,
        scope: Scope,
        by: &Expression,
        after: bool,
        date: &Expression,
        span: Span,
    ) -> Option<Typed> {
        let syntax::Kind::ThePeriod = date.kind else { return None };
        if !after || !self.in_period {
            return None;
        }
        let by = self.expression(scope, by, &Type::Unknown);
        self.moves(scope, by, span);
        Some(self.add(Kind::AfterThePeriod(by.id), Type::Date, span))
    }

    /// `the period` where it means nothing.
    pub fn the_period(&mut self, span: Span) -> Typed {
        if self.in_period {
            self.report(Code::E0506, span, "`the period` stands only behind `after`")
                .help("count from its end: `due 1 month after the period`");
        } else {
            self.report(Code::E0506, span, "there is no period here")
                .help("`the period` stands in `due`, in a duty with `every …`");
        }
        self.unknown(span)
    }
}
