//! Parquet: only the columns that the laws ask for, a chunk of rows at a time.

use crate::engine::columnar::record::{Header, MOST_RECORDS, Records, Target};
use crate::engine::columnar::sources::header::header;
use crate::engine::columnar::sources::{Source, Trouble, batch};
use crate::facts::flat::Flat;
use crate::ground::diagnostic::Code;
use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{DataType, Field, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use std::fs::File;
use std::sync::Arc;

/// A Parquet file.
pub struct Parquet {
    reader: ParquetRecordBatchReader,
    header: Arc<Header>,
    name: String,
    /// The number of the next row, from 1.
    row: u64,
    rows: u64,
}

impl Parquet {
    /// Opens a file: what stands at its end says where its columns lie.
    pub fn new(
        file: File,
        name: &str,
        flat: &Flat<'_>,
        skips_unknown: bool,
    ) -> Result<Self, Trouble> {
        let builder = ParquetRecordBatchReaderBuilder::try_new(file)
            .map_err(|error| broken(name, &error.to_string()))?;
        let fields = builder.schema().fields().clone();
        let names: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
        let mut all = header(flat, name, &names, skips_unknown)?;
        let mut taken = Vec::new();
        let mut headings = Vec::new();
        for ((at, heading), field) in all.headings.into_iter().enumerate().zip(fields.iter()) {
            if heading.target == Target::Skipped {
                all.passed_over.push(heading.name);
                continue;
            }
            batch::readable(field.data_type()).map_err(|help| Trouble {
                code: Code::E1014,
                message: format!("`{name}`: the column `{}` cannot be read", heading.name),
                help,
            })?;
            taken.push(at);
            headings.push(heading);
        }
        let header = Arc::new(Header { headings, ..all });
        let mask = ProjectionMask::roots(builder.parquet_schema(), taken);
        let rows = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(0);
        let reader = builder
            .with_projection(mask)
            .with_batch_size(MOST_RECORDS)
            .build()
            .map_err(|error| broken(name, &error.to_string()))?;
        Ok(Self { reader, header, name: name.to_owned(), row: 1, rows })
    }

    /// How many rows the file has.
    pub fn rows(&self) -> u64 {
        self.rows
    }
}

impl Source for Parquet {
    fn next(&mut self) -> Result<Option<Records>, Trouble> {
        let Some(batch) = self.reader.next() else { return Ok(None) };
        let broken = |error: arrow::error::ArrowError| broken(&self.name, &error.to_string());
        let batch = plain(batch.map_err(broken)?).map_err(broken)?;
        let first = self.row;
        self.row += u64::try_from(batch.num_rows()).unwrap_or(0);
        Ok(Some(Records::Batch(self.header.clone(), batch, first)))
    }
}

/// A batch without dictionaries.
fn plain(batch: RecordBatch) -> Result<RecordBatch, arrow::error::ArrowError> {
    let is_plain = |type_: &DataType| !matches!(type_, DataType::Dictionary(..));
    if batch.schema().fields().iter().all(|field| is_plain(field.data_type())) {
        return Ok(batch);
    }
    let mut fields = Vec::new();
    let mut columns: Vec<ArrayRef> = Vec::new();
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        let of = field.data_type();
        let values = if let DataType::Dictionary(_, values) = of { values } else { of };
        let column =
            if values == of { column.clone() } else { arrow::compute::cast(column, values)? };
        let type_ = values.clone();
        fields.push(Field::new(field.name(), type_, true));
        columns.push(column);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
}

fn broken(name: &str, why: &str) -> Trouble {
    Trouble {
        code: Code::E1014,
        message: format!("`{name}` cannot be read as Parquet"),
        help: format!("the reader says: {why}"),
    }
}
