//! Parameters: figures with dated versions that leave no day without a value.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Date, Dated, Interval};
use crate::language::check::clause::{joined, label};
use crate::language::check::dates::Start;
use crate::language::check::homes::Home;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::parameter::ParameterVersion;
use crate::language::law::{Basis, Commencement, Parameter, Provision, Type};
use crate::language::syntax::{self, Clause, Literal, ParameterClause, ValueVersion};

impl<'a> Checker<'a> {
    /// Gives a parameter its row and name.
    pub fn declare_parameter(&mut self, home: usize, written: &'a syntax::Parameter) {
        let law = self.homes.get(home).and_then(Home::law);
        let id = self.laws.parameters.add(Parameter {
            name: written.name.text.to_string(),
            label: label(written.label.as_ref()),
            documentation: joined(&written.documentation),
            law,
            type_: Type::Unknown,
            versions: Dated::of([]),
            verified_through: None,
            basis: Basis::default(),
            span: written.name.span,
        });
        self.name(home, &written.name, Named::Parameter(id));
        self.work.parameters.push((home, id, written));
        if let Some(law) = law {
            self.laws.laws[law].provisions.push(Provision::Parameter(id));
        }
    }

    /// Reads the types and versions of every parameter.
    pub fn parameters(&mut self) {
        for (home, id, written) in std::mem::take(&mut self.work.parameters) {
            self.parameter(home, id, written);
        }
    }

    fn parameter(&mut self, home: usize, id: Id<Parameter>, written: &'a syntax::Parameter) {
        let type_ = self.plain_type(Scope::of(home), &written.type_, "a parameter");
        let mut versions: Vec<&ValueVersion> = Vec::new();
        let mut clauses: Vec<&Clause> = Vec::new();
        let mut verified: Option<(&Literal, Span)> = None;
        for clause in &written.clauses {
            match clause {
                ParameterClause::Version(version) => versions.push(version),
                ParameterClause::VerifiedThrough(date, span) => {
                    self.once("verified through", &mut verified, date, *span);
                }
                ParameterClause::Clause(clause) => clauses.push(clause),
            }
        }
        let name = written.name.text.as_str();
        if versions.is_empty() {
            self.report(Code::E0501, written.name.span, format!("`{name}` has no value"))
                .help("give it one with its first day: `from 2021-07-01: …`");
        }
        let days = self.days_needed(home, clauses.iter().copied());
        let has_versions = !versions.is_empty();
        let mut starts = Vec::new();
        for version in versions {
            if let Some(start) = self.parameter_version(home, &type_, version) {
                starts.push(start);
            }
        }
        let complete = starts.len()
            == written
                .clauses
                .iter()
                .filter(|clause| matches!(clause, ParameterClause::Version(_)))
                .count();
        let days = days.filter(|_| has_versions && complete);
        let versions = self.dated(name, starts, days, written.name.span);
        let basis = self.basis(clauses.iter().copied());
        let verified_through = verified.and_then(|(date, _)| self.date(date));
        let row = &mut self.laws.parameters[id];
        row.type_ = type_;
        row.versions = versions;
        row.basis = basis;
        row.verified_through = verified_through;
    }

    fn parameter_version(
        &mut self,
        home: usize,
        type_: &Type,
        written: &ValueVersion,
    ) -> Option<Start<ParameterVersion>> {
        let scope = Scope::of(home);
        let days = self.version_days(&written.from, &written.clauses);
        let typed = self.expression(scope, &written.value, type_);
        let fits = self.fit(typed, type_, None);
        let value = if fits { self.constant(typed.id) } else { None };
        let basis = self.basis(&written.clauses);
        let (from, until) = days?;
        let span = written.span;
        let documentation = joined(&written.documentation);
        let value = ParameterVersion { value: value?, documentation, basis, span };
        Some(Start { from, until, value, span })
    }

    /// The days on which a provision of a law needs a value: those of the law and its own.
    pub fn days_needed<'c>(
        &mut self,
        home: usize,
        clauses: impl IntoIterator<Item = &'c Clause>,
    ) -> Option<Interval> {
        let own = self.commencement(clauses);
        let law = self.homes.get(home).and_then(Home::law)?;
        let law = &self.laws.laws[law];
        // A law without dates has said so already.
        Some(law.in_force)
            .filter(|days| days.from != Date::FIRST)
            .and_then(|days| within(days, own))
    }
}

/// The days of a law that are also days of a provision.
pub(super) fn within(law: Interval, own: Commencement) -> Option<Interval> {
    let own = Interval { from: own.from.unwrap_or(law.from), until: own.until };
    law.and(own)
}
