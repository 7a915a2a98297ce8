//! One file to be changed, the files it can reach, and the worker who tries its mutants on them.

use super::{Asked, Fate, Mutant, Operator, SheetTexts, notice};
use crate::facts::{self, Sheet};
use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::ground::text::{Source, Sources};
use crate::language::law::{Judged, Laws};
use crate::language::syntax::{self, LawFile};
use crate::tools::compare::Edition;
use crate::tools::testing::{Failed, first_failure};
use std::collections::{BTreeMap, BTreeSet};

/// The files that a change of one of them can reach, and the sheets of their tests.
pub(super) struct Bench {
    /// The files as they are.
    pub old: Edition,
    /// The position among them of the one that is changed.
    pub at: usize,
    /// The sheets as the laws read them.
    pub sheets: BTreeMap<(Id<Source>, String), Option<Sheet>>,
}

impl Bench {
    /// The files that rest on the one at a position, and what all of these need.
    pub fn around(asked: Asked<'_>, at: usize) -> Self {
        let needs = needs(asked.files);
        let resting = resting(&needs, at);
        let mut kept = resting.clone();
        while let Some(more) = kept
            .iter()
            .flat_map(|file| needs.get(*file).into_iter().flatten())
            .find(|it| !kept.contains(it))
        {
            kept.insert(*more);
        }
        let judged = |at: usize, judged: Judged| match resting.contains(&at) {
            true => judged,
            false => Judged::Found,
        };
        let files = asked.files.iter().enumerate().filter(|(at, _)| kept.contains(at));
        let files = files.map(|(at, (file, is))| (file.clone(), judged(at, *is))).collect();
        let (old, _) = Edition::of(files, asked.sources);
        let sheets = asked.sheets.iter().map(|(key, text)| {
            let (laws, elsewhere, limits) = (&old.laws, asked.elsewhere, asked.limits);
            let found = &mut Found::new();
            (key.clone(), facts::load(laws, elsewhere, asked.sources, *text, limits, found))
        });
        let sheets = sheets.collect();
        Self { at: kept.iter().take_while(|it| **it < at).count(), sheets, old }
    }
}

/// Which files each file needs, by position.
fn needs(files: &[(LawFile, Judged)]) -> Vec<BTreeSet<usize>> {
    let named = files.iter().enumerate().filter_map(|(at, (file, _))| Some((file.name()?, at)));
    let named: BTreeMap<String, usize> = named.collect();
    let one = |(file, _): &(LawFile, Judged)| {
        let used = file.needs().filter_map(|path| named.get(&path.dotted()).copied());
        let mentioned = file.mentions.iter().filter_map(|path| {
            let mut beginnings =
                std::iter::successors(Some(path.as_str()), |path| Some(path.rsplit_once('.')?.0));
            beginnings.find_map(|name| named.get(name).copied())
        });
        used.chain(mentioned).collect()
    };
    files.iter().map(one).collect()
}

/// The file at a position and those that need it, directly or not.
fn resting(needs: &[BTreeSet<usize>], at: usize) -> BTreeSet<usize> {
    let mut resting = BTreeSet::from([at]);
    loop {
        let more: Vec<usize> = (0..needs.len())
            .filter(|file| !resting.contains(file))
            .filter(|file| needs.get(*file).is_some_and(|needs| !needs.is_disjoint(&resting)))
            .collect();
        if more.is_empty() {
            return resting;
        }
        resting.extend(more);
    }
}

/// One thread's own texts: those that were read, and room for those that are made up.
pub(super) struct Worker<'a> {
    pub asked: Asked<'a>,
    pub sources: Sources,
    /// The text of the mutant.
    pub changed: Id<Source>,
    /// The text with a test that is tried.
    pub home: Id<Source>,
    /// The text of a sheet that is tried.
    pub facts: Id<Source>,
}

impl<'a> Worker<'a> {
    /// A worker with room of its own.
    pub fn new(asked: Asked<'a>) -> Self {
        let mut sources = asked.sources.clone();
        let [changed, home, facts] =
            ["changed.law", "home.law", "example.yaml"].map(|name| sources.add(name, ""));
        Self { asked, sources, changed, home, facts }
    }

    /// What becomes of a mutant.
    pub fn fate(&mut self, bench: &Bench, mutant: &Mutant) -> Fate {
        let text = mutant.text(&self.asked.sources.source(mutant.source).text);
        let file = self.read(self.changed, text);
        let Some(new) = file.and_then(|file| self.edition(bench, &[(bench.at, file)])) else {
            return Fate::Refused;
        };
        let texts = self.sheets(mutant.operator, bench, &new.laws);
        let changed = self.changed;
        let mut load = |file: Id<Source>, path: &str, _| {
            let file = if file == changed { mutant.source } else { file };
            texts.get(&(file, path.to_owned())).cloned().flatten()
        };
        let noticed = first_failure(&new.laws, &mut load).map(|failed| match failed {
            Failed::Test(test) => new.laws.tests[test].name.clone(),
            Failed::Assertion(assert) => new.laws.assertions[assert].name.clone(),
        });
        match noticed {
            Some(name) => Fate::Noticed(name),
            None => match notice::seek(self, bench, mutant, &new) {
                Some(notice) => Fate::Survived(Box::new(notice)),
                None => Fate::Alike,
            },
        }
    }

    /// The sheets as a mutant reads them: as the law does, unless names stand for other things.
    pub fn sheets(
        &self,
        operator: Operator,
        bench: &Bench,
        laws: &Laws,
    ) -> BTreeMap<(Id<Source>, String), Option<Sheet>> {
        if operator != Operator::StepOrder {
            return bench.sheets.clone();
        }
        let texts: &SheetTexts = self.asked.sheets;
        texts.iter().map(|(key, text)| (key.clone(), self.sheet(laws, *text))).collect()
    }

    /// A sheet as laws read it.
    pub fn sheet(&self, laws: &Laws, text: Id<Source>) -> Option<Sheet> {
        let Asked { elsewhere, limits, .. } = self.asked;
        facts::load(laws, elsewhere, &self.sources, text, limits, &mut Found::new())
    }

    /// Reads a text in the place of one that was made up before; `None` where it is no law.
    pub fn read(&mut self, place: Id<Source>, text: String) -> Option<LawFile> {
        let mut found = Found::new();
        let file = syntax::read(place, &text, self.asked.limits, &mut found);
        self.sources.replace(place, text);
        (!found.has_errors()).then_some(file)
    }

    /// The edition with other files at some positions; `None` where it does not check.
    pub fn edition(&self, bench: &Bench, others: &[(usize, LawFile)]) -> Option<Edition> {
        let mut files = bench.old.files.clone();
        for (at, other) in others {
            if let Some((file, _)) = files.get_mut(*at) {
                file.clone_from(other);
            }
        }
        let (edition, found) = Edition::of(files, &self.sources);
        (!found.has_errors()).then_some(edition)
    }
}
