//! Files of many records: opened one after another, and results that appear whole or not at all.

pub mod inputs;
pub mod output;
pub mod progress;
pub mod summary;
