//! `solon completions`: what a shell needs to complete the command line.

use crate::front::cli::session::Session;
use crate::front::cli::{Cli, Exit};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Print the completions of a shell.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon completions bash > ~/.local/share/bash-completion/completions/solon
  solon completions zsh  > ~/.zfunc/_solon
  solon completions fish > ~/.config/fish/completions/solon.fish")]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

impl Completions {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "solon", &mut script);
        session.print(&String::from_utf8_lossy(&script), Exit::Done)
    }
}
