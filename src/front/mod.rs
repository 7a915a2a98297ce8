//! Floor 6, the front: files, terminal and clock.

pub mod terminal;
pub mod clock;
pub mod files;
pub mod project;
pub mod settings;
pub mod commit;
pub mod sheets;
pub mod batch;
pub mod diagnostics;
pub mod pages;
pub mod lsp;
pub mod cli;
