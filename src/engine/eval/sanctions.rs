//! Sanctions: episodes, the states of steps, and their amounts.

use crate::engine::eval::{Evaluated, Evaluator, possible};
use crate::engine::verdict::{Needs, Possible};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{Sanctions, Step};

impl Evaluator<'_> {
    /// `STEP.amount`
    pub(super) fn step_amount(&mut self, _step: Id<Step>, _on: Date) -> Evaluated {
        nothing()
    }

    /// `BLOCK.total`
    pub(super) fn block_total(&mut self, _block: Id<Sanctions>, _on: Date) -> Evaluated {
        nothing()
    }

    /// `BLOCK.payable`
    pub(super) fn block_payable(&mut self, _block: Id<Sanctions>, _on: Date) -> Evaluated {
        nothing()
    }

    /// `breach`: the start of the block's open episode
    pub(super) fn breach(&mut self, _block: Id<Sanctions>, _on: Date) -> Evaluated {
        nothing()
    }
}

fn nothing() -> Evaluated {
    let outcome = possible::undetermined(Needs::default(), Possible::Anything);
    Evaluated { outcome, horizon: None, reason: None }
}
