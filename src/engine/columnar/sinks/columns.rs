//! Rows as Arrow columns: texts, booleans, dates and lists of texts.

use crate::engine::columnar::cell::Cell;
use crate::engine::columnar::shown::{Kind, Shown};
use crate::engine::columnar::sinks::Encoded;
use crate::ground::time::Date;
use arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, ListBuilder, RecordBatch, StringBuilder,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// Columns as they grow.
#[derive(Debug)]
pub struct Building {
    schema: SchemaRef,
    columns: Vec<Column>,
    rows: usize,
}

#[derive(Debug)]
enum Column {
    Text(StringBuilder),
    Truth(BooleanBuilder),
    Day(Date32Builder),
    Texts(ListBuilder<StringBuilder>),
}

/// The Arrow schema of the rows.
pub fn schema(shown: &[Shown]) -> SchemaRef {
    let field = |column: &Shown| {
        let type_ = match column.kind {
            Kind::Text => DataType::Utf8,
            Kind::Truth => DataType::Boolean,
            Kind::Day => DataType::Date32,
            Kind::Texts => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
        };
        Field::new(&column.name, type_, true)
    };
    Arc::new(Schema::new(shown.iter().map(field).collect::<Vec<_>>()))
}

impl Building {
    /// No rows yet.
    pub fn new(shown: &[Shown]) -> Self {
        let column = |column: &Shown| match column.kind {
            Kind::Text => Column::Text(StringBuilder::new()),
            Kind::Truth => Column::Truth(BooleanBuilder::new()),
            Kind::Day => Column::Day(Date32Builder::new()),
            Kind::Texts => Column::Texts(ListBuilder::new(StringBuilder::new())),
        };
        Self { schema: schema(shown), columns: shown.iter().map(column).collect(), rows: 0 }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[Cell<'_>]) {
        self.rows += 1;
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            match column {
                Column::Text(texts) => match cell {
                    Cell::Empty => texts.append_null(),
                    Cell::Text(words) => texts.append_value(words),
                    Cell::Truth(truth) => texts.append_value(if *truth { "true" } else { "false" }),
                    Cell::Day(day) => texts.append_value(day.to_string()),
                    Cell::Texts(words) => texts.append_value(words.join(";")),
                },
                // What is undetermined has no place among booleans and dates but an empty one.
                Column::Truth(truths) => match cell {
                    Cell::Truth(truth) => truths.append_value(*truth),
                    Cell::Empty | Cell::Text(_) | Cell::Day(_) | Cell::Texts(_) => {
                        truths.append_null();
                    }
                },
                Column::Day(days) => match cell {
                    Cell::Day(day) => days.append_value(since_1970(*day)),
                    Cell::Empty | Cell::Text(_) | Cell::Truth(_) | Cell::Texts(_) => {
                        days.append_null();
                    }
                },
                Column::Texts(lists) => match cell {
                    Cell::Texts(texts) => {
                        texts.iter().for_each(|words| lists.values().append_value(words));
                        lists.append(true);
                    }
                    Cell::Empty | Cell::Text(_) | Cell::Truth(_) | Cell::Day(_) => {
                        lists.append(false);
                    }
                },
            }
        }
    }

    /// The rows; none where there are none.
    pub fn finish(self) -> Encoded {
        if self.rows == 0 {
            return Encoded::Columns(None);
        }
        let array = |column: Column| -> ArrayRef {
            match column {
                Column::Text(mut texts) => Arc::new(texts.finish()),
                Column::Truth(mut truths) => Arc::new(truths.finish()),
                Column::Day(mut days) => Arc::new(days.finish()),
                Column::Texts(mut lists) => Arc::new(lists.finish()),
            }
        };
        let arrays = self.columns.into_iter().map(array).collect();
        match RecordBatch::try_new(self.schema, arrays) {
            Ok(batch) => Encoded::Columns(Some(batch)),
            Err(error) => Encoded::Broken(error.to_string()),
        }
    }
}

/// The days from 1 January 1970, as Arrow counts them.
pub fn since_1970(day: Date) -> i32 {
    let epoch = Date::of(1970, 1, 1).unwrap_or(Date::FIRST);
    i32::try_from(epoch.days_until(day)).unwrap_or(0)
}
