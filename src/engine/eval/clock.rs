//! Clocks: what a step waits for while a breach is open, and since when it could be taken.

use crate::engine::eval::course::Held;
use crate::engine::eval::episode::Episode;
use crate::engine::eval::step::{Stand, acts_by_itself};
use crate::engine::eval::{Evaluator, earlier, failed, possible};
use crate::engine::verdict::{
    Failure, FailureKind, Needs, NotTriggered, Outcome, Possible, Reason, StepState,
};
use crate::ground::table::Id;
use crate::ground::time::{Date, DateTime, Duration, Family, MonthEnd};
use crate::ground::value::{Bounds, Value};
use crate::language::law::{Clock, Kind, Modality, Since, Step};

/// More days than a date that moves a day a day gains where the steps of a ladder add months to it:
/// a month's end is worth three at most.
const MOST_JUMP: i64 = 100;

/// What a clock says on a day.
enum Clocked {
    /// The first day on which the step can be taken; whether it moves with the day asked.
    From { earliest: Date, moving: bool },
    /// What it waits for has not happened.
    Not,
    /// Whether or when it happened is open.
    Open(Needs),
    /// The day lies past the last date there is.
    Failed(Box<Failure>),
}

/// Where a clock starts.
enum Base {
    On { date: Date, moving: bool },
    Not,
    Open(Needs),
}

impl Evaluator<'_> {
    /// A step that is not recorded, in an open episode that began on `start`.
    pub(super) fn ready(
        &mut self,
        id: Id<Step>,
        episode: &Episode,
        start: Date,
        day: Date,
    ) -> Stand {
        let step = &self.laws.steps[id];
        let begins = self.step_in_force(step).map_or(start, |window| window.from.max(start));
        if acts_by_itself(step) {
            return self.by_itself(id, episode, start, begins, day);
        }
        let (clocked, horizon) = self.clocked(step, start, day, None);
        let (earliest, moving) = match clocked {
            Clocked::From { earliest, moving } => (earliest, moving),
            Clocked::Not => return Stand::not(NotTriggered::Clock, horizon),
            Clocked::Failed(failure) => return Stand::failed(failure, horizon),
            Clocked::Open(needs) => return self.when_too(step, needs, day).until(horizon),
        };
        let begins = begins.max(earliest);
        // While it waits, only whether `when` holds today matters.
        let from = begins.min(day);
        let course = self.course(step.when, from, day);
        let Some(now) = super::course::on(&course, day) else {
            return Stand::not(NotTriggered::When, horizon);
        };
        let horizon = earlier(horizon, now.days.until);
        match &now.value {
            Held::No => return Stand::not(NotTriggered::When, horizon),
            Held::Open(needs) => return Stand::open(needs.clone(), horizon),
            Held::Failed(failure) => return Stand::failed(failure.clone(), horizon),
            Held::Yes => {}
        }
        if day < begins {
            let horizon = match moving {
                true => horizon,
                false => earlier(horizon, Some(begins)),
            };
            return Stand::at(StepState::Waiting { until: begins, moving }, horizon);
        }
        let since = now.days.from;
        let before = since.previous().and_then(|day| super::course::on(&course, day));
        let at_the_latest = before.is_some_and(|before| match before.value {
            Held::Open(_) | Held::Failed(_) => true,
            Held::Yes | Held::No => false,
        });
        let state = match step.modality {
            Modality::May => StepState::Available { since, at_the_latest },
            Modality::Shall => StepState::Due { since, at_the_latest },
        };
        Stand::at(state, horizon)
    }

    /// An open clock: nothing is triggered all the same where `when` does not hold.
    fn when_too(&mut self, step: &Step, needs: Needs, day: Date) -> Stand {
        let course = self.course(step.when, day, day);
        let Some(now) = super::course::on(&course, day) else {
            return Stand::open(needs, None);
        };
        let horizon = now.days.until;
        match &now.value {
            Held::Yes => Stand::open(needs, horizon),
            Held::No => Stand::not(NotTriggered::When, horizon),
            Held::Open(more) => Stand::open(needs.and(more), horizon),
            Held::Failed(failure) => Stand::failed(failure.clone(), horizon),
        }
    }

    /// A step that takes effect by itself on the first day on which it can; what changes later
    /// does not undo it, be it its `when` or a clock that starts anew.
    fn by_itself(
        &mut self,
        id: Id<Step>,
        episode: &Episode,
        start: Date,
        begins: Date,
        day: Date,
    ) -> Stand {
        let step = &self.laws.steps[id];
        let mut restarts = self.restarts(step, start, day);
        restarts.push(day);
        let mut last = Stand::not(NotTriggered::Clock, None);
        for (index, restart) in restarts.iter().enumerate() {
            let next = restarts.get(index + 1).copied();
            let until = next.filter(|next| *next < day).unwrap_or(day);
            let (clocked, horizon) = self.clocked(step, start, day, Some(*restart));
            last = match clocked {
                Clocked::From { earliest, moving } => {
                    let from = begins.max(earliest);
                    if until < from {
                        let horizon = match moving {
                            true => horizon,
                            false => earlier(horizon, Some(from)),
                        };
                        let waiting = StepState::Waiting { until: from, moving };
                        self.when_waits(step, Stand::at(waiting, horizon), day)
                    } else {
                        match self.takes_effect(step, from, until, horizon) {
                            Ok(since) => return self.taken(id, since, None, Some(episode), day),
                            Err(stand) => stand,
                        }
                    }
                }
                Clocked::Not => Stand::not(NotTriggered::Clock, horizon),
                Clocked::Failed(failure) => Stand::failed(failure, horizon),
                Clocked::Open(needs) => self.when_too(step, needs, day).until(horizon),
            };
        }
        last
    }

    /// The first day from one through another on which `when` holds.
    fn takes_effect(
        &mut self,
        step: &Step,
        from: Date,
        through: Date,
        horizon: Option<Date>,
    ) -> Result<Date, Stand> {
        let course = self.course(step.when, from, through);
        let horizon = earlier(horizon, course.last().and_then(|stretch| stretch.days.until));
        let mut missing = Stand::not(NotTriggered::When, horizon);
        for stretch in course.iter().take_while(|stretch| stretch.days.from <= through) {
            missing = match &stretch.value {
                Held::Yes => return Ok(stretch.days.from),
                Held::No => continue,
                Held::Open(needs) => Stand::open(needs.clone(), horizon),
                Held::Failed(failure) => Stand::failed(failure.clone(), horizon),
            };
        }
        Err(missing)
    }

    fn when_waits(&mut self, step: &Step, waiting: Stand, day: Date) -> Stand {
        let now = self.when_too(step, Needs::default(), day);
        let open = now.state.needs().is_some_and(|needs| !needs.is_empty());
        match open || matches!(now.state, StepState::NotTriggered(_)) {
            true => now.until(waiting.horizon),
            false => waiting.until(now.horizon),
        }
    }

    /// The days on which the clock of a step was started.
    fn restarts(&self, step: &Step, start: Date, day: Date) -> Vec<Date> {
        match step.clock.map(|clock| clock.since) {
            Some(Since::Event(event)) => {
                let occurrences = self.happened(event, day).occurrences.iter();
                occurrences.map(|it| it.on).filter(|on| start <= *on && *on < day).collect()
            }
            Some(Since::Breach | Since::Step(_)) | None => Vec::new(),
        }
    }

    /// When the clock of a step lets it be taken; `latest`: as the clock stood on that day.
    fn clocked(
        &mut self,
        step: &Step,
        start: Date,
        day: Date,
        latest: Option<Date>,
    ) -> (Clocked, Option<Date>) {
        let Some(clock) = step.clock else {
            return (Clocked::From { earliest: start, moving: false }, None);
        };
        let (base, horizon) = self.base(clock, start, day, latest);
        match base {
            Base::On { date, moving } => {
                let (clocked, next) = self.runs(clock, date, moving, day);
                (clocked, earlier(horizon, next))
            }
            Base::Not => (Clocked::Not, horizon),
            Base::Open(needs) => (Clocked::Open(needs), horizon),
        }
    }

    /// Where a clock starts; `latest`: as it stood on that day.
    fn base(
        &mut self,
        clock: Clock,
        start: Date,
        day: Date,
        latest: Option<Date>,
    ) -> (Base, Option<Date>) {
        match clock.since {
            Since::Breach => (Base::On { date: start, moving: false }, None),
            Since::Event(event) => {
                let happened = self.happened(event, latest.unwrap_or(day));
                let found = happened.occurrences.last().filter(|it| start <= it.on);
                let base = match (found, happened.open) {
                    (Some(found), _) => Base::On { date: found.on, moving: false },
                    (None, Some(needs)) => Base::Open(needs),
                    (None, None) => Base::Not,
                };
                (base, happened.horizon.filter(|next| day < *next))
            }
            Since::Step(earlier) => self.since_step(earlier, day),
        }
    }

    /// The clock of a step that waits for an earlier one. Nothing is assumed to have happened: one
    /// that is not recorded moves it to the earliest day on which it still could be.
    fn since_step(&mut self, step: Id<Step>, day: Date) -> (Base, Option<Date>) {
        let stand = self.stand(step, day);
        let on = |date, moving| Base::On { date, moving };
        let base = match (stand.taken, stand.state) {
            (Some(taken), _) => on(taken, false),
            (None, StepState::NotTriggered(_)) => Base::Not,
            (None, StepState::Undetermined { needs }) => Base::Open(needs),
            (None, StepState::Waiting { until, moving }) => on(until.max(day), moving),
            (
                None,
                StepState::Available { .. }
                | StepState::Due { .. }
                | StepState::Imposed { .. }
                | StepState::Lifted { .. },
            ) => on(day, true),
        };
        (base, stand.horizon)
    }

    /// From the day after `date` and the wait, which is that of the day `date`.
    fn runs(
        &mut self,
        clock: Clock,
        date: Date,
        moving: bool,
        day: Date,
    ) -> (Clocked, Option<Date>) {
        let wait = self.evaluate(clock.wait, date);
        // A start that moves may come to a day of another wait; a month's end may let it jump ahead.
        let mut horizon = wait.horizon.filter(|_| moving).and_then(|next| {
            // Over holidays it may jump any number of days.
            let jumps = self.law.working_days.is_some();
            let soonest = day.plus_days(date.days_until(next) - MOST_JUMP);
            Some(soonest.filter(|_| !jumps).unwrap_or(day).max(day.next()?))
        });
        let opens = match wait.outcome {
            Outcome::Known(Value::Duration(wait)) => {
                let moves = moving && self.may_leave_the_verified(wait, date);
                horizon = earlier(horizon, day.next().filter(|_| moves));
                self.opens(clock, wait, date, day)
            }
            other @ (Outcome::Known(_) | Outcome::Undetermined(_) | Outcome::Failed(_)) => other,
        };
        let clocked = match opens {
            Outcome::Known(Value::Date(earliest)) => Clocked::From { earliest, moving },
            // How long to wait rests on what has not happened.
            Outcome::Known(_) => Clocked::Not,
            Outcome::Undetermined(open) => Clocked::Open(open.needs),
            Outcome::Failed(failure) => Clocked::Failed(failure),
        };
        (clocked, horizon)
    }

    /// Whether working days from a day that moves may come to days that are not verified, or leave
    /// them.
    fn may_leave_the_verified(&self, wait: Duration, date: Date) -> bool {
        let Some(days) = self.workdays().filter(|_| wait.family == Family::WorkingDays) else {
            return false;
        };
        match days.verified_through {
            Some(_) => days.last_counted(wait.amount).is_some_and(|last| date <= last),
            None => days.verified_from.is_some_and(|from| date < from),
        }
    }

    /// The first day at whose end a wait since `date` has passed: the day after the last of so many
    /// days; the day itself of the last of so many hours.
    fn opens(&self, clock: Clock, wait: Duration, date: Date, day: Date) -> Outcome {
        // The checker asks a law that waits for months to say what a month's end is.
        let rule = self.law.month_end.unwrap_or(MonthEnd::LastDay);
        let opens = match (wait.family, clock.since) {
            (Family::Days | Family::Months, _) => wait.after(date, rule).and_then(Date::next),
            (Family::WorkingDays, _) => {
                let days = self.workdays().and_then(|days| days.counted(date, wait.amount));
                match days.map(|days| days.certain().ok_or(days)) {
                    Some(Ok(last)) => last.next(),
                    Some(Err(_)) => {
                        let needs = self.calendar_needed();
                        return possible::undetermined(needs, Possible::Anything);
                    }
                    None => None,
                }
            }
            (Family::Hours, Since::Event(event)) => {
                let started = self.minute_of(event, date);
                let passed = |minute: &DateTime| minute.plus_hours(wait.amount);
                let ends = possible::minutes(&started).map(|bounds| bounds.rising(passed));
                let ends = ends.unwrap_or_else(Bounds::unbounded);
                let bounds = ends.rising(|minute| Some(minute.date));
                match (bounds.low.is_some(), bounds.high.is_some()) {
                    (true, true) => return possible::date(bounds, possible::needs_of(&started)),
                    (_, _) => None,
                }
            }
            // A clock of hours starts with an event that says its hour: the checker sees to that.
            (Family::Hours, Since::Breach | Since::Step(_)) => None,
        };
        match opens {
            Some(day) => Outcome::Known(Value::Date(day)),
            None => failed(FailureKind::DateOutOfRange, clock.span, day),
        }
    }

    /// Why a clock waits as long as it does, where that is not written in its own words.
    pub(super) fn wait_reason(&mut self, id: Id<Step>, day: Date) -> Option<Reason> {
        let clock = self.laws.steps[id].clock?;
        if let Kind::Literal(_) = self.laws.expressions[clock.wait].kind {
            return None;
        }
        let episodes = self.episodes(self.scope(id), day);
        let episode = episodes.list.last().filter(|episode| episode.end.is_none())?;
        let start = episode.late.unwrap_or(episode.early);
        match self.quietly(|it| it.base(clock, start, day, None)).0 {
            Base::On { date, .. } => self.why(clock.wait, date),
            Base::Not | Base::Open(_) => None,
        }
    }
}
