//! Reports: what follows for one entity on one day, told to people and machines.

pub mod harmless;
pub mod figure;
pub mod layout;
pub mod case;
pub mod condition;
pub mod origin;
pub mod wording;
pub mod needs;
pub mod text;
pub mod explanation;
pub mod json;

pub use case::Case;
