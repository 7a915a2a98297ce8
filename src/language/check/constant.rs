//! Values that stand still: parameters, givens and everything else that no fact may change.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::value::{Number, Value};
use crate::language::check::scope::Checker;
use crate::language::law::{Arithmetic, Expression, Kind};

impl Checker<'_> {
    /// The value of an expression of literals; reports what depends on anything else.
    pub fn constant(&mut self, id: Id<Expression>) -> Option<Value> {
        let found = self.folded(id);
        if found.is_none() && !self.has_unknown(id) {
            let span = self.laws.expressions[id].span;
            self.report(Code::E0407, span, "a fixed value is needed here")
                .help("write a literal; for what is computed, use a `define`");
        }
        found
    }

    /// The value of a literal, of either sign.
    pub fn literal_value(&self, id: Id<Expression>) -> Option<Value> {
        self.folded(id)
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "no other form stands still")]
    fn folded(&self, id: Id<Expression>) -> Option<Value> {
        match &self.laws.expressions[id].kind {
            Kind::Literal(value) => Some(value.clone()),
            Kind::Negative(part) => Some(Value::Number(self.number(*part)?.neg())),
            Kind::Set(parts) => {
                let values: Option<Vec<Value>> =
                    parts.iter().map(|part| self.folded(*part)).collect();
                let mut values = values?;
                values.sort();
                values.dedup();
                Some(Value::Set(values.into()))
            }
            Kind::Range(low, high) => {
                Some(Value::Range(Box::new((self.number(*low)?, self.number(*high)?))))
            }
            Kind::Of(share, whole) => {
                Some(Value::Number(self.number(*share)?.mul(&self.number(*whole)?).ok()?))
            }
            Kind::Arithmetic(first, rest) => {
                let mut sum = self.number(*first)?;
                for (operator, part) in rest {
                    let with = self.number(*part)?;
                    sum = match operator {
                        Arithmetic::Add => sum.add(&with),
                        Arithmetic::Subtract => sum.sub(&with),
                        Arithmetic::Multiply => sum.mul(&with).ok()?,
                        Arithmetic::Divide => sum.div(&with)?,
                    };
                }
                Some(Value::Number(sum))
            }
            _other => None,
        }
    }

    fn number(&self, id: Id<Expression>) -> Option<Number> {
        match self.folded(id)? {
            Value::Number(number) => Some(number),
            Value::Bool(_)
            | Value::Range(_)
            | Value::Date(_)
            | Value::DateTime(_)
            | Value::Duration(_)
            | Value::Country(_)
            | Value::Text(_)
            | Value::Variant(_)
            | Value::Set(_)
            | Value::None => None,
        }
    }

    /// Whether an error in the expression is already reported.
    #[expect(clippy::wildcard_enum_match_arm, reason = "no other form stands still")]
    fn has_unknown(&self, id: Id<Expression>) -> bool {
        match &self.laws.expressions[id].kind {
            Kind::Unknown => true,
            Kind::Negative(part) => self.has_unknown(*part),
            Kind::Set(parts) => parts.iter().any(|part| self.has_unknown(*part)),
            Kind::Range(one, two) | Kind::Of(one, two) => {
                self.has_unknown(*one) || self.has_unknown(*two)
            }
            Kind::Arithmetic(first, rest) => {
                self.has_unknown(*first) || rest.iter().any(|(_, part)| self.has_unknown(*part))
            }
            _other => false,
        }
    }
}
