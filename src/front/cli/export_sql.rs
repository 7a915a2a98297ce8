//! `solon export sql`: a law as a query for an engine of others.

use crate::engine::sql::{Asked, Dialect, emit};
use crate::front::cli::Exit;
use crate::front::cli::asked::Day;
use crate::front::cli::export::put;
use crate::front::cli::session::Session;
use crate::front::project;
use crate::ground::diagnostic::{Code, closest};
use crate::ground::table::Id;
use crate::language::law::{Judged, Law, Laws};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// A query that tells of each row of a table what a law says on a day, as exactly as `solon eval`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon export sql laws --dialect duckdb --on 2026-01-01 --out stores.sql
  solon export sql laws --dialect spark --on 2026-01-01 --table lake.sheets
  solon export sql laws --dialect postgres --on 2026-01-01 --columns id,covered,fine,needs

The table has one row for each entity that the law judges, and a column for each fact and event;
the head of the query lists them. NULL is an unknown fact, or an event that has not happened.")]
pub struct Sql {
    /// Law files, or folders of them
    #[arg(value_name = "LAW", required = true)]
    laws: Vec<PathBuf>,
    /// The law of this name, where there are several
    #[arg(long, value_name = "NAME")]
    law: Option<String>,
    /// Whose SQL
    #[arg(long, value_name = "ENGINE", value_enum)]
    dialect: Engine,
    /// The day, YYYY-MM-DD or today
    #[arg(long, value_name = "DATE")]
    on: Day,
    /// What is told, in order: definitions, `DUTY.status`, `needs`, facts; all that can be, if none
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    columns: Vec<String>,
    /// The table of facts, as the engine calls it
    #[arg(long, value_name = "TABLE", default_value = "sheets")]
    table: String,
    /// Write it to a file, whole or not at all
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// The engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Engine {
    #[value(name = "duckdb")]
    DuckDb,
    #[value(name = "postgres")]
    Postgres,
    #[value(name = "datafusion")]
    DataFusion,
    #[value(name = "spark")]
    Spark,
}

impl From<Engine> for Dialect {
    fn from(engine: Engine) -> Self {
        match engine {
            Engine::DuckDb => Dialect::DuckDb,
            Engine::Postgres => Dialect::Postgres,
            Engine::DataFusion => Dialect::DataFusion,
            Engine::Spark => Dialect::Spark,
        }
    }
}

impl Sql {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        let project = project::open(&self.laws, &session.limits);
        let exit = session.report(&project.found.diagnostics, &project.sources);
        if exit != Exit::Done {
            return exit;
        }
        let law = match self.chosen(&project.laws) {
            Ok(law) => law,
            Err((code, message, help)) => return session.refuse(code, &message, &help),
        };
        let on = self.on.date(session);
        let asked = Asked {
            law,
            on,
            dialect: self.dialect.into(),
            columns: &self.columns,
            table: &self.table,
        };
        match emit(&project.laws, &asked) {
            Ok(query) => put(session, &query, self.out.as_deref()),
            Err(found) => session.report(&found.diagnostics, &project.sources),
        }
    }

    /// The one law that is exported.
    fn chosen(&self, laws: &Laws) -> Result<Id<Law>, (Code, String, String)> {
        let named: Vec<(Id<Law>, &Law)> =
            laws.laws.rows().filter(|(_, law)| law.judged == Judged::Named).collect();
        let names = || named.iter().map(|(_, law)| law.name.as_str());
        if let Some(name) = &self.law {
            let found = named.iter().find(|(_, law)| law.name == *name);
            return found.map(|(id, _)| *id).ok_or_else(|| {
                let help = match closest(name, names()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are {}", names().collect::<Vec<_>>().join(", ")),
                };
                (Code::E1005, format!("no law is called `{name}`"), help)
            });
        }
        match named.as_slice() {
            [(only, _)] => Ok(*only),
            [] => Err((
                Code::E1009,
                "no law to export: only vocabularies or tests were named".to_owned(),
                "name a file that begins with `law`".to_owned(),
            )),
            _several => Err((
                Code::E1009,
                "one query tells of one law, and several were named".to_owned(),
                format!("say which with `--law`: {}", names().collect::<Vec<_>>().join(", ")),
            )),
        }
    }
}
