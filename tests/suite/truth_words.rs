//! Truth tables of every word that joins conditions, as it is written: true, false, undetermined and
//! error in every place, and what an undetermined answer needs.

use crate::support::{Case, case, day, law, sheet};
use solon::engine::eval::{Evaluator, Explain};
use solon::engine::verdict::{Outcome, Wanted};
use solon::ground::value::Value;
use std::collections::BTreeSet;

/// What a condition comes to, and the places of the open facts that it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Is {
    Known(bool),
    Open(BTreeSet<usize>),
    Error,
}

use Is::{Error, Known, Open};

/// The four things that a condition at a place can be.
fn all(place: usize) -> [Is; 4] {
    [Known(true), Known(false), Open(BTreeSet::from([place])), Error]
}

/// How a condition at a place is written: an open one is a fact of its own that is not stated.
fn written(is: &Is) -> String {
    match is {
        Known(true) => "sure".to_owned(),
        Known(false) => "never".to_owned(),
        Open(places) => format!("open_{}", places.iter().next().unwrap()),
        Error => "broken".to_owned(),
    }
}

/// Every combination of so many conditions.
fn combinations(count: usize) -> Vec<Vec<Is>> {
    let mut rows = vec![Vec::new()];
    for place in 0..count {
        rows = rows
            .iter()
            .flat_map(|row| {
                all(place).map(|is| row.iter().cloned().chain([is]).collect::<Vec<_>>())
            })
            .collect();
    }
    rows
}

/// Asks every combination of `count` conditions in a form and compares it with what should be.
fn holds(count: usize, form: impl Fn(&[String]) -> String, expected: impl Fn(&[Is]) -> Is) {
    let rows = combinations(count);
    let mut text = String::from("facts { sure : bool  never : bool  zero : number");
    for place in 0..count {
        text.push_str(&format!("  open_{place} : bool"));
    }
    text.push_str(" }\ndefine broken = 1 / zero = 1\n");
    for (at, row) in rows.iter().enumerate() {
        let words: Vec<String> = row.iter().map(written).collect();
        text.push_str(&format!("define x{at} = {}\n", form(&words)));
    }
    let case = case(&law(&text), &sheet(&["sure: true", "never: false", "zero: 0"]));
    let mut evaluator = Evaluator::new(&case.laws, case.law, &case.sheet, case.entity, Explain::No);
    for (at, row) in rows.iter().enumerate() {
        let name = format!("x{at}");
        let define = case.laws.defines.iter().find(|it| it.name == name).unwrap();
        let wording = define.versions.on(day("2021-06-01")).unwrap().value.value;
        let outcome = evaluator.evaluate(wording, day("2021-06-01")).outcome;
        let words: Vec<String> = row.iter().map(written).collect();
        assert_eq!(is(&case, &outcome), expected(row), "{}", form(&words));
    }
}

fn is(case: &Case, outcome: &Outcome) -> Is {
    match outcome {
        Outcome::Known(value) => Known(*value == Value::Bool(true)),
        Outcome::Failed(_) => Error,
        Outcome::Undetermined(open) => Open(
            open.needs
                .iter()
                .map(|need| {
                    let Wanted::Fact { fact, .. } = &need.wanted else { panic!("{need:?}") };
                    let name = &case.laws.facts[*fact].name;
                    name.strip_prefix("open_").unwrap().parse().unwrap()
                })
                .collect(),
        ),
    }
}

/// The open places of several conditions.
fn open<'a>(of: impl IntoIterator<Item = &'a Is>) -> BTreeSet<usize> {
    let places = of.into_iter().filter_map(|is| match is {
        Open(places) => Some(places.clone()),
        Known(_) | Error => None,
    });
    places.flatten().collect()
}

/// `and` (which false decides) or `or` (which true does), of any number.
fn joined(deciding: bool, of: &[Is]) -> Is {
    if of.contains(&Known(deciding)) {
        Known(deciding)
    } else if of.contains(&Error) {
        Error
    } else if open(of).is_empty() {
        Known(!deciding)
    } else {
        Open(open(of))
    }
}

fn not(is: &Is) -> Is {
    match is {
        Known(holds) => Known(!holds),
        Open(places) => Open(places.clone()),
        Error => Error,
    }
}

/// What is reachable where some condition may not be settled: `unsettled` says what would settle it,
/// or that it cannot be evaluated.
fn reachable(values: &[Is], unsettled: &[Is]) -> Is {
    if let Some(Known(first)) = values.first()
        && values.iter().all(|value| *value == Known(*first))
    {
        return Known(*first);
    }
    if values.contains(&Error) || unsettled.contains(&Error) {
        return Error;
    }
    Open(open(values.iter().chain(unsettled)))
}

#[test]
fn not_and_or() {
    holds(1, |it| format!("not {}", it[0]), |it| not(&it[0]));
    holds(3, |it| it.join(" and "), |it| joined(false, it));
    holds(3, |it| it.join(" or "), |it| joined(true, it));
}

#[test]
fn and_binds_tighter_than_or() {
    holds(
        3,
        |it| format!("{} or {} and {}", it[0], it[1], it[2]),
        |it| joined(true, &[it[0].clone(), joined(false, &it[1..])]),
    );
}

#[test]
fn any_of_and_all_of() {
    holds(3, |it| format!("any of {{ {} }}", it.join(", ")), |it| joined(true, it));
    holds(3, |it| format!("all of {{ {} }}", it.join(", ")), |it| joined(false, it));
}

#[test]
fn unless_and_implies() {
    holds(
        2,
        |it| format!("{} unless {}", it[0], it[1]),
        |it| joined(false, &[it[0].clone(), not(&it[1])]),
    );
    holds(
        3,
        |it| it.join(" unless "),
        |it| {
            let inner = joined(false, &[it[1].clone(), not(&it[2])]);
            joined(false, &[it[0].clone(), not(&inner)])
        },
    );
    holds(
        2,
        |it| format!("{} implies {}", it[0], it[1]),
        |it| joined(true, &[not(&it[0]), it[1].clone()]),
    );
    holds(
        3,
        |it| it.join(" implies "),
        |it| joined(true, &[not(&it[0]), not(&it[1]), it[2].clone()]),
    );
}

#[test]
fn at_least_some_of() {
    for least in 1..=4 {
        holds(
            4,
            |it| format!("at least {least} of {{ {} }}", it.join(", ")),
            |it| {
                let count = |wanted: &Is| it.iter().filter(|is| *is == wanted).count();
                if count(&Known(true)) >= least {
                    Known(true)
                } else if 4 - count(&Known(false)) < least {
                    Known(false)
                } else if it.contains(&Error) {
                    Error
                } else {
                    Open(open(it))
                }
            },
        );
    }
}

#[test]
fn if_then_else() {
    holds(
        3,
        |it| format!("if {} then {} else {}", it[0], it[1], it[2]),
        |it| match &it[0] {
            Known(true) => it[1].clone(),
            Known(false) => it[2].clone(),
            Open(_) | Error => reachable(&it[1..], &it[..1]),
        },
    );
}

#[test]
fn an_exception() {
    holds(
        3,
        |it| format!("{} except {} when {}", it[0], it[1], it[2]),
        |it| match &it[2] {
            Known(true) => it[1].clone(),
            Known(false) => it[0].clone(),
            Open(_) | Error => reachable(&it[..2], &it[2..]),
        },
    );
}

/// Two exceptions, whatever their order.
fn displaced(base: &Is, exceptions: &[(Is, Is)]) -> Is {
    let holding: Vec<Is> =
        exceptions.iter().filter(|it| it.1 == Known(true)).map(|it| it.0.clone()).collect();
    if holding.contains(&Known(true)) && holding.contains(&Known(false)) {
        return Error;
    }
    let may: Vec<(Is, Is)> =
        exceptions.iter().filter(|it| !matches!(it.1, Known(_))).cloned().collect();
    let mut values = holding.clone();
    values.extend(may.iter().map(|it| it.0.clone()));
    if holding.is_empty() {
        values.push(base.clone());
    }
    let unsettled: Vec<Is> = may.into_iter().map(|it| it.1).collect();
    reachable(&values, &unsettled)
}

#[test]
fn two_exceptions_in_either_order() {
    for [one, two] in [[(1, 2), (3, 4)], [(3, 4), (1, 2)]] {
        holds(
            5,
            |it| {
                format!(
                    "{} except {} when {} except {} when {}",
                    it[0], it[one.0], it[one.1], it[two.0], it[two.1]
                )
            },
            |it| {
                let of =
                    |(value, condition): (usize, usize)| (it[value].clone(), it[condition].clone());
                displaced(&it[0], &[of(one), of(two)])
            },
        );
    }
}

#[test]
fn an_exception_to_an_exception() {
    holds(
        5,
        |it| format!("{} except ({} except {} when {}) when {}", it[0], it[1], it[2], it[3], it[4]),
        |it| {
            let inner = displaced(&it[1], &[(it[2].clone(), it[3].clone())]);
            displaced(&it[0], &[(inner, it[4].clone())])
        },
    );
}

#[test]
fn presumed() {
    holds(
        2,
        |it| format!("{} presumed {}", it[0], it[1]),
        |it| match &it[0] {
            Open(_) => it[1].clone(),
            Known(_) | Error => it[0].clone(),
        },
    );
}

#[test]
fn known_and_unknown() {
    let known = |is: &Is, wanted: bool| match is {
        Known(_) => Known(wanted),
        Open(_) => Known(!wanted),
        Error => Error,
    };
    holds(1, |it| format!("{} is known", it[0]), |it| known(&it[0], true));
    holds(1, |it| format!("{} is unknown", it[0]), |it| known(&it[0], false));
}

#[test]
fn throughout_days_on_which_nothing_changes() {
    holds(1, |it| format!("{} throughout the last 3 days", it[0]), |it| it[0].clone());
}
