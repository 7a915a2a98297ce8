//! Episodes: from a breach of any duty of a block to the first day on which none is breached.

use crate::engine::eval::course;
use crate::engine::eval::presumption::Kept;
use crate::engine::eval::stage::{May, Phase, Stage};
use crate::engine::eval::{Evaluated, Evaluator, earlier};
use crate::engine::verdict::{self, Needs, Outcome, Possible, Undetermined};
use crate::ground::table::Id;
use crate::ground::time::{Date, Version};
use crate::ground::value::{Bounds, Edge, Value};
use crate::language::law::{Duty, Sanctions, Step};
use std::rc::Rc;

/// Whose duties open an episode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scope {
    /// Those of a block.
    Block(Id<Sanctions>),
    /// Those of a step that names its own.
    Step(Id<Step>),
}

/// One episode. Days on which it is not known whether a duty is breached belong to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Episode {
    /// The first day on which it may have begun.
    pub early: Date,
    /// The first day since which a breach is known; `None` where none is known at all.
    pub late: Option<Date>,
    /// The first day on which no duty was breached any more.
    pub end: Option<Date>,
    /// Whether it ended by cure.
    pub cured: bool,
    /// What would settle the days on which a breach is not known.
    pub needs: Needs,
    /// What would settle the last of its days, where a breach is not known on it.
    pub open: Option<Needs>,
}

/// The episodes of a scope through a day.
#[derive(Clone, Debug)]
pub(super) struct Episodes {
    /// In order; all began on or before the day.
    pub list: Vec<Episode>,
    /// The next day on which they could change.
    pub horizon: Option<Date>,
}

/// Episodes that were found before.
#[derive(Debug)]
pub(super) struct Found {
    scope: Scope,
    day: Date,
    episodes: Rc<Episodes>,
}

impl Episode {
    /// Whether it had ended by cure.
    pub fn is_cured(&self) -> bool {
        self.end.is_some() && self.cured
    }

    /// The last day of the breach, where it has ended.
    pub fn last_day(&self) -> Option<Date> {
        self.end.and_then(Date::previous)
    }
}

impl Episodes {
    /// What would settle whether the last episode has begun at all, where that is not known.
    pub fn perhaps_none(&self) -> Option<&Needs> {
        let last = self.list.last()?;
        last.open.as_ref().filter(|_| last.late.is_none())
    }
}

/// Whether any duty is breached on some days.
struct Breached {
    known: bool,
    open: Option<Needs>,
}

impl Evaluator<'_> {
    /// The scope of a step.
    pub(super) fn scope(&self, step: Id<Step>) -> Scope {
        let step_of_law = &self.laws.steps[step];
        match step_of_law.duties {
            Some(_) => Scope::Step(step),
            None => Scope::Block(step_of_law.block),
        }
    }

    /// The duties of a scope. A block that names none has those of its steps.
    pub(super) fn duties_of(&self, scope: Scope) -> Vec<Id<Duty>> {
        match scope {
            Scope::Step(step) => self.laws.steps[step].duties.clone().unwrap_or_default(),
            Scope::Block(block) => {
                let block = &self.laws.sanctions[block];
                if !block.duties.is_empty() {
                    return block.duties.clone();
                }
                let steps = block.steps.iter();
                let mut duties: Vec<_> = steps
                    .flat_map(|step| self.laws.steps[*step].duties.iter().flatten().copied())
                    .collect();
                duties.sort();
                duties.dedup();
                duties
            }
        }
    }

    /// The episodes of a scope as they were on a day.
    pub(super) fn episodes(&mut self, scope: Scope, day: Date) -> Rc<Episodes> {
        self.keeping(Kept::Episodes(scope), |it| it.known_episodes(scope, day))
    }

    fn known_episodes(&mut self, scope: Scope, day: Date) -> Rc<Episodes> {
        let before = self.past.episodes.iter().find(|it| it.scope == scope && it.day == day);
        if let Some(found) = before {
            return found.episodes.clone();
        }
        let episodes = Rc::new(self.find_episodes(scope, day));
        self.past.episodes.push(Found { scope, day, episodes: episodes.clone() });
        episodes
    }

    fn find_episodes(&mut self, scope: Scope, day: Date) -> Episodes {
        let block = match scope {
            Scope::Block(block) => block,
            Scope::Step(step) => self.laws.steps[step].block,
        };
        let none = |horizon| Episodes { list: Vec::new(), horizon };
        let Some(window) = self.days_in_force(self.laws.sanctions[block].commencement) else {
            return none(None);
        };
        if day < window.from {
            return none(Some(window.from));
        }
        let duties = self.duties_of(scope);
        let histories: Vec<_> = duties.iter().map(|duty| self.stages(*duty, day)).collect();
        let mut list: Vec<Episode> = Vec::new();
        let mut current: Option<Episode> = None;
        let mut known_before = false;
        let mut at = window.from;
        loop {
            if !window.contains(at) {
                list.extend(current.take().map(|it| Episode { end: Some(at), ..it }));
                return Episodes { list, horizon: None };
            }
            let breached = breached(&histories, at);
            let until = next(&histories, at);
            if breached.known || breached.open.is_some() {
                let episode = current.get_or_insert_with(|| begun(at));
                if breached.known && !known_before {
                    episode.late = Some(at);
                }
                episode.open = breached.open.filter(|_| !breached.known);
                if let Some(open) = &episode.open {
                    episode.needs = episode.needs.and(open);
                }
            } else if let Some(episode) = current.take() {
                let cured = cured(&histories, at);
                list.push(Episode { end: Some(at), cured, ..episode });
            }
            known_before = breached.known;
            match earlier(until, window.until) {
                Some(next) if next <= day => at = next,
                horizon => {
                    list.extend(current);
                    return Episodes { list, horizon };
                }
            }
        }
    }

    /// `breach`: the start of the block's open episode
    pub(super) fn breach(&mut self, block: Id<Sanctions>, on: Date) -> Evaluated {
        let episodes = self.episodes(Scope::Block(block), on);
        let horizon = episodes.horizon;
        let open = episodes.list.last().filter(|episode| episode.end.is_none());
        let outcome = match open {
            None => Outcome::Known(Value::None),
            Some(episode) => match episode.late {
                Some(late) if late == episode.early => Outcome::Known(Value::Date(late)),
                late => {
                    let edge = |at| Some(Edge { at, included: true });
                    let bounds = Bounds { low: edge(episode.early), high: late.and_then(edge) };
                    let known = late.is_some() && episode.open.is_none();
                    Outcome::Undetermined(Box::new(Undetermined {
                        needs: episode.needs.clone(),
                        // Where there may be no breach at all, it may also be none.
                        possible: match known {
                            true => Possible::Date(bounds),
                            false => Possible::Anything,
                        },
                    }))
                }
            },
        };
        Evaluated { outcome, horizon, reason: None }
    }

    /// The episode that a block's verdict shows: the current one, or the last.
    pub(super) fn episode(&mut self, block: Id<Sanctions>, day: Date) -> Option<verdict::Episode> {
        let scope = Scope::Block(block);
        let episodes = self.episodes(scope, day);
        let last = episodes.list.iter().rev().find(|episode| episode.late.is_some())?;
        let mut open = Vec::new();
        for duty in self.duties_of(scope) {
            let stages = self.stages(duty, day);
            let now = course::on(&stages, day).map(|stage| &stage.value.phase);
            if matches!(now, Some(Phase::Unmet { .. })) {
                open.push(duty);
            }
        }
        Some(verdict::Episode {
            breach: last.late.unwrap_or(last.early),
            at_the_latest: last.late != Some(last.early),
            end: last.end,
            cured: last.cured,
            open: if last.end.is_some() { Vec::new() } else { open },
        })
    }
}

fn begun(early: Date) -> Episode {
    Episode { early, late: None, end: None, cured: false, needs: Needs::default(), open: None }
}

fn breached(histories: &[Rc<Vec<Version<Stage>>>], day: Date) -> Breached {
    let mut breached = Breached { known: false, open: None };
    for stages in histories {
        match course::on(stages, day).map(|stage| &stage.value.phase) {
            Some(Phase::Unmet { .. }) => breached.known = true,
            Some(Phase::Undetermined { needs, may: May { unmet: true, .. } }) => {
                let before = breached.open.unwrap_or_default();
                breached.open = Some(before.and(needs));
            }
            Some(Phase::Failed(_)) => {
                breached.open = Some(breached.open.unwrap_or_default());
            }
            Some(
                Phase::NotInForce
                | Phase::NotApplicable
                | Phase::Pending { .. }
                | Phase::Met { .. }
                | Phase::Undetermined { .. },
            )
            | None => {}
        }
    }
    breached
}

/// Whether a duty that was, or may have been, breached the day before is met on this day.
fn cured(histories: &[Rc<Vec<Version<Stage>>>], day: Date) -> bool {
    histories.iter().any(|stages| {
        let now = course::on(stages, day);
        let before = day.previous().and_then(|day| course::on(stages, day));
        let unmet = before.is_some_and(|stage| May::of(&stage.value.phase).unmet);
        let met = |stage: &Version<Stage>| matches!(stage.value.phase, Phase::Met { .. });
        // Of a duty that arises more than once, one may be cured while others are pending.
        now.is_some_and(|now| unmet && met(now) || now.days.from == day && now.value.cures)
    })
}

fn next(histories: &[Rc<Vec<Version<Stage>>>], day: Date) -> Option<Date> {
    let ends = histories.iter().filter_map(|stages| course::on(stages, day)?.days.until);
    ends.min()
}
