//! Mutation: a law is changed in one place at a time, and its tests are asked whether they notice.
//!
//! Each mutant is read and checked like any law; one that does not check is refused. The others are
//! tested, and where every test passes the mutant has survived: then a sheet and a day are sought
//! on which it answers otherwise, and a test is made of them that would have noticed.

pub mod operator;
pub mod mutant;
pub mod nudge;
mod site;
mod expressed;
mod laddered;
mod declared;
mod bench;
mod notice;
pub mod score;

pub use mutant::Mutant;
pub use notice::Notice;
pub use operator::Operator;
pub use score::Score;

use crate::ground::table::Id;
use crate::ground::text::{Limits, Source, Sources};
use crate::language::law::Judged;
use crate::language::syntax::{Header, LawFile};
use bench::{Bench, Worker};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The texts of the sheets that tests name: by the file of the test and the path written there.
pub type SheetTexts = BTreeMap<(Id<Source>, String), Id<Source>>;

/// What is asked: laws whose tests pass, and which of their mutants to try.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Every text that was read.
    pub sources: &'a Sources,
    /// How large texts may be.
    pub limits: &'a Limits,
    /// The laws that are not loaded: what a sheet says of them is skipped.
    pub elsewhere: &'a BTreeSet<String>,
    /// The files as they are written.
    pub files: &'a [(LawFile, Judged)],
    /// The sheets of the tests.
    pub sheets: &'a SheetTexts,
    /// Only these operators; none: all.
    pub only: &'a [Operator],
    /// Only the law or vocabulary of this name.
    pub law: Option<&'a str>,
    /// How many threads share the work; the result is the same for any number.
    pub threads: usize,
}

/// One mutant and what became of it.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The law or vocabulary.
    pub law: String,
    /// The mutant.
    pub mutant: Mutant,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a mutant.
#[derive(Clone, Debug)]
pub enum Fate {
    /// It is no law: the check refuses it.
    Refused,
    /// The first test or assert that noticed, by its name.
    Noticed(String),
    /// No test noticed, and this is what would have.
    Survived(Box<Notice>),
    /// No test noticed, and no sheet was found on which an answer differs.
    Alike,
}

/// The names of the laws and vocabularies that can be changed.
pub fn names(files: &[(LawFile, Judged)]) -> Vec<String> {
    files.iter().filter(|it| changeable(it)).filter_map(|(file, _)| file.name()).collect()
}

fn changeable((file, judged): &(LawFile, Judged)) -> bool {
    let law = match &file.header {
        Some(Header::Law { .. } | Header::Vocabulary { .. }) => true,
        Some(Header::Tests { .. }) | None => false,
    };
    law && *judged == Judged::Named
}

/// Every mutant that is asked for, law by law, in the order of the text.
pub fn mutants(asked: Asked<'_>) -> Vec<(String, Mutant)> {
    let mut all = Vec::new();
    for (file, _) in asked.files.iter().filter(|it| changeable(it)) {
        let Some(name) = file.name() else { continue };
        if asked.law.is_some_and(|law| law != name) {
            continue;
        }
        let wanted = |it: &Mutant| asked.only.is_empty() || asked.only.contains(&it.operator);
        let here = declared::mutants(asked.sources, file).into_iter().filter(wanted);
        all.extend(here.map(|mutant| (name.clone(), mutant)));
    }
    all
}

/// Tries every mutant. `told` hears how many of how many are done, from any thread.
pub fn mutate(asked: Asked<'_>, told: &(dyn Fn(usize, usize) + Sync)) -> Vec<Tried> {
    let all = mutants(asked);
    let mut benches: BTreeMap<Id<Source>, Bench> = BTreeMap::new();
    for (at, (file, _)) in asked.files.iter().enumerate() {
        if all.iter().any(|(_, mutant)| mutant.source == file.source) {
            benches.insert(file.source, Bench::around(asked, at));
        }
    }
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let fates: Mutex<BTreeMap<usize, Fate>> = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..asked.threads.clamp(1, all.len().max(1)) {
            scope.spawn(|| {
                let mut worker = Worker::new(asked);
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some((_, mutant)) = all.get(at) else { break };
                    let Some(bench) = benches.get(&mutant.source) else { continue };
                    let fate = worker.fate(bench, mutant);
                    if let Ok(mut fates) = fates.lock() {
                        fates.insert(at, fate);
                    }
                    told(done.fetch_add(1, Ordering::Relaxed) + 1, all.len());
                }
            });
        }
    });
    let fates = fates.into_inner().unwrap_or_default();
    let tried = |((law, mutant), fate)| Tried { law, mutant, fate };
    all.into_iter().zip(fates.into_values()).map(tried).collect()
}
