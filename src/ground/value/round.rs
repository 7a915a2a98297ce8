//! The rounding modes that a law can name.

/// How a number is rounded to a multiple of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rounding {
    /// To the nearest; a half away from zero.
    HalfUp,
    /// To the nearest; a half to the even multiple.
    HalfEven,
    /// Towards positive infinity.
    Upward,
    /// Towards negative infinity.
    Downward,
}

impl Rounding {
    /// The words of the language.
    pub fn words(self) -> &'static str {
        match self {
            Rounding::HalfUp => "half up",
            Rounding::HalfEven => "half even",
            Rounding::Upward => "upward",
            Rounding::Downward => "downward",
        }
    }
}
