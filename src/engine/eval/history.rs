//! Conditions over time: their stretches, since when they hold, whether they held throughout.

use crate::engine::eval::moving::Moving;
use crate::engine::eval::{Evaluator, possible};
use crate::engine::verdict::{Needs, Outcome, Possible};
use crate::ground::table::Id;
use crate::ground::time::{Date, Interval};
use crate::language::law::{Expression, Window};

/// Days on which an expression comes to the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The days; `until` is the horizon of the last of them, which may lie past what was asked.
    pub days: Interval,
    /// What it comes to on each of them.
    pub outcome: Outcome,
}

impl Evaluator<'_> {
    /// What an expression comes to on each day from `from` through `through`: contiguous
    /// stretches, merged where equal, found by jumping from horizon to horizon.
    pub fn history(
        &mut self,
        expression: Id<Expression>,
        from: Date,
        through: Date,
    ) -> Vec<Stretch> {
        self.quietly(|it| {
            let mut stretches: Vec<Stretch> = Vec::new();
            let mut next = Some(from);
            while let Some(on) = next.filter(|day| *day <= through) {
                let moving = it.expression(expression, on).settled(on);
                // A horizon lies after its day; one that did not would hold us here for ever.
                next = moving.horizon.map(|day| day.max(on.next().unwrap_or(Date::LAST)));
                match stretches.last_mut() {
                    Some(last) if last.outcome == moving.outcome => last.days.until = next,
                    Some(_) | None => {
                        let days = Interval { from: on, until: next };
                        stretches.push(Stretch { days, outcome: moving.outcome });
                    }
                }
                if next == Some(on) {
                    break;
                }
            }
            stretches
        })
    }

    pub(super) fn start_of(&mut self, _a: Id<Expression>, _on: Date) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }

    pub(super) fn throughout(&mut self, _a: Id<Expression>, _w: Window, _on: Date) -> Moving {
        Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
    }
}
