//! CSV: a header, and below it records whose cells are texts.

use crate::engine::columnar::record::{Header, MOST_RECORDS, Records};
use crate::engine::columnar::sources::header::header;
use crate::engine::columnar::sources::lines::{Cut, Ends};
use crate::engine::columnar::sources::{Source, Trouble};
use crate::facts::flat::Flat;
use crate::ground::diagnostic::{Code, Found};
use std::io::Read;
use std::sync::Arc;

/// A stream of CSV.
pub struct Csv<R> {
    cut: Cut<R>,
    header: Arc<Header>,
}

impl<R: Read + Send> Csv<R> {
    /// Reads the header of a stream.
    pub fn new(
        input: R,
        name: &str,
        most: usize,
        flat: &Flat<'_>,
        skips_unknown: bool,
    ) -> Result<Self, Trouble> {
        let mut cut = Cut::new(input, name, Ends::OutsideQuotes, most);
        let refused = |message: String, help: &str| Trouble {
            code: Code::E1014,
            message,
            help: help.to_owned(),
        };
        let first = cut.take(1)?;
        let line = first.as_ref().and_then(|lines| Some(lines.bytes(lines.lines.first()?)));
        let Some(line) = line else {
            let message = format!("`{name}` has no header");
            return Err(refused(message, "its first line must name the columns"));
        };
        let names = std::str::from_utf8(line).ok().and_then(split);
        let Some(names) = names else {
            let message = format!("the header of `{name}` cannot be read");
            return Err(refused(message, "its first line must name the columns, in UTF-8"));
        };
        let names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
        let header = Arc::new(header(flat, name, &names, skips_unknown)?);
        Ok(Self { cut, header })
    }
}

impl<R: Read + Send> Source for Csv<R> {
    fn next(&mut self) -> Result<Option<Records>, Trouble> {
        let lines = self.cut.take(MOST_RECORDS)?;
        Ok(lines.map(|lines| Records::Csv(self.header.clone(), lines)))
    }
}

/// The cells of a record, if it has as many as there are columns.
pub fn cells(text: &str, columns: usize, found: &mut Found) -> Option<Vec<String>> {
    let cells = split(text);
    let count = cells.as_ref().map_or(0, Vec::len);
    if count == columns {
        return cells;
    }
    let cells_in_words = if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
    found
        .report(Code::E0623, None, format!("{cells_in_words}, where there are {columns} columns"))
        .help("is a comma too few or too many? A cell that holds one stands in quotes");
    None
}

fn split(text: &str) -> Option<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(text.len().clamp(64, 8 << 10))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => Some(record.iter().map(str::to_owned).collect()),
        Ok(false) | Err(_) => None,
    }
}
