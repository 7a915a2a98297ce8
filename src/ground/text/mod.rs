//! Source texts, places in them, and how large they may be.

pub mod span;
pub mod lines;
pub mod source;
pub mod limits;

pub use limits::Limits;
pub use lines::{Lines, Position};
pub use source::{Source, Sources};
pub use span::Span;
