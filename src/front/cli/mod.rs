//! The command line: what can be asked for, one file per command.

pub mod exit;
pub mod apology;
pub mod arguments;
pub mod session;
pub mod asked;
pub mod eval;
pub mod batch;
pub mod merge;
pub mod explain;
pub mod timeline;
pub mod diff;
pub mod flip;
pub mod check;
pub mod lint;
pub mod mutate;
pub mod coverage;
pub mod watch;
pub mod review;
pub mod regress;
pub mod test;
pub mod fmt;
pub mod new;
pub mod export_sql;
pub mod export;
pub mod doc;
pub mod code;
pub mod lsp;
pub mod completions;
pub mod man;

pub use apology::apologise;
pub use exit::Exit;

use clap::{Parser, Subcommand};
use session::Session;
use std::ffi::OsString;
use std::io::ErrorKind;

/// What is asked of `solon`.
#[derive(Debug, Parser)]
#[command(
    name = "solon",
    version,
    about = "Laws as text that a lawyer can read and a machine can evaluate, explain and test",
    after_help = EXAMPLES,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub common: arguments::Common,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  solon new my-laws
  solon eval policies/ru --facts policies/ru/landing/sheets/apple.yaml --on 2022-02-04
  solon check policies
  solon lint policies
  solon test policies
  solon fmt --check policies
  solon code E0301

Exit codes: 0 done · 1 findings · 2 wrong command line · 3 laws or sheets do not load
            4 undetermined · 5 evaluation error · 6 a limit was reached · 70 a bug";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judge the entities of fact sheets under laws on a day
    Eval(eval::Eval),
    /// Judge files of many records: JSON Lines, CSV and Parquet, a row for each verdict
    Batch(batch::Batch),
    /// Put the shards of a batch together
    Merge(merge::Merge),
    /// Explain a verdict: every condition, its values, and where each came from
    Explain(explain::Explain),
    /// Show how verdicts change over time: every interval, exact to the day
    Timeline(timeline::Timeline),
    /// Show what an amendment changes: the provisions, and what follows for companies
    Diff(diff::Diff),
    /// Show the smallest change of facts that would change an answer
    Flip(flip::Flip),
    /// Check laws: syntax, names, types, units and dates, all problems at once
    Check(check::Check),
    /// Give advice on laws, and make the edits that are certain
    Lint(lint::Lint),
    /// Run the tests and asserts of laws
    Test(test::Test),
    /// Write laws in their canonical layout
    Fmt(fmt::Fmt),
    /// Begin a project: a law, a sheet, tests, a snapshot, settings of editors and CI
    New(new::New),
    /// Hand laws to other programs: the JSON Schema of fact sheets and of verdicts
    Export(export::Export),
    /// Write laws as a rulebook for reading: Markdown, or one HTML page
    Doc(doc::Doc),
    /// Explain the code of a diagnostic, with a bad and a good example
    Code(code::ExplainCode),
    /// Serve an editor: the language server, over standard input and output
    Lsp(lsp::Lsp),
    /// Print the completions of a shell
    Completions(completions::Completions),
    /// Print the manual page, or write one for each command
    Man(man::Man),
}

/// Reads the arguments, runs the command, and says how it ended.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        // Help and version are printed to standard output and are no mistake.
        Err(error) => {
            let wrong = error.use_stderr();
            let written = error.print();
            return match (wrong, written) {
                (true, _) => Exit::Usage,
                (false, Err(error)) if error.kind() != ErrorKind::BrokenPipe => Exit::NotLoaded,
                (false, _) => Exit::Done,
            };
        }
    };
    let session = Session::new(cli.common);
    match cli.command {
        Command::Eval(eval) => eval.run(&session),
        Command::Batch(batch) => batch.run(&session),
        Command::Merge(merge) => merge.run(&session),
        Command::Explain(explain) => explain.run(&session),
        Command::Timeline(timeline) => timeline.run(&session),
        Command::Diff(diff) => diff.run(&session),
        Command::Flip(flip) => flip.run(&session),
        Command::Check(check) => check.run(&session),
        Command::Lint(lint) => lint.run(&session),
        Command::Test(test) => test.run(&session),
        Command::Fmt(fmt) => fmt.run(&session),
        Command::New(new) => new.run(&session),
        Command::Export(export) => export.run(&session),
        Command::Doc(doc) => doc.run(&session),
        Command::Code(code) => code.run(&session),
        Command::Lsp(lsp) => lsp.run(&session),
        Command::Completions(completions) => completions.run(&session),
        Command::Man(man) => man.run(&session),
    }
}
