//! Rows as JSON Lines: one object each, its keys in the order of the columns, amounts as texts.

use crate::engine::columnar::cell::Cell;
use crate::engine::columnar::shown::Shown;

/// One line.
pub fn row(out: &mut Vec<u8>, shown: &[Shown], cells: &[Cell<'_>]) {
    let mut before = b'{';
    for (column, cell) in shown.iter().zip(cells) {
        out.push(std::mem::replace(&mut before, b','));
        text(out, &column.name);
        out.push(b':');
        match cell {
            Cell::Empty => out.extend_from_slice(b"null"),
            Cell::Text(words) => text(out, words),
            Cell::Truth(true) => out.extend_from_slice(b"true"),
            Cell::Truth(false) => out.extend_from_slice(b"false"),
            Cell::Day(day) => text(out, &day.to_string()),
            Cell::Texts(texts) => list(out, texts.iter().map(AsRef::as_ref)),
        }
    }
    if before == b'{' {
        out.push(b'{');
    }
    out.extend_from_slice(b"}\n");
}

fn list<'a>(out: &mut Vec<u8>, texts: impl Iterator<Item = &'a str>) {
    out.push(b'[');
    for (at, words) in texts.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        text(out, words);
    }
    out.push(b']');
}

/// A text in quotes, with what JSON does not let stand in them escaped.
pub fn text(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0..=0x1f | 0x7f => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}
