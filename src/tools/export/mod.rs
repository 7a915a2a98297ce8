//! Laws for other programs: what a fact sheet may say, and what a verdict can, as JSON Schema.

pub mod pattern;
pub mod figure;
pub mod sheet;
pub mod verdict;
pub mod columns;
