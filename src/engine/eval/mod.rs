//! The reference evaluator: every value with its horizon, naive and explaining.

use crate::engine::verdict::Verdict;
use crate::facts::{Instance, Sheet};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{Law, Laws};

/// Whether reasons are gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explain {
    /// No reasons: the answer only.
    No,
    /// The whole tree of why.
    Yes,
}

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
