//! The columns of the rows of verdicts: which there are, what each shows, and which are chosen.

use crate::facts::schema::chain;
use crate::ground::diagnostic::closest;
use crate::ground::table::Id;
use crate::language::law::{Define, Entity, Fact, Law, Laws, Measure, Provision, Temporal, Type};
use std::collections::{BTreeMap, BTreeSet};

/// One column of the rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub what: What,
    /// What its values are.
    pub kind: Kind,
}

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The name of the outermost entity of the sheet.
    Sheet,
    /// The name of the entity judged.
    Entity,
    /// The law.
    Law,
    /// The day asked about.
    On,
    /// The whole verdict in one word.
    State,
    /// The status of a duty, by its position among the duties of its law.
    DutyStatus(Id<Law>, usize),
    /// Since when a duty is fulfilled or breached.
    DutySince(Id<Law>, usize),
    /// The state of a step, by the positions of its block and in it.
    StepState(Id<Law>, usize, usize),
    /// Since when it is available, due, imposed or lifted.
    StepSince(Id<Law>, usize, usize),
    /// The least that its fine may be.
    StepLow(Id<Law>, usize, usize),
    /// The most that its fine may be.
    StepHigh(Id<Law>, usize, usize),
    /// The currency of its fine.
    StepCurrency(Id<Law>, usize, usize),
    /// The names of the facts that would settle what is open.
    Needs,
    /// What a definition comes to.
    Define(Id<Define>),
    /// What the sheet states of a fact.
    Fact(Id<Fact>, Id<Entity>),
}

impl What {
    /// Whether it is a part of the verdict: not a name, a day, a definition or a fact.
    pub fn is_of_verdict(self) -> bool {
        match self {
            What::State
            | What::DutyStatus(..)
            | What::DutySince(..)
            | What::StepState(..)
            | What::StepSince(..)
            | What::StepLow(..)
            | What::StepHigh(..)
            | What::StepCurrency(..)
            | What::Needs => true,
            What::Sheet
            | What::Entity
            | What::Law
            | What::On
            | What::Define(_)
            | What::Fact(..) => false,
        }
    }
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Texts, words, numbers and amounts.
    Text,
    /// True and false.
    Truth,
    /// Dates.
    Day,
    /// Lists of texts.
    Texts,
}

/// A name of a column that cannot be followed: what is wrong, and what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub help: String,
}

/// The columns of rows where nobody chooses: those of all laws, each law's in the order of
/// declaration.
pub fn usual(laws: &Laws, judged: &[Id<Law>]) -> Vec<Shown> {
    let mut columns = vec![
        shown("sheet", What::Sheet, Kind::Text),
        shown("entity", What::Entity, Kind::Text),
        shown("law", What::Law, Kind::Text),
        shown("on", What::On, Kind::Day),
        shown("state", What::State, Kind::Text),
    ];
    let own: Vec<(Id<Law>, Shown)> = judged
        .iter()
        .flat_map(|law| of_law(laws, *law).into_iter().map(|column| (*law, column)))
        .collect();
    let mut bearers: BTreeMap<&str, BTreeSet<Id<Law>>> = BTreeMap::new();
    for (law, column) in &own {
        bearers.entry(&column.name).or_default().insert(*law);
    }
    for (law, column) in &own {
        let shared = bearers.get(column.name.as_str()).is_some_and(|laws| laws.len() > 1);
        let name = match shared {
            true => format!("{}:{}", laws.laws[*law].name, column.name),
            false => column.name.clone(),
        };
        columns.push(Shown { name, ..column.clone() });
    }
    columns.push(shown("needs", What::Needs, Kind::Texts));
    columns
}

/// The columns of these names, in their order.
pub fn chosen(laws: &Laws, judged: &[Id<Law>], names: &[String]) -> Result<Vec<Shown>, Refused> {
    let usual = usual(laws, judged);
    let all: Vec<Shown> = usual.into_iter().chain(of_choice(laws, judged)).collect();
    let mut columns: Vec<Shown> = Vec::new();
    for name in names {
        if columns.iter().any(|column| column.name == *name) {
            let message = format!("the column `{name}` is named twice");
            return Err(Refused { message, help: "name each column once".to_owned() });
        }
        let mut meant: Vec<&Shown> = all.iter().filter(|column| column.name == *name).collect();
        if meant.is_empty() {
            // A name of one law may always be said with it.
            let part = name.split_once(':').and_then(|(law, part)| {
                let law = judged.iter().find(|it| laws.laws[**it].name == law)?;
                Some((*law, part))
            });
            let own = part.map(|(law, part)| (law, part, of_law(laws, law)));
            if let Some(column) =
                own.and_then(|(_, part, own)| own.into_iter().find(|column| column.name == part))
            {
                columns.push(Shown { name: name.clone(), ..column });
                continue;
            }
        }
        match meant.len() {
            1 => columns.extend(meant.pop().cloned()),
            0 => return Err(nothing(&all, name)),
            _ => {
                let message = format!("`{name}` means several columns");
                let help = "name one as `law.name:NAME`, or as `entity.name`".to_owned();
                return Err(Refused { message, help });
            }
        }
    }
    Ok(columns)
}

fn nothing(all: &[Shown], name: &str) -> Refused {
    let help = match closest(name, all.iter().map(|column| column.name.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a column, a definition of a law, or a fact that does not change over time"
            .to_owned(),
    };
    Refused { message: format!("no column is called `{name}`"), help }
}

/// What can be chosen beside the usual columns: definitions and plain facts. A name that means one
/// thing only is enough; each is also known by its law or entity.
fn of_choice(laws: &Laws, judged: &[Id<Law>]) -> Vec<Shown> {
    let mut columns = Vec::new();
    for law in judged {
        let name = &laws.laws[*law].name;
        for provision in &laws.laws[*law].provisions {
            if let Provision::Define(define) = provision {
                let row = &laws.defines[*define];
                for name in [row.name.clone(), format!("{name}:{}", row.name)] {
                    columns.push(shown(&name, What::Define(*define), kind(&row.type_)));
                }
            }
        }
    }
    let mut near: BTreeSet<Id<Entity>> = BTreeSet::new();
    for law in judged {
        near.extend(chain(laws, laws.laws[*law].subject));
    }
    let inner: BTreeSet<Id<Fact>> =
        laws.events.iter().flat_map(|event| event.fields.iter().copied()).collect();
    for (id, fact) in laws.facts.rows() {
        let shows = near.contains(&fact.entity)
            && fact.temporal == Temporal::Plain
            && !inner.contains(&id)
            && !matches!(fact.type_, Type::List(_))
            && fact.law.is_none_or(|law| judged.contains(&law));
        if !shows {
            continue;
        }
        let full = match fact.law {
            Some(law) => format!("{}:{}", laws.laws[law].name, fact.name),
            None => format!("{}.{}", laws.entities[fact.entity].name, fact.name),
        };
        for name in [fact.name.clone(), full] {
            columns.push(shown(&name, What::Fact(id, fact.entity), kind(&fact.type_)));
        }
    }
    columns
}

fn of_law(laws: &Laws, law: Id<Law>) -> Vec<Shown> {
    let mut columns = Vec::new();
    let row = &laws.laws[law];
    for (at, duty) in row.duties().enumerate() {
        let name = &laws.duties[duty].name;
        columns.push(shown(&format!("{name}.status"), What::DutyStatus(law, at), Kind::Text));
        columns.push(shown(&format!("{name}.since"), What::DutySince(law, at), Kind::Day));
    }
    for (block, id) in row.sanctions().enumerate() {
        for (at, step) in laws.sanctions[id].steps.iter().enumerate() {
            let row = &laws.steps[*step];
            let mut add = |part: &str, what: What, kind: Kind| {
                columns.push(shown(&format!("{}.{part}", row.name), what, kind));
            };
            add("state", What::StepState(law, block, at), Kind::Text);
            add("since", What::StepSince(law, block, at), Kind::Day);
            let is_fine = match row.measure {
                Measure::Fine(_) => true,
                Measure::Throttle(_)
                | Measure::Notice(_)
                | Measure::Ban(_)
                | Measure::Block
                | Measure::Lose(_) => false,
            };
            if is_fine {
                add("low", What::StepLow(law, block, at), Kind::Text);
                add("high", What::StepHigh(law, block, at), Kind::Text);
                add("currency", What::StepCurrency(law, block, at), Kind::Text);
            }
        }
    }
    columns
}

fn shown(name: &str, what: What, kind: Kind) -> Shown {
    Shown { name: name.to_owned(), what, kind }
}

/// What the values of a type are in a row.
fn kind(type_: &Type) -> Kind {
    match type_ {
        Type::Bool => Kind::Truth,
        Type::Date => Kind::Day,
        Type::Set(_) => Kind::Texts,
        // What may be none is a text, so that `none` is not taken for an empty place.
        Type::Optional(_)
        | Type::Number(_)
        | Type::Money(_)
        | Type::NumberRange(_)
        | Type::MoneyRange(_)
        | Type::DateTime
        | Type::Duration(_)
        | Type::Country
        | Type::Text
        | Type::Enum(_)
        | Type::List(_)
        | Type::Unknown => Kind::Text,
    }
}
