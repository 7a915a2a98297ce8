//! The course of a condition: on which days it held, did not hold, or was open.

use crate::engine::eval::Evaluator;
use crate::engine::eval::presumption::Kept;
use crate::engine::verdict::{Failure, Needs, Outcome};
use crate::ground::table::Id;
use crate::ground::time::{Date, Interval, Version};
use crate::ground::value::Value;
use crate::language::law::{Expression, Kind};
use std::rc::Rc;

/// Whether a condition held on some days.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Held {
    /// It did.
    Yes,
    /// It did not.
    No,
    /// What is known does not settle it.
    Open(Needs),
    /// It cannot be evaluated.
    Failed(Box<Failure>),
}

/// Stretches of days in order, without gaps. The last one ends on the first day after the one
/// asked on which the condition could change.
pub(super) type Course = Rc<Vec<Version<Held>>>;

/// A course that was followed before.
#[derive(Debug)]
pub(super) struct Followed {
    condition: Option<Id<Expression>>,
    from: Date,
    through: Date,
    course: Course,
}

impl From<Outcome> for Held {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Known(Value::Bool(true)) => Held::Yes,
            // What rests on something that has not happened does not hold.
            Outcome::Known(_) => Held::No,
            Outcome::Undetermined(open) => Held::Open(open.needs),
            Outcome::Failed(failure) => Held::Failed(failure),
        }
    }
}

impl Evaluator<'_> {
    /// The course of a condition from one day through another; always, where there is none.
    pub(super) fn course(
        &mut self,
        condition: Option<Id<Expression>>,
        from: Date,
        through: Date,
    ) -> Course {
        let condition = condition.map(|condition| self.same(condition));
        self.keeping(Kept::Course(condition), |it| it.known_course(condition, from, through))
    }

    fn known_course(
        &mut self,
        condition: Option<Id<Expression>>,
        from: Date,
        through: Date,
    ) -> Course {
        let remembered = condition.is_none() || self.context.is_empty();
        let before = self.past.courses.iter().filter(|_| remembered).find(|followed| {
            followed.condition == condition && followed.from == from && through <= followed.through
        });
        if let Some(followed) = before {
            return followed.course.clone();
        }
        let (stretches, through) = match condition {
            Some(condition) => (self.follow(condition, from, through), through),
            None => {
                let days = Interval { from, until: None };
                (vec![Version { days, value: Held::Yes }], Date::LAST)
            }
        };
        let course = Rc::new(stretches);
        if remembered {
            let followed = Followed { condition, from, through, course: course.clone() };
            self.past.courses.push(followed);
        }
        course
    }

    fn follow(
        &mut self,
        condition: Id<Expression>,
        from: Date,
        through: Date,
    ) -> Vec<Version<Held>> {
        let mut stretches: Vec<Version<Held>> = Vec::new();
        for stretch in self.history(condition, from, through) {
            let value = Held::from(stretch.outcome);
            match stretches.last_mut() {
                Some(last) if last.value == value => last.days.until = stretch.days.until,
                Some(_) | None => stretches.push(Version { days: stretch.days, value }),
            }
        }
        stretches
    }

    /// A condition that is nothing but a definition is the same condition wherever it is named.
    fn same(&self, condition: Id<Expression>) -> Id<Expression> {
        if let Kind::Define(define) = self.laws.expressions[condition].kind
            && let [only] = self.laws.defines[define].versions.versions()
        {
            return self.same(only.value.value);
        }
        condition
    }
}

/// The stretch of a day.
pub(super) fn on<T>(stretches: &[Version<T>], day: Date) -> Option<&Version<T>> {
    let after = stretches.partition_point(|stretch| stretch.days.from <= day);
    stretches.get(after.checked_sub(1)?).filter(|stretch| stretch.days.contains(day))
}

/// Adds a stretch, where it has days.
pub(super) fn push<T>(stretches: &mut Vec<Version<T>>, days: Interval, value: T) {
    if !days.is_empty() {
        stretches.push(Version { days, value });
    }
}

/// The days from one on, up to the end of others.
pub(super) fn since(from: Date, days: Interval) -> Interval {
    Interval { from: from.max(days.from), until: days.until }
}

/// The days before one.
pub(super) fn before(until: Date, days: Interval) -> Interval {
    Interval { from: days.from, until: Some(days.until.map_or(until, |end| end.min(until))) }
}
