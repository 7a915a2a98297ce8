//! The entity of a sheet that a test is about.

use crate::facts::{Instance, Sheet};
use crate::ground::diagnostic::closest;
use crate::ground::table::Id;
use crate::language::law::{Entity, Laws};

/// The one entity of kind `subject` that is called `name`, or belongs to what is called so; the
/// only one where no name is said. Otherwise why there is none.
pub fn find(
    laws: &Laws,
    sheet: &Sheet,
    subject: Id<Entity>,
    name: Option<&str>,
) -> Result<Id<Instance>, String> {
    let kind = &laws.entities[subject].name;
    let subjects: Vec<Id<Instance>> =
        sheet.instances.rows().filter(|(_, one)| one.entity == subject).map(|(id, _)| id).collect();
    let named = |id: &Id<Instance>, name: &str| sheet.instances[*id].name == name;
    let Some(name) = name else {
        return match subjects.as_slice() {
            [one] => Ok(*one),
            [] => Err(format!("its sheet has no {kind}")),
            many => Err(format!(
                "its sheet has {} of kind {kind}: say which, `for \"{}\"`",
                many.len(),
                many.first().map_or("", |id| sheet.instances[*id].name.as_str())
            )),
        };
    };
    let mut called: Vec<Id<Instance>> =
        subjects.iter().copied().filter(|id| named(id, name)).collect();
    if called.is_empty() {
        called = subjects.iter().copied().filter(|id| belongs(sheet, *id, name)).collect();
    }
    match called.as_slice() {
        [one] => Ok(*one),
        [] => {
            let names = subjects.iter().map(|id| sheet.instances[*id].name.as_str());
            Err(match closest(name, names) {
                Some(meant) => format!("no {kind} is called \"{name}\": did you mean \"{meant}\"?"),
                None => format!("no {kind} of its sheet is called \"{name}\""),
            })
        }
        many => Err(format!("{} of kind {kind} are called \"{name}\"", many.len())),
    }
}

fn belongs(sheet: &Sheet, id: Id<Instance>, name: &str) -> bool {
    let mut at = sheet.instances[id].owner;
    while let Some(owner) = at {
        if sheet.instances[owner].name == name {
            return true;
        }
        at = sheet.instances[owner].owner;
    }
    false
}
