//! `solon fmt`: laws in their canonical layout, each written whole or left as it is.

use crate::front::cli::Exit;
use crate::front::cli::session::Session;
use crate::front::files::{self, Input, Kind};
use crate::ground::diagnostic::{Code, Found};
use crate::ground::text::Sources;
use crate::language::format;
use crate::language::syntax;
use clap::Args;
use std::path::PathBuf;

/// Write laws in their canonical layout.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon fmt policies                  write every law below a folder in place
  solon fmt --check policies          list those that differ; exit code 1 if there are any
  solon fmt - < draft.law             from standard input to standard output

A file that cannot be read is left as it is.")]
pub struct Fmt {
    /// Law files, folders of them, or - for standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Change nothing: list the files whose layout differs
    #[arg(long)]
    check: bool,
}

impl Fmt {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        let mut sources = Sources::new();
        let mut found = Found::new();
        let inputs = files::gather(&self.paths, Kind::Law, &mut found);
        let mut out = String::new();
        let mut differs = false;
        for input in &inputs {
            let mut own = Found::new();
            let layout = layout(input, session, &mut sources, &mut own);
            found.append(own);
            let Some((before, after)) = layout else { continue };
            let piped = input.path.as_os_str() == "-";
            if self.check {
                if before != after {
                    differs = true;
                    out.push_str(&format!("{}\n", input.name));
                }
            } else if piped {
                out.push_str(&after);
            } else if before != after {
                write(input, &after, &mut found);
            }
        }
        let then = if differs { Exit::Findings } else { Exit::Done };
        let exit = session.report(&found.diagnostics, &sources).or(then);
        session.print(&out, exit)
    }
}

/// The text as it is and in its canonical layout; `None` where it cannot be read.
fn layout(
    input: &Input,
    session: &Session,
    sources: &mut Sources,
    found: &mut Found,
) -> Option<(String, String)> {
    let id = files::read(input, Kind::Law, &session.limits, sources, found)?;
    let text = sources.source(id).text.clone();
    let file = syntax::read(id, &text, &session.limits, found);
    if found.has_errors() {
        return None;
    }
    Some((text.to_string(), format::write(&file, &text)))
}

fn write(input: &Input, text: &str, found: &mut Found) {
    if let Err(error) = files::write(&input.path, text) {
        found
            .report(Code::E1008, None, format!("`{}` cannot be written", input.name))
            .help(format!("it is left as it was; the system says: {}", files::said(&error)));
    }
}
