//! `solon diff`: what an amendment changes.

use crate::front::cli::Exit;
use crate::front::cli::asked::{Day, refuse_name};
use crate::front::cli::session::Session;
use crate::front::files::{self, Kind};
use crate::front::project::{self, Project};
use crate::ground::diagnostic::{Code, Found};
use crate::ground::text::Sources;
use crate::tools::compare::{
    self, Amended, BothSheets, Cause, Edition, Editions, Only, Region, Regions,
};
use crate::tools::report::diff::{self, markdown, text};
use crate::tools::report::json;
use crate::tools::report::layout::Look;
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Show what an amendment changes: the provisions, for which facts an answer differs, and for
/// which companies.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solon diff landing.law amended/landing.law
  solon diff landing.law amended/landing.law --facts sheets --on 2022-02-04
  solon diff old new --facts apple.yaml --on 2021-12-31 2022-01-01 --format json

The exit code is 1 where anything differs, and 0 where nothing does.")]
pub struct Diff {
    /// Law files or a folder: the laws before
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// Law files or a folder: the same laws after
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Fact sheets to compare the verdicts of, folders of them, or - for standard input
    #[arg(long, value_name = "SHEET", num_args = 1.., requires = "on")]
    facts: Vec<PathBuf>,
    /// The days asked about, YYYY-MM-DD or today
    #[arg(long, value_name = "DATE", num_args = 1.., requires = "facts")]
    on: Vec<Day>,
    /// Only the law of this name
    #[arg(long, value_name = "NAME")]
    law: Option<String>,
    /// Only the entity of this name, or those that belong to it
    #[arg(long, value_name = "NAME", requires = "facts")]
    entity: Option<String>,
    /// How the result is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: `solon.diff/1`
    Json,
    /// For documents
    Markdown,
}

/// Both editions and the sheets, loaded without errors.
struct Opened {
    sources: Sources,
    elsewhere: BTreeSet<String>,
    old: Edition,
    new: Edition,
    sheets: Vec<BothSheets>,
}

impl Diff {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Exit {
        let mut opened = match self.open(session) {
            Ok(opened) => opened,
            Err(exit) => return exit,
        };
        if let Err(exit) = self.names(session, opened.editions(session)) {
            return exit;
        }
        let amended = compare::amended(opened.editions(session));
        let regions = match self.facts.is_empty() {
            true => Some(self.regions(session, &mut opened, &amended)),
            false => None,
        };
        let editions = opened.editions(session);
        let mut days: Vec<_> = self.on.iter().map(|day| day.date(session)).collect();
        days.sort();
        days.dedup();
        let only =
            Only { law: self.law.as_deref(), entity: self.entity.as_deref(), ..Only::default() };
        let compared = compare::by_company(editions, &amended, &opened.sheets, only, &days);
        if !self.facts.is_empty() && compared.is_empty() {
            return self.nobody(session, &opened);
        }
        let companies = (!self.facts.is_empty()).then_some((&*opened.sheets, &*compared));
        let regions = regions.as_ref().map(|(found, causes)| (found, &**causes));
        let diff = diff::Diff { editions, amended: &amended, companies, regions };
        let exit = if diff.differs() { Exit::Findings } else { Exit::Done };
        let text = match self.format {
            Format::Text => {
                text::write(diff, Look { width: session.width, colour: session.colour })
            }
            Format::Json => json::pretty(&json::diff::document(diff)),
            Format::Markdown => markdown::write(diff),
        };
        session.print(&text, exit)
    }

    /// For which facts an answer differs, each region laid to its provisions by its witness.
    fn regions(
        &self,
        session: &Session,
        opened: &mut Opened,
        amended: &[Amended],
    ) -> (Regions, Vec<Cause>) {
        let found = compare::by_region(opened.editions(session), amended, self.law.as_deref());
        let add = |region: &Region| opened.sources.add("example.yaml", region.witness.as_str());
        let sources: Vec<_> = found.found.iter().map(add).collect();
        let causes = compare::causes(opened.editions(session), amended, &found, &sources);
        (found, causes)
    }

    /// Loads both editions and the sheets; every problem is reported.
    fn open(&self, session: &Session) -> Result<Opened, Exit> {
        let limits = &session.limits;
        let old = project::open(std::slice::from_ref(&self.old), limits);
        let roots: Vec<PathBuf> = old.roots().into_iter().collect();
        let before = if self.facts.is_empty() { BTreeSet::new() } else { old.elsewhere() };
        let Project { sources, laws, found, files, .. } = old;
        let mut all = found;
        let old = Edition { files, laws };
        let new = project::open_beside(std::slice::from_ref(&self.new), limits, sources, &roots);
        let after = if self.facts.is_empty() { BTreeSet::new() } else { new.elsewhere() };
        let Project { mut sources, laws, found, files, .. } = new;
        all.append(found);
        let new = Edition { files, laws };
        let loaded = |name: &String| {
            [&old, &new].into_iter().any(|it| it.laws.laws.iter().any(|law| law.name == *name))
        };
        let elsewhere: BTreeSet<String> =
            before.into_iter().chain(after).filter(|name| !loaded(name)).collect();
        let mut opened_sheets = Vec::new();
        if !all.has_errors() && !self.facts.is_empty() {
            let mut found = Found::new();
            let inputs = files::gather(&self.facts, Kind::Sheet, &mut found);
            let read = |input| files::read(input, Kind::Sheet, limits, &mut sources, &mut found);
            let texts: Vec<_> = inputs.iter().filter_map(read).collect();
            let editions =
                Editions { sources: &sources, limits, elsewhere: &elsewhere, old: &old, new: &new };
            opened_sheets = compare::sheets(editions, &texts, &mut found);
            all.append(found);
        }
        all.diagnostics.retain(|found| found.code != Code::W0001);
        let exit = session.report(&all.diagnostics, &sources);
        if exit != Exit::Done {
            return Err(exit);
        }
        Ok(Opened { sources, elsewhere, old, new, sheets: opened_sheets })
    }

    /// Refuses editions that have no law in common, and a name that neither has.
    fn names(&self, session: &Session, editions: Editions<'_>) -> Result<(), Exit> {
        let shared = editions.shared();
        if let Some(name) = &self.law
            && !shared.contains(&name.as_str())
        {
            return Err(refuse_name(session, "law of both editions", name, &shared));
        }
        if shared.is_empty() {
            let (old, new) = editions.alone();
            let told = |names: Vec<&str>| match names.is_empty() {
                true => "no law".to_owned(),
                false => names.join(", "),
            };
            return Err(session.refuse(
                Code::E1009,
                "the two editions have no law of one name",
                &format!("the old one has {}, the new one {}", told(old), told(new)),
            ));
        }
        Ok(())
    }

    fn nobody(&self, session: &Session, opened: &Opened) -> Exit {
        let instances = opened.sheets.iter().flat_map(|sheet| sheet.new.instances.iter());
        let names: Vec<&str> = instances.map(|instance| instance.name.as_str()).collect();
        match &self.entity {
            Some(name) => refuse_name(session, "entity", name, &names),
            None => session.refuse(
                Code::E1009,
                "the sheets hold nobody whom the laws judge",
                "a sheet must list an entity of the law's `subject`",
            ),
        }
    }
}

impl Opened {
    fn editions<'a>(&'a self, session: &'a Session) -> Editions<'a> {
        Editions {
            sources: &self.sources,
            limits: &session.limits,
            elsewhere: &self.elsewhere,
            old: &self.old,
            new: &self.new,
        }
    }
}
