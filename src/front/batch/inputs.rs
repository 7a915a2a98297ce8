//! The inputs of a run, opened one after another in their order.

use crate::engine::columnar::pipeline::Chunks;
use crate::engine::columnar::record::Records;
use crate::engine::columnar::sources::csv::Csv;
use crate::engine::columnar::sources::lines::{Cut, Ends};
use crate::engine::columnar::sources::parquet::Parquet;
use crate::engine::columnar::sources::{Source, Trouble, packed};
use crate::facts::flat::Flat;
use crate::front::files::Input;
use crate::ground::diagnostic::Code;
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What records are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON Lines.
    Json,
    /// CSV.
    Csv,
    /// Parquet.
    Parquet,
}

impl Format {
    /// The format that a file's name says, whatever it is compressed with.
    pub fn of(name: &str) -> Option<Self> {
        let ending = packed::bare(name).rsplit_once('.')?.1;
        match ending {
            "jsonl" | "ndjson" => Some(Format::Json),
            "csv" => Some(Format::Csv),
            "parquet" => Some(Format::Parquet),
            _ => None,
        }
    }
}

/// How the inputs are read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// What the columns of tables mean.
    pub flat: &'a Flat<'a>,
    /// The format of standard input.
    pub from: Option<Format>,
    /// Whether columns that no law asks for are passed over.
    pub skips_unknown: bool,
    /// The most bytes of a record.
    pub most: usize,
}

/// The inputs, and how much of them has been read.
pub struct Inputs<'a> {
    reading: Reading<'a>,
    waiting: std::vec::IntoIter<Input>,
    open: Option<(Arc<str>, Box<dyn Source + 'a>)>,
    read: Arc<AtomicU64>,
}

impl<'a> Inputs<'a> {
    /// The records of these inputs.
    pub fn new(inputs: Vec<Input>, reading: Reading<'a>) -> Self {
        let read = Arc::new(AtomicU64::new(0));
        Self { reading, waiting: inputs.into_iter(), open: None, read }
    }

    /// How many bytes have been read so far, of all inputs.
    pub fn read(&self) -> Arc<AtomicU64> {
        self.read.clone()
    }

    fn stream(&self, input: &Input) -> Result<Box<dyn Read + Send>, Trouble> {
        if input.path.as_os_str() == "-" {
            return Ok(Box::new(io::stdin()));
        }
        let wrong = |error| Trouble::io(&input.name, &error);
        let file = File::open(&input.path).map_err(wrong)?;
        let counted = Counted { file, read: self.read.clone() };
        packed::unpacked(&input.name, counted).map_err(wrong)
    }

    fn opened(&self, input: &Input) -> Result<Box<dyn Source + 'a>, Trouble> {
        let Reading { flat, from, skips_unknown, most } = self.reading;
        let stdin = input.path.as_os_str() == "-";
        let format = if stdin { from } else { Format::of(&input.name) };
        let name = input.name.as_str();
        match format {
            Some(Format::Json) => {
                let stream = self.stream(input)?;
                Ok(Box::new(Cut::new(stream, name, Ends::AtLines, most)))
            }
            Some(Format::Csv) => {
                let stream = self.stream(input)?;
                Ok(Box::new(Csv::new(stream, name, most, flat, skips_unknown)?))
            }
            // Parquet is compressed within, and is read from its end.
            Some(Format::Parquet) if !stdin && packed::bare(name) == name => {
                let file = File::open(&input.path).map_err(|error| Trouble::io(name, &error))?;
                let size = file.metadata().map_or(0, |it| it.len());
                let source = Parquet::new(file, name, flat, skips_unknown)?;
                Ok(Box::new(Told { source, size, read: self.read.clone() }))
            }
            Some(Format::Parquet) => Err(Trouble {
                code: Code::E1007,
                message: format!("`{name}` is read from a file, as it is"),
                help: "write it to a file and name that; Parquet is compressed within".to_owned(),
            }),
            None => Err(Trouble {
                code: Code::E1007,
                message: format!("`{name}` is no file of the kind asked for"),
                help: "say with `--from jsonl` or `--from csv` what standard input holds"
                    .to_owned(),
            }),
        }
    }
}

impl Chunks for Inputs<'_> {
    fn next(&mut self) -> Result<Option<(Arc<str>, Records)>, Trouble> {
        loop {
            if let Some((name, source)) = &mut self.open {
                if let Some(records) = source.next()? {
                    return Ok(Some((name.clone(), records)));
                }
                self.open = None;
            }
            let Some(input) = self.waiting.next() else { return Ok(None) };
            let source = self.opened(&input)?;
            self.open = Some((Arc::from(input.name.as_str()), source));
        }
    }
}

/// How large the inputs are together; `None` where one is a stream.
pub fn size(inputs: &[Input]) -> Option<u64> {
    inputs.iter().map(|input| Some(std::fs::metadata(&input.real).ok()?.len())).sum()
}

/// A file, and how much of it and others has been read.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(room)?;
        self.read.fetch_add(u64::try_from(count).unwrap_or(0), Ordering::Relaxed);
        Ok(count)
    }
}

/// A table, and how much of it and others has been read, as its rows tell.
struct Told {
    source: Parquet,
    size: u64,
    read: Arc<AtomicU64>,
}

impl Source for Told {
    fn next(&mut self) -> Result<Option<Records>, Trouble> {
        let records = self.source.next()?;
        if let Some(records) = &records {
            let rows = u64::try_from(records.len()).unwrap_or(0);
            let share = self.size.saturating_mul(rows) / self.source.rows().max(1);
            self.read.fetch_add(share, Ordering::Relaxed);
        }
        Ok(records)
    }
}
