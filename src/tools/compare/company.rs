//! What an amendment changes for the entities of fact sheets, on the days that are asked.

use crate::facts::{self, Instance, Sheet};
use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::ground::text::Source;
use crate::ground::time::Date;
use crate::language::law::{Judged, Law, Laws};
use crate::tools::compare::answer::{self, Answer, Answers, Conditions, Item};
use crate::tools::compare::cause::{Cause, Causes};
use crate::tools::compare::provision::Amended;
use crate::tools::compare::{Edition, Editions};

/// One sheet as each edition reads it.
#[derive(Clone, Debug)]
pub struct BothSheets {
    /// Its text.
    pub source: Id<Source>,
    /// As the old edition reads it.
    pub old: Sheet,
    /// As the new edition reads it.
    pub new: Sheet,
}

/// What differs for one entity under one law on one day.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The position of the sheet among those that were compared.
    pub sheet: usize,
    /// The law.
    pub law: String,
    /// The entity in the old sheet and in the new one.
    pub entity: (Id<Instance>, Id<Instance>),
    /// The day.
    pub on: Date,
    /// What differs; nothing where the amendment changes nothing here.
    pub differences: Vec<Difference>,
}

/// One answer that differs.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What is answered.
    pub item: Item,
    /// Before; `None`: the old edition does not ask.
    pub old: Option<Answer>,
    /// After; `None`: the new edition does not ask.
    pub new: Option<Answer>,
    /// The provisions that make the difference.
    pub cause: Cause,
}

/// Whom to compare.
#[derive(Clone, Copy, Debug, Default)]
pub struct Only<'a> {
    /// Only under the law of this name.
    pub law: Option<&'a str>,
    /// Only the entity of this name, or those that belong to it.
    pub entity: Option<&'a str>,
    /// Only these conditions.
    pub conditions: Conditions,
}

/// Reads sheets against both editions; what only one of them asks is no mistake in the other.
pub fn sheets(
    editions: Editions<'_>,
    sources: &[Id<Source>],
    found: &mut Found,
) -> Vec<BothSheets> {
    let mut both = Vec::new();
    for source in sources {
        let mut here = Found::new();
        let mut read = |edition: &Edition, other: &Edition| {
            let Editions { sources, limits, elsewhere, .. } = editions;
            let mut one = Found::new();
            let sheet = facts::load_beside(
                &edition.laws,
                &[&other.laws],
                elsewhere,
                sources,
                *source,
                limits,
                &mut one,
            );
            // What is wrong for both is said once.
            one.diagnostics.retain(|it| !here.diagnostics.contains(it));
            here.append(one);
            sheet
        };
        let old = read(editions.old, editions.new);
        let new = read(editions.new, editions.old);
        here.diagnostics.sort_by_key(|it| it.span.map_or(0, |span| span.start));
        found.append(here);
        if let (Some(old), Some(new)) = (old, new) {
            both.push(BothSheets { source: *source, old, new });
        }
    }
    both
}

/// Compares every entity of the sheets under every law of both editions on each of the days.
pub fn by_company(
    editions: Editions<'_>,
    amended: &[Amended],
    sheets: &[BothSheets],
    only: Only<'_>,
    days: &[Date],
) -> Vec<Compared> {
    let mut causes = Causes::new(editions, amended);
    everybody(editions, sheets, only, days, &mut |asked, differences| {
        causes.find(asked, differences);
    })
}

/// Compares everybody; `settle` says what becomes of the differences.
pub(super) fn everybody(
    editions: Editions<'_>,
    sheets: &[BothSheets],
    only: Only<'_>,
    days: &[Date],
    settle: &mut dyn FnMut(&Asked<'_>, &mut Vec<Difference>),
) -> Vec<Compared> {
    let mut all = Vec::new();
    for (position, sheet) in sheets.iter().enumerate() {
        for law in editions.shared() {
            if only.law.is_some_and(|name| name != law) {
                continue;
            }
            for (old, new) in subjects(editions, sheet, law, only) {
                for on in days {
                    let place = place(&sheet.new, new, editions);
                    let asked = Asked { law, sheet, place, on: *on, conditions: only.conditions };
                    let mut differences = differences(editions, &asked, (old, new));
                    settle(&asked, &mut differences);
                    all.push(Compared {
                        sheet: position,
                        law: law.to_owned(),
                        entity: (old, new),
                        on: *on,
                        differences,
                    });
                }
            }
        }
    }
    all
}

/// One question: whom, under which law, on which day.
#[derive(Clone, Debug)]
pub(super) struct Asked<'a> {
    /// The law.
    pub law: &'a str,
    /// The sheet.
    pub sheet: &'a BothSheets,
    /// Where the entity stands in the sheet.
    pub place: Place,
    /// The day.
    pub on: Date,
    /// The conditions that are answered.
    pub conditions: Conditions,
}

/// Where an entity stands in a sheet: at each level what kind it is, and which of that kind.
pub(super) type Place = Vec<(String, usize)>;

/// The entities that a law judges, as they stand in the old and in the new sheet.
fn subjects(
    editions: Editions<'_>,
    sheet: &BothSheets,
    law: &str,
    only: Only<'_>,
) -> Vec<(Id<Instance>, Id<Instance>)> {
    let Some(subject) = editions.new.law(law).map(|law| law.subject) else { return Vec::new() };
    let of_kind = sheet.new.instances.rows().filter(|(_, one)| one.entity == subject);
    let wanted = of_kind.filter(|(id, _)| only.entity.is_none_or(|it| sheet.new.bears(*id, it)));
    let pair = |(new, _): (Id<Instance>, &Instance)| {
        let place = place(&sheet.new, new, editions);
        let old = at_place(&editions.old.laws, &sheet.old, &place)?;
        Some((old, new))
    };
    wanted.filter_map(pair).collect()
}

fn place(sheet: &Sheet, entity: Id<Instance>, editions: Editions<'_>) -> Place {
    let mut place = Place::new();
    let mut at = Some(entity);
    while let Some(here) = at {
        let one = &sheet.instances[here];
        let like = |it: &Instance| it.owner == one.owner && it.entity == one.entity;
        let before = sheet.instances.rows().take_while(|(id, _)| *id != here);
        let number = before.filter(|(_, it)| like(it)).count();
        place.push((editions.new.laws.entities[one.entity].name.clone(), number));
        at = one.owner;
    }
    place.reverse();
    place
}

/// The entity at a place of a sheet.
pub(super) fn at_place(laws: &Laws, sheet: &Sheet, place: &Place) -> Option<Id<Instance>> {
    let mut at: Option<Id<Instance>> = None;
    for (kind, number) in place {
        let like = |it: &Instance| it.owner == at && laws.entities[it.entity].name == *kind;
        let found = sheet.instances.rows().filter(|(_, it)| like(it)).nth(*number);
        at = Some(found?.0);
    }
    at
}

/// The law of a name that is answered for.
pub(super) fn law_of(laws: &Laws, name: &str) -> Option<Id<Law>> {
    let named = |law: &Law| law.name == name && law.judged == Judged::Named;
    laws.laws.rows().find(|(_, law)| named(law)).map(|(id, _)| id)
}

fn differences(
    editions: Editions<'_>,
    asked: &Asked<'_>,
    (old, new): (Id<Instance>, Id<Instance>),
) -> Vec<Difference> {
    let answered = |edition: &Edition, sheet: &Sheet, entity: Id<Instance>| {
        let Some(law) = law_of(&edition.laws, asked.law) else { return Answers::default() };
        answer::asked((&edition.laws, law), (sheet, entity), asked.on, asked.conditions)
    };
    let before = answered(editions.old, &asked.sheet.old, old);
    let after = answered(editions.new, &asked.sheet.new, new);
    between(&before, &after)
}

/// The answers that differ, in order; their causes are not sought yet.
pub fn between(before: &Answers, after: &Answers) -> Vec<Difference> {
    let items = after.items().iter();
    let gone = before.items().iter().filter(|item| after.get(item).is_none());
    let differs = |item: &Item| {
        let (old, new) = (before.get(item), after.get(item));
        (!alike(old, new)).then(|| Difference {
            item: item.clone(),
            old: old.cloned(),
            new: new.cloned(),
            cause: Cause::Unsettled,
        })
    };
    items.chain(gone).filter_map(differs).collect()
}

/// Whether two answers are the same: what is not asked is the same as what is idle.
pub fn alike(one: Option<&Answer>, two: Option<&Answer>) -> bool {
    match (one, two) {
        (Some(one), Some(two)) => one == two,
        (Some(only), None) | (None, Some(only)) => only.is_idle(),
        (None, None) => true,
    }
}
