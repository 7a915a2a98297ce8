//! Statuses: latches, from the days on which they may have turned to what they are on a day.

use crate::engine::eval::context::Context;
use crate::engine::eval::course;
use crate::engine::eval::moving::Moving;
use crate::engine::eval::presumption::Kept;
use crate::engine::eval::sanctions::Aside;
use crate::engine::eval::turn::Turned;
use crate::engine::eval::{Evaluator, earlier, possible};
use crate::engine::verdict::{
    Failure, Needs, Outcome, Possible, ReasonStep, StatusVerdict, Turning,
};
use crate::ground::table::Id;
use crate::ground::time::{Date, Interval, Version};
use crate::ground::value::Value;
use crate::language::law::{Expression, Status, Turn};
use std::rc::Rc;

/// Whether a latch is closed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Latch {
    /// It holds.
    Holds,
    /// It does not hold.
    Not,
    /// What is known does not settle it.
    Open(Needs, Option<Box<Failure>>),
}

/// The stretches of a status through a day, and what turned it.
#[derive(Clone, Debug)]
pub(super) struct Latched {
    /// In order, without gaps, from the first date there is; the last ends on the first day after
    /// the one asked on which it could change.
    pub stretches: Rc<Vec<Version<Latch>>>,
    /// What is known to have begun or ended it, or may have, in the order of the days.
    pub turns: Rc<Vec<Turned>>,
    /// Through which day they are known.
    pub through: Date,
}

impl Latch {
    /// What it is after a day on which it may have begun and may have ended; on one day the ending
    /// prevails.
    fn after(self, begun: &Latch, ended: &Latch) -> Latch {
        let holding = match (begun, self) {
            (Latch::Holds, _) | (_, Latch::Holds) => Latch::Holds,
            (Latch::Not, Latch::Not) => Latch::Not,
            (Latch::Not, open) => open,
            (open @ Latch::Open(..), Latch::Not) => open.clone(),
            (Latch::Open(one, failure), Latch::Open(two, other)) => {
                Latch::Open(two.and(one), other.or_else(|| failure.clone()))
            }
        };
        match (ended, holding) {
            (Latch::Holds, _) | (_, Latch::Not) => Latch::Not,
            (Latch::Not, holding) => holding,
            (Latch::Open(..), Latch::Holds) => ended.clone(),
            (Latch::Open(one, failure), Latch::Open(two, other)) => {
                Latch::Open(two.and(one), other.or_else(|| failure.clone()))
            }
        }
    }

    /// As the outcome of a condition.
    fn outcome(&self) -> Outcome {
        match self {
            Latch::Holds => Outcome::Known(Value::Bool(true)),
            Latch::Not => Outcome::Known(Value::Bool(false)),
            Latch::Open(_, Some(failure)) => Outcome::Failed(failure.clone()),
            Latch::Open(needs, None) => possible::undetermined(needs.clone(), Possible::Anything),
        }
    }
}

impl Evaluator<'_> {
    /// Whether a status holds on a day.
    pub(super) fn status(&mut self, id: Id<Status>, on: Date) -> Moving {
        let latched = self.latched(id, on);
        let Some(now) = course::on(&latched.stretches, on) else {
            return Moving::truth(None, false);
        };
        let moving = Moving::until(now.days.until, now.value.outcome());
        if self.explaining() {
            let turning = self.turning(id, on);
            for (cause, day) in self.causes(id, turning.as_ref(), on) {
                self.shown(|it| it.in_context(Context::default(), |it| it.expression(cause, day)));
            }
            self.note(|| ReasonStep::Status { status: id, turning });
        }
        moving
    }

    /// The statuses of the law on a day, in order of declaration.
    pub(super) fn statuses(&mut self, on: Date, aside: &mut Aside) -> Vec<StatusVerdict> {
        let mut verdicts = Vec::new();
        let law = self.law;
        for id in law.statuses() {
            let now = self.quietly(|it| it.status(id, on));
            aside.horizon = earlier(aside.horizon, now.horizon);
            aside.failed(&now.outcome);
            let turning = self.turning(id, on);
            let mut reasons = Vec::new();
            if self.explaining() {
                for (cause, day) in self.causes(id, turning.as_ref(), on) {
                    reasons.extend(self.why(cause, day));
                }
            }
            verdicts.push(StatusVerdict { status: id, outcome: now.outcome, turning, reasons });
        }
        verdicts
    }

    /// What explains a status on a day: the clause that turned it, on the day it did; where none
    /// has, or what has is open, those that could.
    fn causes(
        &self,
        id: Id<Status>,
        turning: Option<&Turning>,
        on: Date,
    ) -> Vec<(Id<Expression>, Date)> {
        let status = &self.laws.statuses[id];
        let turns = match turning {
            Some(turning) => vec![(turning.by, turning.came)],
            None => status.begins.iter().chain(&status.ends).map(|turn| (*turn, on)).collect(),
        };
        let cause = |(turn, day): (Turn, Date)| match turn {
            Turn::When(cause) | Turn::At(cause) => Some((cause, day)),
            Turn::On(_) => None,
        };
        turns.into_iter().filter_map(cause).collect()
    }

    /// What made a status on a day what it is: what began the stretch of days on which it is the
    /// same; nothing where nothing has turned it yet or what has is open.
    pub(super) fn turning(&mut self, id: Id<Status>, on: Date) -> Option<Turning> {
        let latched = self.latched(id, on);
        let now = course::on(&latched.stretches, on)?;
        let begins = match now.value {
            Latch::Holds => true,
            Latch::Not => false,
            Latch::Open(..) => return None,
        };
        let since = now.days.from;
        let before = since.previous().and_then(|day| course::on(&latched.stretches, day));
        let at_the_latest = before.is_some_and(|before| matches!(before.value, Latch::Open(..)));
        let turned = latched.turns.iter().rfind(|turned| {
            let day = match begins {
                // One that began before its provision came into force holds from then on.
                true => turned.late <= since,
                false => turned.late == since,
            };
            turned.begins == begins && turned.certain && day
        })?;
        let (by, came) = (turned.by, turned.came);
        let events = self.events_of(by).own.into_iter().filter_map(|event| {
            let latest = self.happened(event, came).occurrences.last()?;
            Some((event, latest.on))
        });
        Some(Turning { since, at_the_latest, by, came, events: events.collect() })
    }

    /// The stretches of a status through a day.
    pub(super) fn latched(&mut self, id: Id<Status>, through: Date) -> Latched {
        self.keeping(Kept::Status(id), |it| it.known_latched(id, through))
    }

    fn known_latched(&mut self, id: Id<Status>, through: Date) -> Latched {
        if let Some(Some(latched)) = self.past.statuses.get(id.index())
            && through <= latched.through
        {
            return latched.clone();
        }
        let latched =
            self.quietly(|it| it.in_context(Context::default(), |it| it.follow_latch(id, through)));
        if let Some(place) = self.past.statuses.get_mut(id.index()) {
            *place = Some(latched.clone());
        }
        latched
    }

    fn follow_latch(&mut self, id: Id<Status>, through: Date) -> Latched {
        let status = &self.laws.statuses[id];
        let mut turns = Vec::new();
        let mut horizon = None;
        let sides = [(true, &status.begins), (false, &status.ends)];
        for (begins, list) in sides {
            for turn in list {
                let next = self.turns(*turn, begins, through, &mut turns);
                horizon = earlier(horizon, next);
            }
        }
        turns.sort_by_key(|turned| (turned.late, turned.early));
        let commencement = status.commencement;
        let days =
            Interval { from: commencement.from.unwrap_or(Date::FIRST), until: commencement.until };
        let stretches = walk(&turns, days, through, horizon);
        Latched { stretches: Rc::new(stretches), turns: Rc::new(turns), through }
    }
}

/// The stretches of a latch through a day: from one day on which it may turn to the next.
fn walk(
    turns: &[Turned],
    in_force: Interval,
    through: Date,
    horizon: Option<Date>,
) -> Vec<Version<Latch>> {
    let mut days: Vec<Date> = vec![Date::FIRST, in_force.from];
    days.extend(in_force.until);
    for turned in turns {
        days.extend([turned.early, turned.late]);
        days.extend(turned.late.next());
    }
    days.sort();
    days.dedup();
    let after = days.iter().copied().find(|day| through < *day);
    let end = earlier(after, horizon.filter(|day| through < *day));
    let mut stretches: Vec<Version<Latch>> = Vec::new();
    let mut latch = Latch::Not;
    for day in days.into_iter().take_while(|day| *day <= through) {
        latch = latch.after(&on_day(turns, true, day), &on_day(turns, false, day));
        let shown = if in_force.contains(day) { latch.clone() } else { Latch::Not };
        match stretches.last_mut() {
            Some(last) if last.value == shown => {}
            Some(last) => {
                last.days.until = Some(day);
                stretches.push(Version { days: Interval { from: day, until: None }, value: shown });
            }
            None => {
                stretches.push(Version { days: Interval { from: day, until: None }, value: shown });
            }
        }
    }
    if let Some(last) = stretches.last_mut() {
        last.days.until = end;
    }
    stretches
}

/// Whether a latch begins, or ends, on a day.
fn on_day(turns: &[Turned], begins: bool, day: Date) -> Latch {
    let mut found = Latch::Not;
    let touches = |one: &Turned| one.begins == begins && one.early <= day && day <= one.late;
    for turned in turns.iter().filter(|turned| touches(turned)) {
        // By the last of its days it has turned, if nothing may have turned it back meanwhile.
        let back = |other: &Turned| {
            other.begins != begins
                && match begins {
                    true => turned.early <= other.late && other.early < turned.late,
                    false => turned.early < other.late && other.early <= turned.late,
                }
        };
        let settled = turned.certain
            && day == turned.late
            && (turned.early == turned.late || !turns.iter().any(back));
        if settled {
            return Latch::Holds;
        }
        if let Latch::Open(needs, failure) = &mut found {
            *needs = needs.and(&turned.needs);
            *failure = failure.take().or_else(|| turned.failure.clone());
        } else {
            found = Latch::Open(turned.needs.clone(), turned.failure.clone());
        }
    }
    found
}
