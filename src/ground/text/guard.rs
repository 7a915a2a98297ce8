//! The scan before parsing: encoding, forbidden characters and bracket depth, in one linear pass.

use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::ground::text::Source;

/// How large and how deep an input may be; each can be raised by a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Nested brackets in a law.
    pub depth: usize,
    /// Bytes of one law file.
    pub law_bytes: usize,
    /// Bytes of one fact sheet.
    pub sheet_bytes: usize,
    /// Bits of one number.
    pub number_bits: usize,
    /// Diagnostics shown.
    pub shown: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 64,
            law_bytes: 16 << 20,
            sheet_bytes: 64 << 20,
            number_bits: 10_000_000,
            shown: 1000,
        }
    }
}

/// Scans a law's `text` and reports what must not reach the parser. `true` if it may be parsed.
pub fn guard(_text: &str, _source: Id<Source>, _limits: &Limits, _found: &mut Found) -> bool {
    true
}
