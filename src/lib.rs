//! Solon: from a law as text, a fact sheet and a date to a verdict one can defend.
//!
//! Six floors, each using only what stands above it in this list.

#[macro_use]
pub mod ground;
pub mod language;
pub mod facts;
pub mod engine;
pub mod tools;
pub mod front;
