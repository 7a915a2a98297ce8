//! Windows: conditions and figures over complete periods before today, and over days up to today.

use crate::engine::eval::history::{Stretch, leaves};
use crate::engine::eval::logic::Chain;
use crate::engine::eval::moving::{Moving, earlier};
use crate::engine::eval::possible::Place;
use crate::engine::eval::{Evaluator, aggregate};
use crate::engine::verdict::Outcome;
use crate::ground::table::Id;
use crate::ground::time::{Date, MonthEnd};
use crate::ground::value::Number;
use crate::language::law::{
    Aggregate, Expression, Logic, PeriodWindow, Quantified, Window, WindowOf,
};

impl Evaluator<'_> {
    /// `c in each of the last 3 years`, `c in any of the last 3 years`: the figures in c are those
    /// of each period in turn; all else is of today.
    pub(super) fn over_periods(
        &mut self,
        condition: Id<Expression>,
        quantified: Quantified,
        window: PeriodWindow,
        on: Date,
    ) -> Moving {
        let mut chain = Chain::of(match quantified {
            Quantified::Each => Logic::And,
            Quantified::Any => Logic::Or,
        });
        // The earliest period first, as a reader expects the figures.
        for back in (1..=window.count).rev() {
            let ask = |it: &mut Self| it.periods_back(back, |it| it.expression(condition, on));
            let (moving, relied) = self.gathering(ask);
            if !self.goes_on(&mut chain, (moving.settled(on), relied)) {
                break;
            }
        }
        self.chained(chain)
    }

    /// `average of e over the last 6 months`
    pub(super) fn over_window(
        &mut self,
        aggregate: Aggregate,
        value: Id<Expression>,
        window: WindowOf,
        place: Place,
        on: Date,
    ) -> Moving {
        let window = match window {
            WindowOf::Periods(window) => window,
            WindowOf::Days(window) => return self.over_days(aggregate, value, window, place, on),
        };
        let mut figures = Vec::with_capacity(window.count as usize);
        let mut horizon = None;
        for back in (1..=window.count).rev() {
            let moving = self.periods_back(back, |it| it.expression(value, on)).settled(on);
            horizon = earlier(horizon, moving.horizon);
            figures.push(moving.outcome);
        }
        let outcome = aggregate::together(aggregate, &figures, place);
        self.mark_telling(aggregate, &outcome, figures.len());
        Moving::until(horizon, outcome)
    }

    /// Does what `ask` does with figures of periods being those so many complete periods ago.
    fn periods_back<T>(&mut self, back: u32, ask: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.context.window.replace(back);
        let answer = ask(self);
        self.context.window = before;
        answer
    }

    /// Marks which of the last `count` reasons a highest or lowest figure rests on: those that
    /// are it, or where it is open, those that are.
    pub(super) fn mark_telling(&mut self, aggregate: Aggregate, outcome: &Outcome, count: usize) {
        match aggregate {
            Aggregate::Average | Aggregate::Sum => return,
            Aggregate::Highest | Aggregate::Lowest => {}
        }
        let open = matches!(outcome, Outcome::Undetermined(_));
        let from = self.parts.len().saturating_sub(count);
        for part in self.parts.iter_mut().skip(from) {
            part.decisive = part.outcome == *outcome
                || open && matches!(part.outcome, Outcome::Undetermined(_));
        }
    }

    /// A figure over every day d with (P before today) < d ≤ today, by the rules of each day.
    fn over_days(
        &mut self,
        aggregate: Aggregate,
        value: Id<Expression>,
        window: Window,
        place: Place,
        on: Date,
    ) -> Moving {
        let rule = self.law.month_end.unwrap_or(MonthEnd::LastDay);
        let before = window.duration.before(on, rule);
        let from = before.and_then(Date::next).unwrap_or(Date::FIRST).min(on);
        let stretches = self.history(value, from, on);
        let today = stretches.last().and_then(|today| today.days.until);
        let horizon = match stretches.as_slice() {
            // One figure on all days: a day more of it makes no difference.
            [_] | [] => today,
            [first, ..] => match aggregate {
                Aggregate::Highest | Aggregate::Lowest => {
                    earlier(today, leaves(first, window.duration, rule, on))
                }
                Aggregate::Average | Aggregate::Sum => earlier(today, on.next()),
            },
        };
        let outcome = match aggregate {
            Aggregate::Highest | Aggregate::Lowest | Aggregate::Sum => {
                let figures: Vec<Outcome> =
                    stretches.iter().map(|stretch| stretch.outcome.clone()).collect();
                aggregate::together(aggregate, &figures, place)
            }
            Aggregate::Average => averaged(&stretches, from, on, place),
        };
        self.note_history(stretches);
        Moving::until(horizon, outcome)
    }
}

/// The average of a state over days: each day counts alike.
fn averaged(stretches: &[Stretch], from: Date, on: Date, place: Place) -> Outcome {
    let figures: Vec<Outcome> = stretches.iter().map(|stretch| stretch.outcome.clone()).collect();
    let days = |stretch: &Stretch| {
        let last = stretch.days.until.and_then(Date::previous).unwrap_or(on).min(on);
        Number::whole(stretch.days.from.days_until(last) + 1)
    };
    let weights: Vec<Number> = stretches.iter().map(days).collect();
    aggregate::weighed(&figures, &weights, &Number::whole(from.days_until(on) + 1), place)
}
