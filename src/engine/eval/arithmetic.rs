//! Sums, differences, products and quotients, exact.

use crate::engine::eval::moving::Moving;
use crate::engine::eval::{Evaluator, possible};
use crate::engine::verdict::{Needs, Possible};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Date;
use crate::language::law::{Arithmetic, Expression};

impl Evaluator<'_> {
    pub(super) fn negative(&mut self, _a: Id<Expression>, _span: Span, _on: Date) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }

    pub(super) fn arithmetic(
        &mut self,
        _a: Id<Expression>,
        _rest: &[(Arithmetic, Id<Expression>)],
        _span: Span,
        _on: Date,
    ) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }

    pub(super) fn of(
        &mut self,
        _a: Id<Expression>,
        _b: Id<Expression>,
        _span: Span,
        _on: Date,
    ) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }
}
