//! Rows as CSV: RFC 4180, each line ended by `\n`, the texts of a list joined by `;`.

use crate::engine::columnar::cell::Cell;
use crate::engine::columnar::shown::Shown;

/// The line of the names of the columns.
pub fn header(shown: &[Shown]) -> Vec<u8> {
    let mut out = Vec::new();
    for (at, column) in shown.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        text(&mut out, &column.name);
    }
    out.push(b'\n');
    out
}

/// One line.
pub fn row(out: &mut Vec<u8>, cells: &[Cell<'_>]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        self::cell(out, cell);
    }
    // A line of one empty cell would be no line to most readers.
    if let [Cell::Empty] = cells {
        out.extend_from_slice(b"\"\"");
    }
    out.push(b'\n');
}

/// One cell.
pub fn cell(out: &mut Vec<u8>, cell: &Cell<'_>) {
    match cell {
        Cell::Empty => {}
        Cell::Text(words) => text(out, words),
        Cell::Truth(true) => out.extend_from_slice(b"true"),
        Cell::Truth(false) => out.extend_from_slice(b"false"),
        Cell::Day(day) => out.extend_from_slice(day.to_string().as_bytes()),
        Cell::Texts(texts) => text(out, &texts.join(";")),
    }
}

/// A text, in quotes where it holds what divides cells or lines.
fn text(out: &mut Vec<u8>, text: &str) {
    if !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        return out.extend_from_slice(text.as_bytes());
    }
    out.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}
