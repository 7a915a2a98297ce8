//! Fines that grow with time: the unit of time, the growth, the first day and the limits.

use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::ground::time::{Duration, Family};
use crate::language::check::scope::{Checker, Scope};
use crate::language::law::{Accrual, Type};
use crate::language::syntax::{self, Literal};

impl Checker<'_> {
    /// `per day doubling every 7 days running from D for at most 60 days total no more than X`, of
    /// an amount of a type.
    pub fn accrual(
        &mut self,
        scope: Scope,
        written: &syntax::Accrual,
        amount: &Type,
    ) -> Option<Accrual> {
        let per = self.stretch_of_days(scope, &written.per);
        let mut each = |literal: &Option<Literal>| match literal {
            Some(literal) => self.stretch_of_days(scope, literal).map(Some),
            None => Some(None),
        };
        let doubling_every = each(&written.doubling_every);
        let at_most = each(&written.at_most);
        let running_from = self.day(scope, &written.running_from);
        let no_more_than = written.total.as_ref().map(|most| self.cap(scope, most, amount));
        Some(Accrual {
            per: per?,
            started: written.started,
            doubling_every: doubling_every?,
            running_from,
            at_most: at_most?,
            no_more_than,
            span: written.span,
        })
    }

    /// So many days, weeks, months, quarters or years, at least one.
    fn stretch_of_days(&mut self, scope: Scope, literal: &Literal) -> Option<Duration> {
        let duration = self.duration(literal)?;
        let span = literal.span();
        match duration.family {
            Family::Days | Family::Months if duration.amount < 1 => {
                self.report(Code::E0314, span, "this is no time at all")
                    .help("write at least one: `per day`, `per 2 weeks`, `for at most 60 days`");
                return None;
            }
            Family::Days => {}
            Family::Months => self.family_moves(scope, duration.family, span),
            Family::Hours => return self.no_growth(span, "hours"),
            Family::WorkingDays => return self.no_growth(span, "working days"),
        }
        Some(duration)
    }

    fn no_growth(&mut self, span: Span, what: &str) -> Option<Duration> {
        self.report(Code::E0310, span, "a fine grows by days, weeks or months")
            .here(format!("these are {what}"))
            .help("write `per day`, `per 2 weeks`, `per started month`");
        None
    }
}
