//! Files of many records: opened one after another, and results that appear whole or not at all.

pub mod inputs;
pub mod output;
pub mod groups;
pub mod log;
pub mod results;
pub mod progress;
pub mod fingerprint;
pub mod interrupt;
pub mod merge;
pub mod summary;
