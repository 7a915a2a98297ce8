//! Floor 1, the ground: text, exact values, civil time and diagnostics. It knows nothing of law.

pub mod table;
pub mod text;
pub mod diagnostic;
pub mod scan;
pub mod time;
pub mod value;
