//! `solon man`: the manual pages, made from the same text as the help.

use crate::front::cli::session::Session;
use crate::front::cli::{Cli, Exit};
use crate::front::files;
use crate::ground::diagnostic::Code;
use clap::{Args, CommandFactory};
use std::path::PathBuf;

/// Print the manual page, or write one for each command.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon man | man -l -
  solon man eval
  solon man --dir /usr/local/share/man/man1")]
pub struct Man {
    /// The command whose page is printed; without it, the page of `solon` itself
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    dir: Option<PathBuf>,
}

impl Man {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        let mut root = Cli::command();
        root.build();
        if let Some(dir) = &self.dir {
            for command in std::iter::once(&root).chain(root.get_subcommands()) {
                let (name, text) = page(command);
                if let Err(error) = files::write(&dir.join(format!("{name}.1")), &text) {
                    let message = format!("`{}` cannot be written", files::shown(dir));
                    let help = format!("the system says: {}", files::said(&error));
                    return session.refuse(Code::E1008, &message, &help);
                }
            }
            return Exit::Done;
        }
        let Some(name) = &self.command else {
            return session.print(&page(&root).1, Exit::Done);
        };
        match root.find_subcommand(name) {
            Some(command) => session.print(&page(command).1, Exit::Done),
            None => {
                let help = "`solon --help` lists the commands";
                session.refuse(Code::E1005, &format!("no command is called `{name}`"), help)
            }
        }
    }
}

/// The name of a page, `solon-eval`, and its text.
fn page(command: &clap::Command) -> (String, String) {
    let own = command.get_name();
    let name = if own == "solon" { own.to_owned() } else { format!("solon-{own}") };
    let mut text = Vec::new();
    // Writing to memory cannot fail.
    let _ = clap_mangen::Man::new(command.clone()).render(&mut text);
    (name, String::from_utf8_lossy(&text).into_owned())
}
