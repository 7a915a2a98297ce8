//! The names as they are seen from a place in a law, those that are bound near it among them.

use crate::front::lsp::complete::cursor::Cursor;
use crate::front::lsp::complete::token::Token;
use crate::front::lsp::workspace::Here;
use crate::ground::table::Id;
use crate::language::law::{Define, Laws, Type};
use crate::language::syntax::TypeName;
use crate::tools::names::{Declared, Led, NameKind, Names};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// What a value is, as far as it says which words can stand for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A value of an enum.
    Of(Id<Declared>),
    /// A country.
    Country,
    /// A truth value.
    Bool,
    /// An amount, in a currency where it is known.
    Money(String),
    /// Something else.
    Other,
}

/// The names as they are seen from a place.
pub struct View<'a> {
    /// The law.
    pub here: Here<'a>,
    /// All names.
    pub names: &'a Names,
    /// Whose names are seen.
    pub home: usize,
    /// The place.
    pub cursor: &'a Cursor<'a>,
    /// The definitions of the law as they were last checked, by name.
    defines: OnceCell<BTreeMap<&'a str, &'a Define>>,
}

impl<'a> View<'a> {
    /// The names as the law at a place sees them.
    pub fn at(here: Here<'a>, cursor: &'a Cursor<'a>) -> Self {
        let names = here.analysis.names();
        // A text whose header nobody could read sees nothing.
        let home = names.home_of(here.source).unwrap_or(usize::MAX);
        Self { here, names, home, cursor, defines: OnceCell::new() }
    }

    /// Every word of the declaration around.
    pub fn words(&self) -> impl Iterator<Item = &'a Token<'a>> {
        self.cursor.before.iter().chain(&self.cursor.behind)
    }

    /// The names that are bound in the declaration around, each with what it stands for one of.
    pub fn bound(&self) -> Vec<(&'a str, Option<Id<Declared>>)> {
        let words: Vec<&Token<'_>> = self.words().collect();
        let mut bound = Vec::new();
        for three in words.windows(3) {
            let [of, as_, name] = three else { continue };
            if as_.is("as") && of.is_path() && name.is_path() {
                let of = self.led_free(of.text).and_then(Led::declared);
                bound.push((name.text, of));
            }
        }
        bound
    }

    /// The steps that the declaration around declares, also where it does not read.
    pub fn steps(&self) -> Vec<&'a str> {
        let words: Vec<&Token<'_>> = self.words().collect();
        let pairs = words.windows(2).filter_map(|pair| match pair {
            [step, name] if step.is("step") && name.is_path() => Some(name.text),
            _ => None,
        });
        pairs.collect()
    }

    /// What a path leads to.
    pub fn led(&self, path: &str) -> Option<Led> {
        let bound = self.bound();
        let parts: Vec<&str> = path.split('.').collect();
        self.names.led(self.home, &parts, &|name| {
            bound.iter().find(|(it, _)| *it == name).and_then(|(_, of)| *of)
        })
    }

    /// The same without the names that are bound near it.
    fn led_free(&self, path: &str) -> Option<Led> {
        let parts: Vec<&str> = path.split('.').collect();
        self.names.led(self.home, &parts, &|_| None)
    }

    /// What the values of a declaration are; none where that is not known.
    pub fn kind_of(&self, id: Id<Declared>) -> Option<Wanted> {
        let row = &self.names.declared[id];
        match (row.kind, &row.type_) {
            (NameKind::Duty | NameKind::Status, _) => Some(Wanted::Bool),
            (NameKind::Event | NameKind::Step | NameKind::Sanctions, _) => Some(Wanted::Other),
            (NameKind::Variant, _) => row.of.map(Wanted::Of),
            (_, Some(type_)) => self.kind_of_type(type_),
            (NameKind::Define, None) => self.kind_of_define(row),
            (_, None) => None,
        }
    }

    fn kind_of_type(&self, type_: &TypeName) -> Option<Wanted> {
        match type_ {
            TypeName::Bool => Some(Wanted::Bool),
            TypeName::Country => Some(Wanted::Country),
            TypeName::Money(currency) => Some(Wanted::Money(currency.text.to_string())),
            TypeName::Set(of) => self.kind_of_type(of),
            TypeName::Named(name) => self.enumeration(&name.text),
            TypeName::Number(_)
            | TypeName::Date
            | TypeName::DateTime
            | TypeName::Duration(_)
            | TypeName::Text
            | TypeName::List(_) => Some(Wanted::Other),
        }
    }

    /// The values of an enum that is called so.
    pub fn enumeration(&self, name: &str) -> Option<Wanted> {
        let found = self.names.visible(self.home, name);
        found.filter(|id| self.names.declared[*id].kind == NameKind::Enumeration).map(Wanted::Of)
    }

    /// A definition says its type seldom: the checked laws know it.
    fn kind_of_define(&self, row: &Declared) -> Option<Wanted> {
        let (laws, ..) = self.here.analysis.sound()?;
        let defines = self.defines.get_or_init(|| {
            let own = self.names.homes().find(|(home, _)| *home == self.home);
            let own = own.map(|(_, id)| self.names.declared[id].name.as_str());
            let rows = laws.defines.iter();
            let rows = rows.filter(|define| Some(laws.laws[define.law].name.as_str()) == own);
            rows.map(|define| (define.name.as_str(), define)).collect()
        });
        self.kind_of_checked(laws, &defines.get(row.name.as_str())?.type_)
    }

    fn kind_of_checked(&self, laws: &Laws, type_: &Type) -> Option<Wanted> {
        match type_ {
            Type::Bool => Some(Wanted::Bool),
            Type::Country => Some(Wanted::Country),
            Type::Money(currency) | Type::MoneyRange(currency) => {
                Some(Wanted::Money(currency.code().to_owned()))
            }
            Type::Set(of) | Type::Optional(of) => self.kind_of_checked(laws, of),
            Type::Enum(of) => self.enumeration(&laws.enumerations[*of].name),
            Type::Number(_)
            | Type::NumberRange(_)
            | Type::Date
            | Type::DateTime
            | Type::Duration(_)
            | Type::Text
            | Type::List(_) => Some(Wanted::Other),
            Type::Unknown => None,
        }
    }
}
