//! The unit of a figure: a small positive fraction of which every figure of a column is a whole multiple.

use crate::ground::value::Number;

/// A positive fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    over: i64,
    under: i64,
}

impl Unit {
    /// One.
    pub const ONE: Unit = Unit { over: 1, under: 1 };

    /// `over / under`; `None` where it is not positive.
    pub fn of(over: i64, under: i64) -> Option<Self> {
        if over <= 0 || under <= 0 {
            return None;
        }
        let common = greatest_common(over, under);
        Some(Self { over: over / common, under: under / common })
    }

    /// A tenth, as often as asked.
    pub fn decimal(places: u32) -> Option<Self> {
        Self::of(1, 10_i64.checked_pow(places)?)
    }

    /// The product of two units.
    pub fn times(self, other: Unit) -> Option<Self> {
        // Reduced crosswise first, so that nothing overflows that need not.
        let one = Self::of(self.over, other.under)?;
        let two = Self::of(other.over, self.under)?;
        Self::of(one.over.checked_mul(two.over)?, one.under.checked_mul(two.under)?)
    }

    /// The greatest unit of which both are whole multiples.
    pub fn common(self, other: Unit) -> Option<Self> {
        let under = self.under / greatest_common(self.under, other.under);
        let under = under.checked_mul(other.under)?;
        let over = greatest_common(
            self.over.checked_mul(under / self.under)?,
            other.over.checked_mul(under / other.under)?,
        );
        Self::of(over, under)
    }

    /// How often another goes into this one, where it goes evenly.
    pub fn in_units_of(self, other: Unit) -> Option<i64> {
        let ratio = self.times(Self::of(other.under, other.over)?)?;
        (ratio.under == 1).then_some(ratio.over)
    }

    /// As a number.
    pub fn number(self) -> Number {
        Number::ratio(self.over, self.under).unwrap_or(Number::ONE)
    }

    /// `over / under`, in lowest terms.
    pub fn parts(self) -> (i64, i64) {
        (self.over, self.under)
    }

    /// The unit of a constant that is not zero.
    pub fn of_number(number: &Number) -> Option<(i64, Self)> {
        let (over, under) = number.fraction()?;
        let unit = Self::of(1, under)?;
        Some((over, unit))
    }

    /// A number in whole units; `None` where it is no whole multiple or too large.
    pub fn figure(self, number: &Number) -> Option<i64> {
        let (over, under) = number.fraction()?;
        let top = i128::from(over).checked_mul(i128::from(self.under))?;
        let bottom = i128::from(under).checked_mul(i128::from(self.over))?;
        (top % bottom == 0).then(|| i64::try_from(top / bottom).ok())?
    }

    /// The greatest figure whose number is not above this one; `None` where it is too large.
    pub fn floor(self, number: &Number) -> Option<i64> {
        let (over, under) = number.fraction()?;
        let top = i128::from(over).checked_mul(i128::from(self.under))?;
        let bottom = i128::from(under).checked_mul(i128::from(self.over))?;
        i64::try_from(top.div_euclid(bottom)).ok()
    }
}

fn greatest_common(one: i64, two: i64) -> i64 {
    let (mut one, mut two) = (one, two);
    while two != 0 {
        (one, two) = (two, one % two);
    }
    one.max(1)
}
