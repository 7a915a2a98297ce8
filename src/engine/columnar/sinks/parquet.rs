//! Rows as Parquet: groups of rows, each begun and ended with a chunk.

use crate::engine::columnar::shown::Shown;
use crate::engine::columnar::sinks::columns::schema;
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use std::fs::File;
use std::io::{self, Write};

/// A group ends with the chunk with which it has so many rows.
const ROWS_OF_A_GROUP: usize = 1 << 17;

/// A stream of Parquet as it grows.
pub struct Table<W: Write + Send> {
    writer: ArrowWriter<W>,
}

impl<W: Write + Send> Table<W> {
    /// Begins a table with these columns.
    pub fn new(out: W, shown: &[Shown]) -> io::Result<Self> {
        Self::of(out, schema(shown))
    }

    /// Begins a table of this schema.
    pub fn of(out: W, schema: SchemaRef) -> io::Result<Self> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("solon".to_owned())
            .set_max_row_group_row_count(None)
            .build();
        let writer = ArrowWriter::try_new(out, schema, Some(properties)).map_err(failed)?;
        Ok(Self { writer })
    }

    /// Adds the rows of a chunk.
    pub fn write(&mut self, batch: &RecordBatch) -> io::Result<()> {
        self.writer.write(batch).map_err(failed)?;
        match self.writer.in_progress_rows() >= ROWS_OF_A_GROUP {
            true => self.writer.flush().map_err(failed),
            false => Ok(()),
        }
    }

    /// Ends the table and gives the stream back.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(failed)
    }
}

/// A table of rows that were written before, read chunk by chunk again.
pub struct Chunked {
    schema: SchemaRef,
    reader: ParquetRecordBatchReader,
    rest: Option<RecordBatch>,
}

impl Chunked {
    /// Opens a table that is whole.
    pub fn open(file: File) -> io::Result<Self> {
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(failed)?;
        let schema = builder.schema().clone();
        let reader = builder.with_batch_size(1 << 13).build().map_err(failed)?;
        Ok(Self { schema, reader, rest: None })
    }

    /// The columns.
    pub fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    /// The next so many rows; `None` where none are wanted.
    pub fn take(&mut self, rows: u64) -> io::Result<Option<RecordBatch>> {
        let mut wanted = usize::try_from(rows).unwrap_or(usize::MAX);
        let mut batches = Vec::new();
        while wanted > 0 {
            let batch = match self.rest.take() {
                Some(rest) => rest,
                None => match self.reader.next() {
                    Some(batch) => batch.map_err(io::Error::other)?,
                    None => return Err(io::Error::other("a table is shorter than its log says")),
                },
            };
            let count = batch.num_rows().min(wanted);
            if count < batch.num_rows() {
                self.rest = Some(batch.slice(count, batch.num_rows() - count));
            }
            batches.push(batch.slice(0, count));
            wanted -= count;
        }
        if batches.is_empty() {
            return Ok(None);
        }
        let whole = arrow::compute::concat_batches(&self.schema, &batches);
        whole.map(Some).map_err(io::Error::other)
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the errors of Parquet are not ours")]
fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
