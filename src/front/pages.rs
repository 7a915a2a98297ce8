//! The pages of `docs/errors`, which the program carries with it.

use crate::ground::diagnostic::Code;

/// The page of a code; its title alone where nobody has written one yet.
pub fn page(code: Code) -> String {
    match PAGES.iter().find(|(name, _)| *name == code.name()) {
        Some((_, text)) => (*text).to_owned(),
        None => format!("# {}: {}\n", code.name(), code.title()),
    }
}

include!(concat!(env!("OUT_DIR"), "/pages.rs"));
