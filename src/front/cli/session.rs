//! One run of the command: how it talks to the terminal, and how it ends.

use crate::front::cli::Exit;
use crate::front::cli::arguments::{Common, Look};
use crate::front::diagnostics;
use crate::front::files;
use crate::front::terminal::{self, Stream};
use crate::ground::diagnostic::{Code, Diagnostic};
use crate::ground::text::{Limits, Sources};

/// What a command needs to know of the world around it.
#[derive(Clone, Debug)]
pub struct Session {
    /// How large inputs may be.
    pub limits: Limits,
    /// The columns a report may take.
    pub width: usize,
    /// Whether reports may hold colour codes.
    pub colour: bool,
    errors_in_colour: bool,
    look: Look,
}

impl Session {
    /// The session of the common arguments.
    pub fn new(common: Common) -> Self {
        Self {
            limits: common.limits.into(),
            width: terminal::width(),
            colour: common.color.on(Stream::Output),
            errors_in_colour: common.color.on(Stream::Errors),
            look: common.diagnostics,
        }
    }

    /// Prints a result and ends with `exit`, unless the result could not be written.
    pub fn print(&self, text: &str, exit: Exit) -> Exit {
        match terminal::write(Stream::Output, text) {
            Ok(()) => exit,
            Err(error) => self.refuse(
                Code::E1008,
                "standard output cannot be written",
                &format!("the system says: {}", files::said(&error)),
            ),
        }
    }

    /// Says something beside the result.
    pub fn say(&self, text: &str) {
        // Where even standard error is gone there is nobody left to tell.
        let _ = terminal::write(Stream::Errors, text);
    }

    /// Reports what was found, and says which exit follows from it.
    pub fn report(&self, diagnostics: &[Diagnostic], sources: &Sources) -> Exit {
        if !diagnostics.is_empty() {
            let text = match self.look {
                Look::Json => diagnostics::json(diagnostics, sources),
                Look::Drawn | Look::Narrated => {
                    let look = diagnostics::Look {
                        drawn: self.look == Look::Drawn,
                        colour: self.errors_in_colour,
                        width: self.width,
                    };
                    diagnostics::text(diagnostics, sources, look, self.limits.shown)
                }
            };
            self.say(&text);
        }
        Exit::of(diagnostics)
    }

    /// Reports one problem of no text, and says which exit follows from it.
    pub fn refuse(&self, code: Code, message: &str, help: &str) -> Exit {
        let mut diagnostic = Diagnostic::new(code, None, message);
        diagnostic.help(help);
        self.report(&[diagnostic], &Sources::new())
    }
}
