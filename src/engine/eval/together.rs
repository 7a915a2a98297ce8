//! The sums of a block: its fines together, what they may come to at most, and what is payable.

use crate::engine::eval::accrual::{far_behind, first_change};
use crate::engine::eval::amounts::{Fined, range_of};
use crate::engine::eval::episode::Scope;
use crate::engine::eval::sum::Sum;
use crate::engine::eval::{Evaluated, Evaluator, earlier, failed};
use crate::engine::verdict::{self, FailureKind, Needs, Outcome};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::{Currency, TooLarge, Value};
use crate::language::law::{Sanctions, Step, TogetherCap};

/// The sums of a block on a day.
pub(super) struct Sums {
    /// The currency of its fines.
    pub currency: Currency,
    /// The next day on which any could change otherwise than by growing.
    pub horizon: Option<Date>,
    /// The sums.
    pub summed: Summed,
}

/// What the fines of a block come to on a day.
pub(super) struct Summed {
    /// What counts of them.
    pub total: Outcome,
    /// What remains payable.
    pub payable: Outcome,
    /// Whether that grows.
    pub grows: bool,
    /// The next day on which it is more, where it grows.
    next: Option<Date>,
    /// The first day on which it no longer grows as it does.
    until: Option<Date>,
    /// What they may come to together, where that is less than they do.
    pub together: Option<verdict::Together>,
    /// What each fine adds of which only a part counts.
    pub cut: Vec<(Id<Step>, Outcome)>,
}

/// The fines of a block, and what they may come to.
struct Fines {
    fines: Vec<Fined>,
    cap: Option<Cap>,
}

/// What the fines of a block may come to together.
struct Cap {
    most: Most,
    /// What would settle whether it applies, where that is not known.
    perhaps: Option<Needs>,
}

enum Most {
    Amount(Sum),
    HighestOfThem,
}

impl Evaluator<'_> {
    /// `BLOCK.total`
    pub(super) fn block_total(&mut self, block: Id<Sanctions>, on: Date) -> Evaluated {
        self.summed(block, on, |sums| sums.total)
    }

    /// `BLOCK.payable`
    pub(super) fn block_payable(&mut self, block: Id<Sanctions>, on: Date) -> Evaluated {
        self.summed(block, on, |sums| sums.payable)
    }

    fn summed(
        &mut self,
        block: Id<Sanctions>,
        on: Date,
        which: impl FnOnce(Summed) -> Outcome,
    ) -> Evaluated {
        let Some(sums) = self.quietly(|it| it.sums(block, on)) else {
            return Evaluated { outcome: Outcome::Known(Value::None), horizon: None, reason: None };
        };
        let horizon = earlier(sums.horizon, sums.summed.next);
        Evaluated { outcome: which(sums.summed), horizon, reason: None }
    }

    /// The sums of a block's fines; `None` where it has none.
    pub(super) fn sums(&mut self, block: Id<Sanctions>, day: Date) -> Option<Sums> {
        let laws = self.laws;
        let steps = laws.sanctions[block].steps.iter().copied();
        let steps: Vec<Id<Step>> =
            steps.filter(|step| laws.steps[*step].measure.is_fine()).collect();
        let first = steps.iter().find_map(|step| range_of(&laws.steps[*step]))?;
        let currency = self.currency(first)?;
        let mut horizon = None;
        let sums = self.sum_up(block, &steps, day, &mut horizon).unwrap_or_else(|failed| {
            // It may come to something on the next day already.
            horizon = earlier(horizon, day.next());
            Summed::failed(failed)
        });
        Some(Sums { currency, horizon: earlier(horizon, sums.until), summed: sums })
    }

    fn sum_up(
        &mut self,
        block: Id<Sanctions>,
        steps: &[Id<Step>],
        day: Date,
        horizon: &mut Option<Date>,
    ) -> Result<Summed, Outcome> {
        let mut fines = Vec::with_capacity(steps.len());
        let mut cured = Vec::with_capacity(steps.len());
        let mut failure = None;
        for step in steps {
            let stand = self.stand(*step, day);
            *horizon = earlier(*horizon, stand.horizon);
            match self.fine(*step, &stand, day) {
                Ok(fine) => {
                    *horizon = earlier(*horizon, fine.horizon);
                    fines.push(fine);
                    cured.push(stand.cured);
                }
                Err(failed) => failure = failure.or(Some(failed)),
            }
        }
        let (cap, until) = self.cap(block, day)?;
        *horizon = earlier(*horizon, until);
        if let Some(failed) = failure {
            return Err(failed);
        }
        let fines = Fines { fines, cap };
        let too_large = |TooLarge| self.too_large(block, day);
        let (alone, total) = fines.on(day).map_err(too_large)?;
        let counted = fines.counted(day).map_err(too_large)?;
        let mut payable = Sum::zero();
        let mut waived = false;
        let mut cut = Vec::new();
        for (((step, cured), fine), own) in steps.iter().zip(&cured).zip(&counted.1).zip(&counted.0)
        {
            let remains = match cured {
                true => self.remains(block, *step, fine, day)?,
                false => self.remains_perhaps(block, *step, fine, day)?,
            };
            waived |= remains != *fine;
            payable = payable.plus(&remains);
            if fine != own {
                cut.push((*step, fine.clone().outcome()));
            }
        }
        let together = fines.most(day).filter(|_| alone != total).map(|most| verdict::Together {
            most: most.outcome(),
            alone: alone.outcome(),
            perhaps: fines.cap.as_ref().is_some_and(|cap| cap.perhaps.is_some()),
        });
        let payable = if waived { payable } else { total.clone() };
        Ok(Summed {
            total: total.outcome(),
            payable: payable.outcome(),
            grows: fines.grows(day),
            next: fines.next(day).filter(|_| fines.grows(day)),
            until: fines.until(day, *horizon),
            together,
            cut,
        })
    }

    /// What the fines of a block may come to together: as on the last day of its breach, where that
    /// has ended.
    fn cap(
        &mut self,
        block: Id<Sanctions>,
        day: Date,
    ) -> Result<(Option<Cap>, Option<Date>), Outcome> {
        let Some(together) = &self.laws.sanctions[block].together else { return Ok((None, None)) };
        let episodes = self.episodes(Scope::Block(block), day);
        let last = episodes.list.last().and_then(|episode| episode.last_day());
        let on = last.unwrap_or(day);
        let open = |horizon: Option<Date>| horizon.filter(|_| last.is_none());
        let mut horizon = open(episodes.horizon);
        let mut perhaps = None;
        if let Some(when) = together.when {
            let when = self.evaluate(when, on);
            horizon = earlier(horizon, open(when.horizon));
            match when.outcome {
                Outcome::Known(Value::Bool(true)) => {}
                Outcome::Known(_) => return Ok((None, horizon)),
                Outcome::Undetermined(open) => perhaps = Some(open.needs),
                failed @ Outcome::Failed(_) => return Err(failed),
            }
        }
        let most = match together.cap {
            TogetherCap::HighestOfThem => Most::HighestOfThem,
            TogetherCap::Amount(most) => {
                let most = self.evaluate(most, on);
                horizon = earlier(horizon, open(most.horizon));
                match (Sum::of(most.outcome.clone()), most.outcome) {
                    (Some(most), _) => Most::Amount(most),
                    (None, failed @ Outcome::Failed(_)) => return Err(failed),
                    // What rests on something that has not happened is no limit.
                    (None, Outcome::Known(_) | Outcome::Undetermined(_)) => {
                        return Ok((None, horizon));
                    }
                }
            }
        };
        Ok((Some(Cap { most, perhaps }), horizon))
    }

    /// What remains payable of a fine after cure.
    fn remains(
        &mut self,
        block: Id<Sanctions>,
        step: Id<Step>,
        fine: &Sum,
        day: Date,
    ) -> Result<Sum, Outcome> {
        let Some(share) = self.laws.sanctions[block].on_cure else { return Ok(fine.clone()) };
        let episodes = self.episodes(self.scope(step), day);
        let on = episodes.list.last().and_then(|episode| episode.end).unwrap_or(day);
        let share = self.evaluate(share, on).outcome;
        if let Outcome::Known(Value::Number(share)) = &share {
            return fine.times(share).map_err(|TooLarge| self.too_large(block, on));
        }
        match Sum::of(share.clone()) {
            // An open share leaves anything from nothing to the whole.
            Some(share) => Ok(fine.or_nothing(&share.needs.unwrap_or_default())),
            None => Err(share),
        }
    }

    /// What remains payable of a fine where it may be that the breach has been cured.
    fn remains_perhaps(
        &mut self,
        block: Id<Sanctions>,
        step: Id<Step>,
        fine: &Sum,
        day: Date,
    ) -> Result<Sum, Outcome> {
        let episodes = self.episodes(self.scope(step), day);
        let Some(needs) = episodes.list.last().and_then(|episode| episode.open.as_ref()) else {
            return Ok(fine.clone());
        };
        let remains = self.remains(block, step, fine, day)?;
        Ok(fine.perhaps(remains, needs))
    }

    fn too_large(&self, block: Id<Sanctions>, on: Date) -> Outcome {
        let span = self.laws.sanctions[block].span;
        failed(FailureKind::NumberTooLarge, span, on)
    }
}

impl Summed {
    /// The next day on which they come to more, where they grow.
    pub fn next(&self) -> Option<Date> {
        self.next
    }

    fn failed(failed: Outcome) -> Self {
        Self {
            total: failed.clone(),
            payable: failed,
            grows: false,
            next: None,
            until: None,
            together: None,
            cut: Vec::new(),
        }
    }
}

impl Fines {
    fn alone(&self, day: Date) -> Result<Vec<Sum>, TooLarge> {
        self.fines.iter().map(|fine| fine.on(day)).collect()
    }

    /// The most that they may come to on a day.
    fn most(&self, day: Date) -> Option<Sum> {
        match &self.cap.as_ref()?.most {
            Most::Amount(most) => Some(most.clone()),
            Most::HighestOfThem => {
                let fines = self.alone(day).ok()?;
                fines.into_iter().reduce(|one, two| one.no_less_than(&two))
            }
        }
    }

    /// Their sum, and what of it counts.
    fn on(&self, day: Date) -> Result<(Sum, Sum), TooLarge> {
        let alone = self.alone(day)?.iter().fold(Sum::zero(), |sum, fine| sum.plus(fine));
        let total = match (self.most(day), &self.cap) {
            (Some(most), Some(Cap { perhaps: None, .. })) => alone.no_more_than(&most),
            (Some(most), Some(Cap { perhaps: Some(needs), .. })) => {
                alone.perhaps(alone.no_more_than(&most), needs)
            }
            (_, None) | (None, _) => alone.clone(),
        };
        Ok((alone, total))
    }

    /// Each fine, and what of it counts: the later ones take what is cut off.
    fn counted(&self, day: Date) -> Result<(Vec<Sum>, Vec<Sum>), TooLarge> {
        let alone = self.alone(day)?;
        let (Some(most), Some(cap)) = (self.most(day), &self.cap) else {
            return Ok((alone.clone(), alone));
        };
        let mut before = Sum::zero();
        let mut counted = Vec::with_capacity(alone.len());
        for fine in &alone {
            let room = most.minus(&before).no_less_than(&Sum::zero());
            let cut = fine.no_more_than(&room);
            counted.push(match &cap.perhaps {
                Some(needs) => fine.perhaps(cut, needs),
                None => cut,
            });
            before = before.plus(fine);
        }
        Ok((alone, counted))
    }

    fn next(&self, day: Date) -> Option<Date> {
        self.fines.iter().fold(None, |next, fine| earlier(next, fine.next(day)))
    }

    /// Whether they come to more in the days ahead.
    fn grows(&self, day: Date) -> bool {
        self.next(day).is_some() && self.on(far_behind(day)) != self.on(day)
    }

    /// The first day after `day`, and before `before`, on which they no longer grow as they do.
    fn until(&self, day: Date, before: Option<Date>) -> Option<Date> {
        if self.cap.is_none() || self.next(day).is_none() {
            return None;
        }
        let far = self.on(far_behind(day));
        let change = first_change(day, before, |day| {
            let now = self.on(day);
            let grows = now != far;
            let (alone, total) = now.ok()?;
            let (own, counted) = self.counted(day).ok()?;
            let cut: Vec<bool> = own.iter().zip(&counted).map(|(own, cut)| own != cut).collect();
            let whole = (alone.low == total.low, alone.high == total.high);
            Some((grows, total.needs, whole, cut))
        });
        change.horizon()
    }
}
