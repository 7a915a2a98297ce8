//! By region of the facts: for which facts, and on which days, an amendment changes an answer.
//!
//! A sheet of which nothing is known is judged under both editions. Where an answer is open, the
//! first fact that it needs is cut into cells within which no comparison changes, and each is
//! tried; where both editions answer, and differently, the cells so far are a region.

use crate::facts::write;
use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::ground::text::Source;
use crate::ground::time::Date;
use crate::tools::compare::answer::{self, Answer, Conditions, Item, Missing, Word};
use crate::tools::compare::cause::Cause;
use crate::tools::compare::cell::{self, Cell, Compared, Key, Stated};
use crate::tools::compare::company::{self, Only, by_company, law_of};
use crate::tools::compare::provision::Amended;
use crate::tools::compare::stand::{self, Standing};
use crate::tools::compare::{Edition, Editions};
use std::collections::{BTreeMap, BTreeSet};

/// So many sheets are judged for one answer on one day at most.
const MOST_SHEETS: usize = 2_000;

/// So many sheets are judged in search of the first case alone, and so many of one answer and day.
const MOST_FOR_FIRST: (usize, usize) = (600, 150);

/// On so many days an answer is compared at most.
const MOST_DAYS: usize = 16;

/// A region of the facts in which an answer differs.
#[derive(Clone, Debug)]
pub struct Region {
    /// The law.
    pub law: String,
    /// What is answered.
    pub item: Item,
    /// The day.
    pub on: Date,
    /// The last of the days compared on which it is so as well, behind the first.
    pub through: Option<Date>,
    /// Whether it stays so on all later days.
    pub lasts: bool,
    /// The facts, each with what it is in the region; what is not named makes no difference.
    pub conditions: Vec<(Key, String)>,
    /// Before; `None`: the old edition does not ask.
    pub old: Option<Answer>,
    /// After; `None`: the new edition does not ask.
    pub new: Option<Answer>,
    /// A smallest sheet in the region, as YAML by the new edition.
    pub witness: String,
}

/// All regions that were found.
#[derive(Clone, Debug, Default)]
pub struct Regions {
    /// The regions, by law and answer.
    pub found: Vec<Region>,
    /// Answers of which not every case was settled: they rest on more than comparisons of facts
    /// with constants, or on too many.
    pub open: Vec<(String, Item)>,
    /// How many sheets were judged.
    pub sheets: usize,
}

/// One case in which both editions answer, and differently.
#[derive(Clone, Debug)]
struct Leaf {
    at: BTreeMap<Key, BTreeSet<usize>>,
    old: Option<Answer>,
    new: Option<Answer>,
}

struct Search<'a> {
    editions: Editions<'a>,
    law: &'a str,
    item: &'a Item,
    on: Date,
    compared: &'a Compared,
    cells: BTreeMap<Key, Vec<Cell>>,
    sheets: usize,
    open: bool,
    /// So many sheets may be judged.
    most: usize,
    /// Whether the first case is enough.
    one: bool,
    leaves: Vec<Leaf>,
}

/// The first case found in which an answer differs: by the order of the laws' answers and days.
pub fn first_region(
    editions: Editions<'_>,
    amended: &[Amended],
    only: Option<&str>,
) -> Option<Region> {
    search(editions, amended, only, true).found.into_iter().next()
}

/// Compares the answers of both editions over all facts that conditions compare with constants.
pub fn by_region(editions: Editions<'_>, amended: &[Amended], only: Option<&str>) -> Regions {
    search(editions, amended, only, false)
}

fn search(editions: Editions<'_>, amended: &[Amended], only: Option<&str>, first: bool) -> Regions {
    let mut regions = Regions::default();
    for law in editions.shared() {
        if only.is_some_and(|name| name != law) {
            continue;
        }
        let standing = [editions.old, editions.new].map(|edition| {
            let row = edition.law(law);
            row.map_or_else(BTreeMap::new, |row| stand::standing(&edition.laws, row))
        });
        let items: BTreeSet<&Item> = standing.iter().flat_map(|it| it.keys()).collect();
        for item in items {
            let editions_of = [editions.old, editions.new].into_iter().zip(&standing);
            let both: Vec<(&Edition, &Standing)> =
                editions_of.filter_map(|(edition, it)| Some((edition, it.get(item)?))).collect();
            if both.iter().any(|(_, it)| it.is_amended(amended)) {
                one(editions, (law, item), &both, first, &mut regions);
            }
            if first && (!regions.found.is_empty() || regions.sheets >= MOST_FOR_FIRST.0) {
                return regions;
            }
        }
    }
    regions
}

fn one(
    editions: Editions<'_>,
    (law, item): (&str, &Item),
    both: &[(&Edition, &Standing)],
    first: bool,
    all: &mut Regions,
) {
    let mut compared = Compared::default();
    for (edition, standing) in both {
        compared.add(&edition.laws, &standing.roots);
        compared.days.extend(standing.days.iter().copied());
    }
    let from =
        [editions.old, editions.new].into_iter().filter_map(|it| Some(it.law(law)?.in_force.from));
    let from = from.min().unwrap_or(Date::FIRST);
    let days: Vec<Date> = compared.days.iter().copied().filter(|day| from <= *day).collect();
    let skipped = days.len().saturating_sub(MOST_DAYS);
    let mut open = skipped > 0;
    let mut found: Vec<Region> = Vec::new();
    for on in days.into_iter().skip(skipped) {
        let most = match first {
            true => MOST_FOR_FIRST.0.saturating_sub(all.sheets).min(MOST_FOR_FIRST.1),
            false => MOST_SHEETS,
        };
        let mut search = Search {
            editions,
            law,
            item,
            on,
            compared: &compared,
            cells: BTreeMap::new(),
            sheets: 0,
            open: false,
            most,
            one: first,
            leaves: Vec::new(),
        };
        search.explore(&mut Stated::new(), &mut BTreeMap::new());
        open |= search.open;
        let here = search.regions();
        all.sheets += search.sheets;
        for region in here {
            let same = |it: &&mut Region| {
                it.conditions == region.conditions
                    && stand::word(&it.old) == stand::word(&region.old)
                    && stand::word(&it.new) == stand::word(&region.new)
            };
            match found.iter_mut().find(same) {
                Some(before) => {
                    before.through = Some(on);
                    before.lasts = region.lasts;
                }
                None => found.push(region),
            }
        }
        if first && !found.is_empty() {
            break;
        }
    }
    if open {
        all.open.push((law.to_owned(), item.clone()));
    }
    all.found.extend(found);
}

impl Search<'_> {
    fn ask(&mut self, edition: &Edition, stated: &Stated) -> Option<Answer> {
        let law = law_of(&edition.laws, self.law)?;
        let (sheet, subject) = cell::sheet(&edition.laws, law, stated, self.on);
        let answers =
            answer::asked((&edition.laws, law), (&sheet, subject), self.on, Conditions::All);
        answers.get(self.item).cloned()
    }

    fn both(&mut self, stated: &Stated) -> [Option<Answer>; 2] {
        self.sheets += 1;
        [self.ask(self.editions.old, stated), self.ask(self.editions.new, stated)]
    }

    fn explore(&mut self, stated: &mut Stated, at: &mut BTreeMap<Key, usize>) {
        if self.one && !self.leaves.is_empty() {
            return;
        }
        if self.sheets >= self.most {
            self.open = true;
            return;
        }
        let [old, new] = self.both(stated);
        if is_settled(&old) && is_settled(&new) {
            if differ(&old, &new) {
                let at = at.iter().map(|(key, cell)| (key.clone(), BTreeSet::from([*cell])));
                self.leaves.push(Leaf { at: at.collect(), old, new });
            }
            return;
        }
        let Some((key, cells)) = self.next(stated, [&old, &new]) else {
            self.open = true;
            return;
        };
        self.open |= !self.compared.is_whole(&self.editions.new.laws, &key);
        for (number, cell) in cells.into_iter().enumerate() {
            stated.insert(key.clone(), cell);
            at.insert(key.clone(), number);
            self.explore(stated, at);
        }
        stated.remove(&key);
        at.remove(&key);
    }

    /// The fact to cut next: of those that are needed the one of fewest cells.
    fn next(&mut self, stated: &Stated, both: [&Option<Answer>; 2]) -> Option<(Key, Vec<Cell>)> {
        let open = both.into_iter().flatten().filter(|answer| !is_settled_answer(answer));
        let needs: BTreeSet<&Missing> = open.flat_map(|answer| answer.needs.iter()).collect();
        let keys: BTreeSet<Key> = needs.into_iter().filter_map(Key::of).collect();
        let mut best: Option<(Key, Vec<Cell>)> = None;
        for key in keys.into_iter().filter(|key| !stated.contains_key(key)) {
            let cells = self.cells_of(&key);
            let fewer = best.as_ref().is_none_or(|(_, before)| cells.len() < before.len());
            if !cells.is_empty() && fewer {
                best = Some((key, cells));
            }
        }
        best
    }

    fn cells_of(&mut self, key: &Key) -> Vec<Cell> {
        if let Some(cells) = self.cells.get(key) {
            return cells.clone();
        }
        let laws = &self.editions.new.laws;
        let law = law_of(laws, self.law);
        let cells = law.map_or(Vec::new(), |law| self.compared.cells(laws, law, key));
        self.cells.insert(key.clone(), cells.clone());
        cells
    }

    /// The leaves widened, merged where they differ in one condition alone, each with a smallest
    /// witness.
    fn regions(&mut self) -> Vec<Region> {
        let mut leaves: Vec<Leaf> = Vec::new();
        for leaf in std::mem::take(&mut self.leaves) {
            let leaf = self.widened(leaf);
            if !leaves.iter().any(|known| known.holds(&leaf)) {
                leaves.retain(|known| !leaf.holds(known));
                leaves.push(leaf);
            }
        }
        while self.merge_once(&mut leaves) {}
        leaves.into_iter().map(|leaf| self.region(leaf)).collect()
    }

    /// Leaves unknown what makes no difference.
    fn widened(&mut self, mut leaf: Leaf) -> Leaf {
        for key in leaf.at.keys().cloned().collect::<Vec<_>>() {
            let mut wider = leaf.clone();
            wider.at.remove(&key);
            let stated = self.stated(&wider);
            let [old, new] = self.both(&stated);
            if leaf.answers(&old, &new) {
                leaf = wider;
            }
        }
        leaf
    }

    /// The first cell of each condition of a leaf.
    fn stated(&self, leaf: &Leaf) -> Stated {
        let mut stated = Stated::new();
        for (key, numbers) in &leaf.at {
            let all = self.cells.get(key).map_or(&[][..], Vec::as_slice);
            if let Some(cell) = numbers.first().and_then(|at| all.get(*at)) {
                stated.insert(key.clone(), cell.clone());
            }
        }
        stated
    }

    fn merge_once(&self, leaves: &mut Vec<Leaf>) -> bool {
        for one in 0..leaves.len() {
            for two in one + 1..leaves.len() {
                let (Some(first), Some(second)) = (leaves.get(one), leaves.get(two)) else { break };
                if let Some(merged) = self.merged(first, second) {
                    leaves.remove(two);
                    if let Some(place) = leaves.get_mut(one) {
                        *place = merged;
                    }
                    return true;
                }
            }
        }
        false
    }

    fn merged(&self, one: &Leaf, two: &Leaf) -> Option<Leaf> {
        let same = stand::word(&one.old) == stand::word(&two.old)
            && stand::word(&one.new) == stand::word(&two.new);
        if !same || !one.at.keys().eq(two.at.keys()) {
            return None;
        }
        let mut differing = one.at.iter().filter(|(key, cells)| two.at.get(*key) != Some(*cells));
        let (key, cells) = differing.next()?;
        if differing.next().is_some() {
            return None;
        }
        let union: BTreeSet<usize> = cells.union(two.at.get(key)?).copied().collect();
        let mut at = one.at.clone();
        match self.cells.get(key).is_some_and(|all| all.len() == union.len()) {
            true => at.remove(key),
            false => at.insert(key.clone(), union),
        };
        Some(Leaf { at, ..one.clone() })
    }

    fn region(&mut self, leaf: Leaf) -> Region {
        let laws = &self.editions.new.laws;
        let mut stated = self.stated(&leaf);
        for cell in stated.values_mut() {
            *cell = cell::simplest(cell);
        }
        let conditions = leaf.at.iter().map(|(key, numbers)| {
            let all = self.cells.get(key).map_or(&[][..], Vec::as_slice);
            let cells: Vec<Cell> = numbers.iter().filter_map(|at| all.get(*at).cloned()).collect();
            (key.clone(), cell::words(laws, key, &cells))
        });
        let conditions = conditions.collect();
        let lasts = self.lasts(&stated, &leaf);
        let witness = law_of(laws, self.law).map_or(String::new(), |law| {
            let (mut sheet, subject) = cell::sheet(laws, law, &stated, self.on);
            // What is not stated of an event is left out where it makes no difference.
            let stated: BTreeSet<_> = stated.keys().filter_map(|key| key.event(laws)).collect();
            let events: Vec<_> = laws.events.ids().filter(|it| !stated.contains(it)).collect();
            for event in events {
                let Some(at) = sheet.reach(subject, laws.events[event].entity) else { continue };
                let kept = sheet.instances[at].occurrences(event).cloned();
                sheet.instances[at].set_occurrences(event, None);
                let answers =
                    answer::asked((laws, law), (&sheet, subject), self.on, Conditions::All);
                let answer = answers.get(self.item).cloned();
                if stand::word(&answer) != stand::word(&leaf.new) {
                    sheet.instances[at].set_occurrences(event, kept);
                }
            }
            write::write(laws, &sheet)
        });
        let Leaf { old, new, .. } = leaf;
        Region {
            law: self.law.to_owned(),
            item: self.item.clone(),
            on: self.on,
            through: None,
            lasts,
            conditions,
            old,
            new,
            witness,
        }
    }

    /// Whether the answer of a condition stays on later days, some of which are tried.
    fn lasts(&mut self, stated: &Stated, leaf: &Leaf) -> bool {
        match self.item {
            Item::Definition(_) => {}
            Item::Whole | Item::Status(_) | Item::Duty(_) | Item::Step { .. } | Item::Total(_) => {
                return false;
            }
        }
        let before = self.on;
        let last = self.compared.days.last().is_none_or(|last| *last <= before);
        let later = [1, 31, 366, 3_660].into_iter().filter_map(|days| before.plus_days(days));
        let mut same = last;
        for day in later {
            self.on = day;
            let [old, new] = self.both(stated);
            same &= leaf.answers(&old, &new);
        }
        self.on = before;
        same
    }
}

impl Leaf {
    /// Whether both editions answer as in this case.
    fn answers(&self, old: &Option<Answer>, new: &Option<Answer>) -> bool {
        stand::word(old) == stand::word(&self.old)
            && stand::word(new) == stand::word(&self.new)
            && differ(old, new)
    }

    /// Whether another case lies within this one.
    fn holds(&self, other: &Leaf) -> bool {
        self.answers(&other.old, &other.new)
            && self.at.iter().all(|(key, cells)| {
                other.at.get(key).is_some_and(|of_other| of_other.is_subset(cells))
            })
    }
}

/// Whether what is known settles an answer; what is not asked is settled.
fn is_settled(answer: &Option<Answer>) -> bool {
    answer.as_ref().is_none_or(is_settled_answer)
}

fn is_settled_answer(answer: &Answer) -> bool {
    !answer.is_open() && answer.word != Word::Error
}

/// Whether two settled answers differ in their word, their due day or a known amount.
fn differ(one: &Option<Answer>, two: &Option<Answer>) -> bool {
    match (one, two) {
        (Some(one), Some(two)) => {
            let ends = |answer: &Answer| answer.amount.as_ref().and_then(|it| it.ends());
            let amounts = match (ends(one), ends(two)) {
                (Some(one), Some(two)) => one != two,
                (None, _) | (_, None) => false,
            };
            one.word != two.word || one.due != two.due || amounts
        }
        (Some(only), None) | (None, Some(only)) => !only.is_idle(),
        (None, None) => false,
    }
}

/// To which provisions the regions are laid: each by its witness, read from the text at the same
/// position of `sources`.
pub fn causes(
    editions: Editions<'_>,
    amended: &[Amended],
    regions: &Regions,
    sources: &[Id<Source>],
) -> Vec<Cause> {
    let laid = |(region, source): (&Region, &Id<Source>)| {
        let sheets = company::sheets(editions, &[*source], &mut Found::new());
        let only = Only { law: Some(&region.law), conditions: Conditions::All, ..Only::default() };
        let compared = by_company(editions, amended, &sheets, only, &[region.on]);
        let mut differences = compared.into_iter().flat_map(|it| it.differences);
        let same = differences.find(|difference| difference.item == region.item);
        same.map_or(Cause::Unsettled, |difference| difference.cause)
    };
    regions.found.iter().zip(sources).map(laid).collect()
}
