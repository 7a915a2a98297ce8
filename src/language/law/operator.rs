//! The operators: symbol, words, precedence and signature of each, in one table.
//!
//! N is a number, of a unit or of none; M money of one currency; D a duration of one family;
//! R a range of numbers or of money; T any type. A bare literal takes the unit of the other side
//! of a comparison, sum, range, floor or cap; beside `*`, `/` and `of` it is a plain number.
//!
//! | row | written                          | takes and gives                                    |
//! |-----|----------------------------------|----------------------------------------------------|
//! | 1   | `v except w when c`              | T, T, bool → T                                     |
//! | 2   | `a implies b`                    | bool, bool → bool                                  |
//! | 3   | `a unless b`                     | bool, bool → bool                                  |
//! | 4–6 | `or`, `and`, `not`               | bool … → bool                                      |
//! | 7   | `c throughout the last P`        | bool, duration → bool                              |
//! | 7   | `c in each of the last P`, `c in any of the last P` | bool → bool; figures in c take the period |
//! | 8   | `=`, `!=`                        | T, T → bool; M or N with a range of the same       |
//! | 8   | `<`, `<=`, `>`, `>=`             | N, N · M, M · D, D · date, date → bool             |
//! | 8   | `x = none`                       | optional T, event, start → bool                    |
//! | 8   | `x in S`                         | T, set of T → bool                                 |
//! | 8   | `x is known`                     | T → bool                                           |
//! | 8   | `x is STATUS`                    | duty or step → bool                                |
//! | 9   | `P after D`, `P before D`        | duration, date → date                              |
//! | 10  | `x otherwise y`                  | optional T, T → T                                  |
//! | 11  | `no less than`, `no more than`   | T, T → T · R, M or N → R                           |
//! | 11  | `rounded MODE to s`              | N, N → N · M, M → M · R, M or N → R                |
//! | 12  | `a to b`, `up to b`              | N, N · M, M → R                                    |
//! | 13  | `+`, `-`                         | N, N → N · M, M → M · D, D → D · `+` also R, R → R |
//! | 14  | `*`                              | plain, N → N · plain, M → M · N, M → M             |
//! | 14  | `/`                              | N, N of one unit → plain · N, plain → N · M, M → plain · M, plain → M |
//! | 14  | `s of x`                         | plain, N or M or R → the same · range of plain, N or M → R |
//! | 15  | `-x`                             | N · M · D                                          |
//! | 16  | `f in P`, `x at D`, `x.field`    | T → T                                              |
//! | –   | `sum`, `highest`, `lowest … over` | N → N · M → M · D → D                              |
//! | –   | `average … over`                 | N → N · M → M                                      |

use crate::language::law::Type;

pub use crate::language::syntax::{Aggregate, Arithmetic, Comparison, Extreme, Logic, Quantity};

impl Aggregate {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Aggregate::Average => "average",
            Aggregate::Sum => "sum",
            Aggregate::Highest => "highest",
            Aggregate::Lowest => "lowest",
        }
    }
}

impl Comparison {
    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::NotEqual => "!=",
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
        }
    }

    /// The comparison that holds exactly where this one does not.
    pub fn negated(self) -> Self {
        match self {
            Comparison::Equal => Comparison::NotEqual,
            Comparison::NotEqual => Comparison::Equal,
            Comparison::Less => Comparison::GreaterOrEqual,
            Comparison::LessOrEqual => Comparison::Greater,
            Comparison::Greater => Comparison::LessOrEqual,
            Comparison::GreaterOrEqual => Comparison::Less,
        }
    }

    /// Whether it holds for operands in this order.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
        }
    }
}

impl Arithmetic {
    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Arithmetic::Add => "+",
            Arithmetic::Subtract => "-",
            Arithmetic::Multiply => "*",
            Arithmetic::Divide => "/",
        }
    }
}

impl Logic {
    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Logic::Or => "or",
            Logic::And => "and",
        }
    }
}

/// What an operator makes of two types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// A value of this type.
    Gives(Type),
    /// Nothing: two units, currencies or families of duration that never mix.
    Mixes,
    /// Nothing: it has no meaning for these types.
    None,
}

/// The rows of `+ - * /` of the table above.
pub fn signature(operator: Arithmetic, one: &Type, two: &Type) -> Signature {
    use Type::{Duration, Money, MoneyRange, Number, NumberRange, Unknown};
    if matches!(one, Unknown) || matches!(two, Unknown) {
        return Signature::Gives(Unknown);
    }
    let gives = Signature::Gives;
    let added = operator == Arithmetic::Add;
    match operator {
        Arithmetic::Add | Arithmetic::Subtract => match (one, two) {
            (Number(a), Number(b)) if a == b => gives(Number(*a)),
            (Money(a), Money(b)) if a == b => gives(Money(*a)),
            (Duration(a), Duration(b)) if a == b => gives(Duration(*a)),
            // Of two ranges the sum is plain; a difference would not say which ends it is of.
            (MoneyRange(a), MoneyRange(b) | Money(b)) | (Money(a), MoneyRange(b)) if added => {
                if a == b { gives(MoneyRange(*a)) } else { Signature::Mixes }
            }
            (NumberRange(a), NumberRange(b) | Number(b)) | (Number(a), NumberRange(b)) if added => {
                if a == b {
                    gives(NumberRange(*a))
                } else {
                    Signature::Mixes
                }
            }
            (Number(_), Number(_)) | (Money(_), Money(_)) | (Duration(_), Duration(_)) => {
                Signature::Mixes
            }
            (Money(_), Number(None)) => Signature::Mixes,
            (_, _) => Signature::None,
        },
        Arithmetic::Multiply => match (one, two) {
            (Number(None), Number(unit)) | (Number(unit), Number(None)) => gives(Number(*unit)),
            (Number(_), Money(currency)) | (Money(currency), Number(_)) => gives(Money(*currency)),
            (Number(_), Number(_)) => Signature::Mixes,
            (_, _) => Signature::None,
        },
        Arithmetic::Divide => match (one, two) {
            (Number(a), Number(b)) if a == b => gives(Number(None)),
            (Number(unit), Number(None)) => gives(Number(*unit)),
            (Money(a), Money(b)) if a == b => gives(Number(None)),
            (Money(currency), Number(None)) => gives(Money(*currency)),
            (Number(_), Number(_)) | (Money(_), Money(_)) => Signature::Mixes,
            (_, _) => Signature::None,
        },
    }
}
