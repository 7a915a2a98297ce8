//! Rows on their way out: made into bytes or columns chunk by chunk, written to open streams in order.

pub mod csv;
pub mod json;
pub mod columns;
pub mod parquet;

use crate::engine::columnar::cell::Cell;
use crate::engine::columnar::shown::Shown;
use arrow::array::RecordBatch;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// CSV as RFC 4180 has it, lines ending with `\n`.
    Csv,
    /// JSON Lines: one object for each row.
    Json,
    /// Columns, for Parquet.
    Columns,
}

/// The rows of a chunk, ready to be written.
#[derive(Clone, Debug)]
pub enum Encoded {
    /// As bytes.
    Text(Vec<u8>),
    /// As columns; none where there are no rows.
    Columns(Option<RecordBatch>),
    /// They could not be made into columns, for this reason: the run cannot go on.
    Broken(String),
}

/// Rows as they are made.
#[derive(Debug)]
pub enum Rows<'r> {
    /// CSV.
    Csv(Vec<u8>),
    /// JSON Lines, and the columns with their names.
    Json(Vec<u8>, &'r [Shown]),
    /// Columns.
    Columns(columns::Building),
}

impl<'r> Rows<'r> {
    /// No rows yet.
    pub fn new(form: Form, shown: &'r [Shown]) -> Self {
        match form {
            Form::Csv => Rows::Csv(Vec::new()),
            Form::Json => Rows::Json(Vec::new(), shown),
            Form::Columns => Rows::Columns(columns::Building::new(shown)),
        }
    }

    /// Adds a row: its cells in the order of the columns.
    pub fn add(&mut self, cells: &[Cell<'_>]) {
        match self {
            Rows::Csv(out) => csv::row(out, cells),
            Rows::Json(out, shown) => json::row(out, shown, cells),
            Rows::Columns(building) => building.row(cells),
        }
    }

    /// The rows, ready to be written.
    pub fn finish(self) -> Encoded {
        match self {
            Rows::Csv(out) | Rows::Json(out, _) => Encoded::Text(out),
            Rows::Columns(building) => building.finish(),
        }
    }
}
