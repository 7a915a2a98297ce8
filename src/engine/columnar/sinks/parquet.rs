//! Rows as Parquet: groups of rows, each begun and ended with a chunk.

use crate::engine::columnar::shown::Shown;
use crate::engine::columnar::sinks::columns::schema;
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use bytes::Bytes;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder,
};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::{
    FileMetaData, ParquetMetaData, ParquetMetaDataReader, ParquetMetaDataWriter, RowGroupMetaData,
};
use parquet::file::properties::WriterProperties;
use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;

/// A group ends with the chunk with which it has so many rows.
const ROWS_OF_A_GROUP: usize = 1 << 16;

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

    /// Whether all rows so far stand in groups that have ended, and how many groups there are.
    pub fn is_between_groups(&self) -> Option<usize> {
        let groups = self.writer.flushed_row_groups().len();
        (groups > 0 && self.writer.in_progress_rows() == 0).then_some(groups)
    }

    /// What a reader must know of the groups behind the first `known` of them, one text each.
    pub fn groups(&self, known: usize) -> io::Result<Vec<Vec<u8>>> {
        let groups = self.writer.flushed_row_groups().iter().skip(known);
        groups.map(|group| footer(vec![group.clone()])).collect()
    }

    /// The stream beneath, with all groups that have ended in it.
    pub fn stream(&mut self) -> io::Result<&mut W> {
        self.writer.sync()?;
        Ok(self.writer.inner_mut())
    }

    /// Ends the table and gives the stream back.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(failed)
    }
}

/// What stands at the end of a file of these groups.
fn footer(groups: Vec<RowGroupMetaData>) -> io::Result<Vec<u8>> {
    let Some(first) = groups.first() else { return Ok(Vec::new()) };
    let rows = groups.iter().map(RowGroupMetaData::num_rows).sum();
    let columns = first.schema_descr_ptr();
    let file = FileMetaData::new(1, rows, None, None, columns, None);
    let whole = ParquetMetaData::new(file, groups);
    let mut out = Vec::new();
    ParquetMetaDataWriter::new(&mut out, &whole).finish().map_err(failed)?;
    Ok(out)
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

    /// Opens a table of which only groups were written: what `Table::groups` gave says where they are.
    pub fn unfinished(file: File, groups: Vec<Vec<u8>>, shown: &[Shown]) -> io::Result<Self> {
        let mut all = Vec::new();
        for group in groups {
            let read = ParquetMetaDataReader::new().parse_and_finish(&Bytes::from(group));
            all.extend(read.map_err(failed)?.row_groups().iter().cloned());
        }
        let whole = footer(all)?;
        let read = ParquetMetaDataReader::new().parse_and_finish(&Bytes::from(whole));
        let schema = schema(shown);
        let options = ArrowReaderOptions::new().with_schema(schema.clone());
        let known = ArrowReaderMetadata::try_new(Arc::new(read.map_err(failed)?), options);
        let builder =
            ParquetRecordBatchReaderBuilder::new_with_metadata(file, known.map_err(failed)?);
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
