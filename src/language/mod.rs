//! Floor 2, the language: from text to typed law.

pub mod syntax;
pub mod format;
pub mod law;
pub mod check;
