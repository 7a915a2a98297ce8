//! Floor 5, the tools: what one does with laws and verdicts.

pub mod report;
pub mod testing;
