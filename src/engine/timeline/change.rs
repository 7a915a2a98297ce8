//! What differs between two verdicts, and the next day on which anything will.

use crate::engine::eval::{Explain, judge};
use crate::engine::timeline::MOST_LOOKS;
use crate::engine::verdict::{
    Amount, DutyInstance, DutyVerdict, Growth, InstanceOf, Need, Outcome, Presumptions, State,
    Status, StepState, StepVerdict, Verdict,
};
use crate::facts::{Instance, Sheet};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::Currency;
use crate::language::law::{self, Define, Duty, Law, Laws, Step};
use std::collections::BTreeMap;

/// A day on which the verdict differs from the one before.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The first day of the new verdict.
    pub date: Date,
    /// What differs, in order of declaration.
    pub what: Vec<ChangeOf>,
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeOf {
    /// The whole in one word.
    State {
        /// Before.
        from: State,
        /// From the day of the change on.
        to: State,
    },
    /// A definition; `None` where the law is not in force.
    Definition {
        /// Which.
        define: Id<Define>,
        /// Before.
        from: Option<Outcome>,
        /// From the day of the change on.
        to: Option<Outcome>,
    },
    /// A status; `None` where the law is not in force.
    Status {
        /// Which.
        status: Id<law::Status>,
        /// Before.
        from: Option<Outcome>,
        /// From the day of the change on.
        to: Option<Outcome>,
    },
    /// The status of a duty.
    Duty {
        /// Which.
        duty: Id<Duty>,
        /// Before.
        from: Status,
        /// From the day of the change on.
        to: Status,
    },
    /// One of the times that a duty arises; `None` before it has, and once nothing is left of it.
    Instance {
        /// Of which duty.
        duty: Id<Duty>,
        /// Which one.
        of: InstanceOf,
        /// Before.
        from: Option<Status>,
        /// From the day of the change on.
        to: Option<Status>,
    },
    /// The state of a step.
    Step {
        /// Which.
        step: Id<Step>,
        /// Before.
        from: StepState,
        /// From the day of the change on.
        to: StepState,
        /// Its amount or share from that day on.
        amount: Option<Amount>,
    },
    /// The amount of a step that keeps its state.
    Amount {
        /// Which.
        step: Id<Step>,
        /// Before.
        from: Option<Amount>,
        /// From the day of the change on.
        to: Option<Amount>,
    },
    /// The sum of all fines in a currency.
    Total {
        /// The currency.
        currency: Currency,
        /// Before.
        from: Option<Amount>,
        /// From the day of the change on.
        to: Option<Amount>,
    },
    /// The facts that would settle what is open.
    Needs {
        /// Before.
        from: Vec<Need>,
        /// From the day of the change on.
        to: Vec<Need>,
    },
    /// What is presumed.
    Presumptions {
        /// From the day of the change on.
        to: Presumptions,
    },
    /// Whether the verdict supposes that facts stay as they are.
    Projected {
        /// From the day of the change on.
        to: bool,
    },
    /// Nothing of the above: an episode, a due date, a warning or an error.
    Else,
}

/// The next day after `on` on which the verdict is another, and what is.
pub fn next_change(
    laws: &Laws,
    law: Id<Law>,
    sheet: &Sheet,
    entity: Id<Instance>,
    on: Date,
) -> Option<Change> {
    let now = judge(laws, law, sheet, entity, on, Explain::No);
    next_change_from(laws, sheet, &now).map(|(change, _)| change)
}

/// The next change after a verdict, with the verdict of its day.
pub(super) fn next_change_from(
    laws: &Laws,
    sheet: &Sheet,
    now: &Verdict,
) -> Option<(Change, Verdict)> {
    let mut next = now.horizon;
    for _look in 0..MOST_LOOKS {
        let date = next?;
        let then = judge(laws, now.law, sheet, now.entity, date, Explain::No);
        if !is_same(now, &then) {
            return Some((Change { date, what: changes(now, &then) }, then));
        }
        next = then.horizon;
    }
    None
}

/// Whether two verdicts differ in nothing but the day and what moves with it.
pub(super) fn is_same(one: &Verdict, two: &Verdict) -> bool {
    let of_steps = |one: &StepVerdict, two: &StepVerdict, grows: bool| {
        one.step == two.step
            && is_same_state(&one.state, &two.state)
            && is_same_amount(one.amount.as_ref(), two.amount.as_ref())
            && is_same_cut(one, two, grows)
    };
    let grows = |step: &StepVerdict| {
        step.amount.as_ref().is_some_and(|amount| amount.growth != Growth::None)
    };
    let blocks = one.sanctions.len() == two.sanctions.len()
        && one.sanctions.iter().zip(&two.sanctions).all(|(one, two)| {
            one.episode == two.episode
                && one.grows == two.grows
                && is_same_sum(one.total.as_ref(), two.total.as_ref(), one.grows)
                && is_same_sum(one.payable.as_ref(), two.payable.as_ref(), one.grows)
                && one.together.is_some() == two.together.is_some()
                && one.steps.len() == two.steps.len()
                && one
                    .steps
                    .iter()
                    .zip(&two.steps)
                    .all(|steps| of_steps(steps.0, steps.1, one.steps.iter().any(grows)))
        });
    let definitions = one.definitions.len() == two.definitions.len()
        && one
            .definitions
            .iter()
            .zip(&two.definitions)
            .all(|(one, two)| one.define == two.define && one.outcome == two.outcome);
    let duties = one.duties.len() == two.duties.len()
        && one.duties.iter().zip(&two.duties).all(|(one, two)| {
            one.status == two.status
                && one.due == two.due
                && one.breaches == two.breaches
                && one.instances.len() == two.instances.len()
                && one.instances.iter().zip(&two.instances).all(|(one, two)| {
                    one.of == two.of
                        && one.status == two.status
                        && one.due == two.due
                        && one.breaches == two.breaches
                })
        });
    let statuses = one.statuses.len() == two.statuses.len()
        && one.statuses.iter().zip(&two.statuses).all(|(one, two)| {
            one.status == two.status && one.outcome == two.outcome && one.turning == two.turning
        });
    blocks
        && definitions
        && statuses
        && duties
        && one.state == two.state
        && one.totals.len() == two.totals.len()
        && one
            .totals
            .iter()
            .zip(&two.totals)
            .all(|(one, two)| one.0 == two.0 && is_same_amount(Some(&one.1), Some(&two.1)))
        && one.needs == two.needs
        && one.presumptions == two.presumptions
        && one.failures.len() == two.failures.len()
        && one.failures.iter().zip(&two.failures).all(|(one, two)| {
            // The day of a failure is the day asked.
            one.kind == two.kind && one.span == two.span
        })
        && one.warnings == two.warnings
}

/// Whether two states of a step differ in nothing but a day that moves with the day asked.
fn is_same_state(one: &StepState, two: &StepState) -> bool {
    match (one, two) {
        (StepState::Waiting { moving: true, .. }, StepState::Waiting { moving: true, .. }) => true,
        (one, two) => one == two,
    }
}

/// Whether two amounts differ in nothing but how far they have grown.
fn is_same_amount(one: Option<&Amount>, two: Option<&Amount>) -> bool {
    match (one, two) {
        (Some(one), Some(two)) => {
            one.growth == two.growth
                && one.recorded == two.recorded
                && is_same_outcome(&one.outcome, &two.outcome, one.growth != Growth::None)
        }
        (one, two) => one.is_none() && two.is_none(),
    }
}

/// Whether what counts of a fine differs in nothing but how far the fines beside it have grown.
fn is_same_cut(one: &StepVerdict, two: &StepVerdict, grows: bool) -> bool {
    match (&one.counts, &two.counts) {
        (Some(one), Some(two)) => is_same_outcome(one, two, grows),
        (one, two) => one.is_none() && two.is_none(),
    }
}

fn is_same_sum(
    one: Option<&(Currency, Outcome)>,
    two: Option<&(Currency, Outcome)>,
    grows: bool,
) -> bool {
    match (one, two) {
        (Some(one), Some(two)) => one.0 == two.0 && is_same_outcome(&one.1, &two.1, grows),
        (one, two) => one.is_none() && two.is_none(),
    }
}

/// What grows may be more on another day.
fn is_same_outcome(one: &Outcome, two: &Outcome, grows: bool) -> bool {
    match (one, two) {
        (Outcome::Known(_), Outcome::Known(_)) if grows => true,
        (Outcome::Undetermined(one), Outcome::Undetermined(two)) if grows => one.needs == two.needs,
        // The day of a failure is the day asked.
        (Outcome::Failed(one), Outcome::Failed(two)) => {
            one.kind == two.kind && one.span == two.span
        }
        (one, two) => one == two,
    }
}

/// What differs, in order of declaration.
pub fn changes(before: &Verdict, after: &Verdict) -> Vec<ChangeOf> {
    let mut what = Vec::new();
    if before.state != after.state {
        what.push(ChangeOf::State { from: before.state, to: after.state });
    }
    definitions(before, after, &mut what);
    statuses(before, after, &mut what);
    for (one, two) in before.duties.iter().zip(&after.duties) {
        let counted = one.instances.is_empty() && two.instances.is_empty();
        // Of one that arises more than once, a day that moves is that of one of those times.
        let differs = match counted {
            true => one.status != two.status,
            false => one.status.word() != two.status.word(),
        };
        if differs {
            let (from, to) = (one.status.clone(), two.status.clone());
            what.push(ChangeOf::Duty { duty: one.duty, from, to });
        }
        instances(one, two, &mut what);
    }
    let steps = |verdict: &Verdict| {
        let blocks = verdict.sanctions.iter();
        blocks.flat_map(|block| block.steps.clone()).collect::<Vec<_>>()
    };
    for (one, two) in steps(before).into_iter().zip(steps(after)) {
        if !is_same_state(&one.state, &two.state) {
            what.push(ChangeOf::Step {
                step: one.step,
                from: one.state,
                to: two.state,
                amount: two.amount,
            });
        } else if !is_same_amount(one.amount.as_ref(), two.amount.as_ref()) {
            what.push(ChangeOf::Amount { step: one.step, from: one.amount, to: two.amount });
        }
    }
    totals(before, after, &mut what);
    if before.needs != after.needs {
        what.push(ChangeOf::Needs { from: before.needs.clone(), to: after.needs.clone() });
    }
    if before.presumptions != after.presumptions {
        what.push(ChangeOf::Presumptions { to: after.presumptions.clone() });
    }
    if before.projected != after.projected {
        what.push(ChangeOf::Projected { to: after.projected });
    }
    if what.is_empty() {
        what.push(ChangeOf::Else);
    }
    what
}

fn instances(before: &DutyVerdict, after: &DutyVerdict, what: &mut Vec<ChangeOf>) {
    let mut all: BTreeMap<(InstanceOf, usize), (Option<Status>, Option<Status>)> = BTreeMap::new();
    for (key, one) in numbered(&before.instances) {
        all.entry(key).or_default().0 = Some(one.status.clone());
    }
    for (key, one) in numbered(&after.instances) {
        all.entry(key).or_default().1 = Some(one.status.clone());
    }
    for ((of, _), (from, to)) in all {
        // What is done is not undone when nothing is told of it any more.
        let forgotten = to.is_none() && matches!(from, Some(Status::Fulfilled { .. }));
        if from != to && !forgotten {
            what.push(ChangeOf::Instance { duty: before.duty, of, from, to });
        }
    }
}

/// Each with how many there are of its name before it: a period may be owed anew.
fn numbered(
    instances: &[DutyInstance],
) -> impl Iterator<Item = ((InstanceOf, usize), &DutyInstance)> {
    let mut counts: BTreeMap<InstanceOf, usize> = BTreeMap::new();
    instances.iter().map(move |one| {
        let count = counts.entry(one.of).or_default();
        *count += 1;
        ((one.of, *count), one)
    })
}

fn definitions(before: &Verdict, after: &Verdict, what: &mut Vec<ChangeOf>) {
    let find = |verdict: &Verdict, define| {
        let found = verdict.definitions.iter().find(|it| it.define == define);
        found.map(|definition| definition.outcome.clone())
    };
    let mut named: Vec<Id<Define>> = before.definitions.iter().map(|it| it.define).collect();
    named.extend(after.definitions.iter().map(|it| it.define));
    named.sort();
    named.dedup();
    for define in named {
        let (from, to) = (find(before, define), find(after, define));
        if from != to {
            what.push(ChangeOf::Definition { define, from, to });
        }
    }
}

fn statuses(before: &Verdict, after: &Verdict, what: &mut Vec<ChangeOf>) {
    let find = |verdict: &Verdict, status| {
        let found = verdict.statuses.iter().find(|it| it.status == status);
        found.map(|status| status.outcome.clone())
    };
    let mut named: Vec<Id<law::Status>> = before.statuses.iter().map(|it| it.status).collect();
    named.extend(after.statuses.iter().map(|it| it.status));
    named.sort();
    named.dedup();
    for status in named {
        let (from, to) = (find(before, status), find(after, status));
        if from != to {
            what.push(ChangeOf::Status { status, from, to });
        }
    }
}

fn totals(before: &Verdict, after: &Verdict, what: &mut Vec<ChangeOf>) {
    let find = |verdict: &Verdict, currency| {
        let found = verdict.totals.iter().find(|total| total.0 == currency);
        found.map(|total| total.1.clone())
    };
    let mut currencies: Vec<Currency> = before.totals.iter().map(|total| total.0).collect();
    currencies.extend(after.totals.iter().map(|total| total.0));
    currencies.sort();
    currencies.dedup();
    for currency in currencies {
        let (from, to) = (find(before, currency), find(after, currency));
        if !is_same_amount(from.as_ref(), to.as_ref()) {
            what.push(ChangeOf::Total { currency, from, to });
        }
    }
}
