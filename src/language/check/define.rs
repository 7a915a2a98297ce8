//! Definitions: named derived values, of one wording or of dated ones.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::time::{Date, Dated, Interval};
use crate::language::check::clause::{joined, label};
use crate::language::check::dates::Start;
use crate::language::check::expression::bare_of_optional;
use crate::language::check::homes::Home;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::define::Wording;
use crate::language::law::{Basis, Define, Provision, Type};
use crate::language::syntax::{self, DefineBody, Expression};

impl<'a> Checker<'a> {
    /// Gives a definition its row and name.
    pub fn declare_define(&mut self, home: usize, written: &'a syntax::Define) {
        let Some(law) = self.homes.get(home).and_then(Home::law) else { return };
        let id = self.laws.defines.add(Define {
            name: written.name.text.to_string(),
            label: label(written.label.as_ref()),
            documentation: joined(&written.documentation),
            law,
            type_: Type::Unknown,
            versions: Dated::of([]),
            basis: Basis::default(),
            span: written.name.span,
        });
        self.name(home, &written.name, Named::Define(id));
        self.work.defines.push((home, id, written));
        self.laws.laws[law].provisions.push(Provision::Define(id));
    }

    /// Reads a definition; those it depends on have been read.
    pub fn define(&mut self, home: usize, id: Id<Define>, written: &'a syntax::Define) {
        let scope = Scope::of(home);
        let declared =
            written.type_.as_ref().map(|type_| self.plain_type(scope, type_, "a definition"));
        self.laws.defines[id].basis = self.basis(&written.clauses);
        let name = written.name.text.as_str();
        match &written.body {
            DefineBody::Always(value) => {
                self.no_commencement(&written.clauses, "a definition of one wording");
                let (typed, type_) = self.wordings(scope, &[value], declared);
                let always = Interval { from: Date::FIRST, until: None };
                let wording =
                    |value| Wording { value, basis: Basis::default(), span: written.span };
                let row = &mut self.laws.defines[id];
                row.type_ = type_;
                if let [value] = typed.as_slice() {
                    row.versions = Dated::constant(always, wording(*value));
                }
            }
            DefineBody::Versions(versions) => {
                if versions.is_empty() {
                    self.report(Code::E0501, written.name.span, format!("`{name}` has no wording"))
                        .help("give it one with its first day: `from 2021-07-01: …`");
                }
                let values: Vec<&Expression> =
                    versions.iter().map(|version| &version.value).collect();
                let (typed, type_) = self.wordings(scope, &values, declared);
                self.laws.defines[id].type_ = type_;
                let days = self.days_needed(home, &written.clauses);
                let mut starts = Vec::new();
                for (version, value) in versions.iter().zip(&typed) {
                    let basis = self.basis(&version.clauses);
                    let Some((from, until)) = self.version_days(&version.from, &version.clauses)
                    else {
                        continue;
                    };
                    let value = Wording { value: *value, basis, span: version.span };
                    starts.push(Start { from, until, value, span: version.span });
                }
                let days = days.filter(|_| starts.len() == versions.len() && !starts.is_empty());
                let versions = self.dated(name, starts, days, written.name.span);
                self.laws.defines[id].versions = versions;
            }
        }
    }

    /// The wordings of one definition, which agree in type.
    fn wordings(
        &mut self,
        scope: Scope,
        values: &[&Expression],
        declared: Option<Type>,
    ) -> (Vec<Id<crate::language::law::Expression>>, Type) {
        match declared {
            Some(type_) => {
                let ids = values.iter().map(|value| self.typed(scope, value, &type_));
                (ids.collect(), type_)
            }
            None => {
                let (typed, type_, _) = self.alternatives(scope, values, &Type::Unknown);
                if bare_of_optional(type_.clone()) == Type::Unknown
                    && let Some(value) = values.first()
                    && typed.iter().any(|one| self.may_be_none(*one))
                    && matches!(type_, Type::Optional(_))
                {
                    self.report(Code::E0301, value.span, "`none` alone has no type")
                        .help("write the type: `define x : optional date = none`");
                }
                (typed.into_iter().map(|typed| typed.id).collect(), type_)
            }
        }
    }
}
