//! To which changed provision a difference is laid: tried by applying one change at a time.

use crate::facts::{self, Sheet};
use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::ground::text::Source;
use crate::ground::time::Date;
use crate::language::check::check;
use crate::language::law::Laws;
use crate::tools::compare::Editions;
use crate::tools::compare::answer::{self, Answers, Item};
use crate::tools::compare::blend::blend;
use crate::tools::compare::company::{Asked, Difference, Place, alike, at_place, law_of};
use crate::tools::compare::provision::{Amended, Called, Construct};
use crate::tools::compare::token::tokens;
use std::collections::{BTreeMap, BTreeSet};

/// The provisions that make a difference, by their positions among the amended ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Each of these makes it alone; mostly there is one.
    Alone(Vec<usize>),
    /// These make it together, and none can be left out.
    Together(Vec<usize>),
    /// It could not be laid to any of them within the bounds of the search.
    Unsettled,
}

/// So many blends of the two editions are tried at most.
const MOST_BLENDS: usize = 400;

/// Finds causes by blending the editions: the old one with some of the changes of the new one.
pub struct Causes<'a> {
    editions: Editions<'a>,
    amended: &'a [Amended],
    /// The amended provisions that lay down law, by position.
    units: Vec<usize>,
    /// For each position what must be taken with it: what it names and the old edition lacks.
    with: BTreeMap<usize, BTreeSet<usize>>,
    blends: BTreeMap<BTreeSet<usize>, Option<Laws>>,
    told: BTreeMap<(BTreeSet<usize>, Question), Option<Answers>>,
    sheets: BTreeMap<(BTreeSet<usize>, Id<Source>), Option<Sheet>>,
}

/// A question to a blend: which sheet, which entity, which law, which day.
type Question = (Id<Source>, Place, String, Date);

impl<'a> Causes<'a> {
    /// Nothing tried yet.
    pub fn new(editions: Editions<'a>, amended: &'a [Amended]) -> Self {
        let units: Vec<usize> = (0..amended.len())
            .filter(|at| amended.get(*at).is_some_and(|it| it.lays_down))
            .collect();
        let with = units.iter().map(|at| (*at, with(editions, amended, *at))).collect();
        Self {
            editions,
            amended,
            units,
            with,
            blends: BTreeMap::new(),
            told: BTreeMap::new(),
            sheets: BTreeMap::new(),
        }
    }

    /// Lays each difference to its cause.
    pub(super) fn find(&mut self, asked: &Asked<'_>, differences: &mut [Difference]) {
        for difference in differences {
            difference.cause = self.cause(asked, difference);
        }
    }

    /// Whether a difference is made by some of the changes: by them alone, or not without them.
    pub(super) fn rests_on(
        &mut self,
        changes: &[usize],
        asked: &Asked<'_>,
        difference: &Difference,
    ) -> bool {
        let others = self.units.iter().copied().filter(|unit| !changes.contains(unit));
        let others: BTreeSet<usize> = others.collect();
        if others.is_empty() {
            return true;
        }
        let own = changes.iter().filter_map(|at| self.with.get(at)).flatten().copied().collect();
        self.makes(&own, asked, difference) == Some(true)
            || self.makes(&others, asked, difference) == Some(false)
    }

    fn cause(&mut self, asked: &Asked<'_>, difference: &Difference) -> Cause {
        if let [only] = self.units.as_slice() {
            return Cause::Alone(vec![*only]);
        }
        let mut alone: Vec<usize> = Vec::new();
        for unit in self.units.clone() {
            let set = self.with.get(&unit).cloned().unwrap_or_default();
            if self.makes(&set, asked, difference) == Some(true) {
                alone.push(unit);
            }
        }
        // What suffices only because of another that suffices without it adds nothing.
        let sets = &self.with;
        let needless = |unit: &usize| {
            let set = sets.get(unit);
            alone.iter().any(|other| other != unit && set.is_some_and(|set| set.contains(other)))
        };
        let least: Vec<usize> = alone.iter().copied().filter(|unit| !needless(unit)).collect();
        match least.is_empty() {
            false => Cause::Alone(self.telling(least)),
            true => match self.least(asked, difference) {
                Some(set) => Cause::Together(self.telling(set)),
                None => Cause::Unsettled,
            },
        }
    }

    /// Without those that only say what can be stated, unless there are no others.
    fn telling(&self, set: Vec<usize>) -> Vec<usize> {
        let lays_down =
            |at: &usize| self.amended.get(*at).is_some_and(|it| !it.called.construct.is_said_of());
        let telling: Vec<usize> = set.iter().copied().filter(lays_down).collect();
        if telling.is_empty() { set } else { telling }
    }

    /// A set of changes that makes the difference and from which none can be left out.
    fn least(&mut self, asked: &Asked<'_>, difference: &Difference) -> Option<Vec<usize>> {
        let mut kept = self.units.clone();
        if self.makes(&kept.iter().copied().collect(), asked, difference) != Some(true) {
            return None;
        }
        let mut size = kept.len().div_ceil(2);
        loop {
            let (before, mut at) = (kept.len(), 0);
            while at < kept.len() {
                let left = |(place, _): &(usize, &usize)| *place < at || *place >= at + size;
                let less: Vec<usize> =
                    kept.iter().enumerate().filter(left).map(|(_, unit)| *unit).collect();
                match self.makes(&less.iter().copied().collect(), asked, difference)? {
                    true => kept = less,
                    false => at += size,
                }
            }
            match (size, kept.len() == before) {
                (1, true) => return Some(kept),
                (1, false) => {}
                (_, _) => size = size.div_ceil(2),
            }
        }
    }

    /// Whether the old edition with these changes gives the new answer; `None`: not tried any more.
    fn makes(
        &mut self,
        set: &BTreeSet<usize>,
        asked: &Asked<'_>,
        difference: &Difference,
    ) -> Option<bool> {
        let question = (asked.sheet.source, asked.place.clone(), asked.law.to_owned(), asked.on);
        let key = (set.clone(), question);
        if !self.told.contains_key(&key) {
            if !self.blends.contains_key(set) && self.blends.len() >= MOST_BLENDS {
                return None;
            }
            let told = self.answers(set, asked);
            self.told.insert(key.clone(), told);
        }
        let told = self.told.get(&key)?.as_ref();
        let item: &Item = &difference.item;
        Some(told.is_some_and(|told| alike(told.get(item), difference.new.as_ref())))
    }

    /// What a blend answers; nothing where it is no law that holds together.
    fn answers(&mut self, set: &BTreeSet<usize>, asked: &Asked<'_>) -> Option<Answers> {
        let Self { editions, amended, blends, sheets, .. } = self;
        let sources = editions.sources;
        let laws = blends.entry(set.clone()).or_insert_with(|| {
            let taken: BTreeSet<Called> =
                set.iter().filter_map(|at| amended.get(*at)).map(|it| it.called.clone()).collect();
            let checked = check(&blend(*editions, &taken), sources);
            (!checked.found.has_errors()).then_some(checked.laws)
        });
        let laws = laws.as_ref()?;
        let sheet = sheets.entry((set.clone(), asked.sheet.source)).or_insert_with(|| {
            let others = [&editions.old.laws, &editions.new.laws];
            // What is wrong with it was told when it was first read.
            let (mut found, source) = (Found::new(), asked.sheet.source);
            let Editions { elsewhere, limits, .. } = *editions;
            facts::load_beside(laws, &others, elsewhere, sources, source, limits, &mut found)
        });
        let sheet = sheet.as_ref()?;
        let entity = at_place(laws, sheet, &asked.place)?;
        let law = law_of(laws, asked.law)?;
        Some(answer::asked((laws, law), (sheet, entity), asked.on, asked.conditions))
    }
}

/// A change with all that must be taken with it: what it names and the old edition lacks, and with
/// an added block its steps.
fn with(editions: Editions<'_>, amended: &[Amended], at: usize) -> BTreeSet<usize> {
    let mut set = BTreeSet::new();
    let mut waiting = vec![at];
    while let Some(at) = waiting.pop() {
        let Some(one) = amended.get(at).filter(|_| set.insert(at)) else { continue };
        let Some(span) = one.new else { continue };
        let named: BTreeSet<String> =
            tokens(editions.sources.words(span)).into_iter().map(|token| token.text).collect();
        for (other, it) in amended.iter().enumerate() {
            let lacking = it.old.is_none() && named.contains(&it.called.name);
            let of_block = |step: &Called, block: &Called| {
                step.construct == Construct::Step
                    && block.construct == Construct::Sanctions
                    && step.block.as_ref() == Some(&block.name)
            };
            let whole = it.old.is_none() && one.old.is_none();
            let step = of_block(&it.called, &one.called) || of_block(&one.called, &it.called);
            if lacking || (whole && step) {
                waiting.push(other);
            }
        }
    }
    set
}
