//! Floor 6, the front: files, terminal and clock.

pub mod cli;
