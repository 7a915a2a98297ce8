//! What an amendment changes, as JSON: `solon.diff/1`.

use crate::facts::{Instance, Sheet};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::tools::compare::{
    self, Amended, BothSheets, Cause, Compared, Editions, Item, Missing, MissingPart, Word,
};
use crate::tools::report::diff::Diff;
use crate::tools::report::harmless::plain;
use crate::tools::report::json::fines;
use crate::tools::report::json::verdict::Amount;
use schemars::JsonSchema;
use serde::Serialize;

/// What an amendment changes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DiffDocument {
    /// `solon.diff/1`
    pub schema: &'static str,
    /// Whether anything differs.
    pub differs: bool,
    /// The laws that both editions have, by name.
    pub laws: Vec<String>,
    /// The laws that only the old edition has.
    pub only_old: Vec<String>,
    /// The laws that only the new edition has.
    pub only_new: Vec<String>,
    /// The provisions that differ, in the order of the text.
    pub provisions: Vec<Provision>,
    /// What follows for the entities of sheets; `null`: no sheet was asked about.
    pub companies: Option<Vec<Company>>,
    /// For which facts an answer differs; `null`: sheets were asked about instead.
    pub regions: Option<Regions>,
}

/// For which facts an answer differs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Regions {
    /// The regions, by law and answer.
    pub found: Vec<Region>,
    /// Answers of which not every case was settled.
    pub unsettled: Vec<Of>,
}

/// A region of the facts in which an answer differs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Region {
    /// The law.
    pub law: String,
    /// What is answered.
    #[serde(flatten)]
    pub of: Of,
    /// The first day.
    pub on: String,
    /// The last of the days compared on which it is so as well.
    pub through: Option<String>,
    /// Whether it stays so on all later days.
    pub lasts: bool,
    /// What the facts are in it; what is not named makes no difference.
    pub conditions: Vec<Condition>,
    /// Before; `null`: the old edition does not ask.
    pub old: Option<Answer>,
    /// After; `null`: the new edition does not ask.
    pub new: Option<Answer>,
    /// A smallest sheet in it, as YAML.
    pub witness: String,
    /// What makes the difference.
    pub cause: Causes,
}

/// What a fact is in a region.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Condition {
    /// The kind of entity.
    pub entity: String,
    /// The law under whose name it stands.
    pub law: Option<String>,
    /// The fact or event.
    pub fact: String,
    /// Of a figure: its period.
    pub period: Option<String>,
    /// What it is, in words.
    pub is: String,
}

/// A provision that differs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Provision {
    /// The law or vocabulary.
    pub law: String,
    /// The construct: `parameter`, `duty`, `step`, …
    pub construct: &'static str,
    /// Its name; empty for a header.
    pub name: String,
    /// The block that a step belongs to.
    pub block: Option<String>,
    /// How it differs.
    pub how: How,
    /// The clauses that differ, where both editions have it.
    pub clauses: Vec<Clause>,
    /// Where it stands in the old edition.
    pub old: Option<String>,
    /// Where it stands in the new edition.
    pub new: Option<String>,
    /// Where the law says so.
    pub cite: Vec<String>,
}

/// How a provision differs.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Only the new edition has it.
    Added,
    /// Only the old edition has it.
    Removed,
    /// It says something else.
    Changed,
    /// Only citations, quotations, readings or labels differ.
    Remarks,
}

/// A clause that differs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Clause {
    /// Which.
    pub clause: String,
    /// Its words in the old edition; `null`: it is added.
    pub old: Option<String>,
    /// Its words in the new edition; `null`: it is removed.
    pub new: Option<String>,
}

/// One entity on one day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Company {
    /// The law.
    pub law: String,
    /// The entity.
    pub entity: String,
    /// What it belongs to, nearest first.
    pub owners: Vec<String>,
    /// The day.
    pub on: String,
    /// What differs; empty where nothing does.
    pub differences: Vec<Difference>,
}

/// One answer that differs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Difference {
    /// What is answered.
    #[serde(flatten)]
    pub of: Of,
    /// Before; `null`: the old edition does not ask.
    pub old: Option<Answer>,
    /// After; `null`: the new edition does not ask.
    pub new: Option<Answer>,
    /// What makes the difference.
    pub cause: Causes,
}

/// What is answered.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Of {
    /// `whole`, `definition`, `status`, `duty`, `step` or `total`.
    pub kind: &'static str,
    /// Its name, or the currency of a total; empty for the whole.
    pub name: String,
    /// The block of a step.
    pub block: Option<String>,
}

/// One answer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// In one word: `yes`, `no`, `undetermined`, `error`, or a status as in a verdict.
    pub answer: String,
    /// Since when.
    pub since: Option<String>,
    /// Whether `since` is only the first known day.
    pub at_the_latest: bool,
    /// Until when a duty is pending, or the day on which a waiting step could be taken.
    pub until: Option<String>,
    /// The due day of a duty.
    pub due: Option<String>,
    /// Whether a duty was met late; `null`: not known, or nothing that can be late.
    pub late: Option<bool>,
    /// The amount or share.
    pub amount: Option<Amount>,
    /// The facts that would settle what is open.
    pub needs: Vec<MissingFact>,
}

/// A missing fact.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MissingFact {
    /// Its key in the sheet.
    pub fact: String,
    /// The law under whose name the key stands; `null`: with the entity itself.
    pub law: Option<String>,
    /// Whose fact it is.
    pub entity: String,
    /// The period whose figure is wanted.
    pub period: Option<String>,
    /// Only the days before this one are wanted.
    pub before: Option<String>,
}

/// The provisions that make a difference, by their positions in `provisions`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Causes {
    /// `alone`: each of them makes it; `together`: only all of them; `unsettled`: not found.
    pub how: &'static str,
    /// Which.
    pub provisions: Vec<usize>,
}

/// The document of a comparison.
pub fn document(diff: Diff<'_>) -> DiffDocument {
    let names = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect();
    let (old, new) = diff.editions.alone();
    DiffDocument {
        schema: "solon.diff/1",
        differs: diff.differs(),
        laws: names(diff.editions.shared()),
        only_old: names(old),
        only_new: names(new),
        provisions: diff.amended.iter().map(|it| provision(diff.editions, it)).collect(),
        companies: diff.companies.map(|(sheets, all)| {
            all.iter().filter_map(|it| Some(company(sheets.get(it.sheet)?, it))).collect()
        }),
        regions: diff.regions.map(regions),
    }
}

fn provision(editions: Editions<'_>, amended: &Amended) -> Provision {
    let place = |span| {
        let at = editions.sources.position(span);
        // The folder is another on every machine.
        let name = &editions.sources.source(span.source).name;
        let name = name.rsplit('/').next().unwrap_or(name);
        format!("{}:{}:{}", plain(name), at.line, at.column)
    };
    let clauses = amended.clauses.iter().map(|it| Clause {
        clause: it.what.clone(),
        old: it.old.clone(),
        new: it.new.clone(),
    });
    Provision {
        law: amended.called.home.clone(),
        construct: amended.called.construct.word(),
        name: amended.called.name.clone(),
        block: amended.called.block.clone(),
        how: match (amended.old, amended.new) {
            (None, _) => How::Added,
            (_, None) => How::Removed,
            (Some(_), Some(_)) if amended.lays_down => How::Changed,
            (Some(_), Some(_)) => How::Remarks,
        },
        clauses: clauses.collect(),
        old: amended.old.map(place),
        new: amended.new.map(place),
        cite: amended.cites.clone(),
    }
}

fn company(sheet: &BothSheets, compared: &Compared) -> Company {
    let mut names = names(&sheet.new, compared.entity.1).into_iter();
    Company {
        law: compared.law.clone(),
        entity: names.next().unwrap_or_default(),
        owners: names.collect(),
        on: compared.on.to_string(),
        differences: compared.differences.iter().map(difference).collect(),
    }
}

fn names(sheet: &Sheet, entity: Id<Instance>) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = Some(entity);
    while let Some(here) = at {
        names.push(sheet.instances[here].name.clone());
        at = sheet.instances[here].owner;
    }
    names
}

fn laid(cause: &Cause) -> Causes {
    let (how, provisions) = match cause {
        Cause::Alone(list) => ("alone", list.clone()),
        Cause::Together(list) => ("together", list.clone()),
        Cause::Unsettled => ("unsettled", Vec::new()),
    };
    Causes { how, provisions }
}

fn regions((all, causes): (&compare::Regions, &[Cause])) -> Regions {
    let region = |(region, cause): (&compare::Region, &Cause)| Region {
        law: region.law.clone(),
        of: of(&region.item),
        on: region.on.to_string(),
        through: region.through.map(|day| day.to_string()),
        lasts: region.lasts,
        conditions: region
            .conditions
            .iter()
            .map(|(key, words)| Condition {
                entity: key.entity.clone(),
                law: key.law.clone(),
                fact: key.name.clone(),
                period: key.period.map(|period| period.to_string()),
                is: words.clone(),
            })
            .collect(),
        old: region.old.as_ref().map(answer),
        new: region.new.as_ref().map(answer),
        witness: region.witness.clone(),
        cause: laid(cause),
    };
    Regions {
        found: all.found.iter().zip(causes).map(region).collect(),
        unsettled: all.open.iter().map(|(_, item)| of(item)).collect(),
    }
}

fn difference(difference: &compare::Difference) -> Difference {
    Difference {
        of: of(&difference.item),
        old: difference.old.as_ref().map(answer),
        new: difference.new.as_ref().map(answer),
        cause: laid(&difference.cause),
    }
}

/// What is answered.
pub fn of(item: &Item) -> Of {
    let (kind, name, block) = match item {
        Item::Whole => ("whole", String::new(), None),
        Item::Definition(name) => ("definition", name.clone(), None),
        Item::Status(name) => ("status", name.clone(), None),
        Item::Duty(name) => ("duty", name.clone(), None),
        Item::Step { block, step } => ("step", step.clone(), Some(block.clone())),
        Item::Total(currency) => ("total", currency.to_string(), None),
    };
    Of { kind, name, block }
}

/// One answer.
pub fn answer(answer: &compare::Answer) -> Answer {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    Answer {
        answer: match answer.word {
            Word::Yes => "yes".to_owned(),
            Word::No => "no".to_owned(),
            Word::Undetermined => "undetermined".to_owned(),
            Word::Error => "error".to_owned(),
            Word::Status(word) => word.words().replace(' ', "_"),
            Word::Whole(state) => state.word().to_owned(),
            Word::Amount => "amount".to_owned(),
        },
        since: day(answer.since),
        at_the_latest: answer.at_the_latest,
        until: day(answer.until),
        due: answer.due.map(|due| due.to_string()),
        late: answer.late,
        amount: answer.amount.as_ref().map(fines::amount),
        needs: answer.needs.iter().map(missing).collect(),
    }
}

fn missing(missing: &Missing) -> MissingFact {
    let (fact, period, before) = match &missing.part {
        MissingPart::Fact | MissingPart::Event | MissingPart::WorkingDays => {
            (missing.name.clone(), None, None)
        }
        MissingPart::Hour(on) => (format!("{} on {on}, the hour", missing.name), None, None),
        MissingPart::Before(day) => (missing.name.clone(), None, Some(day.to_string())),
        MissingPart::Figure(period) => (missing.name.clone(), Some(period.to_string()), None),
        MissingPart::Field(field, _) => (format!("{}.{field}", missing.name), None, None),
    };
    let (law, entity) = (missing.law.clone(), missing.entity.clone());
    MissingFact { fact, law, entity, period, before }
}
