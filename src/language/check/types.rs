//! Types as written to types as meant, and how a type is called.

use crate::ground::diagnostic::Code;
use crate::ground::time::Family;
use crate::ground::value::Currency;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{Temporal, Type};
use crate::language::syntax::{FieldType, Name, TypeName};

impl Checker<'_> {
    /// The type and temporal kind of a field.
    pub fn field_type(&mut self, scope: Scope, written: &FieldType) -> (Type, Temporal) {
        let type_ = self.type_name(scope, &written.name);
        let type_ = if written.optional { Type::Optional(Box::new(type_)) } else { type_ };
        let temporal = match (written.over_time, written.per) {
            (true, Some(_)) => {
                self.report(Code::E0307, written.span, "a figure of periods is not `over time`")
                    .help("keep one of the two");
                Temporal::OverTime
            }
            (true, None) => Temporal::OverTime,
            (false, Some(cycle)) => Temporal::Per(cycle),
            (false, None) => Temporal::Plain,
        };
        if matches!(type_, Type::List(_)) && temporal != Temporal::Plain {
            self.report(Code::E0307, written.span, "a list of entities is the same on every day")
                .help("take `over time` or `per …` away");
        }
        (type_, temporal)
    }

    /// The type of something that has no temporal kind: a parameter, a definition.
    pub fn plain_type(&mut self, scope: Scope, written: &FieldType, what: &str) -> Type {
        let (type_, temporal) = self.field_type(scope, written);
        match temporal {
            Temporal::Plain => {}
            Temporal::OverTime | Temporal::Per(_) => {
                self.report(Code::E0307, written.span, format!("{what} is not a fact over time"))
                    .help("take `over time` or `per …` away: it has dated versions instead");
            }
        }
        type_
    }

    fn type_name(&mut self, scope: Scope, written: &TypeName) -> Type {
        match written {
            TypeName::Bool => Type::Bool,
            TypeName::Number(None) => Type::Number(None),
            TypeName::Number(Some(unit)) => match self.look_for(scope, unit, "unit", Named::unit) {
                Some(unit) => Type::Number(Some(unit)),
                None => Type::Unknown,
            },
            TypeName::Money(code) => match Currency::of(&code.text) {
                Some(currency) => Type::Money(currency),
                None => {
                    self.unknown_currency(code);
                    Type::Unknown
                }
            },
            TypeName::Date => Type::Date,
            TypeName::DateTime => Type::DateTime,
            TypeName::Duration(family) => Type::Duration(*family),
            TypeName::Country => Type::Country,
            TypeName::Text => Type::Text,
            TypeName::Named(name) => match self.look_for(scope, name, "type", Named::enumeration) {
                Some(enumeration) => Type::Enum(enumeration),
                None => Type::Unknown,
            },
            TypeName::Set(of) => Type::Set(Box::new(self.type_name(scope, of))),
            TypeName::List(name) => match self.look_for(scope, name, "entity", Named::entity) {
                Some(entity) => Type::List(entity),
                None => Type::Unknown,
            },
        }
    }

    fn unknown_currency(&mut self, code: &Name) {
        let upper = code.text.to_ascii_uppercase();
        let found = self.found.report(
            Code::E0305,
            code.span,
            format!("no currency has the code `{}`", code.text),
        );
        if Currency::of(&upper).is_some() {
            found.help(format!("codes are written in capitals: `{upper}`")).fix(
                format!("change it to `{upper}`"),
                code.span,
                upper,
            );
        } else {
            found.help("use the three letters of ISO 4217, such as `EUR`, `RUB`, `TRY`");
        }
    }

    /// How a type is called in messages: as it is written in a law.
    pub fn say(&self, type_: &Type) -> String {
        let unit = |unit: &Option<_>| match unit.and_then(|unit| self.laws.units.find(unit)) {
            Some(unit) => format!("number of {}", unit.name),
            None => "number".to_string(),
        };
        match type_ {
            Type::Bool => "bool".into(),
            Type::Number(of) => unit(of),
            Type::Money(currency) => format!("money {currency}"),
            Type::NumberRange(of) => format!("range of {}", unit(of)),
            Type::MoneyRange(currency) => format!("range of money {currency}"),
            Type::Date => "date".into(),
            Type::DateTime => "datetime".into(),
            Type::Duration(family) => format!("duration in {}", family_word(*family)),
            Type::Country => "country".into(),
            Type::Text => "text".into(),
            Type::Enum(id) => {
                self.laws.enumerations.find(*id).map_or("enum".into(), |row| row.name.clone())
            }
            Type::Set(of) => format!("set of {}", self.say(of)),
            Type::List(id) => {
                let name = self.laws.entities.find(*id).map_or("entities", |row| row.name.as_str());
                format!("list of {name}")
            }
            Type::Optional(of) => format!("optional {}", self.say(of)),
            Type::Unknown => "unknown".into(),
        }
    }
}

/// The word of a family of durations.
pub(super) fn family_word(family: Family) -> &'static str {
    match family {
        Family::Days => "days",
        Family::Months => "months",
        Family::Hours => "hours",
        Family::WorkingDays => "working days",
    }
}
