//! Comparisons, membership of sets, and what is known.

use crate::engine::eval::moving::Moving;
use crate::engine::eval::{Evaluator, possible};
use crate::engine::verdict::{Needs, Possible};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{Comparison, Expression};

impl Evaluator<'_> {
    pub(super) fn compare(
        &mut self,
        _c: Comparison,
        _a: Id<Expression>,
        _b: Id<Expression>,
        _on: Date,
    ) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }

    pub(super) fn within(&mut self, _a: Id<Expression>, _b: Id<Expression>, _on: Date) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }

    pub(super) fn set(&mut self, _b: &[Id<Expression>], _on: Date) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }

    pub(super) fn is_known(&mut self, _a: Id<Expression>, _k: bool, _on: Date) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }
}
