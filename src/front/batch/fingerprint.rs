//! The hash of all on which the bytes of a run depend: laws, inputs, the day and the options.

use crate::engine::columnar::Run;
use crate::front::files::Input;
use crate::ground::text::Sources;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// How much of the beginning and of the end of an input is hashed.
const ENDS: u64 = 64 << 10;

/// The hash of a run, in hexadecimal digits.
pub fn fingerprint(
    run: &Run<'_>,
    sources: &Sources,
    inputs: &[Input],
    header: bool,
) -> io::Result<String> {
    let mut hash = blake3::Hasher::new();
    let mut say = |words: &str| {
        hash.update(&u64::try_from(words.len()).unwrap_or(0).to_le_bytes());
        hash.update(words.as_bytes());
    };
    say(env!("CARGO_PKG_VERSION"));
    for (_, source) in sources.rows() {
        say(&source.text);
    }
    for law in &run.judged {
        say(&run.laws.laws[*law].name);
    }
    say(&run.on.to_string());
    for column in &run.shown {
        say(&column.name);
    }
    let options = (run.empty, run.skips_unknown, run.form, run.limits, header);
    say(&format!("{options:?} {:?}", run.elsewhere));
    for input in inputs {
        say(&input.name);
        if input.path.as_os_str() == "-" {
            continue;
        }
        let mut file = File::open(&input.path)?;
        let size = file.metadata()?.len();
        say(&size.to_string());
        let mut bytes = Vec::new();
        file.by_ref().take(ENDS).read_to_end(&mut bytes)?;
        file.seek(SeekFrom::Start(size.saturating_sub(ENDS)))?;
        file.take(ENDS).read_to_end(&mut bytes)?;
        say(blake3::hash(&bytes).to_hex().as_str());
    }
    Ok(hash.finalize().to_hex().to_string())
}
