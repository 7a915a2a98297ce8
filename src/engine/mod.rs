//! Floor 4, the engines: ways to carry out the same law, the explaining evaluator first.

pub mod verdict;
pub mod eval;
pub mod timeline;
pub mod plan;
pub mod columnar;
pub mod sql;
