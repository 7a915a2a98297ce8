//! Reports: what follows for one entity on one day, told to people and machines.

pub mod harmless;
pub mod figure;
pub mod layout;
pub mod case;
pub mod condition;
pub mod origin;
pub mod needs;
pub mod fines;
pub mod wording;
pub mod instance;
pub mod graduated;
pub mod change;
pub mod explanation;
pub mod text;
pub mod explained;
pub mod why_not;
pub mod json;
pub mod markdown;
pub mod timeline;
pub mod diff;
pub mod flip;
pub mod mutation;
pub mod coverage;
pub mod regression;
pub mod annotations;
pub mod junit;

pub use case::Case;
