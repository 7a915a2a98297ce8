//! What several commands ask alike: which laws, which sheets, which day, for whom.

use crate::engine::eval::{Explain, judge};
use crate::engine::timeline::{Change, next_change};
use crate::engine::verdict::Verdict;
use crate::facts::{Instance, Sheet};
use crate::front::cli::Exit;
use crate::front::cli::session::Session;
use crate::front::clock;
use crate::front::project::{self, Project};
use crate::front::sheets;
use crate::ground::diagnostic::{Code, closest};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{Judged, Law};
use crate::tools::report::Case;
use clap::Args;
use std::path::PathBuf;
use std::str::FromStr;

/// Which laws, which sheets, for whom.
#[derive(Clone, Debug, Args)]
pub struct Asked {
    /// Law files, or folders of them
    #[arg(value_name = "LAW", required = true)]
    pub laws: Vec<PathBuf>,
    /// Fact sheets (YAML, JSON, TOML), folders of them, or - for standard input
    #[arg(long, value_name = "SHEET", required = true, num_args = 1..)]
    pub facts: Vec<PathBuf>,
    /// Only the law of this name
    #[arg(long, value_name = "NAME")]
    pub law: Option<String>,
    /// Only the entity of this name, or those that belong to it
    #[arg(long, value_name = "NAME")]
    pub entity: Option<String>,
}

/// A day, or `today`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// A date.
    On(Date),
    /// The date on which the command runs, which it says.
    Today,
}

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "today" {
            return Ok(Day::Today);
        }
        let wrong = || "a date is written YYYY-MM-DD and must exist; or `today`".to_owned();
        Date::parse(text).map(Day::On).ok_or_else(wrong)
    }
}

impl Day {
    /// The date; `today` is told to the reader, since no result may depend on it unseen.
    pub fn date(self, session: &Session) -> Date {
        match self {
            Day::On(date) => date,
            Day::Today => {
                let today = clock::today();
                session.say(&format!("today is {today} (UTC)\n"));
                today
            }
        }
    }
}

/// The laws and sheets of a run, loaded without errors, and who is asked about.
pub struct Opened {
    /// The laws and texts.
    pub project: Project,
    /// The sheets in the order they were named.
    pub sheets: Vec<Sheet>,
    asked: Asked,
}

/// Whom to judge under which law.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The position of the sheet.
    pub sheet: usize,
    /// The law.
    pub law: Id<Law>,
    /// The entity.
    pub entity: Id<Instance>,
}

/// A verdict and the sheet it is of, by its position.
pub struct Answer {
    /// The position of the sheet.
    pub sheet: usize,
    /// The verdict.
    pub verdict: Verdict,
    /// How it changes next.
    pub next: Option<Change>,
}

impl Asked {
    /// Loads all that was asked for; every problem is reported.
    pub fn open(&self, session: &Session) -> Result<Opened, Exit> {
        let mut project = project::open(&self.laws, &session.limits);
        // A sheet is read against laws that can be understood, or against nothing.
        let laws_hold = !project.found.has_errors();
        let sheets = match laws_hold {
            true => sheets::open(&self.facts, &mut project, &session.limits),
            false => Vec::new(),
        };
        // What a law declares and never uses is for its author: `check` and `test` say it.
        project.found.diagnostics.retain(|found| found.code != Code::W0001);
        let exit = session.report(&project.found.diagnostics, &project.sources);
        if exit != Exit::Done {
            return Err(exit);
        }
        Ok(Opened { project, sheets, asked: self.clone() })
    }
}

impl Opened {
    /// Whom to judge under which law: by sheet, law and entity.
    pub fn pairs(&self, session: &Session) -> Result<Vec<Pair>, Exit> {
        let laws = self.named_laws(session)?;
        let mut pairs = Vec::new();
        for (position, sheet) in self.sheets.iter().enumerate() {
            for law in &laws {
                let subject = self.project.laws.laws[*law].subject;
                for (entity, instance) in sheet.instances.rows() {
                    if instance.entity == subject && self.wanted(sheet, entity) {
                        pairs.push(Pair { sheet: position, law: *law, entity });
                    }
                }
            }
        }
        if pairs.is_empty() {
            return Err(self.nobody(session));
        }
        Ok(pairs)
    }

    /// Judges everybody asked about.
    pub fn judge(
        &self,
        session: &Session,
        on: Date,
        explain: Explain,
    ) -> Result<Vec<Answer>, Exit> {
        let answers =
            self.pairs(session)?.into_iter().filter_map(|Pair { sheet: position, law, entity }| {
                let sheet = self.sheets.get(position)?;
                let verdict = judge(&self.project.laws, law, sheet, entity, on, explain);
                let next = next_change(&self.project.laws, law, sheet, entity, on);
                Some(Answer { sheet: position, verdict, next })
            });
        Ok(answers.collect())
    }

    /// An answer with what is needed to word it.
    pub fn case<'a>(&'a self, answer: &'a Answer) -> Option<Case<'a>> {
        Some(Case {
            laws: &self.project.laws,
            sources: &self.project.sources,
            sheet: self.sheets.get(answer.sheet)?,
            verdict: &answer.verdict,
            next: answer.next.as_ref(),
            lines: true,
        })
    }

    fn named_laws(&self, session: &Session) -> Result<Vec<Id<Law>>, Exit> {
        let named = || self.project.laws.laws.rows().filter(|(_, law)| law.judged == Judged::Named);
        let laws: Vec<Id<Law>> = named()
            .filter(|(_, law)| self.asked.law.as_ref().is_none_or(|name| *name == law.name))
            .map(|(id, _)| id)
            .collect();
        if !laws.is_empty() {
            return Ok(laws);
        }
        let names: Vec<&str> = named().map(|(_, law)| law.name.as_str()).collect();
        Err(match &self.asked.law {
            Some(name) => refuse_name(session, "law", name, &names),
            None => session.refuse(
                Code::E1009,
                "no law to judge by: only vocabularies or tests were named",
                "name a file that begins with `law`",
            ),
        })
    }

    /// Whether an entity, or one it belongs to, bears the name asked for.
    fn wanted(&self, sheet: &Sheet, entity: Id<Instance>) -> bool {
        self.asked.entity.as_ref().is_none_or(|name| sheet.bears(entity, name))
    }

    fn nobody(&self, session: &Session) -> Exit {
        let instances = self.sheets.iter().flat_map(|sheet| sheet.instances.iter());
        let names: Vec<&str> = instances.map(|instance| instance.name.as_str()).collect();
        match &self.asked.entity {
            Some(name) => refuse_name(session, "entity", name, &names),
            None => session.refuse(
                Code::E1009,
                "the sheets hold nobody whom the laws judge",
                "a sheet must list an entity of the law's `subject`",
            ),
        }
    }
}

/// Refuses a name that matches nothing, and says which would.
pub fn refuse_name(session: &Session, what: &str, name: &str, known: &[&str]) -> Exit {
    let help = match closest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let mut known = known.to_vec();
            known.sort_unstable();
            known.dedup();
            format!("there is: {}", known.join(", "))
        }
    };
    session.refuse(Code::E1005, &format!("no {what} is called `{name}`"), &help)
}
