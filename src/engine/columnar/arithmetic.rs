//! Figures computed from columns: in 64 bits where the bounds of the columns say that they fit, else in
//! 128 row by row; what does not fit then is unknown.

use crate::engine::columnar::column::{Column, bounds};
use crate::engine::columnar::kernel::{both, either, known_list};
use crate::engine::columnar::run::Before;
use crate::engine::plan::Node;
use crate::ground::value::Rounding;
use strength_reduce::StrengthReducedU64;

/// Beyond this a figure counts as too large, so that comparisons have room on both sides.
const MOST: i128 = 1 << 62;

/// Whether figures between two bounds all fit; then with the bounds in 64 bits.
fn fitting(low: i128, high: i128) -> Option<(i64, i64)> {
    let fits = low >= -MOST && high <= MOST;
    fits.then(|| Some((i64::try_from(low).ok()?, i64::try_from(high).ok()?)))?
}

/// The marks of an operation on some columns: nothing where any is, known where all are.
fn marks<'c>(columns: impl Iterator<Item = &'c Column> + Clone, out: &mut Column) {
    columns.clone().for_each(|column| both(&mut out.known, &column.known));
    columns.for_each(|column| either(&mut out.nothing, &column.nothing));
}

/// Puts figures of 128 bits in; those that do not fit make their row unknown.
fn put(out: &mut Column, figures: impl Iterator<Item = i128>, rows: usize) {
    for (row, figure) in figures.enumerate() {
        let fits = (-MOST..=MOST).contains(&figure);
        out.figures.push(i64::try_from(figure).ok().filter(|_| fits).unwrap_or(0));
        if !fits && let Some(known) = known_list(&mut out.known, rows).get_mut(row) {
            *known = 0;
        }
    }
    out.bounds = bounds(&out.figures);
}

/// `f x + g y + c`
pub(super) fn sum(
    before: Before<'_>,
    terms: &[(i64, Node)],
    constant: i64,
    out: &mut Column,
    rows: usize,
) {
    let columns = terms.iter().map(|(_, node)| before.of(*node));
    marks(columns.clone(), out);
    let (mut low, mut high) = (i128::from(constant), i128::from(constant));
    let mut fits = true;
    for ((factor, _), column) in terms.iter().zip(columns.clone()) {
        let at = |figure: i64| i128::from(*factor) * i128::from(figure);
        let (one, two) = (at(column.bounds.0), at(column.bounds.1));
        low = low.saturating_add(one.min(two));
        high = high.saturating_add(one.max(two));
        // Each partial sum must fit too.
        fits &= fitting(low, high).is_some() && fitting(one, two).is_some();
    }
    if let Some(found) = fitting(low, high).filter(|_| fits) {
        out.bounds = found;
        let mut each = terms.iter().zip(columns);
        match each.next() {
            Some(((1, _), column)) if constant == 0 => {
                out.figures.extend_from_slice(&column.figures);
            }
            Some(((factor, _), column)) => {
                let figures = column.figures.iter();
                out.figures
                    .extend(figures.map(|it| it.wrapping_mul(*factor).wrapping_add(constant)));
            }
            None => out.figures.resize(rows, constant),
        }
        for ((factor, _), column) in each {
            let sums = out.figures.iter_mut().zip(&column.figures);
            match factor {
                1 => sums.for_each(|(sum, it)| *sum = sum.wrapping_add(*it)),
                -1 => sums.for_each(|(sum, it)| *sum = sum.wrapping_sub(*it)),
                factor => sums.for_each(|(sum, it)| {
                    *sum = sum.wrapping_add(it.wrapping_mul(*factor));
                }),
            }
        }
        return;
    }
    let mut sums = vec![i128::from(constant); rows];
    for ((factor, _), column) in terms.iter().zip(columns) {
        for (sum, figure) in sums.iter_mut().zip(&column.figures) {
            // A sum of products of 64 bits fits while there are fewer than 2^62 of them.
            *sum = sum.saturating_add(i128::from(*factor) * i128::from(*figure));
        }
    }
    put(out, sums.into_iter(), rows);
}

pub(super) fn product(one: &Column, two: &Column, out: &mut Column) {
    marks([one, two].into_iter(), out);
    let at = |one: i64, two: i64| i128::from(one) * i128::from(two);
    let ends = [
        at(one.bounds.0, two.bounds.0),
        at(one.bounds.0, two.bounds.1),
        at(one.bounds.1, two.bounds.0),
        at(one.bounds.1, two.bounds.1),
    ];
    let low = ends.into_iter().min().unwrap_or(0);
    let high = ends.into_iter().max().unwrap_or(0);
    let pairs = one.figures.iter().zip(&two.figures);
    match fitting(low, high) {
        Some(found) => {
            out.bounds = found;
            out.figures.extend(pairs.map(|(one, two)| one.wrapping_mul(*two)));
        }
        None => put(out, pairs.map(|(one, two)| at(*one, *two)), one.figures.len()),
    }
}

/// The greatest or the least of several; unknown where one is nothing.
pub(super) fn extreme(before: Before<'_>, greatest: bool, of: &[Node], out: &mut Column) {
    let mut columns = of.iter().map(|node| before.of(*node));
    if let Some(first) = columns.next() {
        out.figures.extend_from_slice(&first.figures);
        out.bounds = first.bounds;
    }
    for column in columns {
        let pairs = out.figures.iter_mut().zip(&column.figures);
        let (low, high) = (column.bounds.0, column.bounds.1);
        match greatest {
            true => {
                pairs.for_each(|(out, it)| *out = (*out).max(*it));
                out.bounds = (out.bounds.0.max(low), out.bounds.1.max(high));
            }
            false => {
                pairs.for_each(|(out, it)| *out = (*out).min(*it));
                out.bounds = (out.bounds.0.min(low), out.bounds.1.min(high));
            }
        }
    }
    of.iter().for_each(|node| known_and_something(before.of(*node), out));
}

/// No less than a figure, no more than another; unknown where it is nothing.
pub(super) fn clamp(of: &Column, low: Option<i64>, high: Option<i64>, out: &mut Column) {
    let low = low.unwrap_or(i64::MIN);
    let high = high.unwrap_or(i64::MAX);
    out.figures.extend(of.figures.iter().map(|figure| (*figure).max(low).min(high)));
    out.bounds = (of.bounds.0.max(low).min(high), of.bounds.1.max(low).min(high));
    known_and_something(of, out);
}

/// Known where a column is, and is not nothing.
fn known_and_something(of: &Column, out: &mut Column) {
    both(&mut out.known, &of.known);
    if !of.nothing.is_empty() {
        let known = known_list(&mut out.known, of.figures.len());
        known.iter_mut().zip(&of.nothing).for_each(|(known, nothing)| *known &= nothing ^ 1);
    }
}

/// A quotient by a figure above one, rounded.
pub(super) fn round(of: &Column, by: i64, mode: Rounding, out: &mut Column) {
    marks([of].into_iter(), out);
    let divisor = by.unsigned_abs().max(1);
    let quick = StrengthReducedU64::new(divisor);
    let divided = |figure: u64| {
        let whole = figure / quick;
        (whole, figure - whole * divisor)
    };
    let half = divisor - divisor / 2;
    let signed = |whole: u64| i64::try_from(whole).unwrap_or(0);
    if of.bounds.0 >= 0 && mode == Rounding::HalfUp {
        // A half and more is the next whole: adding the larger half first says the same.
        let more = divisor / 2;
        let up = |figure: &i64| signed((figure.unsigned_abs() + more) / quick);
        out.figures.extend(of.figures.iter().map(up));
    } else {
        out.figures.extend(of.figures.iter().map(|figure| {
            let (whole, rest) = divided(figure.unsigned_abs());
            let away = match mode {
                Rounding::HalfUp => rest >= half,
                Rounding::HalfEven => {
                    let exactly = divisor.is_multiple_of(2) && rest == half;
                    if exactly { !whole.is_multiple_of(2) } else { rest >= half }
                }
                Rounding::Upward => *figure > 0 && rest > 0,
                Rounding::Downward => *figure < 0 && rest > 0,
            };
            let whole = signed(whole + u64::from(away));
            if *figure < 0 { -whole } else { whole }
        }));
    }
    out.bounds = bounds(&out.figures);
}

/// The slices of figures, each times its factor.
pub(super) fn slices(of: &Column, slices: &[(i64, i64, i64)], out: &mut Column) {
    marks([of].into_iter(), out);
    let most = of.bounds.1.max(0);
    let high: i128 = slices
        .iter()
        .map(|(from, to, factor)| {
            let slice = most.min(*to).max(*from) - from;
            i128::from(slice) * i128::from(factor.abs())
        })
        .fold(0, i128::saturating_add);
    let rows = of.figures.len();
    if high <= MOST {
        out.figures.resize(rows, 0);
        for (from, to, factor) in slices {
            out.figures.iter_mut().zip(&of.figures).for_each(|(sum, figure)| {
                let slice = (*figure).min(*to).max(*from) - from;
                *sum = sum.wrapping_add(slice.wrapping_mul(*factor));
            });
        }
        out.bounds = bounds(&out.figures);
        return;
    }
    let figures = of.figures.iter().map(|figure| {
        let each = slices.iter().map(|(from, to, factor)| {
            i128::from((*figure).min(*to).max(*from) - from) * i128::from(*factor)
        });
        each.fold(0, i128::saturating_add)
    });
    put(out, figures, rows);
}
