//! Definitions: evaluated once for each stretch of days on which they stay the same.

use crate::engine::eval::context::Context;
use crate::engine::eval::moving::{Drift, Moving};
use crate::engine::eval::{Evaluator, earlier, failed};
use crate::engine::verdict::{FailureKind, Outcome, Presumptions, ReasonStep};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Date, Interval};
use crate::language::law::{Define, Laws};

/// What definitions came to on the days for which they were evaluated.
#[derive(Debug)]
pub(super) struct Memory {
    definitions: Vec<Remembered>,
}

/// What one definition came to.
#[derive(Clone, Debug, Default)]
struct Remembered {
    /// Stretches of days in order, as far as they were evaluated.
    stretches: Vec<(Interval, Outcome, Presumptions)>,
    /// The tree of reasons that explains it, and the stretch explained there.
    explained: Option<(u32, Interval)>,
}

impl Memory {
    /// Nothing evaluated yet.
    pub fn new(laws: &Laws) -> Self {
        Self { definitions: vec![Remembered::default(); laws.defines.len()] }
    }
}

impl Remembered {
    fn on(&self, date: Date) -> Option<&(Interval, Outcome, Presumptions)> {
        let after = self.stretches.partition_point(|(days, ..)| days.from <= date);
        let stretch = self.stretches.get(after.checked_sub(1)?)?;
        stretch.0.contains(date).then_some(stretch)
    }

    fn add(&mut self, days: Interval, outcome: Outcome, relied: Presumptions) {
        let after = self.stretches.partition_point(|(known, ..)| known.from <= days.from);
        // A stretch found from a later day on is taken up by the longer one found now.
        if let Some((known, same, on)) = self.stretches.get_mut(after)
            && known.until == days.until
            && *same == outcome
            && *on == relied
        {
            known.from = days.from;
            return;
        }
        self.stretches.insert(after, (days, outcome, relied));
    }
}

impl Evaluator<'_> {
    /// What a definition comes to on a day.
    pub fn definition(&mut self, id: Id<Define>, on: Date) -> Outcome {
        let span = self.laws.defines[id].span;
        self.define(id, span, on).settled(on).outcome
    }

    /// The definition's value on a day.
    pub(super) fn define(&mut self, id: Id<Define>, span: Span, on: Date) -> Moving {
        let tree = self.tree;
        let explaining = self.explaining();
        if let Some(remembered) = self.memory.definitions.get(id.index())
            && let Some((days, outcome, relied)) = remembered.on(on)
        {
            let told = |(told, days): (u32, Interval)| told == tree && days.contains(on);
            if !explaining || remembered.explained.is_some_and(told) {
                let moving = Moving::until(days.until, outcome.clone());
                let relied = relied.clone();
                self.rely(&relied);
                self.note(|| ReasonStep::Define(id));
                return moving;
            }
        }
        let ask = |it: &mut Self| it.in_context(Context::default(), |it| it.wording(id, span, on));
        let (moving, relied) = self.gathering(ask);
        self.rely(&relied);
        let days = Interval { from: on, until: moving.lasts(on) };
        if let Some(remembered) = self.memory.definitions.get_mut(id.index()) {
            if moving.drift == Drift::Still && remembered.on(on).is_none() {
                remembered.add(days, moving.outcome.clone(), relied);
            }
            if explaining {
                remembered.explained = Some((tree, days));
            }
        }
        self.note(|| ReasonStep::Define(id));
        moving
    }

    fn wording(&mut self, id: Id<Define>, span: Span, on: Date) -> Moving {
        let define = &self.laws.defines[id];
        let rules = self.rules_on(on);
        let horizon = self.rules_until(on, define.versions.horizon(rules));
        let Some(version) = define.versions.on(rules) else {
            return Moving::until(horizon, failed(FailureKind::NoVersion, span, on));
        };
        let moving = self.expression(version.value.value, on);
        Moving { horizon: earlier(horizon, moving.horizon), ..moving }
    }
}
