//! Where rows and rejects go: files that grow beside their places, or streams.

use crate::engine::columnar::sinks::parquet::Table;
use crate::engine::columnar::sinks::{Encoded, Form, csv};
use crate::engine::columnar::{Judged, Shown};
use crate::front::batch::log::{Log, Piece};
use crate::front::batch::output::{Growing, beside};
use crate::front::files;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What cannot be written, and why.
#[derive(Debug)]
pub struct Unwritten {
    /// The file or stream.
    pub path: PathBuf,
    /// What the system says.
    pub error: io::Error,
}

/// The rows and rejects of a run, and what it has done so far.
pub struct Results {
    path: PathBuf,
    rows: Rows,
    rejects_path: PathBuf,
    rejects: Stream,
    /// What has been done so far.
    pub log: Log,
}

/// Bytes on their way out.
enum Stream {
    File(Growing),
    Output,
    Errors,
}

/// Rows on their way out.
enum Rows {
    Text(Stream),
    Table(Box<Table<Growing>>),
}

impl Stream {
    fn begin(path: &Path, at: u64) -> Result<Self, Unwritten> {
        if path.as_os_str() == "-" {
            return Ok(Stream::Output);
        }
        let growing = if at == 0 { Growing::begin(path) } else { Growing::resume(path, at) };
        growing.map(Stream::File).map_err(|error| Unwritten { path: path.to_owned(), error })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Stream::File(file) => file.write_all(bytes),
            Stream::Output => io::stdout().lock().write_all(bytes),
            Stream::Errors => io::stderr().lock().write_all(bytes),
        }
    }

    /// Sees to it that all that was written lasts.
    fn settle(&mut self) -> io::Result<()> {
        match self {
            Stream::File(file) => file.settle(),
            Stream::Output | Stream::Errors => Ok(()),
        }
    }

    fn keep(self) {
        match self {
            Stream::File(file) => file.keep(),
            Stream::Output | Stream::Errors => {}
        }
    }

    fn place(self) -> io::Result<()> {
        match self {
            Stream::File(file) => file.place(),
            Stream::Output => io::stdout().lock().flush(),
            Stream::Errors => Ok(()),
        }
    }
}

impl Results {
    /// Begins rows at `path` and rejects at `rejects` (`None`: on standard error), behind what the log
    /// says was done before. Rows of CSV begin with the names of `header`.
    pub fn begin(
        path: &Path,
        rejects: Option<&Path>,
        shown: &[Shown],
        header: bool,
        mut log: Log,
    ) -> Result<Self, Unwritten> {
        let (done, rejected) = log.bytes();
        let begun = !log.pieces.is_empty();
        let wrong = |error| Unwritten { path: path.to_owned(), error };
        let rows = match log.form {
            Form::Columns => {
                let file = Growing::begin(path).map_err(wrong)?;
                Rows::Table(Box::new(Table::new(file, shown).map_err(wrong)?))
            }
            Form::Csv | Form::Json => {
                let mut stream = Stream::begin(path, if begun { done } else { 0 })?;
                if log.form == Form::Csv && header && !begun {
                    let names = csv::header(shown);
                    log.header = u64::try_from(names.len()).unwrap_or(0);
                    stream.write(&names).map_err(wrong)?;
                }
                Rows::Text(stream)
            }
        };
        let (rejects_path, rejects) = match rejects {
            Some(path) => (path.to_owned(), Stream::begin(path, rejected)?),
            None => (PathBuf::from("<stderr>"), Stream::Errors),
        };
        Ok(Self { path: path.to_owned(), rows, rejects_path, rejects, log })
    }

    /// Takes what a chunk came to.
    pub fn take(&mut self, judged: Judged) -> Result<(), Unwritten> {
        let mut piece = Piece { rows: judged.tally.rows, ..Piece::default() };
        let written = match (&mut self.rows, judged.rows) {
            (Rows::Text(stream), Encoded::Text(bytes)) => {
                piece.bytes = u64::try_from(bytes.len()).unwrap_or(0);
                stream.write(&bytes)
            }
            (Rows::Table(table), Encoded::Columns(Some(batch))) => table.write(&batch),
            (Rows::Table(_), Encoded::Columns(None)) => Ok(()),
            (_, Encoded::Broken(why)) => Err(io::Error::other(why)),
            (Rows::Text(_), Encoded::Columns(_)) | (Rows::Table(_), Encoded::Text(_)) => {
                Err(io::Error::other("rows of another form"))
            }
        };
        written.map_err(|error| Unwritten { path: self.path.clone(), error })?;
        piece.rejects = u64::try_from(judged.rejects.len()).unwrap_or(0);
        self.rejects.write(&judged.rejects).map_err(|error| self.no_rejects(error))?;
        self.log.tally.add(&judged.tally);
        self.log.pieces.push(piece);
        Ok(())
    }

    fn no_rejects(&self, error: io::Error) -> Unwritten {
        Unwritten { path: self.rejects_path.clone(), error }
    }

    /// Whether the run can go on after an interrupt: its rows are text in a file.
    pub fn can_resume(&self) -> bool {
        matches!(&self.rows, Rows::Text(Stream::File(_)))
            && matches!(&self.rejects, Stream::File(_))
    }

    /// Writes down what has been done, so that the run can go on from here.
    pub fn settle(&mut self) -> Result<(), Unwritten> {
        if let Rows::Text(stream) = &mut self.rows {
            stream.settle().map_err(|error| Unwritten { path: self.path.clone(), error })?;
        }
        self.rejects.settle().map_err(|error| self.no_rejects(error))?;
        let state = state(&self.path);
        files::write(&state, &self.log.write()).map_err(|error| Unwritten { path: state, error })
    }

    /// Leaves the files beside their places, for the run to go on from them.
    pub fn keep(self) {
        match self.rows {
            Rows::Text(stream) => stream.keep(),
            Rows::Table(_) => {}
        }
        self.rejects.keep();
    }

    /// Puts rejects and rows in their places, the rows last, and for a shard its log beside them.
    pub fn place(self) -> Result<Log, Unwritten> {
        let (path, rejects_path, log) = (self.path, self.rejects_path, self.log);
        self.rejects.place().map_err(|error| Unwritten { path: rejects_path, error })?;
        let wrong = |error| Unwritten { path: path.clone(), error };
        if log.shard.of > 1 {
            let beside = shard_log(&path);
            files::write(&beside, &log.write())
                .map_err(|error| Unwritten { path: beside, error })?;
        }
        match self.rows {
            Rows::Text(stream) => stream.place().map_err(wrong)?,
            Rows::Table(table) => table.finish().and_then(Growing::place).map_err(wrong)?,
        }
        let _ = fs::remove_file(state(&path));
        Ok(log)
    }
}

/// Where it is written down what has been done of the rows at a place.
pub fn state(path: &Path) -> PathBuf {
    beside(&fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()), "state")
}

/// Where the log of a shard stands whose rows are at a place.
pub fn shard_log(path: &Path) -> PathBuf {
    behind(path, ".shard.json")
}

/// Where rejects stand whose rows are at a place, unless another place is asked for.
pub fn usual_rejects(path: &Path) -> PathBuf {
    behind(path, ".rejects.jsonl")
}

fn behind(path: &Path, more: &str) -> PathBuf {
    let mut name = path.to_owned().into_os_string();
    name.push(more);
    name.into()
}
