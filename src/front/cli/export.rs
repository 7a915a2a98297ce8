//! `solon export`: laws in the forms that other programs read.

use crate::front::cli::Exit;
use crate::front::cli::export_sql::Sql;
use crate::front::cli::session::Session;
use crate::front::files;
use crate::front::project::{self, Project};
use crate::ground::diagnostic::Code;
use crate::language::law::Judged;
use crate::tools::export::{columns, sheet, verdict};
use crate::tools::report::json;
use clap::{Args, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

/// Hand laws to other programs.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon export schema laws --out sheet.schema.json
  solon export schema laws --of verdict
  solon export sql laws --dialect duckdb --on 2026-01-01 --out stores.sql
  solon export schema --help")]
pub struct Export {
    /// The form.
    #[command(subcommand)]
    form: Form,
}

/// The forms.
#[derive(Debug, Subcommand)]
enum Form {
    /// The JSON Schema of fact sheets, for editors, or of verdicts, for their consumers
    Schema(Schema),
    /// A query that tells the same on DuckDB, PostgreSQL, DataFusion or Spark
    Sql(Sql),
}

/// The JSON Schema (2020-12) of the fact sheets of laws, or of their verdicts.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon export schema laws --out sheet.schema.json
  solon export schema policies/ru/landing policies/eu/dsa
  solon export schema laws --of verdict
  solon export schema --of verdict        the published schema, for every law
  solon export schema laws --columns      the columns of flat files for `solon batch`

An editor with a YAML language server reads it from the first line of a sheet:
  # yaml-language-server: $schema=../sheet.schema.json")]
pub struct Schema {
    /// Law files, or folders of them
    #[arg(value_name = "LAW", required_unless_present = "of", required_if_eq("of", "sheet"))]
    laws: Vec<PathBuf>,
    /// Of what
    #[arg(long, value_name = "WHAT", value_enum)]
    of: Option<Of>,
    /// The columns under which facts stand in a table, as CSV: for `solon batch`
    #[arg(long, conflicts_with = "of")]
    columns: bool,
    /// Write it to a file, whole or not at all
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Of {
    /// Fact sheets: what may be stated, of which type (what is exported where nothing is said)
    #[default]
    Sheet,
    /// Verdicts: `solon.verdict/1`, with the names of the laws
    Verdict,
}

impl Export {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        match &self.form {
            Form::Schema(schema) => schema.run(session),
            Form::Sql(sql) => sql.run(session),
        }
    }
}

impl Schema {
    fn run(&self, session: &Session) -> Exit {
        let of = self.of.unwrap_or_default();
        let text = match (of, self.laws.is_empty()) {
            (Of::Verdict, true) => json::pretty(&verdict::schema(None)),
            (Of::Sheet | Of::Verdict, _) => {
                let project = project::open(&self.laws, &session.limits);
                let exit = session.report(&project.found.diagnostics, &project.sources);
                if exit != Exit::Done {
                    return exit;
                }
                let Project { laws, .. } = &project;
                if !laws.laws.iter().any(|law| law.judged == Judged::Named) {
                    let message = "no law to export: only vocabularies or tests were named";
                    let help = "name a file that begins with `law`";
                    return session.refuse(Code::E1009, message, help);
                }
                match of {
                    Of::Sheet if self.columns => columns::columns(laws),
                    Of::Sheet => json::pretty(&sheet::schema(laws, &project.elsewhere())),
                    Of::Verdict => json::pretty(&verdict::schema(Some(laws))),
                }
            }
        };
        put(session, &text, self.out.as_deref())
    }
}

/// Writes what was asked for to a file, or prints it.
pub(super) fn put(session: &Session, text: &str, out: Option<&Path>) -> Exit {
    let Some(path) = out else { return session.print(text, Exit::Done) };
    match files::write(path, text) {
        Ok(()) => session.print(&format!("wrote {}\n", files::shown(path)), Exit::Done),
        Err(error) => {
            let message = format!("`{}` cannot be written", files::shown(path));
            let help = format!("the system says: {}", files::said(&error));
            session.refuse(Code::E1008, &message, &help)
        }
    }
}
