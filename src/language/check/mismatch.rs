//! Where a value of one type is wanted and another is written: what clashes, and the edit.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::check::lookup::article;
use crate::language::check::scope::Checker;
use crate::language::law::{Expression, Type};

/// A checked expression: its row, and whether it is made of bare literals only, which take the
/// unit of the other side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Typed {
    pub id: Id<Expression>,
    pub bare: bool,
}

impl Checker<'_> {
    /// The type of a checked expression.
    pub fn type_of(&self, typed: Typed) -> Type {
        self.laws.expressions[typed.id].type_.clone()
    }

    /// The place of a checked expression.
    pub fn span_of(&self, typed: Typed) -> Span {
        self.laws.expressions[typed.id].span
    }

    /// Makes `typed` fit the type wanted: a bare literal takes its unit. `false` and a report where
    /// it cannot fit; `other` is the place that asks for the type, where there is one.
    pub fn fit(&mut self, typed: Typed, wanted: &Type, other: Option<Span>) -> bool {
        let found = self.type_of(typed);
        if fits(&found, wanted) {
            return true;
        }
        if typed.bare
            && let Some(with_unit) = taking_unit(&found, wanted)
        {
            self.laws.expressions[typed.id].type_ = with_unit;
            return true;
        }
        self.mismatch(&found, wanted, self.span_of(typed), other);
        false
    }

    /// Reports that `found` stands where `wanted` is needed.
    pub fn mismatch(&mut self, found: &Type, wanted: &Type, span: Span, other: Option<Span>) {
        let (here, there) = (self.say(found), self.say(wanted));
        let (code, message, help) = clash(found, wanted, &here, &there);
        let report = self.report(code, span, message);
        report.here(format!("this is {here}"));
        if let Some(other) = other {
            report.and(other, format!("this is {there}"));
        }
        report.help(help);
    }
}

/// Whether a value of type `found` may stand where `wanted` is needed.
pub(super) fn fits(found: &Type, wanted: &Type) -> bool {
    match (found, wanted) {
        (Type::Unknown, _) | (_, Type::Unknown) => true,
        (Type::Money(one), Type::MoneyRange(two)) => one == two,
        (Type::Number(one), Type::NumberRange(two)) => one == two,
        (Type::Set(one), Type::Set(two)) => fits(one, two),
        (Type::Optional(one), Type::Optional(two)) => fits(one, two),
        (one, Type::Optional(two)) => fits(one, two),
        (one, two) => one == two,
    }
}

/// The type that a bare literal of type `found` takes where `wanted` is needed.
fn taking_unit(found: &Type, wanted: &Type) -> Option<Type> {
    match (found, wanted) {
        (Type::Number(None), Type::Number(unit) | Type::NumberRange(unit)) => {
            Some(Type::Number(*unit))
        }
        (Type::NumberRange(None), Type::NumberRange(unit)) => Some(Type::NumberRange(*unit)),
        (Type::Set(one), Type::Set(two)) => Some(Type::Set(Box::new(taking_unit(one, two)?))),
        (one, Type::Optional(two)) => taking_unit(one, two),
        _other => None,
    }
}

/// Which rule two types break, in words, and the edit that mends it.
fn clash(found: &Type, wanted: &Type, here: &str, there: &str) -> (Code, String, String) {
    match (found, wanted) {
        (Type::Optional(_), two) if !matches!(two, Type::Optional(_)) => (
            Code::E0304,
            "this may be `none`".into(),
            format!("say what holds then: `x otherwise …`, {} {there}", article(there)),
        ),
        (Type::Number(_) | Type::NumberRange(_), Type::Number(_) | Type::NumberRange(_))
            if is_range(found) == is_range(wanted) =>
        {
            (
                Code::E0302,
                format!("{here} is not {there}"),
                "two units never mix: declare one of them in the other's unit".into(),
            )
        }
        (Type::Money(_) | Type::MoneyRange(_), Type::Money(_) | Type::MoneyRange(_))
            if is_range(found) == is_range(wanted) =>
        {
            (
                Code::E0303,
                format!("{here} is not {there}"),
                "two currencies never mix: write both amounts in one".into(),
            )
        }
        (Type::Duration(_), Type::Duration(_)) => (
            Code::E0310,
            format!("{here} is not {there}"),
            "days, months, hours and working days never mix: write both in one".into(),
        ),
        (Type::Date, Type::DateTime) | (Type::DateTime, Type::Date) => (
            Code::E0301,
            format!("expected {there}, found {here}"),
            "a day has no hour: write both with theirs, or count `days from A to B`".into(),
        ),
        (Type::Number(None), Type::Money(currency)) => (
            Code::E0301,
            "an amount of money needs its currency".into(),
            format!("write it behind the number: `… {currency}`"),
        ),
        (_, Type::Bool) => (
            Code::E0301,
            format!("a condition is needed here, not {here}"),
            "compare it with something, or name a fact of type bool".into(),
        ),
        _other => (
            Code::E0301,
            format!("expected {there}, found {here}"),
            format!("write {} {there} here", article(there)),
        ),
    }
}

/// Whether a type is a range of amounts.
pub(super) fn is_range(type_: &Type) -> bool {
    matches!(type_, Type::NumberRange(_) | Type::MoneyRange(_))
}
