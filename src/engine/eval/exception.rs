//! Choices: if, otherwise, and exceptions that displace a base.

use crate::engine::eval::moving::Moving;
use crate::engine::eval::{Evaluator, possible};
use crate::engine::verdict::{Needs, Possible};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Date;
use crate::language::law::{Exception, Expression};

impl Evaluator<'_> {
    pub(super) fn choice(
        &mut self,
        _a: Id<Expression>,
        _b: Id<Expression>,
        _c: Id<Expression>,
        _on: Date,
    ) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }

    pub(super) fn otherwise(
        &mut self,
        _a: Id<Expression>,
        _b: Id<Expression>,
        _on: Date,
    ) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }

    pub(super) fn except(
        &mut self,
        _a: Id<Expression>,
        _rest: &[Exception],
        _span: Span,
        _on: Date,
    ) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }
}
