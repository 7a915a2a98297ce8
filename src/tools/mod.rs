//! Floor 5, the tools: what one does with laws and verdicts.

pub mod names;
pub mod compare;
pub mod testing;
pub mod flip;
pub mod report;
pub mod lint;
pub mod export;
pub mod start;
pub mod doc;
