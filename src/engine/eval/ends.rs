//! Ends: when a measure that was taken is over, by record or by its own `ends` clauses.

use crate::engine::eval::course::Held;
use crate::engine::eval::{Evaluator, earlier};
use crate::engine::verdict::{Failure, Needs, Outcome};
use crate::facts::Occurrence;
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::Value;
use crate::language::law::{Ends, Expression, Step};

impl Evaluator<'_> {
    /// What a record says of the end of its step; `None` where it says nothing.
    pub(super) fn recorded_end(&self, step: &Step, record: &Occurrence) -> Option<Outcome> {
        let field = self.field_named(step, "lifted")?;
        record.fields.get(field)?.as_ref()?;
        Some(self.field(step.record, record, field))
    }

    /// The position of a field of a step's records.
    pub(super) fn field_named(&self, step: &Step, name: &str) -> Option<usize> {
        let fields = &self.laws.events[step.record].fields;
        fields.iter().position(|field| self.laws.facts[*field].name == name)
    }

    /// Whether and when the `ends` clauses of a step that began on a day have ended it.
    pub(super) fn ended(&mut self, step: &Step, since: Date, day: Date) -> (Ended, Option<Date>) {
        let mut found = Ended::Not;
        let mut horizon = None;
        for ends in &step.ends {
            let (ended, next) = match ends {
                Ends::OnCure => continue,
                Ends::When(condition) => self.ended_when(*condition, since, day),
                Ends::At(date) => self.ended_at(*date, since, day),
            };
            horizon = earlier(horizon, next);
            found = found.or(ended);
        }
        (found, horizon)
    }

    fn ended_when(
        &mut self,
        condition: Id<Expression>,
        since: Date,
        day: Date,
    ) -> (Ended, Option<Date>) {
        let course = self.course(Some(condition), since, day);
        let horizon = course.last().and_then(|stretch| stretch.days.until);
        let mut found = Ended::Not;
        for stretch in course.iter().take_while(|stretch| stretch.days.from <= day) {
            match &stretch.value {
                Held::Yes => return (found.or(Ended::On(stretch.days.from)), horizon),
                Held::No => {}
                Held::Open(needs) => found = found.or(Ended::Open(needs.clone())),
                Held::Failed(failure) => found = found.or(Ended::Failed(failure.clone())),
            }
        }
        (found, horizon)
    }

    fn ended_at(&mut self, date: Id<Expression>, since: Date, day: Date) -> (Ended, Option<Date>) {
        let mut at = since;
        loop {
            let evaluated = self.evaluate(date, at);
            let mut next = evaluated.horizon;
            match evaluated.outcome {
                Outcome::Known(Value::Date(end)) if end <= at => return (Ended::On(at), None),
                Outcome::Known(Value::Date(end)) => next = earlier(next, Some(end)),
                Outcome::Known(_) => {}
                Outcome::Undetermined(open) => return (Ended::Open(open.needs), next),
                Outcome::Failed(failure) => return (Ended::Failed(failure), next),
            }
            match next {
                Some(next) if next <= day && at < next => at = next,
                next => return (Ended::Not, next),
            }
        }
    }
}

/// Whether a step has ended.
pub(super) enum Ended {
    /// It has not.
    Not,
    /// On this day.
    On(Date),
    /// What is known does not settle it.
    Open(Needs),
    /// It cannot be evaluated.
    Failed(Box<Failure>),
}

impl Ended {
    fn or(self, other: Ended) -> Ended {
        match (self, other) {
            (Ended::On(one), Ended::On(two)) => Ended::On(one.min(two)),
            (Ended::On(one), _) | (_, Ended::On(one)) => Ended::On(one),
            (Ended::Failed(failure), _) | (_, Ended::Failed(failure)) => Ended::Failed(failure),
            (Ended::Open(one), Ended::Open(two)) => Ended::Open(one.and(&two)),
            (Ended::Open(needs), Ended::Not) | (Ended::Not, Ended::Open(needs)) => {
                Ended::Open(needs)
            }
            (Ended::Not, Ended::Not) => Ended::Not,
        }
    }
}
