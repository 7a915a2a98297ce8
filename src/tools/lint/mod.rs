//! Advice beyond what is wrong: rules that look for what a law's author would want to look at again.

pub mod rule;
pub mod rules;
mod allow;
pub mod fix;

pub use rule::Rule;

use crate::facts::Sheet;
use crate::ground::diagnostic::{Diagnostic, Found};
use crate::ground::table::Id;
use crate::ground::text::{Source, Sources, Span};
use crate::ground::time::Date;
use crate::language::law::{Expression, Judged, Law, Laws};
use crate::language::syntax::{Declaration, LawFile};
use std::collections::BTreeSet;

/// What is looked at: laws without errors.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Every text.
    pub sources: &'a Sources,
    /// The files as they are written.
    pub files: &'a [(LawFile, Judged)],
    /// What they mean.
    pub laws: &'a Laws,
    /// The sheets of their tests, and those that were named.
    pub sheets: &'a [Sheet],
    /// The day on which the laws are to be relied upon, where one was named.
    pub on: Option<Date>,
    /// The rules that the project does without.
    pub off: &'a [Rule],
}

/// Everything that the rules find in the files that were named, in the order of the texts.
/// `checked` is what the check has found: its warnings can be allowed like any other advice.
pub fn lint(subject: Subject<'_>, checked: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut found = Found::new();
    for rule in Rule::ALL {
        if !subject.off.contains(rule) {
            rules::look(*rule, &subject, &mut found);
        }
    }
    let known =
        |it: &&Diagnostic| Rule::of_code(it.code).is_none_or(|it| !subject.off.contains(&it));
    found.diagnostics.extend(checked.iter().filter(known).cloned());
    let mut all = allow::without(&subject, found.diagnostics);
    all.sort_by_key(|it| (it.span.map(|span| (span.source, span.start)), it.code));
    all
}

impl<'a> Subject<'a> {
    /// The laws that were named.
    pub fn named(&self) -> impl Iterator<Item = (Id<Law>, &'a Law)> {
        self.laws.laws.rows().filter(|(_, law)| law.judged == Judged::Named)
    }

    /// The files that were named.
    pub fn named_files(&self) -> impl Iterator<Item = &'a LawFile> {
        self.files.iter().filter(|(_, judged)| *judged == Judged::Named).map(|(file, _)| file)
    }

    /// The expressions of laws that were named, those of their tests and asserts left out, in the
    /// order of the texts.
    pub fn expressions(&self) -> Vec<(Id<Expression>, &'a Expression)> {
        let named: BTreeSet<Id<Source>> = self.named_files().map(|file| file.source).collect();
        let declared = self.named_files().flat_map(|file| file.declarations.iter());
        let tests = Places::of(declared.filter_map(tested));
        let outside = |span: Span| named.contains(&span.source) && tests.around(span).is_none();
        let all = self.laws.expressions.rows();
        let mut all: Vec<(Id<Expression>, &Expression)> =
            all.filter(|(_, it)| outside(it.span)).collect();
        all.sort_by_key(|(_, it)| (it.span.source, it.span.start, std::cmp::Reverse(it.span.end)));
        all
    }

    /// The words at a place, in one line.
    pub fn said(&self, span: Span) -> String {
        self.sources.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Places of which none lies within another: which one is around a place is found by a search.
struct Places(Vec<Span>);

impl Places {
    fn of(places: impl Iterator<Item = Span>) -> Self {
        let mut places: Vec<Span> = places.collect();
        places.sort_by_key(|it| (it.source, it.start));
        Self(places)
    }

    fn around(&self, place: Span) -> Option<Span> {
        let next =
            self.0.partition_point(|it| (it.source, it.start) <= (place.source, place.start));
        let last = *self.0.get(next.checked_sub(1)?)?;
        (last.source == place.source && place.end <= last.end).then_some(last)
    }
}

/// Where a test or assert stands.
fn tested(declaration: &Declaration) -> Option<Span> {
    match declaration {
        Declaration::Test(test) => Some(test.span),
        Declaration::Assertion(assertion) => Some(assertion.span),
        Declaration::Unit(_)
        | Declaration::Entity(_)
        | Declaration::Enumeration(_)
        | Declaration::Facts(_)
        | Declaration::Event(_)
        | Declaration::Parameter(_)
        | Declaration::Scale(_)
        | Declaration::Table(_)
        | Declaration::Calendar(_)
        | Declaration::Define(_)
        | Declaration::Status(_)
        | Declaration::Duty(_)
        | Declaration::Sanctions(_) => None,
    }
}
