//! `solon timeline`: how the verdicts change over time.

use crate::engine::eval::{Explain, judge};
use crate::engine::timeline::{
    Ahead, Timeline as Found, followed_through, ladder_ahead, timeline, without_echoes,
};
use crate::engine::verdict::Verdict;
use crate::front::cli::Exit;
use crate::front::cli::asked::{Asked, Day, Opened, Pair};
use crate::front::cli::eval::ending;
use crate::front::cli::session::Session;
use crate::ground::time::Date;
use crate::language::law::Laws;
use crate::tools::report::Case;
use crate::tools::report::layout::Look;
use crate::tools::report::timeline::{self as report, Course};
use clap::{Args, ValueEnum};

/// Show how verdicts change over time: every interval, exact to the day.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon timeline policies/ru --facts apple.yaml --entity \"App Store\"
  solon timeline policies/tr --facts twitter.yaml --from 2020-10-01 --to 2021-06-01
  solon timeline policies/ru --facts apple.yaml --format json

Every interval is half-open: the day after `until` is the first on which it no longer holds.
What lies ahead supposes that every fact stays as it is.")]
pub struct Timeline {
    #[command(flatten)]
    asked: Asked,
    /// The first day; without it, the first day of the law
    #[arg(long, value_name = "DATE")]
    from: Option<Day>,
    /// The first day no longer shown; without it, the day after the last change of a status in the
    /// ten years after the last day that the law or the sheet names
    #[arg(long, value_name = "DATE")]
    to: Option<Day>,
    /// How the result is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: `solon.timeline/1`
    Json,
}

struct Told {
    pair: Pair,
    first: Verdict,
    found: Found,
    days: (Date, Date),
    ahead: Vec<Ahead>,
}

impl Timeline {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        let opened = match self.asked.open(session) {
            Ok(opened) => opened,
            Err(exit) => return exit,
        };
        let from = self.from.map(|day| day.date(session));
        let to = self.to.map(|day| day.date(session));
        if let (Some(from), Some(to)) = (from, to)
            && to <= from
        {
            session.say(&format!(
                "error: a timeline from {from} until {to} holds no day: `--to` is the first day after it\n"
            ));
            return Exit::Usage;
        }
        let pairs = match opened.pairs(session) {
            Ok(pairs) => pairs,
            Err(exit) => return exit,
        };
        let laws = &opened.project.laws;
        let told: Vec<Told> =
            pairs.into_iter().filter_map(|pair| follow(&opened, pair, from, to)).collect();
        let courses: Vec<Course<'_>> =
            told.iter().filter_map(|told| course(&opened, laws, told)).collect();
        let text = match self.format {
            Format::Text => {
                let look = Look { width: session.width, colour: session.colour };
                report::text(&courses, look)
            }
            Format::Json => report::json(&courses),
        };
        let intervals = told.iter().flat_map(|told| &told.found.intervals);
        let verdicts: Vec<_> = intervals.map(|version| &version.value).collect();
        session.print(&text, ending(&verdicts, &[]))
    }
}

fn follow(opened: &Opened, pair: Pair, from: Option<Date>, to: Option<Date>) -> Option<Told> {
    let laws = &opened.project.laws;
    let sheet = opened.sheets.get(pair.sheet)?;
    let Pair { law, entity, .. } = pair;
    let from = from.unwrap_or(laws.laws[law].in_force.from);
    let end = followed_through(laws, law, sheet).max(from.next().unwrap_or(from));
    let mut found = timeline(laws, law, sheet, entity, from, to.unwrap_or(end));
    // Without an end of its own the timeline stops the day after the last change of a status.
    if to.is_none() {
        found = without_echoes(found);
    }
    let last = found.intervals.last_mut()?;
    let to = match to {
        Some(to) => to,
        None => {
            last.days.until = None;
            last.days.from.next().unwrap_or(Date::LAST)
        }
    };
    let today = to.previous().unwrap_or(to).max(from);
    let ahead = ladder_ahead(laws, law, sheet, entity, today);
    let first = judge(laws, law, sheet, entity, from, Explain::No);
    Some(Told { pair, first, found, days: (from, to), ahead })
}

fn course<'a>(opened: &'a Opened, laws: &'a Laws, told: &'a Told) -> Option<Course<'a>> {
    let sheet = opened.sheets.get(told.pair.sheet)?;
    let case = Case {
        laws,
        sources: &opened.project.sources,
        sheet,
        verdict: &told.first,
        next: None,
        lines: true,
    };
    Some(Course { case, timeline: &told.found, days: told.days, ahead: &told.ahead })
}
