//! The one test binary: every test of the whole, a module each.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics has failed, which is what it is for"
)]

mod horizons;
mod layout;
mod layout_generated;
mod cli;
mod sheets;
mod syntax;
mod testing;
mod tidy;
mod world;
mod support;
mod duties;
mod sanctions;
mod ladder;
mod timeline;
