//! What would have noticed a mutant: a sheet and a day on which it answers otherwise than the law.

use super::bench::{Bench, Worker};
use super::{Asked, Mutant, Operator};
use crate::engine::eval::{Evaluator, Explain};
use crate::facts::{Instance, Sheet, write};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{Judged, Law, Laws, Test};
use crate::language::syntax::{Declaration, Header, LawFile, Test as WrittenTest, TestClause};
use crate::tools::compare::company::between;
use crate::tools::compare::{
    Answer, Answers, Conditions, Difference, Edition, Editions, Item, amended, answer, first_region,
};
use crate::tools::testing::draft::{Draft, givens};
use crate::tools::testing::{Unmet, expect, expected, prepared};

/// A sheet and a day that tell a mutant from the law.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The law that answers otherwise.
    pub law: String,
    /// What it answers.
    pub item: Item,
    /// The day.
    pub on: Date,
    /// What the law says; `None`: it does not ask.
    pub old: Option<Answer>,
    /// What the mutant says.
    pub new: Option<Answer>,
    /// The facts as a sheet.
    pub sheet: String,
    /// A test that passes with the law and fails with the mutant, both tried; `None` where what
    /// differs is nothing that a test can expect.
    pub test: Option<String>,
    /// The file that the test is to be added to.
    pub file: String,
}

/// What is known of an entity as the law and as the mutant read it.
struct Both {
    law: String,
    sheets: [Sheet; 2],
    subjects: [Id<Instance>; 2],
}

/// Seeks a sheet: first among all facts that conditions compare with constants, the smallest, then
/// among the sheets of the tests.
pub(super) fn seek(
    worker: &mut Worker<'_>,
    bench: &Bench,
    mutant: &Mutant,
    new: &Edition,
) -> Option<Notice> {
    let smallest = by_region(worker, bench, mutant, new);
    if smallest.as_ref().is_some_and(|notice| notice.test.is_some()) {
        return smallest;
    }
    let tested = by_tests(worker, bench, mutant, new);
    if tested.as_ref().is_some_and(|notice| notice.test.is_some()) {
        return tested;
    }
    smallest.or(tested)
}

fn by_region(
    worker: &mut Worker<'_>,
    bench: &Bench,
    mutant: &Mutant,
    new: &Edition,
) -> Option<Notice> {
    let Asked { limits, elsewhere, .. } = worker.asked;
    let editions = Editions { sources: &worker.sources, limits, elsewhere, old: &bench.old, new };
    let region = first_region(editions, &amended(editions), None)?;
    worker.sources.replace(worker.facts, region.witness.as_str());
    let sheets =
        [worker.sheet(&bench.old.laws, worker.facts)?, worker.sheet(&new.laws, worker.facts)?];
    let law = named(&bench.old.laws, &region.law)?;
    let entity = bench.old.laws.laws[law].subject;
    let first = |sheet: &Sheet| {
        sheet.instances.rows().find(|(_, one)| one.entity == entity).map(|(id, _)| id)
    };
    // A sheet that says nothing has nobody either.
    let blank = |laws: &Laws| crate::facts::given::blank(laws, entity, "");
    let [one, two] = sheets;
    let (one, old) = match first(&one) {
        Some(subject) => (one, subject),
        None => blank(&bench.old.laws),
    };
    let (two, second) = match first(&two) {
        Some(subject) => (two, subject),
        None => blank(&new.laws),
    };
    let both = Both { law: region.law.clone(), sheets: [one, two], subjects: [old, second] };
    let mut differences = differences(bench, new, &both, region.on);
    differences.sort_by_key(|it| it.item != region.item);
    let given = givens(&bench.old.laws, law, &both.sheets[0], old);
    let home = home(bench, &region.law)?;
    let draft = given.map(|given| Draft { home, name: name(worker, mutant), on: region.on, given });
    let mut notice = settled(worker, bench, mutant, differences, draft.as_ref(), &both)?;
    notice.on = region.on;
    Some(notice)
}

/// The position of the file that holds a law's tests, else of its own.
fn home(bench: &Bench, law: &str) -> Option<usize> {
    let tests = |file: &LawFile| match &file.header {
        Some(Header::Tests { law: tested, .. }) => tested.dotted() == law,
        Some(Header::Law { .. } | Header::Vocabulary { .. }) | None => false,
    };
    let files = &bench.old.files;
    let beside = files.iter().position(|(file, _)| tests(file));
    beside.or_else(|| files.iter().position(|(file, _)| file.name().as_deref() == Some(law)))
}

fn by_tests(
    worker: &mut Worker<'_>,
    bench: &Bench,
    mutant: &Mutant,
    new: &Edition,
) -> Option<Notice> {
    let laws = &bench.old.laws;
    let sheets = worker.sheets(mutant.operator, bench, &new.laws);
    let days = days_of(worker, mutant);
    let mut best = None;
    for law in laws.laws.iter().filter(|law| law.judged == Judged::Named) {
        for id in &law.tests {
            let test = &laws.tests[*id];
            let Some(both) = prepared_both(bench, new, test, *id, &sheets) else { continue };
            for on in [test.on].into_iter().chain(days.iter().copied()) {
                let differences = differences(bench, new, &both, on);
                if differences.is_empty() {
                    continue;
                }
                let draft = drafted(worker, bench, mutant, test, on);
                let draft =
                    draft.map(|draft| cut(worker, bench, mutant, draft, &differences, &both));
                let found = settled(worker, bench, mutant, differences, draft.as_ref(), &both);
                let found = found.map(|notice| Notice { on, ..notice });
                if found.as_ref().is_some_and(|notice| notice.test.is_some()) {
                    return found;
                }
                best = best.or(found);
            }
        }
    }
    best
}

/// Where the mutant moves a date, the days on both sides of both.
fn days_of(worker: &Worker<'_>, mutant: &Mutant) -> Vec<Date> {
    let mut days = Vec::new();
    if mutant.operator == Operator::Date {
        for (span, words) in &mutant.edits {
            let before = worker.asked.sources.words(*span);
            for words in [before, words.as_str()] {
                let day = words.get(..10).and_then(Date::parse);
                let around = |day: Date| [-1, 0, 1].map(|by| day.plus_days(by));
                days.extend(day.into_iter().flat_map(around).flatten());
            }
        }
    }
    days.sort();
    days.dedup();
    days
}

fn prepared_both(
    bench: &Bench,
    new: &Edition,
    test: &Test,
    id: Id<Test>,
    sheets: &std::collections::BTreeMap<(Id<crate::ground::text::Source>, String), Option<Sheet>>,
) -> Option<Both> {
    let key = test.sheet.as_ref().map(|(path, _, _)| (test.span.source, path.clone()));
    let old_sheet = key.as_ref().map(|key| bench.sheets.get(key).cloned().flatten());
    let new_sheet = key.as_ref().map(|key| sheets.get(key).cloned().flatten());
    let (one, first) = prepared(&bench.old.laws, test, old_sheet).ok()?;
    let (two, second) = prepared(&new.laws, &new.laws.tests[id], new_sheet).ok()?;
    let law = bench.old.laws.laws[test.law].name.clone();
    Some(Both { law, sheets: [one, two], subjects: [first, second] })
}

/// What the law and the mutant answer differently.
fn differences(bench: &Bench, new: &Edition, both: &Both, on: Date) -> Vec<Difference> {
    let answered = |edition: &Edition, sheet: &Sheet, subject: Id<Instance>| {
        let Some(law) = named(&edition.laws, &both.law) else { return Answers::default() };
        answer::asked((&edition.laws, law), (sheet, subject), on, Conditions::All)
    };
    let [one, two] = &both.sheets;
    let old = answered(&bench.old, one, both.subjects[0]);
    let new = answered(new, two, both.subjects[1]);
    between(&old, &new)
}

fn named(laws: &Laws, name: &str) -> Option<Id<Law>> {
    laws.laws.rows().find(|(_, law)| law.name == name).map(|(id, _)| id)
}

/// A name for the test: the change in its own words.
fn name(worker: &Worker<'_>, mutant: &Mutant) -> String {
    let text = &worker.asked.sources.source(mutant.source).text;
    let after = mutant.after(text);
    let words = match after.is_empty() {
        true => format!("{} needs {}", mutant.provision, mutant.before(text)),
        false => format!("{}: {} rather than {after}", mutant.provision, mutant.before(text)),
    };
    let mut name: String = words.chars().take(90).collect();
    if name.len() < words.len() {
        name.push('…');
    }
    name.replace('"', "'")
}

/// A test like another, on a day, without what that one expects.
fn drafted(
    worker: &Worker<'_>,
    bench: &Bench,
    mutant: &Mutant,
    test: &Test,
    on: Date,
) -> Option<Draft> {
    let files = bench.old.files.iter();
    let home = files.clone().position(|(file, _)| file.source == test.span.source)?;
    let (file, _) = bench.old.files.get(home)?;
    let written: &WrittenTest = file.declarations.iter().find_map(|it| {
        let Declaration::Test(it) = it else { return None };
        (it.name.span == test.span).then_some(it)
    })?;
    let given = written.clauses.iter().filter_map(|clause| match clause {
        TestClause::Sheet { span, .. } => Some(*span),
        TestClause::Given(given) => Some(given.span),
        TestClause::On(..) | TestClause::Expect(_) | TestClause::Clause(_) => None,
    });
    let given = given.map(|span| worker.asked.sources.words(span).to_owned()).collect();
    Some(Draft { home, name: name(worker, mutant), on, given })
}

/// A draft without the givens that make no difference.
fn cut(
    worker: &mut Worker<'_>,
    bench: &Bench,
    mutant: &Mutant,
    mut draft: Draft,
    differences: &[Difference],
    both: &Both,
) -> Draft {
    let expected = said(bench, differences, both);
    let Some((_, first, _)) = telling(worker, bench, mutant, &draft, &expected) else {
        return draft;
    };
    let mut at = draft.given.len();
    while at > 0 {
        at -= 1;
        let mut less = draft.clone();
        less.given.remove(at);
        if telling(worker, bench, mutant, &less, std::slice::from_ref(&first)).is_some() {
            draft = less;
        }
    }
    draft
}

/// What a test may expect of the answers that differ.
fn said(bench: &Bench, differences: &[Difference], both: &Both) -> Vec<String> {
    let laws = &bench.old.laws;
    let Some(law) = named(laws, &both.law) else { return Vec::new() };
    let one = |it: &Difference| {
        let old = it.old.as_ref();
        old.map_or(Vec::new(), |old| expected::expectations(laws, law, &it.item, old))
    };
    differences.iter().flat_map(one).take(24).collect()
}

/// The notice of the answer that a test can tell; else of the first that differs.
fn settled(
    worker: &mut Worker<'_>,
    bench: &Bench,
    mutant: &Mutant,
    differences: Vec<Difference>,
    draft: Option<&Draft>,
    both: &Both,
) -> Option<Notice> {
    let expected = said(bench, &differences, both);
    let told = draft.and_then(|draft| telling(worker, bench, mutant, draft, &expected));
    let owner = |line: &String| {
        let of = |it: &Difference| said(bench, std::slice::from_ref(it), both).contains(line);
        differences.iter().position(of)
    };
    let at = told.as_ref().and_then(|(_, line, _)| owner(line)).unwrap_or(0);
    let found = differences.get(at)?;
    let file = draft.and_then(|draft| bench.old.files.get(draft.home));
    let file = file.map_or(mutant.source, |(file, _)| file.source);
    Some(Notice {
        law: both.law.clone(),
        item: found.item.clone(),
        on: Date::FIRST,
        old: found.old.clone(),
        new: found.new.clone(),
        sheet: write::write(&bench.old.laws, &both.sheets[0]),
        test: told.map(|(text, _, _)| text),
        file: worker.asked.sources.source(file).name.clone(),
    })
}

/// A test of one expectation that the law meets and the mutant does not: both are tried on it.
fn telling(
    worker: &mut Worker<'_>,
    bench: &Bench,
    mutant: &Mutant,
    draft: &Draft,
    expected: &[String],
) -> Option<(String, String, usize)> {
    if expected.is_empty() {
        return None;
    }
    let (text, places) = draft.written(expected);
    let meets_old = met(worker, bench, None, draft, (&text, &places))?;
    let meets_new = met(worker, bench, Some(mutant), draft, (&text, &places))?;
    let at = (0..places.len())
        .find(|at| meets_old.get(*at) == Some(&true) && meets_new.get(*at) == Some(&false))?;
    let line = expected.get(at)?.clone();
    let (text, _) = draft.written(std::slice::from_ref(&line));
    Some((text, line, at))
}

/// Which expectations of a test are met, with the law or with the mutant.
fn met(
    worker: &mut Worker<'_>,
    bench: &Bench,
    mutant: Option<&Mutant>,
    draft: &Draft,
    (test, places): (&str, &[std::ops::Range<usize>]),
) -> Option<Vec<bool>> {
    let (home, _) = bench.old.files.get(draft.home)?;
    let source = home.source;
    let as_is = worker.asked.sources.source(source).text.clone();
    let (body, others) = match mutant {
        Some(mutant) if draft.home == bench.at => (mutant.text(&as_is), None),
        Some(mutant) => {
            let text = mutant.text(&worker.asked.sources.source(mutant.source).text);
            (as_is.to_string(), Some(worker.read(worker.changed, text)?))
        }
        None => (as_is.to_string(), None),
    };
    let begins = body.len() + 1;
    let file = worker.read(worker.home, format!("{body}\n{test}"))?;
    let mut files = vec![(draft.home, file)];
    files.extend(others.map(|file| (bench.at, file)));
    let edition = worker.edition(bench, &files)?;
    let laws = &edition.laws;
    let of_home = laws.tests.rows().filter(|(_, it)| it.span.source == worker.home);
    let (_, row) = of_home.max_by_key(|(_, it)| it.span.start)?;
    let sheet = row.sheet.as_ref().map(|(path, _, _)| {
        let text = worker.asked.sheets.get(&(source, path.clone()));
        text.and_then(|text| worker.sheet(laws, *text))
    });
    let (sheet, subject) = prepared(laws, row, sheet).ok()?;
    let evaluator = Evaluator::new(laws, row.law, &sheet, subject, Explain::No);
    let unmet: Vec<Unmet> = expect::unmet(laws, row, &sheet, subject, evaluator);
    let fails = |place: &std::ops::Range<usize>| {
        unmet.iter().any(|it| {
            let start = it.span.range().start;
            (begins + place.start..begins + place.end).contains(&start)
        })
    };
    Some(places.iter().map(|place| !fails(place)).collect())
}
