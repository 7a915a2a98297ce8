//! Cells of decision tables: what each admits of the values of its column.

use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::ground::value::{Bounds, Edge, Number, Value};
use crate::language::check::scope::{Checker, Scope};
use crate::language::law::{Cell, Type};
use crate::language::syntax::{self, Expression};

impl Checker<'_> {
    /// What a cell admits; `None` where something in it is wrong and reported.
    pub fn cell(&mut self, scope: Scope, written: &syntax::Cell, type_: &Type) -> Option<Cell> {
        use syntax::Cell as Form;
        let within = |low: Option<Edge<Number>>, high: Option<Edge<Number>>| {
            Some(Cell::Within(Bounds { low, high }))
        };
        let edge = |at, included| Some(Edge { at, included });
        match written {
            Form::Any(_) => Some(Cell::Any),
            Form::OneOf(values, _) => self.one_of(scope, values, type_),
            Form::UpTo(limit, span) => {
                let limit = self.limit(scope, limit, type_, "up to", *span)?;
                within(None, edge(limit, true))
            }
            Form::Below(limit, span) => {
                let limit = self.limit(scope, limit, type_, "below", *span)?;
                within(None, edge(limit, false))
            }
            Form::Above(limit, span) => {
                let limit = self.limit(scope, limit, type_, "above", *span)?;
                within(edge(limit, false), None)
            }
            Form::AtLeast(limit, span) => {
                let limit = self.limit(scope, limit, type_, "at least", *span)?;
                within(edge(limit, true), None)
            }
            Form::AboveTo(low, high, span) => {
                let low = self.limit(scope, low, type_, "above", *span);
                let high = self.limit(scope, high, type_, "to", *span);
                within(edge(low?, false), edge(high?, true))
            }
            Form::ToBelow(low, high, span) => {
                let low = self.limit(scope, low, type_, "to below", *span);
                let high = self.limit(scope, high, type_, "to below", *span);
                within(edge(low?, true), edge(high?, false))
            }
        }
    }

    /// `a or b`
    fn one_of(&mut self, scope: Scope, written: &[Expression], type_: &Type) -> Option<Cell> {
        let mut values: Vec<(Value, Span)> = Vec::with_capacity(written.len());
        let mut complete = true;
        for one in written {
            match self.fixed(scope, one, type_) {
                Some(value) => values.push((value, one.span)),
                None => complete = false,
            }
        }
        // Of two that are equal, the one written later is told.
        values.sort();
        for pair in values.windows(2) {
            if let [(first, place), (again, span)] = pair
                && first == again
            {
                self.report(Code::E0502, *span, "this value is written twice")
                    .and(*place, "the first time")
                    .help("take one of the two away");
            }
        }
        values.dedup_by(|one, two| one.0 == two.0);
        complete.then(|| Cell::OneOf(values.into_iter().map(|(value, _)| value).collect()))
    }

    /// The place of a limit on the number line of its column.
    fn limit(
        &mut self,
        scope: Scope,
        written: &Expression,
        type_: &Type,
        words: &str,
        span: Span,
    ) -> Option<Number> {
        if *type_ != Type::Unknown && !has_order(type_) {
            let said = self.say(type_);
            self.report(Code::E0311, span, format!("`{words}` has no meaning for {said}"))
                .help("write the values themselves: `a or b`, or `any`");
            return None;
        }
        self.fixed(scope, written, type_)?.on_line()
    }

    /// A value that stands still, of a type.
    pub fn fixed(&mut self, scope: Scope, written: &Expression, type_: &Type) -> Option<Value> {
        let typed = self.expression(scope, written, type_);
        if !self.fit(typed, type_, None) {
            return None;
        }
        self.constant(typed.id)
    }
}

/// Whether the values of a type stand on a number line.
pub(super) fn has_order(type_: &Type) -> bool {
    match type_ {
        Type::Number(_) | Type::Money(_) | Type::Date | Type::Duration(_) => true,
        Type::Bool
        | Type::NumberRange(_)
        | Type::MoneyRange(_)
        | Type::DateTime
        | Type::Country
        | Type::Text
        | Type::Enum(_)
        | Type::Set(_)
        | Type::List(_)
        | Type::Optional(_)
        | Type::Unknown => false,
    }
}

/// Whether the values of a type can be told one by one, or stand on a line.
pub(super) fn can_be_asked(type_: &Type) -> bool {
    match type_ {
        Type::Bool | Type::Country | Type::Text | Type::Enum(_) | Type::Unknown => true,
        Type::Number(_) | Type::Money(_) | Type::Date | Type::Duration(_) => true,
        Type::NumberRange(_)
        | Type::MoneyRange(_)
        | Type::DateTime
        | Type::Set(_)
        | Type::List(_)
        | Type::Optional(_) => false,
    }
}
