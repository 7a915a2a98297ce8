//! The codes with which the command ends, one meaning each.

use crate::ground::diagnostic::{Diagnostic, Severity};
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done; nothing that was asked to be reported as a failure.
    Done,
    /// Findings: a test failed, `--fail-on` matched, `fmt --check` differs, a diff is not empty.
    Findings,
    /// The command line was wrong.
    Usage,
    /// Laws, fact sheets or tests do not load or check, or a file could not be written.
    NotLoaded,
    /// Undetermined, where `--fail-on undetermined` was asked and nothing worse was found.
    Undetermined,
    /// An evaluation error.
    Evaluation,
    /// A limit was reached.
    Limit,
    /// A bug in Solon.
    Bug,
}

impl Exit {
    /// The number the process ends with.
    pub fn number(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::NotLoaded => 3,
            Exit::Undetermined => 4,
            Exit::Evaluation => 5,
            Exit::Limit => 6,
            Exit::Bug => 70,
        }
    }

    /// This one, unless all went well so far: then `next`.
    pub fn or(self, next: Exit) -> Exit {
        if self == Exit::Done { next } else { self }
    }

    /// What follows from what was found while loading: a limit counts as such where it was
    /// reached, whatever else is wrong.
    pub fn of(diagnostics: &[Diagnostic]) -> Exit {
        let errors = || diagnostics.iter().filter(|found| found.code.severity() == Severity::Error);
        if errors().any(|found| found.code.name().starts_with("E08")) {
            Exit::Limit
        } else if errors().next().is_some() {
            Exit::NotLoaded
        } else {
            Exit::Done
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.number())
    }
}
