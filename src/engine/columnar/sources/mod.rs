//! Records on their way in: read from open streams, cut into chunks, not yet understood.

pub mod lines;
pub mod header;
pub mod csv;
pub mod batch;
pub mod packed;
pub mod parquet;

use crate::engine::columnar::record::Records;
use crate::ground::diagnostic::Code;
use std::io;

/// Something from which records come.
pub trait Source: Send {
    /// The records of the next chunk; `None` behind the last.
    fn next(&mut self) -> Result<Option<Records>, Trouble>;
}

/// Why an input as a whole cannot be read: the run ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The code of the reason.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Trouble {
    /// A failure of the system.
    pub fn io(name: &str, error: &io::Error) -> Self {
        let said = error.to_string();
        let said = said.split_once(" (os error").map_or(said.clone(), |it| it.0.to_lowercase());
        Self {
            code: Code::E1001,
            message: format!("`{name}` cannot be read"),
            help: format!("the system says: {said}"),
        }
    }
}
