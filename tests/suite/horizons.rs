//! Time in evaluation: jumping from horizon to horizon finds what asking every day finds.

use crate::world::{Tape, World, date};
use proptest::prelude::*;
use solon::engine::eval::{Evaluator, Explain};
use solon::engine::verdict::{Failure, Outcome, Possible, Presumptions};
use solon::ground::table::Id;
use solon::ground::time::Date;
use solon::ground::value::Value;
use solon::language::law::Expression;

/// What an expression comes to, until when, and what it relies on.
type Answer = (Outcome, Option<Date>, Presumptions);

fn asked(world: &World, expression: Id<Expression>, on: Date) -> Answer {
    asked_to(Explain::No, world, expression, on)
}

fn asked_to(explain: Explain, world: &World, expression: Id<Expression>, on: Date) -> Answer {
    let mut evaluator =
        Evaluator::new(&world.laws, world.law, &world.sheet, world.subject, explain);
    let evaluated = evaluator.evaluate(expression, on);
    (dayless(evaluated.outcome), evaluated.horizon, evaluator.relied().clone())
}

/// The same failure on every day on which it occurs.
fn dayless(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Failed(failure) => {
            Outcome::Failed(Box::new(Failure { on: Date::FIRST, ..*failure }))
        }
        settled @ (Outcome::Known(_) | Outcome::Undetermined(_)) => settled,
    }
}

fn expression(world: &mut World, tape: &mut Tape) -> Id<Expression> {
    match tape.pick(6) {
        0 => world.number(tape, 3),
        1 => world.date(tape, 3),
        2 => world.range(tape, 2),
        _ => world.truth(tape, 4),
    }
}

fn tape() -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 1_200)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_changes_before_its_horizon(choices in tape()) {
        let mut tape = Tape::new(&choices);
        let mut world = World::new(&mut tape, true);
        let expression = expression(&mut world, &mut tape);
        let (mut on, last) = (date("2020-01-15"), date("2022-02-15"));
        let mut held: Option<Answer> = None;
        while on <= last {
            let here = asked(&world, expression, on);
            if let Some((outcome, horizon, relied)) = &held
                && horizon.is_none_or(|horizon| on < horizon)
            {
                prop_assert_eq!(&here.0, outcome, "on {} before {:?}: {}", on, horizon, world.words(expression));
                prop_assert_eq!(&here.2, relied, "on {} before {:?}: {}", on, horizon, world.words(expression));
            } else {
                held = Some(here.clone());
            }
            prop_assert!(here.1.is_none_or(|horizon| on < horizon), "{:?} after {}", here.1, on);
            on = on.next().unwrap();
        }
    }

    #[test]
    fn what_was_asked_before_changes_no_answer(choices in tape()) {
        let mut tape = Tape::new(&choices);
        let mut world = World::new(&mut tape, true);
        let expression = expression(&mut world, &mut tape);
        let new = |explain| {
            Evaluator::new(&world.laws, world.law, &world.sheet, world.subject, explain)
        };
        let (mut quiet, mut explaining) = (new(Explain::No), new(Explain::Yes));
        for _ in 0..8 {
            let on = tape.day();
            let fresh = asked(&world, expression, on);
            let again = quiet.evaluate(expression, on);
            prop_assert_eq!(&dayless(again.outcome), &fresh.0, "asked again on {}", on);
            let explained = explaining.evaluate(expression, on);
            prop_assert_eq!(&dayless(explained.outcome), &fresh.0, "explained on {}", on);
            let reason = explained.reason.expect("a reason");
            // The reason of a day is that of its hour.
            if reason.expression == expression {
                prop_assert_eq!(&dayless(reason.outcome), &fresh.0);
            }
            let explained = asked_to(Explain::Yes, &world, expression, on);
            prop_assert_eq!(explained, fresh);
        }
    }

    #[test]
    fn a_history_is_what_each_day_says(choices in tape()) {
        let mut tape = Tape::new(&choices);
        let mut world = World::new(&mut tape, true);
        let condition = world.truth(&mut tape, 3);
        let mut days = [tape.day(), tape.day()];
        days.sort();
        let [from, through] = days;
        let mut evaluator =
            Evaluator::new(&world.laws, world.law, &world.sheet, world.subject, Explain::No);
        for from in [through, from] {
            let stretches = evaluator.history(condition, from, through);
            prop_assert_eq!(stretches[0].days.from, from);
            for pair in stretches.windows(2) {
                prop_assert_eq!(pair[0].days.until, Some(pair[1].days.from));
                let same = pair[0].outcome == pair[1].outcome && pair[0].relied == pair[1].relied;
                prop_assert!(!same);
            }
            let mut on = from;
            while on <= through {
                let stretch = stretches.iter().find(|it| it.days.contains(on)).unwrap();
                let here = asked(&world, condition, on).0;
                prop_assert_eq!(dayless(stretch.outcome.clone()), here, "on {}", on);
                on = on.next().unwrap();
            }
        }
    }

    #[test]
    fn what_is_settled_stays_so_whatever_the_unknown_turns_out_to_be(choices in tape()) {
        let mut tape = Tape::new(&choices);
        let mut world = World::new(&mut tape, false);
        let expression = expression(&mut world, &mut tape);
        let days: Vec<Date> = (0..4).map(|_| tape.day()).collect();
        let before: Vec<_> = days.iter().map(|on| asked(&world, expression, *on).0).collect();
        for round in 0..6 {
            let rest: Vec<u16> = choices.iter().map(|it| it.wrapping_mul(31 + round)).collect();
            world.sheet = world.completed(&mut Tape::new(&rest));
            world.settle_calendar(&mut Tape::new(&rest));
            for (on, before) in days.iter().zip(&before) {
                let after = asked(&world, expression, *on).0;
                prop_assert!(may_become(before, &after), "{} {:?} became {:?}: {}", on, before, after, world.words(expression));
            }
        }
    }
}

/// Whether a complete sheet may turn one outcome into another.
fn may_become(before: &Outcome, after: &Outcome) -> bool {
    let value = match (before, after) {
        // An error wins over what is open, and may not come to be.
        (Outcome::Failed(_), _) | (Outcome::Undetermined(_), Outcome::Failed(_)) => return true,
        (Outcome::Known(before), Outcome::Known(after)) => return before == after,
        // An error that only might come to be is not one.
        (Outcome::Known(_), Outcome::Failed(_)) => return true,
        (Outcome::Known(_), _) => return false,
        (Outcome::Undetermined(_), Outcome::Undetermined(_)) => return true,
        (Outcome::Undetermined(_), Outcome::Known(value)) => value,
    };
    let Outcome::Undetermined(open) = before else { return false };
    match (&open.possible, value) {
        (Possible::Anything, value) => *value != Value::None,
        (Possible::AnythingOrNone, _) => true,
        (Possible::OneOf(values), value) => values.contains(value),
        (Possible::Number(bounds), Value::Number(number)) => bounds.holds(number),
        (Possible::Date(bounds), Value::Date(date)) => bounds.holds(date),
        (Possible::DateTime(bounds), Value::DateTime(minute)) => bounds.holds(minute),
        (Possible::Range(bounds), Value::Range(ends)) => {
            bounds.0.holds(&ends.0) && bounds.1.holds(&ends.1)
        }
        _ => false,
    }
}
