//! How large an input may be.

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
