//! `solon batch`: verdicts of millions of sheets, a row each.

use crate::engine::columnar::pipeline::{self, Ended, Onward};
use crate::engine::columnar::sinks::{Encoded, Form, csv};
use crate::engine::columnar::{Judged, Run, Shown, Tally, shown};
use crate::engine::verdict::State;
use crate::facts::flat::{Empty, Flat};
use crate::facts::schema::Schema;
use crate::front::batch::inputs::{self, Format, Inputs, Reading};
use crate::front::batch::output::Growing;
use crate::front::batch::progress::Progress;
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
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// Judge files of many records under laws on a day.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon batch policies/ru --facts companies.jsonl --on 2022-02-04 --out verdicts.csv
  solon batch policies/ru --facts exports/ --on 2022-02-04 --out verdicts.jsonl --threads 8
  solon batch law.law --facts rows.csv --on today --out verdicts.csv --columns entity,state,covered
  zcat rows.csv.gz | solon batch law.law --facts - --from csv --on 2022-02-04 --out - --to jsonl

A line of JSON is a sheet as `solon eval` takes it, or flat: each key a column. There is a row for
each law and entity judged, in the order of the records. Records that cannot be judged go to a file
of rejects with the reason, and the run goes on: it ends with code 1, and with code 5 where a law
could not be evaluated.")]
pub struct Batch {
    /// Law files, or folders of them
    #[arg(value_name = "LAW", required = true)]
    laws: Vec<PathBuf>,
    /// Files of records (.jsonl, .ndjson, .csv, also .gz and .zst), folders of them, or - for
    /// standard input
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    facts: Vec<PathBuf>,
    /// The day asked about, YYYY-MM-DD or today
    #[arg(long, value_name = "DATE")]
    on: Day,
    /// The file of rows (.csv, .jsonl), written whole or not at all; - for standard output
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
    from: Option<From>,
    /// What is written to standard output
    #[arg(long, value_name = "FORMAT", value_enum)]
    to: Option<To>,
    /// How many threads judge; where it is not said, as many as there are cores
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// The file of rejects; where it is not said, that of the rows with `.rejects.jsonl` behind it
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Pass over keys and columns that no loaded law asks for
    #[arg(long)]
    skip_unknown: bool,
    /// What an empty cell or `null` says of an optional fact or an event
    #[arg(long, value_name = "MEANING", value_enum, default_value_t = EmptyCell::Unknown)]
    empty: EmptyCell,
}

/// What standard input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
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
        };
        self.carried_out(session, &run, inputs)
    }

    fn carried_out(
        &self,
        session: &Session,
        run: &Run<'_>,
        inputs: Vec<Input>,
    ) -> Result<Exit, Exit> {
        let reading = Reading {
            flat: &run.flat,
            from: self.from.map(|from| match from {
                From::Jsonl => Format::Json,
                From::Csv => Format::Csv,
            }),
            skips_unknown: self.skip_unknown,
            most: session.limits.sheet_bytes,
        };
        let mut progress = Progress::new(inputs::size(&inputs));
        let mut inputs = Inputs::new(inputs, reading);
        let read = inputs.read();
        let mut results = Results::begin(self, run).map_err(|wrong| wrong.told(session))?;
        let threads = self.threads.or_else(|| std::thread::available_parallelism().ok());
        let threads = threads.map_or(1, NonZeroUsize::get);
        let mut wrong = None;
        let ended = pipeline::run(run, &mut inputs, threads, &mut |judged| {
            if let Err(it) = results.take(judged) {
                wrong = Some(it);
                return Onward::No;
            }
            progress.tell(results.tally.read, read.load(Ordering::Relaxed));
            Onward::Yes
        });
        progress.end();
        if let Some(wrong) = wrong {
            return Err(wrong.told(session));
        }
        if let Ended::Trouble(trouble) = ended {
            return Err(session.refuse(trouble.code, &trouble.message, &trouble.help));
        }
        let tally = results.tally.clone();
        if tally.read == 0 {
            let help = "an input must hold at least one record";
            return Err(session.refuse(Code::E1009, "the inputs hold no records", help));
        }
        let rejects = results.place().map_err(|wrong| wrong.told(session))?;
        session.say(&summary(run.laws, &tally, Some(&progress.rate(tally.read))));
        if let Some(rejects) = rejects.filter(|_| tally.rejected > 0) {
            session.say(&format!("the rejected records are in {}\n", files::shown(&rejects)));
        }
        Ok(ending(&tally))
    }

    fn form(&self, session: &Session) -> Result<Form, Exit> {
        let to = match self.to {
            Some(To::Jsonl) => Some(Form::Json),
            Some(To::Csv) => Some(Form::Csv),
            None if self.out.as_os_str() == "-" => None,
            None => match self.out.extension().and_then(|ending| ending.to_str()) {
                Some("jsonl" | "ndjson") => Some(Form::Json),
                Some("csv") => Some(Form::Csv),
                Some(_) | None => None,
            },
        };
        to.ok_or_else(|| {
            let message =
                format!("`{}` does not say how rows are written", files::shown(&self.out));
            session.refuse(
                Code::E1007,
                &message,
                "end its name in `.csv` or `.jsonl`, or say `--to`",
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
        self.rejects.clone().or_else(|| {
            let mut name = self.out.clone().into_os_string();
            (name != "-").then(|| {
                name.push(".rejects.jsonl");
                name.into()
            })
        })
    }
}

/// Which code follows from all verdicts: an error of evaluation says more than a reject.
fn ending(tally: &Tally) -> Exit {
    if tally.in_state(State::Error) > 0 {
        Exit::Evaluation
    } else if tally.rejected > 0 {
        Exit::Findings
    } else {
        Exit::Done
    }
}

/// What cannot be written.
struct Wrong {
    path: PathBuf,
    error: io::Error,
}

impl Wrong {
    fn told(self, session: &Session) -> Exit {
        if self.error.kind() == io::ErrorKind::BrokenPipe {
            return Exit::Done;
        }
        let message = format!("`{}` cannot be written", files::shown(&self.path));
        let help = format!("the system says: {}", files::said(&self.error));
        session.refuse(Code::E1008, &message, &help)
    }
}

/// Where rows and rejects go, and what they come to so far.
struct Results {
    rows: (PathBuf, Stream),
    rejects: (PathBuf, Stream),
    tally: Tally,
}

/// A file that grows, or a stream.
enum Stream {
    File(Growing),
    Output,
    Errors,
}

impl Stream {
    fn begin(path: &Path) -> Result<(PathBuf, Self), Wrong> {
        if path.as_os_str() == "-" {
            return Ok((path.to_owned(), Stream::Output));
        }
        match Growing::begin(path) {
            Ok(file) => Ok((path.to_owned(), Stream::File(file))),
            Err(error) => Err(Wrong { path: path.to_owned(), error }),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Stream::File(file) => file.write_all(bytes),
            Stream::Output => io::stdout().lock().write_all(bytes),
            Stream::Errors => io::stderr().lock().write_all(bytes),
        }
    }

    fn place(self) -> io::Result<()> {
        match self {
            Stream::File(file) => file.place(),
            Stream::Output => io::stdout().lock().flush(),
            Stream::Errors => Ok(()),
        }
    }
}

impl Results {
    fn begin(asked: &Batch, run: &Run<'_>) -> Result<Self, Wrong> {
        let mut rows = Stream::begin(&asked.out)?;
        let rejects = match asked.rejects() {
            Some(path) => Stream::begin(&path)?,
            None => (PathBuf::from("<stderr>"), Stream::Errors),
        };
        if run.form == Form::Csv && !asked.no_header {
            let header = csv::header(&run.shown);
            rows.1.write(&header).map_err(|error| Wrong { path: rows.0.clone(), error })?;
        }
        Ok(Self { rows, rejects, tally: Tally::default() })
    }

    fn take(&mut self, judged: Judged) -> Result<(), Wrong> {
        self.tally.add(&judged.tally);
        let (path, rows) = &mut self.rows;
        let wrong = |error| Wrong { path: path.clone(), error };
        match judged.rows {
            Encoded::Text(bytes) => rows.write(&bytes).map_err(wrong)?,
            Encoded::Columns(_) => {}
            Encoded::Broken(why) => return Err(wrong(io::Error::other(why))),
        }
        let (path, rejects) = &mut self.rejects;
        rejects.write(&judged.rejects).map_err(|error| Wrong { path: path.clone(), error })
    }

    /// Puts rows and rejects in their places; where the rejects are.
    fn place(self) -> Result<Option<PathBuf>, Wrong> {
        let (path, rejects) = self.rejects;
        let at = match &rejects {
            Stream::File(_) => Some(path.clone()),
            Stream::Output | Stream::Errors => None,
        };
        rejects.place().map_err(|error| Wrong { path, error })?;
        let (path, rows) = self.rows;
        rows.place().map_err(|error| Wrong { path, error })?;
        Ok(at)
    }
}
