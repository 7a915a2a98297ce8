//! The entity of a sheet that a test is about.

use crate::facts::{Instance, Sheet};
use crate::ground::diagnostic::closest;
use crate::ground::table::Id;
use crate::language::law::{Entity, Laws};
use std::fmt;

/// Why it is not clear whom a sheet is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// It has none of the kind.
    Nobody {
        /// The kind.
        kind: String,
    },
    /// It has several, and nobody said which.
    Several {
        /// The kind.
        kind: String,
        /// What they are called.
        names: Vec<String>,
    },
    /// None is called so.
    Unknown {
        /// The kind.
        kind: String,
        /// The name that was said.
        name: String,
        /// The name that may be meant.
        meant: Option<String>,
    },
    /// Several are called so.
    Ambiguous {
        /// The kind.
        kind: String,
        /// The name that was said.
        name: String,
        /// How many.
        count: usize,
    },
}

impl fmt::Display for Unclear {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unclear::Nobody { kind } => write!(out, "its sheet has no {kind}"),
            Unclear::Several { kind, names } => {
                let (count, first) = (names.len(), names.first().map_or("", String::as_str));
                write!(out, "its sheet has {count} of kind {kind}: say which, `for \"{first}\"`")
            }
            Unclear::Unknown { kind, name, meant: Some(meant) } => {
                write!(out, "no {kind} is called \"{name}\": did you mean \"{meant}\"?")
            }
            Unclear::Unknown { kind, name, meant: None } => {
                write!(out, "no {kind} of its sheet is called \"{name}\"")
            }
            Unclear::Ambiguous { kind, name, count } => {
                write!(out, "{count} of kind {kind} are called \"{name}\"")
            }
        }
    }
}

/// The one entity of kind `subject` that is called `name`, or belongs to what is called so; the
/// only one where no name is said.
///
/// # Errors
///
/// Why there is no such one.
pub fn find(
    laws: &Laws,
    sheet: &Sheet,
    subject: Id<Entity>,
    name: Option<&str>,
) -> Result<Id<Instance>, Unclear> {
    let kind = laws.entities[subject].name.clone();
    let subjects: Vec<Id<Instance>> =
        sheet.instances.rows().filter(|(_, one)| one.entity == subject).map(|(id, _)| id).collect();
    let names = || subjects.iter().map(|id| sheet.instances[*id].name.as_str());
    let Some(name) = name else {
        return match subjects.as_slice() {
            [one] => Ok(*one),
            [] => Err(Unclear::Nobody { kind }),
            [_, ..] => Err(Unclear::Several { kind, names: names().map(str::to_owned).collect() }),
        };
    };
    let named = |id: &Id<Instance>| sheet.instances[*id].name == name;
    let mut called: Vec<Id<Instance>> = subjects.iter().copied().filter(named).collect();
    if called.is_empty() {
        called = subjects.iter().copied().filter(|id| sheet.bears(*id, name)).collect();
    }
    let name = name.to_owned();
    match called.as_slice() {
        [one] => Ok(*one),
        [] => {
            let meant = closest(&name, names()).map(str::to_owned);
            Err(Unclear::Unknown { kind, name, meant })
        }
        many => Err(Unclear::Ambiguous { kind, name, count: many.len() }),
    }
}
