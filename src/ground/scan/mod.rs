//! The scan that every text passes before anything reads it.

pub mod lookalike;
pub mod guard;
pub mod decode;

pub use decode::decode;
pub use guard::guard;
