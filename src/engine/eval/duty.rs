//! Duties: their status on a day, and the history of their breaches.

use crate::engine::eval::{Evaluated, Evaluator, possible};
use crate::engine::verdict::{Needs, Possible};
use crate::ground::time::Date;
use crate::language::law::test::{Judgeable, StatusWord};

impl Evaluator<'_> {
    /// `duty is breached`, `step is imposed`
    pub(super) fn is_status(&mut self, _of: Judgeable, _word: StatusWord, _on: Date) -> Evaluated {
        let outcome = possible::undetermined(Needs::default(), Possible::Anything);
        Evaluated { outcome, horizon: None, reason: None }
    }
}
