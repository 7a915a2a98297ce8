//! Decimals: how many digits figures have, and how many stand behind the point.

use crate::engine::plan::Unit;
use crate::engine::sql::dialect::DIGITS;
use crate::engine::sql::piece::Result;
use crate::engine::sql::text::{Sql, indented};
use crate::ground::value::{Number, Rounding};

pub(super) fn cast(value: &Sql, type_: &str) -> Sql {
    Sql::atom(format!("CAST({} AS {type_})", indented(&value.text, 5)))
}

/// By what figures of a unit are multiplied so that they are decimals: 3, where the unit is a third.
pub(super) fn multiplier(unit: Unit) -> i64 {
    let (_, mut under) = unit.parts();
    for factor in [2, 5] {
        while under % factor == 0 {
            under /= factor;
        }
    }
    under
}

/// The digits behind the point of figures of a unit.
fn places(unit: Unit) -> usize {
    let (_, under) = unit.parts();
    let often = |factor: i64| {
        let (mut under, mut count) = (under, 0);
        while under % factor == 0 {
            under /= factor;
            count += 1;
        }
        count
    };
    often(2).max(often(5))
}

/// The digits, and those behind the point, of the decimals between two numbers.
pub(super) fn digits(low: &Number, high: &Number, unit: Unit) -> Result<(usize, usize)> {
    let far = || "figures of more than 38 digits".to_owned();
    let most = low.abs().max(high.abs());
    let most = most.mul(&Number::whole(multiplier(unit))).map_err(|_| far())?;
    let whole = most.to_whole(Rounding::Upward).decimal().ok_or_else(far)?;
    let places = places(unit);
    let digits = whole.len() + places;
    // Room for one more: engines widen a sum by a digit.
    if digits < DIGITS { Ok((digits, places)) } else { Err(far()) }
}
