//! `solon merge`: the shards of a batch, put together.

use crate::front::batch::merge::{Apart, merge};
use crate::front::batch::results::usual_rejects;
use crate::front::batch::summary::summary;
use crate::front::cli::Exit;
use crate::front::cli::batch::{ending, not_written};
use crate::front::cli::session::Session;
use crate::front::files;
use crate::ground::diagnostic::Code;
use clap::Args;
use std::path::PathBuf;

/// Put the shards of a batch together: the same bytes as one run of the whole.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon batch policies/ru --facts companies.jsonl --on 2022-02-04 --out 1.csv --shard 1/2
  solon batch policies/ru --facts companies.jsonl --on 2022-02-04 --out 2.csv --shard 2/2
  solon merge verdicts.csv 1.csv 2.csv

Beside the rows of each shard must stand what the batch wrote there: its log (.shard.json) and its
rejects (.rejects.jsonl).")]
pub struct Merge {
    /// The file of all rows, written whole or not at all
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// The files of rows of all shards, in any order
    #[arg(value_name = "SHARD", required = true)]
    shards: Vec<PathBuf>,
}

impl Merge {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        let rejects = usual_rejects(&self.out);
        match merge(&self.out, &rejects, &self.shards) {
            Ok(log) => {
                session.say(&summary(&log.laws, &log.tally, None));
                if log.tally.rejected > 0 {
                    let rejects = files::shown(&rejects);
                    session.say(&format!("the rejected records are in {rejects}\n"));
                }
                ending(&log.tally)
            }
            Err(Apart::Mismatch(message, help)) => session.refuse(Code::E1016, &message, &help),
            Err(Apart::Unread(path, error)) => {
                let message = format!("`{}` cannot be read", files::shown(&path));
                let help = format!("the system says: {}", files::said(&error));
                session.refuse(Code::E1001, &message, &help)
            }
            Err(Apart::Unwritten(it)) => not_written(session, &it.path, &it.error),
        }
    }
}
