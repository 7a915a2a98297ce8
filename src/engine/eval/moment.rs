//! Dates: today, durations before and after, days of periods, and another day's value.

use crate::engine::eval::moving::{Drift, Moving};
use crate::engine::eval::{Evaluator, possible};
use crate::engine::verdict::{Needs, Outcome, Possible};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Date;
use crate::ground::value::Value;
use crate::language::law::{Expression, PeriodName};

impl Evaluator<'_> {
    /// `today`
    pub(super) fn today(&mut self, on: Date) -> Moving {
        Moving { outcome: Outcome::Known(Value::Date(on)), horizon: None, drift: Drift::by(1) }
    }

    pub(super) fn moved(
        &mut self,
        _a: Id<Expression>,
        _after: bool,
        _b: Id<Expression>,
        _span: Span,
        _on: Date,
    ) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }

    pub(super) fn days_from(
        &mut self,
        _a: Id<Expression>,
        _b: Id<Expression>,
        _span: Span,
        _on: Date,
    ) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }

    pub(super) fn day_of(&mut self, _f: bool, _p: PeriodName, _span: Span, _on: Date) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }

    pub(super) fn at(&mut self, _a: Id<Expression>, _b: Id<Expression>, _on: Date) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }
}
