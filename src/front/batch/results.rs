//! Where rows and rejects go: files that grow beside their places, or streams.

use crate::engine::columnar::sinks::parquet::{Chunked, Table};
use crate::engine::columnar::sinks::{Encoded, Form, csv};
use crate::engine::columnar::{Judged, Shown};
use crate::front::batch::groups;
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
    /// Of how many groups of a table it is written down where they are.
    groups: usize,
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
        let mut groups = 0;
        let rows = match log.form {
            Form::Columns if begun => {
                let (table, known) = resumed(path, shown, &log).map_err(wrong)?;
                groups = known;
                Rows::Table(Box::new(table))
            }
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
        Ok(Self { path: path.to_owned(), rows, rejects_path, rejects, groups, log })
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

    /// Whether the run can go on after an interrupt: its rows and rejects go to files.
    pub fn can_resume(&self) -> bool {
        let to_file = match &self.rows {
            Rows::Text(stream) => matches!(stream, Stream::File(_)),
            Rows::Table(_) => true,
        };
        to_file && matches!(&self.rejects, Stream::File(_))
    }

    /// Whether what has been done can be written down here: a table must be between two groups.
    pub fn can_settle(&self) -> bool {
        match &self.rows {
            Rows::Text(_) => true,
            Rows::Table(table) => table.is_between_groups().is_some_and(|it| it > self.groups),
        }
    }

    /// Writes down what has been done, so that the run can go on from here.
    pub fn settle(&mut self) -> Result<(), Unwritten> {
        self.settle_rows().map_err(|error| Unwritten { path: self.path.clone(), error })?;
        self.rejects.settle().map_err(|error| self.no_rejects(error))?;
        let state = state(&self.path);
        files::write(&state, &self.log.write()).map_err(|error| Unwritten { path: state, error })
    }

    fn settle_rows(&mut self) -> io::Result<()> {
        match &mut self.rows {
            Rows::Text(stream) => stream.settle(),
            Rows::Table(table) => {
                table.stream()?.settle()?;
                let more = table.groups(self.groups)?;
                self.groups += more.len();
                groups::add(&near(&self.path, "groups"), &more)
            }
        }
    }

    /// Leaves the files beside their places, for the run to go on from them.
    pub fn keep(self) {
        match self.rows {
            Rows::Text(stream) => stream.keep(),
            // What stands behind the last group that is written down is not read again.
            Rows::Table(table) => drop(table.finish().map(Growing::keep)),
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
        forget(&path);
        Ok(log)
    }
}

/// A table as it was behind what the log says was done, and how many groups it has: the groups of the
/// interrupted run, written anew.
fn resumed(path: &Path, shown: &[Shown], log: &Log) -> io::Result<(Table<Growing>, usize)> {
    let (earlier, known) = (near(path, "earlier"), near(path, "groups"));
    // An earlier attempt to resume may have been interrupted too.
    if !earlier.exists() {
        fs::rename(near(path, "part"), &earlier)?;
    }
    let before = groups::read(&known)?;
    let mut from = Chunked::unfinished(fs::File::open(&earlier)?, before.clone(), shown)?;
    let mut table = Table::new(Growing::begin(path)?, shown)?;
    for piece in &log.pieces {
        if let Some(batch) = from.take(piece.rows)? {
            table.write(&batch)?;
        }
    }
    table.stream()?.settle()?;
    let count = table.is_between_groups().unwrap_or(0);
    fs::remove_file(&known)?;
    groups::add(&known, before.get(..count).unwrap_or(&before))?;
    fs::remove_file(&earlier)?;
    Ok((table, count))
}

/// Where it is written down what has been done of the rows at a place.
pub fn state(path: &Path) -> PathBuf {
    near(path, "state")
}

/// Takes away what an interrupted run has left beside a place.
pub fn forget(path: &Path) {
    for what in ["state", "groups", "earlier"] {
        // Mostly there is none.
        let _ = fs::remove_file(near(path, what));
    }
}

fn near(path: &Path, what: &str) -> PathBuf {
    beside(&fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()), what)
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
