//! `solon code`: the page of a diagnostic, with a bad and a good example.

use crate::front::cli::Exit;
use crate::front::cli::session::Session;
use crate::front::pages;
use crate::ground::diagnostic::{Code, closest};
use clap::Args;

/// Explain the code of a diagnostic, with a bad and a good example.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon code E0301
  solon code                list every code")]
pub struct ExplainCode {
    /// The code; without it, all are listed
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

impl ExplainCode {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        let Some(asked) = &self.code else {
            return session.print(&list(), Exit::Done);
        };
        let asked = asked.to_ascii_uppercase();
        let known = Code::ALL.iter().find(|code| code.name() == asked);
        match known {
            Some(code) => session.print(&pages::page(*code), Exit::Done),
            None => {
                let names = Code::ALL.iter().map(|code| code.name());
                let help = match closest(&asked, names) {
                    Some(near) => format!("did you mean `{near}`? `solon code` lists all"),
                    None => "`solon code` lists all".to_owned(),
                };
                session.refuse(Code::E1005, &format!("no code is called `{asked}`"), &help)
            }
        }
    }
}

fn list() -> String {
    Code::ALL.iter().map(|code| format!("{}  {}\n", code.name(), code.title())).collect()
}
