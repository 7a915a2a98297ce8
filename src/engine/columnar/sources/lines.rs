//! A stream cut into lines, or into records of CSV whose cells may hold line ends.

use crate::engine::columnar::record::{Line, Lines, MOST_BYTES, MOST_RECORDS, Records};
use crate::engine::columnar::sources::{Source, Trouble};
use std::io::{ErrorKind, Read};

/// What ends a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Every line end.
    AtLines,
    /// A line end outside quotes.
    OutsideQuotes,
}

/// A stream of records. Blank lines are no records.
pub struct Cut<R> {
    input: R,
    name: String,
    ends: Ends,
    /// Records longer than this are cut off.
    most: usize,
    /// What is read and belongs to no chunk yet.
    rest: Vec<u8>,
    /// The line on which the next record begins.
    line: u64,
    begun: bool,
    over: bool,
}

/// How much is read at a time.
const BLOCK: usize = 256 << 10;
/// How much is kept of a record that is too long.
const KEPT: usize = 4 << 10;

/// How far a scan has come within a record.
#[derive(Clone, Copy, Debug, Default)]
struct Scan {
    quoted: bool,
    /// Whether the next byte begins a cell, where alone a quote opens one.
    middle: bool,
    /// Whether the last byte was a quote within quotes: it ends them, or is the first of two.
    quote: bool,
    lines: u64,
}

impl Scan {
    /// Takes a byte; whether it ends the record.
    fn ends(&mut self, byte: u8, ends: Ends) -> bool {
        if byte == b'\n' {
            self.lines += 1;
        }
        match ends {
            Ends::AtLines => byte == b'\n',
            Ends::OutsideQuotes => self.outside(byte),
        }
    }

    fn outside(&mut self, byte: u8) -> bool {
        if self.quoted {
            if self.quote {
                self.quote = false;
                // Two quotes are one within the cell.
                if byte == b'"' {
                    return false;
                }
                self.quoted = false;
            } else {
                self.quote = byte == b'"';
                return false;
            }
        }
        self.quoted = byte == b'"' && !self.middle;
        self.middle = byte != b',';
        byte == b'\n'
    }
}

impl<R: Read + Send> Cut<R> {
    /// The records of a stream; those longer than `most` bytes are cut off.
    pub fn new(input: R, name: &str, ends: Ends, most: usize) -> Self {
        let name = name.to_owned();
        Self { input, name, ends, most, rest: Vec::new(), line: 1, begun: false, over: false }
    }

    /// Reads a block more behind `text`.
    fn fill(&mut self, text: &mut Vec<u8>) -> Result<(), Trouble> {
        let before = text.len();
        text.resize(before + BLOCK, 0);
        let read = loop {
            let room = text.get_mut(before..).unwrap_or_default();
            match self.input.read(room) {
                Ok(read) => break read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Trouble::io(&self.name, &error)),
            }
        };
        text.truncate(before + read);
        self.over = read == 0;
        if !self.begun && (text.len() >= 3 || self.over) {
            self.begun = true;
            if text.starts_with(b"\xef\xbb\xbf") {
                text.drain(..3);
            }
        }
        Ok(())
    }

    /// At most so many records.
    pub fn take(&mut self, most: usize) -> Result<Option<Lines>, Trouble> {
        let mut text = std::mem::take(&mut self.rest);
        let mut lines: Vec<Line> = Vec::new();
        let (mut start, mut at) = (0, 0);
        let mut scan = Scan::default();
        while lines.len() < most && start < MOST_BYTES {
            while !self.begun {
                self.fill(&mut text)?;
            }
            let waiting = text.get(at..).unwrap_or_default();
            let end = waiting.iter().position(|byte| scan.ends(*byte, self.ends));
            let end = end.map(|end| at + end);
            match end {
                Some(end) => {
                    self.record(&mut lines, &text, start, end, true);
                    (start, at) = (end + 1, end + 1);
                    self.line += std::mem::take(&mut scan).lines;
                }
                None if text.len() - start > self.most => {
                    let kept = (start + KEPT).min(text.len());
                    let ended = self.pass_over(&mut text, &mut scan)?;
                    self.record(&mut lines, &text, start, kept, false);
                    let rest = text.split_off(ended);
                    text.truncate(kept);
                    text.extend(rest);
                    (start, at) = (kept, kept);
                    self.line += std::mem::take(&mut scan).lines;
                }
                None if self.over => {
                    let end = text.len();
                    self.record(&mut lines, &text, start, end, true);
                    start = end;
                    break;
                }
                None => {
                    at = text.len();
                    self.fill(&mut text)?;
                }
            }
        }
        self.rest = text.split_off(start.min(text.len()));
        Ok((!lines.is_empty()).then_some(Lines { text, lines }))
    }

    /// Reads to the end of a record that is too long and keeps none of it; where the next begins.
    fn pass_over(&mut self, text: &mut Vec<u8>, scan: &mut Scan) -> Result<usize, Trouble> {
        let kept = text.len();
        while !self.over {
            self.fill(text)?;
            let more = text.get(kept..).unwrap_or_default();
            if let Some(end) = more.iter().position(|byte| scan.ends(*byte, self.ends)) {
                return Ok(kept + end + 1);
            }
            text.truncate(kept);
        }
        Ok(text.len())
    }

    fn record(&self, lines: &mut Vec<Line>, text: &[u8], start: usize, end: usize, whole: bool) {
        let bytes = text.get(start..end).unwrap_or_default();
        let end = if bytes.ends_with(b"\r") { end - 1 } else { end };
        let bytes = text.get(start..end).unwrap_or_default();
        if !bytes.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r')) {
            lines.push(Line { range: start..end, number: self.line, whole });
        }
    }
}

impl<R: Read + Send> Source for Cut<R> {
    fn next(&mut self) -> Result<Option<Records>, Trouble> {
        Ok(self.take(MOST_RECORDS)?.map(Records::Json))
    }
}
