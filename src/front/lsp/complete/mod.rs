//! What can be written at a place: in laws by the grammar and the names in sight, in sheets by what the
//! laws ask.

mod notation;
pub mod network;
pub mod token;
pub mod follow;
pub mod cursor;
pub mod offer;
pub mod described;
pub mod view;
pub mod words;
pub mod wanted;
pub mod names;
pub mod text;
pub mod law;
pub mod sheet_scan;
pub mod sheet_place;
pub mod sheet;
