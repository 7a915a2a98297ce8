//! Amounts: arithmetic, shares, ranges, floors and caps, rounding, the greater and the lesser.

use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::ground::value::{Number, Rounding, Value};
use crate::language::check::expression_compare::is_none;
use crate::language::check::mismatch::{Typed, is_range};
use crate::language::check::scope::{Checker, Scope};
use crate::language::law::operator::{Signature, signature};
use crate::language::law::{Arithmetic, Extreme, Kind, Type};
use crate::language::syntax::Expression;

impl Checker<'_> {
    /// `a + b - c`, `a * b / c`: left to right, so `so_far` is the type up to each operator.
    pub fn arithmetic(
        &mut self,
        scope: Scope,
        first: &Expression,
        rest: &[(Arithmetic, Expression)],
        span: Span,
    ) -> Typed {
        let left = self.expression(scope, first, &Type::Unknown);
        let mut so_far = self.type_of(left);
        let mut bare = left.bare;
        let mut place = self.span_of(left);
        let mut terms = Vec::with_capacity(rest.len());
        for (operator, written) in rest {
            let right = self.expression(scope, written, &Type::Unknown);
            terms.push((*operator, right.id));
            let mut with = self.type_of(right);
            let additive = matches!(operator, Arithmetic::Add | Arithmetic::Subtract);
            // A bare literal takes the unit of what it is added to, never of what it multiplies.
            match (additive, &so_far, &with) {
                (true, Type::Number(None), Type::Number(_)) if bare => so_far = with.clone(),
                (true, Type::Number(_), Type::Number(None)) if right.bare => with = so_far.clone(),
                (_, _, _) => {}
            }
            self.division_by_zero(*operator, right);
            so_far = self.operation(*operator, (&so_far, place), (&with, written.span));
            bare = bare && right.bare;
            place = place.to(written.span);
        }
        Typed { bare, ..self.add(Kind::Arithmetic(left.id, terms), so_far, span) }
    }

    fn division_by_zero(&mut self, operator: Arithmetic, right: Typed) {
        let row = &self.laws.expressions[right.id];
        let zero = matches!(&row.kind, Kind::Literal(Value::Number(number)) if number.is_zero());
        if zero && operator == Arithmetic::Divide {
            let span = row.span;
            self.report(Code::E0313, span, "nothing can be divided by zero")
                .help("divide by another number");
        }
    }

    /// The type of `one operator two`; reports operands that have none.
    fn operation(
        &mut self,
        operator: Arithmetic,
        (one, place): (&Type, Span),
        (two, span): (&Type, Span),
    ) -> Type {
        match signature(operator, one, two) {
            Signature::Gives(type_) => type_,
            // Two of one unit do not mix, they make no sense together: users times users.
            Signature::Mixes if one == two => {
                self.no_operation(operator, (one, place), (two, span));
                Type::Unknown
            }
            Signature::Mixes => {
                self.mismatch(two, one, span, Some(place));
                Type::Unknown
            }
            Signature::None => {
                if let Type::Optional(of) = one {
                    self.mismatch(one, of, place, None);
                } else if let Type::Optional(of) = two {
                    self.mismatch(two, of, span, None);
                } else {
                    self.no_operation(operator, (one, place), (two, span));
                }
                Type::Unknown
            }
        }
    }

    fn no_operation(
        &mut self,
        operator: Arithmetic,
        (one, place): (&Type, Span),
        (two, span): (&Type, Span),
    ) {
        let (left, right) = (self.say(one), self.say(two));
        let help = match (operator, one, two) {
            (Arithmetic::Add, Type::Date, Type::Duration(_))
            | (Arithmetic::Add, Type::Duration(_), Type::Date) => "write `30 days after D`",
            (Arithmetic::Subtract, Type::Date, Type::Duration(_)) => "write `30 days before D`",
            (Arithmetic::Subtract, Type::Date, Type::Date) => "write `days from A to B`",
            (Arithmetic::Add, Type::DateTime, Type::Duration(_))
            | (Arithmetic::Add, Type::Duration(_), Type::DateTime) => "write `36 hours after D`",
            (Arithmetic::Subtract, Type::DateTime, Type::Duration(_)) => {
                "write `36 hours before D`"
            }
            (Arithmetic::Multiply, Type::Number(Some(_)), Type::Number(Some(_))) => {
                "multiply it by a number without a unit"
            }
            (Arithmetic::Multiply, Type::Money(_), Type::Money(_)) => {
                "multiply an amount by a number, or write `6% of x`"
            }
            (_, one, two) if is_range(one) || is_range(two) => {
                "ranges are added; shares, floors and caps apply to them"
            }
            (_, _, _) => "arithmetic is for numbers, amounts of money and durations",
        };
        let symbol = operator.symbol();
        self.report(Code::E0311, place.to(span), format!("`{symbol}` has no meaning here"))
            .here(format!("this is {left} {symbol} {right}"))
            .help(help);
    }

    /// `-x`
    pub fn negative(&mut self, scope: Scope, part: &Expression, span: Span) -> Typed {
        let typed = self.expression(scope, part, &Type::Unknown);
        let type_ = self.type_of(typed);
        match type_ {
            Type::Number(_) | Type::Money(_) | Type::Duration(_) | Type::Unknown => {
                Typed { bare: typed.bare, ..self.add(Kind::Negative(typed.id), type_, span) }
            }
            Type::Optional(ref of) => {
                self.mismatch(&type_, of, part.span, None);
                self.unknown(span)
            }
            Type::Bool
            | Type::NumberRange(_)
            | Type::MoneyRange(_)
            | Type::Date
            | Type::DateTime
            | Type::Country
            | Type::Text
            | Type::Enum(_)
            | Type::Set(_)
            | Type::List(_) => {
                let said = self.say(&type_);
                self.report(Code::E0311, span, format!("`-` has no meaning for {said}"))
                    .help("a sign is for numbers, amounts of money and durations");
                self.unknown(span)
            }
        }
    }

    /// `6% of x`, `1/15 to 1/10 of x`
    pub fn share_of(
        &mut self,
        scope: Scope,
        share: &Expression,
        whole: &Expression,
        span: Span,
    ) -> Typed {
        let share = self.expression(scope, share, &Type::Unknown);
        let whole = self.expression(scope, whole, &Type::Unknown);
        let (of, type_) = (self.type_of(share), self.type_of(whole));
        let result = match (&of, &type_) {
            (Type::Unknown, _) | (_, Type::Unknown) => Type::Unknown,
            (Type::Number(None), Type::Number(_) | Type::Money(_)) => type_.clone(),
            (Type::Number(None), Type::NumberRange(_) | Type::MoneyRange(_)) => type_.clone(),
            (Type::NumberRange(None), Type::Number(unit)) => Type::NumberRange(*unit),
            (Type::NumberRange(None), Type::Money(currency)) => Type::MoneyRange(*currency),
            (Type::Number(None) | Type::NumberRange(None), Type::Optional(inner)) => {
                self.mismatch(&type_, inner, self.span_of(whole), None);
                Type::Unknown
            }
            (Type::Number(None) | Type::NumberRange(None), _) => {
                let said = self.say(&type_);
                self.report(
                    Code::E0311,
                    self.span_of(whole),
                    format!("no share can be taken of {said}"),
                )
                .help("`of` takes a number or an amount of money");
                Type::Unknown
            }
            (_, _) => {
                let said = self.say(&of);
                self.report(
                    Code::E0301,
                    self.span_of(share),
                    "a plain share is needed before `of`",
                )
                .here(format!("this is {said}"))
                .help("write a percentage or a fraction: `6% of x`, `1/15 of x`");
                Type::Unknown
            }
        };
        let bare = share.bare && whole.bare;
        Typed { bare, ..self.add(Kind::Of(share.id, whole.id), result, span) }
    }

    /// `a to b`
    pub fn range(&mut self, scope: Scope, one: &Expression, two: &Expression, span: Span) -> Typed {
        let (low, high) = self.pair(scope, one, two);
        if let (Type::Money(_), Type::Number(None), Some(Value::Number(share))) =
            (self.type_of(low), self.type_of(high), self.literal_value(high.id))
            && share <= Number::ONE
        {
            self.report(Code::E0301, two.span, "a range from an amount to a share")
                .here("a range of two literals applies as a whole to what stands behind `of`")
                .help("put the share in parentheses: `100 EUR to (1% of …)`");
            return self.add(Kind::Range(low.id, high.id), Type::Unknown, span);
        }
        let type_ = self.agree(low, high);
        let type_ = self.ranged(type_, span);
        if let (Some(Value::Number(one)), Some(Value::Number(two))) =
            (self.literal_value(low.id), self.literal_value(high.id))
            && one > two
            && type_ != Type::Unknown
        {
            self.report(Code::E0314, span, "this range ends below where it begins")
                .help("write the lower end first");
        }
        let bare = low.bare && high.bare;
        Typed { bare, ..self.add(Kind::Range(low.id, high.id), type_, span) }
    }

    /// `up to b`: from zero
    pub fn up_to(&mut self, scope: Scope, part: &Expression, span: Span) -> Typed {
        let high = self.expression(scope, part, &Type::Unknown);
        let found = self.type_of(high);
        let type_ = self.ranged(Some(found.clone()), span);
        let zero = Kind::Literal(Value::Number(Number::ZERO));
        let low = self.add(zero, found, Span { end: span.start, ..span });
        Typed { bare: high.bare, ..self.add(Kind::Range(low.id, high.id), type_, span) }
    }

    /// The range of two ends of a type.
    fn ranged(&mut self, type_: Option<Type>, span: Span) -> Type {
        match type_ {
            None | Some(Type::Unknown) => Type::Unknown,
            Some(Type::Number(unit)) => Type::NumberRange(unit),
            Some(Type::Money(currency)) => Type::MoneyRange(currency),
            Some(Type::Optional(of)) => {
                self.mismatch(&Type::Optional(of.clone()), &of, span, None);
                Type::Unknown
            }
            Some(other) => {
                let said = self.say(&other);
                self.report(Code::E0311, span, format!("there is no range of {said}"))
                    .help("a range is of numbers or amounts of money");
                Type::Unknown
            }
        }
    }

    /// `x no less than y`, `x no more than y`: on a range, each end
    pub fn clamp(
        &mut self,
        scope: Scope,
        value: &Expression,
        floor: bool,
        limit: &Expression,
        span: Span,
    ) -> Typed {
        let value = self.expression(scope, value, &Type::Unknown);
        let limit = self.expression(scope, limit, &Type::Unknown);
        let (bare, type_) = self.bounded(value, limit, span);
        Typed {
            bare,
            ..self.add(Kind::Clamp { value: value.id, floor, limit: limit.id }, type_, span)
        }
    }

    /// `x rounded half up to s`
    pub fn rounded(
        &mut self,
        scope: Scope,
        value: &Expression,
        mode: Rounding,
        step: &Expression,
        span: Span,
    ) -> Typed {
        let value = self.expression(scope, value, &Type::Unknown);
        let step = self.expression(scope, step, &Type::Unknown);
        let (bare, type_) = self.bounded(value, step, span);
        if let Some(Value::Number(number)) = self.literal_value(step.id)
            && (number.is_zero() || number.is_negative())
        {
            self.report(Code::E0313, self.span_of(step), "a step of rounding is above zero")
                .help("write the unit to round to, such as `0.01 RUB`");
        }
        Typed { bare, ..self.add(Kind::Rounded(value.id, mode, step.id), type_, span) }
    }

    /// A value or range and a single figure of the same kind beside it.
    fn bounded(&mut self, value: Typed, limit: Typed, span: Span) -> (bool, Type) {
        let type_ = self.type_of(value);
        let single = match &type_ {
            Type::Number(unit) | Type::NumberRange(unit) => Type::Number(*unit),
            Type::Money(currency) | Type::MoneyRange(currency) => Type::Money(*currency),
            Type::Date | Type::DateTime | Type::Duration(_) | Type::Unknown => type_.clone(),
            Type::Optional(of) => {
                self.mismatch(&type_, of, self.span_of(value), None);
                return (false, Type::Unknown);
            }
            Type::Bool
            | Type::Country
            | Type::Text
            | Type::Enum(_)
            | Type::Set(_)
            | Type::List(_) => {
                let said = self.say(&type_);
                self.report(Code::E0311, span, format!("{said} has neither floor nor cap"))
                    .help("floors, caps and rounding are for numbers and amounts");
                return (false, Type::Unknown);
            }
        };
        if value.bare && !limit.bare {
            let wanted = self.type_of(limit);
            self.fit(value, &wanted, Some(self.span_of(limit)));
            return (false, self.type_of(value));
        }
        self.fit(limit, &single, Some(self.span_of(value)));
        (value.bare && limit.bare, type_)
    }

    /// `greater of { a, b }`
    pub fn extreme_of(
        &mut self,
        scope: Scope,
        which: Extreme,
        parts: &[Expression],
        hint: &Type,
        span: Span,
    ) -> Typed {
        let parts: Vec<&Expression> = parts.iter().collect();
        if parts.len() < 2 {
            self.report(Code::E0501, span, "there is nothing to choose between")
                .help("name at least two values between the braces");
        }
        let (typed, type_, bare) = self.alternatives(scope, &parts, hint);
        match &type_ {
            Type::Number(_)
            | Type::Money(_)
            | Type::Date
            | Type::DateTime
            | Type::Duration(_)
            | Type::Unknown => {}
            Type::Optional(of) => {
                let optional =
                    typed.iter().find(|one| matches!(self.type_of(**one), Type::Optional(_)));
                let place = optional.map_or(span, |one| self.span_of(*one));
                self.mismatch(&type_, of, place, None);
            }
            Type::Bool
            | Type::NumberRange(_)
            | Type::MoneyRange(_)
            | Type::Country
            | Type::Text
            | Type::Enum(_)
            | Type::Set(_)
            | Type::List(_) => {
                let said = self.say(&type_);
                self.report(Code::E0311, span, format!("{said} has no greater and lesser"))
                    .help("name numbers, amounts of money, dates or durations");
            }
        }
        let ids = typed.iter().map(|typed| typed.id).collect();
        Typed { bare, ..self.add(Kind::ExtremeOf(which, ids), type_, span) }
    }

    /// `x otherwise y`: y where x is `none`
    pub fn otherwise(
        &mut self,
        scope: Scope,
        one: &Expression,
        two: &Expression,
        hint: &Type,
        span: Span,
    ) -> Typed {
        let value = self.expression(scope, one, hint);
        if !self.may_be_none(value) {
            self.never_none(value);
        }
        let type_ = super::expression::bare_of_optional(self.type_of(value));
        let other = self.expression(scope, two, &type_);
        let result = match (self.type_of(other), is_none(two)) {
            (Type::Optional(_), false) => Type::Optional(Box::new(type_.clone())),
            (_, true) => Type::Optional(Box::new(type_.clone())),
            (_, false) => type_,
        };
        self.fit(other, &result, Some(self.span_of(value)));
        self.add(Kind::Otherwise(value.id, other.id), result, span)
    }
}
