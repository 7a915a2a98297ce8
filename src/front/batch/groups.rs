//! What is known of the groups of a Parquet file that has no end yet, so that it can be read.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Writes what is known of further groups behind those before.
pub fn add(path: &Path, groups: &[Vec<u8>]) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    for group in groups {
        let length = u64::try_from(group.len()).unwrap_or(u64::MAX);
        file.write_all(&length.to_le_bytes())?;
        file.write_all(group)?;
    }
    file.sync_data()
}

/// What is known of every group, in order; one that was not written whole is left out.
pub fn read(path: &Path) -> io::Result<Vec<Vec<u8>>> {
    let bytes = fs::read(path)?;
    let mut rest = bytes.as_slice();
    let mut groups = Vec::new();
    while let Some((length, behind)) = rest.split_first_chunk::<8>() {
        let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let Some((group, behind)) = behind.split_at_checked(length) else { break };
        groups.push(group.to_vec());
        rest = behind;
    }
    Ok(groups)
}
