//! Results that grow beside their place and are put there whole, or not at all.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A file that grows beside its place.
#[derive(Debug)]
pub struct Growing {
    file: BufWriter<File>,
    beside: PathBuf,
    place: PathBuf,
    placed: bool,
}

impl Growing {
    /// Begins a file that will stand at `place`.
    pub fn begin(place: &Path) -> io::Result<Self> {
        let place = fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
        let beside = beside(&place, "part");
        let file = BufWriter::with_capacity(1 << 20, File::create(&beside)?);
        Ok(Self { file, beside, place, placed: false })
    }

    /// Goes on with a file that grew beside `place`, behind its first `at` bytes.
    pub fn resume(place: &Path, at: u64) -> io::Result<Self> {
        let place = fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
        let beside = beside(&place, "part");
        let mut file = OpenOptions::new().write(true).open(&beside)?;
        if file.metadata()?.len() < at {
            return Err(io::Error::other("it is shorter than it was"));
        }
        file.set_len(at)?;
        file.seek(SeekFrom::Start(at))?;
        let file = BufWriter::with_capacity(1 << 20, file);
        Ok(Self { file, beside, place, placed: false })
    }

    /// Sees to it that all that was written lasts.
    pub fn settle(&mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_data()
    }

    /// Leaves it beside its place.
    pub fn keep(mut self) {
        // What cannot be flushed now was not counted as written.
        let _ = self.file.flush();
        self.placed = true;
    }

    /// Puts it in its place.
    pub fn place(mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        if let Ok(rights) = fs::metadata(&self.place) {
            self.file.get_ref().set_permissions(rights.permissions())?;
        }
        fs::rename(&self.beside, &self.place)?;
        self.placed = true;
        Ok(())
    }
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Growing {
    fn drop(&mut self) {
        if !self.placed {
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// The name of a file beside a place: hidden, and not to be mistaken for what stands there.
pub fn beside(place: &Path, what: &str) -> PathBuf {
    let name = place.file_name().and_then(OsStr::to_str).unwrap_or("solon");
    place.with_file_name(format!(".{name}.{what}"))
}
