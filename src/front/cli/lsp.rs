//! `solon lsp`: the language server, over standard input and output.

use crate::front::cli::Exit;
use crate::front::cli::session::Session;
use crate::front::{files, lsp};
use clap::Args;
use std::io;

/// Serve an editor: the language server, over standard input and output.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon lsp                 an editor starts it and speaks the Language Server Protocol with it
  solon lsp --stdio         the same: some editors add the option

The exit code is 0 where the editor said `shutdown` before `exit`, otherwise 1.")]
pub struct Lsp {
    /// Over standard input and output, which is the only way
    #[arg(long)]
    stdio: bool,
}

impl Lsp {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        let output = io::stdout().lock();
        match lsp::serve(io::stdin(), io::BufWriter::new(output), session.limits) {
            Ok(true) => Exit::Done,
            Ok(false) => Exit::Findings,
            // An editor that is gone has left without a word.
            Err(error) => {
                session.say(&format!("solon lsp: {}\n", files::said(&error)));
                Exit::Findings
            }
        }
    }
}
