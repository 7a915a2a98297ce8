//! Source texts, places in them, and the scan that every text passes before anything reads it.

pub mod span;
pub mod lines;
pub mod source;
pub mod lookalike;
pub mod guard;
pub mod decode;

pub use decode::decode;
pub use guard::{Limits, guard};
pub use lines::{Lines, Position};
pub use source::{Source, Sources};
pub use span::Span;
