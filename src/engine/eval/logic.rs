//! Conditions combined: not, and, or, at least n of. Strong logic of Kleene, in any order.

use crate::engine::eval::moving::{Moving, earlier, later};
use crate::engine::eval::{Evaluator, possible};
use crate::engine::verdict::{Needs, Outcome, Possible, Presumptions};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::{Bounds, Number, Rounding, Value};
use crate::language::law::{Alternative, Expression, Logic};

/// A chain of conditions, as far as it was followed.
pub(super) struct Chain {
    /// What one operand decides alone: false for `and`, true for `or`.
    deciding: bool,
    /// Until when those that decide do without relying on a presumption.
    decided: Option<Option<Date>>,
    /// What those that decide by a presumption rely on.
    presumed: Vec<Presumptions>,
    /// What all rely on.
    relied: Vec<Presumptions>,
    tally: Tally,
    /// The next day on which any operand could change.
    all: Option<Date>,
    length: usize,
}

impl Chain {
    /// One without operands.
    pub fn of(logic: Logic) -> Self {
        let deciding = match logic {
            Logic::And => false,
            Logic::Or => true,
        };
        Self {
            deciding,
            decided: None,
            presumed: Vec::new(),
            relied: Vec::new(),
            tally: Tally::default(),
            all: None,
            length: 0,
        }
    }

    /// Counts operands that nobody knows of; `open`: what would settle whether there are any.
    pub fn others(&mut self, open: Option<Needs>, horizon: Option<Date>) {
        self.all = earlier(self.all, horizon);
        if let Some(needs) = open {
            self.tally.count(possible::undetermined(needs, Possible::Anything));
        }
    }
}

/// What the operands of a chain come to together, gathered one by one.
#[derive(Default)]
struct Tally {
    /// How many hold.
    holding: usize,
    /// How many do not.
    failing: usize,
    /// What would settle the open ones.
    needs: Vec<Needs>,
    open: usize,
    /// The first that cannot be evaluated.
    failure: Option<Outcome>,
    failures: usize,
}

impl Tally {
    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Known(Value::Bool(true)) => self.holding += 1,
            Outcome::Known(_) => self.failing += 1,
            Outcome::Undetermined(open) => {
                self.open += 1;
                self.needs.push(open.needs);
            }
            Outcome::Failed(_) => {
                self.failures += 1;
                self.failure.get_or_insert(outcome);
            }
        }
    }

    /// What is neither true nor false: an error wins over what is merely open.
    fn unsettled(self) -> Outcome {
        match self.failure {
            Some(failure) => failure,
            None => possible::undetermined(Needs::all(self.needs), Possible::Anything),
        }
    }
}

impl Evaluator<'_> {
    /// `not a`
    pub(super) fn not(&mut self, operand: Id<Expression>, on: Date) -> Moving {
        let moving = self.expression(operand, on);
        let outcome = match moving.outcome {
            Outcome::Known(value) => Outcome::Known(Value::Bool(value != Value::Bool(true))),
            Outcome::Undetermined(_) | Outcome::Failed(_) => moving.outcome,
        };
        Moving::until(moving.horizon, outcome)
    }

    /// `a and b`, `a or b`, `any of`, `all of`
    pub(super) fn logic(&mut self, logic: Logic, of: &[Alternative], on: Date) -> Moving {
        let mut chain = Chain::of(logic);
        for alternative in of {
            let operand = self.gathering(|it| it.alternative(alternative, on));
            if !self.goes_on(&mut chain, operand) {
                break;
            }
        }
        self.chained(chain)
    }

    /// Counts the next operand of a chain, with what it relies on; whether any that follow may
    /// still matter.
    pub(super) fn goes_on(
        &self,
        chain: &mut Chain,
        (moving, relied): (Moving, Presumptions),
    ) -> bool {
        chain.length += 1;
        let decides = possible::truth(&moving.outcome) == Some(chain.deciding);
        let free = relied.is_empty();
        if !free {
            let of = if decides { &mut chain.presumed } else { &mut chain.relied };
            of.push(relied);
        }
        if decides && free {
            // The latest day on which one of those that decide still does.
            let latest = chain.decided.map_or(moving.horizon, |day| later(day, moving.horizon));
            chain.decided = Some(latest);
            if latest.is_none() && !self.explaining() {
                return false;
            }
        }
        chain.all = earlier(chain.all, moving.horizon);
        chain.tally.count(moving.outcome);
        true
    }

    /// What the operands of a chain come to together.
    pub(super) fn chained(&mut self, chain: Chain) -> Moving {
        let Chain { deciding, decided, presumed, relied, tally, all, length } = chain;
        let any = decided.is_some() || !presumed.is_empty();
        self.mark_decisive(length, any.then_some(deciding));
        if let Some(horizon) = decided {
            return Moving::truth(horizon, deciding);
        }
        if !presumed.is_empty() {
            self.rely(&Presumptions::all(presumed));
            // One that decides without it may come.
            return Moving::truth(all, deciding);
        }
        self.rely(&Presumptions::all(relied));
        if tally.open + tally.failures > 0 {
            return Moving::until(all, tally.unsettled());
        }
        Moving::truth(all, !deciding)
    }

    /// `at least n of { … }`
    pub(super) fn at_least(
        &mut self,
        count: Id<Expression>,
        of: &[Alternative],
        on: Date,
    ) -> Moving {
        let wanted = self.expression(count, on).settled(on);
        let mut tally = Tally::default();
        let mut all = wanted.horizon;
        let (mut holding, mut failing) = (Side::default(), Side::default());
        let mut relied = Presumptions::default();
        for alternative in of {
            let (moving, on_what) = self.gathering(|it| it.alternative(alternative, on));
            relied = relied.and(&on_what);
            all = earlier(all, moving.horizon);
            match possible::truth(&moving.outcome) {
                Some(true) => holding.add(moving.horizon, &on_what),
                Some(false) => failing.add(moving.horizon, &on_what),
                None => {}
            }
            tally.count(moving.outcome);
        }
        self.mark_decisive(of.len(), None);
        let least = possible::numbers(&wanted.outcome);
        let count = |number: usize| Number::whole(i64::try_from(number).unwrap_or(i64::MAX));
        let reached =
            |holding: usize| least.as_ref().is_some_and(|least| at_most(least, &count(holding)));
        let missed = |failing: usize| {
            let within = count(of.len().saturating_sub(failing));
            least.as_ref().is_some_and(|least| above(least, &within))
        };
        let whole = match &wanted.outcome {
            Outcome::Known(Value::Number(number)) => number.to_whole(Rounding::Upward).to_i64(),
            Outcome::Known(_) | Outcome::Undetermined(_) | Outcome::Failed(_) => None,
        };
        let whole = whole.and_then(|number| usize::try_from(number).ok());
        let lasting = |side: Side, enough| earlier(wanted.horizon, nth_latest(side.free, enough));
        if reached(holding.free.len()) {
            return Moving::truth(lasting(holding, whole), true);
        }
        if missed(failing.free.len()) {
            let enough = whole.map(|number| (of.len() + 1).saturating_sub(number));
            return Moving::truth(lasting(failing, enough), false);
        }
        for (decided, side, holds) in
            [(reached(tally.holding), holding, true), (missed(tally.failing), failing, false)]
        {
            if decided {
                self.rely(&side.relied);
                return Moving::truth(all, holds);
            }
        }
        self.rely(&relied);
        tally.count(wanted.outcome);
        Moving::until(all, tally.unsettled())
    }

    fn alternative(&mut self, alternative: &Alternative, on: Date) -> Moving {
        let moving = self.expression(alternative.condition, on).settled(on);
        self.annotate(|reason| {
            if alternative.basis != Default::default() {
                reason.basis = Some(alternative.basis.clone());
            }
        });
        moving
    }

    /// Marks which of the last `count` reasons decided: those that came to `decided`, or where
    /// none did, those that are open.
    fn mark_decisive(&mut self, count: usize, decided: Option<bool>) {
        if !self.explaining() {
            return;
        }
        let from = self.parts.len().saturating_sub(count);
        let Some(parts) = self.parts.get_mut(from..) else { return };
        let all_known = parts.iter().all(|part| possible::truth(&part.outcome).is_some());
        for part in parts {
            let truth = possible::truth(&part.outcome);
            part.decisive = match decided {
                Some(_) => truth == decided,
                None => all_known || truth.is_none(),
            };
        }
    }
}

/// The conditions on one side of a count.
#[derive(Default)]
struct Side {
    /// Until when those are on it that rely on no presumption.
    free: Vec<Option<Date>>,
    /// What the others rely on.
    relied: Presumptions,
}

impl Side {
    fn add(&mut self, horizon: Option<Date>, relied: &Presumptions) {
        if relied.is_empty() {
            self.free.push(horizon);
        }
        self.relied = self.relied.and(relied);
    }
}

fn at_most(bounds: &Bounds<Number>, limit: &Number) -> bool {
    bounds.high.as_ref().is_some_and(|edge| edge.at <= *limit)
}

fn above(bounds: &Bounds<Number>, limit: &Number) -> bool {
    bounds
        .low
        .as_ref()
        .is_some_and(|edge| edge.at > *limit || (edge.at == *limit && !edge.included))
}

/// The day on which fewer than `enough` of these still last: the latest but `enough` - 1.
fn nth_latest(mut horizons: Vec<Option<Date>>, enough: Option<usize>) -> Option<Date> {
    horizons.sort_by_key(|horizon| horizon.unwrap_or(Date::LAST));
    horizons.sort_by_key(Option::is_none);
    let Some(enough) = enough else {
        // How many are enough is itself open: any change may matter.
        return horizons.into_iter().flatten().min();
    };
    let at = horizons.len().checked_sub(enough)?;
    horizons.get(at).copied().flatten()
}
