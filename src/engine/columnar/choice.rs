//! One column or another by row: choices, exceptions, look-ups along a line.

use crate::engine::columnar::column::{Column, bounds};
use crate::engine::columnar::kernel::{both, known_list};
use crate::engine::columnar::run::Before;
use crate::engine::plan::{Arm, Node};

/// What an arm is in the row that it is asked of, as parts of columns: nothing in them where the same
/// holds for all rows.
#[derive(Clone, Copy)]
struct Side<'a> {
    column: Option<&'a Column>,
    figure: i64,
    nothing: u8,
}

impl<'a> Side<'a> {
    fn of(before: Before<'a>, arm: Arm) -> Self {
        match arm {
            Arm::Of(node) => Self { column: Some(before.of(node)), figure: 0, nothing: 0 },
            Arm::Constant(figure) => Self { column: None, figure, nothing: 0 },
            Arm::Nothing => Self { column: None, figure: 0, nothing: 1 },
        }
    }

    /// The figures where there are any for each row, else the one of all.
    fn figures(&self) -> Result<&'a [i64], i64> {
        self.column.map(|column| column.figures.as_slice()).ok_or(self.figure)
    }

    fn truths(&self) -> Result<&'a [u8], u8> {
        let constant = u8::from(self.figure == 1);
        self.column.map(|column| column.truths.as_slice()).ok_or(constant)
    }

    fn nothings(&self) -> Result<&'a [u8], u8> {
        match self.column {
            Some(column) if !column.nothing.is_empty() => Ok(&column.nothing),
            Some(_) => Err(0),
            None => Err(self.nothing),
        }
    }

    fn knowns(&self) -> Result<&'a [u8], u8> {
        match self.column {
            Some(column) if !column.known.is_empty() => Ok(&column.known),
            Some(_) | None => Err(1),
        }
    }

    fn bounds(&self) -> (i64, i64) {
        self.column.map_or((self.figure, self.figure), |column| column.bounds)
    }
}

/// Writes, over what stands there, the value of a side in each row whose condition holds.
fn blend<T: Copy>(out: &mut [T], when: &[u8], side: Result<&[T], T>) {
    match side {
        Ok(values) => out.iter_mut().zip(when).zip(values).for_each(|((out, when), value)| {
            *out = if *when == 1 { *value } else { *out };
        }),
        Err(value) => out.iter_mut().zip(when).for_each(|(out, when)| {
            *out = if *when == 1 { value } else { *out };
        }),
    }
}

/// Fills a column with a side.
fn fill<T: Copy>(out: &mut Vec<T>, side: Result<&[T], T>, rows: usize) {
    out.clear();
    match side {
        Ok(values) => out.extend_from_slice(values),
        Err(value) => out.resize(rows, value),
    }
}

fn fill_all(side: Side<'_>, is_truth: bool, out: &mut Column, rows: usize) {
    match is_truth {
        true => fill(&mut out.truths, side.truths(), rows),
        false => fill(&mut out.figures, side.figures(), rows),
    }
    if side.nothings() != Err(0) {
        fill(&mut out.nothing, side.nothings(), rows);
    }
    if side.knowns() != Err(1) {
        fill(&mut out.known, side.knowns(), rows);
    }
    out.bounds = side.bounds();
}

/// Puts a side in the place of what stands in the rows whose condition holds.
fn displace(side: Side<'_>, when: &[u8], is_truth: bool, out: &mut Column, rows: usize) {
    match is_truth {
        true => blend(&mut out.truths, when, side.truths()),
        false => blend(&mut out.figures, when, side.figures()),
    }
    if side.nothings() != Err(0) || !out.nothing.is_empty() {
        if out.nothing.is_empty() {
            out.nothing.resize(rows, 0);
        }
        blend(&mut out.nothing, when, side.nothings());
    }
    if side.knowns() != Err(1) || !out.known.is_empty() {
        blend(known_list(&mut out.known, rows), when, side.knowns());
    }
    let (low, high) = side.bounds();
    out.bounds = (out.bounds.0.min(low), out.bounds.1.max(high));
}

/// The same for all rows.
pub(super) fn constant(arm: Arm, is_truth: bool, out: &mut Column, rows: usize) {
    match arm {
        Arm::Constant(figure) => {
            match is_truth {
                true => out.truths.resize(rows, u8::from(figure == 1)),
                false => out.figures.resize(rows, figure),
            }
            out.bounds = (figure, figure);
        }
        Arm::Nothing | Arm::Of(_) => {
            out.figures.resize(rows, 0);
            out.nothing.resize(rows, 1);
        }
    }
}

/// The one where a condition holds, else the other.
pub(super) fn choose(
    before: Before<'_>,
    condition: Node,
    (then, other): (Arm, Arm),
    is_truth: bool,
    out: &mut Column,
    rows: usize,
) {
    let condition = before.of(condition);
    let (then, other) = (Side::of(before, then), Side::of(before, other));
    fill_all(other, is_truth, out, rows);
    displace(then, &condition.truths, is_truth, out, rows);
    both(&mut out.known, &condition.known);
}

/// A base, unless an exception holds. Unknown where a condition is, and where two that hold say, or may
/// say, different things.
pub(super) fn except(
    before: Before<'_>,
    base: Arm,
    exceptions: &[(Node, Arm)],
    is_truth: bool,
    out: &mut Column,
    rows: usize,
) {
    let base = Side::of(before, base);
    let sides = || exceptions.iter().map(|(node, arm)| (before.of(*node), Side::of(before, *arm)));
    fill_all(base, is_truth, out, rows);
    let mut taken = vec![0_u8; rows];
    let mut clash = vec![0_u8; rows];
    for (condition, side) in sides() {
        for (row, holds) in condition.truths.iter().enumerate() {
            let again = *holds == 1 && taken.get(row) == Some(&1);
            // What an earlier one says must be known too: it may be another value.
            if again
                && !(out.is_known(row) && same(out, side, row, is_truth))
                && let Some(clash) = clash.get_mut(row)
            {
                *clash = 1;
            }
        }
        displace(side, &condition.truths, is_truth, out, rows);
        taken.iter_mut().zip(&condition.truths).for_each(|(taken, holds)| *taken |= holds);
    }
    for (condition, _) in sides() {
        both(&mut out.known, &condition.known);
    }
    if clash.contains(&1) {
        let known = known_list(&mut out.known, rows);
        known.iter_mut().zip(&clash).for_each(|(known, clash)| *known &= clash ^ 1);
    }
}

/// Whether a side says in a row what stands there.
fn same(out: &Column, side: Side<'_>, row: usize, is_truth: bool) -> bool {
    fn at<T: Copy>(side: Result<&[T], T>, row: usize) -> Option<T> {
        match side {
            Ok(values) => values.get(row).copied(),
            Err(value) => Some(value),
        }
    }
    let nothing = (u8::from(out.is_nothing(row)), at(side.nothings(), row).unwrap_or(0));
    match (is_truth, nothing) {
        (_, (1, 1)) => true,
        (_, (1, _) | (_, 1)) => false,
        (true, _) => out.truths.get(row).copied() == at(side.truths(), row),
        (false, _) => out.figures.get(row).copied() == at(side.figures(), row),
    }
}

/// The value of the stretch in which each figure falls; unknown where it is nothing.
pub(super) fn lookup(
    before: Before<'_>,
    of: Node,
    (behind, values): (&[i64], &[Arm]),
    is_truth: bool,
    out: &mut Column,
    rows: usize,
) {
    let column = before.of(of);
    let sides = || values.iter().map(|arm| Side::of(before, *arm));
    let mut sides = sides();
    if let Some(first) = sides.next() {
        fill_all(first, is_truth, out, rows);
    }
    let mut reached = vec![0_u8; rows];
    for (side, edge) in sides.zip(behind) {
        let figures = reached.iter_mut().zip(&column.figures);
        figures.for_each(|(reached, figure)| *reached = u8::from(figure >= edge));
        displace(side, &reached, is_truth, out, rows);
    }
    both(&mut out.known, &column.known);
    if !column.nothing.is_empty() {
        let known = known_list(&mut out.known, rows);
        known.iter_mut().zip(&column.nothing).for_each(|(known, nothing)| *known &= nothing ^ 1);
    }
    if !is_truth {
        out.bounds = bounds(&out.figures);
    }
}
