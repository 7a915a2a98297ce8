//! Shards put together: their chunks in turn, the same bytes as one run of the whole.

use crate::engine::columnar::shard::Shard;
use crate::engine::columnar::sinks::Form;
use crate::engine::columnar::sinks::parquet::{Chunked, Table};
use crate::front::batch::log::{Log, Piece};
use crate::front::batch::output::Growing;
use crate::front::batch::results::{Unwritten, shard_log, usual_rejects};
use crate::front::files;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// Why shards cannot be put together.
#[derive(Debug)]
pub enum Apart {
    /// A file of a shard cannot be read.
    Unread(PathBuf, io::Error),
    /// What is wrong with them, and what to do.
    Mismatch(String, String),
    /// The whole cannot be written.
    Unwritten(Unwritten),
}

/// One shard: its log, and where its rows and rejects stand.
struct Part {
    log: Log,
    path: PathBuf,
    rejects: PathBuf,
}

/// Puts shards together at `out` and `rejects`; what they come to.
pub fn merge(out: &Path, rejects: &Path, shards: &[PathBuf]) -> Result<Log, Apart> {
    let mut parts = Vec::new();
    for path in shards {
        parts.push(part(path)?);
    }
    parts.sort_by_key(|part| part.log.shard.at);
    let whole = whole(&parts)?;
    let pieces = whole.pieces.iter().map(|piece| piece.rejects);
    let mut readers = Vec::new();
    for part in &parts {
        readers.push(opened(&part.rejects)?);
    }
    let wrong = |path: &Path| {
        let path = path.to_owned();
        move |error| Apart::Unwritten(Unwritten { path, error })
    };
    let mut file = Growing::begin(rejects).map_err(wrong(rejects))?;
    in_turn(&mut readers, pieces, &mut file).map_err(wrong(rejects))?;
    let rows = match whole.form {
        Form::Csv | Form::Json => text(out, &parts, &whole)?,
        Form::Columns => columns(out, &parts, &whole)?,
    };
    file.place().map_err(wrong(rejects))?;
    rows.place().map_err(wrong(out))?;
    Ok(whole)
}

fn part(path: &Path) -> Result<Part, Apart> {
    let log = shard_log(path);
    let text = fs::read_to_string(&log).map_err(|error| Apart::Unread(log.clone(), error))?;
    let Some(read) = Log::read(&text) else {
        let message = format!("`{}` is no log of a shard", files::shown(&log));
        return Err(mismatch(&message, "it is what `solon batch --shard` writes beside the rows"));
    };
    Ok(Part { log: read, path: path.to_owned(), rejects: usual_rejects(path) })
}

/// The log of the whole, if these are all of its shards.
fn whole(parts: &[Part]) -> Result<Log, Apart> {
    let Some(first) = parts.first() else {
        return Err(mismatch("no shards are named", "name the file of each"));
    };
    let of = first.log.shard.of;
    for part in parts {
        if part.log.run != first.log.run || part.log.shard.of != of {
            let (one, two) = (files::shown(&first.path), files::shown(&part.path));
            let message = format!("`{one}` and `{two}` are shards of different runs");
            let help = "laws, inputs, day and options must be the same, and the version of solon";
            return Err(mismatch(&message, help));
        }
    }
    for at in 0..of {
        let count = parts.iter().filter(|part| part.log.shard.at == at).count();
        let message = match count {
            1 => continue,
            0 => format!("shard {} of {of} is missing", at + 1),
            _ => format!("shard {} of {of} is named {count} times", at + 1),
        };
        return Err(mismatch(&message, "name the file of each shard once"));
    }
    let mut whole = Log { shard: Shard::WHOLE, pieces: Vec::new(), ..first.log.clone() };
    whole.tally = Default::default();
    for part in parts {
        whole.tally.add(&part.log.tally);
    }
    let total: usize = parts.iter().map(|part| part.log.pieces.len()).sum();
    let mut each: Vec<_> = parts.iter().map(|part| part.log.pieces.iter()).collect();
    while whole.pieces.len() < total {
        for pieces in &mut each {
            match pieces.next() {
                Some(piece) => whole.pieces.push(*piece),
                // Those behind the last one have none either.
                None if whole.pieces.len() == total => break,
                None => return Err(mismatch("a shard is not whole", "run it again")),
            }
        }
    }
    Ok(whole)
}

fn mismatch(message: &str, help: &str) -> Apart {
    Apart::Mismatch(message.to_owned(), help.to_owned())
}

fn opened(path: &Path) -> Result<BufReader<File>, Apart> {
    match File::open(path) {
        Ok(file) => Ok(BufReader::with_capacity(1 << 20, file)),
        Err(error) => Err(Apart::Unread(path.to_owned(), error)),
    }
}

/// Copies pieces of so many bytes from each reader in turn.
fn in_turn(
    readers: &mut [BufReader<File>],
    pieces: impl Iterator<Item = u64>,
    out: &mut Growing,
) -> io::Result<()> {
    let of = readers.len().max(1);
    for (number, bytes) in pieces.enumerate() {
        let Some(reader) = readers.get_mut(number % of) else { continue };
        if io::copy(&mut reader.by_ref().take(bytes), out)? != bytes {
            return Err(io::Error::other("a shard is shorter than its log says"));
        }
    }
    Ok(())
}

fn text(out: &Path, parts: &[Part], whole: &Log) -> Result<Growing, Apart> {
    let wrong = |error| Apart::Unwritten(Unwritten { path: out.to_owned(), error });
    let mut file = Growing::begin(out).map_err(wrong)?;
    let mut readers = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let mut reader = opened(&part.path)?;
        let mut header = Vec::new();
        reader
            .by_ref()
            .take(whole.header)
            .read_to_end(&mut header)
            .map_err(|error| Apart::Unread(part.path.clone(), error))?;
        if at == 0 {
            file.write_all(&header).map_err(wrong)?;
        }
        readers.push(reader);
    }
    let pieces = whole.pieces.iter().map(|piece| piece.bytes);
    in_turn(&mut readers, pieces, &mut file).map_err(wrong)?;
    Ok(file)
}

fn columns(out: &Path, parts: &[Part], whole: &Log) -> Result<Growing, Apart> {
    let wrong = |error| Apart::Unwritten(Unwritten { path: out.to_owned(), error });
    let mut tables = Vec::new();
    for part in parts {
        let unread = |error| Apart::Unread(part.path.clone(), error);
        let file = File::open(&part.path).map_err(unread)?;
        tables.push(Chunked::open(file).map_err(unread)?);
    }
    let file = Growing::begin(out).map_err(wrong)?;
    let Some(first) = tables.first() else {
        return Err(mismatch("no shards are named", "name the file of each"));
    };
    let mut table = Table::of(file, first.schema()).map_err(wrong)?;
    let of = tables.len().max(1);
    for (number, Piece { rows, .. }) in whole.pieces.iter().enumerate() {
        let Some(from) = tables.get_mut(number % of) else { continue };
        if let Some(batch) = from.take(*rows).map_err(wrong)? {
            table.write(&batch).map_err(wrong)?;
        }
    }
    table.finish().map_err(wrong)
}
