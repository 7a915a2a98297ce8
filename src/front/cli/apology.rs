//! The last resort: what is said when Solon itself is at fault.

use crate::front::terminal::{self, Stream};
use std::panic::PanicHookInfo;

/// Says that a bug was met, where, and asks to report it.
pub fn apologise(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map_or(String::new(), |place| format!(" at {place}"));
    let payload = panic.payload();
    let words = payload
        .downcast_ref::<&str>()
        .map(|words| (*words).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    let text = format!(
        "solon {} met a bug of its own{place}:\n  {words}\n\
         No result was given. Please report it with the command line and the files that led to \
         it; for the way there, run it again with RUST_BACKTRACE=1.\n",
        env!("CARGO_PKG_VERSION"),
    );
    let _ = terminal::write(Stream::Errors, &text);
    if std::env::var_os("RUST_BACKTRACE").is_some() {
        let way = format!("{}\n", std::backtrace::Backtrace::force_capture());
        let _ = terminal::write(Stream::Errors, &way);
    }
}
