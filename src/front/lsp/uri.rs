//! From the address of a document to its path, and back.

use gen_lsp_types::Uri;
use std::path::{Path, PathBuf};

/// The path of a document. One that is no file (an unsaved buffer) has its whole address for a path,
/// at which no file lies.
pub fn path(uri: &Uri) -> PathBuf {
    match uri.0.strip_prefix("file://") {
        Some(rest) => {
            // `file://localhost/x` is `file:///x`.
            let rest = rest.strip_prefix("localhost").unwrap_or(rest);
            let text = decoded(rest);
            let drive = text.strip_prefix('/').filter(|rest| rest.as_bytes().get(1) == Some(&b':'));
            PathBuf::from(drive.unwrap_or(&text))
        }
        None => PathBuf::from(&uri.0),
    }
}

/// The address of a file.
pub fn of(path: &Path) -> Uri {
    let text = path.to_string_lossy().replace('\\', "/");
    if !path.is_absolute() {
        return Uri(text);
    }
    let mut uri = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    Uri(uri)
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        match (first, byte) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or(&[]);
            }
            (first, _) => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
