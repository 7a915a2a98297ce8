//! The columnar engine: a plan carried out on many rows at once, in chunks that stay in the cache.
//!
//! It answers what it can tell exactly and leaves the other rows unknown: those are the reference
//! evaluator's.

pub mod column;
pub mod kernel;
pub mod arithmetic;
pub mod choice;
pub mod run;
pub mod stated;
pub mod answer;

pub use column::Column;
pub use run::Machine;
