//! The smallest change of facts that changes an answer: tried nearest first, and evaluated.

pub mod change;
pub mod decide;

pub use change::{Change, Place};
pub use decide::Deciding;

use crate::engine::eval::{Explain, judge};
use crate::facts::reach::Reach;
use crate::facts::{Instance, Sheet};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::Number;
use crate::language::law::{Law, Laws};
use crate::tools::compare::answer::{Answer, Item, Word, answers};
use crate::tools::compare::stand::{Standing, standing};
use change::Tried;
use std::collections::BTreeSet;

/// So many sheets are judged at most.
pub const BUDGET: usize = 4_000;

/// So many flips are told at most.
const MOST_TOLD: usize = 10;

/// Whose answer is to change, and on which day.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The laws.
    pub laws: &'a Laws,
    /// The law.
    pub law: Id<Law>,
    /// What is known.
    pub sheet: &'a Sheet,
    /// The entity judged.
    pub entity: Id<Instance>,
    /// The day.
    pub on: Date,
}

/// One change that changes the answer.
#[derive(Clone, Debug)]
pub struct Flip {
    /// What changes: one fact, or two.
    pub changes: Vec<Change>,
    /// How far: for each number its change over what it was, for all else one.
    pub distance: Number,
    /// The answer then.
    pub after: Answer,
    /// The conditions that decide, with their citations.
    pub deciding: Vec<Deciding>,
}

/// What an unknown fact would settle.
#[derive(Clone, Debug)]
pub struct Settles {
    /// The value it might have.
    pub change: Change,
    /// The answer then.
    pub after: Answer,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Flips {
    /// What is answered.
    pub item: Item,
    /// The answer as it is.
    pub before: Answer,
    /// The flips, nearest first; of each fact, or pair of facts, the nearest.
    pub found: Vec<Flip>,
    /// Where the answer is open: what each value of a missing fact makes of it.
    pub settles: Vec<Settles>,
    /// The facts and events that were tried.
    pub tried: Vec<String>,
    /// How many sheets were judged.
    pub sheets: usize,
    /// Whether the search ended before all pairs had been tried.
    pub cut: bool,
}

/// The answers that can be asked to flip, by name.
pub fn targets(question: Question<'_>) -> Vec<(String, Item)> {
    let verdict = judge(
        question.laws,
        question.law,
        question.sheet,
        question.entity,
        question.on,
        Explain::No,
    );
    let all = answers(question.laws, question.sheet, &verdict);
    let named = all.items().iter().filter_map(|item| Some((item.name()?.to_owned(), item.clone())));
    named.collect()
}

/// Seeks the smallest changes of facts that change an answer; `None` where it is not asked.
pub fn flip(question: Question<'_>, item: &Item) -> Option<Flips> {
    let law = &question.laws.laws[question.law];
    let standing = standing(question.laws, law).remove(item)?;
    let mut search = Search { question, item, standing, sheets: 0 };
    let before = search.ask(question.sheet)?;
    let places = search.places();
    let tried = places.iter().map(|place| place.name(question.laws)).collect();
    let (mut found, mut settles) = (Vec::new(), Vec::new());
    let mut pivots: Vec<(Place, Vec<Tried>)> = Vec::new();
    for place in places {
        let values = place.values(question, &search.reach());
        let (best, missing, tried) = search.one(&place, values, &before);
        found.extend(best);
        settles.extend(missing);
        pivots.push((place, tried));
    }
    let mut cut = false;
    if found.is_empty() {
        cut = search.pairs(&pivots, &before, &mut found);
    }
    found.sort_by(|one: &Flip, two| {
        let key = |flip: &Flip| (flip.changes.len(), flip.distance.clone());
        key(one).cmp(&key(two)).then_with(|| names(one).cmp(&names(two)))
    });
    found.truncate(MOST_TOLD);
    for flip in &mut found {
        let sheet = with_changes(question.sheet, &flip.changes);
        flip.deciding = decide::deciding(question, &search.standing, &sheet, &flip.changes);
    }
    Some(Flips { item: item.clone(), before, found, settles, tried, sheets: search.sheets, cut })
}

fn names(flip: &Flip) -> Vec<&str> {
    flip.changes.iter().map(|change| change.name.as_str()).collect()
}

/// A sheet with changes made.
pub fn with_changes(sheet: &Sheet, changes: &[Change]) -> Sheet {
    let mut sheet = sheet.clone();
    for change in changes {
        change.apply(&mut sheet);
    }
    sheet
}

struct Search<'a> {
    question: Question<'a>,
    item: &'a Item,
    standing: Standing,
    sheets: usize,
}

impl Search<'_> {
    fn ask(&mut self, sheet: &Sheet) -> Option<Answer> {
        self.sheets += 1;
        let Question { laws, law, entity, on, .. } = self.question;
        let verdict = judge(laws, law, sheet, entity, on, Explain::No);
        answers(laws, sheet, &verdict).get(self.item).cloned()
    }

    fn reach(&self) -> Reach {
        let mut all = Reach::default();
        for root in &self.standing.roots {
            let one = Reach::of(self.question.laws, *root);
            for (fact, constants) in one.facts {
                all.facts.entry(fact).or_default().extend(constants);
            }
            all.events.extend(one.events);
            all.days.extend(one.days);
            all.periods.extend(one.periods);
        }
        all.events.extend(self.standing.events.iter().copied());
        all.days.extend(self.standing.days.iter().copied());
        all
    }

    /// The facts and events that the answer stands upon and that the sheet may state.
    fn places(&self) -> Vec<Place> {
        let Question { sheet, entity, laws, on, .. } = self.question;
        let reach = self.reach();
        let mut places = Vec::new();
        for (fact, of) in reach.facts.keys() {
            let Some(at) = sheet.reach(entity, *of) else { continue };
            places.extend(Place::of_fact(laws, sheet, at, *fact, on));
        }
        for event in &reach.events {
            let Some(at) = sheet.reach(entity, laws.events[*event].entity) else { continue };
            places.push(Place::of_event(at, *event));
        }
        places
    }

    /// The nearest flip of one fact, what its values settle, and what was tried of it.
    fn one(
        &mut self,
        place: &Place,
        values: Vec<Change>,
        before: &Answer,
    ) -> (Option<Flip>, Vec<Settles>, Vec<Tried>) {
        let mut tried = Vec::new();
        let mut settles = Vec::new();
        for change in values {
            if self.sheets >= BUDGET {
                break;
            }
            let sheet = with_changes(self.question.sheet, std::slice::from_ref(&change));
            let Some(after) = self.ask(&sheet) else { continue };
            let flips = settled(&after) && after.word != before.word;
            if flips && !settled(before) && change.from.is_none() {
                settles.push(Settles { change: change.clone(), after: after.clone() });
            }
            tried.push(Tried { change, after, flips });
        }
        let flipped = tried.iter().filter(|it| it.flips && it.change.from.is_some());
        let best =
            flipped.min_by(|one, two| one.change.distance.cmp(&two.change.distance)).cloned();
        let best = best.map(|best| self.nearer(place, best, before));
        let flip = best.map(|Tried { change, after, .. }| Flip {
            distance: change.distance.clone(),
            changes: vec![change],
            after,
            deciding: Vec::new(),
        });
        // What settles an open answer is told as such, not as a change.
        (flip, settles, tried)
    }

    /// Goes back from a flip towards what is stated, as far as it still flips.
    fn nearer(&mut self, place: &Place, mut best: Tried, before: &Answer) -> Tried {
        let Some(mut same) = place.steps_from(&best.change) else { return best };
        while let Some(change) = place.between(&same, &best.change) {
            if self.sheets >= BUDGET {
                break;
            }
            let sheet = with_changes(self.question.sheet, std::slice::from_ref(&change));
            match self.ask(&sheet) {
                Some(after) if settled(&after) && after.word != before.word => {
                    best = Tried { change, after, flips: true };
                }
                Some(_) | None => same = change,
            }
        }
        best
    }

    /// Tries two facts together; whether the search was cut short.
    fn pairs(
        &mut self,
        pivots: &[(Place, Vec<Tried>)],
        before: &Answer,
        found: &mut Vec<Flip>,
    ) -> bool {
        for (at, (_, first)) in pivots.iter().enumerate() {
            for (_, second) in pivots.iter().skip(at + 1) {
                let mut best: Option<Flip> = None;
                for one in first {
                    for two in second {
                        if self.sheets >= BUDGET {
                            found.extend(best);
                            return true;
                        }
                        let changes = vec![one.change.clone(), two.change.clone()];
                        let sheet = with_changes(self.question.sheet, &changes);
                        let Some(after) = self.ask(&sheet) else { continue };
                        let distance = one.change.distance.add(&two.change.distance);
                        let nearer = best.as_ref().is_none_or(|best| distance < best.distance);
                        if settled(&after) && after.word != before.word && nearer {
                            best = Some(Flip { changes, distance, after, deciding: Vec::new() });
                        }
                    }
                }
                found.extend(best);
            }
        }
        false
    }
}

/// Whether an answer is settled.
pub fn settled(answer: &Answer) -> bool {
    !answer.is_open() && answer.word != Word::Error
}

/// The names of facts, each once and in order.
pub fn each_once(names: &[String]) -> Vec<&str> {
    let all: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    all.into_iter().collect()
}
