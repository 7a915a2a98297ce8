//! The operators that stand between two operands, and their rows of the precedence table.

use crate::ground::value::Rounding;
use crate::language::syntax::expression::{Arithmetic, Comparison, Logic};

/// The rows of the precedence table, loosest first.
pub(super) const IMPLIES: u8 = 2;
pub(super) const UNLESS: u8 = 3;
pub(super) const OR: u8 = 4;
pub(super) const AND: u8 = 5;
pub(super) const NOT: u8 = 6;
pub(super) const OVER: u8 = 7;
pub(super) const COMPARE: u8 = 8;
pub(super) const MOVED: u8 = 9;
pub(super) const OTHERWISE: u8 = 10;
pub(super) const CLAMP: u8 = 11;
pub(super) const RANGE: u8 = 12;
pub(super) const SUM: u8 = 13;
pub(super) const PRODUCT: u8 = 14;
pub(super) const NEGATIVE: u8 = 15;

/// What stands between two operands.
#[derive(Clone, Copy)]
pub(super) enum Infix {
    Implies,
    Unless,
    Logic(Logic),
    Compare(Comparison),
    In,
    Moved(bool),
    Otherwise,
    Presumed,
    Clamp(bool),
    Rounded(Rounding),
    Range,
    Of,
    Arithmetic(Arithmetic),
}

impl Infix {
    /// Its row of the precedence table.
    pub(super) fn row(self) -> u8 {
        match self {
            Infix::Implies => IMPLIES,
            Infix::Unless => UNLESS,
            Infix::Logic(Logic::Or) => OR,
            Infix::Logic(Logic::And) => AND,
            Infix::Compare(_) | Infix::In => COMPARE,
            Infix::Moved(_) => MOVED,
            Infix::Otherwise | Infix::Presumed => OTHERWISE,
            Infix::Clamp(_) | Infix::Rounded(_) => CLAMP,
            Infix::Range => RANGE,
            Infix::Arithmetic(Arithmetic::Add | Arithmetic::Subtract) => SUM,
            Infix::Arithmetic(Arithmetic::Multiply | Arithmetic::Divide) | Infix::Of => PRODUCT,
        }
    }

    /// The row that its right side may begin with: its own where it leans to the right.
    pub(super) fn right(self) -> u8 {
        match self {
            Infix::Implies
            | Infix::Unless
            | Infix::Moved(_)
            | Infix::Otherwise
            | Infix::Presumed => self.row(),
            Infix::Logic(_)
            | Infix::Compare(_)
            | Infix::In
            | Infix::Clamp(_)
            | Infix::Rounded(_)
            | Infix::Range
            | Infix::Of
            | Infix::Arithmetic(_) => self.row() + 1,
        }
    }
}
