//! `solon batch`: verdicts of millions of sheets, a row each.

use crate::engine::columnar::pipeline::{self, Ended, Onward};
use crate::engine::columnar::shard::Shard;
use crate::engine::columnar::sinks::Form;
use crate::engine::columnar::{Run, Shown, Tally, shown};
use crate::engine::verdict::State;
use crate::facts::flat::{Empty, Flat};
use crate::facts::schema::Schema;
use crate::front::batch::fingerprint::fingerprint;
use crate::front::batch::inputs::{self, Format, Inputs, Reading};
use crate::front::batch::interrupt::Interrupt;
use crate::front::batch::log::Log;
use crate::front::batch::progress::{Progress, grouped};
use crate::front::batch::results::{Results, Unwritten, forget, state, usual_rejects};
use crate::front::batch::summary::summary;
use crate::front::cli::Exit;
use crate::front::cli::asked::{Day, refuse_name};
use crate::front::cli::session::Session;
use crate::front::files::{self, Input, Kind};
use crate::front::project::{self, Project};
use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::language::law::{Judged as Named, Law};
use clap::{Args, ValueEnum};
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::atomic::Ordering;

/// Judge files of many records under laws on a day.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon batch policies/ru --facts companies.jsonl --on 2022-02-04 --out verdicts.csv
  solon batch policies/ru --facts exports/ --on 2022-02-04 --out verdicts.jsonl --threads 8
  solon batch law.law --facts rows.csv --on today --out verdicts.csv --columns entity,state,covered
  solon batch law.law --facts rows.parquet --on 2022-02-04 --out 1.csv --shard 1/2
  zcat rows.csv.gz | solon batch law.law --facts - --from csv --on 2022-02-04 --out - --to jsonl

A line of JSON is a sheet as `solon eval` takes it, or flat: each key a column. There is a row for
each law and entity judged, in the order of the records. Records that cannot be judged go to a file
of rejects with the reason, and the run goes on: it ends with code 1, and with code 5 where a law
could not be evaluated.")]
pub struct Batch {
    /// Law files, or folders of them
    #[arg(value_name = "LAW", required = true)]
    laws: Vec<PathBuf>,
    /// Files of records (.jsonl, .ndjson, .csv, .parquet; .gz, .zst), folders of them, or -
    /// for standard input
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    facts: Vec<PathBuf>,
    /// The day asked about, YYYY-MM-DD or today
    #[arg(long, value_name = "DATE")]
    on: Day,
    /// The file of rows (.csv, .jsonl, .parquet), written whole or not at all; - for standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Only the law of this name
    #[arg(long, value_name = "NAME")]
    law: Option<String>,
    /// The columns of the rows: those there are, definitions, plain facts, ENTITY.FIELD
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    columns: Vec<String>,
    /// Write CSV without the line of names
    #[arg(long)]
    no_header: bool,
    /// What standard input holds
    #[arg(long, value_name = "FORMAT", value_enum)]
    from: Option<Stdin>,
    /// What is written to standard output
    #[arg(long, value_name = "FORMAT", value_enum)]
    to: Option<To>,
    /// How many threads judge; where it is not said, as many as there are cores
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// The file of rejects; where it is not said, that of the rows with `.rejects.jsonl` behind it
    #[arg(long, value_name = "FILE", conflicts_with = "shard")]
    rejects: Option<PathBuf>,
    /// Judge one part of N, `I/N`: every N-th chunk of records; `solon merge` puts them together
    #[arg(long, value_name = "I/N")]
    shard: Option<Part>,
    /// Go on with a run that was interrupted
    #[arg(long)]
    resume: bool,
    /// Pass over keys and columns that no loaded law asks for
    #[arg(long)]
    skip_unknown: bool,
    /// What an empty cell or `null` says of an optional fact or an event
    #[arg(long, value_name = "MEANING", value_enum, default_value_t = EmptyCell::Unknown)]
    empty: EmptyCell,
}

/// What standard input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Stdin {
    /// JSON Lines
    Jsonl,
    /// CSV
    Csv,
}

/// What is written to standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// JSON Lines
    Jsonl,
    /// CSV
    Csv,
}

/// What an empty cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum EmptyCell {
    /// That it is not known
    Unknown,
    /// That there is known to be none
    None,
}

impl Batch {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        self.judged(session).unwrap_or_else(|exit| exit)
    }

    fn judged(&self, session: &Session) -> Result<Exit, Exit> {
        let form = self.form(session)?;
        let mut project = project::open(&self.laws, &session.limits);
        let inputs = match project.found.has_errors() {
            true => Vec::new(),
            false => files::gather(&self.facts, Kind::Records, &mut project.found),
        };
        project.found.diagnostics.retain(|found| found.code != Code::W0001);
        let exit = session.report(&project.found.diagnostics, &project.sources);
        if exit != Exit::Done {
            return Err(exit);
        }
        self.apart(session, &inputs)?;
        let judged = self.named_laws(session, &project)?;
        let schema = Schema::of(&project.laws);
        let run = Run {
            laws: &project.laws,
            schema: &schema,
            flat: Flat::of(&project.laws, &schema),
            elsewhere: project.elsewhere(),
            shown: self.shown(session, &project, &judged)?,
            judged,
            on: self.on.date(session),
            limits: session.limits,
            empty: match self.empty {
                EmptyCell::Unknown => Empty::Unknown,
                EmptyCell::None => Empty::None,
            },
            skips_unknown: self.skip_unknown,
            form,
            quick: Default::default(),
        };
        self.carried_out(session, &run, &project, inputs)
    }

    fn carried_out(
        &self,
        session: &Session,
        run: &Run<'_>,
        project: &Project,
        inputs: Vec<Input>,
    ) -> Result<Exit, Exit> {
        let reading = Reading {
            flat: &run.flat,
            from: self.from.map(|from| match from {
                Stdin::Jsonl => Format::Json,
                Stdin::Csv => Format::Csv,
            }),
            skips_unknown: self.skip_unknown,
            most: session.limits.sheet_bytes,
        };
        let log = self.log(session, run, project, &inputs)?;
        let from_file = inputs.iter().all(|input| input.path.as_os_str() != "-");
        let unwritten = |it: Unwritten| not_written(session, &it.path, &it.error);
        let (shard, before) = (log.shard, log.tally.read);
        let rejects = self.rejects();
        let mut results =
            Results::begin(&self.out, rejects.as_deref(), &run.shown, !self.no_header, log)
                .map_err(unwritten)?;
        let interrupt = Interrupt::listen().unwrap_or_default();
        let mut progress = Progress::new(inputs::size(&inputs));
        let mut inputs = Inputs::new(inputs, reading);
        let read = inputs.read();
        let threads = self.threads.or_else(|| std::thread::available_parallelism().ok());
        let threads = threads.map_or(1, NonZeroUsize::get);
        let mut wrong = None;
        let can_resume = from_file && results.can_resume();
        let ended = pipeline::run(run, &mut inputs, shard, threads, &mut |judged| {
            let taken = results.take(judged);
            let settles = can_resume
                && results.can_settle()
                && (interrupt.asked() || run.form == Form::Columns || progress.is_time_to_settle());
            let taken = taken.and_then(|()| if settles { results.settle() } else { Ok(()) });
            if let Err(it) = taken {
                wrong = Some(it);
                return Onward::No;
            }
            let records = results.log.tally.read - before;
            progress.tell(records, read.load(Ordering::Relaxed));
            if interrupt.asked() { Onward::No } else { Onward::Yes }
        });
        progress.end();
        let settled = can_resume && state(&self.out).exists();
        let stopped = match (wrong, ended) {
            (Some(wrong), _) => Some(unwritten(wrong)),
            (None, Ended::Trouble(trouble)) => {
                Some(session.refuse(trouble.code, &trouble.message, &trouble.help))
            }
            (None, Ended::Stopped) => {
                let read = grouped(results.log.tally.read);
                session.say(&format!("interrupted behind {read} records\n"));
                Some(Exit::NotLoaded)
            }
            (None, Ended::All) => None,
        };
        if let Some(exit) = stopped {
            if settled {
                session.say("the same command with `--resume` goes on from what is written down\n");
                results.keep();
            } else {
                drop(results);
            }
            if interrupt.asked() {
                interrupt.end();
            }
            return Err(exit);
        }
        let tally = &results.log.tally;
        let read = tally.read - before;
        // A shard may have no chunk of a small input.
        if tally.read == 0 && shard.of == 1 {
            let help = "an input must hold at least one record";
            return Err(session.refuse(Code::E1009, "the inputs hold no records", help));
        }
        let log = results.place().map_err(unwritten)?;
        session.say(&summary(&log.laws, &log.tally, Some(&progress.rate(read))));
        if let Some(rejects) = rejects.filter(|_| log.tally.rejected > 0) {
            session.say(&format!("the rejected records are in {}\n", files::shown(&rejects)));
        }
        Ok(ending(&log.tally))
    }

    /// What has been done already: nothing, or where the run is resumed what it had come to.
    fn log(
        &self,
        session: &Session,
        run: &Run<'_>,
        project: &Project,
        inputs: &[Input],
    ) -> Result<Log, Exit> {
        let hash = fingerprint(run, &project.sources, inputs, !self.no_header);
        let hash = hash.map_err(|error| {
            let help = format!("the system says: {}", files::said(&error));
            session.refuse(Code::E1001, "an input cannot be read", &help)
        })?;
        let laws = project.laws.laws.iter().map(|law| law.name.clone()).collect();
        let mut log = Log {
            run: hash,
            shard: self.shard.unwrap_or(Part(Shard::WHOLE)).0,
            form: run.form,
            header: 0,
            pieces: Vec::new(),
            laws,
            tally: Tally::default(),
        };
        let state = state(&self.out);
        if !self.resume {
            forget(&self.out);
            return Ok(log);
        }
        let Ok(text) = std::fs::read_to_string(&state) else {
            session.say("there is nothing to resume: the run begins anew\n");
            return Ok(log);
        };
        let before = Log::read(&text).filter(|before| {
            let shard = Shard { done: 0, ..before.shard };
            before.run == log.run && shard == log.shard && before.laws == log.laws
        });
        match before {
            Some(before) => log = before,
            None => {
                return Err(session.refuse(
                    Code::E1015,
                    "the interrupted run was another one",
                    "laws, inputs, day and options must be as they were; without `--resume` it \
                     begins anew",
                ));
            }
        }
        session.say(&format!("resumed behind {} records\n", grouped(log.tally.read)));
        Ok(log)
    }

    /// Refuses to write what is being read.
    fn apart(&self, session: &Session, inputs: &[Input]) -> Result<(), Exit> {
        for path in [Some(self.out.clone()), self.rejects()].into_iter().flatten() {
            let real = std::fs::canonicalize(&path);
            if real.is_ok_and(|real| inputs.iter().any(|input| input.real == real)) {
                let message = format!("`{}` is read by the same run", files::shown(&path));
                return Err(session.refuse(Code::E1008, &message, "write to another folder"));
            }
        }
        if self.shard.is_some() && self.out.as_os_str() == "-" {
            let help = "`solon merge` reads files: name one with `--out`";
            return Err(session.refuse(Code::E1008, "a shard is written to a file", help));
        }
        if self.rejects.as_ref() == Some(&self.out) {
            let help = "name another file for the rejects";
            return Err(session.refuse(Code::E1008, "rows and rejects go to one file", help));
        }
        Ok(())
    }

    fn form(&self, session: &Session) -> Result<Form, Exit> {
        let to = match self.to {
            Some(To::Jsonl) => Some(Form::Json),
            Some(To::Csv) => Some(Form::Csv),
            None if self.out.as_os_str() == "-" => None,
            None => match self.out.extension().and_then(|ending| ending.to_str()) {
                Some("jsonl" | "ndjson") => Some(Form::Json),
                Some("csv") => Some(Form::Csv),
                Some("parquet") => Some(Form::Columns),
                Some(_) | None => None,
            },
        };
        to.ok_or_else(|| {
            let message =
                format!("`{}` does not say how rows are written", files::shown(&self.out));
            session.refuse(
                Code::E1007,
                &message,
                "end its name in `.csv`, `.jsonl` or `.parquet`, or say `--to`",
            )
        })
    }

    fn named_laws(&self, session: &Session, project: &Project) -> Result<Vec<Id<Law>>, Exit> {
        let named = || project.laws.laws.rows().filter(|(_, law)| law.judged == Named::Named);
        let laws: Vec<Id<Law>> = named()
            .filter(|(_, law)| self.law.as_ref().is_none_or(|name| *name == law.name))
            .map(|(id, _)| id)
            .collect();
        if !laws.is_empty() {
            return Ok(laws);
        }
        let names: Vec<&str> = named().map(|(_, law)| law.name.as_str()).collect();
        Err(match &self.law {
            Some(name) => refuse_name(session, "law", name, &names),
            None => session.refuse(
                Code::E1009,
                "no law to judge by: only vocabularies or tests were named",
                "name a file that begins with `law`",
            ),
        })
    }

    fn shown(
        &self,
        session: &Session,
        project: &Project,
        judged: &[Id<Law>],
    ) -> Result<Vec<Shown>, Exit> {
        if self.columns.is_empty() {
            return Ok(shown::usual(&project.laws, judged));
        }
        shown::chosen(&project.laws, judged, &self.columns)
            .map_err(|wrong| session.refuse(Code::E1005, &wrong.message, &wrong.help))
    }

    fn rejects(&self) -> Option<PathBuf> {
        let beside = (self.out.as_os_str() != "-").then(|| usual_rejects(&self.out));
        self.rejects.clone().or(beside)
    }
}

/// Which code follows from all verdicts: an error of evaluation says more than a reject.
pub fn ending(tally: &Tally) -> Exit {
    if tally.in_state(State::Error) > 0 {
        Exit::Evaluation
    } else if tally.rejected > 0 {
        Exit::Findings
    } else {
        Exit::Done
    }
}

/// Says that something cannot be written; a reader of a pipe that has gone away is no error.
pub fn not_written(session: &Session, path: &Path, error: &io::Error) -> Exit {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Exit::Done;
    }
    let message = format!("`{}` cannot be written", files::shown(path));
    let help = format!("the system says: {}", files::said(error));
    session.refuse(Code::E1008, &message, &help)
}

/// One of several parts of a run, as it is asked for: `2/5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part(Shard);

impl FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let part = text.split_once('/').and_then(|(at, of)| {
            let (at, of): (u64, u64) = (at.parse().ok()?, of.parse().ok()?);
            (1 <= at && at <= of).then(|| Part(Shard { at: at - 1, of, done: 0 }))
        });
        part.ok_or_else(|| "a shard is written I/N, from 1/N to N/N".to_owned())
    }
}
