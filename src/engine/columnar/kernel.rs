//! Conditions on columns: comparisons, `not`, `and`, `or` by the strong logic of Kleene, events, dates.

use crate::engine::columnar::column::{Column, bounds};
use crate::engine::columnar::run::Before;
use crate::engine::plan::Node;
use crate::ground::time::{Date, Duration, MonthEnd};
use crate::language::law::Comparison;

/// The marks of one column taken over.
pub(super) fn copy(marks: &mut Vec<u8>, of: &[u8]) {
    marks.clear();
    marks.extend_from_slice(of);
}

/// Marks those rows that are marked in both; all rows where a list is empty.
pub(super) fn both(marks: &mut Vec<u8>, of: &[u8]) {
    match (marks.is_empty(), of.is_empty()) {
        (_, true) => {}
        (true, false) => copy(marks, of),
        (false, false) => marks.iter_mut().zip(of).for_each(|(mark, of)| *mark &= of),
    }
}

/// Marks those rows that are marked in either; no row where a list is empty.
pub(super) fn either(marks: &mut Vec<u8>, of: &[u8]) {
    match (marks.is_empty(), of.is_empty()) {
        (_, true) => {}
        (true, false) => copy(marks, of),
        (false, false) => marks.iter_mut().zip(of).for_each(|(mark, of)| *mark |= of),
    }
}

/// The rows that are known, made a list where all are.
pub(super) fn known_list(known: &mut Vec<u8>, rows: usize) -> &mut Vec<u8> {
    if known.is_empty() {
        known.resize(rows, 1);
    }
    known
}

/// The day of an event, nothing where it lies after a day.
pub(super) fn happened(on: Date, of: &Column, out: &mut Column) {
    let on = Date::FIRST.days_until(on);
    out.figures.extend_from_slice(&of.figures);
    copy(&mut out.known, &of.known);
    out.nothing.extend(of.figures.iter().map(|day| u8::from(*day > on)));
    either(&mut out.nothing, &of.nothing);
    out.bounds = of.bounds;
}

pub(super) fn not(of: &Column, out: &mut Column) {
    out.truths.extend(of.truths.iter().map(|truth| truth ^ 1));
    copy(&mut out.known, &of.known);
}

/// `and`: false where one is known to be.
pub(super) fn all(before: Before<'_>, of: &[Node], out: &mut Column, rows: usize) {
    let columns = || of.iter().map(|node| before.of(*node));
    out.truths.resize(rows, 1);
    for column in columns() {
        out.truths.iter_mut().zip(&column.truths).for_each(|(out, truth)| *out &= truth);
    }
    if columns().all(|column| column.known.is_empty()) {
        return;
    }
    for column in columns() {
        both(&mut out.known, &column.known);
    }
    for column in columns() {
        let known = out.known.iter_mut().zip(&column.truths);
        match column.known.as_slice() {
            [] => known.for_each(|(known, truth)| *known |= truth ^ 1),
            marks => known.zip(marks).for_each(|((known, truth), mark)| {
                *known |= mark & (truth ^ 1);
            }),
        }
    }
}

/// `or`: true where one is known to be.
pub(super) fn any(before: Before<'_>, of: &[Node], out: &mut Column, rows: usize) {
    let columns = || of.iter().map(|node| before.of(*node));
    out.truths.resize(rows, 0);
    for column in columns() {
        out.truths.iter_mut().zip(&column.truths).for_each(|(out, truth)| *out |= truth);
    }
    if columns().all(|column| column.known.is_empty()) {
        return;
    }
    for column in columns() {
        both(&mut out.known, &column.known);
    }
    for column in columns() {
        let known = out.known.iter_mut().zip(&column.truths);
        match column.known.as_slice() {
            [] => known.for_each(|(known, truth)| *known |= truth),
            marks => known.zip(marks).for_each(|((known, truth), mark)| *known |= mark & truth),
        }
    }
}

/// Two columns compared. Nothing equals only nothing and stands in no order.
pub(super) fn compare(by: Comparison, one: &Column, two: &Column, out: &mut Column) {
    if !one.truths.is_empty() {
        let pairs = one.truths.iter().zip(&two.truths);
        match by {
            Comparison::Equal => out.truths.extend(pairs.map(|(one, two)| (one ^ two) ^ 1)),
            Comparison::NotEqual => out.truths.extend(pairs.map(|(one, two)| one ^ two)),
            Comparison::Less => out.truths.extend(pairs.map(|(one, two)| (one ^ 1) & two)),
            Comparison::Greater => out.truths.extend(pairs.map(|(one, two)| one & (two ^ 1))),
            Comparison::LessOrEqual => out.truths.extend(pairs.map(|(one, two)| (one ^ 1) | two)),
            Comparison::GreaterOrEqual => {
                out.truths.extend(pairs.map(|(one, two)| one | (two ^ 1)));
            }
        }
    } else {
        let pairs = one.figures.iter().zip(&two.figures);
        let truths = &mut out.truths;
        match by {
            Comparison::Equal => truths.extend(pairs.map(|(one, two)| u8::from(one == two))),
            Comparison::NotEqual => truths.extend(pairs.map(|(one, two)| u8::from(one != two))),
            Comparison::Less => truths.extend(pairs.map(|(one, two)| u8::from(one < two))),
            Comparison::LessOrEqual => truths.extend(pairs.map(|(one, two)| u8::from(one <= two))),
            Comparison::Greater => truths.extend(pairs.map(|(one, two)| u8::from(one > two))),
            Comparison::GreaterOrEqual => {
                truths.extend(pairs.map(|(one, two)| u8::from(one >= two)));
            }
        }
        with_nothing(by, &one.nothing, &two.nothing, &mut out.truths);
    }
    copy(&mut out.known, &one.known);
    both(&mut out.known, &two.known);
}

/// A column compared with a figure.
pub(super) fn compare_with(by: Comparison, of: &Column, with: i64, out: &mut Column) {
    let (figures, truths) = (of.figures.iter(), &mut out.truths);
    match by {
        Comparison::Equal => truths.extend(figures.map(|figure| u8::from(*figure == with))),
        Comparison::NotEqual => truths.extend(figures.map(|figure| u8::from(*figure != with))),
        Comparison::Less => truths.extend(figures.map(|figure| u8::from(*figure < with))),
        Comparison::LessOrEqual => truths.extend(figures.map(|figure| u8::from(*figure <= with))),
        Comparison::Greater => truths.extend(figures.map(|figure| u8::from(*figure > with))),
        Comparison::GreaterOrEqual => {
            truths.extend(figures.map(|figure| u8::from(*figure >= with)));
        }
    }
    with_nothing(by, &of.nothing, &[], &mut out.truths);
    copy(&mut out.known, &of.known);
}

/// What comparisons come to where a side is nothing.
fn with_nothing(by: Comparison, one: &[u8], two: &[u8], truths: &mut [u8]) {
    if one.is_empty() && two.is_empty() {
        return;
    }
    let none = || std::iter::repeat(&0_u8);
    let sides: Box<dyn Iterator<Item = (&u8, &u8)>> = match (one.is_empty(), two.is_empty()) {
        (false, true) => Box::new(one.iter().zip(none())),
        (true, false) => Box::new(none().zip(two)),
        (_, _) => Box::new(one.iter().zip(two)),
    };
    for (truth, (one, two)) in truths.iter_mut().zip(sides) {
        if one | two == 1 {
            *truth = match by {
                Comparison::Equal => one & two,
                Comparison::NotEqual => one ^ two,
                Comparison::Less
                | Comparison::LessOrEqual
                | Comparison::Greater
                | Comparison::GreaterOrEqual => 0,
            };
        }
    }
}

/// Whether each figure is one of some; nothing is none of them.
pub(super) fn one_of(of: &Column, values: &[i64], out: &mut Column) {
    out.truths.resize(of.figures.len(), 0);
    for value in values {
        let found = out.truths.iter_mut().zip(&of.figures);
        found.for_each(|(truth, figure)| *truth |= u8::from(figure == value));
    }
    if !of.nothing.is_empty() {
        out.truths.iter_mut().zip(&of.nothing).for_each(|(truth, nothing)| *truth &= nothing ^ 1);
    }
    copy(&mut out.known, &of.known);
}

/// Whether each set has the element at a position; nothing has none.
pub(super) fn has(of: &Column, at: u32, out: &mut Column) {
    let bit = |bits: &i64| u8::from(bits.checked_shr(at).unwrap_or(0) & 1 == 1);
    out.truths.extend(of.figures.iter().map(bit));
    if !of.nothing.is_empty() {
        out.truths.iter_mut().zip(&of.nothing).for_each(|(truth, nothing)| *truth &= nothing ^ 1);
    }
    copy(&mut out.known, &of.known);
}

pub(super) fn is_nothing(of: &Column, out: &mut Column, rows: usize) {
    match of.nothing.is_empty() {
        true => out.truths.resize(rows, 0),
        false => copy(&mut out.truths, &of.nothing),
    }
    copy(&mut out.known, &of.known);
}

/// Figures that are unknown outside two limits, and where they are nothing unless that is allowed.
pub(super) fn bounded(of: &Column, limits: (i64, i64), may_be_nothing: bool, out: &mut Column) {
    let (low, high) = limits;
    out.figures.extend_from_slice(&of.figures);
    out.bounds = of.bounds;
    copy(&mut out.known, &of.known);
    if of.bounds.0 < low || of.bounds.1 > high {
        let known = known_list(&mut out.known, of.figures.len()).iter_mut().zip(&of.figures);
        known.for_each(|(known, figure)| *known &= u8::from(low <= *figure && *figure <= high));
        // What is nothing has no figure to be outside.
        if may_be_nothing && !of.nothing.is_empty() {
            let known = out.known.iter_mut().zip(&of.nothing);
            match of.known.as_slice() {
                [] => known.for_each(|(known, nothing)| *known |= nothing),
                marks => known.zip(marks).for_each(|((known, nothing), mark)| {
                    *known |= nothing & mark;
                }),
            }
        }
    }
    match may_be_nothing {
        true => copy(&mut out.nothing, &of.nothing),
        false if of.nothing.is_empty() => {}
        false => {
            let known = known_list(&mut out.known, of.figures.len());
            known.iter_mut().zip(&of.nothing).for_each(|(known, nothing)| *known &= nothing ^ 1);
        }
    }
}

/// Dates so many months later; unknown past the days that there are, and where months without the day
/// have no rule.
pub(super) fn months(of: &Column, months: i64, rule: Option<MonthEnd>, out: &mut Column) {
    let by = Duration::months(months);
    let moved = |figure: &i64| -> Option<i64> {
        let date = Date::FIRST.plus_days(*figure)?;
        let moved = by.after(date, rule?)?;
        Some(Date::FIRST.days_until(moved))
    };
    copy(&mut out.known, &of.known);
    copy(&mut out.nothing, &of.nothing);
    for (row, figure) in of.figures.iter().enumerate() {
        match moved(figure) {
            Some(day) => out.figures.push(day),
            None => {
                out.figures.push(0);
                if !of.is_nothing(row)
                    && let Some(known) = known_list(&mut out.known, of.figures.len()).get_mut(row)
                {
                    *known = 0;
                }
            }
        }
    }
    out.bounds = bounds(&out.figures);
}
