//! `solon doc`: laws as a rulebook for reading.

use crate::front::cli::Exit;
use crate::front::cli::session::Session;
use crate::front::files;
use crate::front::project;
use crate::ground::diagnostic::Code;
use crate::language::law::Judged;
use crate::tools::doc::book::book;
use crate::tools::doc::{html, markdown};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Write laws as a rulebook for reading.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon doc policies/ru --out rulebook.html
  solon doc policies/ru/landing policies/eu --out rulebook.md
  solon doc laws/telecom.law | less

Every provision with its article, the words it quotes and how the author read them; parameters by
date, scales, decision tables and ladders as tables; the dates on which something changes, the
articles and what rests on each, the tests as worked examples, and an index. The HTML is one page
with nothing beside it: it reads on a phone and prints.")]
pub struct Doc {
    /// Law files, or folders of them
    #[arg(value_name = "LAW", required = true)]
    laws: Vec<PathBuf>,
    /// The form; where it is not said, that of the name of `--out`
    #[arg(long, value_name = "FORMAT", value_enum)]
    format: Option<Format>,
    /// Write it to a file, whole or not at all
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Markdown, as GitHub reads it (what is written where nothing is said)
    Markdown,
    /// One HTML page: no script, font or picture beside it
    Html,
}

impl Doc {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        let project = project::open(&self.laws, &session.limits);
        let exit = session.report(&project.found.diagnostics, &project.sources);
        if exit != Exit::Done {
            return exit;
        }
        let named =
            project.files.iter().any(|(file, it)| *it == Judged::Named && file.name().is_some());
        if !named {
            let message = "nothing to write a rulebook of: only tests were named";
            return session.refuse(Code::E1009, message, "name a file that begins with `law`");
        }
        let book = book(&project.files, &project.sources);
        let text = match self.format() {
            Format::Markdown => markdown::write(&book),
            Format::Html => match html::write(&book) {
                Ok(text) => text,
                Err(error) => {
                    let help = format!("this is a bug of Solon: {error}");
                    return session.refuse(Code::E1008, "the page cannot be written", &help);
                }
            },
        };
        let Some(path) = &self.out else { return session.print(&text, Exit::Done) };
        match files::write(path, &text) {
            Ok(()) => session.print(&format!("wrote {}\n", files::shown(path)), Exit::Done),
            Err(error) => {
                let message = format!("`{}` cannot be written", files::shown(path));
                let help = format!("the system says: {}", files::said(&error));
                session.refuse(Code::E1008, &message, &help)
            }
        }
    }

    fn format(&self) -> Format {
        let name = self.out.as_ref().and_then(|path| path.extension());
        let html = name
            .is_some_and(|it| it.eq_ignore_ascii_case("html") || it.eq_ignore_ascii_case("htm"));
        self.format.unwrap_or(if html { Format::Html } else { Format::Markdown })
    }
}
