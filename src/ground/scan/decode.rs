//! From the bytes of a file to text: UTF-8 and nothing else.

use crate::ground::diagnostic::{Code, Diagnostic};
use crate::ground::text::Lines;

/// Reads `bytes` as UTF-8, without a byte order mark. The diagnostic of another encoding has no
/// place of its own, since there is no text to point into; its message names line and column.
pub fn decode(bytes: &[u8]) -> Result<&str, Box<Diagnostic>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(order) = utf16(bytes) {
        return Err(told(format!("the file is UTF-16 ({order} endian)"), "save it as UTF-8"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or(&[]);
            let good = std::str::from_utf8(good).unwrap_or("");
            let place = Lines::of(good).position(good, good.len());
            let byte = bytes.get(error.valid_up_to()).copied().unwrap_or(0);
            let (line, column) = (place.line, place.column);
            let message = format!("line {line}, column {column}: byte 0x{byte:02X} is not UTF-8");
            Err(told(message, "save the file as UTF-8; it may be Windows-1252 or Windows-1251"))
        }
    }
}

fn told(message: String, help: &str) -> Box<Diagnostic> {
    let mut told = Diagnostic::new(Code::E0114, None, message);
    told.help(help);
    Box::new(told)
}

/// The byte order of UTF-16: by its mark, or by a NUL beside the first letter.
fn utf16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, ..] => Some("little"),
        [0xfe, 0xff, ..] => Some("big"),
        [letter, 0, second, 0, ..] if *letter != 0 && *second != 0 => Some("little"),
        [0, letter, 0, second, ..] if *letter != 0 && *second != 0 => Some("big"),
        _ => None,
    }
}
