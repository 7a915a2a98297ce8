//! Literals and facts: what the law says outright and what the sheet states.

use crate::engine::eval::moving::Moving;
use crate::engine::eval::{Evaluator, failed, possible};
use crate::engine::verdict::{
    FailureKind, Need, Needs, Origin, Outcome, Possible, ReasonStep, Wanted,
};
use crate::facts::own_period::position;
use crate::facts::{Entry, Instance, Known, OwnPeriod, Record};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Date, Period};
use crate::ground::value::Value;
use crate::language::law::{Entity, Fact, PeriodName, Type};

impl Evaluator<'_> {
    pub(super) fn literal(&mut self, value: &Value) -> Moving {
        self.note(|| ReasonStep::Literal);
        Moving::known(None, value.clone())
    }

    /// A fact, plain or over time.
    pub(super) fn fact(&mut self, fact: Id<Fact>, of: Id<Entity>, on: Date) -> Moving {
        let entity = self.instance(of);
        let (laws, sheet) = (self.laws, self.sheet);
        let type_ = &laws.facts[fact].type_;
        let need = |before| Need { entity, wanted: Wanted::Fact { fact, before } };
        let (outcome, horizon, origin) = match sheet.instances[entity].record(fact) {
            None => (open(type_, need(None)), None, Origin::NotStated),
            Some(Record::Always(entry)) => {
                let origin = stated(entry, Origin::Stated);
                (known(entry, type_, || need(None)), None, origin)
            }
            Some(Record::History(entries)) => {
                let after = entries.partition_point(|(from, _)| *from <= on);
                let horizon = entries.get(after).map(|(from, _)| *from);
                match after.checked_sub(1).and_then(|at| entries.get(at)) {
                    Some((from, entry)) => {
                        let origin = stated(entry, Origin::Since(*from));
                        (known(entry, type_, || need(None)), horizon, origin)
                    }
                    None => {
                        let origin = horizon.map_or(Origin::NotStated, Origin::BeforeFirst);
                        (open(type_, need(horizon)), horizon, origin)
                    }
                }
            }
            // Figures of periods say nothing of a day.
            Some(Record::Periods(_) | Record::OwnPeriods(_)) => {
                (open(type_, need(None)), None, Origin::NotStated)
            }
        };
        self.note(|| ReasonStep::Fact { fact, entity, period: None, origin });
        Moving::until(horizon, outcome)
    }

    /// A figure of one period.
    pub(super) fn fact_in(
        &mut self,
        fact: Id<Fact>,
        of: Id<Entity>,
        name: PeriodName,
        span: Span,
        on: Date,
    ) -> Moving {
        let sheet = self.sheet;
        if let Some(Record::OwnPeriods(periods)) = sheet.instances[self.instance(of)].record(fact) {
            return self.own_figure(fact, of, name, periods, on);
        }
        let (period, horizon) = self.period_on(name, on);
        let Some(period) = period else {
            return Moving::until(horizon, failed(FailureKind::DateOutOfRange, span, on));
        };
        let entity = self.instance(of);
        let (outcome, origin) = self.figure(fact, entity, period);
        self.note(|| ReasonStep::Fact { fact, entity, period: Some(period), origin });
        Moving::until(horizon, outcome)
    }

    /// A figure of one of the periods that the sheet states with their own dates: the complete
    /// ones before today by these, a named one by its name, else by its days.
    fn own_figure(
        &mut self,
        fact: Id<Fact>,
        of: Id<Entity>,
        name: PeriodName,
        periods: &[OwnPeriod],
        on: Date,
    ) -> Moving {
        let entity = self.instance(of);
        let (cycle, back) = match name {
            PeriodName::Named(period) => {
                let days = |it: &OwnPeriod| (Some(it.from), Some(it.last));
                let exactly = (period.first_day(), period.last_day());
                let named = periods.iter().find(|it| match it.name {
                    Some(name) => name == period,
                    None => days(it) == exactly,
                });
                return self.own_entry(fact, entity, named, Some(period), None);
            }
            PeriodName::This(cycle) => (cycle, 0),
            PeriodName::Last(cycle) => (cycle, 1),
            PeriodName::Window(cycle) => (cycle, i64::from(self.context.window.unwrap_or(1))),
        };
        let position = position(periods, cycle, on);
        let at = position.at.map(|at| at - back);
        let stated = at.and_then(|at| periods.get(usize::try_from(at).ok()?));
        let beyond = |end: Option<&OwnPeriod>, by: i64| end?.name?.plus(by);
        let called = at.and_then(|at| match at < 0 {
            true => beyond(periods.first(), at),
            false => {
                let last = i64::try_from(periods.len()).ok()? - 1;
                beyond(periods.last(), at - last)
            }
        });
        let called = stated.map_or(called, |period| period.name);
        self.own_entry(fact, entity, stated, called, position.next)
    }

    fn own_entry(
        &mut self,
        fact: Id<Fact>,
        entity: Id<Instance>,
        own: Option<&OwnPeriod>,
        called: Option<Period>,
        horizon: Option<Date>,
    ) -> Moving {
        let type_ = &self.laws.facts[fact].type_;
        let need = || Need {
            entity,
            wanted: match called {
                Some(period) => Wanted::FactIn { fact, period },
                None => Wanted::Fact { fact, before: None },
            },
        };
        let (outcome, origin) = match own {
            Some(period) => {
                let origin = Origin::Between(period.from, period.last);
                (known(&period.entry, type_, need), stated(&period.entry, origin))
            }
            None => (open(type_, need()), Origin::NotStated),
        };
        self.note(|| ReasonStep::Fact { fact, entity, period: called, origin });
        Moving::until(horizon, outcome)
    }

    /// The period that a name means on a day, and when it next means another.
    pub(super) fn period_on(&self, name: PeriodName, on: Date) -> (Option<Period>, Option<Date>) {
        let (cycle, back) = match name {
            PeriodName::Named(period) => return (Some(period), None),
            PeriodName::This(cycle) => (cycle, 0),
            PeriodName::Last(cycle) => (cycle, 1),
            // The checker lets it stand in windows only.
            PeriodName::Window(cycle) => (cycle, self.context.window.unwrap_or(1)),
        };
        let this = Period::containing(cycle, on);
        (this.plus(-i64::from(back)), this.plus(1).and_then(Period::first_day))
    }

    fn figure(&self, fact: Id<Fact>, entity: Id<Instance>, period: Period) -> (Outcome, Origin) {
        let type_ = &self.laws.facts[fact].type_;
        let need = || Need { entity, wanted: Wanted::FactIn { fact, period } };
        let entry = match self.sheet.instances[entity].record(fact) {
            Some(Record::Periods(figures)) => {
                let at = figures.binary_search_by_key(&period, |(stated, _)| *stated);
                at.ok().and_then(|at| figures.get(at)).map(|(_, entry)| entry)
            }
            Some(Record::Always(entry)) => Some(entry),
            Some(Record::History(_) | Record::OwnPeriods(_)) | None => None,
        };
        match entry {
            Some(entry) => (known(entry, type_, need), stated(entry, Origin::Stated)),
            None => (open(type_, need()), Origin::NotStated),
        }
    }
}

/// What an entry says, or what its `unknown` leaves open.
pub(super) fn known(entry: &Entry, type_: &Type, need: impl FnOnce() -> Need) -> Outcome {
    match &entry.known {
        Known::Value(value) => Outcome::Known(value.clone()),
        Known::Bounds(bounds) => possible::number(bounds.clone(), || Needs::one(need())),
        Known::Unknown => open(type_, need()),
    }
}

/// Nothing is known but the type and what would settle it.
pub(super) fn open(type_: &Type, need: Need) -> Outcome {
    let optional = matches!(type_, Type::Optional(_));
    let possible = if optional { Possible::AnythingOrNone } else { Possible::Anything };
    possible::undetermined(Needs::one(need), possible)
}

fn stated(entry: &Entry, origin: Origin) -> Origin {
    match entry.known {
        Known::Value(_) | Known::Bounds(_) => origin,
        Known::Unknown => Origin::StatedUnknown,
    }
}
