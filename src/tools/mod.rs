//! Floor 5, the tools: what one does with laws and verdicts.

pub mod testing;
pub mod compare;
pub mod flip;
pub mod report;
