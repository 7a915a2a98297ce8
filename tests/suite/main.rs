//! The one test binary: every test of the whole, a module each.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics has failed, which is what it is for"
)]

mod amendment;
mod batch;
mod batch_tables;
mod batch_generated;
mod batch_parts;
mod batch_plain;
mod check;
mod cli;
mod columns;
mod companies;
mod conflicts;
mod coverage;
mod dates;
mod diagnostics;
mod documented;
mod duties;
mod editors;
mod error_pages;
mod evaluate;
mod export;
mod failing;
mod graduated;
mod flip;
mod guide;
mod horizons;
mod hours;
mod hostile;
mod ladder;
mod laid;
mod laws;
mod layout;
mod layout_generated;
mod lsp;
mod lsp_advice;
mod lsp_client;
mod lsp_complete;
mod lsp_complete_share;
mod lsp_complete_sheet;
mod lsp_fixes;
mod lsp_hints;
mod lsp_hover;
mod lsp_layout;
mod lsp_lenses;
mod lsp_names;
mod lsp_sheets;
mod lsp_signature;
mod lsp_soak;
mod lsp_symbols;
mod lint;
mod means;
mod mutation;
mod names;
mod numbers;
mod other_laws;
mod pages;
mod projected;
mod readme;
mod presumptions;
mod recurring;
mod region;
mod regression;
mod reports;
mod rulebook;
mod sanctions;
mod sheets;
mod sql;
mod start;
mod start_ci;
mod statements;
mod support;
mod syntax;
mod testing;
mod tidy;
mod timeline;
mod truth;
mod truth_words;
mod workdays;
mod verified;
mod world;
