//! Records as they were read and before they mean anything: lines, or batches of columns.

use crate::facts::flat::Column;
use crate::ground::table::Id;
use crate::language::law::Entity;
use arrow::array::RecordBatch;
use std::ops::Range;
use std::sync::Arc;

/// The most records of a chunk.
pub const MOST_RECORDS: usize = 4096;

/// A chunk ends behind the record with which it has so many bytes.
pub const MOST_BYTES: usize = 4 << 20;

/// Records that stand behind one another in one input. Where chunks begin and end depends on the
/// input alone, never on threads or on how fast it is read.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// Its number among all chunks of the run, from 0.
    pub number: u64,
    /// What reports call the input.
    pub input: Arc<str>,
    /// The records.
    pub records: Records,
}

/// Records in the form of their input.
#[derive(Clone, Debug)]
pub enum Records {
    /// JSON Lines: one sheet a line, nested or flat.
    Json(Lines),
    /// CSV below its header.
    Csv(Arc<Header>, Lines),
    /// Rows of columns, such as Parquet has them; only the columns that the header takes, in its
    /// order, and the number of the first row, from 1.
    Batch(Arc<Header>, RecordBatch, u64),
}

/// The text of records, and where each stands in it.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// The text, not yet known to be UTF-8.
    pub text: Vec<u8>,
    /// The records in order.
    pub lines: Vec<Line>,
}

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its bytes within the text, without the end of the line.
    pub range: Range<usize>,
    /// The line of the input on which it begins, from 1.
    pub number: u64,
    /// Whether it is whole; of one that is larger than a sheet may be only the beginning is kept.
    pub whole: bool,
}

/// What the columns of a table mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Of whose sheets the table tells.
    pub root: Id<Entity>,
    /// Its columns.
    pub headings: Vec<Heading>,
    /// The names of columns that are not even read.
    pub passed_over: Vec<String>,
}

/// One column of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its name in the input.
    pub name: String,
    /// What it means.
    pub target: Target,
}

/// Where the values of a column go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a fact or an event.
    Column(Column),
    /// They say through which day the sheet is recorded.
    Through,
    /// Nowhere: no loaded law asks for it.
    Skipped,
}

impl Records {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Records::Json(lines) | Records::Csv(_, lines) => lines.lines.len(),
            Records::Batch(_, batch, _) => batch.num_rows(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Lines {
    /// The bytes of a record.
    pub fn bytes(&self, line: &Line) -> &[u8] {
        self.text.get(line.range.clone()).unwrap_or_default()
    }
}

impl Header {
    /// The name of a column by its position.
    pub fn name(&self, at: usize) -> Option<String> {
        self.headings.get(at).map(|heading| heading.name.clone())
    }
}
