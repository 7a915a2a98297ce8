//! What was found out about statuses, duties and steps, so that nothing is followed twice.

use crate::engine::eval::course::Followed;
use crate::engine::eval::duty::History;
use crate::engine::eval::episode::Found;
use crate::engine::eval::presumption::Relied;
use crate::engine::eval::status::Latched;
use crate::engine::eval::step::Stand;
use crate::ground::time::Date;
use crate::language::law::Laws;

/// The past of one entity under one law, as far as it was asked about.
#[derive(Debug)]
pub(super) struct Past {
    /// Courses of conditions.
    pub courses: Vec<Followed>,
    /// Stretches of statuses, by status.
    pub statuses: Vec<Option<Latched>>,
    /// Histories of duties, by duty.
    pub duties: Vec<Option<History>>,
    /// Episodes of blocks.
    pub episodes: Vec<Found>,
    /// Where steps stood on some days, by step.
    pub stands: Vec<Vec<(Date, Stand)>>,
    /// What they rely on.
    pub relied: Relied,
}

impl Past {
    /// Nothing asked yet.
    pub fn new(laws: &Laws) -> Self {
        Self {
            courses: Vec::new(),
            statuses: vec![None; laws.statuses.len()],
            duties: vec![None; laws.duties.len()],
            episodes: Vec::new(),
            stands: vec![Vec::new(); laws.steps.len()],
            relied: Relied::new(),
        }
    }
}
