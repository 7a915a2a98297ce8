//! Types as written to types as meant, and how a type is called.

use crate::ground::diagnostic::Code;
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
        type_.words(&self.laws)
    }
}
