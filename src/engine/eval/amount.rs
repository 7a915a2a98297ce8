//! Amounts: ranges, floors and caps, rounding, the greater and the lesser.

use crate::engine::eval::moving::Moving;
use crate::engine::eval::{Evaluator, possible};
use crate::engine::verdict::{Needs, Possible};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Date;
use crate::ground::value::Rounding;
use crate::language::law::{Expression, Extreme};

impl Evaluator<'_> {
    pub(super) fn extreme_of(
        &mut self,
        _e: Extreme,
        _rest: &[Id<Expression>],
        _span: Span,
        _on: Date,
    ) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }

    pub(super) fn range(
        &mut self,
        _a: Id<Expression>,
        _b: Id<Expression>,
        _span: Span,
        _on: Date,
    ) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }

    pub(super) fn clamp(
        &mut self,
        _a: Id<Expression>,
        _floor: bool,
        _b: Id<Expression>,
        _id: Id<Expression>,
        _on: Date,
    ) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }

    pub(super) fn rounded(
        &mut self,
        _a: Id<Expression>,
        _m: Rounding,
        _b: Id<Expression>,
        _span: Span,
        _on: Date,
    ) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }
}
