//! The verdict: every duty and sanction of a law for one entity on one day.

use crate::engine::eval::Explain;
use crate::engine::verdict::Verdict;
use crate::facts::{Instance, Sheet};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{Law, Laws};

/// Judges one entity of a sheet under one law on a day.
pub fn judge(
    _laws: &Laws,
    _law: Id<Law>,
    _sheet: &Sheet,
    _entity: Id<Instance>,
    _on: Date,
    _explain: Explain,
) -> Option<Verdict> {
    None
}
