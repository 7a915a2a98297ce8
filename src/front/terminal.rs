//! The terminal: how wide it is, whether it shows colours, and how texts reach it whole or not at all.

use std::io::{self, IsTerminal, Write};

/// The widest layout: wider lines are harder to read, not better.
pub const WIDEST: usize = 100;
/// The narrowest layout that is still tried.
pub const NARROWEST: usize = 40;

/// One of the two streams a command writes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Results.
    Output,
    /// Diagnostics.
    Errors,
}

/// Whether a stream shows colours of itself: a terminal does, unless `NO_COLOR` is set.
pub fn colourful(stream: Stream) -> bool {
    let choice = match stream {
        Stream::Output => anstream::AutoStream::choice(&io::stdout()),
        Stream::Errors => anstream::AutoStream::choice(&io::stderr()),
    };
    choice != anstream::ColorChoice::Never
}

/// How many columns a text may take: `COLUMNS` if set, else the terminal's, else the widest.
pub fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok());
    let seen = || io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    let columns = told.or_else(|| seen().map(|(width, _)| usize::from(width.0)));
    columns.unwrap_or(WIDEST).clamp(NARROWEST, WIDEST)
}

/// Writes a text to a stream. A reader that has gone away (a broken pipe) is no error.
pub fn write(stream: Stream, text: &str) -> io::Result<()> {
    let written = match stream {
        Stream::Output => all(&mut io::stdout().lock(), text),
        Stream::Errors => all(&mut io::stderr().lock(), text),
    };
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

fn all(out: &mut impl Write, text: &str) -> io::Result<()> {
    out.write_all(text.as_bytes())?;
    out.flush()
}
