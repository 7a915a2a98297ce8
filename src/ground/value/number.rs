//! Exact rational numbers of any size, with a fast path for small whole ones.

use crate::ground::value::round::Rounding;
use dashu_int::ops::{Abs, BitTest, DivRem, UnsignedAbs};
use dashu_int::{IBig, Sign, UBig};
use dashu_ratio::RBig;
use std::cmp::Ordering;
use std::fmt;

/// An exact rational number.
///
/// A whole number that fits an `i64` is always held as `Whole`, so that equal numbers are held
/// alike.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Held);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Held {
    Whole(i64),
    Ratio(Box<RBig>),
}

/// A number would need more bits than allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// The most bits that a numerator or denominator may have.
pub const MOST_BITS: usize = 10_000_000;

impl Number {
    /// Zero.
    pub const ZERO: Number = Number(Held::Whole(0));
    /// One.
    pub const ONE: Number = Number(Held::Whole(1));

    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Number(Held::Whole(number))
    }

    /// A fraction; `None` where the denominator is zero.
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Self> {
        Self::whole(numerator).div(&Self::whole(denominator))
    }

    /// Reads plain decimal digits with optional sign, `_` between digits and fraction:
    /// `500_000`, `-0.25`. No exponent, no blank, no other notation.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let plain = |part: &str| -> Option<String> {
            let ends =
                part.bytes().next()?.is_ascii_digit() && part.bytes().last()?.is_ascii_digit();
            let digits: String = part.chars().filter(|letter| *letter != '_').collect();
            (ends && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
        };
        let whole = plain(whole)?;
        let fraction = match fraction {
            Some(fraction) => plain(fraction)?,
            None => String::new(),
        };
        let both = format!("{whole}{fraction}");
        let magnitude = match both.parse::<i64>() {
            Ok(small) => IBig::from(small),
            Err(_) => IBig::from(both.parse::<UBig>().ok()?),
        };
        let signed = if negative { -magnitude } else { magnitude };
        let scale = UBig::from(10u8).pow(fraction.len());
        Some(Self::of(RBig::from_parts(signed, scale)))
    }

    fn of(ratio: RBig) -> Self {
        if ratio.denominator().is_one()
            && let Ok(small) = i64::try_from(ratio.numerator())
        {
            return Number(Held::Whole(small));
        }
        Number(Held::Ratio(Box::new(ratio)))
    }

    fn big(&self) -> RBig {
        match &self.0 {
            Held::Whole(small) => RBig::from(*small),
            Held::Ratio(ratio) => (**ratio).clone(),
        }
    }

    /// How many bits the larger of numerator and denominator has.
    pub fn bits(&self) -> usize {
        match &self.0 {
            Held::Whole(small) => 64 - small.unsigned_abs().leading_zeros() as usize,
            Held::Ratio(ratio) => {
                ratio.numerator().unsigned_abs().bit_len().max(ratio.denominator().bit_len())
            }
        }
    }

    /// The sum.
    pub fn add(&self, other: &Number) -> Number {
        if let (Held::Whole(one), Held::Whole(two)) = (&self.0, &other.0)
            && let Some(sum) = one.checked_add(*two)
        {
            return Number::whole(sum);
        }
        Self::of(self.big() + other.big())
    }

    /// The difference.
    pub fn sub(&self, other: &Number) -> Number {
        self.add(&other.neg())
    }

    /// The product, or [`TooLarge`] where it would need more than [`MOST_BITS`].
    pub fn mul(&self, other: &Number) -> Result<Number, TooLarge> {
        if let (Held::Whole(one), Held::Whole(two)) = (&self.0, &other.0)
            && let Some(product) = one.checked_mul(*two)
        {
            return Ok(Number::whole(product));
        }
        if self.bits() + other.bits() > MOST_BITS {
            return Err(TooLarge);
        }
        Ok(Self::of(self.big() * other.big()))
    }

    /// The quotient; `None` where the divisor is zero.
    pub fn div(&self, other: &Number) -> Option<Number> {
        if other.is_zero() {
            return None;
        }
        if let (Held::Whole(one), Held::Whole(two)) = (&self.0, &other.0)
            && one.checked_rem(*two) == Some(0)
            && let Some(quotient) = one.checked_div(*two)
        {
            return Some(Number::whole(quotient));
        }
        Some(Self::of(self.big() / other.big()))
    }

    /// The number with the other sign.
    pub fn neg(&self) -> Number {
        match &self.0 {
            Held::Whole(small) => match small.checked_neg() {
                Some(negative) => Number::whole(negative),
                None => Self::of(-self.big()),
            },
            Held::Ratio(ratio) => Self::of(-(**ratio).clone()),
        }
    }

    /// The distance from zero.
    pub fn abs(&self) -> Number {
        if self.is_negative() { self.neg() } else { self.clone() }
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.0 == Held::Whole(0)
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Held::Whole(small) => *small < 0,
            Held::Ratio(ratio) => ratio.sign() == Sign::Negative,
        }
    }

    /// Whether it has no fraction.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Held::Whole(_) => true,
            Held::Ratio(ratio) => ratio.denominator().is_one(),
        }
    }

    /// Its numerator and its positive denominator in lowest terms, where both are small.
    pub fn fraction(&self) -> Option<(i64, i64)> {
        match &self.0 {
            Held::Whole(number) => Some((*number, 1)),
            Held::Ratio(ratio) => {
                let under = i64::try_from(ratio.denominator()).ok()?;
                Some((i64::try_from(ratio.numerator()).ok()?, under))
            }
        }
    }

    /// The whole number it is, where it is one that fits.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Held::Whole(small) => Some(*small),
            Held::Ratio(_) => None,
        }
    }

    /// The multiple of `step` that rounding gives; `None` where the step is not above zero.
    pub fn rounded(&self, mode: Rounding, step: &Number) -> Option<Number> {
        if step.is_zero() || step.is_negative() {
            return None;
        }
        let count = self.div(step)?.to_whole(mode);
        count.mul(step).ok()
    }

    /// The whole number that rounding gives.
    pub fn to_whole(&self, mode: Rounding) -> Number {
        let Held::Ratio(ratio) = &self.0 else { return self.clone() };
        let denominator = IBig::from(ratio.denominator().clone());
        let (mut below, mut rest) = ratio.numerator().clone().div_rem(&denominator);
        if rest.sign() == Sign::Negative && rest != IBig::ZERO {
            below -= 1;
            rest += &denominator;
        }
        let up = match mode {
            Rounding::Downward => false,
            Rounding::Upward => rest != IBig::ZERO,
            Rounding::HalfUp | Rounding::HalfEven => {
                match (rest * 2u8).cmp(&denominator) {
                    Ordering::Less => false,
                    Ordering::Greater => true,
                    Ordering::Equal => match mode {
                        // A half goes away from zero: up for what is above zero.
                        Rounding::HalfUp => !self.is_negative(),
                        Rounding::HalfEven | Rounding::Upward | Rounding::Downward => below.bit(0),
                    },
                }
            }
        };
        Self::of(RBig::from(if up { below + 1 } else { below }))
    }

    /// The exact finite decimal, `12.5`, where there is one; `None` for such as 1/3.
    pub fn decimal(&self) -> Option<String> {
        let ratio = match &self.0 {
            Held::Whole(small) => return Some(small.to_string()),
            Held::Ratio(ratio) => ratio,
        };
        let mut rest = ratio.denominator().clone();
        let twos = rest.remove(&UBig::from(2u8)).unwrap_or(0);
        let fives = rest.remove(&UBig::from(5u8)).unwrap_or(0);
        if !rest.is_one() {
            return None;
        }
        let places = twos.max(fives);
        let missing = UBig::from(5u8).pow(places - fives) << (places - twos);
        let scaled = ratio.numerator() * IBig::from(missing);
        Some(with_point(&scaled, places))
    }

    /// The decimal rounded half up to so many places, for readers: never for a result.
    pub fn approximate(&self, places: usize) -> String {
        let scale = Self::of(RBig::from(UBig::from(10u8).pow(places)));
        let Ok(scaled) = self.mul(&scale) else { return self.to_string() };
        with_point(&scaled.to_whole(Rounding::HalfUp).big().numerator().clone(), places)
    }
}

/// The digits of a whole number with a point so many places from the right.
fn with_point(scaled: &IBig, places: usize) -> String {
    let sign = if scaled.sign() == Sign::Negative && *scaled != IBig::ZERO { "-" } else { "" };
    let digits = scaled.clone().abs().to_string();
    let digits = format!("{}{digits}", "0".repeat((places + 1).saturating_sub(digits.len())));
    let (whole, fraction) = digits.split_at(digits.len() - places);
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

impl fmt::Display for Number {
    /// The exact finite decimal, or the fraction in lowest terms: `12.5`, `90000001/15`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0, self.decimal()) {
            (_, Some(decimal)) => out.write_str(&decimal),
            (Held::Whole(small), None) => write!(out, "{small}"),
            (Held::Ratio(ratio), None) => {
                write!(out, "{}/{}", ratio.numerator(), ratio.denominator())
            }
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Held::Whole(one), Held::Whole(two)) => one.cmp(two),
            (Held::Ratio(one), Held::Ratio(two)) => one.cmp(two),
            (Held::Whole(one), Held::Ratio(two)) => RBig::from(*one).cmp(two),
            (Held::Ratio(one), Held::Whole(two)) => (**one).cmp(&RBig::from(*two)),
        }
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Number::whole(number)
    }
}
