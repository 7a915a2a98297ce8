//! Compressed streams, by the ending of their name: `.gz` and `.zst`.

use std::io::{self, Read};

/// The name without the ending of a compression, and whether it had one.
pub fn bare(name: &str) -> &str {
    name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name)
}

/// The stream as it was before it was compressed.
pub fn unpacked(name: &str, input: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    Ok(if name.ends_with(".gz") {
        Box::new(flate2::read::MultiGzDecoder::new(io::BufReader::new(input)))
    } else if name.ends_with(".zst") {
        Box::new(zstd::stream::read::Decoder::new(input)?)
    } else {
        Box::new(input)
    })
}
