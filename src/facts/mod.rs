//! Floor 3, the facts: what is known of one company and the services it runs.

pub mod sheet;
pub mod schema;
pub mod document;
pub mod yaml;
pub mod json;
pub mod toml;
pub mod meant;
pub mod digits;
pub mod value;
mod datetime;
pub mod entry;
pub mod own_period;
pub mod record;
pub mod occurrence;
pub mod flat;
pub mod load;
pub mod write;
pub mod given;
pub mod reach;
pub mod option;
pub mod generate;

pub use load::{load, load_beside};
pub use sheet::{
    Entry, Instance, Known, Listed, Occurrence, Occurrences, OwnPeriod, Provenance, Record, Sheet,
};
